"""디랙 GAN(Dirac-GAN): 수 두 개로 된 가장 작은 GAN. 왜 맴도는지, 무엇이 멈추게 하는지 식으로 압니다.

진짜는 0에 놓인 점 하나, 생성자는 점 하나 θ를 내놓고, 판별자는 기울기 하나 ψ인 직선 W(x) = ψ·x입니다.
W는 논문의 부호를 따라 클수록 가짜 같다는 뜻(가짜다움)이라, 클수록 진짜 같은 다른 판별자의 로짓과 부호가 반대입니다.

L(θ, ψ) = f(ψθ) + f(0),   f(t) = -log(1 + e⁻ᵗ),   f'(t) = 1/(1 + eᵗ),   f'(0) = ½

생성자는 L을 줄이고 판별자는 키웁니다. 균형은 (0, 0)이고, R1 벌점은 판별자의 몫에 -γ/2·ψ²을 더합니다.

Reference:
    Mescheder et al. 2018, "Which Training Methods for GANs do actually Converge?", 2절.
"""

import numpy as np
from scipy.special import expit

ORDERS = ("simultaneous", "alternating")


def dirac_step(state, rate, order="simultaneous", gamma=0.0):
    """경사 하강법의 한 걸음.

    Args:
        state: (θ, ψ).
        rate: 두 선수의 학습률 h(0보다 큼).
        order: "simultaneous"는 두 그레이디언트를 같은 자리에서 구하고, "alternating"은 판별자가 먼저
            움직인 다음 생성자가 새 판별자를 보고 움직입니다.
        gamma: R1 벌점의 세기 γ(0 이상).

    Returns:
        새 (θ, ψ), float64 [2].

    Raises:
        ValueError: state의 모양, rate, order, gamma가 맞지 않을 때.
    """
    theta, psi = _checked_state(state)
    _check(rate, order, gamma)
    slope = expit(-theta * psi)
    new_psi = psi + rate * (slope * theta - gamma * psi)
    seen = psi if order == "simultaneous" else new_psi
    return np.array([theta - rate * expit(-theta * seen) * seen, new_psi])


def dirac_orbit(start, rate, steps, order="simultaneous", gamma=0.0):
    """한 걸음을 되풀이한 자취.

    Args:
        start: 처음 (θ, ψ).
        steps: 걸음의 수(1 이상).
        rate, order, gamma: `dirac_step`과 같습니다.

    Returns:
        float64 [steps + 1, 2]. 첫 줄이 start입니다.
    """
    if steps < 1:
        raise ValueError(f"dirac_orbit의 steps가 {steps}입니다. 1 이상의 정수를 주십시오.")
    orbit = [_checked_state(start)]
    for _ in range(steps):
        orbit.append(dirac_step(orbit[-1], rate, order, gamma))
    return np.array(orbit)


def dirac_jacobian(rate, order="simultaneous", gamma=0.0):
    """균형 (0, 0)에서 한 걸음의 야코비 행렬(Jacobian), 축의 차례는 (θ, ψ).

    f'(0) = ½이므로 동시 갱신은

        [ 1     -h/2   ]
        [ h/2   1 - hγ ]

    이고, γ = 0일 때 고윳값은 1 ± ih/2, 스펙트럼 반지름은 √(1 + h²/4)로 언제나 1보다 큽니다.
    교대 갱신은 판별자의 걸음 다음에 생성자의 걸음을 곱한 것이라 행렬식이 1 - hγ입니다. γ = 0이고 h < 4면
    고윳값이 단위원 위에 있어 타원 θ² + ψ² + (h/2)·θψ = 상수를 돕니다. 이것은 균형 둘레를 선형으로 본
    것이라, 균형에서 멀고 걸음이 크면 f가 굽어 있어 궤도가 천천히 벌어집니다.

    Args:
        rate, order, gamma: `dirac_step`과 같습니다.

    Returns:
        float64 [2, 2].
    """
    _check(rate, order, gamma)
    discriminator = np.array([[1, 0], [rate / 2, 1 - rate * gamma]])
    generator = np.array([[1, -rate / 2], [0, 1]])
    if order == "alternating":
        return generator @ discriminator
    return discriminator + generator - np.eye(2)


