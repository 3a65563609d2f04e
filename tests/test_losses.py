"""손실 함수: 따로 만든 numpy 계산, 닫힌 식, 유한 차분, 모양, 틀린 입력."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from gan_course import losses
from gan_course._tensorflow import keras, tf

EXACT = {"rtol": 2e-6, "atol": 1e-7}
# 로짓을 그대로 평균하는 손실은 부호가 섞여 0에 가까울 수 있으므로, 더한 수의 크기(100)에 견준 반올림을 허용합니다.
TOLERANCES = dict.fromkeys(
    ["hinge_generator_loss", "wasserstein_generator_loss", "wasserstein_discriminator_loss"],
    {"rtol": 2e-6, "atol": 5e-5},
)

logits = hnp.arrays(
    np.float32,
    hnp.array_shapes(min_dims=1, max_dims=4, min_side=1, max_side=5),
    elements=st.floats(-100, 100, width=32),
)


def minus_log_sigmoid(a):
    """-log σ(a) = log(e⁰ + e⁻ᵃ), 패키지와 다른 길(logaddexp)로 배정밀도로."""
    return np.logaddexp(0.0, -np.asarray(a, np.float64))


def sigmoid(a):
    return np.exp(-np.logaddexp(0.0, -np.asarray(a, np.float64)))


REFERENCES = {
    "generator_loss": lambda fake: minus_log_sigmoid(fake).mean(),
    "saturating_generator_loss": lambda fake: -minus_log_sigmoid(-fake).mean(),
    "least_squares_generator_loss": lambda fake: np.mean((fake.astype(np.float64) - 1) ** 2),
    "discriminator_loss": lambda real, fake: minus_log_sigmoid(real).mean() + minus_log_sigmoid(-fake).mean(),
    "least_squares_discriminator_loss": lambda real, fake: (
        0.5 * np.mean((real.astype(np.float64) - 1) ** 2) + 0.5 * np.mean(fake.astype(np.float64) ** 2)
    ),
    "hinge_generator_loss": lambda fake: -fake.astype(np.float64).mean(),
    "hinge_discriminator_loss": lambda real, fake: (
        np.clip(1 - real.astype(np.float64), 0, None).mean() + np.clip(1 + fake.astype(np.float64), 0, None).mean()
    ),
    "wasserstein_generator_loss": lambda fake: -fake.astype(np.float64).mean(),
    "wasserstein_discriminator_loss": lambda real, fake: (
        fake.astype(np.float64).mean() - real.astype(np.float64).mean()
    ),
}
# 로짓 하나하나에 대한 미분(평균을 내기 전)
GRADIENTS = {
    "generator_loss": lambda a: sigmoid(a) - 1,
    "saturating_generator_loss": lambda a: -sigmoid(a),
    "least_squares_generator_loss": lambda a: 2 * (np.asarray(a, np.float64) - 1),
    "hinge_generator_loss": lambda a: -np.ones_like(a, np.float64),
    "wasserstein_generator_loss": lambda a: -np.ones_like(a, np.float64),
}
# 진짜와 가짜를 하나씩 짝짓는 손실: (진짜, 가짜) → 값, 그리고 차이 d = a_진짜 - a_가짜에 대한 미분의 부호
RELATIVISTIC = {"relativistic_generator_loss": 1, "relativistic_discriminator_loss": -1}
GENERATOR_LOSSES = sorted(GRADIENTS)
DISCRIMINATOR_LOSSES = sorted(set(REFERENCES) - set(GRADIENTS))


def value_and_gradients(name, *outputs):
    outputs = [tf.constant(output) for output in outputs]
    with tf.GradientTape() as tape:
        tape.watch(outputs)
        loss = getattr(losses, name)(*outputs)
    assert loss.shape == ()
    return float(loss), [gradient.numpy() for gradient in tape.gradient(loss, outputs)]


@pytest.mark.parametrize("name", GENERATOR_LOSSES)
@given(fake=logits)
@settings(max_examples=30, deadline=None)
def test_generator_losses_against_numpy(name, fake):
    loss, (gradient,) = value_and_gradients(name, fake)
    np.testing.assert_allclose(loss, REFERENCES[name](fake), **TOLERANCES.get(name, EXACT))
    np.testing.assert_allclose(gradient, GRADIENTS[name](fake) / fake.size, **EXACT)


@pytest.mark.parametrize("name", DISCRIMINATOR_LOSSES)
@given(real=logits, fake=logits)
@settings(max_examples=30, deadline=None)
def test_discriminator_losses_against_numpy_with_any_two_shapes(name, real, fake):
    loss, gradients = value_and_gradients(name, real, fake)
    np.testing.assert_allclose(loss, REFERENCES[name](real, fake), **TOLERANCES.get(name, EXACT))
    assert all(np.isfinite(gradient).all() for gradient in gradients)


@given(real=logits, fake=logits)
@settings(max_examples=30, deadline=None)
def test_discriminator_gradients(real, fake):
    _, (to_real, to_fake) = value_and_gradients("discriminator_loss", real, fake)
    np.testing.assert_allclose(to_real, (sigmoid(real) - 1) / real.size, **EXACT)
    np.testing.assert_allclose(to_fake, sigmoid(fake) / fake.size, **EXACT)


@pytest.mark.parametrize("scale", [1.0, 30.0])
@pytest.mark.parametrize("name", [*sorted(REFERENCES), *sorted(RELATIVISTIC)])
def test_gradients_against_finite_differences_in_float64(name, scale):
    rng = np.random.default_rng(0)
    count = 1 if name in GENERATOR_LOSSES else 2
    outputs = [scale * rng.normal(0, 1, (3, 1)) for _ in range(count)]
    _, gradients = value_and_gradients(name, *outputs)
    step = 1e-5
    for which, gradient in enumerate(gradients):
        assert gradient.dtype == np.float64
        for row in range(3):
            moved = []
            for sign in (1, -1):
                shifted = [output.copy() for output in outputs]
                shifted[which][row, 0] += sign * step
                moved.append(getattr(losses, name)(*map(tf.constant, shifted)).numpy())
            expected = (moved[0] - moved[1]) / (2 * step)
            assert gradient[row, 0] == pytest.approx(expected, rel=1e-7, abs=1e-8)


@pytest.mark.parametrize("name", sorted(RELATIVISTIC))
@given(
    pair=hnp.array_shapes(min_dims=1, max_dims=4, max_side=5).flatmap(
        lambda shape: st.tuples(
            *[hnp.arrays(np.float32, shape, elements=st.floats(-100, 100, width=32)) for _ in range(2)]
        )
    )
)
@settings(max_examples=30, deadline=None)
def test_relativistic_losses_and_gradients_against_numpy(name, pair):
    real, fake = pair
    gap = (real - fake) * -RELATIVISTIC[name]  # 이 손실이 키우려는 차이
    loss, (to_real, to_fake) = value_and_gradients(name, real, fake)
    np.testing.assert_allclose(loss, minus_log_sigmoid(gap).mean(), **EXACT)
    np.testing.assert_allclose(to_real, RELATIVISTIC[name] * sigmoid(-gap) / real.size, **EXACT)
    np.testing.assert_allclose(to_fake, -to_real, **EXACT)


@pytest.mark.parametrize("name", sorted(RELATIVISTIC))
def test_relativistic_losses_do_not_broadcast_silently(name):
    with pytest.raises(ValueError, match="짝지으므로"):
        getattr(losses, name)(tf.zeros((4, 1)), tf.zeros((1, 1)))


def test_hinge_stops_pushing_what_is_far_enough():
    _, (to_real, to_fake) = value_and_gradients(
        "hinge_discriminator_loss", np.float32([[2.0], [0.0]]), np.float32([[-2.0], [0.0]])
    )
    assert to_real.ravel().tolist() == [0.0, -0.5]
    assert to_fake.ravel().tolist() == [0.0, 0.5]


def test_at_equilibrium_the_losses_are_known():
    undecided = tf.zeros((5, 1))  # 로짓 0, 확률 1/2
    assert float(losses.generator_loss(undecided)) == pytest.approx(np.log(2), abs=1e-6)
    assert float(losses.discriminator_loss(undecided, undecided)) == pytest.approx(2 * np.log(2), abs=1e-6)
    assert float(losses.saturating_generator_loss(undecided)) == pytest.approx(-np.log(2), abs=1e-6)
    half = tf.fill((5, 1), 0.5)  # 최소제곱 손실에서는 출력 자체가 1/2
    assert float(losses.least_squares_generator_loss(half)) == 0.25
    assert float(losses.least_squares_discriminator_loss(half, half)) == 0.25


def test_perfect_answers_cost_nothing_and_wrong_answers_cost_the_logit():
    sure = tf.constant([[100.0]])
    assert float(losses.discriminator_loss(sure, -sure)) == pytest.approx(0, abs=1e-6)
    assert float(losses.discriminator_loss(-sure, sure)) == pytest.approx(200)
    assert float(losses.generator_loss(sure)) == pytest.approx(0, abs=1e-6)
    assert float(losses.generator_loss(-sure)) == pytest.approx(100)


def test_caught_fakes_teach_only_through_the_non_saturating_loss():
    caught = np.array([[-10.0]], np.float32)
    _, (kept,) = value_and_gradients("generator_loss", caught)
    _, (lost,) = value_and_gradients("saturating_generator_loss", caught)
    assert abs(kept[0, 0]) == pytest.approx(0.99995, abs=1e-5)
    assert abs(lost[0, 0]) == pytest.approx(4.54e-5, rel=1e-3)
    assert kept[0, 0] / lost[0, 0] == pytest.approx(np.exp(10), rel=1e-4)


def test_each_side_is_averaged_by_itself():
    # 진짜 2개와 가짜 100개: 한데 모아 평균하면 가짜가 손실을 삼킵니다.
    real, fake = tf.zeros((2, 1)), tf.fill((100, 1), -50.0)
    assert float(losses.discriminator_loss(real, fake)) == pytest.approx(np.log(2), abs=1e-6)


def test_patch_logits_are_averaged_over_batch_and_places():
    maps = np.random.default_rng(1).normal(size=(3, 5, 4, 1)).astype("float32")
    assert float(losses.generator_loss(maps)) == pytest.approx(float(losses.generator_loss(maps.reshape(-1))))


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
@pytest.mark.parametrize("name", [*sorted(REFERENCES), *sorted(RELATIVISTIC)])
def test_low_precision_logits_are_computed_in_float32(name, dtype):
    outputs = [tf.cast([[-30.0], [0.125], [a]], dtype) for a in (30.0, -2.0)]
    outputs = outputs[: 1 if name in GENERATOR_LOSSES else 2]
    loss = getattr(losses, name)(*outputs)
    assert loss.dtype == tf.float32
    exact = getattr(losses, name)(*(tf.cast(output, tf.float32) for output in outputs))
    assert float(loss) == float(exact)


@pytest.mark.parametrize("name", sorted(REFERENCES))
def test_the_same_inside_a_graph(name):
    outputs = [tf.constant([[-3.0], [0.5]])] * (2 if name in DISCRIMINATOR_LOSSES else 1)
    function = getattr(losses, name)
    assert float(tf.function(function)(*outputs)) == pytest.approx(float(function(*outputs)), rel=1e-6)


@pytest.mark.parametrize("name", [*sorted(REFERENCES), *sorted(RELATIVISTIC), "cycle_loss", "identity_loss"])
def test_losses_are_saved_by_name(name):
    function = getattr(losses, name)
    assert keras.saving.get_registered_object(f"gan_course>{name}") is function
    assert keras.saving.deserialize_keras_object(keras.saving.serialize_keras_object(function)) is function


@pytest.mark.parametrize("name", ["cycle_loss", "identity_loss"])
@given(
    images=hnp.arrays(np.float32, (2, 2, 3, 4, 3), elements=st.floats(-1, 1, width=32)),
)
@settings(max_examples=30, deadline=None)
def test_image_losses_are_the_mean_absolute_difference(name, images):
    real, other = images
    expected = np.abs(real.astype(np.float64) - other).mean()
    np.testing.assert_allclose(float(getattr(losses, name)(real, other)), expected, rtol=1e-5, atol=1e-7)
    assert float(getattr(losses, name)(real, real)) == 0


@pytest.mark.parametrize(("name", "other"), [("cycle_loss", "cycled"), ("identity_loss", "same")])
def test_image_losses_do_not_broadcast_silently(name, other):
    real = np.zeros((2, 4, 4, 3), "float32")
    for shape in [(1, 4, 4, 3), (2, 4, 4, 1), (4, 4, 3)]:
        with pytest.raises(ValueError, match=f"{name}: real의 모양은 .*{other}의 모양은 .*같아야 합니다"):
            getattr(losses, name)(real, np.zeros(shape, "float32"))


def test_image_losses_accept_unknown_batches_in_a_graph():
    @tf.function(input_signature=[tf.TensorSpec((None, 4, 4, 3)), tf.TensorSpec((2, 4, 4, 3))])
    def loss(real, cycled):
        return losses.cycle_loss(real, cycled)

    assert float(loss(tf.ones((2, 4, 4, 3)), tf.zeros((2, 4, 4, 3)))) == 1.0
