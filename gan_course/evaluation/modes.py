"""모드를 아는 분포의 채점: 몇 개나 덮었고 몇 %가 모드에 들었는지."""

from typing import NamedTuple

import numpy as np
from scipy.spatial.distance import cdist

from gan_course.evaluation.digits import digit_labels
from gan_course.evaluation.frechet import finite

STACKED_MODES = 1000


class ModeCoverage(NamedTuple):
    """모드의 점수."""

    modes: int
    """덮은 모드의 수."""

    high_quality: float
    """모드에 든(좋은) 표본의 비율, 0에서 1."""

    counts: np.ndarray
    """모드마다 든 좋은 표본의 수, int64, [모드]."""


class StackedCoverage(NamedTuple):
    """쌓은 MNIST의 점수."""

    modes: int
    """한 장이라도 나온 세 자리 수의 가짓수, 0에서 1,000."""

    divergence: float
    """나온 비율과 고른 비율 사이의 쿨백-라이블러 발산(나트). 0이 가장 고릅니다."""


def mode_coverage(samples, centers, deviation, within=3.0, at_least=1) -> ModeCoverage:
    """덮은 모드의 수와 좋은 표본의 비율.

    가장 가까운 모드의 중심에서 `within`·deviation 안에 든 표본이 좋은 표본이고, 좋은 표본이 `at_least`개
    이상인 모드를 덮었다고 셉니다. 2차원 정규 분포에서 진짜로 뽑은 표본은 98.9%가 3·deviation 안에 듭니다.

    두 수는 따로 봅니다. 한 모드에만 몰린 생성자도 좋은 표본은 100%일 수 있고, 온 평면에 흩뿌린 생성자도
    모드는 모두 덮을 수 있습니다.

    Args:
        samples: 가짜 점 [n, 2](다른 차원도 됩니다).
        centers: 모드의 중심 [모드, 2].
        deviation: 모드마다의 표준편차(0보다 큼).
        within: 표준편차의 몇 배까지를 좋다고 볼지.
        at_least: 모드를 덮었다고 볼 좋은 표본의 수(1 이상).

    Returns:
        ModeCoverage(modes, high_quality, counts).

    Raises:
        ValueError: 모양이 맞지 않거나, 유한하지 않은 값이 있거나, deviation이나 at_least가 범위를 벗어날 때.
    """
    samples, centers = finite(samples, "표본", 2), finite(centers, "중심", 2)
    if samples.shape[1] != centers.shape[1] or 0 in (len(samples), len(centers)):
        raise ValueError(
            f"표본의 모양이 {samples.shape}, 중심의 모양이 {centers.shape}입니다. [n, d]와 [모드, d]여야 합니다."
        )
    if not deviation > 0 or at_least < 1:
        raise ValueError(
            f"deviation이 {deviation}, at_least가 {at_least}입니다. deviation은 0보다 크고 "
            "at_least는 1 이상이어야 합니다."
        )
    distances = cdist(samples, centers)
    good = distances.min(axis=1) <= within * deviation
    counts = np.bincount(distances.argmin(axis=1)[good], minlength=len(centers))
    return ModeCoverage(int(np.sum(counts >= at_least)), float(good.mean()), counts)


def stack_digits(images, count, seed=0):
    """쌓은 MNIST(stacked MNIST): 숫자 셋을 빨강, 초록, 파랑에 한 장씩 넣은 그림. 모드가 1,000개입니다.

    Args:
        images: 숫자 [n, 28, 28, 1], [-1, 1].
        count: 만들 그림의 수(1 이상).
        seed: 어느 숫자를 겹칠지 정하는 씨앗.

    Returns:
        float32, [count, 28, 28, 3], [-1, 1].

    Reference:
        Metz et al. 2017, "Unrolled Generative Adversarial Networks".
    """
    images = np.asarray(images, np.float32)
    if images.ndim != 4 or images.shape[-1] != 1 or len(images) == 0 or count < 1:
        raise ValueError(
            f"이미지의 모양이 {images.shape}, count가 {count}입니다. [n, 28, 28, 1]과 1 이상의 정수를 주십시오."
        )
    chosen = np.random.default_rng(seed).integers(len(images), size=(3, count))
    return np.concatenate([images[channel] for channel in chosen], axis=-1)


def stacked_digits(images, batch_size=500) -> np.ndarray:
    """쌓은 그림을 채널마다 숫자 분류기로 읽은 세 자리 수.

    Args:
        images: [n, 28, 28, 3], [-1, 1].
        batch_size: 한 번에 계산할 수.

    Returns:
        int64, [n], 0부터 999. 빨강이 백의 자리입니다.

    Raises:
        ValueError: 모양이나 범위가 맞지 않거나, NaN이 있을 때.
    """
    images = np.asarray(images)
    if images.ndim != 4 or images.shape[1:] != (28, 28, 3):
        raise ValueError(f"이미지의 모양이 {images.shape}입니다. [n, 28, 28, 3]이어야 합니다.")
    hundreds, tens, ones = (digit_labels(images[..., c : c + 1], batch_size) for c in range(3))
    return 100 * hundreds + 10 * tens + ones


def stacked_coverage(images, batch_size=500) -> StackedCoverage:
    """쌓은 MNIST에서 나온 모드의 수와, 고르게 나온 정도.

    표본의 수에 매입니다. 1,000가지를 고르게 뽑아도 표본이 n개면 1,000·(1 - (1 - 1/1000)ⁿ)가지쯤만 나옵니다
    (2,000개면 865가지). 그래서 진짜를 같은 수만큼 뽑은 값과 나란히 보십시오.

    Args:
        images: `stacked_digits`와 같습니다.
        batch_size: 한 번에 계산할 수.

    Returns:
        StackedCoverage(modes, divergence).
    """
    counts = np.bincount(stacked_digits(images, batch_size), minlength=STACKED_MODES)
    shares = counts[counts > 0] / counts.sum()
    return StackedCoverage(int(len(shares)), float(np.sum(shares * np.log(shares * STACKED_MODES))))
