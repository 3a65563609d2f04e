import json
import os

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
    assert not file.exists(), "손대지 않은 셀은 풀어 본 것이 아닙니다"
    check("2.1", lambda label, probability: -right(label, probability))
    name = "부호가 뒤집혔습니다. 손실은 바라는 대로 될수록 작은 수여야 합니다."
    assert progress.read(file)["2.1"] == {"solved": False, "tries": 1, "misunderstood": {name: 1}, "hints": [1]}
    check("2.1", right)
    entry = progress.read(file)["2.1"]
    assert entry["solved"] and entry["tries"] == 2 and entry["when"]


def test_an_answer_that_changes_the_folder_does_not_move_the_progress(file, tmp_path):
    (tmp_path / "다른 곳").mkdir()

    def wanders(label, probability):
        os.chdir(tmp_path / "다른 곳")
        return right(label, probability)

    check("2.1", wanders)
    assert progress.read(file)["2.1"]["solved"] and not list((tmp_path / "다른 곳").iterdir())


def test_a_wrong_number_or_no_answer_is_a_sentence_not_a_traceback(file, capsys):
    check(2.1, right)
    check("9.9", right)
    check("2.1")
    out = capsys.readouterr().out
    assert "[연습 2.1] 맞았습니다" in out and "'9.9'" in out and "함께 주십시오" in out


def test_a_room_s_most_common_misconception_comes_first(file, tmp_path, capsys):
    people = tmp_path / "방"
    people.mkdir()
    for name, said in (("가", ["부호", "부호", "로그"]), ("나", ["로그"]), ("다", [])):
        for misconception in said:
            progress.record("2.1", False, people / f"{name}.json", misconception)
    progress.record("2.1", True, people / "다.json")
    (people / "깨짐.json").write_text("{", encoding="utf-8")
    assert main(["progress", "--room", str(people)]) == 0
    out = capsys.readouterr().out
    assert out.index("2명 2번  로그") < out.index("1명 2번  부호")
    assert "진도 파일 3개" in out and "깨짐.json" in out and "2.1  1/3" in out
    assert main(["progress", "--room", str(tmp_path / "없음")]) == 2
    assert main(["progress", str(people / "가.json"), "--room", str(people)]) == 2
    capsys.readouterr()
    assert main(["progress", str(people / "가.json")]) == 0
    assert "2.1에서 2번: 부호" in capsys.readouterr().out


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
