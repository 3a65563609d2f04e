"""8.4와 8.6의 대역: 레이블을 보는 작은 생성자와 판별자."""

from __future__ import annotations

import numpy as np

from gan_course._tensorflow import keras, tf
from gan_course.exercises.answer import Wrong

CLASSES = 10
_NOISE, _IMAGE = 2, 3  # 잡음과 그림의 길이


class _Player:
    """넣은 것에 가중치를, 레이블에 표를 곱하는 신경망. 훈련할 때는 나온 것이 `training_scale`배입니다."""

    training_scale: float  # 두 신경망이 서로 달라야 어느 쪽이 training=True를 잊었는지 수로 갈립니다

    def __init__(self, seed: int, weights: tuple[int, ...], table: tuple[int, ...]):
        random = np.random.default_rng([8, seed])
        self.weights, self.table = (
            keras.Variable(random.normal(0, 0.7, shape), dtype="float32") for shape in (weights, table)
        )
        self.trainable_variables = [self.weights, self.table]

    def respond(self, inputs, labels, training: bool):
        inputs = tf.convert_to_tensor(inputs, tf.float32)
        return self.formula(inputs, labels, tf) * (self.training_scale if training else 1.0)

    def __deepcopy__(self, memo):
        return self


class Forger(_Player):
    """[잡음 [배치, 2], 레이블 [배치]] → 그림 [배치, 3]."""

    training_scale = 1.5

    def __init__(self):
        super().__init__(1, (_NOISE, _IMAGE), (CLASSES, _IMAGE))

    def formula(self, noise, labels, library):
        """`library`가 tf이면 텐서로, np이면 배열로 셈합니다."""
        return library.tanh(noise @ _values(self.weights, library) + _rows(self.table, labels, library))


class Detective(_Player):
    """[그림 [배치, 3], 레이블 [배치]] → 로짓 [배치, 1]. 레이블이 None이면 어울림의 항을 더하지 않습니다."""

    training_scale = 2.0

    def __init__(self):
        super().__init__(2, (_IMAGE, 1), (CLASSES, _IMAGE))

    def formula(self, images, labels, library):
        logits = images @ _values(self.weights, library)
        if labels is None:
            return logits
        matching = images * _rows(self.table, labels, library)
        return logits + (matching @ np.ones((_IMAGE, 1), np.float32))


def _values(variable, library):
    return variable.value if library is tf else variable.numpy()


def _rows(table, labels, library):
    if library is tf:  # 원핫의 곱이면 그레이디언트가 촘촘한 텐서입니다
        return tf.one_hot(tf.cast(labels, tf.int32), CLASSES) @ table.value
    return table.numpy()[labels]


class Paired:
    """8장의 신경망처럼 목록 [넣을 것, 레이블] 하나를 받는 대역.

    Args:
        player: 대역의 속.
        who, what: 「생성자」나 「판별자」, 넣을 것의 이름.
    """

    def __init__(self, player: _Player, who: str, what: str):
        self.player, self.who, self.what = player, who, what
        self.trainable_variables = player.trainable_variables

    def __call__(self, *given, inputs=None, training=False):
        pair, *rest = given or (inputs,)
        if len(rest) == 1 and isinstance(rest[0], bool):
            training, rest = rest[0], []
        wanted = f"[{self.what}, 레이블]"
        if rest:
            raise Wrong(f"{self.who}에 {self.what}과(와) 레이블을 따로 주었습니다. {wanted} 목록 하나로 묶어 주십시오.")
        if not isinstance(pair, (list, tuple)):
            said = f"{self.who}에 레이블을 주지 않았습니다. {wanted}을 목록으로 주십시오."
            raise Wrong(said, expected=wanted, got=f"{type(pair).__name__} 하나")
        if len(pair) != 2:
            raise Wrong(f"{self.who}에 준 목록에 든 것이 둘이 아닙니다.", expected=wanted, got=f"{len(pair)}개")
        inputs, labels = pair
        if np.ndim(labels) != 1 or np.ndim(inputs) != 2:
            said = f"{self.who}에 준 목록의 차례나 모양이 다릅니다. {wanted}의 차례이고, 레이블은 [배치]입니다."
            raise Wrong(said, expected=wanted, got=f"모양 {tuple(np.shape(inputs))}과 {tuple(np.shape(labels))}")
        if len(labels) != len(inputs):
            said = f"{self.who}에 준 {self.what}과(와) 레이블의 수가 다릅니다."
            raise Wrong(said, got=f"{len(inputs)}개와 {len(labels)}개")
        return self.player.respond(inputs, labels, training)

    def __deepcopy__(self, memo):
        return self
