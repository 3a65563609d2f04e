"""지은 사이트를 읽는 사람: 쪽을 열고, 너비와 테마와 종이를 바꾸고, Tab으로 걷고, axe에게 묻습니다."""

from pathlib import Path

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

PATIENCE = 60  # 느린 컴퓨터에서도 기다리는 시간(초)
_AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
_SERIOUS = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ["violations"], iframes: false}).then((result) => done(result.violations
  .filter((rule) => ["serious", "critical"].includes(rule.impact))
  .map((rule) => [rule.id, rule.nodes.length, rule.nodes[0].html.slice(0, 200)])));
"""
_ARRIVED = "return !globalThis.ganCourseLeft && document.readyState === 'complete'"
# Tab이 닿은 것을 모읍니다. 초점이 이 쪽을 떠났으면 참, 테두리가 없으면 그 자리를 적어 둡니다.
_START = """
document.activeElement.blur();
const seen = new Set(), bare = [];
globalThis.ganCourseStep = () => {
  const here = document.activeElement;
  if (here.tagName === "IFRAME" && seen.has(here)) return false; // 그 안을 걷는 동안
  if (here === document.body || seen.has(here)) return true;
  seen.add(here);
  const style = getComputedStyle(here);
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  if (!ringed && here.tagName !== "IFRAME") bare.push(here.outerHTML.slice(0, 120));
  return false;
};
globalThis.ganCourseMissed = () => {
  const able = "a[href], button, input, select, textarea, summary, iframe, [tabindex]";
  const left = [...document.querySelectorAll(able)].filter((one) => !seen.has(one) && one.tabIndex >= 0 && !one.disabled
    && one.type !== "radio" && one.checkVisibility({ visibilityProperty: true }));
  return [left.map((one) => one.outerHTML.slice(0, 120)), bare];
};
"""
# 펴지지 않은 것, 제 상자보다 넓어 잘리는 것, 그 안의 코드가 쪽 사이에서 나뉘지 못하는 상자
_PRINTED = """
const article = document.querySelector(".bd-article");
const scrolls = (part) => getComputedStyle(part).overflowX !== "visible";
const boxes = [...article.querySelectorAll("pre, table, .katex-display, .katex-display .katex-html, div.math")];
const around = [];
for (let part = article.querySelector("div.cell_input pre"); part !== document.documentElement; part = part.parentElement)
  if (scrolls(part) || getComputedStyle(part).display !== "block") around.push(part);
return [
  [...article.querySelectorAll("details:not(.quizzes)")].filter((one) => !one.lastElementChild.checkVisibility()),
  boxes.filter((part) => scrolls(part) && part.scrollWidth > part.clientWidth + 1),
  around,
].flat().map((part) => part.outerHTML.slice(0, 120));
"""
# 단추와 이름표의 글, 그리고 쪽지와 읽어 주는 이름 가운데 한글이 없는 영어. 열쇠(Ctrl+K)와 패키지의 이름은 그대로 둡니다.
_ENGLISH = """
const names = ["title", "data-bs-original-title", "aria-label", "placeholder"];
const named = [...document.body.querySelectorAll(names.map((name) => `[${name}]`))].flatMap((one) => names.map((name) => one.getAttribute(name)));
const written = [...document.querySelectorAll("button, summary, label, legend, .skip-link")].map((one) => {
  const copy = one.cloneNode(true);
  copy.querySelectorAll("kbd, option, code").forEach((part) => part.remove());
  return copy.textContent.trim();
});
return [...new Set([...named, ...written])]
  .filter((text) => /[A-Za-z]{3}/.test(text ?? "") && !/[가-힣]/.test(text) && !text.startsWith("gan_course."));
"""


class Reader:
    """크로미엄 하나로 `address`의 사이트를 읽습니다."""

    def __init__(self, driver, address):
        self.driver, self.address = driver, address
        driver.set_script_timeout(PATIENCE)

    def open(self, page):
        self.visit(self.address + page)

    def visit(self, address):
        """`get`은 앞의 쪽이 아직 읽히는 동안이면 새 쪽의 스크립트보다 먼저 돌아오기도 하므로, 새 쪽이 다 읽힐 때까지 기다립니다."""
        self.driver.execute_script("globalThis.ganCourseLeft = true")
        self.driver.get(address)
        self.wait(lambda: self.driver.execute_script(_ARRIVED))

    def resize(self, width, height=900):
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def wait(self, condition):
        return WebDriverWait(self.driver, PATIENCE, poll_frequency=0.1).until(lambda _: condition())

    def find(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def press(self, *keys):
        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def focus(self, element):
        self.driver.execute_script("arguments[0].focus()", element)

    def unfold(self):
        self.driver.execute_script("document.querySelectorAll('details').forEach((part) => { part.open = true; })")

    def width(self):
        """이 쪽의 너비. 화면보다 넓으면 글이 옆으로 밀립니다."""
        return self.driver.execute_script("return document.scrollingElement.scrollWidth")

    def serious(self, pages, theme):
        """axe가 찾은 심각한 것: {쪽: [(규칙, 수, 첫 자리)]}. 접힌 것은 모두 펴고, 놀이터의 테마는 주소로 정합니다."""
        self.open("search.html")
        self.driver.execute_script(
            "for (const key of ['mode', 'theme']) localStorage.setItem(key, arguments[0])", theme
        )
        found = {}
        for page in pages:
            self.open(f"{page}?theme={theme}")
            self.unfold()
            shown = self.driver.execute_script("return getComputedStyle(document.documentElement).colorScheme")
            assert shown == theme, page
            self.driver.execute_script(_AXE)
            if violations := self.driver.execute_async_script(_SERIOUS):
                found[page] = violations
        return found

    def english(self):
        """영어로 남은 단추와 이름들."""
        return self.driver.execute_script(_ENGLISH)

    def walk(self):
        """Tab만 눌러 이 쪽의 끝까지: 닿지 못한 것들, 초점이 보이지 않는 것들."""
        self.driver.execute_script(_START)
        self.press(Keys.TAB)
        while not self.driver.execute_script("return ganCourseStep()"):
            self.press(Keys.TAB)
        return self.driver.execute_script("return ganCourseMissed()")

    def printed(self, page):
        """종이에 찍을 때 숨거나 잘리는 것들. 너비 673은 A4에서 여백을 뺀 것입니다."""
        self.resize(673)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        try:
            self.open(page)
            self.wait(lambda: self.find(".katex"))
            return self.driver.execute_script(_PRINTED)
        finally:
            self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
