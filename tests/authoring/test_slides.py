"""슬라이드: 절을 빠뜨리지 않고, 밖을 부르지 않고, 브라우저에서 넘치지 않습니다."""

import html
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

from gan_course.authoring.slides import SPEAKER_VIEW, deck, in_korean, write_slides
from gan_course.authoring.teaching import sections
from gan_course.cli import main
from gan_course.course.chapters import chapters_with_source

ROOT = Path(__file__).parents[2]
CHAPTERS = chapters_with_source(ROOT)
each_chapter = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
# 슬라이드를 한 장씩 펼쳐 재고, 문서를 잰 결과로 바꿉니다.
INSPECT = """
<script>
const inspect = async () => {
  await Promise.all([400, 700].map(weight => document.fonts.load(`${weight} 34px NanumSquare`, "한글")));
  const report = {slides: 0, overflow: [], wide: [], outside: []};
  report.broken = [...document.images].filter(i => !i.complete || !i.naturalWidth).length;
  for (const slide of Reveal.getSlides()) {
    const {h, v} = Reveal.getIndices(slide);
    Reveal.slide(h, v);
    report.slides += 1;
    const name = slide.innerText.trim().slice(0, 40);
    if (slide.scrollHeight > slide.clientHeight) report.overflow.push([name, slide.scrollHeight]);
    if (slide.scrollWidth > slide.clientWidth) report.wide.push([name, slide.scrollWidth]);
    const [inner, outer] = [slide, document.querySelector(".slides")].map(e => e.getBoundingClientRect());
    if (inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.bottom > outer.bottom + 1)
      report.outside.push([name, inner.left, inner.right, inner.bottom]);
  }
  report.fonts = [...document.fonts].filter(f => f.family.includes("NanumSquare") && f.status === "loaded").length;
  report.badMath = [...document.querySelectorAll(".katex-error")].map(e => e.textContent);
  document.querySelectorAll(".katex, code").forEach(e => e.remove());
  report.rawMath = document.querySelector(".slides").textContent.includes("$");
  report.requests = performance.getEntriesByType("resource").map(e => e.name).filter(n => !n.startsWith("data:"));
  document.documentElement.innerHTML = "<pre id=report></pre>";
  document.getElementById("report").textContent = JSON.stringify(report);
};
window.addEventListener("load", () => Reveal.isReady() ? inspect() : Reveal.on("ready", inspect));
</script>
"""


class References(HTMLParser):
    """밖을 가리킬 수 있는 속성과 스타일의 내용을 모읍니다."""

    def __init__(self):
        super().__init__()
        self.links, self.images, self.keys, self.styles, self._style = [], [], [], [], False

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.links += [found[name] for name in ("src", "href", "srcset", "poster", "data") if name in found]
        self.images += [found.get("alt")] if tag == "img" else []
        self.keys += [found["data-key"]] if "data-key" in found else []
        self._style = tag == "style"

    def handle_endtag(self, tag):
        self._style = False

    def handle_data(self, data):
        self.styles += [data] if self._style else []


def parse(text):
    parser = References()
    parser.feed(text)
    return parser


@each_chapter
def test_every_figure_and_question_has_its_takeaway_and_its_notes(chapter):
    page = deck(chapter)
    slides_of = re.findall(r"<section>(.*?)</section>", page, re.S)
    figures = [slide for slide in slides_of if "<figure>" in slide]
    questions = [slide for slide in slides_of if 'class="question"' in slide]
    assert figures or chapter.number == "00"
    assert all(re.search(r'alt="([^"]+)">\s*<figcaption>\1</figcaption>', slide) for slide in figures)
    assert all('<aside class="notes">' in slide for slide in figures + questions)
    assert all('class="takeaway fragment"' in slide and "<strong>답</strong>" in slide for slide in questions)


def test_the_speaker_view_is_in_korean():
    original = (ROOT / "data" / "slides" / "notes.js").read_text(encoding="utf-8")
    page = in_korean(original)
    assert ">다음 장면<" in page and not any(english in page for english in SPEAKER_VIEW)
    with pytest.raises(ValueError, match="SPEAKER_VIEW"):
        in_korean(original.replace(">Upcoming<", ">Next<"))


@each_chapter
def test_a_deck_holds_every_section_and_points_nowhere_outside(chapter):
    page = parse(deck(chapter))
    outline = sections(chapter)
    assert page.keys == [section.key for section in outline]
    assert all(link.startswith("data:") for link in page.links)
    style = "\n".join(page.styles)
    assert "@import" not in style
    assert all(target.startswith("data:") for target in re.findall(r"url\(['\"]?([^)]*)", style))
    assert len(re.findall(r'"NanumSquare"; font-weight: \d+; src: url\(data:font/ttf;base64,\w', style)) == 2
    pictures = [
        output
        for cell in nbformat.read(chapter.notebook, as_version=4).cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    assert len(page.images) == len(pictures) and all(page.images), "그림이 빠졌거나 대체 글이 없습니다"


def in_a_browser(test):
    return pytest.mark.browser(pytest.mark.skipif(BROWSER is None, reason="크로미엄이 없습니다")(test))


def inspect(path):
    before, _, after = path.read_text(encoding="utf-8").rpartition("</body>")
    path.write_text(f"{before}{INSPECT}</body>{after}", encoding="utf-8")
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1280,720"]
    command += ["--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=60000", "--dump-dom", path.as_uri()]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300)
    found = re.search(r'<pre id="report">(.*?)</pre>', result.stdout, re.S)
    assert found, result.stderr[-2000:]
    return json.loads(html.unescape(found.group(1)))


@in_a_browser
@each_chapter
def test_nothing_overflows_in_a_browser_without_network(chapter, tmp_path):
    report = inspect(write_slides(chapter, tmp_path / "슬라이드"))
    assert report["slides"] >= 2 * len(sections(chapter))
    assert report["overflow"] == [] and report["wide"] == [] and report["outside"] == []
    assert report["badMath"] == [] and not report["rawMath"]
    assert report["broken"] == 0 and report["fonts"] == 2 and report["requests"] == []


@in_a_browser
def test_the_inspection_sees_what_overflows(tmp_path):
    path = write_slides(CHAPTERS[0], tmp_path)
    long = "<li>길게 늘어놓은 글입니다.</li>" * 30
    path.write_text(path.read_text(encoding="utf-8").replace("<li>", long + "<li>\\(", 1), encoding="utf-8")
    assert len(inspect(path)["overflow"]) == 1


def test_the_command_writes_decks_and_leaves_the_notebooks(small_course, capsys):
    chapter = chapters_with_source(small_course)[0]
    before = chapter.notebook.read_bytes()
    assert main(["build", "--slides", "01", "--folder", str(small_course)]) == 0
    assert parse((small_course / "build" / "slides" / "01.html").read_text(encoding="utf-8")).keys == ["1.0"]
    assert "01.html" in capsys.readouterr().out
    assert chapter.notebook.read_bytes() == before
    chapter.source.write_text(chapter.source.read_text(encoding="utf-8") + "\n# %%\n1 + 1\n", encoding="utf-8")
    assert main(["build", "--slides", "--check", "01", "--folder", str(small_course)]) == 2
    assert "gan-course build 01" in capsys.readouterr().err
