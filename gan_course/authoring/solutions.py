"""풀이가 표시된 코드를 다룹니다: 풀이를 빈칸으로 바꾸거나, 표시만 걷어 냅니다.

풀이의 표시는 nbgrader와 같아서, nbgrader를 쓰는 곳에서도 풀이 원본을 그대로 쓸 수 있습니다.
"""

from __future__ import annotations

import re

from nbformat import NotebookNode

from gan_course.exercises.answer import STUB

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
GIVEN_BEGIN, GIVEN_END = "### BEGIN GIVEN", "### END GIVEN"
EXERCISE_TAG = re.compile(r"exercise-(\d+\.\d+)")
MARKS = (BEGIN, END, GIVEN_BEGIN, GIVEN_END)


def exercise_number(cell: NotebookNode) -> str | None:
    """이 셀이 답을 쓰는 셀이면 그 문제의 번호(태그 ``exercise-2.1`` → ``2.1``)."""
    matches = [EXERCISE_TAG.fullmatch(tag) for tag in cell.metadata.get("tags", [])]
    return next((match.group(1) for match in matches if match), None)


def without_solution(source: str) -> str:
    """풀이를 빈칸으로 바꾼 코드.

    ``### BEGIN SOLUTION``부터 ``### END SOLUTION``까지가 ``...`` 한 줄이 됩니다. 바로 뒤에 ``### BEGIN GIVEN``부터
    ``### END GIVEN``까지 주석으로 적은 코드가 있으면 빈칸 대신 그 코드가 들어갑니다(「버그 찾기」에서 주어지는 코드).

    Raises:
        ValueError: 표시의 짝이 맞지 않거나 풀이가 하나도 없을 때.
    """
    kept: list[str] = []
    inside = None  # 지금 지나고 있는 구역의 끝 표시
    for line in source.splitlines():
        mark = line.strip()
        if inside is None and mark == BEGIN:
            inside = END
            kept.append(line.replace(BEGIN, STUB))
        elif inside is None and mark == GIVEN_BEGIN:
            if not (kept and kept[-1].strip() == STUB):
                raise ValueError(f"'{GIVEN_BEGIN}'은 풀이 바로 뒤에 두십시오: {line!r}")
            kept.pop()
            inside = GIVEN_END
        elif mark == inside:
            inside = None
        elif mark in MARKS:
            raise ValueError(f"풀이의 표시 '{mark}'의 짝이 맞지 않습니다. '{BEGIN}'과 '{END}'를 번갈아 적으십시오.")
        elif inside is None:
            kept.append(line)
        elif inside == GIVEN_END:
            kept.append(re.sub(r"^(\s*)# ?", r"\1", line))
    if inside or STUB not in source.replace(BEGIN, STUB):
        raise ValueError(f"풀이의 표시가 닫히지 않았거나 없습니다. '{BEGIN}'과 '{END}'를 적으십시오.")
    return "\n".join(kept)


def without_marks(source: str) -> str:
    """풀이 노트북의 코드: 표시와 처음에 주어진 코드를 뺍니다."""
    source = re.sub(rf"^[ \t]*{GIVEN_BEGIN}\n.*?^[ \t]*{GIVEN_END}\n?", "", source, flags=re.M | re.S)
    return "\n".join(line for line in source.splitlines() if line.strip() not in MARKS)
