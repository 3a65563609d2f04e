"""6장 연습의 채점: 체크포인트를 고르는 규칙과 씨앗의 구간(6.5, 6.7)."""

import numpy as np
from scipy import stats

from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.grading import exercise


@exercise("6.5", "고른 점수와 발표할 점수")
def choose_and_report() -> Comparison:
    def by(choose, report):
        """고르는 법과 발표할 점수."""

        def result(validation, test):
            chosen = choose(validation, test)
            return chosen, report(validation, test, chosen)

        return result

    def best(validation, test):
        return int(np.argmin(validation))

    def honest(validation, test, chosen):
        return test[chosen]

    right = by(best, honest)
    return Comparison(
        cases=[
            ([0.9, 0.31, 0.35, 0.33], [1.0, 0.42, 0.36, 0.40]),
            ([0.5, 0.4, 0.28, 0.29, 0.7], [0.3, 0.45, 0.41, 0.38, 0.9]),
            ([-0.02, 0.01, 0.03], [0.05, -0.01, 0.02]),
        ],
        reference=right,
        mistakes=[
            Mistake(
                "고를 때 쓴 점수를 발표했습니다. 가장 좋게 나온 우연까지 함께 발표한 셈입니다.",
                by(best, lambda v, t, c: v[c]),
            ),
            Mistake(
                "시험용 진짜로 골랐습니다. 시험 문제를 보고 고른 답입니다.", by(lambda v, t: int(np.argmin(t)), honest)
            ),
            Mistake("고른 것과 상관없이 시험 점수가 가장 좋은 것을 발표했습니다.", by(best, lambda v, t, c: min(t))),
            Mistake(
                "두 점수를 더해 골랐습니다. 시험용 진짜는 고를 때 쓰지 않습니다.",
                by(lambda v, t: int(np.argmin(np.add(v, t))), honest),
            ),
            Mistake("마지막 체크포인트를 골랐습니다.", by(lambda v, t: len(v) - 1, honest)),
            Mistake(
                "점수가 가장 큰 것을 골랐습니다. 거리는 작을수록 좋습니다.",
                by(lambda v, t: int(np.argmax(v)), honest),
                hint=2,
            ),
            Mistake(
                "번호를 1부터 세었습니다. 파이썬의 목록은 0부터 셉니다.",
                lambda v, t: (best(v, t) + 1, t[best(v, t)]),
                hint=3,
            ),
            Mistake("두 값의 차례가 바뀌었습니다. 번호가 먼저입니다.", lambda v, t: right(v, t)[::-1], hint=2),
            Mistake("번호 자리에 검증 점수를 돌려주었습니다.", lambda v, t: (min(v), t[best(v, t)]), hint=2),
            Mistake(
                "검증과 시험의 평균을 발표했습니다. 고를 때 쓴 점수가 섞이면 다시 부풀어 오릅니다.",
                by(best, lambda v, t, c: (v[c] + t[c]) / 2),
            ),
        ],
        tolerance=1e-9,
        describe=lambda v, t: f"검증 점수 {v}, 시험 점수 {t}",
    )


