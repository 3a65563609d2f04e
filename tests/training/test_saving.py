"""저장한 모델이 멈춘 자리에서 똑같이 이어 가는지: 세 모델을 두 가지 파일로."""

import numpy as np
import pytest

from gan_course._tensorflow import keras, tf
from gan_course.training import GAN, CycleGAN, Pix2Pix
from tests.training.tiny import (
    GREY,
    NOISE_DIM,
    adam,
    assert_same,
    pair,
    random_images,
    state,
    tiny_cyclegan,
    tiny_gan,
    tiny_pix2pix,
)


def new_gan(seed):
    return tiny_gan(seed=seed)


def new_cyclegan(seed):
    return tiny_cyclegan(optimizer=adam, pool_size=3, cycle_weight=4.0, seed=seed)


def new_pix2pix(seed):
    return tiny_pix2pix(optimizer=adam, l1_weight=7.0, average_decay=0.9, seed=seed, dropout=0.3)


# 이름: (만드는 법, 한 배치, 평균 생성자로 만든 것, 모델, 설정)
MODELS = {
    "gan": (
        new_gan,
        lambda step: random_images(4, step, GREY),
        lambda model: [model.generate(4, seed=1)],
        GAN,
        {"noise_dim": NOISE_DIM, "average_decay": 0.995, "seed": 4},
    ),
    "cyclegan": (
        new_cyclegan,
        lambda step: (random_images(2, 10 + step), random_images(2, 20 + step)),
        lambda model: [model.translate(random_images(2, 5), direction) for direction in ("AtoB", "BtoA")],
        CycleGAN,
        {"cycle_weight": 4.0, "identity_weight": 2.0, "pool_size": 3},
    ),
    "pix2pix": (
        new_pix2pix,
        lambda step: pair(2, step),
        lambda model: [model.translate(random_images(2, 5))],
        Pix2Pix,
        {"l1_weight": 7.0, "average_decay": 0.9},
    ),
}


def train(model, batch, steps):
    for step in steps:
        model.train_step(tf.nest.map_structure(tf.constant, batch(step)))


@pytest.fixture(scope="module", params=MODELS)
def trained(request, tmp_path_factory):
    """(모델의 이름, 세 걸음 간 상태와 그때 만든 것, 세 걸음 더 간 상태, 저장한 파일 둘)"""
    new, batch, outputs, *_ = MODELS[request.param]
    model = new(seed=4)
    train(model, batch, range(3))
    if request.param == "cyclegan":
        assert int(model.pool_a.count) == 3  # 풀이 찼으므로 다음 걸음부터 추첨합니다
    folder = tmp_path_factory.mktemp("저장")
    model.save(folder / "model.keras")
    model.save_weights(folder / "model.weights.h5")
    saved, made = state(model), outputs(model)
    train(model, batch, range(30, 33))
    return request.param, (saved, made), state(model), folder


@pytest.mark.parametrize("file", ["model.keras", "model.weights.h5"])
def test_a_saved_model_goes_on_exactly_where_it_stopped(file, trained):
    name, (saved, made), later, folder = trained
    new, batch, outputs, kind, settings = MODELS[name]
    if file.endswith(".keras"):
        copy = keras.models.load_model(folder / file)
        assert isinstance(copy, kind)
        assert {setting: getattr(copy, setting) for setting in settings} == settings
    else:
        copy = new(seed=2)
        copy.load_weights(folder / file)
    assert_same(state(copy), saved)
    assert int(copy.generator_optimizer.iterations) == int(copy.discriminator_optimizer.iterations) == 3
    for ours, theirs in zip(outputs(copy), made, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    train(copy, batch, range(30, 33))  # 모멘텀, 난수, 풀의 추첨까지 이어집니다
    assert_same(state(copy), later)


def test_loading_into_another_structure_is_refused(tmp_path):
    tiny_gan().save_weights(tmp_path / "gan.weights.h5")
    with pytest.raises(ValueError, match=r"난수의 상태는 \d+개인데 이 모델에는 1개"):
        tiny_gan(dropout=0).load_weights(tmp_path / "gan.weights.h5")
