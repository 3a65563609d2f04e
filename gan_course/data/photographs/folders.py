"""폴더에서 사진을 고르고 읽습니다. 쓸 수 없는 파일은 건너뛰고 한 번 알립니다."""

import unicodedata
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from gan_course.data.epochs import check_positive
from gan_course.data.photographs.decode import READABLE, UnusablePhotograph, read_squares
from gan_course.files import user_path

_NAMED = 5  # 알림에 이름을 적는 파일의 수
_OF_SYSTEM = ("thumbs.db", "desktop.ini")  # 탐색기가 만드는 파일. 점으로 시작하는 파일과 함께 말없이 지나칩니다.


class Photographs(NamedTuple):
    """폴더에서 읽은 사진과 그 파일."""

    images: np.ndarray
    """float32, [n, size, size, 3], [-1, 1]."""

    paths: tuple[Path, ...]
    """i번째 사진의 파일."""


def load_images(folder: str | Path, size: int = 256) -> Photographs:
    """폴더의 사진을 모두 읽습니다. 시험용 사진과 변환할 사진에 씁니다.

    가운데 정사각형을 `size`로 줄이거나 늘립니다(계단 없는 BICUBIC). 순서는 파일 이름의 순서입니다.
    하위 폴더는 보지 않습니다. 쓸 수 없는 파일은 건너뛰고 경고로 이름을 알립니다.

    Args:
        folder: 사진이 든 폴더. JPEG, PNG, WebP, BMP, GIF, TIFF를 읽습니다.
        size: 한 변의 화소 수. 1 이상의 정수.

    Returns:
        Photographs(images, paths).

    Raises:
        ValueError: 폴더가 없거나, 쓸 수 있는 사진이 한 장도 없거나, size가 1 이상의 정수가 아닐 때.
    """
    check_positive("size", size)
    folder, files = list_files(folder)
    squares = list(read_squares(files, size))
    usable = [(path, square) for path, square in zip(files, squares) if isinstance(square, np.ndarray)]
    skipped = {path.name: str(square) for path, square in zip(files, squares) if isinstance(square, UnusablePhotograph)}
    report_skipped(folder, skipped, len(usable), wanted=1)
    images = np.stack([square for _, square in usable]).astype(np.float32) / 127.5 - 1.0
    return Photographs(images, tuple(path for path, _ in usable))


def list_files(folder: str | Path) -> tuple[Path, list[Path]]:
    """(폴더, 그 안의 파일). 파일은 이름의 순서이고, macOS에서 풀어 쓴 한글 이름도 같은 자리에 옵니다.

    Raises:
        ValueError: 폴더가 없거나, 폴더가 아니거나, 열 수 없거나, 파일이 하나도 없을 때.
    """
    folder = user_path(folder).absolute()
    if not folder.exists():
        raise ValueError(f"폴더가 없습니다: {folder}. 철자와 위치를 확인하십시오.")
    if not folder.is_dir():
        raise ValueError(f"폴더가 아니라 파일입니다: {folder}. 사진이 든 폴더를 주십시오.")
    try:
        entries = sorted(folder.iterdir(), key=lambda path: unicodedata.normalize("NFC", path.name))
    except OSError as error:
        raise ValueError(f"폴더를 열 수 없습니다: {folder} ({error}). 읽을 권한이 있는지 확인하십시오.") from error
    files = [
        path
        for path in entries
        if not path.is_dir() and not path.name.startswith(".") and path.name.lower() not in _OF_SYSTEM
    ]
    if not files:
        inside = ", ".join(path.name for path in entries if path.is_dir())
        hint = f"하위 폴더({inside}) 가운데 하나를 주십시오." if inside else f"사진({READABLE})을 넣으십시오."
        raise ValueError(f"폴더에 사진이 없습니다: {folder}. {hint}")
    return folder, files


def report_skipped(folder: Path, skipped: Mapping[str, str], usable: int, wanted: int) -> None:
    """건너뛴 파일을 경고로 알립니다.

    Raises:
        ValueError: 쓸 수 있는 사진이 `wanted`장보다 적을 때.
    """
    named = [f"{name}({reason})" for name, reason in list(skipped.items())[:_NAMED]]
    if len(skipped) > _NAMED:
        named.append(f"그 밖에 {len(skipped) - _NAMED}개")
    if usable < wanted:
        because = f" 건너뛴 파일: {', '.join(named)}." if named else ""
        raise ValueError(
            f"쓸 수 있는 사진이 {usable}장뿐입니다: {folder}. {wanted}장 이상이 있어야 합니다.{because} "
            f"{READABLE} 사진을 더 넣으십시오."
        )
    if named:
        message = f"쓸 수 없는 파일 {len(skipped)}개를 건너뜁니다: {folder}: {', '.join(named)}"
        warnings.warn(message, stacklevel=3)
