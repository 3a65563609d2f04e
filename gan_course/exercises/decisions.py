"""독립된 결정 여럿에서, 하나나 둘을 잘못 내린 오답을 모두 짓습니다."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gan_course.exercises.mistakes import AND, Mistake

DEFAULT = object()  # 짓는 함수의 기본값이 옳은 결정


@dataclass(frozen=True)
class Choice:
    """결정 하나.

    Args:
        right: 옳게 내린 값. 적지 않으면 짓는 함수의 기본값입니다.
        wrong: {잘못의 이름: 잘못 내린 값}. 이름 하나에 값이 여럿이면 (이름, 값)의 목록으로 적습니다.
        also: 잘못이 아닌 다른 값. 이름을 붙이지 않고 다른 결정의 잘못과 짝지어 봅니다.
    """

    right: object = DEFAULT
    wrong: Mapping[str, object] | Sequence[tuple[str, object]] = ()
    also: Sequence[object] = ()

    @property
    def mistaken(self) -> list[tuple[str, object]]:
        """(잘못의 이름, 잘못 내린 값)의 목록."""
        return list(self.wrong.items() if isinstance(self.wrong, Mapping) else self.wrong)


def by(build: Callable[..., Callable], most: int = 2, **choices: Choice) -> list[Mistake]:
    """하나를 잘못 내린 오답을 먼저, 그다음 둘을 잘못 내린 오답을 냅니다.

    Args:
        build: 결정의 값들을 이름으로 받아 오답의 함수를 주는 것.
        most: 함께 잘못 내릴 결정의 수.
        choices: 결정들.
    """
    found = []
    rights = [
        {name: value for name, value in zip(choices, values) if value is not DEFAULT}
        for values in itertools.product(*((choice.right, *choice.also) for choice in choices.values()))
    ]
    for number in range(1, most + 1):
        for names in itertools.combinations(choices, number):
            unchanged = [{name: value for name, value in right.items() if name not in names} for right in rights]
            unique = {tuple(map(id, right.values())): right for right in unchanged}.values()
            for wrong in itertools.product(*(choices[name].mistaken for name in names)):
                what = AND.join(dict.fromkeys(sentence for sentence, _ in wrong))
                changed = {name: value for name, (_, value) in zip(names, wrong)}
                found += [Mistake(what, build(**right, **changed)) for right in unique]
    return found
