"""두 구현이 함께 쓰는 가중치와 이미지. 열차례가 바뀌지 않기로 약속된 numpy의 RandomState에서 뽑습니다."""

import numpy as np


def weights(shapes, seed):
    """{이름: 모양} → {이름: 배정밀도 값}. 통계(running_var)는 양수여야 합니다."""
    random = np.random.RandomState(seed)
    values = {}
    for key, shape in sorted(shapes.items()):
        value = random.normal(0.0, 0.15, shape)
        if key.endswith("running_var") or (key.endswith("weight") and len(shape) == 1):
            value = 1.0 + value
        values[key] = value
    return values


def images(batch, height, width, channels, seed):
    """[배치, 높이, 너비, 채널], [-1, 1]."""
    return np.random.RandomState(seed).uniform(-1.0, 1.0, (batch, height, width, channels))
