"""GPU로, 그리고 XLA로 작은 합성곱이 되는지를 따로 띄운 파이썬에서 보고, 컴퓨터마다 기억합니다.

TensorFlow가 GPU를 알아보아도 계산은 안 될 수 있고, XLA만 프로세스째 죽기도 합니다. TensorFlow 2.21은 RTX 50의 XLA에서
그렇습니다(tensorflow/tensorflow#111958). 죽어도 되는 자식 프로세스에서 먼저 해 보아야 합니다.
TensorFlow는 들여오지 않고, 다른 패키지도 기억을 읽고 쓸 때만 들여옵니다(`doctor`는 고장 난 환경에서도 답합니다).
"""

from __future__ import annotations

import importlib.metadata
import json
import math
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from enum import Enum

PACKAGES = ("tensorflow", "tensorflow-cpu", "tensorflow-macos", "tf-nightly")
TIMEOUT = 240  # 초. 새 GPU에서는 XLA의 첫 컴파일이 1분을 넘기도 합니다(openxla/xla#44517)
_TOLERANCE = 0.02  # 가장 큰 값에 견준 차이. 요즈음의 GPU는 float32의 합성곱을 TF32(소수 셋째 자리)로 셉니다
_ANSWER = re.compile(r"^gan_course (plain|xla) (\S+)$", re.MULTILINE)

CONVOLUTION = """
import sys
import numpy as np
import tensorflow as tf

random = np.random.default_rng(0)
images = tf.constant(random.standard_normal((4, 16, 16, 8)), tf.float32)
kernel = tf.constant(random.standard_normal((3, 3, 8, 16)), tf.float32)

def step(images, kernel):
    with tf.GradientTape() as tape:
        tape.watch(kernel)
        loss = tf.reduce_mean(tf.nn.conv2d(images, kernel, 2, "SAME") ** 2)
    return tape.gradient(loss, kernel)

with tf.device("CPU:0"):
    expected = step(images, kernel).numpy()
for name, xla in (("plain", False), ("xla", True)):
    worst = 0.0
    for gpu in tf.config.list_logical_devices("GPU"):
        try:
            with tf.device(gpu.name):
                found = tf.function(step, jit_compile=xla)(tf.identity(images), tf.identity(kernel)).numpy()
        except tf.errors.ResourceExhaustedError:
            print("gan_course", name, "no_memory", flush=True)
            sys.exit()
        worst = np.maximum(worst, np.abs(found - expected).max() / np.abs(expected).max())
    print("gan_course", name, worst, flush=True)
"""


class Outcome(Enum):
    """자식 프로세스가 GPU로 해 본 작은 합성곱의 결과."""

    WORKS = "됩니다"
    DIED = "프로세스가 죽습니다"
    HUNG = "끝나지 않습니다"
    WRONG = "틀린 수를 냅니다"
    NO_MEMORY = "GPU의 메모리가 모자랍니다"


@dataclass(frozen=True)
class Trial:
    """합성곱 한 번의 결과와, 자식이 남긴 까닭(없으면 빈 글)."""

    outcome: Outcome
    detail: str = ""

    @property
    def works(self) -> bool:
        return self.outcome is Outcome.WORKS


