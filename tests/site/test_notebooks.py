"""노트북을 쪽으로: 접을 것, 그림과 대체 글, 조절기의 자리, 접힌 풀이."""

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gan_course.course.chapters import Chapter, SolutionSet
from gan_course.playground.contents import TRANSLATORS
from gan_course.site.notebooks import LABS, MODELS, Place, chapter_page, exercise_page
from gan_course.site.questions import Question

ROOT = Path(__file__).parents[2]


def _outputs(page):
    """HTML로 된 출력. 마크다운의 표는 myst-nb가 그립니다."""
    shown = [output.data for cell in page.cells for output in cell.get("outputs", []) if "data" in output]
    return [data["text/html"] for data in shown if "text/html" in data]


def test_a_figure_becomes_a_file_with_the_same_pixels_and_its_words(course, tmp_path):
    page = chapter_page(Chapter("01_small", course), Place(tmp_path), playground=False)
    tag = _outputs(page)[0]
    assert 'alt="빨간 &quot;네모&quot;"' in tag and 'width="40" height="30"' in tag
    (name,) = re.findall(r'src="\.\./_static/(figures/[\w.]+)"', tag)
    pixels = np.asarray(Image.open(io.BytesIO((tmp_path / name).read_bytes())).convert("RGB"))
    assert pixels.shape == (30, 40, 3) and (pixels == (200, 30, 30)).all()


def test_only_the_preparation_is_folded(course, tmp_path):
    page = chapter_page(Chapter("01_small", course), Place(tmp_path), playground=False)
    folded = [cell.source for cell in page.cells if "hide-input" in cell.metadata.get("tags", [])]
    assert folded == ["from gan_course import plots\nimport numpy as np"]


def test_the_place_of_a_lab_holds_the_playground_or_a_sentence(course, tmp_path):
    chapter = Chapter("01_small", course)
    _, lab, training = _outputs(chapter_page(chapter, Place(tmp_path), playground=True))
    assert '<iframe class="lab" src="../playground/plane.html" title="놀이터: 2차원 GAN"' in lab
    assert "<iframe" not in training and "노트북에서" in training
    _, lab, _ = _outputs(chapter_page(chapter, Place(tmp_path), playground=False))
    assert "<iframe" not in lab and "조절기가 나타납니다" in lab


@pytest.mark.parametrize(
    ("chapter", "address"), [("08_conditional_gan", "number.html"), ("09_few_data", "picture.html?settings=fruit")]
)
def test_a_later_chapter_shows_its_own_training(chapter, address, tmp_path):
    page = chapter_page(Chapter(chapter, ROOT), Place(tmp_path), playground=True)
    shown = [output for output in _outputs(page) if "<iframe" in output]
    assert len(shown) == 1 and f'src="../playground/{address}"' in shown[0]
    assert MODELS.keys() <= {each.id for each in TRANSLATORS} and all(f"={name}" in MODELS[name] for name in MODELS)


@pytest.mark.parametrize("name", LABS)
def test_every_lab_name_is_a_name_of_the_package(name):
    import importlib

    rooms = [
        "plane_lab",
        *(f"widgets.{room}" for room in ("adversary", "digits", "dirac", "latent", "objectives", "translation")),
    ]
    assert any(hasattr(importlib.import_module(f"gan_course.{room}"), name) for room in rooms)


def test_the_solution_is_folded_behind_the_blank(course, tmp_path):
    question = Question("1.1", "def double(x):\n    return x", ("한 번만 더했습니다.", "나 <b>"), 0)
    page = exercise_page(SolutionSet("01_small", course), Place(tmp_path), {"1.1": [question]})
    *_, blank, check, solution, quiz = page.cells
    assert "secret_sum" not in blank.source and "..." in blank.source and check.source.startswith("check(")
    assert "secret_sum" in solution.source and {"hide-cell", "solution"} == set(solution.metadata.tags)
    assert solution.outputs[0].text == "맞았습니다"
    assert "BEGIN SOLUTION" not in solution.source
    assert "secret_sum" not in "".join(cell.source for cell in page.cells if cell is not solution)
    assert quiz.source.startswith("<details") and "나 &lt;b&gt;" in quiz.source and 'data-right="0"' in quiz.source
