"""모드와 쌓은 MNIST: 손으로 셀 수 있는 경우와 답을 아는 경우."""

import numpy as np
import pytest

from gan_course import theory
from gan_course.data import mnist
from gan_course.evaluation import digit_labels, mode_coverage, stack_digits, stacked_coverage, stacked_digits

CENTERS = [[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]]


def test_by_hand():
    samples = [[0, 0.2], [0.29, 0], [9.8, 0], [5, 0], [0, 9.69], [-0.31, 0]]  # 뒤의 셋은 0.3 밖
    coverage = mode_coverage(samples, CENTERS, deviation=0.1)
    assert coverage.modes == 2 and coverage.high_quality == pytest.approx(0.5)
    np.testing.assert_array_equal(coverage.counts, [2, 1, 0])
    assert mode_coverage(samples, CENTERS, 0.1, at_least=2).modes == 1
    assert mode_coverage(samples, CENTERS, 0.1, within=4).modes == 3


@pytest.mark.parametrize(
    ("points", "centers", "deviation"),
    [
        (theory.ring_of_gaussians(5000, seed=0, deviation=0.1), theory.ring_centers(), 0.1),
        (theory.grid_of_gaussians(5000, seed=0), theory.grid_centers(), 0.05),
    ],
    ids=["고리 8", "격자 25"],
)
def test_real_points_cover_everything(points, centers, deviation):
    coverage = mode_coverage(points, centers, deviation)
    assert coverage.modes == len(centers)
    # 2차원 정규 분포가 3σ 안에 들 확률: 1 - exp(-9/2)
    assert coverage.high_quality == pytest.approx(1 - np.exp(-4.5), abs=0.006)
    assert coverage.counts.sum() == round(coverage.high_quality * len(points))


def test_collapse_and_scatter_are_told_apart():
    centers = theory.grid_centers()
    collapsed = np.tile(centers[7], (500, 1))
    scattered = np.random.default_rng(0).uniform(-2.2, 2.2, (20_000, 2))
    assert mode_coverage(collapsed, centers, 0.05)[:2] == (1, 1.0)
    spread = mode_coverage(scattered, centers, 0.05)
    assert spread.modes == 25 and spread.high_quality < 0.15


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((np.zeros((0, 2)), CENTERS, 0.1), "표본의 모양"),
        ((np.zeros((3, 3)), CENTERS, 0.1), "표본의 모양"),
        ((np.full((3, 2), np.nan), CENTERS, 0.1), "NaN"),
        ((CENTERS, CENTERS, 0), "deviation이 0"),
        ((CENTERS, CENTERS, 0.1, 3, 0), "at_least가 0"),
    ],
)
def test_bad_points(arguments, message):
    with pytest.raises(ValueError, match=message):
        mode_coverage(*arguments)


@pytest.fixture(scope="module")
def digits():
    return mnist.load("test")


def test_stacked_digits_read_channel_by_channel(digits):
    images = stack_digits(digits.images, 50, seed=1)
    assert images.shape == (50, 28, 28, 3) and images.dtype == np.float32
    separate = [digit_labels(images[..., c : c + 1]) for c in range(3)]
    np.testing.assert_array_equal(stacked_digits(images), separate[0] * 100 + separate[1] * 10 + separate[2])
    np.testing.assert_array_equal(images, stack_digits(digits.images, 50, seed=1))
    # 쌓인 것은 진짜 숫자 그대로입니다.
    first = images[0, ..., :1]
    assert np.abs(digits.images - first).reshape(len(digits.images), -1).max(axis=1).min() == 0


def test_stacked_coverage_of_known_piles(digits):
    seven, three = (digits.images[digits.labels == label][:30] for label in (7, 3))
    images = np.concatenate(
        [np.concatenate([seven, three, three], axis=-1), np.concatenate([three, three, seven], axis=-1)]
    )
    coverage = stacked_coverage(images)
    assert 2 <= coverage.modes <= 4  # 분류기가 한두 장은 틀릴 수 있습니다
    assert coverage.divergence == pytest.approx(np.log(1000 / 2), abs=0.3)


def test_real_stacks_cover_as_many_modes_as_chance_allows(digits):
    coverage = stacked_coverage(stack_digits(digits.images, 2000, seed=2))
    expected = 1000 * (1 - (1 - 1 / 1000) ** 2000)
    assert coverage.modes == pytest.approx(expected, abs=40)
    assert 0 < coverage.divergence < 0.4


def test_bad_stacks(digits):
    with pytest.raises(ValueError, match="28, 28, 3"):
        stacked_digits(digits.images)
    with pytest.raises(ValueError, match="count가 0"):
        stack_digits(digits.images, 0)
    with pytest.raises(ValueError, match="28, 28, 1"):
        stack_digits(digits.images[..., 0], 5)
