"""`fit`이 받은 것을 훈련하기 전에 살핍니다: 쓰지 않는 인자, 맞지 않는 자료.

Keras에 맡기면 말없이 무시하거나(표본의 가중치, 배치로 묶지 않은 자료), 훈련하다가 영어로 된 모양의 오류로 멈춥니다.
"""

import inspect
import math

import numpy as np

from gan_course._tensorflow import tf
from gan_course.names import did_you_mean
from gan_course.training.value_checks import check_array

_INSTEAD = {
    "validation_data": "이 모델의 손실은 두 신경망이 서로에게 매긴 것이라, 따로 떼어 둔 자료의 손실로 나아졌는지 알 수 없습니다. "
    "gan_course.evaluation으로 재거나, 에포크마다 재는 콜백을 만들어 callbacks에 주십시오.",
    "sample_weight": "손실은 배치의 모든 이미지에 걸친 평균입니다. 더 자주 볼 이미지는 자료에 더 많이 넣으십시오.",
    "class_weight": "분류가 아니므로 무게를 줄 클래스가 없습니다. 더 자주 볼 이미지는 자료에 더 많이 넣으십시오.",
}
_INSTEAD |= dict.fromkeys(
    ("validation_split", "validation_steps", "validation_batch_size", "validation_freq"), _INSTEAD["validation_data"]
)
_UNGIVEN = {"validation_split": 0.0, "validation_freq": 1}
_OTHERS = ("shuffle", "initial_epoch", *_INSTEAD)  # 이름으로만 주는 인자
_KNOWN = ("epochs", "batch_size", "steps_per_epoch", "callbacks", "verbose", *_OTHERS)


def check_fit(model, x, y, batch_size, epochs, steps_per_epoch, others):
    """`fit`이 받은 것을 모두 살핍니다.

    Raises:
        ValueError: `compile`하지 않았을 때. 검증 자료나 무게를 주었을 때. 배치와 걸음의 수가 맞지 않을 때. 자료가
            비었거나 신경망과 꼴이 다를 때.
        TypeError: `fit`에 없는 인자일 때.
    """
    if not model.compiled:
        raise ValueError("compile을 먼저 부르십시오. 예: model.compile(생성자의 옵티마이저, 판별자의 옵티마이저)")
    _refuse_arguments(model, others)
    _check_counts(batch_size, epochs, steps_per_epoch, others.get("initial_epoch", 0))
    _check_data(model, x, y)
    _check_lengths(x, batch_size, epochs - others.get("initial_epoch", 0), steps_per_epoch)


def _refuse_arguments(model, arguments):
    """무시하면 준 사람은 쓰인 줄 압니다."""
    for name, value in arguments.items():
        if name not in _OTHERS:
            raise TypeError(f"fit에 없는 인자입니다: {name}.{did_you_mean(name, _KNOWN)}")
        ungiven = value is None or (name in _UNGIVEN and value == _UNGIVEN[name])
        if name in _INSTEAD and not ungiven:
            raise ValueError(f"{type(model).__name__}.fit에서 쓰지 않는 인자입니다: {name}. {_INSTEAD[name]}")


def _check_counts(batch_size, epochs, steps_per_epoch, initial_epoch):
    for name, value in (("epochs", epochs), ("batch_size", batch_size), ("steps_per_epoch", steps_per_epoch)):
        whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool) and value >= 1
        if not whole and (value is not None or name == "epochs"):
            raise ValueError(f"fit의 {name}가 {value!r}입니다. 1 이상의 정수를 주십시오.")
    if not isinstance(initial_epoch, (int, np.integer)) or not 0 <= initial_epoch < epochs:
        raise ValueError(
            f"fit의 initial_epoch가 {initial_epoch!r}인데 epochs는 {epochs}라서 훈련할 에포크가 없습니다. epochs는 더 할 "
            "에포크의 수가 아니라 마지막 에포크의 번호입니다. initial_epoch보다 큰 수를 주십시오."
        )


