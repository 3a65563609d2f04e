"""CycleGAN: 손실의 가중치, `fit`, 옮기기, 거절. 한 걸음의 셈은 test_cyclegan_step.py에 있습니다."""

import numpy as np
import pytest

from gan_course import losses
from gan_course._tensorflow import keras, tf
from gan_course.data.unpaired import unpaired_dataset
from gan_course.models import patch_discriminator, resnet_generator
from gan_course.training import CycleGAN
from tests.training.tiny import (
    SIZE,
    assert_same_weights,
    changed,
    cyclegan_networks,
    random_images,
    real_bfloat16,
    tiny_cyclegan,
    weights,
)

NETWORKS = ("generator_ab", "generator_ba", "discriminator_a", "discriminator_b")


# ---- 순환과 항등의 가중치 ----


@pytest.mark.parametrize("name", ["cycle", "identity"])
def test_a_weight_of_zero_skips_the_computation(name, monkeypatch):
    model = tiny_cyclegan(**{f"{name}_weight": 0.0})

    def never(*_):
        raise AssertionError(f"가중치가 0인데 {name} 손실을 계산했습니다")

    monkeypatch.setattr(losses, f"{name}_loss", never)
    logs = model.train_step((random_images(2, 1), random_images(2, 2)))
    assert float(logs[f"{name}_loss"]) == 0.0


def test_the_identity_weight_defaults_to_half_of_lambda():
    assert tiny_cyclegan(cycle_weight=8.0).identity_weight == 4.0
    assert tiny_cyclegan(cycle_weight=8.0, identity_weight=1.0).identity_weight == 1.0


def test_lambda_can_follow_a_schedule():
    """끝낸 걸음이 1 이하면 3, 그다음은 7: λ가 3인 모델로 두 걸음, 7인 모델로 한 걸음 간 것과 같습니다."""
    batches = [(random_images(2, k), random_images(2, 10 + k)) for k in range(3)]
    schedule = keras.optimizers.schedules.PiecewiseConstantDecay([1], [3.0, 7.0])
    model, three, seven = (
        tiny_cyclegan(cycle_weight=weight, identity_weight=0.0, pool_size=0) for weight in (schedule, 3.0, 7.0)
    )
    for domains in batches:
        model.fit(tf.data.Dataset.from_tensors(domains), verbose=0)
    for domains in batches[:2]:
        three.train_step(tuple(map(tf.constant, domains)))
    for name in NETWORKS:
        getattr(seven, name).set_weights(getattr(three, name).get_weights())
    seven.train_step(tuple(map(tf.constant, batches[2])))
    assert_same_weights(weights(model), weights(seven))


def test_a_scheduled_lambda_is_saved(tmp_path):
    schedule = keras.optimizers.schedules.PiecewiseConstantDecay([1], [3.0, 7.0])
    tiny_cyclegan(cycle_weight=schedule, identity_weight=0.0).save(tmp_path / "model.keras")
    loaded = keras.models.load_model(tmp_path / "model.keras")
    assert [float(loaded.cycle_weight(step)) for step in (0, 1, 2)] == [3.0, 3.0, 7.0]


def test_a_scheduled_lambda_needs_its_own_identity_weight():
    schedule = keras.optimizers.schedules.PiecewiseConstantDecay([1], [3.0, 7.0])
    with pytest.raises(ValueError, match="identity_weight를 수로"):
        tiny_cyclegan(cycle_weight=schedule)


# ---- fit ----


def real_networks(channels=3):
    shape = (SIZE, SIZE, channels)
    return [
        *(resnet_generator(shape, filters=2, blocks=1, residual_output=True) for _ in range(2)),
        *(patch_discriminator(shape, filters=2, downsamplings=1) for _ in range(2)),
    ]


@pytest.mark.parametrize(
    "count_a, count_b, batch_size, steps, channels", [(5, 3, 2, 3, 3), (2, 7, 1, 7, 1), (1, 1, 1, 1, 3)]
)
def test_fit_with_unequal_domains_ragged_batches_grey_and_colour(count_a, count_b, batch_size, steps, channels):
    model = tiny_cyclegan(channels=channels, pool_size=3)
    a, b = random_images(count_a, 1, (SIZE, SIZE, channels)), random_images(count_b, 2, (SIZE, SIZE, channels))
    before = weights(model)
    history = model.fit(unpaired_dataset(a, b, batch_size), epochs=2, verbose=0).history
    assert int(model.generator_optimizer.iterations) == 2 * steps
    assert changed(before, weights(model)) == list(NETWORKS)
    assert all(np.isfinite(values).all() and len(values) == 2 for values in history.values())


