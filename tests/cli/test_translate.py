"""`gan-course translate`: 파일 하나와 폴더, 아무 크기, 나쁜 입력."""

import sys
import zipfile

import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import load_file, save_file

from gan_course._tensorflow import keras
from gan_course.cli import main, translate
from gan_course.export import size_multiple
from gan_course.models import export_pytorch_weights, patch_discriminator, resnet_generator, unet_generator
from gan_course.training import CycleGAN, Pix2Pix


def shift_red(generator):
    """입력을 그대로 내놓는 생성자가 빨강만 어둡게 하도록."""
    generator.get_layer("change").bias.assign([0.0, -1.0, 0.0, 0.0])


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    """A→B는 빨강을 줄이고 B→A는 그대로 두는 CycleGAN."""
    keras.utils.set_random_seed(0)
    shape = (32, 32, 3)
    generators = [resnet_generator(shape, filters=4, blocks=1, residual_output=True) for _ in range(2)]
    shift_red(generators[0])
    model = CycleGAN(*generators, *(patch_discriminator(shape, filters=4, downsamplings=1) for _ in range(2)))
    model.compile(keras.optimizers.Adam(), keras.optimizers.Adam())
    path = tmp_path_factory.mktemp("가중치") / "model.keras"
    model.save(path)
    return path


@pytest.fixture
def folder(tmp_path):
    source = tmp_path / "말 사진"
    source.mkdir()
    grey = np.full((32, 32, 3), 128, np.uint8)
    Image.fromarray(grey).save(source / "하나.PNG")
    Image.fromarray(np.full((45, 70, 3), 128, np.uint8)).save(source / "둘.jpg")
    return source


def run(weights, *arguments):
    return main(["translate", "--weights", str(weights), *map(str, arguments)])


def mean_colour(path):
    return np.asarray(Image.open(path).convert("RGB"), float).mean(axis=(0, 1))


def test_a_folder_keeps_names_and_sizes(weights, folder, tmp_path, capfd):
    assert run(weights, "--direction", "AtoB", folder, tmp_path / "결과") == 0
    assert sorted(path.name for path in (tmp_path / "결과").iterdir()) == ["둘.png", "하나.png"]
    assert Image.open(tmp_path / "결과" / "둘.png").size == (70, 45)  # 4의 배수가 아니어도
    assert "2장을 옮겼습니다" in capfd.readouterr().out
    red, green, _ = mean_colour(tmp_path / "결과" / "하나.png")
    assert red < 70 and abs(green - 128) < 8


def test_the_other_direction_is_the_other_generator(weights, folder, tmp_path):
    assert run(weights, "--direction", "BtoA", folder / "하나.PNG", tmp_path / "되돌림.png") == 0
    assert np.abs(mean_colour(tmp_path / "되돌림.png") - 128).max() < 8


def test_a_padded_size_gives_the_same_inside_as_the_plain_one(weights, folder, tmp_path):
    """고른 회색이므로 가장자리를 채워도 안쪽의 색은 같습니다."""
    run(weights, folder, tmp_path / "결과")
    np.testing.assert_allclose(
        mean_colour(tmp_path / "결과" / "하나.png"), mean_colour(tmp_path / "결과" / "둘.png"), atol=3
    )


def test_a_broken_file_among_good_ones_is_skipped_and_named(weights, folder, tmp_path, capfd):
    (folder / "망가짐.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "._둘.jpg").write_bytes(b"\0\5\x16\7")
    (folder / "더").mkdir()
    assert run(weights, folder, tmp_path / "결과") == 0
    out = capfd.readouterr().out
    assert "2장을 옮겼습니다" in out
    for name in ("망가짐.jpg", "._둘.jpg", "더"):
        assert f"  건너뜀: {name}: " in out


def test_when_nothing_could_be_translated_the_exit_code_says_so(weights, tmp_path, capfd):
    (tmp_path / "사진").mkdir()
    (tmp_path / "사진" / "망가짐.jpg").write_bytes(b"\xff\xd8\xff")
    assert run(weights, tmp_path / "사진", tmp_path / "결과") == 1
    assert "0장을 옮겼습니다" in capfd.readouterr().out


@pytest.mark.parametrize("height, width", [(16, 16), (5, 7), (30, 3)])
def test_a_generator_that_changes_nothing_gives_every_pixel_back(height, width):
    """8화소보다 작아 덧댄 쪽도 도로 잘라 냅니다."""
    image = keras.Input((16, 16, 3))
    identity = keras.Model(image, keras.layers.Activation("linear")(image))
    pixels = np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)
    np.testing.assert_array_equal(translate.translator(identity)(Image.fromarray(pixels)), pixels)


def test_the_same_stem_twice_does_not_overwrite(weights, folder, tmp_path):
    Image.new("RGB", (32, 32), "white").save(folder / "하나.bmp")
    run(weights, folder, tmp_path / "결과")
    assert sorted(path.name for path in (tmp_path / "결과").iterdir()) == ["둘.png", "하나.PNG.png", "하나.bmp.png"]


