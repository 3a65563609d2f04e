"""통계 하나가 두 도메인을 가르는 정도."""

import numpy as np


def folded_auc(a: np.ndarray, b: np.ndarray) -> float:
    """아무 a와 아무 b에서 b가 더 클 확률(같으면 반)을 0.5에서 먼 쪽으로 접은 것(Mann-Whitney의 U를 n·m으로 나눈 값)."""
    order = np.sort(a)
    below = np.searchsorted(order, b, "left") + np.searchsorted(order, b, "right")
    auc = float(below.sum() / (2 * len(a) * len(b)))
    return max(auc, 1 - auc)
