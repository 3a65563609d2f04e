"""ONNX로 내보낸 생성자: 종류마다 Keras와 같은 값, 적어 둔 뜻, 줄인 가중치, 내보낼 수 없는 것."""

import sys

import numpy as np
import pytest

from gan_course import export
from gan_course._tensorflow import keras, tf
from gan_course.models import (
    dcgan_discriminator,
    dcgan_generator,
    mlp_generator,
    patch_discriminator,
    resnet_generator,
    unet_generator,
)
from gan_course.training.checkpoints import checkpoint

pytest.importorskip("tf2onnx", reason="extra export의 tf2onnx가 없습니다")
onnx = pytest.importorskip("onnx", reason="extra export의 onnx가 없습니다")
pytest.importorskip("onnxruntime", reason="extra export의 onnxruntime이 없습니다")

SMALL = (16, 16, 3)
KINDS = {
    "숫자": lambda: dcgan_generator(8, filters=3),
    "2차원": lambda: mlp_generator(),
    "4장의 ResNet": lambda: resnet_generator(SMALL, 4, 1, upsampling="resize", residual_output=True),
    "논문의 ResNet": lambda: resnet_generator((None, None, 3), 4, 2, norm="instance_affine"),
    "배치 정규화 ResNet": lambda: resnet_generator(SMALL, 4, 1, norm="batch", out_channels=1),
    "논문의 U-Net": lambda: unet_generator(SMALL, 4, 3),
    "배치 정규화 U-Net": lambda: unet_generator((None, None, 1), 4, 2, norm="batch", out_channels=3),
}


def shaken(generator):
    """0이나 1에서 시작하는 것(편향, 배율, 이동 통계, 4장의 마지막 층)도 계산에 드러나게 합니다."""
    random = np.random.default_rng(1)
    generator.set_weights([np.abs(w + random.normal(0, 0.2, w.shape)) if w.ndim == 1 else w + random.normal(0, 0.1, w.shape)
                           for w in generator.get_weights()])  # fmt: skip
    return generator


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_the_numbers_of_keras_at_any_batch_and_size(kind, tmp_path):
    generator = shaken(KINDS[kind]())
    exported = export.export_onnx(generator, tmp_path / "생성자.onnx")
    runs = export.OnnxGenerator(exported.path)
    shapes = [(2, *generator.input_shape[1:])] if len(generator.input_shape) == 2 else [
        (count, *sides, generator.input_shape[-1]) for count, sides in ((1, (16, 16)), (3, (24, 40)))
    ]  # fmt: skip
    for shape in shapes:
        batch = np.random.default_rng(2).uniform(-1, 1, shape).astype(np.float32)
        plain = generator if len(shape) == 2 else export.any_size(generator)
        wanted = plain(batch, training=False).numpy()
        assert wanted.std() > 1e-3  # 납작한 출력은 무엇과도 같습니다
        np.testing.assert_allclose(runs(batch), wanted, atol=export.TOLERANCE)
    assert exported.error <= export.TOLERANCE
    model = onnx.load(exported.path)
    assert {each.domain: each.version for each in model.opset_import}[""] == export.OPSET
    names = [each.name for each in (*model.graph.input, *model.graph.output)]
    assert names == [runs.metadata["input"], runs.metadata["output"]]
    assert model.graph.input[0].type.tensor_type.shape.dim[0].dim_param == "batch"


def test_the_metadata_tells_ranges_and_sizes(tmp_path):
    generator = resnet_generator(SMALL, 4, 0)
    metadata = export.export_onnx(generator, tmp_path / "a.onnx", direction="BtoA").metadata
    assert metadata == export.OnnxGenerator(tmp_path / "a.onnx").metadata
    assert metadata == {
        "kind": "image-to-image", "direction": "BtoA", "weights": "float32",
        "input": "image", "input_range": [-1, 1], "output": "translated", "output_range": [-1, 1],
        "channels": [3, 3], "trained_size": [16, 16], "size_multiple": 4, "smallest": 8,
    }  # fmt: skip


def test_a_generator_of_mixed_precision_computes_in_float32(tmp_path):
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy("mixed_bfloat16")
    try:
        generator = shaken(unet_generator(SMALL, 4, 2))
    finally:
        keras.config.set_dtype_policy(before)
    exported = export.export_onnx(generator, tmp_path / "a.onnx")
    images = np.random.default_rng(2).uniform(-1, 1, (1, 16, 16, 3)).astype(np.float32)
    reference = unet_generator(SMALL, 4, 2)
    reference.set_weights(generator.get_weights())
    np.testing.assert_allclose(
        export.OnnxGenerator(exported.path)(images), reference(images, training=False), atol=1e-4
    )


@pytest.mark.parametrize(("precision", "smaller", "steps"), [("float16", 1.6, 1), ("int8", 2.5, 12)])
def test_small_weights_keep_the_picture(precision, smaller, steps, tmp_path):
    """steps: 출력에서 허락하는 8비트 눈금. 훈련하지 않은 무작위 가중치라 훈련한 것보다 나쁩니다."""
    generator = shaken(dcgan_generator(16, filters=8))
    plain = export.export_onnx(generator, tmp_path / "a.onnx")
    small = export.export_onnx(generator, tmp_path / "b.onnx", precision)
    assert plain.path.stat().st_size / small.path.stat().st_size > smaller
    assert 0 < small.error <= steps / 127.5


