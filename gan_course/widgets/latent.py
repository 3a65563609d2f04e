"""잠재 공간을 걷는 조절기."""

import functools

import ipywidgets
import numpy as np

from gan_course import evaluation, plots, theory
from gan_course.widgets.figure import WIDE, controlled_figure

ROADS = {"직선": theory.latent_path, "구면": theory.spherical_path}
WALK = 21  # 길 하나의 걸음 수
REFERENCES = 200  # 진짜끼리의 거리를 잴 진짜의 수


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
    step = ipywidgets.IntSlider(value=0, min=0, max=len(images) - 1, description="걸음", **WIDE)
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
        ipywidgets.FloatSlider(value=value, min=-3, max=3, step=0.1, description=f"z의 {name} 수", **WIDE)
        for name, value in (("첫째", 1.0), ("둘째", 0.0))
    )

    def draw(first, second):
        chosen = np.array([[first, second]], np.float32)
        return plots.generator_map(noise, points, real, chosen=(chosen[0], np.asarray(generator(chosen))[0]))

    return controlled_figure(
        draw,
        "왼쪽은 잠재 평면, 오른쪽은 생성자의 출력. 별표가 고른 점과 그 점이 옮겨 간 자리",
        first=first,
        second=second,
    )


def latent_lab(generator, real, noise_dim):
    """잠재 벡터 둘과 그 사이의 길을 고르고, 지금의 가짜가 외운 것인지 가장 가까운 진짜와 견줍니다.

    Args:
        generator: [배치, noise_dim] → [배치, 높이, 너비, 채널]인 `keras.Model`이나 함수.
        real: 훈련한 진짜 이미지 [n, 높이, 너비, 채널], [-1, 1]. 14장 이상.
        noise_dim: 잠재 벡터의 길이.

    Returns:
        `ipywidgets.VBox`: 조절기 넷과 `plots.latent_lab`의 그림.
    """
    count = min(REFERENCES, len(real) // 2)
    usual = evaluation.nearest_neighbours(real[:count], real[count:]).distance

    @functools.lru_cache(maxsize=1)  # 그림과 대체 텍스트가 같은 길을 두 번 걷지 않게 합니다
    def look(start, end, road, step):
        straight, path, images = walk(generator, noise_dim, start, end, road)
        found = evaluation.nearest_neighbours(images[step : step + 1], real, count=4)
        return images, path, step, real[found.index[0]], found.distance[0], usual, straight

    def tell(start, end, road, step):
        distance = look(start, end, road, step)[4][0]
        return (
            f"씨앗 {start}에서 씨앗 {end}까지 {road} 길 {WALK}걸음의 이미지와 {step}걸음의 가짜, "
            f"가장 가까운 진짜 네 장. 거리 {distance:.1f}, 진짜끼리의 가운데 거리 {np.median(usual):.1f}"
        )

    def slider(value, high, name):
        # 끄는 대로 따라옵니다. 커널이 그리는 동안의 움직임은 ipywidgets가 마지막 것만 보냅니다.
        return ipywidgets.IntSlider(value=value, min=0, max=high, description=name, **WIDE)

    return controlled_figure(
        lambda **chosen: plots.latent_lab(*look(**chosen)),
        tell,
        start=slider(0, 99, "출발의 씨앗"),
        end=slider(1, 99, "도착의 씨앗"),
        road=ipywidgets.Dropdown(options=list(ROADS), description="길", **WIDE),
        step=slider(0, WALK - 1, "걸음"),
    )


def walk(generator, noise_dim, start, end, road):
    """씨앗 둘이 정한 잠재 벡터 사이의 길.

    Args:
        generator, noise_dim: `latent_lab`과 같습니다.
        start, end: 두 끝의 씨앗.
        road: "직선" 또는 "구면".

    Returns:
        (직선 길 [WALK, noise_dim], 고른 길 [WALK, noise_dim], 고른 길의 이미지 [WALK, …]).
    """
    ends = [np.random.default_rng(seed).normal(size=noise_dim) for seed in (start, end)]
    straight, path = (theory.latent_path(*ends, WALK), ROADS[road](*ends, WALK))
    return straight, path, np.asarray(generator(path))
