"""7장 연습의 채점: 씨앗마다의 차이(7.6)."""

import numpy as np
from scipy import stats

from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.grading import exercise


@exercise("7.6", "실험 설계: 씨앗마다의 차이로 말하기")
def difference_interval() -> Comparison:
    def interval(ours, theirs, ddof=1, root=True, quantile=None, sign=1):
        differences = sign * np.subtract(ours, theirs)
        count = len(differences)
        error = differences.std(ddof=ddof) / (np.sqrt(count) if root else 1)
        half = (stats.t.ppf(0.975, count - 1) if quantile is None else quantile(count)) * error
        return differences.mean(), differences.mean() - half, differences.mean() + half

    def unpaired(ours, theirs):
        gap = np.mean(ours) - np.mean(theirs)
        error = np.sqrt(np.var(ours, ddof=1) / len(ours) + np.var(theirs, ddof=1) / len(theirs))
        half = stats.t.ppf(0.975, len(ours) - 1) * error
        return gap, gap - half, gap + half

    return Comparison(
        cases=[
            (np.array([0.92, 0.88, 0.95, 0.90, 0.93]), np.array([0.80, 0.79, 0.85, 0.77, 0.86])),
            (np.array([7.0, 8.0, 6.0]), np.array([8.0, 8.0, 7.5])),
            (np.array([1.0, 3.0]), np.array([0.0, -2.0])),
        ],
        reference=interval,
        mistakes=[
            Mistake("빼는 차례가 거꾸로입니다. ours - theirs입니다.", lambda a, b: interval(a, b, sign=-1)),
            Mistake("씨앗마다 짝짓지 않았습니다. 두 무리의 퍼짐을 따로 더했습니다.", unpaired),
            Mistake(
                "정규 분포의 1.96을 썼습니다. 씨앗이 적으면 구간이 너무 좁습니다.",
                lambda a, b: interval(a, b, quantile=lambda n: stats.norm.ppf(0.975)),
                3,
            ),
            Mistake(
                "정규 분포의 1.96을 썼습니다. 씨앗이 적으면 구간이 너무 좁습니다.",
                lambda a, b: interval(a, b, quantile=lambda n: 1.96),
                3,
            ),
            Mistake("표본 표준편차가 아닙니다(ddof=1이 빠졌습니다).", lambda a, b: interval(a, b, ddof=0), 2),
            Mistake(
                "√n으로 나누지 않았습니다. 평균이 아니라 값 하나의 퍼짐입니다.",
                lambda a, b: interval(a, b, root=False),
                2,
            ),
            Mistake(
                "한쪽에 5%를 남겼습니다(90% 구간입니다). 양쪽을 합해 5%입니다.",
                lambda a, b: interval(a, b, quantile=lambda n: stats.t.ppf(0.95, n - 1)),
                3,
            ),
            Mistake(
                "자유도가 n입니다. 평균을 구하느라 하나를 썼으므로 n - 1입니다.",
                lambda a, b: interval(a, b, quantile=lambda n: stats.t.ppf(0.975, n)),
                2,
            ),
        ],
        tolerance=1e-6,
        describe=lambda ours, theirs: f"ours = {ours}, theirs = {theirs}",
    )
