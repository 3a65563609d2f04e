"""README의 그림: 노트북이 훈련해 낸 그림을 가져다 위아래로 붙입니다(`gan-course build --cover`, 릴리스에서 한 번)."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from pathlib import Path

import nbformat
from PIL import Image

from gan_course.course.chapters import Chapter
from gan_course.files import write_atomically
from gan_course.plots.png import with_palette

TAG = "cover"
WIDTH = 900  # README에서 보이는 폭(화소)


def cover_path(folder: Path) -> Path:
    """저장소 폴더에서 표지 그림이 놓이는 자리."""
    return folder / "notebooks" / "cover.png"


def write_cover(chapters: Iterable[Chapter], path: Path) -> bool:
    """`cover` 태그가 붙은 셀의 첫 그림을 장의 순서로 모아 PNG 하나로 씁니다. 없으면 쓰지 않고 거짓을 돌려줍니다."""
    pictures = [picture for chapter in chapters for picture in _tagged_pictures(chapter.notebook)]
    if not pictures:
        return False
    resized = [
        picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS)
        for picture in pictures
    ]
    cover = Image.new("RGB", (WIDTH, sum(picture.height for picture in resized)), "white")
    top = 0
    for picture in resized:
        cover.paste(picture, (0, top))
        top += picture.height
    buffer = io.BytesIO()
    with_palette(cover).save(buffer, format="PNG", optimize=True)
    write_atomically(path, buffer.getvalue())
    return True


def _tagged_pictures(notebook: Path) -> list[Image.Image]:
    cells = [
        cell
        for cell in nbformat.read(notebook, as_version=4).cells
        if cell.cell_type == "code" and TAG in cell.metadata.get("tags", [])
    ]
    outputs = [
        next((output.data["image/png"] for output in cell.outputs if "image/png" in output.get("data", {})), None)
        for cell in cells
    ]
    return [Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB") for png in outputs if png]
