import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

from gan_course.course.chapters import chapters_with_notebook
from gan_course.course.execution import Execution, Failure
from gan_course.course.report import duration, figures, marked_lines, write_report
from gan_course.course.runner import Result


class Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data


@pytest.fixture
def html(built_course, tmp_path):
    good, bad, _ = chapters_with_notebook(built_course)
    trouble = Failure("In [2]", "RuntimeError: <b>굵은</b> 오류", "트레이스백 <자리>")
    results = [
        Result(
            chapter, Execution(nbformat.read(chapter.notebook, as_version=4), 65.4, failures), Path(chapter.notebook)
        )
        for chapter, failures in ((good, []), (bad, [trouble]))
    ]
    write_report(results, "cpu", tmp_path / "report.html")
    return (tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_report_tells_everything_in_one_file(html):
    page = Elements(html)
    for words in (
        "2장 가운데 1장이 실패했습니다.",
        "프로필 cpu, 2분 11초",
        "1. 잘되는 장",
        "셋 < 넷 & 넷 > 셋입니다",
        "씨앗의 두 배: 0.00 개",
        "In [2] RuntimeError: <b>굵은</b> 오류",
        "트레이스백 <자리>",
        "TensorFlow",
    ):
        assert words in page.text
    assert ("html", {"lang": "ko"}) in page.tags
    images = [attributes for tag, attributes in page.tags if tag == "img"]
    assert [image["alt"] for image in images] == ["아무것도 없는 흰 그림"]
    assert images[0]["src"].startswith("data:image/png;base64,iVBOR")
    assert not re.search(r"(src|href)=\"(https?:)?//", html)  # 인터넷 없이 열립니다


def test_what_the_notebook_printed_is_found(built_course):
    notebook = nbformat.read(chapters_with_notebook(built_course)[0].notebook, as_version=4)
    assert marked_lines(notebook, "[확인]") == ["셋 < 넷 & 넷 > 셋입니다", "훈련이 잘됩니다"]
    assert marked_lines(notebook, "[측정]") == ["씨앗의 두 배: 0.00 개"]
    assert marked_lines(notebook, "[생략]") == []
    assert [figure.alt for figure in figures(notebook)] == ["아무것도 없는 흰 그림"]


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.4, "0초"), (59.6, "1분 0초"), (125, "2분 5초"), (3600 + 125, "1시간 2분")]
)
def test_duration(seconds, text):
    assert duration(seconds) == text
