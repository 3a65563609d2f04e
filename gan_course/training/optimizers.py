"""옵티마이저가 둘인 모델이, 하나만 아는 Keras의 약속(`model.optimizer`, 손실의 배율)을 지키게 하는 것들."""

from gan_course._tensorflow import keras, tf
from gan_course.training.keras_private import layers_inside, variables_of

LossScaleOptimizer = keras.optimizers.LossScaleOptimizer


class BothOptimizers:
    """`model.optimizer`의 자리에서 두 옵티마이저를 함께 보여 주는 것.

    Keras의 콜백은 `model.optimizer`의 학습률만 바꿉니다. Keras 3.15는 제 `MultiOptimizer`처럼 `optimizers`가 있으면 하나씩
    바꾸고, 더 오래된 Keras는 `learning_rate` 하나만 압니다. `MultiOptimizer`는 변수마다 옵티마이저를 고르는 것이라, 두
    신경망이 저마다 한 걸음씩 가는 여기에는 쓰지 않습니다.
    """

    def __init__(self, *optimizers):
        self.optimizers = list(optimizers)

    @property
    def built(self):
        return all(optimizer.built for optimizer in self.optimizers)

    @property
    def variables(self):
        return [variable for optimizer in self.optimizers for variable in optimizer.variables]

    @property
    def iterations(self):
        """생성자의 걸음 수."""
        return self.optimizers[0].iterations

    @property
    def learning_rate(self):
        """두 옵티마이저의 같은 학습률. `assign`은 둘을 모두 바꿉니다.

        Raises:
            ValueError: 두 학습률이 다를 때.
        """
        rates = self.learning_rates
        if rates[0] != rates[1]:
            raise ValueError(
                f"{self.spoken_rates}이라 하나로 말할 수 없습니다. "
                "model.generator_optimizer.learning_rate와 model.discriminator_optimizer.learning_rate를 쓰십시오."
            )
        rate = _SharedRate(rates[0])
        rate.both = self
        return rate

    @learning_rate.setter
    def learning_rate(self, rate):
        refuse_schedules(self.optimizers, "model.optimizer.learning_rate로 학습률을 바꾸려 하셨습니다")
        for optimizer in self.optimizers:
            optimizer.learning_rate = rate

    @property
    def learning_rates(self):
        """(생성자, 판별자)의 지금 학습률."""
        return tuple(float(optimizer.learning_rate) for optimizer in self.optimizers)

    @property
    def spoken_rates(self):
        generator, discriminator = self.learning_rates
        return f"생성자의 학습률은 {generator:g}, 판별자의 학습률은 {discriminator:g}"

    def finalize(self):
        """훈련의 끝: Keras의 `fit`처럼, `use_ema=True`인 옵티마이저의 평균을 가중치에 옮깁니다."""
        for optimizer in self.optimizers:
            optimizer.finalize_variable_values(variables_of(optimizer))

    def __getattr__(self, name):
        raise AttributeError(
            f"model.optimizer에는 {name}이 없습니다. 이 모델의 옵티마이저는 둘이므로 "
            "model.generator_optimizer와 model.discriminator_optimizer를 쓰십시오."
        )


class _SharedRate(float):
    """`model.optimizer.learning_rate.assign(…)`처럼 쓰는 콜백도 두 옵티마이저를 바꾸게 합니다."""

    def assign(self, rate):
        self.both.learning_rate = rate


def refuse_schedules(optimizers, given):
    """학습률이 일정(`LearningRateSchedule`)으로 정해진 옵티마이저가 있으면 ValueError. 일정은 밖에서 바꿀 수 없습니다."""
    scheduled = [name for name, optimizer in zip(("생성자", "판별자"), optimizers) if has_schedule(optimizer)]
    if scheduled:
        raise ValueError(
            f"{given}. 그러나 {'와 '.join(scheduled)}의 학습률은 일정(LearningRateSchedule)이 정하므로 바꿀 수 "
            "없습니다. 옵티마이저를 수로 된 학습률로 만들거나(예: Adam(1e-3)), 그 콜백을 빼고 일정만 쓰십시오."
        )


def has_schedule(optimizer):
    """학습률이 수가 아니라 일정인지."""
    inner = getattr(optimizer, "inner_optimizer", optimizer)
    return isinstance(inner.get_config().get("learning_rate"), dict)


def scaling(optimizer):
    """작은 float16 그레이디언트가 0이 되지 않게, 손실의 배율을 스스로 정하는 옵티마이저로 감쌉니다."""
    return optimizer if isinstance(optimizer, LossScaleOptimizer) else LossScaleOptimizer(optimizer)


def computes_in_float16(*networks):
    """mixed_float16 정책으로 만든 층이 있는지."""
    return any(layer.dtype_policy.name == "mixed_float16" for network in networks for layer in layers_inside(network))


def loss_scale(optimizer, loss):
    """`tape.gradient`의 셋째 인자: 옵티마이저가 바라는 손실의 배율. 배율이 없는 옵티마이저라면 1입니다.

    손실에 배율을 곱하고 미분한 것과 같습니다. `apply_gradients`가 다시 나눕니다.
    """
    return optimizer.scale_loss(tf.ones_like(loss))