def _check_lengths(x, batch_size, epochs, steps_per_epoch):
    if inspect.isgenerator(x) and steps_per_epoch is None and epochs > 1:
        raise ValueError(
            f"파이썬 제너레이터는 한 번 돌면 끝이라 {epochs} 에포크를 갈 수 없습니다. 끝없이 내는 제너레이터와 steps_per_epoch를 "
            "주거나, tf.data.Dataset.from_generator로 만들어 주십시오."
        )
    dataset = isinstance(x, tf.data.Dataset)
    if not dataset and not _is_array(x):
        return
    if dataset and batch_size is not None:
        raise ValueError(
            f"tf.data.Dataset은 이미 배치로 묶여 있어 fit의 batch_size={batch_size}를 쓰지 않습니다. "
            "자료를 만들 때 정하십시오. 예: .batch(32)"
        )
    count = int(x.cardinality()) if dataset else math.ceil(x.shape[0] / (batch_size or 32))  # 32는 Keras의 기본값
    if count == 0:
        raise ValueError(
            "fit에 준 자료에 배치가 하나도 없습니다. 파일을 찾았는지, take나 filter가 모두 걸러 냈는지 보십시오."
        )
    if steps_per_epoch and 0 < count < epochs * steps_per_epoch and count % steps_per_epoch:
        raise ValueError(
            f"자료의 배치가 {count}개라 에포크마다 steps_per_epoch={steps_per_epoch}씩 {epochs} 에포크를 갈 수 없습니다. "
            "모자라면 Keras는 에포크를 도중에 끝냅니다. data.repeat()을 주거나 steps_per_epoch를 빼십시오."
        )


def _check_data(model, x, y):
    # 볼 수 없는 자료(파이썬 제너레이터, PyDataset)는 첫 걸음에서 parts_of가 봅니다.
    name = type(model).__name__
    if x is None:
        raise ValueError(f"{name}.fit에 자료를 주지 않으셨습니다. {_advice(model)}")
    if isinstance(x, tf.data.Dataset):
        if y is not None:
            raise ValueError("tf.data.Dataset을 줄 때는 fit의 y를 쓰지 않습니다. 자료가 (x, y)를 내게 하십시오.")
        parts_of(model, x.element_spec)
    elif isinstance(x, (tuple, list, dict)):
        raise ValueError(f"{name}.fit에 줄 수 없는 자료입니다: {type(x).__name__}. {_advice(model)}")
    elif _is_array(x):
        if y is not None and len(model.inputs_of_step) == 1:
            raise ValueError(f"{name}은 답 없이 배우므로 fit의 y를 쓰지 않습니다. y를 빼십시오.")
        parts_of(model, x if y is None else (x, y))
        for part, spoken in zip((x, y), model.inputs_of_step):
            if part.shape[0] == 0:
                raise ValueError(f"{name}.fit에 준 배열이 비었습니다(모양 {tuple(part.shape)}). {_advice(model)}")
            if part.shape[0] != x.shape[0]:
                raise ValueError(
                    f"{name}.fit에 준 두 배열의 장수가 다릅니다({x.shape[0]}, {part.shape[0]}). 같은 수를 주십시오. "
                    f"{_advice(model)}"
                )
            check_array(model, spoken, part)
    elif isinstance(x, (str, bytes)) or not hasattr(x, "__iter__") and not hasattr(x, "__getitem__"):
        raise ValueError(f"{name}.fit에 줄 수 없는 자료입니다: {x!r}. {_advice(model)}")


def _is_array(x):
    return hasattr(x, "shape") and hasattr(x, "dtype")


def parts_of(model, batch):
    """배치 하나에서 `train_step`이 쓸 이미지들의 튜플. 실수는 신경망의 자료형으로 맞춥니다.

    Args:
        model: `GAN`, `CycleGAN`, `Pix2Pix`. `inputs_of_step`이 이름 → 모양([배치, ...])입니다.
        batch: 텐서, 텐서의 튜플, 또는 그것들의 `tf.TensorSpec`. 모델이 하나만 쓰면 뒤따르는 답은 버립니다.

    Raises:
        ValueError: 수가 다르거나, 표본의 가중치가 딸려 있거나, 모양이나 자료형이 맞지 않을 때.
    """
    wanted = model.inputs_of_step
    parts = list(batch) if isinstance(batch, (tuple, list)) else [batch]
    while parts and parts[-1] is None:  # train_on_batch는 없는 답과 무게를 None으로 줍니다
        parts.pop()
    images = parts[: len(wanted)]
    fits = all(hasattr(part, "shape") and hasattr(part, "dtype") for part in images) and len(images) == len(wanted)
    if not fits or len(parts) > 2:
        weighted = " 표본의 무게(sample_weight)는 쓰지 않습니다." if len(parts) == 3 else ""
        raise ValueError(
            f"{type(model).__name__}에 줄 수 없는 배치입니다: {_described(batch)}.{weighted} {_advice(model)}"
        )
    for part, (name, shape) in zip(images, wanted.items()):
        _check(model, part, name, shape)
    if isinstance(images[0], tf.Tensor):
        logits = getattr(model, model.discriminators[0]).outputs[0]
        dtype = "float64" if logits.dtype == "float64" else "float32"  # 16비트 신경망의 입력도 float32입니다
        return tuple(
            tf.cast(part, "int32" if is_label(shape) else dtype) for part, shape in zip(images, wanted.values())
        )
    return images


