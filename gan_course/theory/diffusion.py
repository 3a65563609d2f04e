"""확산 모델의 이론: 봉우리를 아는 분포에서는 가장 좋은 답을 식으로 압니다."""

import numpy as np
from scipy.special import softmax


def mixture_denoiser(noisy, time, centers, deviation):
    """같은 무게의 둥근 봉우리들에 잡음을 섞었을 때, 섞인 점마다 원래의 점과 섞은 잡음의 기댓값.

    잡음을 맞히는 손실을 가장 작게 하는 답입니다. 섞는 몫은 `training.diffusion.signal_and_noise`와 같습니다.

    Args:
        noisy: 섞인 점 [n, d].
        time: 시각. 수 하나나 [n, 1], 0보다 크고 1보다 작습니다.
        centers: 봉우리 [m, d].
        deviation: 봉우리마다의 표준편차(0 이상).

    Returns:
        (원래의 점의 기댓값 [n, d], 잡음의 기댓값 [n, d]), float64.

    Raises:
        ValueError: 모양이 맞지 않거나 시각이나 표준편차가 범위를 벗어날 때.
    """
    noisy, centers = np.asarray(noisy, np.float64), np.asarray(centers, np.float64)
    time = np.asarray(time, np.float64)
    if noisy.ndim != 2 or centers.ndim != 2 or noisy.shape[1] != centers.shape[1]:
        raise ValueError(
            f"mixture_denoiser: 점의 모양이 {noisy.shape}, 봉우리의 모양이 {centers.shape}입니다. [n, d]와 [m, d]가 필요합니다."
        )
    if np.any(time <= 0) or np.any(time >= 1) or deviation < 0:
        raise ValueError(
            f"mixture_denoiser: 시각은 0과 1 사이, deviation은 0 이상이어야 합니다. 받은 deviation: {deviation}"
        )
    signal, spread = np.cos(time * np.pi / 2), np.sin(time * np.pi / 2)
    variance = (signal * deviation) ** 2 + spread**2  # 섞인 봉우리마다의 분산
    apart = noisy[:, None] - np.broadcast_to(signal, (len(noisy), 1))[:, :, None] * centers
    share = softmax(-np.sum(apart**2, axis=2) / (2 * np.broadcast_to(variance, (len(noisy), 1))), axis=1)
    pull = np.broadcast_to(signal * deviation**2 / variance, (len(noisy), 1))
    clean = share @ centers + pull * np.einsum("nm,nmd->nd", share, apart)
    return clean, (noisy - signal * clean) / spread
