"""옵티마이저가 둘인 모델의 `fit`: 받은 것을 먼저 살피고, 장치에 나누고, 멈추면 까닭을 한국어로 말합니다."""

import inspect

from gan_course._tensorflow import tf, without_autotune
from gan_course.training.callback_checks import check_callbacks
from gan_course.training.distribution import split_batches
from gan_course.training.fit_checks import check_fit, checked_batches
from gan_course.training.keras_private import AlreadyBuilt
from gan_course.training.memory import first_batch, spoken_exhaustion
from gan_course.training.value_checks import checked, spoken_error


class CheckedFit(AlreadyBuilt):
    """`AdversarialModel`의 `fit`. Keras의 `fit`이 말없이 무시하거나 영어로 멈출 것을 먼저 물리칩니다."""

    def fit(
        self,
        x=None,
        y=None,
        batch_size=None,
        epochs=1,
        verbose="auto",
        callbacks=None,
        *,
        steps_per_epoch=None,
        **others,
    ):
        """Keras의 `fit`과 같습니다. `tf.data.Dataset`이면 tf.data의 자동 조율을 끕니다(에포크마다 헛되이 기다리므로).

        `tf.distribute`의 복제본이 여럿이면 배치를 차례로 나누어 줍니다.

        Raises:
            ValueError: 자료나 인자가 맞지 않거나(`check_fit`), 이 모델에서 일하지 못하는 콜백을 주었을 때(`check_callbacks`).
                복제본이 여럿인데 `x`가 `tf.data.Dataset`이 아니거나, 한 에포크의 배치 수를 알 수 없을 때.
            MemoryError: 메모리가 모자랄 때. 되는 배치의 크기를 함께 말합니다.
        """
        check_fit(self, x, y, batch_size, epochs, steps_per_epoch, others)
        check_callbacks(self, callbacks, x, steps_per_epoch)
        options = {"epochs": epochs, "verbose": verbose, "callbacks": callbacks, **others}
        refusals = []
        if isinstance(x, tf.data.Dataset):
            x = checked(self, x)
        elif inspect.isgenerator(x):
            x = checked_batches(self, x, refusals)
        try:
            history = self._fit_replicas(x, y, batch_size, steps_per_epoch, options)
        except (tf.errors.InvalidArgumentError, tf.errors.UnknownError) as error:
            if refusals:
                raise refusals[0] from None
            if spoken := spoken_error(self, error):
                raise spoken from None
            raise
        except tf.errors.ResourceExhaustedError as error:
            several = self.distribute_strategy.num_replicas_in_sync > 1
            raise spoken_exhaustion(self, None if several else first_batch(x, y, batch_size)) from error
        self.optimizer.finalize()
        return history

    def _fit_replicas(self, x, y, batch_size, steps_per_epoch, options):
        replicas = self.distribute_strategy.num_replicas_in_sync
        if replicas == 1:
            if isinstance(x, tf.data.Dataset):
                x = without_autotune(x)
            return super().fit(x, y=y, batch_size=batch_size, steps_per_epoch=steps_per_epoch, **options)
        if not isinstance(x, tf.data.Dataset):
            raise ValueError(
                f"장치 {replicas}개로 나누어 훈련하려면 tf.data.Dataset이 필요한데 {type(x).__name__}을 주셨습니다. "
                "mnist.dataset이나 unpaired_dataset을 쓰십시오."
            )
        steps = steps_per_epoch or int(x.cardinality())
        if steps < 1:
            raise ValueError("자료의 배치 수를 몰라 에포크가 어디에서 끝나는지 모릅니다. steps_per_epoch를 주십시오.")
        position = getattr(x, "position", None)
        first = position.epoch if position else 0
        history = super().fit(split_batches(x, self.distribute_strategy), steps_per_epoch=steps, **options)
        if position:  # 한 장치에서처럼, 다음 fit은 다음 에포크의 자료부터 봅니다
            position.epoch = first + len(history.epoch)
        return history

    def evaluate(self, *arguments, **named):
        """쓰지 않습니다(ValueError)."""
        raise ValueError(
            f"{type(self).__name__}에는 evaluate가 없습니다. 손실은 두 신경망이 서로에게 매긴 것이라 나아졌는지를 말해 주지 "
            "않습니다. gan_course.evaluation으로 재십시오. 예: evaluation.mnist_fd(gan.generate(1000))"
        )

    def test_on_batch(self, *arguments, **named):
        """쓰지 않습니다(ValueError)."""
        self.evaluate()
