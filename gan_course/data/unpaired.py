"""짝 없는 두 도메인을 나란히 흘려보내는 tf.data 자료."""

from typing import TYPE_CHECKING

import numpy as np

from gan_course.data.epochs import ShuffledBatches, epoch_dataset

if TYPE_CHECKING:
    import tensorflow as tf


def unpaired_dataset(
    a: np.ndarray, b: np.ndarray, batch_size: int, seed: int = 0, steps: int | None = None
) -> "tf.data.Dataset":
    """두 도메인의 배치 (a_batch, b_batch)를 내는 자료를 만듭니다.

    한 바퀴는 긴 도메인의 모든 그림을 한 번씩 봅니다. 짧은 도메인은 다시 처음부터 돕니다.
    두 도메인은 바퀴마다 따로 섞입니다. k번째 배치는 seed와 k만으로 정해지므로, 멈춘 훈련을
    `ResumeTraining`으로 똑같이 이어 갈 수 있습니다.

    Args:
        a: [n_a, h, w, c]. 두 도메인의 수는 달라도 됩니다.
        b: [n_b, h, w, c].
        batch_size: 도메인마다 한 배치의 그림 수. 1 이상의 정수.
        seed: 섞는 순서의 씨앗. 0 이상의 정수.
        steps: 한 에포크의 배치 수. None이면 한 바퀴입니다.

    Returns:
        원소가 (a_batch, b_batch)인 tf.data.Dataset. 두 배치의 크기는 늘 같고, 바퀴의 마지막 배치는 작을 수 있습니다.

    Raises:
        ValueError: 도메인이 비었거나, 그림의 모양이 다르거나, batch_size나 steps가 1 이상의 정수가 아닐 때.
    """
    a, b = np.asarray(a), np.asarray(b)
    if len(a) == 0 or len(b) == 0:
        raise ValueError(f"두 도메인에 그림이 한 장 이상 있어야 합니다. 받은 수는 {len(a)}, {len(b)}입니다.")
    if a.shape[1:] != b.shape[1:]:
        raise ValueError(
            f"두 도메인의 그림 모양이 다릅니다: {a.shape[1:]}, {b.shape[1:]}. 같은 크기와 채널로 맞추십시오."
        )
    batches = ShuffledBatches([a, b], batch_size, seed)
    from gan_course._tensorflow import tf  # 들여오는 것만으로 TensorFlow를 부르지 않습니다.

    signature = tuple(tf.TensorSpec([None, *images.shape[1:]], images.dtype) for images in (a, b))
    return epoch_dataset(batches, batches.per_lap if steps is None else steps, signature, batches.identity)
