"""강좌의 강사용 판, 계획: 절마다 노트가 있고, 원본에서 만든 것과 같고, 학습자에게 새지 않습니다."""

from pathlib import Path

import nbformat
import pytest

from gan_course.authoring.build import TEACHING_TAGS, read_source
from gan_course.authoring.instructor import instructor_drift
from gan_course.authoring.plans import load_plans, plans_drift, plans_text
from gan_course.authoring.teaching import sections
from gan_course.course.chapters import chapters_with_source

ROOT = Path(__file__).parents[2]
CHAPTERS = chapters_with_source(ROOT)
each_chapter = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)


@each_chapter
def test_every_section_has_a_note_with_minutes_and_words_for_its_slide(chapter):
    bare = [section.key for section in sections(chapter) if section.note is None or not section.bullets]
    assert not bare, f"{chapter.source.name}의 이 절에 강사 노트나 슬라이드의 글이 없습니다: {', '.join(bare)}"


@each_chapter
def test_the_instructors_notebook_is_what_its_source_says(chapter):
    assert instructor_drift(chapter) == []


@each_chapter
def test_no_teaching_cell_leaks_into_a_learners_notebook(chapter):
    cells = read_source(chapter).cells
    teaching = {cell.source for cell in cells if TEACHING_TAGS.intersection(cell.metadata.get("tags", []))}
    assert teaching
    for notebook in (chapter.notebook, ROOT / "notebooks" / "exercises" / chapter.notebook.name):
        if notebook.exists():
            seen = {cell.source for cell in nbformat.read(notebook, as_version=4).cells}
            assert not seen & teaching
            assert "흔한 오해**" not in notebook.read_text(encoding="utf-8")


def test_the_plans_are_what_their_source_says_and_fit():
    assert plans_drift(ROOT) == []
    limits = {plan.title: (plan.budget, plan.teaching) for plan in load_plans(ROOT)}
    assert limits == {
        "90분 특강": (90, 90),
        "3시간 워크숍": (180, 180),
        "하루 과정": (480, 360),
        "이틀 과정: 첫째 날": (480, 360),
        "이틀 과정: 둘째 날": (480, 360),
    }


def test_two_days_take_in_every_chapter_and_leave_no_section_unsaid():
    days = [plan for plan in load_plans(ROOT) if plan.title.startswith("이틀")]
    taught = "\n".join(step.name for plan in days for step in plan.steps)
    for chapter in CHAPTERS:
        link = f"]({chapter.name}.ipynb)"
        assert link in taught, f"{chapter.name}을 가르치는 절이 없습니다"
        assert plans_text(days).count(link) == len(sections(chapter)), f"{chapter.name}의 절이 빠졌거나 두 번 있습니다"
