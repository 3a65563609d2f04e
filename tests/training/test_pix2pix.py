"""Pix2Pix: `fit`, 배움, 옮기기, 거절. 한 걸음의 셈은 test_pix2pix_step.py에 있습니다."""

import numpy as np
import pytest

from gan_course._tensorflow import keras
from gan_course.data.paired import paired_dataset
from gan_course.training import Pix2Pix, StopOnNonFiniteLoss
from tests.training.tiny import (
    SIZE,
    adam,
    assert_same_weights,
    changed,
    layers,
    pair,
    pix2pix_networks,
    random_images,
    tiny_pix2pix,
    weights,
)

NETWORKS = ("generator", "discriminator")


@pytest.mark.parametrize(
    "count, batch_size, steps, channels", [(5, 2, 3, (3, 3)), (3, 1, 3, (1, 3)), (1, 4, 1, (3, 1))]
)
def test_fit_with_ragged_batches_single_images_grey_and_colour(count, batch_size, steps, channels):
    model = tiny_pix2pix(channels=channels)
    before = weights(model)
    history = model.fit(paired_dataset(*pair(count, 1, channels), batch_size), epochs=2, verbose=0).history
    assert int(model.generator_optimizer.iterations) == 2 * steps
    assert changed(before, weights(model)) == list(NETWORKS)
    assert set(history) == {"generator_loss", "l1_loss", "discriminator_loss"}
    assert all(np.isfinite(values).all() and len(values) == 2 for values in history.values())


def test_the_compiled_step_equals_the_eager_one():
    compiled, eager = tiny_pix2pix(), tiny_pix2pix()
    x, y = pair(2, 1)
    compiled.fit(paired_dataset(x, y, 2), epochs=1, verbose=0)
    # fit은 배치의 차례를 섞지만 평균 손실의 그레이디언트는 차례를 모릅니다.
    eager.train_step((x, y))
    assert_same_weights(weights(compiled), weights(eager), tolerance=1e-4)


def test_training_brings_the_translation_to_the_truth():
    """정답이 색을 뒤집은 것이면, 짝에서 배운 생성자는 처음 보는 이미지의 색도 뒤집습니다."""
    model = tiny_pix2pix(optimizer=adam, learning_rates=(0.02, 1e-3), average_decay=0.5)
    x = random_images(8, 1)
    model.fit(paired_dataset(x, -x, 4, steps=40), epochs=2, verbose=0)
    unseen = random_images(4, 2)
    assert np.abs(model.translate(unseen) + unseen).mean() < 0.5 * np.abs(2 * unseen).mean() / 2


def test_the_average_follows_slowly_and_translates():
    model = tiny_pix2pix(learning_rates=(0.01, 0.5), average_decay=0.75)
    start = [w.numpy() for w in model.average_generator.weights]
    np.testing.assert_array_equal(start[0], model.generator.weights[0])
    model.train_step(pair(2, 1))
    for mean, first, now in zip(model.average_generator.weights, start, model.generator.weights):
        np.testing.assert_allclose(mean, 0.75 * first + 0.25 * now.numpy(), atol=1e-5)
    x = random_images(5, 3)
    np.testing.assert_allclose(model.translate(x, batch_size=2), model.average_generator(x), atol=1e-5)
    np.testing.assert_allclose(model(x), model.average_generator(x), atol=1e-5)


def test_translate_is_repeatable_and_leaves_dropout_off():
    model = tiny_pix2pix(dropout=0.5)
    x = random_images(3, 1)
    once = model.translate(x)
    np.testing.assert_array_equal(once, model.translate(x))
    np.testing.assert_allclose(once[:1], model.translate(x[:1]), atol=1e-6)
    noisy = [model.average_generator(x, training=True).numpy() for _ in range(2)]
    assert np.abs(noisy[0] - noisy[1]).max() > 1e-3


def test_a_non_finite_loss_stops_with_its_name():
    model = tiny_pix2pix()
    kernel = model.generator.trainable_variables[2]  # 마지막 층: ReLU는 NaN을 0으로 지우기도 합니다
    kernel.assign(kernel * np.nan)
    with pytest.raises(FloatingPointError, match="l1_loss = nan"):
        model.fit(paired_dataset(*pair(2, 1), 2), verbose=0, callbacks=[StopOnNonFiniteLoss()])


def test_a_single_image_is_refused_with_the_way_to_mend_it():
    with pytest.raises(ValueError, match=r"\(8, 8, 3\).*images\[None\]"):
        tiny_pix2pix().translate(random_images(1, 1)[0])


def test_one_optimizer_for_both_sides_is_refused():
    model, optimizer = tiny_pix2pix(), keras.optimizers.Adam()
    with pytest.raises(ValueError, match="하나씩 주십시오"):
        model.compile(optimizer, optimizer)


def test_networks_that_do_not_fit_together_are_refused():
    generator, discriminator = pix2pix_networks()
    with pytest.raises(ValueError, match=r"\(8, 8, 3\).*\(8, 8, 1\).*image_shape"):
        Pix2Pix(generator, pix2pix_networks((3, 1))[1])
    unconditional = keras.Sequential([keras.Input((SIZE, SIZE, 3)), layers.Conv2D(1, 4)])
    with pytest.raises(ValueError, match=r"입력이 1개입니다.*조건부 판별자"):
        Pix2Pix(generator, unconditional)
