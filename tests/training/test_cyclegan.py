"""CycleGAN의 한 걸음: 이 파일 안에서 따로 구현한 네 그레이디언트와 가중치 하나하나를 견줍니다."""

import numpy as np
import pytest

from gan_course import losses
from gan_course._tensorflow import keras, tf
from gan_course.data.unpaired import unpaired_dataset
from gan_course.models import patch_discriminator, resnet_generator
from gan_course.training import CycleGAN

NETWORKS = ("generator_ab", "generator_ba", "discriminator_a", "discriminator_b")
GENERATORS, DISCRIMINATORS = NETWORKS[:2], NETWORKS[2:]
SIZE = 8


def images(count, seed, channels=3):
    values = np.random.default_rng(seed).uniform(-1, 1, (count, SIZE, SIZE, channels))
    return values.astype("float32")


def tiny_networks(channels):
    """한 걸음의 셈만 보면 되는 곳에서 쓰는 작은 신경망. 가중치가 커서 그레이디언트가 틀리면 표가 납니다."""
    layers = keras.layers

    def network(*parts):
        return keras.Sequential([keras.Input((SIZE, SIZE, channels)), *parts])

    generators = [
        network(
            layers.Conv2D(4, 3, padding="same", activation="relu"),
            layers.Conv2D(channels, 3, padding="same", activation="tanh"),
        )
        for _ in range(2)
    ]
    discriminators = [
        network(layers.Conv2D(4, 4, strides=2), layers.LeakyReLU(0.2), layers.Conv2D(1, 3)) for _ in range(2)
    ]
    return generators + discriminators


def make(channels=3, learning_rates=(0.05, 0.05), optimizer=keras.optimizers.SGD, seed=0, **arguments):
    keras.utils.set_random_seed(seed)
    model = CycleGAN(*tiny_networks(channels), **arguments)
    model.compile(*(optimizer(rate) for rate in learning_rates))
    return model


def real_networks(channels=3):
    shape = (SIZE, SIZE, channels)
    return [
        *(resnet_generator(shape, filters=2, blocks=1, residual_output=True) for _ in range(2)),
        *(patch_discriminator(shape, filters=2, downsamplings=1) for _ in range(2)),
    ]


def weights(model, names=NETWORKS):
    return {name: [w.numpy().copy() for w in getattr(model, name).trainable_variables] for name in names}


def changed(before, after):
    return [name for name in before if any((b != a).any() for b, a in zip(before[name], after[name]))]


def four_gradients(model, real_a, real_b):
    """TensorFlow 튜토리얼의 꼴: 지속 테이프 하나, 신경망마다 제 손실의 그레이디언트 하나씩.

    패키지의 손실 함수와 train_step을 쓰지 않습니다. 풀은 아직 차지 않았거나 크기가 0이어야 합니다.
    """
    ab, ba, da, db = (getattr(model, name) for name in NETWORKS)

    def mean(x):
        return tf.reduce_mean(x)

    with tf.GradientTape(persistent=True) as tape:
        fake_b, fake_a = ab(real_a), ba(real_b)
        both_cycles = mean(abs(ba(fake_b) - real_a)) + mean(abs(ab(fake_a) - real_b))
        ab_total = mean((db(fake_b) - 1) ** 2) + model.cycle_weight * both_cycles
        ba_total = mean((da(fake_a) - 1) ** 2) + model.cycle_weight * both_cycles
        if model.identity_weight:
            ab_total += model.identity_weight * mean(abs(ab(real_b) - real_b))
            ba_total += model.identity_weight * mean(abs(ba(real_a) - real_a))
        a_total = (mean((da(real_a) - 1) ** 2) + mean(da(tf.stop_gradient(fake_a)) ** 2)) / 2
        b_total = (mean((db(real_b) - 1) ** 2) + mean(db(tf.stop_gradient(fake_b)) ** 2)) / 2
    totals = dict(zip(NETWORKS, (ab_total, ba_total, a_total, b_total)))
    return {name: tape.gradient(total, getattr(model, name).trainable_variables) for name, total in totals.items()}


def assert_same_weights(actual, expected, tolerance=1e-5):
    for name in expected:
        for ours, theirs in zip(actual[name], expected[name], strict=True):
            np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance, err_msg=name)


