"""3장의 그림: 경사 하강법, 두 테이프, 한 걸음의 앞과 뒤."""

import numpy as np
from matplotlib.patches import FancyBboxPatch

from gan_course.plots.style import ACCENT, FAKE, NEUTRAL, REAL, new_figure
from gan_course.plots.way_back import draw_way_back


def descent_paths(paths, labels):
    """y = x² 위에서 경사 하강법이 지나간 자리.

    Args:
        paths: 길마다 x의 목록(출발점부터).
        labels: 길마다의 제목.

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, axes = new_figure(3.1 * len(paths), 3.0, 1, len(paths), squeeze=False, sharey=True)
    limit = 1.15 * max(np.abs(path).max() for path in map(np.asarray, paths))
    x = np.linspace(-limit, limit, 200)
    for axis, path, label in zip(axes[0], paths, labels, strict=True):
        path = np.asarray(path, np.float64)
        axis.plot(x, x**2, color=NEUTRAL, linewidth=1)
        axis.plot(path, path**2, "o-", color=ACCENT, markersize=4, linewidth=1, alpha=0.8)
        axis.plot(path[0], path[0] ** 2, "o", color=FAKE, markersize=8, label="출발")
        axis.set(title=label, xlabel="$x$")
    axes[0, 0].set_ylabel("$x^2$")
    axes[0, 0].legend(loc="upper center")
    return figure


def two_tapes():
    """한 걸음의 구조: 잡음에서 두 손실까지, 그리고 두 그레이디언트가 되돌아오는 길."""
    figure, axis = new_figure(10, 4.4)
    axis.set(xlim=(0, 10), ylim=(0.4, 4.8))
    axis.set_axis_off()
    boxes = {
        "noise": (0.9, 1.5, "잡음", NEUTRAL),
        "generator": (2.7, 1.5, "생성자", FAKE),
        "fake": (4.5, 1.5, "가짜 이미지", FAKE),
        "real": (4.5, 3.3, "진짜 이미지", REAL),
        "discriminator": (6.3, 2.4, "판별자", REAL),
        "gen_loss": (8.9, 1.5, "생성자 손실", FAKE),
        "disc_loss": (8.9, 3.3, "판별자 손실", REAL),
    }
    for x, y, text, colour in boxes.values():
        axis.add_patch(
            FancyBboxPatch((x - 0.65, y - 0.35), 1.3, 0.7, boxstyle="round,pad=0.05", fc="white", ec=colour, lw=2)
        )
        axis.text(x, y + 0.12, text, ha="center", va="center", fontsize=12)
    for start, end in [
        ((1.6, 1.6), (2.0, 1.6)),
        ((3.4, 1.6), (3.8, 1.6)),
        ((5.2, 1.75), (5.6, 2.25)),
        ((5.2, 3.2), (5.6, 2.7)),
        ((7.0, 2.6), (8.2, 3.1)),
        ((7.0, 2.3), (8.2, 1.75)),
    ]:
        axis.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": "black", "lw": 1.8})
    axis.text(7.35, 3.05, "로짓(진짜, 가짜)", ha="center", va="center", fontsize=9, color=NEUTRAL)
    axis.text(7.95, 2.2, "로짓(가짜)", ha="center", va="center", fontsize=9, color=NEUTRAL)
    # 되돌아오는 길: 판별자의 것은 판별자에서 멈추고, 생성자의 것은 판별자를 지나 생성자까지 갑니다.
    draw_way_back(axis, [(8.9, 3.72), (8.9, 4.15), (6.3, 4.15), (6.3, 2.82)], REAL)
    axis.text(7.6, 4.35, "disc_tape: 판별자의 가중치까지", color=REAL, ha="center", fontsize=11)
    draw_way_back(axis, [(8.35, 1.28), (6.95, 2.18), (5.7, 2.18), (5.1, 1.28), (3.38, 1.28)], FAKE)
    axis.text(5.8, 0.75, "gen_tape: 판별자를 지나 생성자의 가중치까지", color=FAKE, ha="center", fontsize=11)
    return figure


def answers_before_after(before, after):
    """한 걸음 전과 후에 판별자가 같은 이미지에 준 답.

    Args:
        before, after: (진짜에 대한 로짓, 가짜에 대한 로짓). 각각 [배치] 또는 [배치, 1].

    Returns:
        `matplotlib.figure.Figure`. 가로축은 로짓, 점 하나가 이미지 한 장.
    """
    figure, axis = new_figure(8, 2.8)
    rows = [("걸음 전", before), ("걸음 뒤", after)]
    for height, (_, answers) in zip((1, 0), rows):
        for values, colour, label, shift in zip(answers, (REAL, FAKE), ("진짜 이미지", "가짜 이미지"), (0.12, -0.12)):
            values = np.ravel(values)
            axis.plot(
                values,
                np.full(len(values), height + shift),
                "o",
                color=colour,
                alpha=0.45,
                markersize=6,
                label=label if height else None,
            )
            axis.plot([values.mean()] * 2, [height + shift - 0.1, height + shift + 0.1], color=colour, lw=3)
    axis.axvline(0, color=NEUTRAL, linestyle=":", label="반반(확률 1/2)")
    axis.set(yticks=[1, 0], yticklabels=[name for name, _ in rows], ylim=(-0.5, 1.5))
    axis.set_xlabel("판별자의 로짓 (왼쪽: 가짜라는 답, 오른쪽: 진짜라는 답)")
    axis.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0))
    return figure
