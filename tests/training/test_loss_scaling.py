"""손실의 배율(float16)과 옵티마이저의 선택들이 Keras의 한 걸음에서처럼 지켜지는지."""

import numpy as np
import pytest

from gan_course import losses
from gan_course._tensorflow import keras, tf
from gan_course.training import GAN, CriticGAN
from tests.training.lesson import lesson_step
from tests.training.tiny import (
    GREY,
    NOISE_DIM,
    SIZE,
    assert_same,
    assert_same_weights,
    gan_networks,
    layers,
    pair,
    random_images,
    tiny_cyclegan,
    tiny_pix2pix,
    weights,
)

LossScaleOptimizer = keras.optimizers.LossScaleOptimizer
SGD = keras.optimizers.SGD
GREYS = tf.constant(random_images(4, shape=GREY))


def gan_of(optimizer, kind=GAN, **arguments):
    keras.utils.set_random_seed(3)
    generator = keras.Sequential(
        [keras.Input((NOISE_DIM,)), layers.Dense(SIZE * SIZE, activation="tanh"), layers.Reshape(GREY)]
    )
    discriminator = keras.Sequential(
        [keras.Input(GREY), layers.Flatten(), layers.Dense(8), layers.LeakyReLU(0.2), layers.Dense(1)]
    )
    gan = kind(generator, discriminator, NOISE_DIM, **arguments)
    gan.compile(optimizer(0.1), optimizer(0.1))
    return gan


STEPS = {
    "gan": (gan_of, GREYS),
    "gan_r1_r2": (lambda o: gan_of(o, r1_weight=1.0, r2_weight=2.0), GREYS),
    "wgan_gp": (lambda o: gan_of(o, gradient_penalty_weight=10.0), GREYS),
    "critic": (lambda o: gan_of(o, CriticGAN, discriminator_steps=2, gradient_penalty_weight=10.0), GREYS),
    "cyclegan": (lambda o: tiny_cyclegan(optimizer=o), (GREYS[..., :1], GREYS[..., :1])),
    "pix2pix": (
        lambda o: tiny_pix2pix(optimizer=o, l1_weight=1.0),
        pair(4, 1),
    ),  # λ가 크면 float16에서 배율부터 줄입니다
}


def stepped(name, optimizer):
    make, data = STEPS[name]
    if name == "cyclegan":
        data = tuple(tf.constant(random_images(2, seed)) for seed in (0, 1))
    model = make(optimizer)
    for _ in range(2):
        model.train_step(data)
    return model


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize(
    "optimizer",
    [lambda rate: LossScaleOptimizer(SGD(rate)), lambda rate: SGD(rate, loss_scale_factor=4096.0)],
    ids=["dynamic", "fixed"],
)
def test_a_scaled_step_equals_the_plain_step(name, optimizer):
    """배율은 2의 거듭제곱이라 float32에서는 곱하고 나누어도 같습니다."""
    assert_same_weights(weights(stepped(name, optimizer)), weights(stepped(name, SGD)), 1e-6)


@pytest.mark.parametrize("name", ["gan", "cyclegan", "pix2pix"])
def test_half_precision_steps_like_single_precision(name):
    """mixed_float16으로 만든 신경망: compile이 저절로 배율을 씌우고, 걸음은 반정밀도의 오차 안에서 같습니다."""
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy("mixed_float16")
    try:
        half = stepped(name, SGD)
    finally:
        keras.config.set_dtype_policy(before)
    for optimizer in (half.generator_optimizer, half.discriminator_optimizer):
        assert isinstance(optimizer, LossScaleOptimizer) and float(optimizer.dynamic_scale) == 2.0**15
    single = stepped(name, SGD)
    moved = weights(STEPS[name][0](SGD))
    for network, values in weights(single).items():
        for index, (one, other, first) in enumerate(zip(values, weights(half)[network], moved[network])):
            error, step = np.abs(one - other).max(), np.abs(one - first).max()
            assert error < 0.05 * step + 1e-6, (network, index)


