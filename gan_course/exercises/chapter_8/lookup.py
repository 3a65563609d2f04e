"""표에서 줄을 꺼낼 때 내리는 결정. 8.1과 8.2와 8.3이 함께 씁니다. 오답은 수백 가지라 NumPy로 빨리 셈합니다."""

from __future__ import annotations

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.stand_ins import normal


def table(classes: int, width: int, seed: int) -> tf.Tensor:
    """레이블마다의 벡터 [classes, width]. 그레이디언트가 닿는지 볼 수 있게 텐서로 둡니다."""
    return normal(classes, width, seed=(8, seed))


def labels_of(*labels: int) -> tf.Tensor:
    return tf.constant(labels, tf.int32)


def arrays(*values) -> list[np.ndarray]:
    return [np.asarray(value) for value in values]


def one_hot(labels, classes: int) -> np.ndarray:
    """원핫 벡터. 범위를 벗어난 레이블의 줄은 TensorFlow처럼 모두 0입니다."""
    return (np.asarray(labels)[:, None] == np.arange(classes)).astype(np.float32)


def right_rows(table, labels):
    return table[labels]


# (표 [클래스, 길이], 레이블 [배치]) → 레이블마다의 벡터
WRONG_ROWS = [
    ("레이블을 1부터 세었습니다. 표의 줄은 0부터 셉니다.", lambda t, y: one_hot(y - 1, len(t)) @ t),
    ("레이블을 1부터 세었습니다. 표의 줄은 0부터 셉니다.", lambda t, y: t[y - 1]),
    ("레이블에 1을 더해 다음 줄을 꺼냈습니다. 레이블 그대로가 줄의 번호입니다.", lambda t, y: one_hot(y + 1, len(t)) @ t),
    ("레이블에 1을 더해 다음 줄을 꺼냈습니다. 레이블 그대로가 줄의 번호입니다.", lambda t, y: t[(y + 1) % len(t)]),
    ("표를 끝에서부터 세었습니다. 표의 줄은 앞에서부터 0, 1, 2로 셉니다.", lambda t, y: t[-y]),
    ("표를 끝에서부터 세었습니다. 표의 줄은 앞에서부터 0, 1, 2로 셉니다.", lambda t, y: t[::-1][y]),
    ("레이블을 보지 않고 표의 앞에서부터 차례로 꺼냈습니다.", lambda t, y: np.resize(t, (len(y), t.shape[1]))),
    ("배치의 모든 장에 첫 장의 레이블을 썼습니다. 장마다 제 레이블을 씁니다.", lambda t, y: t[np.repeat(y[:1], len(y))]),
    ("레이블을 보지 않고 늘 0번 줄을 꺼냈습니다.", lambda t, y: t[0 * y]),
    ("레이블을 크기의 차례로 줄 세웠습니다. 온 차례 그대로 꺼내십시오.", lambda t, y: t[np.sort(y)]),
    ("레이블의 차례를 뒤집었습니다. 온 차례 그대로 꺼내십시오.", lambda t, y: t[y[::-1]]),
    ("되풀이된 레이블을 하나로 합쳤습니다(unique). 같은 레이블이 두 번 오면 두 번 꺼냅니다.", lambda t, y: t[np.unique(y)]),
    ("벡터를 꺼내지 않고 레이블의 수를 실수로 바꾸어 그대로 썼습니다. 레이블은 크기가 아니라 줄의 번호입니다.", lambda t, y: y[:, None].astype(np.float32)),
    ("벡터를 꺼내지 않고 원핫 벡터를 그대로 썼습니다. 표와 곱하십시오.", lambda t, y: one_hot(y, len(t))),
    ("표의 줄이 아니라 칸(축 1)을 꺼냈습니다.", lambda t, y: t[:, y]),
    ("표의 줄이 아니라 칸(축 1)을 꺼냈습니다.", lambda t, y: one_hot(y, t.shape[1]) @ t.T),
    ("벡터에 레이블의 수를 곱했습니다. 레이블은 크기가 아닙니다.", lambda t, y: y[:, None] * t[y]),
    ("표의 모든 줄을 더했습니다. 레이블이 고른 줄만 꺼내십시오.", lambda t, y: np.tile(t.sum(0), (len(y), 1))),
    ("표의 모든 줄을 평균했습니다. 레이블이 고른 줄만 꺼내십시오.", lambda t, y: np.tile(t.mean(0), (len(y), 1))),
]  # fmt: skip
