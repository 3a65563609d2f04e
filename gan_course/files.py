"""파일을 다루는 바닥: 통째로 바꾸어 쓰기, 해시를 확인한 데이터 파일. 사람이 적은 경로와 캐시 폴더는 `home`에서 옵니다.

TensorFlow를 가져오지 않으므로 `gan-course doctor` 같은 가벼운 명령도 쓸 수 있습니다.
"""

import functools
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gan_course.home import cache_folder as cache_folder
from gan_course.home import user_path as user_path
from gan_course.names import did_you_mean

CHECKSUMS = "SHA256SUMS"
_PARTIAL = ".partial-"


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """파일을 통째로 바꿉니다. 받은 자리에 다 쓰면 디스크까지 내린 다음 ``path``의 이름을 붙입니다.

    도중에 멈추거나 실패해도 옛 파일이나 새 파일 가운데 하나가 온전히 남습니다. 받은 자리의 확장자는 ``path``와 같습니다.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{_PARTIAL}{secrets.token_hex(4)}-{path.name}")
    try:
        yield partial
        with open(partial, "rb+") as file:
            os.fsync(file.fileno())
        os.replace(partial, path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def write_atomically(path: Path, content: str | bytes) -> None:
    """``content``를 `replacing`으로 씁니다. 글은 UTF-8이고 줄바꿈은 그대로입니다."""
    with replacing(path) as partial:
        partial.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def remove_leftovers(path: Path) -> None:
    """``path``를 쓰다가 죽은 프로세스가 남긴 파일을 지웁니다. 지금 쓰는 이가 없을 때만 부르십시오."""
    for file in path.parent.iterdir():
        if file.name.startswith(_PARTIAL) and file.name.endswith(f"-{path.name}"):
            file.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """바꾼 이름까지 디스크에 내려 씁니다. Windows에는 폴더의 fsync가 없습니다."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:  # 폴더를 내려 쓰지 못하는 파일 시스템도 있습니다. 파일은 이미 온전히 바뀌었습니다
        pass
    finally:
        os.close(descriptor)


def data_folder() -> Path:
    """데이터 폴더: wheel로 설치했으면 `gan_course/_data`, 저장소에서는 `data`."""
    package = Path(__file__).resolve().parent
    installed = package / "_data"
    return installed if installed.is_dir() else package.parent / "data"


def how_to_restore() -> str:
    """데이터가 없거나 망가졌을 때 할 일."""
    if data_folder().name == "_data":
        return "wheel을 다시 설치하십시오(`pip install --force-reinstall`이나 `uvx --reinstall`)."
    return "저장소를 다시 내려받거나 `git checkout -- data`로 되살리십시오."


def verified_path(name: str) -> Path:
    """함께 온 데이터 파일의 경로를, 내용이 원본과 같은지 확인한 뒤 돌려줍니다.

    SHA-256을 `data/SHA256SUMS`와 견줍니다. 한 파일은 프로세스마다 한 번만 읽어 확인합니다.

    Args:
        name: `SHA256SUMS`에 적힌 이름. 예: `"mnist_5k.npz"`, `"fonts/NanumSquareR.ttf"`.

    Returns:
        파일의 절대 경로.

    Raises:
        ValueError: 모르는 이름이거나, 내용이 원본과 다를 때.
        FileNotFoundError: 파일이나 `SHA256SUMS`가 없을 때.
    """
    return _verified(data_folder(), name)


@functools.cache
def _verified(folder: Path, name: str) -> Path:
    expected = read_checksums(folder)
    if name not in expected:
        raise ValueError(
            f"{name!r}(이)라는 데이터 파일은 없습니다.{did_you_mean(name, expected)} 쓸 수 있는 이름은 다음과 같습니다: {', '.join(sorted(expected))}"
        )
    path = folder / name
    if not path.is_file():
        raise FileNotFoundError(f"데이터 파일이 없습니다: {path}. {how_to_restore()}")
    actual = hashlib.sha256(path.read_bytes()).hexdigest()
    if actual != expected[name]:
        raise ValueError(
            f"데이터 파일의 내용이 원본과 다릅니다: {path} "
            f"(SHA-256이 {expected[name][:12]}…여야 하는데 {actual[:12]}…입니다). " + how_to_restore()
        )
    return path


def read_checksums(folder: Path) -> dict[str, str]:
    """`folder/SHA256SUMS`(`sha256sum` 명령의 형식)를 읽어 {이름: SHA-256}으로 돌려줍니다."""
    path = folder / CHECKSUMS
    if not path.is_file():
        raise FileNotFoundError(f"데이터 폴더의 목록이 없습니다: {path}. 저장소 전체를 내려받았는지 확인하십시오.")
    lines = path.read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines if line)}
