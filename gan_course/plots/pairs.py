"""5장의 그림: Pix2Pix의 한 걸음, 두 방법의 점수, 짝의 수에 따른 점수, 흑백에서 알 수 없는 색."""

import numpy as np
from matplotlib.patches import FancyBboxPatch, Rectangle

from gan_course.plots.images import to_display
from gan_course.plots.style import ACCENT, FAKE, NEUTRAL, REAL, new_figure

PAIRED = ACCENT  # 짝을 쓰는 Pix2Pix
UNPAIRED = "#CC79A7"  # 짝을 쓰지 않는 CycleGAN(Okabe-Ito의 자주)


def pix2pix_diagram(names=("입력", "정답"), images=None):
    """생성자 하나와 조건부 판별자 하나, 그리고 정답과의 화소 차이.

    Args:
        names: 두 도메인의 이름 (x, y).
        images: 자리에 놓을 이미지 세 장 [3, 높이, 너비, 1 또는 3], [-1, 1]. 차례로 x, 가짜 y, 정답 y.
            None이면 이름만 적습니다.

    Returns:
        `matplotlib.figure.Figure`.
    """
    pictures = [None] * 3 if images is None else list(to_display(images))
    if len(pictures) != 3:
        raise ValueError(f"pix2pix_diagram: 이미지가 {len(pictures)}장입니다. 세 장(입력, 가짜, 정답)을 주십시오.")
    x_name, y_name = names
    figure, axis = new_figure(13, 4.9)
    axis.set(xlim=(0, 13), ylim=(0, 4.9))
    axis.set_axis_off()
    axis.set_aspect("equal")
    x, fake, real = pictures
    top, low = 3.75, 1.3
    _picture(axis, 1.0, top, 1.2, x, f"{x_name} $x$", REAL)
    _box(axis, 3.2, top, 1.4, 0.8, "생성자", FAKE)
    _picture(axis, 5.4, top, 1.2, fake, f"가짜 {y_name} $G(x)$", FAKE)
    _picture(axis, 5.4, low, 1.2, real, f"정답 {y_name} $y$", REAL)
    _arrow(axis, (1.7, top), (2.4, top))
    _arrow(axis, (4.0, top), (4.7, top))
    axis.annotate(
        "", xy=(5.4, low + 0.66), xytext=(5.4, top - 0.96),
        arrowprops={"arrowstyle": "<|-|>", "color": ACCENT, "lw": 2},
    )  # fmt: skip
    middle = (top + low) / 2 - 0.15
    axis.text(5.6, middle, "화소끼리 견줍니다\n(L1 손실)", color=ACCENT, ha="left", va="center", fontsize=11)
    judge = 8.9  # 판별자의 가로 자리: 왼쪽의 화살표 위에 [x, G(x)]를 적을 만큼 뗍니다
    for y, label in ((top, "[$x$, $G(x)$]"), (low, "[$x$, $y$]")):
        _box(axis, judge, y, 1.5, 0.8, "판별자", REAL)
        _arrow(axis, (6.1, y), (judge - 0.8, y))
        axis.text((6.1 + judge - 0.8) / 2, y + 0.12, label, ha="center", va="bottom", fontsize=12)
        _arrow(axis, (judge + 0.8, y), (judge + 1.3, y))
    axis.text(judge + 1.4, top, "진짜 짝일까?\n(가짜라고 답해야)", color=REAL, va="center", fontsize=11)
    axis.text(judge + 1.4, low, "진짜 짝일까?\n(진짜라고 답해야)", color=REAL, va="center", fontsize=11)
    # 판별자가 x도 함께 본다는 것이 조건부의 뜻이므로, x에서 두 판별자로 가는 길을 따로 그립니다.
    for y, edge, outside in ((top, 0.45, top + 0.95), (low, -0.45, low - 1.1)):
        leaving = top + (0.62 if y == top else -0.95)
        axis.plot([1.0, 1.0, judge], [leaving, outside, outside], "--", color=NEUTRAL, linewidth=1.3)
        axis.annotate(
            "", xy=(judge, y + edge), xytext=(judge, outside),
            arrowprops={"arrowstyle": "-|>", "color": NEUTRAL, "lw": 1.3, "linestyle": "--", "shrinkA": 0},
        )  # fmt: skip
    return figure


