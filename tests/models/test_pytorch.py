"""PyTorch와 주고받는 가중치 파일: 이름, 되읽기, 틀린 파일. torch 없이 돕니다(값을 견주는 것은 tests/parity)."""

import os
import sys

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from gan_course import models
from gan_course._tensorflow import keras

BUILDERS = {
    "resnet": lambda: models.resnet_generator((16, 16, 3), 2, 2, out_channels=1),
    "patch": lambda: models.patch_discriminator((32, 32, 3), 2),
    "conditional": lambda: models.patch_discriminator((32, 32, 1), 2, condition_channels=3),
    "batch_patch": lambda: models.patch_discriminator((32, 32, 1), 2, norm="batch"),
    "unet": lambda: models.unet_generator((16, 16, 3), 2, 4),
    "shallow_unet": lambda: models.unet_generator((16, 16, 3), 2, 2),
    "batch_unet": lambda: models.unet_generator((16, 16, 1), 2, 3, norm="batch"),
}


def names(*places):
    return {f"{place}.{kind}" for place in places for kind in ("weight", "bias")}


def test_resnet_has_the_authors_names(tmp_path):
    model = models.resnet_generator((16, 16, 3), filters=1, blocks=9)
    models.export_pytorch_weights(model, tmp_path / "g.safetensors")
    inside = [f"model.{block}.conv_block.{place}" for block in range(10, 19) for place in (1, 5)]
    outside = [f"model.{place}" for place in (1, 4, 7, 19, 22, 26)]
    arrays = load_file(tmp_path / "g.safetensors")
    assert set(arrays) == names(*inside, *outside)
    assert arrays["model.1.weight"].shape == (1, 3, 7, 7)
    assert arrays["model.19.weight"].shape == (4, 2, 3, 3)  # 전치 합성곱은 [입력, 출력, 높이, 너비]


def test_patch_has_the_authors_names(tmp_path):
    for arguments, expected in [
        ({}, names("model.0", "model.2", "model.5", "model.8", "model.11")),
        ({"downsamplings": 2}, names("model.0", "model.2", "model.5", "model.8")),
        (
            {"condition_channels": 3},
            names("model.0", "model.3", "model.6", "model.9", "model.11")
            | {f"model.{place}.weight" for place in (2, 5, 8)},
        ),
    ]:
        model = models.patch_discriminator((32, 32, 3), 1, **arguments)
        models.export_pytorch_weights(model, tmp_path / "d.safetensors")
        assert set(load_file(tmp_path / "d.safetensors")) == expected


def test_unet_has_the_authors_nested_names(tmp_path):
    models.export_pytorch_weights(models.unet_generator((8, 8, 3), 1, 3, norm="batch"), tmp_path / "u.safetensors")
    middle, inner = "model.model.1.model", "model.model.1.model.3.model"
    normalized = [f"{middle}.2", f"{middle}.6", f"{inner}.4"]
    assert set(load_file(tmp_path / "u.safetensors")) == {
        *(f"{place}.weight" for place in ("model.model.0", f"{middle}.1", f"{middle}.5", f"{inner}.1", f"{inner}.3")),
        *names("model.model.3", *normalized),
        *(f"{place}.running_{kind}" for place in normalized for kind in ("mean", "var")),
    }


@pytest.mark.parametrize("name", BUILDERS)
def test_round_trip(name, tmp_path):
    path = tmp_path / "새 폴더" / "가중치 {1}.safetensors"
    random = np.random.default_rng(0)
    model, copy = BUILDERS[name](), BUILDERS[name]()
    model.set_weights([random.normal(size=w.shape) for w in model.get_weights()])
    models.export_pytorch_weights(model, path)
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert len(load_file(path)) == len(model.weights)
    models.import_pytorch_weights(copy, path)
    for ours, theirs in zip(copy.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_statistics_in_old_checkpoints_are_ignored_and_half_precision_is_widened(tmp_path):
    path, model = tmp_path / "w.safetensors", BUILDERS["resnet"]()
    models.export_pytorch_weights(model, path)
    old = {key: value.astype("float16") for key, value in load_file(path).items()}
    old |= {f"model.2.{name}": np.ones(2, "float32") for name in ("running_mean", "running_var")}
    old["model.2.num_batches_tracked"] = np.array(7)
    save_file(old, path)
    model.set_weights([0 * w for w in model.get_weights()])
    models.import_pytorch_weights(model, path)
    for key, variable in models.pytorch.variables_by_key(model).items():
        value = old[key].transpose(2, 3, 1, 0) if old[key].ndim == 4 else old[key]
        assert variable.dtype == "float32"
        np.testing.assert_array_equal(variable, value.astype("float32"))


# --- 틀린 파일과 모델


def refused(model, path, message, error=ValueError):
    before = model.get_weights()
    with pytest.raises(error, match=message):
        models.import_pytorch_weights(model, path)
    for old, new in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)


def test_every_difference_is_listed_and_nothing_is_loaded(tmp_path):
    path, model = tmp_path / "w.safetensors", BUILDERS["patch"]()
    models.export_pytorch_weights(model, path)
    arrays = {key: value + 1 for key, value in load_file(path).items()}
    del arrays["model.5.bias"]
    arrays["model.77.weight"] = np.zeros(2, "float32")
    arrays["model.0.weight"] = np.zeros((2, 1, 4, 4), "float32")
    save_file(arrays, path)
    refused(
        model,
        path,
        r"(?s)없는 것 1개: model\.5\.bias\n.*남는 것 1개: model\.77\.weight\n"
        r".*모양이 다른 것 1개: model\.0\.weight \(2, 1, 4, 4\)\(필요한 모양 \(2, 3, 4, 4\)\)\n.*norm이",
    )


