"""숫자 분류기, MNIST-FD, 숫자별 비율: 진짜와 망가진 표본을 옳게 가려내는지 봅니다."""

import numpy as np
import pytest
import scipy.linalg

from gan_course.data import mnist
from gan_course.evaluation import (
    digit_shares,
    mnist_fd,
    mnist_fd_real_against_real,
    mnist_features,
)
from gan_course.evaluation.classifiers import digit_classifier


@pytest.fixture(scope="module")
def real():
    return mnist.load("all").images


def test_classifier_reads_the_held_out_digits():
    images, labels = mnist.load("test")
    predicted = np.asarray(digit_classifier()(images)).argmax(axis=1)
    assert np.mean(predicted == labels) >= 0.99


def test_features(real):
    features = mnist_features(real[:7])
    assert features.shape == (7, 64)
    assert features.dtype == np.float32
    assert features.min() >= 0
    np.testing.assert_allclose(mnist_features(real[:7], batch_size=3), features, atol=1e-5)
    # 특징에 마지막 층을 곱하면 분류기의 로짓이 나와야 바로 그 층입니다.
    kernel, bias = digit_classifier().layers[-1].get_weights()
    np.testing.assert_allclose(features @ kernel + bias, np.asarray(digit_classifier()(real[:7])), atol=1e-4)


def test_fd_agrees_with_sqrtm_on_the_same_features(real):
    first, second = mnist_features(real[:500]), mnist_features(-real[500:1000])
    # 켜지지 않는 특징 때문에 공분산이 특이 행렬이면 sqrtm이 부정확하므로 대각선에 조금 더합니다.
    cov_1, cov_2 = (np.cov(part, rowvar=False) + 1e-4 * np.eye(64) for part in (first, second))
    overlap = np.trace(scipy.linalg.sqrtm(cov_1 @ cov_2)).real
    expected = np.sum((first.mean(0) - second.mean(0)) ** 2) + np.trace(cov_1 + cov_2) - 2 * overlap
    assert mnist_fd(real[:500], reference=-real[500:1000]) == pytest.approx(expected, rel=1e-3)


def test_fd_of_the_same_images_is_zero(real):
    assert mnist_fd(real) == pytest.approx(0.0, abs=1e-4)


def test_fd_against_real_is_small_and_grows_with_damage(real):
    floor = mnist_fd_real_against_real(seed=0)
    rng = np.random.default_rng(0)
    sample = real[rng.permutation(5000)[:2500]]
    damage = [np.clip(sample + rng.normal(scale=scale, size=sample.shape), -1, 1) for scale in (0.1, 0.5)]
    little, much = (mnist_fd(damaged) for damaged in damage)
    assert 0 < floor
    assert mnist_fd(sample) < 2 * floor
    assert floor < little < much
    assert much > 5 * floor


def test_a_missing_digit_is_seen(real):
    labels = mnist.load("all").labels
    without_four = real[labels != 4]
    assert mnist_fd(without_four) > 3 * mnist_fd_real_against_real()
    assert digit_shares(without_four)[4] < 0.01


def test_real_against_real_depends_on_the_seed_alone():
    assert mnist_fd_real_against_real(3) == mnist_fd_real_against_real(3)
    assert mnist_fd_real_against_real(3) != mnist_fd_real_against_real(4)


def test_digit_shares(real):
    labels = mnist.load("test").labels
    images = mnist.load("test").images
    chosen = np.concatenate([images[labels == 3], images[labels == 8][:50]])
    shares = digit_shares(chosen)
    assert shares.shape == (10,)
    assert shares.sum() == pytest.approx(1.0)
    assert shares[3] == pytest.approx(2 / 3, abs=0.03)
    assert shares[8] == pytest.approx(1 / 3, abs=0.03)
    assert digit_shares(real[:1]).max() == 1.0


BLANK = np.full((80, 28, 28, 1), -1.0, np.float32)


@pytest.mark.parametrize(
    ("images", "message"),
    [
        (BLANK[..., 0], "모양"),
        (BLANK[:0], "모양"),
        (BLANK.repeat(3, axis=-1), "모양"),
        ((BLANK + 1) * 127, r"\[-1, 1\]"),
        (BLANK * 2, r"\[-1, 1\]"),
        ((np.linspace(0, 1, BLANK.size).reshape(BLANK.shape)), r"images \* 2 - 1"),
        (np.where(np.arange(28)[:, None] == 3, np.nan, BLANK), "NaN"),
    ],
)
@pytest.mark.parametrize("function", [mnist_features, mnist_fd, digit_shares])
def test_bad_images(function, images, message):
    with pytest.raises(ValueError, match=message):
        function(images)


def test_bad_reference_and_batch_size(real):
    with pytest.raises(ValueError, match="NaN"):
        mnist_fd(real[:100], reference=real[:100] * np.nan)
    with pytest.raises(ValueError, match="batch_size"):
        mnist_features(real[:10], batch_size=0)


def test_too_few_samples(real):
    with pytest.raises(ValueError, match="표본이 64개"):
        mnist_fd(real[:64])
    with pytest.raises(ValueError, match="표본이 1개"):
        mnist_fd(real, reference=real[:1])


def test_constant_images_still_give_a_finite_distance():
    # 모드가 완전히 무너진 생성자의 표본: 공분산이 0이어도 계산됩니다.
    assert np.isfinite(mnist_fd(BLANK))
