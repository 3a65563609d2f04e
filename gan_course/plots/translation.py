"""4장의 그림: 두 생성자와 두 판별자, PatchGAN의 조각, 훈련의 경과, 옮긴 이미지 살펴보기."""

import numpy as np
from matplotlib.patches import FancyBboxPatch, Rectangle

from gan_course.plots.images import to_display
from gan_course.plots.style import ACCENT, FAKE, NEUTRAL, REAL, new_figure

COIN_TOSS = 0.25  # 판별자가 어디서나 0.5를 낼 때의 LSGAN 손실(생성자, 판별자 모두)


def cyclegan_diagram(names=("말", "얼룩말"), images=None):
    """생성자 둘과 판별자 둘, 그리고 갔다가 돌아오는 두 길.

    Args:
        names: 두 도메인의 이름 (A, B).
        images: 자리에 놓을 이미지 여섯 장 [6, 높이, 너비, 3], [-1, 1].
            차례로 A, 가짜 B, 되돌린 A, B, 가짜 A, 되돌린 B. None이면 이름만 적습니다.

    Returns:
        `matplotlib.figure.Figure`.
    """
    a, b = names
    pictures = [None] * 6 if images is None else list(to_display(images))
    if len(pictures) != 6:
        raise ValueError(
            f"cyclegan_diagram: 이미지가 {len(pictures)}장입니다. 여섯 장(A, 가짜 B, 되돌린 A, "
            "B, 가짜 A, 되돌린 B)을 주십시오."
        )
    figure, axis = new_figure(11, 7.0)
    axis.set(xlim=(0, 11), ylim=(0, 7))
    axis.set_axis_off()
    axis.set_aspect("equal")
    real_a, fake_b, cycled_a, real_b, fake_a, cycled_b = pictures
    # 두 길에 같은 생성자 둘이 순서만 바꾸어 나옵니다. 그래서 채운 상자와 빈 상자로 구별합니다.
    there, back = (f"생성자 $G$\n{a}→{b}", True), (f"생성자 $F$\n{b}→{a}", False)
    _cycle(axis, 5.5, (a, b), (real_a, fake_b, cycled_a), real_b, there, back, "$D_B$")
    _cycle(axis, 1.95, (b, a), (real_b, fake_a, cycled_b), real_a, back, there, "$D_A$")
    axis.axhline(3.43, color=NEUTRAL, linewidth=0.8, linestyle=":")
    return figure


def _cycle(axis, y, names, pictures, real_other, first, second, judge):
    """한 도메인에서 출발하는 길 하나: 원본 → 가짜 → 되돌린 것, 그리고 가짜를 보는 판별자."""
    start, other = names
    for x, picture, label, colour in (
        (1.0, pictures[0], f"진짜 {start}", REAL),
        (5.4, pictures[1], f"가짜 {other}", FAKE),
        (9.8, pictures[2], f"되돌린 {start}", FAKE),
    ):
        _picture(axis, x, y, 1.3, picture, label, colour)
    for x, (label, filled) in ((3.2, first), (7.6, second)):
        _box(axis, x, y, 1.5, 0.95, label, FAKE, filled)
    for x in (1.7, 4.0, 6.1, 8.4):
        _arrow(axis, (x, y), (x + 0.7, y), "black")
    # 판별자는 가짜와, 짝이 아닌 진짜를 함께 봅니다.
    low = y - 1.45
    _box(axis, 5.4, low, 1.9, 0.55, f"판별자 {judge}", REAL, True)
    _arrow(axis, (5.4, y - 0.72), (5.4, low + 0.32), "black")
    _picture(axis, 3.2, low, 0.8, real_other, f"진짜 {other}", REAL, beside=True)
    _arrow(axis, (3.68, low), (4.4, low), "black")
    _arrow(axis, (6.4, low), (7.0, low), "black")
    axis.text(7.08, low, "진짜일까, 가짜일까?\n(적대적 손실)", color=REAL, va="center", fontsize=11)
    top = y + 1.0
    axis.plot([1.0, 9.8], [top, top], color=ACCENT, lw=2, solid_capstyle="round")
    for x in (1.0, 9.8):
        axis.annotate(
            "",
            xy=(x, y + 0.68),
            xytext=(x, top + 0.02),
            arrowprops={"arrowstyle": "-|>", "color": ACCENT, "lw": 2, "shrinkA": 0},
        )
    axis.text(5.4, top + 0.1, "서로 같아야 합니다 (순환 일관성 손실)", color=ACCENT, ha="center", fontsize=12)


