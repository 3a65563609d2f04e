"""`fit`이 받은 것: 쓰지 않는 인자와 맞지 않는 자료를 훈련하기 전에 한국어로 물리칩니다."""

import contextlib
import warnings

import numpy as np
import pytest

from gan_course._tensorflow import keras, tf
from gan_course.data import paired_dataset, unpaired_dataset
from gan_course.data.epochs import ShuffledBatches, epoch_dataset
from gan_course.training import GAN
from gan_course.training.value_checks import checked
from tests.training.tiny import (
    GREY,
    SIZE,
    adam,
    changed,
    pair,
    random_images,
    tiny_cyclegan,
    tiny_gan,
    tiny_pix2pix,
    weights,
)

GREYS = random_images(6, shape=GREY)
A, B = random_images(4), random_images(4, seed=1)


def batches(images, size=2):
    return tf.data.Dataset.from_tensor_slices(images).batch(size)


@contextlib.contextmanager
def refused(model, says):
    """`says`라고 물리치고, 가중치를 하나도 바꾸지 않았는지."""
    before = weights(model)
    with pytest.raises(ValueError, match=says):
        yield
    assert changed(before, weights(model)) == []


def with_nan(images, at=0):
    images = images.copy()
    images[at, 1, 1, 0] = np.nan
    return images


def one_shot():
    yield from np.split(GREYS, 3)


GAN_REFUSES = {
    "validation_data": ({"validation_data": GREYS}, "validation_data.*gan_course.evaluation"),
    "validation_split": ({"validation_split": 0.2}, "validation_split.*gan_course.evaluation"),
    "validation_steps": ({"validation_steps": 3}, "validation_steps"),
    "class_weight": ({"class_weight": {0: 1.0}}, "class_weight"),
    "sample_weight": ({"sample_weight": np.ones(6)}, "sample_weight"),
    "y": ({"y": np.ones(6)}, "fit의 y"),
    "epochs_zero": ({"epochs": 0}, "epochs가 0"),
    "epochs_negative": ({"epochs": -3}, "epochs가 -3"),
    "epochs_fraction": ({"epochs": 1.5}, "epochs가 1.5"),
    "epochs_true": ({"epochs": True}, "epochs가 True"),
    "batch_zero": ({"batch_size": 0}, "batch_size가 0"),
    "steps_negative": ({"steps_per_epoch": -1}, "steps_per_epoch가 -1"),
    "too_many_steps": ({"steps_per_epoch": 5, "batch_size": 2}, r"배치가 3개.*repeat\(\)"),
    "initial_epoch": ({"initial_epoch": 2, "epochs": 2}, "훈련할 에포크가 없습니다"),
    "initial_epoch_negative": ({"initial_epoch": -1}, "initial_epoch가 -1"),
    "nothing": ({"x": None}, "자료를 주지 않으셨습니다"),
    "empty_array": ({"x": GREYS[:0]}, "비었습니다"),
    "empty_dataset": ({"x": batches(GREYS).take(0)}, "배치가 하나도 없습니다"),
    "uint8": ({"x": (GREYS * 100).astype(np.uint8)}, r"uint8.*127\.5"),
    "int_dataset": ({"x": batches((GREYS * 100).astype(np.int32))}, r"int32.*127\.5"),
    "pixels": ({"x": (GREYS + 1) * 127.5}, r"0에서 255|127\.5 - 1"),
    "pixels_dataset": ({"x": batches((GREYS + 1) * 127.5)}, r"이미지의 값이 .*127\.5 - 1"),
    "labelled_pixels": ({"x": batches(((GREYS + 1) * 127.5, np.ones(6)))}, r"127\.5 - 1"),
    "nan": ({"x": with_nan(GREYS)}, "NaN"),
    "inf": ({"x": GREYS + np.inf}, "무한대"),
    "shape": ({"x": random_images(4, shape=(SIZE, SIZE, 3))}, r"\(4, 8, 8, 3\)인데 \(\?, 8, 8, 1\)"),
    "no_channel": ({"x": GREYS[..., 0]}, r"images\[\.\.\., None\]"),
    "unbatched": ({"x": tf.data.Dataset.from_tensor_slices(GREYS)}, r"\.batch\(32\)"),
    "batch_of_batches": ({"x": batches(GREYS), "batch_size": 2}, "이미 배치로 묶여"),
    "tuple": ({"x": (GREYS, GREYS)}, "줄 수 없는 자료입니다: tuple"),
    "dict": ({"x": {"이미지": GREYS}}, "줄 수 없는 자료입니다: dict"),
    "path": ({"x": "사진"}, "'사진'"),
    "number": ({"x": 3}, "줄 수 없는 자료입니다: 3"),
    "generator": ({"x": one_shot(), "epochs": 2}, "제너레이터는 한 번"),
    "objects": ({"x": np.array([None, None])}, "object"),
}  # fmt: skip


