"""5장 연습의 채점: 정답이 여럿일 때 두 손실이 고르는 그림(5.5)."""

import numpy as np

from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise


def _l1(answers, picture):
    return np.abs(answers - picture).mean()


def _l2(answers, picture):
    return np.square(answers - picture).mean()


def _median(answers, axis=0):
    return np.median(answers, axis=axis)


def _mean(answers, axis=0):
    return np.mean(answers, axis=axis)


def _closest(measure):
    return lambda a, axis=0: min(a, key=lambda one: measure(a, one))


def _sorted_along(axis):
    return lambda a, _=0: np.sort(a, axis=axis)[len(a) // 2]


def _pooled(pick):
    """채널까지 한데 모아 고른 것을 모든 채널에 쓴 그림."""
    return lambda a, _=0: np.repeat(pick(a, axis=(0, -1))[..., None], a.shape[-1], axis=-1)


def _along(pick, axis, keepdims=False):
    return lambda a, _=0: getattr(np, pick)(a, axis=axis, keepdims=keepdims)


def _either(loss, pick):
    """두 그림 가운데 어느 것에서나 내릴 수 있는 잘못."""
    name = {"median": "중앙값", "mean": "평균"}[pick]
    return {
        f"{loss}에 축(axis)을 주지 않아 {name}이 수 하나가 되었습니다. 정답들의 축(axis=0)에서 고르십시오.": _along(pick, None),
        f"{loss}에서 정답들의 축(axis=0)이 아니라 채널의 축에서 {name}을 구했습니다.": _along(pick, -1),
        f"{loss}에서 정답들의 축(axis=0)이 아니라 세로 축(axis=1)에서 {name}을 구했습니다.": _along(pick, 1),
        f"{loss}에서 화소마다가 아니라 채널마다의 {name}을 구했습니다. 정답들의 축(axis=0)에서만 구하십시오.": _along(pick, (0, 1, 2)),
        f"{loss}에서 정답마다의 {name}을 구했습니다. 정답들의 축(axis=0)에서 구하십시오.": _along(pick, (1, 2, 3)),
        f"{loss}의 그림에 정답들의 축이 남았습니다(keepdims).": _along(pick, 0, True),
        f"{loss}에서 채널까지 한데 모아 {name}을 구했습니다.": _pooled(lambda a, axis: getattr(np, pick)(a, axis=axis)),
        f"{loss}에 맨 앞의 정답을 내놓았습니다.": lambda a, _=0: a[0],
        f"{loss}에 목록의 가운데에 있는 정답을 그대로 내놓았습니다. 화소마다 값을 줄 세워야 합니다.": lambda a, _=0: a[len(a) // 2],
        f"{loss}에 가장 작은 값을 골랐습니다.": lambda a, _=0: a.min(axis=0),
        f"{loss}에 가장 큰 값을 골랐습니다.": lambda a, _=0: a.max(axis=0),
        f"{loss}에 가장 큰 값과 가장 작은 값의 한가운데를 골랐습니다.": lambda a, _=0: (a.min(axis=0) + a.max(axis=0)) / 2,
        f"{loss}에 그림이 아니라 그때의 손실을 돌려주었습니다.": (
            (lambda a, _=0: _l1(a, _median(a))) if pick == "median" else (lambda a, _=0: _l2(a, _mean(a)))
        ),
    }  # fmt: skip


def _mode(a, _=0):
    """화소마다 가장 자주 나온 값. 같으면 작은 것."""
    values, counts = zip(*(np.unique(column, return_counts=True) for column in a.reshape(len(a), -1).T))
    return np.array([v[c.argmax()] for v, c in zip(values, counts)]).reshape(a.shape[1:])


_FIRST = {
    "L1에 가장 자주 나온 값(mode)을 골랐습니다. 가운데에 오는 값과 다릅니다.": _mode,
    "L1도 평균으로 골랐습니다. 평균은 제곱을 가장 잘 줄입니다.": _mean,
    "L1에 정답 가운데 하나를 골랐습니다. 화소마다 따로 고르면 L1이 더 작아집니다.": _closest(_l1),
    "채널의 축에서 줄을 세웠습니다. 정답들의 축(axis=0)에서 줄을 세우십시오.": _sorted_along(-1),
    "L1에 합을 골랐습니다.": lambda a, _=0: a.sum(axis=0),
    "L1에 중앙값을 구하고 반올림했습니다.": lambda a, _=0: np.round(_median(a)),
    **_either("L1", "median"),
}
_SECOND = {
    "L2도 중앙값으로 골랐습니다. 중앙값은 절댓값을 가장 잘 줄입니다.": _median,
    "L2에 정답 가운데 하나를 골랐습니다. 정답이 아닌 평균이 더 나을 수 있습니다.": _closest(_l2),
    "L2에서 평균이 아니라 합을 구했습니다.": lambda a, _=0: a.sum(axis=0),
    "L2에 평균이 아니라 제곱평균제곱근(RMS)을 구했습니다.": lambda a, _=0: np.sqrt(np.square(a).mean(axis=0)),
    "L2에 제곱의 평균을 돌려주었습니다.": lambda a, _=0: np.square(a).mean(axis=0),
    "L2에서 평균을 n - 1로 나누었습니다.": lambda a, _=0: a.sum(axis=0) / (len(a) - 1),
    "L2에 표준편차를 돌려주었습니다.": lambda a, _=0: a.std(axis=0),
    **_either("L2", "mean"),
}
_AXES = {
    "축(axis)을 주지 않아 그림이 아니라 수 하나가 되었습니다. 정답들의 축(axis=0)에서 고르십시오.": None,
    "정답들의 축(axis=0)이 아니라 채널의 축(axis=-1)에서 골랐습니다.": -1,
    "정답들의 축(axis=0)이 아니라 세로 축(axis=1)에서 골랐습니다.": 1,
    "정답들의 축(axis=0)이 아니라 가로 축(axis=2)에서 골랐습니다.": 2,
    "화소마다가 아니라 채널마다 골랐습니다. 정답들의 축(axis=0)에서만 고르십시오.": (0, 1, 2),
    "정답마다 하나씩 골랐습니다. 정답들의 축(axis=0)에서 고르십시오.": (1, 2, 3),
}
_RESULT = {
    "L1과 L2가 서로 바뀌었습니다.": lambda first, second: (second, first),
    "두 그림을 하나로 평균했습니다. 둘을 차례로 돌려주십시오.": lambda first, second: (first + second) / 2,
}


@exercise("5.5", "정답이 여럿일 때 두 손실이 고르는 그림")
def best_pictures() -> Comparison:
    def build(first=_median, second=_mean, axis=0, both=None, result=lambda first, second: (first, second)):
        first, second = both or (first, second)
        return lambda answers: result(first(answers, axis), second(answers, axis))

    def expected(answers):
        return np.median(answers, axis=0), np.mean(answers, axis=0)

    def settled(answers, pictures):
        if not isinstance(pictures, (tuple, list)) or len(pictures) != 2:
            return pictures
        try:
            first, second = (np.asarray(picture, np.float64) for picture in pictures)
        except Exception:
            return pictures
        median = _median(answers)
        # 정답이 짝수 장이면 가운데 두 값 사이의 어느 것이든 L1이 가장 작습니다.
        if first.shape == median.shape and _l1(answers, first) <= _l1(answers, median) + 1e-6:
            first = median
        return first, second

    both = {
        "두 손실 모두 정답 가운데 하나를 골랐습니다. 정답이 아닌 그림이 더 나을 수 있습니다.": (_closest(_l1), _closest(_l2)),
        "두 손실에 같은 정답 하나를 골랐습니다. 정답이 아닌 그림이 더 나을 수 있습니다.": (_closest(_l1),) * 2,
        "맨 앞의 정답을 내놓았습니다.": (lambda a, _=0: a[0],) * 2,
        "두 그림에 정답들의 축이 남았습니다(keepdims).": (_along("median", 0, True), _along("mean", 0, True)),
        "그림이 아니라 가장 작은 손실을 돌려주었습니다.": (lambda a, _=0: _l1(a, _median(a)), lambda a, _=0: _l2(a, _mean(a))),
        "그림이 아니라 가장 작은 손실을 돌려주었습니다. L1은 합입니다.": (
            lambda a, _=0: np.abs(a - _median(a)).sum(), lambda a, _=0: np.square(a - _mean(a)).sum()),
        "두 그림에 정답들의 축이 남았습니다(keepdims). 그리고 L2에 가장 큰 값과 가장 작은 값의 한가운데를 골랐습니다.": (
            _along("median", 0, True),
            lambda a, _=0: (a.min(axis=0, keepdims=True) + a.max(axis=0, keepdims=True)) / 2,
        ),
    }  # fmt: skip
    result = Choice(lambda first, second: (first, second), _RESULT)
    random = np.random.default_rng(55)
    shapes = [(3, 4, 5, 3), (4, 2, 3, 2), (7, 3, 2, 4)]
    return Comparison(
        read=lambda answer: lambda answers: settled(answers, answer(answers)),
        # 끝의 것에는 같은 값이 여럿입니다.
        cases=[
            *((random.uniform(-1, 1, shape) ** 3,) for shape in shapes),
            (random.integers(-2, 3, (5, 3, 3, 1)) / 2,),
        ],
        reference=expected,
        mistakes=[
            *by(build, result=result, both=Choice((_median, _mean), both)),
            *by(build, result=result, axis=Choice(0, _AXES)),
            *by(build, result=result, first=Choice(_median, _FIRST), second=Choice(_mean, _SECOND)),
        ],
        describe=lambda a: f"선이 똑같은 정답 {len(a)}장, 모양 {a.shape}",
    )