def test_the_networks_of_the_chapter_train():
    model = CycleGAN(*real_networks(), pool_size=2)
    model.compile(keras.optimizers.Adam(1e-3, beta_1=0.5), keras.optimizers.Adam(1e-3, beta_1=0.5))
    before = weights(model)
    model.fit(unpaired_dataset(random_images(3, 1), random_images(2, 2), 2), epochs=1, verbose=0)
    assert changed(before, weights(model)) == list(NETWORKS)
    assert model.translate(random_images(2, 1), "AtoB").shape == (2, SIZE, SIZE, 3)


def test_the_compiled_step_equals_the_eager_one():
    compiled, eager = tiny_cyclegan(), tiny_cyclegan()
    a, b = random_images(2, 1), random_images(2, 2)
    compiled.fit(unpaired_dataset(a, b, 2), epochs=1, verbose=0)
    # fit은 배치의 차례를 섞지만 평균 손실의 그레이디언트는 차례를 모릅니다.
    eager.train_step((tf.constant(a), tf.constant(b)))
    assert_same_weights(weights(compiled), weights(eager), tolerance=1e-4)


@real_bfloat16
def test_mixed_precision_trains():
    before = keras.mixed_precision.dtype_policy()
    keras.mixed_precision.set_dtype_policy("mixed_bfloat16")
    try:
        model = CycleGAN(*real_networks(), pool_size=2)
        model.compile(keras.optimizers.SGD(0.01), keras.optimizers.SGD(0.01))
        logs = model.train_step((random_images(3, 1), random_images(3, 2)))
        assert all(np.isfinite(float(value)) for value in logs.values())
        assert model.translate(random_images(1, 1), "AtoB").dtype == np.float32
    finally:
        keras.mixed_precision.set_dtype_policy(before)


# ---- 옮기기 ----


def test_the_average_follows_slowly_and_translates():
    model = tiny_cyclegan(learning_rates=(0.5, 0.5), average_decay=0.75)
    start = [w.numpy() for w in model.average_ab.weights]
    np.testing.assert_array_equal(start[0], model.generator_ab.weights[0])
    model.train_step((random_images(2, 1), random_images(2, 2)))
    for mean, first, now in zip(model.average_ab.weights, start, model.generator_ab.weights):
        np.testing.assert_allclose(mean, 0.75 * first + 0.25 * now.numpy(), atol=1e-5)
    a, b = random_images(5, 3), random_images(5, 4)
    np.testing.assert_allclose(model.translate(a, "AtoB", batch_size=2), model.average_ab(a), atol=1e-5)
    np.testing.assert_allclose(model.translate(b, "BtoA"), model.average_ba(b), atol=1e-5)
    fake_b, fake_a = model((a, b))
    np.testing.assert_allclose(fake_b, model.average_ab(a), atol=1e-5)
    np.testing.assert_allclose(fake_a, model.average_ba(b), atol=1e-5)


def test_translating_equals_keras_predict_and_does_not_wait_for_autotune(monkeypatch):
    given = []
    original = keras.Model.predict

    def spy(self, x, *arguments, **named):
        given.append(x)
        return original(self, x, *arguments, **named)

    model, a = tiny_cyclegan(), random_images(5, 1)
    expected = model.average_ab.predict(a, batch_size=2, verbose=0)
    monkeypatch.setattr(keras.Model, "predict", spy)
    np.testing.assert_array_equal(model.translate(a, "AtoB", batch_size=2), expected)
    assert [batches.options().autotune.enabled for batches in given] == [False]
    assert [len(batch) for batch in given[0]] == [2, 2, 1]


# ---- 틀린 입력 ----


def test_an_unknown_direction_is_refused_in_korean():
    with pytest.raises(ValueError, match="'BtoC'입니다. 'AtoB' 또는 'BtoA'"):
        tiny_cyclegan().translate(random_images(1, 1), "BtoC")


def test_a_single_image_is_refused_with_the_way_to_mend_it():
    with pytest.raises(ValueError, match=r"\(8, 8, 3\).*images\[None\]"):
        tiny_cyclegan().translate(random_images(1, 1)[0], "AtoB")
    with pytest.raises(ValueError, match=r"\(0, 8, 8, 3\).*1 이상"):
        tiny_cyclegan().translate(random_images(1, 1)[:0], "AtoB")


def test_one_optimizer_for_both_sides_is_refused():
    model, optimizer = tiny_cyclegan(), keras.optimizers.Adam()
    with pytest.raises(ValueError, match="하나씩 주십시오"):
        model.compile(optimizer, optimizer)


@pytest.mark.parametrize("position, name", list(enumerate(NETWORKS)))
def test_networks_that_do_not_fit_together_are_refused(position, name):
    networks, grey = cyclegan_networks(3), cyclegan_networks(1)
    networks[position] = grey[position]
    # generator_ab가 혼자 다르면 나머지 셋이 그와 맞지 않습니다.
    wrong, size = ("generator_ba", "8, 8, 3") if name == "generator_ab" else (name, "8, 8, 1")
    with pytest.raises(ValueError, match=f"{wrong}의 .*{size}.*image_shape"):
        CycleGAN(*networks)
