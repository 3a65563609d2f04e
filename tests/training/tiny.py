"""한 걸음의 셈만 보면 되는 시험이 나누어 쓰는 작은 모델. 가중치가 커서 그레이디언트가 틀리면 표가 납니다."""

import os

import numpy as np
import pytest

from gan_course._tensorflow import keras, tf
from gan_course.models import dcgan_discriminator, dcgan_generator
from gan_course.training import GAN, CycleGAN, Pix2Pix

SIZE = 8
NOISE_DIM = 6
GREY = (SIZE, SIZE, 1)
COLOUR = (SIZE, 12, 3)
layers = keras.layers
real_bfloat16 = pytest.mark.skipif(
    "ONEDNN_MAX_CPU_ISA" in os.environ,
    reason="AVX-512인 CPU를 ONEDNN_MAX_CPU_ISA로 속이면 oneDNN이 bfloat16의 합성곱에서 오류를 내거나 프로세스째 멈춥니다",
)


def random_images(count, seed=0, shape=(SIZE, SIZE, 3)):
    return np.random.default_rng(seed).uniform(-1, 1, (count, *shape)).astype(np.float32)


def adam(rate=1e-3):
    return keras.optimizers.Adam(rate, beta_1=0.5)


# ---- GAN ----


def gan_networks(image_shape=GREY, dropout=0.3):
    """같은 씨앗이면 가중치도, 드롭아웃의 난수도 같은 두 신경망."""
    keras.utils.set_random_seed(3)
    return (
        dcgan_generator(NOISE_DIM, image_shape, filters=4),
        dcgan_discriminator(image_shape, filters=4, dropout=dropout),
    )


def tiny_gan(image_shape=GREY, seed=0, dropout=0.3, **arguments):
    gan = GAN(*gan_networks(image_shape, dropout), NOISE_DIM, seed=seed, **arguments)
    gan.compile(adam(), adam())
    return gan


# ---- CycleGAN ----


def cyclegan_networks(channels=3):
    def network(*parts):
        return keras.Sequential([keras.Input((SIZE, SIZE, channels)), *parts])

    generators = [
        network(
            layers.Conv2D(4, 3, padding="same", activation="relu"),
            layers.Conv2D(channels, 3, padding="same", activation="tanh"),
        )
        for _ in range(2)
    ]
    discriminators = [
        network(layers.Conv2D(4, 4, strides=2), layers.LeakyReLU(0.2), layers.Conv2D(1, 3)) for _ in range(2)
    ]
    return generators + discriminators


def tiny_cyclegan(channels=3, learning_rates=(0.05, 0.05), optimizer=keras.optimizers.SGD, seed=0, **arguments):
    keras.utils.set_random_seed(seed)
    model = CycleGAN(*cyclegan_networks(channels), **arguments)
    model.compile(*(optimizer(rate) for rate in learning_rates))
    return model


# ---- Pix2Pix ----


def pix2pix_networks(channels=(3, 3), dropout=0.0):
    x = keras.Input((SIZE, SIZE, channels[0]))
    hidden = layers.Conv2D(4, 3, padding="same", activation="relu")(x)
    if dropout:
        hidden = layers.Dropout(dropout)(hidden)
    generator = keras.Model(x, layers.Conv2D(channels[1], 3, padding="same", activation="tanh")(hidden))
    condition, y = (keras.Input((SIZE, SIZE, c)) for c in channels)
    pair = layers.Concatenate()([condition, y])
    hidden = layers.LeakyReLU(0.2)(layers.Conv2D(4, 4, strides=2)(pair))
    return generator, keras.Model([condition, y], layers.Conv2D(1, 3)(hidden))


def tiny_pix2pix(
    channels=(3, 3), learning_rates=(0.05, 0.05), optimizer=keras.optimizers.SGD, seed=0, dropout=0.0, **arguments
):
    keras.utils.set_random_seed(seed)
    compiled = {name: arguments.pop(name) for name in ("generator_loss", "discriminator_loss") if name in arguments}
    model = Pix2Pix(*pix2pix_networks(channels, dropout), **arguments)
    model.compile(*(optimizer(rate) for rate in learning_rates), **compiled)
    return model


def pair(count, seed, channels=(3, 3)):
    """(x, y) 한 배치."""
    return tuple(tf.constant(random_images(count, s, (SIZE, SIZE, c))) for s, c in zip((seed, seed + 1000), channels))


# ---- 견주기 ----


def state(*parts):
    """모델이나 신경망의 가중치, 배치 정규화의 통계, 난수의 상태까지 모두. 컴파일한 모델이라면 모멘텀까지."""
    optimizers = [
        getattr(part, f"{side}_optimizer")
        for part in parts
        for side in ("generator", "discriminator")
        if hasattr(part, f"{side}_optimizer")
    ]
    return [variable.numpy() for part in (*parts, *optimizers) for variable in part.variables]


def assert_same(found, expected):
    assert len(found) == len(expected)
    for index, (ours, theirs) in enumerate(zip(found, expected)):
        np.testing.assert_array_equal(ours, theirs, err_msg=f"변수 {index}")


def weights(model, names=None):
    """신경망의 이름 → 훈련되는 가중치의 사본."""
    names = names or (*model.generators, *model.discriminators)
    return {name: [w.numpy().copy() for w in getattr(model, name).trainable_variables] for name in names}


def changed(before, after):
    """가중치가 하나라도 바뀐 신경망의 이름."""
    return [name for name in before if any((b != a).any() for b, a in zip(before[name], after[name]))]


def assert_same_weights(actual, expected, tolerance=1e-5):
    for name in expected:
        for ours, theirs in zip(actual[name], expected[name], strict=True):
            np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance, err_msg=name)
