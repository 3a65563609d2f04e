"""U-Net과 조건부 PatchGAN: 매개변수 수, 모양, 죽지 않은 병목, 드롭아웃, 정규화, 틀린 크기."""

import numpy as np
import pytest

from gan_course import models
from gan_course._tensorflow import keras, tf


@pytest.fixture(autouse=True)
def seeded():
    keras.utils.set_random_seed(0)


def images(*shape, seed=0):
    return np.random.default_rng(seed).uniform(-1, 1, shape).astype("float32")


def trainable(model):
    return sum(int(np.prod(w.shape)) for w in model.trainable_weights)


@pytest.mark.parametrize("norm", ["instance_affine", "batch"])
def test_the_papers_parameters(norm):
    assert trainable(models.unet_generator(norm=norm)) == 54_413_955
    assert trainable(models.patch_discriminator(condition_channels=3, norm=norm)) == 2_768_705


def test_the_defaults_are_the_papers():
    unet, judge = models.unet_generator(filters=2), models.patch_discriminator(filters=2, condition_channels=3)
    assert unet.output_shape == (None, 256, 256, 3) and judge.output_shape == (None, 30, 30, 1)
    assert [layer.rate for layer in unet.layers if isinstance(layer, keras.layers.Dropout)] == [0.5] * 3
    for model in (unet, judge):
        normalizations = [layer for layer in model.layers if hasattr(layer, "affine")]
        assert normalizations and all(layer.affine for layer in normalizations)


@pytest.mark.parametrize(
    ("shape", "depth", "out_channels"),
    [((32, 32, 3), 5, 1), ((32, 32, 1), 5, 3), ((64, 64, 3), 6, None), ((24, 40, 2), 3, None), ((4, 4, 1), 2, 1)],
)
def test_sizes_and_channels(shape, depth, out_channels):
    model = models.unet_generator(shape, filters=2, depth=depth, out_channels=out_channels)
    for batch in (1, 3):
        y = np.asarray(model(images(batch, *shape)))
        assert y.shape == (batch, *shape[:2], out_channels or shape[-1])
        assert y.dtype == "float32" and np.abs(y).max() <= 1


def test_any_size_that_halves_evenly_fits_a_model_without_a_size():
    model = models.unet_generator((None, None, 3), filters=2, depth=3)
    for size in ((8, 8), (40, 16)):
        assert model(images(1, *size, 3)).shape == (1, *size, 3)


def test_every_kernel_learns_even_when_the_bottleneck_is_one_pixel():
    """TF 튜토리얼의 한 판은 1x1 지도를 인스턴스 정규화해서 가장 안쪽 합성곱의 그레이디언트가 0이었습니다."""
    model = models.unet_generator((32, 32, 3), filters=4, depth=5, dropout=0)
    x = images(1, 32, 32, 3)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(x, training=True) - images(1, 32, 32, 3, seed=1)))
    gradients = tape.gradient(loss, model.trainable_weights)
    kernels = [(w.path, np.abs(g).max()) for w, g in zip(model.trainable_weights, gradients) if len(w.shape) == 4]
    assert len(kernels) == 10
    for path, largest in kernels:
        assert largest > 1e-7, path


def test_every_weight_starts_from_the_papers_distribution():
    for norm in ("instance_affine", "batch"):
        model = models.unet_generator((32, 32, 3), filters=16, depth=5, norm=norm)
        for weight in model.trainable_weights:
            value = weight.numpy().ravel()
            kind = weight.path.split("/")[-1]
            if kind in ("kernel", "scale", "gamma"):
                mean, error = (0 if kind == "kernel" else 1), 5 * 0.02 / np.sqrt(value.size)
                assert abs(value.mean() - mean) < error and abs(value.std() - 0.02) < error, weight.path
            else:
                assert np.all(value == 0), weight.path


def test_dropout_is_noise_in_training_and_silent_in_inference():
    x = images(1, 32, 32, 3)
    model = models.unet_generator((32, 32, 3), filters=4, depth=5, dropout=0.5)
    np.testing.assert_array_equal(model(x), model(x))
    assert np.any(model(x, training=True) != model(x, training=True))
    quiet = models.unet_generator((32, 32, 3), filters=4, depth=5, dropout=0)
    np.testing.assert_array_equal(quiet(x, training=True), quiet(x))
    assert not any(isinstance(layer, keras.layers.Dropout) for layer in quiet.layers)


