"""6장 연습의 채점: 프레셰 거리와 커널 거리(6.1, 6.2)."""

import numpy as np

from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.grading import exercise


@exercise("6.1", "1차원의 프레셰 거리")
def frechet_distance() -> Comparison:
    return Comparison(
        cases=[(0.0, 1.0, 3.0, 2.0), (-2.0, 0.5, 1.0, 3.0), (5.0, 2.0, 5.0, 0.25), (1.0, 1.5, -1.0, 1.5)],
        reference=lambda m, s, n, t: (m - n) ** 2 + (s - t) ** 2,
        mistakes=[
            Mistake(
                "제곱근을 씌웠습니다. 프레셰 거리는 제곱 그대로 씁니다.", lambda m, s, n, t: np.hypot(m - n, s - t)
            ),
            Mistake("퍼짐의 차이가 빠졌습니다. 평균만 견주었습니다.", lambda m, s, n, t: (m - n) ** 2),
            Mistake("평균의 차이가 빠졌습니다. 퍼짐만 견주었습니다.", lambda m, s, n, t: (s - t) ** 2),
            Mistake(
                "표준편차가 아니라 분산의 차이를 제곱했습니다.",
                lambda m, s, n, t: (m - n) ** 2 + (s**2 - t**2) ** 2,
                hint=2,
            ),
            Mistake(
                "표준편차의 차이를 제곱하지 않고 분산의 차이를 더했습니다.",
                lambda m, s, n, t: (m - n) ** 2 + abs(s**2 - t**2),
                hint=2,
            ),
            Mistake(
                "표준편차를 분산으로 여겼습니다. 받은 것은 이미 표준편차입니다.",
                lambda m, s, n, t: (m - n) ** 2 + (np.sqrt(s) - np.sqrt(t)) ** 2,
                hint=2,
            ),
            Mistake("평균의 차이를 제곱하지 않았습니다.", lambda m, s, n, t: abs(m - n) + (s - t) ** 2, hint=3),
            Mistake("표준편차의 차이를 제곱하지 않았습니다.", lambda m, s, n, t: (m - n) ** 2 + abs(s - t), hint=3),
            Mistake("표준편차를 빼지 않고 더했습니다.", lambda m, s, n, t: (m - n) ** 2 + (s + t) ** 2, hint=3),
            Mistake(
                "합의 제곱입니다. 두 차이를 저마다 제곱한 다음 더하십시오.",
                lambda m, s, n, t: (m - n + s - t) ** 2,
                hint=3,
            ),
        ],
        tolerance=1e-6,
        describe=lambda m, s, n, t: f"평균 {m:g}과 {n:g}, 표준편차 {s:g}과 {t:g}",
    )


def _kernel(x, y, degree=3, scaled=True, constant=1.0):
    return (x @ y.T / (x.shape[1] if scaled else 1) + constant) ** degree


def _others(kernel):
    """자기 자신과의 짝을 뺀 평균."""
    return (kernel.sum() - np.trace(kernel)) / (len(kernel) * (len(kernel) - 1))


@exercise("6.2", "커널 거리(KID)")
def kernel_distance() -> Comparison:
    def by(within_x=_others, within_y=_others, across=np.mean, twice=2, **kernel):
        return lambda x, y: (
            within_x(_kernel(x, x, **kernel))
            + within_y(_kernel(y, y, **kernel))
            - twice * across(_kernel(x, y, **kernel))
        )

    def zeroed(kernel):
        return (kernel.sum() - np.trace(kernel)) / kernel.size

    def off_diagonal(kernel):
        return (kernel.sum() - np.trace(kernel)) / (kernel.size - min(kernel.shape))

    random = np.random.default_rng(62)
    right = by()
    # 앞의 둘은 같은 분포라서 값이 0 둘레이고, 하나는 음수입니다.
    same = sorted((random.normal(size=(2, 12, 3)) for _ in range(20)), key=lambda pair: right(*pair))
    return Comparison(
        cases=[tuple(same[0]), tuple(same[-1]), (random.normal(size=(9, 4)), random.normal(0.7, 1.5, size=(6, 4)))],
        reference=right,
        mistakes=[
            Mistake(
                "자기 자신과의 짝까지 세었습니다. 표본이 적을수록 거리가 크게 나옵니다(치우침).", by(np.mean, np.mean)
            ),
            Mistake(
                "자기 자신과의 짝을 뺐지만 n²으로 나누었습니다. 남은 짝의 수로 나누십시오.", by(zeroed, zeroed), hint=2
            ),
            Mistake("y에서 자기 자신과의 짝을 빼지 않았습니다.", by(within_y=np.mean), hint=2),
            Mistake("x에서 자기 자신과의 짝을 빼지 않았습니다.", by(within_x=np.mean), hint=2),
            Mistake(
                "서로 다른 무리 사이에서도 대각선을 뺐습니다. x의 i번째와 y의 i번째는 아무 사이도 아닙니다.",
                by(across=off_diagonal),
                hint=2,
            ),
            Mistake("마지막 항에 2를 곱하지 않았습니다.", by(twice=1)),
            Mistake("마지막 항을 빼지 않고 더했습니다.", by(twice=-2)),
            Mistake("내적을 특징의 수 d로 나누지 않았습니다.", by(scaled=False), hint=3),
            Mistake("세제곱이 아니라 제곱입니다.", by(degree=2), hint=3),
            Mistake("내적에 1을 더하지 않았습니다.", by(constant=0.0), hint=3),
            Mistake(
                "음수를 0으로 고쳤습니다. 치우치지 않은 어림은 0의 양쪽으로 흩어집니다.",
                lambda x, y: max(right(x, y), 0.0),
            ),
            Mistake("절댓값을 씌웠습니다. 음수도 옳은 값입니다.", lambda x, y: abs(right(x, y))),
            Mistake("부호가 뒤집혔습니다.", lambda x, y: -right(x, y)),
        ],
        tolerance=1e-6,
        describe=lambda x, y: f"특징 {x.shape}과 {y.shape}",
    )
