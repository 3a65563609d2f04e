"""장마다 한 줄인 진행 표시. 터미널에서는 그 줄이 1초마다 바뀌고, CI에서는 끝난 뒤 한 번만 적힙니다."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from tqdm import tqdm

from gan_course.durations import duration

# 초. 적혀 있던 대로 걸린 셀이 이만큼 있었던 것으로 치고 시작합니다. 짧은 셀 하나로 빠르기를 단정하지 않습니다.
UNSURE = 10.0


class Progress:
    """지금 실행하는 셀, 걸린 시간, 남은 시간.

    Args:
        recorded: 장마다, 코드 셀마다 걸렸던 시간(초). 모르는 장이면 None.
        clock: 지금의 초를 내는 함수.
    """

    def __init__(self, recorded: Sequence[Sequence[float] | None], clock: Callable[[], float] = time.monotonic):
        self.recorded = list(recorded)
        self.clock = clock
        self.finished = 0  # 끝난 장의 수
        self._past = (0.0, 0.0)  # 끝난 셀들에 걸린 시간과, 적혀 있던 시간
        self._cell: int | None = None
        self._began = clock()

    def remaining(self) -> float | None:
        """남은 시간(초). 모르는 장이 남아 있으면 None.

        남은 셀들에 적혀 있던 시간에, 이 컴퓨터의 빠르기(끝난 셀들이 적혀 있던 것의 몇 배 걸렸는지)를 곱합니다.
        지금 셀이 벌써 그보다 오래 걸리고 있으면 그만큼 느린 컴퓨터로 봅니다.
        """
        left = self.recorded[self.finished :]
        if None in left:
            return None
        taken, expected = self._past
        pace = (taken + UNSURE) / (expected + UNSURE)
        rest = sum(map(sum, left))
        if self._cell is None:
            return pace * rest
        spent, now = self.clock() - self._began, left[0][self._cell]
        pace = max(pace, (taken + spent + UNSURE) / (expected + now + UNSURE))
        rest -= sum(left[0][: self._cell + 1])
        return pace * rest + max(pace * now - spent, 0.0)

    def cell(self, number: int) -> None:
        """`number`번째(0부터) 코드 셀이 시작되었습니다. 앞의 셀은 끝난 것입니다."""
        self._end_cell()
        self._cell, self._began = number, self.clock()

    def _end_cell(self) -> None:
        record = self.recorded[self.finished]
        if self._cell is not None and record:
            taken, expected = self._past
            self._past = taken + self.clock() - self._began, expected + record[self._cell]
        self._cell = None

    @contextmanager
    def chapter(self, name: str) -> Iterator[Callable[[str], None]]:
        """장 하나를 실행하는 동안 줄을 새로 그립니다. 받은 함수에 결과를 알려 주면 마지막 줄을 적습니다."""
        head = f"[{self.finished + 1}/{len(self.recorded)}] {name}"
        cells = self.recorded[self.finished]
        started = self.clock()
        stop = threading.Event()
        # 터미널이 아니면 tqdm은 아무것도 그리지 않습니다.
        bar = tqdm(bar_format="{desc}", file=sys.stdout, leave=False, disable=not sys.stdout.isatty())

        def line(state: str) -> str:
            left = self.remaining() if self.finished < len(self.recorded) else None
            rest = "" if left is None else f", 남은 시간 약 {duration(left)}"
            return f"{head}  {state}  {duration(self.clock() - started)}{rest}"

        def draw() -> None:
            number = self._cell
            total = f"/{len(cells)}" if cells else ""
            bar.set_description_str(line("준비 중" if number is None else f"셀 {number + 1}{total}"))

        def tick() -> None:
            while not stop.wait(1.0):
                draw()

        def close() -> None:
            if not stop.is_set():
                stop.set()
                ticker.join()
                bar.close()

        def finish(state: str) -> None:
            close()
            self._end_cell()
            self.finished += 1
            print(line(state), flush=True)

        draw()
        ticker = threading.Thread(target=tick, daemon=True)
        ticker.start()
        try:
            yield finish
        finally:
            close()
