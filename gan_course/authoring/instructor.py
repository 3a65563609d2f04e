"""강사용 판: 실행된 장에 절마다의 강사 노트와 시간표를 더한 것. 장의 원본과 학습자의 노트북에서만 나옵니다."""

from __future__ import annotations

import nbformat
from nbformat import NotebookNode

from gan_course.authoring.build import METADATA, give_ids
from gan_course.authoring.teaching import Section, sections
from gan_course.course.chapters import Chapter
from gan_course.files import write_atomically

# 학습자의 글과 헷갈리지 않는 상자: 어두운 화면에서도 읽히게 글자의 색까지 정합니다.
BOX = "background-color: #FFF3E0; color: #3A2A12; border-left: 8px solid #C2571A; padding: 8px 16px"


def instructor_notebook(chapter: Chapter) -> NotebookNode:
    """강사용 노트북을 만듭니다. 다시 실행하지 않고 학습자의 출력을 그림까지 옮깁니다.

    Raises:
        ValueError: 노트북이 원본과 다르거나, 강사의 셀이 잘못 적혔을 때.
    """
    outline = sections(chapter)
    opening, *rest = outline
    notebook = nbformat.v4.new_notebook(metadata=nbformat.from_dict(METADATA))
    title, *setup = opening.cells
    notebook.cells = [title, _markdown(_timetable(chapter, outline)), *_box(opening), *setup]
    for section in rest:
        heading, _, text = section.cells[0].source.partition("\n")
        remainder = [_markdown(text.strip())] if text.strip() else []
        notebook.cells += [_markdown(heading), *_box(section), *remainder, *section.cells[1:]]
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    give_ids(notebook.cells)
    return notebook


def write_instructor(chapter: Chapter) -> bool:
    """강사용 노트북을 씁니다. 이미 같으면 그대로 두고 False를 돌려줍니다."""
    text = _text(chapter)
    if chapter.instructor.exists() and chapter.instructor.read_text(encoding="utf-8") == text:
        return False
    write_atomically(chapter.instructor, text)
    return True


def instructor_drift(chapter: Chapter) -> list[str]:
    """강사용 노트북이 원본에서 만든 것과 다르면 한 줄로 적습니다. 같으면 빈 목록입니다."""
    try:
        text = _text(chapter)
    except ValueError as error:
        return [str(error)]
    if chapter.instructor.exists() and chapter.instructor.read_text(encoding="utf-8") == text:
        return []
    return [f"강사용 노트북이 원본과 다릅니다. `gan-course build {chapter.number}`로 다시 만드십시오."]


def _text(chapter: Chapter) -> str:
    return nbformat.writes(instructor_notebook(chapter)) + "\n"


def _markdown(source: str) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(source)


def _timetable(chapter: Chapter, outline: list[Section]) -> str:
    lines = [
        f"**강사용 판입니다.** 색이 다른 상자가 강사 노트이고, 나머지는 [학습자의 노트북](../{chapter.notebook.name})과 "
        "같습니다.",
        "",
        "| 절 | 말하기(분) | 실행(분) | 합(분) | 누적(분) |",
        "|---|---:|---:|---:|---:|",
    ]
    elapsed = 0
    for section in outline:
        elapsed += section.minutes
        lines.append(f"| {section.name} | {section.talking} | {_running(section)} | {section.minutes} | {elapsed} |")
    talking, running = sum(s.talking for s in outline), sum(s.running for s in outline)
    lines += [
        f"| **모두** | **{talking}** | **{running}** | **{talking + running}** | |",
        "",
        "실행은 노트북을 만들 때 잰 시간을 분으로 올린 것입니다. 5초 미만은 0분이고, 재지 않았으면 `–`입니다.",
    ]
    return "\n".join(lines)


def _running(section: Section) -> str:
    return "–" if section.seconds is None else str(section.running)


def _box(section: Section) -> list[NotebookNode]:
    if section.note is None:
        return []
    minutes = f"말하기 {section.talking}분"
    if section.running:
        minutes += f" + 실행 {section.running}분({section.seconds:.0f}초) = {section.minutes}분"
    text = f"**강사 노트 {section.name}** · {minutes}\n\n{section.note.text}"
    # 모양을 지우는 곳(GitHub)에서도 이름표와 인용으로 구별됩니다. 빈 줄이 있어야 상자 안의 마크다운을 읽습니다.
    quoted = "\n".join(f"> {line}".rstrip() for line in text.splitlines())
    return [_markdown(f'<div style="{BOX}">\n\n{quoted}\n\n</div>')]
