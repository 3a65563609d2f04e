"""최적 판별자와 두 분포의 거리: 밀도를 알 때 정확히 계산합니다."""

import numpy as np
from scipy.integrate import trapezoid
from scipy.special import rel_entr


def optimal_discriminator(real_density, fake_density, real_label=1.0, fake_label=0.0):
    """생성자를 고정했을 때 가장 좋은 판별자의 답 D*(x) = p(x) / (p(x) + q(x)).

    레이블을 부드럽게 하면(label smoothing) D*(x) = (αp + βq) / (p + q)입니다. 이진 교차 엔트로피와 최소제곱
    손실 모두에서 그렇습니다.

    Args:
        real_density: 진짜의 확률 밀도 p(x), 모양은 자유, 0 이상.
        fake_density: 가짜의 확률 밀도 q(x), 같은 모양, 0 이상.
        real_label: 진짜에 붙이는 레이블 α, 0에서 1.
        fake_label: 가짜에 붙이는 레이블 β, 0에서 1.

    Returns:
        같은 모양의 float64 배열, 값은 [0, 1]. 둘 다 0인 곳은 아무 답이나 최선이므로 1/2로 둡니다.

    Reference:
        Goodfellow et al. 2014, "Generative Adversarial Nets", 명제 1; 레이블은 Salimans et al. 2016,
        "Improved Techniques for Training GANs", 3.4절.
    """
    real, fake = _densities("optimal_discriminator", real_density, fake_density)
    if not (0 <= real_label <= 1 and 0 <= fake_label <= 1):
        raise ValueError(
            f"optimal_discriminator: 레이블이 {real_label:g}과 {fake_label:g}입니다. 둘 다 0에서 1 사이여야 합니다."
        )
    total = real + fake
    return np.divide(real_label * real + fake_label * fake, total, out=np.full(total.shape, 0.5), where=total > 0)


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
    return _within_range(trapezoid(rel_entr(2 * real, total) + rel_entr(2 * fake, total), grid) / 4)


def discrete_divergence(real_shares, fake_shares):
    """칸으로 나눈 두 분포의 옌센-섀넌 발산: 같으면 꼭 0, 겹치지 않으면 ln 2.

    Args:
        real_shares, fake_shares: 칸마다의 몫 [n], 0 이상, 저마다의 합이 1.

    Returns:
        float: 0 이상 ln 2 이하(나트).

    Raises:
        ValueError: 모양이 다르거나, 음수가 있거나, 합이 1이 아닐 때.

    Reference:
        Lin 1991, "Divergence Measures Based on the Shannon Entropy".
    """
    real, fake = _densities("discrete_divergence", real_shares, fake_shares)
    for name, shares in (("진짜", real), ("가짜", fake)):
        if abs(shares.sum() - 1) > 1e-6:
            raise ValueError(
                f"discrete_divergence: {name}의 몫의 합이 {shares.sum():.6f}입니다. 칸마다의 몫을 합으로 나누어 "
                "1로 맞추십시오. 밀도라면 칸의 넓이를 곱하고, 격자 밖의 몫도 한 칸으로 넣으십시오."
            )
    total = real + fake
    return _within_range(np.sum(rel_entr(2 * real, total) + rel_entr(2 * fake, total)) / 4)


def _within_range(divergence):
    """반올림으로 0의 아래나 ln 2의 위로 벗어난 만큼을 되돌립니다."""
    return float(np.clip(divergence, 0, np.log(2)))


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
