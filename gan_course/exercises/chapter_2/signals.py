"""2장 연습의 채점: 가장 뛰어난 판별자와 그때 생성자에게 남는 신호(2.4, 2.5, 2.7)."""

import numpy as np
from scipy.special import expit

from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.grading import exercise


@exercise("2.4", "포화 손실과 그 그레이디언트")
def saturating_loss_and_gradient() -> Comparison:
    def with_gradient(gradient):
        return lambda a: (np.log(1 - expit(a)), gradient(expit(a)))

    right = with_gradient(lambda s: -s)
    return Comparison(
        cases=[(-10.0,), (-2.0,), (0.0,), (3.0,)],
        reference=right,
        mistakes=[
            Mistake(
                "비포화 손실과 그 그레이디언트입니다. 포화 손실은 log(1 - σ(a))입니다.",
                lambda a: (-np.log(expit(a)), expit(a) - 1),
            ),
            Mistake("손실은 맞지만 비포화 손실 -log σ(a)의 그레이디언트입니다.", with_gradient(lambda s: s - 1)),
            Mistake(
                "그레이디언트의 부호가 뒤집혔습니다. 로짓이 커지면 log(1 - σ(a))는 작아집니다.",
                with_gradient(lambda s: s),
                hint=2,
            ),
            Mistake(
                "시그모이드를 미분한 값입니다. 바깥의 로그까지 미분하십시오.", with_gradient(lambda s: s * (1 - s))
            ),
            Mistake(
                "로그를 미분한 것에 시그모이드의 미분을 곱하지 않았습니다(연쇄 법칙).",
                with_gradient(lambda s: -1 / (1 - s)),
                hint=2,
            ),
            Mistake(
                "1 - σ(a)만 남았습니다. 어느 쪽 확률이 남는지 다시 정리하십시오.",
                with_gradient(lambda s: 1 - s),
                hint=3,
            ),
            Mistake(
                "그레이디언트는 맞지만 손실의 부호가 뒤집혔습니다. 생성자는 이 값을 줄입니다.",
                lambda a: (-np.log(1 - expit(a)), -expit(a)),
            ),
            Mistake(
                "판별자 손실의 가짜 쪽입니다. 생성자의 포화 손실은 거기에 음의 부호를 붙인 것입니다.",
                lambda a: (-np.log(1 - expit(a)), expit(a)),
            ),
            Mistake("두 값의 차례가 바뀌었습니다. 손실이 먼저입니다.", lambda a: right(a)[::-1]),
        ],
        tolerance=1e-6,
        describe=lambda a: f"로짓 a = {a:g}",
    )


@exercise("2.5", "가장 뛰어난 판별자")
def optimal_discriminator() -> Comparison:
    return Comparison(
        cases=[tuple(map(np.float64, pair)) for pair in ((0.3, 0.1), (0.05, 0.2), (0.4, 0.4), (0.7, 0.0))]
        + [(np.array([0.1, 0.9]), np.array([0.3, 0.3]))],
        reference=lambda p, q: p / (p + q),
        mistakes=[
            Mistake(
                "진짜와 가짜가 바뀌었습니다. 진짜일 확률은 진짜의 밀도가 클 때 커야 합니다.", lambda p, q: q / (p + q)
            ),
            Mistake("두 밀도의 비입니다. 확률이 되려면 0과 1 사이여야 합니다.", lambda p, q: p / q, hint=2),
            Mistake("이것은 로짓입니다. 시그모이드를 지나면 확률이 됩니다.", lambda p, q: np.log(p / q), hint=3),
            Mistake("두 밀도의 차입니다.", lambda p, q: p - q, hint=2),
            Mistake("두 밀도의 평균으로 나누었습니다. 값이 1을 넘습니다.", lambda p, q: p / ((p + q) / 2), hint=3),
            Mistake(
                "늘 반반이라고 답합니다. 그것은 두 분포가 같을 때뿐입니다.", lambda p, q: np.full(np.shape(p), 0.5)
            ),
        ],
        describe=lambda p, q: f"진짜의 밀도 p = {p}, 가짜의 밀도 q = {q}",
    )


@exercise("2.7", "실험 설계: 신호가 사라지는 로짓 찾기")
def logit_where_signal_fades() -> Comparison:
    return Comparison(
        cases=[(0.1,), (0.01,), (1e-4,), (0.5,)],
        reference=lambda share: np.log(share),
        mistakes=[
            Mistake("부호가 반대입니다. 들킨 가짜의 로짓은 음수입니다.", lambda share: -np.log(share)),
            Mistake(
                "비의 분자와 분모가 바뀌었습니다. 포화 쪽을 비포화 쪽으로 나누십시오.", lambda share: np.log(1 / share)
            ),
            Mistake(
                "포화 쪽 그레이디언트의 크기만 보았습니다. 두 그레이디언트의 비를 보십시오.",
                lambda share: np.log(share / (1 - share)),
                hint=2,
            ),
            Mistake(
                "비포화 쪽 그레이디언트의 크기만 보았습니다. 두 그레이디언트의 비를 보십시오.",
                lambda share: np.log((1 - share) / share),
                hint=2,
            ),
            Mistake("밑이 10인 로그를 썼습니다.", lambda share: np.log10(share), hint=3),
            Mistake("비 자체를 돌려주었습니다. 그 비가 되는 로짓을 찾으십시오.", lambda share: share),
        ],
        tolerance=0.02,
        describe=lambda share: f"비 {share:g}",
    )
