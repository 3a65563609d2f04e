"""잘못된 서버와 압축 파일을 하나씩 넣어 봅니다. 표의 마지막 칸이 사용자가 읽는 말입니다."""

import stat
import struct
import zipfile

import pytest

from gan_course.data import cyclegan_dataset
from gan_course.data.photographs import archive
from tests.data.archive_server import FOLDERS, expect, make_zip, serving

pytestmark = pytest.mark.usefixtures("own_places")


# ── 내려받기 ──────────────────────────────────────────────────────────────────────────────────────


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
