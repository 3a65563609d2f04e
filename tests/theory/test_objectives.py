"""닫힌 꼴의 손실과 기울기가 훈련에 쓰는 `losses`와 같은지, 부드러운 레이블의 최적 판별자가 정말 최적인지."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import expit

from gan_course import losses, theory
from gan_course._tensorflow import tf
from gan_course.objectives import distinct_objectives

PACKAGE = {
    "비포화": (losses.generator_loss, losses.discriminator_loss),
    "포화": (losses.saturating_generator_loss, losses.discriminator_loss),
    "최소제곱": (losses.least_squares_generator_loss, losses.least_squares_discriminator_loss),
    "힌지": (losses.hinge_generator_loss, losses.hinge_discriminator_loss),
    "바서슈타인": (losses.wasserstein_generator_loss, losses.wasserstein_discriminator_loss),
    "상대론적": (losses.relativistic_generator_loss, losses.relativistic_discriminator_loss),
}


def taped(function, logit):
    variable = tf.Variable([[logit]], dtype=tf.float64)
    with tf.GradientTape() as tape:
        loss = function(variable)
    return float(loss), float(tape.gradient(loss, variable)[0, 0])


@pytest.mark.parametrize("logit", [-4.3, -1.7, -0.2, 0.4, 2.6])
@pytest.mark.parametrize("name", [objective.label for objective in distinct_objectives()])
def test_each_objective_is_the_packages_loss(name, logit):
    generator, discriminator = PACKAGE[name]
    zero = tf.zeros((1, 1), tf.float64)
    ours = theory.objective_at(name, logit)
    if name == "상대론적":  # 짝의 로짓이 0
        theirs = {
            "real": taped(lambda a: discriminator(a, zero), logit),
            "fake": taped(lambda a: discriminator(zero, a), logit),
            "generator": taped(lambda a: generator(zero, a), logit),
        }
    else:  # 다른 쪽의 몫(상수)을 빼면 한쪽의 손실이 남습니다
        at_zero = theory.objective_at(name, 0.0)
        theirs = {
            "real": taped(lambda a: discriminator(a, zero) - float(at_zero["fake"][0]), logit),
            "fake": taped(lambda a: discriminator(zero, a) - float(at_zero["real"][0]), logit),
            "generator": taped(generator, logit),
        }
    for role, pair in theirs.items():
        np.testing.assert_allclose(ours[role], pair, atol=1e-6, err_msg=role)


@pytest.mark.parametrize("labels", [(1.0, 0.0), (0.9, 0.0), (0.9, 0.1)])
@pytest.mark.parametrize(("name", "output"), [("비포화", expit), ("최소제곱", lambda a: a)])
def test_the_smoothed_optimum_minimises_the_smoothed_loss(name, output, labels):
    """p를 무게로 한 진짜의 손실과 q를 무게로 한 가짜의 손실의 합을 가장 작게 하는 출력이 (αp + βq)/(p + q)입니다."""
    p, q = 0.3, 0.8

    def cost(logit):
        here = theory.objective_at(name, logit, *labels)
        return p * here["real"][0] + q * here["fake"][0]

    found = output(minimize_scalar(cost, bounds=(-15, 15), method="bounded", options={"xatol": 1e-9}).x)
    assert found == pytest.approx(float(theory.optimal_discriminator(p, q, *labels)), abs=1e-5)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: theory.objective_at("없음", 0.0), "'없음'"),
        (lambda: theory.objective_at("비포화", 0.0, 0.2, 0.3), "진짜의 것이 더 커야"),
        (lambda: theory.objective_at("비포화", 0.0, 1.2), "0에서 1 사이"),
        (lambda: theory.optimal_discriminator(1.0, 1.0, 1.5), "0에서 1 사이"),
    ],
)
def test_wrong_input_is_explained(call, words):
    with pytest.raises(ValueError, match=words):
        call()
