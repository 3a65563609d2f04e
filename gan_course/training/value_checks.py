"""훈련할 이미지의 값이 유한하고 [-1, 1]의 언저리인지, 레이블이 있는 클래스의 번호인지. 그대로 훈련하면 손실은 나오는데 배우는 것이 없습니다."""

import math
import re
import warnings

import numpy as np

from gan_course._tensorflow import tf

_FAR = 10.0  # [-1, 1]을 벗어난 것을 다 물리치지는 않습니다. 표준화한 값도 이보다는 작습니다
_MARK = "gan_course/values"
_FOUND = re.compile(rf"\[{_MARK}\]\s*\[(\d+)\]\s*\[([^\]]*)\]\s*\[([^\]]*)\]")


def check_array(model, name, array):
    """배열의 모든 값을 봅니다.

    Args:
        model: 한 걸음이 받는 것의 모양(`inputs_of_step`)을 아는 모델.
        name: 그 가운데 하나의 이름. 메시지에 적습니다.
        array: [장수, ...].

    Raises:
        ValueError: 유한하지 않은 값이 있을 때. 이미지([장수, 높이, 너비, 채널])인데 0에서 255까지의 화소처럼 클 때.
            레이블이 0부터 classes - 1까지가 아닐 때.
    """
    _check(name, float(np.min(array)), float(np.max(array)), *_limits(model, model.inputs_of_step[name]))


def checked(model, data):
    """배치를 꺼낼 때마다 값을 보는 자료. 걸리면 `spoken_error`가 까닭을 말합니다.

    이 강좌의 자료(`position`이 있는 것)는 읽을 때 이미 맞추어 두었으므로 다시 보지 않습니다.
    """
    if hasattr(data, "position"):
        return data
    limits = [_limits(model, shape) for shape in model.inputs_of_step.values()]

    def look(*batch):
        parts = batch[0] if len(batch) == 1 and isinstance(batch[0], tuple) else batch
        asserts = []
        for index, (part, (least, most)) in enumerate(zip(parts, limits)):
            low, high = (tf.cast(reduce(part), tf.float32) for reduce in (tf.reduce_min, tf.reduce_max))
            fine = tf.math.is_finite(low) & tf.math.is_finite(high) & (low >= least) & (high <= most)
            fine |= tf.equal(tf.size(part), 0)
            asserts.append(tf.debugging.Assert(fine, [_MARK, index, low, high]))
        with tf.control_dependencies(asserts):
            return tf.nest.map_structure(tf.identity, batch if len(batch) > 1 else batch[0])

    with (
        warnings.catch_warnings()
    ):  # 그래프를 끈 채(run_functions_eagerly) 자료를 만들면 TensorFlow가 영어로 알립니다. 자료만은 그래프입니다
        warnings.filterwarnings("ignore", message="Even though the `tf.config.experimental_run_functions_eagerly`")
        return data.map(look)


def spoken_error(model, error):
    """`checked`가 낸 TensorFlow의 오류를 한국어 ValueError로. 다른 오류이면 None."""
    if not (found := _FOUND.search(str(error))):
        return None
    name, shape = list(model.inputs_of_step.items())[int(found[1])]
    try:
        _check(name, float(found[2]), float(found[3]), *_limits(model, shape))
    except ValueError as spoken:
        return spoken
    return None


def _limits(model, shape):
    """모양이 `shape`인 것의 값이 머물러야 할 (아래, 위). 배치의 축뿐이면 레이블입니다."""
    if len(shape) == 1:
        return 0, model.classes - 1
    return (-_FAR, _FAR) if len(shape) == 4 else (-math.inf, math.inf)


def _check(name, low, high, least, most):
    if not (math.isfinite(low) and math.isfinite(high)):
        raise ValueError(
            f"{name}에 NaN이나 무한대가 있습니다. 한 번이라도 훈련하면 가중치가 모두 NaN이 됩니다. 파일을 읽은 다음과 값을 "
            "바꾼 다음에 np.isfinite(images).all()이 참인지 보십시오."
        )
    if least <= low and high <= most:
        return
    if least == 0:
        raise ValueError(
            f"{name}이 {low:g}에서 {high:g}까지인데 0부터 {most}까지의 정수여야 합니다. 1부터 센 번호라면 1을 빼십시오."
        )
    raise ValueError(
        f"{name}의 값이 {low:g}에서 {high:g}까지인데 [-1, 1]이어야 합니다. 0에서 255까지의 화소라면 "
        "images / 127.5 - 1로 바꾸십시오."
    )
