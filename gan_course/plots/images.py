"""이미지를 늘어놓는 그림."""

import numpy as np

from gan_course.plots.style import DPI, new_figure


def image_grid(images, columns=8, titles=None, suptitle=None, scale=1.0):
    """이미지를 격자로 늘어놓습니다.

    Args:
        images: [n, 높이, 너비, 채널 1 또는 3], 값은 [-1, 1].
        columns: 한 줄에 놓을 수.
        titles: 이미지마다의 제목. None이면 없음.
        suptitle: 그림 전체의 제목.
        scale: 한 칸의 크기(인치). 이미지가 이보다 작으면 화소의 정수 배로 맞춥니다.

    Returns:
        `matplotlib.figure.Figure`.
    """
    images = to_display(images)
    if titles is not None and len(titles) != len(images):
        raise ValueError(f"image_grid: 이미지는 {len(images)}장인데 titles는 {len(titles)}개입니다. 수를 맞추십시오.")
    columns = min(columns, len(images))
    rows = -(-len(images) // columns)
    title_height = 0.25 if titles is not None else 0.0
    width, height = _cell(images, scale)
    figure, axes = new_figure(
        columns * width,
        rows * (height + title_height) + (0.4 if suptitle else 0),
        rows,
        columns,
        squeeze=False,
    )
    figure.get_layout_engine().set(w_pad=0.01, h_pad=0.01, wspace=0.02, hspace=0.02)
    for axis in axes.flat:
        axis.set_axis_off()
    for index, (axis, image) in enumerate(zip(axes.flat, images)):
        axis.imshow(image, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        if titles is not None:
            axis.set_title(titles[index], fontsize=9)
    if suptitle:
        figure.suptitle(suptitle)
    return figure


def filmstrip(samples, scale=1.0):
    """같은 잡음의 표본이 훈련하는 동안 달라지는 모습: 줄마다 잡음 하나, 열마다 끝낸 에포크의 수.

    Args:
        samples: {끝낸 에포크의 수: 표본 [n, 높이, 너비, 채널], [-1, 1]}. 0은 훈련하기 전입니다.
        scale: 한 칸의 크기(인치).

    Returns:
        `matplotlib.figure.Figure`.
    """
    rows = np.stack(list(samples.values()), axis=1)
    titles = ["훈련 전" if epoch == 0 else f"{epoch} 에포크" for epoch in samples]
    return image_rows(rows, [f"잡음 {number}" for number in range(1, len(rows) + 1)], scale, titles=titles)


def image_rows(rows, labels, scale=1.0, suptitle=None, titles=None):
    """줄마다 이름이 붙은 이미지 표: 같은 열은 같은 원본입니다.

    Args:
        rows: 줄의 목록. 줄마다 [n, 높이, 너비, 채널], 값은 [-1, 1]. 모든 줄의 n이 같아야 합니다.
        labels: 줄마다의 이름.
        scale: 한 칸의 크기(인치). 이미지가 이보다 작으면 화소의 정수 배로 맞춥니다.
        suptitle: 그림 전체의 제목.
        titles: 열마다의 제목. None이면 없음.

    Returns:
        `matplotlib.figure.Figure`.
    """
    if len(rows) != len(labels) or len({len(row) for row in rows}) != 1:
        raise ValueError(
            f"image_rows: 줄은 {len(rows)}개(장수 {[len(row) for row in rows]}), 이름은 "
            f"{len(labels)}개입니다. 이름의 수와 줄마다의 장수를 맞추십시오."
        )
    columns = len(rows[0])
    if titles is not None and len(titles) != columns:
        raise ValueError(f"image_rows: 열은 {columns}개인데 titles는 {len(titles)}개입니다. 수를 맞추십시오.")
    width, height = _cell(to_display(rows[0]), scale)
    figure, axes = new_figure(
        columns * width + 0.9,
        len(rows) * height + (0.4 if suptitle else 0) + (0.25 if titles is not None else 0),
        len(rows),
        columns,
        squeeze=False,
    )
    figure.get_layout_engine().set(w_pad=0.01, h_pad=0.01, wspace=0.02, hspace=0.02)
    for line, row, label in zip(axes, rows, labels):
        for axis, image in zip(line, to_display(row)):
            axis.imshow(image, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
            axis.set(xticks=[], yticks=[])
            for spine in axis.spines.values():
                spine.set_visible(False)
        line[0].set_ylabel(label, rotation=0, ha="right", va="center")
    for axis, title in zip(axes[0], titles or []):
        axis.set_title(title, fontsize=11)
    if suptitle:
        figure.suptitle(suptitle)
    return figure


def _cell(images, scale):
    """한 칸의 (너비, 높이), 인치: 이미지의 한 화소가 화면의 정수 개 화소가 되는, `scale`에 가장 가까운 크기.

    이미지가 칸보다 훨씬 커서 줄여 보여야 하면 `scale` 그대로입니다.
    """
    rows, columns = images.shape[1:3]
    times = round(scale * DPI / max(rows, columns))
    if times == 0:
        return scale, scale
    gap = 4 / DPI
    return times * columns / DPI + gap, times * rows / DPI + gap


def to_display(images):
    """[-1, 1]의 이미지를 그릴 수 있는 [0, 1]로 바꿉니다. 흑백이면 채널 축을 없앱니다."""
    images = np.asarray(images, np.float32)
    if images.ndim != 4 or images.shape[-1] not in (1, 3) or len(images) == 0:
        raise ValueError(
            f"이미지의 모양이 {images.shape}입니다. [장수, 높이, 너비, 채널(1 또는 3)]이어야 하고 "
            "한 장 이상이어야 합니다. 한 장이라면 images[None]으로 넣으십시오."
        )
    images = np.clip((images + 1) / 2, 0, 1)
    return images[..., 0] if images.shape[-1] == 1 else images
