"""훈련하는 동안 표본과 그 품질을 적어 두는 Keras 콜백. 훈련의 난수는 건드리지 않습니다."""

import time

from gan_course._tensorflow import keras, predict
from gan_course.evaluation.digits import mnist_fd


class SampleHistory(keras.callbacks.Callback):
    """같은 잠재 벡터의 표본을 정해 둔 에포크마다 남깁니다.

    Args:
        epochs: 남길 때: 끝낸 에포크의 수의 목록. 0은 훈련하기 전입니다.
        count: 표본의 수.
        seed: 잠재 벡터의 씨앗.
        averaged: 참이면 평균 생성자의, 거짓이면 지금 생성자의 표본.

    Attributes:
        samples: {끝낸 에포크의 수: 표본 [count, 높이, 너비, 채널]}.
    """

    def __init__(self, epochs, count=10, seed=0, averaged=True):
        super().__init__()
        self.epochs = set(epochs)
        self.count = count
        self.seed = seed
        self.averaged = averaged
        self.samples = {}

    def on_train_begin(self, logs=None):
        self._record(0)

    def on_epoch_end(self, epoch, logs=None):
        self._record(epoch + 1)

    def _record(self, epoch):
        if epoch in self.epochs:
            generate = self.model.generate if self.averaged else _current_samples(self.model)
            self.samples[epoch] = generate(self.count, seed=self.seed)


class MnistFdHistory(keras.callbacks.Callback):
    """훈련한 시간에 따른 MNIST-FD를 적습니다. 채점하는 시간은 훈련한 시간에 넣지 않습니다.

    다른 콜백이 쓰는 시간도 빼려면 콜백 목록의 맨 앞에 두십시오.

    Args:
        every: 몇 에포크마다 채점할지. 마지막 에포크에는 언제나 채점합니다.
        samples: 채점에 쓸 표본의 수. 다른 값과 견주려면 같은 수로 재십시오.
        seed: 잠재 벡터의 씨앗.

    Attributes:
        seconds: 채점할 때마다, 그때까지 훈련한 시간(초).
        averaged: 그때 평균 생성자의 MNIST-FD.
        current: 그때 지금 생성자의 MNIST-FD(같은 잠재 벡터).
        training_seconds: 모든 에포크의 시간의 합(초). 첫 에포크에는 그래프를 만드는 시간도 듭니다.
    """

    def __init__(self, every=1, samples=2500, seed=0):
        super().__init__()
        if every < 1:
            raise ValueError(f"every가 {every}입니다. 1 이상의 정수를 주십시오.")
        self.every = every
        self.sample_count = samples
        self.seed = seed
        self.seconds, self.averaged, self.current = [], [], []
        self.training_seconds = 0.0

    def on_epoch_begin(self, epoch, logs=None):
        self._started = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.training_seconds += time.perf_counter() - self._started
        if (epoch + 1) % self.every and epoch + 1 < self.params["epochs"]:
            return
        self.seconds.append(self.training_seconds)
        for generate, scores in (
            (self.model.generate, self.averaged),
            (_current_samples(self.model), self.current),
        ):
            scores.append(mnist_fd(generate(self.sample_count, seed=self.seed)))


def _current_samples(gan):
    """`gan.generate`와 같되 평균 생성자 대신 지금 생성자로 표본을 뽑는 함수."""

    def generate(count, seed):
        noise = keras.random.normal((count, gan.noise_dim), seed=seed)
        return predict(gan.generator, noise, batch_size=250)

    return generate
