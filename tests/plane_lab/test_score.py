"""2차원 실험실의 채점: 같은 분포에서 발산이 0으로 가는지, 밖으로 나간 점도 세는지, D*가 맞는지."""

import numpy as np
import pytest
from scipy.stats import norm

from gan_course import theory
from gan_course.plane_lab.score import BANDWIDTH, CELL, RESOLUTION, PlaneJudge, blurred_shares, plane_cells
from gan_course.plane_lab.target import plane_target

NAMES = ("line", "two", "ring", "grid", "moons")


@pytest.mark.parametrize("name", NAMES)
def test_divergence_goes_to_zero_for_the_same_distribution(name):
    target = plane_target(name)
    judge = PlaneJudge(target)
    score = judge.score(target.draw(200_000, seed=7))
    assert score.divergence < 2e-4 < judge.floor < 0.01
    assert score.covered == len(target.places)
    crowded = judge.real[:-1].reshape(RESOLUTION, RESOLUTION) > 1e-4
    np.testing.assert_allclose(score.best[crowded], 0.5, atol=0.05)


def test_divergence_grows_to_ln_2_as_the_fakes_leave():
    target = plane_target("two")
    judge, real = PlaneJudge(target), target.draw(2000, seed=1)
    scores = [judge.score(real + [0, distance]) for distance in (0, 0.3, 0.8, 2, 100)]
    divergences = [score.divergence for score in scores]
    assert divergences == sorted(divergences)
    assert divergences[-1] == pytest.approx(np.log(2), abs=1e-3)  # 격자 밖의 몫도 셉니다
    assert scores[-1].covered == 0


def test_half_a_collapse_has_the_divergence_of_the_closed_form():
    """두 봉우리 가운데 하나만 덮으면 p = (a+b)/2, q = a이고 JS = ½[ln(4/3)·½ + ½ ln 2] + ½ ln(4/3)입니다."""
    target = plane_target("two")
    one = target.draw(200_000, seed=2)
    one = one[one[:, 0] > 0]
    expected = 0.5 * (0.5 * np.log(2 / 3) + 0.5 * np.log(2)) + 0.5 * np.log(4 / 3)
    score = PlaneJudge(target).score(one)
    assert score.divergence == pytest.approx(expected, abs=2e-3) and score.covered == 1


def test_blurred_shares_are_the_kernel_density():
    points = theory.moons(300, seed=0)
    offsets = plane_cells()[:, None] - points
    expected = norm.pdf(offsets, scale=BANDWIDTH).prod(axis=-1).mean(axis=1) * CELL**2
    shares = blurred_shares(points)
    assert shares.sum() == pytest.approx(1) and shares[-1] == pytest.approx(0, abs=1e-6)
    assert np.abs(shares[:-1] - expected).sum() < 0.1  # 칸에 담는 오차만 남습니다


def test_points_that_are_not_finite_count_as_outside():
    judge = PlaneJudge(plane_target("two"))
    fake = np.full((100, 2), np.nan)
    score = judge.score(fake)
    assert score.divergence == pytest.approx(np.log(2), abs=1e-6) and score.covered == 0


def test_rows_are_y():
    shares = blurred_shares(np.array([[2.0, -1.0]]))[:-1].reshape(RESOLUTION, RESOLUTION)
    row, column = np.unravel_index(shares.argmax(), shares.shape)
    np.testing.assert_allclose(plane_cells().reshape(RESOLUTION, RESOLUTION, 2)[row, column], (2, -1), atol=CELL)
