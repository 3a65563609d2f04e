"""쿨백-라이블러 발산의 두 방향과, 저마다 가장 가깝다고 하는 정규 분포."""

import numpy as np
from scipy.integrate import trapezoid
from scipy.optimize import minimize
from scipy.special import rel_entr

from gan_course.theory.optimal import jensen_shannon_divergence

DIRECTIONS = ("앞방향", "뒷방향", "JS")


def kullback_leibler_divergence(density, model, grid):
    """쿨백-라이블러 발산 KL(density || model) = ∫ density · log(density / model).

    Args:
        density: 무게를 정하는 쪽의 확률 밀도, [n], 0 이상.
        model: 견주는 쪽의 확률 밀도, [n], 0 이상.
        grid: 격자점, [n], 차례로 커져야 합니다.

    Returns:
        float: 0 이상(나트). `density`가 있는데 `model`이 0인 점이 있으면 무한대입니다.

    Reference:
        Kullback and Leibler 1951, "On Information and Sufficiency".
    """
    return float(trapezoid(rel_entr(density, model), grid))


def best_gaussian(density, grid, direction, starts=7):
    """밀도에 가장 가까운 정규 분포 하나. 「가깝다」를 재는 법이 `direction`입니다.

    Args:
        density: 진짜의 확률 밀도 p, [n].
        grid: 격자점, [n]. 밀도의 꼬리까지 담아야 합니다.
        direction: "앞방향"은 KL(p || q), "뒷방향"은 KL(q || p), "JS"는 옌센-섀넌 발산을 가장 작게 합니다.
        starts: 처음의 평균을 몇 자리에서 시작할지. 움푹한 곳이 여럿이라 하나로는 모자랍니다.

    Returns:
        (평균, 표준편차, 그때의 발산): float 셋.

    Raises:
        ValueError: `direction`이 셋 가운데 하나가 아닐 때.
    """
    if direction not in DIRECTIONS:
        raise ValueError(
            f"best_gaussian: direction이 {direction!r}입니다. {', '.join(DIRECTIONS)} 가운데 하나를 주십시오."
        )
    density, grid = np.asarray(density, np.float64), np.asarray(grid, np.float64)

    def distance(parameters):
        fit = gaussian(grid, parameters[0], np.exp(parameters[1]))
        if direction == "JS":
            return jensen_shannon_divergence(density, fit / trapezoid(fit, grid), grid)
        pair = (density, fit) if direction == "앞방향" else (fit, density)
        return kullback_leibler_divergence(*pair, grid)

    mean = trapezoid(density * grid, grid)
    deviation = trapezoid(density * (grid - mean) ** 2, grid) ** 0.5
    fits = [
        minimize(distance, [mean + shift * deviation, np.log(scale * deviation)], method="Nelder-Mead", tol=1e-8)
        for shift in np.linspace(-1.5, 1.5, starts)
        for scale in (0.3, 1.0)
    ]
    best = min(fits, key=lambda fit: fit.fun)
    return float(best.x[0]), float(np.exp(best.x[1])), float(best.fun)


def gaussian(grid, mean, deviation):
    """정규 분포의 밀도 [n]. 아주 먼 꼬리도 0이 되지 않게 가장 작은 수로 받칩니다(0이면 발산이 무한대)."""
    density = np.exp(-(((grid - mean) / deviation) ** 2) / 2) / (deviation * np.sqrt(2 * np.pi))
    return np.maximum(density, np.finfo(np.float64).tiny)
