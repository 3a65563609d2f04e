"""연습마다: 풀이는 맞고, 빈칸은 아직이고, 풀이는 새지 않고, 힌트와 까닭이 갖추어져 있습니다."""

import re

import pytest

from gan_course.authoring.build import drift, from_source
from gan_course.authoring.editions import exercise_notebook, exercises_drift
from gan_course.authoring.solutions import BEGIN, END, GIVEN_BEGIN, GIVEN_END, exercise_number
from gan_course.exercises.answer import STUB
from gan_course.exercises.grading import State, exercises
from tests.exercises.classroom import SETS, solved, untouched

each_chapter = pytest.mark.parametrize("chapter", SETS)


def raw(chapter):
    """풀이의 표시가 든 그대로의 답 셀."""
    notebook = from_source(SETS[chapter], lambda cell: cell.source)
    return {exercise_number(cell): cell.source for cell in notebook.cells if exercise_number(cell)}


def blanked(chapter):
    cells = exercise_notebook(SETS[chapter]).cells
    return {exercise_number(cell): cell.source for cell in cells if exercise_number(cell)}


@each_chapter
def test_at_least_five_exercises_and_a_bug_hunt(chapter):
    items = exercises(chapter)
    assert len(items) >= 5
    assert [item.number for item in items] == [f"{chapter}.{k}" for k in range(1, len(items) + 1)]
    assert any("버그 찾기" in item.title for item in items)
    assert list(raw(chapter)) == [item.number for item in items]


@each_chapter
def test_the_bug_hunt_shows_its_symptom_before_asking(chapter):
    number = next(item.number for item in exercises(chapter) if "버그 찾기" in item.title)
    cells = [cell.source for cell in exercise_notebook(SETS[chapter]).cells if cell.cell_type == "code"]
    answer = cells.index(blanked(chapter)[number])
    assert STUB not in cells[answer], "처음에 주어진 코드가 없습니다"
    assert "print(" in cells[answer + 1] and "check(" not in cells[answer + 1]


@each_chapter
def test_every_solution_is_right(chapter):
    wrong = {number: result.text for number, result in solved(chapter).items() if result.state is not State.RIGHT}
    assert wrong == {}
    assert set(solved(chapter)) == {item.number for item in exercises(chapter)}


@each_chapter
def test_the_untouched_notebook_runs_to_its_end_and_says_not_written(chapter):
    results = untouched(chapter)
    assert set(results) == {item.number for item in exercises(chapter)}
    odd = {number: result.text for number, result in results.items() if "아직 작성하지 않았습니다" not in result.text}
    assert odd == {}
    assert all(result.state is State.NOT_WRITTEN for result in results.values())


@each_chapter
def test_no_solution_line_leaks(chapter):
    everything = "\n".join(cell.source for cell in exercise_notebook(SETS[chapter]).cells)
    assert not any(mark in everything for mark in (BEGIN, END, GIVEN_BEGIN, GIVEN_END))
    code = {line.strip() for source in blanked(chapter).values() for line in source.splitlines()}
    for number, source in raw(chapter).items():
        for region in re.findall(rf"{BEGIN}\n(.*?){END}", source, re.S):
            hidden = {line.strip() for line in region.splitlines() if len(line.strip()) > 8}
            assert not hidden & code, f"연습 {number}의 풀이가 새었습니다"


@each_chapter
def test_every_other_line_of_the_stub_is_the_solution_s(chapter):
    for number, source in raw(chapter).items():
        given = {line.strip().removeprefix("#").strip() for line in _given_lines(source)}
        theirs = {line.strip() for line in source.splitlines()}
        for line in blanked(chapter)[number].splitlines():
            assert line.strip() in theirs or line.strip() in {STUB, *given}, f"연습 {number}: {line}"


def _given_lines(source):
    return "\n".join(re.findall(rf"{GIVEN_BEGIN}\n(.*?){GIVEN_END}", source, re.S)).splitlines()


@each_chapter
def test_each_exercise_has_a_goal_minutes_a_reason_and_three_hints(chapter):
    sections = {}
    for cell in from_source(SETS[chapter]).cells:
        if cell.cell_type == "markdown":
            for section in re.split(r"(?=^## )", cell.source, flags=re.M):
                heading = re.match(r"## 연습 (\d+\.\d+) .+ \((\d+)분\)", section)
                if heading:
                    sections[heading.group(1)] = section
    assert list(sections) == [item.number for item in exercises(chapter)]
    for number, section in sections.items():
        assert "**목표**" in section and "**왜 중요합니까**" in section, number
        assert re.findall(r"<summary>힌트 (\d)</summary>", section) == ["1", "2", "3"], number


@each_chapter
def test_titles_in_notebook_and_grader_agree(chapter):
    text = "\n".join(cell.source for cell in from_source(SETS[chapter]).cells if cell.cell_type == "markdown")
    for item in exercises(chapter):
        assert re.search(rf"^## 연습 {re.escape(f'{item.number} {item.title}')} \(", text, re.M), item.number


@each_chapter
def test_notebooks_are_what_the_source_says(chapter):
    assert drift(SETS[chapter]) == []
    assert exercises_drift(SETS[chapter]) == []
