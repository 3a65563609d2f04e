"""짝 있는 정답으로 CycleGAN의 변환을 채점합니다. 정답은 채점에만 쓰고 훈련에는 쓰지 않습니다."""

from typing import NamedTuple

import numpy as np

from gan_course._tensorflow import predict
from gan_course.evaluation.classifiers import ANIMALS, animal_classifier


class SavannaScores(NamedTuple):
    """변환의 점수. 화소의 단위는 [0, 1]입니다."""

    background_error: float
    """몸 밖의 화소가 원본에서 달라진 크기의 평균. 0이 가장 좋습니다."""

    body_change: float
    """몸 안의 화소가 원본에서 달라진 크기의 평균. 클수록 많이 바뀌었습니다."""

    class_rate: float
    """채점용 분류기가 바라던 동물이라고 답한 그림의 비율, 0에서 1. 1이 가장 좋습니다."""


def savanna_scores(source, translated, body, target) -> SavannaScores:
    """말과 얼룩말의 변환을 채점합니다.

    배경은 그대로여야 하고, 몸은 바뀌어야 하며, 바뀐 몸은 바라던 동물로 보여야 합니다.

    Args:
        source: 변환하기 전의 그림 [n, h, w, 3], [-1, 1].
        translated: 변환한 그림, source와 같은 모양.
        body: 몸 마스크 [n, h, w, 1], [0, 1]. 0인 화소만 배경으로, 나머지는 덮은 만큼 몸으로 셉니다.
        target: 바라던 동물. "horse" 또는 "zebra".

    Returns:
        SavannaScores(background_error, body_change, class_rate).

    Raises:
        ValueError: 모양이 맞지 않거나 target을 모를 때, 또는 몸이나 배경이 한 화소도 없을 때.
    """
    source, translated, body = (np.asarray(x, np.float32) for x in (source, translated, body))
    if source.ndim != 4 or source.shape != translated.shape or body.shape != (*source.shape[:3], 1):
        raise ValueError(
            f"모양이 맞지 않습니다: source {source.shape}, translated {translated.shape}, body {body.shape}. "
            "앞의 둘은 [n, h, w, 3], body는 [n, h, w, 1]이어야 합니다."
        )
    if target not in ANIMALS[:2]:
        raise ValueError(f"모르는 target입니다: {target!r}. {ANIMALS[:2]} 가운데 하나를 넣으십시오.")
    background = body[..., 0] == 0
    if not background.any() or not body.any():
        raise ValueError("body에 몸이나 배경이 한 화소도 없습니다. `savanna.pairs`의 body를 넣으십시오.")
    change = np.abs(translated - source).mean(-1) / 2
    answers = predict(animal_classifier(), translated, batch_size=100).argmax(1)
    return SavannaScores(
        background_error=float(change[background].mean()),
        body_change=float((change * body[..., 0]).sum() / body.sum()),
        class_rate=float((answers == ANIMALS.index(target)).mean()),
    )
