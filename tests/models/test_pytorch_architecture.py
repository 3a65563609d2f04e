"""가중치 파일에서 알아내는 신경망의 꼴. torch 없이 돕니다(값을 견주는 것은 tests/parity)."""

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from gan_course import models

FREE = (None, None)
# 이름: (만드는 법, 알아낸 것을 적은 글)
GENERATORS = {
    "블록 9개": (
        lambda: models.resnet_generator((*FREE, 3), 2),
        "ResNet, 블록 9개, filters 2, 3 → 3채널, 정규화 instance",
    ),
    "블록 6개": (lambda: models.resnet_generator((*FREE, 3), 3, 6), "ResNet, 블록 6개, filters 3"),
    "블록 없음": (lambda: models.resnet_generator((*FREE, 1), 2, 0), "블록 0개, filters 2, 1 → 1채널"),
    "배치 ResNet": (lambda: models.resnet_generator((*FREE, 3), 2, 1, norm="batch"), "정규화 batch"),
    "배율 ResNet": (lambda: models.resnet_generator((*FREE, 3), 2, 1, norm="instance_affine"), "instance_affine"),
    "흑백으로": (lambda: models.resnet_generator((*FREE, 3), 2, 1, out_channels=1), "3 → 1채널"),
    "U-Net": (lambda: models.unet_generator((*FREE, 3), 2, 8), "U-Net, 깊이 8, filters 2, 3 → 3채널"),
    "배치 U-Net": (lambda: models.unet_generator((*FREE, 3), 2, 5, norm="batch"), "깊이 5, filters 2"),
    "얕은 U-Net": (lambda: models.unet_generator((*FREE, 1), 2, 2, out_channels=3), "깊이 2, filters 2, 1 → 3채널"),
    "배울 것 없는 U-Net": (lambda: models.unet_generator((*FREE, 3), 2, 3, norm="instance"), "정규화 instance"),
}


def saved(model, path, rename=lambda key: key):
    """정규화의 통계까지 무작위로 채워 저장합니다."""
    random = np.random.default_rng(0)
    model.set_weights([random.uniform(0.1, 1, size=w.shape) for w in model.get_weights()])
    models.export_pytorch_weights(model, path)
    save_file({rename(key): value for key, value in load_file(path).items()}, path)
    return model


@pytest.mark.parametrize("name", GENERATORS)
@pytest.mark.parametrize("head", ["", "module.", "netG_A.", "state_dict.module.", "_orig_mod."])
def test_the_same_generator_comes_back(name, head, tmp_path):
    make, told = GENERATORS[name]
    model = saved(make(), tmp_path / "g.safetensors", lambda key: head + key)
    found, architecture = models.generator_from_pytorch(tmp_path / "g.safetensors")
    assert told in str(architecture)
    for ours, theirs in zip(found.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_dataparallel_names_are_read_into_a_given_model_too(tmp_path):
    make, _ = GENERATORS["블록 6개"]
    model, other = saved(make(), tmp_path / "g.safetensors", lambda key: f"module.{key}"), make()
    models.import_pytorch_weights(other, tmp_path / "g.safetensors")
    np.testing.assert_array_equal(other.get_weights()[0], model.get_weights()[0])


def test_the_norm_can_be_told(tmp_path):
    """저자들의 test.py는 배치 정규화에도 그 이미지의 통계를 씁니다."""
    saved(GENERATORS["배치 U-Net"][0](), tmp_path / "g.safetensors")
    _, architecture = models.generator_from_pytorch(tmp_path / "g.safetensors", norm="instance_affine")
    assert architecture.norm == "instance_affine"


def two(tmp_path, first="netG_A.", second="netG_B."):
    make, _ = GENERATORS["블록 6개"]
    saved(make(), tmp_path / "a.safetensors", lambda key: first + key)
    saved(models.resnet_generator((*FREE, 3), 2, 1), tmp_path / "b.safetensors", lambda key: second + key)
    both = load_file(tmp_path / "a.safetensors") | load_file(tmp_path / "b.safetensors")
    save_file(both, tmp_path / "both.safetensors")
    return tmp_path / "both.safetensors"


def test_one_of_several_generators_is_chosen_by_name(tmp_path):
    path = two(tmp_path)
    with pytest.raises(ValueError, match="생성자가 여럿.*netG_A, netG_B.*--network"):
        models.generator_from_pytorch(path)
    for name, blocks in (("netG_A", 6), ("netG_B", 1)):
        assert models.generator_from_pytorch(path, network=name)[1].size == blocks
    with pytest.raises(ValueError, match="'netG_C'라는 생성자가 없습니다.*netG_A, netG_B"):
        models.generator_from_pytorch(path, network="netG_C")


def test_a_discriminator_beside_the_generator_is_passed_over(tmp_path):
    generator = saved(GENERATORS["블록 6개"][0](), tmp_path / "g.safetensors")
    saved(models.patch_discriminator((32, 32, 3), 2), tmp_path / "d.safetensors", lambda key: f"netD.{key}")
    both = load_file(tmp_path / "g.safetensors") | load_file(tmp_path / "d.safetensors")
    save_file(both, tmp_path / "both.safetensors")
    found, _ = models.generator_from_pytorch(tmp_path / "both.safetensors")
    np.testing.assert_array_equal(found.get_weights()[0], generator.get_weights()[0])


def without(key):
    def remove(path):
        arrays = load_file(path)
        del arrays[key]
        save_file(arrays, path)

    return remove


def only(**arrays):
    return lambda path: save_file({name.replace("_", "."): value for name, value in arrays.items()}, path)


# (무엇이 잘못되었나, 파일을 바꾸는 법, 읽는 말)
WRONG = [
    ("판별자", lambda path: saved(models.patch_discriminator((32, 32, 3), 2), path), "판별자의 가중치입니다"),
    ("빈 파일", only(), "모르는 신경망의 가중치입니다.이름: 없음"),
    ("다른 신경망", only(conv1_weight=np.zeros((2, 3, 3, 3), "float32")), "이름: conv1.weight"),
    ("합성곱이 빠짐", without("model.10.conv_block.5.weight"), "없는 것 1개: model.10.conv_block.5.weight"),
    ("처음이 빠짐", without("model.1.weight"), "모르는 신경망의 가중치입니다"),
    ("글", lambda path: path.write_text("글"), "가중치 파일로 읽을 수 없습니다"),
    ("없음", lambda path: path.unlink(), "가중치 파일이 없습니다"),
]


@pytest.mark.parametrize(("change", "says"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_a_wrong_file_is_explained(change, says, tmp_path):
    path = tmp_path / "g.safetensors"
    saved(GENERATORS["블록 6개"][0](), path)
    change(path)
    with pytest.raises((ValueError, FileNotFoundError), match=says):
        models.generator_from_pytorch(path)


def test_a_norm_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(ValueError, match="instance, instance_affine, batch"):
        models.generator_from_pytorch(tmp_path / "g.safetensors", norm="layer")
