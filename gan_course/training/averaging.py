"""생성자 가중치의 지수 이동 평균(EMA).

Keras의 `SwapEMAWeights`는 옵티마이저가 하나인 모델만 알기 때문에, 옵티마이저가 둘인 GAN에는 쓸 수 없습니다.
"""

from gan_course._tensorflow import keras


def average_copy(network):
    """`network`와 구조와 가중치가 같고 훈련되지 않는 사본을 만듭니다."""
    copy = keras.models.clone_model(network)
    copy.set_weights(network.get_weights())
    copy.trainable = False
    return copy


def update_average(average, network, decay):
    """평균을 한 걸음 옮깁니다: 평균 ← decay · 평균 + (1 - decay) · 지금.

    배치 정규화의 이동 통계는 이미 평균이므로 같은 식으로 따라가게 둡니다.
    """
    for mean, value in zip(average.weights, network.weights):
        mean.assign_add((1.0 - decay) * (value - mean))
