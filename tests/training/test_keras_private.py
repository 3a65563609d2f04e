"""Keras의 공개되지 않은 것이 아직 우리가 아는 대로 움직이는지. pyproject.toml이 허락하는 가장 옛것에서도 봅니다.

가장 새것은 보통의 시험(`uv run pytest`)이 보고, 가장 옛것은 이 명령이 봅니다(매일 밤):

    uv run --isolated --python 3.11 --with 'tensorflow-cpu==2.18.*' --with 'keras==3.8.*' \
        python -m pytest -n 0 tests/training/test_keras_private.py
"""

import ast
from pathlib import Path

import numpy as np
import pytest

from gan_course._tensorflow import keras, tf
from gan_course.training.keras_private import AlreadyBuilt, continue_from_epoch, layers_inside, variables_of

PACKAGE = Path(__file__).parents[2] / "gan_course"
# 텐서플로와 케라스의 이름이 아니라 파이썬이 공개한 것
PUBLIC = {"_current_frames", "_fields", "_replace", "_asdict", "_make"}


class Model(AlreadyBuilt):
    """자료를 더하기만 하는 모델."""

    def __init__(self):
        super().__init__()
        self.total = self.add_weight(shape=(), initializer="zeros", trainable=False, name="total")
        self.built = True

    def train_step(self, values):
        self.total.assign_add(tf.reduce_sum(values))
        return {"total": self.total.value}


@pytest.fixture
def model():
    model = Model()
    model.compile()
    return model


DATA = tf.data.Dataset.from_tensor_slices(np.array([1.0, 2.0, 4.0], np.float32)).batch(1)


def test_a_callback_can_choose_the_first_epoch(model):
    class Continue(keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            continue_from_epoch(self.model, 2)

        def on_epoch_begin(self, epoch, logs=None):
            continue_from_epoch(self.model, 0)

    assert model.fit(DATA, epochs=4, callbacks=[Continue()], verbose=0).epoch == [2, 3]
    assert model.fit(DATA, epochs=1, verbose=0).epoch == [0]  # 다음 fit에는 남지 않습니다
    assert float(model.total) == 7.0 * 3


def test_every_layer_is_found_however_deep():
    class Outer(keras.layers.Layer):
        def __init__(self):
            super().__init__()
            self.inside = [keras.layers.Dense(1, name="deep")]

        def call(self, x):
            return self.inside[0](x)

    nested = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, name="nested")])
    model = keras.Sequential([keras.Input((2,)), nested, Outer(), keras.layers.Dense(1, name="shallow")])
    assert {"nested", "deep", "shallow"} <= {layer.name for layer in layers_inside(model)}


@pytest.mark.parametrize("wrap", [lambda optimizer: optimizer, keras.optimizers.LossScaleOptimizer])
def test_an_optimizer_knows_what_it_updates(wrap):
    optimizer, variable = wrap(keras.optimizers.Adam()), keras.Variable([1.0])
    optimizer.build([variable])
    assert [id(v) for v in variables_of(optimizer)] == [id(variable)]


def test_no_batch_is_thrown_away_under_a_strategy():
    """막지 않으면, 전략 안에서 만든 모델의 fit은 훈련하기 전에 자료를 한 번 더 읽기 시작합니다."""
    taken = []

    def batches():
        for value in (1.0, 2.0, 4.0):
            taken.append(value)
            yield np.array([value], np.float32)

    strategy = tf.distribute.OneDeviceStrategy("/cpu:0")
    with strategy.scope():
        model = Model()
        model.compile()
    data = tf.data.Dataset.from_generator(batches, output_signature=tf.TensorSpec([1]))
    model.fit(data, epochs=1, verbose=0)
    assert taken == [1.0, 2.0, 4.0]
    assert float(model.total) == 7.0


def test_nothing_private_is_used_anywhere_else():
    """`이름._비공개` 꼴은 self와 cls, keras_private.py에서만 씁니다."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name == "keras_private.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__"):
                if node.attr not in PUBLIC and ast.unparse(node.value) not in ("self", "cls"):
                    found.append(f"{path.relative_to(PACKAGE)}:{node.lineno} {ast.unparse(node)}")
    assert not found
