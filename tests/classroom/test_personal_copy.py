"""내 사본: 이미 있는 파일은 무슨 일이 있어도 덮어쓰지 않습니다."""

from pathlib import Path

import pytest

from gan_course.classroom import personal_copy
from gan_course.classroom.personal_copy import copy_notebooks, results_folder
from gan_course.cli import main


@pytest.fixture
def course(tmp_path):
    """학습자가 열 것 셋과 열지 않을 것 셋이 든 강좌."""
    folder = tmp_path / "나의 강좌"
    for name in ("00_start.ipynb", "exercises/01_a.ipynb", "solutions/01_a.ipynb"):
        write(folder / "notebooks" / name, f"원본 {name}")
    for name in ("sources/00_start.py", "cover.png", ".ipynb_checkpoints/00_start-checkpoint.ipynb"):
        write(folder / "notebooks" / name, "옮기지 않을 것")
    return folder


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def contents(folder):
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.is_file()}


def test_only_what_learners_open_is_copied(course, tmp_path):
    target = tmp_path / "홍 길동" / "gan-course"
    copied = copy_notebooks(course, target)
    assert contents(target) == {
        name: f"원본 {name}" for name in ("00_start.ipynb", "exercises/01_a.ipynb", "solutions/01_a.ipynb")
    }
    assert len(copied.new) == 3 and copied.kept == []


def test_work_is_never_overwritten_and_what_is_missing_comes_back(course, tmp_path):
    target = tmp_path / "gan-course"
    copy_notebooks(course, target)
    write(target / "exercises" / "01_a.ipynb", "나의 답")
    write(target / "내 노트북.ipynb", "내가 만든 것")
    (target / "00_start.ipynb").unlink()
    copied = copy_notebooks(course, target)
    assert [path.name for path in copied.new] == ["00_start.ipynb"]
    assert copied.kept == [(target / "exercises" / "01_a.ipynb").resolve()]
    assert contents(target)["exercises/01_a.ipynb"] == "나의 답"
    assert contents(target)["내 노트북.ipynb"] == "내가 만든 것"


def test_a_read_only_original_gives_a_copy_that_can_be_edited(course, tmp_path):
    original = course / "notebooks" / "00_start.ipynb"
    original.chmod(0o444)
    (copy, *_) = copy_notebooks(course, tmp_path / "사본").new
    assert copy.stat().st_mode & 0o200


@pytest.mark.parametrize("place", ["notebooks", "notebooks/exercises", ".", "새 폴더"])
def test_a_copy_inside_the_course_is_refused(course, place):
    before = contents(course)
    with pytest.raises(ValueError, match="강좌 폴더 안"):
        copy_notebooks(course, course / place)
    assert contents(course) == before


def test_a_place_that_cannot_hold_it_is_explained(course, tmp_path):
    write(tmp_path / "파일", "폴더가 아닌 것")
    with pytest.raises(ValueError, match="쓸 수 있는 폴더"):
        copy_notebooks(course, tmp_path / "파일")


def test_home_is_understood_without_a_shell(course, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "집"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "집"))
    copy_notebooks(course, Path("~/gan-course"))
    assert (tmp_path / "집" / "gan-course" / "00_start.ipynb").exists()


def test_results_go_to_the_first_place_that_can_be_written(tmp_path, monkeypatch):
    course, here, cache = (tmp_path / name for name in ("강좌", "여기", "캐시"))
    for folder in (course, here, cache):
        folder.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("GAN_COURSE_CACHE", str(cache))
    locked = set()
    monkeypatch.setattr(personal_copy.os, "access", lambda path, mode: Path(path) not in locked)
    assert results_folder(course) == course / "build"
    locked.add(course)
    assert results_folder(course) == here / "build"
    locked.add(here)
    assert results_folder(course) == cache / "build"
    (course / "build").mkdir()  # 관리하는 사람이 build만 열어 둔 설치
    assert results_folder(course) == course / "build"


def test_progress_is_found_from_the_folder_of_the_copy(tmp_path, monkeypatch, capsys):
    course, copy = tmp_path / "강좌", tmp_path / "사본"
    (course / "notebooks" / "exercises").mkdir(parents=True)
    write(copy / "exercises" / "progress.json", '{"1.1": {"solved": true, "tries": 2}}')
    monkeypatch.chdir(copy)
    assert main(["progress", "--folder", str(course)]) == 0
    assert str(copy / "exercises" / "progress.json") in capsys.readouterr().out
