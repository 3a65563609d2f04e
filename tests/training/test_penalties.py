"""기울기 벌점: 닫힌 식, 배정밀도의 유한 차분, 배치의 평균, 바깥 테이프."""

import numpy as np
import pytest

from gan_course._tensorflow import keras, tf
from gan_course.training import gradient_penalty, zero_centered_gradient_penalty


def linear(weights):
    weights = tf.constant(weights, tf.float64)
    return lambda images, training: tf.linalg.matvec(tf.reshape(images, [len(images), -1]), weights)


def smooth(seed=0):
    keras.utils.set_random_seed(seed)
    return keras.Sequential(
        [
            keras.Input((3, 3, 1), dtype="float64"),
            keras.layers.Conv2D(4, 2, activation="tanh", dtype="float64"),
            keras.layers.Flatten(dtype="float64"),
            keras.layers.Dense(1, dtype="float64"),
        ]
    )


def images(count, seed):
    return tf.constant(np.random.default_rng(seed).normal(size=(count, 3, 3, 1)))


@pytest.mark.parametrize("count", [1, 5])
def test_a_linear_discriminator_has_known_penalties(count):
    weights = np.arange(9) / 4
    size = np.linalg.norm(weights)
    discriminator = linear(weights)
    assert float(zero_centered_gradient_penalty(discriminator, images(count, 0))) == pytest.approx(size**2)
    penalty = gradient_penalty(discriminator, images(count, 0), images(count, 1), seed=0)
    assert float(penalty) == pytest.approx((size - 1) ** 2)


def test_slopes_against_finite_differences():
    discriminator, batch, step = smooth(), images(4, 0), 1e-5
    squared = np.zeros(4)
    for place in np.ndindex(3, 3, 1):
        nudge = np.zeros((4, 3, 3, 1))
        nudge[(slice(None), *place)] = step
        ahead, behind = discriminator(batch + nudge), discriminator(batch - nudge)
        squared += ((ahead - behind).numpy().ravel() / (2 * step)) ** 2
    assert float(zero_centered_gradient_penalty(discriminator, batch)) == pytest.approx(squared.mean(), rel=1e-6)


@pytest.mark.parametrize(
    "penalty",
    [
        lambda discriminator: zero_centered_gradient_penalty(discriminator, images(4, 0)),
        lambda discriminator: gradient_penalty(discriminator, images(4, 0), images(4, 1), seed=3),
    ],
    ids=["R1", "WGAN-GP"],
)
def test_the_penalty_itself_can_be_differentiated(penalty):
    discriminator, step = smooth(), 1e-5
    with tf.GradientTape() as tape:
        value = penalty(discriminator)
    kernel = discriminator.trainable_variables[0]
    gradient = tape.gradient(value, kernel).numpy()
    original = kernel.numpy()
    for place in [(0, 0, 0, 0), (1, 1, 0, 2), (0, 1, 0, 3)]:
        moved = []
        for sign in (1, -1):
            shifted = original.copy()
            shifted[place] += sign * step
            kernel.assign(shifted)
            moved.append(float(penalty(discriminator)))
        assert gradient[place] == pytest.approx((moved[0] - moved[1]) / (2 * step), rel=1e-5, abs=1e-9)


def test_points_lie_between_real_and_fake_uniformly():
    seen = []

    def spy(points, training):
        seen.append(points.numpy().ravel())
        return points

    gradient_penalty(spy, tf.zeros((4000, 1), tf.float64), tf.ones((4000, 1), tf.float64), seed=0)
    (mix,) = seen
    assert 0 <= mix.min() and mix.max() <= 1
    counts, _ = np.histogram(mix, bins=10, range=(0, 1))
    assert np.abs(counts - 400).max() < 100


def test_a_flat_discriminator_has_finite_gradients():
    discriminator = smooth()
    discriminator.layers[-1].kernel.assign(tf.zeros_like(discriminator.layers[-1].kernel))
    with tf.GradientTape() as tape:
        value = gradient_penalty(discriminator, images(3, 0), images(3, 1), seed=0)
    gradients = tape.gradient(value, discriminator.trainable_variables)
    assert float(value) == pytest.approx(1.0, abs=1e-5)
    assert all(np.isfinite(gradient).all() for gradient in gradients if gradient is not None)


def test_unequal_batches_are_refused():
    with pytest.raises(ValueError, match="짝지어"):
        gradient_penalty(smooth(), images(4, 0), images(1, 1), seed=0)
