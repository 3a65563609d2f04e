"""이 컴퓨터에서 강좌를 돌릴 수 있는지 살피고, 고장마다 무엇을 하면 되는지 알려 줍니다.

고장 난 환경에서도 답해야 하므로, 패키지는 들여오지 않고 설치 기록만 읽습니다.
TensorFlow는 따로 띄운 파이썬에서만 불러 봅니다.
"""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

from gan_course.classroom.findings import INSTALL, Finding, Verdict
from gan_course.classroom.graphics import check_gpu
from gan_course.classroom.versions import check_versions, how_to_install
from gan_course.gpu import PACKAGES as TENSORFLOW_PACKAGES
from gan_course.gpu import installed as _installed

PYTHON_FROM, PYTHON_BELOW = (3, 11), (3, 14)
MEMORY_NEEDED = 4.0  # GiB. 강좌 전체를 실행할 때의 최대 사용량보다 조금 넉넉합니다
DISK_NEEDED = 1.0  # GiB. build 폴더와 캐시
PROBE = """
import tensorflow as tf
import keras
print(tf.__version__, keras.__version__, len(tf.config.list_physical_devices("GPU")))
"""


def check() -> list[Finding]:
    """모든 진단을 합니다. TensorFlow를 한 번 불러 보므로 십여 초 걸릴 수 있습니다."""
    checks = (
        check_python,
        check_packages,
        check_tensorflow,
        check_memory,
        check_disk,
        check_writing,
        check_font,
        check_data,
    )
    return [finding for one in checks for finding in _as_list(one())]


def report(findings: Iterable[Finding] | None = None) -> str:
    """진단을 사람이 읽는 글로 적습니다. 마지막 줄이 결론입니다."""
    findings = check() if findings is None else list(findings)
    faults = sum(finding.verdict is Verdict.FAULT for finding in findings)
    conclusion = (
        f"고장이 {faults}가지 있습니다. 화살표(→)를 따라 고친 뒤 다시 진단해 보십시오."
        if faults
        else "이 컴퓨터에서 강좌를 실행할 수 있습니다."
    )
    return "\n".join([*map(str, findings), "", conclusion])


def check_python(version: tuple[int, ...] = sys.version_info[:3]) -> Finding:
    """파이썬의 버전이 맞는지."""
    detail = ".".join(map(str, version))
    if PYTHON_FROM <= version[:2] < PYTHON_BELOW:
        return Finding("파이썬", Verdict.GOOD, detail)
    return Finding(
        "파이썬",
        Verdict.FAULT,
        detail,
        "파이썬 3.11, 3.12, 3.13 가운데 하나가 필요합니다. `uv python install 3.12` 뒤에 `uv sync`를 실행하십시오.",
    )


def check_packages(requirements: list[str] | None = None) -> list[Finding]:
    """강좌 패키지가 요구하는 패키지가 모두, 맞는 버전으로 있는지.

    Args:
        requirements: 확인할 요구(PEP 508). 없으면 설치된 gan-course의 기록을 봅니다.
    """
    try:
        from packaging.requirements import Requirement

        if requirements is None:
            requirements = importlib.metadata.requires("gan-course") or []
    except (ImportError, importlib.metadata.PackageNotFoundError):
        return [Finding("패키지", Verdict.FAULT, "강좌 패키지(gan-course)가 설치되어 있지 않습니다.", INSTALL)]
    faults, count = [], 0
    for requirement in map(Requirement, requirements):
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        count += 1
        installed = _installed(requirement.name)
        if installed is None:
            detail = f"없습니다. 필요한 버전은 {requirement.specifier}입니다."
            faults.append(Finding(f"패키지 {requirement.name}", Verdict.FAULT, detail, INSTALL))
        elif not requirement.specifier.contains(installed, prereleases=True):
            detail = f"{installed}입니다. 필요한 버전은 {requirement.specifier}입니다."
            faults.append(Finding(f"패키지 {requirement.name}", Verdict.FAULT, detail, INSTALL))
    return faults or [Finding("패키지", Verdict.GOOD, f"{count}개가 모두 맞는 버전입니다.")]


def run_probe(code: str, timeout: float) -> subprocess.CompletedProcess[str]:
    """TensorFlow를 쓰는 코드를 따로 띄운 파이썬에서 조용히 실행합니다. ``timeout``초가 지나면 TimeoutExpired입니다."""
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "KERAS_BACKEND": "tensorflow", "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        timeout=timeout,
    )


def check_tensorflow(timeout: float = 180) -> Iterator[Finding]:
    """TensorFlow가 있고, 불러지고, GPU로 계산하는지."""
    versions = {name: version for name in TENSORFLOW_PACKAGES if (version := _installed(name))}
    if not versions:
        yield Finding("TensorFlow", Verdict.FAULT, "설치되어 있지 않습니다.", how_to_install())
        return
    listed = ", ".join(f"{name} {version}" for name, version in versions.items())
    if len(versions) > 1:
        remedy = "둘은 같은 폴더를 나눠 써서 서로를 망가뜨립니다. 둘 다 지우고(pip uninstall) 하나만 다시 설치하십시오."
        yield Finding("TensorFlow", Verdict.WARNING, f"겹쳐 설치되어 있습니다: {listed}", remedy)
    try:
        probe = run_probe(PROBE, timeout)
    except subprocess.TimeoutExpired:
        remedy = "다른 프로그램을 닫고 다시 진단해 보십시오."
        yield Finding("TensorFlow", Verdict.FAULT, f"{timeout:.0f}초가 지나도 불러지지 않습니다.", remedy)
        return
    answer = probe.stdout.split()
    if probe.returncode or len(answer) < 3:
        last = (probe.stderr.strip().splitlines() or [f"종료 코드 {probe.returncode}"])[-1]
        remedy = (
            "지우고 다시 설치하십시오(`uv sync --reinstall`). "
            "그래도 같다면 이 CPU가 AVX 명령을 모르는 것일 수 있으니 Colab을 쓰십시오."
        )
        yield Finding("TensorFlow", Verdict.FAULT, f"불러오지 못했습니다({listed}): {last}", remedy)
        return
    tensorflow, keras, gpus = answer[-3], answer[-2], int(answer[-1])
    yield check_versions(tensorflow, keras)
    yield check_gpu(gpus)


