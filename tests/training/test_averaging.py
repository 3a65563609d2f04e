"""생성자 가중치의 지수 이동 평균이 numpy로 따로 계산한 값과 같은지."""

import numpy as np
import pytest

from gan_course._tensorflow import keras, tf
from gan_course.models import dcgan_discriminator, dcgan_generator, mlp_generator
from gan_course.training import GAN
from gan_course.training.averaging import average_copy, update_average


def test_copy_starts_equal_and_apart():
    network = mlp_generator(2, 2, 4)
    copy = average_copy(network)
    assert copy.trainable is False
    assert copy.trainable_variables == []
    for ours, theirs in zip(copy.weights, network.weights):
        assert ours is not theirs
        np.testing.assert_array_equal(ours, theirs)
    network.weights[0].assign_add(tf.ones_like(network.weights[0]))
    assert not np.array_equal(copy.weights[0], network.weights[0])


@pytest.mark.parametrize("decay", [0.0, 0.5, 0.9])
def test_recursion_by_hand(decay):
    network = mlp_generator(2, 2, 4)
    copy = average_copy(network)
    rng = np.random.default_rng(0)
    expected = [weight.numpy().astype(np.float64) for weight in network.weights]
    for _ in range(5):
        values = [rng.normal(size=weight.shape) for weight in network.weights]
        network.set_weights(values)
        expected = [decay * mean + (1 - decay) * value for mean, value in zip(expected, values)]
        update_average(copy, network, decay)
    for ours, theirs in zip(copy.weights, expected):
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6)
    if decay == 0:
        np.testing.assert_allclose(copy.weights[0], network.weights[0], rtol=1e-6)


def test_gan_averages_after_every_step_batch_statistics_included():
    gan = GAN(
        dcgan_generator(3, (8, 8, 1), filters=2),
        dcgan_discriminator((8, 8, 1), filters=2),
        noise_dim=3,
        average_decay=0.8,
    )
    gan.compile(*(keras.optimizers.Adam(1e-2) for _ in range(2)))
    images = np.random.default_rng(0).uniform(-1, 1, (4, 8, 8, 1)).astype(np.float32)
    expected = gan.generator.get_weights()
    assert any("moving_mean" in weight.path for weight in gan.generator.weights)
    for _ in range(4):
        gan.train_step(tf.constant(images))
        now = gan.generator.get_weights()
        expected = [0.8 * mean + 0.2 * value for mean, value in zip(expected, now)]
    for ours, theirs in zip(gan.average_generator.get_weights(), expected):
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6)


def test_averaging_leaves_the_generator_and_its_gradients_alone():
    """평균의 계수가 달라도 훈련되는 생성자는 한 비트도 달라지지 않습니다."""
    results = []
    for decay in (0.0, 0.999):
        keras.utils.set_random_seed(0)
        gan = GAN(
            dcgan_generator(3, (8, 8, 1), filters=2),
            dcgan_discriminator((8, 8, 1), filters=2),
            noise_dim=3,
            average_decay=decay,
        )
        gan.compile(*(keras.optimizers.Adam(1e-2) for _ in range(2)))
        for _ in range(2):
            gan.train_step(tf.zeros((4, 8, 8, 1)))
        results.append(gan.generator.get_weights())
    for first, second in zip(*results):
        np.testing.assert_array_equal(first, second)
