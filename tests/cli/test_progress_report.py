"""`gan-course progress`: 연습 문제를 얼마나 풀었는지."""

import json

import pytest

from gan_course.cli import main


@pytest.fixture
def report(tmp_path, capsys):
    def report(content):
        file = tmp_path / "progress.json"
        file.write_text(json.dumps(content), encoding="utf-8")
        assert main(["progress", str(file)]) == 0
        return capsys.readouterr().out.splitlines()

    return report


def state(lines, number):
    (line,) = (line for line in lines if line.split()[:1] == [number])
    return line


def test_solved_tried_and_untouched_are_told_apart(report):
    lines = report({"1.1": {"solved": True, "tries": 2}, "1.2": {"solved": False, "tries": 3}})
    assert "맞음" in state(lines, "1.1") and "(채점 2번)" in state(lines, "1.1")
    assert "하는 중" in state(lines, "1.2") and "(채점 3번)" in state(lines, "1.2")
    assert "아직" in state(lines, "1.3") and "채점" not in state(lines, "1.3")
    assert "●○○○○○○  1/7" in state(lines, "1장")
    assert lines[-1].startswith("모두 66문제 가운데 1문제를 풀었습니다.")


def test_a_missing_file_is_named(tmp_path, capsys):
    assert main(["progress", str(tmp_path / "없음.json")]) == 2
    assert "진도 파일이 없습니다" in capsys.readouterr().err
