import json

import pytest

from gan_course.cli import main
from gan_course.exercises import check, progress


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.delenv("GAN_COURSE_PROGRESS", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "progress.json"


def right(label, probability):
    import numpy as np

    return -(label * np.log(probability) + (1 - label) * np.log(1 - probability))


def test_progress_is_kept_beside_the_notebook(file, capsys):
    check("2.1", None)
    assert "아직 작성하지 않았습니다" in capsys.readouterr().out
    assert progress.read(file)["2.1"] == {"solved": False, "tries": 1}
    check("2.1", right)
    entry = progress.read(file)["2.1"]
    assert entry["solved"] and entry["tries"] == 2 and entry["when"]


def test_once_right_stays_right(file):
    progress.record("2.1", True)
    progress.record("2.1", False)
    assert progress.read(file)["2.1"]["solved"] and progress.read(file)["2.1"]["tries"] == 2


def test_a_broken_file_is_set_aside_not_lost(file):
    file.write_text("{망가짐", encoding="utf-8")
    progress.record("2.1", True)
    assert progress.read(file)["2.1"]["solved"]
    assert (file.parent / "progress.json.broken").read_text(encoding="utf-8") == "{망가짐"


def test_a_folder_one_cannot_write_falls_back_to_the_user_s_own(file, monkeypatch, tmp_path):
    monkeypatch.setattr(progress.os, "access", lambda *_: False)
    monkeypatch.setenv("GAN_COURSE_CACHE", str(tmp_path / "내 것"))
    progress.record("2.1", True)
    assert not file.exists() and progress.read(tmp_path / "내 것" / "progress.json")["2.1"]["solved"]


def test_a_failing_write_is_said_and_does_not_stop_the_lesson(file, monkeypatch, capsys):
    progress.record("2.2", True)
    monkeypatch.setattr(progress.os, "replace", lambda *_: (_ for _ in ()).throw(OSError("가득 참")))
    check("2.1", right)
    out = capsys.readouterr().out
    assert "맞았습니다" in out and "가득 참" in out
    assert list(json.loads(file.read_text(encoding="utf-8"))) == ["2.2"]
    assert [path.name for path in file.parent.iterdir()] == ["progress.json"]


def test_the_command_counts_by_chapter(file, capsys):
    progress.record("2.1", True)
    progress.record("2.2", False)
    assert main(["progress", str(file)]) == 0
    out = capsys.readouterr().out
    assert "1/7" in out and "맞음" in out and "하는 중" in out


def test_the_command_says_when_the_file_is_not_there(tmp_path, capsys):
    assert main(["progress", str(tmp_path / "없음.json")]) == 2
    assert "없습니다" in capsys.readouterr().err
