"""1장 연습의 채점: 판별자의 답을 확률과 정확도로(1.3, 1.4)."""

import numpy as np
from scipy.special import expit

from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise


def _softmax(a):
    powers = np.exp(a - np.max(a))
    return powers / np.sum(powers)


def _odds(a, sign):
    powers = np.exp(a)
    return powers / (1 + sign * powers)


@exercise("1.3", "로짓을 확률로")
def probability() -> Comparison:
    def built(logit, curve, after):
        return lambda a: after(curve(logit(np.asarray(a, np.float64))))

    curve = Choice(
        expit,
        {
            "부호가 뒤집혔습니다. 로짓이 클수록 진짜라는 답입니다.": lambda a: expit(-a),
            "1을 더하지 않았습니다. 값이 1을 넘을 수 있습니다.": np.exp,
            "1을 더하지 않았습니다. 그리고 부호가 뒤집혔습니다.": lambda a: np.exp(-a),
            "괄호를 빠뜨렸습니다. 1 / (1 + …)이어야 합니다.": lambda a: 1 / 1 + np.exp(-a),
            "괄호를 빠뜨렸습니다. 1 / (1 + …)이어야 합니다. 그리고 부호가 뒤집혔습니다.": lambda a: 1 / 1 + np.exp(a),
            "분모만 돌려주었습니다. 1을 그것으로 나누십시오.": lambda a: 1 + np.exp(-a),
            "분모만 돌려주었습니다. 그리고 부호가 뒤집혔습니다.": lambda a: 1 + np.exp(a),
            "분모에서 더하지 않고 뺐습니다.": lambda a: _odds(a, -1),
            "분모에서 더하지 않고 뺐습니다(1 - exp(-a)).": lambda a: 1 / (1 - np.exp(-a)),
            "분모에서 더하지 않고 뺐습니다(1 - exp(a)).": lambda a: 1 / (1 - np.exp(a)),
            "분모의 1이 2입니다.": lambda a: 1 / (2 + np.exp(-a)),
            "tanh입니다. -1에서 1까지라서 확률이 아닙니다.": np.tanh,
            "tanh 안의 로짓을 2로 나누지 않았습니다. σ(a)가 아니라 σ(2a)입니다.": lambda a: expit(2 * a),
            "tanh(a / 2)만 계산했습니다. 1을 더해 2로 나누지 않았습니다.": lambda a: np.tanh(a / 2),
            "2로 나누지 않았습니다. 범위가 [0, 2]입니다.": lambda a: np.tanh(a) + 1,
            "arctan을 썼습니다. 시그모이드가 아닙니다.": lambda a: 0.5 + np.arctan(a) / np.pi,
            "소프트사인(a / (1 + |a|))을 썼습니다. 시그모이드가 아닙니다.": lambda a: a / (1 + np.abs(a)),
            "a / (1 + |a|)를 [0, 1]로 옮겼습니다. 시그모이드가 아닙니다.": lambda a: (a / (1 + np.abs(a)) + 1) / 2,
            "0과 1로 잘랐습니다. 얼마나 자신 있는지가 사라집니다.": lambda a: np.where(a > 0, 1.0, 0.0),
            "0과 1로 잘랐습니다(0도 1). 얼마나 자신 있는지가 사라집니다.": lambda a: np.where(a >= 0, 1.0, 0.0),
            "0과 1로 잘랐습니다(문턱 0.5). 얼마나 자신 있는지가 사라집니다.": lambda a: np.where(a > 0.5, 1.0, 0.0),
            "로짓을 그대로 돌려주었습니다.": lambda a: a,
            "로짓을 0과 1 사이로 자르기만 했습니다.": lambda a: np.clip(a, 0, 1),
            "하나마다 시그모이드를 지나지 않고 소프트맥스를 씌웠습니다. 배열의 합이 1이 됩니다.": _softmax,
            "배열의 최소와 최대로 늘였습니다. 로짓 하나의 확률은 다른 로짓과 상관없습니다.": (
                lambda a: (a - np.min(a)) / (np.max(a) - np.min(a))
            ),
            "배열의 합으로 나누었습니다. 로짓 하나의 확률은 다른 로짓과 상관없습니다.": lambda a: a / np.sum(a),
            "배열의 최대로 나누었습니다. 로짓 하나의 확률은 다른 로짓과 상관없습니다.": lambda a: a / np.max(a),
            "시그모이드의 값을 배열의 합으로 나누었습니다.": lambda a: expit(a) / np.sum(expit(a)),
            "relu를 썼습니다. 확률이 아닙니다.": lambda a: np.maximum(a, 0),
            "softplus입니다(log(1 + exp(a))). 확률이 아닙니다.": lambda a: np.logaddexp(0, a),
            "로그를 씌운 확률입니다(log σ(a)).": lambda a: -np.logaddexp(0, -a),
            "시그모이드를 미분한 값입니다.": lambda a: expit(a) * (1 - expit(a)),
            "시그모이드의 역함수(로짓)입니다.": lambda a: np.log(a / (1 - a)),
            "곡선이 아니라 꺾은 직선입니다(hard sigmoid, 0.2a + 0.5).": lambda a: np.clip(0.2 * a + 0.5, 0, 1),
            "곡선이 아니라 꺾은 직선입니다(hard sigmoid, a/6 + 0.5).": lambda a: np.clip(a / 6 + 0.5, 0, 1),
            "곡선이 아니라 꺾은 직선입니다(a/4 + 0.5).": lambda a: np.clip(a / 4 + 0.5, 0, 1),
            "곡선이 아니라 꺾은 직선입니다((a + 1) / 2).": lambda a: np.clip((a + 1) / 2, 0, 1),
            "[-1, 1]을 [0, 1]로 옮기기만 했습니다. 로짓에는 범위가 없습니다.": lambda a: (a + 1) / 2,
            "정규 분포의 누적 확률입니다. 시그모이드가 아닙니다.": _normal_cdf,
            "모든 값의 평균을 내어 수 하나로 만들었습니다.": lambda a: np.mean(expit(a)),
            "제곱을 썼습니다(exp(-a²)).": lambda a: 1 / (1 + np.exp(-(a**2))),
        },
    )
    logit = Choice(
        lambda a: a,
        {
            "절댓값을 씌웠습니다. 음수의 로짓도 절반을 넘습니다.": np.abs,
            "절댓값에 음의 부호를 붙였습니다. 양수의 로짓도 절반이 못 됩니다.": lambda a: -np.abs(a),
            "밑이 e가 아니라 10입니다.": lambda a: a * np.log(10),
            "밑이 e가 아니라 2입니다.": lambda a: a * np.log(2),
            "로짓에 2를 곱했습니다.": lambda a: 2 * a,
            "로짓을 2로 나누었습니다.": lambda a: a / 2,
            "로짓의 평균을 뺐습니다.": lambda a: a - np.mean(a),
            "로짓의 최대를 뺐습니다. 소프트맥스에서만 값이 그대로입니다.": lambda a: a - np.max(a),
            "로짓을 정수로 바꾸었습니다.": np.trunc,
        },
    )
    after = Choice(
        lambda p: p,
        {
            "시그모이드를 두 번 지났습니다.": expit,
            "반올림했습니다(정수로).": np.rint,
            "소수 첫째 자리에서 반올림했습니다.": lambda p: np.round(p, 1),
            "소수 둘째 자리에서 반올림했습니다.": lambda p: np.round(p, 2),
            "소수 셋째 자리에서 반올림했습니다.": lambda p: np.round(p, 3),
            "소수 넷째 자리에서 반올림했습니다.": lambda p: np.round(p, 4),
            "0과 1로 잘랐습니다(clip).": lambda p: np.clip(p, 0, 1),
            "확률을 0.99까지로 잘랐습니다.": lambda p: np.minimum(p, 0.99),
            "확률을 0.01에서 0.99까지로 잘랐습니다.": lambda p: np.clip(p, 0.01, 0.99),
            "확률을 0.001에서 0.999까지로 잘랐습니다.": lambda p: np.clip(p, 0.001, 0.999),
            "비율이 아니라 퍼센트(100배)입니다.": lambda p: 100 * p,
            "1에서 뺐습니다. 가짜일 확률입니다.": lambda p: 1 - p,
            "확률을 다시 0과 1로 갈랐습니다. 얼마나 자신 있는지가 사라집니다.": lambda p: np.where(p > 0.5, 1.0, 0.0),
            "정수로 바꾸어 소수점 아래가 사라집니다.": np.trunc,
        },
    )
    return Comparison(
        cases=[
            (0.0,),
            (2.0,),
            (-3.0,),
            (np.array([-1.0, 0.5]),),
            (np.array([[7.33, -8.17, 0.23], [-0.71, 1.437, -2.618]]),),
        ],
        reference=lambda a: 1 / (1 + np.exp(-a)),
        mistakes=by(built, curve=curve, logit=logit, after=after),
        tolerance=1e-6,
        describe=lambda a: f"로짓 {a}",
    )


