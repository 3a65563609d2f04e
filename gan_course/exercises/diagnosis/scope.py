"""식이 놓인 곳."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gan_course.exercises.diagnosis.vocabulary import Vocabulary
from gan_course.exercises.diagnosis.words import ALIASES, NUMBERS


@dataclass(frozen=True)
class Scope:
    """식이 놓인 곳: 매개변수, 그 함수가 만든 이름, 쓸 수 있는 모듈(`np`, `tf`), 그리고 옳은 답의 낱말."""

    parameters: tuple[str, ...] = ()
    locals: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    vocabulary: Vocabulary | None = None
    made: Mapping[str, frozenset[str]] = field(default_factory=dict)  # {함수가 만든 이름: 그것을 셈한 이름들}

    def needs(self, function: str) -> bool:
        """옳은 답에도 그 함수가 있는지. 옳은 답에 없는 것을 「빠뜨렸다」고 하지 않습니다."""
        return self.vocabulary is None or bool(self.vocabulary.names & ALIASES.get(function, {function}))

    @property
    def numbers(self) -> tuple[float, ...]:
        return NUMBERS if self.vocabulary is None else tuple(dict.fromkeys([*NUMBERS, *self.vocabulary.numbers]))
