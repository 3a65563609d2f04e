"""한 설치를 둘이 나누어 씁니다: 강좌 폴더는 읽기 전용이고, 둘은 홈 폴더만 다릅니다."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.notebook

ROOT = Path(__file__).parents[2]
INSTALLED = ("gan_course", "notebooks", "data")
# 실습하는 사람이 사본의 폴더에서 하는 일: 그림을 그리고(캐시), 채점을 받고(진도), 체크포인트를 불러옵니다.
WORK = """
from gan_course.data import savanna
from gan_course.exercises import progress
from gan_course.training import checkpoint

savanna.unpaired("horse2zebra", 4, size=32)
progress.record("1.1", solved=True)
print(checkpoint("01").model.generate(3).shape)
"""


@pytest.fixture(scope="module")
def without_privileges():
    """파일의 권한이 통하는 사람으로 실행하는 명령의 머리. root는 권한을 버립니다."""
    if os.name != "posix":
        pytest.skip("파일의 권한을 이렇게 정하는 것은 POSIX뿐입니다")
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root의 권한을 버릴 setpriv가 없습니다")
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]


@pytest.fixture(scope="module")
def installation():
    """읽기만 되는 강좌 폴더."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "course"
        folder.mkdir()
        for name in INSTALLED:
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        _set_writable(folder, False)
        yield folder
        _set_writable(folder, True)  # 지울 수 있게


def _set_writable(folder, writable):
    for path in [folder, *folder.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o200 if writable else path.stat().st_mode & ~0o222)


def fingerprint(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
        for path in folder.rglob("*")
    }


@pytest.fixture(scope="module")
def person(installation, without_privileges):
    """그 사람의 홈에서 명령을 시작합니다: person(홈, 폴더, 파이썬 인자…)."""

    def start(home, folder, *arguments):
        personal = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "GAN_COURSE_"))}
        return subprocess.Popen(
            [*without_privileges, sys.executable, *map(str, arguments)],
            cwd=folder,
            env=personal | {"HOME": str(home), "PYTHONPATH": str(installation), "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    return start


@pytest.fixture(scope="module")
def two_people(installation, person, tmp_path_factory):
    """둘이 동시에 사본을 만들고, 사본에서 일합니다. 그다음 한 사람이 강좌의 한 장을 실행합니다."""
    homes = [tmp_path_factory.mktemp(name) for name in ("학습자1", "학습자2")]
    before = fingerprint(installation)
    screens = []
    for people, work in (
        (homes, lambda home: person(home, home, "-m", "gan_course", "lab", "--copy", "~/gan-course", "--version")),
        (homes, lambda home: person(home, home / "gan-course" / "exercises", "-c", WORK)),
        (homes[1:], lambda home: person(home, home, "-m", "gan_course", "run", "0", "--profile", "quick")),
    ):
        processes = [work(home) for home in people]
        screens.append([(*process.communicate(timeout=600), process.returncode) for process in processes])
    return homes, screens, before == fingerprint(installation)


def test_everything_works_for_both(two_people):
    homes, screens, _ = two_people
    for step in screens:
        for out, err, code in step:
            assert code == 0 and err == "", out + err
    assert f"보고서: {homes[1] / 'build' / 'quick' / 'report.html'}" in screens[2][0][0]


def test_each_has_an_own_copy_cache_and_progress(two_people):
    for home in two_people[0]:
        copy = home / "gan-course"
        assert os.access(copy / "00_start.ipynb", os.W_OK)
        assert (copy / "exercises" / "progress.json").exists()
        assert list(home.rglob("savanna-*.npz")), "캐시가 홈에 있어야 합니다"


def test_the_installation_is_untouched(two_people):
    assert two_people[2]


def test_writing_into_the_installation_is_refused_in_korean(person, installation, tmp_path):
    for arguments in (["run", "0", "--output", installation / "out"], ["lab", "--in-place"]):
        process = person(tmp_path, tmp_path, "-m", "gan_course", *arguments)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 2 and "Traceback" not in err
        assert "쓸 수 없습니다" in err or "쓸 권한이 없습니다" in err
