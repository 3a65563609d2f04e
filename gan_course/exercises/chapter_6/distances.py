"""6장 연습의 채점: 프레셰 거리와 커널 거리(6.1, 6.2)."""

import numpy as np

from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise

_MEANS = {
    "평균의 차이가 빠졌습니다. 퍼짐만 견주었습니다.": lambda m, n: 0.0,
    "평균의 차이를 제곱하지 않았습니다.": lambda m, n: abs(m - n),
    "평균의 차이를 제곱하지 않았습니다. 부호도 남아 있습니다.": lambda m, n: m - n,
    "평균의 차이가 아니라 제곱의 차이입니다. 먼저 빼고 나서 제곱하십시오.": lambda m, n: m**2 - n**2,
    "평균을 빼지 않고 더했습니다.": lambda m, n: (m + n) ** 2,
    "평균의 차이에 2를 곱했습니다. 제곱은 ** 2입니다.": lambda m, n: 2 * (m - n),
}
_SPREADS = {
    "퍼짐의 차이가 빠졌습니다. 평균만 견주었습니다.": lambda s, t: 0.0,
    "표준편차가 아니라 분산의 차이를 제곱했습니다.": lambda s, t: (s**2 - t**2) ** 2,
    "표준편차의 차이를 제곱하지 않고 분산의 차이를 더했습니다.": lambda s, t: abs(s**2 - t**2),
    "표준편차의 차이의 제곱이 아니라 제곱의 차이입니다(부호가 남습니다). 먼저 빼고 나서 제곱하십시오.": lambda s, t: s**2 - t**2,
    "표준편차를 분산으로 여겼습니다. 받은 것은 이미 표준편차입니다.": lambda s, t: (np.sqrt(s) - np.sqrt(t)) ** 2,
    "2σ₁σ₂를 뺄 자리에서 2√(σ₁σ₂)를 뺐습니다. 받은 것은 분산이 아니라 표준편차입니다.": lambda s, t: s**2 + t**2 - 2 * np.sqrt(s * t),
    "두 표준편차의 곱을 빼지 않고 제곱을 더하기만 했습니다.": lambda s, t: s**2 + t**2,
    "2σ₁σ₂를 뺄 자리에서 σ₁σ₂를 뺐습니다.": lambda s, t: s**2 + t**2 - s * t,
    "표준편차의 차이를 제곱하지 않았습니다.": lambda s, t: abs(s - t),
    "표준편차의 차이를 제곱하지 않았습니다. 부호도 남아 있습니다.": lambda s, t: s - t,
    "표준편차를 빼지 않고 더했습니다.": lambda s, t: (s + t) ** 2,
    "표준편차의 차이에 2를 곱했습니다. 제곱은 ** 2입니다.": lambda s, t: 2 * (s - t),
}  # fmt: skip
_SUMS = {
    "제곱근을 씌웠습니다. 프레셰 거리는 제곱 그대로 씁니다.": lambda mean, spread: np.sqrt(mean + spread),
    "두 항의 합을 반으로 나누었습니다.": lambda mean, spread: (mean + spread) / 2,
    "두 항을 더하지 않고 뺐습니다.": lambda mean, spread: mean - spread,
    "두 항을 더하지 않고 곱했습니다.": lambda mean, spread: mean * spread,
    "두 항 가운데 큰 것만 남겼습니다.": max,
    "두 항의 합을 제곱했습니다.": lambda mean, spread: (mean + spread) ** 2,
    "두 항의 부호가 뒤집혔습니다.": lambda mean, spread: -mean - spread,
    "두 항을 더하지 않고 따로따로 돌려주었습니다.": lambda mean, spread: (mean, spread),
}
_ARGUMENTS = {
    "평균끼리, 표준편차끼리 빼지 않았습니다. 받는 차례는 평균 1, 표준편차 1, 평균 2, 표준편차 2입니다.": lambda a, b, c, d: (
        a,
        c,
        b,
        d,
    ),
}
_FORMULAS = {
    "합의 제곱입니다. 두 차이를 저마다 제곱한 다음 더하십시오.": lambda m, s, n, t: (m - n + s - t) ** 2,
    "괄호를 빠뜨렸습니다. 빼기보다 제곱이 먼저라 뒤의 것만 제곱됩니다.": lambda m, s, n, t: m - n**2 + s - t**2,
    "평균의 차이에 괄호를 빠뜨렸습니다. 빼기보다 제곱이 먼저입니다.": lambda m, s, n, t: m - n**2 + (s - t) ** 2,
    "표준편차의 차이에 괄호를 빠뜨렸습니다. 빼기보다 제곱이 먼저입니다.": lambda m, s, n, t: (m - n) ** 2 + s - t**2,
    "두 차이를 제곱하지 않고 절댓값만 더했습니다.": lambda m, s, n, t: abs(m - n) + abs(s - t),
    "두 차이를 제곱하지 않고 더했습니다.": lambda m, s, n, t: m - n + s - t,
    "프레셰 거리가 아니라 쿨백-라이블러 발산입니다.": lambda m, s, n, t: np.log(t / s) + (s**2 + (m - n) ** 2) / (2 * t**2) - 0.5,
    "평균의 차이를 표준편차로 나누었습니다. 프레셰 거리는 나누지 않습니다.": lambda m, s, n, t: (m - n) ** 2 / (s**2 + t**2),
}  # fmt: skip


