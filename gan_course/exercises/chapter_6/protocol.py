"""6장 연습의 채점: 체크포인트의 규칙, 되감긴 체크포인트, 씨앗의 구간(6.5에서 6.7)."""

import numpy as np
from scipy import stats

from gan_course.exercises.answer import Answer, NotWritten, Wrong
from gan_course.exercises.comparing import Mistake, compare
from gan_course.exercises.grading import exercise


@exercise("6.5", "고른 점수와 발표할 점수")
def choose_and_report(answer: Answer) -> None:
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
    compare(
        answer,
        [
            ([0.9, 0.31, 0.35, 0.33], [1.0, 0.42, 0.36, 0.40]),
            ([0.5, 0.4, 0.28, 0.29, 0.7], [0.3, 0.45, 0.41, 0.38, 0.9]),
            ([-0.02, 0.01, 0.03], [0.05, -0.01, 0.02]),
        ],
        right,
        [
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


class _Diary:
    """훈련의 대역: 몇 에포크를 배웠는지만 기억하고, 저장하고 되살린 것을 적습니다."""

    def __init__(self):
        self.trained, self.learned, self.saved, self.restored = 0, 0, [], False

    def train_epoch(self, epoch):
        self.trained += 1
        self.learned += 1

    def save(self):
        self.saved.append(self.learned)

    def restore_latest(self):
        self.restored = True
        if self.saved:  # 저장한 것이 없으면 텐서플로도 조용히 지나갑니다
            self.learned = self.saved[-1]
        return self.learned


@exercise("6.6", "버그 찾기: 되감긴 체크포인트")
def train_and_restore(answer: Answer) -> None:
    studies = []
    for epochs in (50, 45, 7, 64, 1):
        diary = _Diary()
        diary.returned = answer(epochs, diary.train_epoch, diary.save, diary.restore_latest)
        studies.append((epochs, diary, list(range(15, epochs + 1, 15))))
    if all(diary.saved == regular and diary.restored and diary.trained == e for e, diary, regular in studies):
        raise NotWritten("주어진 코드 그대로입니다. 증상: 50에포크를 훈련하고 되살리면 45에포크의 것이 나옵니다.")

    def say(misconception, hint):
        wanted = sorted({*regular, epochs})
        got = f"저장한 때 {diary.saved}, 되살린 것 {diary.returned}"
        raise Wrong(misconception, f"{epochs}에포크", f"저장한 때 {wanted}, 되살린 것 {epochs}", got, hint)

    for epochs, diary, regular in studies:
        if diary.trained != epochs:
            say("훈련한 에포크의 수가 달라졌습니다. 훈련은 그대로 두고 저장을 고치십시오.", 1)
        if diary.saved and diary.saved == [epoch - 1 for epoch in sorted({*regular, epochs})]:
            say("훈련하기 전에 저장했습니다. 저장한 것이 한 에포크만큼 늦습니다.", 2)
        if epochs not in diary.saved[-1:] and not diary.restored:
            say("증상만 가렸습니다. 되살리지 않아 눈앞의 모델은 멀쩡하지만, 저장해 둔 것은 여전히 옛것입니다.", 2)
        if epochs not in diary.saved[-1:]:
            say("증상만 가렸습니다. 저장하는 간격을 바꾸어도 나누어떨어지지 않는 에포크 수에서는 다시 되감깁니다.", 2)
        if not diary.restored or diary.returned != epochs:
            say("저장은 옳지만 저장한 것을 되살려 돌려주지 않았습니다.", 1)
    for epochs, diary, regular in studies:
        if set(regular) - set(diary.saved):
            say("도중의 저장을 잃었습니다. 훈련이 끊기면 처음부터 다시 해야 합니다.", 3)
        if set(diary.saved) - {*regular, epochs}:
            say("되감기지는 않지만 너무 자주 저장합니다. 15에포크마다 저장하는 것은 그대로 두십시오.", 3)


@exercise("6.7", "실험 설계: 두 방법의 차이를 구간으로")
def difference_interval(answer: Answer) -> None:
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
    compare(
        answer,
        [study(5, -0.2, 1), study(3, 0.05, 2), study(7, 0.4, 3)],
        right,
        [
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