def dirac_eigenvalues(gamma=0.0):
    """걸음을 한없이 줄인 연속 시간에서 균형 둘레의 고윳값 -γ/2 ± √(γ²/4 - ¼).

    γ = 0이면 ±i/2라서 영원히 돌고, γ > 0이면 실수부가 음수라서 균형으로 모입니다. γ = 1에서 가장 빨리
    모입니다. 그보다 크면 판별자가 너무 느려져 도로 느려집니다.

    Args:
        gamma: R1 벌점의 세기 γ(0 이상).

    Returns:
        complex128 [2]. 허수부(같으면 실수부)가 큰 것이 먼저입니다.
    """
    _check(1.0, "simultaneous", gamma)
    root = np.sqrt(complex(gamma**2 / 4 - 1 / 4))
    return np.array([-gamma / 2 + root, -gamma / 2 - root])


def dirac_spectral_radius(rate, order="simultaneous", gamma=0.0):
    """균형에서 한 걸음의 스펙트럼 반지름을 닫힌 식으로: 행렬의 대각합 T와 행렬식 Δ에서 |T ± √(T² - 4Δ)|/2.

    동시 갱신은 T = 2 - hγ, Δ = 1 - hγ + h²/4이고, 교대 갱신은 T = 2 - hγ - h²/4, Δ = 1 - hγ입니다.

    Args:
        rate, order, gamma: `dirac_step`과 같습니다.

    Returns:
        float: 1보다 크면 균형에서 멀어지고 작으면 모입니다.
    """
    _check(rate, order, gamma)
    damping, turn = rate * gamma, rate**2 / 4
    trace, determinant = (
        (2 - damping - turn, 1 - damping) if order == "alternating" else (2 - damping, 1 - damping + turn)
    )
    root = np.sqrt(complex(trace**2 - 4 * determinant))
    return float(max(abs(trace + root), abs(trace - root)) / 2)


def orbit_spectral_radius(orbit):
    """자취에서 잰 스펙트럼 반지름: 걸음마다의 (앞, 뒤)에 가장 잘 맞는 행렬을 최소제곱으로 찾아 그 반지름을 구합니다.

    균형에 아주 가까운 자취여야 한 걸음이 행렬 곱셈으로 보입니다. `dirac_orbit((1e-4, 0), …)`의 앞부분이면 됩니다.

    Args:
        orbit: [걸음 + 1, 2], 세 줄 이상(`dirac_orbit`).

    Returns:
        float.
    """
    orbit = np.asarray(orbit, np.float64)
    if orbit.ndim != 2 or orbit.shape[1] != 2 or len(orbit) < 3:
        raise ValueError(f"자취의 모양이 {orbit.shape}입니다. [걸음 + 1, 2]이고 세 줄 이상이어야 합니다.")
    matrix, *_ = np.linalg.lstsq(orbit[:-1], orbit[1:], rcond=None)
    return spectral_radius(matrix)


def spectral_radius(matrix):
    """고윳값의 크기 가운데 가장 큰 것. 1보다 크면 균형에서 멀어지고 작으면 모입니다.

    Args:
        matrix: 정사각 행렬 [d, d].
    """
    matrix = np.asarray(matrix, np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"행렬의 모양이 {matrix.shape}입니다. 정사각 행렬 [d, d]를 주십시오.")
    return float(np.abs(np.linalg.eigvals(matrix)).max())


def _checked_state(state):
    state = np.asarray(state, np.float64)
    if state.shape != (2,):
        raise ValueError(f"state의 모양이 {state.shape}입니다. (θ, ψ) 두 수를 주십시오.")
    return state


def _check(rate, order, gamma):
    if order not in ORDERS:
        raise ValueError(f"order가 {order!r}입니다. {', '.join(map(repr, ORDERS))} 가운데 하나를 주십시오.")
    if not rate > 0 or not gamma >= 0:
        raise ValueError(f"rate가 {rate}, gamma가 {gamma}입니다. rate는 0보다 크고 gamma는 0 이상이어야 합니다.")
