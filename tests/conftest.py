"""여러 방의 시험이 함께 쓰는 작은 강좌."""

import shutil
import signal
from pathlib import Path

import pytest

from gan_course.authoring.build import build
from gan_course.authoring.instructor import write_instructor
from gan_course.course.chapters import chapters_with_source

SMALL_COURSE = Path(__file__).parent / "course" / "small_course"


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
