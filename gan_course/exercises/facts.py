"""까닭의 이름은 모르지만 수에서 곧바로 보이는 사실: 늘 같은 값, 몇 배, 얼마만큼 더 큰 값, 수가 아닌 값."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gan_course.exercises.values import as_numbers

NOT_NUMBERS = "값이 수가 아니거나(NaN) 무한대입니다."  # 사실일 뿐, 무엇이 잘못인지는 말해 주지 않습니다


def observed(wanted: Sequence, got: Sequence) -> str | None:
    """모든 경우에 맞는 사실 한 문장. 없으면 None.

    Args:
        wanted, got: 경우마다 바라는 것과 나온 것. 모양은 같습니다.
    """
    targets, values = (_together(parts) for parts in (wanted, got))
    if targets is None or values is None or targets.size < 3 or targets.shape != values.shape:
        return None
    if not np.isfinite(values).all():
        return NOT_NUMBERS if np.isfinite(targets).all() else None
    if np.ptp(targets) < 1e-6:
        return None
    if np.ptp(values) < 1e-9:
        return "무엇을 넣어도 늘 같은 값을 돌려주었습니다."
    large = np.abs(targets) > 1e-6
    if np.abs(values[~large]).max(initial=0) < 1e-6 and large.sum() >= 3:
        ratios = values[large] / targets[large]
        if np.ptp(ratios) < 1e-4 * max(abs(ratios[0]), 1e-9):
            if np.isclose(ratios[0], -1):
                return "부호가 뒤집혔습니다."
            return f"값이 모두 바라는 값의 {ratios[0]:.4g}배입니다."
    apart = values - targets
    if np.ptp(apart) < 1e-5:
        return f"값이 모두 바라는 값보다 {abs(apart[0]):.4g}만큼 {'큽니다' if apart[0] > 0 else '작습니다'}."
    return None


def _together(parts: Sequence) -> np.ndarray | None:
    """여러 경우의 수를 한 줄로. 튜플이거나 수가 아니면 None."""
    if any(isinstance(part, (tuple, list)) for part in parts):
        return None
    arrays = [as_numbers(part) for part in parts]
    return None if any(array is None for array in arrays) else np.concatenate([array.ravel() for array in arrays])
