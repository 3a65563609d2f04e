"""6장 연습의 채점: 씨앗의 구간(6.7)."""

import numpy as np
from scipy import stats

from gan_course.exercises.answer import Wrong
from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise


def _student(n, confidence=0.95):
    return stats.t.ppf((1 + confidence) / 2, n - 1)


_QUANTILES = {
    "정규 분포의 1.96을 썼습니다. 씨앗이 몇 개뿐이면 스튜던트 t 분포의 더 큰 수를 씁니다.": lambda n: stats.norm.ppf(0.975),
    "정규 분포의 1.96을 적어 넣었습니다. 씨앗이 몇 개뿐이면 스튜던트 t 분포의 더 큰 수를 씁니다.": lambda n: 1.96,
    "표준오차의 두 배입니다. 씨앗이 적으면 모자랍니다.": lambda n: 2.0,
    "표준오차의 세 배입니다. 스튜던트 t 분포의 수를 쓰십시오.": lambda n: 3.0,
    "표준오차까지만 벌렸습니다. 씨앗이 적으면 68%도 담지 못합니다.": lambda n: 1.0,
    "90% 구간입니다. 양쪽에 2.5%씩 남기려면 0.975의 분위수를 씁니다.": lambda n: _student(n, 0.9),
    "99% 구간입니다.": lambda n: _student(n, 0.99),
    "t 분포의 자유도가 n입니다. n - 1이어야 합니다.": lambda n: stats.t.ppf(0.975, n),
    "t 분포의 자유도가 n - 2입니다. n - 1이어야 합니다.": lambda n: stats.t.ppf(0.975, max(n - 2, 1)),
    "t 분포의 자유도가 2n - 2입니다. 차이는 n개이므로 n - 1입니다.": lambda n: stats.t.ppf(0.975, 2 * n - 2),
    "90% 구간이고, t 분포의 자유도도 n입니다(n - 1이어야 합니다).": lambda n: stats.t.ppf(0.95, n),
    "t 분포의 수를 씨앗 5개의 것(2.776)으로 적어 넣었습니다. 씨앗의 수에 따라 다릅니다.": lambda n: 2.776,
    "t 분포의 수를 씨앗 3개의 것(4.303)으로 적어 넣었습니다. 씨앗의 수에 따라 다릅니다.": lambda n: 4.303,
    "분위수(ppf)가 아니라 누적 확률(cdf)입니다.": lambda n: stats.t.cdf(0.975, n - 1),
    "분위수(ppf)가 아니라 확률 밀도(pdf)입니다.": lambda n: stats.t.pdf(0.975, n - 1),
    "신뢰 수준 0.95를 그대로 곱했습니다. t 분포의 분위수를 쓰십시오.": lambda n: 0.95,
}  # fmt: skip
_SPREADS = {
    "표준편차를 구할 때 n으로 나누었습니다. n - 1로 나눕니다(ddof=1).": lambda d: d.std(),
    "표준편차가 아니라 분산입니다.": lambda d: d.var(ddof=1),
    "표준편차가 아니라 분산이고, n으로 나누었습니다.": lambda d: d.var(),
    "표준편차가 아니라 범위(가장 큰 것 - 가장 작은 것)입니다.": np.ptp,
    "표준편차가 아니라 절댓값의 평균입니다.": lambda d: np.abs(d - d.mean()).mean(),
}
_DIVISORS = {
    "표준편차를 씨앗의 수의 제곱근으로 나누지 않았습니다. 씨앗 하나의 퍼짐이지 평균의 구간이 아닙니다.": lambda n: 1.0,
    "씨앗의 수의 제곱근이 아니라 씨앗의 수로 나누었습니다.": lambda n: n,
    "씨앗의 수의 제곱근이 아니라 n - 1의 제곱근으로 나누었습니다.": lambda n: np.sqrt(n - 1),
    "씨앗의 수의 제곱근이 아니라 n - 1로 나누었습니다.": lambda n: n - 1,
    "씨앗의 수의 제곱근으로 나누지 않고 곱했습니다.": lambda n: 1 / np.sqrt(n),
    "씨앗의 수의 제곱근이 아니라 2n의 제곱근으로 나누었습니다.": lambda n: np.sqrt(2 * n),
}
_DIFFERENCES = {
    "B - A입니다. A - B를 구하십시오.": lambda a, b: b - a,
    "차이에 절댓값을 씌웠습니다. 어느 쪽이 나은지 사라집니다.": lambda a, b: np.abs(a - b),
    "차이가 아니라 비율입니다.": lambda a, b: a / b,
    "A의 점수만 보았습니다.": lambda a, b: a,
    "B의 점수만 보았습니다.": lambda a, b: b,
    "두 점수를 빼지 않고 더했습니다.": lambda a, b: a + b,
    "마지막 씨앗을 빠뜨렸습니다.": lambda a, b: (a - b)[:-1],
    "첫 씨앗을 빠뜨렸습니다.": lambda a, b: (a - b)[1:],
    "점수를 줄 세운 다음 뺐습니다. 같은 씨앗끼리 빼십시오.": lambda a, b: np.sort(a) - np.sort(b),
    "차이를 제곱했습니다.": lambda a, b: (a - b) ** 2,
}
_ENDS = {
    "구간의 두 끝이 뒤집혔습니다(반폭이 음수이거나 더하고 빼는 것이 바뀌었습니다).": lambda middle, half: (
        middle + half,
        middle - half,
    ),
    "구간의 두 끝이 아니라 평균과 반폭입니다.": lambda middle, half: (middle, half),
    "평균을 더하지 않고 반폭만 돌려주었습니다.": lambda middle, half: (-half, half),
    "구간이 아니라 평균 하나입니다.": lambda middle, half: (middle, middle),
    "구간이 아니라 평균 하나만 돌려주었습니다.": lambda middle, half: middle,
    "구간이 아니라 반폭 하나만 돌려주었습니다.": lambda middle, half: half,
    "반폭의 반만 벌렸습니다.": lambda middle, half: (middle - half / 2, middle + half / 2),
    "아래 끝이 평균입니다. 평균에서 반폭을 빼십시오.": lambda middle, half: (middle, middle + half),
    "구간의 두 끝이 아니라 구간의 폭입니다.": lambda middle, half: 2 * half,
}