@pytest.mark.parametrize("batch", [1, 3])
@pytest.mark.parametrize(
    "arguments",
    [{}, {"cycle_weight": 3.0, "identity_weight": 0.0}, {"cycle_weight": 0.0, "pool_size": 0}],
    ids=["paper", "no identity", "no cycle"],
)
def test_one_step_equals_the_four_gradients_of_a_persistent_tape(arguments, batch):
    model = make(learning_rates=(0.02, 0.05), **arguments)
    real_a, real_b = images(batch, 1), images(batch, 2)
    before, gradients = weights(model), four_gradients(model, real_a, real_b)
    rates = dict(zip(NETWORKS, (0.02, 0.02, 0.05, 0.05)))
    expected = {name: [w - rates[name] * g.numpy() for w, g in zip(before[name], gradients[name])] for name in NETWORKS}
    model.train_step((tf.constant(real_a), tf.constant(real_b)))
    assert changed(before, weights(model)) == list(NETWORKS)
    assert_same_weights(weights(model), expected)


def test_several_adam_steps_equal_four_separate_adams():
    """논문처럼 생성자 둘에 Adam 하나, 판별자 둘에 Adam 하나여도, Adam 넷과 같은 걸음입니다."""

    def adam(rate):
        return keras.optimizers.Adam(rate, beta_1=0.5)

    model, separate = make(optimizer=adam, pool_size=100), make(optimizer=adam, pool_size=100)
    optimizers = {name: adam(0.05) for name in NETWORKS}
    for step in range(3):
        real_a, real_b = images(2, 10 + step), images(2, 20 + step)
        gradients = four_gradients(separate, real_a, real_b)
        for name, optimizer in optimizers.items():
            optimizer.apply_gradients(zip(gradients[name], getattr(separate, name).trainable_variables))
        model.train_step((tf.constant(real_a), tf.constant(real_b)))
    assert_same_weights(weights(model), weights(separate), tolerance=2e-3)


def test_each_generator_gets_the_gradient_of_both_cycles():
    """references.md의 2번 결함: 제가 닫는 순환만 배우면 이 시험에 걸립니다."""
    model = make(learning_rates=(1.0, 0.0), identity_weight=0.0, cycle_weight=2.0)
    model.generator_loss = lambda fake_output: 0.0 * tf.reduce_sum(fake_output)  # 순환 손실만 남깁니다
    real_a, real_b = tf.constant(images(2, 1)), tf.constant(images(2, 2))
    ab, ba = model.generator_ab, model.generator_ba
    with tf.GradientTape(persistent=True) as tape:
        aba = tf.reduce_mean(abs(ba(ab(real_a)) - real_a))
        bab = tf.reduce_mean(abs(ab(ba(real_b)) - real_b))
    cycles = {
        name: [
            [g.numpy() for g in tape.gradient(cycle, getattr(model, name).trainable_variables)] for cycle in (aba, bab)
        ]
        for name in GENERATORS
    }
    before = weights(model)
    model.train_step((real_a, real_b))
    after = weights(model)
    for name, (from_aba, from_bab) in cycles.items():
        moved = [b - a for b, a in zip(before[name], after[name])]
        assert max(abs(g).max() for g in from_aba) > 1e-3 and max(abs(g).max() for g in from_bab) > 1e-3
        for step, one, other in zip(moved, from_aba, from_bab, strict=True):
            np.testing.assert_allclose(step, 2.0 * (one + other), rtol=1e-4, atol=1e-5)


def test_generators_are_updated_before_the_discriminators():
    order = []

    class Recorder(keras.optimizers.SGD):
        def apply_gradients(self, grads_and_vars, **kwargs):
            order.append(self)
            return super().apply_gradients(grads_and_vars, **kwargs)

    model = make(optimizer=Recorder)
    model.train_step((images(2, 1), images(2, 2)))
    assert order == [model.generator_optimizer, model.discriminator_optimizer]


def test_the_discriminators_see_the_fakes_made_before_the_generators_moved():
    """같은 가짜를 두 번 쓰는 것이 원 구현입니다. 생성자를 크게 움직여 다시 만든 가짜와 구별합니다."""
    model = make(learning_rates=(5.0, 0.0))
    real_a, real_b = images(2, 1), images(2, 2)
    fake_b, fake_a = model.generator_ab(real_a).numpy(), model.generator_ba(real_b).numpy()
    model.train_step((tf.constant(real_a), tf.constant(real_b)))
    np.testing.assert_allclose(model.pool_a.images[:2], fake_a, atol=1e-6)
    np.testing.assert_allclose(model.pool_b.images[:2], fake_b, atol=1e-6)
    assert abs(model.generator_ab(real_a).numpy() - fake_b).max() > 1e-2


