"""견주기가 보이는 증거: 짧고, 다른 자리가 드러나고, 수가 아닌 것을 수로 받지 않습니다."""

import numpy as np
import pytest

from gan_course.exercises.answer import Wrong
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.grading import show

GRID = np.arange(48.0).reshape(4, 4, 3)


def complaint(answer, expected, **options):
    with pytest.raises(Wrong) as caught:
        Comparison([(GRID,)], expected, **options)(answer)
    return caught.value


def test_a_big_array_is_shown_where_it_differs_most():
    def broken(x):
        x = x.copy()
        x[0, 1, 1] += 0.5
        x[2, 3, 1] = -7.0
        return x

    wrong = complaint(broken, lambda x: x)
    assert "(2, 3, 1) 자리가 34" in wrong.expected and "(2, 3, 1) 자리가 -7" in wrong.got


def test_each_part_of_a_tuple_has_its_own_evidence():
    wrong = complaint(lambda x: (x.sum(), x[0, 0]), lambda x: (x.sum(), x[0, 1]))
    assert show(wrong.expected) == "(1128, [3. 4. 5.])" and show(wrong.got) == "(1128, [0. 1. 2.])"


def test_a_way_to_present_the_value_is_used():
    wrong = complaint(lambda x: x + 1, lambda x: x, present=lambda value: f"합 {value.sum():g}")
    assert (wrong.expected, wrong.got) == ("합 1128", "합 1176")


@pytest.mark.parametrize("text", ["3.5", b"3.5", ["1", "2"], [None]])
def test_text_is_not_taken_for_a_number(text):
    assert "수나 텐서가 아닌" in complaint(lambda x: text, lambda x: 3.5).misconception


def test_a_known_mistake_comes_before_a_bare_difference():
    assert complaint(lambda x: -x, lambda x: x, mistakes=[Mistake("뒤집혔습니다.", lambda x: -x)]).misconception == (
        "뒤집혔습니다."
    )
