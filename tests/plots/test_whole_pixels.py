"""이미지의 한 화소는 그림에서 어디서나 같은 수의 화소입니다."""

import io

import numpy as np
import pytest
from PIL import Image

from gan_course import plots
from gan_course.plots.style import DPI


def drawn(figure):
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=DPI, bbox_inches="tight")
    return np.asarray(Image.open(buffer).convert("RGB"), int)


def pictures(size, count=3):
    """한 장의 모든 화소가 서로 다르고 흰색이 아닌 이미지, [-1, 1]."""
    return np.random.default_rng(0).uniform(-1, 0.8, (count, size, size, 3)).astype(np.float32)


def found(page, image, times):
    """`times`배로 늘린 `image`가 `page`에 그대로 있는지."""
    wanted = np.rint((np.clip(image, -1, 1) + 1) / 2 * 255).astype(int).repeat(times, 0).repeat(times, 1)
    height, width = wanted.shape[:2]
    corners = np.abs(page[: 1 - height, : 1 - width] - wanted[0, 0]).max(axis=-1) <= 1
    return any(
        np.abs(page[top : top + height, left : left + width] - wanted).max() <= 1 for top, left in np.argwhere(corners)
    )


@pytest.mark.parametrize("size, scale, times", [(28, 1.0, 4), (32, 0.9, 3), (64, 1.0, 2), (64, 0.5, 1), (48, 1.6, 4)])
def test_image_grid(size, scale, times):
    images = pictures(size)
    page = drawn(plots.image_grid(images, titles=["하나", "둘", "셋"], suptitle="제목", scale=scale))
    assert all(found(page, image, times) for image in images)


@pytest.mark.parametrize("size, scale, times", [(28, 1.0, 4), (32, 0.9, 3), (64, 1.0, 2)])
def test_image_rows(size, scale, times):
    images = pictures(size)
    page = drawn(plots.image_rows([images, images[::-1]], ["입력", "CycleGAN"], suptitle="제목", scale=scale))
    assert all(found(page, image, times) for image in images)


def test_images_larger_than_their_cell_keep_the_cell():
    figure = plots.image_grid(pictures(256), scale=1.0)
    assert figure.get_size_inches().tolist() == [3.0, 1.0]


def test_drawing_twice_gives_the_same_picture():
    figure = plots.image_grid(pictures(28), suptitle="제목")
    assert (drawn(figure) == drawn(figure)).all()
