"""Keras의 공개되지 않은 것을 쓰는 하나뿐인 곳. Keras 3.8.0과 3.15.1의 소스를 읽고 썼습니다.

공개되지 않았으므로 예고 없이 바뀔 수 있습니다. 바뀌면 `tests/training/test_keras_private.py`가 알립니다.
"""

import contextlib
from collections.abc import Iterator

from gan_course._tensorflow import keras


def continue_from_epoch(model, epoch):
    """다음, 또는 지금 시작하는 `fit`의 첫 에포크를 정합니다. 0이면 `fit`의 `initial_epoch`대로입니다.

    공개된 길이 없습니다: `fit(initial_epoch=)`은 부르는 쪽이 정하지만, 이어 갈 에포크는 콜백이 파일을 읽은
    다음(`on_train_begin`)에야 압니다. Keras의 `BackupAndRestore`도 이 변수를 씁니다.
    """
    model._initial_epoch = epoch


def layers_inside(model):
    """모델과 그 안의 층 모두. 층 속의 층까지 한 줄로 폅니다.

    공개된 길이 없습니다: `model.layers`는 바로 아래의 층만 주고, 모델이 아닌 층 속의 층을 물을 속성은 없습니다.
    """
    return model._flatten_layers()


def variables_of(optimizer):
    """만들어진(built) 옵티마이저가 갱신하는 변수들.

    공개된 길이 없습니다: `optimizer.variables`는 모멘텀 같은 제 변수만 줍니다.
    """
    return getattr(optimizer, "inner_optimizer", optimizer)._trainable_variables


class AlreadyBuilt(keras.Model):
    """`fit`이 첫 배치를 꺼내어 버리지 않는 모델. 신경망이 다 만들어진 모델만 물려받으십시오.

    공개된 길이 없습니다: 장치가 여럿이면 `fit`은 `built`와 상관없이 자료에서 배치 하나를 꺼내 모양을 알아봅니다.
    그러면 훈련의 순서가 한 장치와 달라집니다.
    """

    def _maybe_symbolic_build(self, *args, **kwargs):
        pass


@contextlib.contextmanager
def tensorflow_seed_restored() -> Iterator[None]:
    """TensorFlow의 난수의 출발점을 뒤에 되돌립니다. `tf.random.set_seed`를 되돌리는 공개된 길이 없습니다."""
    from tensorflow.python.eager import context

    held = context.context()
    before = {name: getattr(held, name) for name in ("_seed", "_rng") if hasattr(held, name)}
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(held, name, value)
