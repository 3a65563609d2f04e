"""3장의 그림: 훈련의 경과, 표본의 품질, 모드 붕괴."""

import numpy as np

from gan_course.plots.images import to_display
from gan_course.plots.style import ACCENT, FAKE, NEUTRAL, REAL, new_figure

LN_2 = float(np.log(2))


def loss_curves(generator_losses, discriminator_losses):
    """에포크마다의 두 손실(왼쪽)과, 판별자가 동전을 던질 때의 눈금 ln 2, 2 ln 2에서 벗어난 만큼(오른쪽).

    Args:
        generator_losses, discriminator_losses: 에포크마다의 평균 손실, 길이가 같은 목록.

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, (whole, near) = new_figure(11, 3.8, 1, 2)
    _draw_losses(whole, generator_losses, discriminator_losses)
    for losses, gauge, colour, label in (
        (generator_losses, LN_2, FAKE, r"생성자 손실 - $\ln 2$"),
        (discriminator_losses, 2 * LN_2, REAL, r"판별자 손실 - $2\,\ln 2$"),
    ):
        near.plot(range(1, len(losses) + 1), np.asarray(losses) - gauge, ".-", color=colour, label=label)
    near.axhline(0, color=NEUTRAL, linestyle=":", linewidth=1.2)
    near.set(xlabel="에포크", ylabel="눈금과의 차이", title="눈금 가까이를 크게")
    whole.set_title("손실")
    near.xaxis.get_major_locator().set_params(integer=True)
    near.legend(loc="best")
    return figure


def losses_by_epoch(losses):
    """에포크마다의 손실을 눈금 없이. 목적 함수마다 눈금이 달라 견줄 기준을 그릴 수 없을 때 씁니다.

    Args:
        losses: {이름: 에포크마다의 값}. 비어 있어도 됩니다.

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, axis = new_figure(7.5, 3.4)
    for (name, values), colour, line in zip(losses.items(), (FAKE, REAL, ACCENT, NEUTRAL), ("-", "--", "-.", ":")):
        axis.plot(range(1, len(values) + 1), values, line, color=colour, label=name)
    axis.set(xlabel="에포크", ylabel="손실")
    axis.xaxis.get_major_locator().set_params(integer=True)
    if losses:
        axis.legend(loc="best")
    return figure


def loss_patterns(histories, real, samples, titles):
    """두 손실의 여러 모습과, 그때의 가짜.

    Args:
        histories: 칸마다 (에포크마다의 생성자 손실, 판별자 손실).
        real: 진짜 점 [n, 2].
        samples: 칸마다의 가짜 점 [m, 2].
        titles: 칸마다의 제목.

    Returns:
        `matplotlib.figure.Figure`. 윗줄은 손실, 아랫줄은 훈련을 마쳤을 때의 점입니다.
    """
    if not len(histories) == len(samples) == len(titles):
        raise ValueError(
            f"loss_patterns: 손실 {len(histories)}칸, 점 {len(samples)}칸, 제목 {len(titles)}개입니다. 수를 맞추십시오."
        )
    figure, axes = new_figure(3.3 * len(titles), 5.6, 2, len(titles), squeeze=False)
    limit = 1.35 * np.abs(real).max()
    for (top, below), (generator, discriminator), points, title in zip(axes.T, histories, samples, titles):
        _draw_losses(top, generator, discriminator)
        top.set(title=title, ylabel="", ylim=(0, max(2.0, 1.1 * np.max([generator, discriminator]))))
        _draw_points(below, real, points, limit)
        outside = 100 * np.mean(np.abs(points).max(axis=1) > limit)
        below.set_xlabel(f"그림 밖의 가짜 {outside:.0f}%" if outside >= 1 else "진짜(파랑)와 가짜(주황)")
        if top is not axes[0, 0]:
            top.get_legend().remove()
    axes[0, 0].set_ylabel("손실(에포크의 평균)")
    return figure


