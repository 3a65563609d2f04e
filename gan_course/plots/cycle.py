"""순환 실험실의 그림: 가고, 오고, 달라진 곳, 판별자의 조각 지도."""

import numpy as np

from gan_course.plots.adversary import ANSWERS
from gan_course.plots.images import to_display
from gan_course.plots.style import new_figure


def cycle_lab(trip, names=("말", "얼룩말")):
    """한 장의 여행을 여섯 칸으로.

    Args:
        trip: `evaluation.CycleTrip`. `answers`가 None이면 그 칸에 판별자가 없다고 적습니다.
        names: (원본의 이름, 옮긴 것의 이름).

    Returns:
        `matplotlib.figure.Figure`: 위 줄은 원본, 옮긴 것, 조각마다의 답. 아래 줄은 잡음을 섞은 것, 되돌린 것, 차이.
    """
    figure, axes = new_figure(10, 6.4, 2, 3)
    before, after = names
    for axis, image, title in (
        (axes[0, 0], trip.source, f"① {before}"),
        (axes[0, 1], trip.there, f"② 옮긴 {after}"),
        (axes[1, 0], trip.shaken, "③ 잡음을 섞은 것"),
        (axes[1, 1], trip.back, f"④ 되돌린 {before}"),
    ):
        axis.imshow(to_display(image[None])[0], cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        axis.set_title(title)
    if trip.answers is None:
        text = "불러온 모델에는 판별자가\n들어 있지 않습니다"
        axes[0, 2].text(0.5, 0.5, text, ha="center", va="center", transform=axes[0, 2].transAxes)
        axes[0, 2].set_axis_off()
    else:
        _draw_answers(figure, axes[0, 2], trip, after)
    shown = axes[1, 2].imshow(trip.difference, cmap="magma", vmin=0, vmax=0.5, interpolation="nearest")
    axes[1, 2].set_title(f"①과 ④의 차이: 평균 {trip.difference.mean():.3f}")
    figure.colorbar(shown, ax=axes[1, 2], shrink=0.85)
    for axis in axes.flat:
        axis.set(xticks=[], yticks=[])
    return figure


def _draw_answers(figure, axis, trip, name):
    height, width = trip.there.shape[:2]
    # 조각 지도 아래에 옮긴 것을 흐리게 두어 어느 자리의 답인지 보이게 합니다.
    axis.imshow(to_display(trip.there[None])[0].mean(axis=-1), cmap="gray", interpolation="nearest")
    shown = axis.imshow(
        trip.answers, cmap=ANSWERS, vmin=0, vmax=1, alpha=0.72, extent=(-0.5, width - 0.5, height - 0.5, -0.5)
    )
    axis.set_title(f"②에 대한 {name} 판별자의 답: 평균 {trip.answers.mean():.2f}")
    figure.colorbar(shown, ax=axis, shrink=0.85, ticks=(0, 0.5, 1), label="0 가짜, 1 진짜")


def cycle_alt(trip, names, noise):
    """`cycle_lab`의 대체 텍스트."""
    before, after = names
    answers = "판별자 없음" if trip.answers is None else f"조각마다의 답(평균 {trip.answers.mean():.2f})"
    return (
        f"{before}, 옮긴 {after}, {answers}, 되돌린 {before}, "
        f"표준편차 {noise:g}의 잡음을 섞은 것, 되돌린 것과 원본의 차이(평균 {np.mean(trip.difference):.3f})"
    )
