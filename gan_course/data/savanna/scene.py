"""장면 하나: 풍경 위에 동물을 놓고, 두 도메인의 모습과 몸 마스크를 함께 그립니다."""

import numpy as np

from .anatomy import Body, Skeleton, measure_body, random_skeleton
from .canvas import average, mix
from .coats import horse_coat, random_horse_colour, zebra_coat
from .landscape import Palette, Terrain, paint_landscape, random_terrain, summer_palette, winter_palette
from .regions import body_parts, landscape_parts

OVERSAMPLING = 2  # 두 배로 그려 평균 냅니다
SHORTEST_PERIOD = 3.0  # 줄무늬 한 벌의 가장 짧은 길이(결과 화소)


def draw(task: str, rng: np.random.Generator, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """정확한 짝 하나를 그립니다.

    Returns:
        a, b: uint8 [size, size, 3]. body: uint8 [size, size, 1]. 몸이 조금도 없는 곳만 0, 온통 몸인 곳만 255.
    """
    full = OVERSAMPLING * size
    terrain, summer, skeleton = _imagine(rng, full)
    colour = random_horse_colour(rng)
    light = (rng.uniform(-0.45, 0.45), -1.0)
    body = measure_body(skeleton, full, light, SHORTEST_PERIOD * OVERSAMPLING)
    horse = horse_coat(body, colour, rng, full)
    zebra = zebra_coat(body)
    meadow = _with_shadow(paint_landscape(terrain, summer), skeleton)
    if task == "horse2zebra":
        a, b = _put(meadow, body, horse), _put(meadow, body, zebra)
    else:
        coat = zebra if rng.random() < 0.5 else horse
        snow = _with_shadow(paint_landscape(terrain, winter_palette()), skeleton)
        a, b = _put(meadow, body, coat), _put(snow, body, coat)
    mask = np.zeros((full, full, 1), np.float32)
    mask[(*body.box, 0)] = body.alpha
    mask = average(mask, OVERSAMPLING) * 255
    mask = np.where(mask < 128, np.ceil(mask), np.floor(mask))
    return _to_uint8(a), _to_uint8(b), mask.astype(np.uint8)


def draw_regions(rng: np.random.Generator, size: int) -> dict[str, np.ndarray]:
    """같은 난수에서 `draw`가 그릴 장면의 부분들: 이름 → bool [size, size]. 온통 그 부분인 화소만 참입니다.

    장면은 task와 상관없이 같습니다. 나무는 여름의 잎과 겨울의 가지를 합한 자리이고, 어느 부분도 아닌 화소가 있습니다.
    """
    full = OVERSAMPLING * size
    terrain, summer, skeleton = _imagine(rng, full)
    landscape = landscape_parts(terrain, (summer, winter_palette()))
    animal, parts = body_parts(skeleton, full)
    wholly = {name: part & ~animal for name, part in landscape.items()} | parts
    return {name: average(part.astype(np.float32), OVERSAMPLING) == 1 for name, part in wholly.items()}


def _imagine(rng: np.random.Generator, full: int) -> tuple[Terrain, Palette, Skeleton]:
    """장면의 뼈대. 두 함수가 같은 차례로 난수를 뽑아야 같은 장면이 됩니다."""
    return random_terrain(rng, full), summer_palette(rng), random_skeleton(rng, full)


def _put(landscape: np.ndarray, body: Body, coat: np.ndarray) -> np.ndarray:
    image = landscape.copy()
    image[body.box] = mix(image[body.box], coat, body.alpha)
    return image


def _with_shadow(landscape: np.ndarray, skeleton: Skeleton) -> np.ndarray:
    size = len(landscape)
    left, right = skeleton.trunk.points[:, 0].min(), skeleton.trunk.points[:, 0].max()
    middle, half = (left + right) / 2, 0.8 * (right - left)
    depth = 0.075 * skeleton.scale
    top, bottom = max(0, int(skeleton.ground - 3 * depth)), min(size, int(skeleton.ground + 3 * depth) + 1)
    y = np.arange(top, bottom, dtype=np.float32)[:, None] + 0.5
    x = np.arange(size, dtype=np.float32)[None, :] + 0.5
    distance = ((x - middle) / half) ** 2 + ((y - skeleton.ground) / depth) ** 2
    landscape[top:bottom] *= 1 - 0.42 * np.exp(-1.2 * distance.astype(np.float32))[..., None]
    return landscape


def _to_uint8(image: np.ndarray) -> np.ndarray:
    return np.round(np.clip(average(image, OVERSAMPLING), 0, 1) * 255).astype(np.uint8)
