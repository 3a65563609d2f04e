"""사진 파일 하나를 똑바로 선 정사각형 RGB로 바꿉니다."""

import warnings
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from gan_course.reasons import reason

# 사진에 쓰이는 형식만 엽니다. 나머지 해독기는 낯선 파일에 내놓지 않습니다.
FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF")
READABLE = "JPEG, PNG, WebP, BMP, GIF, TIFF"
SUFFIXES = (
    *(".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".bmp", ".dib", ".gif", ".tif", ".tiff"),
    *(".heic", ".heif", ".avif"),  # 사진이지만 읽지 못하는 것
)
WORKERS = 4  # Pillow는 압축을 푸는 동안 GIL을 놓습니다.


class UnusablePhotograph(Exception):
    """쓸 수 없는 파일. 메시지는 읽는 사람에게 보일 까닭입니다."""


def looks_like_image(path: Path) -> bool:
    """이름이 사진의 것인지. 내용이 사진인지는 `read_image`가 압니다."""
    return path.suffix.lower() in SUFFIXES


def read_image(path: Path) -> Image.Image:
    """사진 한 장을 8비트 RGB로.

    EXIF의 방향대로 세우고, 투명한 곳은 흰 바탕으로 하고, 16비트는 8비트로 옮깁니다. 움직이는 그림은 첫 장면을 씁니다.
    색 프로파일은 보지 않습니다.

    Raises:
        UnusablePhotograph: 쓸 수 없는 파일일 때. 까닭이 메시지에 있습니다.
    """
    try:
        if path.stat().st_size == 0:
            raise UnusablePhotograph("빈 파일입니다")
        with Image.open(path, formats=FORMATS) as image:
            image.load()
            return _to_rgb(ImageOps.exif_transpose(image), image.format)
    except UnusablePhotograph:
        raise
    except Exception as error:  # 망가진 파일에서 Pillow는 OSError, SyntaxError, struct.error 등을 냅니다.
        raise UnusablePhotograph(_reason(path, error)) from error


def read_square(path: Path, size: int, smallest: int = 1) -> np.ndarray:
    """사진의 가운데 정사각형을 `size`로 줄이거나 늘린 uint8 [size, size, 3].

    줄일 때 계단이 지지 않습니다(Pillow의 BICUBIC, 논문의 공개 코드와 같음).

    Args:
        path: 파일.
        size: 한 변의 화소 수.
        smallest: 짧은 변이 이보다 짧은 사진은 쓰지 않습니다(화소).

    Raises:
        UnusablePhotograph: 쓸 수 없는 파일일 때. 까닭이 메시지에 있습니다.
    """
    image = read_image(path)
    if min(image.size) < smallest:
        width, height = image.size
        raise UnusablePhotograph(f"너무 작습니다({width}×{height}화소, 짧은 변이 {smallest}화소는 되어야 합니다)")
    return np.asarray(ImageOps.fit(image, (size, size), Image.Resampling.BICUBIC))


def read_squares(paths: Iterable[Path], size: int, smallest: int = 1) -> Iterator[np.ndarray | UnusablePhotograph]:
    """`read_square`를 여러 스레드로. 순서는 `paths`와 같고, 쓸 수 없는 파일의 자리에는 그 예외가 옵니다."""

    def read(path):
        try:
            return read_square(path, size, smallest)
        except UnusablePhotograph as error:
            return error

    with warnings.catch_warnings(), ThreadPoolExecutor(WORKERS) as pool:
        warnings.simplefilter("ignore")  # 망가진 EXIF나 큰 그림에 대한 Pillow의 경고. 결과는 우리가 알립니다.
        try:
            yield from pool.map(read, paths)
        finally:
            pool.shutdown(cancel_futures=True)  # Ctrl-C를 누르면 남은 파일을 읽지 않습니다.


def _to_rgb(image: Image.Image, file_format: str) -> Image.Image:
    if image.mode.startswith("I;16") or (image.mode == "I" and file_format == "PNG"):
        grey = np.round(np.asarray(image).astype(np.float64) / 257)  # convert는 255보다 큰 값을 잘라 냅니다.
        return Image.fromarray(grey.astype(np.uint8)).convert("RGB")
    if image.mode in ("I", "F"):
        raise UnusablePhotograph("32비트 그림입니다. 8비트나 16비트로 저장하십시오")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    return image.convert("RGB")


def _reason(path: Path, error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "가리키는 파일이 없습니다"
    if isinstance(error, PermissionError):
        return "읽을 권한이 없습니다"
    if isinstance(error, Image.DecompressionBombError):
        return f"화소가 너무 많습니다(한 장에 {2 * Image.MAX_IMAGE_PIXELS / 1e6:.0f}백만 화소까지)"
    if isinstance(error, UnidentifiedImageError):
        if path.suffix.lower() in (".heic", ".heif", ".avif"):
            return f"{path.suffix[1:].upper()} 형식은 읽지 못합니다. JPEG로 바꾸십시오"
        return "이미지가 아니거나 모르는 형식입니다"
    if isinstance(error, OSError) and error.errno is not None:  # 도는 링크, 고장 난 디스크
        return reason(error)
    if "truncated" in str(error).lower():
        return "파일의 끝이 잘렸습니다"
    return f"망가진 파일입니다({type(error).__name__}: {error})"