@pytest.mark.parametrize("case", GAN_REFUSES)
def test_gan_refuses(case):
    given, says = GAN_REFUSES[case]
    model = tiny_gan()
    with refused(model, says):
        model.fit(**({"x": GREYS, "verbose": 0} | given))


def test_a_nan_late_in_a_dataset_stops_before_its_step():
    model = tiny_gan()
    with pytest.raises(ValueError, match="NaN"):
        model.fit(batches(with_nan(GREYS, at=2)), verbose=0)  # 둘째 배치에 있습니다
    assert all(np.isfinite(variable.numpy()).all() for variable in model.trainable_variables)


def test_a_wrong_name_of_an_argument_is_named():
    with pytest.raises(TypeError, match="epoch.*가장 가까운 이름은 epochs입니다"):
        tiny_gan().fit(GREYS, epoch=3)


def test_a_model_that_is_not_compiled_says_so():
    from tests.training.tiny import NOISE_DIM, gan_networks

    with pytest.raises(ValueError, match="compile을 먼저"):
        GAN(*gan_networks(), NOISE_DIM).fit(GREYS)


@pytest.mark.parametrize(
    ("x", "says"),
    [
        ((A, B), "unpaired_dataset"),
        ((A, A), "unpaired_dataset"),
        (A, "unpaired_dataset"),
        (batches(A), "unpaired_dataset"),
        (batches((A, B, np.ones(4))), "sample_weight"),
        (batches((A, random_images(4, shape=(SIZE, SIZE, 1)))), "B의 이미지의 모양"),
        (batches((A, with_nan(B))), "B의 이미지에 NaN"),
        (batches((A, B * 100)), "B의 이미지의 값"),
        (batches(((A * 100).astype(np.uint8), B)), "A의 이미지의 자료형이 uint8"),
    ],
    ids=["tuple", "twice", "one", "one_dataset", "weights", "channels", "nan", "range", "uint8"],
)  # fmt: skip
def test_cyclegan_refuses(x, says):
    model = tiny_cyclegan()
    with refused(model, says):
        model.fit(x, verbose=0)


@pytest.mark.parametrize(
    ("x", "y", "says"),
    [
        (A, None, "paired_dataset"),
        (A, B[:2], r"장수가 다릅니다\(4, 2\)"),
        (A, with_nan(B), "정답 y에 NaN"),
        (A, random_images(4, shape=(SIZE, 6, 3)), "정답 y의 모양"),
        (batches((A, B)), B, "fit의 y를 쓰지 않습니다"),
    ],
    ids=["no_answer", "lengths", "nan", "shape", "dataset_and_y"],
)
def test_pix2pix_refuses(x, y, says):
    model = tiny_pix2pix()
    with refused(model, says):
        model.fit(x, y, verbose=0)


@pytest.mark.parametrize("make", [tiny_gan, tiny_cyclegan, tiny_pix2pix], ids=["gan", "cyclegan", "pix2pix"])
@pytest.mark.parametrize("method", ["evaluate", "test_on_batch"])
def test_there_is_nothing_to_evaluate(make, method):
    with pytest.raises(ValueError, match="gan_course.evaluation"):
        getattr(make(), method)(GREYS)


def test_the_other_ways_of_training_check_too():
    with pytest.raises(ValueError, match="sample_weight"):
        tiny_gan().train_on_batch(GREYS, np.ones(6), sample_weight=np.ones(6))
    with pytest.raises(ValueError, match="uint8"):
        tiny_gan().train_on_batch((GREYS * 100).astype(np.uint8))
    with pytest.raises(ValueError, match="unpaired_dataset"):
        tiny_cyclegan().train_on_batch(A)
    with pytest.raises(ValueError, match=r"translate\(images, 'AtoB'\)"):
        tiny_cyclegan().predict(A, verbose=0)


