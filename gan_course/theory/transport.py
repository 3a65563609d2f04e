"""모래 더미를 옮기는 품: 바서슈타인 거리(1차원).

한 분포의 모래 더미를 다른 분포의 모양으로 옮길 때, 옮긴 양과 옮긴 거리를 곱해 모두 더한 것이 품입니다. 가장 적은
품이 바서슈타인(Wasserstein) 거리이고, 흙을 옮기는 사람의 거리(earth mover's distance)라고도 합니다.
"""

import numpy as np


def wasserstein_distance(first, second, places):
    """직선 위의 두 더미 사이의 바서슈타인 거리: 왼쪽부터 쌓은 양의 차이에 칸의 너비를 곱해 더합니다.

    어느 자리의 왼쪽에 있는 모래가 목표보다 남으면 남는 만큼 그 자리를 건너야 하고, 모자라면 그만큼 건너와야
    합니다. 그래서 건너는 양은 쌓은 양의 차이의 크기보다 적을 수 없고, 왼쪽부터 차례로 옮기면 꼭 그만큼입니다.

    Args:
        first, second: 자리마다의 양 [n], 0 이상, 합이 같아야 합니다.
        places: 자리 [n], 차례로 커져야 합니다.

    Returns:
        float: 양에 거리를 곱한 단위. 합이 1이면 평균 거리입니다.

    Raises:
        ValueError: 모양이 다르거나, 음수가 있거나, 합이 다르거나, 자리가 차례로 커지지 않을 때.
    """
    first, second, places = _checked("wasserstein_distance", first, second, places)
    crossing = np.abs(np.cumsum(first - second))[:-1]
    return float(np.sum(crossing * np.diff(places)))


def cheapest_plan(first, second, places):
    """가장 싼 계획: i번째 자리에서 j번째 자리로 옮기는 양. 왼쪽의 모래부터 왼쪽의 빈 곳을 채웁니다.

    Args:
        first, second, places: `wasserstein_distance`와 같습니다.

    Returns:
        float64 [n, n]. 줄의 합은 first, 칸의 합은 second입니다.

    Raises:
        ValueError: `wasserstein_distance`와 같습니다.
    """
    first, second, places = _checked("cheapest_plan", first, second, places)
    bottom = np.concatenate([[0.0], np.cumsum(first)])
    left = np.concatenate([[0.0], np.cumsum(second)])
    overlap = np.minimum(bottom[1:, None], left[None, 1:]) - np.maximum(bottom[:-1, None], left[None, :-1])
    return np.maximum(overlap, 0.0)


def _checked(function, first, second, places):
    first, second, places = (np.asarray(values, np.float64) for values in (first, second, places))
    if first.ndim != 1 or not first.shape == second.shape == places.shape:
        raise ValueError(
            f"{function}: 두 더미와 자리의 모양이 {first.shape}, {second.shape}, {places.shape}입니다. "
            "자리마다의 양과 자리를 같은 길이의 1차원으로 주십시오."
        )
    if not (np.all(first >= 0) and np.all(second >= 0)):
        raise ValueError(f"{function}: 더미에 음수나 NaN이 있습니다. 양은 0 이상이어야 합니다.")
    if not np.isclose(first.sum(), second.sum()):
        raise ValueError(
            f"{function}: 두 더미의 합이 {first.sum():g}, {second.sum():g}입니다. "
            "모래는 생기지도 없어지지도 않으므로 합을 같게 주십시오."
        )
    if not np.all(np.diff(places) > 0):
        raise ValueError(f"{function}: 자리가 차례로 커지지 않습니다. 작은 자리부터 한 번씩만 적으십시오.")
    return first, second, places
