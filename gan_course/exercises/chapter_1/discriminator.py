"""1장 연습의 채점: 판별자의 답과 문턱(1.3, 1.4, 1.6, 1.7)."""

from functools import cached_property

import numpy as np
from scipy.special import expit

from gan_course._tensorflow import keras, tf
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.grading import exercise
from gan_course.exercises.observing import Observation, Symptom
from gan_course.exercises.values import close


@exercise("1.3", "로짓을 확률로")
def probability() -> Comparison:
    return Comparison(
        cases=[(0.0,), (2.0,), (-3.0,), (np.array([-1.0, 0.5]),)],
        reference=expit,
        mistakes=[
            Mistake("부호가 뒤집혔습니다. 로짓이 클수록 진짜라는 답입니다.", lambda a: expit(-np.asarray(a))),
            Mistake("1을 더하지 않았습니다. 값이 1을 넘을 수 있습니다.", lambda a: np.exp(a), hint=2),
            Mistake("tanh입니다. -1에서 1까지라서 확률이 아닙니다.", lambda a: np.tanh(a)),
            Mistake(
                "0과 1로 잘랐습니다. 얼마나 자신 있는지가 사라집니다.", lambda a: np.where(np.asarray(a) > 0, 1.0, 0.0)
            ),
            Mistake("로짓을 그대로 돌려주었습니다.", lambda a: np.asarray(a)),
            Mistake("시그모이드를 두 번 지났습니다.", lambda a: expit(expit(a)), hint=3),
        ],
        tolerance=1e-6,
        describe=lambda a: f"로짓 {a}",
    )


@exercise("1.4", "탐정의 정확도")
def accuracy() -> Comparison:
    cases = [
        (np.array([2.0, 0.3, -1.0, 0.1]), np.array([-2.0, 0.4, -0.1])),
        (np.array([1.0, 1.0]), np.array([-1.0, -1.0, -1.0, 3.0])),
        (np.array([0.2]), np.array([0.3, 0.6, -0.2, 5.0])),
    ]

    def expected(real, fake):
        return ((real > 0).sum() + (fake < 0).sum()) / (len(real) + len(fake))

    return Comparison(
        cases=cases,
        reference=expected,
        mistakes=[
            Mistake(
                "문턱이 0.5입니다. 로짓의 반반은 0이고, 확률의 반반이 0.5입니다.",
                lambda r, f: ((r > 0.5).sum() + (f < 0.5).sum()) / (len(r) + len(f)),
            ),
            Mistake("진짜만 보았습니다.", lambda r, f: (r > 0).mean()),
            Mistake("가짜만 보았습니다.", lambda r, f: (f < 0).mean()),
            Mistake("진짜와 가짜를 거꾸로 채점했습니다.", lambda r, f: 1 - expected(r, f)),
            Mistake(
                "진짜의 정확도와 가짜의 정확도를 반반으로 평균했습니다. 장수가 다르면 모두의 정확도와 다릅니다.",
                lambda r, f: ((r > 0).mean() + (f < 0).mean()) / 2,
                hint=2,
            ),
            Mistake("비율이 아니라 맞힌 수입니다.", lambda r, f: (r > 0).sum() + (f < 0).sum(), hint=3),
            Mistake(
                "진짜라고 답한 비율입니다. 맞혔는지는 보지 않았습니다.",
                lambda r, f: ((r > 0).sum() + (f > 0).sum()) / (len(r) + len(f)),
            ),
        ],
        describe=lambda r, f: f"진짜의 로짓 {r}, 가짜의 로짓 {f}",
    )


class _Judged:
    """가중치를 정해 둔 판별자가 낸 답과 그 손실."""

    def __init__(self, answer):
        keras.utils.set_random_seed(0)
        self.model = answer()

    @cached_property
    def outputs(self):
        for layer in self.model.layers:
            layer.set_weights([np.random.default_rng(2).normal(0, 2, weight.shape) for weight in layer.get_weights()])
        images = np.random.default_rng(0).normal(0, 3, (64, 8)).astype(np.float32)
        return self.model.predict(images, verbose=0)

    @cached_property
    def treats_as_logits(self):
        labels = tf.ones_like(self.outputs)
        loss = float(self.model.loss(labels, self.outputs))
        return close(loss, float(keras.losses.BinaryCrossentropy(from_logits=True)(labels, self.outputs)), 1e-5)

    @property
    def are_probabilities(self):
        return bool(self.outputs.min() >= 0 and self.outputs.max() <= 1)

    def told(self, digits):
        return f"출력의 범위 [{self.outputs.min():.{digits}f}, {self.outputs.max():.{digits}f}]"


