"""2차원의 점을 다루는 작은 신경망."""

from gan_course._tensorflow import keras

layers = keras.layers


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
