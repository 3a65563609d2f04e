"""2차원 실험실의 표적: 밀도를 식으로 아는 분포와, 그것을 흐린 밀도."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from gan_course.theory import distributions

DRAWN_DEVIATION = 0.12  # 독자가 찍은 점마다의 봉우리의 표준편차
LIMIT = 3.2  # 모든 표적이 드는 평면 [-LIMIT, LIMIT]²


class PlaneTarget(NamedTuple):
    """흉내 낼 분포: 뼈대의 점마다 같은 무게로 놓인 둥근 정규 분포."""

    draw: Callable
    """함수(count, seed) → 진짜 점 float32 [count, 2]."""

    skeleton: np.ndarray
    """뼈대의 점 [k, 2]. 선과 반달은 아주 촘촘한 점으로 적습니다."""

    deviation: float
    """뼈대의 점마다의 표준편차."""

    places: np.ndarray
    """덮었는지 셀 자리 [m, 2]: 봉우리의 중심이나, 선을 고르게 나눈 점."""

    reach: float
    """자리에서 이 거리 안에 들면 그 자리의 점으로 봅니다."""


def plane_target(name, points=()):
    """이름으로 고른 표적.

    Args:
        name: "line", "two", "ring", "grid", "moons", 또는 독자가 찍은 점들인 "points".
        points: name이 "points"일 때 찍은 점 [k, 2], 한 개 이상, 평면 [-3, 3]² 안.

    Returns:
        PlaneTarget.
    """
    if name == "points":
        return _drawn(points)
    if name not in _TARGETS:
        raise ValueError(f"분포의 이름이 {name!r}입니다. {', '.join([*_TARGETS, 'points'])} 가운데 하나를 주십시오.")
    return _TARGETS[name]()


def mixture_density(points, centers, deviation):
    """같은 무게의 둥근 정규 분포들을 섞은 확률 밀도.

    Args:
        points: 밀도를 물을 점 [n, 2].
        centers: 중심 [k, 2].
        deviation: 표준편차(0보다 큼).

    Returns:
        float64 [n].
    """
    if not deviation > 0:
        raise ValueError(f"deviation이 {deviation}입니다. 0보다 큰 수를 주십시오.")
    points, centers = np.asarray(points, np.float64), np.asarray(centers, np.float64)
    # 격자처럼 점이 많아도 되도록 좌표 하나씩의 거리를 곱으로 나눕니다.
    along = [np.exp(-0.5 * ((points[:, axis, None] - centers[:, axis]) / deviation) ** 2) for axis in (0, 1)]
    return np.einsum("nk,nk->n", *along) / (len(centers) * 2 * np.pi * deviation**2)


def _line():
    direction = np.array([2, 1]) / np.sqrt(5)
    return PlaneTarget(distributions.line, _middles(-2, 2, 400) * direction, 0.05, _middles(-2, 2, 8) * direction, 0.3)


def _two():
    centers = np.array([[-1.5, 0], [1.5, 0]])
    return PlaneTarget(distributions.two_gaussians, centers, 0.3, centers, 0.9)


def _ring():
    centers = distributions.ring_centers()
    return PlaneTarget(distributions.ring_of_gaussians, centers, 0.2, centers, 0.6)


def _grid():
    centers = distributions.grid_centers()
    return PlaneTarget(distributions.grid_of_gaussians, centers, 0.05, centers, 0.15)


def _moons():
    return PlaneTarget(distributions.moons, _arcs(200), 0.1, _arcs(6), 0.45)


def _drawn(points):
    points = np.asarray(points, np.float64)
    if points.ndim != 2 or points.shape[1] != 2 or len(points) == 0:
        raise ValueError("찍은 점이 없습니다. 그림을 누르거나 '1, 0.5; -1, 0'처럼 적어 한 점 이상 더하십시오.")
    if not np.all(np.abs(points) <= 3):
        raise ValueError("찍은 점이 그림 밖에 있습니다. 두 수가 모두 -3에서 3 사이여야 합니다.")

    def draw(count, seed=0):
        random = np.random.default_rng(seed)
        chosen = points[random.integers(len(points), size=count)]
        return (chosen + DRAWN_DEVIATION * random.normal(size=chosen.shape)).astype(np.float32)

    return PlaneTarget(draw, points, DRAWN_DEVIATION, points, 3 * DRAWN_DEVIATION)


def _middles(low, high, count):
    """[low, high]를 count개로 나눈 조각의 가운데 [count, 1]."""
    return (low + (high - low) * (np.arange(count) + 0.5) / count)[:, None]


def _arcs(count, radius=1.5):
    angle = _middles(0, np.pi, count)[:, 0]
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1) + [-0.5, -0.25]
    return radius * np.concatenate([upper, -upper])


_TARGETS = {"line": _line, "two": _two, "ring": _ring, "grid": _grid, "moons": _moons}
