"""결정들의 곱으로 지은 오답, 수에서 보이는 사실, 고친 코드와 주어진 코드의 구별, 진단의 새 도구."""

import numpy as np
import pytest

from gan_course.exercises.answer import Answer, NotWritten, Wrong
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.facts import observed
from tests.exercises.classroom import grade


def test_one_wrong_decision_comes_before_two_and_right_alternatives_have_no_name():
    found = by(
        lambda scale, shift: lambda x: scale * x + shift,
        scale=Choice(1.0, {"두 배입니다.": 2.0}),
        shift=Choice(0.0, {"1을 더했습니다.": 1.0}, also=[0.5]),
    )
    said = {(mistake.misconception, mistake.function(10.0)) for mistake in found}
    assert said == {
        ("두 배입니다.", 20.0),
        ("두 배입니다.", 20.5),
        ("1을 더했습니다.", 11.0),
        ("두 배입니다. 그리고 1을 더했습니다.", 21.0),
    }
    assert "그리고" in found[-1].misconception


def test_the_default_is_right_and_a_name_may_have_several_values():
    def build(factor=2, sign=1):
        return lambda x: sign * factor * x

    choices = {"factor": Choice(wrong=[("셋", 3), ("셋", 4)]), "sign": Choice(wrong={"거꾸로": -1})}
    told = [(mistake.misconception, mistake.function(1)) for mistake in by(build, **choices)]
    singles = [("셋", 3), ("셋", 4), ("거꾸로", -2)]
    assert told == [*singles, ("셋 그리고 거꾸로", -3), ("셋 그리고 거꾸로", -4)]
    assert [(m.misconception, m.function(1)) for m in by(build, most=1, **choices)] == singles


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda x: 3 * x, "3배"),
        (lambda x: -x, "부호"),
        (lambda x: x + 0.25, "0.25만큼 큽니다"),
        (lambda x: 0 * x + 7, "늘 같은 값"),
        (lambda x: np.full_like(x, np.nan), "NaN"),
    ],
)
def test_a_fact_holds_for_every_case(wrong, says):
    wanted = [np.array([1.0, -2.5]), np.array([4.0, 0.5])]
    assert says in observed(wanted, [wrong(value) for value in wanted])


def test_no_fact_is_made_up():
    assert observed([np.array([1.0, 2.0, 3.0])], [np.array([1.0, 4.0, 9.0])]) is None
    assert observed([1.0], [2.0]) is None  # 수 하나로는 몇 배인지 더한 것인지 모릅니다


def test_a_mistake_may_have_another_shape():
    total = Mistake("축을 뒤바꾸었습니다.", lambda x: x.T)
    with pytest.raises(Wrong, match="축을 뒤바꾸었습니다"):
        Comparison([(np.arange(6.0).reshape(2, 3),)], lambda x: x, [total])(lambda x: x.T)


def edited(x):
    return 2 * x + 0 * 1


def test_edited_code_is_not_called_untouched():
    check = Comparison([(3.0,)], lambda x: x, [Mistake("두 배입니다.", lambda x: 2 * x, given="return 2 * x")])
    with pytest.raises(Wrong, match="두 배"):
        check(Answer(edited))
    check = Comparison([(3.0,)], lambda x: x, [Mistake("두 배입니다.", lambda x: 2 * x, given="return 2 * x + 0 * 1")])
    with pytest.raises(NotWritten):
        check(Answer(edited))


@pytest.mark.parametrize(
    ("number", "says", "code"),
    [
        ("1.3", "np.exp은(는) 배열도", "import math\n\n\ndef probability(a):\n    return 1 / (1 + math.exp(-a))\n"),
        (
            "2.2",
            "모양을 적어 넣었습니다",
            "def generator_loss(fake_output):\n    return cross_entropy(tf.ones([3, 1]), fake_output)\n",
        ),
        ("2.7", "늘 같은 값", "def logit_where_signal_fades(share):\n    return -4.605\n"),
    ],
)
def test_a_repair_or_a_fact_names_it(number, says, code):
    assert says in grade(number, code).text