@pytest.mark.parametrize("learning_rates, moving", [((0.05, 0.0), GENERATORS), ((0.0, 0.05), DISCRIMINATORS)])
def test_one_side_never_moves_the_other(learning_rates, moving):
    model = make(learning_rates=learning_rates)
    before = weights(model)
    model.train_step((images(2, 1), images(2, 2)))
    assert changed(before, weights(model)) == list(moving)


def test_the_discriminators_learn_from_the_pool():
    """풀을 옛 이미지로 채워 두면, 판별자는 (바꿔 온) 옛것에서 배워야 합니다."""
    model = make(learning_rates=(0.0, 0.05), pool_size=1)
    old = tf.ones((1, SIZE, SIZE, 3))
    for pool in (model.pool_a, model.pool_b):
        pool.images.assign(old)
        pool.count.assign(1)
    real_a, real_b = images(1, 1), images(1, 2)
    fresh, swapped = 0, 0
    for _ in range(12):
        before = weights(model)
        gradients = four_gradients(model, real_a, real_b)["discriminator_a"]
        was_old = np.allclose(model.pool_a.images, old)
        model.train_step((real_a, real_b))
        after = weights(model)["discriminator_a"]
        by_fresh = [w - 0.05 * g.numpy() for w, g in zip(before["discriminator_a"], gradients)]
        same = all(np.allclose(a, b, atol=1e-7) for a, b in zip(after, by_fresh, strict=True))
        came_out = was_old and not np.allclose(model.pool_a.images, old)
        assert same != came_out  # 옛것이 나온 걸음에서만 방금 만든 가짜의 그레이디언트와 다릅니다
        swapped += came_out
        fresh += same
    assert swapped == 1 and fresh == 11


def test_the_two_pools_choose_independently():
    model = make(pool_size=4)
    fakes = images(40, 1)
    assert not np.array_equal(model.pool_a(fakes), model.pool_b(fakes))


@pytest.mark.parametrize("name", ["cycle", "identity"])
def test_a_weight_of_zero_skips_the_computation(name, monkeypatch):
    model = make(**{f"{name}_weight": 0.0})

    def never(*_):
        raise AssertionError(f"가중치가 0인데 {name} 손실을 계산했습니다")

    monkeypatch.setattr(losses, f"{name}_loss", never)
    logs = model.train_step((images(2, 1), images(2, 2)))
    assert float(logs[f"{name}_loss"]) == 0.0


def test_the_identity_weight_defaults_to_half_of_lambda():
    assert make(cycle_weight=8.0).identity_weight == 4.0
    assert make(cycle_weight=8.0, identity_weight=1.0).identity_weight == 1.0


