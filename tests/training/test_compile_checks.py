"""`compile`과 모델을 만들 때 받은 것: 쓰지 않거나 맞지 않으면 한국어로 물리칩니다."""

import numpy as np
import pytest

from gan_course._tensorflow import keras, tf
from gan_course.training import GAN, CycleGAN, Pix2Pix
from tests.training.tiny import (
    COLOUR,
    GREY,
    NOISE_DIM,
    adam,
    cyclegan_networks,
    gan_networks,
    layers,
    pix2pix_networks,
    random_images,
    tiny_cyclegan,
    tiny_gan,
    tiny_pix2pix,
)

GREYS = random_images(4, shape=GREY)


def new_gan():
    return GAN(*gan_networks(), NOISE_DIM)


@pytest.mark.parametrize(
    "option",
    [
        {"loss": "mse"},
        {"loss": "binary_crossentropy"},
        {"metrics": ["accuracy"]},
        {"weighted_metrics": ["accuracy"]},
        {"loss_weights": [1.0]},
        {"optimizer": "adam"},
        {"sample_weight_mode": "temporal"},
    ],
    ids=lambda option: next(iter(option)),
)
@pytest.mark.parametrize("make", [tiny_gan, tiny_cyclegan, tiny_pix2pix], ids=["gan", "cyclegan", "pix2pix"])
def test_an_option_that_is_not_used_is_refused(make, option):
    with pytest.raises(ValueError, match=f"{next(iter(option))}.*generator_loss"):
        make().compile(adam(), adam(), **option)


def test_names_and_settings_of_optimizers_are_read_as_keras_does():
    gan = new_gan()
    gan.compile("adam", {"class_name": "SGD", "config": {"learning_rate": 0.5}})
    assert type(gan.generator_optimizer) is keras.optimizers.Adam
    assert float(gan.discriminator_optimizer.learning_rate) == 0.5
    gan.compile("adam", "adam")
    assert gan.generator_optimizer is not gan.discriminator_optimizer
    gan.fit(GREYS, verbose=0)


@pytest.mark.parametrize("given", ["adan", None, 1e-3, keras.optimizers.Adam, [adam()], {"lr": 1}])
def test_what_is_not_an_optimizer_is_refused(given):
    with pytest.raises(ValueError, match="discriminator_optimizer에 옵티마이저가 아닌"):
        new_gan().compile(adam(), given)


def test_one_optimizer_for_two_networks_or_two_models_is_refused():
    shared = adam()
    with pytest.raises(ValueError, match="같은 옵티마이저"):
        new_gan().compile(shared, shared)
    with pytest.raises(ValueError, match="같은 옵티마이저"):  # 감싸도 같은 것입니다
        new_gan().compile(keras.optimizers.LossScaleOptimizer(shared), shared)
    used = tiny_gan().generator_optimizer
    with pytest.raises(ValueError, match="다른 모델을 훈련하던"):
        new_gan().compile(used, adam())


def test_the_same_model_may_be_compiled_again_with_its_optimizers():
    gan = tiny_gan()
    gan.fit(GREYS, verbose=0)
    gan.compile(gan.generator_optimizer, gan.discriminator_optimizer)
    gan.fit(GREYS, verbose=0)
    assert int(gan.generator_optimizer.iterations) == 2


def test_a_frozen_network_is_refused():
    gan = new_gan()
    gan.discriminator.trainable = False
    with pytest.raises(ValueError, match="discriminator_optimizer.*trainable"):
        gan.compile(adam(), adam())


def test_running_eagerly_and_several_steps_at_once_are_honoured():
    eager = []

    class Spy(GAN):
        def train_step(self, images):
            eager.append(tf.executing_eagerly())
            return super().train_step(images)

    gan = Spy(*gan_networks(), NOISE_DIM)
    gan.compile(adam(), adam(), run_eagerly=True)
    gan.fit(GREYS, verbose=0)
    assert eager == [True]
    gan.compile(adam(), adam(), steps_per_execution=2)
    gan.fit(GREYS, batch_size=1, verbose=0)
    assert eager[1:] and not any(eager[1:]) and int(gan.generator_optimizer.iterations) == 4


