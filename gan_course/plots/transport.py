"""모래 더미를 옮기는 품과 평행한 두 선의 그림(7장)."""

import numpy as np
from matplotlib.patches import Rectangle

from gan_course.plots.style import ACCENT, FAKE, NEUTRAL, REAL, new_figure

# 출발한 자리마다의 색: 어느 벽돌이 어디로 갔는지 눈으로 좇습니다.
_COLOURS = (FAKE, "#E69F00", "#CC79A7", ACCENT, "#56B4E9", NEUTRAL)


def sand_piles(start, plans):
    """벽돌로 나눈 모래 더미와, 그것을 옮긴 계획들.

    Args:
        start: 벽돌마다 처음 자리(0 이상의 정수) [n].
        plans: {제목: 벽돌마다 옮긴 자리 [n]}.

    Returns:
        `matplotlib.figure.Figure`: 첫 칸은 처음의 더미(벽돌에 이름), 나머지는 계획마다 한 칸. 벽돌 안의 수는 옮긴 칸의 수이고,
        제목에 그 합을 적습니다. 색은 처음 자리입니다.
    """
    start = np.asarray(start)
    columns = 1 + max(int(np.max(places)) for places in (start, *plans.values()))
    rows = max(int(np.bincount(places).max()) for places in (start, *map(np.asarray, plans.values())))
    figure, axes = new_figure(3.4 * (1 + len(plans)), 1.5 + 0.5 * rows, 1, 1 + len(plans), squeeze=False)
    panels = {"옮기기 전(가짜)": start} | {title: np.asarray(places) for title, places in plans.items()}
    for axis, (title, places) in zip(axes[0], panels.items()):
        moved = np.abs(places - start)
        height = np.zeros(columns, int)
        for brick in np.lexsort((start, places)):
            place = places[brick]
            colour = _COLOURS[start[brick] % len(_COLOURS)]
            axis.add_patch(Rectangle((place - 0.45, height[place] + 0.04), 0.9, 0.92, fc=colour, ec="black", lw=0.8))
            if places is not start:
                axis.text(place, height[place] + 0.5, moved[brick], ha="center", va="center", fontsize=12)
            height[place] += 1
        cost = "" if places is start else f"\n옮긴 칸의 합 {moved.sum()}"
        axis.set_title(title + cost, fontsize=12)
        axis.set(xlim=(-0.6, columns - 0.4), ylim=(0, rows + 0.1), xticks=range(columns), yticks=[], xlabel="자리")
        axis.spines["left"].set_visible(False)
        axis.set_aspect("equal")
    return figure


def parallel_lines(distances, divergences, costs, example=0.7):
    """평행한 두 선분과, 둘의 거리에 따른 JS와 바서슈타인 거리.

    Args:
        distances: 가짜를 옮긴 거리 θ [n], 차례로 커지는 값. 0이 있어야 합니다.
        divergences: 거리마다의 JS(나트) [n].
        costs: 거리마다의 바서슈타인 거리 [n].
        example: 왼쪽 칸에 그릴 θ.

    Returns:
        `matplotlib.figure.Figure`: 두 선분, JS, 바서슈타인 거리의 세 칸.
    """
    distances, divergences, costs = (np.asarray(values) for values in (distances, divergences, costs))
    figure, (lines, left, right) = new_figure(10.5, 3.4, 1, 3)
    lines.plot([0, 0], [0, 1], color=REAL, lw=4, label="진짜", solid_capstyle="butt")
    lines.plot([example, example], [0, 1], "--", color=FAKE, lw=4, label="가짜", dash_capstyle="butt")
    for height in (0.2, 0.5, 0.8):
        lines.annotate(
            "", xy=(0.02, height), xytext=(example - 0.02, height), arrowprops={"arrowstyle": "-|>", "color": ACCENT}
        )
    lines.text(example / 2, 0.54, r"$\theta$", ha="center", fontsize=13)
    lines.set(xlim=(-0.3, 1.3), ylim=(-0.1, 1.45), xlabel="가로", ylabel="세로", title="평행한 두 선")
    lines.legend(loc="upper right", fontsize=9, ncols=2)
    apart = distances != 0
    for side in (distances < 0, distances > 0):  # 0에서 끊어지므로 따로 긋습니다.
        left.plot(distances[side], divergences[side], color=NEUTRAL, lw=2.5)
    left.plot(distances[~apart], divergences[~apart], "o", color=NEUTRAL, ms=7)
    left.plot([0], [np.log(2)], "o", mfc="white", mec=NEUTRAL, ms=7)
    left.axhline(np.log(2), color=NEUTRAL, lw=0.8, ls=":")
    left.text(distances.max(), np.log(2) + 0.03, "ln 2", ha="right", fontsize=10)
    left.set(ylim=(-0.05, 0.85), xlabel=r"가짜를 옮긴 거리 $\theta$", title="JS: 0만 빼고 평평합니다")
    right.plot(distances, costs, color=ACCENT, lw=2.5)
    right.set(ylim=(-0.05, None), xlabel=r"가짜를 옮긴 거리 $\theta$", title="바서슈타인 거리: 어디에서나 비탈")
    return figure
