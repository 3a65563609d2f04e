"""부분: 장면의 화소가 동물의 어디이고 풍경의 어디인지. 그림과 같은 뼈대와 지형에서 잽니다."""

import numpy as np

from .anatomy import Limb, Skeleton
from .canvas import measure_tube
from .landscape import Palette, Terrain, paint_trees

_EDGE = 1.0  # 화소. 경계가 번지는 폭


def body_parts(skeleton: Skeleton, size: int) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """동물의 부분. 모두 bool [size, size].

    Returns:
        (몸이 조금이라도 닿는 곳, 이름 → 온통 그 부분인 곳). 이름은 "trunk"(몸통과 목), "legs"(몸통 밖의 네 다리),
        "head"(목보다 머리의 축에 가까운 곳). 갈기와 꼬리와 귀는 어느 이름에도 넣지 않습니다.
    """
    s = skeleton
    whole = (slice(0, size), slice(0, size))

    def depth(*limbs: Limb) -> np.ndarray:
        return np.max([measure_tube(limb.points, limb.radii, whole).depth for limb in limbs], axis=0)

    trunk, head, hair = depth(s.trunk, s.neck), depth(s.head), depth(s.crest, s.tail, *s.ears)
    near, far = depth(*s.near_legs), depth(*s.far_legs)
    animal = np.max([trunk, head, hair, near, far], axis=0) > -4 * _EDGE  # 이음매를 부풀려 잇습니다
    bare = hair < -_EDGE
    return animal, {
        "trunk": bare & (trunk > _EDGE) & (head < -_EDGE),
        "legs": bare & (np.maximum(near, far) > _EDGE) & (np.maximum(trunk, head) < -_EDGE),
        "head": bare & (head > _EDGE) & (head > trunk),
    }


def landscape_parts(terrain: Terrain, palettes: tuple[Palette, ...]) -> dict[str, np.ndarray]:
    """풍경의 부분: "sky", "ground", "trees". 모두 bool [size, size]. 언덕과 덤불은 어느 이름에도 넣지 않습니다."""
    t, size = terrain, terrain.size
    y = np.arange(size, dtype=np.float32)[:, None] + 0.5
    tree = np.max([_covered_by_trees(terrain, palette) for palette in palettes], axis=0)
    bush = np.clip(t.bush, 0, None)
    return {
        "sky": (y < np.minimum(t.ridge, t.horizon - bush) - _EDGE) & (tree == 0),
        "ground": (y > t.horizon + bush + _EDGE) & (tree == 0),
        "trees": tree > 0.95,
    }


def _covered_by_trees(terrain: Terrain, palette: Palette) -> np.ndarray:
    """나무가 덮은 정도 [size, size], 0..1. 검은 바탕과 흰 바탕에 그려 비치는 만큼을 뺍니다."""
    black, white = (np.full((terrain.size, terrain.size, 3), value, np.float32) for value in (0, 1))
    for image in (black, white):
        paint_trees(image, terrain, palette)
    return 1 - (white - black)[..., 0]