def test_the_image_itself_is_never_dropped():
    shallow = models.unet_generator((8, 8, 3), filters=2, depth=2, dropout=0.5)
    assert sum(isinstance(layer, keras.layers.Dropout) for layer in shallow.layers) == 1


def test_skips_carry_every_level():
    """안쪽을 지워도 바깥의 건너뛰는 길로 입력이 출력에 닿습니다."""
    model = models.unet_generator((32, 32, 1), filters=2, depth=5, dropout=0)
    widths = [layer.filters for layer in model.layers if isinstance(layer, keras.layers.Conv2D)]
    assert widths == [2, 4, 8, 16, 16]
    joined = [layer.output.shape[-1] for layer in model.layers if isinstance(layer, keras.layers.Concatenate)]
    assert joined == [32, 16, 8, 4]


@pytest.mark.parametrize("channels", [(1, 3), (3, 1)])
def test_a_conditional_discriminator_sees_both(channels):
    seen, drawn = channels
    judge = models.patch_discriminator((32, 32, drawn), 4, downsamplings=2, condition_channels=seen)
    condition, image = images(2, 32, 32, seen), images(2, 32, 32, drawn, seed=1)
    logits = judge([condition, image])
    assert logits.shape == (2, 6, 6, 1) and logits.dtype == "float32"
    assert np.any(logits != judge([-condition, image])) and np.any(logits != judge([condition, -image]))


def test_at_batch_one_batch_norm_in_training_equals_affine_instance_norm():
    x = images(1, 16, 16, 3)
    pair = [models.unet_generator((16, 16, 3), 4, 4, dropout=0, norm=norm) for norm in ("batch", "instance_affine")]
    pair[1].set_weights([w.numpy() for w in pair[0].trainable_weights])
    np.testing.assert_allclose(pair[0](x, training=True), pair[1](x), atol=1e-5)


def test_batch_norm_forgets_as_slowly_as_the_authors():
    # PyTorch의 momentum 0.1은 새 통계의 몫이므로, 한 걸음 뒤의 이동 통계는 옛것(0과 1)의 0.9와 새것의 0.1입니다.
    judge = models.patch_discriminator((32, 32, 3), filters=4, downsamplings=2, norm="batch")
    layer = next(layer for layer in judge.layers if isinstance(layer, keras.layers.BatchNormalization))
    x = images(4, 32, 32, 3)
    seen = np.asarray(keras.Model(judge.input, layer.input)(x))
    judge(x, training=True)
    np.testing.assert_allclose(layer.moving_mean, 0.1 * seen.mean((0, 1, 2)), rtol=1e-4, atol=1e-7)
    np.testing.assert_allclose(layer.moving_variance, 0.9 + 0.1 * seen.var((0, 1, 2)), rtol=1e-4)


def test_save_and_load_roundtrip(tmp_path):
    unet = models.unet_generator((None, None, 3), 2, 3, out_channels=1)
    judge = models.patch_discriminator((None, None, 1), 2, 2, condition_channels=3)
    x, y = images(1, 16, 24, 3), images(1, 16, 24, 1)
    for model, inputs in ((unet, x), (judge, [x, y])):
        model.save(tmp_path / "m.keras")
        np.testing.assert_array_equal(keras.models.load_model(tmp_path / "m.keras")(inputs), model(inputs))


