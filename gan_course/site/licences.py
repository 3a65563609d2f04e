"""사이트에 그대로 실려 가는 남의 코드(테마, 찾아보기)의 라이선스를, 깔린 패키지에서 옮겨 적습니다."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

CARRIED = ("Sphinx", "pydata-sphinx-theme", "sphinx-book-theme", "pagefind")
FOLDER = "licenses"


def write_licences(site: Path) -> None:
    """패키지마다 `licenses/이름.txt`. 전문을 싣지 않은 패키지는 판과 라이선스의 이름을 적습니다."""
    (site / FOLDER).mkdir(exist_ok=True)
    for name in CARRIED:
        found = metadata.distribution(name)
        texts = [file.read_text(encoding="utf-8") for file in found.files or [] if "licenses" in file.parts]
        title = f"{name} {found.version} {found.metadata.get('License-Expression', '')}".strip()
        (site / FOLDER / f"{name}.txt").write_text("\n\n".join([title, *texts]) + "\n", encoding="utf-8")
