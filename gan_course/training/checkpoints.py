"""체크포인트: 장의 노트북이 훈련해 낸 것. 늦게 온 사람과 느린 컴퓨터를 위해 강좌와 함께 보냅니다.

한 장에 파일 하나(`checkpoints/NN.npz`, 4장은 계절의 것이 하나 더)이고, 신경망의 가중치와 훈련하면서 적어 둔 손실과 표본이 함께 들어 있습니다.
SHA-256을 확인한 뒤에 읽습니다. 모델의 구조는 파일에 적지 않고 코드로 만듭니다. `.keras`에 적힌 구조는 저장한 Keras보다
오래된 Keras가 읽지 못하지만(3.15가 적는 `quantization_config`를 3.10은 모릅니다), 배열은 어느 NumPy나 읽습니다.
"""

import io
import json
import random
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image

from gan_course._tensorflow import keras
from gan_course.files import user_path, verified_path
from gan_course.models import mlp_discriminator, mlp_generator, residual_denoiser, unet_generator
from gan_course.training.diffusion import DiffusionModel
from gan_course.training.gan import GAN
from gan_course.training.recipes import RECIPES, untrained

CHAPTERS = ("01", "03", "04", "04-seasons", "04b", "05", "08", "09", "10")
_CHAPTER_RECIPES = {"03": "gan", "04": "cyclegan", "04-seasons": "cyclegan", "08": "conditional-gan", "09": "cyclegan"}
# 모델의 것이 아니라 `weights`에만 있는 생성자: 8장의 대조군, 9장의 적은 숫자로 훈련한 것
_BESIDE = ("blind_generator", "plain", "real_only", "both")
_PARAMETERS = "parameters"  # npz 안에서 매개변수(JSON)의 이름
# 담은 평균 생성자를 훈련하던 생성자의 자리에도 넣습니다.
_TRAINED = {
    "average_generator": "generator",
    "average_ab": "generator_ab",
    "average_ba": "generator_ba",
    "average_network": "network",
}


class Checkpoint(NamedTuple):
    """한 장의 훈련 결과."""

    model: keras.Model | None
    """1장과 3장은 `GAN`, 8장은 `ConditionalGAN`, 10장은 `DiffusionModel`, 4장과 4.17절의 계절과 9장의 과일은 `CycleGAN`, 5장은 생성자 여럿을 이름(`get_layer`)으로 담은 모델. `compile` 전입니다.

    `generator`와 평균 생성자는 둘 다 훈련한 평균입니다. `weights`에 없는 신경망(계절과 과일의 판별자)은 훈련하지 않은 것입니다.
    4b장은 신경망을 노트북에서 만들므로 None이고, `weights`만 있습니다.
    """

    record: dict
    """훈련하면서 적은 것: 이름 → 배열, 또는 다시 이름이나 에포크 → 배열. 그림은 float32, [-1, 1]입니다."""

    weights: dict
    """신경망의 이름 → `set_weights`에 줄 배열의 목록."""


def checkpoint(chapter: str, **parameters) -> Checkpoint:
    """미리 훈련해 둔 것을 불러옵니다. 난수의 상태를 건드리지 않으므로 어느 셀에서 불러도 됩니다.

    Args:
        chapter: 장의 번호: "01", "03", "04", "04b", "05", "08", "09", "10". "04-seasons"는 4.17절의 여름과 겨울입니다.
        parameters: 노트북의 매개변수(`PROFILE=PROFILE` 꼴). 주면 훈련할 때의 값과 같은지 확인합니다.

    Returns:
        Checkpoint(model, record, weights).

    Raises:
        ValueError: 체크포인트가 없는 장이거나, 매개변수가 훈련할 때와 다르거나, 파일의 내용이 원본과 다를 때.
        FileNotFoundError: 파일이 없을 때.
    """
    if chapter not in CHAPTERS:
        raise ValueError(
            f"{chapter!r}의 체크포인트는 없습니다. 훈련한 것이 있는 장은 {', '.join(CHAPTERS)}입니다. "
            '예: checkpoint("03")'
        )
    trained_with, found = read_checkpoint(verified_path(f"checkpoints/{chapter}.npz"))
    different = {name: value for name, value in parameters.items() if trained_with.get(name) != value}
    if different:
        theirs = ", ".join(f"{name} = {trained_with.get(name)!r}" for name in different)
        yours = ", ".join(f"{name} = {value!r}" for name, value in different.items())
        raise ValueError(
            f"{chapter}장의 체크포인트는 {theirs}(으)로 훈련한 것인데 {yours}(으)로 실행하셨습니다. "
            "그 값을 되돌리거나, 맨 위의 parameters 셀에서 TRAIN = True로 바꾸어 직접 훈련하십시오."
        )
    return found


def read_checkpoint(path) -> tuple[dict, Checkpoint]:
    """`save_checkpoint`가 쓴 파일을 읽습니다. 파일의 이름이 장의 번호입니다.

    Returns:
        (훈련할 때의 매개변수, Checkpoint).

    Raises:
        ValueError: 읽을 수 없는 파일이거나, 가중치가 그 장의 신경망에 맞지 않을 때.
    """
    path = user_path(path)
    if path.stem not in CHAPTERS:
        raise ValueError(
            f"{path}: 어느 장의 체크포인트인지는 파일의 이름이 말합니다. {', '.join(CHAPTERS)} 가운데 하나로 이름을 되돌리십시오."
        )
    parameters, weights, record = _read(path)
    before = random.getstate()  # Keras는 가중치를 처음 뽑을 씨앗을 여기에서 꺼냅니다
    try:
        return parameters, Checkpoint(_model(path.stem, weights), record, weights)
    except (ValueError, AttributeError, KeyError) as error:
        raise ValueError(
            f"{path}의 가중치가 지금의 코드가 만드는 신경망에 맞지 않습니다({error}). 저장소를 통째로 다시 "
            "내려받거나, 파일의 이름을 바꾸었다면 되돌리십시오. 조리법을 고쳤다면 data/scripts/make_checkpoints.py로 다시 만드십시오."
        ) from error
    finally:
        random.setstate(before)


