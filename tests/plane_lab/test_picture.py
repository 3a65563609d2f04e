"""2차원 실험실의 그림이 경고 없이(빠진 글자 없이) 그려지는지."""

import io
import warnings

import numpy as np
from matplotlib.quiver import Quiver

from gan_course.plane_lab import plane_figure
from gan_course.plane_lab.run import PlaneMoment

_random = np.random.default_rng(0)


def plane_moment(step=30, places=8):
    points = _random.normal(size=(600, 2)).astype("float32")
    history = np.array([[0, 0.6, 0], [step, 0.3, 5]])
    answers = np.linspace(0, 1, 64**2).reshape(64, 64)
    return PlaneMoment(step, 2 * step, points, -points, answers, 1 - answers, points[:5], history, 0.005, places)


def test_the_figure_draws_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = plane_figure(plane_moment())
        figure.savefig(io.BytesIO(), format="png")
    assert len(figure.axes) == 4


def test_the_arrows_lie_above_the_points_and_keep_their_direction():
    moment = plane_moment()
    axis = plane_figure(moment).axes[0]
    (arrows,) = (each for each in axis.collections if isinstance(each, Quiver))
    assert arrows.zorder > max(line.zorder for line in axis.lines)
    drawn = np.stack([arrows.U, arrows.V], axis=1)
    expected = np.sqrt(np.linalg.norm(moment.arrows, axis=1))
    lengths = np.linalg.norm(drawn, axis=1)
    np.testing.assert_allclose(lengths, np.minimum(0.7 * expected, 0.9), rtol=1e-5)
    np.testing.assert_allclose(drawn / lengths[:, None], moment.arrows / expected[:, None] ** 2, rtol=1e-4)