def _picture(axis, x, y, size, picture, label, colour):
    half = size / 2
    if picture is not None:
        # 축의 범위를 건드리지 않도록 자리를 알려 주고 범위를 되돌립니다.
        limits = axis.get_xlim(), axis.get_ylim()
        axis.imshow(
            picture, extent=(x - half, x + half, y - half, y + half), cmap="gray", vmin=0, vmax=1,
            interpolation="nearest", zorder=2,
        )  # fmt: skip
        axis.set(xlim=limits[0], ylim=limits[1])
    axis.add_patch(Rectangle((x - half, y - half), size, size, fill=False, ec=colour, lw=2, zorder=3))
    axis.text(x, y - half - 0.08, label, ha="center", va="top", fontsize=11)


def _box(axis, x, y, width, height, label, colour):
    axis.add_patch(
        FancyBboxPatch((x - width / 2, y - height / 2), width, height, boxstyle="round,pad=0.03", fc=colour, ec=colour)
    )
    axis.text(x, y, label, ha="center", va="center", fontsize=12, color="white")


def _arrow(axis, start, end):
    axis.annotate("", xy=end, xytext=start, arrowprops={"arrowstyle": "-|>", "color": "black", "lw": 1.6})


def method_scores(directions, paired, unpaired, baselines, label="정답과의 차이"):
    """방향마다 두 방법의 점수: 막대는 씨앗들의 평균, 세로줄은 표준 편차, 점은 씨앗 하나.

    Args:
        directions: 방향의 이름들.
        paired, unpaired: 방향마다 Pix2Pix와 CycleGAN의 점수 [방향, 씨앗]. 작을수록 좋습니다.
        baselines: 방향마다 입력을 그대로 내놓았을 때의 점수.
        label: 세로축의 이름.

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, axis = new_figure(1.8 + 1.7 * len(directions), 3.8)
    places = np.arange(len(directions))
    for shift, scores, colour, name in (
        (-0.19, paired, PAIRED, "Pix2Pix(짝지은 데이터)"),
        (0.19, unpaired, UNPAIRED, "CycleGAN(짝 없는 데이터)"),
    ):
        scores = np.asarray(scores)
        axis.bar(places + shift, scores.mean(axis=1), 0.36, color=colour, alpha=0.75, label=name)
        axis.errorbar(places + shift, scores.mean(axis=1), _spread(scores), fmt="none", ecolor="black", capsize=4)
        for place, seeds in zip(places + shift, scores):
            axis.plot(np.full(len(seeds), place + 0.1), seeds, "o", color="black", markersize=3)
    for place, baseline in zip(places, baselines):
        axis.plot(
            [place - 0.42, place + 0.42], [baseline] * 2, "--", color=NEUTRAL,
            label=None if place else "입력 그대로",
        )  # fmt: skip
    axis.set(xticks=places, xticklabels=directions, ylabel=label)
    axis.set_ylim(bottom=0)
    axis.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0))
    return figure


def pairs_curve(counts, paired, unpaired, baseline, label="정답과의 차이", unpaired_name="짝 없는 CycleGAN"):
    """짝의 수에 따른 Pix2Pix의 점수와, 짝을 쓰지 않은 CycleGAN의 점수.

    Args:
        counts: 짝의 수, 커지는 차례.
        paired: 짝의 수마다 Pix2Pix의 점수 [짝의 수, 씨앗]. 작을수록 좋습니다.
        unpaired: CycleGAN의 점수 [씨앗].
        baseline: 입력을 그대로 내놓았을 때의 점수.
        label: 세로축의 이름.
        unpaired_name: CycleGAN의 이름(데이터의 수를 함께 적을 때).

    Returns:
        `matplotlib.figure.Figure`. 가로축은 로그, 옅은 점은 씨앗 하나, 띠는 CycleGAN의 평균 ± 표준 편차.
    """
    counts, paired, unpaired = (np.asarray(values) for values in (counts, paired, unpaired))
    if paired.shape[0] != len(counts):
        raise ValueError(
            f"pairs_curve: 짝의 수는 {len(counts)}가지인데 점수는 {paired.shape[0]}줄입니다. 수를 맞추십시오."
        )
    figure, axis = new_figure(8.5, 3.8)
    for seeds in paired.T:
        axis.plot(counts, seeds, "o", color=PAIRED, alpha=0.35, markersize=5)
    axis.errorbar(counts, paired.mean(axis=1), _spread(paired), fmt="o-", color=PAIRED, capsize=4, label="Pix2Pix")
    mean, spread = unpaired.mean(), _spread(unpaired[None])[0]
    axis.axhline(mean, color=UNPAIRED, linewidth=2, label=unpaired_name)
    axis.axhspan(mean - spread, mean + spread, color=UNPAIRED, alpha=0.2)
    axis.axhline(baseline, color=NEUTRAL, linestyle="--", label="입력 그대로")
    axis.set_xscale("log", base=2)
    axis.set(xticks=counts, xlabel="짝의 수", ylabel=label)
    # 로그 축의 기본 눈금(지수)은 글꼴에 없는 빼기표를 씁니다.
    axis.xaxis.set_major_formatter(lambda value, position: f"{value:,.0f}")
    axis.xaxis.set_minor_formatter(lambda value, position: "")
    axis.set_ylim(bottom=0)
    axis.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0))
    return figure


def colour_against_brightness(brightness, truth, painted, unknown, labels=("밝기", "색")):
    """밝기와 색을 점으로: 밝기가 같은데 정답의 색이 여럿인 자리에서 신경망이 무슨 색을 칠하는지.

    Args:
        brightness: 그림마다의 밝기 [n].
        truth: 그림마다의 정답의 색을 나타낸 수 [n].
        painted: {방법의 이름: 그 방법이 칠한 색을 나타낸 수 [n]}.
        unknown: bool [n]. 색을 알 수 없는 그림. 이것들의 밝기의 범위를 회색 띠로 칠합니다. 하나도 없으면 띠가 없습니다.
        labels: 가로축과 세로축의 이름.

    Returns:
        `matplotlib.figure.Figure`: 방법마다 한 칸. 옅은 점은 정답, 짙은 점은 칠한 것.
    """
    wrong = {name: len(values) for name, values in painted.items() if len(values) != len(brightness)}
    if not painted or wrong or not len(brightness) == len(truth) == len(unknown):
        raise ValueError(
            f"colour_against_brightness: 밝기는 {len(brightness)}개, 정답은 {len(truth)}개, unknown은 "
            f"{len(unknown)}개, 칠한 것은 {wrong or len(painted)}입니다. 그림마다 하나씩 주십시오."
        )
    figure, axes = new_figure(4.6 * len(painted), 3.8, 1, len(painted), sharex=True, sharey=True, squeeze=False)
    for axis, (name, values), colour in zip(axes[0], painted.items(), (PAIRED, UNPAIRED, FAKE)):
        if np.any(unknown):
            band = np.asarray(brightness)[unknown]
            axis.axvspan(band.min(), band.max(), color=NEUTRAL, alpha=0.15, linewidth=0, label="흑백만 보고 알 수 없음")
        axis.plot(brightness, truth, "o", color="black", alpha=0.35, markersize=5, label="정답")
        axis.plot(brightness, values, "^", color=colour, markersize=5, label="칠한 것")
        axis.set(title=name, xlabel=labels[0])
    axes[0, 0].set_ylabel(labels[1])
    handles = {label: handle for axis in axes[0] for handle, label in zip(*axis.get_legend_handles_labels())}
    figure.legend(handles.values(), handles.keys(), loc="outside lower center", ncols=len(handles), fontsize=10)
    return figure


def _spread(scores):
    """씨앗(마지막 축)의 표본 표준 편차. 씨앗이 하나면 0입니다."""
    scores = np.asarray(scores)
    return scores.std(axis=-1, ddof=1) if scores.shape[-1] > 1 else np.zeros(len(scores))
