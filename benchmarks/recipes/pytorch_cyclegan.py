"""CycleGAN 저자들의 PyTorch 조리법. 코드를 베끼지 않고 명세대로 다시 썼습니다.

ResNet-9, PatchGAN 70x70, LSGAN, 이미지 풀 50장, 생성자 둘에 Adam 하나, 판별자 둘에 Adam 하나(2e-4, β₁ 0.5).
생성자 11,378,179개, 판별자 2,764,737개의 매개변수. 그룹 bench의 PyTorch가 필요합니다.
"""

import itertools
import random

import torch
from torch import nn


def resnet_generator(filters=64, blocks=9):
    """저자들의 층 그대로. 인스턴스 정규화는 배율이 없고, 합성곱에는 치우침이 있습니다."""

    def normalized(channels):
        return [nn.InstanceNorm2d(channels), nn.ReLU(True)]

    modules = [nn.ReflectionPad2d(3), nn.Conv2d(3, filters, 7), *normalized(filters)]
    for channels in (filters, 2 * filters):
        modules += [nn.Conv2d(channels, 2 * channels, 3, 2, 1), *normalized(2 * channels)]
    modules += [_ResidualBlock(4 * filters) for _ in range(blocks)]
    for channels in (4 * filters, 2 * filters):
        modules += [nn.ConvTranspose2d(channels, channels // 2, 3, 2, 1, 1), *normalized(channels // 2)]
    modules += [nn.ReflectionPad2d(3), nn.Conv2d(filters, 3, 7), nn.Tanh()]
    return _initialized(nn.Sequential(*modules))


class _ResidualBlock(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv_block = nn.Sequential(
            nn.ReflectionPad2d(1),
            nn.Conv2d(channels, channels, 3),
            nn.InstanceNorm2d(channels),
            nn.ReLU(True),
            nn.ReflectionPad2d(1),
            nn.Conv2d(channels, channels, 3),
            nn.InstanceNorm2d(channels),
        )

    def forward(self, x):
        return x + self.conv_block(x)


def patch_discriminator(filters=64):
    modules = [nn.Conv2d(3, filters, 4, 2, 1), nn.LeakyReLU(0.2, True)]
    for channels, strides in ((filters, 2), (2 * filters, 2), (4 * filters, 1)):
        modules += [
            nn.Conv2d(channels, 2 * channels, 4, strides, 1),
            nn.InstanceNorm2d(2 * channels),
            nn.LeakyReLU(0.2, True),
        ]
    return _initialized(nn.Sequential(*modules, nn.Conv2d(8 * filters, 1, 4, 1, 1)))


class Pool:
    """50장의 이미지 풀: 차면 절반의 확률로 옛것과 바꿉니다."""

    def __init__(self, size=50):
        self.size, self.images = size, []

    def __call__(self, batch):
        return torch.cat([self._exchange(image[None]) for image in batch.detach()])

    def _exchange(self, image):
        if len(self.images) < self.size:
            self.images.append(image)
        elif random.random() < 0.5:
            slot = random.randrange(self.size)
            image, self.images[slot] = self.images[slot], image
        return image


def train_step(filters=64, blocks=9, bfloat16=False, channels_last=False):
    """저자들의 한 걸음: 생성자 둘을 함께, 그다음 판별자 둘을 풀을 거친 가짜로. `step(real_a, real_b)`를 돌려줍니다."""
    layout = torch.channels_last if channels_last else torch.contiguous_format
    ab, ba = (resnet_generator(filters, blocks).to(memory_format=layout) for _ in range(2))
    disc_a, disc_b = (patch_discriminator(filters).to(memory_format=layout) for _ in range(2))
    generator_optimizer = _adam(ab, ba)
    discriminator_optimizer = _adam(disc_a, disc_b)
    pool_a, pool_b = Pool(), Pool()
    mse, l1 = nn.MSELoss(), nn.L1Loss()

    def learn_to_discriminate(on):
        for network in (disc_a, disc_b):
            network.requires_grad_(on)

    def against(output, target):
        return mse(output.float(), torch.full_like(output, target, dtype=torch.float32))

    def step(real_a, real_b):
        learn_to_discriminate(False)
        generator_optimizer.zero_grad()
        with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
            fake_b, fake_a = ab(real_a), ba(real_b)
            cycled_a, cycled_b = ba(fake_b), ab(fake_a)
            adversarial = against(disc_b(fake_b), 1.0) + against(disc_a(fake_a), 1.0)
            cycle = l1(cycled_a.float(), real_a) + l1(cycled_b.float(), real_b)
            identity = l1(ba(real_a).float(), real_a) + l1(ab(real_b).float(), real_b)
            loss = adversarial + 10.0 * cycle + 5.0 * identity
        loss.backward()
        generator_optimizer.step()

        learn_to_discriminate(True)
        discriminator_optimizer.zero_grad()
        for network, real, fake in ((disc_a, real_a, pool_a(fake_a)), (disc_b, real_b, pool_b(fake_b))):
            with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
                loss = 0.5 * (against(network(real), 1.0) + against(network(fake), 0.0))
            loss.backward()
        discriminator_optimizer.step()

    return step


def images(size, batch, seed=0, channels_last=False):
    generator = torch.Generator().manual_seed(seed)
    pair = [torch.rand(batch, 3, size, size, generator=generator) * 2 - 1 for _ in range(2)]
    return [image.to(memory_format=torch.channels_last) if channels_last else image for image in pair]


def _adam(*networks):
    parameters = itertools.chain(*(network.parameters() for network in networks))
    return torch.optim.Adam(parameters, 2e-4, betas=(0.5, 0.999))


def _initialized(network):
    for module in network.modules():
        if isinstance(module, nn.Conv2d | nn.ConvTranspose2d):
            nn.init.normal_(module.weight, 0.0, 0.02)
            nn.init.zeros_(module.bias)
    return network
