"""`gan-course train`이 저장한 폴더를 읽습니다."""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

MODEL_FILE = "model.keras"


class Training(NamedTuple):
    """저장된 훈련."""

    folder: Path

    kind: str
    """"gan", "conditional-gan", "cyclegan" 가운데 하나."""

    model: object
    """불러온 `CycleGAN`, `GAN`, `ConditionalGAN`."""

    file: str
    """모델을 읽은 파일의 이름. 훈련을 마쳤으면 MODEL_FILE, 아니면 latest.keras."""

    progress: dict
    """`ResumeTraining`이 저장한 것: epoch, step, history, asked, seconds."""

    @property
    def finished(self) -> bool:
        return self.file == MODEL_FILE


def read_training(folder: Path) -> Training:
    """`gan-course train`이 저장한 폴더를 읽습니다.

    Raises:
        ValueError: 폴더가 없거나, 그런 훈련이 없거나, 파일이 망가졌거나, 보고서를 만들 줄 모르는 모델일 때.
    """
    from gan_course._tensorflow import keras
    from gan_course.training import GAN, ConditionalGAN, CycleGAN
    from gan_course.training.resume import FILE, read_progress

    if not (folder / FILE).is_file():
        raise ValueError(
            f"저장된 훈련이 없습니다: {folder / FILE}. gan-course train의 --output 폴더를 주십시오"
            "(없이 훈련했으면 훈련/모델-자료)."
        )
    progress = read_progress(folder / FILE)
    # 마친 다음 에포크를 늘려 이어 가다 멈추었으면, 앞서 마친 model.keras가 아니라 지금까지의 것을 봅니다.
    finished = progress["epoch"] >= progress.get("asked", {}).get("--epochs", math.inf)
    file = MODEL_FILE if finished and (folder / MODEL_FILE).is_file() else FILE
    try:
        model = keras.models.load_model(folder / file)
    except Exception as error:
        raise ValueError(
            f"{folder / file} 파일을 읽을 수 없습니다({type(error).__name__}). 같은 판의 gan-course와 Keras인지 확인하십시오."
        ) from error
    kinds = {CycleGAN: "cyclegan", ConditionalGAN: "conditional-gan", GAN: "gan"}
    kind = next((name for maker, name in kinds.items() if isinstance(model, maker)), None)
    if kind is None:
        raise ValueError(f"{type(model).__name__}의 보고서는 만들지 않습니다. cyclegan이나 gan의 훈련 폴더를 주십시오.")
    return Training(folder, kind, model, file, progress)
