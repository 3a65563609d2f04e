"""2차원 분포: 진짜와 가짜를 통째로 그려 볼 수 있는 작은 세계. 그리고 평면과 잠재 공간의 점들."""

import numpy as np


def line(count, seed=0, length=4.0, deviation=0.05):
    """원점을 지나는 기울기 1/2의 선분을 따라 고르게 놓인 점들. 두께가 거의 없는 가장 쉬운 분포입니다.

    Args:
        count: 점의 수(1 이상).
        seed: 난수의 씨앗.
        length: 선분의 길이.
        deviation: 선분에서 벗어나는 표준편차(두 축 모두).

    Returns:
        `numpy.ndarray` float32 [count, 2].
    """
    random = _random("line", count, seed)
    along = random.uniform(-length / 2, length / 2, size=(count, 1)) * np.array([2, 1]) / np.sqrt(5)
    return _around(along, deviation, random)


def two_gaussians(count, seed=0, distance=3.0, deviation=0.3):
    """가로로 `distance`만큼 떨어진 두 정규 분포. 모드 붕괴를 볼 수 있는 가장 작은 분포입니다.

    Args:
        count: 점의 수(1 이상).
        seed: 난수의 씨앗.
        distance: 두 봉우리 사이의 거리.
        deviation: 봉우리마다의 표준편차.

    Returns:
        `numpy.ndarray` float32 [count, 2].
    """
    random = _random("two_gaussians", count, seed)
    centers = np.array([[-distance / 2, 0], [distance / 2, 0]])
    return _around(centers[random.integers(2, size=count)], deviation, random)


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
    random = _random("ring_of_gaussians", count, seed)
    return _around(ring_centers(modes, radius)[random.integers(modes, size=count)], deviation, random)


def ring_centers(modes=8, radius=2.0):
    """`ring_of_gaussians`의 봉우리 [modes, 2]. 첫 봉우리는 (radius, 0)이고 시계 반대 방향으로 돕니다."""
    if modes < 1:
        raise ValueError(f"봉우리의 수 modes가 {modes}입니다. 1 이상의 정수를 주십시오.")
    angles = 2 * np.pi * np.arange(modes) / modes
    return radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)


def grid_of_gaussians(count, side=5, seed=0, spacing=1.0, deviation=0.05):
    """정사각 격자 위에 놓인 side²개의 정규 분포. 봉우리가 많아 빠뜨리기 쉽습니다.

    Args:
        count: 점의 수(1 이상).
        side: 한 변의 봉우리 수(1 이상). 5면 봉우리가 25개입니다.
        seed: 난수의 씨앗.
        spacing: 이웃한 봉우리 사이의 거리.
        deviation: 봉우리마다의 표준편차.

    Returns:
        `numpy.ndarray` float32 [count, 2].
    """
    random = _random("grid_of_gaussians", count, seed)
    return _around(grid_centers(side, spacing)[random.integers(side**2, size=count)], deviation, random)


def grid_centers(side=5, spacing=1.0):
    """`grid_of_gaussians`의 봉우리 [side², 2]. 아래 줄부터, 줄마다 왼쪽에서 오른쪽으로. 가운데가 원점입니다."""
    if side < 1:
        raise ValueError(f"한 변의 봉우리 수 side가 {side}입니다. 1 이상의 정수를 주십시오.")
    ticks = spacing * (np.arange(side) - (side - 1) / 2)
    x, y = np.meshgrid(ticks, ticks)
    return np.stack([x.ravel(), y.ravel()], axis=1)


def moons(count, seed=0, radius=1.5, deviation=0.1):
    """서로 맞물린 두 반달. 봉우리가 점이 아니라 굽은 띠입니다.

    Args:
        count: 점의 수(1 이상).
        seed: 난수의 씨앗.
        radius: 반달의 반지름.
        deviation: 띠에서 벗어나는 표준편차(두 축 모두).

    Returns:
        `numpy.ndarray` float32 [count, 2].
    """
    random = _random("moons", count, seed)
    angle, lower = random.uniform(0, np.pi, size=count), random.integers(2, size=count)
    upward = np.stack([np.cos(angle), np.sin(angle)], axis=1) + [-0.5, -0.25]
    return _around(radius * np.where(lower[:, None], -upward, upward), deviation, random)


DISTRIBUTIONS = {
    "선": line,
    "두 봉우리": two_gaussians,
    "고리 8": ring_of_gaussians,
    "격자 25": grid_of_gaussians,
    "두 반달": moons,
}
"""이름마다 `함수(count, seed=…)`. 모두 대략 [-2.5, 2.5] 안에 듭니다."""


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
    start, end = _two_ends("latent_path", start, end, steps)
    t = np.linspace(0, 1, steps, dtype=np.float32)[:, None]
    return (1 - t) * start + t * end


def spherical_path(start, end, steps):
    """두 잠재 벡터를 잇는 구면 보간(spherical interpolation)의 점들: 길이를 지키며 각도를 고르게 돕니다.

    z(t) = sin((1 - t)Ω)/sin Ω·start + sin(tΩ)/sin Ω·end, Ω는 두 벡터 사이의 각.

    Args:
        start, end: 잠재 벡터 [noise_dim]. 길이가 0이거나 정반대를 보면 길이 정해지지 않습니다.
        steps: 점의 수(2 이상). 두 끝을 포함합니다.

    Returns:
        `numpy.ndarray` float32 [steps, noise_dim].

    Reference:
        White 2016, "Sampling Generative Networks"; Shoemake 1985의 slerp.
    """
    start, end = (part.astype(np.float64) for part in _two_ends("spherical_path", start, end, steps))
    lengths = np.linalg.norm(start), np.linalg.norm(end)
    cosine = start @ end / (lengths[0] * lengths[1]) if min(lengths) > 0 else -1.0
    angle = np.arccos(np.clip(cosine, -1, 1))
    if np.pi - angle < 1e-6:
        raise ValueError(
            "spherical_path: 두 잠재 벡터가 정반대를 보거나 길이가 0이라 어느 쪽으로 돌지 정해지지 않습니다. "
            "다른 벡터를 고르십시오."
        )
    t = np.linspace(0, 1, steps)[:, None]
    if angle < 1e-6:  # 거의 같은 방향이면 직선과 같습니다
        return ((1 - t) * start + t * end).astype(np.float32)
    path = np.sin((1 - t) * angle) * start + np.sin(t * angle) * end
    return (path / np.sin(angle)).astype(np.float32)


def _two_ends(function, start, end, steps):
    start, end = np.asarray(start, np.float32), np.asarray(end, np.float32)
    if start.ndim != 1 or start.shape != end.shape:
        raise ValueError(
            f"{function}: start의 모양은 {start.shape}, end의 모양은 {end.shape}입니다. "
            "길이가 같은 잠재 벡터 두 개가 필요합니다. 한 배치라면 noise[0]처럼 하나를 고르십시오."
        )
    if steps < 2:
        raise ValueError(f"{function}의 steps가 {steps}입니다. 두 끝을 포함하므로 2 이상이어야 합니다.")
    return start, end


def _random(function, count, seed):
    if count < 1:
        raise ValueError(f"{function}의 count가 {count}입니다. 1 이상의 정수를 주십시오.")
    return np.random.default_rng(seed)


def _around(points, deviation, random):
    return (points + deviation * random.normal(size=points.shape)).astype(np.float32)
