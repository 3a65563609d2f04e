"""오렌지와 풋사과: Grocery Store Dataset(Klasson et al. 2019, MIT)의 마트 사진에서 짝 없는 두 도메인을 만듭니다.

저자들의 저장소를 커밋 하나로 못 박아 받습니다. GitHub가 그때그때 만드는 ZIP의 바이트는 늘 같다는 약속이 없고, 이 저장소를
만들 때는 그 서버에 닿을 수도 없어 SHA-256을 적지 못했습니다. 그래서 내용으로 확인합니다: ZIP에 적힌 커밋, 폴더의 짜임,
종류와 나눔마다의 장수와 번호, 그리고 쓰는 파일마다의 CRC.

사진 한 장이 그림 셋이 됩니다: 가운데 정사각형(v0)과, 그 안에서 변의 62%인 정사각형 둘(v1은 왼쪽 아래, v2는 오른쪽 위).
과일의 색이 아닌 그림은 버립니다. 자르는 자리와 색의 범위는 이 강좌가 정한 것입니다(data/README.md).
"""

import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import numpy as np
from PIL import Image
from tqdm.auto import tqdm

from gan_course.data.photographs.archive import check_members
from gan_course.data.photographs.decode import UnusablePhotograph, read_image

COMMIT = "fc80ba90f803d79d0383df52c5a4ac5de99ff6fc"
URL = f"https://codeload.github.com/marcusklasson/GroceryStoreDataset/zip/{COMMIT}"
MOST_BYTES = 2**30  # 푼 크기가 이보다 크면 풀지 않습니다

# 도메인마다 {dataset/나눔/Fruit 아래의 폴더: {나눔: 장수}}. 사진의 이름은 Orange_001.jpg부터 차례로입니다.
PHOTOGRAPHS = {
    "A": {"Orange": {"train": 57, "val": 5, "test": 56}, "Satsumas": {"train": 70, "val": 5, "test": 68}},
    "B": {
        "Apple/Golden-Delicious": {"train": 45, "val": 6, "test": 45},
        "Apple/Granny-Smith": {"train": 59, "val": 6, "test": 58},
    },
}
FOLDER_OF_SPLIT = {"train": "train", "val": "train", "test": "test"}  # val은 시험이 아니므로 훈련과 함께 둡니다
SIDE, QUALITY = 128, 88
SHARE = 0.62  # v1과 v2의 한 변이 가운데 정사각형에서 차지하는 비율
FRUIT_SHARE = 0.3  # 과일의 색인 화소가 이보다 적은 그림은 버립니다
_COUNTED = 48  # 색을 세는 그림의 한 변: 줄이면 잡음에 흔들리지 않습니다
# Pillow의 HSV(저마다 0에서 255): (색조의 아래와 위, 채도의 아래, 명도의 아래)
FRUIT_COLOURS = {"A": (6, 30, 90, 77), "B": (33, 70, 64, 51)}


def unpack(archive: Path, target: Path) -> None:
    """ZIP을 확인하고, 그림을 만들어 `target/trainA`, `trainB`, `testA`, `testB`에 둡니다.

    모두 만든 다음 폴더째로 이름을 붙이므로, `target`이 있으면 온전한 것입니다.

    Args:
        archive: 저자들의 저장소의 ZIP.
        target: 만들 폴더. 아직 없어야 합니다.

    Raises:
        ValueError: ZIP이 아니거나, 망가졌거나, 다른 커밋의 것이거나, 짜임이나 장수가 다르거나, 읽지 못하는 사진이 있을 때.
        OSError: 디스크에 쓸 수 없을 때.
    """
    partial = Path(tempfile.mkdtemp(dir=target.parent, prefix=f"{target.name}.", suffix=".partial"))
    try:
        with zipfile.ZipFile(archive) as opened:
            top, members = _checked(opened)
            for folder in ("trainA", "trainB", "testA", "testB"):
                (partial / folder).mkdir()
            for domain, split, stem, member in tqdm(members, "그림 만들기", leave=False, delay=2):
                folder = partial / f"{FOLDER_OF_SPLIT[split]}{domain}"
                for number, view in _fruit_views(_photograph(opened, member, partial), domain):
                    view.save(folder / f"{stem}_v{number}.jpg", "JPEG", quality=QUALITY)
            if f"{top}/LICENSE" in opened.namelist():
                (partial / "LICENSE").write_bytes(opened.read(f"{top}/LICENSE"))
        partial.chmod(0o755)  # mkdtemp는 만든 사람만 보게 합니다.
        partial.rename(target)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise ValueError(f"압축 파일이 망가졌거나 ZIP이 아닙니다({error})") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def views(photograph: Image.Image) -> list[Image.Image]:
    """사진 한 장에서 v0, v1, v2: 저마다 SIDE x SIDE의 RGB(BICUBIC)."""
    side = min(photograph.size)
    left, top = (photograph.width - side) // 2, (photograph.height - side) // 2
    crop = int(SHARE * side)
    near = (side - crop) // 5
    far = side - crop - near
    boxes = [(0, 0, side), (near, far, crop), (far, near, crop)]
    return [
        photograph.resize(
            (SIDE, SIDE), Image.Resampling.BICUBIC, box=(left + x, top + y, left + x + length, top + y + length)
        )
        for x, y, length in boxes
    ]


