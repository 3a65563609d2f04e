"""README의 그림: 태그가 붙은 노트북의 그림만, 장의 순서로."""

import base64
import io
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbformat import v4
from PIL import Image

from gan_course.authoring.cover import TAG, WIDTH, cover_path, write_cover
from gan_course.course.chapters import Chapter, chapters_with_notebook

ROOT = Path(__file__).parents[2]


def _cell(colour, tags):
    buffer = io.BytesIO()
    Image.new("RGB", (30, 10), colour).save(buffer, "PNG")
    png = base64.b64encode(buffer.getvalue()).decode()
    cell = v4.new_code_cell("show()", outputs=[v4.new_output("display_data", data={"image/png": png})])
    cell.metadata["tags"] = tags
    return cell


@pytest.fixture
def chapters(tmp_path):
    (tmp_path / "notebooks").mkdir()
    cells = {
        "03_digits": [_cell("blue", []), _cell("red", ["cover"])],
        "04_zebras": [_cell("lime", ["cover"])],
    }
    for name, content in cells.items():
        nbformat.write(v4.new_notebook(cells=content), tmp_path / "notebooks" / f"{name}.ipynb")
    return [Chapter(name, tmp_path) for name in cells]


def test_tagged_pictures_are_stacked_in_order(chapters, tmp_path):
    assert write_cover(chapters, tmp_path / "cover.png")
    cover = Image.open(tmp_path / "cover.png")
    assert cover.mode == "P"  # 256색. 릴리스마다 역사에 쌓이므로 작아야 합니다
    cover = cover.convert("RGB")
    assert cover.size == (WIDTH, 2 * WIDTH // 3)
    assert cover.getpixel((5, 5)) == (255, 0, 0)
    assert cover.getpixel((5, cover.height - 5)) == (0, 255, 0)


def test_without_a_tag_nothing_is_written(chapters, tmp_path):
    notebook = v4.new_notebook(cells=[_cell("red", [])])
    for chapter in chapters:
        nbformat.write(notebook, chapter.notebook)
    assert not write_cover(chapters, tmp_path / "cover.png")
    assert not (tmp_path / "cover.png").exists()


def test_the_cover_of_the_course_is_its_stored_outputs_and_the_caption_names_them(tmp_path):
    made = chapters_with_notebook(ROOT)
    assert write_cover(made, tmp_path / "cover.png")
    ours, fresh = (
        np.asarray(Image.open(path).convert("RGB"), float) for path in (cover_path(ROOT), tmp_path / "cover.png")
    )
    same = (
        ours.shape == fresh.shape and np.abs(ours - fresh).mean() < 1
    )  # 256색으로 줄이는 법은 Pillow마다 조금 다릅니다
    assert same, "표지가 노트북에 저장된 그림과 다릅니다. `gan-course build --cover`로 다시 만드십시오."
    tagged = [
        chapter.number.removeprefix("0")
        for chapter in made
        if any(TAG in cell.metadata.get("tags", []) for cell in nbformat.read(chapter.notebook, as_version=4).cells)
    ]
    (caption,) = re.findall(r"!\[([^]]+)\]\(notebooks/cover.png\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert re.findall(r"(\d+b?)장의", caption) == tagged
