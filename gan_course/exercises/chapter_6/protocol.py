"""6장 연습의 채점: 체크포인트를 고르는 규칙(6.5)."""

import numpy as np

from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise


def _first_dip(v, t):
    """처음으로 나빠지기 바로 앞."""
    place = 0
    while place + 1 < len(v) and v[place + 1] < v[place]:
        place += 1
    return place


_CHOICES = {
    "시험용 진짜로 골랐습니다. 시험 문제를 보고 고른 답입니다.": lambda v, t: np.argmin(t),
    "두 점수를 더해 골랐습니다. 시험용 진짜는 고를 때 쓰지 않습니다.": lambda v, t: np.argmin(np.add(v, t)),
    "마지막 체크포인트를 골랐습니다.": lambda v, t: len(v) - 1,
    "늘 맨 앞의 번호(0)입니다. 가장 작은 점수의 번호를 찾으십시오(목록을 줄 세우면 번호를 잃습니다).": lambda v, t: 0,
    "점수가 가장 큰 것을 골랐습니다. 거리는 작을수록 좋습니다.": lambda v, t: np.argmax(v),
    "시험 점수가 가장 큰 것을 골랐습니다.": lambda v, t: np.argmax(t),
    "검증 점수의 절댓값으로 골랐습니다. 음수도 점수이고, 작을수록 좋습니다.": lambda v, t: np.argmin(np.abs(v)),
    "두 점수가 가장 비슷한 것을 골랐습니다. 검증 점수가 가장 작은 것을 고르십시오.": lambda v, t: np.argmin(np.abs(np.subtract(v, t))),
    "검증 점수의 가운데 값에 가장 가까운 것을 골랐습니다. 가장 작은 것을 고르십시오.": lambda v, t: np.argmin(np.abs(np.array(v) - np.median(v))),
    "검증 점수의 평균에 가장 가까운 것을 골랐습니다. 가장 작은 것을 고르십시오.": lambda v, t: np.argmin(np.abs(np.array(v) - np.mean(v))),
    "처음으로 나빠지기 바로 앞의 것에서 멈추었습니다. 모든 체크포인트를 보십시오.": _first_dip,
    "두 번째로 작은 것을 골랐습니다.": lambda v, t: np.argsort(v)[1],
    "두 점수 가운데 나쁜 쪽이 가장 좋은 것을 골랐습니다. 시험용 진짜는 고를 때 쓰지 않습니다.": lambda v, t: np.argmin(np.maximum(v, t)),
}  # fmt: skip
_REPORTS = {
    "고를 때 쓴 점수를 발표했습니다. 가장 좋게 나온 우연까지 함께 발표한 셈입니다.": lambda v, t, c: v[c],
    "고른 것과 상관없이 시험 점수가 가장 좋은 것을 발표했습니다.": lambda v, t, c: min(t),
    "고른 것과 상관없이 마지막 시험 점수를 발표했습니다.": lambda v, t, c: t[-1],
    "고른 것과 상관없이 첫 시험 점수를 발표했습니다.": lambda v, t, c: t[0],
    "시험 점수의 평균을 발표했습니다.": lambda v, t, c: np.mean(t),
    "검증과 시험의 평균을 발표했습니다. 고를 때 쓴 점수가 섞이면 다시 부풀어 오릅니다.": lambda v, t, c: (v[c] + t[c]) / 2,
    "시험 점수에서 검증 점수를 뺀 것을 발표했습니다. 시험 점수를 그대로 발표하십시오.": lambda v, t, c: t[c] - v[c],
    "검증 점수에서 시험 점수를 뺀 것을 발표했습니다. 시험 점수를 그대로 발표하십시오.": lambda v, t, c: v[c] - t[c],
    "두 점수의 합을 발표했습니다.": lambda v, t, c: v[c] + t[c],
    "두 점수 가운데 작은 것을 발표했습니다.": lambda v, t, c: min(v[c], t[c]),
    "두 점수 가운데 큰 것을 발표했습니다.": lambda v, t, c: max(v[c], t[c]),
    "고른 것 다음의 시험 점수를 발표했습니다.": lambda v, t, c: t[(c + 1) % len(t)],
    "고른 것 바로 앞의 시험 점수를 발표했습니다.": lambda v, t, c: t[c - 1],
    "시험 점수가 가장 나쁜 것을 발표했습니다.": lambda v, t, c: max(t),
}  # fmt: skip
_ORDERS = {
    "번호를 1부터 세었습니다. 파이썬의 목록은 0부터 셉니다.": lambda c, score, v, t: (c + 1, score),
    "두 값의 차례가 바뀌었습니다. 번호가 먼저입니다.": lambda c, score, v, t: (score, c),
    "번호 자리에 검증 점수를 돌려주었습니다.": lambda c, score, v, t: (v[c], score),
    "번호와 시험 점수 대신, 시험 점수와 검증 점수를 돌려주었습니다. 번호가 먼저이고 시험 점수가 나중입니다.": lambda c, score, v, t: (t[c], v[c]),
    "값이 셋입니다. 검증 점수는 돌려주지 말고 번호와 시험 점수만 돌려주십시오.": lambda c, score, v, t: (c, v[c], score),
    "값이 셋입니다. 번호와 시험 점수만 돌려주십시오.": lambda c, score, v, t: (c, score, v[c]),
    "시험 점수만 돌려주었습니다. (번호, 시험 점수)를 돌려주십시오.": lambda c, score, v, t: score,
    "번호만 돌려주었습니다. (번호, 시험 점수)를 돌려주십시오.": lambda c, score, v, t: c,
    "번호를 끝에서부터 세었습니다.": lambda c, score, v, t: (c - len(v), score),
}  # fmt: skip


