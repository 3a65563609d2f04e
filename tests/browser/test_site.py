"""진짜 강좌의 사이트를 지어 크로미엄으로 모두 엽니다: 콘솔, 바깥 주소, 접근성, 좁은 화면, 자판, 종이, 찾아보기."""

import functools
import gzip
import http.server
import re
import threading
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from gan_course.cli.site import NEEDED, is_installed
from gan_course.site.links import pages, read
from tests.browser.jupyter import chromium
from tests.browser.reader import Reader
from tests.site.small_site import write_course

ROOT = Path(__file__).parents[2]
CHAPTER, EXERCISE = "notebooks/00_start.html", "notebooks/exercises/02_loss_functions.html"
ONE_OF_EACH = ("index.html", CHAPTER, EXERCISE, "playground/latent.html", "glossary.html")
NEWEST = ("notebooks/09_few_data.html", "notebooks/exercises/09_few_data.html", "playground/picture.html")
WITH_LABS = "notebooks/02_loss_functions.html"
NARROW = (360, 640)  # 전화기, 그리고 너비 1280을 200 %로 키운 것
MISSING = [name for name in NEEDED if not is_installed(name)]

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"{', '.join(MISSING)}이(가) 없습니다(uv sync --group site)")


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        """시험의 출력에 섞이지 않게 합니다."""


@pytest.fixture(scope="module")
def site(programs, tmp_path_factory):
    """지은 사이트. 40 MB, 끊긴 링크, Sphinx의 경고는 짓는 명령이 스스로 물리칩니다."""
    from gan_course.site.builder import build_site

    return build_site(ROOT, tmp_path_factory.mktemp("site") / "site")


