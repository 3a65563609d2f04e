"""원본(py:percent)에서 노트북을 만들고, 둘이 어긋나지 않았는지 내용으로 확인합니다.

수정 시각은 보지 않습니다. git은 시각을 보존하지 않기 때문입니다.
"""

from __future__ import annotations

import ast
import functools
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from enum import Enum

import jupytext
import nbformat
from nbformat import NotebookNode

from gan_course.authoring.solutions import without_marks
from gan_course.classroom import pace
from gan_course.course.chapters import Chapter, SolutionSet
from gan_course.course.execution import Execution, Failure, execute, find_failures
from gan_course.files import read_text, write_atomically

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
TEACHING_TAGS = {"instructor", "slide"}  # 강사용 판과 슬라이드에만 들어가는 셀(authoring.teaching)
WORTH_FORECASTING = 10.0  # 초. 이보다 짧은 노트북은 다른 컴퓨터에서 얼마나 걸릴지 어림하지 않습니다
WIDGET_NOTE = "(이 셀을 실행하면 여기에 움직여 볼 수 있는 조절기가 나타납니다.)"


class Built(Enum):
    """``build``가 한 일."""

    UNCHANGED = "그대로입니다"
    TEXT_ONLY = "글만 바꾸고 출력은 그대로 두었습니다"
    KEPT = "코드가 바뀌었지만 출력은 옛것을 남겨 두었습니다. 릴리스 전에 다시 실행하십시오"
    EXECUTED = "다시 실행했습니다"


class BuildError(Exception):
    """실행한 노트북을 쓸 수 없음. 까닭이 ``failures``에 있고, 옛 노트북은 그대로 있습니다."""

    def __init__(self, chapter: Chapter, failures: list[Failure]):
        super().__init__(f"{chapter.name}: {'; '.join(f'{f.where} {f.summary}'.strip() for f in failures)}")
        self.failures = failures


def from_source(chapter: Chapter, rewrite: Callable[[NotebookNode], str] | None = None) -> NotebookNode:
    """원본에서 출력 없는 노트북을 만듭니다. 셀의 id는 내용에서 나오므로 언제나 같습니다.

    Args:
        chapter: 장, 또는 한 장의 풀이.
        rewrite: 코드 셀을 받아 노트북에 넣을 코드를 돌려줍니다. None이면 그대로(풀이의 표시는 걷어 냄) 넣습니다.
    """
    if rewrite is None and isinstance(chapter, SolutionSet):
        rewrite = _tidy_solution
    notebook = read_source(chapter)
    notebook.cells = [cell for cell in notebook.cells if not TEACHING_TAGS.intersection(_tags(cell))]
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({"tags": _tags(cell)} if _tags(cell) else {})
        if rewrite and cell.cell_type == "code":
            cell.source = rewrite(cell)
    give_ids(notebook.cells)
    return notebook


def read_source(chapter: Chapter) -> NotebookNode:
    """원본을 있는 그대로 읽습니다. 강사의 셀과 셀의 메타데이터까지 모두 들어 있습니다.

    Raises:
        ValueError: UTF-8이 아니거나, 비었거나, 글이 아닐 때.
    """
    text = read_text(chapter.source)
    if not text.strip() or "\0" in text:
        raise ValueError(
            f"{chapter.source}: 빈 파일이거나 글이 아닙니다. `git checkout -- {chapter.source.name}`처럼 되살리십시오."
        )
    return jupytext.reads(text, fmt="py:percent")


def with_outputs(chapter: Chapter) -> NotebookNode:
    """원본에서 만든 노트북에, 실행해 둔 노트북의 출력을 옮겨 담은 것.

    Raises:
        ValueError: 실행해 둔 노트북이 없거나 코드가 원본과 다를 때.
    """
    fresh, old = from_source(chapter), _read(chapter)
    if old is None or _code(old) != _code(fresh):
        raise ValueError(
            f"{chapter.notebook.name}의 코드가 {chapter.source.name}과 다르거나 노트북이 없습니다. "
            f"`gan-course build {chapter.number}`로 먼저 실행하십시오."
        )
    _transplant(old, fresh)
    return fresh


def give_ids(cells: Iterable[NotebookNode]) -> None:
    """셀마다 내용에서 나오는 id를 줍니다. 같은 내용이 되풀이되면 몇 번째인지가 더해집니다."""
    seen = Counter()
    for cell in cells:
        content = f"{cell.cell_type}\n{cell.source}"
        seen[content] += 1
        cell.id = hashlib.sha256(f"{content}\n{seen[content]}".encode()).hexdigest()[:12]


