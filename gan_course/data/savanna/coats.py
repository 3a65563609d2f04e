"""털: 몸의 좌표를 말과 얼룩말의 색으로 바꿉니다."""

from typing import NamedTuple

import numpy as np

from .anatomy import Body
from .canvas import mix, smooth_noise

_BLACK = np.array([0.10, 0.09, 0.09], np.float32)
_WHITE = np.array([0.93, 0.91, 0.87], np.float32)
# (몸, 갈기와 꼬리, 다리 아래): 밤색, 적갈색, 흑갈색, 팔로미노, 담갈색, 회색
_COLOURS = np.array(
    [
        [[0.47, 0.26, 0.12], [0.10, 0.07, 0.06], [0.12, 0.08, 0.06]],
        [[0.60, 0.32, 0.14], [0.50, 0.25, 0.10], [0.50, 0.26, 0.11]],
        [[0.29, 0.18, 0.12], [0.09, 0.07, 0.06], [0.12, 0.08, 0.07]],
        [[0.76, 0.55, 0.29], [0.90, 0.82, 0.66], [0.80, 0.66, 0.44]],
        [[0.68, 0.49, 0.28], [0.13, 0.10, 0.08], [0.16, 0.12, 0.09]],
        [[0.56, 0.45, 0.36], [0.25, 0.20, 0.17], [0.28, 0.23, 0.20]],
    ],
    np.float32,
)


class HorseColour(NamedTuple):
    coat: np.ndarray
    hair: np.ndarray
    points: np.ndarray


def random_horse_colour(rng: np.random.Generator) -> HorseColour:
    """말의 털빛을 뽑습니다. 얼룩말에서는 보이지 않으므로 얼룩말의 말은 하나로 정해지지 않습니다."""
    brightness = np.float32(rng.uniform(0.88, 1.12))
    return HorseColour(*(_COLOURS[rng.integers(len(_COLOURS))] * brightness))


def horse_coat(body: Body, colour: HorseColour, rng: np.random.Generator, size: int) -> np.ndarray:
    """말의 색 [h, w, 3]. 옅은 얼룩 말고는 무늬가 없습니다."""
    dapple = smooth_noise(rng, (22, 22), (size, size))[body.box]
    coat = mix(np.broadcast_to(colour.coat, (*dapple.shape, 3)), colour.points, 0.85 * body.points)
    coat = mix(coat, colour.hair, body.horse_hair)
    return coat * (body.shade * (1 + 0.035 * dapple))[..., None]


def zebra_coat(body: Body) -> np.ndarray:
    """얼룩말의 색 [h, w, 3]. 난수가 없습니다: 몸의 좌표만으로 정해집니다."""
    wave = np.sin(np.float32(2 * np.pi) * body.phase)
    white = np.clip(0.54 + 1.15 * wave, 0, 1) * (1 - body.zebra_dark)
    return mix(_BLACK, _WHITE, white[..., None]) * body.shade[..., None]
