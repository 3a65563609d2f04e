"""5장의 그림이 넣은 숫자를 그대로 보여 주는지."""

import numpy as np
import pytest

from gan_course import plots


def test_bars_are_the_means_and_whiskers_the_sample_deviation():
    paired, unpaired = [[1.0, 2.0, 3.0], [4.0, 4.0, 4.0]], [[5.0, 6.0, 7.0], [8.0, 9.0, 13.0]]
    figure = plots.method_scores(["가", "나"], paired, unpaired, [2.5, 7.5])
    (axis,) = figure.axes
    assert [bar.get_height() for bar in axis.patches] == [2.0, 4.0, 6.0, 10.0]
    whiskers = [collection.get_segments() for collection in axis.collections]
    lengths = [abs(top[1] - low[1]) / 2 for segments in whiskers for low, top in segments]
    np.testing.assert_allclose(lengths, [1.0, 0.0, 1.0, np.sqrt(7)])
    dashed = [line for line in axis.lines if line.get_linestyle() == "--"]
    assert [line.get_ydata()[0] for line in dashed] == [2.5, 7.5]
    assert len(axis.get_legend().get_texts()) == 3


def test_the_curve_shows_every_seed_and_the_band_of_the_unpaired():
    figure = plots.pairs_curve([8, 32], [[3.0, 5.0], [1.0, 2.0]], [2.0, 4.0], 6.0)
    (axis,) = figure.axes
    seeds = [list(line.get_ydata()) for line in axis.lines if line.get_linestyle() == "None" and line.get_alpha()]
    assert seeds == [[3.0, 1.0], [5.0, 2.0]]
    assert any(list(line.get_ydata()) == [4.0, 1.5] for line in axis.lines)
    (band,) = axis.patches
    low, high = band.get_y(), band.get_y() + band.get_height()
    np.testing.assert_allclose([low, high], [3 - np.sqrt(2), 3 + np.sqrt(2)])
    assert axis.get_xscale() == "log"


def test_one_seed_has_no_spread():
    figure = plots.pairs_curve([8], [[3.0]], [2.0], 6.0)
    assert figure.axes[0].patches[0].get_height() == 0


def test_wrong_numbers_are_refused():
    with pytest.raises(ValueError, match="2가지인데 점수는 1줄"):
        plots.pairs_curve([8, 32], [[1.0]], [2.0], 6.0)
    with pytest.raises(ValueError, match="이미지가 2장.*세 장"):
        plots.pix2pix_diagram(images=np.zeros((2, 8, 8, 3)))


def test_every_method_is_drawn_over_the_same_truth_and_the_unknown_band():
    painted = {"가": [0.3, 0.4, 0.5], "나": [0.1, 0.1, 0.1]}
    figure = plots.colour_against_brightness([1, 2, 3], [0.0, 0.1, 0.2], painted, np.array([False, True, True]))
    for axis, values in zip(figure.axes, painted.values(), strict=True):
        truth, made = axis.get_lines()
        assert list(truth.get_ydata()) == [0.0, 0.1, 0.2] and list(made.get_ydata()) == values
        (band,) = axis.patches
        assert (band.get_x(), band.get_x() + band.get_width()) == (2, 3)
    plain = plots.colour_against_brightness([1, 2], [0, 1], {"가": [0, 1]}, np.array([False, False]))
    assert not plain.axes[0].patches
    with pytest.raises(ValueError, match="그림마다 하나씩"):
        plots.colour_against_brightness([1, 2], [0, 1], {"가": [0]}, np.array([False, False]))
