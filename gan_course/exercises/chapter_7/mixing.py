"""7장 연습의 채점: 진짜와 가짜 사이의 점(7.5). 난수로 된 답이라, 점을 뽑아 본 것(사실)을 견줍니다."""

import contextlib
import functools

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.answer import Answer, NotWritten
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise
from gan_course.exercises.randomness import started_at
from gan_course.exercises.stand_ins import normal
from gan_course.exercises.values import close

_SIZE = (3, 4, 2)
_MANY = 300
_COUNTS = (5, _MANY, 33, 1, 2, 3, 4)  # 2, 3, 4는 축의 크기와 같아, 다른 축에 맞추어진 비율이 드러납니다
_EVEN = 2.2  # 콜모고로프-스미르노프 통계량의 한계. 고른 난수가 넘는 일은 만 번에 한 번입니다
_FAILED = -1  # 오류가 난 자리의 사실


class _Seen:
    """답이 낸 점에서 본 것. 진짜가 1이고 가짜가 0인 이미지를 주므로, 점의 값이 곧 진짜의 몫입니다."""

    names = ("점의 수", "모양이 이미지와 같음", "이미지마다 다름", "높이마다 다름", "너비마다 다름", "채널마다 다름",
             "0보다 작음", "1보다 큼", "고름", "같은 씨앗이면 같음", "다른 씨앗이면 다름", "섞는 식이 맞음")  # fmt: skip

    def __init__(self, answer, count, seed):
        self.answer, self.count, self.seed = answer, count, seed

    def points(self, real, fake, seed):
        if not isinstance(self.answer, Answer):  # 우리가 지은 오답은 수백 가지라 NumPy로 빨리 셈합니다
            return self.answer(real, fake, seed)
        return np.asarray(self.answer(tf.constant(real), tf.constant(fake), seed))

    def shares(self, seed, count=None):
        shape = (count or self.count, *_SIZE)
        return self.points(np.ones(shape, np.float32), np.zeros(shape, np.float32), seed)

    def facts(self):
        try:
            mix = self.shares(self.seed)
        except NotWritten:
            raise
        except Exception as error:
            if getattr(error, "named", False) or not self._runs_elsewhere():
                raise
            return (_FAILED,) * len(self.names)
        whole = mix.ndim == 4 and mix.shape[1:] == _SIZE
        varies = [whole and bool(np.any(np.ptp(mix, axis=axis) > 1e-6)) for axis in range(4)]
        return (len(mix), whole, *varies, *self._many(mix), self._blends(mix))

    def _runs_elsewhere(self):
        for count in (32, 1):
            try:
                self.shares(self.seed, count)
                return True
            except Exception:
                continue
        return False

    def _many(self, mix):
        """0과 1을 벗어나는지, 고른지, 씨앗을 따르는지. 우연에 달렸으므로 많이 뽑을 때만 봅니다."""
        if self.count < _MANY:
            return False, False, True, True, True
        seeded = []
        for seed in (self.seed, self.seed, self.seed + 1):
            # 난수를 같은 자리에서 시작하므로, 받은 seed를 쓰지 않은 답은 씨앗을 바꾸어도 같은 점을 냅니다
            with started_at(0) if isinstance(self.answer, Answer) else contextlib.nullcontext():
                seeded.append(self.shares(seed))
        same, again, other = seeded
        outside = bool(mix.min() < -1e-6), bool(mix.max() > 1 + 1e-6)
        even = _is_even(np.sort(mix.reshape(len(mix), -1)[:, 0]))
        return *outside, even, close(again, same), not close(other, same)

    def _blends(self, mix):
        """다른 이미지를 주어도 같은 비율로 두 몫의 합이 1이 되게 섞는지."""
        if len(mix) != self.count or self.count > 5:
            return True
        if not close(self.shares(self.seed), mix):  # 부를 때마다 비율이 달라 견줄 수 없습니다
            return True
        real, fake = (_images(self.count, which) for which in (1, 2))
        return close(self.points(real, fake, self.seed), mix * real + (1 - mix) * fake)


@functools.cache
def _images(count, which):
    return normal(count, *_SIZE, seed=(10, which)).numpy()


def _is_even(shares):
    steps = np.arange(1, len(shares) + 1) / len(shares)
    gap = max(np.max(steps - shares), np.max(shares - steps + 1 / len(shares)))
    return bool(gap * np.sqrt(len(shares)) < _EVEN and len(np.unique(shares)) > 0.9 * len(shares))


def _observed(answer):
    return lambda count, seed: _Seen(answer, count, seed).facts()


def _drawn(how):
    """비율을 뽑는 법: NumPy의 난수 발생기와 모양을 받는 함수에서."""
    return lambda shape, seed: how(np.random.default_rng(seed), shape).astype(np.float32)


_uniform = _drawn(lambda random, shape: random.uniform(size=shape))


def _between(
    shape=lambda n, h, w, c: (n, 1, 1, 1),
    draw=_uniform,
    seeded=lambda seed: seed,
    blend=lambda mix, real, fake: mix * real + (1 - mix) * fake,
    images=lambda real: real,
    cut=lambda mix, real: mix,
):
    def points(real, fake, seed):
        real, fake = images(real), images(fake)
        mix = cut(draw(shape(len(real), *_SIZE), seeded(seed)), real)
        return blend(mix, real, fake)

    return points


def _seen_of(**choices):
    return _observed(_between(**choices))


