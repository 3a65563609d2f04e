"""시험에 쓸 사진을 만들고, 배치에서 화소를 되읽습니다."""

import io

import numpy as np
from PIL import Image

SIDE = 72  # size 64의 load_size: 읽을 때 크기가 바뀌지 않아 화소를 그대로 알아볼 수 있습니다.


def picture(side=64, tall=None):
    noise = np.random.default_rng(0).integers(0, 256, (tall or side, side, 3), np.uint8)
    return Image.fromarray(noise)


def saved(file_format, image=None, **options):
    file = io.BytesIO()
    (image or picture()).save(file, file_format, **options)
    return file.getvalue()


JPEG = saved("JPEG")


def to_pixels(batch):
    return np.round((batch.numpy() + 1) * 127.5).astype(int)


def epoch(data):
    return [tuple(side.numpy() for side in batch) for batch in data]


def assert_same(first, second):
    for left, right in zip(first, second, strict=True):
        for a, b in zip(left, right, strict=True):
            np.testing.assert_array_equal(a, b)
