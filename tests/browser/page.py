"""노트북 하나를 연 브라우저 화면: 조절기를 사람처럼 자판과 마우스로 움직입니다."""

import hashlib
import os
import re
import urllib.error
import urllib.request
from pathlib import Path

from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.jupyter import TOKEN

# 폴더를 정하면 시험이 끝날 때마다 화면을 그림으로 남깁니다.
SCREENSHOTS = os.environ.get("GAN_COURSE_SCREENSHOTS")
PATIENCE = 90  # 느린 컴퓨터에서도 기다리는 시간(초). 재는 것이 아닙니다
# 우리 것이 아닌, JupyterLab 자신의 알려진 잡음
HARMLESS = ("favicon", "/lsp", "ResizeObserver", "beforeunload")


class LabPage:
    """셀 하나짜리 노트북을 열고 실행한 화면.

    Args:
        browser: `selenium.webdriver.Chrome`.
        address: 서버의 주소.
        name: 노트북의 이름.
    """

    def __init__(self, browser, address, name):
        self.browser, self.address, self.name = browser, address, name
        browser.get_log("browser")  # 앞 시험의 기록을 비웁니다
        browser.get(f"{address}lab/tree/{name}.ipynb?reset&token={TOKEN}")
        self.wait(lambda: self._all(".jp-Notebook .cm-content"))
        # 커널이 이어지기 전에 실행하면 커널을 고르라는 창이 뜹니다.
        self.wait(lambda: '"idle"' in self._kernels())
        self.wait(lambda: self._all('.jp-Notebook-ExecutionIndicator[data-status="idle"]'))
        self.wait(self._enter_cell)
        ActionChains(browser).key_down(Keys.SHIFT).send_keys(Keys.ENTER).key_up(Keys.SHIFT).perform()
        self.wait(lambda: "[1]:" in self._all(".jp-InputPrompt")[0].text)
        self.wait(self.picture)

    def wait(self, condition):
        """조건이 참이 될 때까지. 화면이 다시 그려지는 사이에 사라진 것은 다시 찾습니다."""
        ignored = (NoSuchElementException, StaleElementReferenceException)
        waiting = WebDriverWait(self.browser, PATIENCE, poll_frequency=0.1, ignored_exceptions=ignored)
        return waiting.until(lambda _: condition())

    def picture(self):
        """지금 보이는 그림의 화소의 지문. 아직 읽는 중이면 None."""
        source = self.browser.execute_script(
            """const image = document.querySelector(".jp-OutputArea img");
            if (!image || !image.complete || !image.naturalWidth) return null;
            const canvas = document.createElement("canvas");
            [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
            canvas.getContext("2d").drawImage(image, 0, 0);
            return canvas.toDataURL();"""
        )
        return source and hashlib.sha256(source.encode()).hexdigest()

    def alt(self):
        return self.browser.execute_script('return document.querySelector(".jp-OutputArea img").alt')

    def changed_by(self, action):
        """`action`을 하고, 그림이 바뀌고 커널이 쉴 때까지 기다립니다. 바뀌지 않으면 실패합니다."""
        before = self.picture()
        action()
        self.wait(lambda: self.picture() not in (None, before))
        self.wait(self._settled)

    def labels(self):
        """조절기와 단추에 보이는 이름."""
        names = self.browser.execute_script(
            """const shown = document.querySelectorAll(".jp-OutputArea .widget-label, .jp-OutputArea .widget-button");
            return [...shown].filter((element) => element.offsetParent).map((element) => element.innerText.trim());"""
        )
        return [name for name in names if name]

    def slider(self, label):
        return self._control(label).find_element(By.CSS_SELECTOR, ".noUi-handle")

    def press(self, label, *keys):
        """슬라이더로 Tab처럼 초점을 옮기고 자판을 누릅니다."""
        handle = self.slider(label)
        self.browser.execute_script("arguments[0].focus()", handle)
        assert self.browser.switch_to.active_element == handle, f"{label}에 초점이 가지 않습니다"
        ActionChains(self.browser).send_keys(*keys).perform()

    def drag(self, label, pixels):
        """슬라이더의 손잡이를 마우스로 끕니다."""
        handle = self.slider(label)
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", handle)
        ActionChains(self.browser).drag_and_drop_by_offset(handle, pixels, 0).perform()

    def seen_while_dragging(self, label, pixels, times):
        """손잡이를 누른 채 `pixels`씩 `times`번 옮기며, 놓기 전에 바뀐 그림의 수를 셉니다. 그림마다 바뀌기를 기다립니다."""
        handle = self.slider(label)
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", handle)
        ActionChains(self.browser).click_and_hold(handle).perform()
        seen = {self.picture()}
        for _ in range(times):
            ActionChains(self.browser).move_by_offset(pixels, 0).perform()
            self.wait(lambda: self.picture() not in seen | {None})
            seen.add(self.picture())
        ActionChains(self.browser).release().perform()
        return len(seen) - 1

    def choose(self, label, option):
        """고르개에 초점을 두고, 펼치지 않은 채 화살표로 고릅니다."""
        select = self._control(label).find_element(By.CSS_SELECTOR, "select")
        options = [element.text for element in select.find_elements(By.CSS_SELECTOR, "option")]
        now = options.index(select.find_element(By.CSS_SELECTOR, "option:checked").text)
        move = options.index(option) - now
        self.browser.execute_script("arguments[0].focus()", select)
        arrow = Keys.ARROW_DOWN if move > 0 else Keys.ARROW_UP
        ActionChains(self.browser).send_keys(*[arrow] * abs(move)).perform()

    def typed_into(self, label, *keys):
        """조절기에 초점을 두고 `keys`를 누른 다음 조절기의 값. 노트북은 그대로여야 합니다."""
        control = self._control(label).find_element(By.CSS_SELECTOR, "select, .noUi-handle, input")
        self.browser.execute_script("arguments[0].focus()", control)
        before = self.notebook()
        ActionChains(self.browser).send_keys(*keys).perform()
        assert self.notebook() == before
        return control.get_attribute("value") or control.get_attribute("aria-valuenow")

    def notebook(self):
        """셀마다의 (종류, 글, 실행한 번호), 고른 셀의 번호, 떠 있는 창의 글."""
        return self.browser.execute_script(
            """const notebook = jupyterapp.shell.currentWidget.content;
            const cells = notebook.widgets.map(({model}) =>
                [model.type, model.sharedModel.getSource(), model.executionCount ?? null]);
            const dialogs = [...document.querySelectorAll(".jp-Dialog")].map((dialog) => dialog.innerText);
            return JSON.stringify([cells, notebook.activeCellIndex, dialogs]);"""
        )

    def type(self, label, text):
        """글 칸을 비우고 적은 다음 Enter."""
        field = self._control(label).find_element(By.CSS_SELECTOR, "input")
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(text, Keys.ENTER)

    def value(self, label):
        return self._control(label).find_element(By.CSS_SELECTOR, "input").get_attribute("value")

    def click(self, name):
        """이름이 `name`인 단추를 누릅니다."""
        (button,) = (b for b in self._output().find_elements(By.CSS_SELECTOR, "button") if b.text.strip() == name)
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
        button.click()

    def click_picture(self, across, down):
        """그림의 (왼쪽에서, 위에서) 비율의 자리를 누릅니다."""
        image = self._output().find_element(By.CSS_SELECTOR, "img")
        width, height = image.size["width"], image.size["height"]
        move = ActionChains(self.browser).move_to_element_with_offset(
            image, round((across - 0.5) * width), round((down - 0.5) * height)
        )
        move.click().perform()

    def message(self):
        """오류를 보이는 글. 없으면 빈 글."""
        return " ".join(element.text for element in self._output().find_elements(By.CSS_SELECTOR, '[role="alert"]'))

    def tab_stops(self, limit=60):
        """첫 조절기에서 시작해 Tab만 눌러 차례로 닿는 것의 이름들. 슬라이더는 손잡이와 숫자 칸에 한 번씩 섭니다."""
        first = self._output().find_element(By.CSS_SELECTOR, "select, input, button, .noUi-handle")
        self.browser.execute_script("arguments[0].focus()", first)
        names = []
        for _ in range(limit):
            name = self.browser.execute_script(
                """const active = document.activeElement;
                if (!arguments[0].contains(active)) return null;
                const box = active.closest(".jupyter-widgets:not(.widget-box):not(.widget-gridbox)");
                const label = box && box.querySelector(".widget-label");
                return (label || active).textContent.trim();""",
                self._output(),
            )
            if name is None:
                break
            if [name] != names[-1:]:
                names.append(name)
            ActionChains(self.browser).send_keys(Keys.TAB).perform()
        return names

    def complaints(self):
        """브라우저 콘솔의 오류."""
        return [
            entry["message"]
            for entry in self.browser.get_log("browser")
            if entry["level"] == "SEVERE" and not any(word in entry["message"] for word in HARMLESS)
        ]

    def close(self):
        """커널을 끄고 화면을 비웁니다. 그래야 다음 시험에 코어가 남습니다."""
        if SCREENSHOTS:
            self.browser.save_screenshot(str(Path(SCREENSHOTS) / f"{self.name}.png"))
        self.browser.get("about:blank")
        for kernel in re.findall(r'"id": ?"([0-9a-f-]{36})", ?"name"', self.wait(self._kernels)):
            self._api(f"api/kernels/{kernel}", "DELETE")
        self.wait(lambda: self._kernels().strip() == "[]")

    def _kernels(self):
        """커널들의 상태(JSON). 커널이 꺼지는 사이에는 서버가 오류로 답하기도 하므로, 그때는 빈 글입니다."""
        try:
            return self._api("api/kernels")
        except urllib.error.HTTPError:
            return ""

    def _api(self, path, method="GET"):
        request = urllib.request.Request(
            f"{self.address}{path}", method=method, headers={"Authorization": f"token {TOKEN}"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read().decode("utf-8")

    def _all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def _settled(self):
        """밀린 일이 없는지: 커널이 쉬고 그림이 그대로인 것을 세 번 이어서 봅니다."""
        seen = {self.picture() if '"idle"' in self._kernels() else None for _ in range(3)}
        return len(seen) == 1 and None not in seen

    def _enter_cell(self):
        self._all(".jp-Notebook .cm-content")[0].click()
        return True

    def _output(self):
        return self.browser.find_element(By.CSS_SELECTOR, ".jp-OutputArea")

    def _control(self, label):
        """이름이 `label`인 조절기."""
        found = self.browser.execute_script(
            """return [...document.querySelectorAll(".jp-OutputArea .widget-inline-hbox")].find(
                (box) => box.querySelector(".widget-label")?.innerText.trim() === arguments[0]);""",
            label,
        )
        assert found, f"{label!r}이라는 조절기가 없습니다. 보이는 이름: {self.labels()}"
        return found
