"""사진과 캐시를 둘 곳이 없거나, 가득 찼거나, 다른 것이 있을 때. 표의 마지막 칸이 사용자가 읽는 말입니다."""

import errno
import shutil
import warnings

import pytest

from gan_course.data import cyclegan_dataset, image_folders
from gan_course.data.photographs import archive, cache, download
from tests.data.archive_server import expect, make_zip, serving

pytestmark = pytest.mark.usefixtures("own_places")


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
    ("캐시를 쓰다 가득", lambda m, t: no_space_left(m, cache.os, "fsync"), photographs, "담을 수 없습니다.*빈자리"),
    ("캐시 자리에 파일", lambda m, t: a_file_instead(t / "캐시" / "photographs"), photographs, "담을 수 없습니다"),
    ("자료의 디스크가 가득", lambda m, t: full_disk(m, download), facades, "저장할 수 없.*MiB가 남았.*이어받습니다"),
    ("받다가 가득", lambda m, t: no_space_left(m, download, "transfer"), facades, "저장할 수 없.*빈자리.*이어받"),
    ("풀다가 가득", lambda m, t: no_space_left(m, archive.shutil, "copyfileobj"), facades, "풀 수 없습니다.*빈자리"),
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
