"""모델을 만들 때 받은 신경망과 수를 살핍니다. 훈련하다가 영어로 된 모양의 오류로 멈추지 않게 합니다."""

import math
from itertools import combinations

from gan_course._tensorflow import keras


def check_networks(**networks):
    """이름 → 신경망. 저마다 모양이 정해진 서로 다른 `keras.Model`인지 봅니다.

    Raises:
        ValueError: Keras의 모델이 아니거나, 입력의 모양을 아직 모르거나(`keras.Input` 없는 Sequential), 한 신경망을 두
            자리에 주었을 때.
    """
    for name, network in networks.items():
        if not isinstance(network, keras.Model):
            raise ValueError(
                f"{name}에 신경망이 아닌 것을 주셨습니다: {network!r}. keras.Model을 주십시오. 예: dcgan_generator(64)"
            )
        try:
            _ = network.input_shape, network.output_shape
        except (AttributeError, ValueError):
            raise ValueError(
                f"{name}로 주신 신경망({network.name!r})은 아직 입력의 모양을 몰라 가중치가 없습니다. 첫 층 앞에 keras.Input을 "
                "두십시오. 예: keras.Sequential([keras.Input((64,)), ...]). keras.Model을 물려받은 클래스라면 "
                "keras.Model(입력, 출력)으로 감싸십시오."
            ) from None
    for (first, one), (second, other) in combinations(networks.items(), 2):
        if one is other:
            raise ValueError(
                f"{first}와 {second}에 같은 신경망을 주셨습니다. 가중치를 나누어 쓰게 되므로, 신경망을 따로 만들어 주십시오."
            )


def check_same_shape(first, second, names):
    """두 신경망이 이어지는지: 배치를 뺀 모양이 다르면 ValueError입니다."""
    first, second = tuple(first[1:]), tuple(second[1:])
    if first != second:
        raise ValueError(
            f"{names[0]}은 {first}인데 {names[1]}은 {second}입니다. 신경망을 만들 때의 image_shape을 같게 하십시오."
        )


def check_decay(average_decay):
    """EMA의 계수가 0 이상 1 미만이 아니면 ValueError. 1이면 평균이 처음 그대로이고, 넘으면 발산합니다."""
    if not 0 <= average_decay < 1:
        raise ValueError(f"average_decay가 {average_decay}입니다. 0 이상 1 미만의 수를 주십시오. 예: 0.99")


def check_weights(**weights):
    """이름 → 손실의 가중치. 0 이상의 수가 아니면 ValueError. 일정(걸음 → 값)은 보지 않습니다."""
    for name, weight in weights.items():
        if not callable(weight) and not (weight >= 0 and math.isfinite(weight)):
            raise ValueError(f"{name}가 {weight}입니다. 손실의 가중치는 0(쓰지 않음) 이상의 수여야 합니다.")
