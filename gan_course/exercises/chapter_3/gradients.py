"""3장 연습의 채점: 두 테이프와 두 그레이디언트(3.3)."""

import functools

import numpy as np

from gan_course.exercises.answer import Wrong
from gan_course.exercises.chapter_3.decisions import (
    DISCRIMINATOR,
    GENERATOR,
    MODES,
    Slopes,
    combined,
    discriminator_losses,
    generator_losses,
)
from gan_course.exercises.comparing import Comparison, Mistake, Parts
from gan_course.exercises.gradient_lists import gradient_lists
from gan_course.exercises.grading import exercise
from gan_course.exercises.mistakes import AND
from gan_course.exercises.stand_ins import normal, players
from gan_course.exercises.values import flat

_BATCHES = [
    (normal(5, 3, seed=(3, 1)), normal(4, 2, seed=(3, 2))),
    (normal(1, 3, seed=(3, 3)), normal(3, 2, seed=(3, 4))),
]


@functools.cache
def _slopes(place: int) -> Slopes:
    return Slopes(players, *_BATCHES[place])


def _of(images) -> Slopes:
    return _slopes([len(batch[0]) for batch in _BATCHES].index(len(images)))


def _parts() -> list[Parts]:
    """훈련 모드와 로짓은 두 그레이디언트에 함께 걸리고, 손실의 식은 저마다 고릅니다."""

    def slope(loss, mode, place):
        return lambda g, d, images, noise: _of(images).of(loss, mode)[place]

    def missing(place):
        return lambda g, d, images, noise: np.full_like(_of(images).of(GENERATOR)[place], np.nan)

    def nothing(place):
        return lambda g, d, images, noise: np.zeros_like(_of(images).of(GENERATOR)[place])

    def mixed(mode):
        return lambda g, d, images, noise: _of(images).of(combined(images, noise), mode)[1]

    told = []
    for mode in MODES:
        of_generator = [Mistake(what, slope(loss, mode, 0)) for what, loss in generator_losses()]
        of_discriminator = [Mistake(what, slope(loss, mode, 1)) for what, loss in discriminator_losses()]
        of_discriminator.append(
            Mistake("진짜와 가짜를 한 배치로 이어 평균했습니다. 저마다 평균해 더하십시오.", mixed(mode))
        )
        for cut in (missing, nothing):
            of_generator.append(
                Mistake(
                    "손실에서 생성자까지의 길이 테이프에 이어지지 않아 생성자가 배우지 못합니다(None이거나 0).", cut(0)
                )
            )
            of_discriminator.append(
                Mistake(
                    "손실에서 판별자까지의 길이 테이프에 이어지지 않아 판별자가 배우지 못합니다(None이거나 0).", cut(1)
                )
            )
        told.append(Parts(mode.misconception, (of_generator, of_discriminator)))
        reverse = "생성자의 목록과 판별자의 목록의 차례가 바뀌었습니다. (생성자, 판별자)의 차례로 돌려줍니다."
        both = AND.join(part for part in (reverse, mode.misconception) if part)
        told.append(Parts(both, (of_discriminator[:-2], of_generator[:-2])))
    return sorted(told, key=lambda part: bool(part.misconception) + ("그리고" in part.misconception))


def _two_lists(answer, generator, discriminator, images, noise):
    """답이 돌려준 두 그레이디언트를 저마다 한 줄로(None은 NaN으로)."""
    before = flat(generator.get_weights() + discriminator.get_weights())
    result = answer(generator, discriminator, images, noise)
    if not np.array_equal(before, flat(generator.get_weights() + discriminator.get_weights())):
        raise Wrong("가중치까지 움직였습니다. 이 문제에서는 그레이디언트만 구합니다.")
    return gradient_lists(result, (generator, discriminator), ("생성자", "판별자"))


@exercise("3.3", "두 테이프와 두 그레이디언트")
def two_gradients() -> Comparison:
    return Comparison(
        read=lambda answer: lambda *case: _two_lists(answer, *case),
        cases=[(*players(), *batch) for batch in _BATCHES],
        reference=lambda g, d, images, noise: (
            _of(images).of(GENERATOR)[0],
            _of(images).of(DISCRIMINATOR)[1],
        ),
        mistakes=[
            Mistake(
                "두 손실이 서로 바뀌었습니다. 생성자에는 생성자의 손실을 미분하십시오.",
                lambda g, d, images, noise: (_of(images).of(DISCRIMINATOR)[0], _of(images).of(GENERATOR)[1]),
            ),
            Mistake(
                "미분할 변수의 목록이 바뀌었습니다. 생성자의 손실은 생성자의 변수로 미분합니다.",
                lambda g, d, images, noise: (_of(images).of(GENERATOR)[1], _of(images).of(DISCRIMINATOR)[0]),
            ),
        ],
        parts=_parts(),
        tolerance=1e-5,
        describe=lambda g, d, images, noise: (
            f"작은 두 신경망, 진짜 {len(images)}장, 잡음 {len(noise)}개. 아래는 두 신경망의 그레이디언트"
        ),
    )
