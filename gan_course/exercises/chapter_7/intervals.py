"""7장 연습의 채점: 씨앗마다의 차이(7.6)."""

import numpy as np
from scipy import stats

from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise


def _paired(ours, theirs):
    """차이의 (평균, 표본 표준편차, 개수, 자유도)."""
    differences = np.subtract(ours, theirs)
    return differences.mean(), differences.std(ddof=1), len(differences), len(differences) - 1


def _spread(measure):
    """퍼짐을 다른 것으로 잰 것."""

    def of(ours, theirs):
        differences = np.subtract(ours, theirs)
        return differences.mean(), measure(differences), len(differences), len(differences) - 1

    return of


def _spread_of(choose):
    """차이가 아니라 점수의 퍼짐을 쓴 것."""

    def of(ours, theirs):
        return np.mean(ours - theirs), np.std(choose(ours, theirs), ddof=1), len(ours), len(ours) - 1

    return of


def _two_groups(freedom, ddof=1):
    """짝짓지 않고 두 무리의 분산을 더한 것."""

    def of(ours, theirs):
        variances = np.var(ours, ddof=ddof), np.var(theirs, ddof=ddof)
        return np.mean(ours) - np.mean(theirs), np.sqrt(sum(variances)), len(ours), freedom(len(ours), *variances)

    return of


def _welch(count, one, other):
    return (count - 1) * (one + other) ** 2 / (one**2 + other**2)


def _sorted(ours, theirs):
    return _paired(np.sort(ours), np.sort(theirs))


def _backwards(ours, theirs):
    return _paired(theirs, ours)


def _t(probability):
    return lambda freedom, count: stats.t.ppf(probability, freedom)


def _variance(differences):
    return differences.var(ddof=1)


def _interval(
    summary=_paired,
    quantile=lambda freedom, count: stats.t.ppf(0.975, freedom),
    root=np.sqrt,
    freedom=lambda freedom, count: freedom,
    returned=lambda mean, half: (mean, mean - half, mean + half),
):
    def interval(ours, theirs):
        mean, spread, count, degrees = summary(ours, theirs)
        return returned(mean, quantile(freedom(degrees, count), count) * spread / root(count))

    return interval


