"""잘못된 사진, 폴더, 인수를 하나씩 넣어 봅니다. 표의 마지막 칸이 사용자가 읽는 말입니다.

표는 둘입니다: FILES(건너뛰고 알리는 파일), ARGUMENTS(폴더와 인수). 서버와 압축 파일은 test_bad_archives.py에,
둘 곳은 test_bad_places.py에 있습니다.
"""

import errno
import struct
import sys
import zlib

import numpy as np
import pytest
from PIL import Image

from gan_course.data import cyclegan_dataset, image_folders, load_images
from gan_course.data.photographs import decode
from tests.data.archive_server import make_zip
from tests.data.pictures import JPEG, picture, saved

pytestmark = pytest.mark.usefixtures("own_places")


def flipped(content, place):
    return content[:place] + bytes([content[place] ^ 255]) + content[place + 1 :]


def huge_png():
    """2만 × 2만 화소라고 적힌 몇십 바이트짜리 PNG."""
    content = bytearray(saved("PNG", Image.new("1", (8, 8))))
    content[16:24] = struct.pack(">II", 20_000, 20_000)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    return bytes(content)


# ── 건너뛰고 알리는 파일 ──────────────────────────────────────────────────────────────────────────

PNG, WEBP, BMP = (saved(kind) for kind in ("PNG", "WEBP", "BMP"))

