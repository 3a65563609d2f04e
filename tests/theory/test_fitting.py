"""발산의 두 방향과 가장 가까운 정규 분포: 닫힌 식, 적률, 방향의 뜻, 틀린 입력."""

import numpy as np
import pytest
from scipy.stats import norm

from gan_course import theory

GRID = np.linspace(-12, 12, 2401)
UNEVEN = 0.6 * norm.pdf(GRID, -2.5, 0.6) + 0.4 * norm.pdf(GRID, 2.5, 0.6)


def test_divergence_of_two_gaussians_by_the_closed_form():
    (m, s), (n, t) = (0.5, 1.0), (-1.0, 2.0)
    wanted = np.log(t / s) + (s**2 + (m - n) ** 2) / (2 * t**2) - 0.5
    found = theory.kullback_leibler_divergence(norm.pdf(GRID, m, s), norm.pdf(GRID, n, t), GRID)
    assert found == pytest.approx(wanted, abs=1e-6)
    assert theory.kullback_leibler_divergence(UNEVEN, UNEVEN, GRID) == 0
    assert theory.kullback_leibler_divergence(UNEVEN, np.where(GRID < 0, UNEVEN, 0), GRID) == np.inf


def test_forward_matches_mean_and_deviation():
    mean, deviation, divergence = theory.best_gaussian(UNEVEN, GRID, "앞방향")
    assert mean == pytest.approx(-0.5, abs=1e-3)
    assert deviation == pytest.approx((0.6**2 + 2.5**2 - 0.5**2) ** 0.5, abs=1e-3)
    fit = theory.gaussian(GRID, mean, deviation)
    assert divergence == pytest.approx(theory.kullback_leibler_divergence(UNEVEN, fit, GRID))


def test_backward_picks_the_taller_peak():
    mean, deviation, divergence = theory.best_gaussian(UNEVEN, GRID, "뒷방향")
    assert (mean, deviation) == pytest.approx((-2.5, 0.6), abs=0.02)
    assert divergence == pytest.approx(-np.log(0.6), abs=0.01)  # 그 봉우리 안에서는 q / p = 1 / 0.6


@pytest.mark.parametrize("direction", ["앞방향", "뒷방향", "JS"])
def test_no_gaussian_nearby_or_far_is_better(direction):
    mean, deviation, best = theory.best_gaussian(UNEVEN, GRID, direction)
    for other in np.linspace(-4, 4, 17):
        for width in (0.4, 0.6, 1.0, 2.0, 3.0):
            fit = theory.gaussian(GRID, other, width)
            if direction == "JS":
                value = theory.jensen_shannon_divergence(UNEVEN, fit, GRID)
            else:
                pair = (UNEVEN, fit) if direction == "앞방향" else (fit, UNEVEN)
                value = theory.kullback_leibler_divergence(*pair, GRID)
            assert best <= value + 1e-6


@pytest.mark.parametrize("direction", ["앞방향", "뒷방향", "JS"])
def test_a_gaussian_is_its_own_best_fit(direction):
    found = theory.best_gaussian(norm.pdf(GRID, 1.0, 0.8), GRID, direction)
    assert found == pytest.approx((1.0, 0.8, 0.0), abs=1e-3)


def test_an_unknown_direction_is_refused():
    with pytest.raises(ValueError, match="앞방향"):
        theory.best_gaussian(UNEVEN, GRID, "forward")
