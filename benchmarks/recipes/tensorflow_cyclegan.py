"""TensorFlow CycleGAN 튜토리얼의 조리법. 코드를 베끼지 않고 명세대로 다시 썼습니다.

U-Net(256화소에서 매개변수 54,414,979개)과 PatchGAN(2,765,569개), 배율을 N(1, 0.02)로 시작하는 인스턴스 정규화,
이진 교차 엔트로피, LAMBDA 10, 항등 5, Adam 2e-4(β₁ 0.5) 넷, 배치 1. 이미지 풀도 학습률 감소도 없습니다.
"""

from gan_course._tensorflow import keras, tf
from gan_course.layers import InstanceNormalization

layers = keras.layers
LAMBDA = 10.0
_CHANNELS = (64, 128, 256, 512, 512, 512, 512, 512)


def unet_generator(size=256, width=1):
    """size에 들어가는 만큼만 줄이는 U-Net: 256화소면 8번, 64화소면 6번. width는 빠른 점검에서 채널을 줄이는 몫."""
    channels = [count // width for count in _CHANNELS[: size.bit_length() - 1]]
    image = keras.Input((size, size, 3))
    x, skips = image, []
    for index, count in enumerate(channels):
        x = layers.Conv2D(count, 4, 2, "same", use_bias=False, kernel_initializer=_normal())(x)
        x = layers.LeakyReLU(0.3)(_normalized(x) if index else x)
        skips.append(x)
    for index, count in enumerate(reversed(channels[:-1])):
        x = layers.Conv2DTranspose(count, 4, 2, "same", use_bias=False, kernel_initializer=_normal())(x)
        x = _normalized(x)
        x = layers.ReLU()(layers.Dropout(0.5)(x) if index < 3 else x)
        x = layers.Concatenate()([x, skips[-2 - index]])
    x = layers.Conv2DTranspose(3, 4, 2, "same", activation="tanh", kernel_initializer=_normal())(x)
    return _with_random_scales(keras.Model(image, x))


def discriminator(size=256, width=1):
    image = keras.Input((size, size, 3))
    x = image
    for index, count in enumerate((64, 128, 256)):
        x = layers.Conv2D(count // width, 4, 2, "same", use_bias=False, kernel_initializer=_normal())(x)
        x = layers.LeakyReLU(0.3)(_normalized(x) if index else x)
    x = layers.Conv2D(512 // width, 4, use_bias=False, kernel_initializer=_normal())(layers.ZeroPadding2D()(x))
    x = layers.LeakyReLU(0.3)(_normalized(x))
    x = layers.Conv2D(1, 4, kernel_initializer=_normal())(layers.ZeroPadding2D()(x))
    return _with_random_scales(keras.Model(image, x))


def train_step(generator_g, generator_f, discriminator_x, discriminator_y):
    """튜토리얼의 한 걸음: 지워지지 않는 테이프 하나에서 그레이디언트를 네 번 구해 옵티마이저 넷으로 갱신합니다."""
    networks = (generator_g, generator_f, discriminator_x, discriminator_y)
    optimizers = [keras.optimizers.Adam(2e-4, beta_1=0.5) for _ in networks]
    cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)

    def adversarial(output):
        return cross_entropy(tf.ones_like(output), output)

    def discriminating(real, fake):
        return 0.5 * (cross_entropy(tf.ones_like(real), real) + cross_entropy(tf.zeros_like(fake), fake))

    def distance(one, other):
        return tf.reduce_mean(tf.abs(one - other))

    @tf.function
    def step(real_x, real_y):
        with tf.GradientTape(persistent=True) as tape:
            fake_y = generator_g(real_x, training=True)
            cycled_x = generator_f(fake_y, training=True)
            fake_x = generator_f(real_y, training=True)
            cycled_y = generator_g(fake_x, training=True)
            same_x = generator_f(real_x, training=True)
            same_y = generator_g(real_y, training=True)
            real_x_output = discriminator_x(real_x, training=True)
            real_y_output = discriminator_y(real_y, training=True)
            fake_x_output = discriminator_x(fake_x, training=True)
            fake_y_output = discriminator_y(fake_y, training=True)

            cycle = LAMBDA * (distance(real_x, cycled_x) + distance(real_y, cycled_y))
            totals = (
                adversarial(fake_y_output) + cycle + 0.5 * LAMBDA * distance(real_y, same_y),
                adversarial(fake_x_output) + cycle + 0.5 * LAMBDA * distance(real_x, same_x),
                discriminating(real_x_output, fake_x_output),
                discriminating(real_y_output, fake_y_output),
            )
        gradients = [tape.gradient(total, network.trainable_variables) for total, network in zip(totals, networks)]
        for optimizer, gradient, network in zip(optimizers, gradients, networks):
            optimizer.apply_gradients(zip(gradient, network.trainable_variables))

    return step


def _normal():
    return keras.initializers.RandomNormal(stddev=0.02)


def _normalized(x):
    return InstanceNormalization(affine=True)(x)


def _with_random_scales(network):
    for layer in network.layers:
        if isinstance(layer, InstanceNormalization):
            layer.scale.assign(keras.random.normal(layer.scale.shape, mean=1.0, stddev=0.02))
    return network
