"""CycleGAN의 ResNet 생성자."""

from gan_course._tensorflow import keras, tf
from gan_course.layers import ReflectionPadding2D
from gan_course.models.blocks import checked_size, normal, normalization, output_dtype
from gan_course.models.shapes import divisible, whole_number

layers = keras.layers


def resnet_generator(
    image_shape=(256, 256, 3),
    filters=64,
    blocks=9,
    upsampling="transpose",
    residual_output=False,
    out_channels=None,
    norm="instance",
):
    """CycleGAN 생성자: 두 번 줄이고, 잔차 블록을 지나, 두 번 키웁니다.

    기본값은 논문의 명세 그대로이며 매개변수는 11,378,179개입니다(블록 9개, filters=64).

    Args:
        image_shape: (높이, 너비, 채널). 높이와 너비는 8 이상인 4의 배수이거나 None(아무 크기).
        filters: 첫 층의 폭.
        blocks: 잔차 블록의 수. 논문은 256x256에 9개, 128x128에 6개.
        upsampling: "transpose"(논문: 전치 합성곱) 또는 "resize"(최근접 확대 뒤 합성곱. 격자무늬가 없음).
        residual_output: 참이면 입력을 그대로 내보내는 데서 시작해, 화소마다 입력을 남길 비율(0에서 1)과 더할 색을
            배웁니다: tanh(남길 비율 · atanh(입력) + 더할 색). 논문에는 없지만 배경을 지키는 법을 처음부터
            배울 필요가 없고, 줄무늬처럼 또렷한 무늬도 남길 비율을 0으로 하면 지워지므로 훨씬 빨리 훈련됩니다.
            이때 마지막 합성곱은 논문의 7x7이 아니라 3x3입니다.
        out_channels: 출력의 채널. None이면 입력과 같습니다.
        norm: "instance"(논문: 배우는 것 없는 인스턴스 정규화), "instance_affine", "batch". `unet_generator`와 같습니다.

    Returns:
        `keras.Model`: [배치, 높이, 너비, 채널] → [배치, 높이, 너비, out_channels], 값은 [-1, 1].

    Raises:
        ValueError: 크기가 4의 배수가 아니거나, 인수가 범위를 벗어날 때.

    Reference:
        Zhu et al. 2017, "Unpaired Image-to-Image Translation", 부록 7.2.
    """
    # 절반으로 두 번 줄인 뒤에도 2화소는 남아야 잔차 블록이 가장자리를 되비칠 수 있습니다.
    image_shape = divisible("resnet_generator", image_shape, 4, smallest=8)
    if upsampling not in ("transpose", "resize"):
        raise ValueError(
            f"resnet_generator의 upsampling이 {upsampling!r}입니다. 'transpose' 또는 'resize' 가운데 하나를 주십시오."
        )
    whole_number("resnet_generator", "filters", filters)
    whole_number("resnet_generator", "blocks", blocks, smallest=0)
    channels_out = image_shape[-1] if out_channels is None else out_channels
    whole_number("resnet_generator", "out_channels", channels_out)
    if residual_output and channels_out != image_shape[-1]:
        raise ValueError(
            f"resnet_generator: residual_output은 입력을 그대로 남기는 데서 시작하므로 출력의 채널({channels_out})이 "
            f"입력의 채널({image_shape[-1]})과 같아야 합니다. out_channels를 빼거나 residual_output을 끄십시오."
        )
    normalize, use_bias = normalization("resnet_generator", norm)
    image = keras.Input(image_shape, name="image")
    x = ReflectionPadding2D(3)(checked_size(image, multiple=4, smallest=8))
    x = _convolution_block(x, filters, normalize, use_bias, kernel=7)
    for channels in (2 * filters, 4 * filters):
        # k3 s2의 "same"은 PyTorch의 padding=1과 한 화소 어긋나므로 직접 채웁니다.
        x = _convolution_block(layers.ZeroPadding2D(1)(x), channels, normalize, use_bias, strides=2)
    for _ in range(blocks):
        x = _residual_block(x, 4 * filters, normalize, use_bias)
    for channels in (2 * filters, filters):
        if upsampling == "transpose":
            x = layers.Conv2DTranspose(channels, 3, 2, use_bias=use_bias, kernel_initializer=normal())(x)
            x = layers.Cropping2D(((1, 0), (1, 0)))(x)
            x = layers.ReLU()(normalize()(x))
        else:
            x = ReflectionPadding2D(1)(layers.UpSampling2D(2)(x))
            x = _convolution_block(x, channels, normalize, use_bias)
    if residual_output:
        # 출력이 몇 채널뿐인 7x7 합성곱은 oneDNN이 없는 CPU에서 걸음의 절반을 차지합니다(benchmarks/README.md).
        x = layers.Conv2D(1 + channels_out, 3, kernel_initializer="zeros", name="change")(ReflectionPadding2D(1)(x))
        x = InputBlend(name="blend")([image, x])
    else:
        x = layers.Conv2D(channels_out, 7, kernel_initializer=normal())(ReflectionPadding2D(3)(x))
    outputs = layers.Activation("tanh", dtype=output_dtype(), name="translated")(x)
    return keras.Model(image, outputs, name="resnet_generator")


def _convolution_block(x, channels, normalize, use_bias, kernel=3, strides=1):
    x = layers.Conv2D(channels, kernel, strides, use_bias=use_bias, kernel_initializer=normal())(x)
    return layers.ReLU()(normalize()(x))


def _residual_block(x, channels, normalize, use_bias):
    y = _convolution_block(ReflectionPadding2D(1)(x), channels, normalize, use_bias)
    y = layers.Conv2D(channels, 3, use_bias=use_bias, kernel_initializer=normal())(ReflectionPadding2D(1)(y))
    return layers.Add()([x, normalize()(y)])


@keras.saving.register_keras_serializable("gan_course")
class InputBlend(keras.layers.Layer):
    """입력을 남길 비율과 더할 색으로 섞습니다: 남길 비율 · atanh(입력) + 더할 색. 다음에 tanh를 지나면 이미지입니다.

    입력: [이미지 [배치, 높이, 너비, 채널], 바꿀 것 [배치, 높이, 너비, 1 + 채널]]. 바꿀 것이 0이면 남길 비율이
    σ(3) = 0.95라서 거의 입력 그대로입니다. 비율은 1을 넘지 못합니다. 넘을 수 있으면 하늘만 밝히는 쉬운 길로 빠져
    훈련이 멈추기도 합니다. 이미지는 ±1에서 atanh가 무한대가 되지 않게 ±0.99로 자릅니다.

    출력: [배치, 높이, 너비, 채널].
    """

    def call(self, inputs):
        image, change = inputs
        keep = tf.sigmoid(change[..., :1] + 3.0)
        return keep * tf.atanh(tf.clip_by_value(image, -0.99, 0.99)) + change[..., 1:]

    def compute_output_shape(self, input_shape):
        return input_shape[0]
