"""팔레트 PNG: 작아지고, 눈에 보이는 것은 그대로입니다."""

import io

import numpy as np
import pytest
from PIL import Image

from gan_course import plots, theory
from gan_course.data import mnist, savanna
from gan_course.plots.adversary import Moment
from gan_course.plots.png import COLOURS, png_bytes, with_palette


def true_colour(figure):
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=110, bbox_inches="tight")
    return Image.open(buffer).convert("RGB"), len(buffer.getvalue())


def error(before, after):
    """화소마다, 가장 많이 달라진 채널의 차이 [0, 255]."""
    return np.abs(np.asarray(after.convert("RGB"), int) - np.asarray(before, int)).max(axis=-1)


def curves():
    return plots.loss_curves(np.linspace(2, 1, 40) ** 2, np.linspace(0.5, 1.4, 40))


def heat_map():
    side = np.linspace(-3.2, 3.2, 61)
    answers = 1 / (1 + np.exp(4 * np.abs(np.hypot(*np.meshgrid(side, side)) - 2) - 2))
    points = theory.ring_of_gaussians(300, seed=0)
    return plots.duel([Moment(step, points, points * 0.8, answers.ravel()) for step in (0, 100)])


def photographs():
    pair = savanna.pairs("horse2zebra", 6, seed=0)
    grey = np.repeat(pair.a.mean(axis=-1, keepdims=True), 3, axis=-1)
    return plots.image_rows([pair.a, grey, pair.b], ["말", "흑백", "얼룩말"])


def digits():
    return plots.image_grid(mnist.load("test").images[:24])


# (그림, 평균 오차의 한계, 가장 큰 오차): 선과 글자는 거의 그대로이고, 색이 수만 가지인 사진 격자도 눈에 띄지 않는 만큼입니다.
KINDS = [(curves, 0.05, 6), (heat_map, 1.2, 8), (photographs, 3.5, 24), (digits, 0, 0)]


@pytest.mark.parametrize("draw, mean, worst", KINDS, ids=lambda value: getattr(value, "__name__", ""))
def test_each_kind_of_figure_keeps_its_look(draw, mean, worst):
    before, size = true_colour(draw())
    content = png_bytes(draw(), dpi=110)
    after = Image.open(io.BytesIO(content))
    assert (after.format, after.mode, after.size) == ("PNG", "P", before.size)
    assert len(after.getcolors()) <= COLOURS
    difference = error(before, after)
    assert difference.mean() <= mean and difference.max() <= worst
    assert len(content) < 0.6 * size


@pytest.mark.parametrize("draw", [kind[0] for kind in KINDS])
def test_white_stays_white(draw):
    before, _ = true_colour(draw())
    white = (np.asarray(before) == 255).all(axis=-1)
    assert error(before, with_palette(before))[white].max() == 0


def test_letters_beside_photographs_stay_legible():
    before, _ = true_colour(photographs())
    label = (0, 0, 90, before.height)
    letters = np.asarray(before.crop(label).convert("L"))
    assert (letters < 100).sum() > 100, "글자가 있는 자리가 아닙니다"
    after = np.asarray(with_palette(before).convert("RGB").crop(label).convert("L"))
    assert np.abs(letters.astype(int) - after).max() <= 12


def test_grey_beside_colours_stays_grey():
    before, _ = true_colour(photographs())
    pixels = np.asarray(before, int)
    grey = np.ptp(pixels, axis=-1) == 0
    tint = np.ptp(np.asarray(with_palette(before).convert("RGB"), int), axis=-1)[grey]
    assert tint.mean() < 2 and np.quantile(tint, 0.99) <= 12


@pytest.mark.parametrize("count", [1, 2, 255, 256])
def test_few_colours_are_kept_exactly(count):
    colours = np.random.default_rng(0).permutation(1 << 24)[:count]
    pixels = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=-1).astype(np.uint8)
    picture = Image.fromarray(np.resize(pixels, (16, 32, 3)))
    after = with_palette(picture)
    assert after.mode == "P" and error(picture, after).max() == 0


@pytest.mark.parametrize("count", [257, 5000])
def test_many_colours_become_256(count):
    colours = np.random.default_rng(0).integers(0, 256, (count, 3), np.uint8)
    after = with_palette(Image.fromarray(np.resize(colours, (100, 100, 3))))
    assert after.mode == "P" and 200 < len(after.getcolors()) <= COLOURS


def test_the_same_figure_gives_the_same_bytes():
    assert png_bytes(photographs(), dpi=80) == png_bytes(photographs(), dpi=80)


def test_the_widest_colours_are_kept_exactly():
    before = np.random.default_rng(0).integers(0, 256, (200, 200, 3), np.uint8)
    wide = np.random.default_rng(1).integers(0, 256, (16, 3), np.uint8)
    before[:, :16] = wide
    after = np.asarray(with_palette(Image.fromarray(before)).convert("RGB"))
    assert (after[:, :16] == wide).all()
