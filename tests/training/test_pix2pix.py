"""Pix2Pix의 한 걸음: 이 파일 안에서 따로 구현한 그레이디언트와 가중치 하나하나를 견줍니다."""

import signal

import numpy as np
import pytest

from gan_course import losses
from gan_course._tensorflow import keras, tf
from gan_course.data.paired import paired_dataset
from gan_course.training import Pix2Pix, ResumeTraining, StopOnNonFiniteLoss

NETWORKS = ("generator", "discriminator")
SIZE = 8
layers = keras.layers


def images(count, seed, channels=3):
    values = np.random.default_rng(seed).uniform(-1, 1, (count, SIZE, SIZE, channels))
    return values.astype("float32")


def batch(count, seed, channels=(3, 3)):
    return tuple(tf.constant(images(count, s, c)) for s, c in zip((seed, seed + 1000), channels))


def tiny_networks(channels=(3, 3), dropout=0.0):
    """한 걸음의 셈만 보면 되는 곳에서 쓰는 작은 신경망. 가중치가 커서 그레이디언트가 틀리면 표가 납니다."""
    x = keras.Input((SIZE, SIZE, channels[0]))
    hidden = layers.Conv2D(4, 3, padding="same", activation="relu")(x)
    if dropout:
        hidden = layers.Dropout(dropout)(hidden)
    generator = keras.Model(x, layers.Conv2D(channels[1], 3, padding="same", activation="tanh")(hidden))
    condition, y = (keras.Input((SIZE, SIZE, c)) for c in channels)
    pair = layers.Concatenate()([condition, y])
    hidden = layers.LeakyReLU(0.2)(layers.Conv2D(4, 4, strides=2)(pair))
    return generator, keras.Model([condition, y], layers.Conv2D(1, 3)(hidden))


def adam(rate):
    return keras.optimizers.Adam(rate, beta_1=0.5)


def make(
    channels=(3, 3), learning_rates=(0.05, 0.05), optimizer=keras.optimizers.SGD, seed=0, dropout=0.0, **arguments
):
    keras.utils.set_random_seed(seed)
    compiled = {name: arguments.pop(name) for name in ("generator_loss", "discriminator_loss") if name in arguments}
    model = Pix2Pix(*tiny_networks(channels, dropout), **arguments)
    model.compile(*(optimizer(rate) for rate in learning_rates), **compiled)
    return model


def weights(model, names=NETWORKS):
    return {name: [w.numpy().copy() for w in getattr(model, name).trainable_variables] for name in names}


def changed(before, after):
    return [name for name in before if any((b != a).any() for b, a in zip(before[name], after[name]))]


def two_gradients(model, x, y):
    """패키지의 손실 함수와 train_step을 쓰지 않고, 논문의 식을 로짓의 소프트플러스로 적었습니다.

    -log σ(a) = softplus(-a), -log(1-σ(a)) = softplus(a)
    """
    generator, discriminator = model.generator, model.discriminator
    with tf.GradientTape(persistent=True) as tape:
        fake = generator(x)
        fooling = tf.reduce_mean(tf.math.softplus(-discriminator([x, fake])))
        generator_total = fooling + model.l1_weight * tf.reduce_mean(abs(fake - y))
        real_side = tf.reduce_mean(tf.math.softplus(-discriminator([x, y])))
        discriminator_total = real_side + tf.reduce_mean(tf.math.softplus(discriminator([x, tf.stop_gradient(fake)])))
    totals = (generator_total, discriminator_total)
    return {
        name: [g.numpy() for g in tape.gradient(total, getattr(model, name).trainable_variables)]
        for name, total in zip(NETWORKS, totals)
    }


def assert_same_weights(actual, expected, tolerance=1e-5):
    for name in expected:
        for ours, theirs in zip(actual[name], expected[name], strict=True):
            np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance, err_msg=name)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("channels", [(3, 3), (1, 3), (3, 1)], ids=str)
@pytest.mark.parametrize("l1_weight", [100.0, 2.0, 0.0])
def test_one_step_equals_the_two_gradients_by_hand(l1_weight, channels, count):
    rates = (1e-3, 0.05)
    model = make(channels=channels, learning_rates=rates, l1_weight=l1_weight)
    x, y = batch(count, 1, channels)
    before, gradients = weights(model), two_gradients(model, x, y)
    expected = {
        name: [w - rate * g for w, g in zip(before[name], gradients[name])] for name, rate in zip(NETWORKS, rates)
    }
    model.train_step((x, y))
    assert changed(before, weights(model)) == list(NETWORKS)
    assert_same_weights(weights(model), expected)


