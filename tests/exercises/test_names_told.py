"""새 답을 읽다가 찾은 틀린 이름과 받아들인 오답: 다시 나타나지 않습니다."""

import time

import pytest

from gan_course.exercises import check, grading
from tests.exercises.classroom import grade

_STEP = """
def train_step(generator, discriminator, generator_optimizer, discriminator_optimizer, images, noise):
    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        fake = generator(noise, training=True)
        real_output = discriminator(images, training=True)
        fake_output = discriminator(fake, training=True)
        gen_loss = generator_loss(fake_output)
        disc_loss = discriminator_loss(real_output, fake_output)
    gen_grads = gen_tape.gradient(disc_loss, generator.trainable_variables)
    disc_grads = disc_tape.gradient(disc_loss, discriminator.trainable_variables)
    generator_optimizer.apply_gradients(zip(gen_grads, generator.trainable_variables))
    discriminator_optimizer.apply_gradients(zip(disc_grads, discriminator.trainable_variables))
    return disc_loss, gen_loss
"""
_NOISE = "def sample_noise(images, noise_dim):\n    z = tf.random.normal([len(images), noise_dim])\n    return {}\n"
# (문제, 말해야 할 것, 말하지 말아야 할 것, 답)
_TOLD = [
    ("1.3", "시그모이드를 두 번", "once", "def probability(logit):\n    once = 1 / (1 + np.exp(logit))\n    return 1 / (1 + np.exp(-once))\n"),
    ("1.7", "argmin", "부호가", "def best_threshold(real, fake):\n    c = np.concatenate([real, fake, fake + 1e-9])\n    n = np.array([(real > t).sum() + (fake <= t).sum() for t in c])\n    return np.sort(fake)[np.array([(real > t).sum() + (fake <= t).sum() for t in np.sort(fake)]).argmin()]\n"),
    ("3.1", "first = …", "써야 할 자리", "def slope(function, x):\n    x = tf.Variable(x)\n    with tf.GradientTape() as outer:\n        with tf.GradientTape() as inner:\n            y = function(x)\n        first = inner.gradient(y, x)\n    return outer.gradient(first, x)\n"),
    ("3.2", "배치에 걸쳐 표준화", "맞았습니다", _NOISE.format("(z - tf.reduce_mean(z, axis=0)) / tf.math.reduce_std(z, axis=0)")),
    ("3.2", "이미지마다 표준화", "맞았습니다", _NOISE.format("z / tf.sqrt(tf.reduce_mean(z**2, axis=1, keepdims=True))")),
    ("3.2", "이미지의 값이", "맞았습니다", _NOISE.format("z + tf.reshape(images, [len(images), -1])[:, :noise_dim]")),
    ("3.4", "차례가 바뀌었습니다", "판별자가 생성자의 손실을", _STEP),
    ("3.6", "None을 돌려주었습니다", "맞았습니다", "def generator_step(generator, discriminator, optimizer, noise):\n    with tf.GradientTape() as tape:\n        loss = generator_loss(discriminator(generator(noise, training=True), training=True))\n    variables = generator.trainable_variables\n    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))\n"),
    ("7.5", "스스로 낸 오류", "참일 때", 'def points_between(real, fake, seed):\n    if len(real) != 32:\n        raise ValueError("32장")\n    mix = keras.random.uniform((len(real), 1, 1, 1), seed=seed)\n    return mix * real + (1 - mix) * fake\n'),
]  # fmt: skip


@pytest.mark.parametrize(("number", "says", "never", "code"), _TOLD, ids=[f"{t[0]} {t[1]}" for t in _TOLD])
def test_what_is_said_is_what_was_done(number, says, never, code):
    first = grade(number, code).text.splitlines()[0]
    assert says in first and never not in first, first


@pytest.mark.parametrize(
    "body",
    [
        "np.random.default_rng().normal(size=(len(images), noise_dim))",
        "keras.random.normal((len(images), noise_dim))",
        "tf.random.get_global_generator().normal([len(images), noise_dim])",
    ],
)
def test_noise_of_any_source_is_right(body):
    assert "맞았습니다" in grade("3.2", f"def sample_noise(images, noise_dim):\n    return {body}\n").text


def test_a_slow_check_says_first_that_it_is_looking(monkeypatch, capsys):
    monkeypatch.setattr(grading, "PATIENCE", 0.05)
    monkeypatch.setattr(grading.progress, "record", lambda *_: None)

    def slow(label, probability):
        time.sleep(0.3)
        return label * probability

    check("2.1", slow)
    lines = capsys.readouterr().out.splitlines()
    assert "살피고 있습니다" in lines[0] and "다시 살펴보십시오" in lines[1]


def test_a_quick_check_says_it_once(monkeypatch, capsys):
    monkeypatch.setattr(grading.progress, "record", lambda *_: None)
    check("2.1", lambda label, probability: 0.0 * label * probability)
    assert "살피고" not in capsys.readouterr().out