def test_lambda_can_follow_a_schedule():
    """끝낸 걸음이 1 이하면 3, 그다음은 7: λ가 3인 모델로 두 걸음, 7인 모델로 한 걸음 간 것과 같습니다."""
    batches = [(images(2, k), images(2, 10 + k)) for k in range(3)]
    schedule = keras.optimizers.schedules.PiecewiseConstantDecay([1], [3.0, 7.0])
    model, three, seven = (
        make(cycle_weight=weight, identity_weight=0.0, pool_size=0) for weight in (schedule, 3.0, 7.0)
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
    make(cycle_weight=schedule, identity_weight=0.0).save(tmp_path / "model.keras")
    loaded = keras.models.load_model(tmp_path / "model.keras")
    assert [float(loaded.cycle_weight(step)) for step in (0, 1, 2)] == [3.0, 3.0, 7.0]


def test_a_scheduled_lambda_needs_its_own_identity_weight():
    schedule = keras.optimizers.schedules.PiecewiseConstantDecay([1], [3.0, 7.0])
    with pytest.raises(ValueError, match="identity_weight를 수로"):
        make(cycle_weight=schedule)


def test_the_reported_losses_are_unweighted_and_averaged_over_the_epoch():
    model = make(learning_rates=(0.0, 0.0), pool_size=0)
    batches = [(images(2, 1), images(2, 2)), (images(2, 3), images(2, 4))]
    expected = []
    for real_a, real_b in batches:
        ab, ba, da, db = (getattr(model, name) for name in NETWORKS)
        fake_b, fake_a = ab(real_a).numpy(), ba(real_b).numpy()
        cycle = abs(ba(fake_b) - real_a).numpy().mean() + abs(ab(fake_a) - real_b).numpy().mean()
        identity = abs(ab(real_b) - real_b).numpy().mean() + abs(ba(real_a) - real_a).numpy().mean()
        adversarial = [((d(fake).numpy() - 1) ** 2).mean() for d, fake in ((db, fake_b), (da, fake_a))]
        detective = [
            (((d(real).numpy() - 1) ** 2).mean() + (d(fake).numpy() ** 2).mean()) / 2
            for d, real, fake in ((da, real_a, fake_a), (db, real_b, fake_b))
        ]
        expected.append([*adversarial, cycle, identity, *detective])
        logs = model.train_step((tf.constant(real_a), tf.constant(real_b)))
    names = ["generator_ab", "generator_ba", "cycle", "identity", "discriminator_a", "discriminator_b"]
    for name, value in zip(names, np.mean(expected, axis=0), strict=True):
        assert float(logs[f"{name}_loss"]) == pytest.approx(value, rel=1e-4), name


@pytest.mark.parametrize(
    "count_a, count_b, batch_size, steps, channels", [(5, 3, 2, 3, 3), (2, 7, 1, 7, 1), (1, 1, 1, 1, 3)]
)
def test_fit_with_unequal_domains_ragged_batches_grey_and_colour(count_a, count_b, batch_size, steps, channels):
    model = make(channels=channels, pool_size=3)
    a, b = images(count_a, 1, channels), images(count_b, 2, channels)
    before = weights(model)
    history = model.fit(unpaired_dataset(a, b, batch_size), epochs=2, verbose=0).history
    assert int(model.generator_optimizer.iterations) == 2 * steps
    assert changed(before, weights(model)) == list(NETWORKS)
    assert all(np.isfinite(values).all() and len(values) == 2 for values in history.values())


def test_the_networks_of_the_chapter_train():
    model = CycleGAN(*real_networks(), pool_size=2)
    model.compile(keras.optimizers.Adam(1e-3, beta_1=0.5), keras.optimizers.Adam(1e-3, beta_1=0.5))
    before = weights(model)
    model.fit(unpaired_dataset(images(3, 1), images(2, 2), 2), epochs=1, verbose=0)
    assert changed(before, weights(model)) == list(NETWORKS)
    assert model.translate(images(2, 1), "AtoB").shape == (2, SIZE, SIZE, 3)


def test_batches_of_different_length_in_the_two_domains():
    model = make()
    real_a, real_b = images(3, 1), images(1, 2)
    before, gradients = weights(model), four_gradients(model, real_a, real_b)
    expected = {name: [w - 0.05 * g.numpy() for w, g in zip(before[name], gradients[name])] for name in NETWORKS}
    model.train_step((tf.constant(real_a), tf.constant(real_b)))
    assert_same_weights(weights(model), expected)


def test_the_compiled_step_equals_the_eager_one():
    compiled, eager = make(), make()
    a, b = images(2, 1), images(2, 2)
    compiled.fit(unpaired_dataset(a, b, 2), epochs=1, verbose=0)
    # fit은 배치의 차례를 섞지만 평균 손실의 그레이디언트는 차례를 모릅니다.
    eager.train_step((tf.constant(a), tf.constant(b)))
    assert_same_weights(weights(compiled), weights(eager), tolerance=1e-4)


def test_the_average_follows_slowly_and_translates():
    model = make(learning_rates=(0.5, 0.5), average_decay=0.75)
    start = [w.numpy() for w in model.average_ab.weights]
    np.testing.assert_array_equal(start[0], model.generator_ab.weights[0])
    model.train_step((images(2, 1), images(2, 2)))
    for mean, first, now in zip(model.average_ab.weights, start, model.generator_ab.weights):
        np.testing.assert_allclose(mean, 0.75 * first + 0.25 * now.numpy(), atol=1e-5)
    a, b = images(5, 3), images(5, 4)
    np.testing.assert_allclose(model.translate(a, "AtoB", batch_size=2), model.average_ab(a), atol=1e-5)
    np.testing.assert_allclose(model.translate(b, "BtoA"), model.average_ba(b), atol=1e-5)
    fake_b, fake_a = model((a, b))
    np.testing.assert_allclose(fake_b, model.average_ab(a), atol=1e-5)
    np.testing.assert_allclose(fake_a, model.average_ba(b), atol=1e-5)


def state(model):
    pools = {f"pool {i}": pool.get_weights() for i, pool in enumerate((model.pool_a, model.pool_b))}
    optimizers = (model.generator_optimizer, model.discriminator_optimizer)
    moments = {f"optimizer {i}": [v.numpy() for v in o.variables] for i, o in enumerate(optimizers)}
    seeds = {"seeds": [p.seed_generator.state.numpy() for p in (model.pool_a, model.pool_b)]}
    averages = {name: getattr(model, name).get_weights() for name in ("average_ab", "average_ba")}
    return weights(model) | pools | moments | seeds | averages


def assert_same_state(actual, expected):
    for name, values in expected.items():
        for ours, theirs in zip(actual[name], values, strict=True):
            np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6, err_msg=name)