def _drawn():
    """무작위의 점수들. 두 점수는 조금만 닮았고, 음수도 있습니다."""
    random = np.random.default_rng(65)
    for count in (5, 6, 8, 9):
        shared = random.normal(0.3, 0.3, count)
        yield tuple(np.round(shared + random.normal(0, 0.25, count), 3).tolist() for _ in range(2))


@exercise("6.5", "고른 점수와 발표할 점수")
def choose_and_report() -> Comparison:
    def best(validation, test):
        return np.argmin(validation)

    def honest(validation, test, chosen):
        return test[chosen]

    def in_order(chosen, score, validation, test):
        return chosen, score

    def build(choose=best, report=honest, order=in_order, whole=None):
        def result(validation, test):
            if whole:
                return whole(validation, test)
            chosen = int(choose(validation, test))
            return order(chosen, report(validation, test, chosen), validation, test)

        return result

    def expected(validation, test):
        chosen = int(np.argmin(validation))
        return chosen, test[chosen]

    whole = {
        "검증 점수와 시험 점수의 쓰임이 바뀌었습니다. validation으로 고르고 test를 발표합니다.": lambda v, t: expected(t, v),
        "두 목록을 저마다 줄 세웠습니다. 줄을 세우면 검증 점수와 시험 점수의 짝이 어긋납니다.": lambda v, t: (0, min(t)),
    }  # fmt: skip
    return Comparison(
        cases=[
            ([0.9, 0.31, 0.35, 0.33], [1.0, 0.42, 0.36, 0.40]),
            ([0.5, 0.4, 0.28, 0.29, 0.7], [0.3, 0.45, 0.41, 0.38, 0.9]),
            ([-0.02, 0.01, 0.03], [0.05, -0.01, 0.02]),
            # 처음으로 나빠진 뒤에 더 좋아집니다.
            ([0.6, 0.52, 0.57, 0.81, 0.23, 0.34, 0.44], [0.64, 0.49, 0.52, 0.8, 0.31, 0.27, 0.66]),
            ([0.71, 0.38, 0.55, 0.47, 0.62], [0.33, 0.59, 0.29, 0.48, 0.61]),
            ([0.61, 0.44, 0.38, 0.52], [0.7, 0.29, 0.31, 0.45]),
            *_drawn(),
        ],
        reference=expected,
        mistakes=[
            *by(build, choose=Choice(best, _CHOICES), order=Choice(in_order, _ORDERS), most=1),
            *by(build, report=Choice(honest, _REPORTS), most=1),
            *by(build, whole=Choice(None, whole), most=1),
            *by(
                build,
                choose=Choice(best, _CHOICES),
                report=Choice(honest, _REPORTS),
                order=Choice(in_order, _ORDERS),
            ),
        ],
        tolerance=1e-9,
        describe=lambda v, t: f"검증 점수 {v}, 시험 점수 {t}",
    )