@pytest.mark.parametrize("policy", ["mixed_bfloat16", "mixed_float16"])
def test_mixed_precision_still_gives_float32(policy):
    keras.config.set_dtype_policy(policy)
    try:
        unet = models.unet_generator((16, 16, 3), 4, 4)
        judge = models.patch_discriminator((16, 16, 3), 4, 1, condition_channels=3)
        x = tf.constant(images(1, 16, 16, 3))
        assert unet(x, training=True).dtype == "float32" and judge([x, unet(x)]).dtype == "float32"
    finally:
        keras.config.set_dtype_policy("float32")


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: models.unet_generator((250, 256, 3)), "높이가 250입니다.*8번.*256의 배수.*256 화소로.*depth를 줄이"),
        (lambda: models.unet_generator((32, 48, 3), depth=5), "너비가 48입니다.*32의 배수"),
        (lambda: models.unet_generator((16, 16, 3), depth=5), "높이가 16입니다.*32 이상.*32 화소"),
        (lambda: models.unet_generator((32, 32)), "세 수"),
        (lambda: models.unet_generator(256), "256입니다.*세 수"),
        (lambda: models.unet_generator((32, 32, None), depth=5), "채널은 1 이상의 정수"),
        (lambda: models.unet_generator((32, 32, 0), depth=5), "채널은 1 이상의 정수"),
        (lambda: models.unet_generator((32.0, 32, 3), depth=5), "정수나 None"),
        (lambda: models.unet_generator(("32", 32, 3), depth=5), "정수나 None"),
        (lambda: models.unet_generator(depth=1), "depth=1입니다. 2 이상"),
        (lambda: models.unet_generator(depth=5.0), r"depth=5\.0입니다"),
        (lambda: models.unet_generator(filters=0), "filters=0입니다. 1 이상"),
        (lambda: models.unet_generator(dropout=1.0), r"dropout이 1\.0입니다.*1 미만"),
        (lambda: models.unet_generator(dropout=-0.1), "dropout이 -0.1입니다"),
        (lambda: models.unet_generator(out_channels=0), "out_channels=0입니다"),
        (lambda: models.unet_generator(norm="layer"), "norm이 'layer'.*'instance', 'instance_affine', 'batch'"),
        (lambda: models.patch_discriminator(norm="none"), "patch_discriminator의 norm이 'none'"),
        (lambda: models.patch_discriminator(condition_channels=0), "condition_channels=0입니다"),
        (lambda: models.patch_discriminator(downsamplings=0), "downsamplings=0입니다"),
        (lambda: models.patch_discriminator(filters=1.5), "filters=1.5입니다"),
        (lambda: models.resnet_generator(blocks=-1), "blocks=-1입니다. 0 이상"),
        (lambda: models.resnet_generator(filters="64"), "filters='64'입니다"),
        (lambda: models.resnet_generator(out_channels=1, residual_output=True), r"\(1\).*\(3\)과 같아야"),
        (lambda: models.dcgan_generator(image_shape=None), "None입니다.*세 수"),
    ],
)
def test_wrong_arguments_are_explained(build, message):
    with pytest.raises(ValueError, match=message):
        build()


@pytest.mark.parametrize(
    ("build", "size", "wanted"),
    [
        (lambda: models.unet_generator((None, None, 3), 2, 3), (12, 16), "8 이상인 8의 배수"),
        (lambda: models.resnet_generator((None, None, 3), 2, 1), (16, 18), "8 이상인 4의 배수"),
        (lambda: models.resnet_generator((16, None, 3), 2, 1), (16, 4), "8 이상인 4의 배수"),
        (lambda: models.patch_discriminator((None, None, 3), 2, 2), (11, 32), "12 이상"),
        (lambda: models.patch_discriminator((None, None, 3), 2, 2, condition_channels=3), (32, 8), "12 이상"),
    ],
)
def test_a_model_without_a_size_checks_the_image_it_is_given(build, size, wanted):
    model = build()
    inputs = [images(1, *size, 3)] * len(model.inputs)
    inputs = inputs if len(inputs) > 1 else inputs[0]
    with pytest.raises(ValueError, match=wanted):
        model(inputs)
    with pytest.raises(ValueError, match=wanted):
        model.predict(inputs, verbose=0)


def test_a_size_known_only_at_run_time_is_checked_too():
    model = models.resnet_generator((None, None, 3), 2, 1)

    @tf.function(input_signature=[tf.TensorSpec((None, None, None, 3))])
    def translate(x):
        return model(x)

    assert translate(images(1, 8, 12, 3)).shape == (1, 8, 12, 3)
    with pytest.raises(tf.errors.InvalidArgumentError):
        translate(images(1, 8, 10, 3))
