"""데이터 파일의 확인: 없음, 바뀜, 모르는 이름을 가려내고 README와 목록과 파일이 서로 맞는지 봅니다."""

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gan_course import files


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
    assert len(reads) == 1


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
    limits = {name: 1_500_000 if name.startswith("checkpoints/") else 1_200_000 for name in sizes}
    assert all(size < limits[name] for name, size in sizes.items()), sizes


def test_data_does_not_import_tensorflow():
    code = (
        "import sys; from gan_course import data, files; data.mnist.load('test'); "
        "files.verified_path('fonts/NanumSquareR.ttf'); sys.exit('tensorflow' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
