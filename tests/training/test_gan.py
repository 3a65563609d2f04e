"""GAN: 훈련의 한 걸음이 수업의 코드와 같은지, 표본과 저장이 훈련을 흔들지 않는지, 정말 배우는지."""

import inspect

import numpy as np
import pytest

from gan_course import losses
from gan_course._tensorflow import keras, tf
from gan_course.models import dcgan_discriminator, dcgan_generator, mlp_discriminator, mlp_generator
from gan_course.training import GAN

NOISE_DIM = 6
GREY = (8, 8, 1)
COLOUR = (8, 12, 3)


def networks(image_shape=GREY, dropout=0.3):
    """같은 씨앗이면 가중치도, 드롭아웃의 난수도 같은 두 신경망."""
    keras.utils.set_random_seed(3)
    return (
        dcgan_generator(NOISE_DIM, image_shape, filters=4),
        dcgan_discriminator(image_shape, filters=4, dropout=dropout),
    )


def adam():
    return keras.optimizers.Adam(1e-3, beta_1=0.5)


def compiled(image_shape=GREY, seed=0, dropout=0.3, **kwargs):
    gan = GAN(*networks(image_shape, dropout), NOISE_DIM, seed=seed, **kwargs)
    gan.compile(adam(), adam())
    return gan


def real_images(count, image_shape=GREY, seed=0):
    values = np.random.default_rng(seed).uniform(-1, 1, (count, *image_shape))
    return values.astype(np.float32)


def lesson_step(images, noise, generator, discriminator, generator_optimizer, discriminator_optimizer):
    """원래 수업의 train_step. 잡음의 수만 배치에 맞추었습니다."""
    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        generated_image = generator(noise, training=True)

        real_output = discriminator(images, training=True)
        fake_output = discriminator(generated_image, training=True)

        gen_loss = losses.generator_loss(fake_output)
        disc_loss = losses.discriminator_loss(real_output, fake_output)

    gradients_of_generator = gen_tape.gradient(gen_loss, generator.trainable_variables)
    gradients_of_discriminator = disc_tape.gradient(disc_loss, discriminator.trainable_variables)

    generator_optimizer.apply_gradients(zip(gradients_of_generator, generator.trainable_variables))
    discriminator_optimizer.apply_gradients(zip(gradients_of_discriminator, discriminator.trainable_variables))
    return gen_loss, disc_loss


def state(*parts):
    """가중치, 배치 정규화의 통계, 모멘텀까지 모두."""
    return [v.numpy() for part in parts for v in part.variables]


def assert_same(actual, expected):
    assert len(actual) == len(expected)
    for ours, theirs in zip(actual, expected):
        np.testing.assert_array_equal(ours, theirs)


def same(left, right):
    return all(np.array_equal(a, b) for a, b in zip(left, right))


def by_hand(batches, image_shape=GREY, seed=0):
    generator, discriminator = networks(image_shape)
    optimizers = adam(), adam()
    noise_source = keras.random.SeedGenerator(seed)
    results = []
    for images in batches:
        noise = keras.random.normal((len(images), NOISE_DIM), seed=noise_source)
        results.append(lesson_step(images, noise, generator, discriminator, *optimizers))
    return state(generator, discriminator, *optimizers), results


# ---- 한 걸음이 수업의 코드와 같은지 ----


@pytest.mark.parametrize("image_shape", [GREY, COLOUR], ids=["grey", "colour"])
@pytest.mark.parametrize("sizes", [[5], [1], [5, 5, 2]], ids=["batch", "batch_of_one", "partial_last"])
def test_train_step_equals_the_lesson_exactly(image_shape, sizes):
    batches = [real_images(size, image_shape, seed) for seed, size in enumerate(sizes)]
    expected, step_losses = by_hand(batches, image_shape)
    gan = compiled(image_shape)
    for images in batches:
        logs = gan.train_step(tf.constant(images))
    assert_same(
        state(gan.generator, gan.discriminator, gan.generator_optimizer, gan.discriminator_optimizer),
        expected,
    )
    # 돌려주는 손실은 이 에포크에서 지금까지의 평균입니다.
    for name, values in zip(("generator_loss", "discriminator_loss"), zip(*step_losses)):
        assert float(logs[name]) == pytest.approx(np.mean(values), rel=1e-6)


