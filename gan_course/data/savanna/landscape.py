"""풍경: 하늘, 언덕, 덤불, 나무, 풀밭. 한 번 뽑은 지형을 여러 계절로 칠합니다."""

from typing import NamedTuple

import numpy as np

from .canvas import cover, measure_tube, mix, smooth_line, smooth_noise, tube_box


class Palette(NamedTuple):
    """색은 RGB 0..1."""

    sky: np.ndarray  # 하늘 위
    haze: np.ndarray  # 지평선 쪽 하늘
    cloud: np.ndarray
    hill: np.ndarray
    bush: np.ndarray
    leaf: np.ndarray
    bark: np.ndarray
    ground: np.ndarray
    far_ground: np.ndarray
    roughness: float  # 풀 무늬의 세기
    leaves: bool  # 거짓이면 나무가 헐벗습니다
    snow: float  # 나무와 덤불에 쌓인 눈 0..1


class Tree(NamedTuple):
    x: float
    foot: float
    height: float
    spread: float


class Terrain(NamedTuple):
    """size x size 그림의 지형. 계절이 바뀌어도 그대로인 것."""

    size: int
    horizon: np.ndarray  # [너비] 지평선의 y
    ridge: np.ndarray  # [너비] 언덕 꼭대기의 y
    bush: np.ndarray  # [너비] 덤불의 높이(화소), 없는 곳은 음수
    trees: tuple[Tree, ...]
    clouds: np.ndarray  # [size, size]
    grass: np.ndarray
    patches: np.ndarray
    foliage: np.ndarray


