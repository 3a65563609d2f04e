"""읽어 둔 사진의 화소를 사용자의 캐시 폴더에 둡니다. 무작위로 자르고 뒤집기 전의 것만 담습니다.

폴더 하나가 `photographs/KEY/`의 두 파일이 됩니다: `pixels.bin`(uint8 [n, size, size, 3]을 그대로)과 `index.json`.
배열은 memmap으로 열므로 메모리를 차지하지 않습니다. 모두 쓴 다음 폴더째로 이름을 붙이므로 반쪽인 채로 쓰이지 않습니다.
"""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import PIL
from tqdm.auto import tqdm

from gan_course.data.photographs.decode import UnusablePhotograph, read_squares
from gan_course.files import cache_folder
from gan_course.reasons import reason

LIMIT = 8 * 2**30  # 캐시 전체의 크기(바이트). 넘으면 오래 쓰지 않은 것부터 지웁니다.
SPARE = 2**28  # 디스크에 남겨 둘 자리(바이트)
_PARTIAL = ".partial"


class Decoded(NamedTuple):
    """폴더 하나에서 읽어 둔 것."""

    pixels: np.ndarray
    """uint8, [n, size, size, 3]."""

    skipped: dict[str, str]
    """{쓸 수 없는 파일의 이름: 까닭}."""

    crc: int
    """화소의 CRC-32. 자료를 알아보는 지문입니다."""


def decoded(files: Sequence[Path], size: int, smallest: int) -> Decoded:
    """`files`를 `read_square(path, size, smallest)`로 읽은 것. 이미 읽어 둔 것이 있으면 그것입니다.

    파일의 이름, 크기, 고친 시각 가운데 하나라도 바뀌면 다시 읽습니다.

    Raises:
        OSError: 캐시 폴더에 쓸 수 없거나 디스크에 자리가 모자랄 때.
    """
    root = cache_folder() / "photographs"
    target = root / _key(files, size, smallest)
    found = _open(target, size)
    if found is None:
        try:
            _build(root, target, files, size, smallest)
        except OSError as error:
            raise OSError(
                f"읽은 사진을 캐시에 담을 수 없습니다: {root} ({reason(error)}). "
                "디스크에 자리를 비우거나, 쓸 수 있는 폴더를 환경 변수 GAN_COURSE_CACHE에 적으십시오."
            ) from error
        found = _open(target, size)
        if found is None:
            raise OSError(f"캐시가 망가져 있고 지울 수도 없습니다: {target}. 이 폴더를 지우고 다시 실행하십시오.")
    with contextlib.suppress(OSError):
        os.utime(target)  # 방금 썼다는 표시
    _forget_old(root, keep=target)
    return found


def _key(files, size, smallest) -> str:
    seen = []
    for path in files:
        try:
            status = path.stat()
            seen.append((str(path), status.st_size, status.st_mtime_ns))
        except OSError:
            seen.append((str(path), None, None))
    text = json.dumps([seen, size, smallest, PIL.__version__])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _open(folder: Path, size: int) -> Decoded | None:
    """없거나 망가졌으면 None."""
    try:
        index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        shape = (index["count"], size, size, 3)
        file = folder / "pixels.bin"
        if file.stat().st_size != np.prod(shape, dtype=np.int64):
            return None
        empty = np.empty(shape, np.uint8)
        pixels = np.memmap(file, np.uint8, "r", shape=shape) if index["count"] else empty
        return Decoded(pixels, dict(index["skipped"]), index["crc"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _build(root, target, files, size, smallest) -> None:
    needed = len(files) * size * size * 3
    root.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(root).free < needed + SPARE:
        raise OSError(f"{needed / 2**20:,.0f} MiB가 더 필요합니다")
    partial = Path(tempfile.mkdtemp(dir=root, suffix=_PARTIAL))
    try:
        index = {"count": 0, "crc": 0, "skipped": {}}
        with (
            open(partial / "pixels.bin", "wb") as file,
            contextlib.closing(read_squares(files, size, smallest)) as squares,
        ):
            named = f"사진 읽기({files[0].parent.name})"
            for square, path in zip(tqdm(squares, named, len(files), leave=False, delay=2), files):
                if isinstance(square, UnusablePhotograph):
                    index["skipped"][path.name] = str(square)
                    continue
                file.write(square.tobytes())
                index["crc"] = zlib.crc32(square.tobytes(), index["crc"])
                index["count"] += 1
            file.flush()
            os.fsync(file.fileno())
        with open(partial / "index.json", "w", encoding="utf-8", errors="backslashreplace") as file:
            json.dump(index, file, ensure_ascii=False)
        shutil.rmtree(target, ignore_errors=True)  # 망가진 것이 있었다면
        with contextlib.suppress(OSError):  # 다른 프로세스가 먼저 만들었다면 그것을 씁니다.
            partial.rename(target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _forget_old(root: Path, keep: Path) -> None:
    """오래 쓰지 않은 것부터 지워 LIMIT 안에 머뭅니다. 죽은 프로세스가 남긴 것도 하루가 지나면 지웁니다."""
    with contextlib.suppress(OSError):
        folders = [path for path in root.iterdir() if path.is_dir()]
        folders.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        total = 0
        for folder in folders:
            total += sum(file.stat().st_size for file in folder.iterdir())
            left_behind = folder.suffix == _PARTIAL and folder.stat().st_mtime < time.time() - 86400
            too_much = folder.suffix != _PARTIAL and total > LIMIT
            if folder != keep and (left_behind or too_much):
                shutil.rmtree(folder, ignore_errors=True)
