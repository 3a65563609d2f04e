"""진짜 사진: CycleGAN 저자들이 나누어 주는 것(Zhu et al. 2017)과, 마트의 과일(`orange2apple`).

저장소에 담지 않고 부를 때 내려받습니다. 사진의 저작권은 저마다의 주인에게 있습니다(data/README.md).
"""

import hashlib
import os
import shutil
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from gan_course.data.photographs import orange2apple
from gan_course.data.photographs.archive import extract
from gan_course.data.photographs.transfer import transfer
from gan_course.files import cache_folder, user_path
from gan_course.names import did_you_mean

SERVER = "https://efrosgans.eecs.berkeley.edu/cyclegan/datasets"
FOLDERS = ("trainA", "trainB", "testA", "testB")


class Archive(NamedTuple):
    """서버의 NAME.zip."""

    size: int | None
    """바이트. 모르면 None."""
    sha256: str | None
    """모르면 None이고, `unpack`이 내용으로 확인합니다."""
    url: str | None = None
    """`SERVER`의 것이 아니면 그 주소."""
    unpack: Callable[[Path, Path], None] | None = None
    """(ZIP, 만들 폴더)를 받아 네 폴더를 만드는 함수. None이면 ZIP의 폴더를 그대로 풉니다."""


# tensorflow-datasets 4.9.10의 url_checksums/cycle_gan.txt에 적힌 값
ARCHIVES = {
    "horse2zebra": Archive(116867962, "a74d9d392eecca9966b51287a76ca126af473d9de4f3e8fc0e9cda08fa1730a1"),
    "summer2winter_yosemite": Archive(132640856, "167fe1726807a9d22bd106b4a6c0bd7953b688af924ac1bf967439c4961e49f9"),
    "apple2orange": Archive(78456409, "845a191e9af8926408ea597001cd03a452e3300a1f44a79fe329b3d59f6e3eb8"),
    "facades": Archive(35135868, "9a31ebf3a31b9b5cd195dd5bf62e9308e00cb94604d1019e3889ac84248695c0"),
    "monet2photo": Archive(305231073, "88f91b00fc228f97c9411fbf1880ec1d119c98f1722e4cfcfaa2fb35fac05b04"),
    "orange2apple": Archive(None, None, orange2apple.URL, orange2apple.unpack),
}
UNKNOWN_SIZE = 2**29  # 크기를 모르는 것에 남겨 둘 자리이자 받을 수 있는 끝(바이트)
SWELLING = 3  # 푼 크기는 압축 파일의 이 배를 넘지 않습니다. JPEG는 압축해도 거의 줄지 않습니다.


class CycleGANFolders(NamedTuple):
    """네 폴더. `image_folders(train_a, train_b)`와 `load_images(test_a)`에 그대로 줍니다."""

    train_a: Path
    train_b: Path
    test_a: Path
    test_b: Path


def cyclegan_dataset(name: str) -> CycleGANFolders:
    """사진 자료를 한 번 내려받아 풀고, 그 폴더들을 돌려줍니다. 이미 있으면 인터넷을 쓰지 않습니다.

    둘 곳은 환경 변수 `GAN_COURSE_DATA`의 폴더이고, 없으면 `cache_folder()/datasets`입니다.
    받다가 끊기면 다음에 이어받고, SHA-256이 맞아야 풉니다(orange2apple은 SHA-256을 몰라 내용으로 확인합니다). 그곳에 NAME.zip을 손으로 두면 내려받지 않고 그것을 씁니다.
    강의실의 서버처럼 다른 곳에서 받으려면 환경 변수 `GAN_COURSE_DATA_URL`에 NAME.zip이 있는 주소를 적습니다.

    Args:
        name: "horse2zebra", "summer2winter_yosemite", "apple2orange", "facades", "monet2photo", "orange2apple"
            가운데 하나. apple2orange는 ImageNet의, orange2apple은 마트에서 찍은(MIT) 다른 사진입니다.

    Returns:
        CycleGANFolders(train_a, train_b, test_a, test_b). JPEG가 든 폴더들. orange2apple은 128×128, 나머지는 256×256.

    Raises:
        ValueError: 모르는 이름이거나, 받은 파일이 원본과 다르거나, 안전하게 풀 수 없을 때.
        ConnectionError: 내려받을 수 없을 때. 어느 파일을 어디에 두면 되는지 알려 줍니다.
        OSError: 폴더에 쓸 수 없거나 디스크에 자리가 모자랄 때.
    """
    if name not in ARCHIVES:
        near = did_you_mean(name, ARCHIVES)
        raise ValueError(f"{name!r}(이)라는 자료를 모릅니다.{near} {', '.join(ARCHIVES)} 가운데 하나를 주십시오.")
    root = _root()
    if not (root / name).exists():
        with _alone(root, name):
            if not (root / name).exists():  # 기다리는 동안 다른 프로세스가 풀었을 수 있습니다.
                _prepare(root, name)
    return _folders(root / name)


