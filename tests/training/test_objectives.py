"""모든 목적 함수로 GAN을 한 걸음 옮겨, numpy로 따로 쓴 목적 함수의 유한 차분(float64)과 가중치 하나하나를 견줍니다."""

import numpy as np
import pytest

from gan_course import losses
from gan_course._tensorflow import keras, tf
from gan_course.models import (
    dcgan_discriminator,
    dcgan_generator,
    mlp_discriminator,
    mlp_generator,
    patch_discriminator,
    resnet_generator,
)
from gan_course.training import GAN, CycleGAN
from tests.training.tiny import real_bfloat16

COUNT, NOISE, PIXELS, UNITS = 4, 2, 3, 5

# 이름 → (생성자 손실, 판별자 손실, 벌점). 이슈의 목록 그대로입니다.
OBJECTIVES = {
    "non-saturating": ("generator_loss", "discriminator_loss", {}),
    "saturating": ("saturating_generator_loss", "discriminator_loss", {}),
    "LSGAN": ("least_squares_generator_loss", "least_squares_discriminator_loss", {}),
    "hinge": ("hinge_generator_loss", "hinge_discriminator_loss", {}),
    "WGAN-GP": (
        "wasserstein_generator_loss", "wasserstein_discriminator_loss", {"gradient_penalty_weight": 10.0}
    ),
    "R1": ("generator_loss", "discriminator_loss", {"r1_weight": 3.0}),
    "R2": ("generator_loss", "discriminator_loss", {"r2_weight": 3.0}),
    "R3GAN": (
        "relativistic_generator_loss", "relativistic_discriminator_loss", {"r1_weight": 2.0, "r2_weight": 3.0}
    ),
}  # fmt: skip


def softplus(x):
    return np.logaddexp(0.0, x)


# 이름 → (진짜의 로짓, 가짜의 로짓) → 값. 패키지의 손실을 쓰지 않습니다.
NUMPY = {
    "generator_loss": lambda real, fake: softplus(-fake).mean(),
    "saturating_generator_loss": lambda real, fake: -softplus(fake).mean(),
    "least_squares_generator_loss": lambda real, fake: ((fake - 1) ** 2).mean(),
    "hinge_generator_loss": lambda real, fake: -fake.mean(),
    "wasserstein_generator_loss": lambda real, fake: -fake.mean(),
    "relativistic_generator_loss": lambda real, fake: softplus(real - fake).mean(),
    "discriminator_loss": lambda real, fake: softplus(-real).mean() + softplus(fake).mean(),
    "least_squares_discriminator_loss": lambda real, fake: (((real - 1) ** 2).mean() + (fake**2).mean()) / 2,
    "hinge_discriminator_loss": lambda real, fake: np.maximum(0, 1 - real).mean() + np.maximum(0, 1 + fake).mean(),
    "wasserstein_discriminator_loss": lambda real, fake: fake.mean() - real.mean(),
    "relativistic_discriminator_loss": lambda real, fake: softplus(fake - real).mean(),
}


def make(objective, seed=0):
    """생성자 x = zA + a, 판별자 D(x) = tanh(xW + b)·v + c. 모두 float64."""
    generator_loss, discriminator_loss, penalties = OBJECTIVES[objective]
    keras.utils.set_random_seed(seed)
    kwargs = {"dtype": "float64", "kernel_initializer": "random_normal"}
    generator = keras.Sequential([keras.Input((NOISE,)), keras.layers.Dense(PIXELS, **kwargs)])
    discriminator = keras.Sequential(
        [
            keras.Input((PIXELS,)),
            keras.layers.Dense(UNITS, activation="tanh", **kwargs),
            keras.layers.Dense(1, **kwargs),
        ]
    )
    for weight in [*generator.weights, *discriminator.weights]:
        weight.assign(weight * 12.0 + 0.1)
    gan = GAN(generator, discriminator, NOISE, seed=seed, **penalties)
    gan.compile(
        keras.optimizers.SGD(0.5),
        keras.optimizers.SGD(0.5),
        generator_loss=getattr(losses, generator_loss),
        discriminator_loss=getattr(losses, discriminator_loss),
    )
    return gan


def real_points(count=COUNT):
    return np.random.default_rng(7).normal(size=(count, PIXELS))


def draws(count, seed=0):
    """GAN이 뽑을 잡음과 섞는 비율."""
    source = keras.random.SeedGenerator(seed)
    noise = keras.random.normal((count, NOISE), seed=source).numpy().astype(np.float64)
    return noise, keras.random.uniform((count, 1), dtype="float64", seed=source).numpy()


def squared_slopes(x, W, b, v, c):
    return ((((1 - np.tanh(x @ W + b) ** 2) * v[:, 0]) @ W.T) ** 2).sum(axis=1)