def test_several_adam_steps_equal_two_adams_by_hand():
    model, separate = (make(optimizer=adam, learning_rates=(0.01, 0.02)) for _ in range(2))
    optimizers = {"generator": adam(0.01), "discriminator": adam(0.02)}
    for step in range(3):
        x, y = batch(2, 10 + step)
        gradients = two_gradients(separate, x, y)
        for name, optimizer in optimizers.items():
            variables = getattr(separate, name).trainable_variables
            optimizer.apply_gradients(zip(map(tf.constant, gradients[name]), variables))
        model.train_step((x, y))
    assert_same_weights(weights(model), weights(separate), tolerance=2e-3)


@pytest.mark.parametrize("learning_rates, moving", [((0.05, 0.0), ["generator"]), ((0.0, 0.05), ["discriminator"])])
def test_one_side_never_moves_the_other(learning_rates, moving):
    model = make(learning_rates=learning_rates)
    before = weights(model)
    model.train_step(batch(2, 1))
    assert changed(before, weights(model)) == moving


def test_both_gradients_are_taken_before_either_update():
    """판별자를 크게 움직여도 생성자의 걸음은 움직이기 전의 판별자에서 나옵니다."""
    model = make(learning_rates=(0.05, 50.0), l1_weight=0.0)
    x, y = batch(2, 1)
    before, gradients = weights(model), two_gradients(model, x, y)
    model.train_step((x, y))
    expected = {"generator": [w - 0.05 * g for w, g in zip(before["generator"], gradients["generator"])]}
    assert_same_weights(weights(model, ["generator"]), expected)


def test_the_discriminator_sees_the_condition():
    """같은 y라도 x가 다르면 판별자의 걸음이 달라야 합니다."""
    first, second = make(learning_rates=(0.0, 0.05)), make(learning_rates=(0.0, 0.05))
    (x, y), (other, _) = batch(2, 1), batch(2, 7)
    for model in (first, second):  # 생성자는 x를 보지 않고 늘 같은 것을 냅니다
        for weight in model.generator.trainable_variables:
            weight.assign(tf.zeros_like(weight))
    first.train_step((x, y))
    second.train_step((other, y))
    assert changed(weights(first), weights(second)) == ["discriminator"]


def test_without_the_adversary_the_step_only_follows_l1():
    model = make(learning_rates=(1e-3, 0.0), l1_weight=100.0)
    model.generator_loss = lambda fake_output: 0.0 * tf.reduce_sum(fake_output)
    x, y = batch(2, 1)
    with tf.GradientTape() as tape:
        l1 = tf.reduce_mean(abs(model.generator(x) - y))
    gradients = tape.gradient(l1, model.generator.trainable_variables)
    before = weights(model)
    model.train_step((x, y))
    expected = {"generator": [w - 0.1 * g.numpy() for w, g in zip(before["generator"], gradients)]}
    assert_same_weights(weights(model, ["generator"]), expected)


def test_halving_the_discriminators_loss_changes_nothing_under_adam():
    """논문은 판별자의 손실을 2로 나눕니다. 나누지 않는 까닭을 문서에 적었으므로 여기에서 확인합니다."""

    def halved(real_output, fake_output):
        return 0.5 * losses.discriminator_loss(real_output, fake_output)

    whole = make(optimizer=adam, learning_rates=(0.0, 0.01))
    half = make(optimizer=adam, learning_rates=(0.0, 0.01), discriminator_loss=halved)
    for step in range(4):
        x, y = batch(2, step)
        before = weights(whole, ["discriminator"])
        whole.train_step((x, y)), half.train_step((x, y))
        assert changed(before, weights(whole, ["discriminator"])) == ["discriminator"]
    assert_same_weights(weights(whole), weights(half), tolerance=2e-3)  # 갈라지는 것은 Adam의 epsilon뿐입니다


