"""그레이디언트의 목록을 돌려주는 답 읽기: 꼴이 다르면 본 그대로 말하고, 아니면 저마다 한 줄로 폅니다."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.answer import Wrong
from gan_course.exercises.values import flat


def gradient_lists(result, networks: Sequence, names: Sequence[str]) -> tuple[np.ndarray, ...]:
    """신경망마다의 그레이디언트를 한 줄로. None은 그 변수만큼의 NaN으로 바꿉니다.

    Args:
        result: 답이 돌려준 것. 신경망마다 그레이디언트의 목록이어야 합니다.
        networks: 신경망.
        names: 신경망의 이름.

    Raises:
        Wrong: 목록이 신경망의 수만큼 있지 않거나, 목록에 든 것이 변수와 맞지 않을 때.
    """
    expected = f"({', '.join(f'{name}의 그레이디언트 목록' for name in names)})"
    result = list(result) if isinstance(result, (tuple, list)) else result
    counts = [len(network.trainable_variables) for network in networks]
    if isinstance(result, list) and len(result) == sum(counts) and all(map(tf.is_tensor, result)):
        what = "두 신경망의 그레이디언트를 목록 하나로 이었습니다. 신경망마다 목록 하나씩, 둘을 돌려주십시오."
        raise Wrong(what, expected=expected, got=f"텐서 {len(result)}개의 목록 하나")
    if not isinstance(result, list) or len(result) != len(networks):
        got = f"{type(result).__name__}{f' {len(result)}개' if isinstance(result, list) else ''}"
        raise Wrong("그레이디언트의 목록 두 개를 차례로 돌려주어야 합니다.", expected=expected, got=got, named=False)
    if all(tf.is_tensor(part) and np.ndim(part) == 0 for part in result):
        what = "그레이디언트가 아니라 손실을 돌려주었습니다. tape.gradient로 미분한 목록을 돌려주십시오."
        raise Wrong(what, expected=expected, got="수 두 개")
    return tuple(_line(part, place, networks, names, expected) for place, part in enumerate(result))


def _line(gradients, place: int, networks: Sequence, names: Sequence[str], expected: str) -> np.ndarray:
    name, variables = names[place], networks[place].trainable_variables
    if not isinstance(gradients, (tuple, list)):
        got = type(gradients).__name__
        raise Wrong(f"{name}의 그레이디언트가 목록이 아닙니다.", expected=expected, got=got, named=False)
    if gradients and all(isinstance(each, (tuple, list)) and len(each) == 2 for each in gradients):
        what = "그레이디언트만이 아니라 (그레이디언트, 변수)의 짝을 돌려주었습니다."
        raise Wrong(what, expected=expected, got="짝의 목록")
    sizes = [None if each is None else tuple(np.shape(each)) for each in gradients]
    for other in networks:
        shapes = [tuple(variable.shape) for variable in other.trainable_variables]
        if len(sizes) == len(shapes) and all(size in (None, shape) for size, shape in zip(sizes, shapes)):
            return flat([np.full(shape, np.nan) if each is None else each for each, shape in zip(gradients, shapes)])
    if len(sizes) < len(variables):
        what = f"{name}의 변수 가운데 일부만 미분했습니다. 훈련하는 변수 모두의 그레이디언트가 있어야 합니다."
        raise Wrong(what, expected=f"{len(variables)}개", got=f"{len(sizes)}개")
    what = f"{name}의 그레이디언트가 {name}의 변수와 모양이 다릅니다."
    raise Wrong(what, expected=f"{len(variables)}개", got=f"{len(sizes)}개", named=False)
