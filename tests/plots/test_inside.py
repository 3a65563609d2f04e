"""4b장의 그림에 든 값: 스펙트럼은 닫힌 식과, 곡선은 준 값과 같은지."""

import numpy as np
import pytest

from gan_course import plots
from gan_course.plots import inside
from gan_course.plots.inside import power_spectrum


def test_a_checkerboard_is_one_bright_corner_of_the_spectrum():
    rows, columns = np.indices((8, 8))
    board = 0.5 + 0.2 * (-1.0) ** (rows + columns)  # 두 방향 모두 두 화소에 한 번
    power = power_spectrum(board[None, :, :, None])
    wanted = np.zeros((8, 8))
    wanted[0, 0] = 0.2**2  # fftshift 뒤에는 가장 높은 주파수가 맨 앞입니다
    np.testing.assert_allclose(power, wanted, atol=1e-15)


def test_power_adds_up_to_the_variance():
    images = np.random.default_rng(0).uniform(-1, 1, (3, 8, 12, 2))
    variance = images.var(axis=(1, 2)).mean()  # 파르세발의 등식
    assert power_spectrum(images).sum() == pytest.approx(variance)


def test_curves_hold_the_given_values():
    figure = plots.return_curves(["숨김", "정직"], ([8, 4], [[1, 3], [2, 2]]), ([0, 1, 2], [[1, 2, 7], [2, 2, 2]]))
    left, right = figure.axes
    assert [list(line.get_ydata()) for line in left.get_lines()] == [[1, 3], [2, 2]]
    assert [list(line.get_ydata()) for line in right.get_lines()] == [[1, 2, 7], [2, 2, 2]]
    assert [label.get_text() for label in left.get_xticklabels()] == ["8", "4"]
    assert left.get_ylim() == right.get_ylim() and right.get_ylim()[0] == 0 and right.get_ylim()[1] > 7
    sweep = plots.weight_sweep([0, 50], {"배경 오차": [0.3, 0.01]})
    (axis,) = sweep.axes
    assert list(axis.get_lines()[0].get_ydata()) == [0.3, 0.01]
    assert [label.get_text() for label in axis.get_xticklabels()] == ["0", "50"]


def test_a_valley_is_labelled_below_the_line_where_there_is_room():
    (axis,) = plots.weight_sweep([0, 1, 10, 50], {"배경 오차": [0.08, 0.019, 0.034, 0.0084]}).axes
    assert [text.get_position()[1] < 0 for text in axis.texts] == [False, True, False, False]
    (axis,) = plots.weight_sweep([0, 1, 10], {"바닥": [0.08, 0.001, 0.034]}).axes  # 아래에는 축의 눈금이 있습니다
    assert all(text.get_position()[1] > 0 for text in axis.texts)


def test_values_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="같은 수의 값"):
        plots.weight_sweep([0, 1], {"배경 오차": [0.1]})
    with pytest.raises(ValueError, match="같은 수의 오차"):
        plots.return_curves(["하나"], ([8], [[1, 2]]), ([0], [[1]]))
    with pytest.raises(ValueError, match="수를 맞추십시오"):
        plots.grid_spectra([], [])


def test_circles_lie_where_a_pattern_of_that_period_shows():
    rows, _ = np.indices((16, 16))
    stripes = 0.3 * (rows % 4 == 0)  # 네 줄마다 한 번
    power = power_spectrum(stripes[None, :, :, None])
    columns, lines = inside._harmonics(16, 16, 4)
    bright = {(row, column) for row, column in np.argwhere(power > 1e-9)}
    assert bright and bright <= set(zip(lines, columns))
    assert (8, 8) not in set(zip(lines, columns)) and len(lines) == 15


def test_a_flat_output_is_one_grey():
    figure = plots.coverage_maps([np.ones((2, 2))], [np.full((2, 2), 0.3)], ["고름"])
    shown = figure.axes[1].images[0]
    assert np.all(shown.norm(shown.get_array()) == pytest.approx(0.5))
    assert [text.get_text() for text in figure.axes[0].texts] == ["1"] * 4
