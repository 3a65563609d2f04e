"""2장 연습의 채점: 가장 뛰어난 판별자와 그때 생성자에게 남는 신호(2.4, 2.5)."""

import numpy as np
from scipy.special import expit

from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise


def _same(x):
    return x


@exercise("2.4", "포화 손실과 그 그레이디언트")
def saturating_loss_and_gradient() -> Comparison:
    def both(loss, gradient):
        return lambda a: (loss(a), gradient(expit(a)))

    def built(chance, loss, gradient, order):
        return lambda a: order((loss(chance(a)), gradient(chance(a))))

    whole = {
        "비포화 손실과 그 그레이디언트입니다. 포화 손실은 log(1 - σ(a))입니다.": both(
            lambda a: -np.log(expit(a)), lambda s: s - 1
        ),
        "판별자 손실의 가짜 쪽입니다. 생성자의 포화 손실은 거기에 음의 부호를 붙인 것입니다.": both(
            lambda a: -np.log(1 - expit(a)), lambda s: s
        ),
        "로그 σ(a)와 그 그레이디언트입니다. 포화 손실은 log(1 - σ(a))입니다.": both(
            lambda a: np.log(expit(a)), lambda s: 1 - s
        ),
        "로그를 씌우지 않은 1 - σ(a)와 그 그레이디언트입니다.": both(lambda a: 1 - expit(a), lambda s: -s * (1 - s)),
        "σ(a)와 그 그레이디언트입니다. 포화 손실은 log(1 - σ(a))입니다.": both(expit, lambda s: s * (1 - s)),
        "밑이 2인 로그로 계산한 손실과 그 그레이디언트입니다.": both(
            lambda a: np.log2(1 - expit(a)), lambda s: -s / np.log(2)
        ),
        "밑이 10인 로그로 계산한 손실과 그 그레이디언트입니다.": both(
            lambda a: np.log10(1 - expit(a)), lambda s: -s / np.log(10)
        ),
        "a를 확률로 보았습니다. a는 로짓이므로 시그모이드를 지나야 합니다.": lambda a: (np.log(1 - a), -1 / (1 - a)),
        "a를 확률로 보았습니다. 손실은 log(1 - a), 그레이디언트는 -a로 계산했습니다.": lambda a: (np.log(1 - a), -a),
        "시그모이드를 두 번 지났습니다.": lambda a: (
            np.log(1 - expit(expit(a))),
            -expit(expit(a)) * expit(a) * (1 - expit(a)),
        ),
        "시그모이드의 부호가 뒤집혀 손실은 log σ(a), 그레이디언트는 σ(a) - 1이 되었습니다.": both(
            lambda a: np.log(expit(a)), lambda s: s - 1
        ),
    }
    loss = Choice(
        lambda s: np.log(1 - s),
        {
            "손실의 부호가 뒤집혔습니다. 생성자는 이 값을 줄입니다.": lambda s: -np.log(1 - s),
            "손실이 log σ(a)입니다. 포화 손실은 log(1 - σ(a))입니다.": np.log,
            "손실이 비포화 손실 -log σ(a)입니다.": lambda s: -np.log(s),
            "손실에 로그를 씌우지 않았습니다(1 - σ(a)).": lambda s: 1 - s,
            "손실이 1 - log σ(a)입니다. 괄호의 자리를 보십시오.": lambda s: 1 - np.log(s),
            "손실의 로그가 밑이 2입니다. 자연로그여야 합니다.": lambda s: np.log2(1 - s),
            "손실의 로그가 밑이 10입니다. 자연로그여야 합니다.": lambda s: np.log10(1 - s),
            "손실에 log1p를 썼습니다(log(1 + σ(a))).": np.log1p,
            "손실의 괄호를 빠뜨렸습니다(log(1) - σ(a)).": lambda s: -s,
            "손실의 값이 σ(a)입니다.": _same,
            "손실을 2로 나누었습니다.": lambda s: np.log(1 - s) / 2,
        },
    )
    gradient = Choice(
        np.negative,
        {
            "그레이디언트가 비포화 손실 -log σ(a)의 것입니다.": lambda s: s - 1,
            "그레이디언트의 부호가 뒤집혔습니다. 로짓이 커지면 log(1 - σ(a))는 작아집니다.": _same,
            "그레이디언트가 시그모이드를 미분한 값입니다. 바깥의 로그까지 미분하십시오.": lambda s: s * (1 - s),
            "그레이디언트가 1 - σ(a)를 미분한 값입니다. 바깥의 로그까지 미분하십시오.": lambda s: -s * (1 - s),
            "로그를 미분한 것에 시그모이드의 미분을 곱하지 않았습니다(연쇄 법칙).": lambda s: -1 / (1 - s),
            "로그를 미분한 것에 시그모이드의 미분을 곱하지 않았습니다(연쇄 법칙). 그리고 부호도 뒤집혔습니다.": (
                lambda s: 1 / (1 - s)
            ),
            "그레이디언트에 1 - σ(a)만 남았습니다. 어느 쪽 확률이 남는지 다시 정리하십시오.": lambda s: 1 - s,
            "연쇄 법칙에서 σ(a)를 곱하지 않고 로그의 분모를 σ(a)로 썼습니다.": lambda s: -1 / s,
            "그레이디언트가 1 / σ(a)입니다. 로그의 안은 1 - σ(a)입니다.": lambda s: 1 / s,
            "그레이디언트의 분모에 1 - σ(a)가 남았습니다(지워져야 합니다).": lambda s: -s / (1 - s),
            "그레이디언트의 분모에 1 - σ(a)가 남았습니다(지워져야 합니다). 그리고 부호가 뒤집혔습니다.": lambda s: (
                s / (1 - s)
            ),
            "그레이디언트에 σ(a)를 두 번 곱했습니다.": lambda s: -(s**2),
            "한 번 더 미분했습니다.": lambda s: -s * (1 - s) * 1.0,
            "그레이디언트가 0입니다.": lambda s: 0.0 * s,
            "그레이디언트가 늘 -1입니다.": lambda s: 0.0 * s - 1,
            "그레이디언트의 자리에 손실을 돌려주었습니다.": lambda s: np.log(1 - s),
            "그레이디언트를 2로 나누었습니다.": lambda s: -s / 2,
            "그레이디언트의 절댓값에 로그를 씌웠습니다.": np.log,
        },
    )
    chance = Choice(
        expit,
        {
            "시그모이드의 부호가 뒤집혔습니다(exp(-a)여야 합니다).": lambda a: expit(-a),
            "로짓을 시그모이드에 넣지 않았습니다.": _same,
            "시그모이드 대신 tanh를 썼습니다.": np.tanh,
            "시그모이드를 두 번 지났습니다.": lambda a: expit(expit(a)),
            "시그모이드에서 1을 더하지 않았습니다.": np.exp,
            "시그모이드의 밑이 e가 아니라 10입니다.": lambda a: expit(a * np.log(10)),
        },
    )
    order = Choice(
        _same,
        {
            "두 값의 차례가 바뀌었습니다. 손실이 먼저입니다.": lambda pair: pair[::-1],
            "손실만 돌려주었습니다. 값 2개를 차례로 돌려주어야 합니다.": lambda pair: pair[0],
            "그레이디언트만 돌려주었습니다. 값 2개를 차례로 돌려주어야 합니다.": lambda pair: pair[1],
            "손실과 그레이디언트를 하나로 더했습니다.": sum,
        },
    )
    return Comparison(
        cases=[(-10.0,), (-2.0,), (0.0,), (3.0,), (0.37,), (-0.81,)],
        reference=lambda a: (np.log(1 - expit(a)), -expit(a)),
        mistakes=[
            *(Mistake(what, function) for what, function in whole.items()),
            *by(built, gradient=gradient, loss=loss, order=order, chance=chance),
        ],
        tolerance=1e-6,
        describe=lambda a: f"로짓 a = {a:g}",
    )


