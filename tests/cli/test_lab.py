"""`gan-course lab`: 내 사본을 열고, 메뉴는 우리말이고, 받은 인자를 그대로 건넵니다. 화면은 tests/browser가 봅니다."""

import json
import os
from pathlib import Path

import pytest
from jupyterlab.labapp import LabApp

from gan_course import home
from gan_course.classroom import personal_copy
from gan_course.cli import lab, main
from gan_course.course.chapters import course_folder


@pytest.fixture
def started(tmp_path, monkeypatch):
    """서버를 띄우는 대신 (작업 폴더, 명령)을 적습니다. 홈은 빈 폴더입니다."""
    calls = []

    def start(*command, cwd=None):
        calls.append((Path(cwd or Path.cwd()), command[-1][1:]))
        raise SystemExit(0)

    (tmp_path / "집").mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "집"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "execv", start)
    monkeypatch.setattr("subprocess.run", start)
    return calls


def open_lab(*arguments):
    here = Path.cwd()
    with pytest.raises(SystemExit):
        main(["lab", *arguments])
    os.chdir(here)


def test_a_learner_works_in_a_copy_and_is_told_where(started, tmp_path, capsys):
    course = course_folder() / "notebooks"
    before = {path: path.stat().st_mtime_ns for path in course.rglob("*")}
    open_lab("--no-browser", "--port=8888")
    folder, command = started[0]
    copy = (tmp_path / "집" / "gan-course").resolve()
    assert folder == copy and (copy / "00_start.ipynb").exists() and (copy / "exercises").is_dir()
    assert command[:2] == ["-m", "jupyterlab"] and command[-2:] == ["--no-browser", "--port=8888"]
    assert "--LabApp.default_url=/lab/tree/00_start.ipynb" in command
    (hidden,) = (word for word in command if word.startswith("--ContentsManager.hide_globs="))
    assert "'solutions'" in hidden and not (copy / "sources").exists() and not (copy / "instructor").exists()
    screen = capsys.readouterr().out
    assert f"사본: {copy} (새로 옮긴 노트북" in screen
    (copy / "00_start.ipynb").write_text("나의 것", encoding="utf-8")
    open_lab()
    assert (copy / "00_start.ipynb").read_text(encoding="utf-8") == "나의 것"
    assert "새로 옮긴 노트북 0개" in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in course.rglob("*")} == before


def test_a_maintainer_works_in_place(started):
    open_lab("--in-place")
    folder, command = started[0]
    assert folder == course_folder() / "notebooks" and not any("hide_globs" in word for word in command)
    assert not Path("~/gan-course").expanduser().exists()
    with pytest.raises(SystemExit):
        main(["lab", "--in-place", "--copy", "사본"])
    assert len(started) == 1


def test_a_course_cloned_into_the_same_place_is_not_mixed_with_the_copy(started, tmp_path):
    (tmp_path / "집" / "gan-course" / "notebooks").mkdir(parents=True)
    open_lab()
    assert started[0][0] == (tmp_path / "집" / "gan-course-copy").resolve()
    assert [path.name for path in (tmp_path / "집" / "gan-course").iterdir()] == ["notebooks"]


def test_another_server_opens_the_chosen_copy(started, tmp_path, monkeypatch):
    monkeypatch.setattr(lab, "_check_server", lambda module: None)  # JupyterHub는 시험하는 환경에 없습니다
    open_lab("--copy", "사본", "--server", "jupyterhub.singleuser", "--no-browser")
    folder, command = started[0]
    assert folder == (tmp_path / "사본").resolve() and command[1] == "jupyterhub.singleuser"
    assert not any("default_url" in word for word in command)  # JupyterHub의 Spawner가 정합니다


def test_no_option_of_jupyterlab_is_taken_for_a_slip_of_ours(started):
    names = [name for key in [*LabApp.flags, *LabApp.aliases] for name in ([key] if isinstance(key, str) else key)]
    assert {"no-browser", "ip", "port", "debug"} <= set(names)
    for name in names:
        open_lab("--copy", "사본", f"--{name}")
        assert started.pop()[1][-1] == f"--{name}"


def test_a_read_only_course_cannot_be_opened_in_place(started, monkeypatch, capsys):
    monkeypatch.setattr(personal_copy, "is_writable", lambda folder: False)
    assert main(["lab", "--in-place"]) == 2
    assert "`gan-course lab`으로 내 사본을" in capsys.readouterr().err and started == []


def test_without_a_home_the_learner_is_asked_for_a_place(started, monkeypatch, capsys):
    monkeypatch.setattr(home, "is_usable", lambda: False)
    assert main(["lab"]) == 2
    assert "`gan-course lab --copy 쓸_수_있는_폴더`" in capsys.readouterr().err and started == []


def test_a_course_without_tensorflow_says_so(started, monkeypatch, capsys):
    open_lab("--copy", "사본")
    assert "[cpu]" not in capsys.readouterr().out
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    open_lab("--copy", "사본")
    assert "[cpu]" in capsys.readouterr().out


def test_the_settings_speak_korean_and_ask_no_news():
    settings = json.loads((lab.SETTINGS / "overrides.json").read_text(encoding="utf-8"))
    assert settings["@jupyterlab/translation-extension:plugin"] == {"locale": "ko_KR"}
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
