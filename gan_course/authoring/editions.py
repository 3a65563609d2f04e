"""풀이 원본에서 나오는 것: 풀이를 빈칸으로 바꾼 연습 노트북과, 채점이 펼 힌트를 고를 때 읽는 힌트의 글."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from gan_course.authoring.build import from_source
from gan_course.authoring.solutions import MARKS, exercise_number, without_solution
from gan_course.course.chapters import SolutionSet
from gan_course.exercises.hints import FILE
from gan_course.files import write_atomically


def exercise_notebook(solutions: SolutionSet) -> NotebookNode:
    """풀이 원본에서 연습 노트북을 만듭니다. 출력은 없습니다.

    Raises:
        ValueError: 풀이가 든 셀에 태그 ``exercise-번호``가 없을 때. 그대로 두면 풀이가 새어 나갑니다.
    """

    def blank(cell: NotebookNode) -> str:
        if exercise_number(cell):
            return without_solution(cell.source)
        if any(mark in cell.source for mark in MARKS):
            raise ValueError(
                f"{solutions.source.name}: 풀이가 든 셀에 태그 exercise-번호가 없습니다: {cell.source[:60]!r}. "
                '셀의 첫 줄을 `# %% tags=["exercise-2.1"]`처럼 적으십시오.'
            )
        return cell.source

    return from_source(solutions, blank)


def hints(solutions: SolutionSet) -> dict[str, list[str]]:
    """{문제 번호: 힌트의 글들}."""
    cells = from_source(solutions).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    sections = re.findall(r"^## 연습 (\d+\.\d+) (.*?)(?=^## |\Z)", text, re.M | re.S)
    pattern = re.compile(r"<summary>힌트 \d</summary>(.*?)</details>", re.S)
    return {number: [" ".join(hint.split()) for hint in pattern.findall(section)] for number, section in sections}


def write_exercises(solutions: SolutionSet) -> bool:
    """연습 노트북과 힌트의 글을 씁니다. 이미 같으면 그대로 두고 False를 돌려줍니다."""
    if not exercises_drift(solutions):
        return False
    for file, text in _files(solutions).items():
        write_atomically(file, text)
    return True


def exercises_drift(solutions: SolutionSet) -> list[str]:
    """연습 노트북이나 힌트의 글이 원본에서 만든 것과 다르면 한 줄로 적습니다. 같으면 빈 목록입니다."""
    if all(file.exists() and file.read_text(encoding="utf-8") == text for file, text in _files(solutions).items()):
        return []
    return [f"연습 노트북이나 힌트가 원본과 다릅니다. `gan-course build {solutions.number}`로 다시 만드십시오."]


def _files(solutions: SolutionSet) -> dict[Path, str]:
    graders = solutions.folder / "gan_course" / "exercises" / f"chapter_{int(solutions.number)}"
    return {
        solutions.exercises: nbformat.writes(exercise_notebook(solutions)) + "\n",
        graders / FILE: json.dumps(hints(solutions), ensure_ascii=False, indent=1) + "\n",
    }