def examine(code: str = CONVOLUTION, timeout: float = TIMEOUT) -> tuple[Trial, Trial | None]:
    """자식 프로세스에서 작은 합성곱과 그 그레이디언트를 그대로, 다음에 XLA로 계산해 CPU의 답과 견줍니다.

    Args:
        code: 자식이 실행할 파이썬 코드.
        timeout: 기다릴 시간(초).

    Returns:
        (그대로, XLA로)의 결과. 그대로가 되지 않으면 XLA는 None입니다.
    """
    hung = False
    try:
        child = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "TF_FORCE_GPU_ALLOW_GROWTH": "true", "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            timeout=timeout,
        )
        out, reason = child.stdout, _last_words(child)
    except subprocess.TimeoutExpired as error:
        hung, reason = True, f"{timeout:g}초를 기다렸습니다"
        out = error.stdout or ""
        out = out.decode("utf-8", "replace") if isinstance(out, bytes) else out  # POSIX에서는 바이트입니다
    answers = dict(_ANSWER.findall(out))

    def trial(name):
        if name not in answers:
            return Trial(Outcome.HUNG if hung else Outcome.DIED, reason)
        if answers[name] == "no_memory":
            return Trial(Outcome.NO_MEMORY)
        error = float(answers[name])
        if not math.isfinite(error):
            return Trial(Outcome.WRONG, "NaN이나 무한대가 나옵니다")
        if error > _TOLERANCE:
            return Trial(Outcome.WRONG, f"CPU의 답과 {error:.1%} 다릅니다")
        return Trial(Outcome.WORKS)

    plain = trial("plain")
    return plain, trial("xla") if plain.works else None


def _last_words(child):
    words = child.stderr.strip().splitlines()
    code = child.returncode
    ended = f"신호 {-code}번" if code < 0 else f"종료 코드 {code}"
    return f"{ended}: {words[-1]}" if words else ended


def machine() -> str:
    """기억의 열쇠: GPU의 이름, 드라이버, TensorFlow의 버전. 하나라도 바뀌면 다시 해 보아야 합니다."""
    devices = "GPU를 모름"
    if program := shutil.which("nvidia-smi"):
        query = [program, "--query-gpu=name,driver_version", "--format=csv,noheader"]
        try:
            answer = subprocess.run(
                query, capture_output=True, encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL, timeout=30
            )
            devices = "; ".join(sorted(answer.stdout.strip().splitlines())) or devices
        except (OSError, subprocess.TimeoutExpired):
            pass
    versions = (f"{name} {version}" for name in PACKAGES if (version := installed(name)))
    return " | ".join([devices, *versions])


def installed(package: str) -> str | None:
    """설치된 패키지의 버전. 없으면 None."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def remember(xla: Trial) -> None:
    """XLA의 결과를 이 컴퓨터의 것으로 적어 둡니다. 메모리가 모자란 것은 다음에는 다를 수 있어 적지 않습니다."""
    if xla.outcome is Outcome.NO_MEMORY:
        return
    from gan_course.files import write_atomically

    try:
        known = _remembered() | {machine(): xla.outcome.name}
        write_atomically(_file(), json.dumps(known, ensure_ascii=False, indent=1))
    except OSError:  # 적을 곳이 없으면 다음에 다시 해 봅니다
        pass


def xla_outcome() -> Outcome | None:
    """이 컴퓨터에서 기억한 XLA의 결과. 아직 해 보지 않았으면 None."""
    name = _remembered().get(machine())
    return Outcome[name] if name in Outcome.__members__ else None


def _remembered() -> dict[str, str]:
    try:
        known = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _file():
    from gan_course.files import cache_folder

    return cache_folder() / "xla.json"


def can_use_xla() -> bool:
    """GPU로 훈련할 때 XLA를 켜도 되는지. 해 본 적이 없으면 지금 해 보고(수십 초) 기억합니다. 끄면 까닭을 적습니다."""
    outcome = xla_outcome()
    if outcome is None:
        print("이 GPU에서 XLA가 되는지 처음으로 해 봅니다. 수십 초쯤 걸리고, 결과는 기억해 둡니다.", flush=True)
        plain, xla = examine()
        if xla is not None:
            remember(xla)
        outcome = plain.outcome if xla is None else xla.outcome
    if outcome is not Outcome.WORKS:
        print(
            f"XLA 없이 훈련합니다(XLA를 해 보았더니 {outcome.value}). 조금 느릴 뿐 결과는 같습니다. "
            "자세한 것은 `gan-course doctor`가 말합니다.",
            flush=True,
        )
    return outcome is Outcome.WORKS
