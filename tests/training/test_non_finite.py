"""유한하지 않은 손실: 그 걸음에서 멈추고, 저장해 둔 상태는 그대로입니다."""

import numpy as np
import pytest

from gan_course._tensorflow import keras
from gan_course.models import mlp_discriminator, mlp_generator
from gan_course.training import GAN, StopOnNonFiniteLoss


def make():
    keras.utils.set_random_seed(0)
    gan = GAN(mlp_generator(2, 2, 4), mlp_discriminator(2, 4), 2)
    gan.compile(keras.optimizers.SGD(0.01), keras.optimizers.SGD(0.01))
    return gan


def points():
    return np.random.default_rng(0).normal(size=(12, 2)).astype("float32")


class Poison(keras.callbacks.Callback):
    """정해진 걸음의 앞에서 판별자의 가중치를 NaN으로. 자료의 NaN은 fit이 먼저 물리칩니다."""

    def __init__(self, step):
        super().__init__()
        self.step = step

    def on_train_batch_begin(self, batch, logs=None):
        if batch == self.step:
            weight = self.model.discriminator.trainable_variables[0]
            weight.assign(weight * np.nan)


def test_the_message_names_the_loss_and_the_step():
    seen = []

    class Count(keras.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            seen.append(batch)

    with pytest.raises(FloatingPointError, match="에포크 1의 3번째 걸음.*discriminator_loss = nan"):
        make().fit(points(), batch_size=4, verbose=0, callbacks=[Poison(2), StopOnNonFiniteLoss(), Count()])
    assert seen == [0, 1]  # 나쁜 걸음 뒤로는 아무 콜백도 불리지 않습니다


def test_infinity_stops_too():
    stop = StopOnNonFiniteLoss()
    stop.on_epoch_begin(4)
    with pytest.raises(FloatingPointError, match="에포크 5의 1번째 걸음.*cycle_loss = inf"):
        stop.on_train_batch_end(0, {"generator_loss": 0.5, "cycle_loss": float("inf")})


def test_finite_training_goes_on():
    history = make().fit(points(), batch_size=4, epochs=2, verbose=0, callbacks=[StopOnNonFiniteLoss()])
    assert len(history.history["generator_loss"]) == 2


def test_the_last_good_state_stays_on_disk(tmp_path):
    path = tmp_path / "gan.weights.h5"
    gan = make()
    save = keras.callbacks.ModelCheckpoint(path, save_weights_only=True)
    gan.fit(points(), batch_size=4, verbose=0, callbacks=[save])
    good = path.read_bytes()
    with pytest.raises(FloatingPointError):
        gan.fit(points(), batch_size=4, verbose=0, callbacks=[Poison(0), StopOnNonFiniteLoss(), save])
    assert path.read_bytes() == good
