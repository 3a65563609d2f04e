"""이론: 훈련 없이 정확히 아는 것. 식과 분포만 있고 신경망은 없습니다."""

import numpy as np
from scipy.integrate import trapezoid
from scipy.special import rel_entr


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


def optimal_discriminator(real_density, fake_density):
    """생성자를 고정했을 때 가장 좋은 판별자의 답 D*(x) = p(x) / (p(x) + q(x)).

    Args:
        real_density: 진짜의 확률 밀도 p(x), 모양은 자유, 0 이상.
        fake_density: 가짜의 확률 밀도 q(x), 같은 모양, 0 이상.

    Returns:
        같은 모양의 float64 배열, 값은 [0, 1]. 둘 다 0인 곳은 아무 답이나 최선이므로 1/2로 둡니다.

    Reference:
        Goodfellow et al. 2014, "Generative Adversarial Nets", 명제 1.
    """
    real, fake = _densities("optimal_discriminator", real_density, fake_density)
    total = real + fake
    return np.divide(real, total, out=np.full(total.shape, 0.5), where=total > 0)


def value_function(discriminator, real_density, fake_density, grid):
    """두 사람이 다투는 값 V(G, D) = E_진짜[log D(x)] + E_가짜[log(1 - D(x))].

    Args:
        discriminator: 격자점마다의 답 D(x), [n], 값은 [0, 1].
        real_density: 진짜의 확률 밀도, [n].
        fake_density: 가짜의 확률 밀도, [n].
        grid: 격자점 x, [n], 차례로 커져야 합니다.

    Returns:
        float: V(나트, 0 이하). 판별자는 키우려 하고 생성자는 줄이려 합니다.

    Raises:
        ValueError: 모양이 다르거나, 밀도가 음수이거나, 격자 위의 넓이가 1이 아닐 때.

    Reference:
        Goodfellow et al. 2014, "Generative Adversarial Nets", 식 (1).
    """
    real, fake = _densities_on_grid("value_function", real_density, fake_density, grid)
    answer = np.asarray(discriminator, np.float64)
    if answer.shape != real.shape or not np.all((answer >= 0) & (answer <= 1)):
        raise ValueError(
            f"value_function: discriminator의 모양은 {answer.shape}이고 grid의 모양은 {real.shape}입니다. "
            "모양이 같고 값이 0과 1 사이인 확률이어야 합니다. 로짓이라면 시그모이드를 먼저 지나게 하십시오."
        )
    # 1에 아주 가까운 확률은 배정밀도에서 1이 되고 log(1-D)가 -inf가 되므로, 구별되는 데까지만 둡니다.
    epsilon = np.finfo(np.float64).epsneg
    answer = np.clip(answer, epsilon, 1 - epsilon)
    return float(trapezoid(real * np.log(answer) + fake * np.log1p(-answer), grid))


def jensen_shannon_divergence(real_density, fake_density, grid):
    """옌센-섀넌 발산: 두 분포가 얼마나 다른지. 같으면 0, 전혀 겹치지 않으면 ln 2.

    두 분포의 가운데 m = (p+q)/2까지의 쿨백-라이블러 발산 둘을 평균합니다.

    Args:
        real_density: 진짜의 확률 밀도 p, [n].
        fake_density: 가짜의 확률 밀도 q, [n].
        grid: 격자점, [n], 차례로 커져야 합니다.

    Returns:
        float: 0 이상 ln 2 이하(나트).

    Raises:
        ValueError: 모양이 다르거나, 밀도가 음수이거나, 격자 위의 넓이가 1이 아닐 때.

    Reference:
        Lin 1991, "Divergence Measures Based on the Shannon Entropy".
    """
    real, fake = _densities_on_grid("jensen_shannon_divergence", real_density, fake_density, grid)
    # p log(p/m) = ½·2p log(2p/(p+q)): 아주 작은 밀도를 반으로 나누면 0이 되므로 나누는 대신 두 배 합니다.
    total = real + fake
    return float(trapezoid(rel_entr(2 * real, total) + rel_entr(2 * fake, total), grid)) / 4


def _densities(function, real_density, fake_density):
    real, fake = np.asarray(real_density, np.float64), np.asarray(fake_density, np.float64)
    if real.shape != fake.shape:
        raise ValueError(
            f"{function}: 진짜 밀도의 모양은 {real.shape}, 가짜 밀도의 모양은 {fake.shape}입니다. "
            "같은 격자점에서 잰 두 밀도를 주십시오."
        )
    if not (np.all(real >= 0) and np.all(fake >= 0)):
        raise ValueError(f"{function}: 밀도에 음수나 NaN이 있습니다. 확률 밀도는 0 이상이어야 합니다.")
    return real, fake


def _densities_on_grid(function, real_density, fake_density, grid):
    real, fake = _densities(function, real_density, fake_density)
    grid = np.asarray(grid)
    if grid.ndim != 1 or real.shape != grid.shape or not np.all(np.diff(grid) > 0):
        raise ValueError(
            f"{function}: 격자의 모양은 {grid.shape}, 밀도의 모양은 {real.shape}입니다. "
            "차례로 커지는 1차원 격자와 같은 길이의 밀도를 주십시오."
        )
    for name, density in (("진짜", real), ("가짜", fake)):
        area = trapezoid(density, grid)
        if abs(area - 1) > 1e-2:
            raise ValueError(
                f"{function}: 격자 위에서 {name} 밀도의 넓이가 {area:.3f}입니다. 1이어야 합니다. "
                "격자를 분포의 꼬리까지 넓히거나 더 촘촘하게 만드십시오."
            )
    return real, fake
