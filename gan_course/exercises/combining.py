"""오답의 조합: 결정마다 고를 수 있는 것을 적으면, 하나나 둘을 잘못 고른 오답을 모두 만듭니다."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

from gan_course.exercises.comparing import Mistake

Choice = tuple[str, object]  # (잘못의 이름, 고른 것). 옳은 것의 이름은 빈 글입니다


def combined(compute: Callable, *decisions: Sequence[Choice], hint: int = 2, most: int = 2) -> Iterator[Mistake]:
    """잘못 고른 것이 적은 것부터 차례로 냅니다.

    Args:
        compute: 고른 것들을 받아, 그대로 쓴 코드를 주는 함수.
        decisions: 결정마다의 고를 것. 저마다 첫째가 옳은 것입니다.
        hint: 이어서 펴 볼 힌트.
        most: 한꺼번에 잘못 고를 결정의 수.
    """
    every = [pick for pick in itertools.product(*decisions) if 0 < sum(bool(name) for name, _ in pick) <= most]
    for pick in sorted(every, key=lambda pick: sum(bool(name) for name, _ in pick)):
        what = " 그리고 ".join(dict.fromkeys(name for name, _ in pick if name))
        yield Mistake(what, compute(*(chosen for _, chosen in pick)), hint)
