"""6장의 그림이 받은 값을 그대로 그리는지."""

import numpy as np

from gan_course import plots


def test_distances_show_the_mean_and_every_repeat():
    values = np.array([[4.0, 6.0], [1.0, 3.0]])
    (axis,) = plots.distances_by_size([10, 100], {"거리": values}).axes
    dots, mean, low, high, zero = axis.get_lines()
    np.testing.assert_array_equal(dots.get_ydata(), [4, 6, 1, 3])
    np.testing.assert_array_equal(dots.get_xdata(), [10, 10, 100, 100])
    np.testing.assert_array_equal(mean.get_ydata(), [5, 2])
    # 두 값의 표준오차는 1이므로 구간은 평균 ± 1.96입니다.
    np.testing.assert_allclose([low.get_ydata(), high.get_ydata()], [[3.04, 0.04], [6.96, 3.96]])
    assert list(zero.get_ydata()) == [0, 0] and axis.get_xscale() == "log"


def test_intervals_go_from_top_to_bottom():
    (axis,) = plots.interval_bars({"하나": (1, 0, 2), "둘": (5, 4, 7)}, "값").axes
    assert [label.get_text() for label in axis.get_yticklabels()] == ["하나", "둘"]
    assert axis.get_ylim()[0] > axis.get_ylim()[1]
    bar, dot = axis.get_lines()[2:4]
    assert list(bar.get_xdata()) == [4, 7] and list(dot.get_xdata()) == [5] and list(dot.get_ydata()) == [1]


def test_the_map_puts_each_name_at_its_place():
    (axis,) = plots.precision_recall_map({"진짜": (0.9, 0.8), "흐린": (0.7, 0.1)}).axes
    assert {text.get_text(): text.xy for text in axis.texts} == {"진짜": (0.9, 0.8), "흐린": (0.7, 0.1)}


def test_both_choices_of_each_run_are_marked():
    distances, quality = [[3, 1, 2], [5, 4, 6]], [[10, 20, 30], [40, 50, 60]]
    figure = plots.checkpoint_choices([10, 20, 30], distances, quality, np.array([1, 1]), np.array([2, 0]))
    for axis, values in zip(figure.axes, (distances, quality)):
        *curves, seen, blind = axis.get_lines()[:4]
        assert [list(curve.get_ydata()) for curve in curves] == values
        assert list(seen.get_xdata()) == [30, 10] and list(seen.get_ydata()) == [values[0][2], values[1][0]]
        assert list(blind.get_xdata()) == [20, 20] and list(blind.get_ydata()) == [values[0][1], values[1][1]]


def test_orbits_share_one_scale():
    orbits = {"동시": np.array([[1.0, 0], [0, 4]]), "교대": np.array([[1.0, 0], [0, 1]])}
    first, second = plots.dirac_orbits(orbits).axes
    assert first.get_xlim() == second.get_ylim() and first.get_ylim()[1] > 4
    np.testing.assert_array_equal(first.get_lines()[0].get_ydata(), [0, 4])
