"""진단 가운데 GPU: 보이는지가 아니라 계산이 되는지를 말하고, 안 되면 이 운영체제에서 할 수 있는 것을 말합니다."""

from __future__ import annotations

import platform
import shutil

from gan_course import gpu
from gan_course.classroom.findings import Finding, Verdict
from gan_course.gpu import Outcome, Trial

_INSTALL = "`uv sync --no-group tensorflow --extra gpu`를 실행하십시오."
WSL2 = (
    "Windows의 TensorFlow가 GPU를 쓰던 것은 2.10이 마지막입니다. GPU로 훈련하려면 WSL2에서 하십시오. "
    "(1) 관리자 PowerShell에서 `wsl --install`을 실행하고 컴퓨터를 다시 켭니다. "
    "(2) 열린 Ubuntu 창에서 `nvidia-smi`가 GPU를 보이는지 봅니다. 드라이버는 Windows에만 설치하고 Ubuntu에는 설치하지 않습니다. "
    "(3) Ubuntu에 uv를 설치하고 이 저장소를 홈 폴더에 받습니다. "
    "(4) 저장소에서 `uv sync --no-group tensorflow --extra gpu`, 다음에 `uv run gan-course doctor`를 실행합니다. "
    "CPU로도 강좌는 됩니다."
)
_BROKEN = {
    Outcome.DIED: "드라이버를 새 것으로 하고 다시 켜 보십시오.",
    Outcome.HUNG: "GPU를 쓰는 다른 프로그램을 닫고 다시 진단해 보십시오.",
    Outcome.WRONG: "드라이버를 새 것으로 하고, 그래도 같으면 이 GPU를 쓰지 마십시오.",
    Outcome.NO_MEMORY: "GPU를 쓰는 다른 프로그램과 노트북의 커널을 닫고 다시 진단해 보십시오(`nvidia-smi`가 보여 줍니다).",
}


def check_gpu(
    count: int,
    system: str | None = None,
    processor: str | None = None,
) -> Finding:
    """GPU로 훈련할 수 있는지.

    Args:
        count: TensorFlow가 알아본 GPU의 수.
        system, processor: 운영체제와 CPU의 이름(`platform`의 것). 없으면 이 컴퓨터의 것.
    """
    if not count:
        return _unseen(system or platform.system(), (processor or platform.machine()).lower())
    plain, xla = gpu.examine()
    if xla is None:
        detail = f"TensorFlow가 {count}개를 알아보지만, 작은 합성곱을 해 보았더니 {_spoken(plain)}."
        remedy = _BROKEN[plain.outcome] + " GPU 없이 하려면 환경 변수 CUDA_VISIBLE_DEVICES를 -1로 정하십시오."
        return Finding("GPU", Verdict.WARNING, detail, remedy)
    gpu.remember(xla)
    usable = (
        f"{count}개로 작은 합성곱을 해 보았고, CPU의 답과 같습니다. `gan-course run --profile gpu`를 쓸 수 있습니다."
    )
    if xla.works:
        return Finding("GPU", Verdict.GOOD, f"{usable} XLA도 됩니다.")
    kept = "이번에는" if xla.outcome is Outcome.NO_MEMORY else "이 컴퓨터에서는"
    remedy = f"{kept} XLA를 끄고 훈련합니다. 조금 느릴 뿐 결과는 같으니 하실 일은 없습니다."
    return Finding("GPU", Verdict.WARNING, f"{usable} 다만 XLA로는 {_spoken(xla)}.", remedy)


def _spoken(trial: Trial) -> str:
    reason = f"({trial.detail})" if trial.detail else ""
    return f"{trial.outcome.value.removesuffix('.')}{reason}"


def _unseen(system: str, processor: str) -> Finding:
    arm = processor in ("arm64", "aarch64")
    if system == "Darwin" and arm:
        why = "Apple silicon의 GPU는 쓰지 않고 CPU로 훈련합니다. TensorFlow에는 macOS의 GPU판이 없고, Apple의 덧붙임(tensorflow-metal)은 Python 3.13용이 없습니다."
        return Finding("GPU", Verdict.GOOD, why)
    if not shutil.which("nvidia-smi"):
        return Finding("GPU", Verdict.GOOD, "없습니다. 강좌는 CPU로 실행됩니다.")
    unused = "NVIDIA GPU가 있지만 TensorFlow가 쓰지 못합니다."
    if system == "Windows":
        return Finding("GPU", Verdict.WARNING, unused, WSL2)
    if arm:
        remedy = (
            "aarch64 Linux의 TensorFlow 패키지는 CPU용뿐입니다. GPU를 쓰려면 NVIDIA가 만든 TensorFlow 컨테이너가 필요한데, "
            "이 강좌는 거기에서 시험하지 못했습니다. CPU로도 강좌는 됩니다."
        )
        return Finding("GPU", Verdict.WARNING, unused, remedy)
    return Finding("GPU", Verdict.WARNING, unused, f"GPU로 훈련하려면 {_INSTALL} CPU로도 강좌는 됩니다.")
