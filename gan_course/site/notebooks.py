"""노트북을 사이트의 쪽으로: 준비하는 코드를 접고, 그림을 파일로 꺼내고, 조절기의 자리에 놀이터를 놓습니다."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from PIL import Image

from gan_course.authoring.build import WIDGET_NOTE, from_source
from gan_course.authoring.editions import exercise_notebook
from gan_course.authoring.solutions import exercise_number
from gan_course.course.chapters import Chapter, SolutionSet
from gan_course.site.questions import Question
from gan_course.site.repository import Repository, buttons

# 조절기를 만드는 이름: 놀이터의 쪽과 그 제목(gan_course.playground가 씁니다)
LABS = {
    "PlaneLab": ("plane.html", "2차원 GAN"),
    "duel": ("plane.html", "2차원 GAN"),
    "latent_plane": ("plane.html", "2차원 GAN"),
    "latent_walk": ("latent.html", "잠재 공간"),
    "latent_lab": ("latent.html", "잠재 공간"),
    "logit_explorer": ("losses.html", "손실"),
    "loss_lab": ("losses.html", "손실"),
    "distance_explorer": ("discriminator.html", "가장 좋은 판별자"),
    "translation_viewer": ("picture.html", "그림 옮기기"),
    "cycle_lab": ("picture.html", "그림 옮기기"),
    "dirac_lab": ("dirac.html", "디랙 GAN"),
    "number_lab": ("number.html", "내 번호 쓰기"),
}
# 조절기에 처음 건네는 것이 이 이름이면 그 모델을 골라 놓고 엽니다.
MODELS = {"fruit": "?settings=fruit"}
_LAB_CALL = re.compile(rf"\b({'|'.join(LABS)})(?:\.\w+)?\((\w*)")
FIGURES = "figures"  # 꺼낸 그림이 놓이는 폴더. `_static` 아래입니다
LONG = 6  # 이보다 긴, 출력이 없는 준비 셀을 접습니다(줄)


@dataclass(frozen=True)
class Place:
    """쪽이 놓일 자리: 그림을 꺼내 놓을 `_static`, 이 쪽에서 사이트의 맨 위까지(``../``), 공개된 저장소."""

    static: Path
    root: str = "../"
    repository: Repository | None = None


def chapter_page(chapter: Chapter, place: Place, playground: bool) -> NotebookNode:
    """한 장의 쪽이 될 노트북.

    Args:
        chapter: 장. 실행해 둔 노트북을 읽습니다.
        place: 쪽이 놓일 자리.
        playground: 놀이터가 있는지. 없으면 조절기의 자리에 한 문장을 적습니다.
    """
    notebook = nbformat.read(chapter.notebook, as_version=4)
    _fold_preparation(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [_shown(output, cell.source, place, playground) for output in cell.outputs]
    _add_buttons(notebook, f"notebooks/{chapter.name}.ipynb", place)
    return notebook


_SOLUTIONS = re.compile(r"\[([^\]]+)\]\(\.\./solutions/[^)]*\)")


def exercise_page(solutions: SolutionSet, place: Place, asked: Mapping[str, Sequence[Question]]) -> NotebookNode:
    """연습 문제의 쪽이 될 노트북. 답을 쓰는 셀과 채점 셀 다음에 풀이와 그 출력, 그리고 알아맞히기가 접혀 있습니다.

    Args:
        solutions: 한 장의 연습과 풀이.
        place: 쪽이 놓일 자리.
        asked: 문제의 번호마다의 알아맞히기.
    """
    blank, solved = exercise_notebook(solutions), from_source(solutions)
    executed = nbformat.read(solutions.notebook, as_version=4)
    outputs = iter([cell.outputs for cell in executed.cells if cell.cell_type == "code"])
    cells, answer = [], None
    for empty, full in zip(blank.cells, solved.cells, strict=True):
        cells.append(empty)
        if full.cell_type != "code":
            continue
        printed = next(outputs)
        if exercise_number(full):
            answer, number = full, exercise_number(full)
        elif answer is not None:
            answer.outputs = [_shown(output, answer.source, place) for output in printed]
            answer.metadata = nbformat.from_dict(
                {
                    "tags": ["hide-cell", "solution"],
                    "mystnb": {"code_prompt_show": "풀이 보기", "code_prompt_hide": "풀이 접기"},
                }
            )
            cells.append(answer)
            cells += _quiz(asked.get(number, ()))
            answer = None
    for cell in cells:  # 풀이는 다른 쪽이 아니라 이 쪽에 접혀 있습니다
        if cell.cell_type == "markdown":
            cell.source = _SOLUTIONS.sub(r"\1(문제마다 「풀이 보기」)", cell.source)
    blank.cells = cells
    _fold_preparation(blank)
    _add_buttons(blank, f"notebooks/exercises/{solutions.name}.ipynb", place)
    return blank


def _quiz(asked: Sequence[Question]) -> list[NotebookNode]:
    if not asked:
        return []
    text = "\n\n".join(question.markdown() for question in asked)
    folded = f'<details class="quizzes"><summary>알아맞히기: 어떤 오답일까요? (풀어 본 다음에)</summary>\n\n{text}\n</details>'
    return [nbformat.v4.new_markdown_cell(folded)]


def _add_buttons(notebook: NotebookNode, path: str, place: Place) -> None:
    """제목 바로 아래에 내려받기와 여는 단추를 둡니다."""
    title = notebook.cells[0]
    heading, _, rest = title.source.partition("\n")
    title.source = f"{heading}\n\n{buttons(path, place.root, place.repository)}\n{rest}"


def _fold_preparation(notebook: NotebookNode) -> None:
    """첫 절(`##`) 앞에서, 출력 없이 들여오거나 길게 준비하는 셀을 접습니다."""
    before = True
    for cell in notebook.cells:
        before &= not (cell.cell_type == "markdown" and re.search(r"^## ", cell.source, re.M))
        if cell.cell_type != "code" or cell.outputs or exercise_number(cell):
            continue
        imports = cell.source.lstrip().startswith(("from ", "import "))
        if before and (imports or cell.source.count("\n") >= LONG):
            cell.metadata.setdefault("tags", []).append("hide-input")


def _shown(output: NotebookNode, source: str, place: Place, playground: bool = False) -> NotebookNode:
    data = output.get("data", {})
    for kind in ("image/png", "image/jpeg"):
        if kind in data:
            alt = output.metadata.get(kind, {}).get("alt", "")
            return _html_output(_picture(base64.b64decode(data[kind]), alt, place))
    if data.get("text/plain") == WIDGET_NOTE:
        return _html_output(_lab(source, place.root, playground))
    return output


def _picture(content: bytes, alt: str, place: Place) -> str:
    """그림을 손실 없는 WebP와 PNG 가운데 작은 것으로 꺼내 놓고 그 태그를 돌려줍니다."""
    image = Image.open(io.BytesIO(content))
    squeezed = io.BytesIO()
    image.save(squeezed, "WEBP", lossless=True, method=3)
    suffix, content = min(("png", content), ("webp", squeezed.getvalue()), key=lambda choice: len(choice[1]))
    name = f"{hashlib.sha256(content).hexdigest()[:16]}.{suffix}"
    folder = place.static / FIGURES
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    width, height = image.size
    return (
        f'<img class="figure" src="{place.root}_static/{FIGURES}/{name}" alt="{html.escape(alt)}" '
        f'width="{width}" height="{height}" loading="lazy" decoding="async">'
    )


def _lab(source: str, root: str, playground: bool) -> str:
    calls = _LAB_CALL.findall(source)
    if calls and playground:
        name, given = calls[-1]
        page, title = LABS[name]
        page += MODELS.get(given, "")
        return (
            f'<iframe class="lab" src="{root}playground/{page}" title="놀이터: {title}" loading="lazy"></iframe>\n'
            f'<p class="lab-link"><a href="{root}playground/{page}">놀이터를 따로 열기: {title}</a></p>'
        )
    if calls:
        return '<p class="lab-missing">노트북에서 이 셀을 실행하면 여기에 손으로 만져 보는 조절기가 나타납니다.</p>'
    return '<p class="lab-missing">노트북에서 이 셀을 실행하면 여기에 움직이는 그림이나 훈련의 경과가 나타납니다.</p>'


def _html_output(text: str) -> NotebookNode:
    return nbformat.v4.new_output("display_data", {"text/html": text})
