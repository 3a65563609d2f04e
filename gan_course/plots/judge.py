"""9장의 그림: 판별자가 본 진짜, 보지 못한 진짜, 가짜에 준 로짓."""

import numpy as np

from gan_course.plots.style import ACCENT, FAKE, NEUTRAL, REAL, new_figure

GROUPS = {"훈련한 진짜": (REAL, "-"), "남겨 둔 진짜": (ACCENT, "--"), "가짜": (FAKE, "-.")}


def judge_logits(steps, runs):
    """훈련하는 동안 판별자가 세 무리에 준 로짓의 평균. 훈련마다 한 칸이고 세로축은 함께 씁니다.

    Args:
        steps: 적은 때의 걸음 수 [n].
        runs: {이름: 로짓 [n, 3]}. 열은 훈련한 진짜, 남겨 둔 진짜, 가짜의 차례입니다.

    Returns:
        `matplotlib.figure.Figure`.

    Raises:
        ValueError: 로짓의 모양이 [n, 3]이 아닐 때.
    """
    figure, axes = new_figure(max(6.0, 3.6 * len(runs)), 3.4, 1, len(runs), squeeze=False, sharey=True)
    for axis, (name, logits) in zip(axes[0], runs.items()):
        logits = np.asarray(logits)
        if logits.shape != (len(steps), len(GROUPS)):
            raise ValueError(
                f"judge_logits: {name}의 로짓의 모양이 {logits.shape}입니다. [{len(steps)}, {len(GROUPS)}]이어야 합니다."
            )
        axis.axhline(0, color=NEUTRAL, linewidth=0.8, linestyle=":")
        for (label, (colour, style)), values in zip(GROUPS.items(), logits.T):
            axis.plot(steps, values, style, color=colour, label=label)
        axis.set(title=name, xlabel="걸음")
    axes[0, 0].set_ylabel("로짓의 평균")
    axes[0, -1].legend(loc="upper left", bbox_to_anchor=(1.01, 1.0))
    return figure
