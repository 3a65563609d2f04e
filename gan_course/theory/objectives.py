"""목적 함수마다 로짓 하나의 손실과 기울기: `losses`와 같은 식을 닫힌 꼴로, 신경망 없이. 표는 `gan_course.objectives`에 있습니다.

닫힌 꼴의 함수는 모두 (로짓, 레이블) → (손실, 손실을 로짓으로 미분한 값)이고, 로짓의 모양은 자유입니다. 레이블을 쓰지 않는
손실은 레이블을 무시합니다. 상대론적 손실은 짝의 로짓이 0일 때입니다.
"""

import numpy as np
from scipy.special import expit

from gan_course.objectives import find_objective


def cross_entropy(logit, label):
    return np.logaddexp(0, logit) - label * logit, expit(logit) - label


def saturating(logit, label):
    return -np.logaddexp(0, logit), -expit(logit)


def half_square(logit, label):
    return 0.5 * (logit - label) ** 2, logit - label


def square(logit, label):
    return (logit - label) ** 2, 2 * (logit - label)


def hinge_real(logit, label):
    return np.maximum(0, 1 - logit), np.where(logit < 1, -1.0, 0.0)


def hinge_fake(logit, label):
    return np.maximum(0, 1 + logit), np.where(logit > -1, 1.0, 0.0)


def up(logit, label):
    return -logit, np.full_like(logit, -1.0)


def down(logit, label):
    return logit, np.full_like(logit, 1.0)


def above_partner(logit, label):
    return np.logaddexp(0, -logit), expit(logit) - 1


def below_partner(logit, label):
    return np.logaddexp(0, logit), expit(logit)


_CURVES = {
    curve.__name__: curve
    for curve in (
        cross_entropy,
        saturating,
        half_square,
        square,
        hinge_real,
        hinge_fake,
        up,
        down,
        above_partner,
        below_partner,
    )
}


def objective_at(name, logit, real_label=1.0, fake_label=0.0):
    """로짓 하나에서 세 손실과 세 기울기.

    Args:
        name: `gan_course.objectives`의 열쇠나 이름.
        logit: 로짓, 모양은 자유.
        real_label: 판별자가 진짜에 붙이는 레이블 α, 0에서 1.
        fake_label: 판별자가 가짜에 붙이는 레이블 β, 0에서 1. α보다 작아야 합니다.

    Returns:
        {"real", "fake", "generator"}: (손실, 기울기). 생성자가 바라는 레이블은 언제나 1입니다.

    Raises:
        ValueError: 모르는 이름이거나, 레이블이 범위를 벗어났을 때.
    """
    objective = find_objective(name)
    if not 0 <= fake_label < real_label <= 1:
        raise ValueError(
            f"진짜의 레이블이 {real_label:g}, 가짜의 레이블이 {fake_label:g}입니다. "
            "둘 다 0에서 1 사이이고, 진짜의 것이 더 커야 합니다."
        )
    logit = np.asarray(logit, np.float64)
    roles = zip(("real", "fake", "generator"), objective.curves, (real_label, fake_label, 1.0))
    return {role: _CURVES[curve](logit, label) for role, curve, label in roles}
