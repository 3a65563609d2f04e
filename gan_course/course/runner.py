"""강좌 전체를 papermill로 실행하고 결과를 모읍니다."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode, ValidationError
from nbformat.reader import NotJSONError

from gan_course.course.chapters import Chapter
from gan_course.course.execution import Execution, execute
from gan_course.course.long_cells import without_training
from gan_course.files import read_text, write_atomically


def read_notebook(path: Path) -> NotebookNode:
    """노트북 파일을 읽습니다.

    Raises:
        ValueError: 노트북이 아니거나 망가졌을 때.
        OSError: 읽을 수 없거나 보통 파일이 아닐 때.
    """
    try:
        text = read_text(path)
        if not text.strip():
            raise ValueError("빈 파일입니다")
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
        return notebook
    except (ValueError, AttributeError, KeyError, RecursionError, ValidationError, NotJSONError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ValueError(
            f"노트북을 읽을 수 없습니다: {path} ({reason[:200]}). 파일이 망가졌습니다. 저장소에서 다시 받거나 "
            "`git checkout -- notebooks`로 되살리십시오."
        ) from error


def _if_readable(path: Path) -> NotebookNode | None:
    """지난번의 결과. 쓰다가 멈추었거나 고쳐서 읽을 수 없으면 None."""
    try:
        return read_notebook(path)
    except ValueError:
        return None


@dataclass(frozen=True)
class Result:
    """실행한 장 하나: 어느 장을, 어떻게 끝냈고, 실행한 노트북이 어디에 있는지."""

    chapter: Chapter
    execution: Execution
    path: Path

    @property
    def succeeded(self) -> bool:
        return not self.execution.failures


def run_chapter(
    chapter: Chapter,
    parameters: Mapping[str, object],
    output: Path,
    on_cell: Callable[[int], None] = lambda number: None,
) -> Result:
    """장 하나를 실행하고, 실행한 노트북을 ``output`` 폴더에 둡니다. 실패해도 노트북은 남습니다.

    ``on_cell``은 코드 셀마다 실행하기 직전에 불립니다(`execution.execute`).
    """
    notebook = read_notebook(chapter.notebook)
    execution = execute(notebook, chapter.notebook.parent, parameters, on_cell)
    path = output / chapter.notebook.name
    write_atomically(path, nbformat.writes(execution.notebook) + "\n")
    return Result(chapter, execution, path)


def recorded_seconds(chapter: Chapter, profile: str, output: Path, train: bool = True) -> list[float] | None:
    """코드 셀마다 걸렸던 시간(초). 이 컴퓨터에서 지난번에 잰 것, 없으면 노트북에 적힌 것, 그것도 없으면 None.

    셀이 그사이에 늘거나 줄었으면 지난번의 것은 쓰지 않습니다. train이 거짓이면 긴 훈련을 건너뛴 것으로 고칩니다.
    """
    notebook = read_notebook(chapter.notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    previous = output / chapter.notebook.name
    if previous.exists() and (executed := _if_readable(previous)):
        injected = [cell for cell in executed.cells if "injected-parameters" in cell.metadata.get("tags", [])]
        executed.cells = [cell for cell in executed.cells if cell not in injected]
        record = executed.metadata.get("papermill", {})
        seconds = Execution(executed, 0.0).cell_seconds
        if record.get("exception") is None and record.get("duration") and len(seconds) == len(cells):
            return seconds if train else without_training([cell.source for cell in cells], seconds)
    if profile == "cpu":
        seconds = notebook.metadata.get("gan_course", {}).get("cell_seconds")
        if seconds and len(seconds) == len(cells):
            return seconds if train else without_training([cell.source for cell in cells], seconds)
    return None
