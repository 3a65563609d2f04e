"""여러 문제가 함께 쓰는 견주기: 값, 모양, 자료형, 그레이디언트가 이어졌는지."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn

import numpy as np

from gan_course._tensorflow import keras, tf
from gan_course.exercises.answer import Answer, NotWritten, Wrong

GIVEN = "주어진 코드 그대로입니다. 증상: "
ANYTHING = object()  # 오답의 값 가운데 묻지 않을 자리


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


@dataclass(frozen=True)
class Comparison:
    """답을 모든 입력에서 바라는 값과 견주는 채점. 다르면 알려진 오답 가운데 같은 것을 찾아 이름을 말합니다.

    옳은 값과 오답의 값은 한 번만 셈하고, 답에는 입력의 복사본을 줍니다. 답이 입력을 바꾸어도 바라는 값은 그대로입니다.

    Args:
        cases: 입력 여러 벌. 오답마다 하나 이상의 입력에서 값이 달라지도록 고릅니다.
        reference: 옳은 함수. 수, 배열, 텐서, 또는 그 튜플을 돌려줍니다.
        mistakes: 알려진 오답. 앞의 것이 먼저입니다.
        tolerance: 상대와 절대 허용 오차.
        describe: 입력 한 벌을 학습자에게 보일 글로 바꾸는 함수. 없으면 값을 그대로 보입니다.
        present: 돌려준 값 하나를 보일 글로 바꾸는 함수. 없으면 값이나, 큰 배열이면 가장 다른 자리를 보입니다.
        read: 답에서, 입력 한 벌을 받아 견줄 값을 내는 함수를 만드는 법. 없으면 돌려준 값을 그대로 견줍니다.
        then: 값이 모두 맞은 답을 더 살피는 함수. 틀리면 `Wrong`을 냅니다.
    """

    cases: Sequence[tuple]
    reference: Callable
    mistakes: Sequence[Mistake] = ()
    tolerance: float = 1e-4
    describe: Callable[..., str] | None = None
    present: Callable[..., str] | None = None
    read: Callable[[Answer], Callable] | None = None
    then: Sequence[Callable[[Answer], None]] = ()

    def __call__(self, answer: Answer) -> None:
        """답을 살핍니다.

        Raises:
            NotWritten, Wrong: 답이 바라는 것과 다를 때.
        """
        values = self.read(answer) if self.read else answer
        got = [values(*case) for case in copy.deepcopy(list(self.cases))]
        for case, value, target in zip(self.cases, got, self._wanted):
            _same_kind(case, value, target, self.describe)
        different = [not close(value, target, self.tolerance) for value, target in zip(got, self._wanted)]
        if any(different):
            self._name(got, different.index(True))
        for look in self.then:
            look(answer)

    def _name(self, got: Sequence, first: int) -> NoReturn:
        """어느 오답인지 말합니다. `first`는 값이 다른 첫 입력입니다."""
        pair = self._wanted[first], got[first]
        shown = dict(zip(("expected", "got"), map(self.present, pair))) if self.present else _difference(*pair)
        evidence = {"given": _described(self.cases[first], self.describe)} | shown
        for number, mistake in enumerate(self.mistakes):
            if all(close(value, self._mistaken(number, case), self.tolerance) for case, value in enumerate(got)):
                if mistake.given:
                    raise NotWritten(GIVEN + mistake.misconception)
                raise Wrong(mistake.misconception, **evidence, hint=mistake.hint)
        raise Wrong("값이 다릅니다.", **evidence)

    @cached_property
    def _wanted(self) -> list:
        return [self.reference(*case) for case in copy.deepcopy(list(self.cases))]

    @cached_property
    def _known(self) -> dict[tuple[int, int], object]:
        return {}

    def _mistaken(self, number: int, case: int):
        """`number`번째 오답이 `case`번째 입력에서 내는 값."""
        if (number, case) not in self._known:
            value = _or_nothing(self.mistakes[number].function, copy.deepcopy(self.cases[case]))
            self._known[number, case] = value
        return self._known[number, case]


def close(value, target, tolerance: float = 1e-4) -> bool:
    """값의 모양이 같고 오차 안인지. 튜플이면 하나하나 견주고, `ANYTHING`은 무엇과도 같습니다."""
    if target is ANYTHING:
        return True
    if isinstance(target, (tuple, list)):
        same_length = isinstance(value, (tuple, list)) and len(value) == len(target)
        return same_length and all(close(v, t, tolerance) for v, t in zip(value, target))
    if isinstance(value, (tuple, list)) or value is None or target is None:
        return False
    value, target = np.asarray(value), np.asarray(target)
    return value.shape == target.shape and np.allclose(
        value.astype(np.float64), target.astype(np.float64), rtol=tolerance, atol=tolerance, equal_nan=True
    )


@dataclass(frozen=True)
class Connected:
    """답의 출력에서 배울 것까지 그레이디언트가 이어졌는지 보는 살피기. NumPy로 계산하면 끊어집니다.

    Args:
        inputs: 답에 줄 입력 한 벌.
        source: 입력에서, 그레이디언트가 닿아야 할 텐서나 변수를 고르는 법. 없으면 첫 입력입니다.
        part: 답이 돌려준 것에서 미분할 것을 고르는 법.
        misconception, expected, hint: 끊어졌을 때의 말.
        got: 나온 것의 자료형 뒤에 붙일 말.
    """

    inputs: tuple
    source: Callable = lambda *inputs: inputs[0]
    part: Callable = lambda output: output
    misconception: str = "값은 맞지만 그레이디언트가 끊어졌습니다. 이대로는 훈련할 수 없습니다."
    expected: str = "tf 함수로 계산한 텐서"
    got: str = ""
    hint: int = 2

    def __call__(self, answer: Answer) -> None:
        """답을 불러 봅니다.

        Raises:
            Wrong: 길이 끊어졌을 때.
        """
        inputs = copy.deepcopy(self.inputs)
        with tf.GradientTape() as tape:
            source = self.source(*inputs)
            if not isinstance(source, keras.Variable):  # 변수는 테이프가 스스로 지켜봅니다
                tape.watch(source)
            output = self.part(answer(*inputs))
        if not tf.is_tensor(output) or tape.gradient(output, source) is None:
            got = type(output).__name__ + self.got
            raise Wrong(self.misconception, expected=self.expected, got=got, hint=self.hint)


def flat(values) -> np.ndarray:
    """모양이 다른 배열들을 한 줄로."""
    return np.concatenate([np.ravel(value) for value in values])


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
