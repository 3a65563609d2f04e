"""망가진 풀이의 95% 이상을 채점이 거절합니다. 표는 `pytest -s tests/exercises/test_mutations.py`로 봅니다."""

import pytest

from gan_course.exercises.grading import State
from tests.exercises.answers.equivalent import EQUIVALENT
from tests.exercises.classroom import SETS, grade, numbers, solution
from tests.exercises.mutation import mutants


def same_meaning(number, code):
    return any(
        code.endswith(part.removesuffix("\\Z")) if part.endswith("\\Z") else part in code
        for part in EQUIVALENT.get(number, [])
    )


def accepted(number, code):
    try:
        return grade(number, code).state is State.RIGHT
    except Exception:  # 정의하는 것만으로 오류가 나면 채점까지 가지도 못합니다
        return False


@pytest.mark.parametrize("chapter", SETS)
def test_broken_solutions_are_rejected(chapter):
    rows, missed = [], []
    for number in (number for number in numbers() if number.startswith(f"{chapter}.")):
        tried = [(name, code) for name, code in mutants(solution(number)) if not same_meaning(number, code)]
        through = [(name, code) for name, code in tried if accepted(number, code)]
        missed += [f"{number} {name}\n{code}" for name, code in through]
        rows.append((number, len(tried), len(tried) - len(through)))
    total, rejected = sum(row[1] for row in rows), sum(row[2] for row in rows)
    print(f"\n{chapter}장  문제   돌연변이  거절")
    for number, tried, turned_away in rows:
        print(f"      {number:<6} {tried:>7} {turned_away:>6}")
    print(f"      모두   {total:>7} {rejected:>6}  ({100 * rejected / total:.1f}%)")
    assert rejected >= 0.95 * total, "\n".join(missed)


def test_mutants_are_many_and_different():
    source = "def f(a, b):\n    c = a - b\n    return tf.reduce_mean(c) + 2 * a\n"
    found = [code for _, code in mutants(source)]
    assert len(found) == len(set(found)) >= 8
    assert any("a + b" in code for code in found) and any("reduce_sum" in code for code in found)