def test_alternating_updates_would_be_noticed():
    """판별자를 먼저 고치고 다시 앞으로 계산하면 생성자가 다르게 움직입니다: 위의 시험이 잡는 잘못."""
    images = real_images(5)
    generator, discriminator = networks(dropout=0)
    wrong_generator, wrong_discriminator = networks(dropout=0)
    noise = keras.random.normal((5, NOISE_DIM), seed=0)
    lesson_step(images, noise, generator, discriminator, adam(), adam())

    with tf.GradientTape() as tape:
        fake_output = wrong_discriminator(wrong_generator(noise, training=True))
        loss = losses.discriminator_loss(wrong_discriminator(images), fake_output)
    variables = wrong_discriminator.trainable_variables
    adam().apply_gradients(zip(tape.gradient(loss, variables), variables))
    with tf.GradientTape() as tape:
        loss = losses.generator_loss(wrong_discriminator(wrong_generator(noise, training=True)))
    variables = wrong_generator.trainable_variables
    adam().apply_gradients(zip(tape.gradient(loss, variables), variables))

    assert_same(state(wrong_discriminator), state(discriminator))
    assert not same(state(wrong_generator), state(generator))


def test_both_gradients_are_taken_before_either_update(monkeypatch):
    events = []
    gradient = tf.GradientTape.gradient

    def spied_gradient(tape, *args, **kwargs):
        events.append("gradient")
        return gradient(tape, *args, **kwargs)

    gan = compiled()
    monkeypatch.setattr(tf.GradientTape, "gradient", spied_gradient)
    for name in ("generator", "discriminator"):
        optimizer = getattr(gan, f"{name}_optimizer")

        def spied_apply(pairs, name=name, apply=optimizer.apply_gradients):
            events.append(name)
            return apply(pairs)

        monkeypatch.setattr(optimizer, "apply_gradients", spied_apply)
    gan.train_step(tf.constant(real_images(4)))
    assert events[:2] == ["gradient", "gradient"]
    assert sorted(events[2:]) == ["discriminator", "generator"]


@pytest.mark.parametrize("still", ["generator", "discriminator"])
def test_one_player_never_moves_the_other(still):
    """한쪽의 학습률이 0이면 그쪽의 훈련되는 가중치는 한 비트도 움직이지 않습니다."""
    gan = GAN(*networks(), NOISE_DIM)
    rates = {"generator": 0.1, "discriminator": 0.1, still: 0.0}
    gan.compile(*(keras.optimizers.SGD(rates[name]) for name in ("generator", "discriminator")))
    before = {name: [v.numpy() for v in getattr(gan, f"{name}_variables")] for name in rates}
    gan.train_step(tf.constant(real_images(4)))
    after = {name: [v.numpy() for v in getattr(gan, f"{name}_variables")] for name in rates}
    assert_same(after[still], before[still])
    moved = next(name for name in rates if name != still)
    assert not same(after[moved], before[moved])


def test_each_optimizer_holds_only_its_own_variables():
    gan = compiled()
    gan.train_step(tf.constant(real_images(4)))
    for name in ("generator", "discriminator"):
        variables = getattr(gan, name).trainable_variables
        optimizer = getattr(gan, f"{name}_optimizer")
        assert [id(v) for v in optimizer._trainable_variables] == [id(v) for v in variables]


def test_step_reads_like_the_lesson():
    code = inspect.getsource(GAN.train_step)
    names = "gen_tape disc_tape real_output fake_output gen_loss disc_loss gradients_of_generator"
    for name in [*names.split(), "gradients_of_discriminator"]:
        assert name in code


# ---- fit ----


