"""데이터 파일의 확인: 없음, 바뀜, 모르는 이름을 가려내고 README와 목록과 파일이 서로 맞는지 봅니다."""

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from gan_course import files
from gan_course.classroom.personal_copy import copy_notebooks
from gan_course.course.chapters import course_folder
from gan_course.data import cyclegan_dataset
from gan_course.data.photographs.download import FOLDERS
from gan_course.data.photographs.folders import list_files
from gan_course.exercises import progress


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """한글과 빈칸이 든 임시 데이터 폴더에 파일 하나."""
    folder = tmp_path / "데이터 폴더"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a.bin").write_bytes(b"digits\r\n")
    digest = hashlib.sha256(b"digits\r\n").hexdigest()
    (folder / "SHA256SUMS").write_text(f"{digest}  sub/a.bin\n", encoding="utf-8")
    monkeypatch.setattr(files, "data_folder", lambda: folder)
    return folder


def test_a_good_file_is_hashed_once(folder, monkeypatch):
    reads = []
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: reads.append(path) or real(path))
    assert files.verified_path("sub/a.bin") == folder / "sub" / "a.bin"
    assert files.verified_path("sub/a.bin") == folder / "sub" / "a.bin"
    assert [path.name for path in reads].count("a.bin") == 1


def test_an_altered_file_is_refused(folder):
    (folder / "sub" / "a.bin").write_bytes(b"digits\n")
    with pytest.raises(ValueError, match="내용이 원본과 다릅니다"):
        files.verified_path("sub/a.bin")


def test_a_missing_file_says_how_to_mend(folder):
    (folder / "sub" / "a.bin").unlink()
    with pytest.raises(FileNotFoundError, match="데이터 파일이 없습니다.*다시 내려받"):
        files.verified_path("sub/a.bin")


@pytest.mark.parametrize("name", ["b.bin", "../SHA256SUMS", "SHA256SUMS", "sub\\a.bin", ""])
def test_an_unknown_name_lists_the_known_ones(folder, name):
    with pytest.raises(ValueError, match="쓸 수 있는 이름.*sub/a.bin"):
        files.verified_path(name)


def test_a_missing_list_is_explained(folder):
    (folder / "SHA256SUMS").unlink()
    with pytest.raises(FileNotFoundError, match="저장소 전체"):
        files.verified_path("sub/a.bin")


@pytest.mark.parametrize(("name", "says"), [("_data", "wheel을 다시 설치"), ("data", "git checkout -- data")])
def test_what_to_do_fits_the_installation(name, says, folder, tmp_path, monkeypatch):
    place = folder.rename(tmp_path / name)
    monkeypatch.setattr(files, "data_folder", lambda: place)
    (place / "sub" / "a.bin").unlink()
    with pytest.raises(FileNotFoundError, match=says):
        files.verified_path("sub/a.bin")


def test_a_write_makes_the_folder_and_keeps_line_ends(tmp_path):
    path = tmp_path / "새 폴더" / "글.txt"
    files.write_atomically(path, "처음\n")
    assert path.read_bytes() == "처음\n".encode()
    files.write_atomically(path, b"\r\n")
    assert path.read_bytes() == b"\r\n" and list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("call", ["replace", "fsync"])
def test_an_interrupted_write_keeps_the_old_file(tmp_path, monkeypatch, call):
    path = tmp_path / "글.txt"
    files.write_atomically(path, "처음\n")

    def full_disk(*_):
        raise OSError("디스크가 가득 찼습니다")

    with monkeypatch.context() as patch:
        patch.setattr(files.os, call, full_disk)
        with pytest.raises(OSError, match="가득"):
            files.write_atomically(path, "나중\n")
    with pytest.raises(KeyboardInterrupt), files.replacing(path) as partial:
        partial.write_text("반", encoding="utf-8")
        raise KeyboardInterrupt
    assert path.read_text(encoding="utf-8") == "처음\n"
    assert list(path.parent.iterdir()) == [path]