@pytest.mark.parametrize("file", ["model.keras", "model.weights.h5"])
def test_a_saved_model_goes_on_exactly_where_it_stopped(file, tmp_path):
    def adam(rate):
        return keras.optimizers.Adam(rate, beta_1=0.5)

    model = make(optimizer=adam, pool_size=3, cycle_weight=4.0, seed=1)
    for step in range(4):
        model.train_step((images(2, 10 + step), images(2, 20 + step)))
    assert int(model.pool_a.count) == 3
    path = tmp_path / file
    if file.endswith(".keras"):
        model.save(path)
        copy = keras.models.load_model(path)
        assert isinstance(copy, CycleGAN)
        assert (copy.cycle_weight, copy.identity_weight, copy.pool_size) == (4.0, 2.0, 3)
    else:
        model.save_weights(path)
        copy = make(optimizer=adam, pool_size=3, cycle_weight=4.0, seed=2)
        copy.load_weights(path)
    assert_same_state(state(copy), state(model))
    for direction in ("AtoB", "BtoA"):
        np.testing.assert_allclose(
            copy.translate(images(2, 5), direction), model.translate(images(2, 5), direction), atol=1e-6
        )
    for step in range(4):  # 풀의 추첨과 Adam의 모멘텀까지 이어집니다
        batch = (images(2, 30 + step), images(2, 40 + step))
        model.train_step(batch), copy.train_step(batch)
    assert_same_state(state(copy), state(model))


def test_mixed_precision_trains():
    before = keras.mixed_precision.dtype_policy()
    keras.mixed_precision.set_dtype_policy("mixed_bfloat16")
    try:
        model = CycleGAN(*real_networks(), pool_size=2)
        model.compile(keras.optimizers.SGD(0.01), keras.optimizers.SGD(0.01))
        logs = model.train_step((images(3, 1), images(3, 2)))
        assert all(np.isfinite(float(value)) for value in logs.values())
        assert model.translate(images(1, 1), "AtoB").dtype == np.float32
    finally:
        keras.mixed_precision.set_dtype_policy(before)


def test_an_unknown_direction_is_refused_in_korean():
    with pytest.raises(ValueError, match="'BtoC'입니다. 'AtoB' 또는 'BtoA'"):
        make().translate(images(1, 1), "BtoC")


def test_a_single_image_is_refused_with_the_way_to_mend_it():
    with pytest.raises(ValueError, match=r"\(8, 8, 3\).*images\[None\]"):
        make().translate(images(1, 1)[0], "AtoB")
    with pytest.raises(ValueError, match=r"\(0, 8, 8, 3\).*1 이상"):
        make().translate(images(1, 1)[:0], "AtoB")


def test_translating_equals_keras_predict_and_does_not_wait_for_autotune(monkeypatch):
    given = []
    original = keras.Model.predict

    def spy(self, x, *arguments, **named):
        given.append(x)
        return original(self, x, *arguments, **named)

    model, a = make(), images(5, 1)
    expected = model.average_ab.predict(a, batch_size=2, verbose=0)
    monkeypatch.setattr(keras.Model, "predict", spy)
    np.testing.assert_array_equal(model.translate(a, "AtoB", batch_size=2), expected)
    assert [batches.options().autotune.enabled for batches in given] == [False]
    assert [len(batch) for batch in given[0]] == [2, 2, 1]


def test_one_optimizer_for_both_sides_is_refused():
    model, optimizer = make(), keras.optimizers.Adam()
    with pytest.raises(ValueError, match="하나씩 주십시오"):
        model.compile(optimizer, optimizer)


@pytest.mark.parametrize("position, name", list(enumerate(NETWORKS)))
def test_networks_that_do_not_fit_together_are_refused(position, name):
    networks, grey = tiny_networks(3), tiny_networks(1)
    networks[position] = grey[position]
    # generator_ab가 혼자 다르면 나머지 셋이 그와 맞지 않습니다.
    wrong, size = ("generator_ba", "8, 8, 3") if name == "generator_ab" else (name, "8, 8, 1")
    with pytest.raises(ValueError, match=f"{wrong}의 .*{size}.*image_shape"):
        CycleGAN(*networks)
