"""10장의 그림: 봉우리마다의 손실, 걸음에 따른 품질과 시간, 자르기의 값."""

import numpy as np

from gan_course.plots.style import ACCENT, FAKE, NEUTRAL, REAL, new_figure

_COLOURS = (REAL, FAKE, ACCENT)


def losses_by_mode(losses, missing=()):
    """봉우리마다 잡음을 맞히는 손실의 막대. 세로축은 로그입니다.

    Args:
        losses: {모델의 이름: 봉우리마다의 손실 [m]}. 많아야 셋.
        missing: 바탕을 칠할 봉우리의 번호(0부터).

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, axis = new_figure(8.4, 3.2)
    width = 0.8 / len(losses)
    for number, ((name, values), colour) in enumerate(zip(losses.items(), _COLOURS)):
        places = np.arange(len(values)) + (number - (len(losses) - 1) / 2) * width
        axis.bar(places, values, width, color=colour, label=name)
    for number, place in enumerate(missing):
        label = "모르는 봉우리" if number == 0 else None
        axis.axvspan(place - 0.5, place + 0.5, color=NEUTRAL, alpha=0.12, lw=0, zorder=0, label=label)
    count = len(next(iter(losses.values())))
    axis.set(xlabel="진짜가 나온 봉우리", ylabel="손실", xticks=range(count), xticklabels=range(1, count + 1))
    axis.set_xlim(-0.5, count - 0.5)
    axis.set_yscale("log")
    axis.yaxis.set_major_formatter(lambda value, position: f"{value:g}")  # 기본 눈금에는 글꼴에 없는 빼기표가 있습니다
    axis.minorticks_off()
    axis.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0))
    return figure


def quality_by_steps(steps, qualities, microseconds, generator):
    """걸음의 수에 따른 좋은 표본의 비율(왼쪽)과 표본 하나의 시간(오른쪽). 가로축은 로그입니다.

    Args:
        steps: 걸음의 수 [n].
        qualities: {문제의 이름: 좋은 표본의 비율 [n]}. 많아야 셋.
        microseconds: 표본 하나의 시간(마이크로초) [n].
        generator: 견줄 생성자의 표본 하나의 시간(마이크로초).

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, (left, right) = new_figure(9.6, 3.4, 1, 2)
    for (name, values), colour in zip(qualities.items(), _COLOURS):
        left.plot(steps, 100 * np.asarray(values), "o-", color=colour, label=name)
    left.set(xlabel="걸음", ylabel="좋은 표본(%)", ylim=(-3, 103))
    left.legend(loc="lower right")
    right.plot(steps, microseconds, "o-", color=NEUTRAL, label="확산")
    right.axhline(generator, color=FAKE, ls=":", label="GAN")
    right.set(xlabel="걸음", ylabel="표본 하나(µs)")
    right.set_yscale("log")
    right.yaxis.set_major_formatter(lambda value, position: f"{value:g}")
    right.legend(loc="upper left")
    for axis in (left, right):
        axis.set_xscale("log")
        axis.set_xticks(steps, [str(count) for count in steps])
        axis.minorticks_off()
        axis.grid(alpha=0.2)
    return figure


def truncation_curve(strengths, precision, recall):
    """잠재 벡터를 줄인 만큼 달라지는 정밀도와 재현율.

    Args:
        strengths: 잠재 벡터에 곱한 수 [n].
        precision, recall: 씨앗마다의 값 [씨앗, n] 또는 [n], 0에서 1.

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, axis = new_figure(7.2, 3.4)
    for values, colour, style, name in ((precision, FAKE, "s-", "정밀도"), (recall, REAL, "o-", "재현율")):
        values = np.atleast_2d(values)
        axis.plot(strengths, values.T, color=colour, lw=0.8, alpha=0.5)
        axis.plot(strengths, values.mean(axis=0), style, color=colour, label=name)
    axis.set(xlabel="잠재 벡터에 곱한 수 ψ", ylabel="비율", ylim=(-0.03, 1.03))
    axis.grid(alpha=0.2)
    axis.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0))
    return figure