@pytest.fixture(scope="module")
def reader(site, tmp_path_factory):
    handler = functools.partial(_Handler, directory=str(site.folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with chromium(tmp_path_factory.mktemp("reader"), (1400, 1000), "SEVERE") as driver:
        yield Reader(driver, f"http://127.0.0.1:{server.server_port}/")
    server.shutdown()


def _names(site):
    return [path.relative_to(site.folder).as_posix() for path in pages(site.folder)]


@pytest.fixture(scope="module", params=["한 가지씩", pytest.param("모두", marks=pytest.mark.full)])
def visits(site, reader, request):
    """쪽마다 한 번 열어 본 것: {쪽: (부른 주소들, {너비: 쪽의 너비}, 영어로 된 이름)}, 그리고 콘솔의 오류."""
    found, every = {}, _names(site)
    assert len(every) > 40 and {*ONE_OF_EACH, *NEWEST} <= set(every)
    for page in every if request.param == "모두" else (*ONE_OF_EACH, *NEWEST):
        reader.resize(1400)
        reader.open(page)
        called = reader.driver.execute_script(
            "return performance.getEntriesByType('resource').map((each) => each.name)"
        )
        reader.unfold()
        widths = {}
        for narrow in NARROW:
            reader.resize(narrow)
            widths[narrow] = reader.width()
        found[page] = called, widths, reader.english()
    return found, [entry for entry in reader.driver.get_log("browser") if "favicon" not in entry["message"]]


def test_every_page_opens_quietly_and_calls_nothing_outside(visits, reader):
    found, complaints = visits
    ours = (reader.address, "data:", f"blob:{reader.address}")
    outside = {name: page for page, (called, *_) in found.items() for name in called if not name.startswith(ours)}
    assert outside == {} and complaints == []


def test_no_text_scrolls_sideways_on_a_narrow_screen(visits):
    """표와 코드와 수식은 제 상자 안에서만 움직입니다. 접힌 것은 모두 펴고 봅니다."""
    wide = [(page, widths) for page, (_, widths, _) in visits[0].items() if any(wide > n for n, wide in widths.items())]
    assert wide == []


def test_every_button_and_name_is_in_korean(visits):
    """테마, 찾아보기, 놀이터가 화면에 놓는 단추와 이름표와 쪽지(title, aria-label)까지."""
    assert {page: english for page, (*_, english) in visits[0].items() if english} == {}


@pytest.mark.parametrize("by_file", [False, True])
def test_a_lab_in_a_chapter_takes_its_own_height_and_the_theme_of_the_page(site, reader, by_file):
    driver = reader.driver
    reader.resize(1400)
    reader.visit((site.folder / WITH_LABS).as_uri() if by_file else reader.address + WITH_LABS)
    lab = reader.find("iframe.lab")[0]

    def inside(script):
        driver.switch_to.frame(lab)
        try:
            return driver.execute_script(script)
        finally:
            driver.switch_to.default_content()

    driver.execute_script("arguments[0].scrollIntoView()", lab)
    reader.wait(lambda: "height" in lab.get_attribute("style"))
    for theme in ("dark", "light"):
        driver.execute_script(
            "document.querySelector(`.theme-change-button[data-mode=${arguments[0]}]`).click()", theme
        )
        reader.wait(lambda theme=theme: inside("return getComputedStyle(document.body).colorScheme") == theme)
    reader.wait(
        lambda: inside("return document.scrollingElement.scrollHeight <= innerHeight")
    )  # 따로 움직이지 않습니다
    tall = lab.size["height"]
    inside("document.querySelector('#lab').hidden = true")
    reader.wait(lambda: lab.size["height"] < tall - 100)
    short = lab.size["height"]
    driver.execute_async_script(  # 놀이터가 아닌 창의 말. 그 말이 닿은 다음에 봅니다
        "addEventListener('message', () => setTimeout(arguments[0]), { once: true }); postMessage({ ganCourseHeight: 9000 }, '*')"
    )
    assert lab.size["height"] == short and driver.get_log("browser") == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_a_page_of_each_kind(reader, theme):
    reader.resize(1400)
    assert reader.serious(ONE_OF_EACH, theme) == {}


@pytest.mark.full  # 쪽 예순둘을 두 테마와 두 너비로 보는 데 10분쯤
@pytest.mark.parametrize("width", [1400, 360])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(site, reader, theme, width):
    reader.resize(width)
    assert reader.serious(_names(site), theme) == {}


@pytest.mark.parametrize("page", ["notebooks/02_loss_functions.html", EXERCISE, "playground/latent.html"])
def test_everything_is_reached_by_tab_and_the_focus_is_seen(reader, page):
    reader.resize(1400)
    reader.open(page)
    if page.startswith("playground"):
        reader.wait(lambda: reader.find(".pad"))  # 모델을 읽은 다음에 조절기가 생깁니다
    missed, bare = reader.walk()
    assert missed == [] and bare == []


@pytest.mark.parametrize("which", ["primary", "secondary"])
def test_the_contents_open_and_close_by_keyboard_on_a_phone(reader, which):
    """테마의 보이는 단추가 듣지 않던 때가 있었습니다(pydata-sphinx-theme#2451)."""
    reader.resize(360)
    reader.open(CHAPTER)
    (button,) = reader.find(f".{which}-toggle")
    reader.focus(button)
    reader.press(Keys.ENTER)
    (dialog,) = reader.wait(lambda: reader.find(f"#pst-{which}-sidebar-modal[open]"))
    assert reader.driver.execute_script("return arguments[0].contains(document.activeElement)", dialog)
    reader.press(Keys.ESCAPE)
    # 초점을 돌려주는 close는 창이 닫힌 다음 차례에 오므로 기다립니다
    reader.wait(lambda: reader.driver.switch_to.active_element == button)
    assert reader.find("dialog[open]") == []


def test_paper_shows_what_is_folded_and_cuts_nothing(reader):
    for page in ("notebooks/02_loss_functions.html", EXERCISE):
        assert reader.printed(page) == [], page


def test_korean_is_found_inside_words(reader):
    reader.resize(1400)
    for words in ("판별", "그레이디언", "붕괴"):
        reader.open(f"search.html?q={words}")
        reader.wait(lambda: reader.find(".pagefind-ui__result-link"))
        assert words in reader.find(".pagefind-ui__message")[0].text


def test_a_question_is_answered_by_keyboard_alone(reader):
    reader.resize(1400)
    reader.open("notebooks/exercises/06_evaluation.html")
    reader.focus(reader.find("details.quizzes > summary")[0])
    reader.press(Keys.ENTER)
    form = reader.find("details.quizzes[open] form.quiz")[0]
    right = int(form.get_attribute("data-right"))
    reader.focus(form.find_element(By.CSS_SELECTOR, "input"))
    for step, said in ((0, "맞았습니다."), (1, "채점의 말은")):
        reader.press(Keys.SPACE, *[Keys.ARROW_DOWN] * (right if step == 0 else 1), Keys.ENTER)
        assert said in form.find_element(By.CSS_SELECTOR, "output").text


def test_a_thought_is_kept_in_this_browser(reader):
    page = "notebooks/02_loss_functions.html"
    reader.open(page)
    reader.focus(reader.find(".thought textarea")[0])
    reader.press("손실은 점수")
    reader.open(page)
    assert reader.find(".thought textarea")[0].get_attribute("value") == "손실은 점수"


def test_formulas_are_drawn(reader):
    reader.open("notebooks/02_loss_functions.html")
    reader.wait(lambda: reader.find(".katex"))
    assert reader.find(".katex-error") == []
    left = reader.driver.execute_script(
        "return [...document.querySelectorAll('.math')].filter((one) => !one.querySelector('.katex')).length"
    )
    assert left == 0


def test_a_chapter_is_at_most_two_megabytes(site):
    """쪽 하나를 여는 데 오가는 바이트: 그림은 모두 펼친 것이고, 글은 웹 서버처럼 gzip으로 누른 것입니다."""
    for page in sorted(site.folder.glob("notebooks/*.html")):
        names = [name.partition("?")[0] for name in read(page).fetched if "playground" not in name]
        files = {page, *((page.parent / name).resolve() for name in names)}
        size = sum(len(gzip.compress(file.read_bytes())) for file in files)
        assert size <= 2_000_000, (page.name, size)


def test_a_site_opened_as_a_file_is_quiet_and_says_how_to_search(site, reader):
    driver = reader.driver
    reader.visit((site.folder / "search.html").as_uri() + "?q=discriminator")
    assert "python -m http.server" in reader.wait(lambda: driver.find_element(By.ID, "by-file").text)
    reader.visit((site.folder / WITH_LABS).as_uri())
    reader.wait(lambda: reader.find(".katex"))
    for page in (*ONE_OF_EACH, "playground/index.html"):
        reader.visit((site.folder / page).as_uri())
    assert driver.get_log("browser") == []


def test_a_small_book_is_printed(programs, tmp_path):
    from gan_course.site.pdf import write_pdf

    write_pdf(write_course(tmp_path / "나의 강좌"), tmp_path / "책.pdf")
    content = (tmp_path / "책.pdf").read_bytes()
    assert content.startswith(b"%PDF") and content.count(b"/Type /Page\n") >= 4  # 차례, 장 둘, 연습
    assert set(re.findall(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", content)) == {(b"594", b"841")}  # A4
