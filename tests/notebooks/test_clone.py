"""한글과 빈칸이 든 폴더에 내려받은 사본에서도 됩니다."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.notebook

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("git 저장소가 아닙니다(압축 파일로 내려받은 경우)")
    folder = tmp_path_factory.mktemp("clone") / "홍 길동" / "나의 강좌"
    command = ["git", "-c", "safe.directory=*", "clone", "--quiet", "--local", "--no-hardlinks", ROOT, folder]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return folder


def gan_course(clone, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "gan_course", *arguments],
        cwd=clone,
        env=os.environ | {"PYTHONUTF8": "1", "GAN_COURSE_CACHE": str(clone / "임시 캐시")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_doctor_finds_nothing_wrong(clone):
    result = gan_course(clone, "doctor")
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stderr == ""


def test_a_chapter_runs_with_the_clone_s_own_package_and_files(clone):
    package = clone / "gan_course" / "__init__.py"
    package.write_text(package.read_text(encoding="utf-8") + "\nCLONE = True\n", encoding="utf-8")
    source = clone / "notebooks" / "sources" / "00_start.py"
    source.write_text(
        source.read_text(encoding="utf-8") + "\n# %%\nimport gan_course\n\nassert gan_course.CLONE\n", encoding="utf-8"
    )
    built = gan_course(clone, "build", "0")
    assert built.returncode == 0, built.stdout + built.stderr
    result = gan_course(clone, "run", "0", "--profile", "quick")
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"보고서: {clone / 'build' / 'quick' / 'report.html'}" in result.stdout
