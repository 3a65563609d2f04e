"""결정 하나나 둘을 잘못 내린 오답 짓기, 그리고 난수의 출발점."""

import random

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.composing import Decision, mistakes
from gan_course.exercises.randomness import started_at


def _build(factor=2, sign=1):
    return lambda x: sign * factor * x


def test_singles_come_first_and_pairs_decide_two_different_things():
    decisions = [Decision("셋", "factor", 3), Decision("넷", "factor", 4), Decision("거꾸로", "sign", -1)]
    found = [(mistake.misconception, mistake.function(1)) for mistake in mistakes(_build, decisions)]
    assert found == [("셋", 3), ("넷", 4), ("거꾸로", -2), ("셋 그리고 거꾸로", -3), ("넷 그리고 거꾸로", -4)]
    assert len(list(mistakes(_build, decisions, pairs=False))) == 3


def test_random_state_starts_at_the_seed_and_is_given_back():
    def drawn():
        return random.random(), float(np.random.rand()), float(tf.random.uniform(()))

    tf.random.set_seed(7)
    np.random.seed(7)
    random.seed(7)
    first = drawn()
    tf.random.set_seed(7)
    np.random.seed(7)
    random.seed(7)
    values = []
    for seed in (1, 1, 2):
        with started_at(seed):
            values.append(drawn())
    assert values[0] == values[1] != values[2]
    assert drawn() == first