def objective_values(objective, generator_weights, discriminator_weights, real):
    """(생성자 손실, 판별자 손실 + 벌점), 배정밀도의 numpy만으로."""
    generator_loss, discriminator_loss, penalties = OBJECTIVES[objective]
    noise, mix = draws(len(real))
    A, a = generator_weights
    W, b, v, c = discriminator_weights
    fake = noise @ A + a
    real_output, fake_output = (np.tanh(x @ W + b) @ v + c for x in (real, fake))
    slope = {
        "r1_weight": lambda: squared_slopes(real, W, b, v, c).mean() / 2,
        "r2_weight": lambda: squared_slopes(fake, W, b, v, c).mean() / 2,
        "gradient_penalty_weight": lambda: (
            (np.sqrt(squared_slopes(real + mix * (fake - real), W, b, v, c)) - 1) ** 2
        ).mean(),
    }
    penalty = sum(weight * slope[name]() for name, weight in penalties.items())
    return (
        NUMPY[generator_loss](real_output, fake_output),
        NUMPY[discriminator_loss](real_output, fake_output) + penalty,
    )


def finite_differences(function, weights, step=1e-5):
    gradients = []
    for which, weight in enumerate(weights):
        gradient = np.zeros_like(weight)
        for place in np.ndindex(weight.shape):
            moved = []
            for sign in (1, -1):
                shifted = [w.copy() for w in weights]
                shifted[which][place] += sign * step
                moved.append(function(shifted))
            gradient[place] = (moved[0] - moved[1]) / (2 * step)
        gradients.append(gradient)
    return gradients


@pytest.mark.parametrize("count", [COUNT, 1], ids=["batch", "batch_of_one"])
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_one_step_descends_the_finite_differences_of_both_objectives(objective, count):
    gan, real = make(objective), real_points(count)
    before = [[w.numpy() for w in network.weights] for network in (gan.generator, gan.discriminator)]
    logs = gan.train_step(tf.constant(real))
    of_generator = finite_differences(lambda w: objective_values(objective, w, before[1], real)[0], before[0])
    of_discriminator = finite_differences(lambda w: objective_values(objective, before[0], w, real)[1], before[1])
    networks = (gan.generator, gan.discriminator)
    for network, old, gradients in zip(networks, before, (of_generator, of_discriminator)):
        assert max(np.abs(gradient).max() for gradient in gradients) > 1e-3
        for weight, start, gradient in zip(network.weights, old, gradients):
            np.testing.assert_allclose(weight.numpy(), start - 0.5 * gradient, rtol=1e-5, atol=1e-6)
    values = objective_values(objective, *before, real)
    assert float(logs["generator_loss"]) == pytest.approx(values[0], rel=1e-5)
    assert float(logs["discriminator_loss"] + logs.get("penalty", 0.0)) == pytest.approx(values[1], rel=1e-5)
    assert ("penalty" in logs) == bool(OBJECTIVES[objective][2])


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_saved_and_loaded_it_goes_on_exactly(objective, tmp_path):
    gan, real = make(objective), tf.constant(real_points())
    gan.train_step(real)
    gan.save(tmp_path / "gan.keras")
    restored = keras.models.load_model(tmp_path / "gan.keras")
    logs = [model.train_step(real) for model in (gan, restored)]
    assert set(logs[0]) == set(logs[1])
    for ours, theirs in zip(gan.weights, restored.weights):
        np.testing.assert_array_equal(ours.numpy(), theirs.numpy())


@pytest.mark.parametrize("policy", ["float32", pytest.param("mixed_bfloat16", marks=real_bfloat16)])
@pytest.mark.parametrize("objective", ["WGAN-GP", "R3GAN"])
def test_fit_with_images_and_a_ragged_last_batch(objective, policy):
    generator_loss, discriminator_loss, penalties = OBJECTIVES[objective]
    before = keras.mixed_precision.dtype_policy()
    keras.mixed_precision.set_dtype_policy(policy)
    try:
        keras.utils.set_random_seed(0)
        networks = dcgan_generator(4, (8, 8, 1), filters=2), dcgan_discriminator((8, 8, 1), filters=2)
        gan = GAN(*networks, noise_dim=4, **penalties)
        gan.compile(
            keras.optimizers.Adam(1e-3),
            keras.optimizers.Adam(1e-3),
            generator_loss=getattr(losses, generator_loss),
            discriminator_loss=getattr(losses, discriminator_loss),
        )
        start = [w.numpy() for w in gan.discriminator.trainable_variables]
        images = np.random.default_rng(0).uniform(-1, 1, (5, 8, 8, 1)).astype(np.float32)
        history = gan.fit(tf.data.Dataset.from_tensor_slices(images).batch(4), epochs=1, verbose=0).history
    finally:
        keras.mixed_precision.set_dtype_policy(before)
    assert all(np.isfinite(values).all() for values in history.values())
    # 마지막 층의 편향은 상대론적 손실에서 지워지므로 커널만 봅니다.
    assert all((w.numpy() != s).any() for w, s in zip(gan.discriminator.trainable_variables[:-1], start))


