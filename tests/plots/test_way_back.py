"""되돌아오는 길의 그림: 생성자가 배우는 길은 판별자를 비켜 가지 않습니다."""

import numpy as np
import pytest
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from gan_course import plots


@pytest.mark.parametrize("draw", [plots.adversarial_game, plots.two_tapes])
def test_the_generators_way_back_crosses_the_discriminator_and_ends_at_the_generator(draw):
    (axis,) = draw().axes
    boxes = {}
    for patch in axis.patches:
        if isinstance(patch, FancyBboxPatch):
            corner = np.array([patch.get_x(), patch.get_y()])
            box = corner, corner + [patch.get_width(), patch.get_height()]
            names = [text.get_text() for text in axis.texts if _inside(text.get_position(), box)]
            boxes |= dict.fromkeys(names, box)
    ways = [patch._path_original.vertices for patch in axis.patches if isinstance(patch, FancyArrowPatch)]
    crossing = [way for way in ways if any(_inside(corner, _named(boxes, "판별자")) for corner in way[1:-1])]
    assert len(ways) == 2 and len(crossing) == 1
    generator_right = _named(boxes, "생성자")[1][0]
    assert 0 <= crossing[0][-1][0] - generator_right < 0.15


def _named(boxes, name):
    return next(box for text, box in boxes.items() if text in (name, f"{name} D", f"{name} G"))


def _inside(place, box):
    low, high = box
    return bool(np.all(low <= place) and np.all(place <= high))
