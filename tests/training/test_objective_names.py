"""이름으로 고르는 목적 함수: 논문이 정한 것이 그대로인지, 한 걸음이 되는지."""

import numpy as np
import pytest

from gan_course import losses
from gan_course._tensorflow import tf
from gan_course.models import mlp_discriminator, mlp_generator
from gan_course.objectives import OBJECTIVES, find_objective
from gan_course.training import GAN, CriticGAN, objective_gan


def make(name, **more):
    return objective_gan(name, mlp_generator(2, 2, 4), mlp_discriminator(2, 4), 2, (1e-3, 2e-3), 0.5, **more)


@pytest.mark.parametrize("name", OBJECTIVES)
def test_each_takes_a_step(name):
    gan = make(name)
    losses_found = gan.train_step(tf.random.normal((10, 2), seed=0))
    assert all(np.isfinite(float(value)) for value in losses_found.values())
    assert ("penalty" in losses_found) == bool(OBJECTIVES[name].penalties)
    rates = [float(o.learning_rate) for o in (gan.generator_optimizer, gan.discriminator_optimizer)]
    assert rates == pytest.approx([1e-3, 2e-3])


def test_wgan_gp_is_algorithm_1():
    gan = make("WGAN-GP")
    assert type(gan) is CriticGAN and gan.discriminator_steps == 5
    assert (gan.gradient_penalty_weight, gan.r1_weight, gan.r2_weight) == (0.5, 0, 0)
    assert (gan.generator_optimizer.beta_1, gan.discriminator_optimizer.beta_2) == (0.0, 0.9)
    assert gan.generator_loss is losses.wasserstein_generator_loss


def test_r3gan_is_relativistic_with_both_penalties_and_no_momentum():
    gan = make("R3GAN")
    assert type(gan) is GAN and (gan.r1_weight, gan.r2_weight, gan.gradient_penalty_weight) == (0.5, 0.5, 0)
    assert gan.generator_optimizer.beta_1 == gan.discriminator_optimizer.beta_1 == 0.0
    assert gan.discriminator_loss is losses.relativistic_discriminator_loss


def test_r1_changes_nothing_but_the_penalty():
    plain, regular = find_objective("비포화"), find_objective("비포화 + R1")
    assert regular.penalties == ("r1_weight",) and plain.penalties == ()
    assert (plain.generator_loss, plain.discriminator_loss, plain.betas) == (
        regular.generator_loss, regular.discriminator_loss, regular.betas,
    )  # fmt: skip


def test_saturating_differs_in_the_generator_only():
    assert find_objective("포화").generator_loss is losses.saturating_generator_loss
    assert find_objective("포화").discriminator_loss is find_objective("비포화").discriminator_loss


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(ValueError, match="'없음'.*R3GAN"):
        make("없음")