@pytest.mark.parametrize("value", [0, -1, 1.5, None, "둘"])
def test_a_wrong_number_of_steps_at_once_is_refused(value):
    with pytest.raises(ValueError, match="steps_per_execution"):
        new_gan().compile(adam(), adam(), steps_per_execution=value)


# ---- 신경망 ----


def sequential(*parts):
    return keras.Sequential(list(parts))


@pytest.mark.parametrize(
    ("networks", "says"),
    [
        ((sequential(layers.Dense(4)), gan_networks()[1]), "generator.*keras.Input"),
        ((gan_networks()[0], sequential(layers.Flatten(), layers.Dense(1))), "discriminator.*keras.Input"),
        ((gan_networks()[0], None), "discriminator에 신경망이 아닌"),
        ((gan_networks()[0], layers.Dense(1)), "discriminator에 신경망이 아닌"),
        ((gan_networks()[0], lambda x: x), "discriminator에 신경망이 아닌"),
        ((gan_networks(GREY)[0], gan_networks(COLOUR)[1]), r"\(8, 8, 1\).*\(8, 12, 3\)"),
    ],
    ids=["unbuilt_generator", "unbuilt_discriminator", "none", "layer", "function", "shapes"],
)
def test_networks_that_do_not_fit_are_refused(networks, says):
    with pytest.raises(ValueError, match=says):
        GAN(*networks, NOISE_DIM)


def test_probabilities_where_our_losses_want_logits_are_refused():
    probability = sequential(keras.Input(GREY), layers.Flatten(), layers.Dense(1, activation="sigmoid"))
    gan = GAN(gan_networks()[0], probability, NOISE_DIM)
    with pytest.raises(ValueError, match="sigmoid.*로짓"):
        gan.compile(adam(), adam())

    def own(real_output, fake_output):
        return -tf.reduce_mean(tf.math.log(real_output + 1e-7))

    gan.compile(adam(), adam(), discriminator_loss=own)  # 스스로 쓴 손실은 확률을 받을 수도 있습니다


def test_one_network_in_two_places_is_refused():
    ab, ba, a, b = cyclegan_networks()
    with pytest.raises(ValueError, match="generator_ab와 generator_ba에 같은"):
        CycleGAN(ab, ab, a, b)
    with pytest.raises(ValueError, match="discriminator_a와 discriminator_b에 같은"):
        CycleGAN(ab, ba, a, a)
    with pytest.raises(ValueError, match="keras.Input"):
        CycleGAN(ab, ba, a, sequential(layers.Conv2D(1, 3)))


@pytest.mark.parametrize("value", [-0.1, 1.0, 1.5, float("nan")])
def test_a_wrong_decay_is_refused(value):
    for make in (
        lambda: GAN(*gan_networks(), NOISE_DIM, average_decay=value),
        lambda: CycleGAN(*cyclegan_networks(), average_decay=value),
        lambda: Pix2Pix(*pix2pix_networks(), average_decay=value),
    ):
        with pytest.raises(ValueError, match="average_decay"):
            make()


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf")])
@pytest.mark.parametrize(
    "name", ["cycle_weight", "identity_weight", "l1_weight", "r1_weight", "gradient_penalty_weight"]
)
def test_a_wrong_weight_is_refused(name, value):
    model, networks = {
        "l1_weight": (Pix2Pix, pix2pix_networks()),
        "r1_weight": (GAN, (*gan_networks(), NOISE_DIM)),
        "gradient_penalty_weight": (GAN, (*gan_networks(), NOISE_DIM)),
    }.get(name, (CycleGAN, cyclegan_networks()))
    with pytest.raises(ValueError, match=name):
        model(*networks, **{name: value})


def test_numbers_of_the_models_are_whole():
    for value in (0, -3, 2.5):
        with pytest.raises(ValueError, match="noise_dim"):
            GAN(*gan_networks(), value)
    for value in (-1, 2.5):
        with pytest.raises(ValueError, match="pool_size"):
            CycleGAN(*cyclegan_networks(), pool_size=value)
    assert np.isfinite(CycleGAN(*cyclegan_networks(), pool_size=0).pool_size)