@exercise("6.1", "1차원의 프레셰 거리")
def frechet_distance() -> Comparison:
    def square(a, b):
        return (a - b) ** 2

    def add(mean, spread):
        return mean + spread

    def as_given(*arguments):
        return arguments

    def build(formula=None, mean=square, spread=square, add=add, arguments=as_given):
        def distance(*given):
            m, s, n, t = arguments(*given)
            return formula(m, s, n, t) if formula else add(mean(m, n), spread(s, t))

        return distance

    arguments = Choice(as_given, _ARGUMENTS)
    return Comparison(
        cases=[(0.0, 1.0, 3.0, 2.0), (-2.0, 0.5, 1.0, 3.0), (5.0, 2.0, 5.0, 0.25), (1.0, 1.5, -1.0, 1.5), (0.3, 4.1, -0.9, 1.7)],
        reference=lambda m, s, n, t: (m - n) ** 2 + (s - t) ** 2,
        mistakes=[
            *by(build, formula=Choice(None, _FORMULAS), arguments=arguments),
            *by(
                build,
                mean=Choice(square, _MEANS),
                spread=Choice(square, _SPREADS),
                add=Choice(add, _SUMS),
                arguments=arguments,
            ),
        ],
        tolerance=1e-6,
        describe=lambda m, s, n, t: f"첫째는 평균 {m:g}, 표준편차 {s:g}. 둘째는 평균 {n:g}, 표준편차 {t:g}",
    )  # fmt: skip


def _others(k):
    """자기 자신과의 짝을 뺀 평균."""
    return (k.sum() - np.trace(k)) / (len(k) * (len(k) - 1))


def _off_diagonal(k):
    return (k.sum() - np.trace(k)) / (k.size - min(k.shape))


