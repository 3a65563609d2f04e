"""짝지은 두 이미지를 나란히 흘려보내는 tf.data 자료."""

from typing import TYPE_CHECKING

import numpy as np

from gan_course.data.epochs import ShuffledBatches, epoch_dataset

if TYPE_CHECKING:
    import tensorflow as tf


def paired_dataset(
    x: np.ndarray, y: np.ndarray, batch_size: int, seed: int = 0, steps: int | None = None
) -> "tf.data.Dataset":
    """짝의 배치 (x_batch, y_batch)를 내는 자료를 만듭니다. 두 배치의 같은 자리에는 언제나 한 짝이 있습니다.

    한 바퀴는 모든 짝을 한 번씩 봅니다. 바퀴마다 새로 섞되, 두 배열을 **같은 차례로** 섞습니다.
    k번째 배치는 seed와 k만으로 정해지므로, 멈춘 훈련을 `ResumeTraining`으로 똑같이 이어 갈 수 있습니다.

    Args:
        x: 입력 [n, h, w, c_x].
        y: 정답 [n, h, w, c_y]. y[i]가 x[i]의 짝입니다. 채널의 수는 달라도 됩니다.
        batch_size: 한 배치에 담을 짝의 수. 1 이상의 정수.
        seed: 섞는 순서의 씨앗. 0 이상의 정수.
        steps: 한 에포크의 배치 수. None이면 한 바퀴입니다.

    Returns:
        원소가 (x_batch, y_batch)인 tf.data.Dataset. 바퀴의 마지막 배치는 작을 수 있습니다.

    Raises:
        ValueError: 짝이 한 쌍도 없거나, 두 배열의 장수나 크기가 다르거나, batch_size나 steps가 1 이상의 정수가 아닐 때.
    """
    x, y = np.asarray(x), np.asarray(y)
    if len(x) != len(y) or len(x) == 0:
        raise ValueError(
            f"짝지은 자료에 입력 {len(x)}장과 정답 {len(y)}장이 들어왔습니다. "
            "입력마다 정답이 하나씩, 한 쌍 이상 있어야 합니다. 짝이 없는 자료라면 unpaired_dataset을 쓰십시오."
        )
    if x.shape[1:3] != y.shape[1:3]:
        raise ValueError(
            f"입력의 크기는 {x.shape[1:3]}, 정답의 크기는 {y.shape[1:3]}입니다. 높이와 너비를 같게 맞추십시오."
        )
    # 두 배열을 그대로 주면 따로 섞이므로, 번호를 섞어 두 배열에서 같은 번호를 꺼냅니다.
    order = ShuffledBatches([np.arange(len(x))], batch_size, seed)

    def batch(number):
        (chosen,) = order(number)
        return x[chosen], y[chosen]

    from gan_course._tensorflow import tf  # 들여오는 것만으로 TensorFlow를 부르지 않습니다.

    return epoch_dataset(
        batch,
        order.per_lap if steps is None else steps,
        tuple(tf.TensorSpec([None, *images.shape[1:]], images.dtype) for images in (x, y)),
        f"짝, {ShuffledBatches([x, y], batch_size, seed).identity}",
    )