def check_memory(available: float | None = None) -> Finding:
    """쓸 수 있는 메모리(GiB)."""
    if available is None:
        try:
            import psutil
        except ImportError:
            return Finding("메모리", Verdict.WARNING, "psutil이 없어 재지 못했습니다.", INSTALL)
        available = psutil.virtual_memory().available / 2**30
    detail = f"{available:.1f} GiB를 쓸 수 있습니다."
    if available >= MEMORY_NEEDED:
        return Finding("메모리", Verdict.GOOD, detail)
    remedy = f"{MEMORY_NEEDED:.0f} GiB쯤 필요합니다. 브라우저 탭과 다른 노트북의 커널을 닫으십시오."
    return Finding("메모리", Verdict.WARNING, detail, remedy)


def check_disk(free: float | None = None) -> Finding:
    """강좌 폴더가 있는 디스크의 빈자리(GiB)."""
    if free is None:
        free = shutil.disk_usage(Path(__file__).parent).free / 2**30
    detail = f"{free:.1f} GiB가 비어 있습니다."
    if free >= DISK_NEEDED:
        return Finding("디스크", Verdict.GOOD, detail)
    return Finding("디스크", Verdict.FAULT, detail, f"{DISK_NEEDED:.0f} GiB를 비우십시오.")


def check_writing() -> Finding:
    """내 자리에 쓸 수 있는지: 캐시 폴더와, 노트북이 있는 폴더."""
    try:
        from gan_course.classroom.personal_copy import is_writable
        from gan_course.course.chapters import course_folder
        from gan_course.files import cache_folder

        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            cache = cache_folder()
        if not is_writable(cache):
            raise OSError(f"캐시 폴더에 쓸 수 없습니다: {cache}")
    except ImportError as error:
        return Finding("쓰기", Verdict.FAULT, str(error), INSTALL)
    except OSError as error:
        return Finding("쓰기", Verdict.FAULT, str(error), "환경 변수 GAN_COURSE_CACHE에 쓸 수 있는 폴더를 적으십시오.")
    try:
        notebooks = course_folder() / "notebooks"
    except ValueError as error:
        return Finding("쓰기", Verdict.WARNING, str(error), "강좌 폴더에서 다시 진단하십시오.")
    if told:
        remedy = "환경 변수 GAN_COURSE_CACHE(와 HOME)에 쓸 수 있는 폴더를 적으십시오."
        return Finding("쓰기", Verdict.WARNING, str(told[0].message), remedy)
    if is_writable(notebooks):
        return Finding("쓰기", Verdict.GOOD, "노트북과 캐시를 저장할 수 있습니다.")
    detail = "여럿이 나누어 쓰는 설치라서 노트북 폴더가 읽기 전용입니다."
    return Finding("쓰기", Verdict.WARNING, detail, "`gan-course lab`으로 내 사본을 만들어 여십시오.")


def check_font() -> Finding:
    """함께 온 한글 글꼴을 그림에 쓸 수 있는지."""
    try:
        from matplotlib.ft2font import FT2Font

        from gan_course.files import verified_path

        font = FT2Font(str(verified_path("fonts/NanumSquareR.ttf")))
        missing = [letter for letter in "가힣" if not font.get_char_index(ord(letter))]
    except Exception as error:  # 패키지나 파일이 없거나 깨졌거나, 어느 쪽이든 진단은 이어집니다
        return Finding("한글 글꼴", Verdict.FAULT, str(error), _restore(error))
    if missing:
        return Finding("한글 글꼴", Verdict.FAULT, "한글이 없는 글꼴입니다.", _restore())
    return Finding("한글 글꼴", Verdict.GOOD, f"{font.family_name} 글꼴을 씁니다.")


def check_data() -> Finding:
    """데이터 파일이 모두 있고 원본과 한 바이트도 다르지 않은지."""
    try:
        from gan_course.files import data_folder, read_checksums, verified_path

        names = list(read_checksums(data_folder()))
        for name in names:
            verified_path(name)
    except Exception as error:
        return Finding("데이터", Verdict.FAULT, str(error), _restore(error))
    return Finding("데이터", Verdict.GOOD, f"{len(names)}개 파일이 원본과 같습니다.")


def _restore(error: Exception | None = None) -> str:
    if isinstance(error, ImportError):
        return INSTALL
    from gan_course.files import how_to_restore

    return how_to_restore()


def _as_list(result: Finding | Iterable[Finding]) -> list[Finding]:
    return [result] if isinstance(result, Finding) else list(result)
