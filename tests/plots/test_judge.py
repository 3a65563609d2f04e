"""9장의 그림: 판별자가 세 무리에 준 로짓."""

import numpy as np
import pytest

from gan_course import plots


def test_each_run_is_a_panel_with_the_three_groups_in_order():
    steps, logits = [10, 20], np.array([[1.0, 0.5, -1.0], [3.0, -2.0, -1.5]])
    figure = plots.judge_logits(steps, {"그대로": logits, "둘 다": 0 * logits})
    first, second = figure.axes
    lines = {line.get_label(): line for line in first.get_lines() if not line.get_label().startswith("_")}
    assert list(lines) == ["훈련한 진짜", "남겨 둔 진짜", "가짜"]
    for line, column in zip(lines.values(), logits.T):
        np.testing.assert_array_equal(line.get_ydata(), column)
        np.testing.assert_array_equal(line.get_xdata(), steps)
    assert [first.get_title(), second.get_title()] == ["그대로", "둘 다"]
    assert first.get_ylim() == second.get_ylim()


def test_logits_of_another_shape_are_refused():
    with pytest.raises(ValueError, match=r"\(2, 2\).*\[3, 3\]"):
        plots.judge_logits([1, 2, 3], {"그대로": np.zeros((2, 2))})