def test_weights_that_were_rounded_before_are_kept_exactly(tmp_path):
    """4장의 체크포인트의 합성곱은 이미 출력 채널마다 8비트입니다."""
    exported = export.export_onnx(checkpoint("04").model.average_ab, tmp_path / "4.onnx", "int8")
    assert exported.error < 1e-5
    assert exported.path.stat().st_size < 500_000


def test_the_asked_digits_are_those_of_keras(tmp_path):
    """8장의 조건부 생성자: 열 레이블 모두, 훈련한 가중치로."""
    generator = checkpoint("08").model.average_generator
    exported = export.export_onnx(generator, tmp_path / "8.onnx")
    assert {
        "kind": "label-to-image",
        "label": "label",
        "classes": 10,
        "noise_dim": 64,
    }.items() <= exported.metadata.items()
    noise = np.random.default_rng(2).normal(size=(30, 64)).astype(np.float32)
    labels = np.arange(30) % 10
    runs = export.OnnxGenerator(exported.path)
    images = runs(noise, labels)
    np.testing.assert_allclose(images, generator([noise, labels], training=False), atol=export.TOLERANCE)
    assert np.abs(images - runs(noise, (labels + 1) % 10)).max() > 0.5  # 레이블을 정말로 씁니다
    assert exported.error <= export.TOLERANCE
    for wrong in (None, [10] * 30, [-1] * 30):
        with pytest.raises(ValueError, match="0에서 9까지"):
            runs(noise, wrong)
    plain = export.export_onnx(dcgan_generator(8, filters=3), tmp_path / "a.onnx")
    with pytest.raises(ValueError, match="받지 않는"):
        export.OnnxGenerator(plain.path)(noise[:, :8], labels)


def test_the_fruit_is_that_of_keras(tmp_path):
    """9장의 생성자: 담긴 사진에서, 훈련한 가중치로. 되돌리는 쪽까지는 놀이터의 시험이 견줍니다."""
    model, record, _ = checkpoint("09")
    pictures = record["pictures"]["a"]
    exported = export.export_onnx(model.average_ab, tmp_path / "9.onnx")
    wanted = model.average_ab(pictures, training=False).numpy()
    np.testing.assert_allclose(export.OnnxGenerator(exported.path)(pictures), wanted, atol=export.TOLERANCE)
    assert np.abs(wanted - pictures).mean() > 0.05  # 정말로 옮깁니다


@pytest.mark.parametrize(
    "make",
    [
        lambda: dcgan_discriminator(),
        lambda: dcgan_discriminator(classes=10),
        lambda: patch_discriminator((32, 32, 3), 4, 2),
    ],
)
def test_only_generators_are_exported(make, tmp_path):
    with pytest.raises(ValueError, match="생성자만 내보냅니다"):
        export.export_onnx(make(), tmp_path / "d.onnx")
    assert list(tmp_path.iterdir()) == []


@keras.saving.register_keras_serializable("test")
class Unknown(keras.layers.Layer):
    """ONNX에 없는 계산."""

    def call(self, inputs):
        return tf.numpy_function(lambda values: values, [inputs], tf.float32)

    def compute_output_shape(self, input_shape):
        return input_shape


def test_a_layer_without_onnx_is_named_and_leaves_nothing(tmp_path):
    image = keras.Input((8, 8, 3))
    generator = keras.Model(image, keras.layers.Activation("tanh")(Unknown()(image)))
    (tmp_path / "a.onnx").write_text("앞서 쓴 것", encoding="utf-8")
    with pytest.raises(ValueError, match="ONNX"):
        export.export_onnx(generator, tmp_path / "a.onnx")
    assert (tmp_path / "a.onnx").read_text(encoding="utf-8") == "앞서 쓴 것"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_conversion_that_changes_the_numbers_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(export.OnnxGenerator, "__call__", lambda self, batch: np.zeros((2, 2), np.float32))
    with pytest.raises(ValueError, match="내보내지 않았습니다"):
        export.export_onnx(mlp_generator(), tmp_path / "a.onnx")
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_the_message_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "tf2onnx", None)
    with pytest.raises(ImportError, match="uv sync --extra export"):
        export.export_onnx(mlp_generator(), tmp_path / "a.onnx")


def test_other_files_are_refused(tmp_path):
    (tmp_path / "a.onnx").write_bytes(b"PK")
    with pytest.raises(ValueError, match="읽을 수 없습니다"):
        export.OnnxGenerator(tmp_path / "a.onnx")
    value = onnx.helper.make_tensor_value_info("x", 1, [1])
    node = onnx.helper.make_node("Identity", ["x"], ["y"])
    graph = onnx.helper.make_graph([node], "g", [value], [onnx.helper.make_tensor_value_info("y", 1, [1])])
    onnx.save(
        onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 18)], ir_version=8),
        tmp_path / "b.onnx",
    )
    with pytest.raises(ValueError, match="gan-course export가 쓴 파일이 아니"):
        export.OnnxGenerator(tmp_path / "b.onnx")


@pytest.mark.full
@pytest.mark.parametrize("make", [lambda: resnet_generator(), lambda: unet_generator()], ids=["ResNet-9", "U-Net"])
def test_the_sizes_of_the_papers(make, tmp_path):
    generator = make()
    exported = export.export_onnx(generator, tmp_path / "a.onnx")
    images = np.random.default_rng(3).uniform(-1, 1, (1, 256, 256, 3)).astype(np.float32)
    wanted = generator(images, training=False).numpy()
    np.testing.assert_allclose(export.OnnxGenerator(exported.path)(images), wanted, atol=export.TOLERANCE)