_WITHIN = {
    "자기 자신과의 짝까지 세었습니다. 표본이 적을수록 거리가 크게 나옵니다(치우침).": np.mean,
    "자기 자신과의 짝을 뺐지만 n²으로 나누었습니다. 남은 짝의 수로 나누십시오.": lambda k: (k.sum() - np.trace(k)) / k.size,
    "자기 자신과의 짝을 빼지 않고 n(n-1)로 나누었습니다.": lambda k: k.sum() / (len(k) * (len(k) - 1)),
    "n(n-1)이 아니라 n - 1로만 나누었습니다.": lambda k: (k.sum() - np.trace(k)) / (len(k) - 1),
    "n(n-1)이 아니라 n으로만 나누었습니다.": lambda k: (k.sum() - np.trace(k)) / len(k),
    "남은 짝을 n(n-1)/2개로 세었습니다. 대각선을 뺀 합에는 두 차례가 모두 들어 있어 n(n-1)개입니다.": lambda k: 2 * _others(k),
    "대각선의 위쪽을 대각선까지 넣어 평균했습니다. 자기 자신과의 짝은 뺍니다.": lambda k: k[np.triu_indices(len(k))].mean(),
    "대각선의 위쪽만 더해 n(n-1)로 나누었습니다.": lambda k: _others(k) / 2,
    "자기 자신과의 짝(대각선)만 평균했습니다.": lambda k: np.diag(k).mean(),
    "평균을 내지 않고 더했습니다(대각선은 뺌).": lambda k: k.sum() - np.trace(k),
    "대각선을 1로 여기고 뺐습니다.": lambda k: (k.sum() - len(k)) / (len(k) * (len(k) - 1)),
    "(n-1)²으로 나누었습니다.": lambda k: (k.sum() - np.trace(k)) / (len(k) - 1) ** 2,
    "같은 무리끼리의 평균이 빠졌습니다.": lambda k: 0.0,
}  # fmt: skip
_ACROSS = {
    "서로 다른 무리 사이에서도 대각선을 뺐습니다. x의 i번째와 y의 i번째는 아무 사이도 아닙니다.": _off_diagonal,
    "서로 다른 무리 사이에도 대각선을 뺀 평균을 썼습니다. 여기에는 뺄 것이 없습니다.": _others,
    "서로 다른 무리 사이에서 대각선만 보았습니다. x와 y의 모든 짝을 평균하십시오.": lambda k: np.diag(k).mean(),
    "서로 다른 무리 사이의 커널을 평균하지 않고 더했습니다.": np.sum,
    "서로 다른 무리 사이를 n(n-1)로 나누었습니다.": lambda k: k.sum() / (len(k) * (len(k) - 1)),
    "서로 다른 무리 사이를 n²으로 나누었습니다.": lambda k: k.sum() / len(k) ** 2,
}
_TWICE = {
    "마지막 항에 2를 곱하지 않았습니다.": 1,
    "마지막 항을 빼지 않고 더했습니다.": -2,
    "마지막 항을 빼지 않고 더했고, 2도 곱하지 않았습니다.": -1,
    "마지막 항이 빠졌습니다.": 0,
}
_KERNELS = {
    "내적을 특징의 수 d로 나누지 않았습니다.": lambda x, y: (x @ y.T + 1) ** 3,
    "내적을 특징의 수 d가 아니라 표본의 수로 나누었습니다.": lambda x, y: (x @ y.T / len(x) + 1) ** 3,
    "1까지 d로 나누었습니다. 내적만 d로 나눈 다음 1을 더합니다.": lambda x, y: ((x @ y.T + 1) / x.shape[1]) ** 3,
    "세제곱한 다음 d로 나누었습니다.": lambda x, y: (x @ y.T + 1) ** 3 / x.shape[1],
    "내적을 d가 아니라 √d로 나누었습니다.": lambda x, y: (x @ y.T / np.sqrt(x.shape[1]) + 1) ** 3,
    "내적을 d로 나누지 않고 곱했습니다.": lambda x, y: (x @ y.T * x.shape[1] + 1) ** 3,
    "세제곱이 아니라 제곱입니다.": lambda x, y: (x @ y.T / x.shape[1] + 1) ** 2,
    "세제곱을 하지 않았습니다.": lambda x, y: x @ y.T / x.shape[1] + 1,
    "세제곱이 아니라 3을 곱했습니다.": lambda x, y: (x @ y.T / x.shape[1] + 1) * 3,
    "세제곱하기 앞에 내적에 1을 더하지 않았습니다.": lambda x, y: (x @ y.T / x.shape[1]) ** 3,
    "세제곱한 것을 모든 특징에서 따로 구해 평균했습니다.": lambda x, y: ((x[:, None] * y + 1) ** 3).mean(axis=-1),
    "다항식이 아니라 가우스 커널입니다.": lambda x, y: np.exp(-np.square(x[:, None] - y).sum(axis=-1) / 2),
}
_RESULTS = {
    "음수를 0으로 고쳤습니다. 치우치지 않은 어림은 0의 양쪽으로 흩어집니다.": lambda value: max(value, 0.0),
    "절댓값을 씌웠습니다. 음수도 옳은 값입니다.": abs,
    "음수를 0으로 고치고 제곱근을 씌웠습니다. 커널 거리는 그대로 씁니다.": lambda value: np.sqrt(max(value, 0.0)),
    "절댓값의 제곱근을 씌웠습니다. 커널 거리는 그대로 씁니다.": lambda value: np.sqrt(abs(value)),
    "제곱근을 씌웠습니다. 음수도 옳은 값입니다.": lambda value: np.sqrt(value),
    "부호가 뒤집혔습니다.": lambda value: -value,
    "반으로 나누었습니다.": lambda value: value / 2,
    "100을 곱했습니다.": lambda value: 100 * value,
    "1000을 곱했습니다.": lambda value: 1000 * value,
}


