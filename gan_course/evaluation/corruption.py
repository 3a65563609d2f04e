"""눈에는 비슷하지만 특징은 달라지는 처리: JPEG와 크기 바꾸기."""

import io

import numpy as np
from PIL import Image


def jpeg_compressed(images, quality):
    """이미지를 JPEG로 저장했다가 다시 읽은 것.

    Args:
        images: [n, h, w, 1 또는 3], [-1, 1].
        quality: 1부터 95까지의 정수. 작을수록 파일이 작고 많이 상합니다.

    Returns:
        float32, 같은 모양, [-1, 1].

    Raises:
        ValueError: 모양, 범위, quality가 맞지 않을 때.
    """
    if not 1 <= quality <= 95:
        raise ValueError(f"quality가 {quality}입니다. 1부터 95까지의 정수여야 합니다.")

    def saved_and_read(picture):
        buffer = io.BytesIO()
        picture.save(buffer, format="JPEG", quality=int(quality))
        return Image.open(buffer)

    return _through_pillow(images, saved_and_read)


def shrunk_and_restored(images, factor, antialias=True):
    """이미지를 줄였다가 다시 원래의 크기로 늘린 것. 특징을 뽑기 전에 크기를 맞출 때 일어나는 일입니다.

    Args:
        images: [n, h, w, 1 또는 3], [-1, 1].
        factor: 몇 배로 줄일지(1 이상).
        antialias: 참이면 넓이를 고루 보며 줄이고(쌍선형), 거짓이면 화소를 듬성듬성 골라냅니다(최근접).

    Returns:
        float32, 같은 모양, [-1, 1].

    Raises:
        ValueError: 모양, 범위, factor가 맞지 않을 때.

    Reference:
        Parmar et al. 2022, "On Aliased Resizing and Surprising Subtleties in GAN Evaluation".
    """
    if not factor >= 1:
        raise ValueError(f"factor가 {factor}입니다. 1 이상이어야 합니다.")
    shrinking = Image.Resampling.BILINEAR if antialias else Image.Resampling.NEAREST

    def resized(picture):
        small = (max(1, round(picture.width / factor)), max(1, round(picture.height / factor)))
        return picture.resize(small, shrinking).resize(picture.size, Image.Resampling.BILINEAR)

    return _through_pillow(images, resized)


def _through_pillow(images, process):
    """8비트 그림으로 바꾸어 처리하고 되돌립니다."""
    images = np.asarray(images, np.float32)
    if images.ndim != 4 or images.shape[-1] not in (1, 3) or images.size == 0:
        raise ValueError(f"이미지의 모양이 {images.shape}입니다. [n, 높이, 너비, 1 또는 3]이어야 합니다.")
    if not (np.abs(images) <= 1.001).all():
        raise ValueError("이미지의 값이 [-1, 1]을 벗어나거나 NaN입니다. [-1, 1]로 바꾸어 넣으십시오.")
    pixels = np.round((images.clip(-1, 1) + 1) * 127.5).astype(np.uint8)
    if images.shape[-1] == 1:
        pixels = pixels[..., 0]
    processed = [np.asarray(process(Image.fromarray(picture))) for picture in pixels]
    return (np.stack(processed).reshape(images.shape) / 127.5 - 1).astype(np.float32)
