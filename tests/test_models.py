"""신경망: 논문의 매개변수 수, 출력의 모양과 범위, 받는 영역, 틀린 크기의 알림."""

import numpy as np
import pytest

from gan_course import models
from gan_course._tensorflow import keras, tf


@pytest.fixture(autouse=True)
def seeded():
    """가중치가 날마다 달라서 어쩌다 실패하는 시험이 없게 합니다."""
    keras.utils.set_random_seed(0)


def images(*shape, seed=0):
    return np.random.default_rng(seed).uniform(-1, 1, shape).astype("float32")


# --- 논문의 명세


def test_resnet_generator_has_the_papers_parameters():
    assert models.resnet_generator().count_params() == 11_378_179


def test_patch_discriminator_has_the_papers_parameters_and_logit_map():
    model = models.patch_discriminator()
    assert model.count_params() == 2_764_737
    assert model.output_shape == (None, 30, 30, 1)


def test_patch_discriminator_stops_widening_at_eight_times():
    model = models.patch_discriminator(filters=2, downsamplings=5)
    convolutions = [layer for layer in model.layers if isinstance(layer, keras.layers.Conv2D)]
    assert [layer.filters for layer in convolutions] == [2, 4, 8, 16, 16, 16, 1]


def receptive_field(model, size, places):
    """출력의 한 자리가 보는 입력의 폭: 절댓값 가중치와 항등 활성화로 번지는 곳을 셉니다."""
    for layer in model.layers:
        if isinstance(layer, keras.layers.Conv2D):
            kernel, bias = layer.get_weights()
            layer.set_weights([np.ones_like(kernel) / kernel[..., 0].size, np.zeros_like(bias)])
    x = tf.Variable(tf.ones((1, size, size, 3)))
    with tf.GradientTape() as tape:
        y = x
        for layer in model.layers[1:]:
            # 인스턴스 정규화는 이미지 전체를 보므로 합성곱만의 영역을 셉니다.
            y = y if "normalization" in layer.name else layer(y)
        center = y[0, places // 2, places // 2, 0]
    seen = np.abs(tape.gradient(center, x)[0, :, :, 0]) > 0
    rows, columns = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
    return rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1


@pytest.mark.parametrize(("downsamplings", "width", "places"), [(1, 16, 126), (2, 34, 62), (3, 70, 30)])
def test_a_patch_sees_what_the_paper_says(downsamplings, width, places):
    model = models.patch_discriminator((256, 256, 3), filters=2, downsamplings=downsamplings)
    assert model.output_shape == (None, places, places, 1)
    assert receptive_field(model, 256, places) == (width, width)


def test_every_convolution_starts_from_the_papers_distribution():
    for model in (models.resnet_generator(filters=16, blocks=2), models.patch_discriminator(filters=16)):
        kernels = [w.numpy().ravel() for w in model.trainable_weights if w.path.endswith("kernel")]
        assert kernels
        for kernel in kernels:
            error = 5 * 0.02 / np.sqrt(kernel.size)
            assert abs(kernel.mean()) < error and abs(kernel.std() - 0.02) < error


# --- 모양과 범위


@pytest.mark.parametrize("shape", [(28, 28, 1), (32, 32, 3), (64, 16, 3)])
@pytest.mark.parametrize("batch", [1, 3])
def test_dcgan_pair(shape, batch):
    generator = models.dcgan_generator(noise_dim=7, image_shape=shape, filters=4)
    discriminator = models.dcgan_discriminator(shape, filters=4)
    noise = tf.random.normal((batch, 7), seed=0)
    fakes = generator(noise, training=True)
    assert fakes.shape == (batch, *shape) and np.abs(fakes).max() <= 1
    assert discriminator(fakes, training=True).shape == (batch, 1)


def test_dcgan_generator_paints_from_minus_one_to_one():
    generator = models.dcgan_generator(noise_dim=7, filters=4)
    fakes = np.asarray(generator(tf.random.normal((16, 7), seed=0), training=True))
    assert fakes.min() < -0.2 and fakes.max() > 0.2  # [0, 1]이라면 배경의 -1을 그릴 수 없습니다


def test_dcgan_discriminator_without_dropout_is_deterministic():
    x = images(2, 28, 28, 1)
    quiet = models.dcgan_discriminator(filters=4, dropout=0)
    np.testing.assert_array_equal(quiet(x, training=True), quiet(x, training=True))
    noisy = models.dcgan_discriminator(filters=4, dropout=0.5)
    assert np.any(noisy(x, training=True) != noisy(x, training=True))


def test_discriminators_answer_with_logits_not_probabilities():
    for model, x in [
        (models.dcgan_discriminator(filters=4), 500 * images(64, 28, 28, 1)),
        (models.mlp_discriminator(), 500 * images(64, 2)),
        (models.patch_discriminator((32, 32, 3), filters=4), images(4, 32, 32, 3)),
    ]:
        logits = np.asarray(model(x))
        assert logits.min() < 0 or logits.max() > 1, model.name  # 확률이라면 0과 1 사이입니다


@pytest.mark.parametrize("depth", [1, 3])
def test_mlp_pair(depth):
    generator = models.mlp_generator(noise_dim=3, output_dim=2, units=8, depth=depth)
    discriminator = models.mlp_discriminator(input_dim=2, units=8, depth=depth)
    assert discriminator(generator(images(5, 3))).shape == (5, 1)
    assert len(generator.trainable_weights) == 2 * (depth + 1)


@pytest.mark.parametrize("shape", [(28, 28, 1), (32, 32, 3), (8, 12, 3), (None, None, 3)])
@pytest.mark.parametrize("upsampling", ["transpose", "resize"])
def test_resnet_generator_keeps_the_size(shape, upsampling):
    model = models.resnet_generator(shape, filters=2, blocks=1, upsampling=upsampling)
    sizes = [(8, 8), (20, 12)] if shape[0] is None else [shape[:2]]
    for size in sizes:
        for batch in (1, 2):
            x = images(batch, *size, shape[-1])
            y = np.asarray(model(x))
            assert y.shape == x.shape and y.dtype == "float32" and np.abs(y).max() <= 1


def test_resize_has_no_transposed_convolution():
    def kinds(**kwargs):
        return {type(layer).__name__ for layer in models.resnet_generator(filters=2, blocks=1, **kwargs).layers}

    assert "Conv2DTranspose" in kinds() and "UpSampling2D" not in kinds()
    assert "Conv2DTranspose" not in kinds(upsampling="resize")


@pytest.mark.parametrize("filters", [4, 32])
def test_residual_output_starts_as_the_identity(filters):
    x = images(2, 32, 32, 3)
    model = models.resnet_generator((32, 32, 3), filters=filters, blocks=2, residual_output=True)
    assert np.abs(model(x) - x).max() <= 0.025  # 5 %만큼 옅어지고 ±0.99에서 잘리는 만큼만
    plain = models.resnet_generator((32, 32, 3), filters=filters, blocks=2)
    assert np.abs(plain(x) - x).mean() > 0.3


def test_residual_output_learns_and_reaches_every_layer():
    x = images(2, 16, 16, 3)
    model = models.resnet_generator((16, 16, 3), filters=4, blocks=1, residual_output=True)
    model.compile(keras.optimizers.Adam(1e-3), "mae", jit_compile=False)
    before = [w.numpy() for w in model.trainable_weights]
    model.fit(x, -x, epochs=3, verbose=0)
    assert all(np.any(w.numpy() != old) for w, old in zip(model.trainable_weights, before, strict=True))


def test_residual_output_can_erase_what_it_cannot_subtract():
    """남길 비율이 0이면 입력이 무엇이든 지워지고, 더할 색만 남습니다."""
    keras.backend.clear_session()  # 새 프로세스처럼: 우리 층의 이름이 Keras의 자동 이름과 겹치지 않아야 합니다
    model = models.resnet_generator((16, 16, 3), filters=2, blocks=1, residual_output=True)
    model.get_layer("change").bias.assign([-33.0, 0.5, 0.0, -0.5])  # 남길 비율 σ(3 - 33), 더할 색
    outputs = np.asarray(model(images(2, 16, 16, 3)))
    np.testing.assert_allclose(outputs, np.broadcast_to(np.tanh([0.5, 0.0, -0.5]), outputs.shape), atol=1e-6)


def test_patch_discriminator_takes_any_size():
    model = models.patch_discriminator((None, None, 1), filters=2, downsamplings=2)
    assert model(images(1, 28, 28, 1)).shape == (1, 5, 5, 1)
    assert model(images(2, 40, 16, 1)).shape == (2, 8, 2, 1)


def test_save_and_load_roundtrip(tmp_path):
    x = images(1, 16, 16, 3)
    for index, model in enumerate(
        [
            models.resnet_generator((16, 16, 3), filters=2, blocks=1, residual_output=True),
            models.patch_discriminator((16, 16, 3), filters=2, downsamplings=1),
        ]
    ):
        path = tmp_path / f"{index}.keras"
        model.save(path)
        np.testing.assert_array_equal(keras.models.load_model(path)(x), model(x))


def test_mixed_precision_still_gives_float32_images_and_logits():
    keras.config.set_dtype_policy("mixed_bfloat16")
    try:
        generator = models.resnet_generator((16, 16, 3), filters=4, blocks=1, residual_output=True)
        discriminator = models.patch_discriminator((16, 16, 3), filters=4, downsamplings=1)
    finally:
        keras.config.set_dtype_policy("float32")
    fakes = generator(images(1, 16, 16, 3))
    assert fakes.dtype == "float32" and discriminator(fakes).dtype == "float32"


# --- 틀린 크기


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: models.dcgan_generator(image_shape=(30, 28, 1)), "높이가 30입니다.*4의 배수.*32 화소"),
        (lambda: models.dcgan_discriminator((28, 27, 1)), "너비가 27입니다.*4의 배수.*28 화소"),
        (lambda: models.dcgan_generator(image_shape=(28, 28)), r"\(28, 28\)입니다.*세 수.*\(28, 28, 1\)"),
        (lambda: models.resnet_generator((66, 64, 3)), "높이가 66입니다.*4의 배수"),
        (lambda: models.resnet_generator((None, 63, 3)), "너비가 63입니다.*4의 배수"),
        (lambda: models.resnet_generator((0, 64, 3)), "높이가 0입니다"),
        (lambda: models.resnet_generator((4, 4, 3), filters=2), "높이가 4입니다.*8 이상.*8 화소"),
        (lambda: models.resnet_generator(upsampling="bilinear"), "'bilinear'.*'transpose' 또는 'resize'"),
        (lambda: models.patch_discriminator((64, 64)), "세 수"),
        (lambda: models.patch_discriminator((23, 64, 3)), "높이가 23입니다.*24 이상.*downsamplings"),
        (lambda: models.patch_discriminator((64, 11, 3), downsamplings=2), "너비가 11입니다.*12 이상"),
    ],
)
def test_wrong_sizes_are_explained(build, message):
    with pytest.raises(ValueError, match=message):
        build()


@pytest.mark.parametrize("downsamplings", [1, 2, 3])
def test_the_smallest_allowed_patch_image_works(downsamplings):
    smallest = 3 * 2**downsamplings
    model = models.patch_discriminator((smallest, smallest, 3), filters=2, downsamplings=downsamplings)
    assert model.output_shape == (None, 1, 1, 1)
