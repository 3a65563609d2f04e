"""이미지를 옮기는 신경망들이 함께 쓰는 명세: 초기화, 정규화, 출력의 정밀도."""

from gan_course._tensorflow import keras
from gan_course.layers import InstanceNormalization, RequiredSize

NORMALIZATIONS = ("instance", "instance_affine", "batch")


def normal(mean=0.0):
    """DCGAN, Pix2Pix, CycleGAN 논문이 모두 시작하는 분포 N(mean, 0.02)."""
    return keras.initializers.RandomNormal(mean, stddev=0.02)


def output_dtype():
    """이미지와 로짓의 자료형: 혼합 정밀도에서도 float32, 배정밀도로 만든 모델이면 float64."""
    return "float64" if keras.config.dtype_policy().variable_dtype == "float64" else "float32"


def checked_size(image, multiple=1, smallest=1):
    """높이나 너비가 정해지지 않은 입력이라면 실행할 때 크기를 살피게 합니다."""
    return RequiredSize(multiple, smallest)(image) if None in image.shape[1:3] else image


def normalization(function, norm):
    """정규화 층을 만드는 함수와, 그 앞의 합성곱이 편향(bias)을 둘지를 돌려줍니다.

    배율과 편향을 배우는 정규화 앞에서는 합성곱의 편향이 하는 일이 없으므로 저자들의 구현처럼 뺍니다.
    """
    if norm not in NORMALIZATIONS:
        raise ValueError(
            f"{function}의 norm이 {norm!r}입니다. {', '.join(map(repr, NORMALIZATIONS))} 가운데 하나를 주십시오."
        )
    if norm == "instance":
        return InstanceNormalization, True
    if norm == "instance_affine":
        return lambda: InstanceNormalization(affine=True, scale_initializer=normal(1.0)), False
    # PyTorch의 기본값입니다. PyTorch의 momentum 0.1이 Keras의 0.9입니다.
    return lambda: keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-5, gamma_initializer=normal(1.0)), False