def test_the_reported_losses_are_unweighted_and_averaged_over_the_epoch():
    model = make(learning_rates=(0.0, 0.0))
    expected = []
    for seed in (1, 2):
        x, y = batch(2, seed)
        fake = model.generator(x)
        real_logits, fake_logits = (model.discriminator([x, z]).numpy() for z in (y, fake))
        detective = np.logaddexp(0, -real_logits).mean() + np.logaddexp(0, fake_logits).mean()
        expected.append([np.logaddexp(0, -fake_logits).mean(), np.abs(fake - y).mean(), detective])
        logs = model.train_step((x, y))
    for name, value in zip(("generator", "l1", "discriminator"), np.mean(expected, axis=0), strict=True):
        assert float(logs[f"{name}_loss"]) == pytest.approx(value, rel=1e-4), name


def test_least_squares_losses_can_be_given():
    model = make(
        generator_loss=losses.least_squares_generator_loss,
        discriminator_loss=losses.least_squares_discriminator_loss,
        learning_rates=(0.0, 0.0),
    )
    x, y = batch(2, 1)
    answers = model.discriminator([x, model.generator(x)]).numpy()
    logs = model.train_step((x, y))
    assert float(logs["generator_loss"]) == pytest.approx(((answers - 1) ** 2).mean(), rel=1e-4)


@pytest.mark.parametrize(
    "count, batch_size, steps, channels", [(5, 2, 3, (3, 3)), (3, 1, 3, (1, 3)), (1, 4, 1, (3, 1))]
)
def test_fit_with_ragged_batches_single_images_grey_and_colour(count, batch_size, steps, channels):
    model = make(channels=channels)
    before = weights(model)
    history = model.fit(paired_dataset(*batch(count, 1, channels), batch_size), epochs=2, verbose=0).history
    assert int(model.generator_optimizer.iterations) == 2 * steps
    assert changed(before, weights(model)) == list(NETWORKS)
    assert set(history) == {"generator_loss", "l1_loss", "discriminator_loss"}
    assert all(np.isfinite(values).all() and len(values) == 2 for values in history.values())


def test_the_compiled_step_equals_the_eager_one():
    compiled, eager = make(), make()
    x, y = batch(2, 1)
    compiled.fit(paired_dataset(x, y, 2), epochs=1, verbose=0)
    # fit은 배치의 차례를 섞지만 평균 손실의 그레이디언트는 차례를 모릅니다.
    eager.train_step((x, y))
    assert_same_weights(weights(compiled), weights(eager), tolerance=1e-4)


def test_training_brings_the_translation_to_the_truth():
    """정답이 색을 뒤집은 것이면, 짝에서 배운 생성자는 처음 보는 이미지의 색도 뒤집습니다."""
    model = make(optimizer=adam, learning_rates=(0.02, 1e-3), average_decay=0.5)
    x = images(8, 1)
    model.fit(paired_dataset(x, -x, 4, steps=40), epochs=2, verbose=0)
    unseen = images(4, 2)
    assert np.abs(model.translate(unseen) + unseen).mean() < 0.5 * np.abs(2 * unseen).mean() / 2


def test_the_average_follows_slowly_and_translates():
    model = make(learning_rates=(0.01, 0.5), average_decay=0.75)
    start = [w.numpy() for w in model.average_generator.weights]
    np.testing.assert_array_equal(start[0], model.generator.weights[0])
    model.train_step(batch(2, 1))
    for mean, first, now in zip(model.average_generator.weights, start, model.generator.weights):
        np.testing.assert_allclose(mean, 0.75 * first + 0.25 * now.numpy(), atol=1e-5)
    x = images(5, 3)
    np.testing.assert_allclose(model.translate(x, batch_size=2), model.average_generator(x), atol=1e-5)
    np.testing.assert_allclose(model(x), model.average_generator(x), atol=1e-5)


def test_translate_is_repeatable_and_leaves_dropout_off():
    model = make(dropout=0.5)
    x = images(3, 1)
    once = model.translate(x)
    np.testing.assert_array_equal(once, model.translate(x))
    np.testing.assert_allclose(once[:1], model.translate(x[:1]), atol=1e-6)
    noisy = [model.average_generator(x, training=True).numpy() for _ in range(2)]
    assert np.abs(noisy[0] - noisy[1]).max() > 1e-3


