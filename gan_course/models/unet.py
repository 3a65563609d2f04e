"""Pix2Pix의 U-Net 생성자."""

from gan_course._tensorflow import keras
from gan_course.models.blocks import checked_size, normal, normalization, output_dtype
from gan_course.models.shapes import divisible, whole_number

layers = keras.layers


def unet_generator(
    image_shape=(256, 256, 3),
    filters=64,
    depth=8,
    dropout=0.5,
    out_channels=None,
    norm="instance_affine",
):
    """Pix2Pix 생성자: `depth`번 줄였다가 `depth`번 키우며, 같은 크기의 특징 지도를 건너편에 이어 붙입니다.

    기본값은 논문의 256x256 명세이며 학습하는 매개변수는 54,413,955개입니다. 작은 이미지라면 깊이를 줄입니다:
    32x32에는 `depth=5`, 64x64에는 `depth=6`이면 가장 안쪽이 1x1이 됩니다.

    가장 안쪽 특징 지도는 정규화하지 않습니다. 1x1 지도를 인스턴스 정규화하면 값이 모두 사라져
    그 앞의 합성곱이 아무것도 배우지 못합니다.

    Args:
        image_shape: (높이, 너비, 채널). 높이와 너비는 2^depth의 배수이거나 None(아무 크기).
        filters: 첫 층의 폭. 줄일 때마다 두 배가 되고 8배에서 멈춥니다.
        depth: 절반으로 줄이는 횟수. 2 이상.
        dropout: 안쪽의 확대 블록 셋에서 끄는 비율. 0이면 드롭아웃 층을 두지 않습니다. 논문은 잡음 대신 드롭아웃을
            쓰고 추론할 때도 끄지 않지만, Keras의 `predict`는 드롭아웃을 꺼서 언제나 같은 그림을 냅니다.
            논문처럼 뽑으려면 `model(images, training=True)`를 부르십시오.
        out_channels: 출력의 채널. None이면 입력과 같습니다. 컬러 → 흑백 선화라면 1.
        norm: "instance_affine"(배율과 편향을 배우는 인스턴스 정규화), "batch"(논문의 배치 정규화),
            "instance"(배우는 것 없는 인스턴스 정규화). 논문은 배치 하나로 훈련하고 추론에서도 그 이미지의 통계를
            쓰므로 "instance_affine"과 같은 계산입니다.

    Returns:
        `keras.Model`: [배치, 높이, 너비, 채널] → [배치, 높이, 너비, out_channels], 값은 [-1, 1].

    Raises:
        ValueError: 크기가 2^depth의 배수가 아니거나, 인수가 범위를 벗어날 때.

    Reference:
        Isola et al. 2017, "Image-to-Image Translation with Conditional Adversarial Networks", 3.2.1절과 부록 6.1.
    """
    whole_number("unet_generator", "filters", filters)
    whole_number("unet_generator", "depth", depth, smallest=2)
    if not 0 <= dropout < 1:
        raise ValueError(f"unet_generator의 dropout이 {dropout!r}입니다. 0 이상 1 미만의 비율을 주십시오.")
    image_shape = divisible("unet_generator", image_shape, 2**depth, "depth를 줄이십시오")
    channels = image_shape[-1] if out_channels is None else out_channels
    whole_number("unet_generator", "out_channels", channels)
    normalize, use_bias = normalization("unet_generator", norm)
    scaling = {"padding": "same", "kernel_initializer": normal()}
    widths = [filters * min(2**level, 8) for level in range(depth)]

    image = keras.Input(image_shape, name="image")
    x, skips = checked_size(image, 2**depth), []
    for level, width in enumerate(widths):
        x = layers.LeakyReLU(0.2)(x) if level else x
        x = layers.Conv2D(width, 4, 2, use_bias=use_bias, **scaling)(x)
        x = normalize()(x) if 0 < level < depth - 1 else x
        skips.append(x)

    x = skips.pop()
    for index, width in enumerate(reversed(widths[:-1])):
        x = layers.Conv2DTranspose(width, 4, 2, use_bias=use_bias, **scaling)(layers.ReLU()(x))
        x = normalize()(x)
        # 논문의 자리입니다. 저자들의 PyTorch 구현은 가장 안쪽을 건너뛰고 그다음 셋에 둡니다.
        x = layers.Dropout(dropout)(x) if dropout and index < 3 else x
        x = layers.Concatenate()([skips.pop(), x])

    x = layers.Conv2DTranspose(channels, 4, 2, **scaling)(layers.ReLU()(x))
    outputs = layers.Activation("tanh", dtype=output_dtype(), name="translated")(x)
    return keras.Model(image, outputs, name="unet_generator")
