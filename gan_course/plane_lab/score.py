"""2차원 실험실의 채점: 진짜와 가짜의 밀도를 하나의 격자에서 견줍니다.

두 밀도를 같은 격자에서 재고, 같은 너비로 흐리고, 격자 밖의 몫까지 더해 저마다 꼭 1로 맞춥니다. 그래서 분포가
같으면 옌센-섀넌 발산이 0으로 갑니다(표본의 수만큼 남는 바닥은 따로 잽니다).
"""

from typing import NamedTuple

import numpy as np
from scipy.ndimage import gaussian_filter

from gan_course import theory
from gan_course.evaluation.modes import mode_coverage
from gan_course.plane_lab.target import LIMIT, mixture_density

RESOLUTION = 64
CELL = 2 * LIMIT / RESOLUTION
BANDWIDTH = 0.12  # 두 밀도를 흐리는 너비. 칸의 크기보다 조금 큽니다
SAMPLES = 2000
EMPTY = 1e-5  # 진짜와 가짜의 몫이 이보다 작은 칸은 비었다고 봅니다(고르게 나눈 몫은 2.4e-4)


class PlaneScore(NamedTuple):
    """가짜 점들의 점수."""

    divergence: float
    """옌센-섀넌 발산(나트), 0에서 ln 2."""

    covered: int
    """덮은 자리의 수(`PlaneTarget.places` 가운데)."""

    best: np.ndarray
    """칸마다의 최적 판별자 D* [RESOLUTION, RESOLUTION]. 행이 y, 열이 x입니다.

    빈 칸에서는 무엇이든 최선이므로 1/2입니다.
    """


class PlaneJudge:
    """표적 하나의 채점관. 진짜의 밀도는 한 번만 계산합니다.

    Args:
        target: `plane_lab.target.plane_target`의 표적.
        seed: 바닥을 잴 진짜 표본의 씨앗.

    Attributes:
        real: 칸마다의 진짜의 몫 [RESOLUTION², + 격자 밖 하나], 합이 1.
        floor: 진짜의 표본 SAMPLES개로 잰 발산. 가짜가 완벽해도 이보다 작아지기 어렵습니다.
    """

    def __init__(self, target, seed=0):
        self.target = target
        blurred = np.hypot(target.deviation, BANDWIDTH)
        self.real = _shares(mixture_density(plane_cells(), target.skeleton, blurred) * CELL**2)
        self.floor = self.score(target.draw(SAMPLES, seed=seed + 1)).divergence

    def score(self, fake):
        """가짜 점을 채점합니다.

        Args:
            fake: [n, 2]. 유한하지 않은 점은 격자 밖으로 셉니다.

        Returns:
            PlaneScore. 자리는 그 가까이에 제 몫(n / 자리의 수)의 10분의 1 이상이 있으면 덮은 것입니다.
        """
        fake = np.asarray(fake, np.float64)
        shares = blurred_shares(fake)
        inside = fake[np.isfinite(fake).all(axis=1)]
        places, covered = self.target.places, 0
        if len(inside):
            least = max(1, round(0.1 * len(fake) / len(places)))
            covered = mode_coverage(inside, places, self.target.reach, within=1.0, at_least=least).modes
        best = theory.optimal_discriminator(self.real[:-1], shares[:-1])
        best[self.real[:-1] + shares[:-1] < EMPTY] = 0.5
        return PlaneScore(theory.discrete_divergence(self.real, shares), covered, best.reshape(RESOLUTION, RESOLUTION))


def plane_cells():
    """칸의 가운데 점 float32 [RESOLUTION², 2]. 아래 줄부터, 줄마다 왼쪽에서 오른쪽으로."""
    return theory.plane_grid(LIMIT - CELL / 2, RESOLUTION)


def blurred_shares(points):
    """점들의 커널 밀도 추정: 칸마다의 몫 [RESOLUTION² + 1], 합이 1. 맨 끝은 격자 밖의 몫입니다.

    칸에 담는 것 자체가 너비 CELL/√12의 흐림이므로, 커널의 너비에서 그만큼을 뺍니다.
    """
    edges = np.linspace(-LIMIT, LIMIT, RESOLUTION + 1)
    counts, _, _ = np.histogram2d(points[:, 1], points[:, 0], bins=(edges, edges))
    width = np.sqrt(BANDWIDTH**2 - CELL**2 / 12) / CELL
    return _shares(gaussian_filter(counts, width, mode="constant").ravel() / len(points))


def _shares(inside):
    # 반올림으로 1을 조금 넘어도 합은 꼭 1이어야 합니다.
    inside = inside / max(1.0, inside.sum())
    return np.append(inside, max(0.0, 1.0 - inside.sum()))