def fruit_share(view: Image.Image, domain: str) -> float:
    """그림에서 그 도메인의 과일의 색인 화소의 비율, 0에서 1."""
    low, high, saturation, value = FRUIT_COLOURS[domain]
    small = view.resize((_COUNTED, _COUNTED), Image.Resampling.BOX)
    hsv = np.asarray(small.convert("HSV"))
    hue = (hsv[..., 0] >= low) & (hsv[..., 0] <= high)
    return float((hue & (hsv[..., 1] >= saturation) & (hsv[..., 2] >= value)).mean())


def _fruit_views(photograph, domain) -> Iterator[tuple[int, Image.Image]]:
    for number, view in enumerate(views(photograph)):
        if fruit_share(view, domain) >= FRUIT_SHARE:
            yield number, view


def _checked(opened: zipfile.ZipFile) -> tuple[str, list[tuple[str, str, str, zipfile.ZipInfo]]]:
    """(맨 위 폴더의 이름, [(도메인, 나눔, 그림 이름의 첫머리, 사진)])."""
    check_members(opened.infolist(), MOST_BYTES)
    written = opened.comment.decode("ascii", "replace").strip()  # git archive가 커밋을 적는 자리
    if re.fullmatch("[0-9a-f]{40}", written) and written != COMMIT:
        raise ValueError(f"다른 커밋의 것입니다({COMMIT[:12]}…이어야 하는데 {written[:12]}…입니다)")
    tops = {PurePosixPath(member.filename).parts[0] for member in opened.infolist()}
    if len(tops) != 1:
        raise ValueError(f"맨 위에 폴더 하나가 있어야 하는데 {len(tops)}개가 있습니다. GitHub에서 받은 그대로 두십시오")
    (top,) = tops
    found = {}
    for member in opened.infolist():
        path = PurePosixPath(member.filename)
        if not member.is_dir() and path.suffix.lower() == ".jpg":
            found.setdefault(str(path.parent), []).append((path.stem, member))
    members = []
    for domain, classes in PHOTOGRAPHS.items():
        for kind, counts in classes.items():
            name = kind.rpartition("/")[-1]
            for split, count in counts.items():
                place = f"dataset/{split}/Fruit/{kind}"
                photographs = sorted(found.get(f"{top}/{place}", []), key=lambda each: each[0])
                if [stem for stem, _ in photographs] != [f"{name}_{number:03}" for number in range(1, count + 1)]:
                    raise ValueError(
                        f"{place}에 {name}_001.jpg부터 {name}_{count:03}.jpg까지 {count}장이 있어야 하는데 "
                        f"{len(photographs)}장이 있거나 이름이 다릅니다"
                    )
                for number, (_, member) in enumerate(photographs, start=1):
                    members.append((domain, split, f"{name.lower()}_{split}_{number:03}", member))
    return top, members


def _photograph(opened, member, folder) -> Image.Image:
    content = opened.read(member)  # 끝까지 읽으면 zipfile이 CRC를 견줍니다
    file = folder / "photograph"
    file.write_bytes(content)
    try:
        return read_image(file)
    except UnusablePhotograph as error:
        raise ValueError(f"읽지 못하는 사진이 있습니다: {member.filename} ({error})") from error
    finally:
        file.unlink()