def _padded(real):
    return np.concatenate([real] * -(-32 // len(real)))[:32]


_PIXELS = "한 장 안에서 화소마다 비율이 다릅니다. 선분 위의 점이 아닙니다."
_FEWER_AXES = "비율의 축이 모자라, 이미지의 축이 아니라 뒤의 축({})에 맞추어집니다. (len(real), 1, 1, 1)이어야 합니다."
_DECISIONS = {
    "shape": Choice(
        wrong=[
            ("배치 전체가 비율 하나를 씁니다. 이미지마다 따로 뽑으십시오.", lambda n, h, w, c: (1, 1, 1, 1)),
            (_PIXELS, lambda n, h, w, c: (n, h, w, c)),
            (_PIXELS, lambda n, h, w, c: (n, h, w, 1)),
            ("한 장 안에서 줄(높이)마다 비율이 다릅니다.", lambda n, h, w, c: (n, h, 1, 1)),
            ("한 장 안에서 칸(너비)마다 비율이 다릅니다.", lambda n, h, w, c: (n, 1, w, 1)),
            ("한 장 안에서 채널마다 비율이 다릅니다.", lambda n, h, w, c: (n, 1, 1, c)),
            ("화소마다 비율이 다르고, 배치 전체가 그것을 함께 씁니다.", lambda n, h, w, c: (1, h, w, c)),
            ("화소마다 비율이 다르고, 배치 전체가 그것을 함께 씁니다.", lambda n, h, w, c: (1, h, w, 1)),
            (_FEWER_AXES.format("채널"), lambda n, h, w, c: (n,)),
            (_FEWER_AXES.format("너비"), lambda n, h, w, c: (n, 1)),
            (_FEWER_AXES.format("높이"), lambda n, h, w, c: (n, 1, 1)),
            ("이미지의 수가 아니라 채널의 수만큼 뽑았습니다.", lambda n, h, w, c: (c, 1, 1, 1)),
            ("이미지의 수가 아니라 높이만큼 뽑았습니다.", lambda n, h, w, c: (h, 1, 1, 1)),
            ("이미지의 수가 아니라 너비만큼 뽑았습니다.", lambda n, h, w, c: (w, 1, 1, 1)),
            ("여전히 비율을 32개 뽑습니다.", lambda n, h, w, c: (32, 1, 1, 1)),
        ]
    ),
    "draw": Choice(
        wrong=[
            (
                "점이 선분의 양쪽을 벗어났습니다(정규 분포가 그렇습니다). 0에서 1까지의 균등 분포에서 뽑으십시오.",
                _drawn(lambda random, shape: random.normal(size=shape)),
            ),
            (
                "비율이 0보다 작은 것이 있습니다. 0에서 1까지 뽑으십시오.",
                _drawn(lambda random, shape: random.uniform(-1, 1, shape)),
            ),
            (
                "비율이 1보다 큰 것이 있습니다. 0에서 1까지 뽑으십시오.",
                _drawn(lambda random, shape: random.uniform(0, 2, shape)),
            ),
            ("비율이 0에서 1까지 고르지 않습니다.", _drawn(lambda random, shape: random.uniform(0, 0.5, shape))),
        ]
    ),
    "seeded": Choice(
        wrong=[
            (
                "같은 씨앗을 주어도 부를 때마다 다른 점이 나옵니다. 받은 seed만으로 정해지게 하십시오.",
                lambda seed: None,
            ),
            ("받은 seed를 쓰지 않았습니다. 씨앗을 바꾸어도 비율이 그것을 따르지 않습니다.", lambda seed: 0),
        ]
    ),
    "blend": Choice(
        wrong=[
            (
                "가짜의 몫이 1 - mix가 아닙니다. 두 몫을 더하면 1이어야 합니다.",
                lambda mix, real, fake: mix * real + mix * fake,
            ),
            (
                "가짜의 몫이 1 - mix가 아닙니다. 두 몫을 더하면 1이어야 합니다.",
                lambda mix, real, fake: mix * real + fake,
            ),
        ]
    ),
    "images": Choice(
        wrong=[
            ("이미지를 32장까지만 쓰고 잘랐습니다. 33장부터 점이 모자랍니다.", lambda images: images[:32]),
            ("이미지를 되풀이하거나 잘라 언제나 32장으로 맞추었습니다.", _padded),
        ]
    ),
}


def _told(facts):
    if facts[0] == _FAILED:
        return "오류"
    places = [name for name, fact in zip(_Seen.names[2:8], facts[2:8]) if fact]
    lacking = [f"{name}: 아님" for name, fact in zip(_Seen.names[8:], facts[8:]) if not fact]
    return "; ".join([f"점 {int(facts[0])}개", f"비율은 {', '.join(places) or '모두 같음'}", *lacking])


@exercise("7.5", "버그 찾기: 못 박은 배치")
def points_between() -> Comparison:
    return Comparison(
        cases=[(count, 10 + count) for count in _COUNTS],
        reference=_seen_of(),
        mistakes=[
            Mistake(
                "한 장을 주어도 점이 32개 나오고, 다섯 장을 주면 오류가 납니다.",
                _seen_of(shape=lambda n, h, w, c: (32, 1, 1, 1)),
                given=True,
            ),
            Mistake(
                "비율을 32개만 뽑아 앞에서 잘라 씁니다. 33장부터는 비율이 모자라 오류가 납니다.",
                _seen_of(shape=lambda n, h, w, c: (32, 1, 1, 1), cut=lambda mix, real: mix[: len(real)]),
            ),
            *by(_seen_of, **_DECISIONS),
        ],
        read=_observed,
        describe=lambda count, seed: f"모두 1인 진짜 {count}장, 모두 0인 가짜 {count}장",
        present=_told,
    )
