"""학습률 일정."""

from gan_course._tensorflow import keras, tf


@keras.saving.register_keras_serializable("gan_course")
class LinearDecay(keras.optimizers.schedules.LearningRateSchedule):
    """처음에는 그대로, 다음에는 직선으로 줄어드는 학습률.

    e번째 에포크(0부터)의 배율은 1 - max(0, e + 1 - constant_epochs) / (decay_epochs + 1)입니다.
    100 + 100 에포크라면 마지막 에포크의 배율은 0이 아니라 1/101입니다.

    Args:
        learning_rate: 처음 학습률.
        constant_epochs: 그대로 두는 에포크의 수.
        decay_epochs: 줄여 가는 에포크의 수.
        steps_per_epoch: 한 에포크의 걸음 수. 1을 주면 에포크 대신 걸음으로 셉니다.

    Reference:
        Zhu et al. 2017, "Unpaired Image-to-Image Translation", 4절과 저자들의 PyTorch 구현.
    """

    def __init__(self, learning_rate, constant_epochs, decay_epochs, steps_per_epoch=1):
        if min(constant_epochs, decay_epochs) < 0 or steps_per_epoch < 1:
            raise ValueError(
                f"LinearDecay: constant_epochs={constant_epochs}, decay_epochs={decay_epochs}, "
                f"steps_per_epoch={steps_per_epoch}입니다. 앞의 두 수는 0 이상, "
                "steps_per_epoch는 1 이상이어야 합니다."
            )
        self.learning_rate = learning_rate
        self.constant_epochs = constant_epochs
        self.decay_epochs = decay_epochs
        self.steps_per_epoch = steps_per_epoch

    def __call__(self, step):
        epoch = tf.cast(tf.cast(step, tf.int64) // self.steps_per_epoch, tf.float32)
        past = tf.maximum(0.0, epoch + 1.0 - self.constant_epochs)
        # 정해진 에포크를 넘겨 더 훈련해도 학습률이 음수가 되지는 않습니다.
        return self.learning_rate * tf.maximum(0.0, 1.0 - past / (self.decay_epochs + 1.0))

    def get_config(self):
        return {
            "learning_rate": self.learning_rate,
            "constant_epochs": self.constant_epochs,
            "decay_epochs": self.decay_epochs,
            "steps_per_epoch": self.steps_per_epoch,
        }
