"""생성자가 평면을 어떻게 늘이고 접는지: 격자의 칸마다 넓이가 몇 배가 되는지."""

import numpy as np


def area_ratios(lattice, moved):
    """격자의 칸마다, 옮긴 뒤의 넓이가 옮기기 전의 몇 배인지(야코비 행렬식을 칸마다 잰 값).

    Args:
        lattice: 잠재 평면의 격자점 [행, 열, 2], 행과 열은 2 이상.
        moved: 생성자가 옮긴 그 점들, 같은 모양.

    Returns:
        `numpy.ndarray` float64 [행 - 1, 열 - 1]. 1보다 크면 늘어난 칸, 작으면 줄어든 칸이고, **음수면 뒤집힌 칸**입니다.

    Raises:
        ValueError: 모양이 다르거나, 넓이가 0인 칸이 `lattice`에 있을 때.
    """
    lattice, moved = np.asarray(lattice, np.float64), np.asarray(moved, np.float64)
    if lattice.shape != moved.shape or lattice.ndim != 3 or lattice.shape[2] != 2 or min(lattice.shape[:2]) < 2:
        raise ValueError(
            f"area_ratios: lattice의 모양은 {lattice.shape}, moved의 모양은 {moved.shape}입니다. "
            "둘 다 [행, 열, 2]이고 행과 열이 2 이상이어야 합니다. `plane_grid`의 점이면 reshape(수, 수, 2)를 하십시오."
        )
    before = _signed_areas(lattice)
    if not np.all(before):
        raise ValueError("area_ratios: lattice에 넓이가 0인 칸이 있습니다. 서로 다른 점으로 된 격자를 주십시오.")
    return _signed_areas(moved) / before


def _signed_areas(points):
    """네 꼭짓점의 칸마다 부호가 붙은 넓이: 두 대각선의 외적의 반."""
    rising = points[1:, 1:] - points[:-1, :-1]
    falling = points[1:, :-1] - points[:-1, 1:]
    return (rising[..., 0] * falling[..., 1] - rising[..., 1] * falling[..., 0]) / 2
