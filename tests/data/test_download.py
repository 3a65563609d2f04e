"""사진 자료 내려받기: 끊겨도 이어받고, 온전할 때만 나타나고, 둘이 동시에 해도 한 번만 받습니다.

잘못된 서버와 압축 파일마다 무엇이 보이는지는 test_bad_archives.py의 표에 있습니다.
"""

import hashlib
import os
import subprocess
import sys

import pytest

from gan_course.data import cyclegan_dataset
from gan_course.data.photographs import download, transfer
from tests.data.archive_server import FOLDERS, expect, make_zip, serving

CONTENT = make_zip()


@pytest.fixture
def root(tmp_path, monkeypatch):
    """한글과 빈칸이 든 자료 폴더."""
    root = tmp_path / "내 사진 자료"
    monkeypatch.setenv("GAN_COURSE_DATA", str(root))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(transfer, "PAUSE", 0.0)
    expect(monkeypatch, CONTENT)
    return root


@pytest.fixture
def server(root, monkeypatch):
    with serving(CONTENT) as (server, address):
        monkeypatch.setenv("GAN_COURSE_DATA_URL", address)
        yield server


def assert_complete(folders, root):
    assert folders == tuple(root / "facades" / folder for folder in FOLDERS)
    for folder in folders:
        assert sorted(path.name for path in folder.iterdir()) == ["0.jpg", "1.jpg"]
        assert (folder / "1.jpg").read_bytes() == (f"{folder.name}1".encode() * 50)[:201]
    assert {path.name for path in root.iterdir()} <= {"facades", "facades.lock"}


def test_the_recorded_archives():
    assert set(download.ARCHIVES) == {
        "horse2zebra",
        "summer2winter_yosemite",
        "apple2orange",
        "facades",
        "monet2photo",
        "orange2apple",
    }
    known = [archive for archive in download.ARCHIVES.values() if archive.sha256]
    assert len(known) == 5 and all(len(bytes.fromhex(archive.sha256)) == 32 for archive in known)
    assert download.ARCHIVES["horse2zebra"].size == 116_867_962


def test_it_is_downloaded_once(root, server):
    assert_complete(cyclegan_dataset("facades"), root)
    assert_complete(cyclegan_dataset("facades"), root)
    assert server.ranges == [None]


def test_without_a_chosen_folder_the_cache_is_used(root, server, tmp_path, monkeypatch):
    monkeypatch.delenv("GAN_COURSE_DATA")
    monkeypatch.setenv("GAN_COURSE_CACHE", str(tmp_path / "캐시"))
    assert_complete(cyclegan_dataset("facades"), tmp_path / "캐시" / "datasets")


def test_a_broken_transfer_goes_on_where_it_stopped(root, server):
    server.script = ["break off", 500, "break off"]
    assert_complete(cyclegan_dataset("facades"), root)
    half = len(CONTENT) // 2
    assert server.ranges == [None, f"bytes={half}-", f"bytes={half}-", f"bytes={half + (len(CONTENT) - half) // 2}-"]


def test_it_goes_on_in_another_run(root, server, monkeypatch):
    server.script = ["break off"]
    monkeypatch.setattr(transfer, "ATTEMPTS", 1)
    with pytest.raises(ConnectionError, match="받아 두었습니다.*이어받습니다"):
        cyclegan_dataset("facades")
    assert not (root / "facades").exists()
    assert_complete(cyclegan_dataset("facades"), root)
    assert server.ranges[1] == f"bytes={len(CONTENT) // 2}-"


@pytest.mark.parametrize(
    "second", ["ignore range", "other place", 416], ids=["range를 모름", "다른 자리에서 보냄", "416"]
)
def test_a_server_that_cannot_go_on_starts_again(root, server, second):
    server.script = ["break off", second]
    assert_complete(cyclegan_dataset("facades"), root)


