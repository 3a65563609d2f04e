"""`GAN`, `Pix2Pix`, `CycleGAN`의 공통 부분: 만들 때의 확인, `compile`, 손실의 기록, EMA, 저장, 옮기기."""

import numpy as np

from gan_course import gpu, losses
from gan_course._tensorflow import keras, predict, tf
from gan_course.objectives import is_relativistic
from gan_course.training.averaging import update_average
from gan_course.training.compile_checks import (
    as_optimizer,
    check_logits,
    check_loss,
    check_steps,
    prepare,
    refuse_one_for_two,
    refuse_options,
)
from gan_course.training.distribution import has_several_workers, replicas, share_of_batch
from gan_course.training.fitting import CheckedFit
from gan_course.training.optimizers import BothOptimizers, computes_in_float16, scaling

_COMPILED = (
    "generator_optimizer",
    "discriminator_optimizer",
    "generator_loss",
    "discriminator_loss",
)
_RANDOM_STATE = "random_state_"  # 저장한 파일에서 난수 상태의 이름


class AdversarialModel(CheckedFit):
    """생성자 쪽과 판별자 쪽에 옵티마이저와 손실이 하나씩 있는 모델.

    물려받은 모델은 신경망과 설정을 아래의 이름대로 담고, `__init__`의 끝에서 `track`을 부르고, 훈련의 한
    걸음(`train_step`)을 정합니다.
    """

    generators = {"generator": "average_generator"}
    """생성자의 이름 → 그 가중치의 지수 이동 평균(EMA)의 이름."""
    discriminators = ("discriminator",)
    settings = ("average_decay",)
    """신경망 말고 저장할 인자의 이름."""
    default_losses = (losses.generator_loss, losses.discriminator_loss)
    # 생성자를 갱신할 때 진짜의 로짓도 있는 모델만 상대론적 손실을 쓸 수 있습니다.
    shows_real_to_generator = False

    def track(self, *names):
        """한 걸음이 적을 손실의 이름을 정합니다."""
        self.trackers = {name: keras.metrics.Mean(name=name) for name in names}
        self.built = True

    @property
    def metrics(self):
        return list(self.trackers.values())

    @property
    def generator_variables(self):
        return [variable for name in self.generators for variable in getattr(self, name).trainable_variables]

    @property
    def discriminator_variables(self):
        return [variable for name in self.discriminators for variable in getattr(self, name).trainable_variables]

    def compile(
        self,
        generator_optimizer,
        discriminator_optimizer,
        generator_loss=None,
        discriminator_loss=None,
        relativistic=None,
        jit_compile=None,
        run_eagerly=False,
        steps_per_execution=1,
        auto_scale_loss=True,
        **others,
    ):
        """두 옵티마이저와 두 적대적 손실을 정합니다. 손실이 None이면 그 모델의 논문의 것(`default_losses`)입니다.

        Args:
            generator_optimizer: 생성자의 `keras.optimizers.Optimizer`나 그 이름("adam").
            discriminator_optimizer: 판별자의 옵티마이저. 생성자의 것과 다른 객체여야 합니다.
            generator_loss: `generator_loss(fake_output)`. relativistic이 참이면
                `generator_loss(real_output, fake_output)`.
            discriminator_loss: `discriminator_loss(real_output, fake_output)`.
            relativistic: 생성자의 손실이 진짜의 로짓도 보는지. None이면 `gan_course.objectives`의 표를 따르고, 표에
                없는 손실이면 보지 않는 것으로 압니다. `GAN`만 볼 수 있습니다.
            jit_compile: XLA를 쓸지. None이면 XLA가 되는 GPU에서만 켭니다(`gan_course.gpu`가 해 보고 기억합니다). CPU에서는
                훈련이 오히려 느려집니다.
            run_eagerly, steps_per_execution: Keras의 것과 같습니다.
            auto_scale_loss: 참이면, mixed_float16으로 만든 신경망이 있을 때 두 옵티마이저를 `LossScaleOptimizer`로
                감쌉니다.

        Raises:
            ValueError: 옵티마이저가 아니거나, 한 객체를 두 번 주었거나, 다른 모델을 훈련하던 것이거나, 갱신할 가중치가
                없을 때. 손실을 부를 수 없을 때. 이 모델이 쓰지 않는 인자(`metrics`, `loss` 등)를 주었을 때.
        """
        refuse_options(self, others)
        check_steps(steps_per_execution)
        generator_optimizer = as_optimizer(generator_optimizer, "generator_optimizer")
        discriminator_optimizer = as_optimizer(discriminator_optimizer, "discriminator_optimizer")
        refuse_one_for_two(generator_optimizer, discriminator_optimizer)
        generator_loss = generator_loss or self.default_losses[0]
        discriminator_loss = discriminator_loss or self.default_losses[1]
        if relativistic is None:
            relativistic = is_relativistic(generator_loss)
        if relativistic and not self.shows_real_to_generator:
            raise ValueError(
                f"{type(self).__name__}의 generator_loss는 가짜의 로짓만 받는데, 진짜의 로짓도 보는 "
                f"{getattr(generator_loss, '__name__', generator_loss)!r}을 주셨습니다. "
                "generator_loss(fake_output) 꼴의 손실을 주십시오."
            )
        check_loss(
            generator_loss, "generator_loss", ("real_output", "fake_output") if relativistic else ("fake_output",)
        )
        check_loss(discriminator_loss, "discriminator_loss", ("real_output", "fake_output"))
        for name in self.discriminators:
            check_logits(name, getattr(self, name), discriminator_loss)
        if jit_compile is None:
            jit_compile = not run_eagerly and bool(tf.config.list_logical_devices("GPU")) and gpu.can_use_xla()
        networks = [getattr(self, name) for name in (*self.generators, *self.discriminators)]
        if auto_scale_loss and computes_in_float16(*networks):
            generator_optimizer, discriminator_optimizer = (
                scaling(generator_optimizer),
                scaling(discriminator_optimizer),
            )
        # 모멘텀의 자리를 지금 만들어 두어야, 훈련하기 전의 모델로도 저장한 상태를 되읽을 수 있습니다.
        prepare(generator_optimizer, self.generator_variables, "generator_optimizer")
        prepare(discriminator_optimizer, self.discriminator_variables, "discriminator_optimizer")
        super().compile(
            optimizer=None,
            jit_compile=jit_compile,
            run_eagerly=run_eagerly,
            steps_per_execution=steps_per_execution,
        )
        self.generator_optimizer = generator_optimizer
        self.discriminator_optimizer = discriminator_optimizer
        self.generator_loss = generator_loss
        self.discriminator_loss = discriminator_loss
        self.relativistic = relativistic

    @property
    def optimizer(self):
        """두 옵티마이저를 함께 보여 주는 것(`BothOptimizers`). `compile`하기 전에는 None입니다."""
        if not hasattr(self, "discriminator_optimizer"):
            return None
        return BothOptimizers(self.generator_optimizer, self.discriminator_optimizer)

    @optimizer.setter
    def optimizer(self, optimizer):  # Keras의 compile은 None을 넣습니다
        if optimizer is not None:
            raise ValueError(
                "model.optimizer에 옵티마이저를 넣어도 훈련에 쓰이지 않습니다. 옵티마이저 둘을 compile에 주십시오."
            )

    def get_metrics_result(self):
        """손실 이름 → 이 에포크에서 지금까지의 평균."""
        results = super().get_metrics_result()
        inside_step = tf.distribute.has_strategy() and not tf.distribute.in_cross_replica_context()
        if not inside_step or not has_several_workers(self.distribute_strategy):
            return results
        # 컴퓨터가 여럿이면 Keras(3.15)의 fit은 걸음의 결과를 0번 축으로 평균 냅니다(keras-team/keras#20585).
        return {name: value[tf.newaxis] for name, value in results.items()}

    def judge_generator(self, real_output, fake_output):
        """생성자 손실. 상대론적 손실에는 진짜의 로짓도 보여 줍니다."""
        if self.relativistic:
            return self.generator_loss(real_output, fake_output)
        return self.generator_loss(fake_output)

    def share_of_losses(self, images, *values):
        """복제본이 여럿이면(`tf.distribute`) 평균 손실마다 이 복제본의 몫을 곱합니다. 하나면 그대로 돌려줍니다.

        옵티마이저는 복제본의 그레이디언트를 더하므로, 그렇게 해야 전체 배치의 평균에서 나온 그레이디언트가 됩니다.

        Args:
            images: 이 복제본이 받은 이미지들. 몫은 이 수를 전체 배치의 수로 나눈 값입니다.
            values: 이 복제본의 이미지에서 평균 낸 손실들.
        """
        # 스스로 쓴 손실은 float16일 수도 있습니다. 쓰지 않는 벌점은 텐서가 아니라 0.0입니다.
        values = [losses.at_least_float32(value) if tf.is_tensor(value) else value for value in values]
        share = share_of_batch(images)
        return values if share is None else [share * value for value in values]

    def update_averages(self):
        """생성자마다 EMA를 한 걸음 옮깁니다."""
        for generator, average in self.generators.items():
            update_average(getattr(self, average), getattr(self, generator), self.average_decay)

    def record(self, **values):
        """`share_of_losses`를 거친 손실들을 적고, 손실 이름 → 이 에포크에서 지금까지의 평균을 돌려줍니다."""
        count = replicas()
        for name, tracker in self.trackers.items():
            tracker.update_state(values[name] * count, sample_weight=1 / count)  # 몫을 모두 더하면 평균 하나입니다
        return self.get_metrics_result()

    def get_config(self):
        names = (*self.generators, *self.discriminators, *self.settings, "name")
        return {name: keras.saving.serialize_keras_object(getattr(self, name)) for name in names}

    @classmethod
    def from_config(cls, config):
        return cls(**{name: keras.saving.deserialize_keras_object(value) for name, value in config.items()})

    def get_compile_config(self):
        if not self.compiled:  # 체크포인트처럼 옵티마이저 없이 저장하는 모델
            return None
        config = {name: keras.saving.serialize_keras_object(getattr(self, name)) for name in _COMPILED}
        told = self.relativistic == is_relativistic(self.generator_loss)  # 표를 따르면 적지 않습니다
        return config if told else config | {"relativistic": self.relativistic}

    def compile_from_config(self, config):
        compiled = {name: keras.saving.deserialize_keras_object(config[name]) for name in _COMPILED}
        self.compile(**compiled, relativistic=config.get("relativistic"))

    def save_own_variables(self, store):
        super().save_own_variables(store)
        for index, state in enumerate(self._random_states()):
            store[f"{_RANDOM_STATE}{index:03d}"] = state.numpy()

    def load_own_variables(self, store):
        saved = {key: store[key] for key in store.keys()}
        states = self._random_states()
        values = [saved.pop(key) for key in sorted(saved) if key.startswith(_RANDOM_STATE)]
        if len(values) != len(states):
            raise ValueError(
                f"파일에 적힌 난수의 상태는 {len(values)}개인데 이 모델에는 {len(states)}개가 있습니다. "
                "드롭아웃까지 저장할 때와 같은 구조의 모델을 만든 다음 되읽으십시오."
            )
        super().load_own_variables(saved)
        for state, value in zip(states, values):
            state.assign(value)

    def _random_states(self):
        """잡음과 드롭아웃의 난수 상태. Keras(3.15)는 저장하지 않지만, 없으면 똑같이 이어 갈 수 없습니다."""
        weights = {id(variable) for variable in self.weights}
        return [variable for variable in self.variables if id(variable) not in weights]


def translated(generator, images, batch_size):
    """`translate`가 하는 일: [장수, 높이, 너비, 채널]인지 확인하고, `generator`로 옮겨 float32 배열로 돌려줍니다."""
    images = np.asarray(images, np.float32)
    if images.ndim != 4 or not len(images):
        raise ValueError(
            f"translate에 모양 {images.shape}이 들어왔습니다. [장수, 높이, 너비, 채널]이 필요하고 장수는 1 이상이어야 "
            "합니다. 한 장이라면 images[None]으로 넣으십시오."
        )
    return predict(generator, images, batch_size)
