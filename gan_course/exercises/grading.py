"""문제의 목록과 채점의 흐름: 답을 살피고, 한 줄로 말하고, 진도를 적습니다."""

from __future__ import annotations

import contextlib
import importlib.util
import pkgutil
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from gan_course.exercises import hints, progress
from gan_course.exercises.answer import SECONDS, Answer, Halted, NotWritten, Wrong, stale
from gan_course.exercises.diagnosis import Diagnosis, Vocabulary, diagnose
from gan_course.exercises.isolation import call
from gan_course.exercises.mistakes import AND
from gan_course.names import with_particles

CHECK = 2.5  # CPU 초. 채점 하나에 쓸 시간. 살피고 남은 것을 까닭을 찾는 데 씁니다
LEAST = 1.0  # CPU 초. 살피는 데 오래 걸렸어도 까닭은 이만큼 찾아봅니다
PATIENCE = 2.0  # 초. 이보다 오래 걸리면 살피고 있다고 먼저 말합니다
AGAIN = "그 셀과 이 셀을 차례로 다시 실행하십시오."
CHAPTERS = range(1, 11)  # 문제가 없는 장은 건너뜁니다


@dataclass(frozen=True)
class Exercise:
    """문제 하나: 번호(``2.1``), 제목, 채점을 짓는 함수."""

    number: str
    title: str
    define: Callable[[], Callable[..., None]]

    @cached_property
    def grader(self) -> Callable[..., None]:
        """답을 살피는 것: `Comparison`이나 `Observation`. 처음 쓸 때 한 번만 짓습니다."""
        return self.define()


class State(Enum):
    """답의 상태. 값은 화면에 띄우는 표의 글입니다. 색을 가리지 못해도 아이콘과 글로 구별됩니다."""

    NOT_WRITTEN = "○ 아직"
    WRONG = "✘ 다시"
    RIGHT = "✔ 맞음"


_COLORS = {State.NOT_WRITTEN: "90;90;90", State.WRONG: "178;60;0", State.RIGHT: "0;105;75"}


@dataclass(frozen=True)
class Result:
    """채점의 결과: 상태, 학습자에게 보일 글, 틀렸으면 오해의 이름(알 때)과 이어서 펼 힌트의 번호."""

    state: State
    text: str
    misconception: str | None = None
    hint: int | None = None


_EXERCISES: dict[str, Exercise] = {}


def exercise(number: str, title: str) -> Callable:
    """채점을 짓는 함수를 문제로 올립니다.

    그 함수가 돌려주는 것(`Comparison`, `Observation`)은 `Answer`를 받아, 틀리면 `Wrong`을, 아직이면 `NotWritten`을
    냅니다. 조용히 끝나면 맞은 것입니다.
    """

    def register(define: Callable[[], Callable[..., None]]) -> Callable[[], Callable[..., None]]:
        if number in _EXERCISES and _EXERCISES[number].define is not define:
            raise ValueError(f"연습 {number}이 두 번 올라왔습니다. 번호를 바꾸십시오.")
        _EXERCISES[number] = Exercise(number, title, define)
        return define

    return register


def exercises(chapter: int) -> list[Exercise]:
    """한 장의 문제 전부, 번호 순서로. 아직 문제가 없는 장은 빈 목록입니다."""
    package = f"gan_course.exercises.chapter_{chapter}"
    if importlib.util.find_spec(package) is None:
        return []
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}."):
        importlib.import_module(module.name)
    found = [item for item in _EXERCISES.values() if item.number.partition(".")[0] == str(chapter)]
    return sorted(found, key=lambda item: int(item.number.partition(".")[2]))


def grade(number: str, *answers, opened: Collection[int] = ()) -> Result:
    """답을 살핀 결과. 진도는 적지 않습니다.

    Args:
        number: 문제의 번호. 예: ``"2.1"``.
        answers: 학습자가 쓴 함수(들).
        opened: 앞에서 펴 보라고 한 힌트. 되도록 다른 것을 폅니다.

    Raises:
        ValueError: 그런 문제가 없을 때.
    """
    number, started = str(number), time.process_time()
    item = _find(number)
    if not answers:
        return Result(State.WRONG, f'[연습 {number}] 살필 함수를 함께 주십시오: check("{number}", 함수의 이름)')
    try:
        item.grader(*map(Answer, answers))
    except NotWritten as symptom:
        todo = f"주어진 코드를 고치고 {AGAIN}" if str(symptom) else f"`...` 줄을 지우고 코드를 쓴 다음, {AGAIN}"
        text = f"[연습 {number}] 아직 작성하지 않았습니다. {symptom}".rstrip()
        return Result(State.NOT_WRITTEN, f"{text}\n  다음에 할 것: {todo}")
    except Wrong as wrong:
        return _wrong(number, wrong, _diagnosed(item, answers, wrong, started), opened)
    except Exception as error:  # 돌려준 것이 뜻밖이라 살피다가 걸렸습니다. 트레이스백은 배울 것이 없습니다
        wrong = Wrong(
            "돌려준 것을 살필 수 없습니다. 문제가 바라는 것(수, 배열, 모델)을 돌려주는지 보십시오.",
            got=f"{type(error).__name__}: {(str(error).splitlines() or [''])[0][:200]}",
        )
        return _wrong(number, wrong, _diagnosed(item, answers, wrong, started), opened)
    if stale(answers[0]):
        text = "마지막으로 고친 셀에 문법 오류가 있어 실행되지 않았고, 앞에서 정의한 함수가 남아 있습니다."
        return Result(State.WRONG, f"[연습 {number}] {text}\n  다음에 할 것: 그 셀의 문법 오류를 고치고 {AGAIN}")
    return Result(State.RIGHT, f"[연습 {number}] 맞았습니다. {item.title}\n  다음에 할 것: {_next(number)}")


