"""성적표의 수: 손대지 않은 것과 진짜끼리의 값 사이의 자리."""

import numpy as np
import pytest

from gan_course.evaluation import kernel_distance
from gan_course.evaluation.report import standing

RNG = np.random.default_rng(0)
REAL, UNTOUCHED = RNG.normal(0, 1, (200, 6)), RNG.normal(1.5, 1, (150, 6))


def test_as_good_as_real():
    score = standing(REAL, RNG.normal(0, 1, (180, 6)), UNTOUCHED)
    assert score.is_closer is True and not score.is_told_apart
    assert score.halves.low < 0 < score.halves.high < score.untouched.low


def test_half_way():
    score = standing(REAL, RNG.normal(0.7, 1, (180, 6)), UNTOUCHED)
    assert score.is_closer is True and score.is_told_apart


def test_nothing_done_is_neither_closer_nor_farther():
    assert standing(REAL, RNG.normal(1.5, 1, (150, 6)), UNTOUCHED).is_closer is None


def test_farther_than_nothing_done():
    assert standing(REAL, RNG.normal(3, 1, (150, 6)), UNTOUCHED).is_closer is False


def test_the_values_are_kernel_distances_and_noise_has_no_untouched():
    made = RNG.normal(0.5, 1, (50, 6))
    score = standing(REAL, made)
    assert score.made.value == kernel_distance(REAL, made) and score.made.low < score.made.value < score.made.high
    assert score.untouched is None and score.is_closer is None
    assert standing(REAL, made) == score != standing(REAL, made, seed=1)


def test_too_few_are_refused():
    with pytest.raises(ValueError, match="진짜가 3장"):
        standing(REAL[:3], REAL)
