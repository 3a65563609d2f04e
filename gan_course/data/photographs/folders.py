"""폴더에서 사진을 고르고 읽습니다. 쓸 수 없는 파일은 건너뛰고 한 번 알립니다."""

import os
import unicodedata
import warnings
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from gan_course.data.epochs import check_positive
from gan_course.data.photographs.decode import READABLE, UnusablePhotograph, looks_like_image, read_squares
from gan_course.files import user_path
from gan_course.reasons import reason

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
    folder, files, left_out = list_files(folder)
    squares = list(read_squares(files, size))
    usable = [(path, square) for path, square in zip(files, squares) if isinstance(square, np.ndarray)]
    skipped = {path.name: str(square) for path, square in zip(files, squares) if isinstance(square, UnusablePhotograph)}
    report_skipped(folder, skipped, len(usable), wanted=1, left_out=left_out)
    images = np.stack([square for _, square in usable]).astype(np.float32) / 127.5 - 1.0
    return Photographs(images, tuple(path for path, _ in usable))


class Listing(NamedTuple):
    """폴더 안의 것: 읽어 볼 파일과, 읽지 않고 지나친 것. 훈련, 채점, 옮기기가 모두 이것을 봅니다."""

    folder: Path
    """절대 경로."""

    files: list[Path]
    """읽어 볼 파일. 이름의 순서이고, 사진인지는 확장자가 아니라 내용이 정합니다."""

    left_out: dict[str, str]
    """{지나친 것의 이름: 까닭}. 운영체제가 만드는 파일은 적지 않습니다."""


def list_files(folder: str | Path) -> Listing:
    """폴더의 파일을 이름의 순서로. macOS에서 풀어 쓴 한글 이름도 같은 자리에 옵니다.

    하위 폴더와 점으로 시작하는 사진은 읽지 않고 `left_out`에 적습니다. macOS는 다른 디스크에 복사한 사진마다
    `._이름.png`라는, 사진이 아닌 파일을 남깁니다.

    Raises:
        ValueError: 폴더가 없거나, 폴더가 아니거나, 열 수 없거나, 파일이 하나도 없을 때.
    """
    folder = user_path(folder).absolute()
    if not folder.exists():
        raise ValueError(f"폴더가 없습니다: {folder}. {_near(folder)}철자와 위치를 확인하십시오.")
    if not folder.is_dir():
        raise ValueError(f"폴더가 아니라 파일입니다: {folder}. 사진이 든 폴더를 주십시오.")
    try:
        entries = sorted(folder.iterdir(), key=lambda path: unicodedata.normalize("NFC", path.name))
    except OSError as error:
        raise ValueError(
            f"폴더를 열 수 없습니다: {folder} ({reason(error)}). 읽을 권한이 있는지 확인하십시오."
        ) from error
    files, left_out = [], {}
    for path in entries:
        if path.is_dir():
            if not path.name.startswith("."):
                left_out[path.name] = "하위 폴더는 보지 않습니다"
        elif path.name.startswith("."):
            if looks_like_image(path):
                left_out[path.name] = "점으로 시작하는 숨은 파일입니다"
        elif path.name.lower() not in _OF_SYSTEM:
            files.append(path)
    if not files:
        inside = ", ".join(path.name for path in entries if path.is_dir())
        hint = f"하위 폴더({inside}) 가운데 하나를 주십시오." if inside else f"사진({READABLE})을 넣으십시오."
        raise ValueError(f"폴더에 사진이 없습니다: {folder}. {hint}")
    return Listing(folder, files, left_out)


def _near(folder: Path) -> str:
    """macOS에서 만든 zip의 한글 이름은 풀어 쓴 글자(NFD)라서, 눈에는 같아도 다른 이름입니다."""
    form = unicodedata.normalize("NFC", folder.name)
    beside = folder.parent.iterdir() if folder.parent.is_dir() and os.access(folder.parent, os.R_OK) else ()
    if any(unicodedata.normalize("NFC", path.name) == form for path in beside):
        return "글자를 풀어 쓴(NFD) 같은 이름이 곁에 있습니다. Tab으로 완성하거나 그 이름을 바꾸십시오. "
    return ""


def named(reasons: Mapping[str, str], most: int = _NAMED) -> str:
    """{이름: 까닭}을 `이름(까닭), …`으로. `most`개를 넘으면 나머지는 수만 적습니다."""
    listed = [f"{name}({reason})" for name, reason in list(reasons.items())[:most]]
    if len(reasons) > most:
        listed.append(f"그 밖에 {len(reasons) - most}개")
    return ", ".join(listed)


def report_skipped(
    folder: Path,
    skipped: Mapping[str, str],
    usable: int,
    wanted: int,
    left_out: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """건너뛴 파일과 지나친 것(`Listing.left_out`)을 경고로 알립니다.

    Raises:
        ValueError: 쓸 수 있는 사진이 `wanted`장보다 적을 때.
    """
    if usable < wanted:
        because = f" 건너뛴 것: {named({**skipped, **left_out})}." if skipped or left_out else ""
        raise ValueError(
            f"쓸 수 있는 사진이 {usable}장뿐입니다: {folder}. {wanted}장 이상이 있어야 합니다.{because} "
            f"{READABLE} 사진을 더 넣으십시오."
        )
    if skipped:
        message = f"쓸 수 없는 파일 {len(skipped)}개를 건너뜁니다: {folder}: {named(skipped)}"
        warnings.warn(message, stacklevel=3)
    if left_out:
        message = f"읽지 않고 지나친 것이 {len(left_out)}개 있습니다: {folder}: {named(left_out)}"
        warnings.warn(message, stacklevel=3)
