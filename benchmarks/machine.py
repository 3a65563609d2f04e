"""재는 컴퓨터가 무엇인지, 메모리를 얼마나 썼는지."""

import os
import platform
import sys
from pathlib import Path


def machine():
    """CPU와 판. 숫자를 옮겨 적을 때 함께 적습니다."""
    from importlib.metadata import PackageNotFoundError, version

    def installed(package):
        try:
            return version(package)
        except PackageNotFoundError:
            return "없음"

    model = platform.processor()
    if (cpuinfo := Path("/proc/cpuinfo")).exists():
        model = cpuinfo.read_text(encoding="utf-8").split("model name\t: ")[-1].split("\n")[0]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    tensorflow = "tensorflow-cpu" if installed("tensorflow") == "없음" else "tensorflow"
    packages = ", ".join(f"{name} {installed(name)}" for name in (tensorflow, "keras", "torch"))
    return f"{model}, 코어 {cores}개, Python {platform.python_version()}, {packages}"


def peak_memory():
    """이 프로세스가 지금까지 가장 많이 쓴 메모리(바이트)."""
    if sys.platform == "win32":
        import psutil

        return psutil.Process().memory_info().peak_wset
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else 1024 * peak
