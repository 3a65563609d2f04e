"""test_distribution.py가 새 프로세스로 실행하는 것: 논리 장치와 TF_CONFIG는 TensorFlow를 시작할 때만 정할 수 있습니다.

`replicas.py mirrored 결과.npz`: 한 장치와, 논리 CPU 두 개의 `MirroredStrategy`에서 같은 훈련을 합니다.
`replicas.py worker 결과.npz 폴더 [gan|cyclegan]`: TF_CONFIG의 컴퓨터 하나로 훈련합니다.
TF_CONFIG가 없으면 혼자 훈련합니다.
"""

import sys

import numpy as np

from gan_course import losses
from gan_course._tensorflow import keras, tf
from gan_course.data import paired_dataset, unpaired_dataset
from gan_course.data.epochs import ShuffledBatches, epoch_dataset
from gan_course.layers import InstanceNormalization
from gan_course.models import mlp_discriminator, mlp_generator
from gan_course.training import GAN, CycleGAN, Pix2Pix, ResumeTraining, StopOnNonFiniteLoss, distribution

EPOCHS = 3


def optimizers(rate):
    # Adam은 0이어야 할 그레이디언트의 반올림까지 학습률만큼 키우므로, 반올림만 다른지 보기에는 SGD가 낫습니다.
    return [keras.optimizers.SGD(rate, momentum=0.9) for _ in range(2)]


def new_gan():
    """벌점 셋과 상대론적 손실을 모두 쓰고, 생성자에 (모든 복제본의 통계를 쓰는) 배치 정규화가 있습니다."""
    keras.utils.set_random_seed(0)
    generator = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(8),
            keras.layers.BatchNormalization(synchronized=True),
            keras.layers.LeakyReLU(),
            mlp_generator(8, 2, 8),
        ]
    )
    gan = GAN(
        generator, mlp_discriminator(2, 8), 2, average_decay=0.9, r1_weight=1.0, r2_weight=0.5,
        gradient_penalty_weight=0.3,
    )  # fmt: skip
    gan.compile(
        *optimizers(0.02),
        generator_loss=losses.relativistic_generator_loss,
        discriminator_loss=losses.relativistic_discriminator_loss,
    )
    points = np.random.default_rng(0).normal(2.0, 1.0, (19, 2)).astype(np.float32)
    batches = ShuffledBatches([points], 8, seed=0)  # 8, 8, 3: 마지막 배치는 2 + 1로 나뉩니다
    signature = tf.TensorSpec([None, 2])
    return gan, epoch_dataset(lambda k: batches(k)[0], batches.per_lap, signature, batches.identity)


def new_cyclegan():
    keras.utils.set_random_seed(0)

    def network(*parts):
        return keras.Sequential([keras.Input((8, 8, 3)), *parts])

    # 처음 가중치가 0.02만 한 진짜 신경망은 SGD로 크게 흔들려 반올림까지 키우므로, 같은 층으로 된 작은 것을 씁니다.
    layers = keras.layers
    generators = [
        network(
            layers.Conv2D(4, 3, padding="same", use_bias=False),
            InstanceNormalization(),
            layers.ReLU(),
            layers.Conv2D(3, 3, padding="same", activation="tanh"),
        )
        for _ in range(2)
    ]
    discriminators = [
        network(layers.Conv2D(4, 4, strides=2), layers.LeakyReLU(0.2), layers.Conv2D(1, 3)) for _ in range(2)
    ]
    model = CycleGAN(*generators, *discriminators, pool_size=3, average_decay=0.9)
    model.compile(*optimizers(0.01))
    rng = np.random.default_rng(0)
    a, b = (rng.uniform(-1, 1, (count, 8, 8, 3)).astype(np.float32) for count in (11, 6))
    return model, unpaired_dataset(a, b, 4)  # 4, 4, 3: 마지막 배치는 2 + 1로 나뉩니다


def new_pix2pix():
    keras.utils.set_random_seed(0)
    layers = keras.layers
    x, y = (keras.Input((8, 8, 3)) for _ in range(2))
    hidden = layers.ReLU()(layers.Conv2D(4, 3, padding="same")(x))
    generator = keras.Model(x, layers.Conv2D(3, 3, padding="same", activation="tanh")(hidden))
    seen = layers.LeakyReLU(0.2)(layers.Conv2D(4, 4, strides=2)(layers.Concatenate()([x, y])))
    model = Pix2Pix(generator, keras.Model([x, y], layers.Conv2D(1, 3)(seen)), l1_weight=10.0, average_decay=0.9)
    model.compile(*optimizers(0.01))
    pairs = np.random.default_rng(0).uniform(-1, 1, (2, 11, 8, 8, 3)).astype(np.float32)
    return model, paired_dataset(*pairs, 4)  # 4, 4, 3: 마지막 배치는 2 + 1로 나뉩니다


MODELS = {"gan": new_gan, "cyclegan": new_cyclegan, "pix2pix": new_pix2pix}


def results(name, model, history):
    both = (model.generator_optimizer, model.discriminator_optimizer)
    metrics = {id(variable) for metric in model.metrics for variable in metric.variables}
    states = [variable for variable in model.variables if id(variable) not in metrics]
    states += [variable for optimizer in both for variable in optimizer.variables]
    found = {f"{name} 상태 {index:03d}": state.numpy() for index, state in enumerate(states)}
    return found | {f"{name} 손실 {key}": np.array(values) for key, values in history.items()}


def train(name, strategy, folder=None, callbacks=()):
    with strategy.scope():
        model, data = MODELS[name]()
    callbacks = [StopOnNonFiniteLoss(), *callbacks]
    if folder:
        callbacks.append(ResumeTraining(folder, data))
    history = model.fit(data, epochs=EPOCHS, callbacks=callbacks, verbose=0).history
    return results(name, model, history)


def mirrored(path):
    cpu = tf.config.list_physical_devices("CPU")[0]
    tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
    one, two = tf.distribute.get_strategy(), tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"])
    found = {}
    for name in MODELS:
        for devices, strategy in (("하나", one), ("둘", two)):
            found |= {f"{devices} {key}": value for key, value in train(name, strategy).items()}
    np.savez(path, **found)


class Report(keras.callbacks.Callback):
    """걸음마다 한 줄을 적습니다. 밖에서 이 줄을 보고 죽입니다."""

    def on_epoch_begin(self, epoch, logs=None):
        self._epoch = epoch

    def on_train_batch_end(self, batch, logs=None):
        print(f"에포크 {self._epoch} 걸음 {batch}", flush=True)


def worker(path, folder, name="gan"):
    np.savez(path, **train(name, distribution.strategy(), folder, [Report()]))


if __name__ == "__main__":
    {"mirrored": mirrored, "worker": worker}[sys.argv[1]](*sys.argv[2:])
