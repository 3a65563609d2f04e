"""JPEG와 크기 바꾸기: 되돌아오는 값, 상하는 차례, 특징에 미치는 영향."""

import numpy as np
import pytest

from gan_course.data import mnist
from gan_course.evaluation import frechet_distance_of_features, jpeg_compressed, mnist_features, shrunk_and_restored


@pytest.fixture(scope="module")
def digits():
    return mnist.load("test").images


@pytest.mark.parametrize("channels", [1, 3])
def test_flat_images_survive_unharmed(channels):
    flat = np.full((2, 16, 24, channels), 51 / 127.5 - 1, np.float32)
    np.testing.assert_allclose(jpeg_compressed(flat, 90), flat, atol=2 / 127.5)
    for antialias in (True, False):
        np.testing.assert_allclose(shrunk_and_restored(flat, 2, antialias), flat, atol=1e-6)


def test_lower_quality_harms_more(digits):
    errors = [np.abs(jpeg_compressed(digits[:50], quality) - digits[:50]).mean() for quality in (95, 50, 10)]
    assert 0 < errors[0] < errors[1] < errors[2]


def test_factor_one_changes_nothing_but_rounding(digits):
    np.testing.assert_allclose(shrunk_and_restored(digits[:5], 1), digits[:5], atol=1e-6)


def test_picking_pixels_aliases_a_fine_checkerboard():
    """한 칸짜리 바둑판을 반으로 줄이면: 고루 보면 회색, 골라내면 한 색만 남습니다."""
    board = np.where(np.indices((16, 16)).sum(axis=0) % 2, 1.0, -1.0)[None, ..., None]
    grey, single = (shrunk_and_restored(board, 2, antialias)[0, 4:12, 4:12] for antialias in (True, False))
    assert np.abs(grey).max() < 0.1
    assert np.abs(single).min() == 1 and np.ptp(single) == 0


def test_features_notice_the_resize_more_without_antialiasing(digits):
    clean = mnist_features(digits[:400])
    with_care, without = (
        frechet_distance_of_features(mnist_features(shrunk_and_restored(digits[400:800], 2, antialias)), clean)
        for antialias in (True, False)
    )
    floor = frechet_distance_of_features(mnist_features(digits[400:800]), clean)
    assert floor < with_care and without > 1.5 * floor


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: jpeg_compressed(np.zeros((1, 8, 8, 3)), 0), "quality가 0"),
        (lambda: jpeg_compressed(np.zeros((1, 8, 8, 3)), 96), "quality가 96"),
        (lambda: jpeg_compressed(np.zeros((8, 8, 3)), 50), "모양"),
        (lambda: jpeg_compressed(np.full((1, 8, 8, 3), 200.0), 50), r"\[-1, 1\]"),
        (lambda: jpeg_compressed(np.full((1, 8, 8, 3), np.nan), 50), "NaN"),
        (lambda: shrunk_and_restored(np.zeros((1, 8, 8, 2)), 2), "모양"),
        (lambda: shrunk_and_restored(np.zeros((1, 8, 8, 3)), 0.5), "factor가 0.5"),
    ],
)
def test_wrong_input_is_explained(call, message):
    with pytest.raises(ValueError, match=message):
        call()
