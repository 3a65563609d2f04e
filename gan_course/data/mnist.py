"""진짜 손글씨 숫자 5,000장(MNIST의 일부): 인터넷 없이 바로 씁니다. 출처는 data/README.md에 있습니다."""

from typing import NamedTuple

import numpy as np

from gan_course.data.epochs import ShuffledBatches, epoch_dataset
from gan_course.files import verified_path

SPLITS = ("all", "train", "test")


class Digits(NamedTuple):
    """숫자 이미지와 정답."""

    images: np.ndarray
    """float32, [n, 28, 28, 1], [-1, 1](배경 -1, 획 1)."""

    labels: np.ndarray
    """int64, [n], 0부터 9."""


def load(split="all") -> Digits:
    """MNIST 5k를 읽습니다. 순서는 이미 섞여 있고, 숫자마다 개수가 같습니다.

    Args:
        split: `"train"`(4,000장), `"test"`(1,000장), 또는 `"all"`(train 다음에 test).

    Raises:
        ValueError: 모르는 split일 때, 또는 데이터 파일이 원본과 다를 때.
    """
    if split not in SPLITS:
        raise ValueError(f"split이 {split!r}입니다. {', '.join(map(repr, SPLITS))} 가운데 하나를 주십시오.")
    parts = ("train", "test") if split == "all" else (split,)
    with np.load(verified_path("mnist_5k.npz"), allow_pickle=False) as arrays:
        pixels = np.concatenate([arrays[f"{part}_images"] for part in parts])
        labels = np.concatenate([arrays[f"{part}_labels"] for part in parts])
    images = pixels[..., np.newaxis].astype(np.float32) / 127.5 - 1.0
    return Digits(images, labels.astype(np.int64))


def dataset(batch_size, split="all", seed=0, steps=None, labels=False):
    """이미지 배치의 `tf.data.Dataset`. 바퀴마다 다시 섞고, 모자란 마지막 배치도 버리지 않습니다.

    k번째 배치는 seed와 k만으로 정해지므로, 멈춘 훈련을 `ResumeTraining`으로 똑같이 이어 갈 수 있습니다.

    Args:
        batch_size: 배치 하나의 이미지 수. 1 이상의 정수.
        split: `load`와 같습니다.
        seed: 섞는 순서를 정하는 정수(0 이상). 같은 seed면 같은 순서입니다.
        steps: 한 에포크의 배치 수. None이면 모든 이미지를 한 번씩 보는 한 바퀴입니다.
        labels: 참이면 (이미지, 정답) 배치를 냅니다. 정답은 int32, [batch_size], 0부터 9입니다.

    Returns:
        float32, [batch_size, 28, 28, 1], [-1, 1]인 텐서를 내는 Dataset. 바퀴의 마지막 배치는 작을 수 있습니다.

    Raises:
        ValueError: batch_size나 steps가 1 이상의 정수가 아니거나 split을 모를 때.
    """
    digits = load(split)
    batches = ShuffledBatches([digits.images], batch_size, seed)
    # 이미지만 읽는 명령이 무거운 TensorFlow를 기다리지 않게 여기서 들여옵니다.
    from gan_course._tensorflow import tf

    image = tf.TensorSpec([None, 28, 28, 1], tf.float32)
    steps = batches.per_lap if steps is None else steps
    if not labels:
        return epoch_dataset(lambda number: batches(number)[0], steps, image, batches.identity)
    # 이미지와 정답을 따로 섞지 않게 번호를 섞습니다. 차례는 이미지만 낼 때와 같습니다.
    order = ShuffledBatches([np.arange(len(digits.images))], batch_size, seed)

    def labelled(number):
        (chosen,) = order(number)
        return digits.images[chosen], digits.labels[chosen].astype(np.int32)

    return epoch_dataset(labelled, steps, (image, tf.TensorSpec([None], tf.int32)), f"정답과 함께, {batches.identity}")
