"""GAN: `fit`이 한 걸음과 같은지, 표본이 훈련을 흔들지 않는지, 정말 배우는지. 한 걸음은 test_gan_step.py에 있습니다."""

import numpy as np
import pytest

from gan_course._tensorflow import keras, tf
from gan_course.models import mlp_discriminator, mlp_generator
from gan_course.training import GAN
from tests.training.lesson import by_hand
from tests.training.tiny import COLOUR, GREY, NOISE_DIM, adam, assert_same, gan_networks, random_images, state, tiny_gan

# ---- fit ----


@pytest.mark.parametrize(("image_shape", "count", "batch"), [(GREY, 7, 4), (COLOUR, 3, 1), (COLOUR, 2, 8)])
def test_fit_keeps_partial_batches(image_shape, count, batch):
    data = tf.data.Dataset.from_tensor_slices(random_images(count, shape=image_shape)).batch(batch)
    gan = tiny_gan(image_shape)
    history = gan.fit(data, epochs=2, verbose=0).history
    steps = 2 * -(-count // batch)
    assert int(gan.generator_optimizer.iterations) == int(gan.discriminator_optimizer.iterations) == steps
    assert set(history) == {"generator_loss", "discriminator_loss"}
    assert all(np.isfinite(values).all() for values in history.values())


def test_labels_that_come_with_the_data_are_left_alone():
    """(이미지, 정답)의 자료를 그대로 주어도 됩니다. `fit`의 인자 y로 주면 물리칩니다(test_fit_checks.py)."""
    images = random_images(6, shape=GREY)
    first, second = tiny_gan(), tiny_gan()
    first.fit(tf.data.Dataset.from_tensor_slices(images).batch(3), verbose=0)
    second.fit(tf.data.Dataset.from_tensor_slices((images, np.arange(6))).batch(3), verbose=0)
    assert_same(state(first.generator), state(second.generator))


def test_fit_agrees_with_eager_steps():
    """그래프로 묶은 fit은 반올림만 다를 수 있습니다."""
    batches = [random_images(4, seed, GREY) for seed in range(3)]
    expected, _ = by_hand(batches)
    gan = tiny_gan()
    gan.fit(tf.data.Dataset.from_tensor_slices(np.concatenate(batches)).batch(4), verbose=0)
    actual = state(gan.generator, gan.discriminator, gan.generator_optimizer, gan.discriminator_optimizer)
    for ours, theirs in zip(actual, expected):
        np.testing.assert_allclose(ours, theirs, atol=2e-5)


def test_losses_start_afresh_each_epoch():
    gan = GAN(*gan_networks(dropout=0), NOISE_DIM)
    gan.compile(keras.optimizers.SGD(0.0), keras.optimizers.SGD(0.0))
    images = tf.constant(random_images(4, shape=GREY))
    once = float(gan.train_step(images)["discriminator_loss"])
    gan.reset_metrics()
    again = float(gan.train_step(images)["discriminator_loss"])
    assert once == pytest.approx(again, abs=0.1)
    assert once != pytest.approx(0.0, abs=0.5)


def test_on_cpu_xla_is_off():
    if tf.config.list_logical_devices("GPU"):
        pytest.skip("GPU가 있는 기계에서는 XLA를 켭니다.")
    assert tiny_gan().jit_compile is False


# ---- 틀린 입력 ----


def test_wrong_noise_dim():
    with pytest.raises(ValueError, match="noise_dim이 7인데 생성자는 길이 6"):
        GAN(*gan_networks(), noise_dim=7)


def test_image_shapes_must_agree():
    generator, _ = gan_networks(GREY)
    _, discriminator = gan_networks(COLOUR)
    with pytest.raises(ValueError, match=r"\(8, 8, 1\).*\(8, 12, 3\).*image_shape"):
        GAN(generator, discriminator, NOISE_DIM)


def test_generate_needs_a_count():
    with pytest.raises(ValueError, match="count가 0"):
        tiny_gan().generate(0)


# ---- 표본 ----


@pytest.mark.parametrize("image_shape", [GREY, COLOUR], ids=["grey", "colour"])
def test_generate(image_shape):
    gan = tiny_gan(image_shape)
    samples = gan.generate(5, seed=1)
    assert isinstance(samples, np.ndarray)
    assert (samples.shape, samples.dtype) == ((5, *image_shape), np.float32)
    assert np.abs(samples).max() <= 1
    np.testing.assert_array_equal(samples, gan.generate(5, seed=1))
    np.testing.assert_allclose(samples, gan.generate(5, seed=1, batch_size=2), atol=1e-6)
    assert not np.array_equal(samples, gan.generate(5, seed=2))
    np.testing.assert_array_equal(gan.generate(3), gan.generate(3, seed=gan.seed))
    assert gan.generate(1).shape == (1, *image_shape)


def test_generate_uses_the_average():
    gan = tiny_gan(average_decay=0.9)
    gan.train_step(tf.constant(random_images(4, shape=GREY)))
    noise = keras.random.normal((5, NOISE_DIM), seed=1)
    samples = gan.generate(5, seed=1)
    np.testing.assert_allclose(samples, gan.average_generator(noise, training=False), atol=1e-6)
    assert not np.allclose(samples, gan.generator(noise, training=False), atol=1e-6)
    np.testing.assert_allclose(gan(noise), samples, atol=1e-6)


@pytest.mark.parametrize("seed", [None, 5])
def test_generate_does_not_disturb_training(seed):
    images = tf.constant(random_images(4, shape=GREY))
    plain, disturbed = tiny_gan(), tiny_gan()
    for gan in (plain, disturbed):
        gan.train_step(images)
        if gan is disturbed:
            gan.generate(3, seed=seed)
        gan.train_step(images)
    assert_same(state(plain), state(disturbed))


def test_noise_changes_from_step_to_step_also_inside_fit():
    """그래프로 묶일 때 잡음이 상수로 굳으면 훈련이 망가집니다."""
    seen = []

    class Spy(GAN):
        def sample_noise(self, count):
            noise = super().sample_noise(count)
            tf.py_function(lambda value: seen.append(value.numpy()), [noise], [])
            return noise

    gan = Spy(*gan_networks(), NOISE_DIM)
    gan.compile(adam(), adam())
    gan.fit(random_images(8, shape=GREY), batch_size=4, epochs=2, verbose=0)
    assert len(seen) == 4
    assert len({value.tobytes() for value in seen}) == 4


# ---- 배움 ----


def test_a_gan_learns_a_point_cloud():
    """(2, -1) 둘레의 점을 흉내 냅니다. 훈련하기 전의 거리의 4분의 1 안으로 들어와야 합니다."""
    keras.utils.set_random_seed(0)
    centre = np.array([2.0, -1.0], np.float32)
    points = centre + 0.3 * np.random.default_rng(0).normal(size=(1024, 2)).astype(np.float32)
    gan = GAN(mlp_generator(2, 2, 32), mlp_discriminator(2, 32), noise_dim=2, average_decay=0.98)
    gan.compile(*(keras.optimizers.Adam(2e-3, beta_1=0.5) for _ in range(2)))
    before = np.linalg.norm(gan.generate(500).mean(axis=0) - centre)
    gan.fit(points, batch_size=64, epochs=15, verbose=0)
    samples = gan.generate(500)
    assert np.linalg.norm(samples.mean(axis=0) - centre) < before / 4
    assert 0.05 < samples.std(axis=0).mean() < 1.0  # 한 점으로 무너지지도, 퍼지지도 않았습니다
