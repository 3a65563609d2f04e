"""파일을 다루는 바닥: 통째로 바꾸어 쓰기, 해시를 확인한 데이터 파일. 사람이 적은 경로와 캐시 폴더는 `home`에서 옵니다.

TensorFlow를 가져오지 않으므로 `gan-course doctor` 같은 가벼운 명령도 쓸 수 있습니다.
"""

import errno
import functools
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gan_course.home import cache_folder as cache_folder
from gan_course.home import user_path as user_path
from gan_course.names import did_you_mean

CHECKSUMS = "SHA256SUMS"
_PARTIAL = ".partial-"
_CHECKSUM = re.compile(r"(?P<digest>[0-9a-fA-F]{64}) [ *]?(?P<name>.+)")  # 별표는 `sha256sum --binary`가 붙입니다
_LFS = b"version https://git-lfs"


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
    except BaseException as error:
        partial.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is not None and Path(os.fsdecode(error.filename)) == partial:
            error.filename = str(path)  # 사람은 제가 적은 이름을 압니다
        raise
    _sync_folder(path.parent)


def write_atomically(path: Path, content: str | bytes) -> None:
    """``content``를 `replacing`으로 씁니다. 글은 UTF-8이고 줄바꿈은 그대로입니다."""
    with replacing(path) as partial:
        partial.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def read_bytes(path: Path) -> bytes:
    """사람이 준 파일의 내용. 관(FIFO)과 장치는 읽으면 영영 기다리므로 물리칩니다.

    Raises:
        OSError: 없거나, 폴더이거나, 읽을 수 없거나, 보통 파일이 아닐 때.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(f"{path}: 보통 파일이 아닙니다. 파일의 경로를 주십시오.")
    return path.read_bytes()


def read_text(path: Path) -> str:
    """사람이 적은 글. 메모장이 앞에 붙인 BOM은 빼고, 줄바꿈은 하나로 봅니다.

    Raises:
        ValueError: UTF-8이 아닐 때.
        OSError: `read_bytes`와 같습니다.
    """
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: UTF-8로 적은 글이 아닙니다. 편집기에서 UTF-8로 다시 저장하십시오.") from error
    return text.replace("\r\n", "\n")


def check_writable(path: Path) -> None:
    """`path`를 쓸 수 있는 자리인지, 오래 걸리는 일을 하기 전에 봅니다.

    Raises:
        PermissionError: 그 폴더(없으면 만들 수 있는 가장 가까운 폴더)에 쓸 수 없을 때.
        NotADirectoryError: 폴더의 자리에 파일이 있을 때.
    """
    whole = path.absolute()
    near = next(folder for folder in (*whole.parents, whole) if folder.exists())
    if not near.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(near))
    if not os.access(near, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def refuse_to_replace(path: Path, what: str) -> None:
    """`path`에 이미 무엇이 있으면, 사람의 것일 수 있으므로 덮어쓰지 않습니다. `what`은 쓰려던 것의 이름입니다.

    Raises:
        ValueError: 파일, 폴더, 끊긴 링크가 있을 때.
    """
    if path.exists() or path.is_symlink():
        raise ValueError(
            f"{path}: 이미 있어 덮어쓰지 않았습니다. {what}에 다른 이름을 주거나, 있던 것의 이름을 바꾸십시오."
        )


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
    content = path.read_bytes()
    actual = hashlib.sha256(content).hexdigest()
    if actual != expected[name]:
        seen = f"SHA-256이 {expected[name][:12]}…여야 하는데 {actual[:12]}…입니다"
        if not content:
            seen = "빈 파일입니다"
        elif content.startswith(_LFS):
            seen = "Git LFS의 이정표뿐이고 내용은 아직 받지 않았습니다. `git lfs pull`을 실행하십시오"
        raise ValueError(f"데이터 파일의 내용이 원본과 다릅니다: {path} ({seen}). " + how_to_restore())
    return path


def read_checksums(folder: Path) -> dict[str, str]:
    """`folder/SHA256SUMS`(`sha256sum` 명령의 형식)를 읽어 {이름: SHA-256}으로 돌려줍니다.

    Raises:
        FileNotFoundError: 목록이 없을 때.
        ValueError: 목록이 비었거나, UTF-8이 아니거나, 해시와 이름이 아닌 줄이 있거나, 폴더의 밖을 가리킬 때.
    """
    path = folder / CHECKSUMS
    if not path.is_file():
        raise FileNotFoundError(f"데이터 폴더의 목록이 없습니다: {path}. 저장소 전체를 내려받았는지 확인하십시오.")
    checksums = {}
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        found = _CHECKSUM.fullmatch(line)
        if not found:
            raise ValueError(f"{path}의 {number}번째 줄을 읽을 수 없습니다({line[:40]!r}). {how_to_restore()}")
        name = found["name"]
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise ValueError(f"{path}의 {number}번째 줄이 데이터 폴더의 밖을 가리킵니다: {name}. {how_to_restore()}")
        checksums[name] = found["digest"].lower()
    if not checksums:
        raise ValueError(f"데이터 폴더의 목록에 파일이 하나도 없습니다: {path}. {how_to_restore()}")
    return checksums
