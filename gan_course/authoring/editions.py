"""풀이 원본에서 나오는 연습 노트북: 풀이를 빈칸으로 바꾼 것."""

from __future__ import annotations

import nbformat
from nbformat import NotebookNode

from gan_course.authoring.build import from_source
from gan_course.authoring.solutions import MARKS, exercise_number, without_solution
from gan_course.course.chapters import SolutionSet
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


def write_exercises(solutions: SolutionSet) -> bool:
    """연습 노트북을 씁니다. 이미 같으면 그대로 두고 False를 돌려줍니다."""
    if not exercises_drift(solutions):
        return False
    write_atomically(solutions.exercises, _text(solutions))
    return True


def exercises_drift(solutions: SolutionSet) -> list[str]:
    """연습 노트북이 원본에서 만든 것과 다르면 한 줄로 적습니다. 같으면 빈 목록입니다."""
    if solutions.exercises.exists() and solutions.exercises.read_text(encoding="utf-8") == _text(solutions):
        return []
    return [f"연습 노트북이 원본과 다릅니다. `gan-course build {solutions.number}`로 다시 만드십시오."]


def _text(solutions: SolutionSet) -> str:
    return nbformat.writes(exercise_notebook(solutions)) + "\n"
