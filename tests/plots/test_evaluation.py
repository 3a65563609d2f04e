"""6장의 그림이 받은 값을 그대로 그리는지."""

import numpy as np

from gan_course import plots


def test_distances_show_the_mean_and_every_repeat():
    values = np.array([[4.0, 6.0], [1.0, 3.0]])
    (axis,) = plots.distances_by_size([10, 100], {"거리": values}).axes
    dots, mean, zero = axis.get_lines()
    np.testing.assert_array_equal(dots.get_ydata(), [4, 6, 1, 3])
    np.testing.assert_array_equal(dots.get_xdata(), [10, 10, 100, 100])
    np.testing.assert_array_equal(mean.get_ydata(), [5, 2])
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


def test_the_chosen_checkpoint_is_marked():
    (axis,) = plots.checkpoint_scores([10, 20, 30], {"검증용": [3, 1, 2]}, 1).axes
    curve, mark = axis.get_lines()[:2]
    assert list(curve.get_ydata()) == [3, 1, 2] and list(mark.get_xdata()) == [20, 20]


def test_orbits_share_one_scale():
    orbits = {"동시": np.array([[1.0, 0], [0, 4]]), "교대": np.array([[1.0, 0], [0, 1]])}
    first, second = plots.dirac_orbits(orbits).axes
    assert first.get_xlim() == second.get_ylim() and first.get_ylim()[1] > 4
    np.testing.assert_array_equal(first.get_lines()[0].get_ydata(), [0, 4])
