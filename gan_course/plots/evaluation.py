"""6장의 그림: 거리의 치우침, 구간, 정밀도와 재현율, 체크포인트 고르기."""

import numpy as np

from gan_course.plots.style import ACCENT, FAKE, NEUTRAL, REAL, new_figure


def distances_by_size(sizes, distances):
    """표본의 수에 따른 거리: 평균과 그 95% 구간, 되풀이마다의 값.

    Args:
        sizes: 표본 수의 목록.
        distances: {이름: [len(sizes), 되풀이]}(`evaluation.distances_by_sample_size`). 되풀이는 둘 이상, 이름마다 한 칸.

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, axes = new_figure(4.6 * len(distances), 3.4, 1, len(distances), squeeze=False)
    for axis, (name, values), colour in zip(axes[0], distances.items(), (FAKE, ACCENT, REAL)):
        values = np.asarray(values)
        axis.plot(np.repeat(sizes, values.shape[1]), values.ravel(), ".", color=colour, alpha=0.3)
        # 평균의 95% 구간: 되풀이의 표준오차에 1.96을 곱합니다. 되풀이가 적으면 조금 좁게 그려집니다.
        half = 1.96 * values.std(axis=1, ddof=1) / np.sqrt(values.shape[1])
        axis.errorbar(sizes, values.mean(axis=1), half, fmt="o-", color=colour, capsize=4, label="평균과 95% 구간")
        axis.axhline(0, color=NEUTRAL, linestyle=":", label="참값 0")
        axis.set(title=name, xlabel="한쪽의 표본 수", xscale="log")
        axis.set_xticks(sizes, [f"{size:,}" for size in sizes])
        axis.minorticks_off()
        axis.legend()
    axes[0, 0].set_ylabel("거리")
    return figure


def interval_bars(intervals, label, reference=None):
    """이름마다의 값과 구간을 가로 막대로.

    Args:
        intervals: {이름: (값, 아래 끝, 위 끝)}. 위에서 아래로 그립니다.
        label: 가로축의 이름.
        reference: 세로로 그을 기준값. None이면 없음.

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, axis = new_figure(7.5, 0.9 + 0.42 * len(intervals))
    for height, (value, low, high) in enumerate(intervals.values()):
        axis.plot([low, high], [height, height], color=ACCENT, linewidth=3, alpha=0.5)
        axis.plot(value, height, "o", color=ACCENT)
    if reference is not None:
        axis.axvline(reference, color=NEUTRAL, linestyle=":")
    axis.set_yticks(range(len(intervals)), list(intervals))
    axis.set(xlabel=label, ylim=(len(intervals) - 0.5, -0.5))
    return figure


def precision_recall_map(scores):
    """정밀도(가로)와 재현율(세로)의 평면에 놓은 생성자들.

    Args:
        scores: {이름: (정밀도, 재현율)}. 첫 이름을 진짜로 보고 다른 색으로 그립니다.

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, axis = new_figure(5.6, 5.0)
    for number, (name, (precision, recall)) in enumerate(scores.items()):
        axis.plot(precision, recall, "s" if number == 0 else "o", color=FAKE if number else REAL, markersize=8)
        left = number % 2 == 0  # 가까이 놓인 두 이름이 겹치지 않게 번갈아 좌우에 적습니다
        axis.annotate(
            name,
            (precision, recall),
            (-9 if left else 9, 0),
            textcoords="offset points",
            ha="right" if left else "left",
            va="center",
        )
    axis.set(xlabel="정밀도(가짜가 진짜의 자리에 든 비율)", ylabel="재현율(진짜가 가짜의 자리에 든 비율)")
    axis.set(xlim=(-0.03, 1.05), ylim=(-0.03, 1.05))
    axis.grid(alpha=0.2)
    return figure


def checkpoint_choices(steps, distances, quality, by_distance, chosen):
    """체크포인트마다의 두 점수와, 저마다의 점수로 고른 자리. 훈련마다 선 하나입니다.

    Args:
        steps: 체크포인트의 걸음 수 [n].
        distances: 훈련마다의 커널 거리 [k, n].
        quality: 훈련마다 좋은 표본의 비율(%) [k, n].
        by_distance: 훈련마다 커널 거리로 고른 체크포인트의 번호 [k].
        chosen: 훈련마다 모드를 세어 고른 체크포인트의 번호 [k].

    Returns:
        `matplotlib.figure.Figure`: 왼쪽은 커널 거리, 오른쪽은 좋은 표본.
    """
    steps, distances, quality = (np.asarray(values) for values in (steps, distances, quality))
    figure, axes = new_figure(10, 3.6, 1, 2)
    for axis, values in zip(axes, (distances, quality)):
        axis.plot(steps, values.T, color=NEUTRAL, linewidth=0.9, alpha=0.6)
        runs = np.arange(len(values))
        for picked, colour, marker, size, name in (
            (chosen, ACCENT, "o", 9, "모드를 세어 고른 것"),
            (by_distance, FAKE, "x", 8, "커널 거리로 고른 것"),
        ):
            axis.plot(
                steps[picked], values[runs, picked], marker, color=colour, markersize=size, markeredgewidth=2,
                fillstyle="none", label=name,
            )  # fmt: skip
        axis.set_xlabel("훈련한 걸음")
    axes[0].axhline(0, color=NEUTRAL, linestyle=":")
    axes[0].set(title="커널 거리(검증용 진짜와)", ylabel="커널 거리")
    axes[1].set(title="좋은 표본(발표할 절반)", ylabel="좋은 표본(%)", ylim=(0, None))
    axes[1].legend(loc="lower right", bbox_to_anchor=(1.0, 0.02))
    return figure
