"""처음 여는 사람의 화면: `gan-course lab`이 00을 열고, 메뉴는 우리말이고, 연 것만으로는 노트북이 바뀌지 않습니다."""

import shutil

import pytest
from selenium.webdriver.common.by import By

from gan_course.cli.lab import LAYOUTS, first_layout
from tests.browser.jupyter import TOKEN, wait

OPENED = """const panel = window.jupyterapp?.shell?.currentWidget;
return panel?.sessionContext?.session?.kernel?.status === "idle" && panel.context?.path;"""
# 이름이 다 보이는지는 글의 너비와 자리의 너비로 봅니다.
LISTED = """return [...document.querySelectorAll(".jp-DirListing-item .jp-DirListing-itemText")].map(
    (name) => [name.innerText.trim(), name.scrollWidth <= name.clientWidth]);"""


@pytest.fixture(scope="module")
def first_look(browser, server):
    address, folder = server
    shutil.rmtree(folder / LAYOUTS)  # 앞의 시험이 남긴 배치
    first_layout(folder)
    browser.get(f"{address}?token={TOKEN}")
    wait(lambda: browser.execute_script(OPENED) == "00_start.ipynb", 90, "00이 열리기를")
    return browser, folder


def test_the_first_chapter_opens_in_korean_and_nothing_asks(first_look):
    browser, _ = first_look
    menus = [menu.text for menu in browser.find_elements(By.CSS_SELECTOR, ".lm-MenuBar-itemLabel")]
    assert menus[:4] == ["파일", "편집", "보기", "실행"]
    asked = browser.find_elements(By.CSS_SELECTOR, ".jp-Dialog, .Toastify__toast")
    assert [window.text for window in asked] == []


def test_only_what_a_learner_needs_is_listed_and_no_name_is_cut(first_look):
    browser, folder = first_look
    listed = browser.execute_script(LISTED)
    shown = {path.name for path in folder.glob("0*.ipynb")} | {"exercises"}
    assert len(shown) > 9 and shown <= {name for name, _ in listed}
    assert {"solutions", "sources", "instructor"}.isdisjoint(name for name, _ in listed)
    assert [name for name, whole in listed if not whole] == []


@pytest.mark.parametrize("name", ["02_loss_functions.ipynb", "exercises/01_generator_vs_discriminator.ipynb"])
def test_opening_a_notebook_leaves_it_unchanged(first_look, name):
    browser, folder = first_look
    before = (folder / name).read_bytes()
    browser.execute_script("jupyterapp.commands.execute('docmanager:open', {path: arguments[0]})", name)
    wait(lambda: browser.execute_script(OPENED) == name, 90, f"{name}이 열리기를")
    assert not browser.execute_script("return jupyterapp.shell.currentWidget.context.model.dirty")
    browser.execute_script("return jupyterapp.shell.currentWidget.context.sessionContext.shutdown()")
    assert (folder / name).read_bytes() == before
