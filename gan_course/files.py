"""강좌와 함께 오는 파일의 자리: 해시를 확인한 데이터 파일과 사용자별 캐시 폴더.

TensorFlow를 가져오지 않으므로 `gan-course doctor` 같은 가벼운 명령도 쓸 수 있습니다.
"""

import functools
import hashlib
import os
from pathlib import Path

import platformdirs

CHECKSUMS = "SHA256SUMS"


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
            f"{name!r}(이)라는 데이터 파일은 없습니다. 쓸 수 있는 이름은 다음과 같습니다: {', '.join(sorted(expected))}"
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

    환경 변수 `GAN_COURSE_CACHE`가 있으면 그 폴더이고, 없으면 운영체제가 정한 캐시 폴더입니다.

    Raises:
        OSError: 폴더를 만들 수 없을 때.
    """
    chosen = os.environ.get("GAN_COURSE_CACHE")
    folder = Path(chosen) if chosen else platformdirs.user_cache_path("gan-course", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OSError(
            f"캐시 폴더를 만들 수 없습니다: {folder} ({error}). "
            "쓸 수 있는 폴더를 환경 변수 GAN_COURSE_CACHE에 적으십시오."
        ) from error
    return folder
