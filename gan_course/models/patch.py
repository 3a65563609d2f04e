"""PatchGAN 판별자: CycleGAN의 것과, 조건도 함께 보는 Pix2Pix의 것."""

from gan_course._tensorflow import keras
from gan_course.models.blocks import checked_size, normal, normalization, output_dtype
from gan_course.models.shapes import three_numbers, whole_number

layers = keras.layers


def patch_discriminator(image_shape=(256, 256, 3), filters=64, downsamplings=3, condition_channels=None, norm=None):
    """PatchGAN 판별자: 이미지 전체가 아니라 겹치는 조각마다 로짓을 하나씩 냅니다.

    기본값은 논문의 70x70 조각이며 매개변수는 2,764,737개입니다. `downsamplings=2`면 34x34 조각입니다.
    `condition_channels`를 주면 Pix2Pix의 조건부 판별자가 되어, 조건(옮기기 전의 이미지)과 이미지를 나란히 놓고
    그 쌍이 진짜인지 판별합니다. 채널이 3인 조건이면 매개변수는 2,768,705개입니다.

    Args:
        image_shape: 판별할 이미지의 (높이, 너비, 채널). 높이와 너비는 3·2^downsamplings 이상이거나 None(아무 크기).
        filters: 첫 층의 폭. 줄일 때마다 두 배가 되고 8배에서 멈춥니다.
        downsamplings: 보폭 2인 합성곱의 수. 1 이상.
        condition_channels: 조건 이미지의 채널. 판별할 이미지와 채널은 달라도 되지만 높이와 너비는 같습니다.
        norm: "instance"(CycleGAN), "instance_affine", "batch"(Pix2Pix). None이면 조건이 없을 때 "instance",
            있을 때 "instance_affine". 배치가 하나면 뒤의 둘은 같은 계산입니다.

    Returns:
        `keras.Model`: [배치, 높이, 너비, 채널] → [배치, h, w, 1]의 로짓. 256x256이면 30x30.
        조건부라면 입력은 둘입니다: `model([condition, image])`.

    Raises:
        ValueError: 이미지가 너무 작거나, 인수가 범위를 벗어날 때.

    Reference:
        Isola et al. 2017, "Image-to-Image Translation with Conditional Adversarial Networks", 3.2.2절.
    """
    image_shape = three_numbers("patch_discriminator", image_shape)
    whole_number("patch_discriminator", "filters", filters)
    whole_number("patch_discriminator", "downsamplings", downsamplings)
    smallest = 3 * 2**downsamplings
    for name, size in zip(("높이", "너비"), image_shape[:2]):
        if size is not None and size < smallest:
            raise ValueError(
                f"patch_discriminator: image_shape이 {image_shape}이고 {name}가 {size}입니다. "
                f"{downsamplings}번 절반으로 줄이므로 {smallest} 이상이어야 로짓이 하나라도 남습니다. "
                "더 큰 이미지를 넣거나 downsamplings를 줄이십시오."
            )
    conditional = condition_channels is not None
    if conditional:
        whole_number("patch_discriminator", "condition_channels", condition_channels)
    if norm is None:
        norm = "instance_affine" if conditional else "instance"
    normalize, use_bias = normalization("patch_discriminator", norm)

    image = keras.Input(image_shape, name="image")
    inputs, x = image, image
    if conditional:
        condition = keras.Input((*image_shape[:2], condition_channels), name="condition")
        inputs = [condition, image]
        x = layers.Concatenate()(inputs)
    x = checked_size(x, smallest=smallest)
    for index in range(downsamplings + 1):
        x = layers.ZeroPadding2D(1)(x)
        x = layers.Conv2D(
            filters * min(2**index, 8),
            4,
            strides=2 if index < downsamplings else 1,
            use_bias=use_bias or index == 0,
            kernel_initializer=normal(),
        )(x)
        if index > 0:
            x = normalize()(x)
        x = layers.LeakyReLU(0.2)(x)
    x = layers.ZeroPadding2D(1)(x)
    logits = layers.Conv2D(1, 4, kernel_initializer=normal(), dtype=output_dtype(), name="logits")(x)
    return keras.Model(inputs, logits, name="patch_discriminator")
