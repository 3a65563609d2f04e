"""2장 연습의 채점: 흔들린 레이블(2.6).

교차 엔트로피를 로짓으로 미분하면 σ(a) - 레이블이므로, 그레이디언트에서 답이 쓴 레이블을 되짚습니다. 레이블을 흔드는 법은
여럿이라, 그 레이블이 0과 1 사이에서 저마다의 잡음을 따라 흔들리는지를 봅니다.
"""

from functools import cached_property

import numpy as np
from scipy.special import expit

from gan_course._tensorflow import keras, tf
from gan_course.exercises.chapter_2.losses import entropy
from gan_course.exercises.chapter_2.shaken import mistakes
from gan_course.exercises.grading import exercise
from gan_course.exercises.observing import Observation, Symptom
from gan_course.exercises.values import close

_GIVEN = "labels = tf.ones_like(fake_output) + 0.05 * noise"
# 가짜를 1이라고 확신하는(이 예제에서는 1이 가짜) 판별자, 확신하지 못하는 판별자, 장수가 다른 것
_CASES = [
    (tf.constant([[6.0], [7.0]]), tf.constant([[0.9], [0.4]])),
    (tf.constant([[0.5], [-1.0]]), tf.constant([[0.9], [0.4]])),
    (tf.constant([[-1.3], [0.4], [2.1], [-0.2], [1.1]]), tf.constant([[0.03], [0.97], [0.61], [0.35], [0.12]])),
]
_LOGITS, _NOISE = _CASES[-1]
_FAR = 0.75  # 레이블이 이보다 작으면 1에서 너무 멉니다(0.05배의 잡음이면 0.95에서 1)


def _defective(logits, noise):
    return keras.losses.BinaryCrossentropy()(tf.ones_like(logits) + 0.05 * noise, tf.sigmoid(logits))


class _Losses:
    """흔든 레이블의 손실과, 그레이디언트에서 되짚은 레이블."""

    def __init__(self, answer):
        self.loss = answer
        self.values = [answer(*case) for case in _CASES]

    @cached_property
    def oddly_shaped(self):
        return next((np.shape(value) for value in self.values if np.shape(value) != ()), None)

    def like(self, function):
        return all(
            close(value, function(*(np.asarray(part, np.float64) for part in case)), 2e-5)
            for value, case in zip(self.values, _CASES)
        )

    @cached_property
    def untouched(self):
        return all(close(value, _defective(*case)) for value, case in zip(self.values, _CASES))

    @cached_property
    def other(self):
        """값이 모두 같은 오답의 이름."""
        return next((mistake.misconception for mistake in _MISTAKES if self.like(mistake.function)), None)

    @property
    def is_random(self):
        return not close(self.loss(*_CASES[1]), self.values[1], 1e-6)

    @cached_property
    def _slopes(self):
        return self._gradient(_NOISE)

    def _gradient(self, noise):
        _, (gradient,) = self.loss.recorded((_LOGITS, noise), lambda logits, _: [logits])
        return None if gradient is None else np.asarray(gradient, np.float64)

    @property
    def cut(self):
        return self._slopes is None

    def _labels(self, slopes):
        return (expit(np.asarray(_LOGITS, np.float64)) - len(_LOGITS) * slopes).ravel()

    @cached_property
    def labels(self):
        return self._labels(self._slopes)

    @property
    def is_cross_entropy(self):
        """되짚은 레이블의 교차 엔트로피가 돌려준 손실인지."""
        wanted = np.mean(entropy(self.labels, np.ravel(_LOGITS).astype(np.float64)))
        return close(float(self.values[-1]), wanted, 1e-3)

    @cached_property
    def without_noise(self):
        return float(self.loss(_LOGITS, tf.zeros_like(_NOISE)))

    @cached_property
    def moved(self):
        """첫 이미지의 잡음만 바꾸었을 때 레이블마다 바뀐 만큼."""
        other = tf.concat([[[0.88]], _NOISE[1:]], 0)
        return self._labels(self._gradient(other)) - self.labels

    @property
    def ignores_noise(self):
        return np.abs(self.moved).max() < 1e-4

    @property
    def spills(self):
        return np.abs(self.moved[1:]).max() > 1e-4

    @cached_property
    def fine(self):
        """레이블이 모두 바라는 대로인지."""
        inside = _FAR <= self.labels.min() and self.labels.max() <= 1 + 1e-4
        return inside and not self.ignores_noise and not self.spills

    @property
    def backwards(self):
        return f"레이블 [{self.labels.min():.3f}, {self.labels.max():.3f}]"


