"""잠재 공간을 걷는 조절기."""

import ipywidgets
import numpy as np

from gan_course import plots
from gan_course.widgets.figure import controlled_figure

_WIDE = {"style": {"description_width": "initial"}, "layout": {"width": "60%"}}


def latent_walk(generator, path, alt="지금 자리의 잠재 벡터로 생성자가 만든 이미지", scale=2.5):
    """잠재 공간의 길을 따라 걸으며 이미지를 하나씩 만들어 봅니다.

    Args:
        generator: [배치, noise_dim] → [배치, 높이, 너비, 채널]인 `keras.Model`이나 함수.
        path: 길 [걸음 수, noise_dim]. `theory.latent_path`가 만듭니다.
        alt: 그림의 대체 텍스트.
        scale: 그림의 크기(인치).

    Returns:
        `ipywidgets.VBox`: 자리를 고르는 조절기와 그 자리의 이미지.
    """
    # 길 위의 이미지를 한 번에 만들어 두면 조절기가 끊기지 않습니다.
    images = np.asarray(generator(path))
    step = ipywidgets.IntSlider(
        value=0, min=0, max=len(images) - 1, description="걸음", **_WIDE
    )
    return controlled_figure(
        lambda step: plots.image_grid(images[step : step + 1], columns=1, scale=scale), alt, step=step
    )


def latent_plane(generator, noise, real=None):
    """2차원 잠재 평면의 한 점을 옮기며 그 점이 어디로 가는지 봅니다.

    Args:
        generator: [배치, 2] → [배치, 2]인 `keras.Model`이나 함수.
        noise: 배경에 그릴 잠재 벡터 [n, 2].
        real: 함께 그릴 진짜 점 [m, 2]. None이면 그리지 않습니다.

    Returns:
        `ipywidgets.VBox`: 잠재 벡터의 두 수를 고르는 조절기 둘과 그림.
    """
    points = np.asarray(generator(noise))
    first, second = (
        ipywidgets.FloatSlider(
            value=value, min=-3, max=3, step=0.1, description=f"z의 {name} 수", **_WIDE
        )
        for name, value in (("첫째", 1.0), ("둘째", 0.0))
    )

    def draw(first, second):
        chosen = np.array([[first, second]], np.float32)
        return plots.generator_map(
            noise, points, real, chosen=(chosen[0], np.asarray(generator(chosen))[0])
        )

    return controlled_figure(
        draw,
        "왼쪽은 잠재 평면, 오른쪽은 생성자의 출력. 별표가 고른 점과 그 점이 옮겨 간 자리",
        first=first,
        second=second,
    )