def _next(number: str) -> str:
    """맞힌 다음에 할 것: 그 장의 다음 문제. 마지막 문제면 진도를 보는 법."""
    items = exercises(int(number.partition(".")[0]))
    place = [item.number for item in items].index(number) + 1
    if place < len(items):
        return f"아래의 「연습 {items[place].number} {items[place].title}」"
    return "이 장의 마지막 연습입니다. 남은 연습은 터미널에서 `gan-course progress`로 봅니다."


def _diagnosed(item: Exercise, answers: tuple, wrong: Wrong, started: float) -> Diagnosis | None:
    """이름을 알지 못하는 잘못의 까닭을 찾아봅니다. `started`는 채점을 시작한 때(CPU 초)입니다."""
    if wrong.named or len(answers) != 1 or not callable(answers[0]):
        return None
    reference = getattr(item.grader, "reference", None)
    vocabulary = reference and Vocabulary.of(reference)
    seconds = max(LEAST, CHECK - (time.process_time() - started))
    work = call(diagnose, (answers[0], item.grader.error, seconds, vocabulary), {}, 3 * seconds)
    return work.value


def _wrong(number: str, wrong: Wrong, found: Diagnosis | None, opened: Collection[int]) -> Result:
    name = wrong.misconception
    if found:
        name = AND.join(dict.fromkeys(found.mistakes))
    elif not wrong.explained:
        name = f"{name} 결정 하나나 둘을 고쳐 보았지만 까닭의 이름은 찾지 못했습니다."
    name = with_particles(name)
    lines = [f"[연습 {number}] 다시 살펴보십시오: {name}"]
    if found:
        lines.append(f"  살펴볼 줄: {', '.join(dict.fromkeys(f'`{line}`' for line in found.lines if line))}")
        lines.append(f"  드러난 것: {with_particles(wrong.misconception)}")
    evidence = (("넣은 것", wrong.given), ("바라는 것", wrong.expected), ("나온 것", wrong.got))
    lines += [f"  {title}: {show(value)}" for title, value in evidence if value is not None]
    if isinstance(wrong, Halted):
        lines.append("  다음에 할 것: 그 줄을 고친 다음, 답의 셀과 이 셀을 차례로 다시 실행하십시오.")
        return Result(State.WRONG, "\n".join(lines), name)
    speaks = hints.best(number, name, found.lines if found else ())
    hint, what = hints.advice(number, speaks, opened)
    lines.append(f"  다음에 할 것: {what}")
    return Result(State.WRONG, "\n".join(lines), name if found or wrong.explained else None, hint)


def check(number: str, *answers) -> None:
    """답을 살펴 결과를 찍고 진도를 적습니다. 노트북의 채점 셀이 부릅니다."""
    folder = progress.path()  # 답이 작업 폴더를 옮겨도 진도의 자리는 그대로입니다
    try:
        with _patience(number):
            result = grade(number, *answers, opened=progress.opened(str(number), folder))
    except ValueError as error:
        print(error)
        return
    print(shown(result))
    if result.state is State.NOT_WRITTEN:  # 손대지 않은 셀을 돌려 본 것은 풀어 본 것이 아닙니다
        return
    try:
        progress.record(str(number), result.state is State.RIGHT, folder, result.misconception, result.hint)
    except OSError as error:  # 진도를 적지 못해도 배우는 데는 지장이 없습니다
        print(f"  (진도를 적지 못했습니다: {error})")


@contextlib.contextmanager
def _patience(number: str) -> Iterator[None]:
    """오래 걸리는 채점(끝나지 않는 반복, 느린 컴퓨터)이 멈춘 것처럼 보이지 않게 합니다."""
    told = f"[연습 {number}] 살피고 있습니다. 답이 {SECONDS:g}초 안에 끝나지 않으면 멈춥니다."
    timer = threading.Timer(PATIENCE, print, (told,), {"file": sys.stdout, "flush": True})
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def shown(result: Result) -> str:
    """노트북에 찍을 글: 맨 앞에 상태마다 다른 색의 표를 답니다(주피터는 ANSI 색을 그립니다)."""
    return f"\x1b[1;38;2;255;255;255;48;2;{_COLORS[result.state]}m {result.state.value} \x1b[0m {result.text}"


def show(value) -> str:
    """증거로 보일 짧은 글. 큰 배열은 모양만 적습니다."""
    try:
        return _shown(value)
    except Exception:  # 보일 수 없는 값이라도 채점은 끝까지 말합니다
        return type(value).__name__


def _shown(value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (tuple, list)):
        text = f"({', '.join(map(show, value))})"
        return text if len(text) <= 300 else text[:300] + "…"
    numpy = getattr(value, "numpy", None)
    value = numpy() if numpy else value
    if getattr(value, "size", 1) > 24:
        return f"모양 {tuple(value.shape)}의 {value.dtype} 배열"
    is_number = getattr(value, "shape", None) == () or isinstance(value, float)
    text = f"{float(value):.6g}" if is_number else " ".join(str(value).split())
    return text if len(text) <= 300 else text[:300] + "…"


def _find(number: str) -> Exercise:
    chapter = number.partition(".")[0]
    known = [item.number for item in exercises(int(chapter))] if chapter.isdecimal() else []
    if number not in known:
        every = [item.number for each in CHAPTERS for item in exercises(each)]
        raise ValueError(f"연습 {number!r}은(는) 없습니다. 있는 번호: {', '.join(every) or '없음'}")
    return _EXERCISES[number]
