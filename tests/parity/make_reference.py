"""PyTorch로 `reference.npz`를 만듭니다: 저장소 폴더에서 `python -m tests.parity.make_reference` (torch가 필요합니다).

CI에는 torch가 없으므로, 작은 신경망의 출력과 최적화 한 걸음을 배정밀도로 계산해 저장소에 담아 둡니다.
가중치와 입력은 씨앗에서 다시 뽑을 수 있으므로(`numbers.py`) 담지 않습니다.
"""

import json
from pathlib import Path

import numpy as np
import torch

from tests.parity import numbers, torch_networks

REFERENCE = Path(__file__).with_name("reference.npz")


def shapes(network):
    return {key: value.shape for key, value in torch_networks.numpy_weights(network).items()}


def seeded(network, seed):
    network = network.double().eval()
    return torch_networks.load_numpy(network, numbers.weights(shapes(network), seed))


def outputs():
    """이름마다 신경망 하나: 가중치의 이름과 모양, 출력."""
    cases = {
        "resnet": (torch_networks.resnet(4, 2), [(2, 32, 32, 3)]),
        "resnet_odd": (torch_networks.resnet(2, 1), [(1, 20, 12, 3)]),
        "patch": (torch_networks.patch(4, 3), [(2, 32, 32, 3)]),
        "patch_odd": (torch_networks.patch(2, 2), [(1, 29, 18, 3)]),
        "conditional_patch": (
            torch_networks.patch(4, 2, channels=4, norm="instance_affine"),
            [(2, 32, 32, 1), (2, 32, 32, 3)],
        ),
        "unet": (torch_networks.unet(2, 5, 1, 3, norm="instance_affine"), [(1, 32, 32, 1)]),
        "batch_unet": (torch_networks.unet(2, 3, 3, 1, norm="batch"), [(2, 24, 16, 3)]),
    }
    arrays = {}
    for name, (network, sizes) in cases.items():
        network = seeded(network, seed=1)
        inputs = [torch_networks.to_torch(numbers.images(*size, seed=2 + n)) for n, size in enumerate(sizes)]
        with torch.no_grad():
            arrays[f"{name}/output"] = torch_networks.to_numpy(network(*inputs))
        arrays[f"{name}/shapes"] = np.array(json.dumps(shapes(network)))
    return arrays


def step():
    """한 걸음 뒤의 가중치에서 걸음 앞의 가중치를 뺀 것. 판별자는 풀에서 새 가짜가 나올 때와 옛 가짜가 나올 때 둘 다."""
    arrays = {}
    old = torch_networks.to_torch(numbers.images(1, 16, 16, 3, seed=9))
    pools = {"fresh": lambda _, fake: fake, "old": lambda *_: old}
    for came_out, pooled in pools.items():
        networks = {
            "generator_ab": seeded(torch_networks.resnet(2, 1), seed=3),
            "generator_ba": seeded(torch_networks.resnet(2, 1), seed=4),
            "discriminator_a": seeded(torch_networks.patch(2, 2), seed=5),
            "discriminator_b": seeded(torch_networks.patch(2, 2), seed=6),
        }
        before = {name: torch_networks.numpy_weights(network) for name, network in networks.items()}
        real_a, real_b = (torch_networks.to_torch(numbers.images(1, 16, 16, 3, seed=seed)) for seed in (7, 8))
        torch_networks.cyclegan_step(networks, real_a, real_b, pooled)
        for name, network in networks.items():
            for key, value in torch_networks.numpy_weights(network).items():
                which = "" if name.startswith("generator") else f"{came_out}/"
                arrays[f"step/{which}{name}/{key}"] = (value - before[name][key]).astype("float32")
    return arrays


if __name__ == "__main__":
    np.savez_compressed(REFERENCE, **outputs(), **step())
    print(f"{REFERENCE.name}: {REFERENCE.stat().st_size:,} bytes, torch {torch.__version__}")
