"""증거: 꼴이 다르면 그것을, 값이 다르면 가장 다른 자리를 보입니다."""

from __future__ import annotations

import numpy as np

from gan_course.exercises.answer import Wrong
from gan_course.exercises.values import ANYTHING, as_numbers


def same_kind(case, value, target, describe) -> None:
    """수가 아닌 것, 튜플의 길이, 모양이 다른 것을 값보다 먼저 말합니다."""
    if target is ANYTHING:
        return
    if isinstance(target, (tuple, list)):
        if not isinstance(value, (tuple, list)) or len(value) != len(target):
            kind = f"{type(value).__name__}{f' {len(value)}개' if isinstance(value, (tuple, list)) else ''}"
            raise Wrong(
                f"값 {len(target)}개를 차례로 돌려주어야 하는데 {kind}을(를) 돌려주었습니다.",
                expected=f"값 {len(target)}개의 튜플",
                got=kind,
                named=False,
                explained=True,
            )
        for one, other in zip(value, target):
            same_kind(case, one, other, describe)
        return
    array = as_numbers(value)
    if array is None:
        raise Wrong(
            "수나 텐서가 아닌 것을 돌려주었습니다.",
            expected=f"모양 {np.shape(target)}의 텐서",
            got=f"{type(value).__name__} {_shortly(value)}",
            named=False,
            explained=True,
        )
    if array.shape != np.shape(target):
        raise Wrong(
            _shapes(np.shape(target), array.shape),
            given=described(case, describe),
            expected=f"모양 {np.shape(target)}" + (" (수 하나)" if np.shape(target) == () else ""),
            got=f"모양 {array.shape}",
            named=False,
        )


def _shapes(wanted: tuple, got: tuple) -> str:
    if wanted == ():
        return f"값의 모양이 다릅니다. 수 하나여야 하는데 모양 {got}의 배열을 돌려주었습니다."
    if got == ():
        return f"값의 모양이 다릅니다. 모양 {wanted}의 배열이어야 하는데 수 하나를 돌려주었습니다."
    if sorted(wanted) == sorted(got):
        return f"값의 모양이 다릅니다. 축의 차례가 바뀌었습니다: {wanted}이(가) 아니라 {got}."
    return f"값의 모양이 다릅니다. 모양 {wanted}이(가) 아니라 {got}입니다."


def _shortly(value) -> str:
    try:
        return repr(value)[:200]
    except Exception:  # 학습자의 __repr__도 오류를 낼 수 있습니다
        return ""


def difference(wanted, got) -> dict:
    """바라는 것과 나온 것. 배열이 크면 가장 다른 자리의 값만 보입니다."""
    if isinstance(wanted, (tuple, list)):
        parts = [difference(*pair) for pair in zip(wanted, got)]
        return {name: tuple(part[name] for part in parts) for name in ("expected", "got")}
    left, right = (np.asarray(value, np.float64) for value in (wanted, got))
    if left.size <= 8:
        return {"expected": wanted, "got": got}
    place = np.unravel_index(np.argmax(np.abs(left - right)), left.shape)
    if left.ndim == 1:
        where = f"수 {left.size}개 가운데 {place[0] + 1}번째가"
    else:
        where = f"모양 {left.shape} 가운데 {tuple(map(int, place))} 자리가"
    return {"expected": f"{where} {left[place]:.6g}", "got": f"{where} {right[place]:.6g}"}


def described(case, describe) -> str:
    from gan_course.exercises.grading import show

    return describe(*case) if describe else ", ".join(show(value) for value in case)
