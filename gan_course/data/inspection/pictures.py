"""사진마다 한 번 읽어 재는 것."""

import hashlib
import warnings
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageOps

from gan_course.data.photographs.decode import WORKERS, UnusablePhotograph, read_image

SQUARE = 64  # 통계를 재는 정사각형의 한 변(화소). 훈련이 보는 것과 같은 가운데 정사각형입니다


class Picture(NamedTuple):
    """사진 한 장에서 잰 것."""

    path: Path

    width: int
    """똑바로 세운 사진의 너비(화소)."""

    height: int
    """똑바로 세운 사진의 높이(화소)."""

    digest: str
    """읽은 화소의 SHA-256. 파일의 형식이나 EXIF가 달라도 화소가 같으면 같습니다."""

    square: np.ndarray
    """uint8, [SQUARE, SQUARE, 3]: 가운데 정사각형을 줄이거나 늘린 것."""

    @property
    def short(self) -> int:
        """짧은 변(화소)."""
        return min(self.width, self.height)

    @property
    def kept(self) -> float:
        """가운데 정사각형이 사진에서 차지하는 넓이의 비율, 0에서 1."""
        return self.short / max(self.width, self.height)


def measure(files: Iterable[Path]) -> tuple[list[Picture], dict[str, str]]:
    """파일을 읽어 (잰 것, {읽지 못한 파일의 이름: 까닭}). 순서는 `files`와 같습니다."""
    files = list(files)
    with warnings.catch_warnings(), ThreadPoolExecutor(WORKERS) as pool:
        warnings.simplefilter("ignore")  # 망가진 EXIF나 큰 그림에 대한 Pillow의 경고. 결과는 우리가 알립니다.
        results = list(pool.map(_measure, files))
    pictures = [result for result in results if isinstance(result, Picture)]
    unreadable = {path.name: result for path, result in zip(files, results) if isinstance(result, str)}
    return pictures, unreadable


def squares(pictures: list[Picture]) -> np.ndarray:
    """float32, [n, SQUARE, SQUARE, 3], 0에서 255."""
    return np.stack([picture.square for picture in pictures]).astype(np.float32)


def _measure(path: Path) -> Picture | str:
    try:
        image = read_image(path)
    except UnusablePhotograph as error:
        return str(error)
    digest = hashlib.sha256(f"{image.size}".encode() + image.tobytes()).hexdigest()
    square = ImageOps.fit(image, (SQUARE, SQUARE), Image.Resampling.BICUBIC)
    return Picture(path, *image.size, digest, np.asarray(square))
