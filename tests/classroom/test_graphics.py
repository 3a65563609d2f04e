"""진단의 GPU: 계산해 본 결과마다, 운영체제마다 무엇을 말하는지."""

import pytest

from gan_course import gpu
from gan_course.classroom import graphics
from gan_course.classroom.doctor import Verdict
from gan_course.gpu import Outcome, Trial


@pytest.fixture(autouse=True)
def this_machine(monkeypatch, tmp_path):
    monkeypatch.setenv("GAN_COURSE_CACHE", str(tmp_path))
    monkeypatch.setattr(gpu, "machine", lambda: "RTX 5090, 600.1 | tensorflow 2.21.0")


def seen(monkeypatch, plain, xla=None):
    monkeypatch.setattr(gpu, "examine", lambda: (Trial(plain, "까닭"), xla and Trial(xla, "까닭")))
    return graphics.check_gpu(2)


def test_a_gpu_that_computes_is_good_and_remembered(monkeypatch):
    finding = seen(monkeypatch, Outcome.WORKS, Outcome.WORKS)
    assert finding.verdict is Verdict.GOOD and "2개" in finding.detail and "XLA도 됩니다" in finding.detail
    assert gpu.xla_outcome() is Outcome.WORKS


@pytest.mark.parametrize("outcome", [Outcome.DIED, Outcome.HUNG, Outcome.WRONG, Outcome.NO_MEMORY])
def test_xla_alone_that_fails_is_left_off_and_said(monkeypatch, outcome):
    finding = seen(monkeypatch, Outcome.WORKS, outcome)
    assert finding.verdict is Verdict.WARNING and "--profile gpu" in finding.detail
    assert f"XLA로는 {outcome.value}(까닭)" in finding.detail and "XLA를 끄고 훈련합니다" in finding.remedy
    assert gpu.xla_outcome() is (None if outcome is Outcome.NO_MEMORY else outcome)


@pytest.mark.parametrize("outcome", [Outcome.DIED, Outcome.HUNG, Outcome.WRONG, Outcome.NO_MEMORY])
def test_a_listed_gpu_that_does_not_compute_is_not_called_good(monkeypatch, outcome):
    finding = seen(monkeypatch, outcome)
    assert finding.verdict is Verdict.WARNING and outcome.value in finding.detail and "--profile" not in finding.detail
    assert "CUDA_VISIBLE_DEVICES" in finding.remedy and gpu.xla_outcome() is None


@pytest.mark.parametrize(
    ("system", "processor", "driver", "verdict", "says"),
    [
        ("Windows", "AMD64", True, Verdict.WARNING, ["WSL2", "(1)", "wsl --install", "nvidia-smi", "(4)", "2.10"]),
        ("Windows", "AMD64", False, Verdict.GOOD, ["CPU로 실행"]),
        ("Linux", "x86_64", True, Verdict.WARNING, ["uv sync --no-group tensorflow --extra gpu"]),
        ("Linux", "x86_64", False, Verdict.GOOD, ["CPU로 실행"]),
        ("Linux", "aarch64", True, Verdict.WARNING, ["CPU용뿐", "컨테이너"]),
        ("Linux", "aarch64", False, Verdict.GOOD, ["CPU로 실행"]),
        ("Darwin", "arm64", False, Verdict.GOOD, ["Apple silicon", "tensorflow-metal", "Python 3.13"]),
        ("Darwin", "x86_64", False, Verdict.GOOD, ["CPU로 실행"]),
    ],
)
def test_what_works_on_this_operating_system_is_said(monkeypatch, system, processor, driver, verdict, says):
    monkeypatch.setattr(graphics.shutil, "which", lambda name: "nvidia-smi" if driver else None)
    finding = graphics.check_gpu(0, system, processor)
    assert finding.verdict is verdict
    assert all(word in f"{finding.detail} {finding.remedy}" for word in says)
    assert ("--extra gpu" in finding.remedy) == (driver and processor != "aarch64")
    if system == "Windows" and driver:  # Windows에는 설치되지 않으므로, WSL2의 차례 안에만 있습니다
        assert finding.remedy.index("wsl --install") < finding.remedy.index("--extra gpu")
