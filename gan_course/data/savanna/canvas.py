"""도화지: 매끈한 잡음, 관(tube) 모양의 몸 부위, 색 섞기. 모두 float32 numpy입니다.

길이의 단위는 화소이고, 점은 (x, y)이며 y는 아래로 자랍니다.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

Box = tuple[slice, slice]  # (세로, 가로)


@lru_cache(maxsize=128)
def _interpolation(cells: int, pixels: int) -> np.ndarray:
    """격자 값 cells개를 화소 pixels개로 잇는 3차(B-스플라인) 보간 행렬 [pixels, cells + 3]."""
    position = (np.arange(pixels) + 0.5) / pixels * cells
    left = np.minimum(position.astype(int), cells - 1)
    t = position - left
    matrix = np.zeros((pixels, cells + 3), np.float32)
    rows = np.arange(pixels)
    for k, weight in enumerate(((1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3)):
        matrix[rows, left + k] = weight / 6
    return matrix


def smooth_noise(rng: np.random.Generator, cells: tuple[int, int], shape: tuple[int, int]) -> np.ndarray:
    """세로 cells[0]칸, 가로 cells[1]칸짜리 매끈한 잡음 [높이, 너비]. 평균 0, 표준편차 약 1.

    격자의 난수 개수가 그림 크기와 무관하므로, 같은 씨앗은 어느 크기에서나 같은 무늬를 냅니다.
    """
    grid = rng.standard_normal((cells[0] + 3, cells[1] + 3), dtype=np.float32)
    return 2.1 * _interpolation(cells[0], shape[0]) @ grid @ _interpolation(cells[1], shape[1]).T


def smooth_line(rng: np.random.Generator, cells: int, pixels: int) -> np.ndarray:
    """한 줄짜리 매끈한 잡음 [너비]. 평균 0, 표준편차 약 1."""
    return 1.45 * _interpolation(cells, pixels) @ rng.standard_normal(cells + 3, dtype=np.float32)


def mix(below: np.ndarray, above: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """alpha만큼 above로 덮습니다. 색이면 alpha [h, w]를 [h, w, 1]로 넓힙니다."""
    if below.ndim == alpha.ndim + 1:
        alpha = alpha[..., None]
    return below + (above - below) * alpha


class Tube(NamedTuple):
    """굵기가 변하는 꺾은선 하나를 화소마다 잰 것. 모두 [h, w]."""

    depth: np.ndarray  # 겉면까지의 거리. 안쪽이 +, 바깥쪽이 -
    along: np.ndarray  # 첫 점부터 축을 따라 잰 거리. 끝을 넘어서도 곧게 이어집니다(음수 가능)
    normal_x: np.ndarray  # 둥근 겉면의 법선(그림 평면 성분), 길이 0..1
    normal_y: np.ndarray


def measure_tube(points: np.ndarray, radii: np.ndarray, box: Box) -> Tube:
    """꺾은선 points [k, 2], 굵기 radii [k]를 box 안의 화소마다 잽니다.

    선분마다 반지름이 고르게 변하는 원뿔이고, 화소는 가장 깊이 잠긴 선분에 속합니다.
    """
    y = np.arange(box[0].start, box[0].stop, dtype=np.float32)[:, None] + 0.5
    x = np.arange(box[1].start, box[1].stop, dtype=np.float32)[None, :] + 0.5
    points, radii = points.astype(np.float32), radii.astype(np.float32)
    best, start, last = None, np.float32(0), len(points) - 2
    for index, ((px, py), (qx, qy), a, b) in enumerate(zip(points, points[1:], radii, radii[1:])):
        dx, dy = qx - px, qy - py
        length = np.hypot(dx, dy) + np.float32(1e-6)
        ux, uy = dx / length, dy / length
        rx, ry = x - px, y - py
        projection = rx * ux + ry * uy
        t = np.clip(projection, 0, length)
        along = np.clip(projection, None if index == 0 else 0, None if index == last else length)
        rx, ry = rx - t * ux, ry - t * uy
        radius = a + (b - a) / length * t
        distance = np.sqrt(rx * rx + ry * ry)
        depth = radius - distance
        scale = 1 / np.maximum(radius, distance)
        here = (depth, start + along, rx * scale, ry * scale)
        if best is None:
            best = here
        else:
            closer = depth > best[0]
            best = tuple(np.where(closer, new, old) for new, old in zip(here, best))
        start = start + length
    return Tube(*best)


def tube_box(points: np.ndarray, radii: np.ndarray, size: tuple[int, int], margin: float = 1.5) -> Box:
    """꺾은선이 닿는 화소의 네모. 그림 밖은 잘라 냅니다(적어도 한 화소)."""
    low = np.floor((points - radii[:, None]).min(0) - margin).astype(int)
    high = np.ceil((points + radii[:, None]).max(0) + margin).astype(int)
    x0, y0 = np.clip(low, 0, (size[1] - 1, size[0] - 1))
    x1, y1 = np.clip(high, (x0 + 1, y0 + 1), (size[1], size[0]))
    return slice(y0, y1), slice(x0, x1)


def cover(depth: np.ndarray) -> np.ndarray:
    """겉면까지의 거리를 덮는 정도 0..1로 바꿉니다(한 화소에 걸쳐 번짐)."""
    return np.clip(depth + np.float32(0.5), 0, 1)


def average(image: np.ndarray, factor: int) -> np.ndarray:
    """factor x factor 화소를 하나로 평균 냅니다."""
    total = sum(image[i::factor, j::factor] for i in range(factor) for j in range(factor))
    return total / np.float32(factor**2)
