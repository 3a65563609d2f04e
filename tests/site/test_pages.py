"""저장소의 마크다운을 사이트의 쪽으로: 링크와 용어집."""

import pytest

from gan_course.course.chapters import chapters_with_notebook
from gan_course.site.pages import GLOSSARY, linked, write_glossary, write_pages

KNOWN = {
    "index.md",
    "CONTRIBUTING.md",
    "notebooks/03_a.ipynb",
    "notebooks/exercises/index.md",
    "notebooks/exercises/03_a.ipynb",
}
PLANS = "notebooks/instructor/plans.md"


@pytest.mark.parametrize(
    "here, there, text, wanted",
    [
        ("README.md", "index.md", "[3장](notebooks/03_a.ipynb)", "[3장](notebooks/03_a.ipynb)"),
        ("README.md", "index.md", "[`a`](CONTRIBUTING.md#절)", "[`a`](CONTRIBUTING.md#절)"),
        ("README.md", "index.md", "[연습](notebooks/exercises)", "[연습](notebooks/exercises/index.md)"),
        ("README.md", "index.md", "[코드](src/a.py)입니다", "코드입니다"),
        ("README.md", "index.md", "[밖](https://a.b/c)과 [아래](#절)", "[밖](https://a.b/c)과 [아래](#절)"),
        ("README.md", "index.md", "```\n[코드](src/a.py)\n```\n", "```\n[코드](src/a.py)\n```\n"),
        ("CONTRIBUTING.md", "CONTRIBUTING.md", "[지도](README.md#방)", "[지도](index.md#방)"),
        (PLANS, PLANS, "[3.1](03_a.ipynb)", "[3.1](../03_a.ipynb)"),
        (PLANS, PLANS, "[연습 3](../exercises/03_a.ipynb)", "[연습 3](../exercises/03_a.ipynb)"),
    ],
)
def test_links_lead_to_pages_of_the_site(here, there, text, wanted):
    assert linked(text, here, there, KNOWN) == wanted


def test_the_glossary_has_every_word_and_where_it_first_comes(course, tmp_path):
    assert write_glossary(chapters_with_notebook(course), tmp_path)
    text = (tmp_path / GLOSSARY).read_text(encoding="utf-8")
    assert "\n판별자\n  *discriminator*: 진짜일 확률을 답하는 신경망. [1장](notebooks/01_small.ipynb)에서" in text
    assert "\n레이텍\n" in text and "\n용어\n" not in text


def test_a_course_without_pages_writes_none(course, tmp_path):
    (course / "README.md").unlink()
    (tmp_path / "stage").mkdir()
    write_pages(course, tmp_path / "stage")
    assert list((tmp_path / "stage").rglob("*.md")) == []
