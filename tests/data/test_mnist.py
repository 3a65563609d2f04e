"""MNIST 5k: 모양, 범위, 나눔, 그리고 배치가 에포크마다 모든 이미지를 한 번씩 내는지."""

import hashlib

import numpy as np
import pytest

from gan_course._tensorflow import keras
from gan_course.data import mnist


def fingerprints(images):
    return [hashlib.md5(image.tobytes()).hexdigest() for image in np.asarray(images)]


@pytest.mark.parametrize(("split", "count"), [("all", 5000), ("train", 4000), ("test", 1000)])
def test_load(split, count):
    images, labels = mnist.load(split)
    assert images.shape == (count, 28, 28, 1)
    assert images.dtype == np.float32
    assert (images.min(), images.max()) == (-1.0, 1.0)
    assert labels.shape == (count,)
    assert labels.dtype == np.int64
    assert np.bincount(labels).tolist() == [count // 10] * 10


def test_splits_are_disjoint_and_make_the_whole():
    train, test, both = (mnist.load(split) for split in ("train", "test", "all"))
    assert len(set(fingerprints(both.images))) == 5000
    assert set(fingerprints(train.images)).isdisjoint(fingerprints(test.images))
    np.testing.assert_array_equal(both.images, np.concatenate([train.images, test.images]))
    np.testing.assert_array_equal(both.labels, np.concatenate([train.labels, test.labels]))


def test_digits_are_shuffled_and_upright():
    images, labels = mnist.load("train")
    assert np.mean(labels[1:] == labels[:-1]) < 0.15  # 정렬되어 있으면 1에 가깝습니다.
    # 숫자 1은 세로로 길고, 7은 잉크가 위쪽에 몰려 있습니다. 뒤집히거나 눕지 않았다는 뜻입니다.
    ink = (images[..., 0] + 1) / 2
    one, seven = ink[labels == 1].mean(axis=0), ink[labels == 7].mean(axis=0)
    assert np.ptp(np.flatnonzero(one.max(axis=1) > 0.3)) > np.ptp(np.flatnonzero(one.max(axis=0) > 0.3))
    assert seven[:14].sum() > seven[14:].sum()


def test_unknown_split():
    with pytest.raises(ValueError, match="'valid'.*'train'"):
        mnist.load("valid")
    with pytest.raises(ValueError, match="'valid'"):
        mnist.dataset(4, split="valid")


@pytest.mark.parametrize("batch_size", [0, -3, 2.5, "32", True, None])
def test_bad_batch_size(batch_size):
    with pytest.raises(ValueError, match="1 이상의 정수"):
        mnist.dataset(batch_size)


def epochs(batch_size=96, seed=0, count=2):
    keras.utils.set_random_seed(7)
    data = mnist.dataset(batch_size, split="test", seed=seed)
    return [[batch.numpy() for batch in data] for _ in range(count)]


def test_an_epoch_holds_every_image_once_and_keeps_the_partial_batch():
    for epoch in epochs():
        assert [len(batch) for batch in epoch] == [96] * 10 + [40]
        assert epoch[0].shape[1:] == (28, 28, 1)
        assert sorted(fingerprints(np.concatenate(epoch))) == sorted(fingerprints(mnist.load("test").images))


def test_each_epoch_is_reshuffled_and_the_seed_decides_the_order():
    first, second = (np.concatenate(epoch) for epoch in epochs())
    assert not np.array_equal(first, second)
    again, other = np.concatenate(epochs(count=1)[0]), np.concatenate(epochs(seed=1, count=1)[0])
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_batch_of_one():
    batches = mnist.dataset(1, split="test")
    assert len(batches) == 1000
    assert next(iter(batches)).shape == (1, 28, 28, 1)
