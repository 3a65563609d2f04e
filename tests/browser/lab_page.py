"""놀이터의 실험실 하나를 연 화면: 수를 읽고, 조절기를 움직이고, 닫을 때 조용했는지 봅니다."""

import contextlib
import json

from tests.browser.jupyter import wait

STATE = "return JSON.stringify(globalThis.ganCourseModel?.get('state') ?? null)"
SET = """
const [label, value] = arguments;
const control = [...document.querySelectorAll(".control")].find((each) => each.querySelector("label").textContent === label);
const input = control.querySelector("input, select");
input.value = value;
input.dispatchEvent(new Event(input.tagName === "SELECT" || input.type === "text" ? "change" : "input"));
"""
VALUE = """
const control = [...document.querySelectorAll(".control")].find((each) => each.querySelector("label").textContent === arguments[0]);
return control.querySelector("input").value;
"""
# 2차원 GAN: 받은 가중치와 배치로 걸은 다음의 수, 받은 가짜의 점수
PLAY = """
const [settings, weights, batches] = arguments;
const { tf, PlaneGame, facts } = globalThis.ganCoursePlane;
const game = new PlaneGame(tf, facts, settings, null, weights.map((arrays) => arrays.map((array) => Float32Array.from(array))));
for (const { real, noise, mix } of batches) {
  let place = 0;
  game.discriminatorStep(Float32Array.from(real), Float32Array.from(noise), () => mix[place++]);
  game.generatorStep(Float32Array.from(real), Float32Array.from(noise));
}
const look = game.look(Float32Array.from(batches[0].noise), Float32Array.from(batches[0].real), Float32Array.from(batches[0].real), 24);
return JSON.stringify({ weights: game.weights(), fake: [...look.fake], arrows: [...look.arrows] });
"""
SCORE = """
const [target, fake] = arguments;
const { facts, planeJudge } = globalThis.ganCoursePlane;
const { divergence, covered, best } = planeJudge(facts, facts.targets[target]).score(Float32Array.from(fake));
return JSON.stringify({ divergence, covered, best: [...best] });
"""


class Page:
    """파일 하나로 된 실험실을 연 화면."""

    def __init__(self, browser, path, query=""):
        self.browser = browser
        browser.get_log("browser")
        browser.get(path.as_uri() + query)
        self.state()

    def state(self, wanted=lambda state: True):
        """지금의 수. 계산이 끝나지 않았으면 `wanted`가 참이 될 때까지 기다립니다."""

        def ready():
            state = json.loads(self.browser.execute_script(STATE))
            return state if state is not None and wanted(state) else None

        return wait(ready, 90, "계산이 끝나기를")

    def set(self, label, value):
        self.browser.execute_script(SET, label, str(value))

    def finish(self):
        """콘솔은 조용하고, 바깥의 것은 부르지 않았고, 휴대전화 너비에서 옆으로 밀리지 않습니다."""
        noise = [entry["message"] for entry in self.browser.get_log("browser") if entry["level"] == "SEVERE"]
        assert noise == []
        called = self.browser.execute_script("return performance.getEntriesByType('resource').map((each) => each.name)")
        assert [each for each in called if not each.startswith(("data:", "blob:", "file:"))] == []
        size = self.browser.get_window_size()
        self.browser.set_window_size(500, 900)  # 크로미엄의 창은 이보다 좁아지지 않습니다
        assert self.browser.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
        self.browser.set_window_size(size["width"], size["height"])


@contextlib.contextmanager
def lab_pages(browser, site):
    """이름(과 주소 뒤의 `?…`)으로 실험실을 여는 함수. 끝나면 연 것을 모두 살피고 닫습니다."""
    opened = []

    def open_(name, query=""):
        opened.append(Page(browser, site / "alone" / f"{name}.html", query))
        return opened[-1]

    yield open_
    for each in opened:
        each.finish()
    browser.get("about:blank")
