"""4b장의 그림: 가중치 λ를 바꾸면 달라지는 것, 숨긴 정보가 사라지는 자리, 격자무늬의 까닭과 스펙트럼."""

import numpy as np

from gan_course.plots.images import to_display
from gan_course.plots.style import ACCENT, FAKE, NEUTRAL, REAL, new_figure


def weight_sweep(weights, panels):
    """가중치를 바꾸어 가며 잰 점수들. 가중치는 고르게 늘어놓습니다(0이 있어 로그 축을 쓸 수 없습니다).

    Args:
        weights: 가중치 λ의 목록 [n].
        panels: {점수의 이름: 가중치마다의 값 [n]}.

    Returns:
        `matplotlib.figure.Figure`: 점수마다 한 칸.
    """
    wrong = {name: len(values) for name, values in panels.items() if len(values) != len(weights)}
    if not panels or wrong:
        raise ValueError(
            f"weight_sweep: 가중치는 {len(weights)}개인데 점수의 수가 {wrong or '없음'}입니다. "
            "점수마다 가중치와 같은 수의 값을 주십시오."
        )
    figure, axes = new_figure(3.4 * len(panels), 3.1, 1, len(panels), squeeze=False)
    places = np.arange(len(weights))
    for axis, (name, values) in zip(axes[0], panels.items()):
        axis.plot(places, values, "o-", color=ACCENT)
        top = 1.25 * max(max(values), 1e-3)
        for place, value in zip(places, values):
            beside = [values[other] for other in (place - 1, place + 1) if 0 <= other < len(values)]
            # 골짜기의 값은 위에 적으면 양쪽에서 내려오는 선에 겹칩니다. 아래에 자리가 있으면 아래에 적습니다.
            below = len(beside) == 2 and value < min(beside) and value > 0.12 * top
            where = {"xytext": (0, -6), "ha": "center", "va": "top"} if below else {"xytext": (5, 5)}
            axis.annotate(f"{value:.2g}", (place, value), textcoords="offset points", fontsize=10, **where)
        axis.set_title(name)
        axis.set_xticks(places, [f"{weight:g}" for weight in weights])
        axis.set(xlabel="순환 일관성의 가중치 λ", xlim=(-0.3, len(weights) - 0.4))
        axis.set_ylim(0, top)
    return figure


def return_curves(names, by_bits, by_noise):
    """옮긴 그림을 거칠게 하면 되돌아온 오차가 얼마나 커지는지.

    Args:
        names: 짝(생성자 둘)의 이름 [k].
        by_bits: (비트 수 [n], 짝마다의 오차 [k][n]).
        by_noise: (잡음의 표준 편차 [m], 단위는 8비트의 눈금, 짝마다의 오차 [k][m]).

    Returns:
        `matplotlib.figure.Figure`: 왼쪽은 비트 수, 오른쪽은 잡음.
    """
    figure, axes = new_figure(10, 3.8, 1, 2, sharey=True)
    styles = ((FAKE, "o-"), (REAL, "s-"), (NEUTRAL, "^--"))
    for axis, (levels, curves) in zip(axes, (by_bits, by_noise)):
        if len(curves) != len(names) or any(len(curve) != len(levels) for curve in curves):
            raise ValueError(
                f"return_curves: 짝은 {len(names)}개, 가로축의 값은 {len(levels)}개인데 "
                f"곡선의 길이가 {[len(curve) for curve in curves]}입니다. 짝마다 가로축과 같은 수의 오차를 주십시오."
            )
        for name, curve, (colour, style) in zip(names, curves, styles):
            axis.plot(range(len(levels)), curve, style, color=colour, label=name)
        axis.set_xticks(range(len(levels)), [f"{level:g}" for level in levels])
    axes[0].set_ylim(bottom=0)  # 세로축을 함께 쓰므로 두 칸을 모두 그린 뒤에 정해야 잘리지 않습니다
    axes[0].set(xlabel="남긴 비트 수(오른쪽으로 갈수록 거칩니다)", ylabel="되돌아온 오차")
    axes[1].set(xlabel="섞은 잡음의 표준 편차(8비트 눈금 몇 칸)")
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=len(names), fontsize=10)
    return figure


