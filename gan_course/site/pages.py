"""마크다운으로 된 쪽: README, 유지보수, 데이터, 벤치마크, 수업 계획, 용어집. 자리는 저장소와 같고, 없는 파일의 링크만 고칩니다."""

from __future__ import annotations

import posixpath
import re
import shutil
from pathlib import Path

import nbformat

from gan_course.course.chapters import Chapter

MARKDOWN = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "data/README.md": "data/README.md",
    "benchmarks/README.md": "benchmarks/README.md",
    "notebooks/instructor/plans.md": "notebooks/instructor/plans.md",
}
FILES = (
    "LICENSE",
    "LICENSE-content",
    "data/checkpoints/LICENSE-grocery-store.txt",
    "data/fonts/OFL.txt",
    "data/slides/LICENSE-katex.txt",
    "notebooks/cover.png",
    "benchmarks/scaling.png",
)
# 사이트에 없는 것 대신 보일 것
INSTEAD = {
    "README.md": "index.md",
    "notebooks/exercises": "notebooks/exercises/index.md",
    "notebooks/solutions": "notebooks/exercises/index.md",
    "notebooks/instructor": "notebooks/instructor/plans.md",
}
GLOSSARY = "glossary.md"

_LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)")
_GLOSSARY_TABLE = re.compile(
    r"^\| 용어 \| 영어 \| 한 줄 풀이 \| 처음 나오는 장 \|\n\|[-|]+\|\n((?:\|.*\|(?:\n|\Z))+)", re.M
)


def write_pages(course: Path, stage: Path) -> None:
    """저장소의 마크다운과 그것이 가리키는 파일을 같은 자리에 옮겨 놓습니다. 없는 것은 건너뜁니다."""
    for name in FILES:
        if (course / name).exists():
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(course / name, stage / name)
    known = {path.relative_to(stage).as_posix() for path in stage.rglob("*") if path.is_file()}
    known |= {place for name, place in MARKDOWN.items() if (course / name).exists()}
    for name, place in MARKDOWN.items():
        if (course / name).exists():
            _write(stage / place, linked((course / name).read_text(encoding="utf-8"), name, place, known))


def linked(text: str, here: str, there: str, known: set[str]) -> str:
    """링크를 사이트의 쪽으로 돌립니다. 사이트에 없는 파일을 가리키는 링크는 글만 남깁니다.

    Args:
        text: 마크다운.
        here: 그 글이 저장소에서 놓인 파일.
        there: 그 글이 사이트의 원본에서 놓일 파일.
        known: 사이트의 원본에 있는 파일.
    """

    def replace(match: re.Match) -> str:
        label, target = match.groups()
        if re.match(r"[a-z]+:|#", target):
            return match.group()
        path, hash_mark, anchor = target.partition("#")
        place = posixpath.normpath(posixpath.join(posixpath.dirname(here), path))
        place = INSTEAD.get(
            place, place.replace("notebooks/instructor/", "notebooks/") if place.endswith(".ipynb") else place
        )
        if place not in known:
            return label
        return f"[{label}]({posixpath.relpath(place, posixpath.dirname(there) or '.')}{hash_mark}{anchor})"

    parts = re.split(r"(^```.*?^```$)", text, flags=re.M | re.S)
    return "".join(part if place % 2 else _LINK.sub(replace, part) for place, part in enumerate(parts))


def write_glossary(chapters: list[Chapter], stage: Path) -> bool:
    """장의 용어집 표에서 낱말마다 닻이 있는 쪽을 만듭니다. 표가 없으면 만들지 않고 False를 돌려줍니다."""
    tables = [table for chapter in chapters for table in _GLOSSARY_TABLE.findall(_markdown(chapter))]
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for table in tables for row in table.splitlines()]
    if not rows:
        return False
    homes = {chapter.number.lstrip("0") or "0": chapter for chapter in chapters}
    lines = [
        "# 용어집",
        "",
        "장마다 처음 나올 때 설명한 낱말을 모았습니다. 가나다의 차례입니다.",
        "",
        "```{glossary}",
        ":sorted:",
        "",
    ]
    for korean, english, meaning, number in rows:
        home = homes.get(number)
        where = f" [{number}장](notebooks/{home.name}.ipynb)에서 처음 나옵니다." if home else ""
        lines += [korean, f"  *{english}*: {meaning}.{where}", ""]
    _write(stage / GLOSSARY, "\n".join([*lines, "```", ""]))
    return True


def _markdown(chapter: Chapter) -> str:
    notebook = nbformat.read(chapter.notebook, as_version=4)
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
