"""채점이 다른 옳은 답을 받아들이고, 알려진 오답마다 오해의 이름을 말합니다."""

import importlib

import pytest

from gan_course.exercises import answer
from gan_course.exercises.grading import State
from tests.exercises.classroom import SETS, grade, numbers

ANSWERS = {chapter: importlib.import_module(f"tests.exercises.answers.chapter_{chapter}") for chapter in SETS}
RIGHT = [(number, code) for answers in ANSWERS.values() for number in answers.RIGHT for code in answers.RIGHT[number]]
WRONG = [
    (number, says, code)
    for answers in ANSWERS.values()
    for number, wrong in answers.WRONG.items()
    for says, code in wrong.items()
]


@pytest.mark.parametrize(("number", "code"), RIGHT, ids=[f"{number}-{i}" for i, (number, _) in enumerate(RIGHT)])
def test_another_right_answer_is_accepted(number, code):
    result = grade(number, code)
    assert result.state is State.RIGHT, result.text


@pytest.mark.parametrize(("number", "says", "code"), WRONG, ids=[f"{number}-{says}" for number, says, _ in WRONG])
def test_a_known_wrong_answer_is_named(number, says, code, monkeypatch):
    if "끝나지 않아" in says:
        monkeypatch.setattr(answer, "SECONDS", 2.0)  # 학습자에게는 20초를 기다려 줍니다
    result = grade(number, code)
    assert result.state is State.WRONG and says in result.text, result.text
    assert "다음에 할 것: " in result.text


def test_every_check_is_tried_with_two_other_right_and_six_wrong_answers():
    for number in numbers():
        answers = ANSWERS[int(number.partition(".")[0])]
        right, wrong = answers.RIGHT.get(number, []), answers.WRONG.get(number, {})
        assert len(right) >= 2, f"연습 {number}: 다른 옳은 답이 {len(right)}개뿐입니다"
        assert len(wrong) >= 6, f"연습 {number}: 알려진 오답이 {len(wrong)}개뿐입니다"
