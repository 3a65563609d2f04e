"""훈련 하나의 성적표에 드는 수: KID를 손대지 않은 것과 진짜끼리의 값 사이에 놓습니다."""

from typing import NamedTuple

import numpy as np

from gan_course.evaluation.kernel import kernel_distance, kernel_distance_interval

SPLITS = 20


class Distance(NamedTuple):
    """KID 하나와 그 구간."""

    value: float

    low: float
    """95% 구간의 아래 끝."""

    high: float
    """95% 구간의 위 끝."""


class Standing(NamedTuple):
    """만든 것이 진짜에서 얼마나 먼지를, 견줄 두 값과 함께."""

    made: Distance
    """만든(옮긴) 것과 진짜. 구간은 이미지를 다시 뽑는 부트스트랩입니다."""

    untouched: Distance | None
    """손대지 않은 입력과 진짜: 아무것도 하지 않았을 때의 값. 입력이 잡음이면 None. 구간은 부트스트랩입니다."""

    halves: Distance
    """진짜를 반씩 나누어 견준 것: 닿을 수 있는 바닥. 값은 `SPLITS`번의 평균, 구간은 그 2.5%와 97.5%입니다."""

    @property
    def is_closer(self) -> bool | None:
        """손대지 않은 것보다 가까우면 True, 멀면 False, 구간이 겹치거나 견줄 것이 없으면 None."""
        if self.untouched is None or (self.made.high >= self.untouched.low and self.made.low <= self.untouched.high):
            return None
        return self.made.high < self.untouched.low

    @property
    def is_told_apart(self) -> bool:
        """진짜끼리의 값보다 구간이 통째로 먼지."""
        return self.made.low > self.halves.high


def standing(real, made, untouched=None, seed=0) -> Standing:
    """특징으로 `Standing`을 잽니다.

    Args:
        real: 진짜의 특징 [n, d], n은 4 이상.
        made: 만든 것의 특징 [m, d], m은 2 이상.
        untouched: 손대지 않은 입력의 특징 [k, d]. None이면 재지 않습니다.
        seed: 부트스트랩과 반으로 나누는 씨앗.

    Raises:
        ValueError: 진짜가 넷보다 적거나, `kernel_distance`가 받지 않는 특징일 때.
    """
    real = np.asarray(real)
    if len(real) < 4:
        raise ValueError(f"진짜가 {len(real)}장입니다. 반으로 나누어 견주려면 넷 이상이 있어야 합니다.")
    rng = np.random.default_rng(seed)
    orders = [rng.permutation(len(real)) for _ in range(SPLITS)]
    values = [kernel_distance(*np.split(real[order], [len(real) // 2])) for order in orders]
    low, high = np.quantile(values, [0.025, 0.975])
    halves = Distance(float(np.mean(values)), float(low), float(high))
    return Standing(
        _distance(real, made, seed), None if untouched is None else _distance(real, untouched, seed), halves
    )


def _distance(real, other, seed):
    return Distance(kernel_distance(real, other), *kernel_distance_interval(real, other, seed=seed))
