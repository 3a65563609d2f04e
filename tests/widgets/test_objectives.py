"""2장의 조절기: 값을 옮기면 그림과 대체 글이 그 값의 것으로 바뀌는지, 끝값에서도 그려지는지."""

import pytest

from gan_course.widgets import objectives


@pytest.mark.parametrize(
    ("explorer", "values", "words"),
    [
        (objectives.logit_explorer, (-6.0, 0.0, 6.0), ("로짓 -6", "로짓 0", "로짓 6")),
        (objectives.distance_explorer, (-2.0, 0.0, 6.0), ("N(-2, 1)", "N(0, 1)의", "N(6, 1)")),
    ],
)
def test_the_picture_follows_the_slider(explorer, values, words):
    box = explorer()
    slider, picture = box.children
    assert (slider.min, slider.max) == (values[0], values[-1])
    assert not slider.continuous_update  # 끄는 동안이 아니라 놓을 때 한 번만 그립니다
    seen = {picture.value}
    for value, word in zip(values, words):
        slider.value = value
        assert word in picture.value.split("alt=")[1]
        seen.add(picture.value)
    assert len(seen) == 4


def test_the_first_value_can_be_chosen():
    assert objectives.logit_explorer(3.0).children[0].value == 3.0
    assert objectives.distance_explorer(1.5).children[0].value == 1.5
