"""사이트를 짓는 차례: 쪽을 모으고, Sphinx가 HTML로, Pagefind가 찾아보기로 바꾸고, 끝으로 링크와 크기를 살핍니다."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from gan_course.course.chapters import chapters_with_notebook, solution_sets
from gan_course.site import fonts, links
from gan_course.site.licences import write_licences
from gan_course.site.sphinx_build import run_sphinx
from gan_course.site.stage import write_stage

LARGEST = 40_000_000  # 사이트 전체의 바이트
MARK = ".gan-course-site"  # 이 명령이 지은 폴더라는 표시. 표시가 없는 폴더는 지우지 않습니다
PLAYGROUND = "gan_course.playground"


@dataclass(frozen=True)
class Site:
    """지은 사이트: 폴더, 쪽의 수, 크기(바이트), 놀이터가 들어 있는지."""

    folder: Path
    pages: int
    size: int
    playground: bool


def build_site(course: Path, output: Path, with_reference: bool = True) -> Site:
    """강좌의 사이트를 ``output``에 짓습니다. 이 명령이 지은 것이 있으면 지우고 다시 짓습니다.

    Args:
        course: 강좌 저장소.
        output: 사이트의 폴더. 없거나, 비어 있거나, 이 명령이 지은 것이어야 합니다.
        with_reference: 패키지의 글도 실을지. TensorFlow를 들여옵니다.

    Raises:
        ValueError: 다른 것이 든 폴더, Sphinx의 경고, 끊긴 링크, 바깥 주소를 부르는 쪽, 40 MB를 넘는 크기.
    """
    output = output.resolve()
    _clear(output)
    play = playground()
    with tempfile.TemporaryDirectory() as temporary:
        stage = Path(temporary, "stage")
        write_stage(course, stage, playground=play is not None, with_reference=with_reference)
        html = Path(temporary, "build", "html")  # myst-nb가 곁에 폴더를 하나 더 만듭니다
        run_sphinx(stage, html)
        shutil.copytree(html, output, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.map"))  # 개발자의 것 3.5 MB
    if play:
        play.build(output / "playground", alone=False)
    _copy_notebooks(course, output)
    fonts.write_subset(output)
    write_licences(output)
    _write_search_index(output)
    return _checked(output, play is not None)


def playground() -> ModuleType | None:
    """놀이터의 방. 없는 판에서는 None이고, 조절기의 자리에 한 문장을 적습니다."""
    return importlib.import_module(PLAYGROUND) if importlib.util.find_spec(PLAYGROUND) else None


def _clear(output: Path) -> None:
    if output.exists() and not output.is_dir():
        raise ValueError(f"{output}은(는) 폴더가 아니라 파일입니다. 사이트를 둘 폴더를 --output으로 주십시오.")
    if output.is_dir() and any(output.iterdir()) and not (output / MARK).exists():
        raise ValueError(
            f"{output}에 이 명령이 짓지 않은 파일이 있어 지우지 않았습니다. 빈 폴더나 새 폴더를 --output으로 주십시오."
        )
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    (output / MARK).write_text("gan-course site가 지은 폴더입니다. 다시 지을 때 지웁니다.\n", encoding="utf-8")


def _copy_notebooks(course: Path, output: Path) -> None:
    """내려받을 노트북. 쪽으로 고치지 않은, 저장소의 것 그대로입니다."""
    for notebook in [chapter.notebook for chapter in chapters_with_notebook(course)] + [
        solutions.exercises for solutions in solution_sets(course)
    ]:
        place = output / notebook.relative_to(course)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(notebook, place)


def _write_search_index(output: Path) -> None:
    command = [sys.executable, "-m", "pagefind", "--site", str(output), "--root-selector", "article"]
    command += ["--exclude-selectors", ".headerlink", "--quiet"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode or not (output / "pagefind" / "pagefind.js").exists():
        raise ValueError(f"Pagefind가 찾아보기를 만들지 못했습니다:\n{done.stdout}{done.stderr}")


def _checked(output: Path, playground: bool) -> Site:
    problems = links.problems(output)
    if problems:
        shown = "\n".join(f"  {problem}" for problem in problems[:20])
        raise ValueError(f"사이트에 고칠 링크가 {len(problems)}개 있습니다. 처음 몇은 이렇습니다.\n{shown}")
    files = [path for path in output.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    if size > LARGEST:
        raise ValueError(f"사이트가 {size / 1e6:.0f} MB입니다. {LARGEST / 1e6:.0f} MB까지입니다. 그림을 줄이십시오.")
    return Site(output, len(links.pages(output)), size, playground)
