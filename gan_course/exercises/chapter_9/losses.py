"""9장 연습의 채점: 증강한 두 손실(9.3)."""

import functools

import numpy as np

from gan_course.exercises.answer import Answer, Wrong
from gan_course.exercises.chapter_8.losses import (
    DISCRIMINATOR_LOSSES,
    GENERATOR_LOSSES,
    PAIRS,
    SHOWN,
    TRAINING,
    ones,
    zeros,
)
from gan_course.exercises.chapter_9.players import Changer, Detective, Forger, changed
from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import normal
from gan_course.exercises.values import close
from gan_course.losses import discriminator_loss, generator_loss

_ONCE = 1, 1, 1  # (진짜, 판별자의 가짜, 생성자의 가짜)를 바꾼 횟수
_TIMES = [
    ("아무것도 바꾸지 않았습니다. 진짜와 가짜를 모두 augment로 바꾸어 보이십시오.", (0, 0, 0)),
    ("진짜만 바꾸었습니다. 그러면 증강이 샙니다. 가짜도 바꾸어 보이십시오.", (1, 0, 0)),
    ("가짜만 바꾸었습니다. 진짜도 바꾸어 보이십시오.", (0, 1, 1)),
    ("판별자의 손실에서만 바꾸고 생성자의 손실에는 바꾸지 않은 가짜를 썼습니다. 생성자의 손실에서도 바꾸십시오.", (1, 1, 0)),
    ("생성자의 손실에서만 가짜를 바꾸었습니다. 판별자에게도 진짜와 가짜를 바꾸어 보이십시오.", (0, 0, 1)),
    ("판별자의 손실에서 가짜를 바꾸지 않았습니다. 두 손실에서 모두 바꾼 가짜를 쓰십시오.", (1, 0, 1)),
    ("생성자의 손실에서 가짜를 바꾸지 않았고, 판별자의 손실에서 진짜를 바꾸지 않았습니다.", (0, 1, 0)),
    ("진짜를 두 번 바꾸었습니다. 저마다 한 번씩입니다.", (2, 1, 1)),
    ("가짜를 두 번 바꾸었습니다. 저마다 한 번씩입니다.", (1, 2, 2)),
    ("둘 다 두 번씩 바꾸었습니다. 한 번씩입니다.", (2, 2, 2)),
]  # fmt: skip
_SHOWN = [
    *SHOWN,
    ("가짜를 바꾸지 않고 잡음을 바꾸었습니다. 생성자가 만든 그림을 바꾸십시오.", None),
]


@functools.cache
def _players():
    return Forger(), Detective(), Changer()


def _build(
    times=_ONCE,
    training=(True, True, True),
    shown=lambda x, f: (x, f),
    of_generator=lambda r, f: ones(f),
    of_discriminator=lambda r, f: ones(r) + zeros(f),
    result=lambda g, d, r, f: (g, d),
):
    def both(generator, discriminator, augment, images, noise):
        """TensorFlow를 부르지 않고 NumPy로 셈합니다. 오답이 수백 가지이기 때문입니다."""
        forger, detective, _ = _players()
        images, noise = np.asarray(images), np.asarray(noise)
        scales = forger.training_scale, detective.training_scale, detective.training_scale
        scale = [each if on else 1.0 for each, on in zip(scales, training)]
        of_images, of_fakes, of_own = times
        if shown is None:
            noise, of_fakes, of_own = changed(noise), 0, 0
        fakes = scale[0] * forger.formula(noise, np)

        def judged(pictures, count, at):
            for _ in range(count):
                pictures = changed(pictures)
            return scale[at] * detective.formula(pictures, np)

        first, second = (shown or (lambda x, f: (x, f)))(images, fakes)
        real, fake, own = judged(first, of_images, 1), judged(second, of_fakes, 2), judged(second, of_own, 2)
        return result(of_generator(real, own), of_discriminator(real, fake), real, fake)

    return both


def _reference(generator, discriminator, augment, images, noise):
    generated_image = generator(noise, training=True)
    real_output = discriminator(augment(images), training=True)
    fake_output = discriminator(augment(generated_image), training=True)
    return generator_loss(fake_output), discriminator_loss(real_output, fake_output)


def _learns(cases):
    """두 손실이 저마다 제 신경망까지 이어져 있는지."""

    def slopes(function, place):
        one = Answer(lambda *given: function(*given)[place])
        return one.recorded(cases[0], lambda *given: given[place].trainable_variables)[1]

    def look(answer):
        for place, who in enumerate(("생성자", "판별자")):
            ours, wanted = (slopes(each, place) for each in (answer.function, _reference))
            if any(slope is None for slope in ours):
                raise Wrong(
                    f"값은 맞지만 {who}의 손실에서 {who}까지 가는 길이 끊어졌습니다. {who}가 배우지 못합니다. "
                    "tf 함수로 이어진 텐서를 돌려주십시오.",
                    expected=f"{who}의 변수까지 닿는 그레이디언트",
                    got="그레이디언트 없음(None)",
                )
            if not close(tuple(ours), tuple(wanted)):
                raise Wrong(f"값은 맞지만 {who}의 손실의 그레이디언트가 다릅니다.", named=False)

    return look


@exercise("9.3", "증강한 두 손실")
def augmented_losses() -> Comparison:
    cases = [
        (*_players(), normal(count, 3, seed=(9, 30 + at)), normal(count, 2, seed=(9, 40 + at)))
        for at, count in enumerate((5, 3, 1))
    ]
    return Comparison(
        cases=cases,
        reference=_reference,
        mistakes=by(
            _build,
            times=Choice(_ONCE, _TIMES),
            shown=Choice(wrong=_SHOWN),
            training=Choice((True, True, True), TRAINING),
            of_generator=Choice(wrong=GENERATOR_LOSSES),
            of_discriminator=Choice(wrong=DISCRIMINATOR_LOSSES),
            result=Choice(wrong=PAIRS),
        ),
        describe=lambda g, d, augment, images, noise: (
            f"작은 두 신경망, 바꾸는 함수, 진짜 {len(images)}장. 아래는 두 손실"
        ),
        then=[_learns(cases)],
    )
