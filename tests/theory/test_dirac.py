"""디랙 GAN: 식의 야코비 행렬을 흔들어 잰 것과, 고윳값의 닫힌 식을 수치와, 자취를 고윳값과 견줍니다."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gan_course import theory
from gan_course.theory.dirac import ORDERS

rates = st.floats(0.01, 2.0)
gammas = st.floats(0.0, 3.0)


@given(rates, st.sampled_from(ORDERS), gammas)
def test_jacobian_is_what_shaking_measures(rate, order, gamma):
    h = 1e-5
    measured = [
        (theory.dirac_step(h * axis, rate, order, gamma) - theory.dirac_step(-h * axis, rate, order, gamma)) / (2 * h)
        for axis in np.eye(2)
    ]
    np.testing.assert_allclose(np.transpose(measured), theory.dirac_jacobian(rate, order, gamma), atol=1e-8)


@given(rates)
def test_simultaneous_spectral_radius_is_the_closed_form(rate):
    radius = theory.spectral_radius(theory.dirac_jacobian(rate))
    assert radius == pytest.approx(np.sqrt(1 + rate**2 / 4), rel=1e-12)
    assert radius > 1


@given(st.floats(0.01, 3.9))
def test_alternating_eigenvalues_lie_on_the_unit_circle(rate):
    jacobian = theory.dirac_jacobian(rate, "alternating")
    assert np.linalg.det(jacobian) == pytest.approx(1, abs=1e-12)
    np.testing.assert_allclose(np.abs(np.linalg.eigvals(jacobian)), 1, atol=1e-9)


@given(st.floats(0.01, 2.0), st.floats(0.0, 1.0))
def test_simultaneous_with_r1_has_a_closed_form_too(rate, gamma):
    """γ ≤ 1이면 고윳값이 켤레 복소수라 |1 + hλ|² = 1 - hγ + h²/4입니다. 그래서 h < 4γ일 때에만 모입니다."""
    radius = theory.spectral_radius(theory.dirac_jacobian(rate, gamma=gamma))
    # γ = 1에서는 고윳값이 겹쳐 수치 고윳값의 오차가 반올림 오차의 제곱근만큼 커집니다.
    assert radius == pytest.approx(np.sqrt(1 - rate * gamma + rate**2 / 4), abs=1e-6)
    if abs(rate - 4 * gamma) > 1e-3:
        assert (radius < 1) == (rate < 4 * gamma)


@given(gammas)
def test_continuous_eigenvalues_agree_with_the_numerical_ones(gamma):
    field = np.array([[0, -0.5], [0.5, -gamma]])  # 걸음마다의 변화를 h로 나눈 것: (J - I)/h
    np.testing.assert_allclose((theory.dirac_jacobian(0.25, gamma=gamma) - np.eye(2)) / 0.25, field, atol=1e-12)
    # 고윳값이 겹치는 γ = 1에서도 정확히 견주려고 특성방정식 λ² + γλ + ¼ = 0에 넣어 봅니다.
    for value in theory.dirac_eigenvalues(gamma):
        assert value**2 + gamma * value + 0.25 == pytest.approx(0, abs=1e-12)
    assert theory.dirac_eigenvalues(gamma).sum() == pytest.approx(np.trace(field))


@given(rates, st.sampled_from(ORDERS), gammas)
def test_closed_form_radius_is_that_of_the_jacobian(rate, order, gamma):
    # 고윳값이 겹치는 곳에서는 수치 고윳값의 오차가 반올림 오차의 제곱근만큼 커집니다.
    numerical = theory.spectral_radius(theory.dirac_jacobian(rate, order, gamma))
    assert theory.dirac_spectral_radius(rate, order, gamma) == pytest.approx(numerical, abs=1e-6)


@given(st.floats(0.05, 1.5), st.sampled_from(ORDERS), st.floats(0.0, 2.0))
def test_the_radius_measured_from_an_orbit_is_the_closed_form(rate, order, gamma):
    orbit = theory.dirac_orbit((1e-4, 0), rate, 8, order, gamma)
    assert theory.orbit_spectral_radius(orbit) == pytest.approx(
        theory.dirac_spectral_radius(rate, order, gamma), abs=1e-4
    )


def test_eigenvalues_by_hand():
    np.testing.assert_allclose(theory.dirac_eigenvalues(0), [0.5j, -0.5j])
    np.testing.assert_allclose(theory.dirac_eigenvalues(1), [-0.5, -0.5])
    np.testing.assert_allclose(theory.dirac_eigenvalues(0.6), [-0.3 + 0.4j, -0.3 - 0.4j])
    slowest = [theory.dirac_eigenvalues(gamma).real.max() for gamma in (0.5, 1.0, 2.0)]
    assert slowest[1] == min(slowest)  # γ = 1에서 가장 빨리 모입니다


def test_simultaneous_orbit_grows_by_the_spectral_radius():
    rate, steps = 0.4, 50
    radius = np.linalg.norm(theory.dirac_orbit((1e-4, 0), rate, steps), axis=1)
    growth = (radius[-1] / radius[0]) ** (1 / steps)
    assert growth == pytest.approx(np.sqrt(1 + rate**2 / 4), rel=1e-6)
    far = np.linalg.norm(theory.dirac_orbit((1, 1), rate, 300), axis=1)
    assert far[-1] > 2.3 * far[0]


def test_alternating_orbit_near_the_equilibrium_stays_on_one_ellipse():
    """선형으로 본 교대 갱신은 θ² + ψ² + (h/2)·θψ를 지킵니다."""
    rate = 0.4
    theta, psi = theory.dirac_orbit((1e-4, 0), rate, 2000, "alternating").T
    invariant = theta**2 + psi**2 + rate / 2 * theta * psi
    np.testing.assert_allclose(invariant, invariant[0], rtol=1e-3)


def test_alternating_orbit_stays_where_simultaneous_runs_away():
    """굽은 f까지 넣은 진짜 걸음 5,000번: 교대는 처음 한 바퀴의 범위에 머물고, 동시는 열 배 넘게 멀어집니다."""
    radius = np.linalg.norm(theory.dirac_orbit((0.3, 0.3), 0.4, 5000, "alternating"), axis=1)
    assert radius[-100:].max() == pytest.approx(radius[:100].max(), rel=0.01)
    assert radius[-100:].min() == pytest.approx(radius[:100].min(), rel=0.01)
    assert np.linalg.norm(theory.dirac_orbit((0.3, 0.3), 0.4, 5000)[-1]) > 10 * radius[0]


def test_alternating_orbit_drifts_when_the_step_and_the_distance_are_large():
    """닫힌 궤도는 균형 둘레를 선형으로 보았을 때의 이야기입니다. 멀고 큰 걸음에서는 천천히 벌어집니다."""
    radius = np.linalg.norm(theory.dirac_orbit((1, 1), 1.0, 5000, "alternating"), axis=1)
    assert radius[-100:].max() > 1.5 * radius[:100].max()


@pytest.mark.parametrize("order", ORDERS)
def test_r1_leads_to_the_equilibrium(order):
    orbit = theory.dirac_orbit((1, 1), 0.4, 400, order, gamma=0.5)
    assert np.linalg.norm(orbit[-1]) < 1e-6


def test_the_gradients_are_those_of_the_objective():
    """L = f(ψθ) + f(0)을 흔들어 잰 그레이디언트로 손수 걸은 걸음과 같습니다."""
    theta, psi, rate, gamma, h = 0.7, -1.2, 0.3, 0.4, 1e-6

    def objective(theta, psi):
        return -np.log1p(np.exp(-psi * theta)) - np.log(2)

    by_theta = (objective(theta + h, psi) - objective(theta - h, psi)) / (2 * h)
    by_psi = (objective(theta, psi + h) - objective(theta, psi - h)) / (2 * h)
    new_psi = psi + rate * (by_psi - gamma * psi)
    np.testing.assert_allclose(
        theory.dirac_step((theta, psi), rate, gamma=gamma), [theta - rate * by_theta, new_psi], atol=1e-9
    )
    by_theta = (objective(theta + h, new_psi) - objective(theta - h, new_psi)) / (2 * h)
    np.testing.assert_allclose(
        theory.dirac_step((theta, psi), rate, "alternating", gamma), [theta - rate * by_theta, new_psi], atol=1e-9
    )


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: theory.dirac_step((1, 2, 3), 0.1), "두 수"),
        (lambda: theory.dirac_step((1, 2), 0), "0보다 크고"),
        (lambda: theory.dirac_step((1, 2), 0.1, gamma=-1), "0 이상"),
        (lambda: theory.dirac_step((1, 2), 0.1, "both"), "both"),
        (lambda: theory.dirac_jacobian(0.1, "both"), "both"),
        (lambda: theory.dirac_eigenvalues(-1), "0 이상"),
        (lambda: theory.dirac_orbit((1, 2), 0.1, 0), "steps가 0"),
        (lambda: theory.spectral_radius(np.zeros((2, 3))), "정사각"),
        (lambda: theory.dirac_spectral_radius(-1), "0보다 크고"),
        (lambda: theory.orbit_spectral_radius(np.zeros((2, 2))), "세 줄 이상"),
    ],
)
def test_wrong_input_is_explained(call, words):
    with pytest.raises(ValueError, match=words):
        call()
