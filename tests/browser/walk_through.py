"""연습 문제를 진짜 브라우저의 JupyterLab에서 풉니다: 문제마다 빈칸, 틀린 답, 옳은 답의 차례로.

    uv run python -m tests.browser.walk_through --chapters 1 2 --output build/walk

화면마다의 그림과, 학습자가 본 글을 모은 `report.md`를 남깁니다. 오래 걸리므로 시험에는 들어가지 않습니다. 시험에는
한 문제만 푸는 `test_exercises.py`가 있습니다.

셀은 화면에 보이는 것만 문서(DOM)에 있으므로, 학습자처럼 그 셀로 가서 봅니다. 어느 셀이 어디 있는지와 셀에 든 글은
`--expose-app-in-browser`가 내주는 `jupyterapp`에게 묻습니다.
"""

import argparse
import contextlib
import importlib
import json
import re
import shutil
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from gan_course.authoring.build import from_source
from gan_course.authoring.solutions import exercise_number
from gan_course.course.chapters import SolutionSet, solution_sets
from tests.browser.jupyter import TOKEN, chromium, jupyter_server, wait

ROOT = Path(__file__).parents[2]


class Notebook:
    """브라우저에 열린 노트북 하나."""

    def __init__(self, driver, address: str, name: str):
        self.driver = driver
        driver.get(f"{address}lab/tree/{name}?reset&token={TOKEN}")
        wait(lambda: self._ask("return window.jupyterapp && !!jupyterapp.shell.currentWidget"), 90, "화면이 뜨기를")
        ready = (
            "const p = jupyterapp.shell.currentWidget;"
            " return p.content?.widgets?.length && p.sessionContext?.session?.kernel?.status === 'idle'"
        )
        wait(lambda: self._ask(ready), 120, "커널이 켜지기를")

    def _ask(self, script, *arguments):
        with contextlib.suppress(Exception):  # 화면이 아직 만들어지는 중이면 다시 묻습니다
            return self.driver.execute_script(script, *arguments)
        return None

    def cells(self) -> list[str]:
        """셀마다의 글."""
        script = "return jupyterapp.shell.currentWidget.content.widgets.map(w => w.model.sharedModel.getSource())"
        return self.driver.execute_script(script)

    def find(self, text: str) -> int:
        """그 글이 든 첫 셀의 번호."""
        return next(place for place, source in enumerate(self.cells()) if text in source)

    def go(self, place: int):
        """그 셀을 고르고 화면에 보이게 합니다. 그 셀의 요소를 돌려줍니다."""
        script = """const n = jupyterapp.shell.currentWidget.content; n.activeCellIndex = arguments[0]; n.deselectAll();
        n.scrollToItem(arguments[0], 'smart').catch(() => {});"""
        self.driver.execute_script(script, place)
        chosen = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell.jp-mod-active"
        return wait(lambda: next(iter(self.driver.find_elements(By.CSS_SELECTOR, chosen)), None), 20, "셀이 보이기를")

    def type_into(self, place: int, code: str):
        """셀을 비우고 코드를 넣습니다. 넣은 글이 정말 그 글인지 확인합니다."""
        cell = self.go(place)
        cell.find_element(By.CSS_SELECTOR, ".cm-content").click()
        keys = webdriver.ActionChains(self.driver)
        keys.key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).send_keys(Keys.DELETE).perform()
        self.driver.execute_cdp_cmd("Input.insertText", {"text": code})
        wait(lambda: self.cells()[place] == code, 10, f"글이 들어가기를({self.cells()[place]!r})")

    def run(self, place: int, seconds=120) -> str:
        """Shift+Enter로 실행하고, 그 셀 아래에 보이는 글을 읽습니다."""
        self.go(place)
        if self.driver.execute_script("return jupyterapp.shell.currentWidget.content.activeCell.model.type") != "code":
            return ""
        self.driver.execute_script("jupyterapp.shell.currentWidget.content.mode = 'command'")
        count = "const m = jupyterapp.shell.currentWidget.content.widgets[arguments[0]].model; return m.executionCount"
        before = self.driver.execute_script(count, place)
        webdriver.ActionChains(self.driver).key_down(Keys.SHIFT).send_keys(Keys.ENTER).key_up(Keys.SHIFT).perform()
        idle = "return jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
        wait(
            lambda: self._ask(count, place) not in (None, before) and self._ask(idle),
            seconds,
            f"{place}번 셀이 끝나기를",
        )
        return self.read(place)

    def read(self, place: int) -> str:
        """셀 아래에 보이는 글."""
        cell = self.go(place)
        return "\n".join(part.text for part in cell.find_elements(By.CSS_SELECTOR, ".jp-OutputArea-output"))

    def picture(self, file: Path):
        file.parent.mkdir(parents=True, exist_ok=True)
        self.driver.save_screenshot(str(file))

    def console_errors(self) -> list[str]:
        """브라우저 콘솔에 적힌 오류."""
        return [entry["message"] for entry in self.driver.get_log("browser")]


def solutions_of(chapter: SolutionSet) -> dict[str, str]:
    """{문제 번호: 풀이의 코드}."""
    return {exercise_number(cell): cell.source for cell in from_source(chapter).cells if exercise_number(cell)}


