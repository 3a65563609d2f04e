"""FLOP 세기를 손으로 센 값과 견줍니다."""

import pytest

from benchmarks.flops import NetworkFlops, cyclegan_step_flops, gan_step_flops, network_flops
from gan_course._tensorflow import keras
from gan_course.models import patch_discriminator, resnet_generator

layers = keras.layers


def _network(shape, *stack):
    x = inputs = keras.Input(shape)
    for layer in stack:
        x = layer(x)
    return keras.Model(inputs, x)


@pytest.mark.parametrize(
    ("shape", "layer", "expected"),
    [
        # 출력 3x3곳마다 커널 3x3x2를 채널 5개에: 곱셈 3·3·(3·3·2)·5번
        ((5, 5, 2), layers.Conv2D(5, 3), 2 * 9 * 18 * 5),
        ((8, 6, 3), layers.Conv2D(4, 4, strides=2, padding="same"), 2 * (4 * 3) * (16 * 3) * 4),
        # 입력 4x3곳마다 커널 3x3을 채널 2→7로 찍습니다.
        ((4, 3, 2), layers.Conv2DTranspose(7, 3, strides=2), 2 * 12 * 9 * 2 * 7),
        ((10,), layers.Dense(6), 2 * 60),
    ],
)
def test_one_layer_equals_the_count_by_hand(shape, layer, expected):
    assert network_flops(_network(shape, layer)) == NetworkFlops(expected, expected)


def test_the_first_layer_needs_no_gradient_of_its_input():
    flops = network_flops(_network((4, 4, 1), layers.Conv2D(2, 1), layers.ReLU(), layers.Conv2D(1, 1)))
    first = second = 2 * 16 * 2
    assert flops == NetworkFlops(first + second, first)
    assert flops.backward(weights=True, inputs=True) == 2 * (first + second)
    assert flops.backward(weights=True, inputs=False) == first + 2 * second
    assert flops.backward(weights=False, inputs=True) == first + second


def test_the_paper_generator_equals_the_sum_over_its_layers():
    # 크기가 s인 자리마다의 곱셈 수를 층마다 손으로 적은 것
    per_place = {256: 7 * 7 * 3 * 64 * 2, 128: 9 * 64 * 128, 64: 9 * 128 * 256 + 18 * 9 * 256 * 256}
    upward = {64: 9 * 256 * 128, 128: 9 * 128 * 64}
    expected = sum(size**2 * count for size, count in [*per_place.items(), *upward.items()])
    assert network_flops(resnet_generator()).forward == 2 * expected


def test_a_step_is_the_sum_of_its_passes():
    generator = _network((4,), layers.Dense(16), layers.Reshape((4, 4, 1)))
    discriminator = _network((4, 4, 1), layers.Conv2D(2, 1), layers.Flatten(), layers.Dense(1))
    g, first, rest = 2 * 64, 2 * 32, 2 * 32
    d = first + rest
    # 앞으로 G 한 번과 D 두 번, 뒤로 D의 가중치와 안쪽 입력 두 번, 가짜를 거쳐 D를 지나 G의 가중치(첫 층이 전부)
    assert gan_step_flops(generator, discriminator, 1) == (g + 2 * d) + 2 * (d + rest) + d + g
    assert gan_step_flops(generator, discriminator, 3) == 3 * gan_step_flops(generator, discriminator, 1)


def test_identity_loss_adds_one_pass_through_each_generator():
    generator, discriminator = resnet_generator((16, 16, 3), 4, 1), patch_discriminator((16, 16, 3), 4, 1)
    g = network_flops(generator)
    added = cyclegan_step_flops(generator, discriminator, 1) - cyclegan_step_flops(
        generator, discriminator, 1, identity=False
    )
    assert added == 2 * (3 * g.forward - g.first)
