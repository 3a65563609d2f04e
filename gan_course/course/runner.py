"""강좌 전체를 papermill로 실행하고 결과를 모읍니다."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
import papermill

from gan_course.course.chapters import Chapter
from gan_course.course.execution import Execution, execute
from gan_course.files import write_atomically


@dataclass(frozen=True)
class Result:
    """실행한 장 하나: 어느 장을, 어떻게 끝냈고, 실행한 노트북이 어디에 있는지."""

    chapter: Chapter
    execution: Execution
    path: Path

    @property
    def succeeded(self) -> bool:
        return not self.execution.failures


def check_parameters(chapters: Sequence[Chapter], names: Sequence[str]) -> None:
    """장마다 그 이름의 매개변수가 정말 있는지 실행하기 전에 확인합니다.

    papermill은 모르는 이름을 경고만 하고 지나가므로, 철자가 틀리면 기본값으로 실행되고 맙니다.

    Raises:
        ValueError: 모르는 이름이 있을 때.
    """
    for chapter in chapters:
        known = papermill.inspect_notebook(nbformat.read(chapter.notebook, as_version=4))
        unknown = [name for name in names if name not in known]
        if unknown:
            raise ValueError(
                f"{chapter.name}에는 {', '.join(unknown)}(이)라는 매개변수가 없습니다. "
                f"-p로 바꿀 수 있는 이름: {', '.join(known) or '없음'}"
            )


def run_chapter(
    chapter: Chapter,
    parameters: Mapping[str, object],
    output: Path,
    on_cell: Callable[[int], None] = lambda number: None,
) -> Result:
    """장 하나를 실행하고, 실행한 노트북을 ``output`` 폴더에 둡니다. 실패해도 노트북은 남습니다.

    ``on_cell``은 코드 셀마다 실행하기 직전에 불립니다(`execution.execute`).
    """
    notebook = nbformat.read(chapter.notebook, as_version=4)
    execution = execute(notebook, chapter.notebook.parent, parameters, on_cell)
    path = output / chapter.notebook.name
    write_atomically(path, nbformat.writes(execution.notebook) + "\n")
    return Result(chapter, execution, path)


def recorded_seconds(chapter: Chapter, profile: str, output: Path) -> list[float] | None:
    """코드 셀마다 걸렸던 시간(초). 이 컴퓨터에서 지난번에 잰 것, 없으면 노트북에 적힌 것, 그것도 없으면 None.

    셀이 그사이에 늘거나 줄었으면 지난번의 것은 쓰지 않습니다.
    """
    notebook = nbformat.read(chapter.notebook, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    previous = output / chapter.notebook.name
    if previous.exists():
        executed = nbformat.read(previous, as_version=4)
        injected = [cell for cell in executed.cells if "injected-parameters" in cell.metadata.get("tags", [])]
        executed.cells = [cell for cell in executed.cells if cell not in injected]
        record = executed.metadata.get("papermill", {})
        seconds = Execution(executed, 0.0).cell_seconds
        if record.get("exception") is None and record.get("duration") and len(seconds) == len(cells):
            return seconds
    if profile == "cpu":
        seconds = notebook.metadata.get("gan_course", {}).get("cell_seconds")
        return seconds if seconds and len(seconds) == len(cells) else None
    return None
