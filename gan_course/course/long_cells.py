"""어느 셀이 긴 훈련인지: `TRAIN=False`로 실행하면 체크포인트를 불러오는 것으로 바뀌는 셀."""

from __future__ import annotations

from collections.abc import Sequence

TRAINING = 3.0  # 초. 이보다 오래 걸린 셀은 훈련으로 봅니다
LOADING = 1.0  # 초. 훈련하는 대신 체크포인트를 불러오는 셀


def trains(source: str, seconds: float) -> bool:
    """오래 걸린 셀이면 참. 들여오는 셀도 오래 걸리지만 훈련은 아닙니다."""
    return seconds >= TRAINING and "from gan_course import" not in source


def can_skip(sources: Sequence[str]) -> bool:
    """훈련을 건너뛸 수 있는 장이면 참: 매개변수 `TRAIN`이 있습니다."""
    return any("TRAIN = True" in source for source in sources)


def without_training(sources: Sequence[str], seconds: Sequence[float]) -> list[float]:
    """`TRAIN=False`일 때 셀마다 걸릴 것으로 어림한 시간(초)."""
    if not can_skip(sources):
        return list(seconds)
    return [LOADING if trains(*each) else each[1] for each in zip(sources, seconds, strict=True)]
