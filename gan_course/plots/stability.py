"""7장의 그림: 거리에 따라 남는 신호, 목적 함수마다의 점수, 훈련하는 동안의 점수."""

import numpy as np

from gan_course.plots.style import ACCENT, FAKE, NEUTRAL, REAL, new_figure

_STYLES = ((REAL, "o-"), (FAKE, "s-"), (ACCENT, "^-"), ("#CC79A7", "D--"), ("#E69F00", "v--"), (NEUTRAL, "x:"))


def signal_by_distance(distances, signals):
    """진짜와 가짜의 거리에 따라 생성자가 받는 신호의 크기. 세로축은 로그입니다.

    Args:
        distances: 두 분포의 거리 [n].
        signals: {손실의 이름: 신호의 크기 [n], 0보다 큼}. 많아야 여섯.

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, axis = new_figure(7.5, 3.8)
    for (name, values), (colour, style) in zip(signals.items(), _STYLES):
        axis.plot(distances, values, style, color=colour, label=name)
    axis.set_yscale("log")
    # 로그 축의 기본 눈금(지수)은 글꼴에 없는 빼기표를 씁니다.
    axis.yaxis.set_major_formatter(lambda value, position: f"{value:g}")
    axis.minorticks_off()
    axis.set(xlabel="진짜와 가짜의 거리", ylabel="생성자가 받는 신호")
    axis.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
    return figure


def objective_scores(scores, limits):
    """목적 함수마다 씨앗마다의 점수(점)와 평균의 구간(막대).

    Args:
        scores: {칸의 제목: {목적 함수의 이름: (씨앗마다의 값 [k], (평균, 아래 끝, 위 끝))}}.
        limits: {칸의 제목: (가로축의 아래 끝, 위 끝)}. 아래 끝이 0보다 크면 잘린 축이라고 칸 아래에 적습니다.

    Returns:
        `matplotlib.figure.Figure`: 제목마다 한 칸. 목적 함수는 위에서 아래로, 칸마다 이름이 다를 수 있습니다.
    """
    rows = max(len(of_objective) for of_objective in scores.values())
    figure, axes = new_figure(3.7 * len(scores), 0.9 + 0.36 * rows, 1, len(scores), squeeze=False)
    for axis, (title, of_objective) in zip(axes[0], scores.items()):
        for height, (values, (mean, low, high)) in enumerate(of_objective.values()):
            axis.plot([low, high], [height, height], color=ACCENT, linewidth=5, alpha=0.35, solid_capstyle="butt")
            axis.plot(values, np.full(len(values), height), "o", color=NEUTRAL, markersize=4, alpha=0.6)
            axis.plot(mean, height, "D", color=ACCENT, markersize=6)
        axis.set_yticks(range(len(of_objective)), list(of_objective))
        axis.set(title=title, xlim=limits[title], ylim=(len(of_objective) - 0.5, -0.5))
        if limits[title][0] > 0:  # 잘린 축은 차이를 크게 보이게 하므로 그림 안에도 적습니다
            axis.set_xlabel("축이 0에서 시작하지 않습니다", fontsize=10)
        axis.grid(axis="x", alpha=0.2)
    return figure


def scores_on_the_way(steps, curves, label, limit):
    """훈련하는 동안의 점수: 씨앗마다의 가는 선과 평균의 굵은 선.

    Args:
        steps: 채점한 걸음 [n].
        curves: {이름: 씨앗마다의 점수 [k, n]}. 이름마다 한 칸.
        label: 세로축의 이름.
        limit: 세로축의 위 끝.

    Returns:
        `matplotlib.figure.Figure`.
    """
    columns = min(3, len(curves))
    rows = -(-len(curves) // columns)
    figure, axes = new_figure(3.4 * columns, 2.3 * rows, rows, columns, squeeze=False, sharex=True, sharey=True)
    for axis in axes.ravel()[len(curves) :]:
        axis.set_axis_off()
    for axis, (name, values) in zip(axes.ravel(), curves.items()):
        axis.plot(steps, np.transpose(values), color=NEUTRAL, linewidth=0.8, alpha=0.7)
        axis.plot(steps, np.mean(values, axis=0), color=FAKE, linewidth=2.2)
        axis.set(title=name, ylim=(0, 1.05 * limit), xlim=(0, None))
    for axis in axes[-1]:
        axis.set_xlabel("걸음")
    for axis in axes[:, 0]:
        axis.set_ylabel(label)
    return figure