def test_pix2pix_and_a_grey_generator(tmp_path, folder):
    shape = (16, 16, 3)
    model = Pix2Pix(
        unet_generator(shape, filters=4, depth=3, out_channels=1),
        patch_discriminator((16, 16, 1), filters=4, downsamplings=1, condition_channels=3),
    )
    model.compile(keras.optimizers.Adam(), keras.optimizers.Adam())
    model.save(tmp_path / "p.keras")
    assert run(tmp_path / "p.keras", folder / "둘.jpg", tmp_path / "선.png") == 0
    assert Image.open(tmp_path / "선.png").size == (70, 45)
    with pytest.raises(ValueError, match="한 방향"):
        translate.load_generator(tmp_path / "p.keras", "BtoA")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: resnet_generator((None, None, 3), 2, 6), "ResNet, 블록 6개"),
        (lambda: unet_generator((None, None, 3), 2, 4, norm="batch"), "U-Net, 깊이 4"),
    ],
)
def test_the_authors_weights_of_any_shape_are_understood(make, told, folder, tmp_path, capfd):
    """`module.`은 여러 GPU로 훈련한 파일의 이름입니다."""
    export_pytorch_weights(make(), tmp_path / "G.safetensors")
    renamed = {f"module.{key}": value for key, value in load_file(tmp_path / "G.safetensors").items()}
    save_file(renamed, tmp_path / "latest_net_G.SAFETENSORS")
    assert run(tmp_path / "latest_net_G.SAFETENSORS", folder, tmp_path / "결과") == 0
    assert f"가중치: latest_net_G.SAFETENSORS ({told}" in capfd.readouterr().out
    assert Image.open(tmp_path / "결과" / "둘.png").size == (70, 45)


def test_options_of_pytorch_files_are_refused_with_ours(weights, folder, tmp_path, capfd):
    assert run(weights, folder, tmp_path / "결과", "--norm", "batch") == 2
    assert "--norm과 --network는" in capfd.readouterr().err


def test_without_torch_a_pth_is_refused_in_one_line(folder, tmp_path, monkeypatch, capfd):
    monkeypatch.setitem(sys.modules, "torch", None)
    (tmp_path / "latest_net_G.pth").write_bytes(b"PK")
    assert run(tmp_path / "latest_net_G.pth", folder, tmp_path / "결과") == 2
    told = capfd.readouterr().err
    assert "PyTorch가 필요한데 설치되어 있지 않습니다" in told and told.count("\n") == 1


def test_size_multiples():
    assert size_multiple(resnet_generator((32, 32, 3), filters=4, blocks=1)) == 4
    assert size_multiple(unet_generator((16, 16, 3), filters=4, depth=3)) == 8


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda t, f: ("없음.keras", f, t / "결과"), "가중치 파일이 없습니다"),
        (lambda t, f: (f / "둘.jpg", f, t / "결과"), "읽을 수 없습니다"),
        (lambda t, f: (None, t / "없는 것.png", t / "결과"), "입력이 없습니다"),
        (lambda t, f: (None, f / "둘.jpg", t / "결과.jpg"), ".png로"),
        (lambda t, f: (None, f / "하나.PNG", f / "하나.PNG"), "덮어씁니다"),
        (lambda t, f: (None, f, f / "하나.PNG"), "출력도 폴더"),
    ],
)
def test_a_bad_argument_is_named(make, says, weights, folder, tmp_path, capfd):
    given, source, target = make(tmp_path, folder)
    assert run(given or weights, source, target) == 2
    assert says in capfd.readouterr().err


def test_an_empty_folder_and_a_model_that_does_not_translate(tmp_path, weights, capfd, folder):
    (tmp_path / "빈 폴더").mkdir()
    assert run(weights, tmp_path / "빈 폴더", tmp_path / "결과") == 2
    assert "사진이 없습니다" in capfd.readouterr().err
    keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)]).save(tmp_path / "d.keras")
    assert run(tmp_path / "d.keras", folder, tmp_path / "결과") == 2
    assert "옮기는 모델이 아닙니다" in capfd.readouterr().err


def test_nothing_is_left_half_written(weights, folder, tmp_path, monkeypatch):
    target = tmp_path / "있던 것.png"
    assert run(weights, folder / "둘.jpg", target) == 0
    before = target.read_bytes()

    def full_disk(self, *arguments, **options):
        raise OSError("자리가 없음")

    monkeypatch.setattr(Image.Image, "save", full_disk)
    assert run(weights, folder / "둘.jpg", target) == 2
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["있던 것.png"]


@pytest.mark.parametrize(
    ("metadata", "says"),
    [
        ('{"keras_version": "99.1.0"}', "Keras 99.1.0에서 저장한 파일"),
        ('{"keras_version": "3.0.0"}', "gan-course train이 저장한"),
        ('{"keras_version": null}', "gan-course train이 저장한"),
        ("[]", "gan-course train이 저장한"),
        ("", "gan-course train이 저장한"),
    ],
)
def test_a_file_of_a_newer_keras_is_told(metadata, says, folder, tmp_path, capfd):
    with zipfile.ZipFile(tmp_path / "model.keras", "w") as file:
        file.writestr("metadata.json", metadata)
        file.writestr("config.json", "{}")
    assert run(tmp_path / "model.keras", folder, tmp_path / "결과") == 2
    assert says in capfd.readouterr().err
