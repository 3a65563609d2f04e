"""2장 연습의 채점: 두 손실(2.2, 2.3). 오답은 NumPy로 지어 값만 견줍니다."""

import numpy as np
from scipy.special import expit

from gan_course._tensorflow import keras, tf
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise

_on_logits = keras.losses.BinaryCrossentropy(from_logits=True)
_LOGITS = [
    (tf.constant([[-2.0], [0.5], [3.0]]),),
    (tf.constant([[-1.0]]),),
    (tf.random.stateless_normal((4, 3, 2, 1), seed=(0, 1)),),
]
_PAIRS = [
    (tf.constant([[2.0], [-1.0]]), tf.constant([[-3.0], [0.5], [1.0]])),
    (tf.constant([[0.3]]), tf.constant([[-0.7]])),
    (tf.random.stateless_normal((2, 3, 2, 1), seed=(0, 2)), tf.random.stateless_normal((5, 3, 2, 1), seed=(0, 3))),
]


def _same(x):
    return x


def entropy(label, logit):
    return np.logaddexp(0, logit) - label * logit


def on_probability(label, chance):
    """Keras처럼 32비트에서 자릅니다. 로짓을 확률로 보았을 때의 값이 그 끝에서 정해집니다."""
    small = np.float32(1e-7)
    chance = np.clip(np.asarray(chance, np.float32), small, 1 - small)
    return -(label * np.log(chance) + (1 - label) * np.log(1 - chance))


# 손실의 꼴: 정답(0에서 1)과 로짓에서, 원소마다의 손실
_FAMILY = Choice(
    entropy,
    {
        "로짓을 확률로 보았습니다. from_logits=True인 cross_entropy를 쓰십시오.": on_probability,
        "정답과 예측의 자리가 바뀌었습니다. cross_entropy(정답, 예측)의 차례입니다.": lambda y, a: (
            np.logaddexp(0, y) - a * y
        ),
        "교차 엔트로피가 아니라 최소제곱 손실입니다.": lambda y, a: (a - y) ** 2,
        "교차 엔트로피가 아니라 최소제곱 손실의 절반입니다.": lambda y, a: (a - y) ** 2 / 2,
        "교차 엔트로피가 아니라 확률의 차이의 제곱입니다.": lambda y, a: (expit(a) - y) ** 2,
        "교차 엔트로피가 아니라 차이의 절댓값입니다.": lambda y, a: np.abs(a - y),
        "교차 엔트로피가 아니라 확률의 차이의 절댓값입니다(로그를 씌우지 않았습니다).": lambda y, a: np.abs(
            expit(a) - y
        ),
        "교차 엔트로피가 아니라 바서슈타인 손실입니다(로짓의 평균).": lambda y, a: (1 - 2 * y) * a,
        "교차 엔트로피가 아니라 힌지 손실입니다.": lambda y, a: np.maximum(0, 1 - (2 * y - 1) * a),
    },
)
_LOGIT = Choice(
    _same,
    {
        "시그모이드를 두 번 지났습니다. cross_entropy는 로짓을 받으므로 시그모이드를 빼십시오.": expit,
        "tanh를 지났습니다. cross_entropy는 로짓을 그대로 받습니다.": np.tanh,
        "로짓을 반올림했습니다.": np.rint,
        "로짓의 부호가 뒤집혔습니다.": np.negative,
        "로짓의 음수를 0으로 잘랐습니다(relu).": lambda a: np.maximum(a, 0),
        "로짓에 절댓값을 씌웠습니다.": np.abs,
        "로짓을 0과 1 사이로 잘랐습니다.": lambda a: np.clip(a, 0, 1),
        "로짓을 -1과 1 사이로 잘랐습니다.": lambda a: np.clip(a, -1, 1),
        "로짓을 0과 1의 판정으로 바꾸었습니다.": lambda a: np.where(a > 0, 1.0, 0.0),
    },
)
_MEAN = Choice(
    np.mean,
    {
        "평균이 아니라 합입니다. 배치가 커지면 손실도 커져 학습률의 뜻이 달라집니다.": np.sum,
        "합을 배치의 크기로만 나누었습니다. 이미지 하나에 답이 여럿이면 합이 됩니다.": lambda x: np.sum(x) / len(x),
        "배치로만 평균하고 나머지 축은 그대로 두었습니다.": lambda x: np.mean(x, 0),
        "마지막 축으로만 평균하고 배치는 그대로 두었습니다(수 하나가 아닙니다).": lambda x: np.mean(x, -1),
        "평균을 내지 않고 하나하나의 손실을 돌려주었습니다.": _same,
        "평균이 아니라 가장 큰 것입니다.": np.max,
        "평균이 아니라 가장 작은 것입니다.": np.min,
        "평균이 아니라 가운데 값입니다.": np.median,
        "첫 이미지의 손실만 보았습니다.": lambda x: np.mean(x[0]),
    },
)
_SCALE = {
    "부호가 뒤집혔습니다.": lambda value: -value,
    "2로 나누었습니다.": lambda value: value / 2,
    "2를 곱했습니다.": lambda value: 2 * value,
    "절댓값을 씌웠습니다.": np.abs,
    "로그를 씌웠습니다.": np.log,
    "제곱했습니다.": np.square,
    "제곱근을 씌웠습니다.": np.sqrt,
    "지수(exp)를 씌웠습니다.": np.exp,
}


