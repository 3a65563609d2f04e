"""생성자를 ONNX 파일로 내보내고, 그 파일을 onnxruntime으로 실행합니다. 패키지는 extra `export`의 것입니다.

파일은 저장하는 꼴만 줄일 수 있습니다: 가중치를 16비트나 8비트로 적어 두고, 실행할 때 float32로 펴서 계산합니다. 그래서
반올림한 가중치의 Keras 모델과 같은 그림이 나오고, 16비트 계산을 모르는 장치나 브라우저에서도 값이 같습니다.
"""

from __future__ import annotations

import json
import logging
import warnings
from pathlib import Path
from typing import NamedTuple

import numpy as np

from gan_course._tensorflow import keras
from gan_course.files import replacing

OPSET = 18  # tf2onnx 1.17이 쓸 수 있는 가장 높은 것
PRECISIONS = ("float32", "float16", "int8")
TOLERANCE = 1e-4  # float32로 내보낸 것이 Keras와 이보다 다르면 내보내지 않습니다
_SMALLEST = 8
_METADATA = "gan_course"  # 메타데이터에서 우리 것(JSON)의 이름
# 가중치의 출력 채널이 놓인 축
_CHANNEL_AXES = {"Conv": 0, "ConvTranspose": 1, "MatMul": -1, "Gemm": -1}
_INSTALL = (
    "저장소에서 `uv sync --extra export`를, 다른 환경에서는 `pip install tf2onnx onnx onnxruntime`을 실행하십시오."
)


class Exported(NamedTuple):
    """내보낸 것."""

    path: Path
    metadata: dict
    """파일에 적은 것. `OnnxGenerator.metadata`와 같습니다."""
    error: float
    """같은 입력에서 Keras와 다른 정도의 최댓값. 출력은 [-1, 1]이므로 0.0078이 8비트 한 눈금입니다."""


def export_onnx(generator, path, precision="float32", direction=None) -> Exported:
    """생성자를 ONNX 파일로 씁니다. 쓴 파일을 onnxruntime으로 읽어 Keras와 견줍니다.

    Args:
        generator: [배치, noise_dim] → 이미지나 점, [잡음, 레이블 [배치]] → 이미지, 또는 [배치, 높이, 너비, 채널] → 이미지인
            `keras.Model`. 이미지를 받는 것은 크기가 정해져 있어도 아무 크기나 받게 내보냅니다. 드롭아웃은 `predict`처럼 끕니다.
        path: 쓸 파일. 도중에 멈추어도 앞서 있던 파일은 그대로입니다.
        precision: 가중치를 적는 꼴: "float32", "float16", "int8"(출력 채널마다의 배율). 계산은 언제나 float32입니다.
        direction: "AtoB"나 "BtoA". 파일에 적어 둡니다.

    Returns:
        Exported(path, metadata, error).

    Raises:
        ImportError: extra `export`의 패키지가 없을 때.
        ValueError: 생성자가 아니거나, ONNX로 바꿀 수 없는 계산이 있거나, 바꾼 것이 Keras와 다른 값을 낼 때.
    """
    if precision not in PRECISIONS:
        raise ValueError(f"precision이 {precision!r}입니다. {', '.join(PRECISIONS)} 가운데 하나를 주십시오.")
    onnx, *_ = map(_package, ("onnx", "tf2onnx", "onnxruntime"))
    logging.getLogger("tf2onnx").setLevel(logging.WARNING)  # 생성자마다 영어로 적는 진행
    metadata = _described(generator) | {"weights": precision} | ({"direction": direction} if direction else {})
    plain = _plain(generator)
    path = Path(path)
    with replacing(path) as partial:
        try:
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", message=".*np.object.*")  # Keras 3.15가 tf2onnx를 고치며 내는 것
                plain.export(
                    partial,
                    format="onnx",
                    opset_version=OPSET,
                    verbose=False,
                    input_signature=_signature(plain),
                )
            model = onnx.load(partial)
            _name(model, metadata)
            _shrink(model, precision)
            model.producer_name = "gan_course"
            onnx.helper.set_model_props(model, {_METADATA: json.dumps(metadata, ensure_ascii=False, sort_keys=True)})
            onnx.checker.check_model(model, full_check=True)  # tf2onnx는 모르는 계산을 말없이 남겨 둡니다
        except OSError:  # 쓸 수 없는 자리
            raise
        except Exception as error:  # 저마다의 예외를 냅니다
            raise ValueError(
                f"ONNX로 바꾸지 못했습니다({type(error).__name__}: {error}). ONNX에 없는 계산을 하는 층이 있습니다."
            ) from error
        onnx.save(model, partial)
        probe = _probe(metadata)
        wanted = plain(probe if len(probe) > 1 else probe[0], training=False)
        error = float(np.abs(OnnxGenerator(partial)(*probe) - np.asarray(wanted)).max())
        if precision == "float32" and not error <= TOLERANCE:
            raise ValueError(
                f"바꾼 것의 출력이 Keras와 {error:.2g}만큼 다릅니다({TOLERANCE:g}까지 받습니다). 내보내지 않았습니다."
            )
    return Exported(path, metadata, error)


