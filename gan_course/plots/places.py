"""4장의 그림: 장면의 자리마다 정답과의 차이."""

import numpy as np

from gan_course.plots.style import ACCENT, FAKE, NEUTRAL, new_figure


def errors_by_place(panels):
    """방향마다 한 칸, 자리마다 한 묶음의 막대.

    Args:
        panels: {칸의 제목: {그림의 이름: {자리: 정답과의 차이}}}. 그림은 셋까지, 자리는 모두 같아야 합니다.
            차이의 단위는 [0, 1]의 화소이고, 정답은 0입니다.

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, axes = new_figure(10, 3.4, columns=len(panels), sharey=True)
    for axis, (title, errors) in zip(np.ravel(axes), panels.items()):
        width = 0.8 / len(errors)
        for index, ((name, values), colour) in enumerate(zip(errors.items(), (NEUTRAL, ACCENT, FAKE))):
            where = np.arange(len(values)) + (index - (len(errors) - 1) / 2) * width
            bars = axis.bar(where, list(values.values()), 0.92 * width, color=colour, label=name)
            axis.bar_label(bars, fmt="%.2f", fontsize=8)
        axis.set_xticks(range(len(values)), list(values))
        axis.set_title(title)
        axis.margins(y=0.12)
    np.ravel(axes)[0].set_ylabel("정답과의 차이(정답은 0)")
    np.ravel(axes)[-1].legend()
    return figure
