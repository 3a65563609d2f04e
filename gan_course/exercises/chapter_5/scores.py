"""5장 연습의 채점: 정답과 견준 점수(5.4)."""

import warnings

import numpy as np

from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise

_WHITE = 0.98


def _difference(left, right):
    return np.abs(left - right) / 2


def _any(image, white):
    return image.min(axis=-1) < white


def _all(image, white):
    return image.max(axis=-1) < white


def _mean(image, white):
    return image.mean(axis=-1) < white


# 셀 화소: (옮긴 그림, 정답, 입력, 흰 것의 경계) → 화소마다 참과 거짓
_MASKS = {
    "바탕까지 세었습니다. 흰 바탕이 넓으면 아무것도 하지 않아도 좋은 점수가 나옵니다.": lambda r, t, s, w: np.full(t.shape[:3], True),
    "그림이 있는 화소를 옮긴 그림에서 골랐습니다. 채점받는 쪽이 채점할 자리를 정하게 됩니다.": lambda r, t, s, w: _any(r, w) | _any(t, w),
    "그림이 있는 화소를 고를 때 옮긴 그림까지 보았습니다. 채점받는 쪽이 채점할 자리를 정하게 됩니다.": lambda r, t, s, w: (
        _any(r, w) | _any(t, w) | _any(s, w)),
    "그림이 있는 화소를 옮긴 그림에서만 골랐습니다. 채점받는 쪽이 채점할 자리를 정하게 됩니다.": lambda r, t, s, w: _any(r, w),
    "그림이 있는 화소를 정답이 아니라 옮긴 그림과 입력에서 골랐습니다.": lambda r, t, s, w: _any(r, w) | _any(s, w),
    "정답이 흰 자리를 모두 뺐습니다. 지웠어야 할 색을 남겨도 감점이 없습니다.": lambda r, t, s, w: _any(t, w),
    "입력이 흰 자리를 모두 뺐습니다. 그렸어야 할 것을 빠뜨려도 감점이 없습니다.": lambda r, t, s, w: _any(s, w),
    "정답과 입력이 모두 희지 않아야 한다고 했습니다. 하나라도 희지 않으면 셉니다.": lambda r, t, s, w: _any(t, w) & _any(s, w),
    "세 채널이 모두 어두운 화소만 골랐습니다. 빨강처럼 한 채널이 밝은 색이 빠집니다.": lambda r, t, s, w: _all(t, w) | _all(s, w),
    "세 채널이 모두 어두운 화소만 골랐습니다(둘 가운데 작은 것). 빨강처럼 한 채널이 밝은 색이 빠집니다.": lambda r, t, s, w: _all(np.minimum(t, s), w),
    "세 채널이 모두 어두운 화소만, 옮긴 그림까지 보고 골랐습니다.": lambda r, t, s, w: _all(np.minimum(np.minimum(t, s), r), w),
    "채널의 평균으로 흰지 정했습니다. 한 채널이라도 0.98보다 작으면 흰 것이 아닙니다.": lambda r, t, s, w: _mean(t, w) | _mean(s, w),
    "정답과 입력의 평균으로 흰지 정했습니다.": lambda r, t, s, w: _any((t + s) / 2, w),
    "정답과 입력이 다른 화소만 세었습니다.": lambda r, t, s, w: (t != s).any(axis=-1),
    "흰 화소만 세었습니다. 그림이 있는 화소를 골라야 합니다.": lambda r, t, s, w: ~(_any(t, w) | _any(s, w)),
    "옮긴 그림과 정답이 다른 화소만 세었습니다.": lambda r, t, s, w: (r != t).any(axis=-1),
    "두 그림 가운데 밝은 쪽을 보았습니다(maximum). 하나라도 희지 않으면 셉니다.": lambda r, t, s, w: _any(np.maximum(t, s), w),
}  # fmt: skip
_LIMITS = {
    "값을 0에서 1로 바꾼 다음 0.98과 견주었습니다. 0.98은 -1에서 1인 값의 경계입니다.": 2 * _WHITE - 1,
    "0.98과 같은 화소까지 세었습니다. 0.98보다 작은 것만 셉니다.": np.nextafter(np.float32(_WHITE), np.float32(2)),
    "경계가 0.98이 아니라 1입니다. 거의 흰 화소까지 세었습니다.": 1.0,
    "경계가 0.98이 아니라 0입니다.": 0.0,
    "경계가 0.98이 아니라 0.9입니다.": 0.9,
    "경계가 0.98이 아니라 0.5입니다.": 0.5,
    "경계가 0.98이 아니라 0.99입니다.": 0.99,
    "경계가 0.98이 아니라 0.95입니다.": 0.95,
}
# 두 그림의 차이: 화소와 채널마다 또는 화소마다
_MEASURES = {
    "화소의 범위를 0에서 1로 바꾸지 않았습니다. [-1, 1]의 차이는 2로 나눕니다.": lambda a, b: np.abs(a - b),
    "부호가 있는 차이를 평균했습니다. 밝아진 곳과 어두워진 곳이 서로 지웁니다.": lambda a, b: (a - b) / 2,
    "부호가 있는 차이를 평균했습니다(정답에서 뺌). 밝아진 곳과 어두워진 곳이 서로 지웁니다.": lambda a, b: (b - a) / 2,
    "채널을 먼저 평균한 다음 견주었습니다. 빨강과 파랑을 같은 회색으로 봅니다.": lambda a, b: (
        np.abs(a.mean(axis=-1, keepdims=True) - b.mean(axis=-1, keepdims=True)) / 2),
    "차이의 제곱입니다. 절댓값의 평균을 구하십시오.": lambda a, b: np.square((a - b) / 2),
    "차이의 제곱을 2로 나눈 것입니다. 절댓값의 평균을 구하십시오.": lambda a, b: np.square(a - b) / 2,
    "차이의 제곱이고 2로도 나누지 않았습니다.": lambda a, b: np.square(a - b),
    "채널을 평균하지 않고 더했습니다.": lambda a, b: 3 * _difference(a, b),
    "채널을 평균하지 않고 더했고, 2로도 나누지 않았습니다.": lambda a, b: 3 * np.abs(a - b),
    "채널 가운데 가장 큰 차이만 보았습니다.": lambda a, b: _difference(a, b).max(axis=-1, keepdims=True),
    "절댓값의 평균이 아니라 색의 유클리드 거리를 평균했습니다.": lambda a, b: np.linalg.norm((a - b) / 2, axis=-1, keepdims=True),
    "2가 아니라 4로 나누었습니다.": lambda a, b: np.abs(a - b) / 4,
    "2로 나눌 것을 255로 나누었습니다. 값은 -1에서 1입니다.": lambda a, b: np.abs(a - b) / 255,
    "2로 나누지 않고 127.5를 곱했습니다. 값을 0에서 1로 보십시오.": lambda a, b: np.abs(a - b) * 127.5,
}  # fmt: skip


