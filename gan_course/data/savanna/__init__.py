"""사바나: 코드로 그린 합성 그림. 말과 얼룩말, 여름과 겨울의 정확한 짝과 짝 없는 도메인.

실제 사진이 아닙니다. 그 대신 모든 그림에 정답이 있어, 짝 없이 훈련한 모델을 정답으로 채점할 수 있습니다.

- 말에서 얼룩말로: 줄무늬가 몸의 좌표에 매여 있어 정답이 하나입니다.
- 얼룩말에서 말로: 털빛은 얼룩말에 남아 있지 않으므로 정답이 여럿입니다. 몸 안쪽은 화소가 아니라 종으로 채점하십시오.
- 여름에서 겨울로: 지형과 동물은 그대로이고 정답이 하나입니다.
"""

import contextlib
import hashlib
import zipfile
import zlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from gan_course.data.savanna.scene import draw, draw_regions
from gan_course.files import cache_folder, replacing

__all__ = ["Pairs", "Regions", "SIZES", "TASKS", "pairs", "regions", "unpaired"]

TASKS = ("horse2zebra", "summer2winter")
SIZES = (32, 128)  # 그릴 수 있는 한 변의 범위(화소)

# 쓰임새마다 난수의 흐름이 다릅니다. 그래서 두 도메인과 채점용 짝에는 같은 장면이 없습니다.
_STREAMS = {"pairs": 0, "a": 1, "b": 2}


class Pairs(NamedTuple):
    """같은 장면의 두 모습. 모두 NHWC float32."""

    a: np.ndarray  # [n, size, size, 3], [-1, 1]
    b: np.ndarray  # [n, size, size, 3], [-1, 1]
    body: np.ndarray  # [n, size, size, 1], [0, 1]: 동물의 몸이 덮은 정도. 0이면 온전히 배경, 1이면 온전히 몸


class Regions(NamedTuple):
    """`pairs`가 그린 장면의 부분. 모두 bool [n, size, size]이고, 온통 그 부분인 화소만 참입니다. 서로 겹치지 않습니다."""

    trunk: np.ndarray  # 몸통과 목
    legs: np.ndarray
    head: np.ndarray
    sky: np.ndarray
    ground: np.ndarray
    trees: np.ndarray  # 여름의 잎과 겨울의 가지를 합한 자리


def pairs(task: str, count: int, seed: int, size: int = 64) -> Pairs:
    """정확한 짝을 그립니다. 채점에만 쓰고 CycleGAN을 훈련하는 데 쓰지 않습니다.

    같은 인수는 늘 같은 그림을 냅니다. count만 다르면 앞쪽 그림이 같습니다.
    한 번 그린 것은 `cache_folder()`에 두고 다시 씁니다.

    Args:
        task: "horse2zebra"(a=말, b=얼룩말) 또는 "summer2winter"(a=여름, b=겨울).
        count: 짝의 수. 1 이상.
        seed: 0 이상의 정수.
        size: 한 변의 화소 수. 32에서 128.

    Returns:
        Pairs(a, b, body).

    Raises:
        ValueError: 인수가 위의 범위를 벗어날 때.
    """
    _check(task, count, seed, size)
    a, b, body = _scenes(task, "pairs", count, seed, size)
    return Pairs(_to_float(a), _to_float(b), body.astype(np.float32) / 255)


def regions(count: int, seed: int, size: int = 64) -> Regions:
    """count, seed, size가 같은 `pairs`의 장면에서 어느 화소가 어느 부분인지. 두 task의 장면은 같습니다.

    부분의 경계, 갈기와 꼬리와 귀, 언덕과 덤불은 어느 부분에도 넣지 않습니다. 채점에만 씁니다.

    Args:
        count, seed, size: `pairs`와 같습니다.

    Returns:
        Regions(trunk, legs, head, sky, ground, trees).

    Raises:
        ValueError: 인수가 `pairs`의 범위를 벗어날 때.
    """
    _check(TASKS[0], count, seed, size)
    scenes = [draw_regions(_random("pairs", seed, index), size) for index in range(count)]
    return Regions(*(np.stack([scene[name] for scene in scenes]) for name in Regions._fields))