@exercise("6.7", "실험 설계: 두 방법의 차이를 구간으로")
def difference_interval() -> Comparison:
    def differences(score, seeds):
        return np.array([score("A", seed) - score("B", seed) for seed in seeds])

    def student(count, confidence=0.95):
        return stats.t.ppf((1 + confidence) / 2, count - 1)

    def by(half):
        """차이의 목록에서 구간의 반폭을 구하는 법 → 구간."""

        def interval(score, seeds):
            found = differences(score, seeds)
            return found.mean() - half(found), found.mean() + half(found)

        return interval

    def error(d, ddof=1):
        return d.std(ddof=ddof) / np.sqrt(len(d))

    def apart(score, seeds):
        a, b = (np.array([score(method, seed) for seed in seeds]) for method in "AB")
        return a, b, np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))

    def unmatched(freedom):
        def interval(score, seeds):
            a, b, spread = apart(score, seeds)
            half = stats.t.ppf(0.975, freedom(len(seeds))) * spread
            return a.mean() - b.mean() - half, a.mean() - b.mean() + half

        return interval

    def study(count, gap, seed):
        random = np.random.default_rng([67, seed])
        shared = random.normal(0, 0.3, count)  # 씨앗마다 쉬운 자료와 어려운 자료가 있습니다
        table = {"A": 1 + gap + shared + random.normal(0, 0.1, count), "B": 1 + shared + random.normal(0, 0.1, count)}
        seeds = [3, 1, 4, 15, 9, 2, 6][:count]

        def score(method, seed):
            if method not in table or seed not in seeds:
                raise ValueError(
                    f"방법 {method!r}, 씨앗 {seed}의 결과는 없습니다. 방법은 'A'와 'B', 씨앗은 {seeds}입니다."
                )
            return float(table[method][seeds.index(seed)])

        score.table = {method: np.round(values, 2).tolist() for method, values in table.items()}
        return score, seeds

    right = by(lambda d: student(len(d)) * error(d))
    return Comparison(
        cases=[study(5, -0.2, 1), study(3, 0.05, 2), study(7, 0.4, 3)],
        reference=right,
        mistakes=[
            Mistake(
                "정규 분포의 1.96을 썼습니다. 씨앗이 몇 개뿐이면 스튜던트 t 분포의 더 큰 수를 씁니다.",
                by(lambda d: stats.norm.ppf(0.975) * error(d)),
                hint=2,
            ),
            Mistake("표준오차의 두 배입니다. 씨앗이 적으면 모자랍니다.", by(lambda d: 2 * error(d)), hint=2),
            Mistake("표준오차까지만 벌렸습니다. 68%쯤밖에 담지 못합니다.", by(error), hint=2),
            Mistake(
                "표준편차를 씨앗의 수의 제곱근으로 나누지 않았습니다. 씨앗 하나의 퍼짐이지 평균의 구간이 아닙니다.",
                by(lambda d: student(len(d)) * d.std(ddof=1)),
                hint=2,
            ),
            Mistake(
                "표준편차를 구할 때 n으로 나누었습니다. n - 1로 나눕니다(ddof=1).",
                by(lambda d: student(len(d)) * error(d, 0)),
                hint=3,
            ),
            Mistake("90% 구간입니다.", by(lambda d: student(len(d), 0.9) * error(d)), hint=3),
            Mistake(
                "t 분포의 자유도가 n입니다. n - 1입니다.", by(lambda d: stats.t.ppf(0.975, len(d)) * error(d)), hint=3
            ),
            Mistake(
                "두 방법을 따로 쟀습니다. 같은 씨앗끼리 뺀 다음 구간을 구하면 자료의 쉽고 어려움이 지워집니다.",
                unmatched(lambda n: n - 1),
            ),
            Mistake(
                "두 방법을 따로 쟀습니다. 같은 씨앗끼리 뺀 다음 구간을 구하면 자료의 쉽고 어려움이 지워집니다.",
                unmatched(lambda n: 2 * n - 2),
            ),
            Mistake("B - A입니다. A - B를 구하십시오.", lambda *c: tuple(-end for end in right(*c)[::-1])),
            Mistake("구간의 두 끝이 바뀌었습니다.", lambda *c: right(*c)[::-1], hint=1),
            Mistake(
                "가장 작은 차이와 가장 큰 차이입니다. 씨앗을 늘려도 좁아지지 않습니다.",
                lambda score, seeds: (min(differences(score, seeds)), max(differences(score, seeds))),
            ),
            Mistake(
                "차이들의 분위수입니다. 씨앗의 퍼짐이지 평균의 구간이 아닙니다.",
                lambda score, seeds: tuple(np.quantile(differences(score, seeds), [0.025, 0.975])),
                hint=2,
            ),
            Mistake("구간이 아니라 평균 하나입니다.", by(lambda d: 0.0)),
            Mistake("씨앗 하나만 보았습니다.", lambda score, seeds: (differences(score, seeds)[0],) * 2),
        ],
        tolerance=1e-6,
        describe=lambda score, seeds: f"점수 {score.table}, 씨앗 {seeds}",
    )