def _pooled(difference, ink):
    return difference[ink].mean()


_GATHERS = {
    "바탕의 차이를 0으로 지운 다음 모든 화소로 평균했습니다. 그림이 있는 화소의 수로 나누어야 합니다.": lambda d, ink: (d * ink[..., None]).mean(),
    "그림마다 평균을 낸 다음 다시 평균했습니다. 그림이 있는 화소 하나하나를 똑같이 세십시오.": lambda d, ink: np.mean(
        [one[where].mean() for one, where in zip(d, ink)]),
    "평균하지 않고 더했습니다.": lambda d, ink: d[ink].mean(axis=-1).sum(),
    "평균하지 않고 모두(채널까지) 더했습니다.": lambda d, ink: d[ink].sum(),
    "평균이 아니라 가운데 값(median)입니다.": lambda d, ink: np.median(d[ink].mean(axis=-1)),
    "더한 것을 그림의 장수로 나누었습니다. 그림이 있는 화소의 수로 나누어야 합니다.": lambda d, ink: d[ink].mean(axis=-1).sum() / len(d),
    "그림마다의 점수를 그대로 돌려주었습니다. 모두 한꺼번에 평균하십시오.": lambda d, ink: np.array(
        [one[where].mean() for one, where in zip(d, ink)]),
    "하나로 모으지 않고 화소마다의 차이를 돌려주었습니다.": lambda d, ink: d[ink].mean(axis=-1),
    "평균의 제곱근을 구했습니다.": lambda d, ink: np.sqrt(d[ink].mean()),
}  # fmt: skip
_FIRST = {
    "정답이 아니라 입력과 견주었습니다. 아무것도 하지 않는 생성자가 만점을 받습니다.": lambda r, t, s: (r, s),
    "첫 번째 점수가 입력 그대로의 것입니다. 옮긴 그림을 채점하십시오.": lambda r, t, s: (s, t),
}
_SECOND = {
    "두 번째 점수에서 옮긴 그림을 입력과 견주었습니다. 입력을 정답과 견주십시오.": lambda r, t, s: (r, s),
    "두 번째 점수도 옮긴 그림의 것입니다. 입력을 그대로 내놓았을 때의 점수를 돌려주십시오.": lambda r, t, s: (r, t),
}
_ORDER = {
    "두 점수의 차례가 바뀌었습니다.": lambda first, second: (second, first),
    "두 점수의 차이를 돌려주었습니다.": lambda first, second: first - second,
    "두 점수의 비율을 돌려주었습니다.": lambda first, second: first / second,
    "오차가 아니라 1에서 뺀 것(맞은 정도)을 돌려주었습니다.": lambda first, second: (1 - first, 1 - second),
}