def _picture(axis, x, y, size, picture, label, colour, beside=False):
    half = size / 2
    if picture is None:
        axis.text(x, y, label.replace(" ", "\n"), ha="center", va="center", fontsize=12 if size > 1 else 9)
    else:
        # 축의 범위를 건드리지 않도록 imshow에 자리를 알려 주고 자동 맞춤을 끕니다.
        axis.imshow(picture, extent=(x - half, x + half, y - half, y + half), interpolation="nearest", zorder=2)
        place = (x - half - 0.1, y, "right", "center") if beside else (x, y - half - 0.08, "center", "top")
        if x != 5.4:  # 가짜 아래에는 판별자로 가는 화살표가 있습니다
            axis.text(*place[:2], label, ha=place[2], va=place[3], fontsize=11)
        else:
            axis.text(x + 0.12, y - half - 0.08, label, ha="left", va="top", fontsize=11)
    axis.add_patch(Rectangle((x - half, y - half), size, size, fill=False, ec=colour, lw=2, zorder=3))
    axis.set(xlim=(0, 11), ylim=(0, 7))


def _box(axis, x, y, width, height, label, colour, filled):
    axis.add_patch(
        FancyBboxPatch(
            (x - width / 2, y - height / 2),
            width,
            height,
            boxstyle="round,pad=0.03",
            fc=colour if filled else "white",
            ec=colour,
            lw=2,
        )
    )
    axis.text(x, y, label, ha="center", va="center", fontsize=12, color="white" if filled else colour)


def _arrow(axis, start, end, colour):
    axis.annotate("", xy=end, xytext=start, arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 1.6})


def discriminator_patches(image, influence, corner, size, answers):
    """PatchGAN 판별자의 로짓 하나가 보는 조각.

    Args:
        image: [높이, 너비, 3], [-1, 1].
        influence: [높이, 너비], 화소마다 그 로짓에 미치는 영향(그레이디언트의 크기), 0 이상.
        corner: 조각의 왼쪽 위 (줄, 칸), 화소.
        size: 조각의 한 변, 화소.
        answers: 판별자의 로짓 전부 [h, w].

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, (left, middle, right) = new_figure(11, 3.7, 1, 3)
    left.imshow(to_display(np.asarray(image)[None])[0], interpolation="nearest")
    left.set_title("조각 하나가 보는 자리")
    shown = middle.imshow(np.sqrt(influence / np.max(influence)), cmap="magma", interpolation="nearest")
    middle.set_title("화소마다의 영향(제곱근)")
    figure.colorbar(shown, ax=middle, shrink=0.8)
    for axis in (left, middle):
        axis.add_patch(Rectangle((corner[1] - 0.5, corner[0] - 0.5), size, size, fill=False, ec=FAKE, lw=2.5))
    answers = np.asarray(answers)
    limit = np.abs(answers).max()
    shown = right.imshow(answers, cmap="RdBu", vmin=-limit, vmax=limit, interpolation="nearest")
    right.set_title(f"로짓 {answers.shape[0]}x{answers.shape[1]}개: 조각마다의 답")
    figure.colorbar(shown, ax=right, shrink=0.8)
    for axis in (left, middle, right):
        axis.set(xticks=[], yticks=[])
    return figure


def cyclegan_losses(history, names=("말", "얼룩말")):
    """에포크마다의 손실: 왼쪽은 적대적 손실 넷과 동전 던지기의 눈금, 오른쪽은 순환 일관성과 항등 손실.

    Args:
        history: `CycleGAN.fit`이 남기는 {손실 이름: 에포크마다의 값}. 비어 있어도 됩니다.
        names: 두 도메인의 이름 (A, B).

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, axes = new_figure(10, 4.0, 1, 2)
    _draw_losses(axes, history, names)
    return figure


