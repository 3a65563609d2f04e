"""잠재 공간 실험실의 그림: 길, 지금의 자리, 가장 가까운 진짜들, 잠재 벡터의 길이."""

import numpy as np
from matplotlib.patches import Rectangle

from gan_course.plots.images import to_display
from gan_course.plots.style import ACCENT, FAKE, NEUTRAL, REAL, new_figure


def latent_lab(images, path, step, neighbours, distances, usual, straight):
    """길 위의 이미지, 지금의 이미지와 가장 가까운 진짜들, 거리와 길이.

    Args:
        images: 길 위의 이미지 [걸음, 높이, 너비, 채널], [-1, 1].
        path: 잠재 벡터 [걸음, noise_dim].
        step: 지금의 걸음(0부터).
        neighbours: 지금의 이미지에 가장 가까운 진짜 [k, 높이, 너비, 채널], 가까운 것이 먼저.
        distances: 그 거리 [k].
        usual: 진짜끼리의 가장 가까운 거리 [m].
        straight: 같은 두 끝을 직선으로 이은 길 [걸음, noise_dim]. 길이를 견줍니다.

    Returns:
        `matplotlib.figure.Figure`.
    """
    if not 0 <= step < len(images) == len(path) == len(straight):
        raise ValueError(
            f"latent_lab: 이미지 {len(images)}장, 길 {len(path)}걸음, 직선 {len(straight)}걸음에 step이 {step}입니다. "
            "셋의 길이가 같고 step은 그 안이어야 합니다."
        )
    figure, axes = new_figure(12, 5.0)
    axes.remove()
    rows = figure.add_gridspec(2, 1, height_ratios=(1, 2.6))
    strip = figure.add_subplot(rows[0])
    below = rows[1].subgridspec(1, 4, width_ratios=(1, 1.6, 1.5, 1.5))
    now, near, far, length = (figure.add_subplot(place) for place in below)
    size = images.shape[2]
    shown = range(0, len(images), max(1, len(images) // 14))
    nearest = min(range(len(shown)), key=lambda index: abs(shown[index] - step))
    _draw(strip, np.concatenate([images[index] for index in shown], axis=1))
    strip.add_patch(Rectangle((nearest * size - 0.5, -0.5), size, images.shape[1], fill=False, ec=FAKE, lw=3))
    strip.set_title("출발에서 도착까지(테두리는 지금의 자리 가까이)")
    _draw(now, images[step])
    now.set_title(f"지금의 가짜\n{step}걸음")
    side = int(np.ceil(np.sqrt(len(neighbours))))
    empty = np.full((side * side - len(neighbours), *neighbours.shape[1:]), 1.0)
    tiles = np.concatenate([neighbours, empty])
    _draw(near, np.concatenate([np.concatenate(tiles[row * side : (row + 1) * side], axis=1) for row in range(side)]))
    near.set_title(f"가장 가까운 진짜 {len(neighbours)}장\n(왼쪽 위가 가장 가깝습니다)")
    far.hist(usual, bins=24, color=REAL, alpha=0.6)
    far.axvline(distances[0], color=FAKE, lw=2.5)
    far.set(xlabel="가장 가까운 진짜까지의 거리", ylabel="진짜의 수", xlim=(0, None))
    far.set_title(f"주황: 지금의 가짜 {distances[0]:.1f}\n파랑: 진짜끼리(가운데 {np.median(usual):.1f})", fontsize=11)
    lengths = np.linalg.norm(path, axis=1)
    length.plot(np.linalg.norm(straight, axis=1), color=NEUTRAL, ls="--", label="직선")
    length.plot(lengths, color=ACCENT, lw=2, label="지금의 길")
    length.plot(step, lengths[step], "o", color=FAKE, ms=8)
    length.axhline(np.sqrt(path.shape[1]), color=NEUTRAL, lw=0.8, ls=":")
    length.set(xlabel="걸음", ylim=(0, 1.5 * np.sqrt(path.shape[1])))
    length.set_title("잠재 벡터의 길이\n(점선은 차원의 제곱근)", fontsize=11)
    length.legend(loc="lower right", fontsize=9)
    return figure


def _draw(axis, image):
    axis.imshow(to_display(image[None])[0], cmap="gray", vmin=0, vmax=1, interpolation="nearest")
    axis.set(xticks=[], yticks=[])