def _root() -> Path:
    chosen = os.environ.get("GAN_COURSE_DATA")
    root = user_path(chosen).absolute() if chosen else cache_folder() / "datasets"
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OSError(f"사진을 둘 폴더를 만들 수 없습니다: {root} ({error}). {_ELSEWHERE}") from error
    return root


_ELSEWHERE = "쓸 수 있고 자리가 넉넉한 폴더를 환경 변수 GAN_COURSE_DATA에 적으십시오."


def _folders(folder: Path) -> CycleGANFolders:
    found = CycleGANFolders(*(folder / inside for inside in FOLDERS))
    if missing := [path.name for path in found if not path.is_dir()]:
        raise ValueError(
            f"{folder}에 {', '.join(missing)} 폴더가 없습니다. 빠진 폴더를 넣으십시오. "
            f"{folder.name} 폴더를 지우고 다시 실행하면 새로 내려받습니다."
        )
    return found


def _alone(root: Path, name: str):
    """같은 자료를 한 번에 한 프로세스만 내려받습니다. 프로세스가 죽으면 운영체제가 풀어 줍니다."""
    try:
        tempfile.TemporaryFile(dir=root).close()  # 쓸 수 없는 폴더에서 FileLock은 끝없이 기다리기도 합니다.
        lock = FileLock(root / f"{name}.lock")
        try:
            return lock.acquire(timeout=0)
        except Timeout:
            warnings.warn(f"다른 프로그램이 {name}을(를) 내려받고 있습니다. 끝나기를 기다립니다.", stacklevel=3)
            return lock.acquire()
    except OSError as error:
        raise OSError(f"사진을 둘 폴더에 쓸 수 없습니다: {root} ({error}). {_ELSEWHERE}") from error


def _prepare(root: Path, name: str) -> None:
    expected = ARCHIVES[name]
    by_hand = root / f"{name}.zip"
    if by_hand.exists():
        _check(by_hand, expected, f"지우고 다시 받거나, 지운 다음 다시 실행하면 내려받습니다: {by_hand}")
        _unpack(by_hand, root / name, expected)
        return
    part = root / f"{name}.zip.part"
    _download(part, name, expected)
    try:
        _check(part, expected, "받은 것을 지웠으니 다시 실행하면 새로 받습니다. 되풀이되면 주소를 확인하십시오.")
        _unpack(part, root / name, expected)
    except ValueError:
        part.unlink(missing_ok=True)
        raise
    part.unlink(missing_ok=True)


def _address(name: str, expected: Archive) -> str:
    chosen = os.environ.get("GAN_COURSE_DATA_URL")
    if expected.url and not chosen:
        return expected.url
    return f"{(chosen or SERVER).rstrip('/')}/{name}.zip"


def _download(part: Path, name: str, expected: Archive) -> None:
    if expected.size is None and zipfile.is_zipfile(part):  # 지난번에 끝까지 받고 풀지 못한 것
        return
    url = _address(name, expected)
    try:
        have = part.stat().st_size if part.exists() else 0
        needed = 2 * (expected.size or UNKNOWN_SIZE) - have  # 압축 파일과 푼 것
        if (free := shutil.disk_usage(part.parent).free) < needed:
            raise OSError(f"{needed / 2**20:,.0f} MiB가 더 필요한데 {free / 2**20:,.0f} MiB가 남았습니다")
        transfer(url, part, expected.size, UNKNOWN_SIZE)
    except ConnectionError as error:
        known = f"({expected.size:,}바이트, SHA-256 {expected.sha256})" if expected.size else ""
        raise ConnectionError(
            f"{name}을(를) 내려받지 못했습니다: {error}. 인터넷을 확인하고 다시 실행하면 이어받습니다. "
            f"또는 다른 컴퓨터에서 {url}을 받아 {part.with_suffix('')}에 두십시오{known}."
        ) from error
    except OSError as error:
        raise OSError(
            f"{name}을(를) 저장할 수 없습니다: {part.parent} ({error}). "
            f"자리를 비우고 다시 실행하면 이어받습니다. {_ELSEWHERE}"
        ) from error


def _check(file: Path, expected: Archive, remedy: str) -> None:
    if expected.sha256 is None:
        return
    with open(file, "rb") as opened:
        actual = hashlib.file_digest(opened, "sha256").hexdigest()
    if actual != expected.sha256:
        raise ValueError(
            f"{file.name}이 원본과 다릅니다"
            f"(SHA-256이 {expected.sha256[:12]}…여야 하는데 {actual[:12]}…입니다). {remedy}"
        )


def _unpack(archive: Path, target: Path, expected: Archive) -> None:
    try:
        if expected.unpack:
            expected.unpack(archive, target)
        else:
            extract(archive, target, FOLDERS, SWELLING * expected.size)
    except ValueError as error:
        raise ValueError(f"{archive.name}을 풀지 않습니다: {error}.") from error
    except OSError as error:
        raise OSError(f"{target}에 풀 수 없습니다({error}). 자리를 비우고 다시 실행하십시오. {_ELSEWHERE}") from error
