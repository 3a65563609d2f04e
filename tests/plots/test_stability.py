"""7장의 그림이 받은 값을 그대로 그리는지."""

import numpy as np

from gan_course import plots


def test_every_seed_and_the_interval_are_drawn_from_top_to_bottom():
    scores = {"고리 8": {"포화": ([3, 5], (4.0, 1.0, 7.0)), "R3GAN": ([8, 7], (7.5, 6.0, 8.0))}}
    (axis,) = plots.objective_scores(scores, {"고리 8": (0, 8)}).axes
    assert [label.get_text() for label in axis.get_yticklabels()] == ["포화", "R3GAN"]
    assert axis.get_ylim()[0] > axis.get_ylim()[1] and axis.get_xlim() == (0, 8)
    bar, dots, mean = axis.get_lines()[3:]
    assert list(bar.get_xdata()) == [6, 8] and list(dots.get_xdata()) == [8, 7] and list(mean.get_xdata()) == [7.5]
    assert set(dots.get_ydata()) == {1}


def test_an_axis_that_does_not_start_at_zero_says_so():
    scores = {name: {"포화": ([50, 52], (51.0, 50.0, 52.0))} for name in ("통째", "잘림")}
    whole, cut = plots.objective_scores(scores, {"통째": (-3, 105), "잘림": (45, 60)}).axes
    assert not whole.get_xlabel() and "0에서 시작하지 않습니다" in cut.get_xlabel()


def test_the_thick_line_is_the_mean_of_the_thin_ones():
    figure = plots.scores_on_the_way([1, 2], {"가": np.array([[0.0, 2.0], [2.0, 4.0]])}, "모드", 8)
    *thin, thick = figure.axes[0].get_lines()
    assert [list(line.get_ydata()) for line in thin] == [[0, 2], [2, 4]]
    assert list(thick.get_ydata()) == [1, 3] and thick.get_linewidth() > thin[0].get_linewidth()
    assert len(figure.axes) == 1


def test_panels_without_a_curve_are_left_blank():
    figure = plots.scores_on_the_way([1, 2], {name: np.eye(2) for name in "가나다라"}, "모드", 8)
    assert [axis.axison for axis in figure.axes] == [True] * 4 + [False] * 2


def test_signals_are_on_a_logarithmic_axis():
    (axis,) = plots.signal_by_distance([1, 8], {"포화": [0.4, 1e-4], "비포화": [1, 8]}).axes
    assert axis.get_yscale() == "log"
    assert [list(line.get_ydata()) for line in axis.get_lines()] == [[0.4, 1e-4], [1, 8]]
