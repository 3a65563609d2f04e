"""한 걸음을 통째로 고치는 연습(8.6, 9.6)이 함께 보는 것: 두 신경망이 얼마나 움직였고 어떤 손실을 돌려주었는지."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.stand_ins import descents
from gan_course.exercises.values import as_numbers, close
from gan_course.losses import discriminator_loss, generator_loss

_RATES = 0.7, 0.23  # 달라야 옵티마이저를 바꾸어 쓴 답이 드러납니다
_WHO = "생성자", "판별자"


class OneStep:
    """답이 대역의 두 신경망을 한 번 움직인 것. 옳은 한 걸음(`expected`)은 자식이 압니다.

    Args:
        answer: 학습자의 함수. (생성자, 판별자, 두 옵티마이저, 나머지)를 받고 두 손실을 돌려줍니다.
        networks: (생성자, 판별자)의 대역.
        given: 옵티마이저 뒤에 줄 것.
    """

    def __init__(self, answer, networks, *given):
        before = [_values(network) for network in networks]
        eager = tf.config.functions_run_eagerly()
        # 대역이 본 것을 적으려면 수여야 합니다. @tf.function을 씌운 답도 받습니다
        tf.config.run_functions_eagerly(True)
        try:
            result = answer(*networks, *descents(*_RATES), *given)
        finally:
            tf.config.run_functions_eagerly(eager)
        self.losses = as_numbers(result if isinstance(result, (list, tuple)) else [result])
        self.changes = [_values(network) - old for network, old in zip(networks, before)]

    @cached_property
    def expected(self):
        """옳게 움직였을 때의 (두 변화, 두 손실): `step_of`의 값."""
        raise NotImplementedError

    @staticmethod
    def step_of(tape, networks, real_output, fake_output):
        """판별자의 출력에서 (두 변화, 두 손실)을 구합니다. `tape`(persistent)가 열려 있을 때 부릅니다."""
        losses = generator_loss(fake_output), discriminator_loss(real_output, fake_output)
        with tape.stop_recording():
            slopes = [tape.gradient(loss, net.trainable_variables) for loss, net in zip(losses, networks)]
        flat = [np.concatenate([np.ravel(part) for part in each]) for each in slopes]
        return [-rate * slope for rate, slope in zip(_RATES, flat)], np.array([float(loss) for loss in losses])

    @cached_property
    def moves(self):
        """움직임과 손실에 대해 드러난 것."""
        changes, losses = self.expected
        found = []
        for place, who in enumerate(_WHO):
            if close(self.changes[place], changes[place], 1e-4):
                continue
            if not self.changes[place].any():
                found.append(f"{who}가 움직이지 않았습니다. 갱신하는 두 줄은 그대로 두십시오.")
            elif close(self.changes[place] / _RATES[1 - place], changes[place] / _RATES[place], 1e-4):
                found.append(f"{who}를 {_WHO[1 - place]}의 옵티마이저로 움직였습니다.")
            else:
                found.append(f"{who}의 변화가 다릅니다. 손실과 그레이디언트와 갱신의 줄은 처음 그대로 두십시오.")
        if self.losses is None or self.losses.size != 2:
            found.append("두 손실을 (생성자, 판별자)의 차례로 돌려주어야 합니다. 마지막 줄은 그대로 두십시오.")
        elif not found and not close(np.ravel(self.losses), losses, 1e-4):
            swapped = close(np.ravel(self.losses)[::-1], losses, 1e-4)
            found.append(
                "돌려준 두 손실의 차례가 바뀌었습니다." if swapped else "돌려준 두 손실이 한 걸음 앞의 것과 다릅니다."
            )
        return found


def _values(network):
    return np.concatenate([variable.numpy().ravel() for variable in network.trainable_variables])
