"""이론: 훈련 없이 정확히 아는 것. 식과 2차원 분포만 있고 신경망은 없습니다."""

import numpy as np
from scipy.special import xlogy


def optimal_discriminator(real_density, fake_density):
    """가장 뛰어난 판별자의 답 D*(x) = p(x) / (p(x) + q(x)).

    Args:
        real_density: 진짜의 밀도 p. 모양은 자유, 0 이상.
        fake_density: 가짜의 밀도 q. 같은 격자점의 값.

    Returns:
        같은 모양의 확률 [0, 1]. 진짜도 가짜도 없는 자리(p = q = 0)에서는 1/2로 둡니다.

    Reference:
        Goodfellow et al. 2014, "Generative Adversarial Nets", 명제 1.
    """
    p, q = _densities("optimal_discriminator", real_density, fake_density)
    total = p + q
    return np.divide(p, total, out=np.full_like(total, 0.5), where=total > 0)


def value_function(discriminator, real_density, fake_density, grid):
    """게임의 값 V(D) = ∫ p log D + q log(1 - D) dx. 판별자는 키우고 생성자는 줄이려 합니다.

    Args:
        discriminator: 격자점마다의 확률 D(로짓이 아닙니다).
        real_density, fake_density: 격자점마다의 밀도 p, q [n].
        grid: 커지는 순서의 격자점 x [n]. 두 밀도를 거의 다 덮어야 합니다.

    Returns:
        값(나트, 0 이하). 최적의 판별자에서는 -log 4 + 2·JS(p‖q)입니다.

    Reference:
        Goodfellow et al. 2014, "Generative Adversarial Nets", 식 (1).
    """
    p, q = _densities("value_function", real_density, fake_density, grid)
    d = np.asarray(discriminator, float)
    if not np.all((d >= 0) & (d <= 1)):
        raise ValueError(
            "value_function의 판별자 답은 0과 1 사이인 확률이어야 합니다. 로짓이라면 먼저 시그모이드에 넣으십시오."
        )
    return float(np.trapezoid(xlogy(p, d) + xlogy(q, 1 - d), grid))


def jensen_shannon_divergence(real_density, fake_density, grid):
    """옌센-섀넌 발산: 두 분포가 얼마나 다른지. 같으면 0, 전혀 겹치지 않으면 log 2(나트).

    Args:
        real_density, fake_density: 격자점마다의 밀도 p, q [n].
        grid: 커지는 순서의 격자점 x [n]. 두 밀도를 거의 다 덮어야 합니다.

    Reference:
        Goodfellow et al. 2014, "Generative Adversarial Nets", 정리 1.
    """
    p, q = _densities("jensen_shannon_divergence", real_density, fake_density, grid)
    middle = (p + q) / 2
    ratio_p = np.divide(p, middle, out=np.ones_like(p), where=middle > 0)
    ratio_q = np.divide(q, middle, out=np.ones_like(q), where=middle > 0)
    return float(np.trapezoid((xlogy(p, ratio_p) + xlogy(q, ratio_q)) / 2, grid))


def _densities(function, real_density, fake_density, grid=None):
    p, q = np.asarray(real_density, float), np.asarray(fake_density, float)
    if p.shape != q.shape or (grid is not None and p.shape != np.shape(grid)):
        raise ValueError(
            f"{function}: 진짜 밀도의 모양은 {p.shape}, 가짜 밀도의 모양은 {q.shape}입니다. "
            "두 밀도를 같은 격자점에서 계산하십시오."
        )
    if not (np.all(p >= 0) and np.all(q >= 0)):
        raise ValueError(f"{function}: 밀도에 음수나 NaN이 있습니다. 밀도는 0 이상이어야 합니다.")
    if grid is not None:
        if not np.all(np.diff(grid) > 0):
            raise ValueError(f"{function}: 격자점은 차례로 커지는 값이어야 합니다. np.linspace로 만드십시오.")
        for name, density in (("진짜", p), ("가짜", q)):
            area = np.trapezoid(density, grid)
            if abs(area - 1) > 0.01:
                raise ValueError(
                    f"{function}: {name} 밀도의 넓이가 {area:.3f}입니다. 1이어야 합니다. "
                    "격자의 범위를 넓히거나 격자점을 늘리십시오."
                )
    return p, q


def ring_of_gaussians(count, modes=8, seed=0, radius=2.0, deviation=0.2):
    """고리 위에 고르게 놓인 정규 분포들에서 점을 뽑습니다.

    2차원이라 진짜와 가짜를 통째로 그려 볼 수 있고, 봉우리가 여럿이라 하나라도 놓치면 눈에 띕니다.

    Args:
        count: 점의 수(1 이상).
        modes: 봉우리의 수(1 이상).
        seed: 난수의 씨앗.
        radius: 고리의 반지름.
        deviation: 봉우리마다의 표준편차.

    Returns:
        `numpy.ndarray` float32 [count, 2].

    Reference:
        Metz et al. 2017, "Unrolled Generative Adversarial Networks", 3.1절(봉우리 8개의 고리).
    """
    if count < 1:
        raise ValueError(f"ring_of_gaussians의 count가 {count}입니다. 1 이상의 정수를 주십시오.")
    random = np.random.default_rng(seed)
    centers = ring_centers(modes, radius)[random.integers(modes, size=count)]
    return (centers + deviation * random.normal(size=(count, 2))).astype(np.float32)


def ring_centers(modes=8, radius=2.0):
    """`ring_of_gaussians`의 봉우리 [modes, 2]. 첫 봉우리는 (radius, 0)이고 시계 반대 방향으로 돕니다."""
    if modes < 1:
        raise ValueError(f"봉우리의 수 modes가 {modes}입니다. 1 이상의 정수를 주십시오.")
    angles = 2 * np.pi * np.arange(modes) / modes
    return radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)


def plane_grid(limit=3.2, resolution=65):
    """평면 [-limit, limit]²을 고르게 덮는 점들. 판별자에게 평면의 모든 자리를 물어볼 때 씁니다.

    Returns:
        `numpy.ndarray` float32 [resolution², 2]. 아래 줄부터, 줄마다 왼쪽에서 오른쪽으로.
        그래서 답을 `reshape(resolution, resolution)`하면 행이 y, 열이 x입니다.
    """
    ticks = np.linspace(-limit, limit, resolution, dtype=np.float32)
    x, y = np.meshgrid(ticks, ticks)
    return np.stack([x.ravel(), y.ravel()], axis=1)


def latent_path(start, end, steps):
    """두 잠재 벡터를 잇는 직선 위의 점들: z(t) = (1 - t)·start + t·end, t는 0부터 1까지 고르게.

    Args:
        start, end: 잠재 벡터 [noise_dim].
        steps: 점의 수(2 이상). 두 끝을 포함합니다.

    Returns:
        `numpy.ndarray` float32 [steps, noise_dim].
    """
    start, end = np.asarray(start, np.float32), np.asarray(end, np.float32)
    if start.ndim != 1 or start.shape != end.shape:
        raise ValueError(
            f"latent_path: start의 모양은 {start.shape}, end의 모양은 {end.shape}입니다. "
            "길이가 같은 잠재 벡터 두 개가 필요합니다. 한 배치라면 noise[0]처럼 하나를 고르십시오."
        )
    if steps < 2:
        raise ValueError(f"latent_path의 steps가 {steps}입니다. 두 끝을 포함하므로 2 이상이어야 합니다.")
    t = np.linspace(0, 1, steps, dtype=np.float32)[:, None]
    return (1 - t) * start + t * end
