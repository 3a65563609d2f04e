"""여러 채점이 함께 쓰는 대역: 작은 신경망, 색만 바꾸는 생성자, 씨앗으로 정해진 잡음."""

from __future__ import annotations

import functools

import numpy as np

from gan_course._tensorflow import keras, tf
from gan_course.exercises.answer import Wrong


def normal(*shape: int, seed: tuple[int, int]) -> tf.Tensor:
    """씨앗으로 정해진 표준 정규 분포의 텐서."""
    return tf.random.stateless_normal(shape, seed=seed)


class WhenTraining(keras.layers.Layer):
    """훈련할 때와 아닐 때가 다른 층(배치 정규화나 드롭아웃의 대역). training=True를 잊으면 드러납니다."""

    def call(self, inputs, training=False):
        return 1.5 * inputs if training else inputs


class Network(keras.Sequential):
    """가중치가 정해진 작은 신경망. 값이 0이 아니어야 오답의 그레이디언트가 드러납니다.

    만드는 데 오래 걸려 한 번만 만듭니다. 답이 가중치를 움직이거나 얼렸더라도, 복사(`copy.deepcopy`)하면
    처음의 상태로 되돌린 자기 자신을 줍니다.

    Args:
        layers: 입력까지 든 층의 목록.
        draw: 가중치의 모양을 받아 처음 값을 주는 함수.
    """

    def __init__(self, layers, draw):
        super().__init__(layers)
        self._first = [draw(weight.shape) for weight in self.get_weights()]
        self.restored()

    def restored(self) -> Network:
        """처음의 가중치로 되돌린 자기 자신."""
        self.trainable = True
        self.set_weights(self._first)
        return self

    def __deepcopy__(self, memo):
        return self.restored()

    def __call__(self, inputs, training=None, **others):
        """Dense, 1×1 합성곱, `WhenTraining`뿐인 신경망은 식으로 곧바로 계산합니다. 까닭을 찾을 때 수백 번 부르기 때문입니다."""
        plain = tf.is_tensor(inputs) or isinstance(inputs, np.ndarray)
        if others or not plain or not all(map(_is_quick, self.layers)):
            return super().__call__(inputs, training=training, **others)
        value = tf.cast(inputs, tf.float32)
        for layer in self.layers:
            if isinstance(layer, WhenTraining):
                value = layer.call(value, training)
            else:
                kernel = layer.kernel.value
                value = value @ (kernel if len(kernel.shape) == 2 else kernel[0, 0]) + layer.bias.value
                value = layer.activation(value)
        return value


def _is_quick(layer) -> bool:
    pointwise_ = type(layer) is keras.layers.Conv2D and layer.kernel_size == (1, 1)
    return type(layer) in (keras.layers.Dense, WhenTraining) or pointwise_


class Descent(keras.optimizers.SGD):
    """가벼운 경사 하강법. 새로 짓는 데 오래 걸려 한 번만 만들고, `restored`로 처음의 상태로 되돌려 씁니다."""

    def __init__(self, rate):
        super().__init__(rate)
        self.first = rate

    def restored(self) -> Descent:
        self.learning_rate.assign(self.first)
        self.iterations.assign(0)
        return self

    def apply(self, grads, trainable_variables=None):
        """그레이디언트마다 한 걸음. 모두 None이면 Keras처럼 오류를 냅니다."""
        pairs = [(g, v) for g, v in zip(grads, trainable_variables, strict=True) if g is not None]
        if not pairs:
            raise ValueError("어느 변수에도 그레이디언트가 없습니다.")
        for gradient, variable in pairs:
            variable.value.assign_sub(self.learning_rate.value * gradient)
        self.iterations.assign_add(1)


@functools.cache
def _descent(rate: float) -> Descent:
    return Descent(rate)


def descents(*rates: float) -> list[Descent]:
    """학습률이 저마다 다른 경사 하강법. 학습률이 같으면 같은 것이므로 다르게 주십시오."""
    return [_descent(rate).restored() for rate in rates]


@functools.cache
def _dense(sizes: tuple[int, ...], seed: int) -> Network:
    layers = [keras.Input((sizes[0],))]
    for size in sizes[1:-1]:
        layers += [keras.layers.Dense(size, activation="tanh"), WhenTraining()]
    random = np.random.default_rng(seed)
    return Network([*layers, keras.layers.Dense(sizes[-1])], lambda shape: random.normal(0, 0.7, shape))