def is_label(shape):
    """한 걸음이 받는 것 가운데 레이블인지: 배치의 축 하나뿐입니다."""
    return len(shape) == 1


def checked_batches(model, batches, refusals):
    """파이썬 제너레이터의 배치를 하나씩 살펴 Keras가 바라는 튜플로 냅니다. 물리친 까닭은 `refusals`에도 담습니다.

    TensorFlow가 제너레이터의 오류를 영어로 된 제 오류로 감싸므로, 부르는 쪽은 담긴 것을 다시 냅니다.
    """
    for batch in batches:
        try:
            for part, name in zip(parts_of(model, batch), model.inputs_of_step):
                check_array(model, name, part)
        except ValueError as error:
            refusals.append(error)
            raise
        yield tuple(batch) if isinstance(batch, (tuple, list)) else (batch,)


def _check(model, part, name, shape):
    if is_label(shape):
        if not tf.as_dtype(part.dtype).is_integer:
            raise ValueError(
                f"{type(model).__name__}에 준 {name}의 자료형이 {part.dtype.name}입니다. 0부터 {model.classes - 1}까지의 "
                "정수(int32)를 주십시오. 원핫 벡터라면 np.argmax(레이블, axis=1)입니다."
            )
    elif not tf.as_dtype(part.dtype).is_floating:
        raise ValueError(
            f"{type(model).__name__}에 준 {name}의 자료형이 {part.dtype.name}입니다. 값이 [-1, 1]인 float32를 주십시오. "
            "0에서 255까지의 정수라면 images / 127.5 - 1입니다."
        )
    given = tf.TensorShape(part.shape)
    if given.is_compatible_with(tf.TensorShape([None, *shape[1:]])):
        return
    given, wanted = (
        "(" + ", ".join("?" if size is None else str(size) for size in sizes) + ")"
        for sizes in (given.as_list(), tf.TensorShape([None, *shape[1:]]).as_list())
    )
    raise ValueError(
        f"{type(model).__name__}에 준 {name}의 모양이 {given}인데 {wanted}이어야 합니다(?는 배치의 크기). 배치로 묶지 "
        "않았으면 .batch(32)로 묶고, 채널의 축이 없으면 images[..., None]으로 더하고, 크기가 다르면 신경망의 "
        "image_shape이나 이미지의 크기를 맞추십시오."
    )


def _described(batch):
    if isinstance(batch, (tuple, list)):
        return "(" + ", ".join(_described(part) for part in batch) + ")"
    return str(tuple(batch.shape)) if getattr(batch, "shape", None) is not None else type(batch).__name__


def _advice(model):
    names = list(model.inputs_of_step)
    if any(map(is_label, model.inputs_of_step.values())):
        return (
            "(이미지 [배치, 높이, 너비, 채널], 레이블 [배치] 정수)의 배치를 내는 tf.data.Dataset을 주십시오. 예: "
            "mnist.dataset(32, labels=True)"
        )
    if len(names) == 1:
        return (
            "이미지 [장수, 높이, 너비, 채널]의 배열이나, 그 배치를 내는 tf.data.Dataset(mnist.dataset 등)을 주십시오."
        )
    return (
        f"({', '.join(names)})의 배치를 내는 tf.data.Dataset을 주십시오. 배열 둘은 "
        f"{model.maker_of_data}(a, b, batch_size=4)로 묶습니다."
    )
