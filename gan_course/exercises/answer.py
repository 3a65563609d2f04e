"""학습자의 답을 안전하게 불러 봅니다: 예외, 끝나지 않는 반복, 찍기만 하고 돌려주지 않은 값을 차분히 설명합니다."""

from __future__ import annotations

import _thread
import contextlib
import inspect
import io
import re
import signal
import threading
import time
import traceback
import warnings
from collections.abc import Callable

STUB = "...  # 여기에 작성하십시오"
SECONDS = 20.0
_STUB_LINE = re.compile(rf"^\s*{re.escape(STUB)}\s*$", re.M)


class NotWritten(Exception):
    """아직 작성하지 않은 답. 글은 주어진 코드의 증상이며, 없어도 됩니다."""


class Wrong(Exception):
    """틀린 답: 무엇을 오해했는지와 그 증거.

    Args:
        misconception: 오해의 이름 한 문장. 예: "진짜와 가짜의 레이블이 바뀌었습니다."
        given, expected, got: 넣은 것, 바라는 것, 나온 것. 보일 것이 없으면 None.
        hint: 이어서 펴 볼 힌트의 번호(1에서 3).
    """

    def __init__(self, misconception: str, given=None, expected=None, got=None, hint: int = 1):
        super().__init__(misconception)
        self.misconception = misconception
        self.given, self.expected, self.got = given, expected, got
        self.hint = hint


class Answer:
    """학습자의 함수. 부르면 돌려준 값을 주고, 부를 수 없으면 `NotWritten`이나 `Wrong`을 냅니다.

    Args:
        function: 학습자가 쓴 것. 함수가 아니면 부를 때 알려 줍니다.
        seconds: 한 번 부르는 데 기다릴 시간(초). 없으면 `SECONDS`.
    """

    def __init__(self, function: Callable, seconds: float | None = None):
        self.function = function
        self.seconds = SECONDS if seconds is None else seconds
        self.name = getattr(function, "__name__", "답")

    def __call__(self, *arguments, **keywords):
        if self.function is None or self.function is ...:
            raise NotWritten
        if not callable(self.function):
            raise Wrong(
                f"함수를 넘겨야 하는데 {type(self.function).__name__}을(를) 넘겼습니다. 이름 뒤의 괄호를 빼십시오.",
                expected=f"check(..., {self.name})처럼 함수 자체",
                got=repr(self.function)[:200],
            )
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed), warnings.catch_warnings(), _time_limit(self.seconds):
                warnings.simplefilter("ignore")  # 0으로 나눈 경고보다 채점의 설명이 낫습니다
                result = self.function(*arguments, **keywords)
        except _TookTooLong:
            self._not_written_if_stub()
            raise Wrong(
                f"{self.seconds:g}초가 지나도 끝나지 않아 멈추었습니다. 끝나지 않는 반복이 있는지 살펴보십시오."
            ) from None
        except NotImplementedError:
            raise NotWritten from None
        except Exception as error:
            self._not_written_if_stub()
            raise Wrong(
                f"{self.name}을(를) 실행하다가 {type(error).__name__} 오류가 났습니다.",
                got=f"{_line_of(error, self.function)}{_first_line(error)}",
            ) from None
        if result is None or result is ...:
            self._not_written_if_stub()
            if printed.getvalue().strip():
                raise Wrong(
                    "값을 print로 찍기만 하고 돌려주지 않았습니다. 마지막 줄을 return으로 바꾸십시오.",
                    expected="return으로 돌려준 값",
                    got=f"찍힌 글: {printed.getvalue().strip()[:200]}",
                )
            raise Wrong("None을 돌려주었습니다. 계산한 값을 return으로 돌려주십시오.", expected="계산한 값", got="None")
        return result

    def _not_written_if_stub(self) -> None:
        if _STUB_LINE.search(_source(self.function)):
            raise NotWritten from None


class _TookTooLong(BaseException):
    """학습자의 `except Exception`에 잡히지 않는 시간 초과."""


@contextlib.contextmanager
def _time_limit(seconds: float):
    """주 스레드에서 시간이 지나면 멈춥니다. Ctrl-C와 같은 길이라 Windows에서도 됩니다."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    fired = threading.Event()

    def interrupt():
        fired.set()
        _thread.interrupt_main()

    # 뒤에서 도는 프로세스는 SIGINT를 무시하게 되어 있기도 합니다. 그러면 멈출 길이 없습니다.
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(seconds, interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    except KeyboardInterrupt:
        if fired.is_set():
            raise _TookTooLong from None
        raise  # 사용자가 멈춘 것입니다
    finally:
        timer.cancel()
        if fired.is_set():  # 끝나는 순간에 울린 종은 여기서 받습니다
            with contextlib.suppress(KeyboardInterrupt):
                time.sleep(0.05)
        signal.signal(signal.SIGINT, signal.SIG_DFL if previous is None else previous)


def _source(function: Callable) -> str:
    try:
        return inspect.getsource(function)
    except (OSError, TypeError):
        return ""


def _line_of(error: Exception, function: Callable) -> str:
    """오류가 난 학습자의 줄. 패키지 안에서 났다면 학습자의 코드에서 마지막으로 지나간 줄입니다."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if code and frame.filename == code.co_filename
    ]
    return f"`{frames[-1].line}` 줄에서 " if frames and frames[-1].line else ""


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
