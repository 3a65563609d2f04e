"""숫자 GAN의 채점: MNIST-FD와 숫자별 비율.

MNIST-FD는 FID와 식은 같지만, 특징을 Inception 대신 작은 숫자 분류기(64차원)에서 뽑습니다.
그러므로 논문의 FID와 견줄 수 없고, 진짜끼리의 값(`mnist_fd_real_against_real`)과 견주어 읽습니다.
"""

import functools

import numpy as np

from gan_course._tensorflow import keras, predict
from gan_course.data import mnist
from gan_course.evaluation.classifiers import digit_classifier
from gan_course.evaluation.frechet import frechet_distance, mean_and_covariance


def mnist_features(images, batch_size=500) -> np.ndarray:
    """숫자 분류기의 마지막에서 두 번째 층이 본 이미지의 특징.

    Args:
        images: [n, 28, 28, 1], [-1, 1](배경 -1).
        batch_size: 한 번에 계산할 이미지 수. 결과는 같고 메모리만 달라집니다.

    Returns:
        float32, [n, 64], 0 이상.

    Raises:
        ValueError: 모양이나 범위가 맞지 않거나, NaN이 있을 때.
    """
    return predict(_feature_extractor(), _checked(images), batch_size)


def mnist_fd(samples, reference=None) -> float:
    """MNIST-FD: 표본과 진짜 숫자의 특징 사이의 프레셰 거리. 작을수록 닮았습니다.

    표본이 적을수록 값이 커집니다. 견줄 때는 표본 수를 같게 하십시오(이 강좌에서는 2,500장).

    Args:
        samples: [n, 28, 28, 1], [-1, 1]. n은 65 이상.
        reference: 견줄 진짜 이미지, 같은 모양. None이면 MNIST 5k 전체.

    Returns:
        0 이상의 실수.

    Raises:
        ValueError: 이미지가 65장보다 적거나, 모양이나 범위가 맞지 않거나, NaN이 있을 때.
    """
    features = _real_features() if reference is None else mnist_features(reference)
    return frechet_distance(*mean_and_covariance(mnist_features(samples)), *mean_and_covariance(features))


def mnist_fd_real_against_real(seed=0, splits=100) -> float:
    """MNIST 5k를 아무렇게나 둘로 나눈 2,500장씩의 MNIST-FD: 이 눈금의 바닥.

    한 번만 나누면 운에 따라 두 배까지 달라지므로, 여러 번 나누어 평균합니다.

    Args:
        seed: 나누는 방법을 정하는 정수.
        splits: 나누어 볼 횟수.
    """
    features = _real_features()
    rng = np.random.default_rng(seed)
    distances = []
    for _ in range(splits):
        one, other = np.split(rng.permutation(features), 2)
        distances.append(frechet_distance(*mean_and_covariance(one), *mean_and_covariance(other)))
    return float(np.mean(distances))


def digit_shares(images, batch_size=500) -> np.ndarray:
    """이미지 가운데 숫자 분류기가 0, 1, …, 9로 읽은 것의 비율.

    Args:
        images: [n, 28, 28, 1], [-1, 1]. n은 1 이상.
        batch_size: 한 번에 계산할 이미지 수.

    Returns:
        float64, [10], 합은 1. 모드 붕괴가 일어나면 몇 자리가 0에 가깝습니다.

    Raises:
        ValueError: 모양이나 범위가 맞지 않거나, NaN이 있을 때.
    """
    labels = digit_labels(images, batch_size)
    return np.bincount(labels, minlength=10) / len(labels)


def digit_labels(images, batch_size=500) -> np.ndarray:
    """이미지마다 숫자 분류기가 읽은 숫자.

    Args:
        images: [n, 28, 28, 1], [-1, 1]. n은 1 이상.
        batch_size: 한 번에 계산할 이미지 수.

    Returns:
        int64, [n], 0부터 9.

    Raises:
        ValueError: 모양이나 범위가 맞지 않거나, NaN이 있을 때.
    """
    return predict(digit_classifier(), _checked(images), batch_size).argmax(axis=1)


@functools.cache
def _feature_extractor():
    model = digit_classifier()
    return keras.Model(model.input, model.get_layer("features").output)


@functools.cache
def _real_features() -> np.ndarray:
    return mnist_features(mnist.load("all").images)


def _checked(images) -> np.ndarray:
    images = np.asarray(images)
    if images.ndim != 4 or images.shape[1:] != (28, 28, 1) or len(images) == 0:
        raise ValueError(f"이미지의 모양이 {images.shape}입니다. [n, 28, 28, 1]이어야 하고 n은 1 이상이어야 합니다.")
    images = images.astype(np.float32)
    if not np.isfinite(images).all():
        raise ValueError("이미지에 NaN이나 무한대가 있습니다. 훈련이 발산하지 않았는지 확인하십시오.")
    low, high = images.min(), images.max()
    # 0 이상인 값만 있으면 배경이 -1이 아니라는 뜻: [0, 1]로 바꾼 이미지를 넣는 실수를 잡습니다.
    if low < -1.001 or high > 1.001 or low >= 0:
        raise ValueError(
            f"이미지의 값이 [{low:.3g}, {high:.3g}]에 있습니다. 배경이 -1이고 획이 1인 [-1, 1]이어야 합니다. "
            "0부터 255까지라면 `images / 127.5 - 1`, 0부터 1까지라면 `images * 2 - 1`로 바꾸십시오."
        )
    return images
