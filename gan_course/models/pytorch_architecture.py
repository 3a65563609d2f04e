"""저자들의 PyTorch 가중치 파일에서 신경망의 꼴을 알아냅니다: 이름과 모양만 보고 같은 생성자를 만듭니다."""

import re
from typing import NamedTuple

from gan_course.models.blocks import NORMALIZATIONS
from gan_course.models.pytorch import import_arrays, read_arrays
from gan_course.models.resnet import resnet_generator
from gan_course.models.unet import unet_generator

_WANTED = "저자들(pytorch-CycleGAN-and-pix2pix)의 생성자(latest_net_G.pth)를 주십시오."


class Architecture(NamedTuple):
    """가중치 파일에서 알아낸 생성자의 꼴."""

    kind: str
    """"ResNet" 또는 "U-Net"."""
    size: int
    """ResNet이면 잔차 블록의 수, U-Net이면 깊이."""
    filters: int
    channels: tuple[int, int]
    """(입력, 출력)."""
    norm: str

    def __str__(self):
        size = f"블록 {self.size}개" if self.kind == "ResNet" else f"깊이 {self.size}"
        channels = " → ".join(map(str, self.channels))
        return f"{self.kind}, {size}, filters {self.filters}, {channels}채널, 정규화 {self.norm}"


def generator_from_pytorch(path, norm=None, network=None):
    """가중치 파일에 맞는 생성자를 만들어 가중치를 담습니다.

    신경망의 종류, 폭(filters), 블록의 수나 깊이, 채널은 파일에 적힌 이름과 모양에서 알아냅니다.

    Args:
        path: `.safetensors` 파일, 또는 `.pth`나 `.pt` 파일(torch가 있을 때만).
        norm: 정규화의 종류("instance", "instance_affine", "batch"). None이면 파일에 적힌 것에서 알아냅니다. 배율과
            이동 통계가 함께 있으면 "batch"로 봅니다. 저자들의 test.py처럼 그 이미지의 통계를 쓰려면 "instance_affine".
        network: 생성자가 여럿 든 파일에서 고를 이름(가중치 이름의 앞머리, 예: "netG_A"). 하나뿐이면 None.

    Returns:
        (생성자, `Architecture`). 생성자는 높이와 너비가 정해지지 않은 `keras.Model`입니다.

    Raises:
        ValueError: 읽을 수 없는 파일이거나, 저자들의 생성자가 아니거나, 하나를 고를 수 없을 때.
        FileNotFoundError: 파일이 없을 때.
        ImportError: `.pth`인데 torch가 없을 때.
    """
    if norm is not None and norm not in NORMALIZATIONS:
        raise ValueError(f"norm이 {norm!r}입니다. {', '.join(NORMALIZATIONS)} 가운데 하나를 주십시오.")
    path, arrays = read_arrays(path)
    arrays = _chosen(path, _networks(arrays), network)
    found = architecture(arrays)
    found = found._replace(norm=norm or found.norm)
    shape = (None, None, found.channels[0])
    if found.kind == "ResNet":
        generator = resnet_generator(shape, found.filters, found.size, out_channels=found.channels[1], norm=found.norm)
    else:
        generator = unet_generator(shape, found.filters, found.size, 0.0, found.channels[1], found.norm)
    import_arrays(generator, path, arrays)
    return generator, found


def architecture(arrays):
    """{이름: 배열}이 저자들의 생성자이면 그 `Architecture`, 아니면 None."""
    return _resnet(arrays) or _unet(arrays)


def _networks(arrays):
    """{앞머리(`module`, `netG_A` 등. 없으면 빈 글): 앞머리를 떼어 낸 {이름: 배열}}. 저자들의 이름은 `model.`로 시작합니다."""
    found = {}
    for key, array in arrays.items():
        head, model, inside = f".{key}".partition(".model.")
        found.setdefault(head.lstrip("."), {})[f"model.{inside}" if model else key] = array
    return found


def _chosen(path, networks, name):
    generators = {head: arrays for head, arrays in networks.items() if architecture(arrays)}
    if name is not None:
        generators = {head: arrays for head, arrays in generators.items() if name in (head, *head.split("."))}
    if len(generators) == 1:
        return next(iter(generators.values()))
    if len(generators) > 1:
        raise ValueError(
            f"{path.name}에 생성자가 여럿 들어 있습니다: {', '.join(generators)}. 그 가운데 하나를 고르십시오"
            "(translate의 --network)."
        )
    if name is not None:
        listed = ", ".join(filter(None, networks)) or "앞머리가 없는 것뿐입니다"
        raise ValueError(f"{path.name}에 {name!r}라는 생성자가 없습니다. 이름의 앞머리: {listed}")
    if any(getattr(arrays.get("model.0.weight"), "ndim", 0) == 4 for arrays in networks.values()):
        raise ValueError(f"{path.name}: 생성자가 아니라 판별자의 가중치입니다. {_WANTED}")
    names = ", ".join([key for arrays in networks.values() for key in arrays][:4])
    raise ValueError(f"{path.name}: 모르는 신경망의 가중치입니다(이름: {names or '없음'}). {_WANTED}")


def _resnet(arrays):
    blocks = len({key.split(".")[1] for key in arrays if re.match(r"model\.\d+\.conv_block\.", key)})
    first, last = arrays.get("model.1.weight"), arrays.get(f"model.{17 + blocks}.weight")
    if any(array is None or array.shape[2:] != (7, 7) for array in (first, last)):
        return None
    norm = _normalization(arrays, "model.2")
    return Architecture("ResNet", blocks, first.shape[0], (first.shape[1], last.shape[0]), norm)


def _unet(arrays):
    first, last = arrays.get("model.model.0.weight"), arrays.get("model.model.3.weight")
    if any(array is None or array.ndim != 4 for array in (first, last)):
        return None
    inside = max(key.count("3.model.") for key in arrays)  # 안쪽 블록이 겹친 수
    norm = _normalization(arrays, f"model.model.1.model.{'3.model.' * inside}4")
    return Architecture("U-Net", inside + 2, first.shape[0], (first.shape[1], last.shape[1]), norm)


def _normalization(arrays, place):
    if f"{place}.weight" not in arrays:
        return "instance"
    return "batch" if f"{place}.running_mean" in arrays else "instance_affine"
