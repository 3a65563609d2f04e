"""채점: 프레셰 거리, 숫자별 비율, 사바나의 정답."""

from gan_course.evaluation.classifiers import ANIMALS, animal_classifier
from gan_course.evaluation.digits import (
    digit_shares,
    mnist_fd,
    mnist_fd_real_against_real,
    mnist_features,
)
from gan_course.evaluation.frechet import frechet_distance, mean_and_covariance
from gan_course.evaluation.history import MnistFdHistory, SampleHistory
from gan_course.evaluation.savanna import SavannaScores, savanna_scores

__all__ = [
    "ANIMALS",
    "SavannaScores",
    "MnistFdHistory",
    "SampleHistory",
    "animal_classifier",
    "digit_shares",
    "frechet_distance",
    "mean_and_covariance",
    "mnist_fd",
    "mnist_fd_real_against_real",
    "mnist_features",
    "savanna_scores",
]
