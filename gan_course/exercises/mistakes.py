"""알려진 오답: 오해의 이름과 그 오해대로 쓴 코드."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

AND = " 그리고 "  # 잘못 둘을 함께 말할 때
GIVEN = "주어진 코드 그대로입니다. 증상: "


@dataclass(frozen=True)
class Mistake:
    """알려진 오답 하나.

    Args:
        misconception: 오해의 이름 한 문장.
        function: 그 오해대로 쓴 코드. 학습자의 답이 모든 입력에서 이것과 같으면 이 오해로 봅니다.
        given: 「버그 찾기」에서 처음에 주어진 코드인지. 참이면 틀린 것이 아니라 아직 고치지 않은 것입니다.
            주어진 줄이나 함수를 글로 적으면, 그 글이 답에 남아 있을 때에만 그렇게 봅니다.
    """

    misconception: str
    function: Callable
    given: bool | str = False


@dataclass(frozen=True)
class Parts:
    """값이 여럿인 답에서 자리마다 따로 내리는 결정. 자리의 수만큼 곱하지 않고 저마다 찾아, 이름을 모아 말합니다.

    Args:
        misconception: 모든 자리에 함께 걸린 오해의 이름. 없으면 빈 글.
        alternatives: 자리마다 그 자리의 값을 내는 것. 오해의 이름이 빈 글이면 그 자리는 옳습니다.
    """

    misconception: str
    alternatives: Sequence[Sequence[Mistake]]
