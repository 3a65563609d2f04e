"""옳은 답의 낱말: 거기에 없는 함수나 수를 더해 보지 않아, 우연히 맞은 엉뚱한 이름이 줄어듭니다."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType


@dataclass(frozen=True)
class Vocabulary:
    """옳은 답에 나오는 함수의 이름과 수."""

    names: frozenset[str]
    numbers: tuple[float, ...]

    @classmethod
    def of(cls, function: Callable) -> Vocabulary:
        """옳은 함수와, 그 함수가 닫아 두거나 부르는 함수들의 바이트코드에서 모읍니다."""
        names, numbers, waiting, seen = set(), [], [function], set()
        while waiting:
            one = waiting.pop()
            code = one if isinstance(one, CodeType) else getattr(one, "__code__", None)
            if code is None or code in seen:
                continue
            seen.add(code)
            names.update(code.co_names)
            numbers += [c for c in code.co_consts if isinstance(c, (int, float)) and not isinstance(c, bool)]
            if any(isinstance(c, tuple) and ... in c for c in code.co_consts):
                names.add("...")
            waiting += [c for c in code.co_consts if isinstance(c, CodeType)]
            if isinstance(one, CodeType):
                continue
            held = [cell.cell_contents for cell in one.__closure__ or ()] + list(one.__defaults__ or ())
            named = {name: one.__globals__.get(name) for name in code.co_names}
            # 우리 꾸러미의 함수만 따라 들어갑니다. TensorFlow의 속까지 세면 아무 낱말이나 다 있습니다.
            ours = [f for f in named.values() if str(getattr(f, "__module__", "")).startswith("gan_course.")]
            waiting += [f for f in (*held, *ours) if hasattr(f, "__code__")]
            names.update(type(f).__name__ for f in (*held, *named.values()))
        return cls(frozenset(names), tuple(dict.fromkeys(numbers)))