def collapse_track(real, centers, track, steps):
    """무너진 가짜 덩어리가 지나간 자리(왼쪽)와, 걸음마다 모드 가까이에 있는 가짜의 비율(오른쪽).

    Args:
        real: 진짜 점 [n, 2].
        centers: 모드의 중심 [k, 2].
        track: 걸음마다의 가짜 점 [걸음, m, 2].
        steps: 걸음의 번호 [걸음].

    Returns:
        `matplotlib.figure.Figure`. 가까이는 중심에서 0.6 안이고, 모드의 번호는 왼쪽 그림에 적습니다.
    """
    track, steps = np.asarray(track), np.asarray(steps)
    if len(track) != len(steps):
        raise ValueError(f"collapse_track: track은 {len(track)}걸음인데 steps는 {len(steps)}개입니다. 수를 맞추십시오.")
    figure, (plane, shares) = new_figure(11, 4.0, 1, 2, width_ratios=(1, 1.7))
    middle = track.mean(axis=1)
    plane.plot(*np.asarray(real).T, ".", color=REAL, alpha=0.12, markersize=3)
    plane.plot(*middle.T, color=NEUTRAL, linewidth=0.8)
    dots = plane.scatter(*middle.T, c=steps, cmap="autumn", s=14, zorder=3)
    for number, (x, y) in enumerate(np.asarray(centers), start=1):
        plane.annotate(str(number), (1.35 * x, 1.35 * y), ha="center", va="center", color=REAL)
    plane.set(title="가짜의 평균이 지나간 자리", xticks=[], yticks=[])
    plane.set_aspect("equal")
    figure.colorbar(dots, ax=plane, label="걸음", location="left", shrink=0.8)
    near = np.linalg.norm(track[:, :, None] - centers, axis=3) < 0.6
    image = shares.pcolormesh(
        steps, np.arange(1, len(centers) + 1), 100 * near.mean(axis=1).T, cmap="Oranges", vmin=0, vmax=100
    )
    shares.set(title="모드마다 가까이 있는 가짜", xlabel="걸음", ylabel="모드의 번호")
    figure.colorbar(image, ax=shares, label="비율(%)")
    return figure


def _draw_losses(axis, generator_losses, discriminator_losses):
    for losses, colour, label, gauge, name in (
        (generator_losses, FAKE, "생성자 손실", LN_2, r"$\ln 2$"),
        (discriminator_losses, REAL, "판별자 손실", 2 * LN_2, r"$2\,\ln 2$"),
    ):
        axis.plot(range(1, len(losses) + 1), losses, ".-", color=colour, label=label)
        axis.axhline(gauge, color=colour, linestyle=":", linewidth=1.2)
        axis.annotate(
            name,
            (1.0, gauge),
            (4, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            color=colour,
            va="center",
        )
    axis.set(xlabel="에포크", ylabel="손실(에포크의 평균)")
    axis.set_ylim(bottom=0)
    axis.set_xlim(0.8, max(len(generator_losses), 2) + 0.2)  # 아직 한 에포크도 끝나지 않았을 때에도
    axis.xaxis.get_major_locator().set_params(integer=True)
    axis.legend(loc="best")


def training_panel(images, generator_losses, discriminator_losses, columns=8):
    """훈련 도중에 보는 그림: 왼쪽은 지금의 표본, 오른쪽은 지금까지의 손실.

    Args:
        images: 지금의 표본 [n, 높이, 너비, 채널 1 또는 3], [-1, 1].
        generator_losses, discriminator_losses: 지금까지 에포크마다의 손실. 비어 있어도 됩니다.
        columns: 표본을 한 줄에 놓을 수.

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, (left, right) = new_figure(10, 3.6, 1, 2, width_ratios=(1.2, 1))
    _draw_montage(left, images, columns)
    _draw_losses(right, generator_losses, discriminator_losses)
    return figure


def real_and_generated(real, generated, columns=10, titles=("진짜(MNIST)", "가짜(생성자)")):
    """진짜와 가짜를 나란히.

    Args:
        real, generated: [n, 높이, 너비, 채널 1 또는 3], [-1, 1].
        columns: 한 줄에 놓을 수.
        titles: 왼쪽과 오른쪽의 제목. 진짜가 아닌 것을 견줄 때 바꿉니다.

    Returns:
        `matplotlib.figure.Figure`.
    """
    rows = -(-len(real) // columns)
    figure, axes = new_figure(11, 0.4 + 5.4 * rows / columns, 1, 2)
    for axis, images, title in zip(axes, (real, generated), titles):
        _draw_montage(axis, images, columns)
        axis.set_title(title)
    return figure


def _draw_montage(axis, images, columns):
    # 칸마다 축을 두면 그리는 데 1초가 넘게 걸립니다. 한 장으로 이어 붙여 그립니다.
    images = to_display(images)
    rows = -(-len(images) // columns)
    blank = np.ones((rows * columns - len(images), *images.shape[1:]), images.dtype)
    cells = np.concatenate([images, blank])
    cells = np.pad(cells, [(0, 0), (1, 1), (1, 1)] + [(0, 0)] * (cells.ndim - 3), constant_values=1)
    lines = [np.concatenate(list(line), axis=1) for line in np.split(cells, rows)]
    axis.imshow(np.concatenate(lines), cmap="gray", vmin=0, vmax=1, interpolation="nearest")
    axis.set_axis_off()


def quality_over_time(seconds, averaged, current, real_against_real, goal=17):
    """훈련한 시간에 따른 MNIST-FD: 진짜끼리의 값의 몇 배인지를 로그 축에 그립니다.

    Args:
        seconds: 훈련한 시간(초). 채점하는 시간은 빼고 셉니다.
        averaged: 그때마다의 평균 생성자(EMA)의 MNIST-FD.
        current: 그때마다의 지금 생성자의 MNIST-FD.
        real_against_real: 진짜끼리의 MNIST-FD(바닥).
        goal: 목표로 삼은 배수.

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, axis = new_figure(8, 4)
    for values, style, colour, label in (
        (current, "o--", FAKE, "지금 생성자"),
        (averaged, "o-", ACCENT, "평균 생성자(EMA)"),
    ):
        axis.plot(seconds, np.asarray(values) / real_against_real, style, color=colour, label=label)
    axis.axhline(goal, color=NEUTRAL, linestyle="--", label=f"목표({goal:g}배)")
    axis.axhline(1, color=REAL, linestyle=":", label="진짜끼리(1배)")
    axis.set_yscale("log")
    # 로그 축의 기본 눈금(지수)은 글꼴에 없는 빼기표를 씁니다.
    axis.yaxis.set_major_formatter(lambda value, position: f"{value:,g}")
    axis.yaxis.set_minor_formatter(lambda value, position: "")
    axis.set(xlabel="훈련한 시간(초)", ylabel="MNIST-FD(진짜끼리의 몇 배)")
    axis.set_xlim(left=0)
    axis.legend()
    return figure


def share_bars(shares, floor=0.04, expected=0.1):
    """표본 가운데 숫자마다의 비율.

    Args:
        shares: 길이 10, 합은 1(`evaluation.digit_shares`).
        floor: 이보다 적으면 빠뜨린 것으로 보는 비율.
        expected: 골고루 나올 때의 비율.

    Returns:
        `matplotlib.figure.Figure`.
    """
    shares = 100 * np.asarray(shares)
    figure, axis = new_figure(8, 3.2)
    bars = axis.bar(range(len(shares)), shares, color=FAKE, width=0.7)
    # 막대의 끝은 10%의 선과 겹치므로 막대 안의 아래쪽에 적습니다.
    for bar, share in zip(bars, shares):
        axis.annotate(f"{share:.1f}", (bar.get_x() + bar.get_width() / 2, 0.5), ha="center", color="white", fontsize=9)
    axis.axhline(100 * expected, color=REAL, linestyle=":", label=f"진짜 {100 * expected:g}%")
    axis.axhline(100 * floor, color=NEUTRAL, linestyle="--", label=f"하한 {100 * floor:g}%")
    axis.set(xlabel="숫자 분류기가 읽은 숫자", ylabel="비율(%)", xticks=range(len(shares)))
    axis.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0))
    return figure


