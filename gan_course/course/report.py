"""실행 결과를 파일 하나로 된 HTML 보고서로 만듭니다. 그림도 그 안에 들어 있어 어디로든 옮길 수 있습니다."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from nbformat import NotebookNode

from gan_course.course.execution import text_lines
from gan_course.course.runner import Result
from gan_course.course.templates import environment
from gan_course.durations import duration
from gan_course.files import write_atomically

MARKS = {"verdicts": "[확인]", "skipped": "[생략]", "measures": "[측정]"}  # gan_course.lesson이 적는 표시


@dataclass(frozen=True)
class Figure:
    """보고서에 실을 그림: PNG(base64)와 대체 글."""

    png: str
    alt: str


def write_report(results: Sequence[Result], profile: str, path: Path) -> None:
    """보고서를 씁니다.

    Args:
        results: 실행한 장, 강좌의 순서로.
        profile: 실행한 프로필.
        path: 만들 HTML 파일.
    """
    templates = environment(__package__)
    templates.filters["duration"] = duration
    html = templates.get_template("report.html").render(
        chapters=[_chapter(result) for result in results],
        profile=profile,
        machine=machine(),
        finished=f"{datetime.now().astimezone():%Y-%m-%d %H:%M %Z}",
        seconds=sum(result.execution.seconds for result in results),
    )
    write_atomically(path, html)


def marked_lines(notebook: NotebookNode, mark: str) -> list[str]:
    """노트북이 출력한 줄 가운데 ``[확인]`` 같은 표시로 시작하는 것. 표시는 뗍니다."""
    lines = [line for output in _outputs(notebook) for line in text_lines(output)]
    return [line.removeprefix(mark).strip() for line in lines if line.startswith(mark)]


def figures(notebook: NotebookNode) -> list[Figure]:
    """노트북이 보여 준 그림 전부, 나온 순서로."""
    return [
        Figure(output.data["image/png"].replace("\n", ""), _alt(output))
        for output in _outputs(notebook)
        if "image/png" in output.get("data", {})
    ]


def _alt(output: NotebookNode) -> str:
    return output.metadata.get("image/png", {}).get("alt", "")


def _outputs(notebook: NotebookNode) -> list[NotebookNode]:
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def _chapter(result: Result) -> dict:
    notebook = result.execution.notebook
    return {
        "name": result.chapter.name,
        "title": _title(notebook) or result.chapter.name,
        "file": result.path.name,
        "seconds": result.execution.seconds,
        "failures": result.execution.failures,
        "figures": figures(notebook),
        **{name: marked_lines(notebook, mark) for name, mark in MARKS.items()},
    }


def _title(notebook: NotebookNode) -> str:
    lines = [line for cell in notebook.cells if cell.cell_type == "markdown" for line in cell.source.splitlines()]
    return next((line.removeprefix("# ") for line in lines if line.startswith("# ")), "")


def machine() -> str:
    """이 컴퓨터와 파이썬과 TensorFlow의 판."""
    tensorflow = next(filter(None, map(_version, ("tensorflow", "tensorflow-cpu"))), None)
    parts = [platform.system(), platform.machine(), f"CPU {os.cpu_count()}개", f"Python {platform.python_version()}"]
    return ", ".join([*parts, f"TensorFlow {tensorflow}" if tensorflow else "TensorFlow 없음"])


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