def answer(notebook: Notebook, number: str, code: str | None) -> str:
    """답을 쓰고(없으면 빈칸 그대로) 그 셀부터 채점 셀까지 실행해, 채점 셀이 보여 준 글을 돌려줍니다."""
    name = re.search(rf'check\("{re.escape(number)}", (\w+)', "\n".join(notebook.cells()))[1]
    first = next(p for p, source in enumerate(notebook.cells()) if f"def {name}(" in source)
    last = notebook.find(f'check("{number}"')
    if code is not None:
        notebook.type_into(first, code.strip())
    for place in range(first, last + 1):
        shown = notebook.run(place)
    return shown


def badge(notebook: Notebook, number: str) -> tuple[str, str]:
    """채점 셀의 맨 앞에 달린 표의 (글, 바탕색)."""
    mark = notebook.go(notebook.find(f'check("{number}"')).find_element(By.CSS_SELECTOR, ".jp-OutputArea-output span")
    return mark.text.strip(), mark.value_of_css_property("background-color")


def open_hint(notebook: Notebook, number: str, hint: int) -> bool:
    """힌트를 눌러 펴 봅니다. 처음에 접혀 있었고 누른 다음 펴졌는지."""
    place = notebook.find(f"## 연습 {number} ")
    cell = notebook.go(place)
    details = cell.find_elements(By.CSS_SELECTOR, "details")[hint - 1]
    folded = details.get_attribute("open") is None
    details.find_element(By.CSS_SELECTOR, "summary").click()
    return folded and details.get_attribute("open") is not None


TROUBLES = {
    "오류": "raise KeyError('없는 열쇠')",
    "끝나지 않음": "while True:\n        pass",
    "찍기만 함": "print(3.0)",
    "글을 돌려줌": "return '0.5'",
    "아무것도 돌려주지 않음": "x = 1",
}


def walk(chapter: SolutionSet, driver, address: str, output: Path) -> list[str]:
    """한 장의 모든 문제를 풀고, 보고서의 줄을 돌려줍니다."""
    number = int(chapter.number)
    wrong = importlib.import_module(f"tests.exercises.answers.chapter_{number}").WRONG
    notebook = Notebook(driver, address, f"exercises/{chapter.exercises.name}")
    notebook.picture(output / f"{number}.0-처음.png")
    answers = solutions_of(chapter)
    for place in range(notebook.find(next(iter(answers.values())).split("(")[0])):
        notebook.run(place)
    lines = [f"## {number}장", ""]
    for which, solution in answers.items():
        untouched = answer(notebook, which, None)
        says, code = next(iter(wrong[which].items()))
        told = answer(notebook, which, code)
        notebook.picture(output / f"{which}-틀림.png")
        hint = re.search(r"힌트 (\d)", told)
        opened = open_hint(notebook, which, int(hint[1])) if hint else False
        notebook.picture(output / f"{which}-힌트.png")
        right = answer(notebook, which, solution)
        notebook.picture(output / f"{which}-맞음.png")
        good = {
            "빈칸": "아직 작성하지 않았습니다" in untouched,
            "오답": says in told and "Traceback" not in told,
            "힌트": opened,
            "정답": "맞았습니다" in right,
        }
        lines += [f"### {which}: " + ", ".join(f"{k} {'됨' if v else '안 됨'}" for k, v in good.items()), "```"]
        lines += [untouched, "--", told, "--", right, "```", ""]
    errors = [error for error in notebook.console_errors() if "favicon" not in error]
    return [*lines, f"콘솔의 오류 {len(errors)}개", *errors[:5], ""]


def trouble(chapter: SolutionSet, which: str, driver, address: str, output: Path) -> list[str]:
    """한 문제에 예외, 끝나지 않는 반복, print, 다른 종류의 값을 넣어 봅니다."""
    notebook = Notebook(driver, address, f"exercises/{chapter.exercises.name}")
    solution = solutions_of(chapter)[which]
    head = next(line for line in solution.splitlines() if line.startswith("def "))
    for place in range(notebook.find(head)):
        notebook.run(place)
    lines = [f"## 말썽: {which}", "```"]
    for name, body in TROUBLES.items():
        lines += [f"[{name}]", answer(notebook, which, f"{head}\n    {body}")]
        notebook.picture(output / f"말썽-{name}.png")
    return [*lines, "[그다음 옳은 답]", answer(notebook, which, solution), "```", ""]


def main(arguments=None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chapters", nargs="*", type=int, help="장의 번호. 없으면 모두")
    parser.add_argument("--trouble", metavar="문제", help="이 문제에 말썽을 부려 봅니다. 예: 2.5")
    parser.add_argument("--output", type=Path, default=Path("build/walk"))
    options = parser.parse_args(arguments)
    output = options.output.resolve()
    output.mkdir(parents=True, exist_ok=True)
    folder = output / "연습"
    shutil.rmtree(folder, ignore_errors=True)
    lines = []
    sets = {int(chapter.number): chapter for chapter in solution_sets(ROOT)}
    opened = jupyter_server(folder, output / "jupyter"), chromium(output, (1280, 1000), "SEVERE")
    with opened[0] as address, opened[1] as driver:
        try:
            for number in options.chapters if options.chapters is not None else sets:
                lines += walk(sets[number], driver, address, output)
            if options.trouble:
                lines += trouble(sets[int(options.trouble[0])], options.trouble, driver, address, output)
        finally:
            lines += ["## 진도 파일", "```json", json.dumps(saved_progress(folder), ensure_ascii=False), "```"]
            (output / "report.md").write_text("\n".join(lines), encoding="utf-8")
            driver.save_screenshot(str(output / "마지막.png"))
    print("\n".join(line for line in lines if line.startswith("#")))


def saved_progress(folder: Path) -> dict:
    file = folder / "exercises" / "progress.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


if __name__ == "__main__":
    main()
