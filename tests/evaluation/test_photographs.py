"""사진의 점수: 작은 가짜 신경망으로. 진짜 Inception 가중치는 시험에 쓰지 않습니다(네트워크가 필요합니다)."""

import hashlib
import urllib.error

import numpy as np
import pytest
from PIL import Image

from gan_course._tensorflow import keras
from gan_course.evaluation import (
    frechet_distance_of_features,
    inception_features,
    kernel_distance,
    kernel_distance_interval,
    photograph_scores,
    photographs,
)


@pytest.fixture(scope="module")
def tiny_features():
    """훈련하지 않은 작은 신경망: [n, h, w, 3] → [n, 8]."""
    keras.utils.set_random_seed(0)
    inputs = keras.Input((None, None, 3))
    x = keras.layers.Conv2D(8, 3, strides=2, activation="relu")(inputs)
    model = keras.Model(inputs, keras.layers.GlobalAveragePooling2D()(x))
    return lambda images: np.asarray(model(np.stack(list(images)), training=False))


def pictures(count, seed, brightness=0.0, size=16):
    rng = np.random.default_rng(seed)
    smooth = rng.uniform(-0.7, 0.7, (count, 1, 1, 3)) + rng.uniform(-0.2, 0.2, (count, size, size, 3))
    return (smooth + brightness).clip(-1, 1).astype(np.float32)


def test_scores_are_the_distances_of_the_features(tiny_features):
    real, fake = pictures(30, 0), pictures(20, 1, 0.2)
    scores = photograph_scores(real, fake, features=tiny_features, resamples=200, seed=3)
    x, y = tiny_features(real), tiny_features(fake)
    assert scores.kid == kernel_distance(x, y)
    assert (scores.kid_low, scores.kid_high) == kernel_distance_interval(x, y, resamples=200, seed=3)
    assert scores.frechet == frechet_distance_of_features(x, y)
    assert scores.kid_low < scores.kid < scores.kid_high


def test_alike_is_near_zero_and_damage_is_seen(tiny_features):
    real, alike, damaged = pictures(140, 0), pictures(120, 1), pictures(120, 2, 0.4)
    near, far = (photograph_scores(real, fake, features=tiny_features) for fake in (alike, damaged))
    assert near.kid_low <= 0 <= near.kid_high
    assert far.kid_low > near.kid_high and far.frechet > 3 * near.frechet


def test_fewer_photographs_than_features_still_give_a_number():
    """사진 14장, 특징 2,048개: 공분산이 특이 행렬이어도 유한하고, 같은 사진이면 0입니다."""
    rng = np.random.default_rng(0)
    features = {"a": rng.gamma(2, 1, (14, 2048)), "b": rng.gamma(2, 1, (12, 2048))}
    scores = photograph_scores("a", "b", features=features.__getitem__, resamples=50)
    assert np.isfinite(scores).all() and scores.frechet > 0
    same = photograph_scores("a", "a", features=features.__getitem__, resamples=50)
    assert same.frechet == pytest.approx(0, abs=1e-6)


@pytest.fixture
def small_inception(monkeypatch):
    """InceptionV3 자리에 들어가는, 299x299를 그대로 평균하는 신경망."""
    inputs = keras.Input((299, 299, 3))
    model = keras.Model(inputs, keras.layers.GlobalAveragePooling2D()(inputs))
    monkeypatch.setattr(photographs, "_inception", lambda weights: model)
    monkeypatch.setattr(photographs, "inception_weights", lambda: "없음")


def test_photographs_of_different_sizes_go_through_one_by_one(small_inception):
    images = [pictures(1, seed, size=size)[0] for seed, size in enumerate((20, 33, 300, 500, 47))]
    features = inception_features(iter(images), batch_size=2)
    assert features.shape == (5, 3) and features.dtype == np.float32
    np.testing.assert_allclose(features, [image.mean(axis=(0, 1)) for image in images], atol=0.02)
    np.testing.assert_allclose(features, inception_features(images, batch_size=16), atol=1e-6)
    assert inception_features([]).shape == (0, 2048)


@pytest.mark.parametrize("size", [(64, 48), (500, 700)])
def test_resizing_equals_pillow_s_bicubic_with_antialiasing(size):
    image = np.random.default_rng(0).uniform(-1, 1, (*size, 3)).astype(np.float32)
    expected = [Image.fromarray(image[..., c], mode="F").resize((299, 299), Image.BICUBIC) for c in range(3)]
    actual = photographs._resize_for_inception(image).numpy()
    np.testing.assert_allclose(actual, np.clip(np.stack(expected, axis=-1), -1, 1), atol=2e-3)


@pytest.mark.parametrize(
    ("image", "message"),
    [
        (np.zeros((8, 8)), "높이, 너비, 3"),
        (np.zeros((8, 8, 1)), "높이, 너비, 3"),
        (np.zeros((0, 8, 3)), "높이, 너비, 3"),
        (np.full((8, 8, 3), 200, np.uint8), "127.5"),
        (np.full((8, 8, 3), np.nan), r"\[-1, 1\]"),
    ],
)
def test_bad_photographs(small_inception, image, message):
    with pytest.raises(ValueError, match=message):
        inception_features([image])


def test_bad_batch_size_and_too_few(small_inception):
    with pytest.raises(ValueError, match="batch_size"):
        inception_features([], batch_size=0)
    with pytest.raises(ValueError, match="2 이상"):
        photograph_scores(pictures(1, 0), pictures(3, 1))


@pytest.fixture
def keras_home(tmp_path, monkeypatch):
    folder = tmp_path / "나의 케라스"
    monkeypatch.setenv("KERAS_HOME", str(folder))
    return folder / "models" / photographs.WEIGHTS_FILE


def test_offline_the_error_names_the_file_and_its_place(keras_home, monkeypatch):
    def no_network(*arguments, **options):
        raise urllib.error.URLError("인터넷 없음")

    monkeypatch.setattr("keras.src.utils.file_utils.urlretrieve", no_network)
    with pytest.raises(OSError, match="내려받지 못했습니다") as raised:
        photograph_scores(pictures(2, 0), pictures(2, 1))
    assert str(keras_home) in str(raised.value) and photographs.WEIGHTS_URL in str(raised.value)
    assert not keras_home.exists()


def test_a_wrong_file_is_named_and_kept(keras_home):
    keras_home.parent.mkdir(parents=True)
    keras_home.write_bytes(b"half")
    with pytest.raises(ValueError, match="원본과 다릅니다"):
        photographs.inception_weights()
    assert keras_home.read_bytes() == b"half"


def test_a_file_put_there_by_hand_is_used(keras_home, monkeypatch):
    keras_home.parent.mkdir(parents=True)
    keras_home.write_bytes(b"weights")
    monkeypatch.setattr(photographs, "WEIGHTS_MD5", hashlib.md5(b"weights").hexdigest())
    assert photographs.inception_weights() == keras_home
