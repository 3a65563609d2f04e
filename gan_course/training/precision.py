"""이 기계에 알맞은 정밀도."""

from pathlib import Path

from gan_course._tensorflow import tf

_CPU_INFO = Path("/proc/cpuinfo")
_CPU_FLAGS = {"avx512_bf16", "amx_bf16", "bf16"}  # 인텔과 AMD의 두 이름, ARM의 이름


def choose_precision():
    """bfloat16을 하드웨어로 계산하면 "mixed_bfloat16", 아니면 "float32"를 돌려줍니다.

    저절로 쓰이지는 않습니다. 신경망을 만들기 **전에** 이렇게 켭니다.

        keras.mixed_precision.set_global_policy(choose_precision())

    GPU가 있으면 GPU만 봅니다(엔비디아 계산 능력 8.0 이상). 없으면 CPU를 보는데, 리눅스에서만 알 수 있으므로
    다른 운영 체제에서는 "float32"입니다. float16은 고르지 않습니다. `compile`이
    손실의 배율을 맞추어 주기는 하지만(`LossScaleOptimizer`), 이 강좌의 훈련을 float16으로 재어 보지 않았습니다.
    """
    if gpus := tf.config.list_physical_devices("GPU"):
        return _policy(all(_compute_capability(gpu) >= (8, 0) for gpu in gpus))
    return _policy(bool(_CPU_FLAGS & _cpu_flags()))


def _policy(has_bfloat16):
    return "mixed_bfloat16" if has_bfloat16 else "float32"


def _compute_capability(gpu):
    return tf.config.experimental.get_device_details(gpu).get("compute_capability", (0, 0))


def _cpu_flags():
    try:
        lines = _CPU_INFO.read_text(encoding="utf-8").splitlines()
    except OSError:
        return set()
    names = ("flags", "Features")  # x86, ARM
    return {flag for line in lines if line.startswith(names) for flag in line.partition(":")[2].split()}
