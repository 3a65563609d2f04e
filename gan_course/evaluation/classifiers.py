"""채점용 분류기: 가중치를 얼려 함께 보냅니다. 훈련에는 쓰지 않습니다.

가중치를 만든 방법과 정확도는 data/README.md에, 스크립트는 data/scripts/에 있습니다.
"""

import functools

from gan_course._tensorflow import keras
from gan_course.files import verified_path


@functools.cache
def digit_classifier():
    """손글씨 숫자 분류기: [n, 28, 28, 1]([-1, 1]) → 로짓 [n, 10]. 프로세스마다 한 번만 읽습니다."""
    model = build_digit_classifier()
    model.load_weights(verified_path("digit_classifier.weights.h5"))
    model.trainable = False
    return model


def build_digit_classifier():
    """훈련하지 않은 숫자 분류기. 이름이 `features`인 층의 출력 [n, 64]가 MNIST-FD의 특징입니다."""
    inputs = keras.Input((28, 28, 1))
    x = inputs
    for filters, strides in ((32, 1), (32, 2), (64, 1), (64, 2), (32, 1)):
        x = keras.layers.Conv2D(filters, 3, strides, padding="same", use_bias=False)(x)
        x = keras.layers.BatchNormalization()(x)
        x = keras.layers.ReLU()(x)
    x = keras.layers.Flatten()(x)
    x = keras.layers.Dense(64, activation="relu", name="features")(x)
    return keras.Model(inputs, keras.layers.Dense(10)(x), name="digit_classifier")


ANIMALS = ("horse", "zebra", "neither")


@functools.cache
def animal_classifier():
    """털을 보는 분류기: [n, h, w, 3]([-1, 1]) → `ANIMALS` 순서의 로짓 [n, 3]. 64x64에서 채점합니다.

    줄무늬가 흐리거나 반쪽뿐이거나 뭉개져 회색이 된 몸은 "neither"입니다.
    """
    model = build_animal_classifier()
    model.load_weights(verified_path("animal_classifier.weights.h5"))
    model.trainable = False
    return model


def build_animal_classifier():
    """훈련하지 않은 말·얼룩말 분류기. 높이와 너비는 32 이상이면 됩니다."""
    inputs = keras.Input((None, None, 3))
    x = inputs
    for filters, strides in ((16, 1), (32, 2), (48, 2), (64, 1), (64, 2)):
        x = keras.layers.Conv2D(filters, 3, strides, padding="same", use_bias=False)(x)
        x = keras.layers.BatchNormalization()(x)
        x = keras.layers.ReLU()(x)
    # 배경이 넓어도 몸이 묻히지 않게 평균과 최댓값을 함께 봅니다.
    x = keras.layers.Concatenate()([keras.layers.GlobalAveragePooling2D()(x), keras.layers.GlobalMaxPooling2D()(x)])
    x = keras.layers.Dense(64, activation="relu")(x)
    return keras.Model(inputs, keras.layers.Dense(len(ANIMALS))(x), name="animal_classifier")
