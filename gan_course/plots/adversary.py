"""1장의 그림: 생성자와 판별자가 무엇을 받아 무엇을 내놓는지, 둘이 겨루면 어떻게 되는지."""

from typing import NamedTuple

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import FancyBboxPatch

from gan_course.plots.style import ACCENT, FAKE, NEUTRAL, REAL, new_figure
from gan_course.plots.way_back import draw_way_back

# 판별자의 답: 가짜라는 답(0)은 주황, 반반(0.5)은 흰색, 진짜라는 답(1)은 파랑.
ANSWERS = LinearSegmentedColormap.from_list("answers", [FAKE, "#FFFFFF", REAL])


class Moment(NamedTuple):
    """2차원에서 겨루는 둘의 한순간."""

    step: int
    """지금까지 훈련한 걸음의 수."""

    real: np.ndarray
    """진짜 점 [n, 2]."""

    fake: np.ndarray
    """생성자가 만든 점 [m, 2]."""

    answers: np.ndarray
    """`theory.plane_grid(limit, resolution)`의 점마다 판별자가 답한 진짜일 확률 [resolution²]."""


def adversarial_game():
    """생성자와 판별자의 관계: 잡음에서 가짜가 나오고, 판별자는 진짜와 가짜를 가립니다.

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, axis = new_figure(9, 3.7)
    axis.set(xlim=(0, 9.05), ylim=(-0.2, 3.5))
    axis.set_axis_off()
    boxes = {
        "noise": (0.1, 0.5, "잡음", "잠재 벡터 z", NEUTRAL),
        "generator": (2.0, 0.5, "생성자 G", "위조지폐범", FAKE),
        "fake": (3.9, 0.5, "가짜 이미지", "G(z)", FAKE),
        "real": (3.9, 2.2, "진짜 이미지", "x", REAL),
        "discriminator": (5.8, 1.35, "판별자 D", "탐정", REAL),
        "answer": (7.7, 1.35, "답", "진짜일 확률", NEUTRAL),
    }
    for x, y, name, detail, color in boxes.values():
        axis.add_patch(FancyBboxPatch((x, y), 1.25, 0.9, boxstyle="round,pad=0.05", fc="white", ec=color, lw=2))
        axis.text(x + 0.625, y + 0.7, name, ha="center", va="center", fontsize=12, weight="bold")
        axis.text(x + 0.625, y + 0.4, detail, ha="center", va="center", fontsize=10, color=NEUTRAL)

    def arrow(start, end, color=NEUTRAL):
        axis.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": color, "lw": 1.8})

    arrow((1.45, 1.0), (1.9, 1.0))
    arrow((3.35, 1.0), (3.8, 1.0), FAKE)
    arrow((5.25, 1.2), (5.7, 1.7), FAKE)
    arrow((5.25, 2.6), (5.7, 2.1), REAL)
    arrow((7.15, 1.95), (7.6, 1.95))
    # 점선은 배우는 길입니다. 판별자는 정답에서 배우고, 생성자가 배우는 길은 판별자를 거꾸로 지나옵니다.
    draw_way_back(axis, [(8.32, 2.35), (8.32, 2.75), (6.42, 2.75), (6.42, 2.33)], REAL)
    axis.text(7.37, 2.9, "판별자: 정답과 견주어 배웁니다", ha="center", fontsize=10.5, color=REAL)
    draw_way_back(axis, [(7.85, 1.52), (5.9, 1.52), (5.05, 0.62), (3.32, 0.62)], ACCENT)
    axis.text(4.7, 0.08, "생성자: 판별자를 거꾸로 지나온 답으로만 배웁니다", ha="center", fontsize=10.5, color=ACCENT)
    return figure


def logit_to_probability(marks=(-2.0, 0.0, 2.0), limit=6.0):
    """시그모이드 곡선: 판별자의 로짓이 확률로 바뀌는 모양.

    Args:
        marks: 점으로 표시할 로짓.
        limit: 가로축의 범위 [-limit, limit].

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, axis = new_figure(6.5, 3.4)
    logits = np.linspace(-limit, limit, 201)
    axis.plot(logits, _sigmoid(logits), color=REAL, lw=2)
    axis.axhline(0.5, color=NEUTRAL, lw=1, ls="--")
    axis.text(limit, 0.52, "반반(동전 던지기)", ha="right", va="bottom", color=NEUTRAL)
    for mark in marks:
        probability = _sigmoid(np.float64(mark))
        axis.plot(mark, probability, "o", color=FAKE, ms=8)
        axis.annotate(
            f"a = {mark:g}\nD = {probability:.2f}",
            (mark, probability),
            (12, -24),
            textcoords="offset points",
        )
    axis.set(xlabel="로짓 a", ylabel="진짜일 확률 D", xlim=(-limit, limit), ylim=(-0.03, 1.03))
    return figure


