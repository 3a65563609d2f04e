"""`gan-course export`와, 내보낸 것으로 `gan-course translate`."""

import numpy as np
import pytest
from PIL import Image

from gan_course._tensorflow import keras
from gan_course.cli import main
from gan_course.files import verified_path
from gan_course.models import export_pytorch_weights, patch_discriminator, resnet_generator, unet_generator
from gan_course.training import CycleGAN

for name in ("tf2onnx", "onnx", "onnxruntime"):
    pytest.importorskip(name, reason=f"extra export의 {name}이(가) 없습니다")


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    keras.utils.set_random_seed(0)
    generators = [resnet_generator((32, 32, 3), filters=4, blocks=1) for _ in "AB"]
    for bias, generator in zip((0.5, -0.5), generators):
        generator.layers[-2].bias.assign([bias] * 3)  # 두 방향이 뚜렷이 다르게
    model = CycleGAN(*generators, *(patch_discriminator((32, 32, 3), 4, 1) for _ in "AB"))
    model.compile(keras.optimizers.Adam(), keras.optimizers.Adam())
    path = tmp_path_factory.mktemp("가중치") / "model.keras"
    model.save(path)
    return path


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "사진.png"
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (37, 50, 3), np.uint8)).save(path)
    return path


def pixels(path):
    return np.asarray(Image.open(path), int)


@pytest.mark.parametrize("direction", ["AtoB", "BtoA"])
def test_the_exported_file_translates_like_the_model(direction, weights, picture, tmp_path, capfd):
    onnx = tmp_path / "생성자.onnx"
    assert main(["export", "--weights", str(weights), "--direction", direction, str(onnx)]) == 0
    assert "Keras와의 차이" in capfd.readouterr().out
    for source, target, extra in ((weights, "k.png", ["--direction", direction]), (onnx, "o.png", [])):
        assert main(["translate", "--weights", str(source), *extra, str(picture), str(tmp_path / target)]) == 0
    assert np.abs(pixels(tmp_path / "k.png") - pixels(tmp_path / "o.png")).max() <= 1
    other = {"AtoB": "BtoA", "BtoA": "AtoB"}[direction]
    assert main(["translate", "--weights", str(onnx), "--direction", other, str(picture), str(tmp_path / "x.png")]) == 2
    assert f"{direction} 생성자 하나만" in capfd.readouterr().err


def test_the_authors_weights_with_dropout_off(tmp_path, capfd):
    export_pytorch_weights(unet_generator((None, None, 3), 2, 3, norm="batch"), tmp_path / "G.safetensors")
    target = tmp_path / "g.onnx"
    assert main(["export", "--weights", str(tmp_path / "G.safetensors"), "--precision", "int8", str(target)]) == 0
    assert "U-Net, 깊이 3" in capfd.readouterr().out and target.is_file()
    generator = unet_generator((16, 16, 3), 2, 2)
    generator.save(tmp_path / "u.keras")
    assert main(["export", "--weights", str(tmp_path / "u.keras"), str(target)]) == 0
    assert "드롭아웃은 껐습니다" in capfd.readouterr().out


def test_a_file_of_several_generators_asks_for_a_name(tmp_path, capfd):
    file = str(verified_path("checkpoints/05.npz"))
    assert main(["export", "--weights", file, str(tmp_path / "a.onnx")]) == 2
    told = capfd.readouterr().err
    assert "생성자가 여럿입니다: " in told
    name = told.split("여럿입니다: ")[1].split(",")[0].split(".")[0]
    assert main(["export", "--weights", file, "--network", name, str(tmp_path / "a.onnx")]) == 0


def test_the_conditional_generator_asks_for_labels(tmp_path, capfd):
    file = str(verified_path("checkpoints/08.npz"))
    assert main(["export", "--weights", file, str(tmp_path / "a.onnx")]) == 0
    assert "레이블 0에서 9까지" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (lambda w, t: ["--weights", "없음.keras", t / "a.onnx"], "가중치 파일이 없습니다"),
        (lambda w, t: ["--weights", w, t / "a.h5"], ".onnx로 끝내"),
        (lambda w, t: ["--weights", w, "--network", "netG", t / "a.onnx"], "--norm과 --network는"),
        (lambda w, t: ["--weights", verified_path("checkpoints/04b.npz"), t / "a.onnx"], "생성자를 만들 수 없습니다"),
        (lambda w, t: ["--weights", verified_path("checkpoints/03.npz"), "--direction", "BtoA", t / "a.onnx"], "방향이 없습니다"),
        (lambda w, t: ["--weights", verified_path("checkpoints/08.npz"), "--direction", "AtoB", t / "a.onnx"], "방향이 없습니다"),
    ],
)  # fmt: skip
def test_bad_arguments(arguments, says, weights, tmp_path, capfd):
    assert main(["export", *map(str, arguments(weights, tmp_path))]) == 2
    assert says in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []
