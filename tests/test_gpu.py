"""GPU로 해 보는 작은 합성곱의 결과들. GPU가 없는 컴퓨터에서도 보도록, 자식 프로세스가 흉내 냅니다."""

import json
import subprocess
import sys
import types

import pytest

from gan_course import gpu
from gan_course._tensorflow import tf
from gan_course.gpu import Outcome, Trial
from gan_course.training import GAN
from tests.training.tiny import NOISE_DIM, adam, gan_networks, tiny_gan

WORKS = "print('gan_course plain 1e-06', flush=True)\n"
DIE = "import os, sys; sys.stderr.write('LLVM ERROR: PTX version\\n'); sys.stderr.flush(); os.abort()\n"


@pytest.fixture(autouse=True)
def this_machine(monkeypatch, tmp_path):
    monkeypatch.setenv("GAN_COURSE_CACHE", str(tmp_path / "캐시"))
    monkeypatch.setattr(gpu, "machine", lambda: "RTX 5090, 600.1 | tensorflow 2.21.0")


@pytest.mark.parametrize(
    ("code", "plain", "xla"),
    [
        (WORKS + "print('gan_course xla 0.0008')", Outcome.WORKS, Outcome.WORKS),
        (WORKS + DIE, Outcome.WORKS, Outcome.DIED),
        (DIE, Outcome.DIED, None),
        ("raise SystemExit(3)", Outcome.DIED, None),
        ("import no_such_package", Outcome.DIED, None),
        ("print('gan_course plain 0.5')", Outcome.WRONG, None),
        ("print('gan_course plain nan')", Outcome.WRONG, None),
        ("print('gan_course plain inf')", Outcome.WRONG, None),
        (WORKS + "print('gan_course xla nan')", Outcome.WORKS, Outcome.WRONG),
        ("print('gan_course plain no_memory')", Outcome.NO_MEMORY, None),
        (WORKS + "print('gan_course xla no_memory')", Outcome.WORKS, Outcome.NO_MEMORY),
        ("", Outcome.DIED, None),
    ],
    ids=["works", "xla_dies", "dies", "exit", "import", "wrong", "nan", "inf", "xla_wrong", "no_memory", "xla_no_memory",
         "silent"],
)  # fmt: skip
def test_every_outcome_of_the_child_is_told(code, plain, xla):
    found_plain, found_xla = gpu.examine(code)
    assert found_plain.outcome is plain
    assert (found_xla and found_xla.outcome) is xla
    for trial in (found_plain, found_xla):
        if trial and trial.outcome in (Outcome.DIED, Outcome.WRONG):
            assert trial.detail


def test_the_last_words_of_a_child_that_died_are_kept():
    _, xla = gpu.examine(WORKS + DIE)
    assert "LLVM ERROR: PTX version" in xla.detail and "신호 6번" in xla.detail


def test_a_child_that_hangs_is_ended():
    plain, xla = gpu.examine("import time; time.sleep(600)", timeout=0.3)
    assert (plain.outcome, xla) == (Outcome.HUNG, None)


@pytest.mark.parametrize("out", ["gan_course plain 1e-06\n", b"gan_course plain 1e-06\n"], ids=["text", "bytes"])
def test_a_child_that_hangs_only_with_xla_is_told_apart(monkeypatch, out):
    """Windows는 글을, 다른 운영체제는 바이트를 돌려줍니다."""

    def run(*arguments, timeout, **options):
        raise subprocess.TimeoutExpired(arguments, timeout, output=out)

    monkeypatch.setattr(gpu.subprocess, "run", run)
    plain, xla = gpu.examine()
    assert plain.works and xla.outcome is Outcome.HUNG


def test_the_child_s_own_code_runs_here_on_the_cpu():
    """GPU의 자리에 CPU를 두고 진짜 코드를 실행합니다. CPU의 XLA도 같은 답을 냅니다."""
    code = gpu.CONVOLUTION.replace('list_logical_devices("GPU")', 'list_logical_devices("CPU")')
    assert code != gpu.CONVOLUTION
    plain, xla = gpu.examine(code)
    assert plain.works and xla.works, (plain, xla)


def test_the_child_compares_with_the_right_answer():
    broken = gpu.CONVOLUTION.replace('list_logical_devices("GPU")', 'list_logical_devices("CPU")')
    broken = broken.replace("numpy()\n        except", "numpy() * 1.1\n        except")
    plain, _ = gpu.examine(broken)
    assert plain.outcome is Outcome.WRONG


# ---- 기억 ----


@pytest.mark.parametrize("outcome", [Outcome.WORKS, Outcome.DIED, Outcome.HUNG, Outcome.WRONG])
def test_the_outcome_is_remembered_for_this_machine(monkeypatch, outcome):
    assert gpu.xla_outcome() is None
    gpu.remember(Trial(outcome))
    assert gpu.xla_outcome() is outcome
    monkeypatch.setattr(gpu, "machine", lambda: "RTX 5090, 600.2 | tensorflow 2.21.0")  # 드라이버를 바꾸었습니다
    assert gpu.xla_outcome() is None
    gpu.remember(Trial(Outcome.WORKS))
    monkeypatch.setattr(gpu, "machine", lambda: "RTX 5090, 600.1 | tensorflow 2.21.0")
    assert gpu.xla_outcome() is outcome


