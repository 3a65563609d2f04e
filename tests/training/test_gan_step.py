"""GAN의 한 걸음이 수업의 코드와 한 비트까지 같은지."""

import ast
import inspect
import textwrap

import numpy as np
import pytest

from gan_course import losses
from gan_course._tensorflow import keras, tf
from gan_course.training import GAN
from tests.training.lesson import by_hand, lesson_step, train_step_of_chapter_3
from tests.training.tiny import (
    COLOUR,
    GREY,
    NOISE_DIM,
    adam,
    assert_same,
    gan_networks,
    random_images,
    state,
    tiny_gan,
)


def same(left, right):
    return all(np.array_equal(a, b) for a, b in zip(left, right))


@pytest.mark.parametrize("image_shape", [GREY, COLOUR], ids=["grey", "colour"])
@pytest.mark.parametrize("sizes", [[5], [1], [5, 5, 2]], ids=["batch", "batch_of_one", "partial_last"])
def test_train_step_equals_the_lesson_exactly(image_shape, sizes):
    batches = [random_images(size, seed, image_shape) for seed, size in enumerate(sizes)]
    expected, step_losses = by_hand(batches, image_shape)
    gan = tiny_gan(image_shape)
    for images in batches:
        logs = gan.train_step(tf.constant(images))
    assert_same(
        state(gan.generator, gan.discriminator, gan.generator_optimizer, gan.discriminator_optimizer),
        expected,
    )
    # 돌려주는 손실은 이 에포크에서 지금까지의 평균입니다.
    for name, values in zip(("generator_loss", "discriminator_loss"), zip(*step_losses)):
        assert float(logs[name]) == pytest.approx(np.mean(values), rel=1e-6)


def test_alternating_updates_would_be_noticed():
    """판별자를 먼저 고치고 다시 앞으로 계산하면 생성자가 다르게 움직입니다: 위의 시험이 잡는 잘못."""
    images = random_images(5, shape=GREY)
    generator, discriminator = gan_networks(dropout=0)
    wrong_generator, wrong_discriminator = gan_networks(dropout=0)
    noise = keras.random.normal((5, NOISE_DIM), seed=0)
    lesson_step(images, noise, generator, discriminator, adam(), adam())

    with tf.GradientTape() as tape:
        fake_output = wrong_discriminator(wrong_generator(noise, training=True))
        loss = losses.discriminator_loss(wrong_discriminator(images), fake_output)
    variables = wrong_discriminator.trainable_variables
    adam().apply_gradients(zip(tape.gradient(loss, variables), variables))
    with tf.GradientTape() as tape:
        loss = losses.generator_loss(wrong_discriminator(wrong_generator(noise, training=True)))
    variables = wrong_generator.trainable_variables
    adam().apply_gradients(zip(tape.gradient(loss, variables), variables))

    assert_same(state(wrong_discriminator), state(discriminator))
    assert not same(state(wrong_generator), state(generator))


def test_both_gradients_are_taken_before_either_update(monkeypatch):
    events = []
    gradient = tf.GradientTape.gradient

    def spied_gradient(tape, *args, **kwargs):
        events.append("gradient")
        return gradient(tape, *args, **kwargs)

    gan = tiny_gan()
    monkeypatch.setattr(tf.GradientTape, "gradient", spied_gradient)
    for name in ("generator", "discriminator"):
        optimizer = getattr(gan, f"{name}_optimizer")

        def spied_apply(pairs, name=name, apply=optimizer.apply_gradients):
            events.append(name)
            return apply(pairs)

        monkeypatch.setattr(optimizer, "apply_gradients", spied_apply)
    gan.train_step(tf.constant(random_images(4, shape=GREY)))
    assert events[:2] == ["gradient", "gradient"]
    assert sorted(events[2:]) == ["discriminator", "generator"]


@pytest.mark.parametrize("still", ["generator", "discriminator"])
def test_one_player_never_moves_the_other(still):
    """한쪽의 학습률이 0이면 그쪽의 훈련되는 가중치는 한 비트도 움직이지 않습니다."""
    gan = GAN(*gan_networks(), NOISE_DIM)
    rates = {"generator": 0.1, "discriminator": 0.1, still: 0.0}
    gan.compile(*(keras.optimizers.SGD(rates[name]) for name in ("generator", "discriminator")))
    before = {name: [v.numpy() for v in getattr(gan, f"{name}_variables")] for name in rates}
    gan.train_step(tf.constant(random_images(4, shape=GREY)))
    after = {name: [v.numpy() for v in getattr(gan, f"{name}_variables")] for name in rates}
    assert_same(after[still], before[still])
    moved = next(name for name in rates if name != still)
    assert not same(after[moved], before[moved])


def test_each_optimizer_holds_only_its_own_variables():
    gan = tiny_gan()
    gan.train_step(tf.constant(random_images(4, shape=GREY)))
    for name in ("generator", "discriminator"):
        variables = getattr(gan, name).trainable_variables
        optimizer = getattr(gan, f"{name}_optimizer")
        assert [id(v) for v in optimizer._trainable_variables] == [id(v) for v in variables]


def test_seed_decides_the_noise():
    images = tf.constant(random_images(4, shape=GREY))
    first, again, other = tiny_gan(seed=1), tiny_gan(seed=1), tiny_gan(seed=2)
    for gan in (first, again, other):
        gan.train_step(images)
    assert_same(state(first.generator), state(again.generator))
    assert not same(state(first.generator), state(other.generator))


def test_step_reads_line_by_line_like_the_lesson():
    """노트북의 한 줄 한 줄이 같은 차례로 들어 있습니다. 더 있는 것은 벌점, 복제본의 몫, 손실의 배율, EMA, 기록입니다."""
    ours = ast.parse(textwrap.dedent(inspect.getsource(GAN.train_step))).body[0]
    spoken = {
        "self.": "",
        "tf.shape(images)[0]": "len(images)",
        "judge_generator(real_output, fake_output)": "generator_loss(fake_output)",
        ", loss_scale(generator_optimizer, gen_loss)": "",
        ", loss_scale(discriminator_optimizer, total_disc_loss)": "",
        "total_disc_loss, ": "disc_loss, ",
    }
    found = code_lines(ours)
    for package, lesson in spoken.items():
        found = [line.replace(package, lesson) for line in found]
    *lines, _ = code_lines(train_step_of_chapter_3())  # return은 다릅니다
    assert len(lines) == 11
    remaining = iter(found)
    for line in lines:
        assert line.replace("losses.", "") in remaining, line


def code_lines(function):
    """문서와 주석을 뺀 줄들."""
    body = [node for node in function.body if not isinstance(getattr(node, "value", None), ast.Constant)]
    return [line.strip() for node in body for line in ast.unparse(node).splitlines()]