def build(chapter: Chapter, force: bool = False, keep_outputs: bool = False) -> Built:
    """장 하나의 노트북을 원본에 맞춥니다.

    코드 셀(내용과 태그)이 그대로면 옛 출력을 옮겨 담고, 바뀌었으면 기본 프로필로 다시 실행합니다.

    Args:
        chapter: 만들 장.
        force: 코드가 그대로여도 다시 실행할지. 패키지를 고친 뒤에 씁니다.
        keep_outputs: 코드가 바뀌었어도 셀의 수가 같으면 옛 출력을 옮겨 담을지. 출력이 달라지지 않을 수정(이름, 들여오는
            곳)을 실행 없이 담을 때 씁니다. 정말 같은지는 `pytest`가 장을 실행해 글자로 견줍니다.

    Raises:
        BuildError: 셀이 실패하거나 표준 오류에 무엇이 찍혔을 때, 옮겨 담을 셀의 수가 다를 때. 옛 노트북은 그대로 둡니다.
    """
    fresh = from_source(chapter)
    old = _read(chapter)
    same_code = old is not None and _code(old) == _code(fresh)
    reusable = old is not None and not force and (same_code or keep_outputs) and not problems_in(old)
    if reusable:
        if len(_code_cells(old)) != len(_code_cells(fresh)):
            raise BuildError(chapter, [Failure("", "코드 셀의 수가 달라 출력을 옮길 수 없습니다. 다시 실행하십시오.")])
        _transplant(old, fresh)
        result = Built.TEXT_ONLY if same_code else Built.KEPT
    else:
        chapter.notebook.parent.mkdir(parents=True, exist_ok=True)
        execution = execute(fresh, chapter.notebook.parent)
        fresh = _tidy(fresh, execution)
        failures = execution.failures or problems_in(fresh)
        if failures:
            raise BuildError(chapter, failures)
        result = Built.EXECUTED
    text = nbformat.writes(fresh) + "\n"
    if reusable and text == chapter.notebook.read_text(encoding="utf-8"):
        return Built.UNCHANGED
    write_atomically(chapter.notebook, text)
    return result


def drift(chapter: Chapter) -> list[str]:
    """원본과 노트북의 다른 점, 그리고 노트북의 흠을 한 줄씩 적습니다. 없으면 빈 목록입니다."""
    notebook = _read(chapter)
    if notebook is None:
        return [f"{chapter.notebook.name}가 없거나 읽을 수 없습니다. `gan-course build {chapter.number}`로 만드십시오."]
    wanted, actual = _content(from_source(chapter)), _content(notebook)
    lines = [f"셀 수가 다릅니다: 원본 {len(wanted)}, 노트북 {len(actual)}"] if len(wanted) != len(actual) else []
    for position, (ours, theirs) in enumerate(zip(wanted, actual, strict=False), start=1):
        names = [name for name, a, b in zip(("종류", "내용", "태그"), ours, theirs, strict=True) if a != b]
        if names:
            first_line = ours[1].strip().splitlines()[:1]
            lines.append(f"{position}번째 셀의 {', '.join(names)}이(가) 다릅니다: {''.join(first_line)}")
    return lines + [f"{f.where} {f.summary}".strip() for f in problems_in(notebook)]


def problems_in(notebook: NotebookNode) -> list[Failure]:
    """노트북에 남은 오류, 실행되지 않은 셀, 표준 오류에 찍힌 글."""
    noise = [
        Failure(f"In [{cell.execution_count}]", f"표준 오류에 글이 찍혔습니다: {output.text.strip()[:200]}")
        for cell in _code_cells(notebook)
        for output in cell.outputs
        if output.output_type == "stream" and output.name == "stderr"
    ]
    return find_failures(notebook) + noise


def _tidy_solution(cell: NotebookNode) -> str:
    return without_marks(cell.source)


def _read(chapter: Chapter) -> NotebookNode | None:
    """없거나 읽을 수 없으면(병합이 부딪친 것) None이고, 그러면 다시 실행해 만듭니다."""
    if not chapter.notebook.exists():
        return None
    try:
        return nbformat.reads(read_text(chapter.notebook), as_version=4)
    except (ValueError, KeyError, AttributeError, RecursionError):
        return None


def _code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _tags(cell: NotebookNode) -> list[str]:
    return sorted(cell.metadata.get("tags", []))


def _content(notebook: NotebookNode) -> list[tuple[str, str, list[str]]]:
    return [(cell.cell_type, cell.source, _tags(cell)) for cell in notebook.cells]


def _code(notebook: NotebookNode) -> list[tuple[str, list[str]]]:
    return [(_meaning(cell.source), _tags(cell)) for cell in _code_cells(notebook)]


def _meaning(source: str) -> str:
    """줄바꿈과 빈칸과 주석을 뺀 코드. 꼴만 다듬은 셀은 출력이 그대로입니다."""
    try:
        return ast.dump(ast.parse(source))
    except SyntaxError:  # IPython의 %명령이 든 셀
        return source


def _transplant(old: NotebookNode, fresh: NotebookNode) -> None:
    fresh.metadata["gan_course"] = old.metadata.get("gan_course", {})
    for theirs, ours in zip(_code_cells(old), _code_cells(fresh), strict=True):
        ours.outputs, ours.execution_count = theirs.outputs, theirs.execution_count


def _tidy(fresh: NotebookNode, execution: Execution) -> NotebookNode:
    """실행할 때마다 달라지는 것(시각, 위젯 번호, 출력이 쪼개진 자리)을 걷어 냅니다."""
    notebook = nbformat.from_dict(fresh)
    record = {"seconds": round(execution.seconds), "cell_seconds": execution.cell_seconds}
    if execution.seconds >= WORTH_FORECASTING and (measured := _pace()):
        record["pace"] = list(measured)
    notebook.metadata["gan_course"] = record
    for ours, theirs in zip(_code_cells(notebook), _code_cells(execution.notebook), strict=True):
        ours.execution_count = theirs.execution_count
        ours.outputs = _joined([_without_widget(output) for output in theirs.outputs])
    return notebook


@functools.cache
def _pace() -> pace.Pace | None:
    """이 컴퓨터의 빠르기. `doctor`가 다른 컴퓨터에서 걸릴 시간을 어림할 때 견줍니다."""
    return pace.measure()


def _joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    joined = []
    for output in outputs:
        last = joined[-1] if joined else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            joined.append(output)
    return joined


def _without_widget(output: NotebookNode) -> NotebookNode:
    if WIDGET_VIEW in output.get("data", {}):
        output.data = nbformat.from_dict({"text/plain": WIDGET_NOTE})
    return output
