"""진단 가운데 판: TensorFlow와 Keras가 강좌가 허락하는 것인지, 없으면 어떻게 설치하는지."""

from __future__ import annotations

import importlib.metadata
import platform
import sys

from gan_course.classroom.findings import Finding, Verdict


def how_to_install(system: str = sys.platform, machine: str | None = None) -> str:
    """TensorFlow를 설치하는 법. 인텔 Mac과 ARM Windows에는 설치할 TensorFlow가 없습니다(pyproject.toml의 그룹 tensorflow)."""
    if (system, (machine or platform.machine()).lower()) in (("darwin", "x86_64"), ("win32", "arm64")):
        name = "인텔 Mac" if system == "darwin" else "ARM Windows"
        return f"{name}용 TensorFlow는 2.18 이상이 없습니다. Colab에서 여십시오(README의 「Colab」)."
    return (
        "저장소에서는 `uv sync`, wheel로 설치했으면 `pip install 'gan-course[cpu]'`, Linux에서 NVIDIA GPU를 쓰려면 "
        "`uv sync --no-group tensorflow --extra gpu`를 실행하십시오."
    )


def check_versions(tensorflow: str, keras: str, requirements: list[str] | None = None) -> Finding:
    """TensorFlow와 Keras가 강좌가 허락하는 판인지. Colab처럼 강좌보다 먼저 설치되어 있던 것은 아무도 살피지 않았습니다.

    Args:
        tensorflow, keras: 불러 본 판.
        requirements: 허락하는 판(PEP 508). 없으면 설치된 gan-course의 extra `cpu`와 `gpu`를 봅니다.
    """
    detail = f"{tensorflow}, Keras {keras}"
    try:
        from packaging.requirements import Requirement

        if requirements is None:
            requirements = importlib.metadata.requires("gan-course") or []
    except (ImportError, importlib.metadata.PackageNotFoundError):  # `패키지`의 고장으로 이미 말했습니다
        return Finding("TensorFlow", Verdict.GOOD, detail)
    allowed = {one.name: one.specifier for one in map(Requirement, requirements)}
    wrong = {
        name: allowed[name]
        for name, version in (("tensorflow", tensorflow), ("keras", keras))
        if name in allowed and not allowed[name].contains(version, prereleases=True)
    }
    if not wrong:
        return Finding("TensorFlow", Verdict.GOOD, detail)
    pins = " ".join(f'"{name}{wanted}"' for name, wanted in wrong.items())
    remedy = f"저장소에서는 `uv sync`, Colab에서는 `%pip install {pins}`를 실행하고 런타임을 다시 시작하십시오."
    return Finding("TensorFlow", Verdict.FAULT, f"{detail}. 필요한 판은 {pins}입니다.", remedy)