@pytest.mark.parametrize("left", [CONTENT[:7], CONTENT, CONTENT + b"too much"], ids=["조금", "모두", "더 많이"])
def test_whatever_an_earlier_run_left_is_used_well(root, server, left):
    root.mkdir()
    (root / "facades.zip.part").write_bytes(left)
    assert_complete(cyclegan_dataset("facades"), root)


def test_wrong_bytes_are_thrown_away_and_the_next_run_is_good(root, server):
    root.mkdir()
    (root / "facades.zip.part").write_bytes(b"wrong")
    with pytest.raises(ValueError, match="원본과 다릅니다.*다시 실행하면 새로"):
        cyclegan_dataset("facades")
    assert_complete(cyclegan_dataset("facades"), root)


def test_a_silent_server_is_given_up_after_the_timeout(root, server, monkeypatch):
    monkeypatch.setattr(transfer, "TIMEOUT", 0.2)
    server.otherwise = "hang"
    with pytest.raises(ConnectionError, match="연결할 수 없습니다"):
        cyclegan_dataset("facades")


def test_a_file_put_there_by_hand_is_used_without_a_network(root, monkeypatch):
    monkeypatch.setenv("GAN_COURSE_DATA_URL", "http://127.0.0.1:9")
    with pytest.raises(ConnectionError) as error:
        cyclegan_dataset("facades")
    place = root / "facades.zip"
    assert f"http://127.0.0.1:9/facades.zip을 받아 {place}에 두십시오" in str(error.value)
    place.write_bytes(CONTENT)
    folders = cyclegan_dataset("facades")
    assert place.exists()  # 사람이 둔 파일은 지우지 않습니다.
    place.unlink()
    assert_complete(folders, root)


def test_folders_put_there_by_hand_are_used(root):
    for folder in FOLDERS:
        (root / "facades" / folder).mkdir(parents=True)
    assert cyclegan_dataset("facades").test_b == root / "facades" / "testB"


def test_files_outside_the_four_folders_are_not_extracted(root, monkeypatch):
    extra = [("facades/readme.txt", b"x"), ("facades/trainA/sub/x.jpg", b"x"), ("other/trainA/x", b"x")]
    content = make_zip(extra=extra)
    archive = download.Archive(len(content), hashlib.sha256(content).hexdigest())
    monkeypatch.setattr(download, "ARCHIVES", {"facades": archive})
    root.mkdir()
    (root / "facades.zip").write_bytes(content)
    folders = cyclegan_dataset("facades")
    (root / "facades.zip").unlink()
    assert_complete(folders, root)


def test_an_interrupted_extraction_leaves_nothing(root, server, monkeypatch):
    from gan_course.data.photographs import archive

    def interrupt(source, file):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(archive.shutil, "copyfileobj", interrupt)
        with pytest.raises(KeyboardInterrupt):
            cyclegan_dataset("facades")
    assert {path.name for path in root.iterdir()} <= {"facades.zip.part", "facades.lock"}
    assert_complete(cyclegan_dataset("facades"), root)
    assert server.ranges == [None]  # 받은 것을 다시 받지 않습니다.


def test_two_processes_at_once_download_once(root, server):
    code = (
        "from gan_course.data.photographs import download\n"
        f"download.ARCHIVES['facades'] = download.Archive({len(CONTENT)}, '{hashlib.sha256(CONTENT).hexdigest()}')\n"
        "print(download.cyclegan_dataset('facades').train_a.name)"
    )
    server.otherwise = "wait"

    def start():
        environment = os.environ | {"PYTHONUTF8": "1"}
        return subprocess.Popen(
            [sys.executable, "-c", code],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            text=True,
            encoding="utf-8",
        )

    with start() as first:
        assert server.asked.wait(120)
        with start() as second:
            told = second.stderr.readline()
            server.released.set()
            answers = [process.communicate()[0].strip() for process in (first, second)]
    assert "다른 프로그램이 facades" in told
    assert answers == ["trainA", "trainA"]
    assert server.ranges == [None]
    assert_complete(cyclegan_dataset("facades"), root)
