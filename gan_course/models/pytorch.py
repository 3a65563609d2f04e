"""저자들의 PyTorch 구현과 가중치를 주고받습니다.

이름은 저자들의 state_dict 그대로입니다. 합성곱의 가중치는 PyTorch에서 [출력, 입력, 높이, 너비], Keras에서
[높이, 너비, 입력, 출력]입니다. 전치 합성곱에서는 둘 다 입력과 출력이 뒤바뀌므로 축은 같은 순서로 바꾸면 됩니다.
"""

import io
import re

import numpy as np

from gan_course._tensorflow import keras
from gan_course.files import user_path, write_atomically
from gan_course.layers import InstanceNormalization

_TO_PYTORCH = (3, 2, 0, 1)
_TO_KERAS = (2, 3, 1, 0)
# 통계를 쓰지 않는 정규화에도 옛 PyTorch는 이 이름들을 저장했습니다.
_STATISTICS = ("running_mean", "running_var", "num_batches_tracked")
_SHOWN = 12
_SECOND = re.compile(r"(model\.\d+\.conv_block)\.(\d+)\.(.*)")


def import_pytorch_weights(model, path):
    """저자들의 PyTorch 구현이 저장한 가중치를 모델에 담습니다.

    Args:
        model: `resnet_generator`, `patch_discriminator`, `unet_generator`가 만든 모델.
        path: `.safetensors` 파일, 또는 `.pth`나 `.pt` 파일(torch가 설치되어 있을 때만. 코드를 실행할 수 있는
            내용은 읽지 않습니다).

    Raises:
        ValueError: PyTorch에 짝이 없는 모델일 때, 읽을 수 없는 파일일 때, 가중치의 이름이나 모양이 모델과 다를 때.
            어느 때든 모델은 그대로입니다.
        FileNotFoundError: 파일이 없을 때.
        ImportError: `.pth`인데 torch가 없을 때.

    Reference:
        github.com/junyanz/pytorch-CycleGAN-and-pix2pix, `models/networks.py`.
    """
    variables_by_key(model)  # 짝이 없는 모델이면 파일을 읽기 전에 알립니다
    import_arrays(model, *read_arrays(path))


def read_arrays(path):
    """(경로, {PyTorch의 이름: numpy 배열}). 파일에 적힌 그대로이고, 예외는 `import_pytorch_weights`와 같습니다."""
    path = user_path(path)
    return path, _read(path)


def import_arrays(model, path, arrays):
    """읽어 둔 배열을 모델에 담습니다. 맞지 않으면 ValueError이고 모델은 그대로입니다.

    `torch.nn.DataParallel`이 이름 앞에 붙인 `module.`과, 드롭아웃이 있는 잔차 블록에서 한 칸 밀린 번호를 고쳐 읽습니다.
    """
    variables = variables_by_key(model)
    arrays = _without_dropout({key.removeprefix("module."): array for key, array in arrays.items()})
    _compare(path, variables, arrays)
    for key, variable in variables.items():
        array = arrays[key]
        variable.assign(array.transpose(_TO_KERAS) if array.ndim == 4 else array)


def export_pytorch_weights(model, path):
    """모델의 가중치를 저자들의 PyTorch 구현이 읽을 수 있는 파일로 저장합니다.

    PyTorch에서는 `net.load_state_dict(safetensors.torch.load_file(path))` 또는
    `net.load_state_dict(torch.load(path, weights_only=True))`로 읽습니다.
    도중에 멈추어도 앞서 있던 파일은 그대로입니다.

    Args:
        model: `resnet_generator`, `patch_discriminator`, `unet_generator`가 만든 모델.
        path: `.safetensors` 파일, 또는 `.pth`나 `.pt` 파일(torch가 설치되어 있을 때만).

    Raises:
        ValueError: PyTorch에 짝이 없는 모델일 때, 모르는 확장자일 때.
        ImportError: `.pth`인데 torch가 없을 때.
        OSError: 쓸 수 없을 때.
    """
    path = user_path(path)
    arrays = {}
    for key, variable in variables_by_key(model).items():
        array = variable.numpy()
        array = array.transpose(_TO_PYTORCH) if array.ndim == 4 else array
        arrays[key] = np.ascontiguousarray(array)
    if _is_safetensors(path):
        from safetensors.numpy import save

        content = save(arrays)
    else:
        torch = _torch(path)
        buffer = io.BytesIO()
        torch.save({key: torch.from_numpy(array) for key, array in arrays.items()}, buffer)
        content = buffer.getvalue()
    write_atomically(path, content)


