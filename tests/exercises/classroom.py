"""시험이 학습자 노릇을 합니다: 풀이 원본의 셀을 차례로 실행하고, 답을 바꾸어 채점을 받아 봅니다."""

import functools
import linecache
from itertools import count
from pathlib import Path

from gan_course.authoring.build import from_source
from gan_course.authoring.editions import exercise_notebook
from gan_course.authoring.solutions import exercise_number
from gan_course.course.chapters import solution_sets
from gan_course.exercises import grading

ROOT = Path(__file__).parents[2]
SETS = {int(solutions.number): solutions for solutions in solution_sets(ROOT)}
_numbers = count()


def execute(source, namespace):
    """IPython처럼, 원본을 되찾을 수 있게 실행합니다(채점이 빈칸이 남았는지 볼 때 씁니다)."""
    name = f"<연습 {next(_numbers)}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    exec(compile(source, name, "exec"), namespace)


def run(notebook):
    """노트북을 끝까지 실행하고 {문제 번호: 채점의 결과}를 돌려줍니다. 진도는 적지 않습니다."""
    results = {}

    def check(number, *answers):
        results[number] = grading.grade(number, *answers)

    namespace = {"__name__": "__main__"}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            execute(cell.source, namespace)
            namespace["check"] = check  # 노트북이 들여온 것을 바꿔 끼웁니다
    return results


@functools.cache
def solved(chapter):
    return run(from_source(SETS[chapter]))


@functools.cache
def untouched(chapter):
    return run(exercise_notebook(SETS[chapter]))


@functools.cache
def _steps(chapter):
    """답마다 (그 앞까지의 셀, 답의 셀, 채점하는 셀)."""
    cells = [cell for cell in from_source(SETS[chapter]).cells if cell.cell_type == "code"]
    steps = {}
    for place, cell in enumerate(cells):
        number = exercise_number(cell)
        if number:
            graders = [c.source for c in cells[place + 1 :] if f'check("{number}"' in c.source]
            steps[number] = (cells[:place], cell.source, graders[0])
    return steps


@functools.cache
def _namespace_before(number):
    """그 문제에 이르렀을 때의 이름들: 앞 문제는 모두 풀려 있습니다. 사이의 그림과 채점은 건너뜁니다."""
    namespace = {"__name__": "__main__"}
    for cell in _steps(int(number.partition(".")[0]))[number][0]:
        if 'check("' not in cell.source:
            execute(cell.source, namespace)
    return namespace


def solution(number):
    return _steps(int(number.partition(".")[0]))[number][1]


def grade(number, code):
    """풀이 대신 `code`를 쓴 학습자의 채점 결과."""
    namespace = dict(_namespace_before(number))
    results = []
    namespace["check"] = lambda which, *answers: results.append(grading.grade(which, *answers))
    execute(code, namespace)
    execute(_steps(int(number.partition(".")[0]))[number][2], namespace)
    return results[0]


def numbers():
    return [item.number for chapter in SETS for item in grading.exercises(chapter)]
