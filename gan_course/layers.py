"""Keras에 없는 층들. `.keras` 파일로 저장하고 되읽을 수 있도록 등록합니다."""

from gan_course._tensorflow import keras, tf


@keras.saving.register_keras_serializable("gan_course")
class InstanceNormalization(keras.layers.Layer):
    """인스턴스 정규화: 이미지마다, 채널마다 평균 0, 분산 1로 맞춥니다.

    `keras.layers.GroupNormalization(groups=-1)`과 같은 계산이지만, 원 논문의 구현처럼
    epsilon이 1e-5이고 학습하는 배율과 편향이 없는 것(`affine=False`)이 기본입니다.

    Args:
        epsilon: 분산에 더하는 작은 수.
        affine: 참이면 채널마다 배율과 편향(0에서 시작)을 학습합니다.
        scale_initializer: 배율이 시작하는 값. 1이 기본이고, Pix2Pix의 저자들은 N(1, 0.02)를 씁니다.

    입력과 출력: [배치, 높이, 너비, 채널].

    Reference:
        Ulyanov et al. 2016, "Instance Normalization: The Missing Ingredient for Fast Stylization".
    """

    def __init__(self, epsilon=1e-5, affine=False, scale_initializer="ones", **kwargs):
        super().__init__(**kwargs)
        self.epsilon = epsilon
        self.affine = affine
        self.scale_initializer = keras.initializers.get(scale_initializer)

    def build(self, input_shape):
        if len(input_shape) != 4:
            raise ValueError(
                f"InstanceNormalization에 모양 {tuple(input_shape)}이 들어왔습니다. "
                "[배치, 높이, 너비, 채널]의 4차원이어야 합니다. Conv2D 뒤에 놓았는지 확인하십시오."
            )
        if self.affine:
            channels = (input_shape[-1],)
            self.scale = self.add_weight(shape=channels, initializer=self.scale_initializer, name="scale")
            self.offset = self.add_weight(shape=channels, initializer="zeros", name="offset")

    def call(self, inputs):
        # float16/bfloat16에서는 제곱의 합이 뭉개지므로 통계는 float32로 셉니다.
        values = inputs if inputs.dtype == tf.float64 else tf.cast(inputs, tf.float32)
        values = _standardized(values, self.epsilon)
        if self.affine:
            values = values * tf.cast(self.scale, values.dtype) + tf.cast(self.offset, values.dtype)
        return tf.cast(values, inputs.dtype)

    def compute_output_shape(self, input_shape):
        return input_shape

    def get_config(self):
        return super().get_config() | {
            "epsilon": self.epsilon,
            "affine": self.affine,
            "scale_initializer": keras.initializers.serialize(self.scale_initializer),
        }


def _standardized(values, epsilon):
    """이미지마다, 채널마다 평균 0, 분산 1. 그레이디언트는 배치 정규화의 닫힌 식입니다(Ioffe & Szegedy 2015, 3절).

    자동 미분은 중간값을 여럿 기억하지만 닫힌 식에는 출력 하나면 됩니다. 걸음이 빨라지고 메모리가 줍니다
    (benchmarks/README.md). 식도 텐서로 계산하므로 그레이디언트 벌점처럼 두 번 미분해도 맞습니다.
    """

    @tf.custom_gradient
    def standardize(values):
        mean, variance = tf.nn.moments(values, axes=[1, 2], keepdims=True)
        inverse = tf.math.rsqrt(variance + tf.constant(epsilon, values.dtype))
        outputs = (values - mean) * inverse

        def gradient(upstream):
            shift = tf.reduce_mean(upstream, axis=[1, 2], keepdims=True)
            stretch = tf.reduce_mean(upstream * outputs, axis=[1, 2], keepdims=True)
            return inverse * (upstream - shift - outputs * stretch)

        return outputs, gradient

    return standardize(values)


