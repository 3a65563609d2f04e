"""노트북과 원본이 같고, 장마다 갖출 것을 갖추었고, 우리말이 바른지."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

from gan_course.authoring.build import METADATA, drift, from_source
from gan_course.course.chapters import chapters_with_notebook, chapters_with_source, solution_sets
from tests.notebooks.language import complaints_about_course

ROOT = Path(__file__).parents[2]
CHAPTERS = chapters_with_source(ROOT)
each_chapter = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)


def test_there_is_a_notebook_for_each_source_and_the_other_way_round():
    names = [chapter.name for chapter in CHAPTERS]
    assert names == [chapter.name for chapter in chapters_with_notebook(ROOT)]
    numbers = [chapter.number for chapter in CHAPTERS]
    assert missing_before(numbers) == [] and len(set(numbers)) == len(numbers)


def missing_before(numbers):
    """차례에서 빠진 번호: 03 앞에는 02가, 04b 앞에는 04가, 04c 앞에는 04b가 있어야 합니다."""
    letters = " bcdefghijklmnopqrstuvwxyz"
    wanted = []
    for number in numbers:
        digits, letter = number[:2], number[2:]
        if letter:
            wanted.append(digits + letters[letters.index(letter) - 1].strip())
        elif digits != "00":
            wanted.append(f"{int(digits) - 1:02}")
    return [number for number in wanted if number not in numbers]


def test_a_gap_in_the_numbers_is_noticed():
    assert missing_before(["00", "01", "01b", "01c", "02"]) == []
    assert missing_before(["00", "02"]) == ["01"]
    assert missing_before(["00", "01", "01c"]) == ["01b"]
    assert missing_before(["01", "02b"]) == ["00", "02"]


def imported(source):
    """들여오는 모듈의 이름, 적힌 차례로. `from a import b`는 `a.b`입니다."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("chapter", [*CHAPTERS, *solution_sets(ROOT)], ids=lambda c: c.source.relative_to(ROOT).stem)
def test_imports_are_public_and_gan_course_comes_before_tensorflow(chapter):
    """gan_course가 먼저라야 TensorFlow의 C++ 알림이 찍히지 않고, 없을 때 무엇을 설치할지 알려 줍니다."""
    cells = [cell.source for cell in from_source(chapter).cells if cell.cell_type == "code"]
    names = [name for source in cells for name in imported(source)]
    assert [name for name in names if any(part.startswith("_") for part in name.split("."))] == []
    rooms = [name.partition(".")[0] for name in names]
    engine = [rooms.index(name) for name in ("keras", "tensorflow") if name in rooms]
    assert rooms.index("gan_course") < min(engine, default=len(rooms))


@each_chapter
def test_notebook_is_what_its_source_says(chapter):
    assert drift(chapter) == []


@each_chapter
def test_committed_notebook_holds_nothing_that_changes_each_time(chapter):
    notebook = nbformat.read(chapter.notebook, as_version=4)
    nbformat.validate(notebook)
    assert {name: value for name, value in notebook.metadata.items() if name != "gan_course"} == METADATA
    assert {"seconds"} <= set(notebook.metadata.gan_course) <= {"seconds", "cell_seconds", "pace"}
    assert [cell.id for cell in notebook.cells] == [cell.id for cell in from_source(chapter).cells]
    text = chapter.notebook.read_text(encoding="utf-8")
    assert not re.search(r"/(home|root|work|tmp|Users)/|[A-Z]:\\\\", text), "이 컴퓨터의 경로가 들어 있습니다"


@each_chapter
def test_parameters_are_plain_and_alone(chapter):
    cells = [cell for cell in from_source(chapter).cells if cell.cell_type == "code"]
    (parameters,) = (cell for cell in cells if "parameters" in cell.metadata.get("tags", []))
    assigned = {node.targets[0].id: node.value.value for node in ast.parse(parameters.source).body}
    assert assigned | {"PROFILE": "cpu", "SEED": 0} == assigned


@each_chapter
def test_chapter_opens_and_closes_as_a_lesson(chapter):
    cells = from_source(chapter).cells
    markdown = [cell.source for cell in cells if cell.cell_type == "markdown"]
    assert markdown[0].startswith("# ") and "분" in "".join(markdown[:3]) and "목표" in "".join(markdown[:3])
    headings = re.findall(r"^#+ .*", "\n".join(markdown), re.M)
    assert sum(heading.startswith("# ") for heading in headings) == 1, "장의 제목은 하나입니다"
    assert any("정리" in heading for heading in headings)
    assert "다음" in "".join(markdown[-2:])


@each_chapter
def test_cells_whose_output_differs_each_time_are_not_compared(chapter):
    """조절기와 잰 값이 든 셀에는 nbval-ignore-output 태그가 있어야 하고, 장마다 조절기가 하나는 있어야 합니다."""
    cells = [cell for cell in from_source(chapter).cells if cell.cell_type == "code"]
    imports = [
        node
        for cell in cells
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.ImportFrom) and node.module.startswith("gan_course.widgets")
    ]
    controls = {alias.asname or alias.name for node in imports for alias in node.names}
    used = set()
    for cell in cells:
        calls = [ast.unparse(node.func) for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call)]
        names = {name.split(".")[0] for name in calls} & controls
        used |= names
        if names or "measure" in calls or "interact" in calls:
            assert "nbval-ignore-output" in cell.metadata.get("tags", []), cell.source
    assert used or "interact(" in "".join(cell.source for cell in cells), "움직여 볼 조절기가 없습니다"


def test_the_language_of_the_course():
    complaints = complaints_about_course(ROOT)
    assert not complaints, "\n" + "\n".join(map(str, complaints))
