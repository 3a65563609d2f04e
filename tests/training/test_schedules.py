"""학습률 일정: 저자들의 PyTorch 구현의 식과 분수로 견줍니다."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gan_course._tensorflow import keras, tf
from gan_course.training import LinearDecay


def reference(epoch, constant, decay):
    """junyanz/pytorch-CycleGAN의 lambda_rule(epoch_count=1), 에포크는 0부터. 끝난 뒤에는 0."""
    return max(Fraction(0), 1 - Fraction(max(0, epoch + 1 - constant), decay + 1))


def test_the_paper_schedule_ends_at_one_of_101_and_not_at_zero():
    schedule = LinearDecay(2e-4, constant_epochs=100, decay_epochs=100)
    factors = [float(schedule(epoch)) / 2e-4 for epoch in range(200)]
    assert factors[:100] == pytest.approx([1.0] * 100, rel=1e-6)
    assert factors[100] == pytest.approx(100 / 101, rel=1e-6)
    assert factors[199] == pytest.approx(1 / 101, rel=1e-5)
    assert all(later < earlier for earlier, later in zip(factors[99:], factors[100:]))


@given(
    constant=st.integers(0, 30),
    decay=st.integers(0, 30),
    steps_per_epoch=st.integers(1, 50),
    step=st.integers(0, 4000),
)
@settings(deadline=None, max_examples=100)
def test_every_step_of_an_epoch_has_the_factor_of_that_epoch(constant, decay, steps_per_epoch, step):
    rate = float(LinearDecay(1.0, constant, decay, steps_per_epoch)(step))
    assert rate == pytest.approx(float(reference(step // steps_per_epoch, constant, decay)), abs=1e-6)
    assert rate >= 0


def test_training_longer_than_planned_never_turns_the_rate_negative():
    schedule = LinearDecay(1e-3, constant_epochs=2, decay_epochs=3)
    assert [float(schedule(epoch)) for epoch in (5, 6, 1000)] == [0.0, 0.0, 0.0]


def test_an_optimizer_follows_it_inside_a_graph():
    schedule = LinearDecay(1.0, constant_epochs=1, decay_epochs=1, steps_per_epoch=2)
    optimizer = keras.optimizers.SGD(schedule)
    weight = keras.Variable([0.0])
    optimizer.build([weight])

    @tf.function
    def step():
        optimizer.apply_gradients([(tf.constant([1.0]), weight)])

    moves = []
    for _ in range(6):
        before = float(weight[0])
        step()
        moves.append(before - float(weight[0]))
    assert moves == pytest.approx([1.0, 1.0, 0.5, 0.5, 0.0, 0.0])


def test_it_survives_serialization():
    schedule = LinearDecay(3e-4, 4, 5, steps_per_epoch=6)
    copy = keras.saving.deserialize_keras_object(keras.saving.serialize_keras_object(schedule))
    steps = range(0, 60, 3)
    assert [float(copy(step)) for step in steps] == [float(schedule(step)) for step in steps]


@pytest.mark.parametrize("arguments", [dict(constant_epochs=-1), dict(decay_epochs=-2), dict(steps_per_epoch=0)])
def test_impossible_lengths_are_refused_in_korean(arguments):
    ((name, value),) = arguments.items()
    with pytest.raises(ValueError, match=f"{name}={value}.*이상이어야 합니다"):
        LinearDecay(1e-3, **(dict(constant_epochs=1, decay_epochs=1) | arguments))
