"""멈춘 훈련을 한 비트도 다르지 않게 이어 가는 콜백.

Keras의 `BackupAndRestore`(3.15)는 가중치와 에포크를 두 파일에 제자리로 따로 쓰므로, 저장하는 도중에 죽으면 둘이
어긋나거나 망가집니다. 자료의 순서도 되살리지 않습니다.
"""

import json
import math
import signal
import tempfile
import threading
import time
import zipfile
from pathlib import Path

from gan_course._tensorflow import keras
from gan_course.files import remove_leftovers, replacing, user_path
from gan_course.training.differences import changed, differences
from gan_course.training.distribution import from_every_worker, has_several_workers, is_chief
from gan_course.training.keras_private import continue_from_epoch

FILE = "latest.keras"
_OPTIMIZERS = "옵티마이저나 손실"
_MORE_EPOCHS = " 에포크의 수를 바꾸면 이미 훈련한 걸음의 학습률도 달라졌을 것입니다."
_PROGRESS = "progress.json"  # .keras(ZIP) 안에 함께 담는 것: 어디까지 했는지, 어떤 훈련인지


class ResumeTraining(keras.callbacks.Callback):
    """`fit`을 언제 멈추어도 같은 코드를 다시 실행하면 이어 가게 합니다.

    에포크가 끝날 때마다 `folder/latest.keras` 하나에 모두 저장합니다: 모델의 가중치와 EMA, 두 옵티마이저,
    이미지 풀, 난수의 상태, 지금까지의 손실, 에포크와 걸음. 새 파일을 다 쓴 다음 이름을 바꾸므로, 저장하는 도중에
    죽어도 앞서 저장한 것이 그대로 남습니다. 같은 CPU라면 멈추지 않은 훈련과 한 비트도 다르지 않습니다.

    Ctrl-C(노트북에서는 ■)를 누르면 하던 걸음을 마치고 저장한 다음 멈춥니다. 한 번 더 누르면 곧바로 멈춥니다.
    컴퓨터가 여럿이면(`TF_CONFIG`) 모두가 같은 폴더를 보아야 합니다. 첫 컴퓨터만 쓰고 모두가 읽습니다. Ctrl-C는 곧바로
    멈추므로 마지막으로 저장한 자리에서 이어 갑니다. 한 대가 죽으면 나머지도 멈추니, 모두 다시 실행하십시오.
    `latest.keras`는 보통의 Keras 파일이므로 `keras.models.load_model`로도 열 수 있습니다.

    Args:
        folder: 저장할 폴더. 없으면 만듭니다. 훈련마다 다른 폴더를 주십시오.
        data: `fit`에 주는 바로 그 자료. `mnist.dataset`이나 `unpaired_dataset`처럼 `epoch_dataset`으로 만든 것.
        every_steps: 에포크가 길 때, 에포크 안에서도 이만큼의 걸음마다 저장합니다.
        asked: 사람이 고른 것의 이름 → 값(JSON에 적을 수 있는 것). 함께 저장해 두었다가, 다른 훈련이라 물리칠 때 무엇이
            다른지를 이 이름으로도 말합니다.

    에포크의 수가 달라 학습률(이나 λ)의 일정이 달라졌더라도, 이미 간 걸음에서 두 일정의 값이 모두 같으면 이어 갑니다.

    Raises:
        ValueError: 자료의 순서를 되살릴 수 없을 때. 파일이 망가졌거나 다른 훈련이 저장한 것일 때(`fit`에서).
        OSError: 저장할 수 없을 때(`fit`에서). 앞서 저장한 것은 그대로 남습니다.
    """

    def __init__(self, folder, data, every_steps=None, asked=None):
        super().__init__()
        if not hasattr(data, "position"):
            raise ValueError(
                "ResumeTraining: 이 자료는 순서를 되살릴 수 없습니다. mnist.dataset, unpaired_dataset, image_folders가 "
                "돌려준 것을 그대로 주십시오. map이나 take를 거쳤다면, 거치기 전에 epoch_dataset으로 만드십시오."
            )
        self.path = user_path(folder) / FILE
        self.position = data.position
        self.every_steps = every_steps
        self.asked = json.loads(json.dumps(asked or {}))
        self._stop = False

    # ── 훈련의 앞뒤 ──────────────────────────────────────────────────────────────────────────────

    def on_train_begin(self, logs=None):
        self._training = self._identity()  # 훈련하면서 바뀌기(이를테면 학습률) 전의 것
        self._history = {}
        self._skip, self._metrics = 0, None
        self._has_peers = has_several_workers(self.model.distribute_strategy)
        self._earlier, self._begun = 0.0, time.monotonic()  # 앞서 걸린 초(모르면 None)와, 이번에 시작한 때
        progress = read_progress(self.path) if self.path.exists() else None
        if self._has_peers:
            self._check_same_progress(progress)
        if progress:
            self._restore(progress)
        else:
            self._save(epoch=0, step=0)  # 쓸 수 없는 폴더라면 훈련하기 전에 압니다.
        self._stop = False
        if self._catches_interrupts():
            self._previous_handler = signal.signal(signal.SIGINT, self._interrupt)

    def on_epoch_begin(self, epoch, logs=None):
        self._epoch = epoch
        continue_from_epoch(self.model, 0)  # 이미 썼습니다. 다음 fit에는 남기지 않습니다.
        self.position.epoch = epoch
        if self._skip:
            for variable, value in zip(self._metric_variables(), self._metrics):
                variable.assign(value)
            self.model.train_function = self._skip_batches(self.model.train_function)

    def on_train_batch_begin(self, batch, logs=None):
        # 여러 걸음을 한 번에 가면(steps_per_execution), 옛 Keras(3.8)는 on_train_batch_end에도 첫 걸음을 알립니다.
        steps = self.params["steps"] or math.inf
        self._done = min(batch + self.model.steps_per_execution, steps)

    def on_train_batch_end(self, batch, logs=None):
        if self._skip:
            return
        step = self._done
        if self._stop or (self.every_steps and step % self.every_steps == 0):
            self._save(self._epoch, step)
        if self._stop:
            raise KeyboardInterrupt(
                f"훈련을 멈췄습니다. {self._epoch + 1}번째 에포크의 {step}걸음까지 {self.path}에 저장했습니다. "
                "같은 코드를 다시 실행하면 여기에서 이어 갑니다."
            )

    def on_epoch_end(self, epoch, logs=None):
        for name, value in (logs or {}).items():
            self._history.setdefault(name, []).append(float(value))
        self._save(epoch + 1, step=0)

    def on_train_end(self, logs=None):
        continue_from_epoch(self.model, 0)
        if self._catches_interrupts():
            signal.signal(signal.SIGINT, self._previous_handler)

    # ── 저장 ────────────────────────────────────────────────────────────────────────────────────

    def _save(self, epoch, step):
        progress = {
            "epoch": epoch,
            "step": step,
            "history": self._history,
            "metrics": [variable.numpy().tolist() for variable in self._metric_variables()],
            "seconds": None if self._earlier is None else self._earlier + time.monotonic() - self._begun,
            "training": self._training,
            "asked": self.asked,
        }
        if self._has_peers and not is_chief(self.model.distribute_strategy):
            # 손실의 기록은 모든 컴퓨터가 함께 읽어야 하므로 저장하는 시늉을 같이 합니다.
            with tempfile.TemporaryDirectory() as unused:
                self.model.save(Path(unused) / FILE)
            return
        try:
            with replacing(self.path) as partial:
                self.model.save(partial)
                with zipfile.ZipFile(partial, "a") as archive:
                    archive.writestr(_PROGRESS, json.dumps(progress, ensure_ascii=False))
        except OSError as error:
            kept = "앞서 저장한 것은 그대로 있습니다. " if self.path.exists() else ""
            raise OSError(
                f"훈련을 저장할 수 없습니다: {self.path} ({error}). {kept}"
                "디스크에 자리가 있는지, 폴더에 쓸 수 있는지 확인한 다음 같은 코드를 다시 실행하십시오."
            ) from error

    def _identity(self):
        """이어 가도 되는 훈련인지 견줄 것들. JSON을 거쳐도 같은 값만 담습니다."""
        config = self.model.get_config()
        # 신경망은 가중치의 모양으로 견줍니다. 일정이 있는 λ 같은 나머지는 모두 견줍니다.
        settings = {name: value for name, value in config.items() if not _is_network(value)}
        identity = {
            "모델의 설정": [type(self.model).__name__, settings],
            "신경망의 구조": [[list(weight.shape), str(weight.dtype)] for weight in self.model.weights],
            _OPTIMIZERS: self.model.get_compile_config(),
            "자료, 배치의 크기, 섞는 씨앗, 한 에포크의 걸음 수 가운데 하나": self.position.identity,
        }
        return _without_names(json.loads(json.dumps(identity)))

    # ── 되살리기 ────────────────────────────────────────────────────────────────────────────────

    def _restore(self, progress):
        if not self._has_peers or is_chief(self.model.distribute_strategy):
            remove_leftovers(self.path)
        steps = progress["epoch"] * (self.params["steps"] or 0) + progress["step"]
        if different := differences(progress["training"], self._training, steps):
            # 명령에서 왔으면 사람이 적은 옵션의 이름으로 말하고, 어디가 달라지는지는 짧게 덧붙입니다.
            chosen = changed(progress.get("asked", {}), self.asked)
            told = ", ".join(part + (f"({what})" if what and not chosen else "") for part, what in different.items())
            if chosen:
                told = f"{chosen}. 그래서 달라진 것: {told}"
            place = "--output에 다른 폴더를" if self.asked else "ResumeTraining에 다른 폴더를"
            raise ValueError(
                f"{self.path}에는 다른 훈련이 저장되어 있습니다. 다른 것: {told}. "
                f"저장할 때의 설정으로 되돌리거나, 새로 훈련하려면 {place} 주십시오."
                + (_MORE_EPOCHS if "--epochs" in chosen and _OPTIMIZERS in different else "")
            )
        self.model.load_weights(self.path)
        self._metrics = progress["metrics"]
        self._history = progress["history"]
        self._earlier = progress.get("seconds")  # 걸린 시간을 적기 전의 파일에는 없습니다
        self._skip = progress["step"]
        continue_from_epoch(self.model, progress["epoch"])
        # fit이 돌려주는 History에도 앞서 훈련한 에포크를 되살립니다.
        self.model.history.history.update({name: list(values) for name, values in self._history.items()})
        print(f"이어서 훈련합니다: {progress['epoch']} 에포크와 {progress['step']}걸음을 마친 자리부터 ({self.path})")

    def _check_same_progress(self, progress):
        here = [progress["epoch"], progress["step"]] if progress else [-1, -1]
        everywhere = from_every_worker(self.model.distribute_strategy, here)
        if any(other != here for other in everywhere):
            found = ", ".join("없음" if e < 0 else f"{e} 에포크와 {s}걸음" for e, s in everywhere)
            raise ValueError(
                f"컴퓨터마다 {self.path}에 저장된 것이 다릅니다(차례로 {found}). "
                "모든 컴퓨터가 같은 폴더를 보게 하거나, 첫 컴퓨터의 파일을 나머지에 똑같이 복사하십시오."
            )

    def _metric_variables(self):
        return [variable for metric in self.model.metrics for variable in metric.variables]

    def _skip_batches(self, train_function):
        """이미 훈련한 배치는 자료에서 꺼내기만 하고 지나갑니다."""

        def skip(iterator):
            for _ in range(self.model.steps_per_execution):
                next(iterator)
                self._skip -= 1
            if self._skip <= 0:
                self._skip = 0
                self.model.train_function = train_function
            return self.model.get_metrics_result()

        return skip

    # ── Ctrl-C ──────────────────────────────────────────────────────────────────────────────────

    def _catches_interrupts(self):
        return threading.current_thread() is threading.main_thread() and not self._has_peers

    def _interrupt(self, signum, frame):
        signal.signal(signal.SIGINT, self._previous_handler)  # 두 번째 Ctrl-C는 곧바로 멈춥니다.
        if _is_fitting(self.model, frame):
            self._stop = True
            print("이 걸음을 마치고 저장한 다음 멈춥니다. 곧바로 멈추려면 한 번 더 누르십시오.")
        elif callable(self._previous_handler):  # 훈련이 오류로 끝난 뒤라면 하던 대로 합니다.
            self._previous_handler(signum, frame)