_NORMAL = "정규 분포의 1.96을 썼습니다. 씨앗이 적으면 구간이 너무 좁습니다."
_UNPAIRED = "씨앗마다 짝짓지 않았습니다. 두 무리의 퍼짐을 따로 더했습니다."
_UPSIDE_DOWN = "위 끝과 아래 끝이 바뀌었습니다(돌려준 차례가 다르거나 아래쪽 분위수를 쓰면 그렇게 됩니다)."
_DECISIONS = {
    "summary": Choice(
        wrong=[
            ("빼는 차례가 거꾸로입니다. ours - theirs입니다.", _backwards),
            *((_UNPAIRED, _two_groups(lambda count, *variances: count - 1, ddof)) for ddof in (1, 0)),
            *(
                (f"{_UNPAIRED} 자유도도 짝지은 것이 아닙니다.", _two_groups(freedom, ddof))
                for freedom in (lambda count, *variances: 2 * count - 2, _welch)
                for ddof in (1, 0)
            ),
            ("저마다 정렬한 다음 빼서 씨앗의 짝이 깨졌습니다.", _sorted),
            ("표본 표준편차가 아닙니다(ddof=1이 빠졌습니다).", _spread(lambda differences: differences.std())),
            ("표준편차가 아니라 분산입니다.", _spread(_variance)),
            ("표준편차가 아니라 분산이고, ddof=1도 빠졌습니다.", _spread(lambda differences: differences.var())),
            *(
                ("차이가 아니라 한 방법의 점수의 퍼짐으로 쟀습니다. 짝지은 차이의 퍼짐이어야 합니다.", summary)
                for summary in (_spread_of(lambda ours, theirs: ours), _spread_of(lambda ours, theirs: theirs))
            ),
            (
                "두 방법의 점수를 한데 모아 퍼짐을 쟀습니다. 짝지은 차이의 퍼짐이어야 합니다.",
                _spread_of(lambda *both: np.concatenate(both)),
            ),
            ("차이가 아니라 비율(ours / theirs)입니다.", lambda a, b: _paired(a / b, np.zeros(len(a)))),
            ("차이의 절댓값으로 셈했습니다. 부호를 버리지 마십시오.", lambda a, b: _paired(abs(a - b), 0 * b)),
            ("차이가 아니라 합입니다.", lambda ours, theirs: _paired(ours, -theirs)),
        ]
    ),
    "quantile": Choice(
        wrong=[
            *((_NORMAL, lambda freedom, count, z=z: z) for z in (stats.norm.ppf(0.975), 1.96)),
            ("표준오차의 두 배입니다. 씨앗이 적으면 구간이 너무 좁습니다.", lambda freedom, count: 2.0),
            ("한쪽에 5%를 남겼습니다(90% 구간입니다). 양쪽을 합해 5%입니다.", _t(0.95)),
            ("한쪽에 0.5%를 남겼습니다(99% 구간입니다).", _t(0.995)),
            ("한쪽에 1.25%를 남겼습니다(97.5% 구간입니다). 양쪽을 합해 5%입니다.", _t(0.9875)),
            ("99% 구간(2.576)의 정규 분포를 썼습니다.", lambda freedom, count: stats.norm.ppf(0.995)),
            ("t 분포의 값을 곱하지 않았습니다.", lambda freedom, count: 1.0),
            (
                "분위수 대신 밀도나 누적 확률을 곱했습니다(ppf가 아닙니다).",
                lambda freedom, count: stats.t.cdf(0.975, freedom),
            ),
            (
                "분위수 대신 밀도나 누적 확률을 곱했습니다(ppf가 아닙니다).",
                lambda freedom, count: stats.t.pdf(0.975, freedom),
            ),
            ("정규 분포의 90% 구간(1.645)을 썼습니다.", lambda freedom, count: stats.norm.ppf(0.95)),
            (_UPSIDE_DOWN, _t(0.025)),
            ("아래쪽 5% 분위수를 써서 두 끝이 뒤바뀌었고, 90% 구간입니다.", _t(0.05)),
        ]
    ),
    "root": Choice(
        wrong=[
            ("√n으로 나누지 않았습니다. 평균이 아니라 값 하나의 퍼짐입니다.", lambda count: 1.0),
            ("√n이 아니라 n으로 나누었습니다.", lambda count: count),
            ("√n이 아니라 √(n - 1)로 나누었습니다.", lambda count: np.sqrt(count - 1)),
            ("√n으로 나누지 않고 곱했습니다.", lambda count: 1 / np.sqrt(count)),
            ("√n이 아니라 두 무리의 수 √(2n)으로 나누었습니다.", lambda count: np.sqrt(2 * count)),
        ]
    ),
    "freedom": Choice(
        wrong=[
            ("자유도가 n입니다. 평균을 구하느라 하나를 썼으므로 n - 1입니다.", lambda freedom, count: count),
            *(
                ("자유도를 두 무리의 것으로 셌습니다. 차이는 n개이므로 n - 1입니다.", freedom)
                for freedom in (lambda freedom, count: 2 * count - 2, lambda freedom, count: 2 * count - 1)
            ),
            ("자유도가 n - 2입니다. n - 1이어야 합니다.", lambda freedom, count: max(count - 2, 0.5)),
        ]
    ),
    "returned": Choice(
        wrong=[
            (
                "돌려주는 차례가 다릅니다. (평균, 아래 끝, 위 끝)입니다.",
                lambda mean, half: (mean - half, mean, mean + half),
            ),
            (
                "돌려주는 차례가 다릅니다. (평균, 아래 끝, 위 끝)입니다.",
                lambda mean, half: (mean - half, mean + half, mean),
            ),
            (_UPSIDE_DOWN, lambda mean, half: (mean, mean + half, mean - half)),
            ("구간의 가운데가 평균이 아니라 0입니다.", lambda mean, half: (mean, -half, half)),
            ("구간의 끝이 아니라 반폭을 돌려주었습니다.", lambda mean, half: (mean, half, half)),
            ("반폭을 한 번 더 2로 나누었습니다.", lambda mean, half: (mean, mean - half / 2, mean + half / 2)),
            ("반폭이 아니라 전체 폭을 빼고 더했습니다.", lambda mean, half: (mean, mean - 2 * half, mean + 2 * half)),
            ("(평균, 반폭)을 돌려주었습니다. (평균, 아래 끝, 위 끝)입니다.", lambda mean, half: (mean, half)),
            ("구간만 돌려주고 평균을 빠뜨렸습니다.", lambda mean, half: (mean - half, mean + half)),
            ("평균만 돌려주고 구간을 빠뜨렸습니다.", lambda mean, half: mean),
            ("평균의 부호를 버렸습니다(절댓값).", lambda m, half: (abs(m), abs(m) - half, abs(m) + half)),
        ]
    ),
}


