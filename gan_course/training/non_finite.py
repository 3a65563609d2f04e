"""손실이 유한하지 않으면 곧바로 멈추는 콜백.

Keras의 `TerminateOnNaN`은 `loss`라는 이름만 보고, 영어로 적고, 조용히 끝냅니다. GAN의 손실은 이름이 여럿입니다.
"""

import math

from gan_course._tensorflow import keras


class StopOnNonFiniteLoss(keras.callbacks.Callback):
    """어느 손실이든 NaN이나 무한대가 되면 그 걸음에서 오류로 멈춥니다.

    오류로 멈추므로 에포크 끝에 저장하는 콜백은 불리지 않고, 마지막으로 저장한 멀쩡한 상태가 디스크에 남습니다.
    걸음마다 저장하는 콜백이 있으면 이것을 그보다 앞에 두십시오.

    Raises:
        FloatingPointError: 유한하지 않은 손실의 이름과 값, 에포크와 걸음.
    """

    def on_epoch_begin(self, epoch, logs=None):
        self._epoch = epoch

    def on_train_batch_end(self, batch, logs=None):
        bad = {name: value for name, value in (logs or {}).items() if not math.isfinite(value)}
        if bad:
            found = ", ".join(f"{name} = {float(value)}" for name, value in bad.items())
            raise FloatingPointError(
                f"에포크 {self._epoch + 1}의 {batch + 1}번째 걸음에서 손실이 유한하지 않습니다: {found}. "
                "훈련을 멈췄습니다. 학습률을 줄이고, 입력에 NaN이 없는지, 값이 [-1, 1]인지 확인한 다음 "
                "마지막으로 저장한 가중치에서 이어 가십시오."
            )
