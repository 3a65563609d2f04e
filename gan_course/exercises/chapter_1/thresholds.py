"""1장 연습의 채점: 두 무리를 가르는 문턱(1.7)."""

from functools import cached_property

import numpy as np

from gan_course.exercises.grading import exercise
from gan_course.exercises.observing import Observation, Symptom
from gan_course.exercises.values import like

ENOUGH = 0.005


def _score(real, fake, threshold):
    return ((real > threshold).sum() + (fake <= threshold).sum()) / (len(real) + len(fake))


def _candidates(real, fake):
    values = np.unique([*real, *fake])
    return np.concatenate([[values[0] - 1], values])


def _by(criterion):
    """무리 하나에서, 그 기준의 가장 좋은 값."""
    return lambda real, fake: max(criterion(real, fake, t) for t in _candidates(real, fake))


def _balanced(real, fake, threshold):
    return ((real > threshold).mean() + (fake <= threshold).mean()) / 2


_WORST = "가장 나쁜 문턱을 골랐습니다. 부등호가 뒤집혔거나, 가장 높은 것이 아니라 가장 낮은 것을 골랐습니다."
# 다른 기준으로 고른 것: {이름: 기준}. 고른 문턱이 모든 무리에서 그 기준의 가장 좋은 값에 이릅니다.
_CRITERIA = {
    "진짜의 정확도와 가짜의 정확도를 반반으로 보았습니다. 장수가 다르면 모두의 정확도와 다릅니다.": _balanced,
    _WORST: lambda r, f, t: ((r < t).sum() + (f >= t).sum()) / (len(r) + len(f)),
    f"{_WORST} ": lambda r, f, t: -_score(r, f, t),
    "진짜와 가짜의 정확도를 더하지 않고 곱했습니다.": lambda r, f, t: (r > t).mean() * (f <= t).mean(),
}
# 정확도를 재지 않고 정한 문턱
_FORMULAS = {
    "두 평균의 한가운데입니다. 퍼진 정도나 장수가 다르면 가장 좋은 문턱이 아닙니다.": lambda r, f: (
        (r.mean() + f.mean()) / 2
    ),
    "두 가운데 값(median)의 한가운데입니다. 퍼진 정도나 장수가 다르면 가장 좋은 문턱이 아닙니다.": (
        lambda r, f: (np.median(r) + np.median(f)) / 2
    ),
    "모든 값의 평균입니다. 정확도를 재어 고르지 않았습니다.": lambda r, f: np.mean([*r, *f]),
    "모든 값의 가운데 값(median)입니다. 정확도를 재어 고르지 않았습니다.": lambda r, f: np.median([*r, *f]),
    "진짜의 평균입니다. 진짜의 절반쯤을 가짜라고 하게 됩니다.": lambda r, f: r.mean(),
    "가짜의 평균입니다. 가짜의 절반쯤을 진짜라고 하게 됩니다.": lambda r, f: f.mean(),
    "진짜의 가운데 값입니다. 진짜의 절반을 가짜라고 하게 됩니다.": lambda r, f: np.median(r),
    "가짜의 가운데 값입니다. 가짜의 절반을 진짜라고 하게 됩니다.": lambda r, f: np.median(f),
    "가장 작은 진짜와 가장 큰 가짜의 한가운데입니다. 두 무리가 겹치지 않을 때에만 좋습니다.": (
        lambda r, f: (r.min() + f.max()) / 2
    ),
    "가장 큰 진짜와 가장 작은 가짜의 한가운데입니다. 정확도를 재어 고르지 않았습니다.": lambda r, f: (
        (r.max() + f.min()) / 2
    ),
    "가장 작은 진짜입니다. 그것 말고는 진짜를 모두 맞히지만 그보다 큰 가짜를 놓칩니다.": lambda r, f: r.min(),
    "가장 큰 가짜입니다. 가짜는 모두 맞히지만 그보다 작은 진짜를 놓칩니다.": lambda r, f: f.max(),
    "모든 값 가운데 가장 작은 것입니다. 그것 하나를 빼고는 모두 진짜라고 답합니다.": lambda r, f: min(r.min(), f.min()),
    "모든 값 가운데 가장 큰 것입니다. 무엇이든 가짜라고 답합니다.": lambda r, f: max(r.max(), f.max()),
    "가장 큰 진짜입니다.": lambda r, f: r.max(),
    "가장 작은 가짜입니다.": lambda r, f: f.min(),
    "모든 값의 최소와 최대의 한가운데입니다. 정확도를 재어 고르지 않았습니다.": (
        lambda r, f: (min(r.min(), f.min()) + max(r.max(), f.max())) / 2
    ),
    "모든 값을 늘어놓고 가짜의 수만큼에서 잘랐습니다(분위수). 정확도를 재어 고르지 않았습니다.": (
        lambda r, f: np.sort([*r, *f])[len(f) - 1]
    ),
    "모든 값을 늘어놓고 가짜의 수 다음에서 잘랐습니다(분위수). 정확도를 재어 고르지 않았습니다.": (
        lambda r, f: np.sort([*r, *f])[len(f)]
    ),
    "두 평균을 표준편차로 나누어 나눈 자리입니다. 정확도를 재어 고르지 않았습니다.": (
        lambda r, f: (r.mean() * f.std() + f.mean() * r.std()) / (r.std() + f.std())
    ),
    "두 평균을 장수로 무게를 두어 나눈 자리(모든 값의 평균)입니다.": (
        lambda r, f: (r.mean() * len(r) + f.mean() * len(f)) / (len(r) + len(f))
    ),
    "진짜의 평균에서 표준편차를 뺀 자리입니다. 정확도를 재어 고르지 않았습니다.": lambda r, f: r.mean() - r.std(),
    "가짜의 평균에 표준편차를 더한 자리입니다. 정확도를 재어 고르지 않았습니다.": lambda r, f: f.mean() + f.std(),
    "두 평균의 차입니다. 문턱이 아닙니다.": lambda r, f: r.mean() - f.mean(),
    "두 평균의 합입니다. 2로 나누지 않았습니다.": lambda r, f: r.mean() + f.mean(),
    "문턱이 아니라 그때의 정확도를 돌려주었습니다.": lambda r, f: _by(_score)(r, f),
    "문턱이 아니라 맞힌 수를 돌려주었습니다.": lambda r, f: _by(_score)(r, f) * (len(r) + len(f)),
}


