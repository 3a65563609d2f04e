"""생성모델의 가계도(7장, 10장)."""

from matplotlib.patches import FancyBboxPatch

from gan_course.plots.style import ACCENT, FAKE, NEUTRAL, REAL, new_figure

# (이름, 배우는 것, 표본 한 장, 가능도)
FAMILY = (
    ("자기회귀", "앞의 화소들을 본\n다음 화소의 확률", "화소 하나씩 차례로\n(화소의 수만큼)", "정확히 계산합니다"),
    ("흐름", "거꾸로 되돌릴 수 있는\n변환", "잡음에서 한 번에", "정확히 계산합니다"),
    ("VAE\n(변분 자기부호기)", "잠재 벡터로 줄이기와\n되살리기", "잡음에서 한 번에", "아래쪽 한계를\n계산합니다"),
    ("확산, 점수", "섞인 잡음을\n걷어 내기", "잡음에서 여러 걸음", "아래쪽 한계를\n계산합니다"),
    ("GAN", "판별자를 속이기", "잡음에서 한 번에", "계산할 수 없습니다"),
)
_HEADINGS = ("배우는 것", "표본 한 장을 만드는 법", "가능도")


def family_tree(bridge=False):
    """생성모델의 다섯 갈래: 가능도를 적는지, 무엇을 배우는지, 표본을 어떻게 만드는지.

    Args:
        bridge: 확산에서 GAN으로 건너가는 다리(적대적 증류)와 10장에서 잰 것의 줄도 그릴지.

    Returns:
        `matplotlib.figure.Figure`: 위에서 아래로 갈라지는 나무와, 갈래마다의 세 줄.
    """
    bottom = -1.0 if bridge else 0.0
    figure, axis = new_figure(11.5, 6.4 - bottom)
    axis.set(xlim=(-0.85, 5), ylim=(bottom, 6.1))
    axis.set_axis_off()
    middles = [index + 0.5 for index in range(len(FAMILY))]
    explicit, implicit = sum(middles[:4]) / 4, middles[4]
    _box(axis, 2.5, 5.75, 1.6, 0.5, "생성모델", NEUTRAL)
    _box(axis, explicit, 4.7, 2.9, 0.55, "확률 밀도를 식으로 적습니다(명시적)", REAL)
    _box(axis, implicit, 4.7, 0.94, 0.55, "적지 않습니다\n(암묵적)", FAKE, 11.5)
    for x in (explicit, implicit):
        _branch(axis, 2.5, 5.5, x, 4.98)
    for x, (name, *rows) in zip(middles, FAMILY):
        _branch(axis, implicit if x == implicit else explicit, 4.42, x, 3.95)
        _box(axis, x, 3.65, 0.9, 0.6, name, FAKE if x == implicit else ACCENT, 12)
        for height, text in zip((2.7, 1.7, 0.7), rows):
            axis.text(x, height, text, ha="center", va="center", fontsize=11.5, linespacing=1.4)
    if bridge:
        _bridge(axis, middles[3], middles[4])
    for height, heading in zip((2.7, 1.7, 0.7), _HEADINGS):
        axis.axhline(height + 0.5, color=NEUTRAL, lw=0.6, alpha=0.5)
        axis.text(-0.83, height, heading.replace(" 만드는", "\n만드는"), va="center", fontsize=12)
    return figure


def _bridge(axis, diffusion, gan):
    """확산을 GAN처럼 한 걸음으로 줄이는 증류의 화살표와, 두 갈래의 배우는 자리."""
    axis.annotate(
        "", (gan - 0.3, 3.33), (diffusion + 0.3, 3.33),
        arrowprops={"arrowstyle": "-|>", "lw": 2, "color": FAKE, "connectionstyle": "arc3,rad=0.35"},
    )  # fmt: skip
    axis.axhline(0.2, color=NEUTRAL, lw=0.6, alpha=0.5)
    axis.text(-0.83, -0.4, "10장에서\n본 것", va="center", fontsize=12)
    for x, text in (
        (diffusion, "진짜가 있는 곳에서\n배웁니다. 판별자로\n한 걸음에 줄입니다"),
        (gan, "가짜가 있는 곳에서\n배웁니다. 처음부터\n한 걸음입니다"),
    ):
        axis.text(x, -0.4, text, ha="center", va="center", fontsize=11, linespacing=1.3)


def _branch(axis, x, y, below_x, below_y):
    middle = (y + below_y) / 2
    axis.plot([x, x, below_x, below_x], [y, middle, middle, below_y], color="black", lw=1.3, zorder=0)


def _box(axis, x, y, width, height, label, colour, size=12):
    axis.add_patch(
        FancyBboxPatch(
            (x - width / 2, y - height / 2), width, height, boxstyle="round,pad=0.0,rounding_size=0.08", fc=colour,
            ec=colour,
        )
    )  # fmt: skip
    axis.text(x, y, label, ha="center", va="center", fontsize=size, color="white")
