"""짝 없는 두 도메인을 나란히 흘려보내는 tf.data 자료."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import tensorflow as tf


def unpaired_dataset(a: np.ndarray, b: np.ndarray, batch_size: int, seed: int = 0) -> "tf.data.Dataset":
    """두 도메인의 배치 (a_batch, b_batch)를 내는 자료를 만듭니다.

    한 에포크는 긴 도메인의 모든 그림을 한 번씩 봅니다. 짧은 도메인은 다시 처음부터 돕니다.
    두 도메인은 에포크마다 따로 섞이며, 같은 seed면 섞이는 순서가 같습니다. 마지막 배치는 작을 수 있습니다.

    Args:
        a: [n_a, h, w, c]. 두 도메인의 수는 달라도 됩니다.
        b: [n_b, h, w, c].
        batch_size: 도메인마다 한 배치의 그림 수. 1 이상.
        seed: 섞는 순서의 씨앗.

    Returns:
        원소가 (a_batch, b_batch)인 tf.data.Dataset. 두 배치의 크기는 늘 같습니다.

    Raises:
        ValueError: 도메인이 비었거나, 그림의 모양이 다르거나, batch_size가 1보다 작을 때.
    """
    a, b = np.asarray(a), np.asarray(b)
    if len(a) == 0 or len(b) == 0:
        raise ValueError(f"두 도메인에 그림이 한 장 이상 있어야 합니다. 받은 수는 {len(a)}, {len(b)}입니다.")
    if a.shape[1:] != b.shape[1:]:
        raise ValueError(
            f"두 도메인의 그림 모양이 다릅니다: {a.shape[1:]}, {b.shape[1:]}. 같은 크기와 채널로 맞추십시오."
        )
    if batch_size < 1:
        raise ValueError(f"batch_size가 {batch_size}입니다. 1 이상의 정수를 넣으십시오.")

    from gan_course._tensorflow import tf  # 들여오는 것만으로 TensorFlow를 부르지 않습니다.

    longest = max(len(a), len(b))

    def stream(images: np.ndarray, seed: int) -> "tf.data.Dataset":
        # 긴 쪽은 한 바퀴를 돌고, 짧은 쪽은 모자라지 않게 돕니다(zip이 긴 쪽의 끝에서 멈춤). 바퀴마다 다시 섞입니다.
        shuffled = tf.data.Dataset.from_tensor_slices(images).shuffle(
            len(images), seed=seed, reshuffle_each_iteration=True
        )
        return shuffled.repeat(-(-longest // len(images)))

    both = tf.data.Dataset.zip((stream(a, 2 * seed), stream(b, 2 * seed + 1)))
    return both.batch(batch_size).prefetch(tf.data.AUTOTUNE)
