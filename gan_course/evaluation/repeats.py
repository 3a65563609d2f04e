"""한 번 잰 값을 믿지 않기: 씨앗마다 잰 값의 구간, 표본의 수에 따른 치우침."""

from typing import NamedTuple

import numpy as np
from scipy import stats


class MeanInterval(NamedTuple):
    """평균과 신뢰 구간."""

    mean: float
    low: float
    high: float


def mean_interval(values, confidence=0.95) -> MeanInterval:
    """씨앗마다 잰 값의 평균과, 스튜던트 t 분포의 신뢰 구간.

    값들이 서로 독립이고 정규 분포에 가깝다고 봅니다. 씨앗이 셋뿐이면 구간이 평균의 표준오차의 네 배가
    넘습니다. 그만큼 모른다는 뜻입니다.

    Args:
        values: 씨앗마다의 값 [n], n은 2 이상.
        confidence: 0과 1 사이.

    Returns:
        MeanInterval(mean, low, high).

    Raises:
        ValueError: 값이 둘보다 적거나, 유한하지 않거나, confidence가 범위를 벗어날 때.
    """
    values = np.asarray(values, np.float64)
    if values.ndim != 1 or len(values) < 2 or not np.isfinite(values).all() or not 0 < confidence < 1:
        raise ValueError(
            f"값의 모양이 {values.shape}, confidence가 {confidence}입니다. 유한한 값이 둘 이상이고 "
            "confidence는 0과 1 사이여야 합니다."
        )
    half = stats.t.ppf((1 + confidence) / 2, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values))
    mean = float(values.mean())
    return MeanInterval(mean, float(mean - half), float(mean + half))


def distances_by_sample_size(features, sizes, distance, repeats=10, seed=0) -> np.ndarray:
    """한 무리를 겹치지 않게 둘로 나누어 서로의 거리를 잰 것. 참값이 0이므로 잰 값이 곧 치우침과 퍼짐입니다.

    Args:
        features: 특징 [n, d].
        sizes: 한쪽의 표본 수의 목록. 저마다 1 이상 n/2 이하.
        distance: `distance(한쪽, 다른 쪽)`이 실수를 돌려주는 함수.
        repeats: 수마다 되풀이할 횟수. 그때마다 새로 나눕니다.
        seed: 난수의 씨앗.

    Returns:
        float64, [len(sizes), repeats].

    Raises:
        ValueError: sizes가 범위를 벗어나거나 repeats가 1보다 작을 때.
    """
    features = np.asarray(features)
    if repeats < 1 or not all(1 <= size <= len(features) // 2 for size in sizes):
        raise ValueError(
            f"sizes가 {list(sizes)}, repeats가 {repeats}이고 표본은 {len(features)}개입니다. "
            "sizes는 1 이상이고 표본 수의 절반 이하, repeats는 1 이상이어야 합니다."
        )
    random = np.random.default_rng(seed)

    def once(size):
        return distance(*features[random.choice(len(features), (2, size), replace=False)])

    return np.array([[once(size) for _ in range(repeats)] for size in sizes], np.float64)
