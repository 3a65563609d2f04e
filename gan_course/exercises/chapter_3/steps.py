"""3장 연습의 채점: 두 신경망의 한 걸음(3.4, 3.6)."""

import numpy as np

from gan_course._tensorflow import keras, tf
from gan_course.exercises.answer import Wrong
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.grading import exercise
from gan_course.exercises.observing import Observation, Symptom
from gan_course.exercises.stand_ins import normal, players
from gan_course.exercises.values import ANYTHING, close, flat
from gan_course.losses import discriminator_loss, generator_loss

_IMAGES, _NOISE = normal(5, 3, seed=(3, 1)), normal(5, 2, seed=(3, 2))


def _step(variant="right", rate=0.1):
    """한 걸음 뒤의 가중치를, 이름난 실수 하나를 섞어 구하는 법. 경사 하강법은 SGD입니다."""

    def move(network, gradients, sign=1.0):
        for variable, gradient in zip(network.trainable_variables, gradients):
            variable.assign_sub(sign * rate * gradient)

    training = variant != "not training"

    def losses(generator, discriminator):
        fake_output = discriminator(generator(_NOISE, training=training), training=training)
        return generator_loss(fake_output), discriminator_loss(discriminator(_IMAGES, training=training), fake_output)

    def step():
        generator, discriminator = players()
        with tf.GradientTape(persistent=True) as tape:
            gen, disc = losses(generator, discriminator)
        of_generator = tape.gradient(gen, generator.trainable_variables)
        of_discriminator = tape.gradient(disc, discriminator.trainable_variables)
        if variant in ("generator first", "discriminator first"):
            first, second = (generator, discriminator) if variant == "generator first" else (discriminator, generator)
            move(first, of_generator if first is generator else of_discriminator)
            with tf.GradientTape() as tape:
                gen, disc = losses(generator, discriminator)
                loss = gen if second is generator else disc
            move(second, tape.gradient(loss, second.trainable_variables))
        else:
            if variant != "generator only":
                move(discriminator, of_discriminator, -1.0 if variant == "ascent" else 1.0)
            if variant == "through":
                move(discriminator, tape.gradient(gen, discriminator.trainable_variables))
            if variant != "discriminator only":
                move(generator, of_generator, -1.0 if variant == "ascent" else 1.0)
        return flat(generator.get_weights()), flat(discriminator.get_weights())

    return lambda: step()


def _stepped(answer):
    """답이 한 걸음 움직인 두 신경망의 가중치와, 돌려준 두 손실."""
    generator, discriminator = players()
    optimizers = keras.optimizers.SGD(0.1), keras.optimizers.SGD(0.1)
    before = flat(generator.get_weights()), flat(discriminator.get_weights())
    result = answer(generator, discriminator, *optimizers, _IMAGES, _NOISE)
    after = flat(generator.get_weights()), flat(discriminator.get_weights())
    if all(np.array_equal(a, b) for a, b in zip(before, after)):
        raise Wrong(
            "가중치가 하나도 움직이지 않았습니다. apply_gradients를 불렀는지 보십시오.",
            expected="두 신경망의 새 가중치",
            got="그대로",
            hint=2,
        )
    if not isinstance(result, (tuple, list)) or len(result) != 2:
        raise Wrong("두 손실을 (생성자, 판별자)의 차례로 돌려주십시오.", got=type(result).__name__, hint=1)
    return (*after, float(result[0]), float(result[1]))


