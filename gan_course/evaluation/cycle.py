"""CycleGAN의 한 바퀴: 옮기고, 도중에 잡음을 섞고, 되돌리고, 판별자에게 조각마다 묻습니다."""

from typing import NamedTuple

import numpy as np

from gan_course._tensorflow import tf


class CycleTrip(NamedTuple):
    """이미지 한 장의 여행. 이미지는 모두 [높이, 너비, 채널], [-1, 1]."""

    source: np.ndarray
    there: np.ndarray
    """옮긴 것."""

    shaken: np.ndarray
    """옮긴 것에 잡음을 섞은 것."""

    back: np.ndarray
    """잡음을 섞은 것에서 되돌린 것."""

    answers: np.ndarray | None
    """목표 도메인의 판별자가 옮긴 것에 답한 조각마다의 출력 [h, w]. LSGAN이면 1이 진짜, 0이 가짜입니다. 묻지 않았으면 None."""

    @property
    def difference(self):
        """화소마다 되돌린 것과 원본의 차이 [높이, 너비], 0에서 1."""
        return np.abs(self.back - self.source).mean(axis=-1) / 2


def cycle_trip(model, image, direction, noise=0.0, seed=0, judged=True) -> CycleTrip:
    """한 장을 옮겼다가 되돌립니다.

    Args:
        model: `training.CycleGAN`.
        image: [높이, 너비, 채널], [-1, 1].
        direction: "AtoB" 또는 "BtoA".
        noise: 되돌리기 전에 섞을 정규 잡음의 표준편차(0 이상, 화소의 단위는 [-1, 1]).
        seed: 잡음의 씨앗.
        judged: 판별자에게도 물을지. 훈련하지 않은 판별자의 답은 뜻이 없으므로 묻지 마십시오.

    Raises:
        ValueError: 이미지의 모양, direction, noise가 맞지 않을 때.
    """
    image = np.asarray(image, np.float32)
    if image.ndim != 3:
        raise ValueError(f"이미지의 모양이 {image.shape}입니다. 한 장, [높이, 너비, 채널]을 주십시오.")
    judges = {"AtoB": model.discriminator_b, "BtoA": model.discriminator_a}
    if direction not in judges or not 0 <= noise < np.inf:
        raise ValueError(
            f"direction이 {direction!r}, noise가 {noise}입니다. 'AtoB'나 'BtoA', 그리고 0 이상의 수를 주십시오."
        )
    there = model.translate(image[None], direction)[0]
    added = noise * np.random.default_rng(seed).normal(size=there.shape)
    shaken = np.clip(there + added, -1, 1).astype(np.float32)
    back = model.translate(shaken[None], "BtoA" if direction == "AtoB" else "AtoB")[0]
    answers = np.asarray(judges[direction](tf.constant(there[None]), training=False))[0, ..., 0] if judged else None
    return CycleTrip(image, there, shaken, back, answers)
