"""판별자가 여러 걸음 가는 GAN: 걸음의 수, 손으로 쓴 걸음과 같은 가중치, 저장, 틀린 입력."""

import numpy as np
import pytest

from gan_course import losses
from gan_course._tensorflow import keras, tf
from gan_course.models import mlp_discriminator, mlp_generator
from gan_course.training import GAN, CriticGAN, gradient_penalty


def make(steps, seed=0, kind=CriticGAN):
    keras.utils.set_random_seed(seed)
    arguments = {"discriminator_steps": steps} if kind is CriticGAN else {}
    gan = kind(mlp_generator(2, 2, 5), mlp_discriminator(2, 5), 2, seed=seed, gradient_penalty_weight=10.0, **arguments)
    gan.compile(
        keras.optimizers.SGD(0.05), keras.optimizers.SGD(0.1),
        losses.wasserstein_generator_loss, losses.wasserstein_discriminator_loss,
    )  # fmt: skip
    return gan


def points(count, seed=1):
    return tf.constant(np.random.default_rng(seed).normal(size=(count, 2)), tf.float32)


def same(ours, theirs):
    for a, b in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(a, b, atol=1e-6)


def test_a_step_is_the_algorithm_of_the_paper():
    """알고리즘 1을 손으로: 비평가 두 걸음(새 잡음, 새 배치), 그다음 두 선수가 함께 한 걸음."""
    ours, theirs, batch = make(3), make(3, kind=GAN), points(12)
    ours.train_step(batch)
    for part in (batch[:4], batch[4:8]):
        noise = keras.random.normal((4, 2), seed=theirs.seed_generator)
        fakes = theirs.generator(noise)
        with tf.GradientTape() as tape:
            wasserstein = tf.reduce_mean(theirs.discriminator(fakes)) - tf.reduce_mean(theirs.discriminator(part))
            slopes = gradient_penalty(theirs.discriminator, part, fakes, seed=theirs.seed_generator)
            loss = wasserstein + 10.0 * slopes
        variables = theirs.discriminator.trainable_variables
        for variable, gradient in zip(variables, tape.gradient(loss, variables)):
            variable.assign_sub(0.1 * gradient)
    theirs.train_step(batch[8:])
    same(ours.generator, theirs.generator)
    same(ours.discriminator, theirs.discriminator)


def test_one_step_is_the_plain_gan():
    ours, theirs, batch = make(1), make(1, kind=GAN), points(4)
    ours.train_step(batch)
    theirs.train_step(batch)
    same(ours.discriminator, theirs.discriminator)


def test_only_the_discriminator_moves_in_the_extra_steps():
    gan = make(2)
    before = gan.generator.get_weights()
    gan.train_discriminator(points(4))
    for old, new in zip(before, gan.generator.get_weights()):
        np.testing.assert_array_equal(old, new)


def test_fit_counts_the_steps_of_each_player():
    gan = make(5)
    gan.fit(tf.data.Dataset.from_tensor_slices(points(40)).batch(20), epochs=1, verbose=0)
    assert int(gan.generator_optimizer.iterations) == 2
    assert int(gan.discriminator_optimizer.iterations) == 10


def test_it_is_saved_and_read_back(tmp_path):
    gan = make(3)
    gan.train_step(points(6))
    gan.save(tmp_path / "비평가.keras")
    again = keras.models.load_model(tmp_path / "비평가.keras")
    assert isinstance(again, CriticGAN) and again.discriminator_steps == 3
    gan.train_step(points(6, 2)), again.train_step(points(6, 2))
    same(gan, again)


def test_wrong_input_is_explained():
    with pytest.raises(ValueError, match="discriminator_steps가 0"):
        make(0)
    with pytest.raises(ValueError, match="7장을 3조각으로.*drop_remainder"):
        make(3).train_step(points(7))
