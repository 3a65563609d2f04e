"""프레셰 거리(Fréchet distance): 두 정규 분포가 얼마나 다른지를 수 하나로."""

import numpy as np


def frechet_distance(mean_1, cov_1, mean_2, cov_2) -> float:
    """두 정규 분포 사이의 프레셰 거리의 제곱. FID가 쓰는 바로 그 식입니다.

    d² = |μ₁-μ₂|² + tr(C₁) + tr(C₂) - 2·tr((C₁C₂)^½)

    tr((C₁C₂)^½)은 C₁^½·C₂^½의 특잇값의 합과 같습니다. 대칭 행렬의 제곱근만 쓰므로 복소수가 나오지
    않고, 공분산이 특이 행렬이어도 안정합니다.

    Args:
        mean_1, mean_2: 평균, [d].
        cov_1, cov_2: 공분산, [d, d]. 대칭이고 고윳값이 음수가 아니어야 합니다.

    Returns:
        0 이상의 실수. 두 분포가 같으면 0.

    Raises:
        ValueError: 모양이 맞지 않거나, 유한하지 않은 값이 있거나, 공분산이 아닐 때.

    Reference:
        Dowson & Landau 1982; Heusel et al. 2017, "GANs Trained by a Two Time-Scale Update Rule", 식 (6).
    """
    mean_1, mean_2 = (finite(mean, "평균", 1) for mean in (mean_1, mean_2))
    cov_1, cov_2 = (finite(cov, "공분산", 2) for cov in (cov_1, cov_2))
    size = mean_1.size
    if mean_2.shape != (size,) or cov_1.shape != (size, size) or cov_2.shape != (size, size):
        raise ValueError(
            f"평균의 모양이 {mean_1.shape}과 {mean_2.shape}, 공분산의 모양이 {cov_1.shape}과 "
            f"{cov_2.shape}입니다. 평균은 모두 [d], 공분산은 모두 [d, d]여야 합니다."
        )
    overlap = np.linalg.norm(_square_root(cov_1) @ _square_root(cov_2), ord="nuc")
    distance = np.sum((mean_1 - mean_2) ** 2) + np.trace(cov_1) + np.trace(cov_2) - 2 * overlap
    return max(float(distance), 0.0)  # 같은 분포에서는 반올림 오차로 아주 작은 음수가 될 수 있습니다.


def frechet_distance_of_features(x, y) -> float:
    """두 특징 표본에 정규 분포를 맞춘 다음 그 사이의 프레셰 거리의 제곱. 표본이 차원보다 적어도 됩니다.

    공분산을 만들지 않습니다. 중심을 뺀 표본을 √(n-1)로 나눈 것을 A, B라고 하면 C₁ = AᵀA, C₂ = BᵀB이고

    tr((C₁C₂)^½) = ABᵀ의 특잇값의 합

    입니다. 그래서 2,048차원 특징 140개처럼 공분산이 특이 행렬이어도 `sqrtm`의 복소수나 대각선에 더하는
    작은 수 없이, 식의 뜻 그대로의 값이 나옵니다.

    **계산이 된다고 믿을 만한 것은 아닙니다.** 표본이 d개 이하면 표본의 공분산은 차원의 일부만 채우고,
    거리는 참값보다 크게 치우칩니다(표본이 적을수록 큽니다). 같은 수의 표본끼리만 견주십시오.

    Args:
        x: 특징 [n, d], n은 2 이상.
        y: 특징 [m, d], m은 2 이상.

    Returns:
        0 이상의 실수. n과 m이 모두 d보다 크면 `frechet_distance(*mean_and_covariance(x), …)`와 같습니다.

    Raises:
        ValueError: 모양이 맞지 않거나, 표본이 둘보다 적거나, 유한하지 않은 값이 있을 때.
    """
    x, y = finite(x, "특징", 2), finite(y, "특징", 2)
    if x.shape[1] != y.shape[1] or x.shape[1] == 0 or min(len(x), len(y)) < 2:
        raise ValueError(f"특징의 모양이 {x.shape}과 {y.shape}입니다. [n, d]와 [m, d]이고 n과 m은 2 이상이어야 합니다.")
    scaled = [(part - part.mean(axis=0)) / np.sqrt(len(part) - 1) for part in (x, y)]
    # QR로 줄이면 표본이 아무리 많아도 특잇값을 구할 행렬이 [d, d]보다 크지 않습니다. 특잇값은 그대로입니다.
    first, second = (np.linalg.qr(part, mode="r") if len(part) > part.shape[1] else part for part in scaled)
    overlap = np.linalg.norm(first @ second.T, ord="nuc")
    spread = sum(np.sum(part**2) for part in scaled)
    distance = np.sum((x.mean(axis=0) - y.mean(axis=0)) ** 2) + spread - 2 * overlap
    return max(float(distance), 0.0)  # 같은 표본에서는 반올림 오차로 아주 작은 음수가 될 수 있습니다.


def mean_and_covariance(features) -> tuple[np.ndarray, np.ndarray]:
    """특징 [n, d]의 평균 [d]와 공분산 [d, d](n-1로 나눔).

    Raises:
        ValueError: 표본이 d개 이하여서 공분산이 특이 행렬이 될 때, 또는 유한하지 않은 값이 있을 때.
    """
    features = finite(features, "특징", 2)
    count, size = features.shape
    if count <= size:
        raise ValueError(
            f"표본이 {count}개입니다. {size}차원 특징의 공분산을 재려면 표본이 {size}개보다 많아야 합니다. "
            "적을수록 거리가 크게 나오므로 2,500개쯤을 권합니다."
        )
    return features.mean(axis=0), np.cov(features, rowvar=False).reshape(size, size)


def finite(values, what, dimensions) -> np.ndarray:
    """유한한 float64 배열로 바꿉니다. 차원의 수가 다르거나 NaN이 있으면 무엇(`what`)이 그런지 알립니다."""
    values = np.asarray(values, dtype=np.float64)
    if values.ndim != dimensions:
        raise ValueError(f"{what}의 모양이 {values.shape}입니다. {dimensions}차원 배열이어야 합니다.")
    if not np.isfinite(values).all():
        raise ValueError(f"{what}에 NaN이나 무한대가 있습니다. 훈련이 발산하지 않았는지 확인하십시오.")
    return values


def _square_root(covariance) -> np.ndarray:
    """대칭 양의 준정부호 행렬의 제곱근."""
    scale = np.abs(covariance).max(initial=0.0)
    if np.abs(covariance - covariance.T).max(initial=0.0) > 1e-6 * scale:
        raise ValueError("공분산이 대칭이 아닙니다. np.cov(features, rowvar=False)의 값을 주십시오.")
    eigenvalues, vectors = np.linalg.eigh(covariance)
    if eigenvalues.min(initial=0.0) < -1e-6 * scale:
        raise ValueError(
            f"공분산의 고윳값 가운데 음수({eigenvalues.min():.3g})가 있습니다. "
            "np.cov(features, rowvar=False)의 값을 주십시오."
        )
    return (vectors * np.sqrt(np.clip(eigenvalues, 0.0, None))) @ vectors.T
