"""`import gan_course` 뒤의 `import tensorflow`를 조용하고 빠르게 합니다. 알림은 노트북의 출력이 되기 때문입니다.

TensorFlow를 여기에서 들여오지는 않습니다. 누가 들여오든, 그때의 일을 정해 둘 뿐입니다.
"""

import contextlib
import importlib.abc
import importlib.machinery
import logging
import os
import sys
import warnings


def prepare():
    """환경 변수와 경고를 정하고, TensorFlow가 들어오는 길목에 섭니다. `gan_course/__init__.py`가 한 번 부릅니다."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # C++ 쪽 로그는 TensorFlow를 들여오기 전에만 끌 수 있습니다
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    # Linux의 TensorFlow는 신경망 명령어(AVX512_VNNI, AVX_VNNI, AMX)가 없는 CPU에서 oneDNN을 끕니다. 그러면 합성곱이
    # 훨씬 느리고, 큰 텐서마다 메모리를 새로 받느라 페이지 부재가 걸음마다 수만 번 납니다(benchmarks/README.md).
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
    # 처음부터 GPU의 메모리를 모두 차지하면, 다른 노트북과 진단은 남은 것이 없어 멈춥니다.
    os.environ.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")
    if _cores() <= 2:
        # 강좌의 층은 작아서 둘로 나누는 값이 더 듭니다. 층 하나는 한 스레드로, 서로 다른 층(CycleGAN의 두 방향)은
        # 나란히 계산하면 4장의 걸음이 0.79배가 됩니다. 코어가 더 많은 컴퓨터에서는 재지 못해 그대로 둡니다.
        os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
    # Keras 3.15는 tf.data로 fit을 부를 때마다 이 경고를 냅니다. 강좌의 데이터셋은 스스로 섞습니다.
    warnings.filterwarnings("ignore", message=".*shuffle=True. was passed, but will be ignored")
    if "tensorflow" in sys.modules:
        _only_errors()
    else:
        sys.meta_path.insert(0, _QuietTensorFlow())


def _cores():
    """이 프로세스가 쓸 수 있는 코어의 수."""
    if hasattr(os, "sched_getaffinity"):  # Linux: taskset이나 컨테이너가 줄인 것까지
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _QuietTensorFlow(importlib.abc.MetaPathFinder):
    """TensorFlow의 코드를 실행하는 동안만 파일 기술자 2를 막습니다. 없는 TensorFlow는 파이썬이 하던 대로 말합니다."""

    def find_spec(self, name, path=None, target=None):
        if name != "tensorflow":
            return None
        spec = importlib.machinery.PathFinder.find_spec(name)
        if spec is None or spec.loader is None:
            return None
        execute = spec.loader.exec_module

        def quietly(module):
            with _quiet_native_stderr():
                execute(module)
            _only_errors()

        spec.loader.exec_module = quietly
        return spec


def _only_errors():
    """마지막 배치의 크기가 다르면 predict가 다시 추적한다는 알림 같은 것이 노트북에 찍힙니다. 오류만 남깁니다."""
    logging.getLogger("tensorflow").setLevel("ERROR")


@contextlib.contextmanager
def _quiet_native_stderr():
    """C++ 라이브러리가 쓰는 파일 기술자 2를 잠시 막습니다.

    TensorFlow 2.21의 oneDNN 안내문은 로그 설정보다 먼저 찍혀서 환경 변수로는 끌 수 없습니다(oneDNN을 끄면
    꺼지지만 계산이 달라집니다). 파이썬의 예외와 경고는 그대로 전해집니다.
    """
    try:
        saved = os.dup(2)
    except OSError:  # 표준 오류가 없는 환경(예: pythonw)
        yield
        return
    try:
        with open(os.devnull, "wb") as silent:
            os.dup2(silent.fileno(), 2)
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
