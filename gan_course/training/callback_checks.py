"""`fit`이 받은 콜백을 훈련하기 전에 살핍니다: 이 모델에서는 말없이 아무 일도 하지 않을 Keras의 콜백을 물리칩니다."""

import importlib.util
import inspect
import string

from gan_course._tensorflow import keras
from gan_course.training.optimizers import refuse_schedules

_K = keras.callbacks
_CHANGES_RATE = (_K.LearningRateScheduler, _K.ReduceLROnPlateau)
_LIBRARIES = ("keras", "gan_course")
_INSTEAD = {
    _K.TerminateOnNaN: "이 콜백은 이름이 'loss'인 손실만 보는데 이 모델의 손실은 이름이 여럿이라 멈추지 않습니다. "
    "gan_course.training.StopOnNonFiniteLoss()를 주십시오.",
    _K.SwapEMAWeights: "옵티마이저가 하나인 모델의 것입니다. 이 모델은 생성자의 평균(EMA)을 스스로 갖고 있고 그것으로 "
    "그립니다. 모델을 만들 때 average_decay로 정하십시오.",
}


def check_callbacks(model, callbacks, x, steps_per_epoch):
    """
    Args:
        model: 컴파일한 모델.
        callbacks: `fit`이 받은 것. None, 하나, 목록, `CallbackList`.
        x, steps_per_epoch: `fit`이 받은 것. `ResumeTraining`이 순서를 되살릴 수 있는지 봅니다.

    Raises:
        ValueError: 콜백이 아닐 때. 이 모델에서 일하지 못하는 콜백이거나, 없는 값을 지켜보게 했을 때.
    """
    callbacks = getattr(callbacks, "callbacks", callbacks)
    callbacks = [callback for callback in keras.tree.flatten(callbacks) if callback is not None]
    for callback in callbacks:
        if not isinstance(callback, _K.Callback):
            forgotten = " 괄호를 붙여 만들어 주십시오." if inspect.isclass(callback) else ""
            raise ValueError(f"callbacks에 콜백이 아닌 것이 있습니다: {callback!r}.{forgotten}")
        for kind, instead in _INSTEAD.items():
            if isinstance(callback, kind):
                raise ValueError(f"콜백 {_name(callback)}: {type(model).__name__}에서 일하지 못합니다. {instead}")
        if isinstance(callback, _K.TensorBoard) and importlib.util.find_spec("tensorboard") is None:
            raise ValueError(
                "콜백 TensorBoard: 패키지 tensorboard가 없습니다. `uv pip install tensorboard`로 설치하십시오."
            )
        if isinstance(callback, _CHANGES_RATE):
            refuse_schedules(model.optimizer.optimizers, f"콜백 {_name(callback)}: 학습률을 바꾸려 하셨습니다")
            _check_ratio(model.optimizer, callback)
        if hasattr(callback, "position"):
            _check_order(callback, x, steps_per_epoch)
    if not any(_may_add_values(callback) for callback in callbacks):
        for callback in callbacks:
            _check_watched(model, callback)


def _check_ratio(optimizer, callback):
    """`schedule(epoch)`는 지금의 학습률을 보지 않으므로, 다르던 두 학습률을 말없이 같게 만듭니다."""
    rates = optimizer.learning_rates
    if rates[0] == rates[1]:
        return
    if not hasattr(keras.optimizers, "MultiOptimizer"):
        # MultiOptimizer를 모르는 옛 Keras의 콜백은 model.optimizer의 학습률 하나만 읽고 씁니다.
        raise ValueError(
            f"콜백 {_name(callback)}: {optimizer.spoken_rates}인데 Keras {keras.version()}의 콜백은 학습률 하나만 압니다. 두 "
            "학습률을 같게 하거나, 두 옵티마이저에 일정(keras.optimizers.schedules)을 따로 주거나, Keras를 올리십시오."
        )
    if not isinstance(callback, _K.LearningRateScheduler):
        return
    try:
        inspect.signature(callback.schedule).bind(0, rates[0])
    except TypeError:
        raise ValueError(
            f"콜백 {_name(callback)}: {optimizer.spoken_rates}인데 schedule(epoch)는 둘을 같게 만듭니다. 비를 지키려면 "
            "schedule(epoch, lr)에서 lr에 곱한 값을 돌려주고, 저마다 정하려면 두 옵티마이저에 일정"
            "(keras.optimizers.schedules)을 따로 주십시오."
        ) from None


def _may_add_values(callback):
    """스스로 만든 콜백은 logs에 새 값을 더할 수 있습니다."""
    return isinstance(callback, _K.LambdaCallback) or type(callback).__module__.split(".")[0] not in _LIBRARIES


def _check_watched(model, callback):
    """지켜볼 값이 있는지, 커지는 것과 작아지는 것 가운데 무엇이 나은지 아는지."""
    known = [metric.name for metric in model.metrics]
    monitor = getattr(callback, "monitor", None)
    watches = monitor is not None and getattr(callback, "save_best_only", True)
    if watches and monitor not in known and not monitor.startswith("learning_rate"):
        raise ValueError(
            f"콜백 {_name(callback)}: 지켜볼 값 {monitor!r}, 그런 값이 없어 아무 일도 하지 않습니다. 이 모델의 값은 "
            f"{', '.join(known)}입니다. 다만 GAN의 손실은 작을수록 좋은 것이 아닙니다. 멈출 때나 고를 때는 gan_course.evaluation으로 잰 점수를 "
            "logs에 더하는 콜백을 만들어 앞에 두십시오."
        )
    if watches and getattr(callback, "mode", None) == "auto":
        raise ValueError(
            f"콜백 {_name(callback)}: {monitor!r}의 어느 쪽을 낫다고 할지 모릅니다. mode='min'이나 mode='max'를 주십시오."
        )
    for _, field, _, _ in string.Formatter().parse(str(getattr(callback, "filepath", ""))):
        if field and field not in (*known, "epoch", "batch"):
            raise ValueError(
                f"콜백 {_name(callback)}: 파일 이름에 쓴 {{{field}}}의 값이 없습니다. 쓸 수 있는 것은 epoch, "
                f"{', '.join(known)}입니다."
            )


def _check_order(callback, x, steps_per_epoch):
    position = getattr(x, "position", callback.position)
    if position is not callback.position:
        raise ValueError(
            f"콜백 {_name(callback)}에 준 자료와 fit에 준 자료가 다릅니다. 같은 것을 주어야 이어 갈 때 순서를 되살립니다."
        )
    count = int(x.cardinality()) if hasattr(x, "cardinality") else None
    if steps_per_epoch is not None and count is not None and count != steps_per_epoch:
        raise ValueError(
            f"콜백 {_name(callback)}: 한 에포크에 자료를 한 바퀴 돌 때만 이어 갈 수 있는데, 자료의 배치는 "
            f"{count if count > 0 else '끝이 없고'} steps_per_epoch는 {steps_per_epoch}입니다. steps_per_epoch를 빼고, "
            "걸음의 수는 자료를 만들 때 steps로 정하십시오."
        )


def _name(callback):
    return type(callback).__name__
