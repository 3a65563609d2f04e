"""알아맞히기: 옳다고 적은 문장이 정말로 채점의 말인지 채점에게 묻습니다."""

from pathlib import Path

import pytest

from gan_course.exercises.grading import State
from gan_course.site.questions import CHOICES, questions
from tests.exercises.classroom import grade

ASKED = questions(Path(__file__).parents[2])


def test_most_exercises_have_a_question():
    assert len(ASKED) >= 25
    for asked in ASKED.values():
        assert len({question.code for question in asked}) == len(asked)
        for question in asked:
            assert len(set(question.choices)) == CHOICES and 0 <= question.right < CHOICES


@pytest.mark.parametrize("number", ASKED)
def test_the_grader_says_the_right_sentence_and_no_other(number):
    for question in ASKED[number]:
        result = grade(number, question.code)
        assert result.state is State.WRONG
        said = [choice for choice in question.choices if choice in result.text]
        assert said == [question.choices[question.right]], result.text


def test_a_course_without_known_answers_asks_nothing(tmp_path):
    assert questions(tmp_path) == {}
