"""발표자 화면: 노트의 식은 한 번만, 글은 우리말로."""

from pathlib import Path

from selenium.webdriver.common.by import By

from gan_course.authoring.slides import write_slides
from gan_course.course.chapters import chapters_with_source, select
from tests.browser.jupyter import wait

ROOT = Path(__file__).parents[2]


def test_the_speaker_sees_each_formula_once_and_korean_words(browser, tmp_path):
    (chapter,) = select(chapters_with_source(ROOT), ["02"])
    browser.get(write_slides(chapter, tmp_path).as_uri())
    place = browser.execute_script(
        """const slide = Reveal.getSlides().find((slide) => slide.querySelector("aside.notes math"));
        const {h, v} = Reveal.getIndices(slide); Reveal.slide(h, v); return [h, v];"""
    )
    assert place, "식이 있는 노트가 없습니다"
    main = browser.current_window_handle
    try:
        browser.find_element(By.TAG_NAME, "body").send_keys("s")
        wait(lambda: len(browser.window_handles) == 2, 20, "발표자 창이 열리기를")
        browser.switch_to.window(next(handle for handle in browser.window_handles if handle != main))
        wait(lambda: browser.find_elements(By.CSS_SELECTOR, ".speaker-controls-notes .value math"), 20, "노트가 오기를")
        formula = browser.find_element(By.CSS_SELECTOR, ".speaker-controls-notes .value math")
        assert formula.size["height"] > 5 and not browser.find_elements(By.CSS_SELECTOR, ".value .katex-html")
        labels = [label.text for label in browser.find_elements(By.CSS_SELECTOR, ".label, .speaker-layout-label")]
        assert {"다음 장면", "시각 누르면 0부터", "노트", "배치: 기본"} <= set(labels)
    finally:
        for handle in browser.window_handles:
            if handle != main:
                browser.switch_to.window(handle)
                browser.close()
        browser.switch_to.window(main)
        browser.get("about:blank")