@keras.saving.register_keras_serializable("gan_course")
class ReflectionPadding2D(keras.layers.Layer):
    """가장자리를 거울처럼 되비쳐 채웁니다. 0으로 채울 때 생기는 테두리 얼룩을 막습니다.

    Args:
        padding: 네 변에 덧붙일 화소 수.

    입력: [배치, 높이, 너비, 채널], 높이와 너비는 padding보다 커야 합니다. 출력: 높이와 너비가 `2 * padding`씩 커집니다.
    """

    def __init__(self, padding=1, **kwargs):
        super().__init__(**kwargs)
        if not isinstance(padding, int) or padding < 1:
            raise ValueError(f"ReflectionPadding2D의 padding이 {padding}입니다. 1 이상의 정수를 주십시오.")
        self.padding = padding

    def build(self, input_shape):
        if len(input_shape) != 4:
            raise ValueError(
                f"ReflectionPadding2D에 모양 {tuple(input_shape)}이 들어왔습니다. "
                "[배치, 높이, 너비, 채널]의 4차원이어야 합니다. 이미지 한 장이라면 images[None]으로 넣으십시오."
            )
        if any(size is not None and size <= self.padding for size in input_shape[1:3]):
            raise ValueError(
                f"ReflectionPadding2D에 모양 {tuple(input_shape)}이 들어왔습니다. "
                f"되비칠 화소가 모자랍니다. padding {self.padding}보다 높이와 너비가 커야 합니다. "
                "더 큰 이미지를 넣거나 padding을 줄이십시오."
            )

    def call(self, inputs):
        p = self.padding
        return tf.pad(inputs, [[0, 0], [p, p], [p, p], [0, 0]], mode="REFLECT")

    def compute_output_shape(self, input_shape):
        batch, height, width, channels = input_shape
        grow = 2 * self.padding
        return (
            batch,
            None if height is None else height + grow,
            None if width is None else width + grow,
            channels,
        )

    def get_config(self):
        return super().get_config() | {"padding": self.padding}


@keras.saving.register_keras_serializable("gan_course")
class RequiredSize(keras.layers.Layer):
    """이미지의 크기를 정하지 않은 모델이, 실제로 받은 크기를 살펴 틀리면 알립니다. 값은 그대로 내보냅니다.

    살피지 않으면 ResNet은 말없이 다른 크기를 내고, U-Net은 이어 붙이는 곳에서 알기 어려운 오류를 냅니다.

    Args:
        multiple: 높이와 너비가 이 수의 배수여야 합니다.
        smallest: 높이와 너비가 이 수 이상이어야 합니다.

    입력과 출력: [배치, 높이, 너비, 채널].
    """

    def __init__(self, multiple=1, smallest=1, **kwargs):
        super().__init__(**kwargs)
        self.multiple = multiple
        self.smallest = max(smallest, multiple)

    def call(self, inputs):
        wanted = f"{self.smallest} 이상인 {self.multiple}의 배수" if self.multiple > 1 else f"{self.smallest} 이상"
        message = f"높이와 너비가 모두 {wanted}여야 합니다. 이미지를 자르거나 크기를 바꾸십시오."
        for size, dynamic in zip(inputs.shape[1:3], tf.unstack(tf.shape(inputs)[1:3])):
            if size is None:
                # 그래프를 만드는 동안에는 크기를 모르므로 실행할 때 살핍니다.
                fits = (dynamic >= self.smallest) & (dynamic % self.multiple == 0)
                with tf.control_dependencies([tf.debugging.Assert(fits, [message, tf.shape(inputs)])]):
                    inputs = tf.identity(inputs)
            elif size < self.smallest or size % self.multiple:
                raise ValueError(f"이미지의 모양이 {tuple(inputs.shape)}입니다. {message}")
        return inputs

    def compute_output_shape(self, input_shape):
        return input_shape

    def get_config(self):
        return super().get_config() | {"multiple": self.multiple, "smallest": self.smallest}
