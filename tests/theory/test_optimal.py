"""최적 판별자와 옌센-섀넌 발산: 정의대로의 계산, 닫힌 식, 성질, 틀린 입력."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.spatial.distance import jensenshannon
from scipy.special import expit
from scipy.stats import norm

from gan_course import losses, theory

GRID = np.linspace(-30, 30, 6001)
means = st.floats(-8, 8)
deviations = st.floats(0.2, 3)


def gaussian(mean, deviation=1.0):
    return norm.pdf(GRID, mean, deviation)


def test_optimal_discriminator_by_hand():
    p, q = np.array([0.3, 0.1, 0.0, 0.2, 0.0]), np.array([0.1, 0.1, 0.4, 0.0, 0.0])
    np.testing.assert_allclose(theory.optimal_discriminator(p, q), [0.75, 0.5, 0.0, 1.0, 0.5])


@given(means, means, deviations, deviations, st.integers(0, 6000))
@settings(max_examples=40, deadline=None)
def test_no_other_answer_is_better_at_any_point(mean_p, mean_q, deviation_p, deviation_q, place):
    p = gaussian(mean_p, deviation_p)[place] + 1e-9
    q = gaussian(mean_q, deviation_q)[place] + 1e-9
    best = minimize_scalar(
        lambda a: -(p * -np.logaddexp(0, -a) + q * -np.logaddexp(0, a)) / (p + q),
        bounds=(-40, 40),
        method="bounded",
        options={"xatol": 1e-9},
    )
    assert theory.optimal_discriminator(p, q) == pytest.approx(expit(best.x), abs=1e-4)


@given(means, means, deviations, deviations)
@settings(max_examples=40, deadline=None)
def test_value_at_the_optimum_is_the_divergence(mean_p, mean_q, deviation_p, deviation_q):
    p, q = gaussian(mean_p, deviation_p), gaussian(mean_q, deviation_q)
    best = theory.optimal_discriminator(p, q)
    divergence = theory.jensen_shannon_divergence(p, q, GRID)
    value = theory.value_function(best, p, q, GRID)
    assert value == pytest.approx(-np.log(4) + 2 * divergence, abs=1e-9)
    # scipy의 jensenshannon은 발산의 제곱근(거리)이고, 1e-300보다 작은 수에서는 무한대를 내기도 합니다.
    whole_p, whole_q = (np.where(density < 1e-290, 0, density) for density in (p, q))
    # 두 밀도가 거의 같으면 반올림으로 음수가 된 발산의 제곱근이라 NaN을 냅니다. 그때의 발산은 0입니다.
    assert divergence == pytest.approx(np.nan_to_num(jensenshannon(whole_p, whole_q)) ** 2, abs=1e-6)
    assert -1e-12 <= divergence <= np.log(2) + 1e-9
    assert divergence == pytest.approx(theory.jensen_shannon_divergence(q, p, GRID), abs=1e-12)
    # 어떤 다른 답도 더 크지 않습니다.
    assert theory.value_function(np.clip(best + 0.05, 0, 1), p, q, GRID) <= value
    assert theory.value_function(np.full_like(p, 0.5), p, q, GRID) <= value + 1e-12


def test_ends_of_the_scale():
    p, far = gaussian(0), gaussian(20)
    assert theory.jensen_shannon_divergence(p, p, GRID) == 0
    assert theory.jensen_shannon_divergence(p, far, GRID) == pytest.approx(np.log(2), abs=1e-6)
    assert theory.value_function(theory.optimal_discriminator(p, p), p, p, GRID) == pytest.approx(-np.log(4))
    assert theory.value_function(theory.optimal_discriminator(p, far), p, far, GRID) == pytest.approx(0, abs=1e-6)
    assert theory.value_function(np.zeros_like(p), p, p, GRID) < -30  # 틀림없이 틀린 답의 벌은 아주 큽니다


def test_disjoint_densities_with_exact_zeros():
    p, q = np.where(GRID < 0, gaussian(-10), 0), np.where(GRID > 0, gaussian(10), 0)
    best = theory.optimal_discriminator(p, q)
    assert theory.value_function(best, p, q, GRID) == pytest.approx(0, abs=1e-12)
    assert theory.jensen_shannon_divergence(p, q, GRID) == pytest.approx(np.log(2))


def test_densities_near_the_smallest_number_do_not_blow_up():
    p = gaussian(0, 0.5) + 5e-324
    q = gaussian(0, 0.25)
    assert np.isfinite(theory.jensen_shannon_divergence(p, q, GRID))
    assert np.isfinite(theory.value_function(theory.optimal_discriminator(p, q), p, q, GRID))


def test_the_loss_on_samples_agrees_with_the_integral():
    # 이론은 적분, 패키지의 손실은 표본 평균: 최적 로짓 log p - log q를 넣으면 -V와 만납니다.
    rng = np.random.default_rng(0)

    def logit(x):
        return (norm.logpdf(x, 0, 1) - norm.logpdf(x, 2, 1)).astype("float32")

    sampled = losses.discriminator_loss(logit(rng.normal(0, 1, 200_000)), logit(rng.normal(2, 1, 200_000)))
    p, q = gaussian(0), gaussian(2)
    value = theory.value_function(theory.optimal_discriminator(p, q), p, q, GRID)
    assert float(sampled) == pytest.approx(-value, abs=0.01)


@pytest.mark.parametrize("function", [theory.jensen_shannon_divergence, theory.optimal_discriminator])
def test_shapes_and_signs_are_checked(function):
    rest = () if function is theory.optimal_discriminator else (GRID,)
    with pytest.raises(ValueError, match=f"{function.__name__}: 진짜 밀도의 모양은 .*같은 격자점"):
        function(gaussian(0), gaussian(0)[:-1], *rest)
    for bad in (-gaussian(0), np.full_like(GRID, np.nan)):
        with pytest.raises(ValueError, match="음수나 NaN"):
            function(gaussian(0), bad, *rest)


def test_the_grid_must_hold_the_whole_density():
    narrow = np.linspace(-1, 1, 101)
    with pytest.raises(ValueError, match="진짜 밀도의 넓이가 0.683.*넓히거나"):
        theory.jensen_shannon_divergence(norm.pdf(narrow), norm.pdf(narrow), narrow)
    with pytest.raises(ValueError, match="가짜 밀도의 넓이"):
        theory.value_function(np.full_like(GRID, 0.5), gaussian(0), gaussian(40), GRID)
    with pytest.raises(ValueError, match="차례로 커지는"):
        theory.jensen_shannon_divergence(gaussian(0), gaussian(0), GRID[::-1])


def test_logits_are_not_probabilities():
    with pytest.raises(ValueError, match="0과 1 사이인 확률.*시그모이드"):
        theory.value_function(np.full_like(GRID, 2.0), gaussian(0), gaussian(0), GRID)


@given(st.lists(st.floats(0.0, 1.0), min_size=3, max_size=3), st.lists(st.floats(0.0, 1.0), min_size=3, max_size=3))
@example([0.0, 0.0, 0.0], [0.0, 0.0, 2.220446049250313e-16])  # 합이 반올림으로 0보다 작아집니다
def test_discrete_divergence_is_scipys(first, second):
    first, second = (np.array(shares) + 1e-3 for shares in (first, second))
    first, second = first / first.sum(), second / second.sum()
    ours = theory.discrete_divergence(first, second)
    assert 0 <= ours <= np.log(2)
    # scipy는 반올림으로 0보다 작아진 발산의 제곱근을 NaN으로 돌려줍니다.
    assert ours == pytest.approx(np.nan_to_num(jensenshannon(first, second)) ** 2, abs=1e-12)


def test_discrete_divergence_at_its_ends():
    assert theory.discrete_divergence([0.25, 0.75], [0.25, 0.75]) == 0
    assert theory.discrete_divergence([1, 0], [0, 1]) == pytest.approx(np.log(2))
    with pytest.raises(ValueError, match="진짜의 몫의 합이 0.5"):
        theory.discrete_divergence([0.5, 0], [0.5, 0.5])
