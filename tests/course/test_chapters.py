from pathlib import Path

import pytest

from gan_course.course import chapters
from gan_course.course.chapters import Chapter, course_folder, select, write_atomically

COURSE = [Chapter(name, Path("강좌")) for name in ("00_start", "03_train_step", "04_cyclegan")]


@pytest.mark.parametrize("word", ["3", "03", "03_train_step", "train_step", "notebooks/03_train_step.ipynb"])
def test_a_chapter_has_several_names(word):
    assert [chapter.name for chapter in select(COURSE, [word])] == ["03_train_step"]


def test_no_choice_is_every_chapter_and_order_is_the_course_order():
    assert select(COURSE, []) == COURSE
    assert [chapter.number for chapter in select(COURSE, ["4", "start", "04"])] == ["00", "04"]


@pytest.mark.parametrize("word", ["7", "33", "train", "", "step"])
def test_unknown_chapter_lists_the_known_ones(word):
    with pytest.raises(ValueError, match="00_start, 03_train_step, 04_cyclegan"):
        select(COURSE, [word])


def test_no_chapters_is_an_error():
    with pytest.raises(ValueError, match="장이 하나도 없습니다"):
        select([], [])


def test_only_numbered_files_are_chapters(tmp_path):
    (tmp_path / "notebooks").mkdir()
    for name in ("01_one.ipynb", "draft.ipynb", "1_two.ipynb", "02_둘.ipynb"):
        (tmp_path / "notebooks" / name).touch()
    assert [chapter.name for chapter in chapters.chapters_with_notebook(tmp_path)] == ["01_one", "02_둘"]


def test_folder_without_notebooks_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="notebooks 폴더"):
        course_folder(tmp_path)


def test_interrupted_write_keeps_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "새 폴더" / "글.txt"
    write_atomically(path, "처음\n")
    assert path.read_bytes() == "처음\n".encode()

    def full_disk(*_):
        raise OSError("디스크가 가득 찼습니다")

    monkeypatch.setattr(chapters.os, "replace", full_disk)
    with pytest.raises(OSError, match="가득"):
        write_atomically(path, "나중\n")
    assert path.read_text(encoding="utf-8") == "처음\n"
    assert list(path.parent.iterdir()) == [path]
