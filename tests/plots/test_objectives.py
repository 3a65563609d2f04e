"""2장의 그림에 든 곡선이 패키지의 손실과 같은 값인지."""

import numpy as np
import pytest

from gan_course import losses, plots
from gan_course._tensorflow import keras, tf


def curve(axis, index):
    return axis.get_lines()[index].get_data()


def curves_named(axis, *names):
    lines = {line.get_label(): line.get_data() for line in axis.get_lines()}
    return [next(data for label, data in lines.items() if name in label) for name in names]


def each(loss, logits):
    """로짓마다의 손실과 그레이디언트의 크기."""
    values, slopes = [], []
    for logit in logits:
        a = tf.Variable([[float(logit)]])
        with tf.GradientTape() as tape:
            value = loss(a)
        values.append(float(value))
        slopes.append(float(tape.gradient(value, a)[0, 0]))
    return values, slopes


def test_generator_curves_are_the_packages_losses():
    loss_axis, slope_axis = plots.generator_gradients(-10, 10, mark=-10).axes
    for name, function in (
        ("비포화: ", losses.generator_loss),
        ("포화: ", losses.saturating_generator_loss),
    ):
        # '비포화'도 '포화'를 품으므로 첫머리로 고릅니다.
        (value_line,) = [line for line in loss_axis.get_lines() if line.get_label().startswith(name)]
        (slope_line,) = [line for line in slope_axis.get_lines() if line.get_label().startswith(name)]
        a = value_line.get_xdata()[::40]
        values, slopes = each(function, a)
        np.testing.assert_allclose(value_line.get_ydata()[::40], values, atol=1e-5)
        np.testing.assert_allclose(slope_line.get_ydata()[::40], np.abs(slopes), atol=1e-5)
    written = {text.get_text() for text in slope_axis.texts}
    assert {"0.99995", "0.00005"} <= written


def test_dashboard_curves_are_the_packages_losses():
    _, loss_axis, slope_axis = plots.logit_dashboard(1.0).axes
    nothing = tf.constant([[-200.0]])  # 가짜 쪽의 손실이 0이 되는 로짓
    for name, function in (
        ("진짜일 때", lambda a: losses.discriminator_loss(a, nothing)),
        ("가짜일 때", lambda a: losses.discriminator_loss(-nothing, a)),
        ("생성자", losses.generator_loss),
    ):
        ((a, value),) = curves_named(loss_axis, name)
        ((_, slope),) = curves_named(slope_axis, name)
        values, slopes = each(function, a[::24])
        np.testing.assert_allclose(value[::24], values, atol=1e-5)
        np.testing.assert_allclose(slope[::24], slopes, atol=1e-5)


def test_mistaken_curves_are_what_keras_computes():
    from_logits = keras.losses.BinaryCrossentropy(from_logits=True)
    from_probabilities = keras.losses.BinaryCrossentropy(from_logits=False)
    loss_axis, slope_axis = plots.from_logits_mistakes().axes
    for name, function in (
        ("바르게", lambda a: from_logits(tf.ones_like(a), a)),
        ("두 번", lambda a: from_logits(tf.ones_like(a), tf.sigmoid(a))),
        ("확률로", lambda a: from_probabilities(tf.ones_like(a), a)),
    ):
        ((a, value),) = curves_named(loss_axis, name)
        ((_, slope),) = curves_named(slope_axis, name)
        chosen = slice(30, None, 60)  # 0과 1에 딱 걸리는 점은 피합니다
        values, slopes = each(function, a[chosen])
        np.testing.assert_allclose(value[chosen], values, atol=1e-4)
        np.testing.assert_allclose(slope[chosen], np.abs(slopes), atol=1e-4)


def test_gauges_meet_the_equilibrium():
    (axis,) = plots.loss_gauges().axes
    (right, discriminator), (_, generator) = curve(axis, 0), curve(axis, 1)
    for probability in (0.2, 0.5, 0.9):
        logit = tf.constant([[np.log(probability / (1 - probability))]], tf.float32)
        assert np.interp(probability, right, discriminator) == pytest.approx(
            float(losses.discriminator_loss(logit, -logit)), abs=1e-3
        )
        assert np.interp(probability, right, generator) == pytest.approx(float(losses.generator_loss(-logit)), abs=1e-3)


def test_optimal_discriminator_is_a_half_where_the_densities_cross():
    figure = plots.optimal_discriminator([2.0, 0.0])
    grid, answer = curve(figure.axes[2], 0)
    assert np.interp(1.0, grid, answer) == pytest.approx(0.5, abs=1e-3)
    assert np.all(curve(figure.axes[3], 0)[1] == 0.5)


def test_divergence_runs_between_its_ends():
    divergence, value = plots.divergence_by_distance().axes
    assert curve(divergence, 0)[1][0] == pytest.approx(0) and curve(value, 0)[1][0] == pytest.approx(-np.log(4))
    assert curve(divergence, 0)[1][-1] == pytest.approx(np.log(2), abs=1e-3)
    assert curve(value, 0)[1][-1] == pytest.approx(0, abs=2e-3)


def test_values_outside_the_figure_are_refused():
    with pytest.raises(ValueError, match="-6에서 6"):
        plots.logit_dashboard(7)
    with pytest.raises(ValueError, match="-2에서 6"):
        plots.optimal_discriminator([9.0])