def test_no_memory_is_not_remembered():
    gpu.remember(Trial(Outcome.NO_MEMORY))
    assert gpu.xla_outcome() is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"RTX 5090, 600.1 | tensorflow 2.21.0": "PERHAPS"}', "\x00"])
def test_a_broken_memory_is_forgotten(tmp_path, content):
    (tmp_path / "캐시").mkdir()
    (tmp_path / "캐시" / "xla.json").write_text(content, encoding="utf-8")
    assert gpu.xla_outcome() is None
    gpu.remember(Trial(Outcome.DIED))
    assert gpu.xla_outcome() is Outcome.DIED


def test_a_cache_that_cannot_be_written_is_no_obstacle(monkeypatch, tmp_path):
    (tmp_path / "파일").write_text("", encoding="utf-8")
    monkeypatch.setenv("GAN_COURSE_CACHE", str(tmp_path / "파일" / "캐시"))
    gpu.remember(Trial(Outcome.DIED))
    assert gpu.xla_outcome() is None


def test_the_machine_is_named_by_device_driver_and_tensorflow(monkeypatch):
    monkeypatch.undo()
    answer = types.SimpleNamespace(stdout="NVIDIA B, 600.1\nNVIDIA A, 600.1\n")
    monkeypatch.setattr(gpu.shutil, "which", lambda name: "/usr/bin/nvidia-smi")
    monkeypatch.setattr(gpu.subprocess, "run", lambda *_, **__: answer)
    monkeypatch.setattr(gpu, "installed", lambda name: "2.21.0" if name == "tensorflow" else None)
    assert gpu.machine() == "NVIDIA A, 600.1; NVIDIA B, 600.1 | tensorflow 2.21.0"

    def broken(*arguments, **options):
        raise OSError

    monkeypatch.setattr(gpu.subprocess, "run", broken)
    assert gpu.machine() == "GPU를 모름 | tensorflow 2.21.0"


# ---- fit이 읽습니다 ----


@pytest.fixture
def a_gpu_is_listed(monkeypatch):
    listed = tf.config.list_logical_devices

    def devices(kind=None):
        return [types.SimpleNamespace(name="GPU:0", device_type="GPU")] if kind == "GPU" else listed(kind)

    monkeypatch.setattr(tf.config, "list_logical_devices", devices)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_compile_asks_once_and_then_remembers(a_gpu_is_listed, monkeypatch, capsys, outcome):
    asked = []

    def examine():
        asked.append(1)
        return Trial(Outcome.WORKS), Trial(outcome)

    monkeypatch.setattr(gpu, "examine", examine)
    for _ in range(2):
        assert tiny_gan().jit_compile == (outcome is Outcome.WORKS)
    assert len(asked) == (2 if outcome is Outcome.NO_MEMORY else 1)
    out = capsys.readouterr().out
    assert "처음으로 해 봅니다" in out
    assert ("XLA 없이 훈련합니다" in out and "gan-course doctor" in out) == (outcome is not Outcome.WORKS)


def test_a_gpu_that_does_not_compute_is_not_remembered_as_xla_s_fault(a_gpu_is_listed, monkeypatch):
    monkeypatch.setattr(gpu, "examine", lambda: (Trial(Outcome.DIED), None))
    assert not tiny_gan().jit_compile
    assert gpu.xla_outcome() is None


def test_a_person_s_own_choice_is_kept(a_gpu_is_listed, monkeypatch):
    monkeypatch.setattr(gpu, "examine", lambda: pytest.fail("묻지 않아야 합니다"))
    gan = GAN(*gan_networks(), NOISE_DIM)
    for chosen in (True, False):
        gan.compile(adam(), adam(), jit_compile=chosen)
        assert gan.jit_compile == chosen
    gan.compile(adam(), adam(), run_eagerly=True)
    assert not gan.jit_compile


def test_without_a_gpu_nothing_is_asked(monkeypatch):
    monkeypatch.setattr(gpu, "examine", lambda: pytest.fail("묻지 않아야 합니다"))
    assert not tiny_gan().jit_compile


def test_the_module_does_not_bring_tensorflow():
    code = "import sys, gan_course.gpu; print('tensorflow' in sys.modules, 'platformdirs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8").stdout.split() == [
        "False", "False"
    ]  # fmt: skip


def test_the_memory_is_a_file_one_can_read(tmp_path):
    gpu.remember(Trial(Outcome.DIED))
    known = json.loads((tmp_path / "캐시" / "xla.json").read_text(encoding="utf-8"))
    assert known == {"RTX 5090, 600.1 | tensorflow 2.21.0": "DIED"}
