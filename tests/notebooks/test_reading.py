"""장을 차례로 읽는 사람에게: 끝에서 다음 장으로 가는 길, 첫머리에 적은 읽는 시간, 용어집의 장."""

import math
import re
from pathlib import Path

import pytest

from gan_course.authoring.build import from_source
from gan_course.authoring.teaching import sections
from gan_course.course.chapters import chapters_with_source

ROOT = Path(__file__).parents[2]
CHAPTERS = chapters_with_source(ROOT)
each_chapter = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
FIVE = 5  # 분. 읽는 시간은 5분 단위로 올려 적습니다


def texts(chapter):
    return [cell.source for cell in from_source(chapter).cells if cell.cell_type == "markdown"]


@pytest.mark.parametrize(("chapter", "following"), list(zip(CHAPTERS, CHAPTERS[1:])), ids=lambda chapter: chapter.name)
def test_a_chapter_ends_with_the_way_to_the_next(chapter, following):
    assert f"]({following.notebook.name})" in texts(chapter)[-1], (
        f"{chapter.name}의 끝에 {following.name}의 링크가 없습니다"
    )


def test_the_last_chapter_ends_with_its_exercises():
    assert f"](exercises/{CHAPTERS[-1].notebook.name})" in texts(CHAPTERS[-1])[-1]


@each_chapter
def test_stated_reading_minutes_are_the_sum_of_the_sections(chapter):
    stated = re.search(r"\*\*걸리는 시간\*\*: 읽(?:고 생각하)?는 데 (\d+)분쯤", texts(chapter)[0])
    total = sum(section.talking for section in sections(chapter))
    assert stated, f"{chapter.name}의 첫머리에 걸리는 시간이 없습니다"
    assert int(stated[1]) == math.ceil(total / FIVE) * FIVE, f"{chapter.name}: 절의 합은 {total}분입니다"


@each_chapter
def test_the_reading_table_states_the_same_minutes(chapter):
    stated = re.search(r"읽(?:고 생각하)?는 데 (\d+)분쯤", texts(chapter)[0])[1]
    table = "\n".join(texts(CHAPTERS[0]))
    row = r"0\. 시작하기 \(지금\)" if chapter is CHAPTERS[0] else rf"\[[^\]]+\]\({chapter.notebook.name}\)"
    assert re.search(rf"\| {row} \| {stated}분 \|", table), f"0.6절의 표에 {chapter.name}의 {stated}분이 없습니다"


def test_every_term_of_the_glossary_is_in_the_chapter_it_names():
    glossary = "\n".join(texts(CHAPTERS[0])).partition("## 0.9")[2]
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \| (\d+b?) \|$", glossary, re.M)
    assert len(rows) > 50 and {chapter for _, chapter in rows} == {"1", "2", "3", "4", "4b", "5", "6", "7"}
    words = {chapter.number.removeprefix("0"): "\n".join(texts(chapter)) for chapter in CHAPTERS}
    missing = [(term, number) for term, number in rows if term not in words[number]]
    assert not missing
