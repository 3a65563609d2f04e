"""슬라이드: 절마다 슬라이드의 글, 실행된 그림, 자리에 던질 물음. HTML 파일 하나이며 인터넷 없이 열립니다.

nbconvert의 reveal 템플릿은 require.js와 jQuery를 인터넷에서 부르므로 쓰지 않고, 마크다운을 바꾸는 일만 맡깁니다.
reveal.js, KaTeX, 나눔스퀘어는 `data/`의 것을 HTML 안에 넣습니다.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from pathlib import Path

from nbconvert.filters.markdown_mistune import markdown2html_mistune

from gan_course.authoring import katex
from gan_course.authoring.teaching import Section, sections
from gan_course.course.chapters import Chapter
from gan_course.course.templates import environment
from gan_course.files import verified_path, write_atomically

FONTS = {400: "fonts/NanumSquareR.ttf", 700: "fonts/NanumSquareB.ttf"}
SCRIPTS = ("reveal.js", "notes.js", "katex.min.js", "auto-render.min.js")
PICTURES = ("png", "jpeg")
# 발표자 화면(reveal.js의 notes.js)의 글. 낱말이 코드의 이름과 헷갈리지 않게 곁의 글자까지 적습니다.
SPEAKER_VIEW = {
    ">Loading speaker view...<": ">발표자 화면을 여는 중입니다.<",
    ">Upcoming<": ">다음 장면<",
    ">Time <": ">시각 <",
    ">Click to Reset<": ">누르면 0부터<",
    ">Notes<": ">노트<",
    "Pacing – Time to finish current slide": "이 장면에 남은 시간",
    "'Default'": "'기본'",
    "'Wide'": "'넓게'",
    "'Tall'": "'길게'",
    "'Notes only'": "'노트만'",
    "innerHTML = 'Layout'": "innerHTML = '배치'",
    "'en-US', { hour12: true,": "'ko-KR', { hour12: true,",
    "Cross origin error.<br>The speaker window can only be opened from the same origin.": (
        "발표자 화면을 열 수 없습니다.<br>슬라이드와 같은 자리에서 여십시오."
    ),
    "Error connecting to main window.<br>Please try closing and reopening the speaker view.": (
        "슬라이드와 이어지지 않았습니다.<br>이 창을 닫고 슬라이드에서 S를 다시 누르십시오."
    ),
    '"Speaker notes view"': '"발표자 화면"',
}


@dataclass(frozen=True)
class Figure:
    """슬라이드 한 장에 놓을 그림: 종류(png, jpeg), base64, 대체 글. 대체 글은 무엇이 보이는지 말하므로 그림 아래에도 적습니다."""

    kind: str
    data: str
    alt: str


@dataclass(frozen=True)
class Stack:
    """한 절의 슬라이드 묶음. 글은 이미 HTML입니다. ``takeaway``는 물음의 장면에 남길 한 문장입니다."""

    key: str
    title: str
    opening: bool
    bullets: str
    figures: list[Figure]
    question: str
    answer: str
    takeaway: str
    remarks: str


def deck(chapter: Chapter) -> str:
    """장 하나의 슬라이드(HTML).

    Raises:
        ValueError: 노트북이 원본과 다르거나, 강사의 셀이 잘못 적혔을 때.
    """
    outline = sections(chapter)
    title = outline[0].cells[0].source.splitlines()[0].removeprefix("# ")
    texts = {name: _text(f"slides/{name}") for name in SCRIPTS}
    texts["notes.js"] = in_korean(texts["notes.js"])
    scripts = {re.sub(r"\W", "_", name.replace(".min", "")): text for name, text in texts.items()}
    return (
        environment(__package__)
        .get_template("slides.html")
        .render(
            title=title,
            stacks=[_stack(section, title) for section in outline],
            fonts=[
                (weight, base64.b64encode(verified_path(name).read_bytes()).decode()) for weight, name in FONTS.items()
            ],
            reveal_css=_text("slides/reveal.css"),
            katex_css=katex.stylesheet(),
            **scripts,
        )
    )


def write_slides(chapter: Chapter, folder: Path) -> Path:
    """슬라이드를 ``folder``에 쓰고 그 경로를 돌려줍니다. 이름은 장의 번호입니다(``03.html``)."""
    path = folder / f"{chapter.number}.html"
    write_atomically(path, deck(chapter))
    return path


def in_korean(notes: str) -> str:
    """reveal.js의 notes.js에서 발표자가 보는 글을 우리말로 바꿉니다.

    Raises:
        ValueError: 바꿀 글이 한 번만 나오지 않을 때(reveal.js가 바뀌었습니다).
    """
    for english, korean in SPEAKER_VIEW.items():
        if notes.count(english) != 1:
            raise ValueError(f"notes.js에 {english!r}이 {notes.count(english)}번 나옵니다. SPEAKER_VIEW를 고치십시오.")
        notes = notes.replace(english, korean)
    return notes


def _stack(section: Section, title: str) -> Stack:
    opening = section.key.endswith(".0")
    fields = dict(section.note.fields) if section.note else {}
    # 시작과 정리의 답은 강사를 위한 말이므로 화면에 띄우지 않습니다. 노트에는 언제나 있습니다.
    answer = fields.get("답", "") if section.is_numbered else ""
    question = fields.pop("물음", "")
    remarks = [f"**{section.minutes}분**", *(f"**{name}**: {text}" for name, text in fields.items())]
    return Stack(
        key=section.key,
        title=title if opening else section.name.replace("`", ""),
        opening=opening,
        bullets=_html("\n".join(f"- {line}" for line in section.bullets)),
        figures=_figures(section),
        question=_html(question),
        answer=_html(answer),
        takeaway=_html(section.bullets[-1]) if section.bullets else "",
        remarks=_html("\n\n".join(remarks) if section.note else ""),
    )


def _figures(section: Section) -> list[Figure]:
    found = []
    for cell in section.cells:
        for output in cell.get("outputs", []):
            for kind in PICTURES:
                name = f"image/{kind}"
                if name in output.get("data", {}):
                    alt = output.metadata.get(name, {}).get("alt", "")
                    found.append(Figure(kind, output.data[name].replace("\n", ""), alt))
    return found


def _html(markdown: str) -> str:
    return markdown2html_mistune(markdown)


def _text(name: str) -> str:
    return verified_path(name).read_text(encoding="utf-8")
