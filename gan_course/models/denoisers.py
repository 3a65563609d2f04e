"""확산 모델의 신경망: 잡음이 섞인 것과 시각을 받아, 섞인 잡음을 맞힙니다."""

import numpy as np

from gan_course._tensorflow import keras
from gan_course.models.shapes import divisible, whole_number

layers, ops = keras.layers, keras.ops


def waves(values, frequencies):
    """값을 파동으로 펼칩니다: 주파수마다 사인과 코사인.

    Args:
        values: [배치, d].
        frequencies: 주파수(단위 길이마다 라디안)의 목록.

    Returns:
        텐서 [배치, 2·d·len(frequencies)].

    Reference:
        Tancik et al. 2020, "Fourier Features Let Networks Learn High Frequency Functions in Low Dimensional Domains".
    """
    angles = [values * float(frequency) for frequency in frequencies]
    return ops.concatenate([turn(angle) for angle in angles for turn in (ops.sin, ops.cos)], axis=-1)


def time_waves(time):
    """시각 [배치, 1], 0에서 1까지를 파동 [배치, 10]으로."""
    return waves(time, np.pi * 2.0 ** np.arange(-1, 4))


def mlp_denoiser(dim=2, units=128, depth=3, frequencies=(1, 2, 4, 8)):
    """점에 섞인 잡음을 맞히는 작은 신경망.

    Args:
        dim: 점의 차원.
        units: 은닉층의 폭.
        depth: 은닉층의 수.
        frequencies: 점의 좌표도 파동으로 펼칠 주파수. 빈 목록이면 좌표를 그대로만 넣습니다.

    Returns:
        `keras.Model`: [점 [배치, dim], 시각 [배치, 1]] → 잡음 [배치, dim].
    """
    for name, value in (("dim", dim), ("units", units), ("depth", depth)):
        whole_number("mlp_denoiser", name, value)
    point, time = keras.Input((dim,), name="noisy"), keras.Input((1,), name="time")
    x = [point, time_waves(time)]
    if len(frequencies):
        x.append(waves(point, frequencies))
    x = layers.Concatenate()(x)
    for _ in range(depth):
        x = layers.Dense(units, activation="silu")(x)
    return keras.Model([point, time], layers.Dense(dim, name="noise")(x), name="denoiser")


def residual_denoiser(dim, units=384, depth=3):
    """수의 묶음에 섞인 잡음을 맞히는 신경망: 잔차 블록을 쌓고, 섞인 것을 출력으로 바로 잇습니다.

    시끄러운 시각에는 섞인 것이 거의 잡음이므로 그대로 내보내면 거의 맞습니다. 신경망은 나머지만 맞힙니다:
    잡음 = sin(πt/2)·섞인 것 + cos(πt/2)·신경망. 되찾을 때 cos으로 나누어도 신경망의 오차가 커지지 않습니다.

    Args:
        dim: 수의 개수.
        units: 블록의 폭.
        depth: 블록의 수.

    Returns:
        `keras.Model`: [섞인 것 [배치, dim], 시각 [배치, 1]] → 잡음 [배치, dim].

    Reference:
        신경망이 맞히는 것은 Salimans & Ho 2022, "Progressive Distillation for Fast Sampling of Diffusion Models", 4절의 v와 같습니다.
    """
    for name, value in (("dim", dim), ("units", units), ("depth", depth)):
        whole_number("residual_denoiser", name, value)
    noisy, time = keras.Input((dim,), name="noisy"), keras.Input((1,), name="time")
    moment = layers.Dense(units, activation="silu")(time_waves(time))
    x = layers.Dense(units)(layers.Concatenate()([noisy, time_waves(time)]))
    for _ in range(depth):
        y = layers.Add()([layers.LayerNormalization()(x), layers.Dense(units)(moment)])
        y = layers.Dense(units, activation="silu")(y)
        x = layers.Add()([x, layers.Dense(units, kernel_initializer="zeros")(y)])
    rest = layers.Dense(dim)(layers.LayerNormalization()(x))
    angle = time * (np.pi / 2)
    return keras.Model([noisy, time], ops.sin(angle) * noisy + ops.cos(angle) * rest, name="denoiser")


def unet_denoiser(image_shape=(28, 28, 1), filters=16):
    """이미지에 섞인 잡음을 맞히는 작은 U-Net: 두 번 줄였다가 두 번 키우고, 칸마다 시각을 알려 줍니다.

    2코어 CPU에서 몇 분 안에 배우도록 논문보다 훨씬 작습니다(주의 층이 없고 칸이 둘뿐입니다).

    Args:
        image_shape: (높이, 너비, 채널). 높이와 너비는 4의 배수.
        filters: 폭. 절반 크기에서 filters, 4분의 1 크기에서 2·filters 채널을 씁니다.

    Returns:
        `keras.Model`: [이미지 [배치, 높이, 너비, 채널], 시각 [배치, 1]] → 잡음 [배치, 높이, 너비, 채널].

    Raises:
        ValueError: 높이와 너비가 4의 배수가 아닐 때.

    Reference:
        Ho et al. 2020, "Denoising Diffusion Probabilistic Models", 부록 B(U-Net과 시각의 파동).
    """
    shape = divisible("unet_denoiser", image_shape, 4)
    whole_number("unet_denoiser", "filters", filters)
    image, time = keras.Input(shape, name="noisy"), keras.Input((1,), name="time")
    moment = layers.Dense(4 * filters, activation="silu")(time_waves(time))
    half = layers.Conv2D(filters, 4, 2, padding="same")(image)
    half = _block(half, moment)
    quarter = layers.Conv2D(2 * filters, 4, 2, padding="same")(half)
    quarter = _block(_block(quarter, moment), moment)
    x = layers.Add()([half, layers.Conv2DTranspose(filters, 4, 2, padding="same")(quarter)])
    x = _block(x, moment)
    x = layers.Conv2DTranspose(filters, 4, 2, padding="same", activation="silu")(x)
    x = layers.Concatenate()([x, image])
    return keras.Model([image, time], layers.Conv2D(shape[-1], 3, padding="same", name="noise")(x), name="denoiser")


def _block(x, moment):
    """시각을 더한 잔차 블록. 마지막 합성곱은 0에서 시작해, 처음에는 아무것도 바꾸지 않습니다."""
    channels = x.shape[-1]
    shift = layers.Reshape((1, 1, channels))(layers.Dense(channels)(moment))
    y = layers.Conv2D(channels, 3, padding="same")(layers.Activation("silu")(x))
    y = layers.Activation("silu")(layers.Add()([y, shift]))
    return layers.Add()([x, layers.Conv2D(channels, 3, padding="same", kernel_initializer="zeros")(y)])
