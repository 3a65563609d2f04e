"""알아맞히기: 옳다고 적은 문장이 정말로 채점의 말인지 채점에게 묻습니다."""

from pathlib import Path

import pytest

from gan_course.exercises.grading import State
from gan_course.site.questions import CHOICES, EACH, questions
from tests.exercises.classroom import grade

ASKED = questions(Path(__file__).parents[2])


def test_most_exercises_have_a_question():
    assert len(ASKED) >= 35
    assert {number.partition(".")[0] for number in ASKED} >= set("123456789")
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


def test_a_chapter_of_two_digits_asks_too(tmp_path):
    """10장이 오면 저절로 들어옵니다. 오답의 토막을 담은 파일(`chapter_3_rate.py`)은 장이 아닙니다."""
    sentences = [f"{name}이(가) 틀렸습니다." for name in ("가", "나", "다", "라")]
    grader = "\n".join(
        ['@exercise("10.1", "제목")', "def graded():", *(f"    Mistake({sentence!r})" for sentence in sentences)]
    )
    wrong = {"10.1": {sentence[:4]: f"code_{place}" for place, sentence in enumerate(sentences)}}
    for path, text in {
        "gan_course/exercises/chapter_10/a.py": grader,
        "tests/exercises/answers/chapter_10.py": f"WRONG = {wrong!r}",
        "tests/exercises/answers/chapter_10_part.py": "raise SystemExit",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    asked = questions(tmp_path)["10.1"]
    assert len(asked) == EACH
    for question in asked:
        assert question.choices[question.right] == sentences[int(question.code[-1])]


def test_a_course_without_known_answers_asks_nothing(tmp_path):
    assert questions(tmp_path) == {}
