"""ResumeTraining의 시험이 나누어 쓰는 것: 멈추었다 이어 갈 작은 훈련들.

훈련마다 모델을 처음부터 새로 만들어(그래서 그래프도 새로) 다시 실행한 노트북과 같게 합니다. 대신 신경망이 아주 작습니다.
"""

import signal

from gan_course._tensorflow import keras, tf
from gan_course.data import paired_dataset, unpaired_dataset
from gan_course.data.epochs import ShuffledBatches, epoch_dataset
from gan_course.training import GAN, CycleGAN, LinearDecay, ResumeTraining
from tests.training.tiny import GREY, adam, cyclegan_networks, layers, pair, random_images, tiny_pix2pix

EPOCHS = 3
STEPS = 4  # 이미지 10장, 배치 3


def optimizers(rate=1e-3):
    return [keras.optimizers.Adam(LinearDecay(r, 1, 2, steps_per_epoch=STEPS)) for r in (rate, 2e-3)]


def new_gan(rate=1e-3, seed=0, batch_size=3, units=4, **compiled):
    """드롭아웃과 배치 정규화가 있는 GAN. 실행할 때마다 처음부터 새로 만듭니다."""
    keras.utils.set_random_seed(0)
    generator = keras.Sequential(
        [
            keras.Input((4,)),
            layers.Dense(units),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Dense(64, activation="tanh"),
            layers.Reshape(GREY),
        ]
    )
    discriminator = keras.Sequential(
        [
            keras.Input(GREY),
            layers.Flatten(),
            layers.Dense(4),
            layers.LeakyReLU(0.2),
            layers.Dropout(0.3),
            layers.Dense(1),
        ]
    )
    gan = GAN(generator, discriminator, noise_dim=4)
    gan.compile(*optimizers(rate), **compiled)
    batches = ShuffledBatches([random_images(10, shape=GREY)], batch_size, seed)
    signature = tf.TensorSpec([None, *GREY])
    return gan, epoch_dataset(lambda k: batches(k)[0], batches.per_lap, signature, batches.identity)


def new_cyclegan():
    keras.utils.set_random_seed(0)
    model = CycleGAN(*cyclegan_networks(), pool_size=3)
    model.compile(*optimizers())
    return model, unpaired_dataset(random_images(10), random_images(4, seed=1), 3)


def new_pix2pix():
    model = tiny_pix2pix(optimizer=adam, learning_rates=(0.01, 0.01), dropout=0.3)
    return model, paired_dataset(*pair(7, 1), 2, seed=3)


class InterruptAt(keras.callbacks.Callback):
    """정해진 걸음에서 Ctrl-C를 누릅니다."""

    def __init__(self, epoch, step, times=1):
        super().__init__()
        self.at, self.times = (epoch, step), times

    def on_epoch_begin(self, epoch, logs=None):
        self._epoch = epoch

    def on_train_batch_begin(self, batch, logs=None):
        if (self._epoch, batch + 1) == self.at:
            for _ in range(self.times):
                signal.raise_signal(signal.SIGINT)


def fit(new, folder, *callbacks, epochs=EPOCHS, **changes):
    model, data = new(**changes)
    resume = ResumeTraining(folder, data)
    history = model.fit(data, epochs=epochs, callbacks=[*callbacks, resume], verbose=0).history
    return model, history
