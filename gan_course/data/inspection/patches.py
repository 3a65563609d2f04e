"""한 도메인의 사진마다 같은 자리에 같은 조각이 있고 다른 도메인에는 없는지: 워터마크, 날짜, 로고, 틀.

16x16칸으로 나누어 칸마다 사진 사이의 표준편차를 봅니다. 칸 하나(변의 16분의 1)가 통째로 들어가는, 비치지 않는 조각만
찾습니다.
"""

import numpy as np

from gan_course.data.inspection.auc import folded_auc

CELLS = 16
CONSTANT, VARIED = 6.0, 18.0  # 사진 사이의 표준편차(255 가운데): 한쪽은 이보다 작고, 다른 쪽은 이보다 큽니다
_ROWS, _COLUMNS = ("위", "가운데", "아래"), ("왼쪽", "가운데", "오른쪽")


def patch_separation(a: np.ndarray, b: np.ndarray) -> tuple[float, str | None]:
    """가장 잘 가르는 붙박이 칸의 (AUC, 자리의 이름). 그런 칸이 없으면 (0.5, None).

    Args:
        a: [n, h, w, 3], 0에서 255. h와 w는 `CELLS`의 배수.
        b: [m, h, w, 3].
    """
    best = (0.5, None)
    for constant, other in ((a, b), (b, a)):
        steady, varied = _cells(constant.std(axis=0).mean(axis=-1)), _cells(other.std(axis=0).mean(axis=-1))
        for row, column in np.argwhere((steady <= CONSTANT) & (varied >= VARIED)):
            template = _window(constant, row, column).mean(axis=0)
            distances = [
                np.abs(_window(images, row, column) - template).mean(axis=(1, 2, 3)) for images in (constant, other)
            ]
            if (auc := folded_auc(*distances)) > best[0]:
                best = (auc, _place(row, column))
    return best


def _cells(plane):
    side = plane.shape[0] // CELLS
    return plane.reshape(CELLS, side, CELLS, side).mean(axis=(1, 3))


def _window(images, row, column):
    side = images.shape[1] // CELLS
    return images[:, row * side : (row + 1) * side, column * side : (column + 1) * side]


def _place(row, column):
    vertical, horizontal = _ROWS[row * 3 // CELLS], _COLUMNS[column * 3 // CELLS]
    return "가운데" if vertical == horizontal else f"{vertical} {horizontal}"
