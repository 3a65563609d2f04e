"""모든 시험의 준비: 표시와 차례, 일꾼이 쓰는 스레드, 여러 방의 시험이 함께 쓰는 작은 강좌."""

import os
import shutil
import signal
from pathlib import Path

if "PYTEST_XDIST_WORKER" in os.environ:
    # 일꾼이 코어의 수만큼 있으므로 저마다 한 스레드입니다. TensorFlow를 들여오기 전에 정해야 합니다.
    os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest
from hypothesis import settings

from gan_course.authoring.build import build
from gan_course.authoring.instructor import write_instructor
from gan_course.course.chapters import chapters_with_source

SMALL_COURSE = Path(__file__).parent / "course" / "small_course"
settings.register_profile("언제나 같은 예", derandomize=True, deadline=None)
APART = ("test_regression.py::test_outputs", "test_mutations.py::test_broken")  # 시험 하나에 몇 분


def pytest_configure(config):
    """`full`은 이름을 부를 때만 합니다. addopts의 -m은 명령줄의 -m이 덮어쓰므로 여기서 더합니다."""
    if "full" not in (chosen := config.option.markexpr):
        config.option.markexpr = f"({chosen}) and not full" if chosen else "not full"
        # 바꾸지 않은 코드가 그날의 난수나 바쁜 컴퓨터 때문에 떨어지지 않게 합니다. 새 예는 `-m full`이 찾습니다.
        settings.load_profile("언제나 같은 예")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """한 파일의 시험은 한 일꾼이 맡아 준비를 나누어 씁니다. 나눌 준비가 없는데 오래 걸리는 것만 하나씩 나누어 줍니다.

    이것을 `xdist_group`으로 적으면 pytest 9.2에서는 말없이 무시됩니다(pytest-dev/pytest-xdist#1386).
    """
    from xdist.scheduler import LoadFileScheduling

    class LongOnesApart(LoadFileScheduling):
        def _split_scope(self, nodeid):
            return nodeid if any(name in nodeid for name in APART) else super()._split_scope(nodeid)

    return LongOnesApart(config, log)


@pytest.hookimpl(tryfirst=True)  # -m이 고르기 전에
def pytest_collection_modifyitems(items):
    """브라우저의 시험에 표시를 붙이고, 오래 걸리는 것(노트북, 브라우저, 돌연변이)을 먼저 시작합니다."""
    for item in items:
        if "browser" in Path(item.path).parts:
            item.add_marker(pytest.mark.browser)

    def later(item):
        marks = [item.get_closest_marker(name) is None for name in ("notebook", "browser")]
        return [not any(name in item.nodeid for name in APART), *marks]

    items.sort(key=later)


@pytest.fixture(scope="session", autouse=True)
def ctrl_c_works():
    """뒤에서 돌린 프로세스는 SIGINT를 무시하게 되어 있기도 합니다. Ctrl-C의 시험이 성립하게 합니다."""
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, previous)


@pytest.fixture(scope="session")
def built_course(tmp_path_factory):
    """한글, 빈칸, 중괄호가 든 폴더에 만들어 둔 작은 강좌. 읽기만 합니다."""
    folder = tmp_path_factory.mktemp("course") / "나의 강좌 {3}"
    shutil.copytree(SMALL_COURSE, folder)
    for chapter in chapters_with_source(folder):
        build(chapter)
        write_instructor(chapter)
    return folder


@pytest.fixture
def small_course(built_course, tmp_path):
    """고쳐도 되는 사본."""
    return Path(shutil.copytree(built_course, tmp_path / "나의 강좌 {3}"))
