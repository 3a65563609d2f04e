"""2차원 실험실의 표적: 식으로 적은 밀도가 정말 그 분포의 밀도인지."""

import numpy as np
import pytest
from scipy.integrate import dblquad

from gan_course import theory
from gan_course.plane_lab.target import LIMIT, mixture_density, plane_target

NAMES = ("line", "two", "ring", "grid", "moons")


@pytest.mark.parametrize("name", NAMES)
def test_density_is_that_of_the_samples(name):
    """큰 칸마다 든 표본의 비율이 밀도를 적분한 것과 같습니다. 표본은 `theory.distributions`가 따로 뽑습니다."""
    target = plane_target(name)
    count, cells = 200_000, 16
    edges = np.linspace(-LIMIT, LIMIT, cells + 1)
    x, y = target.draw(count, seed=3).T
    measured, _, _ = np.histogram2d(y, x, bins=(edges, edges))
    fine = 320  # 간격이 표준편차의 0.4배이면 합이 적분과 같습니다
    density = mixture_density(theory.plane_grid(LIMIT - LIMIT / fine, fine), target.skeleton, target.deviation).reshape(
        cells, fine // cells, cells, fine // cells
    )
    expected = density.sum(axis=(1, 3)) * (2 * LIMIT / fine) ** 2
    assert expected.sum() == pytest.approx(1, abs=1e-4)
    # 칸마다의 표본 오차 √(m(1-m)/n)의 다섯 배
    np.testing.assert_array_less(np.abs(measured / count - expected), 5 * np.sqrt((expected + 1e-6) / count) + 1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_samples_reach_every_place_and_little_else(name):
    target = plane_target(name)
    points = target.draw(5000, seed=0)
    distances = np.linalg.norm(points[:, None] - target.places, axis=-1)
    assert (distances.min(axis=1) <= target.reach).mean() > 0.97
    shares = np.bincount(distances.argmin(axis=1), minlength=len(target.places)) / len(points)
    np.testing.assert_allclose(shares, 1 / len(target.places), rtol=0.35)


def test_mixture_density_integrates_to_one():
    centers = np.array([[0.5, -0.2], [-1.0, 0.3]])
    total, _ = dblquad(lambda y, x: mixture_density([[x, y]], centers, 0.4)[0], -4, 4, -4, 4, epsabs=1e-5)
    assert total == pytest.approx(1, abs=1e-4)


def test_drawn_points_become_peaks():
    target = plane_target("points", [(1, 2), (-1, 0)])
    points = target.draw(4000, seed=1)
    left = points[points[:, 0] < 0]
    assert len(left) == pytest.approx(2000, abs=150)
    np.testing.assert_allclose(left.mean(axis=0), (-1, 0), atol=0.02)
    np.testing.assert_allclose(left.std(axis=0), target.deviation, rtol=0.06)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: plane_target("mars"), "'mars'"),
        (lambda: plane_target("points"), "찍은 점이 없습니다"),
        (lambda: plane_target("points", [(4, 0)]), "그림 밖"),
        (lambda: plane_target("points", [(np.nan, 0)]), "그림 밖"),
        (lambda: mixture_density(np.zeros((1, 2)), np.zeros((1, 2)), 0), "0보다 큰"),
    ],
)
def test_wrong_input_is_explained(call, words):
    with pytest.raises(ValueError, match=words):
        call()
