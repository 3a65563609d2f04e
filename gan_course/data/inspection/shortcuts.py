"""지름길: 통계 하나만으로 A와 B를 얼마나 가릴 수 있습니까.

판별자는 가장 쉬운 차이를 먼저 배웁니다. 밝기나 틀만 보아도 두 도메인이 갈리면, 생성자는 내용보다 그것을 바꿉니다.
통계마다 AUC(아무 A와 아무 B를 뽑았을 때 B의 값이 더 클 확률)를 재고, 0.5에서 먼 쪽으로 접습니다(0.5~1).

문턱은 둘입니다. 하나는 우연: 같은 도메인을 아무렇게나 반으로 나누어 같은 것을 `SPLITS`번 재고, 그 가운데 가장 큰 값.
사진이 적으면 이 값이 저절로 커집니다. 또 하나는 크기(`FLOOR`): 우연이 아니라도 작은 차이는 지름길이라고 하지 않습니다.
../shared의 과일에서, 같은 과일의 두 나눔(저자들의 train과 test)이 이미 0.78까지 갈렸으므로(귤의
빨강-초록) 그보다 크게 잡았습니다. 도메인 하나를 아무렇게나 한 번 나눈 것은 0.53이었습니다.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from gan_course.data.inspection.auc import folded_auc
from gan_course.data.inspection.patches import patch_separation
from gan_course.data.inspection.pictures import Picture, squares

SPLITS = 100  # 도메인마다 나누어 보는 횟수
FLOOR = 0.8
MARGIN = 0.05  # 가장자리가 안쪽보다 이만큼은 더 잘 갈라야 가장자리의 지름길입니다
FEWEST = 8  # 도메인의 사진이 이보다 적으면 재지 않습니다: 반이 네 장도 되지 않습니다
_RING = 3  # 가장자리의 너비(SQUARE 가운데 화소)
_TINY = 1e-3


class Separation(NamedTuple):
    """통계 하나가 A와 B를 가르는 정도."""

    name: str
    family: str
    """비슷한 뜻의 통계를 묶는 이름: 색과 밝기, 가장자리, 선명함, 크기와 비율, 붙박이 조각."""

    auc: float
    """0.5(가리지 못함)에서 1(완전히 가림)."""

    chance: float
    """같은 도메인을 아무렇게나 나누어 잰 것 가운데 가장 큰 값."""

    a: float
    """A의 중앙값."""

    b: float
    """B의 중앙값."""

    inside: float | None = None
    """가장자리의 통계라면 같은 통계를 안쪽에서 잰 AUC. 안쪽이 더 잘 가르면 가장자리의 탓이 아니라 내용의 차이입니다."""

    @property
    def is_shortcut(self) -> bool:
        beyond_content = self.inside is None or self.auc >= self.inside + MARGIN
        return self.auc > self.chance and self.auc >= FLOOR and beyond_content


TONE, FRAME, SHARPNESS, SHAPE, PATCH = "색과 밝기", "가장자리", "선명함", "크기와 비율", "붙박이 조각"
INSIDE = "안쪽"  # 가장자리와 견주려고 재는 것. 결과에는 나오지 않습니다


def separations(a: Sequence[Picture], b: Sequence[Picture], seed: int = 0) -> list[Separation]:
    """통계마다 A와 B를 가르는 정도, 잘 가르는 것부터. 한쪽이 `FEWEST`장보다 적으면 빈 목록입니다.

    Args:
        a: 한 도메인의 사진.
        b: 다른 도메인의 사진.
        seed: 같은 도메인을 나누는 씨앗.
    """
    if min(len(a), len(b)) < FEWEST:
        return []
    pixels = [squares(list(pictures)) for pictures in (a, b)]
    values = [_statistics(pictures, images) for pictures, images in zip((a, b), pixels)]
    halves = [_halves(len(pictures), np.random.default_rng((seed, side))) for side, pictures in enumerate((a, b))]
    found = []
    for (name, family), left in values[0].items():
        right = values[1][name, family]
        if family == INSIDE:
            continue
        inside = folded_auc(*(side[name, INSIDE] for side in values)) if family == FRAME else None
        chance = max(
            folded_auc(column[one], column[other])
            for column, splits in zip((left, right), halves)
            for one, other in splits
        )
        medians = float(np.median(left)), float(np.median(right))
        found.append(Separation(name, family, folded_auc(left, right), chance, *medians, inside))
    auc, place = patch_separation(*pixels)
    chance = max(
        (
            patch_separation(images[one], images[other])[0]
            for images, splits in zip(pixels, halves)
            for one, other in splits[:20]
        ),
        default=0.5,
    )
    if place is not None:
        found.append(Separation(f"늘 같은 조각({place})", PATCH, auc, chance, float("nan"), float("nan")))
    return sorted(found, key=lambda each: -each.auc)


def _halves(count, rng):
    """아무렇게나 반으로 나눈 자리들."""
    orders = [rng.permutation(count) for _ in range(SPLITS)]
    return [(order[: count // 2], order[count // 2 :]) for order in orders]


def _statistics(pictures, images) -> dict[tuple[str, str], np.ndarray]:
    """{(이름, 묶음): 사진마다의 값 [n]}. 색은 0에서 255의 눈금입니다."""
    grey = images @ np.float32([0.299, 0.587, 0.114])
    colours = {
        "밝기": grey,
        "빨강-초록": images[..., 0] - images[..., 1],
        "노랑-파랑": images[..., :2].mean(axis=-1) - images[..., 2],
    }
    ring = np.ones(grey.shape[1:], bool)
    ring[_RING:-_RING, _RING:-_RING] = False
    texture = _texture(grey)
    found = {(f"평균 {name}", TONE): plane.mean(axis=(1, 2)) for name, plane in colours.items()}
    found["밝기의 표준편차", TONE] = grey.std(axis=(1, 2))
    for name, plane in (colours | {"무늬": texture}).items():
        found[f"가장자리의 {name}", FRAME] = plane[:, ring].mean(axis=1)
        found[f"가장자리의 {name}", INSIDE] = plane[:, ~ring].mean(axis=1)
    found["선명함(무늬의 잔 정도)", SHARPNESS] = np.log(
        (texture.mean(axis=(1, 2)) + _TINY) / (grey.std(axis=(1, 2)) + _TINY)
    )
    found["가로세로의 비율", SHAPE] = np.log([picture.width / picture.height for picture in pictures])
    found["짧은 변의 화소 수", SHAPE] = np.array([float(picture.short) for picture in pictures])
    return found


def _texture(grey):
    """화소마다 이웃 넷의 평균과의 차이(라플라시안)의 크기, [n, h, w]. 끝에서는 끝 화소를 되풀이합니다."""
    padded = np.pad(grey, ((0, 0), (1, 1), (1, 1)), mode="edge")
    around = padded[:, :-2, 1:-1] + padded[:, 2:, 1:-1] + padded[:, 1:-1, :-2] + padded[:, 1:-1, 2:]
    return np.abs(grey - around / 4)
