"""여러 문제가 함께 쓰는 견주기: 값, 모양, 자료형, 그레이디언트가 이어졌는지."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.answer import Answer, NotWritten, Wrong, remains
from gan_course.exercises.evidence import described, difference, same_kind
from gan_course.exercises.facts import NOT_NUMBERS, observed
from gan_course.exercises.mistakes import AND, GIVEN, Mistake, Parts
from gan_course.exercises.randomness import started_at
from gan_course.exercises.values import close, distance, like

__all__ = ["GIVEN", "Comparison", "Mistake", "Parts"]


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
        gradients: 입력 한 벌을 받아, 그레이디언트가 닿아야 할 텐서와 변수를 고르는 법. 옳은 함수는 TensorFlow로
            계산해야 하며, 답의 그레이디언트가 그것과 같아야 합니다.
        cut: 그레이디언트가 끊어졌을 때의 말.
        then: 값이 모두 맞은 답을 더 살피는 함수. 틀리면 `Wrong`을 냅니다.
        parts: 값이 여럿일 때 자리마다 내리는 결정. 앞의 것이 먼저이고, 이름이 적은 것을 고릅니다.
        draws: 난수를 뽑는 것이 답인지. 거짓이면 부를 때마다 다른 답에 그것을 말합니다.
    """

    cases: Sequence[tuple]
    reference: Callable
    mistakes: Sequence[Mistake] = ()
    tolerance: float = 1e-4
    describe: Callable[..., str] | None = None
    present: Callable[..., str] | None = None
    read: Callable[[Answer], Callable] | None = None
    gradients: Callable[..., Sequence] | None = None
    cut: str = "값은 맞지만 그레이디언트가 끊어졌습니다. 이대로는 훈련할 수 없습니다."
    then: Sequence[Callable[[Answer], None]] = ()
    parts: Sequence[Parts] = ()
    draws: bool = False

    def __call__(self, answer: Answer) -> None:
        """답을 살핍니다.

        Raises:
            NotWritten, Wrong: 답이 바라는 것과 다를 때.
        """
        wanted = self._wanted  # 답보다 먼저 셈합니다
        got, slopes, changed = [], [], None
        for place, case in enumerate(self.cases):
            given = copy.deepcopy(case)
            value, slope = self._ask(answer, given)
            got.append(like(value, wanted[place]))
            slopes.append(slope)
            changed = changed or _changed(case, given)
        different = [not close(value, target, self.tolerance) for value, target in zip(got, wanted)]
        if any(different):
            self._name(answer, got, different.index(True), changed)
        for place, (slope, target) in enumerate(zip(slopes, self._wanted_slopes)):
            self._same_slopes(place, got[place], slope, target)
        if changed:
            raise Wrong(f"값은 맞지만 {changed} 부른 쪽의 것까지 달라집니다. 복사해서 쓰십시오.")
        for look in self.then:
            look(answer)

    def error(self, function: Callable) -> float:
        """함수가 얼마나 틀렸는지: 옳으면 0. 까닭을 찾을 때 고친 코드를 견주는 데 씁니다."""
        answer = Answer(function, seconds=0)
        for place, case in enumerate(self.cases):
            given, target = copy.deepcopy(case), self._wanted[place]
            value, slope = self._ask(answer, given)
            far = distance(like(value, target), target, self.tolerance)
            if far == 0 and self.gradients:
                far = distance(slope, self._wanted_slopes[place], self._slope_tolerance)
            if far == 0 and _changed(case, given):
                far = 0.5
            if far > 0:
                return far + len(self.cases) - 1 - place
        for look in self.then:
            look(answer)
        return 0.0

    def _ask(self, answer: Answer, given: tuple) -> tuple:
        """답의 값과 그레이디언트."""
        if self.gradients:
            return answer.recorded(given, self.gradients)
        values = self.read(answer) if self.read else answer
        return values(*given), []

    def _name(self, answer: Answer, got: Sequence, first: int, changed: str | None) -> NoReturn:
        """어느 오답인지 말합니다. `first`는 값이 다른 첫 입력입니다."""
        also = f"{AND}{changed}" if changed else ""
        for number, mistake in enumerate(self.mistakes):
            if all(close(value, self._mistaken(number, case), self.tolerance) for case, value in enumerate(got)):
                if mistake.given and remains(mistake.given, answer.function):
                    raise NotWritten(GIVEN + mistake.misconception)
                raise Wrong(mistake.misconception + also, **self._evidence(got, first))
        if names := self._by_parts(got):
            said = AND.join(dict.fromkeys(one for what in names for one in what.split(AND)))
            raise Wrong(said + also, **self._evidence(got, first))
        for case, value, target in zip(self.cases, got, self._wanted):
            same_kind(case, value, target, self.describe)
        if not self.draws and self._draws(answer, got[0]):  # 수가 아닌 것은 저와도 같지 않아, 꼴을 먼저 봅니다
            raise Wrong(
                "같은 것을 주어도 부를 때마다 값이 다릅니다. 받은 것만으로 셈하지 않고 난수를 새로 뽑았습니다.",
                **self._evidence(got, first),
            )
        fact = observed(self._wanted, got)
        raise Wrong(
            (fact or "값이 다릅니다.") + also,
            **self._evidence(got, first),
            named=False,
            explained=bool(changed) or fact not in (None, NOT_NUMBERS),
        )

    def _evidence(self, got: Sequence, place: int) -> dict:
        pair = self._wanted[place], got[place]
        try:
            shown = dict(zip(("expected", "got"), map(self.present, pair))) if self.present else difference(*pair)
        except Exception:  # 모양이나 종류가 달라 견주어 보일 수 없습니다
            shown = {"expected": pair[0], "got": pair[1]}
        return {"given": described(self.cases[place], self.describe)} | shown

    def _draws(self, answer: Answer, first) -> bool:
        """난수의 출발점을 바꾸면 값이 달라지는지."""
        if not close(first, first, self.tolerance):  # 수가 아닌 것은 견줄 수 없습니다
            return False
        for seed in (1, 3):
            try:
                with started_at(seed):
                    again, _ = self._ask(answer, copy.deepcopy(self.cases[0]))
            except Wrong:
                return False
            if not close(like(again, self._wanted[0]), first, self.tolerance):
                return True
        return False

    def _by_parts(self, got: Sequence) -> list[str]:
        """자리마다 찾은 오해의 이름. 한 자리라도 찾지 못하면 빈 목록입니다."""
        best: list[str] = []
        count = len(self._wanted[0]) if isinstance(self._wanted[0], (tuple, list)) else 0
        if any(not isinstance(value, (tuple, list)) or len(value) != count for value in got):
            return best
        for together in self.parts:
            names = [together.misconception] if together.misconception else []
            for part, alternatives in enumerate(together.alternatives):
                found = next((each for each in alternatives if self._explains(each, part, got)), None)
                if found is None:
                    break
                names += [found.misconception] if found.misconception else []
            else:
                several = len(set(names))
                if several and (not best or several < len(set(best))):
                    best = names
                if several == 1:
                    return best
        return best

    def _explains(self, mistake: Mistake, part: int, got: Sequence) -> bool:
        """그 오해대로 쓴 코드가 모든 입력에서 그 자리의 값을 내는지."""
        for case, value in zip(self.cases, got):
            if not close(value[part], _or_nothing(mistake.function, case), self.tolerance):
                return False
        return True

    def _same_slopes(self, place: int, value, slopes: Sequence, wanted: Sequence) -> None:
        plain = [part for part in tf.nest.flatten(value) if not tf.is_tensor(part)]
        if plain and any(target is not None and slope is None for slope, target in zip(slopes, wanted)):
            kind = (
                "NumPy의 값을"
                if isinstance(plain[0], (np.ndarray, np.generic))
                else f"파이썬의 {type(plain[0]).__name__}을(를)"
            )
            raise Wrong(
                f"값은 맞지만 텐서가 아니라 {kind} 돌려주어 그레이디언트의 길이 끊어졌습니다. tf 함수로 계산하십시오.",
                expected="tf 함수로 이어진 텐서",
                got=type(plain[0]).__name__,
            )
        for slope, target in zip(slopes, wanted):
            if target is not None and slope is None:
                raise Wrong(
                    self.cut,
                    expected="tf 함수로 이어진 텐서",
                    got="그레이디언트 없음(None)",
                    named=False,
                    explained=True,
                )
        if distance(slopes, wanted, self._slope_tolerance):
            given = described(self.cases[place], self.describe)
            raise Wrong("값은 맞지만 그레이디언트가 다릅니다.", given=given, named=False)

    @property
    def _slope_tolerance(self) -> float:
        return max(self.tolerance, 1e-4)

    @cached_property
    def _wanted(self) -> list:
        return [self.reference(*case) for case in copy.deepcopy(list(self.cases))]

    @cached_property
    def _wanted_slopes(self) -> list:
        if not self.gradients:
            return [[]] * len(self.cases)
        plain = Answer(self.reference, seconds=0)
        return [plain.recorded(copy.deepcopy(case), self.gradients)[1] for case in self.cases]

    @cached_property
    def _known(self) -> dict[tuple[int, int], object]:
        return {}

    def _mistaken(self, number: int, case: int):
        """`number`번째 오답이 `case`번째 입력에서 내는 값."""
        if (number, case) not in self._known:
            value = _or_nothing(self.mistakes[number].function, copy.deepcopy(self.cases[case]))
            self._known[number, case] = value
        return self._known[number, case]


def _changed(before: tuple, after: tuple) -> str | None:
    """답이 그 자리에서 바꾼 배열이나 목록이 있으면 그것을 말하는 글."""
    for place, (old, new) in enumerate(zip(before, after), start=1):
        if isinstance(old, (np.ndarray, list, dict)) and not _equal(old, new):
            return f"{place}번째로 받은 {'배열' if isinstance(old, np.ndarray) else '목록'}을 그 자리에서 바꾸었습니다."
    return None


def _equal(old, new) -> bool:
    if isinstance(old, np.ndarray):
        return old.shape == np.shape(new) and np.array_equal(old, new, equal_nan=old.dtype.kind == "f")
    return old == new


def _or_nothing(function: Callable, case):
    """오답의 코드는 어떤 입력에서 오류를 내거나 0으로 나눌 수도 있습니다."""
    try:
        with np.errstate(all="ignore"):
            return function(*case)
    except Exception:
        return None
