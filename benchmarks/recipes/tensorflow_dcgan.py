"""TensorFlow DCGAN 튜토리얼의 조리법. 코드를 베끼지 않고 명세대로 다시 썼습니다.

배치 256, Adam 1e-4(β₁ 0.9), 50 에포크. 생성자 2,330,944개, 판별자 212,865개의 매개변수.
"""

from gan_course import losses
from gan_course._tensorflow import keras, tf

NOISE_DIM = 100
BATCH_SIZE = 256
LEARNING_RATE = 1e-4

layers = keras.layers


def generator(width=1):
    """width는 빠른 점검용으로 채널을 줄이는 몫입니다. 명세는 1입니다."""
    noise = keras.Input((NOISE_DIM,))
    x = layers.Dense(7 * 7 * 256 // width, use_bias=False)(noise)
    x = layers.LeakyReLU(0.3)(layers.BatchNormalization()(x))
    x = layers.Reshape((7, 7, 256 // width))(x)
    for channels, strides in ((128 // width, 1), (64 // width, 2)):
        x = layers.Conv2DTranspose(channels, 5, strides, padding="same", use_bias=False)(x)
        x = layers.LeakyReLU(0.3)(layers.BatchNormalization()(x))
    image = layers.Conv2DTranspose(1, 5, 2, padding="same", use_bias=False, activation="tanh")(x)
    return keras.Model(noise, image)


def discriminator(width=1):
    image = keras.Input((28, 28, 1))
    x = image
    for channels in (64 // width, 128 // width):
        x = layers.Conv2D(channels, 5, 2, padding="same")(x)
        x = layers.Dropout(0.3)(layers.LeakyReLU(0.3)(x))
    return keras.Model(image, layers.Dense(1)(layers.Flatten()(x)))


def optimizers():
    return keras.optimizers.Adam(LEARNING_RATE), keras.optimizers.Adam(LEARNING_RATE)


def train_step(generator, discriminator, batch_size=BATCH_SIZE):
    """튜토리얼의 한 걸음을 `tf.function`으로 묶어 돌려줍니다: 테이프 둘, 옵티마이저 둘.

    잡음은 이미지가 몇 장이든 늘 batch_size개입니다. 그래서 마지막 배치에서도 그렇습니다.
    """
    generator_optimizer, discriminator_optimizer = optimizers()

    @tf.function
    def step(images):
        noise = tf.random.normal([batch_size, NOISE_DIM])
        with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
            fake = generator(noise, training=True)
            real_output = discriminator(images, training=True)
            fake_output = discriminator(fake, training=True)
            gen_loss = losses.generator_loss(fake_output)
            disc_loss = losses.discriminator_loss(real_output, fake_output)
        for tape, loss, network, optimizer in (
            (gen_tape, gen_loss, generator, generator_optimizer),
            (disc_tape, disc_loss, discriminator, discriminator_optimizer),
        ):
            gradients = tape.gradient(loss, network.trainable_variables)
            optimizer.apply_gradients(zip(gradients, network.trainable_variables))

    return step
