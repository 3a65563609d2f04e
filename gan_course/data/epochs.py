"""순서를 되살릴 수 있는 자료: k번째 배치에 무엇이 들어가는지가 씨앗과 k만으로 정해집니다.

tf.data의 `shuffle`은 지금까지 몇 번 돌았는지를 안에 감추고 있어, 멈춘 훈련이 같은 순서로 이어 갈 수 없습니다.
"""

import functools
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import tensorflow as tf


@dataclass
class EpochPosition:
    """자료가 무엇이고 어디까지 흘려보냈는지."""

    identity: str
    """자료와 순서를 알아보는 지문. 이것이 같으면 같은 배치가 같은 차례로 나옵니다."""
    epoch: int = 0
    """다음에 흘려보낼 에포크(0부터). 한 번 돌 때마다 하나씩 늘고, `ResumeTraining`이 에포크마다 맞춥니다."""


def epoch_dataset(batch: Callable[[int], object], steps: int, signature, identity: str) -> "tf.data.Dataset":
    """에포크 e에 `batch(e·steps)`부터 `batch((e + 1)·steps - 1)`까지를 흘려보내는 자료.

    돌려주는 자료의 속성 `position`(`EpochPosition`)을 바꾸면 어느 에포크부터든 시작합니다.
    `map`이나 `take`를 거친 자료에는 이 속성이 없습니다.

    Args:
        batch: 배치의 번호(0부터, 에포크를 넘어 이어서 셈) → 배치. 같은 번호에는 늘 같은 배치를 돌려주어야 합니다.
        steps: 한 에포크의 배치 수. 1 이상의 정수.
        signature: 배치 하나의 `tf.TensorSpec`(또는 그 튜플).
        identity: `batch`가 무엇을 내는지 알아보는 지문. 이어 갈 때 저장한 것과 견줍니다.

    Raises:
        ValueError: steps가 1 이상의 정수가 아닐 때.
    """
    check_positive("steps", steps)
    from gan_course._tensorflow import tf  # 들여오는 것만으로 TensorFlow를 부르지 않습니다.

    position = EpochPosition(f"{identity}, {steps}")

    def batches():
        first = position.epoch * steps
        position.epoch += 1
        for number in range(first, first + steps):
            yield batch(number)

    def stream():
        number = position.epoch * steps
        while True:
            yield batch(number)
            number += 1

    dataset = (
        tf.data.Dataset.from_generator(batches, output_signature=signature)
        .apply(tf.data.experimental.assert_cardinality(steps))
        .prefetch(tf.data.AUTOTUNE)
    )
    dataset.position = position
    # 여러 장치로 훈련할 때: 지금 위치부터 에포크의 끝에서 멈추지 않고 이어지는 자료
    dataset.stream = lambda: tf.data.Dataset.from_generator(stream, output_signature=signature)
    return dataset


class ShuffledBatches:
    """배열 몇 개에서 k번째 배치를 바로 꺼냅니다.

    가장 긴 배열을 한 번 다 보는 것이 한 바퀴이고, 바퀴의 마지막 배치는 작을 수 있습니다. 짧은 배열은 끝나면 다시
    섞어 처음부터 냅니다. 배열마다 따로, 바퀴마다 새로 섞습니다.

    Args:
        arrays: [n_i, ...]인 배열들. n_i는 달라도 됩니다.
        batch_size: 배열마다 한 배치에 담을 수. 1 이상의 정수.
        seed: 섞는 순서의 씨앗. 0 이상의 정수.

    Raises:
        ValueError: batch_size가 1 이상의 정수가 아니거나 seed가 음수일 때.
    """

    def __init__(self, arrays: Sequence[np.ndarray], batch_size: int, seed: int):
        check_positive("batch_size", batch_size)
        if seed < 0:
            raise ValueError(f"seed가 {seed}입니다. 0 이상의 정수를 주십시오.")
        self.seed = seed
        self.arrays = arrays
        self.batch_size = batch_size
        self.longest = max(len(array) for array in arrays)
        self.per_lap = -(-self.longest // batch_size)
        self._orders = [
            functools.lru_cache(maxsize=2)(functools.partial(_order, len(array), seed, index))
            for index, array in enumerate(arrays)
        ]

    @property
    def identity(self) -> str:
        """배열의 내용과 순서를 알아보는 지문."""
        content = [(array.shape, zlib.crc32(np.ascontiguousarray(array))) for array in self.arrays]
        return f"{content}, {self.batch_size}, {self.seed}"

    def __call__(self, number: int) -> tuple[np.ndarray, ...]:
        lap, index = divmod(number, self.per_lap)
        start = index * self.batch_size
        stop = min(start + self.batch_size, self.longest)
        places = lap * self.longest + np.arange(start, stop)
        return tuple(array[self._find(order, places, len(array))] for array, order in zip(self.arrays, self._orders))

    @staticmethod
    def _find(order, places, count):
        laps, offsets = np.divmod(places, count)
        found = np.empty_like(places)
        for lap in np.unique(laps):
            here = laps == lap
            found[here] = order(int(lap))[offsets[here]]
        return found


def _order(count, seed, index, lap):
    return np.random.default_rng([seed, index, lap]).permutation(count)


def check_positive(name: str, value) -> None:
    """`value`가 1 이상의 정수가 아니면 ValueError."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 1:
        raise ValueError(f"{name}가 {value!r}입니다. 1 이상의 정수를 주십시오. 예: 32")