def moving_average(values, averages):
    """들쭉날쭉한 값과 그 지수 이동 평균.

    Args:
        values: 걸음마다의 값.
        averages: {이름: 걸음마다의 평균}.

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, axis = new_figure(8, 3.2)
    axis.plot(values, color=FAKE, alpha=0.4, linewidth=0.8, label="지금 값")
    for (name, average), colour in zip(averages.items(), (ACCENT, REAL, NEUTRAL)):
        axis.plot(average, color=colour, linewidth=2, label=name)
    axis.set(xlabel="걸음", ylabel="가중치 하나의 값")
    axis.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0))
    return figure


def point_panels(real, panels, titles, limit=None, name="가짜"):
    """2차원의 진짜 점 위에 겹쳐 그린 가짜 점: 어느 모드를 빠뜨렸는지 보는 그림.

    Args:
        real: 진짜 점 [n, 2].
        panels: 칸마다의 가짜 점 [m, 2]. None이면 진짜만 그립니다.
        titles: 칸마다의 제목.
        limit: 축의 범위 [-limit, limit]. None이면 진짜에 맞춥니다.
        name: 칸마다의 점이 무엇인지. 가짜가 아닌 점(벌점을 재는 자리)을 그릴 때 바꿉니다.

    Returns:
        `matplotlib.figure.Figure`.
    """
    if len(panels) != len(titles):
        raise ValueError(f"point_panels: 칸은 {len(panels)}개인데 titles는 {len(titles)}개입니다. 수를 맞추십시오.")
    limit = 1.35 * np.abs(real).max() if limit is None else limit
    figure, axes = new_figure(2.7 * len(panels), 3.0, 1, len(panels), squeeze=False)
    for axis, points, title in zip(axes[0], panels, titles):
        _draw_points(axis, real, points, limit)
        axis.set_title(title)
    handles = [
        axes[0, 0].plot([], [], "o", color=colour, label=label)[0] for colour, label in ((REAL, "진짜"), (FAKE, name))
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=2)
    return figure


def _draw_points(axis, real, points, limit):
    axis.plot(*np.asarray(real).T, ".", color=REAL, alpha=0.25, markersize=3)
    if points is not None:
        axis.plot(*np.asarray(points).T, ".", color=FAKE, alpha=0.5, markersize=3)
    axis.set(xlim=(-limit, limit), ylim=(-limit, limit), xticks=[], yticks=[])
    axis.set_aspect("equal")
