"""체크포인트: 장의 노트북이 훈련해 낸 것. 늦게 온 사람과 느린 컴퓨터를 위해 강좌와 함께 보냅니다.

한 장에 파일 둘입니다. `checkpoints/NN.keras`는 보통의 케라스 모델이고(4장의 것은 `gan-course translate`도 읽습니다),
`checkpoints/NN.npz`는 훈련하면서 적어 둔 손실과 표본입니다. 둘 다 SHA-256을 확인한 뒤에 읽습니다.
"""

import io
import json
import random
import zipfile
from pathlib import Path
from typing import NamedTuple

import numpy as np

from gan_course import models  # noqa: F401  들여와야 Keras가 저장된 모델의 층을 알아봅니다
from gan_course._tensorflow import keras
from gan_course.files import verified_path

CHAPTERS = ("01", "03", "04", "05")
_PARAMETERS = "parameters"  # npz 안에서 매개변수(JSON)의 이름


class Checkpoint(NamedTuple):
    """한 장의 훈련 결과."""

    model: keras.Model
    """1장과 3장은 `GAN`, 4장은 `CycleGAN`, 5장은 생성자 여럿을 이름(`get_layer`)으로 담은 모델. `compile` 전입니다."""

    record: dict
    """훈련하면서 적은 것: 이름 → 배열, 또는 다시 이름이나 에포크 → 배열. 그림은 float32, [-1, 1]입니다."""


def checkpoint(chapter: str, **parameters) -> Checkpoint:
    """미리 훈련해 둔 것을 불러옵니다. 난수의 상태를 건드리지 않으므로 어느 셀에서 불러도 됩니다.

    Args:
        chapter: 장의 번호: "01", "03", "04", "05".
        parameters: 노트북의 매개변수(`PROFILE=PROFILE` 꼴). 주면 훈련할 때의 값과 같은지 확인합니다.

    Returns:
        Checkpoint(model, record).

    Raises:
        ValueError: 체크포인트가 없는 장이거나, 매개변수가 훈련할 때와 다르거나, 파일의 내용이 원본과 다를 때.
        FileNotFoundError: 파일이 없을 때.
    """
    if chapter not in CHAPTERS:
        raise ValueError(
            f"{chapter!r}의 체크포인트는 없습니다. 훈련한 것이 있는 장은 {', '.join(CHAPTERS)}입니다. "
            '예: checkpoint("03")'
        )
    trained_with, record = _read_record(verified_path(f"checkpoints/{chapter}.npz"))
    different = {name: value for name, value in parameters.items() if trained_with.get(name) != value}
    if different:
        theirs = ", ".join(f"{name} = {trained_with.get(name)!r}" for name in different)
        yours = ", ".join(f"{name} = {value!r}" for name, value in different.items())
        raise ValueError(
            f"{chapter}장의 체크포인트는 {theirs}(으)로 훈련한 것인데 {yours}(으)로 실행하셨습니다. "
            "그 값을 되돌리거나, 맨 위의 parameters 셀에서 TRAIN = True로 바꾸어 직접 훈련하십시오."
        )
    before = random.getstate()  # Keras는 가중치를 처음 뽑을 씨앗을 여기에서 꺼냅니다
    try:
        model = keras.models.load_model(verified_path(f"checkpoints/{chapter}.keras"), compile=False)
    finally:
        random.setstate(before)
    return Checkpoint(model, record)


def save_checkpoint(folder, chapter: str, model, record: dict, parameters: dict) -> list[Path]:
    """체크포인트를 씁니다. 파일이 반으로 줄도록 가중치를 float16으로 반올림합니다(주신 모델의 가중치도 바뀝니다).

    Args:
        folder: `NN.keras`와 `NN.npz`를 둘 폴더.
        chapter: 장의 번호.
        model: 저장할 모델. `compile`하지 않은 것이면 옵티마이저의 상태가 들지 않습니다.
        record: `Checkpoint.record`와 같은 꼴. uint8은 그림으로 보고, 불러올 때 [-1, 1]로 바꿉니다.
        parameters: 훈련할 때의 매개변수.

    Returns:
        쓴 파일의 경로.
    """
    for variable in model.variables:
        if "float" in str(variable.dtype):
            variable.assign(variable.numpy().astype(np.float16).astype(variable.dtype))
    paths = [Path(folder) / f"{chapter}.keras", Path(folder) / f"{chapter}.npz"]
    model.save(paths[0])
    paths[0].write_bytes(_compressed(paths[0].read_bytes()))
    np.savez_compressed(paths[1], **{_PARAMETERS: json.dumps(parameters, sort_keys=True)}, **_flat(record))
    return paths


def _read_record(path: Path) -> tuple[dict, dict]:
    record = {}
    with np.load(path, allow_pickle=False) as file:
        parameters = json.loads(str(file[_PARAMETERS]))
        for name in file.files:
            *above, last = (int(part) if part.isdigit() else part for part in name.split("/"))
            inside = record
            for part in above:
                inside = inside.setdefault(part, {})
            inside[last] = _image(file[name])
    del record[_PARAMETERS]
    return parameters, record


def _image(values: np.ndarray) -> np.ndarray:
    return values.astype(np.float32) / 127.5 - 1 if values.dtype == np.uint8 else values


def _flat(record: dict, above: str = "") -> dict:
    flat = {}
    for name, value in record.items():
        flat |= _flat(value, f"{above}{name}/") if isinstance(value, dict) else {f"{above}{name}": np.asarray(value)}
    return flat


def _compressed(archive: bytes) -> bytes:
    """.keras(압축하지 않은 zip)를 압축한 zip으로. Keras는 어느 쪽이든 읽습니다."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(result, "w") as new:
        for name in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED, compresslevel=9)
    return result.getvalue()
