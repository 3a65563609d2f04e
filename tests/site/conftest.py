"""사이트를 짓는 패키지가 없으면 까닭을 말하고 건너뜁니다."""

from pathlib import Path

import pytest

from gan_course.cli.site import NEEDED, is_installed
from tests.site.small_site import write_course


def pytest_collection_modifyitems(items):
    missing = [name for name in NEEDED if not is_installed(name)]
    if missing:
        reason = f"{', '.join(missing)}이(가) 없습니다. `uv sync --group site`로 설치하면 사이트의 시험도 합니다"
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture
def course(tmp_path):
    return write_course(tmp_path / "나의 강좌 {3}")