def _drawings(seed, share, shape):
    """흰 바탕에 드문드문 칠한 그림 셋. 색 하나만 어두운 화소(빨강), 거의 흰 화소, 꼭 0.98인 화소도 있습니다."""
    random = np.random.default_rng([5, seed])
    images = np.ones((3, *shape, 3), np.float32)
    channel = random.integers(3, size=shape)  # 거의 흰 화소는 그림마다 같은 채널에서 조금 어둡습니다
    values = np.array([0.85, 0.92, 0.945, 0.955, 0.965, 0.97, 0.975, 0.98, 0.985, 0.995, 1.0], np.float32)
    for image, part in zip(images, (share, share / 2, share)):
        inked = random.uniform(size=shape) < part * np.linspace(0.4, 1.6, shape[0])[:, None, None]
        image[inked] = random.uniform(-1, 0.8, (inked.sum(), 3))
        image[inked, 0] = np.where(random.uniform(size=inked.sum()) < 0.4, 1.0, image[inked, 0])
        faint = ~inked & (random.uniform(size=shape) < 0.7)
        image[faint, channel[faint]] = random.choice(values, faint.sum())
    return tuple(images)


@exercise("5.4", "정답과 견주어 채점하기")
def paired_score() -> Comparison:
    def right_mask(r, t, s, w):
        return _any(t, w) | _any(s, w)

    def first_pair(r, t, s):
        return r, t

    def second_pair(r, t, s):
        return s, t

    def in_order(first, second):
        return first, second

    def build(measure=_difference, mask=right_mask, limit=_WHITE, gather=_pooled, first=first_pair,
              second=second_pair, order=in_order, whole=None):  # fmt: skip
        def scores(*case):
            if whole:
                return whole(*case)
            ink = mask(*case, limit)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # 오답은 화소를 하나도 고르지 않기도 합니다
                return order(*(gather(measure(*pick(*case)), ink) for pick in (first, second)))

        return scores

    def expected(result, truth, source):
        ink = np.minimum(truth, source).min(axis=-1) < 0.98
        difference = np.abs(result - truth).mean(axis=-1) / 2
        untouched = np.abs(source - truth).mean(axis=-1) / 2
        return difference[ink].mean(), untouched[ink].mean()

    def each_channel(result, truth, source):
        dark = (truth < _WHITE) | (source < _WHITE)
        return tuple(_difference(made, truth)[dark].mean() for made in (result, source))

    def root(result, truth, source):
        ink = right_mask(result, truth, source, _WHITE)
        return tuple(np.sqrt(np.square((made - truth) / 2)[ink].mean()) for made in (result, source))

    def wide_root(result, truth, source):
        return tuple(2 * score for score in root(result, truth, source))

    whole = {
        "화소가 아니라 채널의 값마다 골랐습니다. 한 채널이라도 어두우면 그 화소의 세 채널을 모두 셉니다.": each_channel,
        "절댓값의 평균이 아니라 제곱평균제곱근(RMSE)입니다.": root,
        "절댓값의 평균이 아니라 제곱평균제곱근(RMSE)이고, 2로도 나누지 않았습니다.": wide_root,
    }
    order = Choice(in_order, _ORDER)
    cases = [_drawings(1, 0.5, (3, 6, 5)), _drawings(2, 0.3, (2, 5, 8)), _drawings(3, 0.4, (1, 7, 6))]
    return Comparison(
        cases=cases,
        reference=expected,
        mistakes=[
            *by(build, whole=Choice(None, whole)),
            *by(
                build,
                measure=Choice(_difference, _MEASURES),
                limit=Choice(_WHITE, _LIMITS),
                mask=Choice(right_mask, _MASKS),
                gather=Choice(_pooled, _GATHERS),
                first=Choice(first_pair, _FIRST),
                second=Choice(second_pair, _SECOND),
                order=order,
            ),
        ],
        tolerance=2e-5,
        describe=lambda r, t, s: (
            f"그림 {len(t)}장, 그림이 있는 화소의 비율 {_any(np.minimum(t, s), _WHITE).mean():.2f}"
        ),
    )
