"""장마다 한 줄인 진행 표시. 터미널에서는 그 줄이 1초마다 바뀌고, CI에서는 끝난 뒤 한 번만 적힙니다."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from tqdm import tqdm

from gan_course.course.report import duration


class Progress:
    """걸린 시간과 남은 시간.

    Args:
        expected: 장마다 걸릴 것으로 보는 시간(초). 모르면 None.
    """

    def __init__(self, expected: Sequence[float | None]):
        self.expected = list(expected)
        self.taken: list[float] = []

    def remaining(self, running: float = 0.0) -> float | None:
        """남은 시간(초). 이 컴퓨터의 빠르기는 끝난 장들이 예상과 견주어 얼마나 걸렸는지로 고칩니다.

        Args:
            running: 지금 장이 시작된 뒤 지난 시간(초).
        """
        left = self.expected[len(self.taken) :]
        if None in left:
            return None
        done = [(t, e) for t, e in zip(self.taken, self.expected, strict=False) if e]
        pace = sum(t for t, _ in done) / sum(e for _, e in done) if done else 1.0
        return max(pace * sum(left) - running, 0.0)

    @contextmanager
    def chapter(self, name: str) -> Iterator[Callable[[str], None]]:
        """장 하나를 실행하는 동안 줄을 새로 그립니다. 받은 함수에 결과를 알려 주면 마지막 줄을 적습니다."""
        head = f"[{len(self.taken) + 1}/{len(self.expected)}] {name}"
        started = time.monotonic()
        stop = threading.Event()
        # 터미널이 아니면 tqdm은 아무것도 그리지 않습니다.
        bar = tqdm(bar_format="{desc}", file=sys.stdout, leave=False, disable=not sys.stdout.isatty())

        def elapsed() -> float:
            return time.monotonic() - started

        def line(state: str, seconds: float, left: float | None) -> str:
            rest = f", 남은 시간 약 {duration(left)}" if left else ""
            return f"{head}  {state}  {duration(seconds)}{rest}"

        def tick() -> None:
            while not stop.wait(1.0):
                bar.set_description_str(line("실행 중", elapsed(), self.remaining(elapsed())))

        def close() -> None:
            if not stop.is_set():
                stop.set()
                ticker.join()
                bar.close()

        def finish(state: str) -> None:
            close()
            self.taken.append(elapsed())
            print(line(state, self.taken[-1], self.remaining()), flush=True)

        bar.set_description_str(line("실행 중", 0, self.remaining()))
        ticker = threading.Thread(target=tick, daemon=True)
        ticker.start()
        try:
            yield finish
        finally:
            close()