class _Thresholds:
    """답이 고른 문턱들. 가장 좋은 정확도에 못 미치는 첫 무리를 증거로 삼습니다."""

    def __init__(self, answer, cases, best):
        self.cases = cases
        copies = [(real.copy(), fake.copy()) for real, fake in cases]
        self.returned = [like(answer(*pair), 0.0) for pair in copies]
        self.changed = any(
            not np.array_equal(one, other) for pair, case in zip(copies, cases) for one, other in zip(pair, case)
        )
        self.odd = next((value for value in self.returned if np.shape(value) != ()), None)
        if self.odd is not None:
            return
        self.found = [float(value) for value in self.returned]
        short = [
            (*case, threshold, most)
            for case, threshold, most in zip(cases, self.found, best)
            if not _score(*case, threshold) >= most - ENOUGH
        ]
        self.worst = short[0] if short else None

    @property
    def is_pair(self):
        try:
            values = [np.ravel(np.asarray(value, np.float64)) for value in self.returned]
        except (TypeError, ValueError):
            return False
        return all(
            len(value) == 2 and np.isclose(value[1], _score(*case, value[0])) for value, case in zip(values, self.cases)
        )

    @cached_property
    def other(self):
        """다른 기준이나 식으로 고른 것의 이름."""
        for what, function in _FORMULAS.items():
            if all(
                np.isclose(found, function(*case), rtol=1e-4, atol=1e-4) for case, found in zip(self.cases, self.found)
            ):
                return what
            if all(np.isclose(found, round(function(*case)), atol=1e-6) for case, found in zip(self.cases, self.found)):
                return f"{what} 그리고 정수로 반올림했습니다."
        if all(isinstance(value, (int, np.integer)) for value in self.returned):
            if all(value >= 0 for value in self.returned) and any(
                value > np.max(np.concatenate(case)) for value, case in zip(self.returned, self.cases)
            ):
                return "문턱이 아니라 정수를 돌려주었습니다. argmax가 주는 것은 값이 아니라 자리(인덱스)입니다."
            return "문턱이 늘 정수입니다. 정수 사이의 문턱을 보지 않았습니다."
        if np.ptp(self.found) < 1e-9:
            return f"언제나 {self.found[0]:.3g}입니다. 무리에 따라 문턱이 달라야 합니다."
        for what, criterion in _CRITERIA.items():
            if all(
                criterion(*case, found) >= max(criterion(*case, t) for t in _candidates(*case)[1:]) - 1e-3
                for case, found in zip(self.cases, self.found)
            ):
                return what.strip()
        if all((fake <= found).all() for (_, fake), found in zip(self.cases, self.found)):
            return "가짜만 맞혔습니다. 진짜를 얼마나 맞히는지는 보지 않았습니다."
        if all((real > found).all() for (real, _), found in zip(self.cases, self.found)):
            return "진짜만 맞혔습니다. 가짜를 얼마나 맞히는지는 보지 않았습니다."
        return self._ends or self._narrow

    @property
    def _ends(self):
        pools = [np.concatenate(case) for case in self.cases]
        for what, place in (("첫", 0), ("마지막", -1)):
            if all(found == pool[place] for pool, found in zip(pools, self.found)):
                return f"늘 {what} 후보를 골랐습니다. 가장 높은 정확도와 견주지 않았거나 고쳐 적지 않았습니다."
        last = [
            next((t for t in reversed(pool) if _score(*case, t) > 0), None) for pool, case in zip(pools, self.cases)
        ]
        return None if last != self.found else "더 좋은지 견주지 않고 마지막 후보를 골랐습니다."

    @property
    def _narrow(self):
        """정해진 범위의 문턱만 찾았는지: 그 안에서는 가장 좋고, 가장 좋은 문턱이 그 밖에 있습니다."""
        for low, high in ((0, 1), (-1, 1), (0, 2), (-2, 2), (-3, 3), (-5, 5), (0, 10), (0, 5), (-10, 10)):
            if all(low <= found <= high for found in self.found) and all(
                _score(*case, found) >= max(_score(*case, t) for t in np.linspace(low, high, 1001)) - 0.03
                for case, found in zip(self.cases, self.found)
            ):
                return f"문턱을 {low}에서 {high} 사이에서만 찾았습니다. 무리의 값은 그 밖에도 있습니다."
        return None

    def given(self):
        real, fake, *_ = self.worst
        return f"진짜 {len(real)}개(평균 {real.mean():.2f}), 가짜 {len(fake)}개(평균 {fake.mean():.2f})"

    def expected(self):
        return f"정확도 {self.worst[3]:.3f}"

    def got(self):
        return f"문턱 {self.worst[2]:.3f}, 정확도 {_score(*self.worst[:3]):.3f}"


