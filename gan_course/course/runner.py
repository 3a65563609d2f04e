"""강좌 전체를 papermill로 실행하고 결과를 모읍니다."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def run_chapter(chapter: Chapter, parameters: Mapping[str, object], output: Path) -> Result:
    """장 하나를 실행하고, 실행한 노트북을 ``output`` 폴더에 둡니다. 실패해도 노트북은 남습니다."""
    notebook = nbformat.read(chapter.notebook, as_version=4)
    execution = execute(notebook, chapter.notebook.parent, parameters)
    path = output / chapter.notebook.name
    write_atomically(path, nbformat.writes(execution.notebook) + "\n")
    return Result(chapter, execution, path)


def expected_seconds(chapter: Chapter, profile: str, output: Path) -> float | None:
    """이 장에 걸릴 시간(초). 이 컴퓨터에서 지난번에 잰 것, 없으면 노트북에 적힌 것, 그것도 없으면 None."""
    previous = output / chapter.notebook.name
    if previous.exists():
        record = nbformat.read(previous, as_version=4).metadata.get("papermill", {})
        if record.get("exception") is None and record.get("duration"):
            return record["duration"]
    if profile == "cpu":
        return nbformat.read(chapter.notebook, as_version=4).metadata.get("gan_course", {}).get("seconds")
    return None
