"""CycleGAN과 Pix2Pix의 PyTorch 쪽. 논문과 저자들의 명세(층, 채우기, 이름)만 보고 따로 썼습니다.

신경망의 속성 이름(`model`, `conv_block`)과 차례가 저자들의 state_dict의 이름을 정합니다.
"""

import numpy as np
import torch
from torch import nn

# TensorFlow의 커널은 배정밀도에서도 기울기 0.2를 단정밀도로 들고 있습니다. 1e-10까지 견주려면 같은 수를 써야 합니다.
SLOPE = float(np.float32(0.2))


class _Network(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, *inputs):
        # 조건부 판별자는 조건과 이미지를 채널로 이어 붙여 봅니다.
        return self.model(torch.cat(inputs, dim=1))


class _Residual(nn.Module):
    def __init__(self, width, norm, dropout):
        super().__init__()
        normalize, bias = _normalization(norm)
        half = [nn.ReflectionPad2d(1), nn.Conv2d(width, width, 3, bias=bias), normalize(width)]
        again = [nn.ReflectionPad2d(1), nn.Conv2d(width, width, 3, bias=bias), normalize(width)]
        self.conv_block = nn.Sequential(*half, nn.ReLU(), *[nn.Dropout(0.5)] * dropout, *again)

    def forward(self, x):
        return x + self.conv_block(x)


def resnet(filters=64, blocks=9, channels_in=3, channels_out=3, norm="instance", dropout=False):
    normalize, bias = _normalization(norm)
    wide = 4 * filters
    first = nn.Conv2d(channels_in, filters, 7, bias=bias)
    model = [nn.ReflectionPad2d(3), first, normalize(filters), nn.ReLU()]
    for width in (filters, 2 * filters):
        down = nn.Conv2d(width, 2 * width, 3, stride=2, padding=1, bias=bias)
        model += [down, normalize(2 * width), nn.ReLU()]
    model += [_Residual(wide, norm, dropout) for _ in range(blocks)]
    for width in (wide, wide // 2):
        up = nn.ConvTranspose2d(width, width // 2, 3, stride=2, padding=1, output_padding=1, bias=bias)
        model += [up, normalize(width // 2), nn.ReLU()]
    model += [nn.ReflectionPad2d(3), nn.Conv2d(filters, channels_out, 7), nn.Tanh()]
    return _Network(nn.Sequential(*model))


def _normalization(norm):
    """정규화 층을 만드는 것과, 그 앞의 합성곱이 치우침을 두는지."""
    return {
        "instance": (nn.InstanceNorm2d, True),
        "instance_affine": (lambda width: nn.InstanceNorm2d(width, affine=True), False),
        "batch": (nn.BatchNorm2d, False),
    }[norm]


def patch(filters=64, downsamplings=3, channels=3, norm="instance"):
    normalize, bias = _normalization(norm)
    width = filters
    model = [nn.Conv2d(channels, width, 4, stride=2, padding=1), nn.LeakyReLU(SLOPE)]
    for index in range(1, downsamplings + 1):
        wider = filters * min(2**index, 8)
        stride = 2 if index < downsamplings else 1
        model += [nn.Conv2d(width, wider, 4, stride=stride, padding=1, bias=bias), normalize(wider)]
        model += [nn.LeakyReLU(SLOPE)]
        width = wider
    return _Network(nn.Sequential(*model, nn.Conv2d(width, 1, 4, padding=1)))


class _Level(nn.Module):
    """U-Net의 한 층: 줄이고, 안쪽 층을 지나고, 키운 다음, 들어온 것과 이어 붙입니다."""

    def __init__(self, *model):
        super().__init__()
        self.model = nn.Sequential(*model)

    def forward(self, x):
        return torch.cat([x, self.model(x)], dim=1)


def unet(filters=64, depth=8, channels_in=3, channels_out=3, norm="batch"):
    normalize, bias = _normalization(norm)
    widths = [filters * min(2**level, 8) for level in range(depth)]
    inside = None
    for outer, inner in reversed(list(zip(widths, widths[1:]))):
        down = nn.Conv2d(outer, inner, 4, stride=2, padding=1, bias=bias)
        up = nn.ConvTranspose2d(inner if inside is None else 2 * inner, outer, 4, 2, 1, bias=bias)
        middle = [] if inside is None else [normalize(inner), inside]
        inside = _Level(nn.LeakyReLU(SLOPE), down, *middle, nn.ReLU(), up, normalize(outer))
    first = nn.Conv2d(channels_in, filters, 4, stride=2, padding=1, bias=bias)
    last = nn.ConvTranspose2d(2 * filters, channels_out, 4, stride=2, padding=1)
    return _Network(_Network(nn.Sequential(first, inside, nn.ReLU(), last, nn.Tanh())))


def numpy_weights(network):
    """{이름: numpy 배열}. 세기만 하는 num_batches_tracked는 뺍니다."""
    return {
        key: tensor.detach().numpy().copy()
        for key, tensor in network.state_dict().items()
        if not key.endswith("num_batches_tracked")
    }


def load_numpy(network, values):
    network.load_state_dict({key: torch.from_numpy(value) for key, value in values.items()}, strict=False)
    return network


def to_torch(images):
    return torch.from_numpy(images.transpose(0, 3, 1, 2).copy())


def to_numpy(tensor):
    return tensor.detach().numpy().transpose(0, 2, 3, 1)


def _adam(networks):
    parameters = [parameter for network in networks for parameter in network.parameters()]
    return torch.optim.Adam(parameters, lr=2e-4, betas=(0.5, 0.999))


def cyclegan_step(networks, real_a, real_b, pooled):
    """CycleGAN의 최적화 한 걸음: 생성자 둘을 함께, 그다음 판별자 둘을 함께.

    Args:
        networks: {"generator_ab", "generator_ba", "discriminator_a", "discriminator_b"}. 제자리에서 바뀝니다.
        real_a, real_b: [배치, 채널, 높이, 너비].
        pooled: `pooled(name, fake)`가 판별자에게 보여 줄 가짜를 정합니다. name은 "a" 또는 "b".
    """
    ab, ba = networks["generator_ab"], networks["generator_ba"]
    da, db = networks["discriminator_a"], networks["discriminator_b"]
    generators, discriminators = _adam([ab, ba]), _adam([da, db])
    square, absolute = nn.MSELoss(), nn.L1Loss()

    def judged(logits, real):
        return square(logits, torch.full_like(logits, real))

    fake_b, fake_a = ab(real_a), ba(real_b)
    adversarial = judged(db(fake_b), 1.0) + judged(da(fake_a), 1.0)
    cycle = absolute(ba(fake_b), real_a) + absolute(ab(fake_a), real_b)
    identity = absolute(ba(real_a), real_a) + absolute(ab(real_b), real_b)
    generators.zero_grad()
    (adversarial + 10.0 * cycle + 5.0 * identity).backward()
    generators.step()

    discriminators.zero_grad()
    for name, network, real, fake in (("a", da, real_a, fake_a), ("b", db, real_b, fake_b)):
        shown = pooled(name, fake.detach())
        (0.5 * (judged(network(real), 1.0) + judged(network(shown), 0.0))).backward()
    discriminators.step()
