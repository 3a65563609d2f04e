"""목적 함수(objective)마다 로짓 하나의 손실과 기울기: `losses`와 같은 식을 닫힌 꼴로, 신경망 없이.

함수는 모두 (로짓, 레이블) → (손실, 손실을 로짓으로 미분한 값)이고, 로짓의 모양은 자유입니다.
레이블을 쓰지 않는 손실은 레이블을 무시합니다.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.special import expit


class Objective(NamedTuple):
    """목적 함수 하나."""

    real: Callable
    """판별자가 진짜의 로짓에서 줄이는 것."""

    fake: Callable
    """판별자가 가짜의 로짓에서 줄이는 것."""

    generator: Callable
    """생성자가 가짜의 로짓에서 줄이는 것."""

    has_labels: bool
    """진짜와 가짜에 레이블(정답의 수)을 붙이는지. 붙일 때에만 레이블을 부드럽게 할 수 있습니다."""


def _cross_entropy(logit, label):
    return np.logaddexp(0, logit) - label * logit, expit(logit) - label


def _saturating(logit, label):
    return -np.logaddexp(0, logit), -expit(logit)


def _half_square(logit, label):
    return 0.5 * (logit - label) ** 2, logit - label


def _square(logit, label):
    return (logit - label) ** 2, 2 * (logit - label)


def _hinge_real(logit, label):
    return np.maximum(0, 1 - logit), np.where(logit < 1, -1.0, 0.0)


def _hinge_fake(logit, label):
    return np.maximum(0, 1 + logit), np.where(logit > -1, 1.0, 0.0)


def _up(logit, label):
    return -logit, np.full_like(logit, -1.0)


def _down(logit, label):
    return logit, np.full_like(logit, 1.0)


def _above_partner(logit, label):
    return np.logaddexp(0, -logit), expit(logit) - 1


def _below_partner(logit, label):
    return np.logaddexp(0, logit), expit(logit)


OBJECTIVES = {
    "비포화": Objective(_cross_entropy, _cross_entropy, _cross_entropy, True),
    "포화": Objective(_cross_entropy, _cross_entropy, _saturating, True),
    "최소제곱": Objective(_half_square, _half_square, _square, True),
    "힌지": Objective(_hinge_real, _hinge_fake, _up, False),
    "바서슈타인": Objective(_up, _down, _up, False),
    "상대론적": Objective(_above_partner, _below_partner, _above_partner, False),
}
"""이름 → `Objective`. 상대론적 손실은 짝이 된 로짓이 0일 때입니다: 로짓의 차이만 보기 때문입니다."""


def objective_at(name, logit, real_label=1.0, fake_label=0.0):
    """로짓 하나에서 세 손실과 세 기울기.

    Args:
        name: `OBJECTIVES`의 이름.
        logit: 로짓, 모양은 자유.
        real_label: 판별자가 진짜에 붙이는 레이블 α, 0에서 1.
        fake_label: 판별자가 가짜에 붙이는 레이블 β, 0에서 1. α보다 작아야 합니다.

    Returns:
        {"real", "fake", "generator"}: (손실, 기울기). 생성자가 바라는 레이블은 언제나 1입니다.

    Raises:
        ValueError: 모르는 이름이거나, 레이블이 범위를 벗어났을 때.
    """
    if name not in OBJECTIVES:
        raise ValueError(f"목적 함수의 이름이 {name!r}입니다. {', '.join(OBJECTIVES)} 가운데 하나를 주십시오.")
    if not 0 <= fake_label < real_label <= 1:
        raise ValueError(
            f"진짜의 레이블이 {real_label:g}, 가짜의 레이블이 {fake_label:g}입니다. "
            "둘 다 0에서 1 사이이고, 진짜의 것이 더 커야 합니다."
        )
    logit = np.asarray(logit, np.float64)
    objective = OBJECTIVES[name]
    return {
        "real": objective.real(logit, real_label),
        "fake": objective.fake(logit, fake_label),
        "generator": objective.generator(logit, 1.0),
    }
