"""장의 절, 절마다 붙은 강사의 글, 그리고 절에 걸리는 시간.

강사의 글은 장의 원본에 태그 ``instructor``(강사 노트)와 ``slide``(슬라이드의 글)가 붙은 마크다운 셀입니다.
어느 절의 것인지는 셀의 ``section``에, 말하는 시간은 ``minutes``에 적습니다. 학습자의 노트북에는 들어가지 않습니다.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import nbformat
from nbformat import NotebookNode

from gan_course.authoring.build import TEACHING_TAGS, from_source, read_source, with_outputs
from gan_course.course.chapters import Chapter

NOTE, SLIDE = "instructor", "slide"
FIELDS = ("물음", "답", "흔한 오해", "늦었으면")
OPENING = "시작"
NOTICEABLE = 5.0  # 이보다 짧은 실행(초)은 말하는 사이에 끝납니다

_HEADING = re.compile(r"## (?:(\d+[b-z]?\.\d+) +)?(.+)")
_FIELD = re.compile(rf"^\*\*({'|'.join(FIELDS)})\*\*: +", re.M)


@dataclass(frozen=True)
class Note:
    """강사 노트 하나. ``minutes``는 말하는 시간(분)이고 ``fields``는 `FIELDS`마다의 글입니다."""

    section: str
    minutes: int
    fields: dict[str, str]
    text: str


@dataclass(frozen=True)
class Section:
    """장의 한 절.

    ``key``는 강좌 안에서 하나뿐인 이름입니다: 번호(``2.3``), 첫 절 앞의 머리말(``2.0``), 번호 없는 절(``2.정리``).
    ``cells``는 그 절의 셀이고, 제목이 있으면 첫 셀의 첫 줄이 제목입니다.
    ``seconds``는 잰 실행 시간(초)이고, 재지 않았으면 None입니다. ``bullets``는 슬라이드의 항목입니다.
    """

    key: str
    title: str
    cells: list[NotebookNode]
    seconds: float | None = None
    note: Note | None = None
    bullets: list[str] = field(default_factory=list)

    @property
    def is_numbered(self) -> bool:
        """``2.3``처럼 번호가 붙은 절인지. 머리말(``2.0``)과 「정리」는 아닙니다."""
        return self.key[-1].isdigit() and not self.key.endswith(".0")

    @property
    def name(self) -> str:
        return f"{self.key} {self.title}" if self.is_numbered else self.title

    @property
    def talking(self) -> int:
        """말하는 시간(분). 노트가 없으면 0입니다."""
        return self.note.minutes if self.note else 0

    @property
    def running(self) -> int:
        """실행을 기다리는 시간(분으로 올림). 몇 초짜리는 0입니다."""
        return math.ceil(self.seconds / 60) if self.seconds and self.seconds >= NOTICEABLE else 0

    @property
    def minutes(self) -> int:
        return self.talking + self.running


def sections(chapter: Chapter) -> list[Section]:
    """장을 절로 나누고 강사의 글과 잰 시간을 붙입니다. 셀의 출력은 실행해 둔 노트북의 것입니다.

    Raises:
        ValueError: 노트북이 원본과 다르거나, 강사의 셀이 잘못 적혔을 때.
    """
    notebook = with_outputs(chapter)
    seconds = notebook.metadata.get("gan_course", {}).get("cell_seconds")
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if seconds is not None and len(seconds) == len(code):
        spent = {id(cell): value for cell, value in zip(code, seconds, strict=True)}
    else:
        spent = None  # 이 기능이 생기기 전에 만든 노트북
    outline = split(chapter, notebook)
    notes, slides = _teaching_cells(chapter, [section.key for section in outline])
    return [
        Section(
            key=section.key,
            title=section.title,
            cells=section.cells,
            seconds=spent and round(sum(spent.get(id(cell), 0.0) for cell in section.cells), 1),
            note=notes.get(section.key),
            bullets=slides.get(section.key, []),
        )
        for section in outline
    ]


def split(chapter: Chapter, notebook: NotebookNode | None = None) -> list[Section]:
    """노트북(없으면 원본)을 ``##`` 제목에서 절로 나눕니다. 「다음 장」은 앞 절(정리)에 이어 둡니다."""
    prefix = chapter.number.lstrip("0") or "0"
    found = [Section(f"{prefix}.0", OPENING, [])]
    for cell in (notebook or from_source(chapter)).cells:
        if cell.cell_type != "markdown":
            found[-1].cells.append(cell)
            continue
        for heading, text in _pieces(cell.source):
            if heading and not heading.group(2).startswith("다음"):
                number, title = heading.groups()
                found.append(Section(number or f"{prefix}.{title}", title, []))
            found[-1].cells.append(nbformat.v4.new_markdown_cell(text))
    return found