_MISTAKES = mistakes()


@exercise("2.6", "버그 찾기: 1을 넘는 레이블")
def noisy_labels_loss() -> Observation:
    shown = f"로짓 {np.ravel(_LOGITS).round(2)}, 잡음 {np.ravel(_NOISE).round(2)}"
    return Observation(
        _Losses,
        [
            Symptom("판별자가 확신할수록 손실이 음수로 내려갑니다.", lambda seen: seen.untouched, untouched=_GIVEN),
            Symptom(
                lambda seen: f"손실은 수 하나여야 하는데 모양이 {seen.oddly_shaped}입니다. 평균을 내십시오.",
                lambda seen: seen.oddly_shaped is not None,
                expected="모양 ()",
                got=lambda seen: f"모양 {seen.oddly_shaped}",
                explained=True,
            ),
            Symptom(
                "부를 때마다 값이 다릅니다. 함수 안에서 난수를 뽑지 말고 받은 noise만 쓰십시오.",
                lambda seen: seen.is_random,
                expected="같은 로짓과 잡음이면 같은 손실",
                got=lambda seen: float(seen.values[1]),
                named=True,
            ),
            Symptom(
                "그레이디언트가 끊어졌습니다. 이대로는 훈련할 수 없습니다.",
                lambda seen: seen.cut,
                expected="tf 함수로 이어진 손실",
                got="그레이디언트 없음(None)",
                explained=True,
            ),
            Symptom(
                "잡음이 0이면 손실이 수가 아닙니다(NaN이나 무한대).",
                lambda seen: not np.isfinite(seen.without_noise),
                given="잡음 0",
                expected="유한한 손실",
                got=lambda seen: seen.without_noise,
                explained=True,
            ),
            Symptom(
                lambda seen: seen.other,
                lambda seen: not (seen.fine and seen.is_cross_entropy) and seen.other,
                given=shown,
                expected="0과 1 사이에서 잡음을 따라 흔들리는 레이블의 교차 엔트로피(평균)",
                got=lambda seen: f"손실 {float(seen.values[-1]):.4f}",
                named=True,
            ),
            Symptom(
                "손실이 레이블과 확률의 이진 교차 엔트로피(평균)가 아닙니다. 레이블을 만드는 줄만 고치십시오.",
                lambda seen: not seen.is_cross_entropy,
                given=shown,
                expected="레이블을 흔든 이진 교차 엔트로피",
                got=lambda seen: f"손실 {float(seen.values[-1]):.4f}",
            ),
            Symptom(
                "잡음을 없앴습니다. 레이블을 흔드는 것은 그대로 두고 범위만 바로잡으십시오.",
                lambda seen: seen.ignores_noise,
                given=shown,
                expected="잡음을 따라 흔들리는 레이블",
                got=lambda seen: seen.backwards,
                named=True,
            ),
            Symptom(
                "레이블이 아직 1을 넘습니다. 손실이 아니라 레이블을 고치십시오.",
                lambda seen: seen.labels.max() > 1 + 1e-4,
                given=shown,
                expected="1 이하의 레이블",
                got=lambda seen: seen.backwards,
                explained=True,
            ),
            Symptom(
                "레이블이 가짜의 정답 1에서 너무 멀어졌습니다. 조금만 흔드십시오(0.05배의 잡음).",
                lambda seen: seen.labels.min() < _FAR,
                given=shown,
                expected="0.95에서 1까지의 레이블",
                got=lambda seen: seen.backwards,
                explained=True,
            ),
            Symptom(
                "이미지 하나의 잡음이 다른 이미지의 레이블까지 흔들었습니다. 저마다의 잡음만큼 흔드십시오.",
                lambda seen: seen.spills,
                given=shown,
                expected="첫 이미지의 잡음을 바꾸면 첫 레이블만 바뀜",
                got=lambda seen: f"레이블이 바뀐 만큼 {np.round(seen.moved, 3)}",
                named=True,
            ),
        ],
    )
