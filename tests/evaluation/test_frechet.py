"""프레셰 거리: 닫힌 식, 따로 만든 계산(scipy.linalg.sqrtm), 성질, 틀린 입력."""

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st

from gan_course.evaluation import (
    frechet_distance,
    frechet_distance_of_features,
    mean_and_covariance,
)


def random_gaussian(rng, size, rank=None):
    factor = rng.normal(size=(size, rank or 2 * size))
    return rng.normal(size=size), factor @ factor.T / factor.shape[1]


def by_sqrtm(mean_1, cov_1, mean_2, cov_2):
    """FID 구현에서 흔히 쓰는, 비대칭 행렬의 제곱근으로 바로 구한 값."""
    overlap = np.trace(scipy.linalg.sqrtm(cov_1 @ cov_2)).real
    return np.sum((mean_1 - mean_2) ** 2) + np.trace(cov_1) + np.trace(cov_2) - 2 * overlap


def test_one_dimension_by_hand():
    # 1차원에서는 (μ₁-μ₂)² + (σ₁-σ₂)²: (1-4)² + (2-5)² = 18
    assert frechet_distance([1.0], [[4.0]], [4.0], [[25.0]]) == pytest.approx(18.0)


def test_diagonal_covariances_by_hand():
    rng = np.random.default_rng(0)
    mean_1, mean_2 = rng.normal(size=(2, 6))
    sd_1, sd_2 = rng.uniform(0.1, 3, size=(2, 6))
    expected = np.sum((mean_1 - mean_2) ** 2) + np.sum((sd_1 - sd_2) ** 2)
    actual = frechet_distance(mean_1, np.diag(sd_1**2), mean_2, np.diag(sd_2**2))
    assert actual == pytest.approx(expected)


@given(st.integers(1, 24), st.integers(0, 2**31))
@settings(max_examples=40, deadline=None)
def test_agrees_with_sqrtm(size, seed):
    rng = np.random.default_rng(seed)
    first, second = random_gaussian(rng, size), random_gaussian(rng, size)
    assert frechet_distance(*first, *second) == pytest.approx(by_sqrtm(*first, *second), rel=1e-6)


def test_identical_is_zero_even_when_singular():
    rng = np.random.default_rng(1)
    for rank in (None, 3):
        gaussian = random_gaussian(rng, 64, rank)
        assert frechet_distance(*gaussian, *gaussian) == pytest.approx(0.0, abs=1e-8)


def test_symmetric_and_grows_with_the_shift():
    rng = np.random.default_rng(2)
    first, second = random_gaussian(rng, 8), random_gaussian(rng, 8)
    assert frechet_distance(*first, *second) == pytest.approx(frechet_distance(*second, *first))
    mean, cov = first
    assert frechet_distance(mean, cov, mean + 3.0, cov) == pytest.approx(9.0 * 8)


def test_point_masses():
    zero = np.zeros((2, 2))
    assert frechet_distance([0, 0], zero, [3, 4], zero) == pytest.approx(25.0)


def test_mean_and_covariance_of_known_samples():
    mean, cov = mean_and_covariance([[0.0, 0.0], [2.0, 0.0], [4.0, 3.0]])
    np.testing.assert_allclose(mean, [2.0, 1.0])
    np.testing.assert_allclose(cov, [[4.0, 3.0], [3.0, 3.0]])
    assert mean_and_covariance([[1.0], [3.0]])[1].shape == (1, 1)


IDENTITY = np.eye(2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0, 0], IDENTITY, [0, 0, 0], IDENTITY), "모양"),
        (([0, 0], IDENTITY, [0, 0], np.eye(3)), "모양"),
        (([[0, 0]], IDENTITY, [0, 0], IDENTITY), "1차원"),
        (([0, 0], [1, 1], [0, 0], IDENTITY), "2차원"),
        (([0, np.nan], IDENTITY, [0, 0], IDENTITY), "NaN"),
        (([0, 0], IDENTITY, [0, 0], np.full((2, 2), np.inf)), "무한대"),
        (([0, 0], [[1, 1], [0, 1]], [0, 0], IDENTITY), "대칭"),
        (([0, 0], [[1, 2], [2, 1]], [0, 0], IDENTITY), "음수"),
    ],
)
def test_bad_input(arguments, message):
    with pytest.raises(ValueError, match=message):
        frechet_distance(*arguments)


def test_too_few_samples():
    with pytest.raises(ValueError, match="3개입니다. 3차원"):
        mean_and_covariance(np.zeros((3, 3)))
    with pytest.raises(ValueError, match="NaN"):
        mean_and_covariance(np.full((9, 3), np.nan))


@given(st.integers(1, 8), st.integers(0, 2**31))
@settings(max_examples=30, deadline=None)
def test_of_features_equals_the_formula_with_covariances(size, seed):
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(size + 5, size)), rng.normal(1, 2, size=(3 * size + 2, size))
    expected = frechet_distance(*mean_and_covariance(x), *mean_and_covariance(y))
    assert frechet_distance_of_features(x, y) == pytest.approx(expected, rel=1e-7)


def test_of_features_with_fewer_samples_than_dimensions():
    """표본 12개와 9개, 특징 40차원: 특이 행렬인 공분산으로 직접 계산한 값과 같습니다."""
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=(12, 40)), rng.normal(0.2, 1.5, size=(9, 40))
    gaussians = [(part.mean(axis=0), np.cov(part, rowvar=False)) for part in (x, y)]
    assert frechet_distance_of_features(x, y) == pytest.approx(frechet_distance(*gaussians[0], *gaussians[1]))
    assert frechet_distance_of_features(x, x) == pytest.approx(0, abs=1e-9)
    assert frechet_distance_of_features(x, y) == pytest.approx(frechet_distance_of_features(y, x))
    with pytest.raises(ValueError, match="12개"):
        mean_and_covariance(x)


def test_of_features_is_biased_upwards_when_samples_are_few():
    """같은 분포에서 뽑았는데도, 표본이 차원보다 적으면 거리가 큽니다. 많아지면 0에 다가갑니다."""
    rng = np.random.default_rng(4)
    distances = [frechet_distance_of_features(*rng.normal(size=(2, n, 32))) for n in (20, 200, 5000)]
    assert distances[0] > 5 * distances[1] > 20 * distances[2]
    assert distances[2] < 0.5