def test_what_is_written_keeps_its_suffix_and_is_on_the_disk_before_it_gets_the_name(tmp_path, monkeypatch):
    path, happened = tmp_path / "model.keras", []
    for name in ("fsync", "replace"):
        real = getattr(files.os, name)
        monkeypatch.setattr(files.os, name, lambda *a, name=name, real=real: happened.append(name) or real(*a))
    with files.replacing(path) as partial:
        assert (partial.parent, partial.suffix) == (tmp_path, ".keras") and partial != path
        partial.write_bytes(b"x")
    assert happened[:2] == ["fsync", "replace"]


def test_leftovers_of_this_file_only_are_removed(tmp_path):
    path = tmp_path / "latest.keras"
    with pytest.raises(FileNotFoundError), files.replacing(path) as dead:
        pass  # 아무것도 쓰지 않았으면 새 파일이 없습니다
    others = [path, tmp_path / "partial-latest.keras", dead.with_name(dead.name.replace("latest", "model"))]
    for file in (dead, *others):
        file.write_bytes(b"x")
    files.remove_leftovers(path)
    assert set(tmp_path.iterdir()) == set(others)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """홈 폴더는 이것이고, 지금 폴더는 딴 곳입니다."""
    home, elsewhere = tmp_path / "홍 길동", tmp_path / "딴 곳"
    home.mkdir()
    elsewhere.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.chdir(elsewhere)
    yield home
    assert list(elsewhere.iterdir()) == [], "~라는 폴더를 만들었습니다"


def test_a_path_from_a_person_may_start_at_home(home):
    assert files.user_path("~/가/나") == home / "가" / "나"
    assert files.user_path("~") == home
    assert files.user_path("가/~") == Path("가/~")
    assert files.user_path("~없는사용자/가") == Path("~없는사용자/가")


def test_every_variable_with_a_path_may_start_at_home(home, monkeypatch):
    for name in ("CACHE", "DATA", "PROGRESS"):
        monkeypatch.setenv(f"GAN_COURSE_{name}", f"~/{name}")
    for task in FOLDERS:
        (home / "DATA" / "facades" / task).mkdir(parents=True)
    assert files.cache_folder() == home / "CACHE"
    assert cyclegan_dataset("facades").train_a == home / "DATA" / "facades" / "trainA"
    assert progress.path() == home / "PROGRESS"


def test_every_python_function_with_a_user_s_path_may_start_at_home(home):
    (home / "강좌" / "notebooks").mkdir(parents=True)
    assert course_folder("~/강좌") == (home / "강좌").resolve()
    (home / "사진").mkdir()
    Image.new("RGB", (64, 64)).save(home / "사진" / "하나.png")
    assert list_files("~/사진")[1] == [home / "사진" / "하나.png"]
    copy_notebooks(home / "강좌", Path("~/사본"))
    with pytest.raises(ValueError, match="강좌 폴더 안에"):
        copy_notebooks(home / "강좌", Path("~/강좌/사본"))


def test_cache_folder_can_be_chosen(tmp_path, monkeypatch):
    chosen = tmp_path / "내 캐시" / "gan"
    monkeypatch.setenv("GAN_COURSE_CACHE", str(chosen))
    assert files.cache_folder() == chosen
    assert chosen.is_dir()


def test_cache_folder_that_cannot_be_made_is_explained(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("GAN_COURSE_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(OSError, match="GAN_COURSE_CACHE"):
        files.cache_folder()


def test_shipped_files_list_and_readme_agree():
    """data/의 파일, SHA256SUMS, README의 표가 한 파일도 빠짐없이 같은 해시를 말합니다."""
    folder = files.data_folder()
    listed = files.read_checksums(folder)
    shipped = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] not in ("scripts", "README.md", "SHA256SUMS")
    }
    readme = (folder / "README.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$", readme, re.MULTILINE))
    assert shipped == listed
    assert told == listed


def test_data_files_are_small():
    folder = files.data_folder()
    sizes = {name: (folder / name).stat().st_size for name in files.read_checksums(folder)}
    limits = {name: 1_800_000 if name.startswith("checkpoints/") else 1_200_000 for name in sizes}
    limits["playground/ort-wasm-simd-threaded.wasm.xz"] = 2_300_000
    assert all(size < limits[name] for name, size in sizes.items()), sizes


def test_data_does_not_import_tensorflow():
    code = (
        "import sys; from gan_course import data, files; data.mnist.load('test'); "
        "files.verified_path('fonts/NanumSquareR.ttf'); sys.exit('tensorflow' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