@pytest.mark.parametrize(
    ("images", "says"),
    [(GREYS[..., 0], r"\(3, 8, 8\)"), (with_nan(GREYS), "NaN"), (with_nan(GREYS, at=4), "NaN"), (GREYS * 99, "127")],
    ids=["shape", "nan_first", "nan_later", "range"],
)
def test_a_generator_is_looked_at_batch_by_batch(images, says):
    model = tiny_gan()
    with pytest.raises(ValueError, match=says):
        model.fit((batch for batch in np.split(images, 2)), verbose=0)
    assert all(np.isfinite(variable.numpy()).all() for variable in model.trainable_variables)


# ---- 받아들이는 것 ----


def endless():
    while True:
        yield from np.split(GREYS, 3)


@pytest.mark.parametrize(
    ("x", "options", "steps"),
    [
        (GREYS, {"batch_size": 2}, 3),
        (GREYS, {"batch_size": 2, "steps_per_epoch": 2}, 2),
        (GREYS, {"epochs": 5, "initial_epoch": 3, "batch_size": 6}, 2),
        (batches(GREYS), {}, 3),
        (batches(GREYS).repeat(), {"steps_per_epoch": 2, "epochs": 2}, 4),
        (batches((GREYS, np.ones(6))), {}, 3),
        (batches(GREYS.astype(np.float64)), {}, 3),
        (batches(GREYS.astype(np.float16)), {}, 3),
        (batches(3 * GREYS), {}, 3),
        (one_shot, {}, None),  # 길이를 모르는 자료의 끝은 한 걸음을 더 가 보아야 압니다(Keras)
        (endless, {"steps_per_epoch": 2, "epochs": 2}, 4),
        (GREYS[:1], {"validation_split": 0.0, "validation_data": None}, 1),
    ],
    ids=["array", "steps", "initial_epoch", "dataset", "endless", "labels", "float64", "float16", "standardised",
         "generator", "endless_generator", "defaults"],
)  # fmt: skip
def test_gan_takes(x, options, steps):
    model = tiny_gan()
    history = model.fit(x() if callable(x) else x, verbose=0, **options).history
    assert steps is None or int(model.generator_optimizer.iterations) == steps
    assert all(np.isfinite(history["generator_loss"]))


def test_checking_the_values_changes_nothing():
    """자료를 살펴도 훈련은 같습니다."""
    plain, looked_at = tiny_gan(), tiny_gan()
    data = batches(GREYS)
    data.position = None  # 이 강좌의 자료처럼, 보지 않게 합니다
    plain.fit(data, verbose=0)
    looked_at.fit(batches(GREYS), verbose=0)
    for one, other in zip(plain.variables, looked_at.variables):
        np.testing.assert_allclose(one.numpy(), other.numpy(), rtol=1e-4, atol=1e-7)


def test_points_may_be_anywhere():
    """2차원 점의 GAN: 값의 범위는 이미지에서만 봅니다."""
    generator = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
    gan = GAN(generator, keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)]), noise_dim=4)
    gan.compile(adam(), adam())
    points = 50 * np.random.default_rng(0).normal(size=(8, 2)).astype(np.float32)
    gan.fit(points, verbose=0)
    gan.fit(batches(points), verbose=0)
    with pytest.raises(ValueError, match="NaN"):
        gan.fit(points * np.nan, verbose=0)


def test_the_course_s_own_data_are_taken():
    tiny_cyclegan().fit(unpaired_dataset(A, B, 2), verbose=0)
    tiny_pix2pix().fit(paired_dataset(*pair(4, 1), 2), verbose=0)
    tiny_pix2pix().fit(A, B, verbose=0)
    rows = ShuffledBatches([GREYS], 3, 0)
    data = epoch_dataset(lambda k: rows(k)[0], rows.per_lap, tf.TensorSpec([None, *GREY]), rows.identity)
    tiny_gan().fit(data, verbose=0)


def test_checking_is_silent_also_without_graphs():
    """3.5절처럼 그래프를 끄고 훈련해도 노트북에 영어 경고가 찍히지 않습니다."""
    data = tf.data.Dataset.from_tensor_slices(random_images(4, shape=GREY)).batch(2)
    tf.config.run_functions_eagerly(True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)
            checked(tiny_gan(), data)
    finally:
        tf.config.run_functions_eagerly(False)