@pytest.mark.parametrize(("image_shape", "count", "batch"), [(GREY, 7, 4), (COLOUR, 3, 1), (COLOUR, 2, 8)])
def test_fit_keeps_partial_batches(image_shape, count, batch):
    data = tf.data.Dataset.from_tensor_slices(real_images(count, image_shape)).batch(batch)
    gan = compiled(image_shape)
    history = gan.fit(data, epochs=2, verbose=0).history
    steps = 2 * -(-count // batch)
    assert int(gan.generator_optimizer.iterations) == int(gan.discriminator_optimizer.iterations) == steps
    assert set(history) == {"generator_loss", "discriminator_loss"}
    assert all(np.isfinite(values).all() for values in history.values())


def test_fit_accepts_a_plain_array_and_labels_are_ignored():
    images = real_images(6)
    first, second = compiled(), compiled()
    first.fit(images, batch_size=3, shuffle=False, verbose=0)
    second.fit(images, np.arange(6), batch_size=3, shuffle=False, verbose=0)
    assert_same(state(first.generator), state(second.generator))


def test_fit_agrees_with_eager_steps():
    """그래프로 묶은 fit은 반올림만 다를 수 있습니다."""
    batches = [real_images(4, seed=seed) for seed in range(3)]
    expected, _ = by_hand(batches)
    gan = compiled()
    gan.fit(tf.data.Dataset.from_tensor_slices(np.concatenate(batches)).batch(4), verbose=0)
    actual = state(gan.generator, gan.discriminator, gan.generator_optimizer, gan.discriminator_optimizer)
    for ours, theirs in zip(actual, expected):
        np.testing.assert_allclose(ours, theirs, atol=2e-5)


def test_losses_start_afresh_each_epoch():
    gan = GAN(*networks(dropout=0), NOISE_DIM)
    gan.compile(keras.optimizers.SGD(0.0), keras.optimizers.SGD(0.0))
    images = tf.constant(real_images(4))
    once = float(gan.train_step(images)["discriminator_loss"])
    gan.reset_metrics()
    again = float(gan.train_step(images)["discriminator_loss"])
    assert once == pytest.approx(again, abs=0.1)
    assert once != pytest.approx(0.0, abs=0.5)


def test_on_cpu_xla_is_off():
    if tf.config.list_logical_devices("GPU"):
        pytest.skip("GPU가 있는 기계에서는 XLA를 켭니다.")
    assert compiled().jit_compile is False


# ---- 틀린 입력 ----


def test_wrong_noise_dim():
    with pytest.raises(ValueError, match="noise_dim이 7인데 생성자는 길이 6"):
        GAN(*networks(), noise_dim=7)


def test_image_shapes_must_agree():
    generator, _ = networks(GREY)
    _, discriminator = networks(COLOUR)
    with pytest.raises(ValueError, match=r"\(8, 8, 1\).*\(8, 12, 3\).*image_shape"):
        GAN(generator, discriminator, NOISE_DIM)


def test_generate_needs_a_count():
    with pytest.raises(ValueError, match="count가 0"):
        compiled().generate(0)


# ---- 표본 ----


@pytest.mark.parametrize("image_shape", [GREY, COLOUR], ids=["grey", "colour"])
def test_generate(image_shape):
    gan = compiled(image_shape)
    samples = gan.generate(5, seed=1)
    assert isinstance(samples, np.ndarray)
    assert (samples.shape, samples.dtype) == ((5, *image_shape), np.float32)
    assert np.abs(samples).max() <= 1
    np.testing.assert_array_equal(samples, gan.generate(5, seed=1))
    np.testing.assert_allclose(samples, gan.generate(5, seed=1, batch_size=2), atol=1e-6)
    assert not np.array_equal(samples, gan.generate(5, seed=2))
    np.testing.assert_array_equal(gan.generate(3), gan.generate(3, seed=gan.seed))
    assert gan.generate(1).shape == (1, *image_shape)


def test_generate_uses_the_average():
    gan = compiled(average_decay=0.9)
    gan.train_step(tf.constant(real_images(4)))
    noise = keras.random.normal((5, NOISE_DIM), seed=1)
    samples = gan.generate(5, seed=1)
    np.testing.assert_allclose(samples, gan.average_generator(noise, training=False), atol=1e-6)
    assert not np.allclose(samples, gan.generator(noise, training=False), atol=1e-6)
    np.testing.assert_allclose(gan(noise), samples, atol=1e-6)


@pytest.mark.parametrize("seed", [None, 5])
def test_generate_does_not_disturb_training(seed):
    images = tf.constant(real_images(4))
    plain, disturbed = compiled(), compiled()
    for gan in (plain, disturbed):
        gan.train_step(images)
        if gan is disturbed:
            gan.generate(3, seed=seed)
        gan.train_step(images)
    assert_same(state(plain), state(disturbed))


def test_seed_decides_the_noise():
    images = tf.constant(real_images(4))
    first, again, other = compiled(seed=1), compiled(seed=1), compiled(seed=2)
    for gan in (first, again, other):
        gan.train_step(images)
    assert_same(state(first.generator), state(again.generator))
    assert not same(state(first.generator), state(other.generator))


def test_noise_changes_from_step_to_step_also_inside_fit():
    """그래프로 묶일 때 잡음이 상수로 굳으면 훈련이 망가집니다."""
    seen = []

    class Spy(GAN):
        def sample_noise(self, count):
            noise = super().sample_noise(count)
            tf.py_function(lambda value: seen.append(value.numpy()), [noise], [])
            return noise

    gan = Spy(*networks(), NOISE_DIM)
    gan.compile(adam(), adam())
    gan.fit(real_images(8), batch_size=4, epochs=2, verbose=0)
    assert len(seen) == 4
    assert len({value.tobytes() for value in seen}) == 4


# ---- 저장 ----


def trained():
    gan = compiled(seed=4)
    for seed in range(3):
        gan.train_step(tf.constant(real_images(4, seed=seed)))
    return gan


def assert_continues_the_same(gan, restored):
    np.testing.assert_array_equal(gan.generate(4, seed=1), restored.generate(4, seed=1))
    for name in ("generator_optimizer", "discriminator_optimizer"):
        assert int(getattr(restored, name).iterations) == 3
        assert_same(state(getattr(restored, name)), state(getattr(gan, name)))
    np.testing.assert_array_equal(restored.seed_generator.state, gan.seed_generator.state)
    images = tf.constant(real_images(4, seed=9))
    for model in (gan, restored):
        model.train_step(images)
    assert_same(state(restored.generator, restored.discriminator), state(gan.generator, gan.discriminator))
    assert_same(state(restored.average_generator), state(gan.average_generator))


def test_save_and_load_keras_file(tmp_path):
    gan = trained()
    gan.save(tmp_path / "gan.keras")
    restored = keras.models.load_model(tmp_path / "gan.keras")
    assert isinstance(restored, GAN)
    assert (restored.noise_dim, restored.average_decay, restored.seed) == (NOISE_DIM, 0.995, 4)
    assert_continues_the_same(gan, restored)


def test_save_and_load_weights(tmp_path):
    gan = trained()
    gan.save_weights(tmp_path / "gan.weights.h5")
    restored = compiled(seed=0)
    restored.load_weights(tmp_path / "gan.weights.h5")
    assert_continues_the_same(gan, restored)


def test_loading_into_another_structure_is_refused(tmp_path):
    trained().save_weights(tmp_path / "gan.weights.h5")
    with pytest.raises(ValueError, match=r"난수의 상태는 \d+개인데 이 모델에는 1개"):
        compiled(dropout=0).load_weights(tmp_path / "gan.weights.h5")


# ---- 배움 ----


def test_a_gan_learns_a_point_cloud():
    """(2, -1) 둘레의 점을 흉내 냅니다. 훈련하기 전의 거리의 4분의 1 안으로 들어와야 합니다."""
    keras.utils.set_random_seed(0)
    centre = np.array([2.0, -1.0], np.float32)
    points = centre + 0.3 * np.random.default_rng(0).normal(size=(1024, 2)).astype(np.float32)
    gan = GAN(mlp_generator(2, 2, 32), mlp_discriminator(2, 32), noise_dim=2, average_decay=0.98)
    gan.compile(*(keras.optimizers.Adam(2e-3, beta_1=0.5) for _ in range(2)))
    before = np.linalg.norm(gan.generate(500).mean(axis=0) - centre)
    gan.fit(points, batch_size=64, epochs=15, verbose=0)
    samples = gan.generate(500)
    assert np.linalg.norm(samples.mean(axis=0) - centre) < before / 4
    assert 0.05 < samples.std(axis=0).mean() < 1.0  # 한 점으로 무너지지도, 퍼지지도 않았습니다
