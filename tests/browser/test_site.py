"""진짜 강좌의 사이트를 지어 크로미엄으로 모두 엽니다: 콘솔, 바깥 주소, 접근성, 좁은 화면, 자판, 찾아보기."""

import functools
import gzip
import http.server
import threading
from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from gan_course.cli.site import NEEDED, is_installed
from gan_course.site.links import pages, read
from tests.browser.jupyter import chromium
from tests.site.small_site import write_course

ROOT = Path(__file__).parents[2]
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
PATIENCE = 60  # 느린 컴퓨터에서도 기다리는 시간(초)
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
def address(site):
    handler = functools.partial(_Handler, directory=str(site.folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="module")
def reader(programs, tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("reader"), (1400, 1000), "SEVERE") as driver:
        yield driver


def _pages(site):
    """놀이터는 놀이터의 시험이 봅니다."""
    names = (path.relative_to(site.folder) for path in pages(site.folder))
    return [name.as_posix() for name in names if name.parts[0] != "playground"]


def _resize(driver, width, height=900):
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def _wait(driver, condition):
    return WebDriverWait(driver, PATIENCE, poll_frequency=0.1).until(lambda _: condition())


def test_every_page_opens_quietly_and_calls_nothing_outside(site, address, reader):
    _resize(reader, 1400)
    outside = {}
    for page in _pages(site):
        reader.get(address + page)
        called = reader.execute_script("return performance.getEntriesByType('resource').map((entry) => entry.name)")
        outside |= {name: page for name in called if not name.startswith((address, "data:"))}
    assert outside == {}
    assert [entry for entry in reader.get_log("browser") if "favicon" not in entry["message"]] == []


@pytest.mark.full  # 쪽 마흔여섯을 두 테마로 보는 데 4분쯤. 밝은 쪽 셋의 코드의 대비가 아직 남아 있습니다
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(site, address, reader, theme):
    _resize(reader, 1400)
    reader.get(address + "index.html")
    reader.execute_script("for (const key of ['mode', 'theme']) localStorage.setItem(key, arguments[0])", theme)
    found = {}
    for page in _pages(site):
        reader.get(address + page)
        reader.execute_script("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        reader.execute_script(AXE)
        violations = reader.execute_async_script(
            """const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ["violations"], iframes: false}).then((result) => done(result.violations
                .filter((rule) => ["serious", "critical"].includes(rule.impact))
                .map((rule) => [rule.id, rule.nodes.length, rule.nodes[0].html.slice(0, 200)])));"""
        )
        if violations:
            found[page] = violations
    assert found == {}


def test_no_text_scrolls_sideways_on_a_narrow_screen(site, address, reader):
    """너비 360의 전화기와, 너비 720을 두 배로 키운 것은 같은 배치입니다."""
    _resize(reader, 360)
    wide = {}
    for page in _pages(site):
        reader.get(address + page)
        width = reader.execute_script("return document.documentElement.scrollWidth")
        if width > 360:
            wide[page] = width
    assert wide == {}


def test_korean_is_found_inside_words(address, reader):
    _resize(reader, 1400)
    for words in ("판별", "그레이디언", "붕괴"):
        reader.get(f"{address}search.html?q={words}")
        _wait(reader, lambda: reader.find_elements(By.CSS_SELECTOR, ".pagefind-ui__result-link"))
        assert words in reader.find_element(By.CSS_SELECTOR, ".pagefind-ui__message").text


def test_a_question_is_answered_by_keyboard_alone(address, reader):
    _resize(reader, 1400)
    reader.get(address + "notebooks/exercises/06_evaluation.html")
    summary = reader.find_element(By.CSS_SELECTOR, "details.quizzes > summary")
    reader.execute_script("arguments[0].focus()", summary)
    ActionChains(reader).send_keys(Keys.ENTER).perform()
    form = reader.find_element(By.CSS_SELECTOR, "details.quizzes[open] form.quiz")
    right = int(form.get_attribute("data-right"))
    reader.execute_script("arguments[0].focus()", form.find_element(By.CSS_SELECTOR, "input"))
    for step, said in ((0, "맞았습니다."), (1, "채점의 말은")):
        ActionChains(reader).send_keys(
            Keys.SPACE, *[Keys.ARROW_DOWN] * (right if step == 0 else 1), Keys.ENTER
        ).perform()
        assert said in form.find_element(By.CSS_SELECTOR, "output").text


def test_a_thought_is_kept_in_this_browser(address, reader):
    page = address + "notebooks/02_loss_functions.html"
    reader.get(page)
    area = reader.find_element(By.CSS_SELECTOR, ".thought textarea")
    reader.execute_script("arguments[0].focus()", area)
    ActionChains(reader).send_keys("손실은 점수").perform()
    reader.get(page)
    assert reader.find_element(By.CSS_SELECTOR, ".thought textarea").get_attribute("value") == "손실은 점수"


def test_formulas_are_drawn(address, reader):
    reader.get(address + "notebooks/02_loss_functions.html")
    _wait(reader, lambda: reader.find_elements(By.CSS_SELECTOR, ".katex"))
    assert reader.find_elements(By.CSS_SELECTOR, ".katex-error") == []
    left = reader.execute_script(
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
    reader.get((site.folder / "search.html").as_uri() + "?q=discriminator")
    assert "python -m http.server" in _wait(reader, lambda: reader.find_element(By.ID, "by-file").text)
    reader.get((site.folder / "notebooks" / "02_loss_functions.html").as_uri())
    _wait(reader, lambda: reader.find_elements(By.CSS_SELECTOR, ".katex"))
    assert reader.get_log("browser") == []


def test_a_small_book_is_printed(programs, tmp_path):
    from gan_course.site.pdf import write_pdf

    write_pdf(write_course(tmp_path / "나의 강좌"), tmp_path / "책.pdf")
    content = (tmp_path / "책.pdf").read_bytes()
    assert content.startswith(b"%PDF") and content.count(b"/Type /Page\n") >= 2