def _study(count, gap, seed):
    random = np.random.default_rng([67, seed])
    shared = random.normal(0, 0.3, count)  # 씨앗마다 쉬운 자료와 어려운 자료가 있습니다
    table = {"A": 1 + gap + shared + random.normal(0, 0.1, count), "B": 1 + shared + random.normal(0, 0.1, count)}
    seeds = [13, 11, 14, 15, 29, 12, 36, 18, 21][:count]

    def score(method, seed):
        if seed in table:
            raise Wrong(
                "score에 준 인자의 차례가 바뀌었습니다. score(방법, 씨앗)입니다.", got=f"score({method}, {seed!r})"
            )
        if method not in table:
            raise Wrong(
                f"방법 {method!r}은(는) 없습니다. 방법의 이름은 'A'와 'B'입니다.",
                expected="'A' 또는 'B'",
                got=repr(method),
            )
        if seed not in seeds:
            said = f"씨앗 {seed}의 결과는 없습니다. 0부터 세지 말고 seeds에 있는 씨앗을 주십시오."
            raise Wrong(said, expected=seeds, got=seed)
        return float(table[method][seeds.index(seed)])  # fmt: skip

    score.table = {method: np.round(values, 2).tolist() for method, values in table.items()}
    return score, seeds


@exercise("6.7", "실험 설계: 두 방법의 차이를 구간으로")
def difference_interval() -> Comparison:
    def scores(score, seeds):
        return (np.array([score(method, seed) for seed in seeds]) for method in "AB")

    def subtract(a, b):
        return a - b

    def deviation(d):
        return d.std(ddof=1)

    def ends(middle, half):
        return middle - half, middle + half

    def build(difference=subtract, middle=np.mean, quantile=_student, spread=deviation, divisor=np.sqrt,
              ends=ends, whole=None):  # fmt: skip
        def interval(score, seeds):
            a, b = scores(score, seeds)
            if whole:
                return whole(a, b)
            d = difference(a, b)
            return ends(middle(d), quantile(len(d)) * spread(d) / divisor(len(d)))

        return interval

    def unmatched(freedom):
        def interval(a, b):
            half = stats.t.ppf(0.975, freedom(a, b)) * np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
            return a.mean() - b.mean() - half, a.mean() - b.mean() + half

        return interval

    def welch(a, b):
        one, other = a.var(ddof=1) / len(a), b.var(ddof=1) / len(b)
        return (one + other) ** 2 / ((one**2 + other**2) / (len(a) - 1))

    def apart(a, b):
        """두 구간을 따로 구해 끝끼리 뺀 것."""
        halves = [_student(len(one)) * one.std(ddof=1) / np.sqrt(len(one)) for one in (a, b)]
        return a.mean() - b.mean() - sum(halves), a.mean() - b.mean() + sum(halves)

    def ends_apart(a, b):
        halves = [_student(len(one)) * one.std(ddof=1) / np.sqrt(len(one)) for one in (a, b)]
        low, high = a.mean() - halves[0] - (b.mean() - halves[1]), a.mean() + halves[0] - (b.mean() + halves[1])
        return low, high

    def expected(score, seeds):
        d = np.array([score("A", seed) - score("B", seed) for seed in seeds])
        half = stats.t.ppf(0.975, len(d) - 1) * d.std(ddof=1) / np.sqrt(len(d))
        return d.mean() - half, d.mean() + half

    separately = "두 방법을 따로 쟀습니다{}. 같은 씨앗끼리 뺀 다음 구간을 구하면 자료의 쉽고 어려움이 지워집니다."
    whole = {
        separately.format(""): unmatched(lambda a, b: len(a) - 1),
        separately.format("(짝짓지 않은 t 구간)"): unmatched(lambda a, b: 2 * len(a) - 2),
        separately.format("(웰치의 t 구간)"): unmatched(welch),
        separately.format("(구간 둘을 뺌)"): apart,
        separately.format("(구간의 끝끼리 뺌)"): ends_apart,
        "가장 작은 차이와 가장 큰 차이입니다. 씨앗을 늘려도 좁아지지 않습니다.": lambda a, b: (min(a - b), max(a - b)),
        "차이들의 분위수입니다. 씨앗의 퍼짐이지 평균의 구간이 아닙니다.": lambda a, b: tuple(np.quantile(a - b, [0.025, 0.975])),
        "차이들의 분위수(5%와 95%)입니다. 씨앗의 퍼짐이지 평균의 구간이 아닙니다.": lambda a, b: tuple(np.quantile(a - b, [0.05, 0.95])),
        "씨앗 하나만 보았습니다.": lambda a, b: ((a - b)[0],) * 2,
    }  # fmt: skip
    return Comparison(
        cases=[_study(5, -0.2, 1), _study(3, 0.05, 2), _study(7, 0.4, 3), _study(9, -0.03, 4)],
        reference=expected,
        mistakes=[
            *by(build, whole=Choice(None, whole)),
            *by(
                build,
                difference=Choice(subtract, _DIFFERENCES),
                quantile=Choice(_student, _QUANTILES),
                spread=Choice(deviation, _SPREADS),
                divisor=Choice(np.sqrt, _DIVISORS),
                middle=Choice(np.mean, {"구간의 한가운데가 평균이 아니라 가운데 값(median)입니다.": np.median, "차이들의 평균이 아니라 합입니다.": np.sum}),
                ends=Choice(ends, _ENDS),
            ),
        ],
        tolerance=1e-6,
        describe=lambda score, seeds: f"점수 {score.table}, 씨앗 {seeds}",
    )  # fmt: skip