def refuse_to_replace_others(path: Path) -> None:
    """`export_onnx`가 쓴 파일만 새로 씁니다. 사람의 다른 모델을 덮어쓰지 않습니다.

    Raises:
        ValueError: 그 자리에 `gan-course export`가 쓰지 않은 것이 있을 때.
    """
    if not path.exists() and not path.is_symlink():
        return
    if not path.is_file() or _METADATA.encode() not in path.read_bytes():
        raise ValueError(
            f"{path}: gan-course export가 쓴 파일이 아니어서 덮어쓰지 않았습니다. 출력에 다른 이름을 주십시오."
        )


class OnnxGenerator:
    """`export_onnx`가 쓴 파일을 CPU에서 실행합니다.

    Args:
        path: `.onnx` 파일.

    Attributes:
        metadata: `kind`("noise-to-image", "label-to-image", "noise-to-points", "image-to-image"), 입력과 출력의 이름과
            범위, 레이블을 받는 것이면 그 이름과 가짓수(`label`, `classes`), 이미지를 받는 것이면 크기가 나누어떨어져야 하는
            수(`size_multiple`), 가중치를 적은 꼴(`weights`), 있으면 `direction`.

    Raises:
        ImportError: onnxruntime이 없을 때.
        ValueError: ONNX 파일이 아니거나, `gan-course export`가 쓴 것이 아닐 때.
    """

    def __init__(self, path):
        runtime = _package("onnxruntime")
        options = runtime.SessionOptions()
        options.log_severity_level = 3
        try:
            self.session = runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ValueError(f"{path}: ONNX 파일로 읽을 수 없습니다({type(error).__name__}).") from error
        written = self.session.get_modelmeta().custom_metadata_map.get(_METADATA)
        if written is None:
            raise ValueError(
                f"{path}: gan-course export가 쓴 파일이 아니어서 입력과 출력의 뜻을 알 수 없습니다. "
                "gan-course export로 다시 내보내십시오."
            )
        self.metadata = json.loads(written)

    def __call__(self, batch, labels=None):
        """[배치, …] float32(레이블을 받는 것이면 [배치] 정수도) → 출력 float32. 계산은 `keras.Model.predict`와 같습니다."""
        inputs = {self.metadata["input"]: np.asarray(batch, np.float32)}
        classes = self.metadata.get("classes")
        if classes is None and labels is not None:
            raise ValueError("레이블을 받지 않는 생성자입니다.")
        if classes is not None:
            if labels is None or not set(np.unique(labels)) <= set(range(classes)):
                raise ValueError(f"레이블로 0에서 {classes - 1}까지의 정수를 주십시오.")
            inputs[self.metadata["label"]] = np.asarray(labels, np.int32)
        return self.session.run(None, inputs)[0]


def size_multiple(generator) -> int:
    """입력의 높이와 너비가 나누어떨어져야 하는 수: 줄이는 합성곱의 보폭을 모두 곱한 것."""
    multiple = 1
    for layer in generator.layers:
        if isinstance(layer, keras.layers.Conv2D) and not isinstance(layer, keras.layers.Conv2DTranspose):
            multiple *= layer.strides[0]
    return multiple


def any_size(generator):
    """가중치가 같고, 어떤 크기의 이미지든 받는 `keras.Model`. 혼합 정밀도로 훈련한 것도 float32로 계산합니다."""
    image = keras.Input((None, None, generator.input_shape[-1]), name="image")
    return _copied(generator, image)


# ── 내보내기 ─────────────────────────────────────────────────────────────────────────────────


