"""사진의 채점: Inception 특징의 커널 거리(KID)와 프레셰 거리.

논문들의 FID와 KID는 2015년의 TF-Inception 가중치로 잽니다. 여기서는 TensorFlow만으로 되도록 Keras가
나누어 주는 InceptionV3 가중치를 씁니다. 식은 같아도 특징이 다르므로 **논문의 값과 견줄 수 없습니다**.
"""

import functools
import hashlib
import itertools
import os
from pathlib import Path
from typing import NamedTuple

import numpy as np

from gan_course._tensorflow import keras, tf
from gan_course.evaluation.frechet import frechet_distance_of_features
from gan_course.evaluation.kernel import kernel_distance, kernel_distance_interval
from gan_course.files import user_path

INCEPTION_PROTOCOL = (
    "keras.applications.InceptionV3(ImageNet 가중치)의 평균 풀링 특징 2,048개. 이미지는 한 장씩 299x299로 "
    "줄이거나 늘림(쌍세제곱, 앤티에일리어싱). 논문의 FID, KID(TF-Inception)와 견줄 수 없음"
)
THUMBNAIL_PROTOCOL = (
    "8x8로 줄인(넓이 평균) 화소 192개. 색과 밝기의 얼개만 보고 무늬와 생김새는 보지 않음. FID나 KID와 견줄 수 없음"
)
WEIGHTS_FILE = "inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5"
WEIGHTS_URL = f"https://storage.googleapis.com/tensorflow/keras-applications/inception_v3/{WEIGHTS_FILE}"
WEIGHTS_MD5 = "bcbd6486424b2319ff4ef7d526e38f63"  # keras.applications에 적힌 값


class PhotographScores(NamedTuple):
    """두 이미지 묶음의 거리. 작을수록 닮았습니다."""

    kid: float
    """커널 거리. 치우치지 않은 어림이라 닮은 두 묶음에서는 음수도 나옵니다."""

    kid_low: float
    """커널 거리의 부트스트랩 구간의 아래 끝."""

    kid_high: float
    """커널 거리의 부트스트랩 구간의 위 끝."""

    frechet: float
    """프레셰 거리. 이미지가 특징의 차원(Inception은 2,048)보다 적으면 참값보다 훨씬 크게 치우칩니다."""


def inception_features(images, batch_size=16) -> np.ndarray:
    """InceptionV3가 본 사진의 특징. 처음 한 번 가중치(약 88 MB)를 내려받습니다.

    Args:
        images: [n, h, w, 3] 또는 크기가 저마다 다른 [h, w, 3]들. 값은 [-1, 1].
        batch_size: 한 번에 계산할 이미지 수. 결과는 같고 메모리만 달라집니다.

    Returns:
        float32, [n, 2048], 0 이상.

    Raises:
        ValueError: 모양이나 범위가 맞지 않을 때, 또는 받아 둔 가중치 파일이 원본과 다를 때.
        OSError: 가중치가 없는데 내려받을 수도 없을 때. 어느 파일을 어디에 둘지 적혀 있습니다.

    Reference:
        Szegedy et al. 2016, "Rethinking the Inception Architecture for Computer Vision".
    """
    if batch_size < 1:
        raise ValueError(f"batch_size가 {batch_size}입니다. 1 이상의 정수를 주십시오.")
    model = _inception(inception_weights())
    resized = (_resize_for_inception(image) for image in images)
    batches = iter(lambda: list(itertools.islice(resized, batch_size)), [])
    features = [model(tf.stack(batch), training=False).numpy() for batch in batches]
    return np.concatenate(features) if features else np.zeros((0, 2048), np.float32)


def thumbnail_features(images) -> np.ndarray:
    """8x8로 줄인 화소. 가중치도 인터넷도 필요 없지만, 색과 밝기의 얼개만 봅니다.

    Args:
        images: `inception_features`와 같습니다.

    Returns:
        float32, [n, 192], [-1, 1].

    Raises:
        ValueError: 모양이나 범위가 맞지 않을 때.
    """
    small = [tf.image.resize(_checked(image), (8, 8), method="area").numpy().ravel() for image in images]
    return np.array(small, np.float32).reshape(len(small), 192)