def _pieces(source: str) -> Iterator[tuple[re.Match | None, str]]:
    """마크다운을 ``##`` 제목 앞에서 자릅니다. 코드 울타리 안의 ``##``는 제목이 아닙니다."""
    heading, lines, fenced = None, [], False
    for line in source.splitlines():
        fenced ^= line.startswith("```")
        match = None if fenced else _HEADING.fullmatch(line)
        if match:
            if "".join(lines).strip():
                yield heading, "\n".join(lines).strip()
            heading, lines = match, []
        lines.append(line)
    if "".join(lines).strip():
        yield heading, "\n".join(lines).strip()


def _teaching_cells(chapter: Chapter, known: list[str]) -> tuple[dict[str, Note], dict[str, list[str]]]:
    notes, slides = {}, {}
    for cell in read_source(chapter).cells:
        kinds = TEACHING_TAGS.intersection(cell.metadata.get("tags", []))
        if not kinds:
            continue
        kind, key = kinds.pop(), str(cell.metadata.get("section"))
        where = f"{chapter.source.name}의 {kind} 셀({cell.source[:30]!r})"
        if cell.cell_type != "markdown":
            raise ValueError(f"{where}은 코드입니다. 강사의 셀은 [markdown]으로 적고 코드는 학습자의 셀에 두십시오.")
        if key not in known:
            raise ValueError(
                f"{where}의 section이 {key!r}입니다. 이 장의 절 가운데 하나여야 합니다: {', '.join(known)}. "
                f'셀의 첫 줄을 `# %% [markdown] tags=["{kind}"] section="{known[1]}"`처럼 적으십시오.'
            )
        if key in (notes if kind == NOTE else slides):
            raise ValueError(f"{where}: {key}절의 {kind} 셀이 둘입니다. 하나로 합치십시오.")
        if kind == NOTE:
            notes[key] = _note(cell, key, where)
        else:
            slides[key] = _bullets(cell.source, where)
    return notes, slides


def _note(cell: NotebookNode, key: str, where: str) -> Note:
    minutes = cell.metadata.get("minutes")
    if not isinstance(minutes, int) or isinstance(minutes, bool) or minutes < 1:
        raise ValueError(f"{where}의 minutes가 {minutes!r}입니다. 말하는 시간을 1 이상의 정수(분)로 적으십시오.")
    parts = _FIELD.split(cell.source)
    fields = {name: text.strip() for name, text in zip(parts[1::2], parts[2::2])}
    if tuple(fields) != FIELDS or not all(fields.values()):
        wanted = ", ".join(f"**{name}**:" for name in FIELDS)
        given = ", ".join(fields) or "없음"
        raise ValueError(f"{where}의 항목이 {given}입니다. 문단 넷을 차례로 {wanted}로 시작하십시오.")
    return Note(key, minutes, fields, cell.source)


def _bullets(source: str, where: str) -> list[str]:
    lines = [line for line in source.splitlines() if line.strip()]
    if not lines or not all(line.startswith("- ") for line in lines):
        raise ValueError(f"{where}은 `- `로 시작하는 줄만 담습니다. 한 줄이 슬라이드의 한 항목입니다.")
    return [line.removeprefix("- ") for line in lines]