def _package(name):
    try:
        return __import__(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise ImportError(f"ONNX 파일에는 {name} 패키지가 필요한데 설치되어 있지 않습니다. {_INSTALL}") from None


def _described(generator):
    """생성자의 종류와 입출력의 뜻. 생성자가 아니면 ValueError."""
    shapes = [getattr(generator, name, None) for name in ("input_shape", "output_shape")]
    classes = _classes(generator)
    if classes:
        shapes[0] = shapes[0][0]
    ranks = [len(shape) if isinstance(shape, tuple) else 0 for shape in shapes]
    normal, pixels = "N(0, 1)", [-1, 1]
    bounded = _ends_in_tanh(generator)
    if ranks == [2, 2] and shapes[1][-1] > 1:
        return {"kind": "noise-to-points", "input": "noise", "output": "points", "input_range": normal}
    if ranks == [2, 4] and bounded:
        labelled = {"kind": "label-to-image", "label": "label", "classes": classes} if classes else {}
        return {"kind": "noise-to-image", "input": "noise", "output": "generated", "input_range": normal} | {
            "output_range": pixels, "noise_dim": shapes[0][-1], "image_shape": list(shapes[1][1:]),
        } | labelled  # fmt: skip
    if ranks == [4, 4] and bounded:
        return {"kind": "image-to-image", "input": "image", "output": "translated", "input_range": pixels} | {
            "output_range": pixels, "channels": [shapes[0][-1], shapes[1][-1]], "trained_size": list(shapes[0][1:3]),
            "size_multiple": size_multiple(generator), "smallest": max(size_multiple(generator), _SMALLEST),
        }  # fmt: skip
    raise ValueError(
        f"입력의 모양이 {shapes[0]}, 출력의 모양이 {shapes[1]}인 {type(generator).__name__}입니다. 잡음이나 이미지를 받아 "
        "[-1, 1]의 이미지(tanh)나 점을 내는 생성자만 내보냅니다. 판별자와 분류기는 내보내지 않습니다."
    )


def _classes(generator):
    """[잡음, 레이블]을 받는 생성자라면 레이블의 가짓수, 아니면 0."""
    ranks = [len(each.shape) for each in getattr(generator, "inputs", None) or ()]
    tables = [layer for layer in getattr(generator, "layers", ()) if isinstance(layer, keras.layers.Embedding)]
    return tables[0].input_dim if ranks == [2, 1] and len(tables) == 1 else 0


def _ends_in_tanh(generator):
    last = getattr(generator, "layers", [None])[-1]
    return getattr(getattr(last, "activation", None), "__name__", "") == "tanh"


def _plain(generator):
    """내보낼 사본: float32로 계산하고, 이미지를 받는 것은 아무 크기나 받습니다."""
    noise = keras.Input(generator.inputs[0].shape[1:], name="noise")
    if _classes(generator):
        return _copied(generator, [noise, keras.Input((), dtype="int32", name="label")])
    return any_size(generator) if len(generator.input_shape) == 4 else _copied(generator, noise)


def _copied(generator, tensor):
    def float32(layer):
        return layer.__class__.from_config(layer.get_config() | {"dtype": "float32"})

    copy = keras.models.clone_model(generator, input_tensors=tensor, clone_function=float32)
    copy.set_weights(generator.get_weights())
    return copy


def _signature(plain):
    specs = [keras.InputSpec(shape=each.shape, dtype=each.dtype, name=each.name) for each in plain.inputs]
    return [specs] if len(specs) > 1 else specs  # Keras는 입력이 여럿이면 그 목록 하나를 인자로 받습니다


def _name(model, metadata):
    """출력과 축에 뜻이 있는 이름을 붙입니다."""
    (output,), old = model.graph.output, model.graph.output[0].name
    for node in model.graph.node:
        for names in (node.input, node.output):
            names[:] = [metadata["output"] if name == old else name for name in names]
    output.name = metadata["output"]
    for value in (*model.graph.input, output):
        for axis, dimension in enumerate(value.type.tensor_type.shape.dim):
            if not dimension.dim_value:
                dimension.dim_param = ("batch", "height", "width")[axis]


def _shrink(model, precision):
    """합성곱과 행렬의 가중치를 16비트나 8비트로 적고, 쓰기 바로 앞에서 float32로 폅니다."""
    if precision == "float32":
        return
    from onnx import TensorProto, helper, numpy_helper

    graph = model.graph
    axes = {node.input[1]: _CHANNEL_AXES[node.op_type] for node in graph.node if node.op_type in _CHANNEL_AXES}
    opening = []
    for tensor in list(graph.initializer):
        if tensor.name not in axes:
            continue
        values, small = numpy_helper.to_array(tensor), f"{tensor.name}_{precision}"
        if precision == "float16":
            packed = [numpy_helper.from_array(values.astype(np.float16), small)]
            node = helper.make_node("Cast", [small], [tensor.name], to=TensorProto.FLOAT)
        else:
            axis = axes[tensor.name] % values.ndim
            others = tuple(each for each in range(values.ndim) if each != axis)
            scale = np.abs(values).max(axis=others, keepdims=True) / 127
            scale = np.where(scale > 0, scale, 1).astype(np.float32)
            whole = np.rint(values / scale).astype(np.int8)
            packed = [numpy_helper.from_array(whole, small), numpy_helper.from_array(scale.ravel(), f"{small}_scale")]
            node = helper.make_node("DequantizeLinear", [each.name for each in packed], [tensor.name], axis=axis)
        graph.initializer.remove(tensor)
        graph.initializer.extend(packed)
        opening.append(node)
    nodes = [*opening, *graph.node]  # 쓰는 자리보다 앞이어야 합니다
    del graph.node[:]
    graph.node.extend(nodes)


def _probe(metadata):
    """견줄 입력 두 개씩의 목록. 이미지라면 가로와 세로가 다른 잡음입니다."""
    random = np.random.default_rng(0)
    if metadata["kind"] == "image-to-image":
        side = -(-32 // metadata["size_multiple"]) * metadata["size_multiple"]
        shape = (2, side, side + metadata["size_multiple"], metadata["channels"][0])
        return [random.uniform(-1, 1, shape).astype(np.float32)]
    noise = random.normal(size=(2, metadata.get("noise_dim", 2))).astype(np.float32)
    return [noise, np.array([0, metadata["classes"] - 1], np.int32)] if "classes" in metadata else [noise]
