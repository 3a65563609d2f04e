"""진짜 브라우저의 JupyterLab에서 연습 하나를 틀리게, 그리고 옳게 풉니다. 모두 푸는 것은 `walk_through.py`입니다."""

import pytest

from tests.browser.jupyter import chromium, jupyter_server
from tests.browser.walk_through import Notebook, answer, badge, open_hint, saved_progress


@pytest.fixture(scope="module")
def opened(programs, tmp_path_factory):
    place = tmp_path_factory.mktemp("browser")
    folder = place / "연습"
    with jupyter_server(folder, place / "jupyter") as address, chromium(place, (1280, 1000), "SEVERE") as driver:
        yield Notebook(driver, address, "exercises/05_pix2pix_vs_cyclegan.ipynb"), folder


def test_an_exercise_is_done_wrong_and_right_in_the_browser(opened):
    notebook, folder = opened
    for place in range(notebook.find("def pix2pix_generator_loss(")):
        notebook.run(place)
    assert "아직 작성하지 않았습니다" in answer(notebook, "5.3", None)
    badges = [badge(notebook, "5.3")]
    told = answer(notebook, "5.3", "def shuffle_pairs(x, y, seed):\n    return x, y")
    assert "섞이지 않았습니다" in told and "Traceback" not in told
    badges.append(badge(notebook, "5.3"))
    assert open_hint(notebook, "5.3", 1)
    right = "order = np.random.default_rng(seed).permutation(len(x))\n    return x[order], y[order]"
    told = answer(notebook, "5.3", f"def shuffle_pairs(x, y, seed):\n    {right}")
    assert "맞았습니다" in told and "다음에 할 것: 아래의 「연습 5.4" in told
    badges.append(badge(notebook, "5.3"))
    # 색을 가리지 못해도 아이콘과 글로, 글을 읽기 전에도 색으로 구별됩니다.
    assert [text for text, _ in badges] == ["○ 아직", "✘ 다시", "✔ 맞음"]
    assert len({color for _, color in badges}) == 3
    entry = saved_progress(folder)["5.3"]
    assert entry["solved"] and entry["tries"] == 2  # 손대지 않은 셀을 돌린 것은 세지 않습니다
    assert notebook.console_errors() == []
