"""`gan_course.plots`의 그림마다 하나씩의 보기. 새 그림을 만들면 여기에 한 줄을 더합니다."""

import numpy as np

from gan_course import plots

_random = np.random.default_rng(0)


def _images(count, size=16, channels=3):
    return _random.uniform(-1, 1, (count, size, size, channels)).astype("float32")


EXAMPLES = {
    "image_grid": lambda: plots.image_grid(
        _images(10, channels=1), columns=4, titles=list("0123456789"), suptitle="한글 제목"
    ),
    "image_rows": lambda: plots.image_rows([_images(4)] * 2, ["말", "가짜 얼룩말"], suptitle="제목"),
}