# ── 이름 짝짓기 ─────────────────────────────────────────────────────────────────────────────────────


def variables_by_key(model):
    """{PyTorch의 이름: Keras의 변수}."""
    keys = {"resnet_generator": _resnet_keys, "patch_discriminator": _patch_keys, "unet_generator": _unet_keys}
    if model.name not in keys:
        raise ValueError(
            f"모델 {model.name!r}은 PyTorch와 주고받을 수 없습니다. {', '.join(keys)}로 만든 모델이어야 합니다."
        )
    convolutions = [
        layer for layer in model.layers if isinstance(layer, (keras.layers.Conv2D, keras.layers.Conv2DTranspose))
    ]
    normalizations = [
        layer
        for layer in model.layers
        if isinstance(layer, keras.layers.BatchNormalization)
        or (isinstance(layer, InstanceNormalization) and layer.affine)
    ]
    convolution_keys, normalization_keys = keys[model.name](model, convolutions)
    variables = {}
    for key, layer in zip(convolution_keys, convolutions, strict=True):
        variables[f"{key}.weight"] = layer.kernel
        if layer.use_bias:
            variables[f"{key}.bias"] = layer.bias
    # 배우는 것이 없는 정규화라면 저장할 것도 없습니다.
    for key, layer in zip(normalization_keys, normalizations, strict=True) if normalizations else ():
        if isinstance(layer, InstanceNormalization):
            variables |= {f"{key}.weight": layer.scale, f"{key}.bias": layer.offset}
        else:
            variables |= {
                f"{key}.weight": layer.gamma,
                f"{key}.bias": layer.beta,
                f"{key}.running_mean": layer.moving_mean,
                f"{key}.running_var": layer.moving_variance,
            }
    return variables


def _resnet_keys(model, convolutions):
    names = {layer.name for layer in model.layers}
    if "blend" in names:
        raise ValueError(
            "residual_output=True인 resnet_generator는 저자들의 PyTorch 구현에 짝이 없습니다. "
            "residual_output=False로 만든 모델만 주고받을 수 있습니다."
        )
    if not any(isinstance(layer, keras.layers.Conv2DTranspose) for layer in convolutions):
        raise ValueError(
            "upsampling='resize'인 resnet_generator는 저자들의 PyTorch 구현에 짝이 없습니다. "
            "upsampling='transpose'로 만든 모델만 주고받을 수 있습니다."
        )
    blocks = (len(convolutions) - 6) // 2
    block_names = [f"model.{10 + block}.conv_block" for block in range(blocks)]
    inside = [f"{block}.{index}" for block in block_names for index in (1, 5)]
    outside = [f"model.{10 + blocks + offset}" for offset in (0, 3, 7)]
    normalized = [f"{block}.{index}" for block in block_names for index in (2, 6)]
    last = [f"model.{10 + blocks + offset}" for offset in (1, 4)]
    return ["model.1", "model.4", "model.7", *inside, *outside], ["model.2", "model.5", "model.8", *normalized, *last]


def _patch_keys(model, convolutions):
    places = range(1, len(convolutions))
    return ["model.0", *(f"model.{3 * n - 1}" for n in places)], [f"model.{3 * n}" for n in places[:-1]]


def _unet_keys(model, convolutions):
    # 저자들의 U-Net은 바깥 블록이 안쪽 블록을 품는 꼴이어서 이름도 겹겹입니다. 블록 안의 자리:
    #   가장 바깥: 합성곱 0, 안쪽 블록 1, 전치 합성곱 3.  가장 안쪽: 합성곱 1, 전치 합성곱 3, 정규화 4.
    #   그 사이:   합성곱 1, 정규화 2, 안쪽 블록 3, 전치 합성곱 5, 정규화 6.
    depth = len(convolutions) // 2
    outermost = "model.model."
    blocks = [outermost + "1.model." + "3.model." * level for level in range(depth - 1)]
    between, innermost = blocks[:-1], blocks[-1]
    down = [f"{outermost}0", *(f"{block}1" for block in blocks)]
    up = [f"{innermost}3", *(f"{block}5" for block in reversed(between)), f"{outermost}3"]
    normalizations = [
        *(f"{block}2" for block in between),
        f"{innermost}4",
        *(f"{block}6" for block in reversed(between)),
    ]
    return down + up, normalizations


