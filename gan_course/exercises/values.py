"""돌려준 값: 바라는 꼴로 읽기, 같은지, 얼마나 먼지."""

from __future__ import annotations

import numpy as np

from gan_course._tensorflow import tf

ANYTHING = object()  # 오답의 값 가운데 묻지 않을 자리
OTHER_KIND = 1e6  # 모양이나 종류가 다를 때의 거리
# 학습자가 np.allclose를 바꾸어 끼워도 견주기는 그대로입니다.
_allclose, _asarray = np.allclose, np.asarray


def like(value, target):
    """꼴이 달라도 뜻이 같은 값을 바라는 꼴로 읽습니다.

    튜플 대신 배열이나 텐서, 배열 대신 목록, 수 하나 대신 원소가 하나인 1차원 배열을 받습니다.
    """
    try:
        if isinstance(target, (tuple, list)):
            if tf.is_tensor(value) or isinstance(value, np.ndarray):
                value = tuple(value) if np.shape(value)[:1] == (len(target),) else value
            if not isinstance(value, (tuple, list)) or len(value) != len(target):
                return value
            return tuple(like(one, other) for one, other in zip(value, target))
        if target is ANYTHING:
            return value
        if isinstance(value, (list, tuple)) and _shallow(value):
            value = _asarray(value)
        if np.shape(target) == () and np.shape(value) == (1,):
            return value[0]
    except Exception:  # 수가 아닌 것은 받은 그대로 두고, 견주는 쪽이 말합니다
        return value
    return value


def close(value, target, tolerance: float = 1e-4) -> bool:
    """값의 모양이 같고 오차 안인지. 튜플이면 하나하나 견주고, `ANYTHING`은 무엇과도 같습니다."""
    return distance(value, target, tolerance) == 0


def distance(value, target, tolerance: float = 1e-4) -> float:
    """오차 안이면 0, 아니면 얼마나 먼지(양수). 모양이나 종류가 다르면 `OTHER_KIND`입니다."""
    if target is ANYTHING:
        return 0.0
    if isinstance(target, (tuple, list)):
        if not isinstance(value, (tuple, list)) or len(value) != len(target):
            return OTHER_KIND
        return float(sum(distance(v, t, tolerance) for v, t in zip(value, target)))
    if value is None or target is None:
        return 0.0 if value is target else OTHER_KIND
    if isinstance(value, (tuple, list)):
        return OTHER_KIND
    value, target = as_numbers(value), as_numbers(target)
    if value is None or target is None or value.shape != target.shape:
        return OTHER_KIND
    if _allclose(value, target, rtol=tolerance, atol=tolerance, equal_nan=True):
        return 0.0
    with np.errstate(all="ignore"):
        far = np.mean(np.abs(value - target)) / (np.mean(np.abs(target)) + tolerance)
    return float(np.clip(far, tolerance, 1e3)) if np.isfinite(far) else 1e3


def number(value) -> float:
    """수 하나. 수가 아니면 NaN."""
    array = as_numbers(value)
    return float(array.reshape(())) if array is not None and array.size == 1 else float("nan")


def as_numbers(value) -> np.ndarray | None:
    """float64 배열. 수로 읽을 수 없는 것(글자, 복소수, 함수, 고르지 않은 목록)이면 None."""
    try:
        if not _shallow(value):
            return None
        array = _asarray(value)
        return array.astype(np.float64) if array.dtype.kind in "biuf" else None
    except Exception:
        return None


def _shallow(value, depth: int = 6) -> bool:
    """목록이 얕은지. 자기 자신이 든 목록(``pool.append(pool)``)을 NumPy는 끝없이 따라 들어갑니다."""
    if not isinstance(value, (list, tuple)):
        return True
    return depth > 0 and all(_shallow(one, depth - 1) for one in value[:1000])


def flat(values) -> np.ndarray:
    """모양이 다른 배열들을 한 줄로."""
    return np.concatenate([np.ravel(value) for value in values])
