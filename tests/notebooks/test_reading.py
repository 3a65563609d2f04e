"""장을 차례로 읽는 사람에게: 끝에서 다음 장으로 가는 길, 첫머리에 적은 읽는 시간, 용어집의 장."""

import math
import re
from pathlib import Path

import pytest

from gan_course.authoring.build import from_source
from gan_course.authoring.teaching import sections
from gan_course.course.chapters import chapters_with_source, solution_sets

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


@each_chapter
def test_stated_reading_minutes_are_the_sum_of_the_sections(chapter):
    stated = re.search(r"\*\*걸리는 시간\*\*: 읽(?:고 생각하)?는 데 (\d+)분쯤", texts(chapter)[0])
    total = sum(section.talking for section in sections(chapter))
    assert stated, f"{chapter.name}의 첫머리에 걸리는 시간이 없습니다"
    assert int(stated[1]) == math.ceil(total / FIVE) * FIVE, f"{chapter.name}: 절의 합은 {total}분입니다"


def test_the_reading_order_and_minutes_are_those_of_the_chapters():
    """0.6절과 README의 표: 장의 차례, 장의 제목, 장의 첫머리에 적은 읽는 시간과 실행하는 시간."""
    wanted = [opening(chapter) for chapter in CHAPTERS]
    table = "\n".join(texts(CHAPTERS[0])).partition("## 0.6")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| \[?(\d+b?)\. ([^|\]]+?)(?: \(지금\)|\]\(([^)]+)\)) \| (\d+)분 \| ([^|]+) \|", table, re.M)
    assert [(n, title, int(read), run) for n, title, _, read, run in rows] == wanted
    assert [link for *_, link, _, _ in rows] == ["", *(chapter.notebook.name for chapter in CHAPTERS[1:])]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[(\d+b?) ([^]]+)\]\(notebooks/([^)]+)\) .*\| (\d+)분 \| [^|]+ \|$", readme, re.M)
    assert [(n.removeprefix("0") or "0", title, int(read)) for n, title, _, read in rows] == [w[:3] for w in wanted]
    assert [link for _, _, link, _ in rows] == [chapter.notebook.name for chapter in CHAPTERS]


def opening(chapter):
    """(번호, 제목, 읽는 분, 실행하는 시간)."""
    first = texts(chapter)[0]
    number, title = re.match(r"# (\d+b?)\. (.+)", first).groups()
    told = re.search(r"\*\*걸리는 시간\*\*: 읽(?:고 생각하)?는 데 (\d+)분쯤(.*)", first)
    minutes = re.search(r"실행.*?(\d+)분(쯤|이 채 안|이 걸리지 않)", told[2])
    return number, title, int(told[1]), f"{minutes[1]}분 미만" if minutes[2].startswith("이") else f"{minutes[1]}분쯤"


@pytest.mark.parametrize("chapter", CHAPTERS[1:], ids=lambda chapter: chapter.name)
def test_a_chapter_ends_with_its_exercises_and_they_lead_back(chapter):
    """4b장은 4장의 연습으로 갑니다."""
    (theirs,) = (each for each in solution_sets(ROOT) if each.number == chapter.number.rstrip("b"))
    assert f"](exercises/{theirs.exercises.name})" in texts(chapter)[-1]
    for place in (texts(theirs)[0], texts(theirs)[-1]):
        assert f"](../{theirs.name}.ipynb)" in place
    assert f"](../solutions/{theirs.name}.ipynb)" in texts(theirs)[-1]


def test_the_first_chapter_speaks_of_the_exercises():
    (first, *_) = solution_sets(ROOT)
    assert f"](exercises/{first.exercises.name})" in "\n".join(texts(CHAPTERS[0]))


def test_every_term_of_the_glossary_is_in_the_chapter_it_names():
    glossary = "\n".join(texts(CHAPTERS[0])).partition("## 0.9")[2]
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \| (\d+b?) \|$", glossary, re.M)
    assert len(rows) > 50 and {chapter for _, chapter in rows} == {"4b", *map(str, range(1, 11))}
    words = {chapter.number.removeprefix("0"): "\n".join(texts(chapter)) for chapter in CHAPTERS}
    missing = [(term, number) for term, number in rows if term not in words[number]]
    assert not missing
