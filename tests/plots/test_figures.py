"""모든 그림이 경고 없이(빠진 글자 없이) 그려지는지."""

import io
import warnings

import pytest
from matplotlib.figure import Figure

from gan_course import plots
from tests.plots.examples import EXAMPLES


def test_every_public_figure_has_an_example():
    assert set(EXAMPLES) == set(plots.__all__)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_figure_draws_without_a_warning(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = EXAMPLES[name]()
        assert isinstance(figure, Figure)
        figure.savefig(io.BytesIO(), format="png")
    assert figure.axes


def test_a_missing_glyph_would_be_noticed():
    figure = EXAMPLES["image_rows"]()
    figure.suptitle("\U0001f993")  # 두 글꼴 어디에도 없는 얼룩말 그림 문자
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(UserWarning, match="missing from font"):
            figure.savefig(io.BytesIO(), format="png")