@exercise("6.2", "커널 거리(KID)")
def kernel_distance() -> Comparison:
    def right_kernel(x, y):
        return (x @ y.T / x.shape[1] + 1) ** 3

    def same(value):
        return value

    def build(
        within=None, within_x=_others, within_y=_others, across=np.mean, twice=2, kernel=right_kernel, result=same
    ):
        def distance(x, y):
            xx = (within or within_x)(kernel(x, x))
            yy = (within or within_y)(kernel(y, y))
            return result(xx + yy - twice * across(kernel(x, y)))

        return distance  # fmt: skip

    def expected(x, y):
        def kernel(a, b):
            return (a @ b.T / a.shape[1] + 1) ** 3

        def others(k):
            return (k.sum() - np.trace(k)) / (len(k) * (len(k) - 1))

        return others(kernel(x, x)) + others(kernel(y, y)) - 2 * kernel(x, y).mean()

    decisions = dict(
        across=Choice(np.mean, _ACROSS),
        twice=Choice(2, _TWICE),
        kernel=Choice(right_kernel, _KERNELS),
        result=Choice(same, _RESULTS),
    )
    one_side = {name: _WITHIN[said] for said, name in zip(_WITHIN, ("에서 자기 자신과의 짝을 빼지 않았습니다.", "끼리의 합을 n²으로 나누었습니다."))}  # fmt: skip
    one_side["끼리의 항이 빠졌습니다."] = lambda k: 0.0
    sides = {
        f"within_{side}": Choice(_others, {f"{side}{said}": value for said, value in one_side.items()}) for side in "yx"
    }
    random = np.random.default_rng(62)
    # 앞의 둘은 같은 분포라서 값이 0 둘레이고, 하나는 음수입니다.
    pairs = sorted((random.normal(size=(2, 12, 3)) for _ in range(20)), key=lambda pair: expected(*pair))
    return Comparison(
        cases=[
            tuple(pairs[0]),
            tuple(pairs[-1]),
            (random.normal(size=(9, 4)), random.normal(0.7, 1.5, size=(6, 4))),
            (random.normal(0.3, 1.3, size=(3, 5)), random.normal(size=(7, 5))),
        ],
        reference=expected,
        mistakes=[
            *by(build, within=Choice(None, _WITHIN), **decisions),
            *by(build, most=1, **sides),
            *by(build, **sides, **decisions),
        ],
        tolerance=2e-5,
        describe=lambda x, y: f"특징 x {x.shape}, y {y.shape}",
    )
