"""9.3과 9.6의 대역: 작은 생성자와 판별자, 그림을 바꾸는 함수."""

from __future__ import annotations

import numpy as np

from gan_course._tensorflow import keras, tf

_NOISE, _IMAGE, _HIDDEN = 2, 3, 4  # 잡음과 그림의 길이, 판별자의 가운데 층


class _Player:
    """가중치가 정해진 작은 신경망. 훈련할 때는 나온 것이 `training_scale`배입니다."""

    training_scale: float  # 두 신경망이 서로 달라야 어느 쪽이 training=True를 잊었는지 수로 갈립니다

    def __init__(self, seed: int, *shapes: tuple[int, int]):
        random = np.random.default_rng([9, seed])
        self.trainable_variables = [keras.Variable(random.normal(0, 0.7, shape), dtype="float32") for shape in shapes]

    def __call__(self, inputs, training=False):
        scale = self.training_scale if training else 1.0
        return scale * self.formula(tf.convert_to_tensor(inputs, tf.float32), tf)

    def weights(self, library):
        return [each.value if library is tf else each.numpy() for each in self.trainable_variables]

    def __deepcopy__(self, memo):
        return self


class Forger(_Player):
    """잡음 [배치, 2] → 그림 [배치, 3]."""

    training_scale = 1.5

    def __init__(self):
        super().__init__(1, (_NOISE, _IMAGE))

    def formula(self, noise, library):
        """`library`가 tf이면 텐서로, np이면 배열로 셈합니다."""
        return library.tanh(noise @ self.weights(library)[0])


class Detective(_Player):
    """그림 [배치, 3] → 로짓 [배치, 1]."""

    training_scale = 2.0

    def __init__(self):
        super().__init__(2, (_IMAGE, _HIDDEN), (_HIDDEN, 1))

    def formula(self, images, library):
        first, second = self.weights(library)
        return library.tanh(images @ first) @ second


class Changer:
    """그림을 바꾸는 함수의 대역. 두 번 바꾸면 한 번 바꾼 것과 다르고, 미분할 수 있습니다."""

    def __call__(self, images):
        return changed(tf.convert_to_tensor(images, tf.float32))

    def __deepcopy__(self, memo):
        return self


def changed(images):
    return 0.6 * images - 0.35
