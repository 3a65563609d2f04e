"""두 폴더의 사진을 CycleGAN의 훈련 자료로. 배치마다 새로 자르고 뒤집습니다."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gan_course.data.epochs import ShuffledBatches, check_positive, epoch_dataset
from gan_course.data.photographs.cache import decoded
from gan_course.data.photographs.folders import list_files, report_skipped

if TYPE_CHECKING:
    import tensorflow as tf

JITTER = 286 / 256  # 논문(Zhu et al. 2017)의 공개 코드: 286으로 키운 다음 256을 잘라 냅니다.


def image_folders(
    a: str | Path,
    b: str | Path,
    size: int = 256,
    load_size: int | None = None,
    batch_size: int = 1,
    seed: int = 0,
    steps: int | None = None,
    augment: bool = True,
) -> "tf.data.Dataset":
    """두 폴더의 사진으로 배치 (a_batch, b_batch)를 내는 자료를 만듭니다. 두 폴더의 사진은 짝이 아니어도 됩니다.

    사진의 가운데 정사각형을 load_size로 줄이거나 늘린 다음, 배치마다 새로 size만큼 무작위로 잘라 내고 반쯤은 좌우로
    뒤집습니다(Zhu et al. 2017). 처음 한 번은 모든 파일을 읽어 캐시에 담고, 무작위로 하는 것은 담지 않습니다.
    한 바퀴는 사진이 많은 폴더를 한 번 다 봅니다. k번째 배치는 seed와 k만으로 정해지므로, 멈춘 훈련을
    `ResumeTraining`으로 똑같이 이어 갈 수 있습니다.

    Args:
        a: 사진이 든 폴더. JPEG, PNG, WebP, BMP, GIF, TIFF. 하위 폴더는 보지 않습니다.
            쓸 수 없는 파일은 건너뛰고 경고로 이름을 알립니다. 짧은 변이 size의 4분의 1도 안 되는 사진도 그렇습니다.
        b: 다른 도메인의 폴더.
        size: 배치에 담기는 그림의 한 변(화소). 4의 배수.
        load_size: 잘라 내기 전의 한 변(화소). size 이상. None이면 size의 286/256배(256이면 286).
        batch_size: 도메인마다 한 배치의 사진 수. 1 이상의 정수.
        seed: 섞고 자르고 뒤집는 씨앗. 0 이상의 정수.
        steps: 한 에포크의 배치 수. None이면 한 바퀴입니다.
        augment: False면 자르거나 뒤집지 않고 가운데 정사각형을 size로 줄이거나 늘리기만 합니다.

    Returns:
        원소가 (a_batch, b_batch)인 tf.data.Dataset. 저마다 float32 [batch_size, size, size, 3], [-1, 1].
        바퀴의 마지막 배치는 작을 수 있습니다.

    Raises:
        ValueError: 폴더가 없거나, 두 폴더가 같거나, 쓸 수 있는 사진이 모자라거나, 다른 인수가 위의 범위를 벗어날 때.
        OSError: 캐시 폴더에 쓸 수 없을 때.
    """
    load_size = _load_size(size, load_size, augment)
    check_positive("batch_size", batch_size)
    if steps is not None:
        check_positive("steps", steps)
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or seed < 0:
        raise ValueError(f"seed가 {seed!r}입니다. 0 이상의 정수를 주십시오.")
    listings = list_files(a), list_files(b)
    if listings[0].folder.resolve() == listings[1].folder.resolve():
        raise ValueError(f"두 도메인에 같은 폴더를 주었습니다: {listings[0].folder}. 서로 다른 두 폴더를 주십시오.")
    domains = []
    for folder, files, left_out in listings:
        domain = decoded(files, load_size, smallest=max(size // 4, 1))
        report_skipped(folder, domain.skipped, len(domain.pixels), wanted=max(2, batch_size), left_out=left_out)
        domains.append(domain)

    order = ShuffledBatches([np.arange(len(domain.pixels)) for domain in domains], batch_size, seed)

    def batch(number):
        return tuple(
            _cut(domain.pixels[rows], size, _random(seed, number, side) if augment else None)
            for side, (domain, rows) in enumerate(zip(domains, order(number)))
        )

    from gan_course._tensorflow import tf  # 들여오는 것만으로 TensorFlow를 부르지 않습니다.

    content = [(domain.pixels.shape, domain.crc) for domain in domains]
    return epoch_dataset(
        batch,
        order.per_lap if steps is None else steps,
        (tf.TensorSpec([None, size, size, 3], tf.float32),) * 2,
        f"{content}, {batch_size}, {seed}, {size}, {augment}",
    )


def _load_size(size, load_size, augment) -> int:
    check_positive("size", size)
    if size % 4:
        nearest = [number for number in (size // 4 * 4, size // 4 * 4 + 4) if number]
        raise ValueError(
            f"size가 {size}입니다. 생성자가 그림을 두 번 반으로 줄이므로 4의 배수여야 합니다. "
            f"예: {', '.join(map(str, nearest))}"
        )
    if not augment:
        return size
    if load_size is None:
        return round(size * JITTER)
    check_positive("load_size", load_size)
    if load_size < size:
        raise ValueError(
            f"load_size가 {load_size}, size가 {size}입니다. 잘라 내려면 load_size가 size 이상이어야 합니다. "
            f"예: load_size={round(size * JITTER)}"
        )
    return load_size


def _random(seed, number, side) -> np.random.Generator:
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(number, side)))


def _cut(pixels: np.ndarray, size: int, rng: np.random.Generator | None) -> np.ndarray:
    """uint8 [n, load_size, load_size, 3] → float32 [n, size, size, 3]. rng가 있으면 그림마다 무작위로."""
    count, room = len(pixels), pixels.shape[1] - size + 1
    out = np.empty((count, size, size, 3), np.float32)
    corners = rng.integers(0, room, (count, 2)) if rng else np.zeros((count, 2), int)
    flips = rng.random(count) < 0.5 if rng else np.zeros(count, bool)
    for index, ((top, left), flip) in enumerate(zip(corners, flips)):
        window = pixels[index, top : top + size, left : left + size]
        out[index] = window[:, ::-1] if flip else window
    return out / np.float32(127.5) - np.float32(1)
