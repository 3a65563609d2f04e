"""값 하나로 말할 수 없는 답의 채점: 답을 굴려 보고, 드러난 증상을 표에서 찾습니다."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gan_course.exercises.answer import Answer, NotWritten, Wrong, remains
from gan_course.exercises.mistakes import AND, GIVEN


@dataclass(frozen=True)
class Symptom:
    """오해 하나와 그것이 드러나는 모습. 함수가 아닌 것은 적힌 그대로 씁니다.

    Args:
        misconception: 오해의 이름 한 문장, 또는 본 것에서 그것을 고르는 함수.
        shows: 본 것에 이 오해가 드러났는지.
        given, expected, got: 넣은 것, 바라는 것, 나온 것(또는 본 것에서 그것을 내는 함수).
        untouched: 「버그 찾기」에서 처음에 주어진 코드인지. 참이면 틀린 것이 아니라 아직 고치지 않은 것입니다.
            주어진 줄을 글로 적으면, 그 줄이 답에 남아 있을 때에만 그렇게 봅니다.
        named: 이 문장이 까닭의 이름인지(오답의 수가 그대로 나왔을 때). 참이면 까닭을 더 찾지 않습니다.
        explained: 이름은 아니지만, 더 찾지 못해도 이것으로 무엇이 잘못인지 알 수 있는지.
    """

    misconception: str | Callable[[Any], str]
    shows: Callable[[Any], bool]
    given: Any = None
    expected: Any = None
    got: Any = None
    untouched: bool | str = False
    named: bool = False
    explained: bool = False


@dataclass(frozen=True)
class Fact:
    """본 것에서 곧바로 보이는 사실 하나: 말할 문장, 바라는 것, 나온 것."""

    said: str
    expected: str
    got: str

    @classmethod
    def told(cls, given: str) -> Symptom:
        """본 것에 적힌 사실들(`facts`)을 이어 말하고, 첫 사실의 증거를 보이는 증상."""
        return Symptom(
            lambda seen: AND.join(fact.said for fact in seen.facts),
            lambda seen: bool(seen.facts),
            given,
            expected=lambda seen: seen.facts[0].expected,
            got=lambda seen: seen.facts[0].got,
            named=True,
        )


@dataclass(frozen=True)
class Observation:
    """답을 굴려 본 것에서 증상을 차례로 찾는 채점.

    Args:
        observe: 답을 받아 본 것을 돌려줍니다. 뒤의 증상에만 드는 것은 `cached_property`로 미루어 두면,
            앞의 증상이 드러난 답은 거기까지 부르지 않습니다.
        symptoms: 증상. 앞의 것이 먼저이고, 아무것도 드러나지 않으면 맞은 것입니다.
    """

    observe: Callable[[Answer], Any]
    symptoms: Sequence[Symptom]

    def __call__(self, answer: Answer) -> None:
        """답을 살핍니다.

        Raises:
            NotWritten, Wrong: 증상이 드러났을 때.
        """
        seen = self.observe(answer)
        for symptom in self.symptoms:
            if not symptom.shows(seen) or not (
                symptom.untouched is False or remains(symptom.untouched, answer.function)
            ):
                continue
            parts = (symptom.misconception, symptom.given, symptom.expected, symptom.got)
            said, *evidence = (part(seen) if callable(part) else part for part in parts)
            if symptom.untouched:
                raise NotWritten(GIVEN + said)
            raise Wrong(said, *evidence, named=symptom.named, explained=symptom.explained)

    def error(self, function: Callable) -> float:
        """함수가 얼마나 틀렸는지: 옳으면 0, 아니면 드러난 증상 뒤에 남은 증상의 수."""
        seen = self.observe(Answer(function, seconds=0))
        for place, symptom in enumerate(self.symptoms):
            if symptom.shows(seen):
                return float(len(self.symptoms) - place)
        return 0.0
