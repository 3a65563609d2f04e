"""정밀도와 재현율: 가짜가 진짜의 자리에 있는지와, 진짜의 자리를 다 덮는지를 따로 잽니다."""

from typing import NamedTuple

import numpy as np
from scipy.spatial.distance import cdist

from gan_course.evaluation.frechet import finite

BLOCK = 1024  # 거리를 한 번에 재는 표본의 수


class PrecisionRecall(NamedTuple):
    """두 비율, 0에서 1. 1이 가장 좋습니다."""

    precision: float
    """가짜 가운데 진짜의 자리에 든 것의 비율: 품질."""

    recall: float
    """진짜 가운데 가짜의 자리에 든 것의 비율: 다양성."""


class Neighbours(NamedTuple):
    """가장 가까운 이웃."""

    index: np.ndarray
    """표본마다 가장 가까운 훈련 자료의 번호, int64, [n]."""

    distance: np.ndarray
    """거기까지의 유클리드 거리, float64, [n]."""


def precision_recall(real, fake, neighbours=3) -> PrecisionRecall:
    """개선된 정밀도와 재현율(improved precision and recall).

    표본마다 자기 무리의 `neighbours`번째 이웃까지의 거리를 반지름으로 공을 그리고, 그 공들을 합친 곳을
    그 무리의 자리로 봅니다.

    Args:
        real: 진짜의 특징 [n, d]. n은 neighbours보다 커야 합니다.
        fake: 가짜의 특징 [m, d]. m은 neighbours보다 커야 합니다.
        neighbours: 몇 번째 이웃까지로 공을 그릴지(1 이상). 크면 공이 커져 두 비율이 모두 커집니다.

    Returns:
        PrecisionRecall(precision, recall).

    Raises:
        ValueError: 모양이 맞지 않거나, 표본이 neighbours개 이하이거나, 유한하지 않은 값이 있을 때.

    Reference:
        Kynkäänniemi et al. 2019, "Improved Precision and Recall Metric for Assessing Generative Models".
    """
    real, fake = _pair(real, fake)
    if neighbours < 1 or min(len(real), len(fake)) <= neighbours:
        raise ValueError(
            f"neighbours가 {neighbours}이고 표본은 {len(real)}개와 {len(fake)}개입니다. neighbours는 1 이상이고 "
            "표본은 둘 다 neighbours보다 많아야 합니다."
        )
    # 자기 자신까지의 거리 0이 맨 앞에 오므로 neighbours번째 이웃은 그 번호의 자리에 있습니다.
    real_radii, fake_radii = (
        np.concatenate([np.partition(near, neighbours, axis=1)[:, neighbours] for _, near in _distances(part, part)])
        for part in (real, fake)
    )
    inside, covered = [], np.zeros(len(real), bool)
    for rows, across in _distances(fake, real):
        inside.append((across <= real_radii).any(axis=1))
        covered |= (across <= fake_radii[rows, None]).any(axis=0)
    return PrecisionRecall(precision=float(np.concatenate(inside).mean()), recall=float(covered.mean()))


def nearest_neighbours(samples, training, count=None) -> Neighbours:
    """표본마다 가장 가까운 훈련 자료: 새로 만든 것인지 외운 것인지 눈과 수로 볼 때 씁니다.

    Args:
        samples: [n, …]. 이미지든 특징이든 됩니다. 이미지는 화소의 거리로 잽니다.
        training: [m, …], 하나하나의 모양이 같아야 합니다.
        count: 표본마다 가까운 것을 몇이나 찾을지, 1에서 m. None이면 하나만, 축을 더하지 않고 돌려줍니다.

    Returns:
        Neighbours(index, distance). count를 주면 둘 다 [n, count]이고 가까운 것이 먼저입니다.

    Raises:
        ValueError: 모양이 맞지 않거나, 비었거나, 유한하지 않은 값이 있을 때.
    """
    samples, training = (np.asarray(part) for part in (samples, training))
    if samples.shape[1:] != training.shape[1:] or samples.ndim < 2 or 0 in (samples.size, training.size):
        raise ValueError(
            f"표본의 모양이 {samples.shape}, 훈련 자료의 모양이 {training.shape}입니다. "
            "하나 이상씩이고, 첫 축을 뺀 모양이 같아야 합니다."
        )
    samples, training = (finite(part.reshape(len(part), -1), "표본", 2) for part in (samples, training))
    if count is not None and not 1 <= count <= len(training):
        raise ValueError(f"count가 {count}이고 훈련 자료는 {len(training)}개입니다. 1에서 그 사이의 정수를 주십시오.")
    parts = []
    for _, distances in _distances(samples, training):
        index = distances.argmin(axis=1)[:, None] if count is None else np.argsort(distances, axis=1)[:, :count]
        parts.append((index, np.take_along_axis(distances, index, axis=1)))
    found = Neighbours(*map(np.concatenate, zip(*parts)))
    return Neighbours(found.index[:, 0], found.distance[:, 0]) if count is None else found


def _distances(first, second):
    """(첫 쪽의 줄, 거기서 둘째 쪽까지의 거리)를 조각마다. 거리를 통째로 담으면 메모리가 장수의 제곱으로 늘어납니다."""
    for start in range(0, len(first), BLOCK):
        rows = slice(start, start + BLOCK)
        yield rows, cdist(first[rows], second)


def _pair(real, fake):
    real, fake = finite(real, "진짜의 특징", 2), finite(fake, "가짜의 특징", 2)
    if real.shape[1] != fake.shape[1]:
        raise ValueError(f"특징의 모양이 {real.shape}과 {fake.shape}입니다. [n, d]와 [m, d]여야 합니다.")
    return real, fake
