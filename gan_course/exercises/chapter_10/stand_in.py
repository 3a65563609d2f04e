"""10장 연습이 함께 쓰는 것: 몫, 작은 신경망의 대역, 시각."""

from __future__ import annotations

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.answer import Wrong

SCALE_WHEN_TRAINING = 1.5
_KERNEL = np.array([[0.7, -0.4], [0.3, 0.9]], np.float32)
_SHIFT = np.array([0.6, -1.1], np.float32)


def shares(time):
    """(그림의 몫, 잡음의 몫). 오답은 수백 가지라 NumPy로 빨리 셈합니다."""
    return np.cos(np.asarray(time) * np.pi / 2), np.sin(np.asarray(time) * np.pi / 2)


def column(*times: float) -> tf.Tensor:
    """시각 [배치, 1]."""
    return tf.constant(times, tf.float32)[:, None]


def formula(noisy, time, training=False):
    """`Denoiser`가 낼 잡음. NumPy의 것입니다."""
    return (SCALE_WHEN_TRAINING if training else 1.0) * (noisy @ _KERNEL + time * _SHIFT)


class Denoiser:
    """점 [배치, 2]와 시각 [배치, 1]에서 잡음을 내는 작은 신경망의 대역."""

    def __init__(self):
        self.trainable_variables = [tf.Variable(_KERNEL), tf.Variable(_SHIFT)]

    def __call__(self, inputs, time=None, training=False):
        if time is not None or not isinstance(inputs, (list, tuple)) or len(inputs) != 2:
            raise Wrong("신경망은 [섞인 점, 시각]의 목록 하나를 받습니다.", expected="network([섞인 점, 시각], ...)")
        noisy, time = (tf.cast(part, tf.float32) for part in inputs)
        if time.shape != (noisy.shape[0], 1):
            raise Wrong(
                "신경망에 준 시각의 모양이 다릅니다. 점마다 하나씩, [배치, 1]이어야 합니다.",
                expected=f"모양 ({noisy.shape[0]}, 1)",
                got=f"모양 {tuple(time.shape)}",
            )
        kernel, shift = self.trainable_variables
        return (SCALE_WHEN_TRAINING if training else 1.0) * (noisy @ kernel + time * shift)

    def __deepcopy__(self, memo):
        return self
