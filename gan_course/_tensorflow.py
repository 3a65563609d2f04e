"""TensorFlow와 Keras를 들여오는 하나뿐인 문.

이미 설치된 TensorFlow(Colab, GPU 빌드)를 바꾸지 않으려고 패키지는 TensorFlow를 요구하지 않습니다.
그래서 없을 때 무엇을 설치할지 여기서 알려 줍니다.
"""

import os


def _refuse_other_backends(backend):
    if backend != "tensorflow":
        raise ImportError(
            f"Keras의 백엔드(KERAS_BACKEND)가 {backend!r}입니다. 이 강좌에는 TensorFlow 백엔드가 필요합니다. "
            "환경 변수를 'tensorflow'로 바꾸거나 지우고, 커널을 다시 시작하여 gan_course를 keras보다 먼저 들여오십시오."
        )


_refuse_other_backends(os.environ["KERAS_BACKEND"])


try:
    import tensorflow as tf
except ModuleNotFoundError as error:
    if error.name != "tensorflow":
        raise
    raise ImportError(
        "TensorFlow가 설치되어 있지 않습니다. 이 강좌에는 TensorFlow 2.18 이상이 필요합니다.\n"
        "  저장소에서:        uv sync\n"
        "  wheel로 설치했으면: pip install 'gan-course[cpu]'\n"
        "  Linux(GPU 없음):   pip install tensorflow-cpu\n"
        "  Windows, 애플 실리콘: pip install tensorflow\n"
        "  Linux(NVIDIA GPU): pip install 'tensorflow[and-cuda]'\n"
        "  인텔 Mac, ARM Windows: 설치할 TensorFlow가 없습니다. Colab에서 여십시오.\n"
        "설치한 뒤 커널을 다시 시작하십시오. 상태는 `gan-course doctor`로 확인할 수 있습니다."
    ) from None

import keras

_refuse_other_backends(keras.config.backend())  # 앞서 들여온 Keras는 설정 파일을 따랐을 수 있습니다


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
