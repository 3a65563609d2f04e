"""학습자의 코드를 제 스레드에서 부릅니다: 끝나지 않으면 멈추고, 바꾸어 놓은 것은 되돌립니다.

스레드를 따로 두는 까닭이 셋 있습니다. 주 스레드를 붙들고 놓지 않는 코드(`except:`로 인터럽트를 삼키는 반복, 그래프 속의
반복, `sleep`)를 두고 떠날 수 있고, 운영 체제마다 다른 신호를 쓰지 않으며, 학습자의 코드가 거슬러 올라갈 수 있는 프레임에
바라는 값이 없습니다.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import os
import random
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType, ModuleType

import numpy as np

from gan_course._tensorflow import keras, tf

GRACE = 1.0  # 초. 멈추라고 한 뒤에 이만큼 더 기다리고, 그래도 돌고 있으면 두고 떠납니다
MEMORY = 6 * 2**30  # 바이트. 답 하나가 더 쓸 수 있는 주소 공간(Linux)


class TookTooLong(BaseException):
    """시간 초과. 학습자의 `except Exception`에 잡히지 않습니다."""


class Left(Exception):
    """학습자의 코드가 노트북을 끝내거나 멈추려 했음: `sys.exit()`, `quit()`, `input()`."""


@dataclass
class Outcome:
    """부른 결과: 돌려준 값 또는 예외, 찍은 글, 그리고 아직도 돌고 있는지."""

    value: object = None
    error: BaseException | None = None
    printed: str = ""
    running: bool = False


def call(function: Callable, arguments: tuple, keywords: dict, seconds: float) -> Outcome:
    """학습자의 코드를 불러 봅니다. 예외는 던지지 않고 담아 돌려줍니다.

    Args:
        function: 부를 것.
        arguments, keywords: 인자.
        seconds: 기다릴 시간(초).
    """
    outcome, printed, done = Outcome(), io.StringIO(), threading.Event()

    def work():
        sys.settrace(_untraced)  # 켜 두어야 나중에 프레임마다 걸 수 있습니다
        try:
            outcome.value = function(*arguments, **keywords)
        except BaseException as error:  # SystemExit과 KeyboardInterrupt까지: 학습자의 코드가 수업을 끝내지 못하게
            outcome.error = error
        finally:
            done.set()

    with _restored(), _no_way_out(function), _memory_limit(), contextlib.redirect_stdout(printed):
        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        try:
            finished = done.wait(seconds)
        except KeyboardInterrupt:  # 사용자가 멈춘 것입니다
            _stopped(thread, done)
            raise
        if not finished:
            finished = _stopped(thread, done)
            outcome = Outcome(error=TookTooLong(), running=not finished)
    outcome.printed = printed.getvalue()
    return outcome


def _stopped(thread: threading.Thread, done: threading.Event) -> bool:
    """스레드가 다음 줄로 갈 때마다 예외를 던집니다. 한 번은 `except:`가 삼켜도, 그 안의 줄에서 또 던집니다."""
    until = time.monotonic() + GRACE
    while not done.is_set() and time.monotonic() < until:
        frame = sys._current_frames().get(thread.ident)
        while frame is not None:
            if not _is_ours(frame):
                frame.f_trace = _raise
            frame = frame.f_back
        done.wait(0.02)
    return done.is_set()


def _is_ours(frame: FrameType) -> bool:
    return frame.f_code.co_filename in (__file__, threading.__file__)


def _untraced(frame, event, argument):
    return None


def _raise(frame, event, argument):
    raise TookTooLong


# ── 되돌리기 ──────────────────────────────────────────────────────────────────────────────────


def _guarded() -> list[ModuleType]:
    """학습자의 코드가 바꾸어 끼우면 뒤의 채점이 달라질 모듈."""
    return [builtins, np, np.linalg, np.random, tf, tf.math, tf.random, keras.losses, keras.optimizers, keras.ops]


@contextlib.contextmanager
def _restored() -> Iterator[None]:
    """난수의 상태, 작업 폴더, 숫자의 자료형, 바꾸어 끼운 함수를 부르기 앞으로 되돌립니다."""
    modules = [(module, dict(vars(module))) for module in _guarded()]
    numpy_state, python_state, folder = np.random.get_state(), random.getstate(), os.getcwd()
    floats, policy = keras.config.floatx(), keras.config.dtype_policy()
    eager = tf.config.functions_run_eagerly()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # 0으로 나눈 경고보다 채점의 설명이 낫습니다
            yield
    finally:
        for module, before in modules:
            now = vars(module)
            for name, value in before.items():
                if now.get(name) is not value:
                    setattr(module, name, value)
        np.random.set_state(numpy_state)
        random.setstate(python_state)
        if keras.config.floatx() != floats:
            keras.config.set_floatx(floats)
        if keras.config.dtype_policy() != policy:
            keras.config.set_dtype_policy(policy)
        if tf.config.functions_run_eagerly() != eager:
            tf.config.run_functions_eagerly(eager)
        with contextlib.suppress(OSError):
            os.chdir(folder)


@contextlib.contextmanager
def _no_way_out(function: Callable) -> Iterator[None]:
    """`quit`, `exit`, `input`을 부르면 커널이 꺼지거나 멈추는 대신 알려 줍니다."""

    def leave(*_, **__):
        raise Left

    names = [vars(builtins)]
    if isinstance(globals_ := getattr(function, "__globals__", None), dict):
        names.append(globals_)  # IPython은 quit과 exit를 학습자의 이름에 넣어 둡니다
    replaced = [(space, name, space[name]) for space in names for name in ("quit", "exit", "input") if name in space]
    for space, name, _ in replaced:
        space[name] = leave
    try:
        yield
    finally:
        for space, name, value in replaced:
            space[name] = value


@contextlib.contextmanager
def _memory_limit() -> Iterator[None]:
    """답이 메모리를 다 써 컴퓨터가 멈추지 않게 합니다. `resource`가 없는 Windows와, 따르지 않는 macOS에서는 아무것도 하지 않습니다."""
    if not sys.platform.startswith("linux"):
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    with open("/proc/self/statm", encoding="ascii") as pages:
        used = int(pages.read().split()[0]) * resource.getpagesize()
    limit = used + MEMORY
    if soft != resource.RLIM_INFINITY:
        limit = min(limit, soft)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