# (파일 이름, 내용, 읽는 말)
FILES = [
    ("빈 파일.jpg", b"", "빈 파일입니다"),
    ("글.jpg", "사진이 아닙니다".encode(), "이미지가 아니거나 모르는 형식입니다"),
    ("README.txt", b"photos of horses", "이미지가 아니거나 모르는 형식입니다"),
    ("그림.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "이미지가 아니거나 모르는 형식입니다"),
    ("문서.pdf", b"%PDF-1.7\n%%EOF", "이미지가 아니거나 모르는 형식입니다"),
    ("압축.png", make_zip(), "이미지가 아니거나 모르는 형식입니다"),
    ("IMG_1.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC 형식은 읽지 못합니다. JPEG로 바꾸십시오"),
    ("자른.jpg", JPEG[: len(JPEG) // 2], "파일의 끝이 잘렸습니다"),
    ("머리만.jpg", JPEG[:3], "이미지가 아니거나 모르는 형식입니다"),
    ("자른.png", PNG[: len(PNG) // 2], "파일의 끝이 잘렸습니다"),
    ("자른.webp", WEBP[: len(WEBP) // 2], "망가진 파일입니다"),
    ("자른.bmp", BMP[: len(BMP) // 2], "파일의 끝이 잘렸습니다"),
    ("CRC.png", flipped(PNG, len(PNG) // 2), "망가진 파일입니다"),
    ("머리가 망가진.png", flipped(PNG, 18), "이미지가 아니거나 모르는 형식입니다"),
    ("작은.png", saved("PNG", picture(10)), "너무 작습니다(10×10화소, 짧은 변이 16화소는 되어야 합니다)"),
    ("가는.png", saved("PNG", picture(15, 300)), "너무 작습니다(15×300화소"),
    ("거대한.png", huge_png(), "화소가 너무 많습니다(한 장에 179백만 화소까지)"),
    ("실수.tiff", saved("TIFF", Image.fromarray(np.ones((64, 64), np.float32))), "32비트 그림입니다"),
    ("정수.tiff", saved("TIFF", Image.fromarray(np.ones((64, 64), np.int32))), "32비트 그림입니다"),
]


@pytest.mark.parametrize(("name", "content", "says"), FILES, ids=[name for name, *_ in FILES])
def test_a_bad_file_is_skipped_and_named(name, content, says, horses, zebras):
    (horses / name).write_bytes(content)
    with pytest.warns(UserWarning) as warned:
        data = image_folders(horses, zebras, size=64)
    (message,) = [str(warning.message) for warning in warned]
    assert message.startswith(f"쓸 수 없는 파일 1개를 건너뜁니다: {horses}: {name}(") and says in message
    assert len(data) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows에서는 링크를 만들 권한이 따로 있어야 합니다")
def test_a_link_to_nothing_is_skipped_and_named(horses, tmp_path):
    (horses / "링크.jpg").symlink_to(tmp_path / "없음.jpg")
    with pytest.warns(UserWarning, match="링크.jpg.가리키는 파일이 없습니다"):
        assert len(load_images(horses, 8).paths) == 3


def test_a_file_that_may_not_be_read_is_skipped_and_named(horses, monkeypatch):
    real = Image.open

    def refuse(path, **options):
        if path.name == "1.png":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, **options)

    monkeypatch.setattr(decode.Image, "open", refuse)
    with pytest.warns(UserWarning, match="1.png.읽을 권한이 없습니다"):
        assert len(load_images(horses, 8).paths) == 2


def test_many_bad_files_are_counted_not_listed(horses):
    for number in range(9):
        (horses / f"빈{number}.jpg").touch()
    with pytest.warns(UserWarning, match="9개를 건너뜁니다.*빈4.jpg.*, 그 밖에 4개") as warned:
        load_images(horses, 8)
    assert len(warned) == 1 and "빈5" not in str(warned[0].message)


# ── 폴더와 인수 ───────────────────────────────────────────────────────────────────────────────────

# (무엇이 잘못되었나, 부르는 법, 읽는 말)
ARGUMENTS = [
    ("없는 폴더", lambda p: image_folders(p.horses / "없음", p.zebras), "폴더가 없습니다.*철자와 위치"),
    ("없는 폴더(한 폴더)", lambda p: load_images("어디에도 없음"), "폴더가 없습니다.*어디에도 없음"),
    ("폴더가 아니라 파일", lambda p: image_folders(p.file, p.zebras), "폴더가 아니라 파일입니다.*폴더를 주십시오"),
    ("빈 폴더", lambda p: image_folders(p.horses, p.empty), "사진이 없습니다.*빈 폴더.*JPEG.*넣으십시오"),
    ("하위 폴더뿐", lambda p: image_folders(p.nested, p.zebras), r"하위 폴더\(trainA, trainB\) 가운데 하나를"),
    ("같은 폴더 둘", lambda p: image_folders(p.horses, p.horses), "같은 폴더를 주었습니다.*서로 다른 두 폴더"),
    ("같은 폴더, 다른 표기", lambda p: image_folders(p.horses, p.zebras / ".." / p.horses.name), "같은 폴더를"),
    ("모두 망가짐", lambda p: image_folders(p.broken, p.zebras), "0장뿐입니다.*1.jpg.*잘렸습니다.*2.jpg.*빈 파일"),
    ("모두 망가짐(한 폴더)", lambda p: load_images(p.broken), "쓸 수 있는 사진이 0장뿐입니다"),
    ("한 장뿐", lambda p: image_folders(p.single, p.zebras), "1장뿐입니다.*2장 이상이 있어야"),
    ("배치보다 적음", lambda p: image_folders(p.horses, p.zebras, batch_size=4), "3장뿐입니다.*4장 이상"),
    ("4의 배수가 아닌 크기", lambda p: image_folders(p.horses, p.zebras, 250), "250입니다.*4의 배수.*예: 248, 252"),
    ("너무 작은 크기", lambda p: image_folders(p.horses, p.zebras, 2), "2입니다.*4의 배수.*예: 4"),
    ("크기 0", lambda p: image_folders(p.horses, p.zebras, 0), "size가 0.*1 이상의 정수"),
    ("글자인 크기", lambda p: image_folders(p.horses, p.zebras, "256"), "size가 '256'.*1 이상의 정수"),
    ("크기 0(한 폴더)", lambda p: load_images(p.horses, 0), "size가 0.*1 이상의 정수"),
    ("자를 것보다 작게 읽음", lambda p: image_folders(p.horses, p.zebras, 256, 128), "size 이상이어야.*load_size=286"),
    ("load_size 0", lambda p: image_folders(p.horses, p.zebras, 64, 0), "load_size가 0.*1 이상의 정수"),
    ("배치 0", lambda p: image_folders(p.horses, p.zebras, batch_size=0), "batch_size가 0.*1 이상의 정수"),
    ("걸음 0", lambda p: image_folders(p.horses, p.zebras, steps=0), "steps가 0.*1 이상의 정수"),
    ("음수 씨앗", lambda p: image_folders(p.horses, p.zebras, seed=-1), "seed가 -1.*0 이상의 정수"),
    ("실수 씨앗", lambda p: image_folders(p.horses, p.zebras, seed=0.5), "seed가 0.5.*0 이상의 정수"),
    ("모르는 자료", lambda p: cyclegan_dataset("horse2cat"), "'horse2cat'.*horse2zebra, summer2winter_yosemite"),
    ("대문자 자료", lambda p: cyclegan_dataset("Horse2Zebra"), "모릅니다.*horse2zebra"),
]


@pytest.mark.parametrize(("call", "says"), [row[1:] for row in ARGUMENTS], ids=[row[0] for row in ARGUMENTS])
def test_bad_arguments_are_explained(call, says, places):
    with pytest.raises(ValueError, match=says):
        call(places)
