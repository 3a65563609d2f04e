"""이 컴퓨터의 빠르기와, 장마다 걸릴 시간의 어림."""

import nbformat
import pytest

from gan_course.classroom import pace
from gan_course.classroom.doctor import Verdict
from gan_course.classroom.pace import Pace, finding, forecast, forecasts
from gan_course.course.chapters import Chapter

PARAMETERS, IMPORTS = "PROFILE = 'cpu'\nTRAIN = True", "from gan_course import plots"


def chapter(
    folder, sources=(PARAMETERS, IMPORTS, "fit()", "show()"), seconds=(0.0, 6.0, 100.0, 2.0), here=(0.1, 0.01), start=0
):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    record = {"seconds": round(sum(seconds)) + start, "cell_seconds": list(seconds)}
    notebook.metadata["gan_course"] = record | ({"pace": list(here)} if here else {})
    made = Chapter("03_train_step", folder)
    made.notebook.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, made.notebook)
    return made


def advice(chapters, pace):
    return finding(forecasts(chapters, pace), pace)


def test_training_follows_one_pace_and_the_rest_the_other(tmp_path):
    made = chapter(tmp_path)
    assert forecast(made, Pace(0.1, 0.01)) == pytest.approx(108)
    assert forecast(made, Pace(0.3, 0.01)) == pytest.approx(308)
    assert forecast(made, Pace(0.1, 0.02)) == pytest.approx(116)


def test_starting_the_kernel_counts_too(tmp_path):
    assert forecast(chapter(tmp_path, start=3), Pace(0.3, 0.02)) == pytest.approx(300 + 2 * (8 + 3))


def test_without_training_the_long_cells_are_loaded(tmp_path):
    assert forecast(chapter(tmp_path), Pace(0.3, 0.02), train=False) == pytest.approx(2 * (6 + 1 + 2))
    without = chapter(tmp_path, sources=("PROFILE = 'cpu'", IMPORTS, "fit()", "show()"))  # TRAIN이 없는 장
    assert forecast(without, Pace(0.1, 0.01), train=False) == pytest.approx(108)


def test_a_chapter_without_a_record_is_not_forecast(tmp_path):
    assert forecast(chapter(tmp_path, here=None), Pace(0.1, 0.01)) is None
    assert forecast(chapter(tmp_path, seconds=(1.0,)), Pace(0.1, 0.01)) is None
    assert advice([chapter(tmp_path, here=None)], Pace(0.1, 0.01)).verdict is Verdict.WARNING


@pytest.mark.parametrize(
    "training, verdict, remedy",
    [(0.1, Verdict.GOOD, ""), (1.0, Verdict.WARNING, "TRAIN=False"), (0.5, Verdict.GOOD, "")],
)
def test_the_advice_depends_on_the_longest_chapter(tmp_path, training, verdict, remedy):
    found = advice([chapter(tmp_path)], Pace(training, 0.01))
    assert found.verdict is verdict and remedy in found.remedy
    assert "03장" in found.detail
    if remedy:
        assert "모두 약 9초" in found.remedy


def test_a_computer_too_slow_for_anything_is_sent_to_the_quick_profile(tmp_path):
    found = advice([chapter(tmp_path)], Pace(10.0, 1.0))
    assert found.verdict is Verdict.WARNING and "--profile quick" in found.remedy


def test_the_probe_trains_and_draws(monkeypatch):
    """작은 조리법으로 진짜로 한 번 재어 봅니다."""
    tiny = pace.PROBE.replace('["cpu"]', '["quick"]').replace("1.5)", "0)").replace("0.5)", "0)")
    assert tiny.count("quick") == 1 and tiny.count(" 0)") == 2
    monkeypatch.setattr(pace, "PROBE", tiny)
    measured = pace.measure()
    assert measured is not None and min(measured) > 0


@pytest.mark.parametrize(
    "broken", ["raise ImportError('없음')", "print('엉뚱한 글')", "print('[1]')", "import time; time.sleep(60)"]
)
def test_a_broken_training_is_none(monkeypatch, broken):
    monkeypatch.setattr(pace, "PROBE", broken)
    assert pace.measure(timeout=2) is None
    assert finding({}, None).verdict is Verdict.FAULT