@real_bfloat16
def test_the_penalty_in_mixed_precision_is_near_the_float32_one():
    values = {}
    before = keras.mixed_precision.dtype_policy()
    for policy in ("float32", "mixed_bfloat16"):
        keras.mixed_precision.set_dtype_policy(policy)
        try:
            keras.utils.set_random_seed(0)
            networks = mlp_generator(2, 2, 16), mlp_discriminator(2, 16)
            gan = GAN(*networks, noise_dim=2, r1_weight=1.0, r2_weight=1.0, gradient_penalty_weight=1.0)
            gan.compile(keras.optimizers.SGD(0.0), keras.optimizers.SGD(0.0))
            points = np.random.default_rng(0).normal(size=(64, 2)).astype(np.float32)
            assert gan.penalize_slopes(points, points).dtype == tf.float32
            values[policy] = gan.train_step(tf.constant(points))["penalty"]
        finally:
            keras.mixed_precision.set_dtype_policy(before)
    assert float(values["mixed_bfloat16"]) == pytest.approx(float(values["float32"]), rel=0.05)


def test_without_a_penalty_nothing_is_computed_or_reported(monkeypatch):
    def never(*_, **__):
        raise AssertionError("가중치가 0인데 벌점을 계산했습니다")

    monkeypatch.setattr("gan_course.training.gan.gradient_penalty", never)
    monkeypatch.setattr("gan_course.training.gan.zero_centered_gradient_penalty", never)
    assert set(make("LSGAN").train_step(tf.constant(real_points()))) == {"generator_loss", "discriminator_loss"}


def test_the_penalty_never_moves_the_generator():
    plain, penalized = make("non-saturating"), make("R2")
    for gan in (plain, penalized):
        gan.train_step(tf.constant(real_points()))
    for ours, theirs in zip(plain.generator.weights, penalized.generator.weights):
        np.testing.assert_array_equal(ours.numpy(), theirs.numpy())


# ---- 틀린 입력 ----


@pytest.mark.parametrize("name", ["r1_weight", "r2_weight", "gradient_penalty_weight"])
def test_negative_weights_are_refused(name):
    with pytest.raises(ValueError, match=f"{name}가 -1.*0"):
        GAN(mlp_generator(2, 2, 4), mlp_discriminator(2, 4), noise_dim=2, **{name: -1.0})


def test_batch_normalization_and_a_penalty_do_not_go_together():
    layers = [keras.Input((2,)), keras.layers.Dense(3), keras.layers.BatchNormalization(name="mixer")]
    discriminator = keras.Sequential([*layers, keras.layers.Dense(1)])
    GAN(mlp_generator(2, 2, 4), discriminator, noise_dim=2)
    with pytest.raises(ValueError, match="배치 정규화.*mixer.*LayerNormalization"):
        GAN(mlp_generator(2, 2, 4), discriminator, noise_dim=2, r1_weight=1.0)


def test_cyclegan_refuses_a_loss_that_needs_the_real_logits():
    shape = (8, 8, 3)
    generators = [resnet_generator(shape, filters=2, blocks=0) for _ in range(2)]
    discriminators = [patch_discriminator(shape, filters=2, downsamplings=1) for _ in range(2)]
    model = CycleGAN(*generators, *discriminators, pool_size=0)
    both = [keras.optimizers.Adam(), keras.optimizers.Adam()]
    with pytest.raises(ValueError, match="CycleGAN의 generator_loss는 가짜의 로짓만.*relativistic_generator_loss"):
        model.compile(*both, generator_loss=losses.relativistic_generator_loss)


def test_a_loss_of_one_s_own_says_whether_it_sees_the_real():
    def compares(real_output, fake_output):
        return tf.reduce_mean(real_output - fake_output)

    gan = GAN(mlp_generator(2, 2, 4), mlp_discriminator(2, 4), noise_dim=2)
    both = [keras.optimizers.SGD(0.1), keras.optimizers.SGD(0.1)]
    with pytest.raises(ValueError, match="'compares'.*부를 수 없습니다.*relativistic=True"):
        gan.compile(*both, generator_loss=compares)
    gan.compile(*both, generator_loss=compares, relativistic=True)
    assert np.isfinite(float(gan.train_step(tf.random.normal((4, 2), seed=0))["generator_loss"]))


def test_a_training_saved_before_the_flag_opens_as_relativistic():
    gan = make("R3GAN")
    config = gan.get_compile_config()
    assert "relativistic" not in config  # 앞서 저장한 훈련과 같은 설정이라 그대로 이어 갑니다
    gan.compile_from_config(config)
    assert gan.relativistic
