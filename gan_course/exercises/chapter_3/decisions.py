"""한 걸음에서 내리는 결정: 훈련 모드, 로짓과 확률, 손실의 식. 결정마다 두 신경망의 그레이디언트와 손실을 냅니다.

손실은 항 몇 개의 합이므로, 항마다 한 번만 미분해 두면 어떤 식의 그레이디언트도 더하기로 얻습니다.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gan_course._tensorflow import keras, tf
from gan_course.exercises.mistakes import AND
from gan_course.exercises.values import flat

_cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
# 손실의 항: 진짜의 답 r, 가짜의 답 f, 가짜 그림 x에서
_TERMS = {
    "진짜를 1로": lambda r, f, x: _cross_entropy(tf.ones_like(r), r),
    "진짜를 0으로": lambda r, f, x: _cross_entropy(tf.zeros_like(r), r),
    "가짜를 1로": lambda r, f, x: _cross_entropy(tf.ones_like(f), f),
    "가짜를 0으로": lambda r, f, x: _cross_entropy(tf.zeros_like(f), f),
    "진짜의 평균": lambda r, f, x: tf.reduce_mean(r),
    "가짜의 평균": lambda r, f, x: tf.reduce_mean(f),
    "진짜와 1의 제곱": lambda r, f, x: tf.reduce_mean((r - 1) ** 2),
    "가짜와 1의 제곱": lambda r, f, x: tf.reduce_mean((f - 1) ** 2),
    "가짜와 0의 제곱": lambda r, f, x: tf.reduce_mean(f**2),
    "그림을 1로": lambda r, f, x: _cross_entropy(tf.ones_like(x), x),
}


@dataclass(frozen=True)
class Mode:
    """두 신경망을 부르는 법: 생성자, 진짜를 볼 때, 가짜를 볼 때 training=True인지와, 로짓에 시그모이드를 씌웠는지."""

    generator: bool = True
    real: bool = True
    fake: bool = True
    squashed: bool = False

    @property
    def misconception(self) -> str:
        """옳지 않은 것의 이름. 모두 옳으면 빈 글."""
        missing = [not self.generator, not self.real, not self.fake]
        where = {
            (True, True, True): "training=True를 잊었습니다. 배치 정규화와 드롭아웃이 훈련할 때처럼 움직이지 않습니다.",
            (True, False, False): "생성자를 부를 때 training=True를 잊었습니다.",
            (False, True, True): "판별자를 부를 때 training=True를 잊었습니다.",
            (False, True, False): "판별자에 진짜를 보일 때 training=True를 잊었습니다.",
            (False, False, True): "판별자에 가짜를 보일 때 training=True를 잊었습니다.",
            (True, True, False): "생성자를 부를 때와 판별자에 진짜를 보일 때 training=True를 잊었습니다.",
            (True, False, True): "생성자를 부를 때와 판별자에 가짜를 보일 때 training=True를 잊었습니다.",
        }.get(tuple(missing), "")
        squashed = "판별자의 로짓에 시그모이드를 씌웠습니다. 두 손실은 로짓을 그대로 받습니다." if self.squashed else ""
        return AND.join(part for part in (where, squashed) if part)


RIGHT = Mode()
_FLAGS = [(True, True, True), (False, False, False), (False, True, True), (True, False, False), (True, True, False),
          (True, False, True), (False, False, True), (False, True, False)]  # fmt: skip
MODES = [Mode(*flags, squashed) for squashed in (False, True) for flags in _FLAGS]
ONLY_FAKES = [Mode(g, True, f, s) for s in (False, True) for g, f in ((True, True), (False, False), (False, True), (True, False))]  # fmt: skip

Loss = dict[str, float]  # 항마다 곱할 수


def weighted(loss: Loss, times: float) -> Loss:
    return {term: times * weight for term, weight in loss.items()}


GENERATOR = {"가짜를 1로": 1.0}
DISCRIMINATOR = {"진짜를 1로": 1.0, "가짜를 0으로": 1.0}
_UPHILL = "손실의 부호를 뒤집었습니다. 경사 하강법은 손실이 작아지는 쪽으로 내려갑니다."
_BOTH = "두 손실을 하나로 더해 미분했습니다. 생성자와 판별자는 저마다 제 손실만 줄입니다."
_TWICE = "손실에 2를 곱했습니다."
_HALF = "손실을 절반으로 줄였습니다. 이 장의 손실은 나누지 않습니다."
_WASSERSTEIN = "교차 엔트로피가 아니라 답의 평균(바서슈타인 손실)을 썼습니다."
_SQUARES = "교차 엔트로피가 아니라 최소제곱 손실(LSGAN)을 썼습니다."


def generator_losses() -> list[tuple[str, Loss]]:
    """생성자의 손실에서 내릴 수 있는 (오해의 이름, 식). 첫째가 옳은 것입니다."""
    return [
        ("", GENERATOR),
        ("생성자의 손실로 판별자 손실에 음의 부호를 붙인 것(포화)을 썼습니다.", weighted(DISCRIMINATOR, -1)),
        ("생성자가 판별자의 손실을 줄이고 있습니다. 위조지폐범이 탐정을 돕는 셈입니다.", DISCRIMINATOR),
        (_BOTH, {**DISCRIMINATOR, **GENERATOR}),
        ("생성자의 " + _UPHILL, weighted(GENERATOR, -1)),
        ("생성자의 손실에서 가짜의 레이블을 0으로 두었습니다. 생성자는 1이기를 바랍니다.", {"가짜를 0으로": 1.0}),
        ("생성자의 손실에서 가짜의 레이블을 0으로 두고 부호를 뒤집었습니다(포화).", {"가짜를 0으로": -1.0}),
        (_WASSERSTEIN, {"가짜의 평균": -1.0}),
        (_SQUARES, {"가짜와 1의 제곱": 1.0}),
        ("생성자의 " + _HALF, weighted(GENERATOR, 0.5)),
        ("생성자의 " + _TWICE, weighted(GENERATOR, 2)),
        ("판별자를 지나지 않고 그림을 곧바로 손실에 넣었습니다.", {"그림을 1로": 1.0}),
    ]


def discriminator_losses() -> list[tuple[str, Loss]]:
    """판별자의 손실에서 내릴 수 있는 (오해의 이름, 식). 첫째가 옳은 것입니다."""
    return [
        ("", DISCRIMINATOR),
        ("판별자에게 진짜와 가짜를 거꾸로 가르쳤습니다.", {"진짜를 0으로": 1.0, "가짜를 1로": 1.0}),
        ("판별자가 진짜를 보지 않았습니다.", {"가짜를 0으로": 1.0}),
        ("판별자가 가짜를 보지 않았습니다.", {"진짜를 1로": 1.0}),
        ("판별자가 생성자의 손실을 줄이고 있습니다. 탐정이 위조지폐범을 돕는 셈입니다.", GENERATOR),
        (_BOTH, {**DISCRIMINATOR, **GENERATOR}),
        ("판별자의 " + _UPHILL, weighted(DISCRIMINATOR, -1)),
        ("판별자의 손실로 생성자 손실에 음의 부호를 붙인 것을 썼습니다.", weighted(GENERATOR, -1)),
        ("판별자의 " + _HALF, weighted(DISCRIMINATOR, 0.5)),
        ("판별자의 " + _TWICE, weighted(DISCRIMINATOR, 2)),
        ("가짜의 레이블도 1로 두었습니다.", {"진짜를 1로": 1.0, "가짜를 1로": 1.0}),
        ("진짜의 레이블도 0으로 두었습니다.", {"진짜를 0으로": 1.0, "가짜를 0으로": 1.0}),
        ("진짜의 손실에서 가짜의 손실을 뺐습니다. 둘을 더해야 합니다.", {"진짜를 1로": 1.0, "가짜를 0으로": -1.0}),
        ("진짜의 레이블을 1이 아니라 0.9로 누그러뜨렸습니다.", {"진짜를 1로": 0.9, "진짜를 0으로": 0.1, "가짜를 0으로": 1.0}),
        (_WASSERSTEIN, {"진짜의 평균": -1.0, "가짜의 평균": 1.0}),
        (_SQUARES, {"진짜와 1의 제곱": 1.0, "가짜와 0의 제곱": 1.0}),
        (_SQUARES, {"진짜와 1의 제곱": 0.5, "가짜와 0의 제곱": 0.5}),
    ]  # fmt: skip


def combined(images, noise) -> Loss:
    """진짜와 가짜를 한 배치로 이어 평균한 판별자의 손실."""
    count = len(images) + len(noise)
    return {"진짜를 1로": len(images) / count, "가짜를 0으로": len(noise) / count}


class Slopes:
    """신경망 둘과 배치 하나에서, 항마다의 값과 두 신경망에 대한 그레이디언트. 한 번 셈한 것은 적어 둡니다."""

    def __init__(self, players: Callable[[], tuple], images, noise):
        self.players, self.images, self.noise = players, images, noise
        self._term = functools.cache(self._one)

    def of(self, loss: Loss, mode: Mode = RIGHT) -> tuple[np.ndarray, np.ndarray]:
        """그 손실을 생성자와 판별자의 변수로 미분한 것."""
        parts = [(weight, self._term(term, _told(term, mode))) for term, weight in loss.items()]
        return tuple(sum(weight * part[place] for weight, part in parts) for place in (0, 1))

    def value(self, loss: Loss, mode: Mode = RIGHT) -> float:
        return sum(weight * self._term(term, _told(term, mode))[2] for term, weight in loss.items())

    def _one(self, term: str, mode: Mode) -> tuple[np.ndarray, np.ndarray, float]:
        generator, discriminator = self.players()
        variables = generator.trainable_variables, discriminator.trainable_variables
        with tf.GradientTape() as tape:
            fakes = generator(self.noise, training=mode.generator)
            real = discriminator(self.images, training=mode.real)
            fake = discriminator(fakes, training=mode.fake)
            if mode.squashed:
                real, fake = tf.sigmoid(real), tf.sigmoid(fake)
            value = _TERMS[term](real, fake, fakes)
        every = [*variables[0], *variables[1]]
        slopes = [np.zeros(v.shape) if g is None else g for g, v in zip(tape.gradient(value, every), every)]
        count = len(variables[0])
        return flat(slopes[:count]), flat(slopes[count:]), float(value)


def _told(term: str, mode: Mode) -> Mode:
    """그 항의 값을 바꾸는 것만 남긴 부르는 법: 같은 것을 두 번 셈하지 않습니다."""
    if term.startswith("진짜"):
        return Mode(real=mode.real, squashed=mode.squashed)
    if term.startswith("그림"):
        return Mode(generator=mode.generator)
    return Mode(generator=mode.generator, fake=mode.fake, squashed=mode.squashed)
