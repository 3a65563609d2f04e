"""파일을 다루는 바닥: 통째로 바꾸어 쓰기, 사람이 적은 경로, 해시를 확인한 데이터 파일, 사용자별 캐시 폴더.

TensorFlow를 가져오지 않으므로 `gan-course doctor` 같은 가벼운 명령도 쓸 수 있습니다.
"""

import argparse
import functools
import hashlib
import os
import secrets
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from gan_course.names import did_you_mean

CHECKSUMS = "SHA256SUMS"
_PARTIAL = ".partial-"


class NoHome(argparse.ArgumentTypeError, ValueError):
    """홈 폴더를 알 수 없는데 `~`를 풀어야 할 때. argparse의 `type`에서 나면 argparse가 그 말을 그대로 전합니다."""


def user_path(text: str | Path) -> Path:
    """사람이 적은 경로. 셸이 풀지 않은 `~`(`--output=~/결과`, 환경 변수, 노트북의 글)를 홈 폴더로 풉니다.

    모르는 사용자의 `~이름`은 셸처럼 적힌 그대로 둡니다. argparse의 `type`으로도 씁니다.

    Raises:
        NoHome: `~`로 시작하는데 홈 폴더를 알 수 없을 때. 그대로 두면 `~`라는 폴더가 생깁니다.
    """
    expanded = os.path.expanduser(text)
    if Path(expanded).parts[:1] == ("~",) and not expanded.startswith("."):
        raise NoHome(
            f"홈 폴더를 알 수 없어 {text}의 ~를 풀 수 없습니다. 경로를 처음부터 적거나 환경 변수 HOME을 정하십시오."
        )
    return Path(expanded)


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
        raise FileNotFoundError(
            f"데이터 파일이 없습니다: {path}. 저장소를 다시 내려받거나 `git checkout -- data`로 되살리십시오."
        )
    actual = hashlib.sha256(path.read_bytes()).hexdigest()
    if actual != expected[name]:
        raise ValueError(
            f"데이터 파일의 내용이 원본과 다릅니다: {path} "
            f"(SHA-256이 {expected[name][:12]}…여야 하는데 {actual[:12]}…입니다). "
            "저장소를 다시 내려받거나 `git checkout -- data`로 되살리십시오."
        )
    return path


def read_checksums(folder: Path) -> dict[str, str]:
    """`folder/SHA256SUMS`(`sha256sum` 명령의 형식)를 읽어 {이름: SHA-256}으로 돌려줍니다."""
    path = folder / CHECKSUMS
    if not path.is_file():
        raise FileNotFoundError(f"데이터 폴더의 목록이 없습니다: {path}. 저장소 전체를 내려받았는지 확인하십시오.")
    lines = path.read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines if line)}


def cache_folder() -> Path:
    """다시 만들 수 있는 파일을 두는 사용자별 폴더. 없으면 만듭니다.

    환경 변수 `GAN_COURSE_CACHE`가 있으면 그 폴더이고, 없으면 운영체제가 정한 캐시 폴더입니다. 홈 폴더를 알 수 없거나
    거기에 만들 수 없으면(컨테이너의 이름 없는 사용자) 임시 폴더에 두고 경고합니다.

    Raises:
        OSError: 폴더를 만들 수 없을 때.
    """
    chosen = os.environ.get("GAN_COURSE_CACHE")
    try:
        folder = user_path(chosen or platformdirs.user_cache_path("gan-course", appauthor=False))
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, NoHome, RuntimeError) as error:  # RuntimeError는 홈을 모르는 platformdirs가 냅니다
        if chosen:
            raise OSError(f"캐시 폴더를 만들 수 없습니다: {chosen} ({error}). {_ELSEWHERE}") from error
        return _temporary_cache()
    return folder if os.access(folder, os.W_OK) or chosen else _temporary_cache()


_ELSEWHERE = "쓸 수 있는 폴더를 환경 변수 GAN_COURSE_CACHE에 적으십시오."


def _temporary_cache() -> Path:
    mine = os.getuid() if os.name == "posix" else None  # Windows의 임시 폴더는 본디 사용자마다 다릅니다
    try:
        folder = Path(tempfile.gettempdir()) / ("gan-course" if mine is None else f"gan-course-{mine}")
        folder.mkdir(mode=0o700, exist_ok=True)
        # 누구나 쓰는 /tmp입니다. 다른 사람이 먼저 만들어 둔 폴더나 링크는 쓰지 않습니다.
        if folder.is_symlink() or mine not in (None, folder.stat().st_uid):
            raise OSError(f"{folder}의 주인이 다릅니다")
    except OSError as error:
        raise OSError(f"캐시를 홈 폴더에도 임시 폴더에도 만들 수 없습니다({error}). {_ELSEWHERE}") from error
    warnings.warn(
        f"홈 폴더에 캐시를 둘 수 없어 임시 폴더 {folder}에 둡니다. 지워지지 않게 하려면 {_ELSEWHERE}", stacklevel=2
    )
    return folder