def players(deep: bool = False) -> tuple[Network, Network]:
    """작은 생성자(잡음 2개 → 그림 3개)와 판별자(그림 3개 → 로짓)를 처음의 상태로. 부를 때마다 같은 신경망입니다.

    Args:
        deep: 생성자의 층이 판별자보다 많은지. 변수의 목록을 반으로 자른 답이 우연히 맞지 않게 합니다.
    """
    generator = _dense((2, 4, 5, 3) if deep else (2, 4, 3), 1)
    return generator.restored(), _dense((3, 4, 1), 2).restored()


@functools.cache
def judge(shape: tuple[int, ...], seed: int, flat: bool = False, modes: bool = True) -> Network:
    """작은 판별자. `flat`이면 어디에서나 그레이디언트가 0이고, `modes`이면 훈련할 때와 아닐 때가 다릅니다."""
    random = np.random.default_rng(seed)

    def draw(weight):
        values = random.normal(0, 0.7, weight)
        return 0 * values if flat and weight == (5, 1) else values

    layers = [keras.layers.Flatten(), keras.layers.Dense(5, activation="tanh"), *([WhenTraining()] if modes else [])]
    return Network([keras.Input(shape), *layers, keras.layers.Dense(1)], draw)


@functools.cache
def pointwise(seed: int) -> Network:
    """채널마다 섞는 합성곱 하나짜리 생성자."""
    random = np.random.default_rng(seed)
    layers = [keras.Input((4, 4, 3)), keras.layers.Conv2D(3, 1)]
    return Network(layers, lambda shape: random.normal(size=shape))


class Colour:
    """이미지의 색을 1차식으로 바꾸는 작은 생성자. 방향마다 달라야 오답이 드러납니다.

    Args:
        scale, shift: 곱할 것과 더할 것. 테이프가 지켜보는 변수로 둡니다.
        when_training: 훈련할 때만 더 더할 것. training=True를 잊으면 색이 달라집니다.
    """

    def __init__(self, scale, shift, when_training=0.0):
        self.scale, self.shift, self.when_training = scale, shift, when_training
        given = (scale, shift)
        self.trainable_variables = [v if isinstance(v, tf.Variable) else tf.Variable(float(v)) for v in given]

    def __call__(self, inputs, training=False):
        scale, shift = self.trainable_variables
        return scale * inputs + shift + (self.when_training if training else 0.0)

    def __deepcopy__(self, memo):
        return self

    call = __call__

    def predict(self, x, **_):
        """Keras의 predict처럼 NumPy 배열을 돌려줍니다. 그레이디언트가 끊어집니다."""
        return self(x).numpy()


class PairJudge:
    """[앞, 뒤] 두 이미지를 함께 보는 판별자. 차례와 내용이 다르면 답이 다릅니다.

    Args:
        weights: 앞의 것, 뒤의 것, 둘의 곱에 곱할 수 셋.
    """

    def __init__(self, weights):
        self.weights = weights

    def __call__(self, *images, inputs=None, training=False):
        pair, *rest = images or (inputs,)
        if len(rest) == 1 and isinstance(rest[0], (bool, type(None))):
            training, rest = bool(rest[0]), []
        if rest or not isinstance(training, bool):
            raise Wrong("판별자에게 두 이미지를 따로 주었습니다. [앞, 뒤] 목록 하나로 묶어 주십시오.")
        if tf.is_tensor(pair) or isinstance(pair, np.ndarray):
            said = "두 이미지를 하나의 텐서로 이었거나(concat, stack) 하나만 주었습니다. 판별자는 두 이미지의 목록 [앞, 뒤]를 받습니다."
            raise Wrong(said, expected="[앞, 뒤]", got=f"모양 {tuple(pair.shape)}의 텐서 하나")
        if not isinstance(pair, (list, tuple)) or len(pair) != 2:
            raise Wrong("판별자에게 준 것이 두 이미지의 목록이 아닙니다.", expected="[앞, 뒤]", got=type(pair).__name__)
        first, second = pair
        left, right, both = tf.unstack(tf.convert_to_tensor(self.weights))
        logits = left * first + right * second + both * first * second
        return tf.reduce_mean(1.5 * logits if training else logits, axis=(1, 2, 3))
