"""난수의 출발점."""

import random

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.randomness import started_at


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
