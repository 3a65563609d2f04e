"""사용자 목록에 없는 사용자(컨테이너의 `--user 12345`)이고 HOME도 없을 때: 한 줄로 말하거나, 쓸 수 있는 자리를 찾습니다."""

import os
import stat
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gan_course import files, home
from gan_course.classroom import doctor
from gan_course.classroom.doctor import Verdict
from gan_course.cli import main

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows에는 이름 없는 사용자가 없습니다")


@pytest.fixture(autouse=True)
def nobody(monkeypatch, tmp_path):
    import pwd

    def missing(*arguments):
        raise KeyError("getpwuid(): uid not found: 12345")

    for name in ("getpwuid", "getpwnam"):
        monkeypatch.setattr(pwd, name, missing)
    names = ("HOME", "USER", "LOGNAME", "XDG_CACHE_HOME", "GAN_COURSE_CACHE", "GAN_COURSE_DATA", *home.VARIABLES)
    for name in names:
        monkeypatch.setenv(name, "끝나면 되돌립니다")
        monkeypatch.delenv(name)
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


@pytest.fixture(params=["파일", "없는 폴더", "읽기만"])
def useless_home(request, tmp_path, monkeypatch):
    """Docker는 이름 없는 사용자의 HOME을 /로 정하고, 데비안의 nobody는 /nonexistent가 집입니다."""
    folder = tmp_path / "막힌 홈"
    if request.param == "파일":
        folder.write_text("폴더가 아님", encoding="utf-8")
    elif request.param == "없는 폴더":
        folder = folder / "더"
        folder.parent.write_text("만들 수도 없음", encoding="utf-8")
    else:
        (folder / ".cache" / "gan-course").mkdir(parents=True)
        access = os.access  # root에게는 읽기만 되는 폴더가 없습니다
        monkeypatch.setattr(
            os,
            "access",
            lambda path, *a, **k: folder not in (path := Path(path), *path.parents) and access(path, *a, **k),
        )
    monkeypatch.setenv("HOME", str(folder))
    return folder


def test_home_that_cannot_be_written_is_the_same(useless_home):
    assert not home.is_usable()
    with pytest.warns(UserWarning, match="임시 폴더"):
        assert files.cache_folder().is_relative_to(tempfile.gettempdir())


def test_nowhere_to_write_at_all_is_one_line(monkeypatch, capsys):
    def nowhere():
        raise FileNotFoundError(2, "No usable temporary directory found", "/tmp")

    monkeypatch.setattr(tempfile, "gettempdir", nowhere)
    home.prepare()  # 들여오는 것은 됩니다
    assert main(["progress"]) == 2
    (message,) = capsys.readouterr().err.splitlines()
    assert "GAN_COURSE_CACHE" in message


def test_other_packages_are_given_a_place_too():
    """Keras는 홈을 모르면 `~`라는 폴더를 만들고, matplotlib은 영어로 알립니다."""
    code = """if True:
        import pwd, sys
        def missing(*arguments):
            raise KeyError
        pwd.getpwuid = missing
        import gan_course.plots, matplotlib, keras.src.backend.config as config
        print(config._KERAS_DIR, matplotlib.get_cachedir(), sep=";")
    """
    here = str(Path(__file__).parents[2])
    environment = {**os.environ, "TMPDIR": tempfile.gettempdir(), "PYTHONUTF8": "1", "PYTHONPATH": here}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, encoding="utf-8")
    assert done.stderr == ""
    mine = Path(tempfile.gettempdir()) / f"gan-course-{os.getuid()}"
    assert [Path(line) for line in done.stdout.strip().split(";")] == [mine / "keras", mine / "matplotlib"]
    assert list(Path.cwd().iterdir()) == []


def test_lab_is_given_a_home(monkeypatch, tmp_path):
    """JupyterLab과 터미널은 홈 폴더를 모르면 시작하지 못합니다."""

    class Started(Exception):
        """서버가 뜰 자리까지 왔습니다."""

    def start(*arguments):
        raise Started(os.environ["HOME"])

    monkeypatch.setattr(os, "execv", start)
    with pytest.warns(UserWarning, match="임시 폴더"), pytest.raises(Started) as started:
        main(["lab", "--copy", str(tmp_path / "사본")])
    assert Path(started.value.args[0]).is_dir() and Path(started.value.args[0]).is_relative_to(tempfile.gettempdir())


def test_a_place_that_was_chosen_is_kept(monkeypatch, tmp_path):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "케라스"))
    monkeypatch.setenv("GAN_COURSE_CACHE", str(tmp_path / "캐시"))
    home.prepare()
    assert os.environ["KERAS_HOME"] == str(tmp_path / "케라스")
    assert os.environ["IPYTHONDIR"] == str(tmp_path / "캐시" / "ipython")


def test_somebody_else_s_temporary_folder_is_not_used(tmp_path):
    (tmp_path / "남의 것").mkdir()
    (Path(tempfile.gettempdir()) / f"gan-course-{os.getuid()}").symlink_to(tmp_path / "남의 것")
    with pytest.raises(OSError, match="주인이 다릅니다.*GAN_COURSE_CACHE"):
        files.cache_folder()


def test_a_temporary_folder_of_another_owner_is_not_used(monkeypatch):
    nobody = os.getuid() + 1  # 폴더는 지금의 사용자가 만듭니다
    monkeypatch.setattr(os, "getuid", lambda: nobody)
    with pytest.raises(OSError, match="주인이 다릅니다"):
        files.cache_folder()


def test_doctor_warns():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        finding = doctor.check_writing()
    assert finding.verdict is Verdict.WARNING and "GAN_COURSE_CACHE" in finding.remedy


def test_evaluate(pictures):
    with pytest.warns(UserWarning, match="임시 폴더.*GAN_COURSE_CACHE"):
        assert main(["evaluate", *pictures, "--features", "thumbnail"]) == 0


def test_train(pictures):
    quick = ["--profile", "quick", "--epochs", "1", "--output", "훈련"]
    with pytest.warns(UserWarning, match="임시 폴더"):
        assert main(["train", "cyclegan", "--data", *pictures, *quick]) == 0
    assert Path("훈련/model.keras").exists()


@pytest.mark.parametrize(
    "arguments",
    [
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


def test_a_folder_of_that_name_can_still_be_given():
    assert files.user_path("./~/가") == Path("~/가") and files.user_path("가~") == Path("가~")
