"""2.6의 오답: 흔든 레이블의 손실에서 내릴 결정들. NumPy로 지어 값만 견줍니다."""

import numpy as np
from scipy.special import expit

from gan_course.exercises.chapter_2.losses import entropy, on_probability
from gan_course.exercises.comparing import Mistake
from gan_course.exercises.decisions import Choice, by


def mistakes() -> list[Mistake]:
    """레이블, 로짓, 손실의 꼴, 평균, 뒤처리의 결정에서 하나나 둘을 잘못 내린 오답."""

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
            "잡음을 더하거나 빼지 않고 곱했습니다. 레이블이 잡음의 1.05배입니다.": lambda a, n: 1 * (1 + 0.05) * n,
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
        entropy,
        {
            "로짓을 확률로 보았습니다. 시그모이드를 지나거나 from_logits=True를 쓰십시오.": on_probability,
            "정답과 예측의 자리가 바뀌었습니다.": lambda y, a: on_probability(expit(a), y),
            "교차 엔트로피가 아니라 차이의 제곱입니다.": lambda y, a: (expit(a) - y) ** 2,
            "교차 엔트로피가 아니라 로짓과의 차이의 제곱입니다.": lambda y, a: (a - y) ** 2,
            "교차 엔트로피가 아니라 차이의 절댓값입니다.": lambda y, a: np.abs(expit(a) - y),
            "정답이 0일 때의 항이 빠졌습니다.": lambda y, a: -y * np.log(expit(a)),
            "정답이 1일 때의 항이 빠졌습니다.": lambda y, a: -(1 - y) * np.log(expit(-a)),
            "레이블이 아니라 확률을 흔들었습니다.": lambda y, a: on_probability(1.0, expit(a) - (1 - y)),
            "레이블이 아니라 확률을 흔들었습니다(더함).": lambda y, a: on_probability(1.0, expit(a) + (1 - y)),
            "레이블을 흔들지 않고 손실에 곱했습니다.": lambda y, a: y * entropy(1.0, a),
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
        "레이블이 아니라 로짓을 흔들었습니다(잡음을 뺐습니다).": lambda a, n: np.mean(entropy(1.0, a - 0.05 * n)),
        "레이블이 아니라 로짓을 흔들었습니다(잡음을 더했습니다).": lambda a, n: np.mean(entropy(1.0, a + 0.05 * n)),
        "레이블이 아니라 로짓에 잡음을 곱했습니다.": lambda a, n: np.mean(entropy(1.0, a * (1 - 0.05 * n))),
        "레이블을 흔들지 않고 손실에 잡음을 더했습니다.": lambda a, n: np.mean(entropy(1.0, a)) + 0.05 * n.mean(),
        "레이블을 흔들지 않고 손실에서 잡음을 뺐습니다.": lambda a, n: np.mean(entropy(1.0, a)) - 0.05 * n.mean(),
    }
    named = [Mistake(what, function) for what, function in whole.items()]
    return named + by(built, label=shaken, chance=chance, family=family, mean=mean, after=after)