def _without_dropout(arrays):
    """잔차 블록에 드롭아웃이 있으면 그 뒤의 번호가 하나씩 밀립니다(둘째 합성곱이 6번). 우리의 블록에는 없습니다."""
    found = {key: _SECOND.fullmatch(key) for key in arrays}
    if any(match and match[2] == "5" for match in found.values()):
        return arrays
    moved = {
        key: f"{match[1]}.{int(match[2]) - 1}.{match[3]}" for key, match in found.items() if match and int(match[2]) > 5
    }
    return {moved.get(key, key): array for key, array in arrays.items()}


def _compare(path, variables, arrays):
    expected = {
        key: tuple(variable.shape[axis] for axis in _TO_PYTORCH) if len(variable.shape) == 4 else variable.shape
        for key, variable in variables.items()
    }
    missing = [key for key in expected if key not in arrays]
    unexpected = [key for key in arrays if key not in expected and key.split(".")[-1] not in _STATISTICS]
    misshaped = [
        f"{key} {arrays[key].shape}(필요한 모양 {tuple(shape)})"
        for key, shape in expected.items()
        if key in arrays and arrays[key].shape != tuple(shape)
    ]
    problems = [
        f"  {name} {len(keys)}개: {', '.join(keys[:_SHOWN])}{' …' if len(keys) > _SHOWN else ''}"
        for name, keys in (("없는 것", missing), ("남는 것", unexpected), ("모양이 다른 것", misshaped))
        if keys
    ]
    if problems:
        raise ValueError(
            f"{path.name}의 가중치가 이 모델과 맞지 않습니다. 모델은 바꾸지 않았습니다.\n"
            + "\n".join(problems)
            + "\n신경망의 종류, filters, blocks나 depth, 채널, norm이 저장한 신경망과 같은지 확인하십시오."
        )


# ── 파일 ────────────────────────────────────────────────────────────────────────────────────────────


def _is_safetensors(path):
    if path.suffix.lower() not in (".safetensors", ".pth", ".pt"):
        raise ValueError(
            f"{path.name}: 확장자가 {path.suffix!r}입니다. '.safetensors', '.pth', '.pt' 가운데 하나여야 합니다."
        )
    return path.suffix.lower() == ".safetensors"


def _torch(path):
    try:
        import torch
    except ModuleNotFoundError as error:
        if error.name != "torch":
            raise
        raise ImportError(
            f"{path.name}: '.pth' 파일에는 PyTorch가 필요한데 설치되어 있지 않습니다. '.safetensors' 파일을 쓰십시오. "
            "PyTorch가 있는 곳에서 safetensors.torch.save_file(torch.load('이름.pth', weights_only=True), "
            "'이름.safetensors')로 바꿀 수 있습니다."
        ) from None
    return torch


def _flat(torch, content, above=""):
    """{이름: 텐서}. `{"state_dict": {…}, "epoch": 3}`처럼 겹겹이면 이름을 점으로 잇고, 텐서가 아닌 것은 버립니다."""
    if isinstance(content, torch.Tensor):
        return {above.rstrip("."): content}
    inside = content.items() if isinstance(content, dict) else ()
    return {name: tensor for key, value in inside for name, tensor in _flat(torch, value, f"{above}{key}.").items()}


def _read(path):
    """{이름: numpy 배열}."""
    safe = _is_safetensors(path)
    if not path.is_file():
        raise FileNotFoundError(f"가중치 파일이 없습니다: {path}")
    torch = None if safe else _torch(path)
    try:
        if safe:
            from safetensors.numpy import load_file

            return load_file(path)
        tensors = _flat(torch, torch.load(path, map_location="cpu", weights_only=True))
        # bfloat16은 numpy에 없으므로 float32로 넓힙니다.
        return {
            key: (tensor.float() if tensor.dtype == torch.bfloat16 else tensor).numpy()
            for key, tensor in tensors.items()
        }
    except Exception as error:  # 망가진 파일이 내는 예외는 형식과 판마다 다릅니다
        raise ValueError(
            f"{path.name}을 가중치 파일로 읽을 수 없습니다. "
            "끝까지 내려받았는지, state_dict만 담긴 파일인지 확인하십시오. "
            f"({type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''})"
        ) from error