def _rgb(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


# (하늘 위, 지평선 쪽)
_SKIES = (
    (_rgb(0.36, 0.60, 0.90), _rgb(0.76, 0.88, 0.96)),
    (_rgb(0.50, 0.70, 0.92), _rgb(0.86, 0.92, 0.95)),
    (_rgb(0.62, 0.72, 0.84), _rgb(0.96, 0.86, 0.70)),
    (_rgb(0.66, 0.72, 0.78), _rgb(0.84, 0.86, 0.86)),
)
# (땅, 먼 땅, 덤불, 나뭇잎)
_GREEN = (_rgb(0.36, 0.52, 0.20), _rgb(0.52, 0.63, 0.32), _rgb(0.20, 0.34, 0.13), _rgb(0.23, 0.40, 0.13))
_MEADOW = (_rgb(0.50, 0.58, 0.25), _rgb(0.63, 0.68, 0.38), _rgb(0.27, 0.37, 0.16), _rgb(0.30, 0.42, 0.15))
_GOLD = (_rgb(0.74, 0.61, 0.31), _rgb(0.83, 0.73, 0.45), _rgb(0.38, 0.37, 0.18), _rgb(0.38, 0.42, 0.17))
_OCHRE = (_rgb(0.64, 0.50, 0.30), _rgb(0.75, 0.63, 0.43), _rgb(0.34, 0.32, 0.18), _rgb(0.34, 0.38, 0.17))


def summer_palette(rng: np.random.Generator) -> Palette:
    """푸르거나 금빛인 여름."""
    sky, haze = _SKIES[rng.integers(4)]
    ground, far, bush, leaf = (_GREEN, _MEADOW, _GOLD, _OCHRE)[rng.integers(4)]
    light = np.float32(rng.uniform(0.92, 1.06))
    return Palette(
        sky=sky, haze=haze, cloud=_rgb(1.0, 0.99, 0.97), hill=0.5 * haze + 0.5 * bush, bush=bush * light,
        leaf=leaf * light, bark=_rgb(0.30, 0.22, 0.15), ground=ground * light, far_ground=far * light,
        roughness=0.13, leaves=True, snow=0.0,
    )  # fmt: skip


def winter_palette() -> Palette:
    """눈 덮인 겨울. 난수가 없습니다: 여름의 지형만으로 정해집니다."""
    return Palette(
        sky=_rgb(0.58, 0.65, 0.74), haze=_rgb(0.83, 0.86, 0.89), cloud=_rgb(0.93, 0.94, 0.95),
        hill=_rgb(0.70, 0.75, 0.82), bush=_rgb(0.42, 0.38, 0.36), leaf=_rgb(0.42, 0.38, 0.36),
        bark=_rgb(0.27, 0.23, 0.21), ground=_rgb(0.90, 0.92, 0.95), far_ground=_rgb(0.82, 0.86, 0.91),
        roughness=0.045, leaves=False, snow=0.75,
    )  # fmt: skip


def random_terrain(rng: np.random.Generator, size: int) -> Terrain:
    shape = (size, size)
    u = rng.uniform
    level = u(0.34, 0.52)
    horizon = size * (level + 0.008 * smooth_line(rng, 4, size))
    ridge = horizon - size * np.maximum(u(-0.02, 0.08) + 0.03 * smooth_line(rng, 5, size), 0)
    bush = size * (u(-0.025, 0.025) + 0.016 * smooth_line(rng, 14, size) + 0.008 * smooth_line(rng, 40, size))
    trees = tuple(
        Tree(size * u(0.04, 0.96), size * (level + u(0.01, 0.06)), size * u(0.16, 0.34), u(0.75, 1.2))
        for _ in range(rng.choice(4, p=(0.3, 0.35, 0.25, 0.1)))
    )
    return Terrain(
        size, horizon, ridge, bush, trees,
        clouds=smooth_noise(rng, (9, 5), shape) + 0.5 * smooth_noise(rng, (18, 10), shape),
        grass=smooth_noise(rng, (26, 80), shape) + 0.6 * smooth_noise(rng, (70, 90), shape),
        patches=smooth_noise(rng, (14, 5), shape),
        foliage=smooth_noise(rng, (44, 44), shape),
    )  # fmt: skip


def paint_landscape(terrain: Terrain, palette: Palette) -> np.ndarray:
    """지형을 계절의 색으로 칠합니다: [size, size, 3], 0..1."""
    t, p, size = terrain, palette, terrain.size
    y = np.arange(size, dtype=np.float32)[:, None] + 0.5
    level = float(t.horizon.mean())

    last = min(size, int(t.horizon.max()) + 2)  # 이 줄부터는 땅뿐입니다
    rows = y[:last]
    image = np.zeros((size, size, 3), np.float32)
    air = mix(p.sky, p.haze, np.clip(rows / level, 0, 1)[..., None])
    sky = mix(np.broadcast_to(air, (last, size, 3)), p.cloud, 0.75 * np.clip(0.5 * t.clouds[:last] - 0.25, 0, 1))
    hills = mix(p.hill, p.haze, (0.35 * np.clip((rows - t.ridge) / (0.1 * size), 0, 1))[..., None])
    image[:last] = mix(sky, hills, cover(rows - t.ridge))

    first = max(0, int(t.horizon.min()) - 1)
    rows = y[first:]
    near = np.clip((rows - level) / (size - level), 0, 1)
    texture = 1 + p.roughness * (0.35 + 0.65 * near) * t.grass[first:] + 0.8 * p.roughness * t.patches[first:]
    ground = mix(p.far_ground, p.ground, np.sqrt(near)[..., None]) * (1.05 - 0.22 * near**2)[..., None]
    image[first:] = mix(image[first:], ground * texture[..., None], cover(rows - t.horizon))

    _paint_bushes(image, t, p)
    paint_trees(image, t, p)
    return image


def paint_trees(image: np.ndarray, terrain: Terrain, palette: Palette) -> None:
    """나무를 먼 것부터 image에 덮어 그립니다."""
    for tree in sorted(terrain.trees, key=lambda tree: tree.foot):
        _paint_tree(image, terrain, palette, tree)


def _paint_bushes(image: np.ndarray, t: Terrain, p: Palette) -> None:
    """지평선에 걸친 덤불. 아래쪽이 늘 땅 안에 있어 하늘이 새어 나올 틈이 없습니다."""
    high = max(0, int((t.horizon - t.bush).min()) - 1)
    low = min(t.size, int((t.horizon + 0.012 * t.size).max()) + 2)
    y = np.arange(high, low, dtype=np.float32)[:, None] + 0.5
    top, bottom = t.horizon - t.bush, t.horizon + 0.5 * np.clip(t.bush, 0, 0.024 * t.size)
    alpha = cover(y - top) * cover(bottom - y) * np.clip(t.bush, 0, 1)
    colour = p.bush * (1 + 0.18 * t.foliage[high:low])[..., None]
    colour = mix(colour, p.ground, p.snow * np.clip(1.2 - (y - top) / (0.02 * t.size), 0, 1) * 0.7)
    image[high:low] = mix(image[high:low], colour, alpha)


# 아카시아의 가지 끝과 잎 더미의 자리: (가로, 높이), 나무 높이가 1
_CROWN = np.array([(-0.46, 0.80), (-0.20, 0.92), (0.08, 0.97), (0.30, 0.88), (0.52, 0.78)])


def _paint_tree(image: np.ndarray, t: Terrain, p: Palette, tree: Tree) -> None:
    foot, fork = np.array([tree.x, tree.foot]), np.array([tree.x, tree.foot - 0.45 * tree.height])
    crown = np.stack([tree.x + _CROWN[:, 0] * tree.height * tree.spread, tree.foot - _CROWN[:, 1] * tree.height], 1)
    thick = 0.032 * tree.height + 0.2
    wood = [(np.stack([foot, fork]), np.array([1.3 * thick, thick]))]
    wood += [(np.stack([fork, tip]), np.array([0.8 * thick, 0.4 * thick])) for tip in crown[:: 2 if p.leaves else 1]]
    if not p.leaves:  # 잎이 진 자리에 잔가지가 드러납니다.
        twig = 0.13 * tree.height * np.array([(-1.0, -0.55), (0.0, -1.0), (1.0, -0.5)])
        joints = fork + 0.72 * (crown - fork)
        wood += [(np.stack([j, j + d]), np.array([0.45 * thick, 0.3 * thick])) for j in joints for d in twig]
    for points, radii in wood:
        box = tube_box(points, radii, (t.size, t.size))
        image[box] = mix(image[box], p.bark, cover(measure_tube(points, radii, box).depth))
    reach = np.array([0.27 * tree.spread, 0.105]) * tree.height
    box = tube_box(crown, np.full(len(crown), float(reach.max())), (t.size, t.size))
    y = np.arange(box[0].start, box[0].stop, dtype=np.float32)[:, None] + 0.5
    x = np.arange(box[1].start, box[1].stop, dtype=np.float32)[None, :] + 0.5
    inside = np.full((y.shape[0], x.shape[1]), -np.inf, np.float32)
    height = np.zeros_like(inside)
    for cx, cy in crown:
        blob = 1 - np.hypot((x - cx) / reach[0], (y - cy) / reach[1])
        height = np.where(blob > inside, (cy - y) / reach[1], height)
        inside = np.maximum(inside, blob)
    if not p.leaves:
        return
    alpha = np.clip((inside + 0.12 * t.foliage[box]) * reach[1] + 0.5, 0, 1)
    colour = p.leaf * (0.92 + 0.22 * np.clip(height, -1, 1) + 0.14 * t.foliage[box])[..., None]
    image[box] = mix(image[box], colour.astype(np.float32), alpha)
