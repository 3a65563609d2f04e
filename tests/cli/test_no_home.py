"""사용자 목록에 없는 사용자(컨테이너의 `--user 12345`)이고 HOME도 없을 때: 한 줄로 말하거나, 쓸 수 있는 자리를 찾습니다."""

import os
import stat
import tempfile
import warnings
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gan_course import files
from gan_course.classroom import doctor
from gan_course.classroom.doctor import Verdict
from gan_course.cli import main
from gan_course.evaluation import photographs

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows에는 이름 없는 사용자가 없습니다")


@pytest.fixture(autouse=True)
def nobody(monkeypatch, tmp_path):
    import pwd

    def missing(*arguments):
        raise KeyError("getpwuid(): uid not found: 12345")

    for name in ("getpwuid", "getpwnam"):
        monkeypatch.setattr(pwd, name, missing)
    for name in ("HOME", "USER", "LOGNAME", "XDG_CACHE_HOME", "KERAS_HOME", "GAN_COURSE_CACHE", "GAN_COURSE_DATA"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "임시").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "임시"))
    (tmp_path / "지금").mkdir()
    monkeypatch.chdir(tmp_path / "지금")
    yield
    assert not Path("~").exists(), "~라는 폴더를 만들었습니다"


@pytest.fixture
def pictures(tmp_path):
    for name in ("가", "나"):
        (tmp_path / name).mkdir()
        for number in range(3):
            noise = np.random.default_rng(number).integers(0, 255, (32, 32, 3), np.uint8)
            Image.fromarray(noise).save(tmp_path / name / f"{number}.png")
    return [str(tmp_path / name) for name in ("가", "나")]


def test_the_cache_is_a_private_temporary_folder_and_the_variable_is_suggested():
    with pytest.warns(UserWarning, match="임시 폴더.*GAN_COURSE_CACHE"):
        folder = files.cache_folder()
    assert folder.parent == Path(tempfile.gettempdir()) and stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_home_that_cannot_be_written_is_the_same(monkeypatch, tmp_path):
    """Docker는 이름 없는 사용자의 HOME을 /로 정합니다."""
    (tmp_path / "막힌 홈").write_text("폴더가 아님", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path / "막힌 홈"))
    with pytest.warns(UserWarning, match="임시 폴더"):
        assert files.cache_folder().is_dir()


def test_somebody_else_s_temporary_folder_is_not_used(tmp_path):
    (tmp_path / "남의 것").mkdir()
    (Path(tempfile.gettempdir()) / f"gan-course-{os.getuid()}").symlink_to(tmp_path / "남의 것")
    with pytest.raises(OSError, match="주인이 다릅니다.*GAN_COURSE_CACHE"):
        files.cache_folder()


def test_doctor_warns():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        finding = doctor.check_writing()
    assert finding.verdict is Verdict.WARNING and "GAN_COURSE_CACHE" in finding.remedy


def test_evaluate(pictures, monkeypatch, capsys):
    assert main(["evaluate", *pictures, "--features", "thumbnail"]) == 0
    with pytest.warns(UserWarning, match="임시 폴더"):
        monkeypatch.setattr(photographs.keras.utils, "get_file", lambda name, *_, **__: Path("받음") / name)
        assert photographs.inception_weights() == Path("받음") / photographs.WEIGHTS_FILE


def test_train(pictures):
    quick = ["--profile", "quick", "--epochs", "1", "--output", "훈련"]
    with pytest.warns(UserWarning, match="임시 폴더"):
        assert main(["train", "cyclegan", "--data", *pictures, *quick]) == 0
    assert Path("훈련/model.keras").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["lab"],
        ["lab", "--copy", "~/gan-course"],
        ["run", "--output=~/결과"],
        ["evaluate", "~/가", "~/나"],
        ["train", "gan", "--output", "~/훈련"],
        ["translate", "--weights", "~/w.keras", "가", "나"],
        ["doctor", "--invitation", "~/안내.html"],
    ],
    ids=" ".join,
)
def test_what_needs_a_home_says_so_in_one_line(arguments, capsys):
    try:
        code = main(arguments)
    except SystemExit as ended:
        code = ended.code
    message = capsys.readouterr().err.splitlines()[-1]
    assert code == 2 and "홈 폴더를 알 수" in message and "HOME" in message
