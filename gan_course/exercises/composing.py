"""결정 여럿으로 된 옳은 답에서, 결정 하나나 둘을 잘못 내린 오답을 짓습니다."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from gan_course.exercises.comparing import Mistake


@dataclass(frozen=True)
class Decision:
    """잘못 내릴 수 있는 결정 하나.

    Args:
        misconception: 잘못 내린 결정의 이름 한 문장.
        choice: 그 결정이 정하는 것(짓는 함수의 인자 이름).
        value: 잘못 고른 것.
        hint: 이어서 펴 볼 힌트.
    """

    misconception: str
    choice: str
    value: Any
    hint: int = 1


def mistakes(build: Callable[..., Callable], decisions: Sequence[Decision], pairs: bool = True) -> Iterator[Mistake]:
    """결정 하나씩, 그리고 서로 다른 것을 정하는 결정 둘씩 잘못 내린 오답.

    Args:
        build: 고른 것을 인자로 받아 답(함수)을 짓습니다. 인자가 없으면 옳은 답입니다.
        decisions: 잘못 내릴 수 있는 결정. 앞의 것이 먼저입니다.
        pairs: 둘씩도 지을지.
    """
    for one in decisions:
        yield Mistake(one.misconception, build(**{one.choice: one.value}), one.hint)
    for one, other in combinations(decisions, 2) if pairs else ():
        if one.choice != other.choice:
            function = build(**{one.choice: one.value, other.choice: other.value})
            yield Mistake(f"{one.misconception} 그리고 {other.misconception}", function, one.hint)
