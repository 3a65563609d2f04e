"""10장 연습의 채점: 가장 좋은 짐작(10.4)과 증류의 손실(10.5)."""

import numpy as np
from scipy.special import softmax

from gan_course._tensorflow import tf
from gan_course.exercises.chapter_10.stand_in import shares
from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import normal
from gan_course.losses import generator_loss


def _squares(d):
    return (d**2).sum(axis=2)


_APART = [
    ("거리를 제곱하지 않았습니다.", lambda d: np.linalg.norm(d, axis=2)),
    ("좌표의 제곱을 더하지 않고 평균했습니다. 거리의 제곱은 합입니다.", lambda d: (d**2).mean(axis=2)),
    ("좌표 차이의 절댓값을 더했습니다. 거리의 제곱은 제곱의 합입니다.", lambda d: np.abs(d).sum(axis=2)),
    ("제곱하기 전에 더했습니다.", lambda d: d.sum(axis=2) ** 2),
]
_SCALED = [
    ("2로 나누지 않았습니다. 정규 분포의 지수는 거리의 제곱을 2·(잡음의 몫)²으로 나눈 것입니다.", lambda n: n**2),
    ("잡음의 몫의 제곱으로 나누지 않았습니다.", lambda n: 2.0),
    ("아무것으로도 나누지 않았습니다. 2·(잡음의 몫)²으로 나누십시오.", lambda n: 1.0),
    ("잡음의 몫을 제곱하지 않고 나누었습니다.", lambda n: 2 * n),
    ("2와 잡음의 몫의 제곱을 나누지 않고 곱했습니다.", lambda n: 1 / (2 * n**2)),
    ("2로 나눌 것을 곱했습니다.", lambda n: n**2 / 2),
    ("몫이 바뀌었습니다. 그림의 몫이 아니라 잡음의 몫의 제곱으로 나눕니다.", lambda n: 2 * (1 - n**2)),
    ("섞인 점을 그림의 몫으로 나누고 거리를 쟀습니다. 나누지 말고, 데이터의 점에 그림의 몫을 곱하십시오.", lambda n: 2 * n**2 * (1 - n**2)),
]  # fmt: skip
_PLACES = [
    ("데이터의 점에 그림의 몫을 곱하지 않았습니다. 섞인 점은 줄어든 점의 둘레에 있습니다.", lambda s, n: 1.0),
    ("데이터의 점에 그림의 몫이 아니라 잡음의 몫을 곱했습니다.", lambda s, n: n),
    ("데이터의 점에 그림의 몫의 제곱을 곱했습니다.", lambda s, n: s**2),
    ("데이터의 점을 그림의 몫으로 나누었습니다. 곱해야 합니다.", lambda s, n: 1 / s),
]
_WEIGHTS = [
    ("부호가 뒤집혔습니다. 먼 점일수록 무게가 커집니다.", lambda e: softmax(e, axis=1)),
    ("무게의 합으로 나누지 않았습니다. 무게는 더해서 1이어야 합니다.", lambda e: np.exp(-e)),
    ("무게의 합을 엉뚱한 축에서 구했습니다. 섞인 점마다 데이터의 점들의 무게를 더해 1이어야 합니다.", lambda e: softmax(-e, axis=0)),
    ("가장 가까운 점 하나만 골랐습니다. 모든 점을 무게로 평균하십시오.", lambda e: (e == e.min(axis=1, keepdims=True)).astype(float)),
    ("모든 점을 같은 무게로 평균했습니다. 가까운 점일수록 무게가 큽니다.", lambda e: np.full_like(e, 1 / e.shape[1])),
    ("지수 함수를 씌우지 않고 역수를 무게로 썼습니다.", lambda e: (1 / e) / (1 / e).sum(axis=1, keepdims=True)),
    ("지수 함수를 씌우지 않고 거리를 무게로 썼습니다. 먼 점일수록 무게가 커집니다.", lambda e: e / e.sum(axis=1, keepdims=True)),
    ("무게를 모든 점에 걸쳐 한꺼번에 1이 되게 나누었습니다. 섞인 점마다 나누십시오.", lambda e: np.exp(-e) / np.exp(-e).sum()),
]  # fmt: skip
# (무게, 데이터의 점, 섞인 점, 그림의 몫, 잡음의 몫) → 돌려줄 것
_GUESSES = [
    ("줄어든 점들을 평균했습니다. 평균할 것은 원래의 점입니다.", lambda w, p, x, s, n: w @ (s * p)),
    ("무게만 돌려주었습니다. 무게로 점들을 평균하십시오.", lambda w, p, x, s, n: w),
    ("평균한 점을 그림의 몫으로 나누었습니다. 원래의 점을 평균했으면 나누지 않습니다.", lambda w, p, x, s, n: w @ p / s),
    ("원래의 점이 아니라 섞은 잡음의 기댓값을 돌려주었습니다.", lambda w, p, x, s, n: (x - s * (w @ p)) / n),
    ("섞인 점을 그대로 돌려주었습니다. 데이터의 점을 무게로 평균하십시오.", lambda w, p, x, s, n: x),
    ("섞인 점을 그림의 몫으로 나누기만 했습니다. 데이터의 점을 무게로 평균하십시오.", lambda w, p, x, s, n: x / s),
]  # fmt: skip


