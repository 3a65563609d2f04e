"""TensorFlow와 Keras를 들여오는 하나뿐인 문.

이미 설치된 TensorFlow(Colab, GPU 빌드)를 바꾸지 않으려고 패키지는 TensorFlow를 요구하지 않습니다.
그래서 없을 때 무엇을 설치할지 여기서 알려 줍니다.
"""

import contextlib
import os
import warnings

# C++ 쪽 로그는 TensorFlow를 들여오기 전에만 끌 수 있습니다.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
if os.environ.setdefault("KERAS_BACKEND", "tensorflow") != "tensorflow":
    raise ImportError(
        f"환경 변수 KERAS_BACKEND가 {os.environ['KERAS_BACKEND']!r}입니다. 이 강좌에는 TensorFlow "
        "백엔드가 필요합니다. 변수를 'tensorflow'로 바꾸거나 지우고 커널을 다시 시작하십시오."
    )


@contextlib.contextmanager
def _quiet_native_stderr():
    """들여오는 동안 C++ 라이브러리가 쓰는 파일 기술자 2를 잠시 막습니다.

    TensorFlow 2.21의 oneDNN 안내문은 로그 설정보다 먼저 찍혀서 환경 변수로는 끌 수 없고,
    노트북의 첫 출력이 됩니다. 파이썬의 예외와 경고는 그대로 전해집니다.
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


try:
    with _quiet_native_stderr():
        import tensorflow as tf
except ModuleNotFoundError as error:
    if error.name != "tensorflow":
        raise
    raise ImportError(
        "TensorFlow가 설치되어 있지 않습니다. 이 강좌에는 TensorFlow 2.18 이상이 필요합니다.\n"
        "  저장소에서:        uv sync\n"
        "  Linux(GPU 없음):   pip install tensorflow-cpu\n"
        "  Windows, macOS:    pip install tensorflow\n"
        "  Linux(NVIDIA GPU): pip install 'tensorflow[and-cuda]'\n"
        "설치한 뒤 커널을 다시 시작하십시오. 상태는 `gan-course doctor`로 확인할 수 있습니다."
    ) from None

import keras

# 마지막 배치의 크기가 다르면 predict가 다시 추적한다는 알림이 노트북에 찍힙니다. 오류만 남깁니다.
tf.get_logger().setLevel("ERROR")
# Keras 3.15는 tf.data로 fit을 부를 때마다 이 경고를 냅니다. 강좌의 데이터셋은 스스로 섞습니다.
warnings.filterwarnings("ignore", message=".*shuffle=True. was passed, but will be ignored")


def without_autotune(dataset):
    """tf.data의 자동 조율을 끈 자료. 부른 쪽이 스스로 켜거나 꺼 두었으면 그대로 돌려줍니다.

    TensorFlow 2.21에서 자동 조율을 켜 두면 자료를 다 쓴 뒤에도 CPU를 쓰지 않고 기다려, 2.7초에 끝날 에포크가
    5.1초가 되기도 합니다(benchmarks/README.md).
    """
    if dataset.options().autotune.enabled is not None:
        return dataset
    options = tf.data.Options()
    options.autotune.enabled = False
    return dataset.with_options(options)


def predict(model, inputs, batch_size):
    """`model.predict(inputs, batch_size)`와 같은 값을 자동 조율 없이 냅니다. 그래서 덜 기다립니다.

    Args:
        model: 입력이 하나인 `keras.Model`.
        inputs: 첫 축이 표본인 배열이나 텐서.
        batch_size: 한 번에 계산할 수(1 이상).

    Raises:
        ValueError: batch_size가 1보다 작을 때.
    """
    if batch_size < 1:
        raise ValueError(f"batch_size가 {batch_size}입니다. 1 이상의 정수를 주십시오.")
    batches = tf.data.Dataset.from_tensor_slices(inputs).batch(batch_size)
    return model.predict(without_autotune(batches), verbose=0)


__all__ = ["keras", "predict", "tf", "without_autotune"]
