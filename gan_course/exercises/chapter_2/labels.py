"""2장 연습의 채점: 흔들린 레이블(2.6).

교차 엔트로피를 로짓으로 미분하면 σ(a) - 레이블이므로, 그레이디언트에서 답이 쓴 레이블을 되짚습니다. 레이블을 흔드는 법은
여럿이라, 그 레이블이 0과 1 사이에서 저마다의 잡음을 따라 흔들리는지를 봅니다.
"""

from functools import cached_property

import numpy as np
from scipy.special import expit

from gan_course._tensorflow import keras, tf
from gan_course.exercises.chapter_2.losses import entropy as _entropy
from gan_course.exercises.chapter_2.losses import on_probability as _on_probability
from gan_course.exercises.comparing import Mistake
from gan_course.exercises.decisions import Choice, by
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
        wanted = np.mean(_entropy(self.labels, np.ravel(_LOGITS).astype(np.float64)))
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


def _mistakes():
    def built(label, chance, family, mean, after):
        return lambda a, n: after(mean(family(label(a, n), chance(a, n))))

    shaken = Choice(
        lambda a, n: 1 - 0.05 * n,
        {
            "잡음을 없앴습니다. 레이블을 흔드는 것은 그대로 두고 범위만 바로잡으십시오.": lambda a, n: np.ones_like(n),
            "레이블이 1이 아니라 0에서 흔들립니다(0.05 × 잡음). 이 예제에서는 가짜가 1입니다.": lambda a, n: 0.05 * n,
            "레이블이 1이 아니라 0에서 흔들리고, 0보다 작아집니다. 이 예제에서는 가짜가 1입니다.": lambda a, n: (
                -0.05 * n
            ),
            "잡음에 0.05를 곱하지 않았습니다. 레이블이 1에서 너무 멀어집니다.": lambda a, n: 1 - n,
            "레이블 대신 잡음을 넣었습니다.": lambda a, n: n,
            "레이블이 0.5까지 흔들립니다. 조금만 흔드십시오(0.05배의 잡음).": lambda a, n: 1 - 0.5 * n,
            "레이블이 0이고 흔들리지 않습니다. 이 예제에서는 가짜가 1입니다.": lambda a, n: np.zeros_like(n),
            "레이블이 늘 0.95입니다. 저마다의 잡음만큼 흔드십시오.": lambda a, n: np.full_like(n, 0.95),
            "레이블이 늘 0.9입니다. 저마다의 잡음만큼 흔드십시오.": lambda a, n: np.full_like(n, 0.9),
            "레이블이 늘 0.5입니다. 저마다의 잡음만큼 흔드십시오.": lambda a, n: np.full_like(n, 0.5),
            "모든 이미지를 잡음의 평균으로 똑같이 흔들었습니다.": lambda a, n: np.full_like(n, 1 - 0.05 * n.mean()),
            "모든 이미지를 가장 큰 잡음으로 똑같이 흔들었습니다.": lambda a, n: np.full_like(n, 1 - 0.05 * n.max()),
            "모든 이미지를 첫 잡음으로 똑같이 흔들었습니다.": lambda a, n: np.full_like(n, 1 - 0.05 * n[0]),
            "모든 이미지를 잡음의 합으로 똑같이 흔들었습니다.": lambda a, n: np.full_like(n, 1 - 0.05 * n.sum()),
            "잡음의 평균을 더했습니다. 모든 이미지가 똑같이 흔들리고 레이블이 1을 넘습니다.": (
                lambda a, n: np.full_like(n, 1 + 0.05 * n.mean())
            ),
            "레이블이 아직 1을 넘습니다(1 + 0.05 × 잡음).": lambda a, n: 1 + 0.05 * n,
            "잡음의 크기만 줄였습니다. 레이블이 아직 1을 넘습니다(0.01배).": lambda a, n: 1 + 0.01 * n,
            "잡음의 크기만 줄였습니다. 레이블이 아직 1을 넘습니다(0.005배).": lambda a, n: 1 + 0.005 * n,
            "잡음의 크기만 줄였습니다. 레이블이 아직 1을 넘습니다(0.001배).": lambda a, n: 1 + 0.001 * n,
            "잡음을 0.05배 하지 않고 더했습니다. 레이블이 1을 넘습니다.": lambda a, n: 1 + n,
            "잡음을 1의 양쪽으로 흔들었습니다. 절반은 아직 1을 넘습니다.": lambda a, n: 1 + 0.05 * (2 * n - 1),
            "잡음을 1의 양쪽으로 흔들었습니다(0.5를 뺌). 절반은 아직 1을 넘습니다.": lambda a, n: 1 + 0.05 * (n - 0.5),
            "1에 잡음을 곱했습니다. 레이블이 0.05에서 1.05배입니다.": lambda a, n: 1 * (1 + 0.05) * n,
            "1에서 뺀 것의 부호가 뒤집혔습니다.": lambda a, n: 0.05 * n - 1,
        },
        also=[lambda a, n: 0.95 + 0.05 * n],
    )
    chance = Choice(
        lambda a, n: a,
        {
            "시그모이드를 두 번 지났습니다. 확률에 from_logits=True를 쓰거나 시그모이드를 한 번 더 썼습니다.": lambda a, n: (
                expit(a)
            ),
            "로짓의 부호가 뒤집혔습니다.": lambda a, n: -a,
        },
    )
    family = Choice(
        _entropy,
        {
            "로짓을 확률로 보았습니다. 시그모이드를 지나거나 from_logits=True를 쓰십시오.": _on_probability,
            "정답과 예측의 자리가 바뀌었습니다.": lambda y, a: _on_probability(expit(a), y),
            "교차 엔트로피가 아니라 차이의 제곱입니다.": lambda y, a: (expit(a) - y) ** 2,
            "교차 엔트로피가 아니라 로짓과의 차이의 제곱입니다.": lambda y, a: (a - y) ** 2,
            "교차 엔트로피가 아니라 차이의 절댓값입니다.": lambda y, a: np.abs(expit(a) - y),
            "정답이 0일 때의 항이 빠졌습니다.": lambda y, a: -y * np.log(expit(a)),
            "정답이 1일 때의 항이 빠졌습니다.": lambda y, a: -(1 - y) * np.log(expit(-a)),
            "레이블이 아니라 확률을 흔들었습니다.": lambda y, a: _on_probability(1.0, expit(a) - (1 - y)),
            "레이블이 아니라 확률을 흔들었습니다(더함).": lambda y, a: _on_probability(1.0, expit(a) + (1 - y)),
            "레이블을 흔들지 않고 손실에 곱했습니다.": lambda y, a: y * _entropy(1.0, a),
        },
    )
    mean = Choice(
        np.mean,
        {
            "평균이 아니라 합입니다. 배치가 커지면 손실도 커집니다.": np.sum,
            "첫 이미지의 손실만 보았습니다.": lambda x: x.ravel()[0],
            "평균이 아니라 가장 큰 것입니다.": np.max,
        },
    )
    after = Choice(
        lambda value: value,
        {
            "증상만 가렸습니다. 손실을 0에서 잘랐을 뿐, 레이블은 그대로입니다.": lambda value: np.maximum(value, 0.0),
            "증상만 가렸습니다. 손실에 절댓값을 씌웠을 뿐, 레이블은 그대로입니다.": np.abs,
            "증상만 가렸습니다. 손실을 제곱했을 뿐, 레이블은 그대로입니다.": np.square,
            "손실의 부호가 뒤집혔습니다.": np.negative,
            "손실을 2로 나누었습니다.": lambda value: value / 2,
            "손실에 2를 곱했습니다.": lambda value: 2 * value,
        },
    )
    whole = {
        "레이블이 아니라 로짓을 흔들었습니다(잡음을 뺐습니다).": lambda a, n: np.mean(_entropy(1.0, a - 0.05 * n)),
        "레이블이 아니라 로짓을 흔들었습니다(잡음을 더했습니다).": lambda a, n: np.mean(_entropy(1.0, a + 0.05 * n)),
        "레이블이 아니라 로짓에 잡음을 곱했습니다.": lambda a, n: np.mean(_entropy(1.0, a * (1 - 0.05 * n))),
        "레이블을 흔들지 않고 손실에 잡음을 더했습니다.": lambda a, n: np.mean(_entropy(1.0, a)) + 0.05 * n.mean(),
        "레이블을 흔들지 않고 손실에서 잡음을 뺐습니다.": lambda a, n: np.mean(_entropy(1.0, a)) - 0.05 * n.mean(),
    }
    named = [Mistake(what, function, hint=3) for what, function in whole.items()]
    return named + by(built, hint=3, label=shaken, chance=chance, family=family, mean=mean, after=after)


