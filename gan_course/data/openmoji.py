"""OpenMoji: 컬러 그림과 그 선 그림, 32×32의 진짜 짝 1,385개. 출처와 라이선스(CC BY-SA 4.0)는 data/README.md에 있습니다.

- 컬러에서 선으로: 선은 컬러 그림에도 그려져 있어 정답이 거의 하나로 정해집니다.
- 선에서 컬러로: 무슨 색을 칠할지는 선에 적혀 있지 않으므로 정답이 여럿입니다.

바탕이 희고 넓어서, 아무것도 바꾸지 않아도 평균 절대 오차가 0.15(화소를 [0, 1]로 보면 0.07)입니다.
점수는 이 값과 견주십시오.
"""

from typing import NamedTuple

import numpy as np

from gan_course.files import verified_path

SPLITS = ("all", "train", "test")


class Drawings(NamedTuple):
    """같은 이모지의 두 그림. i번째끼리 짝입니다."""

    colour: np.ndarray
    """float32, [n, 32, 32, 3], [-1, 1](바탕 1)."""

    line: np.ndarray
    """float32, [n, 32, 32, 1], [-1, 1](바탕 1, 선 -1)."""

    codes: np.ndarray
    """str, [n], 유니코드 코드 포인트의 16진수. 예: `"1F993"`(얼룩말)."""

    groups: np.ndarray
    """str, [n], 유니코드의 대분류. 예: `"animals-nature"`."""

    families: np.ndarray
    """int64, [n], 서로 닮은 그림(이를테면 사람, 얼굴, 색만 다른 하트)끼리 묶은 번호. 한 묶음은 나뉘지 않습니다."""


def load(split="all") -> Drawings:
    """OpenMoji의 짝을 읽습니다. 훈련과 시험은 닮은 그림의 묶음째로 나뉘어 있습니다.

    Args:
        split: `"train"`(1,108개), `"test"`(277개), 또는 `"all"`(유니코드 목록의 순서).

    Raises:
        ValueError: 모르는 split일 때, 또는 데이터 파일이 원본과 다를 때.
    """
    if split not in SPLITS:
        raise ValueError(f"split이 {split!r}입니다. {', '.join(map(repr, SPLITS))} 가운데 하나를 주십시오.")
    with np.load(verified_path("openmoji_32.npz"), allow_pickle=False) as arrays:
        test = arrays["test"]
        chosen = np.full_like(test, True) if split == "all" else test == (split == "test")
        return Drawings(
            _to_float(arrays["colour"][chosen]),
            _to_float(arrays["line"][chosen][..., np.newaxis]),
            arrays["codes"][chosen],
            arrays["groups"][chosen],
            arrays["families"][chosen].astype(np.int64),
        )


def pairs(split="train") -> tuple[np.ndarray, np.ndarray]:
    """짝지은 두 도메인 (colour, line). Pix2Pix의 훈련과 채점에 씁니다.

    두 방향에 같은 신경망을 쓸 수 있게 선 그림도 세 채널입니다(세 채널의 값이 같음).

    Args:
        split: `load`와 같습니다.

    Returns:
        저마다 float32 [n, 32, 32, 3], [-1, 1]. i번째끼리 같은 이모지입니다.

    Raises:
        ValueError: `load`와 같습니다.
    """
    drawings = load(split)
    return drawings.colour, np.repeat(drawings.line, 3, axis=-1)


def unpaired(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """짝 없는 두 도메인 (colour, line). CycleGAN의 훈련 자료입니다.

    훈련용 이모지를 반으로 갈라 한쪽에서는 컬러만, 다른 쪽에서는 선 그림만 꺼냅니다. 색만 다른 이모지는 선 그림이 똑같아
    갈라 놓아도 짝이 될 수 있으므로, 컬러 쪽의 선과 같은 선 그림은 뺍니다. 그래서 짝이 하나도 없습니다.

    Args:
        seed: 가르는 씨앗. 0 이상의 정수.

    Returns:
        컬러 float32 [554, 32, 32, 3]과 선 float32 [n, 32, 32, 3], [-1, 1]. n은 554보다 조금 작습니다.

    Raises:
        ValueError: seed가 0 이상의 정수가 아니거나, 데이터 파일이 원본과 다를 때.
    """
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or seed < 0:
        raise ValueError(f"seed가 {seed!r}입니다. 0 이상의 정수를 주십시오.")
    colour, line = pairs("train")
    order = np.random.default_rng(seed).permutation(len(colour))
    half = len(order) // 2
    answers = {line[place].tobytes() for place in order[:half]}
    kept = [place for place in order[half:] if line[place].tobytes() not in answers]
    return colour[order[:half]], line[kept]


def _to_float(pixels: np.ndarray) -> np.ndarray:
    return pixels.astype(np.float32) / 127.5 - 1.0
