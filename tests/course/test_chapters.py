from pathlib import Path

import pytest

from gan_course.course import chapters
from gan_course.course.chapters import Chapter, course_folder, select

NAMES = ("00_start", "03_train_step", "04_cyclegan", "04b_inside", "05_pairs")
COURSE = [Chapter(name, Path("강좌")) for name in NAMES]


@pytest.mark.parametrize("word", ["3", "03", "03_train_step", "train_step", "notebooks/03_train_step.ipynb"])
def test_a_chapter_has_several_names(word):
    assert [chapter.name for chapter in select(COURSE, [word])] == ["03_train_step"]


def test_no_choice_is_every_chapter_and_order_is_the_course_order():
    assert select(COURSE, []) == COURSE
    assert [chapter.number for chapter in select(COURSE, ["4", "start", "04"])] == ["00", "04"]


@pytest.mark.parametrize("word", ["4b", "04b", "04b_inside", "inside", "notebooks/04b_inside.ipynb"])
def test_a_continuation_has_several_names_too(word):
    assert [chapter.name for chapter in select(COURSE, [word])] == ["04b_inside"]


@pytest.mark.parametrize("word", ["7", "33", "train", "", "step", "b", "3b", "4c", "4bb", "04b_", "b_inside"])
def test_unknown_chapter_lists_the_known_ones(word):
    with pytest.raises(ValueError, match="00_start, 03_train_step, 04_cyclegan, 04b_inside, 05_pairs"):
        select(COURSE, [word])


def test_no_chapters_is_an_error():
    with pytest.raises(ValueError, match="장이 하나도 없습니다"):
        select([], [])


def test_only_numbered_files_are_chapters(tmp_path):
    (tmp_path / "notebooks").mkdir()
    others = ("draft.ipynb", "1_two.ipynb", "01a_one.ipynb", "01B_one.ipynb", "01bc_one.ipynb", "01b.ipynb")
    for name in ("02_둘.ipynb", "01c_three.ipynb", "01_one.ipynb", "01b_two.ipynb", *others):
        (tmp_path / "notebooks" / name).touch()
    found = [chapter.name for chapter in chapters.chapters_with_notebook(tmp_path)]
    assert found == ["01_one", "01b_two", "01c_three", "02_둘"], "이어지는 장은 앞 장의 바로 뒤에 옵니다"


def test_folder_without_notebooks_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="notebooks 폴더"):
        course_folder(tmp_path)
