"""여러 문제가 함께 쓰는 견주기: 값, 모양, 자료형, 그레이디언트가 이어졌는지."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.answer import Answer, NotWritten, Wrong


@dataclass(frozen=True)
class Mistake:
    """알려진 오답 하나.

    Args:
        misconception: 오해의 이름 한 문장.
        function: 그 오해대로 쓴 코드. 학습자의 답이 모든 입력에서 이것과 같으면 이 오해로 봅니다.
        hint: 이어서 펴 볼 힌트.
        given: 「버그 찾기」에서 처음에 주어진 코드인지. 참이면 틀린 것이 아니라 아직 고치지 않은 것입니다.
    """

    misconception: str
    function: Callable
    hint: int = 1
    given: bool = False


def compare(
    answer: Answer,
    cases: Sequence[tuple],
    expected: Callable,
    mistakes: Sequence[Mistake] = (),
    tolerance: float = 1e-4,
    describe: Callable[..., str] | None = None,
    present: Callable[..., str] | None = None,
) -> None:
    """모든 입력에서 바라는 값과 같은지 봅니다. 다르면 알려진 오답 가운데 같은 것을 찾아 이름을 말합니다.

    Args:
        answer: 학습자의 함수.
        cases: 입력 여러 벌. 오답마다 하나 이상의 입력에서 값이 달라지도록 고릅니다.
        expected: 옳은 함수. 수, 배열, 텐서, 또는 그 튜플을 돌려줍니다.
        mistakes: 알려진 오답. 앞의 것이 먼저입니다.
        tolerance: 상대와 절대 허용 오차.
        describe: 입력 한 벌을 학습자에게 보일 글로 바꾸는 함수. 없으면 값을 그대로 보입니다.
        present: 돌려준 값 하나를 보일 글로 바꾸는 함수. 없으면 값이나, 큰 배열이면 가장 다른 자리를 보입니다.

    Raises:
        NotWritten, Wrong: 답이 바라는 것과 다를 때.
    """
    got = [answer(*case) for case in cases]
    wanted = [expected(*case) for case in cases]
    for case, value, target in zip(cases, got, wanted):
        _same_kind(case, value, target, describe)
    different = [i for i, (value, target) in enumerate(zip(got, wanted)) if not close(value, target, tolerance)]
    if not different:
        return
    first = different[0]
    pair = wanted[first], got[first]
    shown = dict(zip(("expected", "got"), map(present, pair))) if present else _difference(*pair)
    evidence = {"given": _described(cases[first], describe)} | shown
    for mistake in mistakes:
        if all(close(value, _or_nothing(mistake.function, case), tolerance) for case, value in zip(cases, got)):
            if mistake.given:
                raise NotWritten(f"주어진 코드 그대로입니다. 증상: {mistake.misconception}")
            raise Wrong(mistake.misconception, **evidence, hint=mistake.hint)
    raise Wrong("값이 다릅니다.", **evidence)


def close(value, target, tolerance: float = 1e-4) -> bool:
    """값의 모양이 같고 오차 안인지. 튜플이면 하나하나 견줍니다."""
    if isinstance(target, (tuple, list)):
        same_length = isinstance(value, (tuple, list)) and len(value) == len(target)
        return same_length and all(close(v, t, tolerance) for v, t in zip(value, target))
    if isinstance(value, (tuple, list)) or value is None or target is None:
        return False
    value, target = np.asarray(value), np.asarray(target)
    return value.shape == target.shape and np.allclose(
        value.astype(np.float64), target.astype(np.float64), rtol=tolerance, atol=tolerance, equal_nan=True
    )


def require_gradient(answer: Answer, *inputs) -> None:
    """답의 출력에서 첫 입력까지 그레이디언트가 이어졌는지. NumPy로 계산하면 끊어집니다."""
    first = tf.convert_to_tensor(inputs[0])
    with tf.GradientTape() as tape:
        tape.watch(first)
        output = answer(first, *inputs[1:])
    connected = tf.is_tensor(output) and tape.gradient(output, first) is not None
    if not connected:
        raise Wrong(
            "값은 맞지만 그레이디언트가 끊어졌습니다. 이대로는 훈련할 수 없습니다.",
            expected="tf 함수로 계산한 텐서",
            got=type(output).__name__,
            hint=2,
        )


def _same_kind(case, value, target, describe) -> None:
    """수가 아닌 것, 튜플의 길이, 모양이 다른 것을 값보다 먼저 말합니다."""
    if isinstance(target, (tuple, list)):
        if not isinstance(value, (tuple, list)) or len(value) != len(target):
            raise Wrong(
                f"값 {len(target)}개를 차례로 돌려주어야 합니다.",
                expected=f"값 {len(target)}개의 튜플",
                got=f"{type(value).__name__}{f' {len(value)}개' if isinstance(value, (tuple, list)) else ''}",
            )
        for one, other in zip(value, target):
            _same_kind(case, one, other, describe)
        return
    try:
        array = np.asarray(value)
        if array.dtype.kind in "OSU":
            raise TypeError("수가 아닙니다")
        array.astype(np.float64)
    except (TypeError, ValueError):
        raise Wrong(
            "수나 텐서가 아닌 것을 돌려주었습니다.",
            expected=f"모양 {np.shape(target)}의 텐서",
            got=f"{type(value).__name__} {value!r}"[:200],
        ) from None
    if array.shape != np.shape(target):
        raise Wrong(
            "값의 모양이 다릅니다.",
            given=_described(case, describe),
            expected=f"모양 {np.shape(target)}" + (" (수 하나)" if np.shape(target) == () else ""),
            got=f"모양 {array.shape}",
        )


def _difference(wanted, got) -> dict:
    """바라는 것과 나온 것. 배열이 크면 가장 다른 자리의 값만 보입니다."""
    if isinstance(wanted, (tuple, list)):
        parts = [_difference(*pair) for pair in zip(wanted, got)]
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


def _described(case, describe) -> str:
    from gan_course.exercises.grading import show

    return describe(*case) if describe else ", ".join(show(value) for value in case)


def _or_nothing(function: Callable, case):
    """오답의 코드는 어떤 입력에서 오류를 내거나 0으로 나눌 수도 있습니다."""
    try:
        with np.errstate(all="ignore"):
            return function(*case)
    except Exception:
        return None