def photograph_scores(
    real, fake, features=inception_features, confidence=0.95, resamples=1000, seed=0
) -> PhotographScores:
    """진짜와 가짜 사진 묶음의 거리: KID와 그 부트스트랩 구간, 프레셰 거리.

    이미지가 몇백 장뿐이면 프레셰 거리의 공분산은 2,048차원을 채우지 못합니다. 값은 식 그대로
    계산하지만(`frechet_distance_of_features`) 크게 치우치므로, KID와 그 구간을 먼저 보십시오.

    Args:
        real: 진짜 사진. `features`가 받는 것이면 됩니다(기본은 [n, h, w, 3], [-1, 1]).
        fake: 가짜 사진. 장수는 real과 달라도 됩니다.
        features: 이미지를 특징 [n, d]로 바꾸는 함수. 바꾸면 규약도 바뀌므로 이름을 함께 적으십시오.
        confidence: 구간의 신뢰 수준.
        resamples: 부트스트랩의 횟수.
        seed: 부트스트랩의 씨앗.

    Returns:
        PhotographScores(kid, kid_low, kid_high, frechet).

    Raises:
        ValueError: 이미지가 둘보다 적거나, 특징의 모양이 맞지 않거나, NaN이 있을 때.
        OSError: `inception_features`와 같습니다.

    Reference:
        Bińkowski et al. 2018, "Demystifying MMD GANs"; Heusel et al. 2017, 식 (6).
    """
    real, fake = features(real), features(fake)
    low, high = kernel_distance_interval(real, fake, confidence, resamples, seed)
    return PhotographScores(kernel_distance(real, fake), low, high, frechet_distance_of_features(real, fake))


def inception_weights() -> Path:
    """InceptionV3 가중치 파일의 자리. 없으면 내려받아 Keras의 폴더(`KERAS_HOME`, 없으면 `~/.keras`)에 둡니다.

    Raises:
        ValueError: 이미 있는 파일의 내용이 원본과 다를 때. 파일은 지우지 않습니다.
        OSError: 내려받지 못했을 때.
    """
    folder = user_path(os.environ.get("KERAS_HOME") or "~/.keras")
    path = folder / "models" / WEIGHTS_FILE
    if path.exists():
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "md5").hexdigest()
        if digest != WEIGHTS_MD5:
            raise ValueError(
                f"Inception 가중치 파일의 내용이 원본과 다릅니다: {path} (MD5가 {WEIGHTS_MD5}여야 하는데 "
                f"{digest}입니다). 이 파일을 지우거나 옮기고 {WEIGHTS_URL} 을 다시 받으십시오."
            )
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return Path(
            keras.utils.get_file(
                WEIGHTS_FILE, WEIGHTS_URL, cache_dir=str(folder), cache_subdir="models", file_hash=WEIGHTS_MD5
            )
        )
    except Exception as error:  # get_file은 네트워크의 실패를 맨 Exception으로 알립니다
        raise OSError(
            f"사진을 채점할 Inception 가중치를 내려받지 못했습니다({error}). 인터넷에 이어진 컴퓨터에서 "
            f"{WEIGHTS_URL} 을 받아 {path} 에 두고 다시 실행하십시오."
        ) from error


@functools.cache
def _inception(weights):
    model = keras.applications.InceptionV3(weights=str(weights), include_top=False, pooling="avg")
    model.trainable = False
    return model


def _resize_for_inception(image):
    # 줄일 때 앤티에일리어싱을 하지 않으면 특징이 달라집니다(Parmar et al. 2022). 넘친 값은 잘라 냅니다.
    resized = tf.image.resize(_checked(image), (299, 299), method="bicubic", antialias=True)
    return tf.clip_by_value(resized, -1.0, 1.0)


def _checked(image):
    image = np.asarray(image)
    if image.ndim != 3 or image.shape[-1] != 3 or image.size == 0:
        raise ValueError(f"사진의 모양이 {image.shape}입니다. 한 장은 [높이, 너비, 3]이어야 합니다.")
    image = image.astype(np.float32)
    low, high = image.min(), image.max()
    if not (-1.001 <= low and high <= 1.001):  # NaN도 여기에 걸립니다
        raise ValueError(
            f"사진의 값이 [{low:.3g}, {high:.3g}]에 있습니다. [-1, 1]이어야 합니다. "
            "0부터 255까지라면 `images / 127.5 - 1`로 바꾸십시오."
        )
    return image
