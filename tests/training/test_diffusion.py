"""확산 모델: 섞는 식, 손실, DDIM의 걸음, 틀린 것의 알림. 식으로 아는 답과 견줍니다."""

import numpy as np
import pytest

from gan_course import theory
from gan_course._tensorflow import keras, tf
from gan_course.models import mlp_denoiser, unet_denoiser
from gan_course.models.denoisers import time_waves, waves
from gan_course.training import DiffusionModel
from gan_course.training.diffusion import LAST_TIME, mix, signal_and_noise


class Exact(keras.layers.Layer):
    """점이 하나뿐인 데이터의 가장 좋은 답."""

    def __init__(self, point):
        super().__init__()
        self.point = np.float32(point)

    def get_config(self):
        return {"point": self.point.tolist()}

    def call(self, inputs):
        noisy, time = inputs
        signal, spread = signal_and_noise(time)
        return (noisy - signal * self.point) / spread


def exact_model(point, **options):
    inputs = [keras.Input((2,)), keras.Input((1,))]
    return DiffusionModel(keras.Model(inputs, Exact(point)(inputs)), **options)


def tiny(**options):
    keras.utils.set_random_seed(0)
    return DiffusionModel(mlp_denoiser(units=8, depth=1), **options)


def test_the_shares_keep_the_length_and_mix_by_row():
    time = tf.constant([[0.0], [0.5], [1.0]])
    signal, spread = signal_and_noise(time)
    assert np.allclose(signal**2 + spread**2, 1)
    clean, noise = np.ones((3, 2, 2, 1), np.float32), np.full((3, 2, 2, 1), 10, np.float32)
    mixed = mix(clean, noise, time).numpy()
    assert np.allclose(mixed[:, 0, 0, 0], [1, np.sqrt(0.5) * 11, 10], atol=1e-5)
    assert np.ptp(mixed.reshape(3, -1), axis=1).max() == 0  # 한 장 안에서는 같은 시각입니다


@pytest.mark.parametrize("steps", [1, 2, 7])
def test_with_the_exact_answer_any_number_of_steps_ends_on_the_point(steps):
    model = exact_model([1.0, -2.0])
    assert np.allclose(model.generate(5, seed=1, steps=steps), [1, -2], atol=1e-3)


def test_one_step_moves_along_the_line_between_the_guess_and_the_noise():
    model = exact_model([1.0, -2.0])
    noise = keras.random.normal((4, 2), seed=3)
    time, earlier = 0.8, 0.3
    noisy = mix(tf.constant([[1.0, -2.0]] * 4), noise, tf.fill((4, 1), time))
    wanted = mix(tf.constant([[1.0, -2.0]] * 4), noise, tf.fill((4, 1), earlier))
    assert np.allclose(model.ddim_step(noisy, time, earlier), wanted, atol=1e-4)


def test_the_limit_cuts_the_restored_picture_and_keeps_the_mixture():
    model = exact_model([1.0, -2.0], limit=1.0)
    noisy = tf.constant([[0.3, 0.4]])
    clean, guess = model.denoise(noisy, 0.5)
    assert np.allclose(clean, [[1, -1]], atol=1e-5)
    assert np.allclose(mix(clean, guess, tf.constant([[0.5]])), noisy, atol=1e-5)
    assert np.abs(model.generate(3, steps=4)).max() <= 1


def test_a_step_is_plain_descent_on_the_mean_square_of_the_missed_noise():
    points = tf.constant(np.random.default_rng(0).normal(size=(6, 2)), tf.float32)
    model, by_hand = tiny(average_decay=0.5, seed=4), tiny(average_decay=0.5, seed=4)
    model.compile(keras.optimizers.SGD(0.1))
    loss = model.train_step(points)["loss"]
    random = keras.random.SeedGenerator(4)
    noise = keras.random.normal((6, 2), seed=random)
    time = LAST_TIME * keras.random.uniform((6, 1), seed=random)
    first = by_hand.network.get_weights()
    with tf.GradientTape() as tape:
        missed = by_hand.network([mix(points, noise, time), time]) - noise
        wanted = tf.reduce_mean(missed**2)
    slopes = tape.gradient(wanted, by_hand.network.trainable_variables)
    assert np.isclose(loss, wanted, rtol=1e-5)
    for new, average, old, slope in zip(
        model.network.get_weights(), model.average_network.get_weights(), first, slopes
    ):
        assert np.allclose(new, old - 0.1 * slope, atol=1e-6)
        assert np.allclose(average, (old + new) / 2, atol=1e-6)