def read_progress(path: Path) -> dict:
    """`ResumeTraining`이 저장한 파일에서, 어디까지 했는지: epoch, step, history, asked, 걸린 seconds(모르면 None) 등.

    Raises:
        ValueError: 파일이 망가졌거나 `ResumeTraining`이 저장한 것이 아닐 때.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if broken := archive.testzip():  # 모든 바이트를 CRC와 견줍니다.
                raise zipfile.BadZipFile(broken)
            progress = json.loads(archive.read(_PROGRESS))
        return progress | {name: progress[name] for name in ("epoch", "step", "history", "metrics", "training")}
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise ValueError(
            f"{path}에서 이어 갈 수 없습니다({type(error).__name__}: {error}). 파일이 망가졌거나 "
            "ResumeTraining이 저장한 것이 아닙니다. 백업이 있으면 되돌려 놓고, "
            "처음부터 다시 훈련하려면 이 파일을 지우거나 다른 폴더를 주십시오."
        ) from error


def _is_network(value):
    return isinstance(value, dict) and "layers" in (value.get("config") or {})


def _without_names(value):
    """이름을 뺍니다. Keras는 만들 때마다 adam, adam_1처럼 번호를 붙입니다."""
    if isinstance(value, dict):
        return {key: _without_names(item) for key, item in value.items() if key != "name"}
    return [_without_names(item) for item in value] if isinstance(value, list) else value


def _is_fitting(model, frame):
    while frame is not None:
        if frame.f_code.co_name == "fit" and any(value is model for value in frame.f_locals.values()):
            return True
        frame = frame.f_back
    return False
