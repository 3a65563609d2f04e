"""사람이 적은 경로: 셸이 풀지 않은 `~`도 홈 폴더입니다."""

import argparse
import ast
import os
from pathlib import Path

import nbformat
import numpy as np
import pytest
from PIL import Image

import gan_course
from gan_course import files
from gan_course import home as home_variables
from gan_course.classroom import doctor
from gan_course.cli import VERBS, main
from gan_course.data.photographs import download
from gan_course.exercises import progress
from gan_course.files import user_path


def actions(verb):
    parser = argparse.ArgumentParser()
    VERBS[verb].add_arguments(parser)
    return parser._actions


PATHS = {
    "run": {"output", "folder"},
    "lab": {"copy"},
    "doctor": {"invitation"},
    "inspect": {"folders", "test_a", "test_b"},
    "train": {"output"},
    "report": {"folder", "a", "b", "output"},
    "translate": {"weights", "source", "target"},
    "evaluate": {"real", "fake"},
    "build": {"folder"},
    "progress": {"file", "folder"},
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_argument_with_a_path_is_read_alike(verb):
    found = actions(verb)
    named = {action.dest for action in found if any(word in str(action.metavar) for word in ("폴더", "파일", "경로"))}
    assert {action.dest for action in found if action.type is user_path} >= PATHS.get(verb, set()) | named
    assert not [action.dest for action in found if action.type is Path]


# 우리가 읽는 환경 변수: 경로를 적는 것과, 그것이 가리키는 자리를 내는 함수
VARIABLES = {
    "GAN_COURSE_CACHE": files.cache_folder,
    "GAN_COURSE_DATA": download._root,
    "GAN_COURSE_PROGRESS": progress.path,
}
NOT_PATHS = {"GAN_COURSE_DATA_URL", "TF_CONFIG", "KERAS_BACKEND", "PYTHONPATH"}
WRITTEN = {"HOME"}  # 홈이 없는 사용자의 JupyterLab에 우리가 정해 줍니다. 읽지는 않습니다


def variables():
    """`os.environ.get("이름")`이나 `os.environ["이름"]`으로 읽는 이름."""
    for file in Path(gan_course.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(ast.Attribute(attr="environ"), "get" | "pop"), args=[name, *_]):
                    pass
                case ast.Call(func=ast.Attribute(attr="getenv"), args=[name, *_]):
                    pass
                case ast.Subscript(ast.Attribute(attr="environ"), name):
                    pass
                case _:
                    continue
            if isinstance(name, ast.Constant):
                yield name.value


def test_every_variable_is_known_here():
    assert set(variables()) - set(home_variables.VARIABLES) == {*VARIABLES, *NOT_PATHS, *WRITTEN}


@pytest.mark.parametrize("name", VARIABLES)
def test_every_variable_with_a_path_is_read_alike(name, home, monkeypatch):
    monkeypatch.setenv(name, "~/내 자리")
    assert VARIABLES[name]() == home / "내 자리"


def test_variables_of_other_packages_are_read_alike(home, monkeypatch):
    for name in home_variables.VARIABLES:
        monkeypatch.setenv(name, "~/내 자리")
    home_variables.prepare()
    assert {os.environ[name] for name in home_variables.VARIABLES} == {str(home / "내 자리")}


@pytest.fixture
def home(tmp_path, monkeypatch):
    home, elsewhere = tmp_path / "홍 길동", tmp_path / "딴 곳"
    home.mkdir()
    elsewhere.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.chdir(elsewhere)
    yield home
    assert list(elsewhere.iterdir()) == [], "~라는 폴더를 만들었습니다"


def pictures(folder):
    folder.mkdir()
    for number in range(3):
        noise = np.random.default_rng(number).integers(0, 255, (32, 32, 3), np.uint8)
        Image.fromarray(noise).save(folder / f"{number}.png")


def test_run(home, small_course):
    small_course.rename(home / "강좌")
    assert main(["run", "1", "--folder=~/강좌", "--output=~/결과"]) == 0
    assert nbformat.read(home / "결과" / "cpu" / "01_good.ipynb", as_version=4).cells
    assert not (home / "강좌" / "build").exists()


def test_build_and_progress(home, small_course, capsys):
    small_course.rename(home / "강좌")
    assert main(["build", "--check", "--folder=~/강좌"]) == 0
    (home / "진도.json").write_text("{}", encoding="utf-8")
    assert main(["progress", "~/진도.json"]) == 0
    assert str(home / "진도.json") in capsys.readouterr().out


def test_doctor(home, monkeypatch):
    monkeypatch.setattr(doctor, "check", lambda: [])
    assert main(["doctor", "--invitation=~/안내.html"]) == 0
    assert [path.name for path in home.iterdir()] == ["안내.html"]


def test_lab(home, monkeypatch):
    class Started(Exception):
        """서버가 뜰 자리까지 왔습니다."""

    def start(*_, cwd=None, **__):
        raise Started(cwd or Path.cwd())

    monkeypatch.setattr("os.execv", start)
    monkeypatch.setattr("subprocess.run", start)
    with pytest.raises(Started) as started:
        main(["lab", "--copy=~/gan-course"])
    assert started.value.args == ((home / "gan-course").resolve(),)
    assert (home / "gan-course" / "00_start.ipynb").exists()


def test_evaluate(home, capsys):
    pictures(home / "가")
    pictures(home / "나")
    assert main(["evaluate", "~/가", "~/나", "--features", "thumbnail"]) == 0
    assert str(home / "가") in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["gan"], ["cyclegan", "--data", "~/가", "~/나"]], ids=["gan", "folders"])
def test_train_and_translate(home, arguments):
    pictures(home / "가")
    pictures(home / "나")
    profile = ["--profile", "quick", "--epochs", "1", "--output=~/훈련"]
    assert main(["train", *arguments, *profile]) == 0
    assert (home / "훈련" / "model.keras").exists()
    if arguments[0] == "cyclegan":
        assert main(["translate", "--weights=~/훈련/model.keras", "~/가", "~/결과"]) == 0
        assert len(list((home / "결과").iterdir())) == 3
