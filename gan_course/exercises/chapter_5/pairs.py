"""5장 연습의 채점: 짝을 지키며 섞기(5.3)."""

import itertools
import random

import numpy as np

from gan_course.exercises.answer import Wrong
from gan_course.exercises.grading import exercise
from gan_course.exercises.observing import Fact, Observation

_GIVEN = "x = 0, 1, 2, …, 그 짝인 y = 1000, 1001, 1002, …"
_SEEDS = (7, 0, 1, 41)
_times = itertools.count()


def _numbered(count, height, width, channels, first):
    """번호를 적은 그림. 소수점 아래는 화소의 자리라, 그림 속이 섞이면 드러납니다."""
    inside = np.arange(height * width * channels, dtype=np.float64).reshape(height, width, channels) / 1000
    return first + np.arange(count, dtype=np.float64)[:, None, None, None] + inside


class _Shuffled:
    """번호를 적은 짝을 섞게 하고 차례를 읽은 것."""

    def __init__(self, answer):
        self.answer = answer
        self.count = 40
        self.facts = []
        self.orders = {seed: self._order(seed) for seed in _SEEDS}
        if not self.facts:
            self.count = 13
            self._order(3)
            self.count = 40
        if not self.facts or self.facts[-1].said.startswith(("x만", "y만", "x와 y를")):
            self._look_at_seeds()

    @property
    def x(self):
        return _numbered(self.count, 4, 3, 3, 0)

    @property
    def y(self):
        return _numbered(self.count, 4, 5, 1, 1000)

    def _shuffled(self, seed):
        """섞은 두 배열. 씨앗을 쓰지 않은 답이 부를 때마다 같아 보이지 않게, 전역 난수는 부를 때마다 다르게 둡니다."""
        given, before = (self.x, self.y), (np.random.get_state(), random.getstate())
        np.random.seed(next(_times) % 2**32)
        random.seed(next(_times))
        try:
            result = self.answer(*given, seed)
        finally:
            np.random.set_state(before[0])
            random.setstate(before[1])
        in_place = not all(map(np.array_equal, given, (self.x, self.y)))
        if not isinstance(result, (tuple, list)) or len(result) != 2:
            kind = f"{len(result)}개" if isinstance(result, (tuple, list)) else type(result).__name__
            raise Wrong("섞은 x와 섞은 y를 차례로 돌려주십시오.", expected="(x, y)", got=kind, named=False)
        return *(np.asarray(part) for part in result), in_place

    def _order(self, seed):
        """섞은 차례 (x의, y의). 볼 수 없으면 None. 처음 드러난 사실들만 남깁니다."""
        one, two, in_place = self._shuffled(seed)
        facts = list(self._outside(one, two))
        if facts and facts[0].said.startswith("돌려준"):
            one, two = two, one
        orders = [self._read(part, source) for part, source in ((one, self.x), (two, self.y))]
        if all(order is not None for order in orders):
            facts += self._misplaced(*orders, seed)
        elif not facts or facts[0].said.startswith("돌려준"):
            facts += self._inside(one, two)
        if in_place:
            said = "받은 배열을 제자리에서 섞었습니다. 부른 쪽의 데이터가 망가집니다. 새 배열을 돌려주십시오."
            facts.append(Fact(said, "받은 x와 y는 그대로", "x나 y가 바뀜"))
        self.facts = self.facts or facts
        return [[] if order is None else order.tolist() for order in orders]

    def _outside(self, one, two):
        """돌려준 것의 꼴."""
        x, y = self.x, self.y
        if one.shape[1:] == y.shape[1:] and two.shape[1:] == x.shape[1:]:
            yield Fact("돌려준 차례가 바뀌었습니다. 섞은 x가 먼저입니다.", "(섞은 x, 섞은 y)", "(섞은 y, 섞은 x)")
            one, two = two, one
        got = f"모양 {one.shape}과 {two.shape}"
        wanted = f"모양 {x.shape}과 {y.shape}"
        if one.shape == (1, *x.shape) or two.shape == (1, *y.shape):
            said = "맨 앞에 축만 하나 늘고 섞이지 않았습니다. 번호가 None이면 그렇게 됩니다(shuffle은 제자리에서 섞고 None을 돌려줍니다)."
            yield Fact(said, wanted, got)
        elif one.shape == (self.count,) or two.shape == (self.count,):
            which = "x가" if one.shape == (self.count,) else "y가"
            yield Fact(f"섞은 {which} 아니라 번호들을 돌려주었습니다. 그 번호로 꺼낸 그림을 돌려주십시오.", wanted, got)
        elif one.shape[1:] != x.shape[1:] or two.shape[1:] != y.shape[1:]:
            said = "이미지의 모양이 달라졌습니다. 첫 축(몇 번째 짝인지)만 섞습니다."
            yield Fact(said, wanted, got)

    def _read(self, part, source):
        """그림마다의 번호. 그림 속이 달라졌으면 None."""
        if part.dtype.kind not in "iuf" or part.shape[1:] != source.shape[1:] or not len(part):
            return None
        names = np.floor(part[:, 0, 0, 0] - source[0, 0, 0, 0] + 1e-3).astype(int)
        known = (names >= 0) & (names < len(source))
        same = known.all() and np.allclose(part, source[np.where(known, names, 0)], atol=2e-4)
        return names if same else None

    def _inside(self, one, two):
        """그림 속이 섞였을 때: 어느 축인지."""
        for part, source in ((one, self.x), (two, self.y)):
            if part.shape != source.shape or np.array_equal(part, source):
                continue
            for axis, name in ((1, "세로"), (2, "가로"), (3, "채널")):
                if np.allclose(np.sort(part, axis), np.sort(source, axis), atol=2e-4):
                    said = f"짝의 차례가 아니라 그림 속의 {name} 축(axis={axis})을 섞었습니다. 첫 축만 섞습니다."
                    yield Fact(said, "그림 속은 그대로", f"{name} 축의 차례가 바뀜")
                    return
        yield Fact("그림 속의 화소까지 달라졌습니다. 첫 축(몇 번째 짝인지)만 섞습니다.", "그림 속은 그대로", "바뀜")

    def _misplaced(self, names, partners, seed):
        """빠진 짝, 어긋난 짝, 섞이지 않은 차례."""
        start, count = np.arange(self.count), self.count
        told = f"섞은 x {names[:6]}, 섞은 y {partners[:6] + 1000} (씨앗 {seed})"
        kinds = len(set(names))
        if kinds < len(names) or len(set(partners)) < len(partners):
            said = "빠진 짝과 되풀이된 짝이 있습니다. 번호를 되풀이해 뽑지 말고 모든 짝이 한 번씩 나오게 하십시오."
            yield Fact(said, f"서로 다른 짝 {count}쌍", f"서로 다른 x {kinds}장, 서로 다른 y {len(set(partners))}장")
        elif len(names) < count:
            missing = sorted(set(start) - set(names))
            last = (
                "마지막 짝이"
                if missing == [count - 1]
                else "맨 앞의 짝이"
                if missing == [0]
                else f"짝 {len(missing)}쌍이"
            )
            yield Fact(f"{last} 빠졌습니다. 모든 짝이 한 번씩 나와야 합니다.", f"짝 {count}쌍", f"{len(names)}쌍")
        moved = [not np.array_equal(part, np.sort(part)) for part in (names, partners)]
        if len(names) != len(partners):
            yield Fact("섞은 x와 섞은 y의 수가 다릅니다.", f"{len(names)}쌍", f"x {len(names)}, y {len(partners)}")
        elif not np.array_equal(names, partners):
            yield Fact(_apart(names, partners, moved), "같은 차례로 섞인 x와 y", told)
        elif not any(moved):
            yield Fact("섞이지 않았습니다. 처음의 차례 그대로입니다.", "다른 차례", told)
        elif np.array_equal(np.sort(names)[::-1], names):
            yield Fact("거꾸로 늘어놓았을 뿐 섞이지 않았습니다.", "씨앗에 따른 차례", told)
        elif len(names) == count and len(set((names - start) % count)) == 1:
            yield Fact("모두 같은 칸수만큼 밀었을 뿐 섞이지 않았습니다(roll). 이웃이 늘 이웃입니다.", "섞인 차례", told)

    def _look_at_seeds(self):
        """씨앗과 차례의 사이."""
        orders, again = self.orders, {seed: self._order(seed) for seed in _SEEDS}
        differ = [seed for seed in _SEEDS if orders[seed] != again[seed]]
        if differ == [0]:
            said = (
                "씨앗이 0일 때만 부를 때마다 차례가 다릅니다. 0도 씨앗입니다(seed or …, if seed는 0을 거짓으로 봅니다)."
            )
            self.facts += [Fact(said, "seed = 0으로 두 번 불러도 같은 차례", "다른 차례")]
        elif differ:
            said = "seed를 쓰지 않았습니다. 씨앗이 같은데 부를 때마다 차례가 달라, 훈련을 되풀이할 수 없습니다."
            self.facts += [Fact(said, f"seed = {differ[0]}일 때 두 번 불러도 같은 차례", "다른 차례")]
        elif all(order == orders[_SEEDS[0]] for order in orders.values()):
            said = "seed를 쓰지 않았습니다. 씨앗이 달라도 차례가 같습니다."
            self.facts += [Fact(said, "씨앗마다 다른 차례", "같은 차례")]
        elif len({str(order) for order in orders.values()}) < len(_SEEDS):
            said = "씨앗이 달라도 차례가 같은 것이 있습니다. 받은 seed를 그대로 쓰십시오."
            self.facts += [Fact(said, f"씨앗 {_SEEDS}마다 다른 차례", "같은 차례")]


def _apart(names, partners, moved):
    if moved[0] != moved[1]:
        one, other = ("x", "y") if moved[0] else ("y", "x")
        return f"{one}만 섞고 {other}는 그대로 두었습니다. 짝이 모두 어긋납니다."
    inverse = len(set(names)) == len(names) and np.array_equal(np.argsort(names), partners)
    if inverse:
        return "y를 거꾸로 된 차례로 꺼냈습니다(차례의 argsort). x와 같은 번호로 꺼내십시오."
    if np.array_equal(names[::-1], partners):
        return "x와 y의 차례가 서로 반대입니다. 짝이 모두 어긋납니다."
    return "x와 y를 서로 다른 차례로 따로 섞었습니다. 짝이 모두 어긋납니다."


@exercise("5.3", "짝을 지키며 섞기")
def shuffle_pairs() -> Observation:
    return Observation(_Shuffled, [Fact.told(_GIVEN)])