def unpaired(task: str, count: int, seed: int = 0, size: int = 64) -> tuple[np.ndarray, np.ndarray]:
    """짝 없는 두 도메인을 그립니다. CycleGAN의 훈련 자료입니다.

    두 도메인의 장면은 서로 다르고, 어떤 seed의 `pairs`와도 다릅니다.

    Args:
        task: "horse2zebra" 또는 "summer2winter".
        count: 도메인마다 그림의 수. 1 이상.
        seed: 0 이상의 정수.
        size: 한 변의 화소 수. 32에서 128.

    Returns:
        (a, b): 저마다 float32 [count, size, size, 3], [-1, 1].

    Raises:
        ValueError: 인수가 위의 범위를 벗어날 때.
    """
    _check(task, count, seed, size)
    (a,) = _scenes(task, "a", count, seed, size)
    (b,) = _scenes(task, "b", count, seed, size)
    return _to_float(a), _to_float(b)


def _check(task: str, count: int, seed: int, size: int) -> None:
    if task not in TASKS:
        raise ValueError(f"모르는 task입니다: {task!r}. {' 또는 '.join(map(repr, TASKS))} 가운데 하나를 넣으십시오.")
    for name, value, low, high in (
        ("count", count, 1, None),
        ("seed", seed, 0, None),
        ("size", size, *SIZES),
    ):
        is_integer = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
        if not is_integer or value < low or (high is not None and value > high):
            wanted = f"{low} 이상" if high is None else f"{low}에서 {high}까지"
            raise ValueError(f"{name}가 {value!r}입니다. {wanted}의 정수를 넣으십시오.")


def _to_float(images: np.ndarray) -> np.ndarray:
    return images.astype(np.float32) / 127.5 - 1


def _scenes(task: str, role: str, count: int, seed: int, size: int) -> tuple[np.ndarray, ...]:
    """uint8 그림. role이 "pairs"면 (a, b, body), "a"나 "b"면 그 도메인 하나."""
    shapes = {"a": (count, size, size, 3), "b": (count, size, size, 3), "body": (count, size, size, 1)}
    wanted = {name: shapes[name] for name in (shapes if role == "pairs" else (role,))}
    name = f"savanna-{_drawing_version()}-{task}-{role}-{count}-{seed}-{size}.npz"
    images = _read(name, wanted)
    if images is None:
        images = _draw_all(task, role, count, seed, size, wanted)
        _write(name, images)
    return tuple(images.values())


def _draw_all(task, role, count, seed, size, wanted) -> dict[str, np.ndarray]:
    images = {name: np.empty(shape, np.uint8) for name, shape in wanted.items()}
    for index in range(count):
        scene = dict(zip(("a", "b", "body"), draw(task, _random(role, seed, index), size)))
        for name in images:
            images[name][index] = scene[name]
    return images


def _random(role: str, seed: int, index: int) -> np.random.Generator:
    """장면 하나의 난수. 쓰임새와 씨앗과 차례만으로 정해집니다."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence((_STREAMS[role], int(seed), index))))


@cache
def _drawing_version() -> str:
    """그리는 코드의 지문. 코드가 바뀌면 옛 캐시를 쓰지 않습니다."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def _read(name: str, wanted: dict[str, tuple[int, ...]]) -> dict[str, np.ndarray] | None:
    """캐시를 읽습니다. 없거나 망가졌으면 None입니다."""
    try:
        with np.load(cache_folder() / name, allow_pickle=False) as file:
            images = {key: file[key] for key in wanted}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error):
        return None
    intact = all(x.dtype == np.uint8 and x.shape == wanted[key] for key, x in images.items())
    return images if intact else None


def _write(name: str, images: dict[str, np.ndarray]) -> None:
    """다 쓴 뒤에 이름을 붙이므로 중간에 끊겨도 반쪽 파일이 남지 않습니다. 쓸 수 없으면 그냥 넘어갑니다."""
    with contextlib.suppress(OSError), replacing(cache_folder() / name) as partial:
        np.savez_compressed(partial, **images)
