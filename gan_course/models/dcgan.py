"""DCGAN의 생성자와 판별자."""

from gan_course._tensorflow import keras
from gan_course.models.shapes import divisible

layers = keras.layers

LABEL_DIM = 16  # 조건부 생성자가 클래스 하나를 나타내는 벡터의 길이


def dcgan_generator(noise_dim=64, image_shape=(28, 28, 1), filters=12, classes=None):
    """DCGAN 생성자: 잠재 벡터를 이미지로 바꿉니다.

    Dense로 (높이/4, 너비/4, 4·filters)를 만들고, 전치 합성곱 두 번으로 두 배씩 키운 뒤,
    마지막 합성곱으로 획을 다듬습니다. 2코어 CPU에서 몇 분 안에 배우도록 논문보다 좁습니다.

    Args:
        noise_dim: 잠재 벡터의 길이.
        image_shape: (높이, 너비, 채널). 높이와 너비는 4의 배수.
        filters: 폭. 크기가 커질수록 4·filters, 2·filters, filters 채널을 씁니다.
        classes: 조건부 생성자라면 클래스의 수. 클래스마다 배운 벡터(임베딩) 하나를 잠재 벡터의 뒤에 잇습니다.

    Returns:
        `keras.Model`: [배치, noise_dim] → [배치, 높이, 너비, 채널], 값은 [-1, 1].
        classes를 주면 입력이 둘입니다: [잠재 벡터 [배치, noise_dim], 클래스의 번호 [배치] int32].

    Reference:
        Radford et al. 2016, "Unsupervised Representation Learning with DCGANs", 3절.
        클래스를 잠재 벡터에 잇는 것은 Mirza & Osindero 2014, "Conditional Generative Adversarial Nets", 4.1절.
    """
    height, width, channels = divisible("dcgan_generator", image_shape, 4)
    noise = keras.Input((noise_dim,), name="noise")
    inputs, x = noise, noise
    if classes:
        label = keras.Input((), dtype="int32", name="label")
        inputs = [noise, label]
        x = layers.Concatenate()([noise, layers.Embedding(classes, LABEL_DIM, name="label_vector")(label)])
    x = layers.Dense(height // 4 * (width // 4) * 4 * filters, use_bias=False)(x)
    x = layers.Reshape((height // 4, width // 4, 4 * filters))(x)
    x = layers.LeakyReLU(0.2)(layers.BatchNormalization()(x))
    for channels_out in (2 * filters, filters):
        # 커널 4, 보폭 2: 커널이 보폭으로 나누어떨어져 격자무늬(checkerboard)가 덜 생깁니다.
        x = layers.Conv2DTranspose(channels_out, 4, 2, padding="same", use_bias=False)(x)
        x = layers.LeakyReLU(0.2)(layers.BatchNormalization()(x))
    image = layers.Conv2D(channels, 3, padding="same", activation="tanh", name="image")(x)
    return keras.Model(inputs, image, name="generator")


def dcgan_discriminator(image_shape=(28, 28, 1), filters=16, dropout=0.0, classes=None):
    """DCGAN 판별자: 이미지를 로짓 하나로 바꾸는 이진 분류기.

    Args:
        image_shape: (높이, 너비, 채널). 높이와 너비는 4의 배수.
        filters: 폭. 합성곱 세 층이 filters, 2·filters, 4·filters 채널을 씁니다.
        dropout: 층마다 끄는 비율. 0이면 드롭아웃 층을 두지 않습니다.
        classes: 조건부 판별자라면 클래스의 수. 로짓에 「그 클래스의 벡터와 특징의 내적」을 더합니다(투영 판별자).

    Returns:
        `keras.Model`: [배치, 높이, 너비, 채널] → [배치, 1]의 로짓. 클수록 진짜라는 답입니다.
        classes를 주면 입력이 둘입니다: [이미지, 클래스의 번호 [배치] int32].

    Reference:
        Radford et al. 2016, "Unsupervised Representation Learning with DCGANs", 3절.
        배치 정규화는 두지 않습니다. 훈련할 때와 채점할 때 같은 답을 내게 하려는 것입니다.
        투영은 Miyato & Koyama 2018, "cGANs with Projection Discriminator", 3절.
    """
    image = keras.Input(divisible("dcgan_discriminator", image_shape, 4), name="image")
    x = image
    for channels in (filters, 2 * filters, 4 * filters):
        x = layers.Conv2D(channels, 4, 2, padding="same")(x)
        x = layers.LeakyReLU(0.2)(x)
        if dropout:
            x = layers.Dropout(dropout)(x)
    features = layers.Flatten()(x)
    logit = layers.Dense(1, name="logit")(features)
    if not classes:
        return keras.Model(image, logit, name="discriminator")
    label = keras.Input((), dtype="int32", name="label")
    # 0에서 시작하므로, 배우기 전의 조건부 판별자는 조건이 없는 판별자와 같습니다.
    direction = layers.Embedding(classes, features.shape[-1], embeddings_initializer="zeros", name="label_direction")
    matching = layers.Dot(axes=1, name="matching")([features, direction(label)])
    return keras.Model([image, label], layers.Add(name="total_logit")([logit, matching]), name="discriminator")