def _numpy(function):
    return lambda *logits: function(*(np.asarray(a, np.float64) for a in logits))


@exercise("2.2", "생성자의 손실 쓰기")
def generator_loss() -> Comparison:
    def built(label, logit, family, mean, after):
        return _numpy(lambda a: after(mean(family(label, logit(a)))))

    softened = (0.95, 0.9, 0.8, 0.7, 0.5, 0.1, -1.0, 2.0)
    label = Choice(
        1.0,
        {
            "진짜와 가짜의 레이블이 바뀌었습니다. 이 손실은 판별자가 가짜를 가짜라고 맞힐수록 작아집니다.": 0.0,
            **{f"레이블이 1이 아니라 {value:g}입니다.": value for value in softened},
        },
    )
    whole = {
        "포화 손실입니다. 레이블 0의 손실에서 부호만 뒤집으면 들킨 가짜의 그레이디언트가 사라집니다(2.7절).": (
            lambda a: -np.mean(entropy(0.0, a))
        ),
        "포화 손실입니다. 그리고 평균이 아니라 합입니다.": lambda a: -np.sum(entropy(0.0, a)),
        "포화 손실입니다. 그리고 로짓을 확률로 보았습니다.": lambda a: -np.mean(on_probability(0.0, a)),
        "포화 손실입니다. 그리고 시그모이드를 두 번 지났습니다.": lambda a: -np.mean(entropy(0.0, expit(a))),
        "로그를 씌우지 않았습니다. 확률의 평균에 부호만 붙였습니다.": lambda a: -np.mean(expit(a)),
        "확률의 평균입니다. 로그를 씌우지 않았고, 부호도 뒤집혔습니다.": lambda a: np.mean(expit(a)),
        "평균을 낸 다음에 로그를 씌웠습니다. 하나하나에 로그를 씌워 평균하십시오.": lambda a: (
            -np.log(np.mean(expit(a)))
        ),
        "평균을 낸 로짓의 손실입니다. 하나하나의 손실을 평균하십시오.": lambda a: entropy(1.0, np.mean(a)),
        "평균이 아니라 합입니다. 그리고 그 합의 로그입니다.": lambda a: np.log(np.sum(np.exp(-a))),
        "판별자의 손실처럼 레이블 1과 0의 손실을 더했습니다.": lambda a: np.mean(entropy(1.0, a) + entropy(0.0, a)),
        "판별자의 손실처럼 레이블 1과 0의 손실을 더해 2로 나누었습니다.": (
            lambda a: np.mean(entropy(1.0, a) + entropy(0.0, a)) / 2
        ),
        "레이블이 정해진 1이 아니라 판별자의 판정(로짓이 0보다 큰지)입니다.": lambda a: np.mean(
            entropy((a > 0) * 1.0, a)
        ),
        "레이블이 정해진 1이 아니라 판별자의 확률입니다.": lambda a: np.mean(entropy(expit(a), a)),
    }
    return Comparison(
        cases=_LOGITS,
        reference=lambda fake_output: _on_logits(tf.ones_like(fake_output), fake_output),
        mistakes=[
            *(Mistake(what, _numpy(function)) for what, function in whole.items()),
            *by(
                built,
                label=label,
                family=_FAMILY,
                logit=_LOGIT,
                mean=_MEAN,
                after=Choice(_same, _SCALE),
            ),
        ],
        describe=lambda a: f"가짜의 로짓 {np.ravel(a).round(2)[:6]}",
        gradients=lambda fake: [fake],
    )