@exercise("2.5", "가장 뛰어난 판별자")
def optimal_discriminator() -> Comparison:
    def built(top, bottom, after):
        return lambda p, q: after(top(p, q) / bottom(p, q))

    whole = {
        "진짜와 가짜가 바뀌었습니다. 진짜일 확률은 진짜의 밀도가 클 때 커야 합니다.": lambda p, q: q / (p + q),
        "두 밀도의 비입니다. 확률이 되려면 0과 1 사이여야 합니다.": lambda p, q: p / q,
        "두 밀도의 비입니다. 그리고 진짜와 가짜가 바뀌었습니다.": lambda p, q: q / p,
        "이것은 로짓입니다. 시그모이드를 지나면 확률이 됩니다.": lambda p, q: np.log(p / q),
        "이것은 로짓입니다. 그리고 진짜와 가짜가 바뀌었습니다.": lambda p, q: np.log(q / p),
        "두 밀도의 차입니다.": lambda p, q: p - q,
        "두 밀도의 차를 합으로 나누었습니다. 범위가 [-1, 1]입니다.": lambda p, q: (p - q) / (p + q),
        "두 밀도의 차의 시그모이드입니다. 밀도의 로그의 차여야 합니다.": lambda p, q: expit(p - q),
        "두 밀도의 비의 시그모이드입니다. 비의 로그여야 합니다.": lambda p, q: expit(p / q),
        "두 밀도의 비의 시그모이드입니다. 그리고 진짜와 가짜가 바뀌었습니다.": lambda p, q: expit(q / p),
        "로그의 비의 부호가 뒤집혔습니다.": lambda p, q: expit(np.log(q / p)),
        "두 밀도의 소프트맥스입니다. 밀도를 그대로 나누십시오(exp를 쓰지 않습니다).": lambda p, q: (
            np.exp(p) / (np.exp(p) + np.exp(q))
        ),
        "두 밀도의 평균으로 나누었습니다. 값이 1을 넘습니다.": lambda p, q: p / ((p + q) / 2),
        "두 밀도의 합으로 나누고 또 2로 나누었습니다.": lambda p, q: p / (2 * (p + q)),
        "늘 반반이라고 답합니다. 그것은 두 분포가 같을 때뿐입니다.": lambda p, q: np.full(np.shape(p), 0.5),
        "0과 1로 갈랐습니다. 어느 쪽이 얼마나 잦은지가 사라집니다.": lambda p, q: np.where(p > q, 1.0, 0.0),
        "0과 1로 갈랐습니다(같으면 1). 어느 쪽이 얼마나 잦은지가 사라집니다.": lambda p, q: np.where(p >= q, 1.0, 0.0),
        "0과 1로 갈랐습니다(같으면 0.5). 어느 쪽이 얼마나 잦은지가 사라집니다.": (
            lambda p, q: np.where(p > q, 1.0, np.where(p < q, 0.0, 0.5))
        ),
        "0과 1로 갈랐습니다. 그리고 진짜와 가짜가 바뀌었습니다.": lambda p, q: np.where(q > p, 1.0, 0.0),
        "괄호를 빠뜨렸습니다. p / (p + q)여야 합니다.": lambda p, q: p / p + q,
        "진짜의 밀도 p를 그대로 돌려주었습니다.": lambda p, q: p,
        "가짜의 밀도를 1에서 뺐습니다.": lambda p, q: 1 - q,
        "두 밀도의 평균입니다.": lambda p, q: (p + q) / 2,
        "두 밀도를 더하기만 했습니다.": lambda p, q: p + q,
        "두 밀도를 곱했습니다.": lambda p, q: p * q,
    }
    top = Choice(
        lambda p, q: p,
        {
            "진짜의 밀도가 아니라 그 제곱을 나누었습니다.": lambda p, q: p**2,
            "진짜의 밀도가 아니라 그 제곱근을 나누었습니다.": lambda p, q: np.sqrt(p),
            "진짜의 밀도가 아니라 그 로그를 나누었습니다.": lambda p, q: np.log(p),
            "진짜의 밀도가 아니라 가짜의 밀도를 나누었습니다.": lambda p, q: q,
            "진짜의 밀도가 아니라 1을 나누었습니다.": lambda p, q: 1.0,
            "진짜의 밀도가 아니라 두 밀도의 곱을 나누었습니다.": lambda p, q: p * q,
            "진짜의 밀도가 아니라 1 - p를 나누었습니다.": lambda p, q: 1 - p,
            "진짜의 밀도에 2를 곱했습니다.": lambda p, q: 2 * p,
        },
    )
    bottom = Choice(
        lambda p, q: p + q,
        {
            "두 밀도의 합이 아니라 큰 것으로 나누었습니다.": np.maximum,
            "두 밀도의 합이 아니라 작은 것으로 나누었습니다.": np.minimum,
            "두 밀도의 합이 아니라 곱으로 나누었습니다.": lambda p, q: p * q,
            "두 밀도의 합이 아니라 차로 나누었습니다.": lambda p, q: p - q,
            "두 밀도의 합이 아니라 차의 절댓값으로 나누었습니다.": lambda p, q: np.abs(p - q),
            "두 밀도의 합이 아니라 제곱의 합으로 나누었습니다.": lambda p, q: p**2 + q**2,
            "두 밀도의 합이 아니라 제곱의 합의 제곱근으로 나누었습니다.": np.hypot,
            "두 밀도의 합이 아니라 제곱근의 합으로 나누었습니다.": lambda p, q: np.sqrt(p) + np.sqrt(q),
            "두 밀도의 합이 아니라 로그의 합으로 나누었습니다.": lambda p, q: np.log(p) + np.log(q),
            "두 밀도의 합에 1을 더해 나누었습니다.": lambda p, q: 1 + p + q,
            "두 밀도의 합이 아니라 1 + q로 나누었습니다.": lambda p, q: 1 + q,
            "두 밀도의 합이 아니라 1 + p로 나누었습니다.": lambda p, q: 1 + p,
            "그 자리의 합이 아니라 배열 전체의 합으로 나누었습니다.": lambda p, q: np.sum(p + q),
            "두 밀도의 합이 아니라 진짜의 밀도의 합으로 나누었습니다.": lambda p, q: np.sum(p),
            "두 밀도의 합이 아니라 p + 2q로 나누었습니다.": lambda p, q: p + 2 * q,
            "두 밀도의 합이 아니라 2p + q로 나누었습니다.": lambda p, q: 2 * p + q,
            "분모에 작지 않은 수를 더했습니다(0.1).": lambda p, q: p + q + 0.1,
            "분모에 작지 않은 수를 더했습니다(0.01).": lambda p, q: p + q + 0.01,
            "분모에 작지 않은 수를 더했습니다(0.001).": lambda p, q: p + q + 0.001,
        },
    )
    after = Choice(
        _same,
        {
            "1에서 뺐습니다. 가짜일 확률입니다.": lambda d: 1 - d,
            "로그를 씌웠습니다.": np.log,
            "음의 로그(손실)를 돌려주었습니다.": lambda d: -np.log(d),
            "시그모이드를 한 번 더 지났습니다.": expit,
            "반올림했습니다.": np.rint,
            "제곱했습니다.": np.square,
            "제곱근을 씌웠습니다.": np.sqrt,
            "2로 나누었습니다.": lambda d: d / 2,
            "1보다 큰 값을 1로 잘랐습니다.": lambda d: np.minimum(d, 1),
            "비율이 아니라 퍼센트(100배)입니다.": lambda d: 100 * d,
            "평균을 내어 수 하나로 만들었습니다.": np.mean,
            "로짓(log D/(1 - D))으로 바꾸었습니다.": lambda d: np.log(d / (1 - d)),
        },
    )
    return Comparison(
        cases=[tuple(map(np.float64, pair)) for pair in ((0.3, 0.1), (0.05, 0.2), (0.4, 0.4), (0.7, 0.0))]
        + [(np.array([0.1, 0.9]), np.array([0.3, 0.3])), (np.array([[1.7, 0.23, 0.6]]), np.array([[0.9, 2.41, 1.3]]))],
        reference=lambda p, q: p / (p + q),
        mistakes=[
            *(Mistake(what, function) for what, function in whole.items()),
            *by(built, top=top, bottom=bottom, after=after),
        ],
        describe=lambda p, q: f"진짜의 밀도 p = {p}, 가짜의 밀도 q = {q}",
    )
