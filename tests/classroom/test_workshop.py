"""수업 전날의 진단과 안내문."""

import re
from pathlib import Path

import pytest

from gan_course.classroom import doctor, pace, spoken_code
from gan_course.classroom.doctor import Finding, Verdict
from gan_course.classroom.pace import Pace
from gan_course.classroom.spoken_code import FIELDS, decode, encode
from gan_course.cli import main
from gan_course.course.chapters import Chapter

TYPICAL = Pace(0.1, 0.01)
GOOD = [Finding(field, Verdict.GOOD, "좋습니다.") for field in FIELDS]


def with_fault(field, verdict=Verdict.FAULT):
    return [Finding(f.name, verdict, "나쁩니다.", "고치십시오.") if f.name == field else f for f in GOOD]


def told(screen):
    return decode(re.search(r"번호: (\d{3}-\d{4})$", screen.strip()).group(1))


@pytest.fixture
def computer(monkeypatch):
    def set_up(findings, measured=TYPICAL, minutes=(4.0, 6.0)):
        monkeypatch.setattr(doctor, "check", lambda: findings)
        monkeypatch.setattr(pace, "measure", lambda: measured)
        seconds = iter(60 * value for value in minutes)
        monkeypatch.setattr(pace, "forecast", lambda chapter, *_, train=True: next(seconds) if train else 60.0)
        chapters = [Chapter("03_train_step", Path()), Chapter("04_cyclegan", Path())]
        monkeypatch.setattr("gan_course.cli.doctor._chapters", lambda: chapters)

    return set_up


def test_a_good_computer(computer, capsys):
    computer(GOOD)
    assert main(["doctor", "--workshop"]) == 0
    screen = capsys.readouterr().out
    assert "03장 4분 0초, 04장 6분 0초" in screen and "강좌를 실행할 수 있습니다" in screen
    assert told(screen).ready and told(screen).pace == 1


@pytest.mark.parametrize("field", FIELDS)
def test_every_fault_fails_and_is_told(computer, capsys, field):
    computer(with_fault(field))
    assert main(["doctor", "--workshop"]) == 1
    screen = capsys.readouterr().out
    assert told(screen).verdicts[field] is Verdict.FAULT and told(screen).pace is None
    code = encode(with_fault(field), None)
    assert main(["doctor", "--code", code]) == 1
    assert f"[고장] {field}" in capsys.readouterr().out


def test_a_slow_computer_is_sent_to_the_checkpoints(computer, capsys):
    computer(GOOD, minutes=(8.0, 35.0))
    assert main(["doctor", "--workshop"]) == 0
    screen = capsys.readouterr().out
    assert "[주의] 빠르기" in screen and "`False`" in screen
    assert main(["doctor", "--code", encode(GOOD, 35.0)]) == 0
    assert "TRAIN = False" in capsys.readouterr().out
    assert main(["doctor", "--code", encode(GOOD, 9.0)]) == 0
    assert "TRAIN" not in capsys.readouterr().out


def test_a_computer_that_cannot_train_is_not_ready(computer, capsys):
    computer(GOOD, None)
    assert main(["doctor", "--workshop"]) == 1
    screen = capsys.readouterr().out
    assert "[고장] TensorFlow 훈련" in screen and "강좌를 실행할 수 있습니다" not in screen
    assert told(screen).verdicts["TensorFlow"] is Verdict.FAULT


def test_a_warning_is_no_fault(computer):
    computer(with_fault("메모리", Verdict.WARNING))
    assert main(["doctor", "--workshop"]) == 0


def test_a_misheard_code_is_refused(capsys):
    code = encode(GOOD, 4.0)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert main(["doctor", "--code", wrong]) == 2
    assert "다시 불러" in capsys.readouterr().err


def test_the_invitation_is_one_file_with_a_code_that_can_be_read(tmp_path, capsys):
    page = tmp_path / "수업 안내.html"
    assert main(["doctor", "--invitation", str(page)]) == 0
    assert str(page) in capsys.readouterr().out
    html = page.read_text(encoding="utf-8")
    assert all(f"[정상] {field}" in html for field in FIELDS) and "doctor --workshop" in html
    assert decode(re.search(r"번호: (\d{3}-\d{4})", html).group(1)).ready
    assert not re.search(r"(src|href)=", html), "파일 하나로 보낼 수 있어야 합니다"
    assert main(["doctor", "--invitation", str(tmp_path / "안내.txt")]) == 2


def test_slow_is_the_end_of_an_interval():
    assert pace.SLOW in spoken_code.MINUTES