_MISTAKES = _mistakes()


@exercise("2.6", "버그 찾기: 1을 넘는 레이블")
def noisy_labels_loss() -> Observation:
    shown = f"로짓 {np.ravel(_LOGITS).round(2)}, 잡음 {np.ravel(_NOISE).round(2)}"
    return Observation(
        _Losses,
        [
            Symptom(
                "판별자가 확신할수록 손실이 음수로 한없이 내려갑니다.", lambda seen: seen.untouched, untouched=_GIVEN
            ),
            Symptom(
                lambda seen: f"손실은 수 하나여야 하는데 모양이 {seen.oddly_shaped}입니다. 평균을 내십시오.",
                lambda seen: seen.oddly_shaped is not None,
                expected="모양 ()",
                got=lambda seen: f"모양 {seen.oddly_shaped}",
                hint=2,
                explained=True,
            ),
            Symptom(
                "부를 때마다 값이 다릅니다. 받은 noise를 쓰지 않고 스스로 뽑았습니다.",
                lambda seen: seen.is_random,
                expected="같은 로짓과 잡음이면 같은 손실",
                got=lambda seen: float(seen.values[1]),
                hint=3,
                named=True,
            ),
            Symptom(
                "그레이디언트가 끊어졌습니다. 이대로는 훈련할 수 없습니다.",
                lambda seen: seen.cut,
                expected="tf 함수로 이어진 손실",
                got="그레이디언트 없음(None)",
                hint=2,
                explained=True,
            ),
            Symptom(
                "잡음이 0이면 손실이 수가 아닙니다(NaN이나 무한대).",
                lambda seen: not np.isfinite(seen.without_noise),
                given="잡음 0",
                expected="유한한 손실",
                got=lambda seen: seen.without_noise,
                hint=2,
                explained=True,
            ),
            Symptom(
                lambda seen: seen.other,
                lambda seen: not (seen.fine and seen.is_cross_entropy) and seen.other,
                given=shown,
                expected="0과 1 사이에서 잡음을 따라 흔들리는 레이블의 교차 엔트로피(평균)",
                got=lambda seen: f"손실 {float(seen.values[-1]):.4f}",
                hint=3,
                named=True,
            ),
            Symptom(
                "손실이 레이블과 확률의 이진 교차 엔트로피(평균)가 아닙니다. 레이블을 만드는 줄만 고치십시오.",
                lambda seen: not seen.is_cross_entropy,
                given=shown,
                expected="레이블을 흔든 이진 교차 엔트로피",
                got=lambda seen: f"손실 {float(seen.values[-1]):.4f}",
                hint=2,
            ),
            Symptom(
                "레이블이 아직 1을 넘습니다. 손실이 아니라 레이블을 고치십시오.",
                lambda seen: seen.labels.max() > 1 + 1e-4,
                given=shown,
                expected="1 이하의 레이블",
                got=lambda seen: seen.backwards,
                hint=3,
                explained=True,
            ),
            Symptom(
                "레이블이 가짜의 정답 1에서 너무 멀어졌습니다. 조금만 흔드십시오(0.05배의 잡음).",
                lambda seen: seen.labels.min() < _FAR,
                given=shown,
                expected="0.95에서 1까지의 레이블",
                got=lambda seen: seen.backwards,
                hint=3,
                explained=True,
            ),
            Symptom(
                "잡음을 없앴습니다. 레이블을 흔드는 것은 그대로 두고 범위만 바로잡으십시오.",
                lambda seen: seen.ignores_noise,
                given=shown,
                expected="잡음을 따라 흔들리는 레이블",
                got=lambda seen: seen.backwards,
                hint=3,
                explained=True,
            ),
            Symptom(
                "이미지 하나의 잡음이 다른 이미지의 레이블까지 흔들었습니다. 저마다의 잡음만큼 흔드십시오.",
                lambda seen: seen.spills,
                given=shown,
                expected="첫 이미지의 잡음을 바꾸면 첫 레이블만 바뀜",
                got=lambda seen: f"레이블이 바뀐 만큼 {np.round(seen.moved, 3)}",
                hint=3,
                explained=True,
            ),
        ],
    )
