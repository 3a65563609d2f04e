"""발표자 화면에 보일 노트: 식은 한 번만."""

from pathlib import Path

from gan_course.authoring.slides import write_slides
from gan_course.course.chapters import chapters_with_source, select

ROOT = Path(__file__).parents[2]
# 발표자 창은 노트의 HTML만 받고 KaTeX의 CSS는 받지 않습니다(notes.js). 빈 창에 그렇게 옮겨 봅니다.
IN_AN_EMPTY_WINDOW = """
const frame = document.body.appendChild(document.createElement("iframe"));
const page = frame.contentDocument;
return [...document.querySelectorAll("aside.notes")].filter((notes) => notes.querySelector("math")).map((notes) => {
  page.body.innerHTML = notes.innerHTML;
  const formulas = [...page.querySelectorAll("math")];
  const drawn = formulas.every((formula) => formula.getBoundingClientRect().height > 5);
  return [page.querySelectorAll(".katex").length, formulas.length, drawn, page.querySelectorAll(".katex-html").length];
});"""


def test_the_speaker_sees_each_formula_once(browser, tmp_path):
    (chapter,) = select(chapters_with_source(ROOT), ["02"])
    browser.get(write_slides(chapter, tmp_path).as_uri())
    notes = browser.execute_script(IN_AN_EMPTY_WINDOW)
    assert len(notes) > 5
    assert [note for note in notes if not (note[0] == note[1] and note[2] and note[3] == 0)] == []
    browser.get("about:blank")