def save_checkpoint(folder, chapter: str, weights: dict, record: dict, parameters: dict) -> Path:
    """체크포인트를 씁니다. 가중치는 채널마다 8비트 정수로, 축이 하나뿐인 것(편향, 배율)은 float16으로 반올림합니다.

    Args:
        folder: `NN.npz`를 둘 폴더.
        chapter: 장의 번호.
        weights: `Checkpoint.weights`와 같은 꼴.
        record: `Checkpoint.record`와 같은 꼴. uint8은 그림으로 보고, 불러올 때 [-1, 1]로 바꿉니다.
        parameters: 훈련할 때의 매개변수.

    Returns:
        쓴 파일의 경로.
    """
    path = user_path(folder) / f"{chapter}.npz"
    content = {_PARAMETERS: json.dumps(parameters, sort_keys=True)}
    for name, value in _flat(record):
        content |= _pack_record(f"record/{name}", np.asarray(value))
    for name, arrays in weights.items():
        for index, array in enumerate(arrays):
            content |= _pack_weight(f"{name}/{index}", np.asarray(array))
    np.savez_compressed(path, **content)
    return path


# ── 모델 ─────────────────────────────────────────────────────────────────────────────────────


def _model(chapter, weights):
    """장의 모델을 코드로 만들어 가중치를 담습니다."""
    if chapter == "04b":
        return None
    if chapter == "05":
        image = keras.Input((32, 32, 3), name="image")
        return keras.Model(image, {name: _unet(name, weights[name])(image) for name in weights}, name="generators")
    if chapter == "01":
        model = GAN(mlp_generator(), mlp_discriminator(), noise_dim=2)
    elif chapter == "10":
        model = DiffusionModel(residual_denoiser(weights["average_network"][-1].size))
    else:
        recipe = _CHAPTER_RECIPES[chapter]
        model = untrained(recipe, RECIPES[recipe]["cpu"], steps=2000, seed=0)
    for name, arrays in weights.items():
        if name in _BESIDE:
            continue
        for network in (name, _TRAINED.get(name, name)):
            getattr(model, network).set_weights(arrays)
    return model


def _unet(name, arrays):
    generator = unet_generator((32, 32, 3), filters=16, depth=3, dropout=0.0)
    generator.set_weights(arrays)
    return keras.Model(generator.input, generator.output, name=name)


# ── 파일 ─────────────────────────────────────────────────────────────────────────────────────


def _pack_weight(name: str, values: np.ndarray) -> dict:
    if values.ndim < 2:
        return {f"weights/{name}": values.astype(np.float16)}
    scale = np.abs(values).max(axis=tuple(range(values.ndim - 1))) / 127
    scale = np.where(scale > 0, scale, 1).astype(np.float32)
    return {f"weights/{name}": np.rint(values / scale).astype(np.int8), f"scales/{name}": scale}


def _pack_record(name: str, values: np.ndarray) -> dict:
    if values.dtype != np.uint8 or values.shape[-1] != 3:
        return {name: values}
    # 손실 없는 WebP는 그림을 모르는 압축의 절반 크기입니다. 세로로 이어 붙여 한 장으로 저장합니다.
    content = io.BytesIO()
    Image.fromarray(values.reshape(-1, *values.shape[2:])).save(content, "WEBP", lossless=True, quality=100, method=6)
    return {f"{name}.webp": np.frombuffer(content.getvalue(), np.uint8), f"{name}.shape": np.array(values.shape)}


def _read(path: Path) -> tuple[dict, dict, dict]:
    """(매개변수, 가중치, 적은 것)."""
    try:
        with np.load(path, allow_pickle=False) as file:
            content = {name: file[name] for name in file.files}
        parameters = json.loads(str(content.pop(_PARAMETERS)))
        weights, record = {}, {}
        for name, values in content.items():
            kind, *above, last = name.split("/")
            if kind == "weights":
                scale = content.get(name.replace("weights/", "scales/", 1))
                weights.setdefault(above[0], []).append(values.astype(np.float32) * (1 if scale is None else scale))
            elif kind == "record" and not last.endswith(".shape"):
                inside = record
                for part in above:
                    inside = inside.setdefault(_key(part), {})
                inside[_key(last.removesuffix(".webp"))] = _image(values, content.get(f"{name[:-5]}.shape"))
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        raise ValueError(
            f"{path}를 체크포인트로 읽을 수 없습니다({type(error).__name__}). "
            "저장소를 다시 내려받거나 `git checkout -- data`로 되살리십시오."
        ) from error
    return parameters, weights, record


def _image(values: np.ndarray, shape) -> np.ndarray:
    if shape is not None:
        values = np.asarray(Image.open(io.BytesIO(values.tobytes())).convert("RGB")).reshape(shape)
    return values.astype(np.float32) / 127.5 - 1 if values.dtype == np.uint8 else values


def _key(part: str):
    return int(part) if part.isdigit() else part


def _flat(record: dict, above: str = ""):
    for name, value in record.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}/")
        else:
            yield f"{above}{name}", value
