"""저장된 훈련과 지금의 훈련이 어디에서 다른지, 달라도 이어 갈 수 있는지."""

import copy

from gan_course._tensorflow import keras, tf

_SHOWN = 4  # 다른 것이 많으면 앞의 것만 적습니다


def differences(saved, now, steps):
    """이어 갈 수 없게 다른 부분의 이름 → 무엇이 다른지(길 수도, 빈 글일 수도 있음). 없으면 빈 사전.

    Args:
        saved, now: 부분의 이름 → JSON으로 된 값. `ResumeTraining`이 적는 "training"의 꼴입니다.
        steps: 저장된 훈련이 마친 걸음의 수. 일정이 달라도 이만큼의 걸음에서 값이 모두 같으면 같은 훈련입니다.
    """
    parts = {}
    for part, value in now.items():
        leaves = [leaf for leaf in _leaves(saved.get(part), value, "") if not _same_so_far(*leaf[1:], steps)]
        if leaves:
            told = [f"{path}: 저장된 값 {_short(old)}, 주신 값 {_short(new)}" for path, old, new in leaves if path]
            more = f", 그 밖에 {len(told) - _SHOWN}가지" if len(told) > _SHOWN else ""
            parts[part] = f"{', '.join(told[:_SHOWN])}{more}"
    return parts


def changed(saved, now):
    """사람이 고른 것 가운데 달라진 것을 "--epochs(저장된 값 1, 주신 값 3)" 꼴로. 저장된 것이 없으면 빈 글."""
    absent = "없음"
    pairs = {name: (saved.get(name, absent), now.get(name, absent)) for name in {**saved, **now}} if saved else {}
    return ", ".join(f"{name}(저장된 값 {old}, 주신 값 {new})" for name, (old, new) in pairs.items() if old != new)


def _leaves(saved, now, path):
    """다른 값의 (경로, 저장된 값, 지금의 값). 두 일정은 나누지 않고 통째로 냅니다."""
    if saved == now:
        return
    inside = isinstance(saved, dict) and isinstance(now, dict) and not (_schedule(saved) and _schedule(now))
    if inside:
        for key in sorted({*saved, *now}):
            # Keras가 적는 껍데기("config")는 사람이 읽을 이름이 아닙니다.
            yield from _leaves(saved.get(key), now.get(key), path if key == "config" else f"{path}.{key}".lstrip("."))
    elif isinstance(saved, list) and isinstance(now, list) and len(saved) == len(now):
        for old, new in zip(saved, now):
            yield from _leaves(old, new, path)
    else:
        yield path, saved, now


def _schedule(value):
    """JSON에 적힌 학습률(이나 λ)의 일정. 일정이 아니면 None."""
    if not isinstance(value, dict) or not {"class_name", "config"} <= value.keys():
        return None
    try:
        found = keras.saving.deserialize_keras_object(copy.deepcopy(value))  # Keras는 읽으면서 안을 바꿉니다
    except (ValueError, TypeError):
        return None
    return found if isinstance(found, keras.optimizers.schedules.LearningRateSchedule) else None


def _same_so_far(old, new, steps):
    """이미 간 걸음 0, 1, …, steps - 1에서 두 일정의 값이 모두 같은지."""
    old, new = _schedule(old), _schedule(new)
    if old is None or new is None:
        return False

    @tf.function
    def equal():
        here = tf.range(steps, dtype=tf.int64)
        return tf.reduce_all(tf.map_fn(lambda step: tf.equal(old(step), new(step)), here, fn_output_signature=tf.bool))

    return bool(equal())


def _short(value):
    if isinstance(value, dict) and _schedule(value):
        inner = ", ".join(f"{name}={number}" for name, number in value["config"].items())
        return f"{value['class_name']}({inner})"
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
