"""벌점을 재는 데 쓰는 것: 점마다의 그레이디언트와 그것을 배울 가중치(7.1, 7.2)."""

import functools

import numpy as np

from gan_course._tensorflow import tf

CUT = "값은 맞지만 {}의 가중치까지 그레이디언트가 이어지지 않습니다. 이대로는 아무것도 가르치지 못합니다."


def logit(logits):
    """로짓을 그대로."""
    return logits


def slopes(critic, points, training=True, through=logit):
    """점마다의 그레이디언트."""
    with tf.GradientTape() as tape:
        tape.watch(points)
        outputs = through(critic(points, training=training))
    return tape.gradient(outputs, points)


def remembered_slopes(critic, points, training=True, through=logit):
    """오답 수백 가지가 같은 자리에서 재므로, 한 번 잰 기울기를 다시 씁니다. 미분할 수는 없습니다."""
    points = np.asarray(points)
    return _remembered(critic, points.tobytes(), points.shape, training, through)


@functools.lru_cache(maxsize=512)
def _remembered(critic, points, shape, training, through):
    return slopes(critic, tf.reshape(tf.constant(np.frombuffer(points, np.float32)), shape), training, through)


def kernels(critic, *rest):
    """배울 가중치 가운데 행렬."""
    return [weight for weight in critic.trainable_variables if len(weight.shape) == 2]
