"""잘못된 사진, 인수, 서버, 압축 파일을 하나씩 넣어 봅니다. 표의 마지막 칸이 사용자가 읽는 말입니다.

표는 다섯입니다: FILES(건너뛰고 알리는 파일), ARGUMENTS(폴더와 인수), SERVERS(내려받기), ARCHIVES(압축 파일),
PLACES(둘 곳).
"""

import errno
import hashlib
import io
import shutil
import stat
import struct
import sys
import warnings
import zipfile
import zlib
from collections import namedtuple

import numpy as np
import pytest
from PIL import Image

from gan_course.data import cyclegan_dataset, image_folders, load_images
from gan_course.data.photographs import archive, cache, decode, download, transfer
from tests.data.archive_server import FOLDERS, make_zip, serving


@pytest.fixture(autouse=True)
def own_places(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_COURSE_CACHE", str(tmp_path / "캐시"))
    monkeypatch.setenv("GAN_COURSE_DATA", str(tmp_path / "자료"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(transfer, "PAUSE", 0.0)


def picture(side=64, tall=None):
    noise = np.random.default_rng(0).integers(0, 256, (tall or side, side, 3), np.uint8)
    return Image.fromarray(noise)


def saved(file_format, image=None, **options):
    file = io.BytesIO()
    (image or picture()).save(file, file_format, **options)
    return file.getvalue()


def flipped(content, place):
    return content[:place] + bytes([content[place] ^ 255]) + content[place + 1 :]


def huge_png():
    """2만 × 2만 화소라고 적힌 몇십 바이트짜리 PNG."""
    content = bytearray(saved("PNG", Image.new("1", (8, 8))))
    content[16:24] = struct.pack(">II", 20_000, 20_000)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    return bytes(content)


# ── 건너뛰고 알리는 파일 ──────────────────────────────────────────────────────────────────────────

JPEG, PNG, WEBP, BMP = (saved(kind) for kind in ("JPEG", "PNG", "WEBP", "BMP"))

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


@pytest.fixture
def horses(tmp_path):
    """쓸 수 있는 사진 세 장이 든 폴더."""
    folder = tmp_path / "갈색 말"
    folder.mkdir()
    for number in range(3):
        picture().save(folder / f"{number}.png")
    return folder


@pytest.fixture
def zebras(horses):
    return shutil.copytree(horses, horses.parent / "얼룩말")


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

Places = namedtuple("Places", "horses zebras empty nested broken single file")


@pytest.fixture
def places(horses, zebras, tmp_path):
    empty, nested, broken, single = (tmp_path / name for name in ("빈 폴더", "겹친 폴더", "망가진 폴더", "한 장"))
    for folder in (empty, nested, broken, single, nested / "trainA", nested / "trainB"):
        folder.mkdir()
    (broken / "1.jpg").write_bytes(JPEG[:500])
    (broken / "2.jpg").touch()
    picture().save(single / "1.png")
    return Places(horses, zebras, empty, nested, broken, single, horses / "0.png")


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


# ── 내려받기 ──────────────────────────────────────────────────────────────────────────────────────


def expect(monkeypatch, content):
    known = download.Archive(len(content), hashlib.sha256(content).hexdigest())
    monkeypatch.setattr(download, "ARCHIVES", {"facades": known})


# (서버가 하는 일, 예외, 읽는 말). 연결의 문제라면 어느 파일을 어디에 둘지도 알립니다.
SERVERS = [
    (404, ConnectionError, r"서버에 그 파일이 없거나 주지 않습니다\(대답 404\)"),
    (403, ConnectionError, r"서버에 그 파일이 없거나 주지 않습니다\(대답 403\)"),
    (500, ConnectionError, "서버의 대답 500.*바이트 가운데 0바이트를 받아 두었습니다"),
    (503, ConnectionError, "서버의 대답 503.*다시 실행하면 이어받습니다"),
    ("login page", ConnectionError, "서버가 다른 것을 줍니다.*18바이트.*로그인 화면일 수 있습니다"),
    ("announces more", ConnectionError, "서버가 다른 것을 줍니다"),
    ("announces less", ConnectionError, "서버가 다른 것을 줍니다"),
    ("too long", ConnectionError, "바이트보다 많이 보냅니다"),
    ("break off", ConnectionError, "연결이 끊겼습니다.*받아 두었습니다.*이어받습니다"),
    ("wrong content", ValueError, "facades.zip.part이 원본과 다릅니다.*지웠으니 다시 실행하면 새로 받습니다"),
]


@pytest.mark.parametrize(("action", "error", "says"), SERVERS, ids=[str(row[0]) for row in SERVERS])
def test_a_bad_server_is_explained(action, error, says, tmp_path, monkeypatch):
    expect(monkeypatch, make_zip())
    with serving(make_zip()) as (server, address):
        monkeypatch.setenv("GAN_COURSE_DATA_URL", address)
        server.otherwise = action
        with pytest.raises(error, match=says) as raised:
            cyclegan_dataset("facades")
    assert not (tmp_path / "자료" / "facades").exists()
    if error is ConnectionError:
        assert f"{address}/facades.zip을 받아 {tmp_path / '자료' / 'facades.zip'}에 두십시오" in str(raised.value)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://no-such-host.invalid"], ids=["거절", "없는 서버"])
def test_without_a_network_the_error_says_what_to_put_where(address, tmp_path, monkeypatch):
    expect(monkeypatch, make_zip())
    monkeypatch.setenv("GAN_COURSE_DATA_URL", address)
    says = "서버에 연결할 수 없습니다.*인터넷을 확인하고.*또는 다른 컴퓨터에서.*facades.zip에 두십시오.*바이트, SHA-256"
    with pytest.raises(ConnectionError, match=says):
        cyclegan_dataset("facades")


# ── 압축 파일 ─────────────────────────────────────────────────────────────────────────────────────


def link(name):
    member = zipfile.ZipInfo(name)
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


def patched(content, name, local, central, value):
    """ZIP의 두 머리말에서 `name`의 값을 바꿉니다. local과 central은 머리말 안의 자리입니다."""
    content = bytearray(content)
    for start, place, header in ((b"PK\3\4", local, 30), (b"PK\1\2", central, 46)):
        found = content.index(name.encode(), content.index(start))
        while content[found - header : found - header + 4] != start:
            found = content.index(name.encode(), found + 1)
        content[found - header + place : found - header + place + len(value)] = value
    return bytes(content)


FIRST = "facades/trainA/0.jpg"
ZEROS = make_zip(extra=[("facades/trainA/bomb.jpg", bytes(10_000_000))], compression=zipfile.ZIP_DEFLATED)

# (무엇이 잘못되었나, 압축 파일, 읽는 말)
ARCHIVES = [
    ("위로 나가는 경로", make_zip(extra=[("facades/trainA/../../../x.jpg", b"x")]), "밖으로 나가는 경로"),
    ("절대 경로", make_zip(extra=[("/etc/x.jpg", b"x")]), "밖으로 나가는 경로가 있습니다: '/etc/x.jpg'"),
    ("드라이브", make_zip(extra=[("C:/x.jpg", b"x")]), "밖으로 나가는 경로가 있습니다: 'C:/x.jpg'"),
    ("역슬래시", make_zip(extra=[("facades\\..\\..\\x.jpg", b"x")]), "밖으로 나가는 경로"),
    ("링크", make_zip(extra=[(link("facades/trainA/x.jpg"), b"/etc/passwd")]), "보통 파일이 아닌 것"),
    ("폴더인 링크", make_zip(extra=[(link("facades/trainC"), b"/tmp")]), "보통 파일이 아닌 것"),
    ("폭탄", ZEROS, "압축을 풀면 너무 큽니다"),
    ("크기를 속인 폭탄", patched(ZEROS, "facades/trainA/bomb.jpg", 22, 24, struct.pack("<I", 9)), "망가졌거나"),
    ("너무 많은 파일", make_zip(per_folder=20), "압축을 풀면 너무 큽니다.파일 8"),
    ("빠진 폴더", make_zip(folders=FOLDERS[:3]), "폴더가 빠졌거나 비었습니다: testB"),
    ("빈 폴더", make_zip(per_folder=0), "비었습니다: testA, testB, trainA, trainB"),
    ("다른 자료", make_zip("maps"), "폴더가 빠졌거나 비었습니다"),
    ("ZIP이 아님", b"Rar!" + bytes(500), "망가졌거나 ZIP이 아닙니다"),
    ("잘린 ZIP", make_zip()[:-50], "망가졌거나 ZIP이 아닙니다"),
    ("내용이 상함", make_zip().replace(b"trainA0trainA0", b"trainA0trainB0"), "망가졌거나 ZIP이 아닙니다.*CRC"),
    ("암호", patched(make_zip(), FIRST, 6, 8, struct.pack("<H", 1)), "망가졌거나 ZIP이 아닙니다.*encrypted"),
]


@pytest.mark.parametrize(("content", "says"), [row[1:] for row in ARCHIVES], ids=[row[0] for row in ARCHIVES])
def test_a_bad_archive_is_refused_and_leaves_nothing(content, says, tmp_path, monkeypatch):
    """SHA-256이 맞아도 믿지 않습니다."""
    expect(monkeypatch, content)
    monkeypatch.setattr(archive, "MOST_FILES", 50)
    with serving(content) as (_, address):
        monkeypatch.setenv("GAN_COURSE_DATA_URL", address)
        with pytest.raises(ValueError, match=f"facades.zip.part을 풀지 않습니다: .*{says}"):
            cyclegan_dataset("facades")
    assert {path.name for path in (tmp_path / "자료").rglob("*")} <= {"facades.lock"}
    assert not list(tmp_path.rglob("x.jpg"))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_with_one_name_twice_is_refused(tmp_path, monkeypatch):
    content = make_zip(extra=[(FIRST, b"again")])
    expect(monkeypatch, content)
    (tmp_path / "자료").mkdir()
    (tmp_path / "자료" / "facades.zip").write_bytes(content)
    with pytest.raises(ValueError, match="facades.zip을 풀지 않습니다: 압축 파일에 같은 이름이 두 번"):
        cyclegan_dataset("facades")


# ── 둘 곳 ─────────────────────────────────────────────────────────────────────────────────────────


def full_disk(monkeypatch, module):
    monkeypatch.setattr(module.shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**9, 10**9, 0))


def no_space_left(monkeypatch, module, name):
    """쓰는 도중에 자리가 떨어집니다."""

    def fail(*arguments, **options):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module, name, fail)


def a_file_instead(folder):
    folder.parent.mkdir(exist_ok=True, parents=True)
    folder.write_bytes(b"")


def photographs(p):
    return image_folders(p.horses, p.zebras, 64)


def facades(p):
    return cyclegan_dataset("facades")


# (무엇이 잘못되었나, 그렇게 만드는 법, 부르는 법, 읽는 말)
PLACES = [
    ("캐시의 디스크가 가득", lambda m, t: full_disk(m, cache), photographs, "MiB가 더 필요합니다.*GAN_COURSE_CACHE에"),
    ("캐시를 쓰다 가득", lambda m, t: no_space_left(m, cache.os, "fsync"), photographs, "담을 수 없습니다.*No space"),
    ("캐시 자리에 파일", lambda m, t: a_file_instead(t / "캐시" / "photographs"), photographs, "담을 수 없습니다"),
    ("자료의 디스크가 가득", lambda m, t: full_disk(m, download), facades, "저장할 수 없.*MiB가 남았.*이어받습니다"),
    ("받다가 가득", lambda m, t: no_space_left(m, download, "transfer"), facades, "저장할 수 없.*No space.*이어받"),
    ("풀다가 가득", lambda m, t: no_space_left(m, archive.shutil, "copyfileobj"), facades, "풀 수 없습니다.*No space"),
    ("자료의 자리에 파일", lambda m, t: a_file_instead(t / "자료"), facades, "만들 수 없습니다.*GAN_COURSE_DATA에"),
    ("못 쓰는 폴더", lambda m, t: no_space_left(m, download.tempfile, "TemporaryFile"), facades, "폴더에 쓸 수 없"),
    ("못 잠그는 폴더", lambda m, t: no_space_left(m, download.FileLock, "acquire"), facades, "폴더에 쓸 수 없"),
]


@pytest.mark.parametrize(("spoil", "call", "says"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])
def test_a_bad_place_is_explained(spoil, call, says, places, tmp_path, monkeypatch):
    expect(monkeypatch, make_zip())
    with serving(make_zip()) as (_, address):
        monkeypatch.setenv("GAN_COURSE_DATA_URL", address)
        with monkeypatch.context() as patch:
            spoil(patch, tmp_path)
            before = list(warnings.filters)
            with pytest.raises(OSError, match=says) as raised:
                call(places)
    assert warnings.filters == before, raised  # 예외를 쥐고 있어도 경고는 다시 보입니다.
    assert not list(tmp_path.rglob("*.partial"))


def test_a_wrong_file_put_there_by_hand_is_not_deleted(tmp_path, monkeypatch):
    expect(monkeypatch, make_zip())
    place = tmp_path / "자료" / "facades.zip"
    a_file_instead(place)
    with pytest.raises(ValueError, match="facades.zip이 원본과 다릅니다.*지우고 다시 받거나"):
        cyclegan_dataset("facades")
    assert place.exists()


def test_an_incomplete_folder_names_what_is_missing(tmp_path, monkeypatch):
    expect(monkeypatch, make_zip())
    (tmp_path / "자료" / "facades" / "trainA").mkdir(parents=True)
    with pytest.raises(ValueError, match="trainB, testA, testB 폴더가 없습니다.*새로 내려받습니다"):
        cyclegan_dataset("facades")
