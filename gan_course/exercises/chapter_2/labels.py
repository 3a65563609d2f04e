"""2장 연습의 채점: 흔들린 레이블(2.6)."""

from functools import cached_property

import numpy as np

from gan_course._tensorflow import keras, tf
from gan_course.exercises.grading import exercise
from gan_course.exercises.observing import Observation, Symptom
from gan_course.exercises.values import close

_cross_entropy = keras.losses.BinaryCrossentropy()
_SURE = tf.constant([[12.0], [14.0]])  # 가짜를 1이라고 확신하는(이 예제에서는 1이 가짜) 판별자
_UNSURE = tf.constant([[0.5], [-1.0]])
_NOISE = tf.constant([[0.9], [0.4]])


def _both(logit):
    return tf.fill((2, 1), float(logit))


class _Losses:
    """흔든 레이블의 손실을 여러 로짓과 잡음에서 본 것."""

    def __init__(self, answer):
        self.loss = answer
        self.values = [answer(logits, _NOISE) for logits in (_SURE, _UNSURE)]

    @property
    def untouched(self):
        def defective(logits):
            return _cross_entropy(tf.ones_like(logits) + 0.05 * _NOISE, tf.sigmoid(logits))

        return close(self.values[0], defective(_SURE)) and close(self.values[1], defective(_UNSURE))

    @cached_property
    def oddly_shaped(self):
        return next((np.shape(value) for value in self.values if np.shape(value) != ()), None)

    @cached_property
    def without_noise(self):
        return self.loss(_SURE, tf.zeros_like(_NOISE))

    @property
    def ignores_noise(self):
        plain = _cross_entropy(tf.ones_like(_UNSURE), tf.sigmoid(_UNSURE))
        return close(self.values[1], plain) or close(self.values[0], self.without_noise, 1e-7)

    @cached_property
    def missed(self):
        return float(self.loss(_both(-6), _NOISE))

    @cached_property
    def lowest(self):
        """옳게 고쳤다면 정답이 확률 c(<1)일 때의 교차 엔트로피라서, σ(a) = c에서 가장 작고 그 뒤로는 커집니다."""
        return min(float(value) for value in [*self.values, *(self.loss(_both(a), _NOISE) for a in (2, 6, 14))])

    def _slope(self, noise):
        _, (gradient,) = self.loss.recorded((_both(9), noise), lambda logits, _: [logits])
        return 0.0 if gradient is None else float(tf.reduce_sum(gradient))

    @cached_property
    def slope(self):
        return self._slope(_NOISE)

    @cached_property
    def floor(self):
        return min(float(self.loss(_both(a), _both(0.9))) for a in np.arange(0.0, 12.0, 0.1))

    @property
    def hides(self):
        """정답이 c인 교차 엔트로피는 확신할 때의 기울기가 1 - c, 바닥이 c의 엔트로피입니다.

        값만 접으면 둘이 어긋납니다.
        """
        steepest = self._slope(_both(0.9)) if self.slope > 0 else 0.5
        entropy = -steepest * np.log(steepest) - (1 - steepest) * np.log(1 - steepest)
        return self.slope <= 0 or self.floor < 0.8 * entropy


@exercise("2.6", "버그 찾기: 1을 넘는 레이블")
def noisy_labels_loss() -> Observation:
    return Observation(
        _Losses,
        [
            Symptom(
                "판별자가 확신할수록 손실이 음수로 한없이 내려갑니다.", lambda seen: seen.untouched, untouched=True
            ),
            Symptom(
                "손실은 수 하나여야 합니다.",
                lambda seen: seen.oddly_shaped is not None,
                expected="모양 ()",
                got=lambda seen: f"모양 {seen.oddly_shaped}",
                hint=2,
            ),
            Symptom(
                "잡음이 0이면 손실이 수가 아닙니다.",
                lambda seen: not np.isfinite(float(seen.without_noise)),
                given="잡음 [0, 0]",
                expected="유한한 손실",
                got="NaN이나 무한대",
                hint=2,
            ),
            Symptom(
                "잡음을 없앴습니다. 레이블을 흔드는 것은 그대로 두고 범위만 바로잡으십시오.",
                lambda seen: seen.ignores_noise,
                given="확신하지 못하는 로짓 [0.5, -1.0], 잡음 [0.9, 0.4]",
                expected="잡음에 따라 달라지는 손실",
                got=lambda seen: float(seen.values[1]),
                hint=3,
            ),
            Symptom(
                "레이블이 가짜의 정답 1에서 너무 멀어졌습니다. 조금만 흔드십시오(0.05배의 잡음).",
                lambda seen: seen.missed < 3,
                given="로짓 -6(가짜를 진짜라고 확신), 잡음 [0.9, 0.4]",
                expected="큰 손실(5.8쯤)",
                got=lambda seen: seen.missed,
                hint=3,
            ),
            Symptom(
                "손실이 아직 음수가 됩니다. 교차 엔트로피에는 바닥이 있어야 합니다.",
                lambda seen: seen.lowest < 0,
                given="로짓 14, 잡음 [0.9, 0.4]",
                expected="0 이상",
                got=lambda seen: seen.lowest,
                hint=2,
            ),
            Symptom(
                "증상만 가렸습니다. 손실의 값은 음수가 아니지만, 정답이 여전히 1을 넘어 판별자를 엉뚱하게 밉니다. "
                "손실이 아니라 레이블을 고치십시오.",
                lambda seen: seen.hides,
                given="로짓 9, 잡음 [0.9, 0.4]",
                expected="로짓을 줄이라는 그레이디언트(양수)와 0보다 큰 바닥",
                got=lambda seen: f"그레이디언트 {seen.slope:.4f}, 바닥 {seen.floor:.4f}",
                hint=3,
            ),
        ],
    )
