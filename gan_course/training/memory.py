"""메모리가 모자라 훈련이 멈추었을 때, 받은 배치와 되는 배치를 말합니다."""

import numpy as np

from gan_course._tensorflow import tf


def spoken_exhaustion(model, batch):
    """`tf.errors.ResourceExhaustedError` 대신 올릴 한국어 MemoryError.

    배치를 반씩 줄여 가며 한 걸음씩 실제로 가 보고, 처음으로 되는 수를 말합니다. 가중치, 옵티마이저, 난수는 되돌립니다.

    Args:
        model: 훈련하던 `GAN`, `CycleGAN`, `Pix2Pix`.
        batch: 자료의 배치 하나(텐서나 그 튜플). 꺼낼 수 없었으면 None.
    """
    closed = "GPU를 쓰는 다른 프로그램과 노트북의 커널을 닫고 다시 실행하십시오."
    if batch is None:
        return MemoryError(f"메모리가 모자랍니다. 배치의 크기를 반으로 줄이거나, {closed}")
    size = int(tf.nest.flatten(batch)[0].shape[0])
    fits = largest_batch(model, batch)
    if fits:
        advice = f"{fits}장으로 줄여 한 걸음을 가 보니 되었습니다. 배치의 크기를 {fits}로 주거나"
    else:
        advice = "한 장으로 줄여도 되지 않았습니다. 이미지의 크기나 신경망의 filters를 줄이거나"
    return MemoryError(f"배치 {size}장을 훈련하기에는 메모리가 모자랍니다. {advice}, {closed}")


def largest_batch(model, batch):
    """`batch`를 반씩 줄여, 한 걸음을 갈 수 있는 첫 장수. 한 장도 안 되면 0. 모델은 처음 그대로입니다."""
    variables = [*model.variables, *model.optimizer.variables]
    before = [variable.numpy() for variable in variables]
    step = tf.function(model.train_step, jit_compile=bool(model.jit_compile))
    unit = getattr(model, "discriminator_steps", 1)  # 판별자가 여러 걸음 가는 모델은 배치가 그 배수여야 합니다
    size = int(tf.nest.flatten(batch)[0].shape[0]) // 2 // unit * unit
    try:
        while size:
            try:
                step(_first(batch, size))
                return size
            except (tf.errors.ResourceExhaustedError, MemoryError):
                size = size // 2 // unit * unit
        return 0
    finally:
        for variable, value in zip(variables, before):
            variable.assign(value)


def _first(batch, size):
    return tf.nest.map_structure(lambda part: part[:size], batch)


def first_batch(x, y, batch_size):
    """`fit`이 받은 자료의 배치 하나. 다시 꺼낼 수 없는 자료(제너레이터)이면 None."""
    if isinstance(x, tf.data.Dataset):
        return next(iter(x.take(1)), None)
    if not hasattr(x, "shape"):
        return None
    parts = [tf.convert_to_tensor(np.asarray(part[: batch_size or 32])) for part in (x, y) if part is not None]
    return parts[0] if len(parts) == 1 else tuple(parts)