def test_training_brings_the_loss_near_the_best_possible_on_a_ring():
    points = theory.ring_of_gaussians(4096, deviation=0.1)
    keras.utils.set_random_seed(0)
    model = DiffusionModel(mlp_denoiser(units=64), seed=0)
    model.compile(keras.optimizers.Adam(3e-3), steps_per_execution=100)
    data = tf.data.Dataset.from_tensor_slices(points).shuffle(4096, seed=0).batch(256, drop_remainder=True).repeat()
    model.fit(data, epochs=1, steps_per_epoch=600, verbose=0)
    made = model.generate(500, seed=1)
    apart = np.linalg.norm(made[:, None] - theory.ring_centers(), axis=2)
    assert np.bincount(apart.argmin(axis=1)[apart.min(axis=1) < 0.4], minlength=8).min() > 20
    assert np.array_equal(made, model.generate(500, seed=1)) and not np.array_equal(made, model.generate(500, seed=2))
    assert np.allclose(made, model.generate(500, seed=1, batch_size=7), atol=1e-4)


def test_the_unet_starts_blind_to_the_time_and_ends_on_the_image_s_shape():
    keras.utils.set_random_seed(0)
    network = unet_denoiser((12, 8, 3), filters=4)
    images = np.random.default_rng(0).normal(size=(2, 12, 8, 3)).astype("float32")
    early, late = (network([images, np.full((2, 1), time, "float32")]) for time in (0.1, 0.9))
    assert early.shape == (2, 12, 8, 3)
    assert np.array_equal(early, late)  # 블록의 마지막 합성곱이 0에서 시작합니다
    for layer in network.layers:
        if isinstance(layer, keras.layers.Conv2D) and not layer.kernel.numpy().any():
            layer.kernel.assign(np.random.default_rng(1).normal(0, 0.1, layer.kernel.shape))
    early, late = (network([images, np.full((2, 1), time, "float32")]) for time in (0.1, 0.9))
    assert not np.allclose(early, late, atol=1e-3)


def test_samples_and_answers_come_from_the_average():
    model = tiny()
    given = [tf.constant([[0.3, -0.7]]), tf.constant([[0.4]])]
    before = model(given), model.denoise(given[0], 0.4)[0], model.generate(3)
    model.network.set_weights([0 * weight for weight in model.network.get_weights()])
    after = model(given), model.denoise(given[0], 0.4)[0], model.generate(3)
    assert all(np.array_equal(old, new) for old, new in zip(before, after))
    model.average_network.set_weights(model.network.get_weights())
    assert not np.allclose(model(given), before[0]) and not np.allclose(model.generate(3), before[2])


def test_only_training_calls_the_network_as_training():
    inputs = [keras.Input((2,)), keras.Input((1,))]
    normal = keras.layers.BatchNormalization(momentum=0.0)
    model = DiffusionModel(keras.Model(inputs, normal(inputs[0])))
    model.compile(keras.optimizers.SGD(0.0))
    model.train_step(tf.fill((8, 2), 5.0))
    moved = normal.moving_mean.numpy()
    assert moved.min() > 0.5
    model.generate(8)
    assert np.array_equal(normal.moving_mean, moved)


def test_drawing_without_a_seed_takes_the_model_s_and_leaves_training_s_random_alone():
    model = tiny(seed=4)
    before = model.seed_generator.state.numpy()
    drawn = model.generate(3)
    assert np.array_equal(drawn, model.generate(3)) and np.array_equal(drawn, model.generate(3, seed=4))
    assert np.array_equal(model.seed_generator.state, before)


def test_waves_are_a_sine_and_a_cosine_for_each_frequency():
    values = np.array([[0.3, -0.7]], np.float32)
    wanted = [np.sin(values), np.cos(values), np.sin(2 * values), np.cos(2 * values)]
    assert np.allclose(waves(values, (1, 2)), np.concatenate(wanted, axis=1), atol=1e-6)
    times = np.linspace(0, 1, 101, dtype="float32")[:, None]
    slowest = np.array(time_waves(times))[:, :2]
    assert np.allclose(
        slowest, np.concatenate([np.sin(np.pi / 2 * times), np.cos(np.pi / 2 * times)], axis=1), atol=1e-6
    )


def test_the_unet_s_last_layer_sees_the_image_itself():
    network = unet_denoiser((8, 8, 1), filters=4)
    for weight in network.weights:
        if not weight.path.startswith("noise"):
            weight.assign(0 * weight)
    images = np.random.default_rng(0).normal(size=(2, 8, 8, 1)).astype("float32")
    one, other = network([images, np.full((2, 1), 0.5, "float32")]).numpy()
    assert not np.allclose(one, other, atol=1e-3)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: DiffusionModel(keras.Sequential([keras.Input((2,)), keras.layers.Dense(2)])), "시각"),
        (lambda: tiny(limit=0.0), "limit"),
        (lambda: tiny(average_decay=1.0), "average_decay"),
        (lambda: tiny().generate(0), "count"),
        (lambda: tiny().generate(3, steps=0), "steps"),
        (lambda: tiny().train_step(tf.zeros((4, 3))), "모양"),
        (lambda: unet_denoiser((30, 28, 1)), "4의 배수"),
        (lambda: mlp_denoiser(units=0), "units"),
    ],
)
def test_what_cannot_be_is_refused_in_words(make, said):
    with pytest.raises(ValueError, match=said):
        make()
