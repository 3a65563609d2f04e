"""채점: 프레셰 거리와 커널 거리, 숫자별 비율, 사바나의 정답, 사진의 점수."""

from gan_course.evaluation.classifiers import ANIMALS, animal_classifier
from gan_course.evaluation.corruption import jpeg_compressed, shrunk_and_restored
from gan_course.evaluation.cycle import CycleTrip, cycle_trip
from gan_course.evaluation.digits import (
    digit_labels,
    digit_shares,
    mnist_fd,
    mnist_fd_real_against_real,
    mnist_features,
)
from gan_course.evaluation.frechet import (
    frechet_distance,
    frechet_distance_of_features,
    mean_and_covariance,
)
from gan_course.evaluation.history import MnistFdHistory, SampleHistory
from gan_course.evaluation.kernel import kernel_distance, kernel_distance_interval
from gan_course.evaluation.manifold import (
    Neighbours,
    PrecisionRecall,
    nearest_neighbours,
    precision_recall,
)
from gan_course.evaluation.modes import (
    ModeCoverage,
    StackedCoverage,
    mode_coverage,
    stack_digits,
    stacked_coverage,
    stacked_digits,
)
from gan_course.evaluation.photographs import (
    INCEPTION_PROTOCOL,
    THUMBNAIL_PROTOCOL,
    PhotographScores,
    inception_features,
    photograph_scores,
    thumbnail_features,
)
from gan_course.evaluation.repeats import MeanInterval, distances_by_sample_size, mean_interval
from gan_course.evaluation.savanna import SavannaScores, savanna_scores

__all__ = [
    "ANIMALS",
    "CycleTrip",
    "INCEPTION_PROTOCOL",
    "MeanInterval",
    "MnistFdHistory",
    "ModeCoverage",
    "Neighbours",
    "PhotographScores",
    "PrecisionRecall",
    "SampleHistory",
    "SavannaScores",
    "StackedCoverage",
    "THUMBNAIL_PROTOCOL",
    "animal_classifier",
    "cycle_trip",
    "digit_labels",
    "digit_shares",
    "distances_by_sample_size",
    "frechet_distance",
    "frechet_distance_of_features",
    "inception_features",
    "jpeg_compressed",
    "kernel_distance",
    "kernel_distance_interval",
    "mean_and_covariance",
    "mean_interval",
    "mnist_fd",
    "mnist_fd_real_against_real",
    "mnist_features",
    "mode_coverage",
    "nearest_neighbours",
    "photograph_scores",
    "precision_recall",
    "savanna_scores",
    "shrunk_and_restored",
    "stack_digits",
    "stacked_coverage",
    "stacked_digits",
    "thumbnail_features",
]
