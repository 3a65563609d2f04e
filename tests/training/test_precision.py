"""정밀도는 하드웨어를 보고 고릅니다. 없는 하드웨어는 흉내 냅니다."""

import pytest

from gan_course._tensorflow import tf
from gan_course.training import choose_precision, precision


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """CPU의 `/proc/cpuinfo`와 GPU들의 계산 능력을 꾸며 냅니다."""

    def pretend(cpuinfo=None, gpus=()):
        path = tmp_path / "cpuinfo"
        if cpuinfo is not None:
            path.write_text(cpuinfo, encoding="utf-8")
        monkeypatch.setattr(precision, "_CPU_INFO", path)
        monkeypatch.setattr(tf.config, "list_physical_devices", lambda kind: list(gpus) if kind == "GPU" else [])
        monkeypatch.setattr(
            tf.config.experimental, "get_device_details", lambda gpu: {"compute_capability": gpu} if gpu else {}
        )

    return pretend


@pytest.mark.parametrize(
    ("cpuinfo", "expected"),
    [
        ("processor\t: 0\nflags\t\t: fpu avx512f avx512_bf16 sse\n", "mixed_bfloat16"),
        ("flags\t\t: fpu amx_bf16\nflags\t\t: fpu amx_bf16\n", "mixed_bfloat16"),
        ("Features\t: fp asimd bf16\n", "mixed_bfloat16"),
        ("flags\t\t: fpu avx512f avx512bw\n", "float32"),
        ("model name\t: avx512_bf16\nflags\t\t: fpu\n", "float32"),  # 이름에만 있는 것
        (None, "float32"),  # Windows와 macOS
    ],
)
def test_the_cpu_decides_without_a_gpu(machine, cpuinfo, expected):
    machine(cpuinfo)
    assert choose_precision() == expected


@pytest.mark.parametrize(
    ("gpus", "expected"),
    [
        ([(8, 0)], "mixed_bfloat16"),
        ([(9, 0), (8, 9)], "mixed_bfloat16"),
        ([(7, 5)], "float32"),
        ([(9, 0), (7, 0)], "float32"),  # 느린 쪽에 맞춥니다
        ([None], "float32"),  # 계산 능력을 알려 주지 않는 장치
    ],
)
def test_gpus_decide_alone(machine, gpus, expected):
    machine("flags : avx512_bf16\n", gpus)
    assert choose_precision() == expected