def compare_distributions(first, second, xlabel, names=("진짜", "가짜"), limits=None, threshold=None):
    """두 무리에서 잰 수의 분포를 겹쳐 그립니다.

    Args:
        first, second: 무리마다 잰 수 [n], [m].
        xlabel: 무엇을 쟀는지.
        names: 두 무리의 이름.
        limits: 가로축의 범위. None이면 두 무리를 모두 담습니다.
        threshold: 세로선을 그을 자리. None이면 긋지 않습니다.

    Returns:
        `matplotlib.figure.Figure`.
    """
    first, second = np.ravel(first), np.ravel(second)
    if not (len(first) and len(second)):
        raise ValueError(
            f"compare_distributions: 두 무리의 수가 {len(first)}, {len(second)}입니다. 저마다 하나 이상이어야 합니다."
        )
    low, high = limits or (min(first.min(), second.min()), max(first.max(), second.max()))
    bins = np.linspace(low, high, 51)
    figure, axis = new_figure(7, 3.2)
    for values, name, color in zip((first, second), names, (REAL, FAKE)):
        # 무리의 크기가 달라도 견줄 수 있게 비율로 그립니다.
        weights = np.full(len(values), 100 / len(values))
        axis.hist(values, bins, weights=weights, color=color, alpha=0.6, label=name)
    if threshold is not None:
        axis.axvline(threshold, color=NEUTRAL, ls="--", label=f"기준 {threshold:g}")
    axis.set(xlabel=xlabel, ylabel="비율 (%)", xlim=(low, high))
    axis.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return figure


def generator_map(noise, points, real=None, path=None, chosen=None, limit=3.2):
    """2차원 생성자가 하는 일: 왼쪽 잠재 평면의 점이 오른쪽 어디로 가는지.

    같은 색은 같은 점입니다. 색은 잠재 벡터의 방향입니다.

    Args:
        noise: 잠재 벡터 [n, 2].
        points: 생성자가 만든 점 [n, 2].
        real: 진짜 점 [m, 2]. None이면 그리지 않습니다.
        path: (잠재 벡터 [k, 2], 그 점 [k, 2])로 이은 길. None이면 그리지 않습니다.
        chosen: (잠재 벡터 [2], 그 점 [2])로 크게 표시할 하나. None이면 표시하지 않습니다.
        limit: 두 축의 범위 [-limit, limit].

    Returns:
        `matplotlib.figure.Figure`.
    """
    noise, points = np.asarray(noise), np.asarray(points)
    if noise.shape != points.shape or noise.ndim != 2 or noise.shape[1] != 2:
        raise ValueError(
            f"generator_map: noise의 모양은 {noise.shape}, points의 모양은 {points.shape}입니다. "
            "둘 다 [n, 2]이고 수가 같아야 합니다."
        )
    figure, axes = new_figure(9, 4.6, 1, 2)
    if real is not None:
        axes[1].scatter(*np.asarray(real).T, s=6, color=NEUTRAL, alpha=0.25, label="진짜")
        axes[1].legend(loc="upper right")
    direction = np.arctan2(noise[:, 1], noise[:, 0])
    for index, (axis, cloud) in enumerate(zip(axes, (noise, points))):
        axis.scatter(*cloud.T, s=9, c=direction, cmap="twilight", vmin=-np.pi, vmax=np.pi)
        if path is not None:
            axis.plot(*np.asarray(path[index]).T, color="black", lw=1.5)
            for end, name in ((0, "출발"), (-1, "도착")):
                x, y = path[index][end]
                axis.plot(x, y, "o", color="black", ms=6)
                axis.annotate(name, (x, y), (7, 5), textcoords="offset points", weight="bold")
        if chosen is not None:
            axis.plot(*np.asarray(chosen[index]), "*", color=ACCENT, mec="black", ms=20)
        axis.set(xlim=(-limit, limit), ylim=(-limit, limit), aspect="equal")
    axes[0].set(title="잠재 벡터 z", xlabel="z의 첫째 수", ylabel="z의 둘째 수")
    axes[1].set(title="생성자의 출력 G(z)", xlabel="출력의 첫째 수", ylabel="출력의 둘째 수")
    return figure


def duel(moments, columns=3, limit=3.2):
    """2차원에서 겨루는 둘의 순간들: 진짜 점, 가짜 점, 그리고 판별자의 답(바탕색).

    Args:
        moments: `Moment`의 목록. 하나여도 됩니다.
        columns: 한 줄에 놓을 순간의 수.
        limit: 두 축의 범위이자 `answers`를 물어본 격자의 범위 [-limit, limit].

    Returns:
        `matplotlib.figure.Figure`.
    """
    if not moments:
        raise ValueError("duel에 순간이 하나도 없습니다. Moment를 하나 이상 담은 목록을 주십시오.")
    columns = min(columns, len(moments))
    rows = -(-len(moments) // columns)
    size = 3.1 if len(moments) > 1 else 5.0
    figure, axes = new_figure(columns * size + 0.9, rows * (size + 0.3), rows, columns, squeeze=False)
    for axis in axes.flat[len(moments) :]:
        axis.set_axis_off()
    for axis, moment in zip(axes.flat, moments):
        resolution = round(np.size(moment.answers) ** 0.5)
        surface = axis.imshow(
            np.reshape(moment.answers, (resolution, resolution)),
            cmap=ANSWERS,
            vmin=0,
            vmax=1,
            origin="lower",
            extent=(-limit, limit, -limit, limit),
            alpha=0.55,
            interpolation="bilinear",
        )
        axis.scatter(*np.asarray(moment.real).T, s=5, color=REAL, label="진짜")
        axis.scatter(*np.asarray(moment.fake).T, s=5, color=FAKE, label="가짜")
        axis.set(xlim=(-limit, limit), ylim=(-limit, limit), xticks=[], yticks=[])
        axis.set_title(f"{moment.step:,}걸음")
    axes.flat[0].legend(loc="upper right", markerscale=3, frameon=True, framealpha=0.9)
    figure.colorbar(surface, ax=axes, label="판별자가 답한 진짜일 확률", shrink=0.8)
    return figure


def _sigmoid(logits):
    return 1 / (1 + np.exp(-logits))
