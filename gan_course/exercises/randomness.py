"""난수의 출발점: 답이 난수를 어디에서 뽑는지 보려고 같은 자리에 두었다가, 학습자의 것을 되돌립니다."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator

import numpy as np

from gan_course._tensorflow import tf
from gan_course.training.keras_private import tensorflow_seed_restored


@contextlib.contextmanager
def started_at(seed: int) -> Iterator[None]:
    """Python, NumPy, TensorFlow의 난수를 그 씨앗에서 시작하게 했다가 되돌립니다."""
    python_state, numpy_state = random.getstate(), np.random.get_state()
    with tensorflow_seed_restored():
        random.seed(seed)
        np.random.seed(seed)
        tf.random.set_seed(seed)
        try:
            yield
        finally:
            random.setstate(python_state)
            np.random.set_state(numpy_state)
