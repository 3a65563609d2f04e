"""독립된 결정 여럿에서, 하나나 둘을 잘못 내린 오답을 모두 짓습니다."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from gan_course.exercises.comparing import Mistake

AND = " 그리고 "


@dataclass(frozen=True)
class Choice:
    """결정 하나.

    Args:
        right: 옳게 내린 값.
        wrong: {잘못의 이름: 잘못 내린 값}.
        also: 잘못이 아닌 다른 값. 이름을 붙이지 않고 다른 결정의 잘못과 짝지어 봅니다.
    """

    right: object
    wrong: Mapping[str, object] = field(default_factory=dict)
    also: Sequence[object] = ()


def by(build: Callable[..., Callable], most: int = 2, hint: int = 1, **choices: Choice) -> list[Mistake]:
    """하나를 잘못 내린 오답을 먼저, 그다음 둘을 잘못 내린 오답을 냅니다.

    Args:
        build: 결정의 값들을 이름으로 받아 오답의 함수를 주는 것.
        most: 함께 잘못 내릴 결정의 수.
        hint: 이어서 펴 볼 힌트.
        choices: 결정들.
    """
    found = []
    rights = [
        dict(zip(choices, values))
        for values in itertools.product(*((choice.right, *choice.also) for choice in choices.values()))
    ]
    for number in range(1, most + 1):
        for names in itertools.combinations(choices, number):
            for wrong in itertools.product(*(choices[name].wrong.items() for name in names)):
                what = AND.join(sentence for sentence, _ in wrong)
                changed = {name: value for name, (_, value) in zip(names, wrong)}
                unique = {tuple(id(v) for k, v in right.items() if k not in changed): right for right in rights}
                found += [Mistake(what, build(**{**right, **changed}), hint) for right in unique.values()]
    return found
