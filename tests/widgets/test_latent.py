"""잠재 공간을 걷는 조절기와 되감기 조절기: 움직이면 그림이 그 자리의 것으로 바뀌는지."""

import base64
import io
import re

import ipywidgets
import matplotlib.image
import numpy as np
import pytest

from gan_course import theory
from gan_course.plots.adversary import Moment
from gan_course.widgets import adversary, latent
from gan_course.widgets.figure import controlled_figure


def picture(box):
    return box.children[-2].value


def pixels(box):
    data = re.search(r"base64,([^\"]+)\"", picture(box))[1]
    return matplotlib.image.imread(io.BytesIO(base64.b64decode(data)))[..., :3]


def grey_generator(noise):
    """첫째 수가 밝기인 이미지."""
    return np.ones((len(noise), 4, 4, 1), np.float32) * np.asarray(noise)[:, :1, None, None]


def test_latent_walk_shows_the_image_of_each_step():
    box = latent.latent_walk(grey_generator, theory.latent_path([-1.0, 0.0], [1.0, 0.0], 5))
    slider = box.children[0]
    assert isinstance(slider, ipywidgets.IntSlider) and (slider.min, slider.max) == (0, 4)
    for step, brightness in ((0, 0.0), (2, 0.5), (4, 1.0)):
        slider.value = step
        image = pixels(box)
        middle = image[image.shape[0] // 2, image.shape[1] // 2]
        np.testing.assert_allclose(middle, brightness, atol=0.01)


def test_latent_plane_follows_both_sliders():
    asked = []

    def generator(noise):
        asked.append(np.array(noise))
        return np.asarray(noise) * 0.5

    box = latent.latent_plane(generator, np.random.default_rng(0).normal(size=(20, 2)))
    first, second, *_ = box.children
    before = picture(box)
    first.value, second.value = -2.0, 1.5
    np.testing.assert_allclose(asked[-1], [[-2.0, 1.5]])
    assert picture(box) != before


def test_duel_goes_to_the_chosen_moment():
    points = np.zeros((3, 2))
    moments = [Moment(step, points, points + step / 500, np.full(16, 0.5)) for step in (0, 250, 1000)]
    box = adversary.duel(moments)
    slider = box.children[0]
    assert [name for name, _ in slider.options] == ["0걸음", "250걸음", "1,000걸음"]
    seen = {picture(box)}
    for index in (1, 2):
        slider.value = index
        seen.add(picture(box))
    assert len(seen) == 3
    assert 'alt="1,000걸음 뒤의' in picture(box)


def test_alternative_text_is_escaped():
    box = controlled_figure(lambda: _figure(), '큰따옴표 " 와 <꺾쇠>')
    assert 'alt="큰따옴표 &quot; 와 &lt;꺾쇠&gt;"' in picture(box)


def test_an_error_after_a_move_is_shown_to_the_reader_and_the_picture_comes_back():
    slider = ipywidgets.IntSlider(value=1, min=0, max=3)
    box = controlled_figure(lambda value: _figure(1 / value), "그림", value=slider)
    before = picture(box)
    slider.value = 0
    assert 'role="alert"' in picture(box) and "예상하지 못한 오류입니다(ZeroDivisionError" in picture(box)
    slider.value = 1
    assert picture(box) == before


def test_a_value_error_is_shown_as_it_is_written():
    def draw(value):
        if value > 1:
            raise ValueError("값이 <2>입니다. 1 이하를 주십시오.")
        return _figure()

    slider = ipywidgets.IntSlider(value=1, min=0, max=3)
    box = controlled_figure(draw, "그림", value=slider)
    slider.value = 2
    assert "▲ 값이 &lt;2&gt;입니다. 1 이하를 주십시오." in picture(box)


def test_an_error_in_the_first_drawing_stops_the_cell():
    with pytest.raises(ZeroDivisionError):
        controlled_figure(lambda: _figure(1 / 0), "그림")


def test_latent_lab_walks_and_finds_what_it_was_given():
    """진짜를 그대로 내놓는(외운) 생성자라면 가장 가까운 진짜까지의 거리가 0입니다."""
    real = np.random.default_rng(0).uniform(-1, 1, (20, 4, 4, 1)).astype(np.float32)
    box = latent.latent_lab(lambda noise: np.repeat(real[3:4], len(noise), axis=0), real, noise_dim=5)
    assert "거리 0.0, 진짜끼리의" in picture(box)
    start, end, road, step, *_ = box.children
    seen = {picture(box)}
    for control, value in ((start, 7), (end, 9), (road, "구면"), (step, 20)):
        control.value = value
        seen.add(picture(box))
    assert len(seen) == 5 and "씨앗 7에서 씨앗 9까지 구면 길 21걸음의 이미지와 20걸음의" in picture(box)


def test_walk_follows_the_chosen_road():
    straight, path, images = latent.walk(lambda noise: noise[:, None, None, :], 5, 0, 1, "직선")
    np.testing.assert_array_equal(straight, path)
    np.testing.assert_array_equal(images[:, 0, 0], path)
    _, sphere, _ = latent.walk(lambda noise: noise[:, None, None, :], 5, 0, 1, "구면")
    np.testing.assert_allclose(sphere[[0, -1]], path[[0, -1]], atol=1e-6)
    assert np.linalg.norm(sphere[10]) > np.linalg.norm(path[10])


def _figure(width=1.0):
    from matplotlib.figure import Figure

    return Figure(figsize=(width, 1))