@exercise("2.3", "판별자의 손실 쓰기")
def discriminator_loss() -> Comparison:
    def built(labels, logit, family, mean, join):
        def function(real, fake):
            one, zero = labels
            pieces = (family(one, logit(real)), family(zero, logit(fake)))
            return join(mean, *pieces)

        return _numpy(function)

    numbers = {"1": 1.0, "0": 0.0, "-1": -1.0, "0.9": 0.9, "0.95": 0.95, "0.8": 0.8, "0.7": 0.7, "0.5": 0.5}
    numbers |= {"0.1": 0.1, "0.05": 0.05, "0.2": 0.2, "0.3": 0.3}
    labels = {
        "진짜와 가짜의 레이블이 바뀌었습니다. 탐정이 진짜에 0, 가짜에 1이라고 답하게 됩니다.": (0.0, 1.0),
        "가짜에도 1을 붙였습니다. 그것은 생성자의 바람입니다.": (1.0, 1.0),
        "진짜에도 0을 붙였습니다.": (0.0, 0.0),
        **{f"진짜의 레이블이 1이 아니라 {name}입니다.": (value, 0.0) for name, value in numbers.items() if value != 1},
        **{f"가짜의 레이블이 0이 아니라 {name}입니다.": (1.0, value) for name, value in numbers.items() if value},
        **{
            f"진짜의 레이블이 {one}, 가짜의 레이블이 {zero}입니다. 1과 0입니다.": (numbers[one], numbers[zero])
            for one in numbers
            for zero in numbers
            if one != "1" and zero != "0"
        },
    }
    join = {
        "가짜 쪽 손실이 빠졌습니다.": lambda mean, r, f: mean(r),
        "진짜 쪽 손실이 빠졌습니다.": lambda mean, r, f: mean(f),
        "두 손실을 더하지 않고 뺐습니다.": lambda mean, r, f: mean(r) - mean(f),
        "두 손실을 더하지 않고 뺐습니다(가짜 쪽에서 진짜 쪽을 뺌).": lambda mean, r, f: mean(f) - mean(r),
        "더한 다음 2로 나누었습니다. 원래 수업의 손실은 나누지 않은 합입니다(균형점의 눈금이 2 ln 2).": (
            lambda mean, r, f: (mean(r) + mean(f)) / 2
        ),
        "진짜와 가짜를 한데 모아 평균했습니다. 장수가 다르면 많은 쪽에 치우칩니다.": (
            lambda mean, r, f: mean(np.concatenate([r, f]))
        ),
        "진짜와 가짜를 한데 모아 평균했습니다. 그리고 2를 곱했습니다. 장수가 다르면 많은 쪽에 치우칩니다.": (
            lambda mean, r, f: 2 * mean(np.concatenate([r, f]))
        ),
        "더한 손실의 부호가 뒤집혔습니다.": lambda mean, r, f: -(mean(r) + mean(f)),
        "두 손실을 곱했습니다.": lambda mean, r, f: mean(r) * mean(f),
        "두 손실 가운데 큰 것을 골랐습니다.": lambda mean, r, f: np.maximum(mean(r), mean(f)),
        "두 손실 가운데 작은 것을 골랐습니다.": lambda mean, r, f: np.minimum(mean(r), mean(f)),
        "하나로 더하지 않고 따로따로 돌려주었습니다.": lambda mean, r, f: np.array([mean(r), mean(f)]),
        "괄호를 빠뜨려 가짜 쪽 손실만 2로 나누었습니다.": lambda mean, r, f: mean(r) + mean(f) / 2,
        "진짜 쪽 손실만 2로 나누었습니다.": lambda mean, r, f: mean(r) / 2 + mean(f),
        "더한 다음 2를 곱했습니다.": lambda mean, r, f: 2 * (mean(r) + mean(f)),
        "진짜 쪽 손실을 두 번 더했습니다.": lambda mean, r, f: 2 * mean(r),
        "가짜 쪽 손실을 두 번 더했습니다.": lambda mean, r, f: 2 * mean(f),
        "합을 진짜의 장수로만 나누었습니다.": lambda mean, r, f: (r.sum() + f.sum()) / len(r),
        "합을 진짜와 가짜의 장수로 나누었습니다.": lambda mean, r, f: (r.sum() + f.sum()) / (len(r) + len(f)),
    }
    whole = {
        "진짜와 가짜의 로짓을 서로 바꾸어 넣었습니다(진짜에 0, 가짜에 1).": lambda r, f: (
            entropy(1.0, f).mean() + entropy(0.0, r).mean()
        ),
        "두 손실에 모두 진짜의 로짓을 넣었습니다.": lambda r, f: entropy(1.0, r).mean() + entropy(0.0, r).mean(),
        "두 손실에 모두 가짜의 로짓을 넣었습니다.": lambda r, f: entropy(1.0, f).mean() + entropy(0.0, f).mean(),
        "상대적(relativistic) 손실입니다. 진짜의 로짓에서 가짜의 로짓의 평균을 뺐습니다.": lambda r, f: (
            entropy(1.0, r - f.mean()).mean() + entropy(0.0, f - r.mean()).mean()
        ),
        "진짜에만 시그모이드를 한 번 더 지났습니다.": lambda r, f: (
            entropy(1.0, expit(r)).mean() + entropy(0.0, f).mean()
        ),
        "가짜에만 시그모이드를 한 번 더 지났습니다.": lambda r, f: (
            entropy(1.0, r).mean() + entropy(0.0, expit(f)).mean()
        ),
        "가짜 쪽의 정답과 예측의 자리가 바뀌었습니다.": lambda r, f: entropy(1.0, r).mean() + np.log(2),
        "진짜 쪽의 정답과 예측의 자리가 바뀌었습니다.": lambda r, f: (
            (np.logaddexp(0, 1) - r).mean() + entropy(0.0, f).mean()
        ),
        "진짜만 평균이 아니라 합입니다.": lambda r, f: entropy(1.0, r).sum() + entropy(0.0, f).mean(),
        "가짜만 평균이 아니라 합입니다.": lambda r, f: entropy(1.0, r).mean() + entropy(0.0, f).sum(),
    }
    return Comparison(
        cases=_PAIRS,
        reference=lambda real, fake: _on_logits(tf.ones_like(real), real) + _on_logits(tf.zeros_like(fake), fake),
        mistakes=[
            *by(
                built,
                labels=Choice((1.0, 0.0), labels),
                join=Choice(lambda mean, r, f: mean(r) + mean(f), join),
                family=_FAMILY,
                logit=_LOGIT,
                mean=_MEAN,
            ),
            *(Mistake(what, _numpy(function)) for what, function in whole.items()),
        ],
        describe=lambda real, fake: (
            f"진짜의 로짓 {np.ravel(real).round(2)[:4]}, 가짜의 로짓 {np.ravel(fake).round(2)[:4]}"
        ),
        gradients=lambda real, fake: [real, fake],
    )
