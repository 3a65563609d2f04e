"""메모리가 모자랄 때 무엇을 말하는지. 배치가 크면 TensorFlow의 오류가 나는 흉내를 냅니다."""

import numpy as np
import pytest

from gan_course._tensorflow import tf
from gan_course.data import unpaired_dataset
from gan_course.training import CriticGAN, CycleGAN
from gan_course.training.gan import GAN
from tests.training.tiny import (
    GREY,
    NOISE_DIM,
    adam,
    assert_same,
    cyclegan_networks,
    gan_networks,
    random_images,
    state,
)

GREYS = random_images(16, shape=GREY)


def at_most(limit, kind):
    """배치가 `limit`장을 넘으면 메모리가 모자란 모델."""

    class Small(kind):
        def train_step(self, data):
            count = tf.nest.flatten(data)[0].shape[0]
            if count > limit:
                raise tf.errors.ResourceExhaustedError(None, None, "OOM when allocating tensor")
            return super().train_step(data)

    return Small


def new_gan(limit, kind=GAN, **arguments):
    gan = at_most(limit, kind)(*gan_networks(dropout=0), NOISE_DIM, **arguments)
    gan.compile(adam(), adam(), run_eagerly=True)  # 그래프에서는 배치의 크기를 미리 알 수 없습니다
    return gan


@pytest.mark.parametrize(
    ("limit", "batch", "says"),
    [
        (8, 16, "배치 16장.*8장으로 줄여.*배치의 크기를 8로"),
        (3, 16, "배치 16장.*2장으로 줄여"),
        (1, 7, "배치 7장.*1장으로 줄여"),
        (0, 16, "배치 16장.*한 장으로 줄여도.*filters"),
    ],
)
@pytest.mark.parametrize("as_dataset", [False, True], ids=["array", "dataset"])
def test_the_batch_that_fits_is_found_and_the_model_left_alone(limit, batch, says, as_dataset):
    gan = new_gan(limit)
    before = state(gan)
    data = (tf.data.Dataset.from_tensor_slices(GREYS).batch(batch),) if as_dataset else (GREYS, None, batch)
    with pytest.raises(MemoryError, match=says):
        gan.fit(*data, verbose=0)
    assert_same(state(gan), before)


def test_a_batch_in_pieces_stays_a_multiple():
    gan = new_gan(6, CriticGAN, discriminator_steps=5)
    with pytest.raises(MemoryError, match="배치 15장.*5장으로"):
        gan.fit(GREYS[:15], batch_size=15, verbose=0)


def test_two_domains_are_halved_together():
    model = at_most(2, CycleGAN)(*cyclegan_networks())
    model.compile(adam(), adam(), run_eagerly=True)
    with pytest.raises(MemoryError, match="배치 4장.*2장으로"):
        model.fit(unpaired_dataset(random_images(8), random_images(8, seed=1), 4), verbose=0)


def test_a_generator_cannot_be_tried_again_so_half_is_advised():
    gan = new_gan(1)
    with pytest.raises(MemoryError, match="반으로 줄이거나"):
        gan.fit((part for part in np.split(GREYS, 2)), verbose=0)


def test_the_advice_is_true():
    gan = new_gan(8)
    gan.fit(GREYS, batch_size=8, verbose=0)
    assert int(gan.generator_optimizer.iterations) == 2