def _middle(measure):
    """평균 대신 다른 가운데를 쓴 것."""

    def interval(ours, theirs):
        _, low, high = _interval()(ours, theirs)
        middle, half = measure(np.subtract(ours, theirs)), (high - low) / 2
        return middle, middle - half, middle + half

    return interval


def _percentiles(low, high):
    def interval(ours, theirs):
        differences = np.subtract(ours, theirs)
        return differences.mean(), *np.percentile(differences, [low, high])

    return interval


def _ends_apart(ours, theirs):
    """두 방법의 구간을 따로 구해 끝끼리 뺀 것."""
    ours, theirs = (_interval()(scores, np.zeros(len(scores))) for scores in (ours, theirs))
    return tuple(np.subtract(ours, theirs))


def _farthest_ends(ours, theirs):
    """두 방법의 구간을 따로 구해, 가장 먼 끝끼리 뺀 것."""
    ours, theirs = (_interval()(scores, np.zeros(len(scores))) for scores in (ours, theirs))
    return ours[0] - theirs[0], ours[1] - theirs[2], ours[2] - theirs[1]


@exercise("7.6", "실험 설계: 씨앗마다의 차이로 말하기")
def difference_interval() -> Comparison:
    return Comparison(
        cases=[
            (np.array([0.92, 0.88, 0.95, 0.90, 0.93]), np.array([0.80, 0.79, 0.85, 0.77, 0.86])),
            (np.array([7.0, 8.3, 6.0]), np.array([8.0, 8.1, 7.5])),
            (np.array([1.0, 3.0]), np.array([0.0, -2.0])),
        ],
        reference=_interval(),
        mistakes=[
            *by(_interval, most=1, **_DECISIONS),
            *(
                Mistake("차이 하나하나의 백분위수입니다. 평균의 신뢰 구간이 아닙니다.", _percentiles(*ends))
                for ends in ((2.5, 97.5), (5, 95), (25, 75))
            ),
            Mistake("가장 작은 차이와 가장 큰 차이입니다. 평균의 신뢰 구간이 아닙니다.", _percentiles(0, 100)),
            Mistake(
                "표준오차에 제곱근을 씌우지 않았습니다(분산 ÷ n입니다).",
                _interval(_spread(_variance), root=lambda n: n),
            ),
            Mistake("평균이 아니라 가운데 값(median)입니다.", _middle(np.median)),
            Mistake("차이의 절댓값을 평균했습니다. 부호를 버리지 마십시오.", _middle(lambda gaps: np.mean(abs(gaps)))),
            Mistake("두 방법의 구간을 따로 구해 뺐습니다. 씨앗마다 먼저 빼십시오.", _ends_apart),
            Mistake("두 방법의 구간을 따로 구해 뺐습니다. 씨앗마다 먼저 빼십시오.", _farthest_ends),
            *by(_interval, **_DECISIONS),
        ],
        tolerance=1e-6,
        describe=lambda ours, theirs: f"ours = {ours}, theirs = {theirs}",
    )
