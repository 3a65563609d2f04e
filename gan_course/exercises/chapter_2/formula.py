"""2장 연습의 채점: 교차 엔트로피의 식(2.1)."""

import numpy as np
from scipy.special import expit

from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise


def _same(x):
    return x


@exercise("2.1", "이진 교차 엔트로피를 식으로 옮기기")
def binary_cross_entropy() -> Comparison:
    def expected(label, probability):
        return -(label * np.log(probability) + (1 - label) * np.log(1 - probability))

    def built(truth, chance, log, join, after):
        def function(y, d):
            d = chance(y, d)
            (first, second), (of_one, of_zero) = truth(y), (log(d), log(1 - d))
            return after(join(first * of_one, second * of_zero))

        return function

    join = Choice(
        lambda one, zero: -(one + zero),
        {
            "부호가 뒤집혔습니다. 손실은 바라는 대로 될수록 작은 수여야 합니다.": lambda one, zero: one + zero,
            "정답이 0일 때의 항이 빠졌습니다.": lambda one, zero: -one,
            "정답이 1일 때의 항이 빠졌습니다.": lambda one, zero: -zero,
            "정답이 0일 때의 항이 빠졌습니다. 그리고 부호가 뒤집혔습니다.": lambda one, zero: one,
            "정답이 1일 때의 항이 빠졌습니다. 그리고 부호가 뒤집혔습니다.": lambda one, zero: zero,
            "음의 부호가 앞의 항에만 붙었습니다(괄호를 빠뜨렸습니다).": lambda one, zero: -one + zero,
            "음의 부호가 뒤의 항에만 붙었습니다. 두 항을 더한 다음에 부호를 붙이십시오.": lambda one, zero: one - zero,
            "두 항을 더하지 않고 평균했습니다. 값이 절반입니다.": lambda one, zero: -(one + zero) / 2,
            "두 항을 더하지 않고 곱했습니다.": lambda one, zero: one * zero,
            "두 항을 더하지 않고 곱했습니다. 그리고 음의 부호를 붙였습니다.": lambda one, zero: -(one * zero),
            "두 항 가운데 큰 것만 골랐습니다.": lambda one, zero: max(-one, -zero),
            "하나로 더하지 않고 두 항을 따로따로 돌려주었습니다.": lambda one, zero: np.array([-one, -zero]),
            "하나로 더하지 않고 두 항을 따로따로 돌려주었습니다. 그리고 부호가 뒤집혔습니다.": (
                lambda one, zero: np.array([one, zero])
            ),
        },
    )
    truth = Choice(
        lambda y: (y, 1 - y),
        {
            "정답 1과 0의 자리가 바뀌었습니다.": lambda y: (1 - y, y),
            "두 항에 모두 정답 y를 곱했습니다. 뒤의 항에는 1 - y입니다.": lambda y: (y, y),
            "두 항에 모두 1 - y를 곱했습니다. 앞의 항에는 y입니다.": lambda y: (1 - y, 1 - y),
            "정답을 곱하지 않았습니다.": lambda y: (1, 1),
            "뒤의 항에 1 - y를 곱하지 않았습니다.": lambda y: (y, 1),
            "앞의 항에 y를 곱하지 않았습니다.": lambda y: (1, 1 - y),
            "뒤의 항에 1 - y가 아니라 y - 1을 곱해 부호가 뒤집혔습니다.": lambda y: (y, y - 1),
            "정답을 흔들었습니다(0.9와 0.1).": lambda y: (0.9 * y + 0.1 * (1 - y), 0.1 * y + 0.9 * (1 - y)),
            "정답 1을 0.9로 낮추었습니다.": lambda y: (0.9 * y, 1 - 0.9 * y),
        },
    )
    chance = Choice(
        lambda y, d: d,
        {
            "확률을 로짓으로 보고 시그모이드를 한 번 더 지났습니다(from_logits=True).": lambda y, d: expit(d),
            "확률 D 대신 1 - D를 썼습니다.": lambda y, d: 1 - d,
            "확률을 0.2와 0.8 사이로 잘랐습니다.": lambda y, d: np.clip(d, 0.2, 0.8),
        },
    )
    log = Choice(
        np.log,
        {
            "자연로그가 아니라 밑이 2인 로그입니다.": np.log2,
            "밑이 10인 로그입니다. np.log가 자연로그입니다.": np.log10,
            "log1p를 썼습니다. log1p(x)는 log(1 + x)입니다.": np.log1p,
            "로그가 아니라 지수(exp)를 썼습니다.": np.exp,
            "로그를 씌우지 않았습니다.": _same,
            "로그가 아니라 제곱을 썼습니다.": np.square,
        },
    )
    after = Choice(
        _same,
        {
            "음수를 없애려고 절댓값을 씌웠습니다.": np.abs,
            "2를 곱했습니다.": lambda value: 2 * value,
            "지수(exp)를 씌웠습니다.": np.exp,
            "반올림했습니다.": np.rint,
            "소수 둘째 자리에서 반올림했습니다.": lambda value: np.round(value, 2),
        },
    )
    others = {
        "교차 엔트로피가 아니라 초점 손실(focal)입니다.": lambda y, d: (
            -(y * (1 - d) ** 2 * np.log(d) + (1 - y) * d**2 * np.log(1 - d))
        ),
        "교차 엔트로피가 아니라 차이의 제곱입니다.": lambda y, d: (y - d) ** 2,
        "교차 엔트로피가 아니라 차이의 절댓값입니다.": lambda y, d: abs(y - d),
        "교차 엔트로피가 아니라 차이입니다.": lambda y, d: y - d,
        "교차 엔트로피가 아니라 차이입니다(확률에서 정답을 뺌).": lambda y, d: d - y,
        "뒤의 항의 로그에도 D를 넣었습니다. 정답이 0이면 1 - D입니다.": lambda y, d: (
            -(y * np.log(d) + (1 - y) * np.log(d))
        ),
        "앞의 항의 로그에도 1 - D를 넣었습니다. 정답이 1이면 D입니다.": (
            lambda y, d: -(y * np.log(1 - d) + (1 - y) * np.log(1 - d))
        ),
        "1 - log(D)를 썼습니다. log(1 - D)여야 합니다.": lambda y, d: -(y * np.log(d) + (1 - y) * (1 - np.log(d))),
        "정답과 확률이 서로 바뀌었습니다.": lambda y, d: -(d * np.log(y) + (1 - d) * np.log(1 - y)),
        "정답이 아니라 확률이 0.5보다 큰지로 항을 골랐습니다.": lambda y, d: -np.log(d) if d > 0.5 else -np.log(1 - d),
        "정답과 확률을 서로 바꾸고 로그가 무한대가 되지 않게 잘랐습니다.": (
            lambda y, d: expected(d, np.clip(y, 1e-7, 1 - 1e-7))
        ),
        "정답이 아니라 확률을 곱했습니다(엔트로피).": lambda y, d: -(d * np.log(d) + (1 - d) * np.log(1 - d)),
        "정답이 0일 때의 log(1 - D) 대신 D를 썼습니다.": lambda y, d: -y * np.log(d) + (1 - y) * d,
        "교차 엔트로피가 아니라 힌지 손실입니다.": lambda y, d: max(0, 1 - (2 * y - 1) * d),
        "맞혔는지(0이나 1)만 돌려주었습니다.": lambda y, d: float((d > 0.5) == (y == 1)),
        "틀렸는지(0이나 1)만 돌려주었습니다.": lambda y, d: float((d > 0.5) != (y == 1)),
        "로그를 씌우지 않은 확률(정답에 준 확률)입니다.": lambda y, d: y * d + (1 - y) * (1 - d),
    }
    return Comparison(
        cases=[(1.0, 0.9), (0.0, 0.9), (1.0, 0.25), (0.0, 0.1), (1.0, 0.63), (0.0, 0.37), (1.0, 0.03), (0.0, 0.98)],
        reference=expected,
        mistakes=[
            *by(built, join=join, truth=truth, log=log, chance=chance, after=after),
            *(Mistake(what, function) for what, function in others.items()),
        ],
        describe=lambda y, d: f"정답 y = {y:g}, 확률 D = {d:g}",
    )