@exercise("1.6", "버그 찾기: 시그모이드가 두 번")
def build_discriminator() -> Observation:
    return Observation(
        _Judged,
        [
            Symptom(
                "판별자(keras.Model)를 돌려주어야 합니다.",
                lambda seen: not isinstance(seen.model, keras.Model),
                expected="keras.Model",
                got=lambda seen: type(seen.model).__name__,
            ),
            Symptom(
                "compile의 손실이 이진 교차 엔트로피가 아닙니다.",
                lambda seen: not isinstance(seen.model.loss, keras.losses.BinaryCrossentropy),
                expected="BinaryCrossentropy",
                got=lambda seen: str(seen.model.loss),
                hint=2,
            ),
            Symptom(
                "이미지마다 답이 하나여야 합니다.",
                lambda seen: seen.outputs.shape != (64, 1),
                expected="모양 (64, 1)",
                got=lambda seen: f"모양 {seen.outputs.shape}",
                hint=2,
            ),
            Symptom(
                "손실이 확률을 로짓으로 여겨, 아무리 잘 맞혀도 0.31보다 작아지지 않습니다.",
                lambda seen: seen.are_probabilities and seen.treats_as_logits,
                untouched=True,
            ),
            Symptom(
                "거꾸로 된 실수입니다. 판별자는 로짓을 내놓는데 손실은 확률이라고 여깁니다.",
                lambda seen: not seen.are_probabilities and not seen.treats_as_logits,
                expected="마지막 층과 손실의 약속이 같음",
                got=lambda seen: seen.told(1),
                hint=2,
            ),
            Symptom(
                "확률을 내놓고 from_logits=False로 맞추었습니다. 값은 맞지만 이 강좌의 판별자는 로짓을 내놓습니다. "
                "확률로 바꾸면 자신 있는 답에서 그레이디언트가 0으로 뭉개집니다.",
                lambda seen: seen.are_probabilities,
                expected="로짓(범위 제한 없음)",
                got=lambda seen: seen.told(2),
                hint=3,
            ),
        ],
    )


def _score(real, fake, threshold):
    return ((real > threshold).sum() + (fake <= threshold).sum()) / (len(real) + len(fake))


def _by_score(choose, real, fake, *below_all):
    return choose([*below_all, *real, *fake], key=lambda threshold: _score(real, fake, threshold))


class _Thresholds:
    """답이 고른 문턱들. 가장 좋은 정확도에 못 미치는 첫 무리를 증거로 삼습니다."""

    def __init__(self, answer, cases, best):
        self.cases = cases
        self.found = [float(answer(real.copy(), fake.copy())) for real, fake in cases]
        short = [
            (*case, threshold, most)
            for case, threshold, most in zip(cases, self.found, best)
            if _score(*case, threshold) < most - 0.005
        ]
        self.worst = short[0] if short else None

    def like(self, function):
        return self.worst and all(close(found, function(*case), 1e-3) for case, found in zip(self.cases, self.found))

    def given(self):
        real, fake, *_ = self.worst
        return f"진짜 {len(real)}개(평균 {real.mean():.2f}), 가짜 {len(fake)}개(평균 {fake.mean():.2f})"

    def expected(self):
        return f"정확도 {self.worst[3]:.3f}"

    def got(self):
        return f"문턱 {self.worst[2]:.3f}, 정확도 {_score(*self.worst[:3]):.3f}"


@exercise("1.7", "실험 설계: 두 무리를 가르는 문턱")
def best_threshold() -> Observation:
    random = np.random.default_rng(7)
    cases = [
        (random.normal(2, 1, 400), random.normal(-1, 1, 400)),
        (random.normal(0.6, 0.1, 300), random.normal(0.2, 0.1, 600)),
        (random.normal(5, 2, 200), random.normal(4, 0.5, 200)),
    ]
    best = [_score(*case, _by_score(max, *case, np.min(np.concatenate(case)) - 1)) for case in cases]
    mistakes = [
        Mistake(
            "두 평균의 한가운데입니다. 퍼진 정도나 장수가 다르면 가장 좋은 문턱이 아닙니다.",
            lambda r, f: (r.mean() + f.mean()) / 2,
            hint=2,
        ),
        Mistake("진짜와 가짜를 뒤집어 채점했습니다. 가장 나쁜 문턱을 골랐습니다.", lambda r, f: _by_score(min, r, f)),
        Mistake("언제나 0입니다. 무리에 따라 문턱이 달라야 합니다.", lambda r, f: 0.0),
        Mistake("진짜의 평균입니다. 진짜의 절반을 가짜라고 하게 됩니다.", lambda r, f: r.mean()),
        Mistake("가짜의 평균입니다. 가짜의 절반을 진짜라고 하게 됩니다.", lambda r, f: f.mean()),
    ]
    evidence = {"given": _Thresholds.given, "expected": _Thresholds.expected, "got": _Thresholds.got}
    return Observation(
        lambda answer: _Thresholds(answer, cases, best),
        [
            *(
                Symptom(one.misconception, lambda seen, one=one: seen.like(one.function), **evidence, hint=one.hint)
                for one in mistakes
            ),
            Symptom("더 좋은 문턱이 있습니다.", lambda seen: seen.worst, **evidence, hint=2),
        ],
    )
