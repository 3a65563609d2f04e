"""학습자의 코드를 고쳐 까닭을 찾습니다: 여러 문제가 함께 쓰는 고치기."""

import numpy as np
import pytest

from gan_course._tensorflow import tf
from gan_course.exercises.comparing import Comparison
from gan_course.exercises.diagnosis import Vocabulary, diagnose
from tests.exercises.classroom import execute

CASES = [(np.array([1.0, 2.5, -0.3]), 0.7), (np.array([0.4, 1.9]), -1.2)]


def told(code, reference, cases=CASES):
    namespace = {"np": np, "tf": tf}
    execute(code, namespace)
    found = diagnose(namespace["f"], Comparison(cases, reference).error, 5.0, Vocabulary.of(reference))
    return found.mistakes if found else ()


@pytest.mark.parametrize(
    ("code", "reference", "says"),
    [
        ("def f(x, a):\n    return np.exp(a) * x\n", lambda x, a: np.exp(a * x), "괄호를 닫은 자리"),
        ("def f(x, a):\n    return np.exp(a + x)\n", lambda x, a: np.exp(a) + x, "괄호를 닫은 자리"),
        ("def f(x, a):\n    return a * x / (len(x) + 1)\n", lambda x, a: a * x / len(x), "`1` — 없어야 할 항"),
        ("def f(x, a):\n    return a * sum(x) / 3\n", lambda x, a: a * sum(x) / len(x), "x의 개수를 세지 않고 3"),
        ("def f(x, a):\n    return np.sqrt(np.exp(x))\n", lambda x, a: np.exp(x), "제곱근을 씌웠습니다"),
    ],
)
def test_decisions_are_named(code, reference, says):
    assert says in " ".join(told(code, reference))


def test_a_call_outside_the_tape_is_moved_behind_the_watch():
    code = """
def f(x):
    y = tf.reduce_sum(x ** 2)
    with tf.GradientTape() as tape:
        tape.watch(x)
    return tape.gradient(y, x) * 1.0
"""
    assert "테이프 밖에서" in " ".join(told(code, lambda x: 2 * x, [(tf.constant([1.0, 2.5]),)]))