def _draw_losses(axes, history, names):
    a, b = names
    adversarial = (
        ("generator_ab_loss", f"{a}→{b} 생성자", FAKE, "-"),
        ("generator_ba_loss", f"{b}→{a} 생성자", FAKE, "--"),
        ("discriminator_b_loss", f"{b} 판별자", REAL, "-"),
        ("discriminator_a_loss", f"{a} 판별자", REAL, "--"),
    )
    axes[0].axhline(COIN_TOSS, color=NEUTRAL, linestyle=":", label="동전 던지기(0.25)")
    kept = (("cycle_loss", "순환 일관성", ACCENT, "-"), ("identity_loss", "항등", NEUTRAL, "-"))
    for axis, curves in zip(axes, (adversarial, kept), strict=True):
        for key, label, colour, line in curves:
            values = history.get(key, [])
            axis.plot(range(1, len(values) + 1), values, line, color=colour, label=label)
        epochs = max((len(history.get(key, [])) for key, *_ in curves), default=0)
        axis.set(xlabel="에포크", xlim=(0.8, max(epochs, 2) + 0.2))
        axis.set_ylim(bottom=0)
        axis.xaxis.get_major_locator().set_params(integer=True)
    axes[0].set_ylabel("적대적 손실")
    axes[1].set_ylabel("가중치를 곱하기 전의 손실")
    for axis in axes:
        axis.legend(fontsize=9, ncols=2, loc="upper center", bbox_to_anchor=(0.5, -0.2))


def translation_panel(rows, labels, history, names=("말", "얼룩말")):
    """훈련 도중에 보는 그림: 왼쪽은 지금 옮긴 이미지, 오른쪽 둘은 지금까지의 손실.

    Args:
        rows: 줄의 목록, 줄마다 [n, 높이, 너비, 3], [-1, 1].
        labels: 줄마다의 이름.
        history: {손실 이름: 지금까지 에포크마다의 값}.
        names: 두 도메인의 이름 (A, B).

    Returns:
        `matplotlib.figure.Figure`.
    """
    height = 0.9 * len(rows) + 0.4
    figure, (left, *right) = new_figure(13, max(height, 3.4), 1, 3, width_ratios=(1.5, 1, 1))
    lines = [np.concatenate(list(to_display(row)), axis=1) for row in rows]
    left.imshow(np.concatenate(lines), interpolation="nearest", aspect="equal")
    size = rows[0].shape[1]
    left.set(xticks=[], yticks=[(index + 0.5) * size for index in range(len(rows))], yticklabels=labels)
    left.tick_params(left=False)
    for spine in left.spines.values():
        spine.set_visible(False)
    _draw_losses(right, history, names)
    return figure


def translation_detail(source, translated, truth, cycled, body, names=("말", "얼룩말")):
    """한 장을 자세히: 원본, 옮긴 것, 정답, 되돌린 것, 그리고 어디가 바뀌었는지.

    Args:
        source, translated, truth, cycled: [높이, 너비, 3], [-1, 1].
        body: 몸 마스크 [높이, 너비, 1], [0, 1].
        names: (원본의 이름, 옮긴 것의 이름).

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, axes = new_figure(13, 3.1, 1, 5)
    titles = (names[0], f"옮긴 {names[1]}", "정답", f"되돌린 {names[0]}")
    for axis, image, title in zip(axes, (source, translated, truth, cycled), titles):
        axis.imshow(to_display(np.asarray(image)[None])[0], interpolation="nearest")
        axis.set_title(title)
    change = np.abs(np.asarray(translated) - np.asarray(source)).mean(-1) / 2
    shown = axes[4].imshow(change, cmap="magma", vmin=0, vmax=0.6, interpolation="nearest")
    axes[4].contour(np.asarray(body)[..., 0], [0.5], colors=[ACCENT], linewidths=1)
    axes[4].set_title("바뀐 크기(초록 선은 몸)")
    figure.colorbar(shown, ax=axes[4], shrink=0.8)
    for axis in axes:
        axis.set(xticks=[], yticks=[])
    return figure
