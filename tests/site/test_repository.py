"""여는 단추: 지어낸 저장소의 주소로 장마다 옳게 만들어지는지."""

import pytest

from gan_course.site.repository import Repository, buttons, repository

NOTEBOOK = "notebooks/04b_inside_cyclegan.ipynb"


def _course(folder, urls):
    (folder / "pyproject.toml").write_text(f'[project]\nname = "x"\n{urls}', encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "written", ["https://github.com/who/gan", "https://github.com/who/gan/", "https://github.com/who/gan.git"]
)
def test_each_button_points_to_this_chapter(tmp_path, written):
    where = repository(_course(tmp_path, f'[project.urls]\nRepository = "{written}"\n'))
    assert where.launches(NOTEBOOK) == {
        "Colab": f"https://colab.research.google.com/github/who/gan/blob/main/{NOTEBOOK}",
        "Kaggle": f"https://kaggle.com/kernels/welcome?src=https://github.com/who/gan/blob/main/{NOTEBOOK}",
        "Binder": "https://mybinder.org/v2/gh/who/gan/main?labpath=notebooks%2F04b_inside_cyclegan.ipynb",
    }
    shown = buttons(NOTEBOOK, "../", where)
    assert shown.count("<a ") == 4 and "%pip install -q --no-deps git+https://github.com/who/gan " in shown


def test_without_an_address_only_the_download_is_there(tmp_path):
    assert repository(tmp_path) is None
    assert repository(_course(tmp_path, "")) is None
    shown = buttons(NOTEBOOK, "../", None)
    assert shown.count("<a ") == 1 and f'href="../{NOTEBOOK}" download' in shown and "pip" not in shown


def test_a_place_that_colab_cannot_read_gets_no_button():
    assert buttons(NOTEBOOK, "../", Repository("https://example.org/who/gan")).count("<a ") == 1


def test_an_address_that_is_not_https_is_refused(tmp_path):
    with pytest.raises(ValueError, match="https://로 시작하는"):
        repository(_course(tmp_path, '[project.urls]\nRepository = "git@github.com:who/gan"\n'))
