"""신경망을 만드는 함수들. 모두 `keras.Model`을 돌려줍니다.

생성자의 출력은 tanh를 지난 [-1, 1]의 이미지이고, 판별자의 출력은 시그모이드를 지나지 않은 로짓입니다.
"""

from gan_course._tensorflow import keras, tf
from gan_course.layers import InstanceNormalization, ReflectionPadding2D

layers = keras.layers


def _normal():
    # DCGAN, Pix2Pix, CycleGAN 논문이 모두 N(0, 0.02)로 시작합니다.
    return keras.initializers.RandomNormal(stddev=0.02)


def dcgan_generator(noise_dim=64, image_shape=(28, 28, 1), filters=12):
    """DCGAN 생성자: 잠재 벡터를 이미지로 바꿉니다.

    Dense로 (높이/4, 너비/4, 4·filters)를 만들고, 전치 합성곱 두 번으로 두 배씩 키운 뒤,
    마지막 합성곱으로 획을 다듬습니다. 2코어 CPU에서 몇 분 안에 배우도록 논문보다 좁습니다.

    Args:
        noise_dim: 잠재 벡터의 길이.
        image_shape: (높이, 너비, 채널). 높이와 너비는 4의 배수.
        filters: 폭. 크기가 커질수록 4·filters, 2·filters, filters 채널을 씁니다.

    Returns:
        `keras.Model`: [배치, noise_dim] → [배치, 높이, 너비, 채널], 값은 [-1, 1].

    Reference:
        Radford et al. 2016, "Unsupervised Representation Learning with DCGANs", 3절.
    """
    height, width, channels = _image_shape_divisible_by_four("dcgan_generator", image_shape)
    noise = keras.Input((noise_dim,), name="noise")
    x = layers.Dense(height // 4 * (width // 4) * 4 * filters, use_bias=False)(noise)
    x = layers.Reshape((height // 4, width // 4, 4 * filters))(x)
    x = layers.LeakyReLU(0.2)(layers.BatchNormalization()(x))
    for channels_out in (2 * filters, filters):
        # 커널 4, 보폭 2: 커널이 보폭으로 나누어떨어져 격자무늬(checkerboard)가 덜 생깁니다.
        x = layers.Conv2DTranspose(channels_out, 4, 2, padding="same", use_bias=False)(x)
        x = layers.LeakyReLU(0.2)(layers.BatchNormalization()(x))
    image = layers.Conv2D(channels, 5, padding="same", activation="tanh", name="image")(x)
    return keras.Model(noise, image, name="generator")


def dcgan_discriminator(image_shape=(28, 28, 1), filters=16, dropout=0.0):
    """DCGAN 판별자: 이미지를 로짓 하나로 바꾸는 이진 분류기.

    Args:
        image_shape: (높이, 너비, 채널). 높이와 너비는 4의 배수.
        filters: 폭. 합성곱 세 층이 filters, 2·filters, 4·filters 채널을 씁니다.
        dropout: 층마다 끄는 비율. 0이면 드롭아웃 층을 두지 않습니다.

    Returns:
        `keras.Model`: [배치, 높이, 너비, 채널] → [배치, 1]의 로짓. 클수록 진짜라는 답입니다.

    Reference:
        Radford et al. 2016, "Unsupervised Representation Learning with DCGANs", 3절.
        배치 정규화는 두지 않습니다. 훈련할 때와 채점할 때 같은 답을 내게 하려는 것입니다.
    """
    image = keras.Input(
        _image_shape_divisible_by_four("dcgan_discriminator", image_shape), name="image"
    )
    x = image
    for channels in (filters, 2 * filters, 4 * filters):
        x = layers.Conv2D(channels, 4, 2, padding="same")(x)
        x = layers.LeakyReLU(0.2)(x)
        if dropout:
            x = layers.Dropout(dropout)(x)
    logit = layers.Dense(1, name="logit")(layers.Flatten()(x))
    return keras.Model(image, logit, name="discriminator")


def mlp_generator(noise_dim=2, output_dim=2, units=64, depth=2):
    """점을 만드는 작은 생성자: 2차원 예제에서 생성자를 통째로 그려 보기 위한 것.

    Args:
        noise_dim: 잠재 벡터의 길이.
        output_dim: 만들 점의 차원.
        units: 은닉층의 폭.
        depth: 은닉층의 수.

    Returns:
        `keras.Model`: [배치, noise_dim] → [배치, output_dim], 범위 제한 없음.
    """
    return _mlp("generator", "noise", noise_dim, output_dim, units, depth)


def mlp_discriminator(input_dim=2, units=64, depth=2):
    """점을 판별하는 작은 판별자.

    Args:
        input_dim: 점의 차원.
        units: 은닉층의 폭.
        depth: 은닉층의 수.

    Returns:
        `keras.Model`: [배치, input_dim] → [배치, 1]의 로짓.
    """
    return _mlp("discriminator", "point", input_dim, 1, units, depth)


def _mlp(name, input_name, input_dim, output_dim, units, depth):
    inputs = keras.Input((input_dim,), name=input_name)
    x = inputs
    for _ in range(depth):
        x = layers.LeakyReLU(0.2)(layers.Dense(units)(x))
    return keras.Model(inputs, layers.Dense(output_dim)(x), name=name)


def resnet_generator(
    image_shape=(256, 256, 3), filters=64, blocks=9, upsampling="transpose", residual_output=False
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

    Returns:
        `keras.Model`: [배치, 높이, 너비, 채널] → 같은 모양, 값은 [-1, 1].

    Reference:
        Zhu et al. 2017, "Unpaired Image-to-Image Translation", 부록 7.2.
    """
    # 절반으로 두 번 줄인 뒤에도 2화소는 남아야 잔차 블록이 가장자리를 되비칠 수 있습니다.
    image_shape = _image_shape_divisible_by_four("resnet_generator", image_shape, smallest=8)
    if upsampling not in ("transpose", "resize"):
        raise ValueError(
            f"resnet_generator의 upsampling이 {upsampling!r}입니다. "
            "'transpose' 또는 'resize' 가운데 하나를 주십시오."
        )
    image = keras.Input(image_shape, name="image")
    x = ReflectionPadding2D(3)(image)
    x = _convolution_block(x, filters, kernel=7)
    for channels in (2 * filters, 4 * filters):
        # k3 s2의 "same"은 PyTorch의 padding=1과 한 화소 어긋나므로 직접 채웁니다.
        x = _convolution_block(layers.ZeroPadding2D(1)(x), channels, kernel=3, strides=2)
    for _ in range(blocks):
        x = _residual_block(x, 4 * filters)
    for channels in (2 * filters, filters):
        if upsampling == "transpose":
            x = layers.Conv2DTranspose(channels, 3, 2, kernel_initializer=_normal())(x)
            x = layers.Cropping2D(((1, 0), (1, 0)))(x)
            x = layers.ReLU()(InstanceNormalization()(x))
        else:
            x = ReflectionPadding2D(1)(layers.UpSampling2D(2)(x))
            x = _convolution_block(x, channels, kernel=3)
    x = ReflectionPadding2D(3)(x)
    if residual_output:
        # 남길 비율은 거의 1(σ(3) = 0.95), 더할 것은 0에서 시작해야 처음의 출력이 입력과 같습니다.
        # 비율이 1을 넘을 수 있으면 하늘만 밝히는 쉬운 길로 빠져 훈련이 멈추기도 합니다.
        keep = layers.Conv2D(
            1, 7, activation="sigmoid", kernel_initializer="zeros",
            bias_initializer=keras.initializers.Constant(3.0), name="kept_share",
        )(x)  # fmt: skip
        add = layers.Conv2D(image_shape[-1], 7, kernel_initializer="zeros", name="added_colour")(x)
        x = layers.Add()([layers.Multiply()([keep, InverseTanh()(image)]), add])
    else:
        x = layers.Conv2D(image_shape[-1], 7, kernel_initializer=_normal())(x)
    # 혼합 정밀도에서도 이미지는 float32로 내보냅니다.
    outputs = layers.Activation("tanh", dtype="float32", name="translated")(x)
    return keras.Model(image, outputs, name="resnet_generator")


def patch_discriminator(image_shape=(256, 256, 3), filters=64, downsamplings=3):
    """PatchGAN 판별자: 이미지 전체가 아니라 겹치는 조각마다 로짓을 하나씩 냅니다.

    기본값은 논문의 70x70 조각이며 매개변수는 2,764,737개입니다. `downsamplings=2`면 34x34 조각입니다.

    Args:
        image_shape: (높이, 너비, 채널). 높이와 너비는 3·2^downsamplings 이상이거나 None(아무 크기).
        filters: 첫 층의 폭. 줄일 때마다 두 배가 되고 8배에서 멈춥니다.
        downsamplings: 보폭 2인 합성곱의 수.

    Returns:
        `keras.Model`: [배치, 높이, 너비, 채널] → [배치, h, w, 1]의 로짓. 256x256이면 30x30.

    Reference:
        Isola et al. 2017, "Image-to-Image Translation with Conditional Adversarial Networks", 3.2.2절.
    """
    image_shape = _three_numbers("patch_discriminator", image_shape)
    smallest = 3 * 2**downsamplings
    for name, size in zip(("높이", "너비"), image_shape[:2]):
        if size is not None and size < smallest:
            raise ValueError(
                f"patch_discriminator: image_shape이 {image_shape}이고 {name}가 {size}입니다. "
                f"{downsamplings}번 절반으로 줄이므로 {smallest} 이상이어야 로짓이 하나라도 남습니다. "
                "더 큰 이미지를 넣거나 downsamplings를 줄이십시오."
            )
    image = keras.Input(image_shape, name="image")
    x = image
    for index in range(downsamplings + 1):
        x = layers.ZeroPadding2D(1)(x)
        x = layers.Conv2D(
            filters * min(2**index, 8),
            4,
            strides=2 if index < downsamplings else 1,
            kernel_initializer=_normal(),
        )(x)
        if index > 0:
            x = InstanceNormalization()(x)
        x = layers.LeakyReLU(0.2)(x)
    x = layers.ZeroPadding2D(1)(x)
    logits = layers.Conv2D(1, 4, kernel_initializer=_normal(), dtype="float32", name="logits")(x)
    return keras.Model(image, logits, name="patch_discriminator")


def _convolution_block(x, channels, kernel, strides=1):
    x = layers.Conv2D(channels, kernel, strides, kernel_initializer=_normal())(x)
    return layers.ReLU()(InstanceNormalization()(x))


def _residual_block(x, channels):
    y = _convolution_block(ReflectionPadding2D(1)(x), channels, kernel=3)
    y = layers.Conv2D(channels, 3, kernel_initializer=_normal())(ReflectionPadding2D(1)(y))
    return layers.Add()([x, InstanceNormalization()(y)])


@keras.saving.register_keras_serializable("gan_course")
class InverseTanh(keras.layers.Layer):
    """tanh의 역함수: [-1, 1]의 이미지를 tanh 앞의 값으로 되돌립니다.

    ±1에서는 무한대가 되므로 ±0.99로 자릅니다. 그래서 되돌린 이미지는 최대 0.01만큼 달라집니다.
    """

    def call(self, inputs):
        return tf.atanh(tf.clip_by_value(inputs, -0.99, 0.99))

    def compute_output_shape(self, input_shape):
        return input_shape


def _three_numbers(function, image_shape):
    shape = tuple(image_shape)
    if len(shape) != 3:
        raise ValueError(
            f"{function}: image_shape이 {shape}입니다. (높이, 너비, 채널)의 세 수가 필요합니다. "
            "흑백 이미지도 (28, 28, 1)처럼 채널을 적으십시오."
        )
    return shape


def _image_shape_divisible_by_four(function, image_shape, smallest=4):
    shape = _three_numbers(function, image_shape)
    for name, size in zip(("높이", "너비"), shape[:2]):
        if size is not None and (size < smallest or size % 4):
            raise ValueError(
                f"{function}: image_shape이 {shape}이고 {name}가 {size}입니다. "
                f"두 번 절반으로 줄이므로 {smallest} 이상인 4의 배수여야 합니다. "
                f"이미지를 {max(smallest, round(size / 4) * 4)} 화소로 자르거나 크기를 바꾸십시오."
            )
    return shape