def test_small_gradients_survive_half_precision():
    """배율이 없으면 float16에서 0이 되는 그레이디언트입니다."""

    def small(real_output, fake_output):
        return 1e-8 * losses.discriminator_loss(real_output, fake_output)

    keras.config.set_dtype_policy("mixed_float16")
    try:
        gans = [GAN(*gan_networks(dropout=0), NOISE_DIM) for _ in range(2)]
    finally:
        keras.config.set_dtype_policy("float32")
    before = weights(gans[0], ["discriminator"])["discriminator"]
    for gan, scale in zip(gans, (True, False)):
        gan.compile(SGD(1e6), SGD(1e6), discriminator_loss=small, auto_scale_loss=scale)
        gan.train_step(GREYS)
    moved = [
        np.abs(np.concatenate([(a - b).ravel() for a, b in zip(weights(gan)["discriminator"], before)])) for gan in gans
    ]
    assert np.mean(moved[0] > 0) > np.mean(moved[1] > 0) + 0.2


def test_a_step_with_infinite_gradients_is_skipped_and_the_scale_halved():
    def infinite(fake_output):
        return losses.generator_loss(fake_output) * np.inf

    gan = gan_of(lambda rate: LossScaleOptimizer(SGD(rate)))
    gan.compile(gan.generator_optimizer, gan.discriminator_optimizer, generator_loss=infinite)
    before = weights(gan)
    gan.train_step(GREYS)
    after = weights(gan)
    assert_same(after["generator"], before["generator"])
    assert any((one != other).any() for one, other in zip(after["discriminator"], before["discriminator"]))
    assert float(gan.generator_optimizer.dynamic_scale) == 2.0**14
    assert float(gan.discriminator_optimizer.dynamic_scale) == 2.0**15
    assert all(np.isfinite(weight.numpy()).all() for weight in gan.average_generator.weights)


# ---- 옵티마이저의 다른 선택 ----

OPTIONS = {
    "clipnorm": {"clipnorm": 0.01},
    "clipvalue": {"clipvalue": 1e-3},
    "global_clipnorm": {"global_clipnorm": 0.01},
    "weight_decay": {"weight_decay": 0.5},
    "use_ema": {"use_ema": True, "ema_momentum": 0.5, "ema_overwrite_frequency": 2},
    "accumulation": {"gradient_accumulation_steps": 2},
}  # fmt: skip


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("wrap", [lambda optimizer: optimizer, LossScaleOptimizer], ids=["plain", "scaled"])
def test_the_options_of_an_optimizer_are_the_lesson_s(option, wrap):
    """노트북의 코드가 같은 옵티마이저로 가는 두 걸음과 견줍니다."""

    def optimizer():
        return keras.optimizers.Adam(0.01, **OPTIONS[option])

    generator, discriminator = gan_networks(dropout=0)
    ours = optimizer(), optimizer()
    noise_source = keras.random.SeedGenerator(0)
    gan = GAN(*gan_networks(dropout=0), NOISE_DIM, seed=0)
    gan.compile(wrap(optimizer()), wrap(optimizer()))
    first = weights(gan)
    for seed in (0, 1):
        images = tf.constant(random_images(4, seed, GREY))
        noise = keras.random.normal((4, NOISE_DIM), seed=noise_source)
        lesson_step(images, noise, generator, discriminator, *ours)
        gan.train_step(images)
        if option == "accumulation" and seed == 0:
            assert_same(weights(gan)["generator"], first["generator"])
    expected = {
        "generator": [variable.numpy() for variable in generator.trainable_variables],
        "discriminator": [variable.numpy() for variable in discriminator.trainable_variables],
    }
    assert_same_weights(weights(gan), expected, 2e-4)
    if option != "accumulation":
        plain = GAN(*gan_networks(dropout=0), NOISE_DIM, seed=0)
        plain.compile(keras.optimizers.Adam(0.01), keras.optimizers.Adam(0.01))
        for seed in (0, 1):
            plain.train_step(tf.constant(random_images(4, seed, GREY)))
        gap = max(
            np.abs(one - other).max() for name in expected for one, other in zip(weights(plain)[name], expected[name])
        )
        assert gap > 1e-3  # 선택이 정말로 무언가를 합니다


def test_the_average_of_an_optimizer_becomes_the_weights_at_the_end():
    """Keras의 fit은 use_ema=True의 평균을 훈련의 끝에 가중치로 옮깁니다."""
    gan = gan_of(lambda rate: SGD(rate, use_ema=True, ema_momentum=0.9))
    gan.fit(GREYS.numpy(), batch_size=1, verbose=0)
    averages = [variable.numpy() for variable in gan.generator_optimizer.variables if "average" in variable.path]
    assert_same(weights(gan)["generator"], averages)