def coverage_maps(counts, outputs, titles):
    """키우는 층이 출력 화소마다 몇 번 더하는지와, 그 층의 진짜 출력.

    Args:
        counts: 층마다의 횟수 [k][높이, 너비]. 칸마다 숫자로 적습니다.
        outputs: 층마다의 출력 [k][높이, 너비]. 칸마다 가장 어두운 값을 검정, 가장 밝은 값을 흰색으로 칠합니다.
            값이 모두 같으면 가운데의 회색입니다.
        titles: 층의 이름 [k].

    Returns:
        `matplotlib.figure.Figure`: 윗줄은 횟수, 아랫줄은 출력.
    """
    if not len(counts) == len(outputs) == len(titles) or not len(titles):
        raise ValueError(
            f"coverage_maps: 횟수는 {len(counts)}개, 출력은 {len(outputs)}개, titles는 {len(titles)}개입니다. "
            "하나 이상으로 수를 맞추십시오."
        )
    highest = max(map(np.max, counts))
    figure, axes = new_figure(3.1 * len(titles), 6.2, 2, len(titles), squeeze=False)
    for column, (count, output, title) in enumerate(zip(counts, outputs, titles)):
        axes[0, column].imshow(count, cmap="Blues", vmin=0, vmax=1.6 * highest, interpolation="nearest")
        for (row, place), value in np.ndenumerate(count):
            axes[0, column].text(place, row, f"{value:g}", ha="center", va="center", fontsize=9)
        middle, reach = (np.max(output) + np.min(output)) / 2, max(np.ptp(output) / 2, 1e-6)
        axes[1, column].imshow(
            output, cmap="gray", vmin=middle - reach, vmax=middle + reach, interpolation="nearest"
        )  # fmt: skip
        axes[0, column].set_title(title)
    for axis in axes.flat:
        axis.set(xticks=[], yticks=[])
    axes[0, 0].set_ylabel("더하는 횟수")
    axes[1, 0].set_ylabel("훈련하지 않은 층의 출력")
    return figure


def grid_spectra(images, titles, period=None):
    """그림과 그 파워 스펙트럼. 격자무늬는 스펙트럼에서 가장자리와 한가운데 사이의 밝은 점으로 나타납니다.

    Args:
        images: 그림 묶음의 목록. 저마다 [n, 높이, 너비, 3], [-1, 1]. 첫 장을 보이고, 스펙트럼은 n장의 평균입니다.
        titles: 묶음마다의 이름.
        period: 주면, period화소마다 되풀이되는 무늬가 나타날 자리마다 스펙트럼에 동그라미를 칩니다.

    Returns:
        `matplotlib.figure.Figure`: 윗줄은 그림, 아랫줄은 로그 파워 스펙트럼. 한가운데가 주파수 0이고
        가장자리가 두 화소마다 되풀이되는 가장 높은 주파수입니다.
    """
    if len(images) != len(titles) or not len(images):
        raise ValueError(
            f"grid_spectra: 묶음은 {len(images)}개, titles는 {len(titles)}개입니다. 하나 이상으로 수를 맞추십시오."
        )
    powers = [np.log10(power_spectrum(group) + 1e-9) for group in images]
    low, high = min(map(np.min, powers)), max(map(np.max, powers))
    figure, axes = new_figure(2.3 * len(images) + 0.6, 4.6, 2, len(images), squeeze=False)
    for column, (group, power, title) in enumerate(zip(images, powers, titles)):
        axes[0, column].imshow(to_display(group)[0], interpolation="nearest")
        axes[0, column].set_title(title)
        shown = axes[1, column].imshow(power, cmap="magma", vmin=max(low, high - 5), vmax=high)
        if period is not None:
            axes[1, column].plot(*_harmonics(*power.shape, period), "o", mec="cyan", mfc="none", ms=9, mew=1.2)
    for axis in axes.flat:
        axis.set(xticks=[], yticks=[])
    axes[0, 0].set_ylabel("그림")
    axes[1, 0].set_ylabel("물결마다의 세기")
    figure.colorbar(shown, ax=axes[1], shrink=0.8, label="로그(밑 10)")
    return figure


def _harmonics(height, width, period):
    """period화소마다 되풀이되는 무늬의 주파수가 놓이는 (칸 번호들, 줄 번호들). 한가운데(주파수 0)는 뺍니다."""
    centre = np.array([height // 2, width // 2])
    places = [
        (column, row)
        for row in range(centre[0] % (height // period), height, height // period)
        for column in range(centre[1] % (width // period), width, width // period)
        if (row, column) != tuple(centre)
    ]
    return tuple(zip(*places))


def power_spectrum(images):
    """평균을 뺀 그림의 파워 스펙트럼 [높이, 너비]. 그림과 채널에 걸친 평균이고, 한가운데가 주파수 0입니다."""
    images = np.asarray(images, np.float64)
    centred = images - images.mean(axis=(1, 2), keepdims=True)
    power = np.abs(np.fft.fft2(centred, axes=(1, 2))) ** 2
    pixels = images.shape[1] * images.shape[2]
    return np.fft.fftshift(power.mean(axis=(0, 3))) / pixels**2
