"""Sphinx가 읽을 쪽을 한 폴더에 모읍니다. 자리는 저장소와 같아서 장끼리의 링크는 그대로 통합니다."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from gan_course.authoring import katex
from gan_course.course.chapters import chapters_with_notebook, solution_sets
from gan_course.files import verified_path
from gan_course.site import pages, reference
from gan_course.site.notebooks import Place, chapter_page, exercise_page
from gan_course.site.questions import questions
from gan_course.site.repository import repository

HERE = Path(__file__).parent
KATEX = ("katex.min.js", "auto-render.min.js")
EXERCISES = "notebooks/exercises/index"


def write_stage(course: Path, stage: Path, playground: bool, with_reference: bool, one_page: bool = False) -> None:
    """쪽, 그림, 모양을 ``stage``에 씁니다.

    Args:
        course: 강좌 저장소.
        stage: 아직 없는 폴더.
        playground: 조절기의 자리에 놀이터를 놓을지.
        with_reference: 패키지의 글도 쓸지.
        one_page: 모든 쪽을 한 HTML로 이을지. 그러면 그림은 사이트의 맨 위에서 찾습니다.
    """
    static = stage / "_static"
    shutil.copytree(HERE / "static", static)
    shutil.copytree(HERE / "locale", stage / "locale")
    for name in KATEX:
        shutil.copy(verified_path(f"slides/{name}"), static)
    katex.write_stylesheet(static)
    chapters, exercises = chapters_with_notebook(course), solution_sets(course)
    where, asked = repository(course), questions(course)
    beside, below = (Place(static, "" if one_page else root, where) for root in ("../", "../../"))
    for chapter in chapters:
        _write(stage / f"notebooks/{chapter.name}.ipynb", chapter_page(chapter, beside, playground))
    for solutions in exercises:
        page = exercise_page(solutions, below, asked)
        _write(stage / f"notebooks/exercises/{solutions.name}.ipynb", page)
    if exercises:
        _write_exercise_index([solutions.name for solutions in exercises], stage)
    glossary = pages.write_glossary(chapters, stage)
    pages.write_pages(course, stage)
    written = {path.relative_to(stage).with_suffix("").as_posix() for path in stage.rglob("*.md")}
    _write_contents(
        stage / "index.md",
        {
            "강좌": [f"notebooks/{chapter.name}" for chapter in chapters],
            "손과 머리로": [EXERCISES] if exercises else [],
            "찾아보기": [pages.GLOSSARY.removesuffix(".md")] if glossary else [],
            "가르치는 분께": sorted(written & {"notebooks/instructor/plans"}),
            "고치는 분께": [name for name in ("CONTRIBUTING", "benchmarks/README", "data/README") if name in written]
            + (["reference/index"] if with_reference else []),
        },
    )
    if with_reference:
        reference.write_reference(stage)


def _write_exercise_index(names: Iterable[str], stage: Path) -> None:
    text = (
        "# 연습 문제\n\n장마다의 연습 문제입니다. 코드를 써서 채점을 받으려면 노트북을 내려받아 여십시오. "
        "풀이는 문제마다 접혀 있습니다.\n\n"
    )
    _write_text(stage / f"{EXERCISES}.md", text + toctree(names))


def _write_contents(index: Path, parts: dict[str, list[str]]) -> None:
    """첫 쪽에 차례를 더합니다. README가 없으면 첫 쪽을 만듭니다."""
    text = index.read_text(encoding="utf-8") if index.exists() else "# 한국어로 배우는 GAN\n"
    trees = [toctree(names, caption, hidden=True) for caption, names in parts.items() if names]
    _write_text(index, "\n\n".join([text.rstrip(), *trees]) + "\n")


def toctree(names: Iterable[str], caption: str = "", hidden: bool = False) -> str:
    """MyST의 차례 한 덩이. 이름은 이 쪽에서 본 것이거나 `/`로 시작합니다."""
    options = [f":caption: {caption}"] * bool(caption) + [":hidden:"] * hidden + [":maxdepth: 1"]
    return "\n".join(["```{toctree}", *options, "", *names, "```", ""])


def _write(path: Path, notebook: NotebookNode) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def _write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