def test_a_transposed_kernel_of_the_same_size_is_noticed(tmp_path):
    path, model = tmp_path / "w.safetensors", BUILDERS["patch"]()
    models.export_pytorch_weights(model, path)
    arrays = load_file(path)
    arrays["model.2.weight"] = np.ascontiguousarray(arrays["model.2.weight"].transpose(1, 0, 2, 3))
    save_file(arrays, path)
    refused(model, path, r"model\.2\.weight \(2, 4, 4, 4\)\(필요한 모양 \(4, 2, 4, 4\)\)")


@pytest.mark.parametrize(
    ("saved", "wanted"), [("resnet", "patch"), ("unet", "shallow_unet"), ("batch_patch", "patch"), ("patch", "unet")]
)
def test_another_network_is_refused(saved, wanted, tmp_path):
    models.export_pytorch_weights(BUILDERS[saved](), tmp_path / "w.safetensors")
    refused(BUILDERS[wanted](), tmp_path / "w.safetensors", "맞지 않습니다. 모델은 바꾸지 않았습니다")


def test_long_lists_are_cut_with_their_number(tmp_path):
    save_file({}, tmp_path / "w.safetensors")
    refused(BUILDERS["resnet"](), tmp_path / "w.safetensors", r"없는 것 20개: (model\S+, ){11}model\S+ …")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [({"residual_output": True}, "residual_output=True"), ({"upsampling": "resize"}, "upsampling='resize'")],
)
def test_our_own_generators_have_no_counterpart(arguments, message, tmp_path):
    model = models.resnet_generator((16, 16, 3), 2, 1, **arguments)
    with pytest.raises(ValueError, match=f"{message}.*짝이 없습니다"):
        models.export_pytorch_weights(model, tmp_path / "w.safetensors")
    assert not list(tmp_path.iterdir())
    refused(model, tmp_path / "w.safetensors", f"{message}.*짝이 없습니다")


def test_a_network_without_a_counterpart(tmp_path):
    with pytest.raises(ValueError, match="'generator'.*resnet_generator, patch_discriminator, unet_generator"):
        models.export_pytorch_weights(models.dcgan_generator(filters=2), tmp_path / "w.safetensors")


@pytest.mark.parametrize(
    ("name", "content", "message", "error"),
    [
        ("없음.safetensors", None, "가중치 파일이 없습니다", FileNotFoundError),
        ("가중치.h5", b"", r"'\.h5'입니다.*safetensors", ValueError),
        ("가중치", b"", "확장자가 ''입니다", ValueError),
        ("빈.safetensors", b"", "읽을 수 없습니다.*끝까지 내려받았는지", ValueError),
        ("글.safetensors", "가중치가 아닙니다".encode(), "읽을 수 없습니다", ValueError),
        ("큰.safetensors", b"\xff" * 64, "읽을 수 없습니다", ValueError),
    ],
)
def test_files_that_are_no_weights(name, content, message, error, tmp_path):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    refused(BUILDERS["patch"](), tmp_path / name, message, error)


def test_a_cut_download_is_refused(tmp_path):
    path, model = tmp_path / "w.safetensors", BUILDERS["patch"]()
    models.export_pytorch_weights(model, path)
    path.write_bytes(path.read_bytes()[:-100])
    refused(model, path, "끝까지 내려받았는지")


def test_without_torch_the_error_says_what_to_use_instead(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "torch", None)
    (tmp_path / "latest_net_G.pth").write_bytes(b"")
    model = BUILDERS["patch"]()
    refused(model, tmp_path / "latest_net_G.pth", r"PyTorch가 필요한데.*\.safetensors.*weights_only=True", ImportError)
    with pytest.raises(ImportError, match="safetensors"):
        models.export_pytorch_weights(model, tmp_path / "새것.pth")
    assert [file.name for file in tmp_path.iterdir()] == ["latest_net_G.pth"]


def test_an_interrupted_export_keeps_the_old_file(monkeypatch, tmp_path):
    path, model = tmp_path / "w.safetensors", BUILDERS["patch"]()
    models.export_pytorch_weights(model, path)
    old = path.read_bytes()
    model.set_weights([w + 1 for w in model.get_weights()])

    def full_disk(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        models.export_pytorch_weights(model, path)
    assert path.read_bytes() == old and list(tmp_path.iterdir()) == [path]


def test_a_path_may_start_at_home(monkeypatch, tmp_path):
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    model = BUILDERS["patch"]()
    models.export_pytorch_weights(model, "~/w.safetensors")
    models.import_pytorch_weights(model, "~/w.safetensors")
    assert [path.name for path in tmp_path.iterdir()] == ["w.safetensors"]


def test_models_read_back_from_a_keras_file_can_still_be_exported(tmp_path):
    model = BUILDERS["unet"]()
    model.save(tmp_path / "m.keras")
    models.export_pytorch_weights(keras.models.load_model(tmp_path / "m.keras"), tmp_path / "a.safetensors")
    models.export_pytorch_weights(model, tmp_path / "b.safetensors")
    assert (tmp_path / "a.safetensors").read_bytes() == (tmp_path / "b.safetensors").read_bytes()
