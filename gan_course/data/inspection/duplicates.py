"""같은 사진과 거의 같은 사진. 다시 압축하거나, 줄이거나, 밝기를 바꾸거나, 좌우로 뒤집은 것을 찾습니다.

견주는 것은 24x24로 줄인 흑백에서 느린 변화(4x4로 뭉갠 것)와 그 도메인의 사진에 함께 든 것(중앙값: 틀, 흰 바탕)을 뺀
무늬의 상관입니다. ../shared의 과일 사진 1,368장에서, 다시 압축하거나(JPEG 30) 반으로 줄이거나 1.3배 밝힌 것은 0.98 이상,
가장자리를 2% 잘라 낸 것은 0.80 이상이었고, 다른 사진끼리는 가장 닮은 짝(같은 상자를 한 번 더 찍은 것)도 0.77이었습니다.
5%를 잘라 내면 0.36까지 내려가므로 찾지 못합니다.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from gan_course.data.inspection.pictures import Picture, squares

THRESHOLD = 0.8
SIDE, COARSE = 24, 4
COMMON_FROM = 8  # 이보다 적은 사진에서는 함께 든 것을 알 수 없습니다
_FLAT = 2.0  # 무늬의 표준편차(255 가운데)가 이보다 작으면 거의 한 색이라 견주지 않습니다
_BLOCK = 1024


class Pair(NamedTuple):
    """같거나 거의 같은 두 사진."""

    first: int
    """`pictures`에서의 자리."""

    second: int
    """`pictures`에서의 자리. first보다 큽니다."""

    likeness: float
    """무늬의 상관, 1까지. 화소가 같으면 1입니다."""

    same_pixels: bool
    """읽은 화소가 모두 같은지."""

    mirrored: bool
    """좌우로 뒤집은 쪽이 더 닮았는지."""


def find_pairs(pictures: Sequence[Picture], domains: Sequence[str]) -> list[Pair]:
    """같거나 거의 같은 사진의 짝, 닮은 것부터.

    Args:
        pictures: 견줄 사진 모두.
        domains: 사진마다 도메인의 이름. 함께 든 것은 도메인마다 뺍니다.
    """
    if len(pictures) < 2:
        return []
    pairs = [Pair(i, j, 1.0, True, False) for i, j in _same_pixels(pictures)]
    straight, mirrored, usable = _patterns(squares(list(pictures)), np.asarray(domains))
    for start in range(0, len(usable), _BLOCK):
        rows = slice(start, start + _BLOCK)
        likeness = straight[rows] @ straight.T
        flipped = mirrored[rows] @ straight.T
        later = np.arange(len(usable)) > np.arange(len(likeness))[:, None] + start
        for i, j in np.argwhere(later & (np.maximum(likeness, flipped) >= THRESHOLD)):
            first, second = int(usable[start + i]), int(usable[j])
            if pictures[first].digest != pictures[second].digest:
                best = max(likeness[i, j], flipped[i, j])
                pairs.append(Pair(first, second, float(best), False, bool(flipped[i, j] > likeness[i, j])))
    return sorted(pairs, key=lambda pair: (-pair.likeness, not pair.same_pixels, pair[:2]))


def groups(pairs: Sequence[Pair]) -> list[list[int]]:
    """짝을 이은 묶음들: 세 장이 서로 닮았으면 한 묶음."""
    leader = {}

    def root(index):
        while leader.setdefault(index, index) != index:
            index = leader[index]
        return index

    for pair in pairs:
        leader[root(pair.second)] = root(pair.first)
    found = {}
    for index in sorted(leader):
        found.setdefault(root(index), []).append(index)
    return sorted(found.values())


def _same_pixels(pictures):
    places = {}
    for index, picture in enumerate(pictures):
        places.setdefault(picture.digest, []).append(index)
    for first, *others in places.values():  # 첫 사진과만 짝지어도 묶음과 폴더를 가로지르는 것이 모두 남습니다
        yield from ((first, other) for other in others)


def _patterns(pixels, domains):
    """(무늬, 뒤집은 무늬, 견줄 수 있는 사진의 자리). 무늬는 길이가 1인 [n, SIDE²]입니다."""
    grey = _shrunk(pixels.mean(axis=-1), SIDE)
    grey = grey - np.repeat(np.repeat(_shrunk(grey, COARSE), SIDE // COARSE, axis=1), SIDE // COARSE, axis=2)
    for domain in np.unique(domains):
        rows = domains == domain
        if rows.sum() >= COMMON_FROM:
            grey[rows] -= np.median(grey[rows], axis=0)
    usable = np.flatnonzero(grey.std(axis=(1, 2)) >= _FLAT)

    def unit(images):
        flat = images.reshape(len(images), SIDE * SIDE)
        return flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-9)

    return unit(grey[usable]), unit(grey[usable, :, ::-1]), usable


def _shrunk(images, side):
    """넓이 평균으로 [n, h, w]를 [n, side, side]로. h가 side의 배수가 아니면 걸친 화소를 나누어 셉니다."""
    weights = _area_weights(images.shape[1], side)
    return np.einsum("ih,nhw,jw->nij", weights, images, weights, optimize=True)


def _area_weights(length, side):
    edges = np.linspace(0, length, side + 1)
    pixel = np.arange(length)
    overlap = np.minimum(edges[1:, None], pixel + 1) - np.maximum(edges[:-1, None], pixel)
    return np.clip(overlap, 0, None).astype(np.float32) * side / length