def _normal_cdf(a):
    from scipy.special import ndtr

    return ndtr(a)


def _balanced(real, fake, total):
    return (np.mean(real) + np.mean(fake)) / 2


@exercise("1.4", "탐정의 정확도")
def accuracy() -> Comparison:
    random = np.random.default_rng(14)
    cases = [
        (np.array([2.0, 0.3, -1.0, 0.1]), np.array([-2.0, 0.4, -0.1])),
        (np.array([1.0, 1.0]), np.array([-1.0, -1.0, -1.0, 3.0])),
        (np.array([0.2]), np.array([0.3, 0.6, -0.2, 5.0])),
        (random.normal(0.6, 1.0, 13), random.normal(-0.2, 1.0, 6)),
        (random.normal(-0.3, 0.8, 5), random.normal(0.1, 1.2, 11)),
    ]

    def built(threshold, hits, total, after):
        def function(real, fake):
            right = hits(real, fake, *threshold(real, fake))
            return after(total(*right, (len(real), len(fake))))

        return function

    threshold = Choice(
        lambda r, f: (0.0, 0.0),
        {
            "문턱이 0.5입니다. 로짓의 반반은 0이고, 확률의 반반이 0.5입니다.": lambda r, f: (0.5, 0.5),
            "문턱이 1입니다. 로짓의 반반은 0입니다.": lambda r, f: (1.0, 1.0),
            "무엇이든 진짜라고 답합니다. 확률로 바꾸고 문턱을 0에 두면 그렇게 됩니다.": lambda r, f: (-np.inf, -np.inf),
            "진짜의 문턱을 0.5에 두었습니다.": lambda r, f: (0.5, 0.0),
            "가짜의 문턱을 0.5에 두었습니다.": lambda r, f: (0.0, 0.5),
            "가짜의 문턱을 -0.5에 두었습니다.": lambda r, f: (0.0, -0.5),
            "진짜는 0.5보다, 가짜는 -0.5보다 멀어야 맞힌 것으로 보았습니다.": lambda r, f: (0.5, -0.5),
            "문턱을 두 무리의 평균으로 정했습니다. 문턱은 0입니다.": lambda r, f: (np.mean([*r, *f]),) * 2,
            "문턱을 두 무리의 가운데 값으로 정했습니다. 문턱은 0입니다.": lambda r, f: (np.median([*r, *f]),) * 2,
            "문턱을 두 평균의 한가운데로 정했습니다. 문턱은 0입니다.": lambda r, f: ((r.mean() + f.mean()) / 2,) * 2,
            "진짜는 진짜의 평균, 가짜는 가짜의 평균과 견주었습니다.": lambda r, f: (r.mean(), f.mean()),
        },
    )
    hits = Choice(
        lambda r, f, a, b: (r > a, f < b),
        {
            "진짜라고 답한 비율입니다. 맞혔는지는 보지 않았습니다.": lambda r, f, a, b: (r > a, f > b),
            "가짜라고 답한 비율입니다. 맞혔는지는 보지 않았습니다.": lambda r, f, a, b: (r < a, f < b),
            "맞힌 것이 아니라 틀린 것을 세었습니다(진짜와 가짜를 거꾸로 채점했습니다).": lambda r, f, a, b: (
                r < a,
                f > b,
            ),
            "진짜와 가짜를 서로 바꾸어 셌습니다.": lambda r, f, a, b: (f > b, r < a),
            "로짓의 크기만 보고 부호를 보지 않았습니다.": lambda r, f, a, b: (np.abs(r) > a, np.abs(f) < b),
        },
    )

    total = Choice(
        lambda r, f, n: (r.sum() + f.sum()) / sum(n),
        {
            "진짜의 정확도와 가짜의 정확도를 반반으로 평균했습니다. 장수가 다르면 모두의 정확도와 다릅니다.": _balanced,
            "진짜만 보았습니다.": lambda r, f, n: r.mean(),
            "가짜만 보았습니다.": lambda r, f, n: f.mean(),
            "진짜만 보고 전체의 장수로 나누었습니다.": lambda r, f, n: r.sum() / sum(n),
            "가짜만 보고 전체의 장수로 나누었습니다.": lambda r, f, n: f.sum() / sum(n),
            "진짜만 보고 가짜의 장수로 나누었습니다.": lambda r, f, n: r.sum() / n[1],
            "가짜만 보고 진짜의 장수로 나누었습니다.": lambda r, f, n: f.sum() / n[0],
            "비율이 아니라 맞힌 수입니다. 전체의 장수로 나누지 않았습니다.": lambda r, f, n: r.sum() + f.sum(),
            "진짜의 장수를 두 배 해 나누었습니다. 가짜의 장수는 다를 수 있습니다.": (
                lambda r, f, n: (r.sum() + f.sum()) / (2 * n[0])
            ),
            "가짜의 장수를 두 배 해 나누었습니다. 진짜의 장수는 다를 수 있습니다.": (
                lambda r, f, n: (r.sum() + f.sum()) / (2 * n[1])
            ),
            "전체가 아니라 진짜의 장수로만 나누었습니다.": lambda r, f, n: (r.sum() + f.sum()) / n[0],
            "전체가 아니라 가짜의 장수로만 나누었습니다.": lambda r, f, n: (r.sum() + f.sum()) / n[1],
            "장수가 아니라 2로만 나누었습니다.": lambda r, f, n: (r.sum() + f.sum()) / 2,
            "두 비율을 더하기만 하고 2로 나누지 않았습니다.": lambda r, f, n: r.mean() + f.mean(),
            "맞힌 수를 더하지 않고 뺐습니다.": lambda r, f, n: (r.sum() - f.sum()) / sum(n),
            "두 정확도를 곱했습니다.": lambda r, f, n: r.mean() * f.mean(),
            "두 정확도 가운데 작은 것을 골랐습니다.": lambda r, f, n: min(r.mean(), f.mean()),
            "두 정확도 가운데 큰 것을 골랐습니다.": lambda r, f, n: max(r.mean(), f.mean()),
            "전체가 아니라 더 많은 쪽의 장수로 나누었습니다.": lambda r, f, n: (r.sum() + f.sum()) / max(n),
            "전체가 아니라 더 적은 쪽의 장수로 나누었습니다.": lambda r, f, n: (r.sum() + f.sum()) / min(n),
            "두 장수를 곱한 것으로 나누었습니다.": lambda r, f, n: (r.sum() + f.sum()) / (n[0] * n[1]),
            "정확도가 아니라 정밀도입니다(진짜라고 답한 것 가운데 진짜의 비율).": (
                lambda r, f, n: r.sum() / (r.sum() + n[1] - f.sum())
            ),
            "정확도가 아니라 F1입니다.": lambda r, f, n: 2 * r.sum() / (r.sum() + n[1] - f.sum() + n[0]),
            "두 정확도를 따로따로 돌려주었습니다. 모두의 정확도 하나를 돌려주십시오.": (
                lambda r, f, n: np.array([r.mean(), f.mean()])
            ),
            "맞힌 수를 따로따로 돌려주었습니다. 더해서 전체의 장수로 나누십시오.": (
                lambda r, f, n: np.array([r.sum(), f.sum()])
            ),
            "괄호를 빠뜨려 맞힌 가짜만 전체의 장수로 나누었습니다. (맞힌 진짜 + 맞힌 가짜) / 전체여야 합니다.": (
                lambda r, f, n: r.sum() + f.sum() / sum(n)
            ),
            "분모의 괄호를 빠뜨렸습니다. / (진짜의 장수 + 가짜의 장수)여야 합니다.": (
                lambda r, f, n: (r.sum() + f.sum()) / n[0] + n[1]
            ),
            "맞힌 것을 배열로 돌려주었습니다. 비율 하나를 돌려주십시오.": lambda r, f, n: np.concatenate([r, f]) * 1.0,
        },
    )
    after = Choice(
        lambda value: value,
        {
            "비율이 아니라 퍼센트(100배)입니다.": lambda value: 100 * value,
            "1에서 뺐습니다. 틀린 비율입니다.": lambda value: 1 - value,
            "정수로 나누어(//) 소수점 아래가 사라집니다.": np.floor,
            "소수 첫째 자리에서 반올림했습니다.": lambda value: np.round(value, 1),
            "소수 둘째 자리에서 반올림했습니다.": lambda value: np.round(value, 2),
            "반올림했습니다.": np.rint,
        },
    )
    others = {
        "맞혔는지 세지 않고 확률을 평균했습니다.": lambda r, f: np.mean([*expit(r), *(1 - expit(f))]),
        "맞혔는지 세지 않고 확률을 평균했습니다. 그리고 두 무리를 반반으로 보았습니다.": (
            lambda r, f: (expit(r).mean() + (1 - expit(f)).mean()) / 2
        ),
        "맞혔는지 세지 않고 진짜일 확률을 평균했습니다.": lambda r, f: np.mean([*expit(r), *expit(f)]),
        "맞혔는지 세지 않고 로짓을 평균했습니다.": lambda r, f: np.mean([*r, *(-f)]),
        "진짜와 가짜를 한 쌍씩 견주어 진짜가 더 큰 비율을 냈습니다(AUC). 문턱 0과 견주지 않았습니다.": (
            lambda r, f: (r[:, None] > f[None, :]).mean()
        ),
        "맞혔는지 세지 않고 손실을 냈습니다.": lambda r, f: np.logaddexp(0, -r).mean() + np.logaddexp(0, f).mean(),
        "짝이 맞는 것끼리만 보았습니다(zip). 장수가 다르면 남는 것을 빠뜨립니다.": (
            lambda r, f: np.mean([*(r > 0)[: len(f)], *(f < 0)[: len(r)]])
        ),
        "둘이 함께 맞은 것만 셌습니다(zip, and).": lambda r, f: np.mean([a > 0 and b < 0 for a, b in zip(r, f)]),
        "한 쌍씩 진짜가 가짜보다 큰지만 보았습니다(zip).": lambda r, f: np.mean([a > b for a, b in zip(r, f)]),
        "두 평균의 부호만 보았습니다. 한 장씩 맞혔는지 세십시오.": lambda r, f: ((r.mean() > 0) + (f.mean() < 0)) / 2.0,
    }
    return Comparison(
        cases=cases,
        reference=lambda real, fake: ((real > 0).sum() + (fake < 0).sum()) / (len(real) + len(fake)),
        mistakes=[
            *by(built, total=total, threshold=threshold, hits=hits, after=after),
            *(Mistake(what, function) for what, function in others.items()),
        ],
        describe=lambda r, f: f"진짜의 로짓 {np.round(r, 2)}, 가짜의 로짓 {np.round(f, 2)}",
    )
