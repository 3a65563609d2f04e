"""3장 연습의 채점: 테이프와 그레이디언트(3.1, 3.3)."""

import numpy as np

from gan_course._tensorflow import keras, tf
from gan_course.exercises.answer import Wrong
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import normal, players
from gan_course.exercises.values import flat
from gan_course.losses import discriminator_loss, generator_loss

_cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
_IMAGES, _NOISE = normal(5, 3, seed=(3, 1)), normal(5, 2, seed=(3, 2))


@exercise("3.1", "테이프로 기울기 구하기")
def slope() -> Comparison:
    slopes = {3.0: 6.0, 0.7: np.cos(0.7), -1.5: 3 * 2.25 - 2.0}

    def read(answer):
        def watched(function, x):
            try:
                return answer(function, x)
            except Wrong as wrong:
                if "None" not in str(wrong.got):
                    raise
                raise Wrong(
                    "테이프가 x를 지켜보지 않아 None이 나왔습니다. 상수는 저절로 지켜보지 않습니다.",
                    given="f(x) = x², x = 3",
                    expected=6.0,
                    got="None",
                    hint=2,
                ) from None

        return watched

    return Comparison(
        cases=[(tf.square, 3.0), (tf.sin, 0.7), (lambda x: x * x * x - 2.0 * x, -1.5)],
        reference=lambda f, x: slopes[x],
        mistakes=[
            Mistake("기울기가 아니라 함수의 값입니다.", lambda f, x: f(tf.constant(x))),
            Mistake("기울기에 x를 곱했습니다.", lambda f, x: x * slopes[x], hint=2),
            Mistake("기울기의 부호가 뒤집혔습니다.", lambda f, x: -slopes[x], hint=3),
            Mistake("입력 x를 그대로 돌려주었습니다.", lambda f, x: x),
        ],
        read=read,
        tolerance=1e-3,
        describe=lambda f, x: f"x = {x:g}",
    )


def _gradients(variant="right"):
    """한 걸음의 두 그레이디언트를, 이름난 실수 하나를 섞어 구하는 법."""

    training = variant != "not training"

    def gradients(generator, discriminator, images, noise):
        with tf.GradientTape(persistent=True) as tape:
            fakes = generator(noise, training=training)
            fake_output = discriminator(tf.stop_gradient(fakes) if variant == "outside" else fakes, training=training)
            real_output = discriminator(images, training=training)
            gen, disc = generator_loss(fake_output), discriminator_loss(real_output, fake_output)
            if variant == "zero sum":
                gen = -disc
            if variant == "same loss":
                gen = disc
            if variant == "only fakes":
                disc = _cross_entropy(tf.zeros_like(fake_output), fake_output)
            if variant == "swapped":
                disc = discriminator_loss(fake_output, real_output)
        losses = (disc, gen) if variant == "crossed" else (gen, disc)
        return tuple(
            [
                tf.zeros_like(v) if g is None else g
                for g, v in zip(tape.gradient(loss, n.trainable_variables), n.trainable_variables)
            ]
            for loss, n in zip(losses, (generator, discriminator))
        )

    return lambda *case: tuple(map(flat, gradients(*case)))


def _two_lists(answer, generator, discriminator, images, noise):
    """답이 돌려준 두 그레이디언트를 저마다 한 줄로. 목록이 아니거나 변수와 맞지 않으면 그것부터 말합니다."""
    before = flat(generator.get_weights() + discriminator.get_weights())
    result = answer(generator, discriminator, images, noise)
    if (
        not isinstance(result, (tuple, list))
        or len(result) != 2
        or not all(isinstance(r, (tuple, list)) for r in result)
    ):
        raise Wrong(
            "그레이디언트의 목록 두 개를 차례로 돌려주어야 합니다.",
            expected="(생성자의 그레이디언트 목록, 판별자의 그레이디언트 목록)",
            got=type(result).__name__,
        )
    for name, network, gradients in zip(("생성자", "판별자"), (generator, discriminator), result):
        if any(gradient is None for gradient in gradients):
            raise Wrong(
                f"{name}의 그레이디언트에 None이 있습니다. 그 손실까지의 길이 테이프에 없습니다.",
                expected="가짜를 테이프 안에서 만들기" if name == "생성자" else "판별자를 테이프 안에서 부르기",
                got="None",
                hint=2,
            )
        if [tuple(g.shape) for g in gradients] != [tuple(v.shape) for v in network.trainable_variables]:
            raise Wrong(
                f"{name}의 그레이디언트가 {name}의 변수와 모양이 다릅니다. 변수의 목록이 바뀌지 않았는지 보십시오.",
                expected=f"{len(network.trainable_variables)}개",
                got=f"{len(gradients)}개",
                hint=2,
            )
    if not np.array_equal(before, flat(generator.get_weights() + discriminator.get_weights())):
        raise Wrong("가중치까지 움직였습니다. 이 문제에서는 그레이디언트만 구합니다.", hint=1)
    return tuple(map(flat, result))


@exercise("3.3", "두 테이프와 두 그레이디언트")
def two_gradients() -> Comparison:
    def read(answer):
        return lambda *case: _two_lists(answer, *case)

    images = normal(2, 3, seed=(3, 3))
    return Comparison(
        read=read,
        cases=[(*players(), _IMAGES, _NOISE), (*players(), images, normal(2, 2, seed=(3, 4)))],
        reference=_gradients(),
        mistakes=[
            Mistake(
                "training=True를 잊었습니다. 배치 정규화와 드롭아웃이 훈련할 때처럼 움직이지 않습니다.",
                _gradients("not training"),
                hint=3,
            ),
            Mistake("가짜를 테이프 밖에서 만들어 생성자가 배우지 못합니다(모두 0).", _gradients("outside"), hint=2),
            Mistake("두 손실이 서로 바뀌었습니다. 생성자에는 생성자의 손실을 미분하십시오.", _gradients("crossed")),
            Mistake(
                "생성자가 판별자의 손실을 줄이고 있습니다. 위조지폐범이 탐정을 돕는 셈입니다.", _gradients("same loss")
            ),
            Mistake(
                "생성자의 손실로 판별자 손실에 음의 부호를 붙인 것(포화)을 썼습니다.", _gradients("zero sum"), hint=2
            ),
            Mistake("판별자가 진짜를 보지 않았습니다.", _gradients("only fakes"), hint=3),
            Mistake("판별자에게 진짜와 가짜를 거꾸로 가르쳤습니다.", _gradients("swapped"), hint=3),
        ],
        tolerance=1e-5,
        describe=lambda g, d, images, noise: (
            f"작은 두 신경망, 진짜 {len(images)}장, 잡음 {len(noise)}개. 아래는 두 신경망의 그레이디언트"
        ),
    )
