"""커널 거리(KID): 정규 분포라고 가정하지 않고 두 표본이 얼마나 다른지를 수 하나로."""

from functools import reduce
from math import isfinite
from numbers import Real

import numpy as np

from gan_course.evaluation.frechet import finite

BLOCK = 2048  # 한 번에 만드는 커널의 한 변. n × n을 통째로 만들면 16,000장에서 2 GiB짜리가 셋입니다


def kernel_distance(x, y, degree=3, gamma=None, coefficient=1.0) -> float:
    """다항 커널의 MMD²를 치우침 없이 어림한 값. 특징이 Inception의 것이면 KID라고 부릅니다.

    k(a, b) = (γ·a·b + c)^degree일 때

    KID = 평균[k(xᵢ, xⱼ), i≠j] + 평균[k(yᵢ, yⱼ), i≠j] - 2·평균[k(xᵢ, yⱼ)]

    자기 자신과의 커널(i = j)을 빼므로 표본의 수와 상관없이 기댓값이 참값과 같습니다. 그래서 두 분포가
    같으면 0 둘레를 오가며, **음수도 나옵니다**. 음수를 0으로 자르면 치우침이 생기므로 그대로 둡니다.

    Args:
        x: 특징 [n, d], n은 2 이상.
        y: 특징 [m, d], m은 2 이상. n과 달라도 됩니다.
        degree: 다항식의 차수(1 이상의 정수. 3.0처럼 정수인 실수도 받습니다).
        gamma: 내적에 곱하는 수. None이면 1/d.
        coefficient: 내적에 더하는 수 c.

    Returns:
        실수. 논문들은 흔히 여기에 1,000을 곱해 적습니다.

    Raises:
        ValueError: 모양이 맞지 않거나, 표본이 둘보다 적거나, 유한하지 않은 값이 있거나, degree가 1 이상의
            정수가 아닐 때.

    Reference:
        Bińkowski et al. 2018, "Demystifying MMD GANs", 3절; Gretton et al. 2012, 식 (3).
    """
    x, y = _checked(x, y)
    ones = [np.ones((1, len(part))) for part in (x, y)]
    return float(_weighted_distance(x, y, *ones, degree, gamma, coefficient)[0])


def kernel_distance_interval(x, y, confidence=0.95, resamples=1000, seed=0, **kernel) -> tuple[float, float]:
    """`kernel_distance`의 부트스트랩(bootstrap) 신뢰 구간: 다른 이미지를 뽑았다면 얼마나 달랐을지.

    x와 y를 저마다 되돌려 놓고 다시 뽑아(백분위 방법) 거리를 다시 잽니다. 같은 이미지가 두 번 뽑혀도
    그 둘의 커널은 세지 않습니다. 세면 i≠j를 지키는 뜻이 사라져 구간이 위로 밀립니다.

    이 구간은 **이미지를 뽑는 우연**만 담습니다. 훈련의 씨앗에 따른 차이는 들어 있지 않으므로, 두 방법을
    견줄 때에는 씨앗을 바꾸어 다시 훈련해야 합니다.

    Args:
        x, y: `kernel_distance`와 같습니다.
        confidence: 0과 1 사이. 0.95면 95% 구간입니다.
        resamples: 다시 뽑을 횟수.
        seed: 난수의 씨앗.
        kernel: `degree`, `gamma`, `coefficient`.

    Returns:
        (아래 끝, 위 끝).

    Raises:
        ValueError: `kernel_distance`와 같고, confidence나 resamples가 범위를 벗어날 때.

    Reference:
        Efron & Tibshirani 1993, "An Introduction to the Bootstrap", 13장.
    """
    if not 0 < confidence < 1 or resamples < 1:
        raise ValueError(
            f"confidence가 {confidence}, resamples가 {resamples}입니다. confidence는 0과 1 사이, "
            "resamples는 1 이상의 정수여야 합니다."
        )
    x, y = _checked(x, y)
    rng = np.random.default_rng(seed)
    weights = [rng.multinomial(len(part), np.full(len(part), 1 / len(part)), resamples) for part in (x, y)]
    # 모두 한 이미지만 뽑히면 견줄 짝이 없습니다. 표본이 두셋일 때에만 일어나므로 그 번은 뺍니다.
    usable = np.all([(w > 0).sum(axis=1) > 1 for w in weights], axis=0)
    distances = _weighted_distance(x, y, *(w[usable].astype(np.int32) for w in weights), **kernel)
    tail = (1 - confidence) / 2
    low, high = np.quantile(distances, [tail, 1 - tail])
    return float(low), float(high)


def _checked(x, y):
    x, y = finite(x, "특징", 2), finite(y, "특징", 2)
    if x.shape[1] != y.shape[1] or x.shape[1] == 0 or min(len(x), len(y)) < 2:
        raise ValueError(f"특징의 모양이 {x.shape}과 {y.shape}입니다. [n, d]와 [m, d]이고 n과 m은 2 이상이어야 합니다.")
    return x, y


def _whole(degree):
    """차수를 정수로. 곱셈을 되풀이하므로 2.5차는 계산할 수 없습니다."""
    if isinstance(degree, Real) and isfinite(degree) and degree >= 1 and degree == int(degree):
        return int(degree)
    raise ValueError(
        f"커널의 차수 degree가 {degree!r}입니다. 1, 2, 3처럼 1 이상의 정수를 주십시오. 논문의 KID는 3입니다."
    )


def _weighted_distance(x, y, weights_x, weights_y, degree=3, gamma=None, coefficient=1.0):
    """이미지마다 무게를 둔 거리 [횟수]. 무게가 모두 1이면 치우침 없는 MMD² 그대로입니다.

    무게는 [횟수, n]과 [횟수, m]입니다. 커널 행렬은 BLOCK × BLOCK 조각씩 만들고 버립니다.
    """
    gamma = 1 / x.shape[1] if gamma is None else gamma
    degree = _whole(degree)

    def total(a, b, weights_a, weights_b):
        """무게를 둔 커널의 합 [횟수]. a와 b가 같은 배열이면 서로 다른 두 이미지의 짝만 더합니다."""
        within, sums = a is b, np.zeros(len(weights_a))
        for rows in _blocks(len(a)):
            left = weights_a[:, rows].astype(np.float64)
            for columns in _blocks(len(b)):
                if within and columns.start < rows.start:
                    continue  # 대칭이므로 위쪽 반만 만들어 두 번 셉니다
                # 넘파이의 ** 3은 곱셈 두 번보다 훨씬 느립니다.
                kernel = reduce(np.multiply, [gamma * a[rows] @ b[columns].T + coefficient] * degree)
                if within and columns == rows:
                    np.fill_diagonal(kernel, 0)
                once = np.sum((left @ kernel) * weights_b[:, columns], axis=1)
                sums += 2 * once if within and columns != rows else once
        return sums

    def mean_within(part, weights):
        many = weights.astype(np.float64)
        pairs = many.sum(axis=1) ** 2 - (many**2).sum(axis=1)  # 서로 다른 두 이미지의 짝
        return total(part, part, weights, weights) / pairs

    mean_across = total(x, y, weights_x, weights_y) / (weights_x.sum(axis=1) * weights_y.sum(axis=1).astype(np.float64))
    return mean_within(x, weights_x) + mean_within(y, weights_y) - 2 * mean_across


def _blocks(count):
    return [slice(start, min(start + BLOCK, count)) for start in range(0, count, BLOCK)]
