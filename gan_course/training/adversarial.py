"""생성자 쪽과 판별자 쪽에 옵티마이저와 손실이 하나씩 있는 모델의 공통 부분."""

import inspect

import numpy as np

from gan_course._tensorflow import keras, tf, without_autotune
from gan_course.training.distribution import has_several_workers, split_batches

_COMPILED = (
    "generator_optimizer",
    "discriminator_optimizer",
    "generator_loss",
    "discriminator_loss",
)
_RANDOM_STATE = "random_state_"  # 저장한 파일에서 난수 상태의 이름


class AdversarialModel(keras.Model):
    """`compile`과 저장을 맡습니다. 훈련의 한 걸음(`train_step`)은 물려받은 모델이 정합니다.

    물려받은 모델은 `generator_variables`와 `discriminator_variables`를 내놓아야 합니다.
    """

    # 생성자를 갱신할 때 진짜의 로짓도 있는 모델만 상대론적 손실을 쓸 수 있습니다.
    shows_real_to_generator = False

    def compile(
        self,
        generator_optimizer,
        discriminator_optimizer,
        generator_loss,
        discriminator_loss,
        jit_compile=None,
        **kwargs,
    ):
        """두 옵티마이저와 두 적대적 손실을 정합니다.

        Args:
            generator_optimizer: 생성자의 `keras.optimizers.Optimizer`.
            discriminator_optimizer: 판별자의 옵티마이저. 생성자의 것과 다른 객체여야 합니다.
            generator_loss: `generator_loss(fake_output)`. `GAN`에는 상대론적 손실처럼 인자가 둘인
                `generator_loss(real_output, fake_output)`도 줄 수 있습니다.
            discriminator_loss: `discriminator_loss(real_output, fake_output)`.
            jit_compile: XLA를 쓸지. None이면 GPU에서만 켭니다. CPU에서는 훈련이 오히려 느려집니다.
        """
        if generator_optimizer is discriminator_optimizer:
            raise ValueError(
                "생성자와 판별자에 같은 옵티마이저 객체를 주셨습니다. Adam의 모멘텀이 섞이므로 "
                "옵티마이저를 두 번 만들어 하나씩 주십시오."
            )
        self._generator_compares = _count_outputs(generator_loss) == 2
        if self._generator_compares and not self.shows_real_to_generator:
            raise ValueError(
                f"{type(self).__name__}의 generator_loss는 가짜의 로짓만 받는데, 인자가 둘인 "
                f"{getattr(generator_loss, '__name__', generator_loss)!r}을 주셨습니다. "
                "generator_loss(fake_output) 꼴의 손실을 주십시오."
            )
        if jit_compile is None:
            jit_compile = bool(tf.config.list_logical_devices("GPU"))
        super().compile(jit_compile=jit_compile, **kwargs)
        self.generator_optimizer = generator_optimizer
        self.discriminator_optimizer = discriminator_optimizer
        self.generator_loss = generator_loss
        self.discriminator_loss = discriminator_loss
        # 모멘텀의 자리를 지금 만들어 두어야, 훈련하기 전의 모델로도 저장한 상태를 되읽을 수 있습니다.
        generator_optimizer.build(self.generator_variables)
        discriminator_optimizer.build(self.discriminator_variables)

    def fit(self, x=None, *args, steps_per_epoch=None, **kwargs):
        """Keras의 `fit`과 같습니다. `tf.data.Dataset`이면 tf.data의 자동 조율을 끕니다(에포크마다 헛되이 기다리므로).

        `tf.distribute`의 복제본이 여럿이면 배치를 차례로 나누어 줍니다.

        Raises:
            ValueError: 복제본이 여럿인데 `x`가 `tf.data.Dataset`이 아니거나, 한 에포크의 배치 수를 알 수 없을 때.
        """
        replicas = self.distribute_strategy.num_replicas_in_sync
        if replicas == 1:
            if isinstance(x, tf.data.Dataset):
                x = without_autotune(x)
            return super().fit(x, *args, steps_per_epoch=steps_per_epoch, **kwargs)
        if not isinstance(x, tf.data.Dataset):
            raise ValueError(
                f"장치 {replicas}개로 나누어 훈련하려면 tf.data.Dataset이 필요한데 {type(x).__name__}을 주셨습니다. "
                "mnist.dataset이나 unpaired_dataset을 쓰십시오."
            )
        steps = steps_per_epoch or int(x.cardinality())
        if steps < 1:
            raise ValueError(
                "자료의 배치 수를 알 수 없어 한 에포크가 어디에서 끝나는지 모릅니다. steps_per_epoch를 주십시오."
            )
        position = getattr(x, "position", None)
        first = position.epoch if position else 0
        history = super().fit(split_batches(x, self.distribute_strategy), *args, steps_per_epoch=steps, **kwargs)
        if position:  # 한 장치에서처럼, 다음 fit은 다음 에포크의 자료부터 봅니다
            position.epoch = first + len(history.epoch)
        return history

    def _maybe_symbolic_build(self, *args, **kwargs):
        """하지 않습니다: 이미 다 만들어진 모델인데 Keras(3.15)는 장치가 여럿이면 첫 배치를 꺼내어 버립니다."""

    def get_metrics_result(self):
        """손실 이름 → 이 에포크에서 지금까지의 평균."""
        results = super().get_metrics_result()
        inside_step = tf.distribute.has_strategy() and not tf.distribute.in_cross_replica_context()
        if not inside_step or not has_several_workers(self.distribute_strategy):
            return results
        # 컴퓨터가 여럿이면 Keras(3.15)의 fit은 걸음의 결과를 0번 축으로 평균 냅니다(keras-team/keras#20585).
        return {name: value[tf.newaxis] for name, value in results.items()}

    def judge_generator(self, real_output, fake_output):
        """생성자 손실. 상대론적 손실처럼 인자가 둘이면 진짜의 로짓도 보여 줍니다."""
        if self._generator_compares:
            return self.generator_loss(real_output, fake_output)
        return self.generator_loss(fake_output)

    @classmethod
    def from_config(cls, config):
        return cls(**{name: keras.saving.deserialize_keras_object(value) for name, value in config.items()})

    def get_compile_config(self):
        if not self.compiled:  # 체크포인트처럼 옵티마이저 없이 저장하는 모델
            return None
        return {name: keras.saving.serialize_keras_object(getattr(self, name)) for name in _COMPILED}

    def compile_from_config(self, config):
        self.compile(**{name: keras.saving.deserialize_keras_object(config[name]) for name in _COMPILED})

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


def images_to_translate(images):
    """`translate`에 들어온 이미지를 float32 배열 [장수, 높이, 너비, 채널]로 바꿉니다. 아니면 ValueError입니다."""
    images = np.asarray(images, np.float32)
    if images.ndim != 4 or not len(images):
        raise ValueError(
            f"translate에 모양 {images.shape}이 들어왔습니다. [장수, 높이, 너비, 채널]이 필요하고 장수는 1 이상이어야 "
            "합니다. 한 장이라면 images[None]으로 넣으십시오."
        )
    return images


def _count_outputs(loss):
    """손실이 반드시 받아야 하는 로짓의 수."""
    positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    parameters = inspect.signature(loss).parameters.values()
    return sum(p.kind in positional and p.default is p.empty for p in parameters)