@exercise("10.4", "가장 좋은 짐작")
def best_guess() -> Comparison:
    def build(
        place=lambda s, n: s,
        apart=_squares,
        scale=lambda n: 2 * n**2,
        weights=lambda e: softmax(-e, axis=1),
        guess=lambda w, p, x, s, n: w @ p,
    ):
        def of(noisy, time, points):
            signal, spread = shares(time)
            differences = noisy[:, None] - place(signal, spread) * points[None]
            return guess(weights(apart(differences) / scale(spread)), points, noisy, signal, spread)

        return of

    def expected(noisy, time, points):
        signal, spread = np.cos(time * np.pi / 2), np.sin(time * np.pi / 2)
        squares = np.sum((noisy[:, None] - signal * points) ** 2, axis=2)
        weights = np.exp(-squares / (2 * spread**2))
        return weights @ points / weights.sum(axis=1, keepdims=True)

    random = np.random.default_rng([10, 4])
    sizes = [(3, 4, 0.5), (5, 2, 0.8), (1, 3, 0.25), (3, 3, 0.65), (4, 5, 0.93), (2, 1, 0.4)]
    return Comparison(
        cases=[(random.normal(size=(n, 2)), time, random.normal(0, 1.2, (m, 2))) for n, m, time in sizes],
        reference=expected,
        mistakes=by(
            build,
            place=Choice(wrong=_PLACES),
            apart=Choice(wrong=_APART),
            scale=Choice(wrong=_SCALED),
            weights=Choice(wrong=_WEIGHTS),
            guess=Choice(wrong=_GUESSES),
        ),
        describe=lambda noisy, time, points: f"섞인 점 {len(noisy)}개, 시각 {time:g}, 데이터의 점 {len(points)}개",
    )


def _one(a):
    return np.logaddexp(0, -a).mean()