def state(model):
    optimizers = (model.generator_optimizer, model.discriminator_optimizer)
    return [v.numpy() for v in (*model.variables, *(v for o in optimizers for v in o.variables))]


@pytest.mark.parametrize("file", ["model.keras", "model.weights.h5"])
def test_a_saved_model_goes_on_exactly_where_it_stopped(file, tmp_path):
    model = make(optimizer=adam, l1_weight=7.0, average_decay=0.9, seed=1, dropout=0.3)
    for step in range(3):
        model.train_step(batch(2, step))
    path = tmp_path / file
    if file.endswith(".keras"):
        model.save(path)
        copy = keras.models.load_model(path)
        assert isinstance(copy, Pix2Pix)
        assert (copy.l1_weight, copy.average_decay) == (7.0, 0.9)
    else:
        model.save_weights(path)
        copy = make(optimizer=adam, l1_weight=7.0, average_decay=0.9, seed=2, dropout=0.3)
        copy.load_weights(path)
    np.testing.assert_array_equal(copy.translate(images(2, 5)), model.translate(images(2, 5)))
    for step in range(3):  # Adam의 모멘텀과 드롭아웃의 난수까지 이어집니다
        model.train_step(batch(2, 30 + step)), copy.train_step(batch(2, 30 + step))
    for ours, theirs in zip(state(copy), state(model), strict=True):
        np.testing.assert_array_equal(ours, theirs)


class StopAt(keras.callbacks.Callback):
    """정해진 걸음을 마치고 노트북의 멈춤 단추를 누릅니다."""

    def __init__(self, epoch, step):
        super().__init__()
        self.at = (epoch, step)

    def on_epoch_begin(self, epoch, logs=None):
        self._epoch = epoch

    def on_train_batch_begin(self, batch, logs=None):
        if (self._epoch, batch) == self.at:
            signal.raise_signal(signal.SIGINT)


def test_interrupted_training_ends_bit_for_bit_like_the_uninterrupted(tmp_path):
    def fit(folder, *callbacks):
        model = make(optimizer=adam, learning_rates=(0.01, 0.01), dropout=0.3)
        data = paired_dataset(*batch(7, 1), 2, seed=3)
        history = model.fit(
            data, epochs=3, verbose=0, callbacks=[*callbacks, StopOnNonFiniteLoss(), ResumeTraining(folder, data)]
        ).history
        return state(model), history

    expected, history = fit(tmp_path / "쉬지 않음")
    for epoch, step in ((0, 1), (1, 3), (2, 0)):
        with pytest.raises(KeyboardInterrupt, match=f"{epoch + 1}번째 에포크의 {step + 1}걸음까지"):
            fit(tmp_path / "멈춤", StopAt(epoch, step))
    resumed, resumed_history = fit(tmp_path / "멈춤")
    for ours, theirs in zip(resumed, expected, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert resumed_history == history


def test_a_non_finite_loss_stops_with_its_name():
    model = make()
    kernel = model.generator.trainable_variables[2]  # 마지막 층: ReLU는 NaN을 0으로 지우기도 합니다
    kernel.assign(kernel * np.nan)
    with pytest.raises(FloatingPointError, match="l1_loss = nan"):
        model.fit(paired_dataset(*batch(2, 1), 2), verbose=0, callbacks=[StopOnNonFiniteLoss()])


def test_a_single_image_is_refused_with_the_way_to_mend_it():
    with pytest.raises(ValueError, match=r"\(8, 8, 3\).*images\[None\]"):
        make().translate(images(1, 1)[0])


def test_one_optimizer_for_both_sides_is_refused():
    model, optimizer = make(), keras.optimizers.Adam()
    with pytest.raises(ValueError, match="하나씩 주십시오"):
        model.compile(optimizer, optimizer)


def test_networks_that_do_not_fit_together_are_refused():
    generator, discriminator = tiny_networks()
    with pytest.raises(ValueError, match=r"\(8, 8, 3\).*\(8, 8, 1\).*image_shape"):
        Pix2Pix(generator, tiny_networks((3, 1))[1])
    unconditional = keras.Sequential([keras.Input((SIZE, SIZE, 3)), layers.Conv2D(1, 4)])
    with pytest.raises(ValueError, match=r"입력이 1개입니다.*조건부 판별자"):
        Pix2Pix(generator, unconditional)
