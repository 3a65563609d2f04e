"""훈련 한 걸음의 부동 소수점 연산(FLOP)을 신경망의 층에서 셉니다.

곱셈 하나와 덧셈 하나를 2로 셉니다. 합성곱, 전치 합성곱, Dense만 셉니다. 정규화와 활성화는 이것들의 1 %도 되지 않습니다.
Winograd처럼 곱셈을 줄이는 방법을 써도 세는 수는 같으므로, 달성한 FLOP/s는 "유효한" 값입니다.
"""

import math
from typing import NamedTuple


class NetworkFlops(NamedTuple):
    """신경망 하나를 이미지 한 장(또는 잠재 벡터 하나)에 쓸 때의 FLOP."""

    forward: int
    """앞으로 한 번. 가중치의 그레이디언트를 구하는 데도, 입력의 그레이디언트를 구하는 데도 똑같이 듭니다."""
    first: int
    """첫 층의 몫. 입력의 그레이디언트가 필요 없으면 뒤로 갈 때 이만큼 덜 듭니다."""

    def backward(self, weights, inputs):
        """뒤로 한 번.

        Args:
            weights: 가중치의 그레이디언트를 구하는가.
            inputs: 신경망의 입력의 그레이디언트까지 구하는가. 거짓이면 첫 층의 입력 앞에서 멈춥니다.
        """
        return (self.forward if weights else 0) + self.forward - (0 if inputs else self.first)


def layer_flops(layer):
    """층 하나가 한 장을 앞으로 계산하는 FLOP. 세지 않는 층이면 0."""
    kind = type(layer).__name__
    if kind == "Dense":
        return 2 * math.prod(layer.kernel.shape)
    if kind == "Conv2D":
        places = layer.output.shape[1:3]
    elif kind == "Conv2DTranspose":
        places = layer.input.shape[1:3]  # 입력의 화소마다 커널을 한 번 찍습니다.
    else:
        return 0
    return 2 * math.prod(layer.kernel.shape) * math.prod(places)


def network_flops(network):
    """Keras 함수형 모델의 `NetworkFlops`. 입력의 높이와 너비가 정해져 있어야 합니다."""
    counted = [flops for flops in map(layer_flops, network.layers) if flops]
    return NetworkFlops(sum(counted), counted[0])


def gan_step_flops(generator, discriminator, batch):
    """`GAN.train_step` 한 번: 판별자는 진짜와 가짜를 한 번씩 보고, 가짜를 거쳐 생성자까지 한 번 더 되돌아갑니다."""
    g, d = network_flops(generator), network_flops(discriminator)
    forward = g.forward + 2 * d.forward
    discriminator_update = 2 * d.backward(weights=True, inputs=False)
    generator_update = d.backward(weights=False, inputs=True) + g.backward(weights=True, inputs=False)
    return batch * (forward + discriminator_update + generator_update)


def cyclegan_step_flops(generator, discriminator, batch, identity=True):
    """`CycleGAN.train_step` 한 번. 두 방향의 신경망이 같다고 보고 한 방향을 두 배 합니다.

    한 방향에서 생성자는 가짜, 되돌린 것, (항등 손실이 있으면) 같은 도메인의 것까지 앞뒤로 두 번 또는 세 번 지나고,
    판별자는 생성자의 차례에 한 번(입력까지), 판별자의 차례에 두 번(가중치까지) 지납니다.
    """
    g, d = network_flops(generator), network_flops(discriminator)
    direct = 2 if identity else 1  # 입력이 진짜 이미지라서 입력의 그레이디언트가 필요 없는 것
    generators = (direct + 1) * g.forward + direct * g.backward(True, False) + g.backward(True, True)
    discriminators = 3 * d.forward + d.backward(False, True) + 2 * d.backward(True, False)
    return 2 * batch * (generators + discriminators)