_JUDGED = [
    ("가짜를 0으로 두었습니다. 학생은 가짜가 1로 답해지기를 바랍니다.", lambda a: np.logaddexp(0, a).mean()),
    ("적대적 손실의 부호가 뒤집혔습니다.", lambda a: -_one(a)),
    ("적대적 손실이 빠졌습니다.", lambda a: 0.0),
    ("손실이 아니라 로짓의 평균을 더했습니다.", lambda a: a.mean()),
    ("손실이 아니라 로짓의 평균을 뺐습니다. generator_loss를 쓰십시오.", lambda a: -a.mean()),
    ("로짓에 시그모이드를 씌워 손실에 넣었습니다. 손실 함수는 로짓을 받습니다.", lambda a: _one(1 / (1 + np.exp(-a)))),
    ("포화 손실(정답을 0으로 둔 손실에 음의 부호)을 썼습니다.", lambda a: -np.logaddexp(0, a).mean()),
    ("적대적 손실을 평균하지 않고 더했습니다.", lambda a: np.logaddexp(0, -a).sum()),
]
_FAR = [
    ("제곱이 아니라 절댓값을 평균했습니다.", lambda d: np.abs(d).mean()),
    ("제곱을 평균하지 않고 더했습니다.", lambda d: (d**2).sum()),
    ("제곱하지 않고 평균했습니다. 부호가 서로 지웁니다.", lambda d: d.mean()),
    ("마지막에 제곱근을 씌웠습니다.", lambda d: np.sqrt((d**2).mean())),
    ("제곱하기 전에 평균했습니다.", lambda d: d.mean() ** 2),
    ("스승과의 차이가 빠졌습니다. 판별자만 속이는 보통의 GAN입니다.", lambda d: 0.0),
    ("좌표의 제곱은 더하고 배치만 평균했습니다. 모두 평균하십시오.", lambda d: (d**2).sum(axis=tuple(range(1, d.ndim))).mean()),
    ("제곱의 절반입니다. 나누지 마십시오.", lambda d: (d**2).mean() / 2),
    ("하나마다의 거리(제곱의 합의 제곱근)를 평균했습니다. 제곱을 그대로 평균하십시오.", lambda d: np.sqrt((d**2).sum(axis=tuple(range(1, d.ndim)))).mean()),
]  # fmt: skip
_TOTAL = [
    ("무게를 곱하지 않았습니다.", lambda j, f, w: j + f),
    ("무게를 스승과의 차이가 아니라 적대적 손실에 곱했습니다.", lambda j, f, w: w * j + f),
    ("무게를 두 항에 모두 곱했습니다. 스승과의 차이에만 곱합니다.", lambda j, f, w: w * (j + f)),
    (
        "두 항을 무게와 1 - 무게로 나누어 섞었습니다. 적대적 손실은 그대로 두고 더하십시오.",
        lambda j, f, w: (1 - w) * j + w * f,
    ),
    ("스승과의 차이를 뺐습니다. 더해야 합니다.", lambda j, f, w: j - w * f),
    ("무게로 나누었습니다. 곱해야 합니다.", lambda j, f, w: j + f / w),
    ("두 항을 따로 돌려주었습니다. 하나로 더하십시오.", lambda j, f, w: (j, w * f)),
    ("두 항을 더하지 않고 곱했습니다.", lambda j, f, w: j * w * f),
    ("무게의 제곱을 곱했습니다.", lambda j, f, w: j + w**2 * f),
]


@exercise("10.5", "증류의 손실")
def distillation_loss() -> Comparison:
    def build(judged=_one, far=lambda d: (d**2).mean(), total=lambda j, f, w: j + w * f):
        def loss(student, teacher, fake_logits, weight):
            student, teacher, logits = (np.asarray(value) for value in (student, teacher, fake_logits))
            return total(judged(logits), far(student - teacher), weight)

        return loss

    def expected(student, teacher, fake_logits, weight):
        return generator_loss(fake_logits) + weight * tf.reduce_mean((student - teacher) ** 2)

    sizes = [((3, 2), 5.0), ((2, 4, 4, 1), 0.3), ((1, 2), 20.0)]
    return Comparison(
        cases=[
            (
                normal(*size, seed=(10, 500 + at)),
                normal(*size, seed=(10, 550 + at)),
                2 * normal(size[0], 1, seed=(10, 580 + at)),
                weight,
            )
            for at, (size, weight) in enumerate(sizes)
        ],
        reference=expected,
        mistakes=by(
            build,
            judged=Choice(wrong=_JUDGED),
            far=Choice(wrong=_FAR),
            total=Choice(wrong=_TOTAL),
        ),
        describe=lambda student, teacher, a, weight: (
            f"모양 {tuple(student.shape)}의 학생과 스승, 로짓 {np.round(a.numpy()[:, 0].astype(float), 2).tolist()}, 무게 {weight:g}"
        ),
        gradients=lambda student, teacher, a, weight: [student, a],
        cut="값은 맞지만 학생이나 로짓까지 가는 그레이디언트가 끊어졌습니다. 두 항 모두 tf 함수로 계산하십시오.",
    )
