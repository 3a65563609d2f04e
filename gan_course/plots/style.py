"""그림의 글꼴과 모양. `gan_course.plots`를 들여오면 저절로 적용됩니다."""

import matplotlib
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.transforms import Bbox

from gan_course.files import verified_path

# 색맹에게도 구별되는 Okabe-Ito 색. 뜻마다 한 색을 모든 장에서 지킵니다.
REAL = "#0072B2"  # 진짜, 판별자
FAKE = "#D55E00"  # 가짜, 생성자
ACCENT = "#009E73"  # 강조, 순환
NEUTRAL = "#6B6B6B"  # 기준선

DPI = 110  # 노트북에 보이는 그림의 해상도(인치당 화소)


class WholePixels(ConstrainedLayoutEngine):
    """constrained 배치에서, 이미지의 한 화소가 화면의 정수 개 화소가 되게 축을 조금 줄입니다.

    한 화소가 어떤 자리에서는 하나, 어떤 자리에서는 둘이 되면 이미지에 없는 줄무늬가 보입니다. 그렇게 하려고 축을
    15 %보다 많이 줄여야 하거나 이미지가 축보다 크면 그대로 둡니다.
    """

    def execute(self, fig):
        super().execute(fig)
        for axis in fig.axes:
            for image in axis.images[:1]:
                if sorted(image.get_extent()) == sorted((*axis.get_xlim(), *axis.get_ylim())):  # 축을 꽉 채운 것만
                    self._fit(fig, axis, *image.get_array().shape[:2])

    @staticmethod
    def _fit(figure, axis, rows, columns):
        if axis.get_aspect() != 1:
            return
        box = axis.get_position(original=True).transformed(figure.transSubfigure)
        largest = min(box.width / columns, box.height / rows)
        times = int(largest + 1e-6)
        if times < 0.85 * largest or times == 0:
            return
        width, height = times * columns, times * rows
        corner = round(box.x0 + (box.width - width) / 2), round(box.y0 + (box.height - height) / 2)
        snapped = Bbox.from_bounds(*corner, width, height)
        axis.set_position(snapped.transformed(figure.transSubfigure.inverted()))
        axis.set_in_layout(True)  # set_position이 끈 것을 되돌립니다. 다음에 그릴 때도 배치합니다.


def register_font():
    """`data/fonts`의 나눔스퀘어를 matplotlib에 등록하고 기본 글꼴로 정합니다."""
    family = None
    for name in ("fonts/NanumSquareB.ttf", "fonts/NanumSquareR.ttf"):
        path = verified_path(name)
        font_manager.fontManager.addfont(path)
        family = font_manager.FontProperties(fname=path).get_name()
    matplotlib.rcParams.update(
        {
            # 나눔스퀘어에 없는 기호는 matplotlib에 든 DejaVu Sans가 대신 그립니다.
            "font.family": [family, "DejaVu Sans"],
            # 나눔스퀘어에는 유니코드 빼기표(U+2212)가 없습니다.
            "axes.unicode_minus": False,
            "mathtext.fontset": "cm",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.titlesize": 12,
            "axes.labelsize": 11,
            "legend.frameon": False,
        }
    )


def new_figure(width, height, rows=1, columns=1, **kwargs):
    """전역 상태(pyplot) 없이 그림과 축을 만듭니다. 그래서 닫지 않아도 메모리가 쌓이지 않습니다.

    Args:
        width, height: 인치.
        rows, columns: 축의 배열.
        kwargs: `Figure.subplots`에 그대로 넘깁니다.

    Returns:
        (Figure, 축 또는 축의 배열)
    """
    figure = Figure(figsize=(width, height), layout=WholePixels())
    return figure, figure.subplots(rows, columns, **kwargs)


register_font()
