"""씨앗의 구간과 표본 수의 치우침."""

import numpy as np
import pytest
import scipy.stats

from gan_course.evaluation import (
    distances_by_sample_size,
    frechet_distance_of_features,
    kernel_distance,
    mean_interval,
)


def test_interval_agrees_with_scipy():
    values = np.random.default_rng(0).normal(3, 2, 5)
    expected = scipy.stats.ttest_1samp(values, 0).confidence_interval(0.9)
    assert mean_interval(values, 0.9) == pytest.approx((values.mean(), expected.low, expected.high))


def test_three_seeds_leave_a_wide_interval():
    # 평균 2, 표준편차 1, t(0.975, 2) = 4.3027: 2 ± 4.3027/√3
    assert mean_interval([1, 2, 3]) == pytest.approx((2, 2 - 2.4841, 2 + 2.4841), abs=1e-4)
    assert mean_interval([5, 5, 5]) == (5, 5, 5)


def test_frechet_is_biased_and_the_kernel_distance_is_not():
    features = np.random.default_rng(1).normal(size=(2000, 8))
    sizes = [20, 80, 320]
    frechet = distances_by_sample_size(features, sizes, frechet_distance_of_features, repeats=20)
    kernel = distances_by_sample_size(features, sizes, kernel_distance, repeats=20)
    assert frechet.shape == kernel.shape == (3, 20)
    means = frechet.mean(axis=1)
    assert means[0] > 2 * means[1] > 4 * means[2]  # 대략 1/n으로 줄어듭니다
    assert (np.abs(kernel.mean(axis=1)) < 4 * kernel.std(axis=1) / np.sqrt(20)).all()


def test_the_two_sides_never_share_an_item_and_depend_on_the_seed():
    x = np.arange(10.0)[:, None]
    shared = distances_by_sample_size(x, [2, 5], lambda a, b: len(np.intersect1d(a, b)), repeats=20)
    everything = distances_by_sample_size(x, [5], lambda a, b: len(np.union1d(a, b)), repeats=3)
    assert (shared == 0).all() and (everything == 10).all()
    first, again, other = (distances_by_sample_size(x, [3], lambda a, b: a.sum(), 5, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: mean_interval([1.0]), "둘 이상"),
        (lambda: mean_interval([1.0, np.nan]), "유한한"),
        (lambda: mean_interval([1.0, 2.0], 1), "confidence"),
        (lambda: distances_by_sample_size(np.zeros((9, 2)), [5], kernel_distance), "9개"),
        (lambda: distances_by_sample_size(np.zeros((9, 2)), [2], kernel_distance, 0), "repeats가 0"),
    ],
)
def test_wrong_input_is_explained(call, message):
    with pytest.raises(ValueError, match=message):
        call()