@exercise("3.4", "GAN의 한 걸음")
def train_step() -> Comparison:
    generator, discriminator = players()
    fake_output = discriminator(generator(_NOISE, training=True), training=True)
    values = (
        float(generator_loss(fake_output)),
        float(discriminator_loss(discriminator(_IMAGES, training=True), fake_output)),
    )

    def weights_after(variant):
        return lambda: (*_step(variant)(), *values)

    def any_losses(variant):
        """손실의 값은 묻지 않고 가중치만 봅니다."""
        return lambda: (*_step(variant)(), ANYTHING, ANYTHING)

    mistakes = [
        ("training=True를 잊었습니다. 배치 정규화와 드롭아웃이 훈련할 때처럼 움직이지 않습니다.", "not training", 1),
        ("생성자만 움직였습니다.", "generator only", 1),
        ("판별자만 움직였습니다.", "discriminator only", 1),
        ("손실을 키우는 쪽으로 움직였습니다. 경사 하강법은 내려갑니다.", "ascent", 2),
        ("생성자의 손실로 판별자까지 움직였습니다. apply_gradients에 준 변수의 목록을 보십시오.", "through", 2),
        (
            "판별자를 먼저 움직인 다음 다시 앞으로 계산했습니다(교대 갱신). 수업에서는 둘 다 구한 다음 움직입니다.",
            "discriminator first",
            3,
        ),
        (
            "생성자를 먼저 움직인 다음 다시 앞으로 계산했습니다(교대 갱신). 수업에서는 둘 다 구한 다음 움직입니다.",
            "generator first",
            3,
        ),
    ]
    return Comparison(
        read=lambda answer: lambda: _stepped(answer),
        cases=[()],
        reference=weights_after("right"),
        mistakes=[
            *(Mistake(what, any_losses(variant), hint) for what, variant, hint in mistakes),
            Mistake("가중치는 옳게 움직였지만 두 손실의 차례가 바뀌었습니다.", lambda: (*_step()(), *values[::-1]), 1),
            Mistake("가중치는 옳게 움직였지만 돌려준 손실이 움직이기 전의 것이 아닙니다.", any_losses("right"), 1),
        ],
        tolerance=1e-5,
        describe=lambda: "작은 두 신경망, SGD(0.1), 진짜 5장, 잡음 5개. 아래는 두 신경망의 가중치와 두 손실",
    )


class _OneStep:
    """답이 생성자의 한 걸음을 움직인 뒤의 두 신경망."""

    def __init__(self, answer):
        generator, discriminator = players()
        self.fresh_generator, self.fresh_discriminator = (flat(n.get_weights()) for n in (generator, discriminator))
        self._right(generator, discriminator)
        self.wanted = flat(generator.get_weights())
        generator, discriminator = players()
        try:
            answer(generator, discriminator, keras.optimizers.SGD(0.1), _NOISE)
        except Wrong as wrong:  # 한 걸음은 값을 돌려주지 않아도 됩니다
            if "None을 돌려주었습니다" not in wrong.misconception:
                raise
        self.frozen = not discriminator.trainable or not discriminator.trainable_variables
        self.generator, self.discriminator = (flat(n.get_weights()) for n in (generator, discriminator))

    @staticmethod
    def _right(generator, discriminator):
        with tf.GradientTape() as tape:
            loss = generator_loss(discriminator(generator(_NOISE, training=True), training=True))
        gradients = tape.gradient(loss, generator.trainable_variables)
        keras.optimizers.SGD(0.1).apply_gradients(zip(gradients, generator.trainable_variables))

    @property
    def moved(self):
        return not close(self.discriminator, self.fresh_discriminator, 1e-7)

    @property
    def learned(self):
        return close(self.generator, self.wanted, 1e-6)


@exercise("3.6", "버그 찾기: 생성자의 걸음에 딸려 간 판별자")
def generator_step() -> Observation:
    return Observation(
        _OneStep,
        [
            Symptom(
                "생성자의 한 걸음이 판별자의 가중치까지 움직입니다.",
                lambda seen: seen.moved and seen.learned,
                untouched=True,
            ),
            Symptom(
                "생성자의 한 걸음이 아직 판별자의 가중치를 움직입니다.",
                lambda seen: seen.moved,
                expected="판별자는 그대로",
                got="판별자의 가중치가 달라짐",
                hint=2,
            ),
            Symptom(
                "증상만 가렸습니다. 판별자를 얼린 채(trainable = False) 두어, 이 뒤로는 판별자가 배우지 못합니다.",
                lambda seen: seen.frozen,
                expected="한 걸음 뒤에도 판별자는 훈련되는 상태",
                got="trainable = False",
                hint=3,
            ),
            Symptom(
                "생성자도 움직이지 않습니다. 막아야 할 것은 판별자뿐입니다.",
                lambda seen: close(seen.generator, seen.fresh_generator, 1e-7),
                expected="생성자의 새 가중치",
                got="그대로",
                hint=2,
            ),
            Symptom(
                "판별자는 그대로이지만 생성자가 다르게 움직였습니다.",
                lambda seen: not seen.learned,
                expected="생성자 손실의 그레이디언트를 따라 한 걸음",
                got="다른 가중치",
                hint=2,
            ),
        ],
    )