def _kind(seen):
    return (
        f"문턱 하나(수)를 돌려주어야 하는데 {type(seen.odd).__name__}(모양 {np.shape(seen.odd)})을(를) 돌려주었습니다."
    )


@exercise("1.7", "실험 설계: 두 무리를 가르는 문턱")
def best_threshold() -> Observation:
    random = np.random.default_rng(7)
    cases = [
        (random.normal(2, 1, 120), random.normal(-1, 1, 100)),
        (random.normal(0.6, 0.15, 60), random.normal(0.3, 0.2, 240)),
        (random.normal(15, 2, 160), random.normal(13, 0.7, 60)),
        (random.normal(-23, 3, 40), random.normal(-27, 3.5, 150)),
        (np.array([4.0, 7.0, 7.0, 9.0, 12.0]), np.array([1.0, 2.0, 2.0, 7.0, 3.0, 5.0])),
    ]
    best = [_by(_score)(*case) for case in cases]
    evidence = {"given": _Thresholds.given, "expected": _Thresholds.expected, "got": _Thresholds.got}
    return Observation(
        lambda answer: _Thresholds(answer, cases, best),
        [
            Symptom(
                "문턱 하나가 아니라 문턱과 정확도를 함께 돌려주었습니다.",
                lambda seen: seen.odd is not None and seen.is_pair,
                expected="수 하나",
                named=True,
            ),
            Symptom(_kind, lambda seen: seen.odd is not None, expected="수 하나", explained=True),
            Symptom(lambda seen: seen.other, lambda seen: seen.worst and seen.other, **evidence, named=True),
            Symptom("더 좋은 문턱이 있습니다.", lambda seen: seen.worst, **evidence),
            Symptom(
                "값은 맞지만 받은 배열을 그 자리에서 바꾸었습니다. 복사해서 쓰십시오.",
                lambda seen: seen.changed,
                explained=True,
            ),
        ],
    )
