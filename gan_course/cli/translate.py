"""훈련한 CycleGAN이나 Pix2Pix로 이미지를 옮깁니다."""

from __future__ import annotations

import argparse
import io
import json
import os
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

from packaging.version import Version

from gan_course.cli.parser import nonempty
from gan_course.cli.signature import refuse_to_overwrite, signature
from gan_course.files import check_writable, user_path, write_atomically

DIRECTIONS = ("AtoB", "BtoA")
PYTORCH = (".pt", ".pth", ".safetensors")
ONNX = ".onnx"
NORMALIZATIONS = ("instance", "instance_affine", "batch")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_weights(
        parser,
        "gan-course train이 저장한 .keras, gan-course export가 쓴 .onnx, 또는 저자들의 PyTorch 가중치(.pth, .safetensors)",
    )
    parser.add_argument("source", type=user_path, metavar="입력", help="이미지 파일, 또는 이미지가 든 폴더")
    parser.add_argument(
        "target", type=user_path, metavar="출력", help="PNG 파일, 또는 폴더. 입력이 폴더면 이름을 그대로 씁니다"
    )


def add_weights(parser: argparse.ArgumentParser, told: str) -> None:
    """가중치 파일에서 생성자 하나를 고르는 인자들."""
    parser.add_argument("--weights", type=user_path, required=True, metavar="파일", help=told)
    parser.add_argument(
        "--norm",
        choices=NORMALIZATIONS,
        help="PyTorch 가중치의 정규화. 없으면 파일에서 알아냅니다. 저자들의 test.py처럼 배치 정규화에도 그 이미지의 "
        "통계를 쓰려면 instance_affine",
    )
    parser.add_argument(
        "--network", type=nonempty, metavar="이름", help="파일에 생성자가 여럿일 때 고를 것(예: netG_A)"
    )
    parser.add_argument("--direction", choices=DIRECTIONS, help="옮기는 방향. 기본은 AtoB")


def check_weights(weights: Path) -> None:
    """
    Raises:
        ValueError: 가중치 파일이 없을 때.
    """
    if weights.is_dir():
        inside = weights / "model.keras"
        hint = f"`--weights {inside}`를 뜻하셨습니까?" if inside.is_file() else "그 안의 .keras 파일을 주십시오."
        raise ValueError(f"가중치 파일이 아니라 폴더입니다: {weights}. {hint}")
    if weights.is_symlink() and not weights.exists():
        raise ValueError(f"가중치 파일이 없습니다: {weights}. 가리키는 파일이 없는 링크입니다.")
    if weights.exists() and not weights.is_file():
        raise ValueError(f"{weights}: 보통 파일이 아닙니다. 가중치 파일을 주십시오.")
    if not weights.is_file():
        raise ValueError(f"가중치 파일이 없습니다: {weights}. gan-course train이 저장한 model.keras를 주십시오.")


def run(options: argparse.Namespace) -> int:
    pairs, left_out = files(options.source, options.target)
    check_weights(options.weights)
    refuse_to_overwrite([target for _, target in pairs])
    check_writable(pairs[0][1])  # 모두 옮긴 다음에 알게 되지 않도록

    from gan_course._tensorflow import keras
    from gan_course.data.photographs.decode import UnusablePhotograph, read_image

    translate = translator(load_generator(options.weights, options.direction, options.norm, options.network))
    progress = keras.utils.Progbar(len(pairs), unit_name="장")
    skipped, done = dict(left_out), 0
    for number, (source, target) in enumerate(pairs, start=1):
        try:
            image = read_image(source)
        except UnusablePhotograph as reason:
            skipped[source.name] = str(reason)
        else:
            content = io.BytesIO()
            translate(image).save(content, format="PNG", pnginfo=signature())
            write_atomically(target, content.getvalue())
            done += 1
        progress.update(number)
    print(f"{done}장을 옮겼습니다: {options.target}")
    for name, reason in skipped.items():
        print(f"  건너뜀: {name}: {reason}")
    return 0 if done else 1


def files(source: Path, target: Path) -> tuple[list[tuple[Path, Path]], dict[str, str]]:
    """(옮길 파일, 쓸 파일)의 목록과, 폴더에서 지나친 것({이름: 까닭}).

    Raises:
        ValueError: 입력이 없거나, 폴더가 비었거나, 출력이 입력을 덮어쓰게 될 때.
    """
    left_out = {}
    if source.is_dir():
        from gan_course.data.photographs.folders import list_files

        if target.exists() and not target.is_dir():
            raise ValueError(f"입력이 폴더이므로 출력도 폴더여야 합니다: {target}")
        _, paths, left_out = list_files(source)
        pairs = [(path, target / f"{path.stem}.png") for path in paths]
        # 이름이 같고 확장자만 다른 사진이 서로 덮어쓰지 않게 합니다.
        times = Counter(_same_place(out) for _, out in pairs)
        pairs = [(path, target / f"{path.name}.png" if times[_same_place(out)] > 1 else out) for path, out in pairs]
    elif source.is_file():
        folder = target.is_dir() or not target.suffix
        if not folder and target.suffix.lower() != ".png":
            raise ValueError(f"출력은 PNG로 씁니다. 이름을 .png로 끝내 주십시오: {target}")
        pairs = [(source, target / f"{source.stem}.png" if folder else target)]
    else:
        raise ValueError(f"입력이 없습니다: {source}. 이미지 파일이나 폴더의 경로를 확인하십시오.")
    for path, out in pairs:
        if os.path.realpath(out) == os.path.realpath(path):
            raise ValueError(f"출력이 입력을 덮어씁니다: {out}. 다른 폴더를 출력으로 주십시오.")
    return pairs, left_out


def _same_place(path: Path) -> str:
    """macOS와 Windows에서는 대소문자나 글자를 풀어 쓴 꼴만 다른 이름이 한 파일입니다."""
    return unicodedata.normalize("NFC", path.name).casefold()


def load_generator(weights: Path, direction: str | None, norm: str | None = None, network: str | None = None):
    """가중치 파일에서 이미지를 옮기는 그 방향의 생성자를 꺼냅니다: `keras.Model`, `.onnx`면 `OnnxGenerator`.

    Raises:
        ValueError: `load_network`와 같거나, 이미지를 이미지로 옮기는 것이 아닐 때.
    """
    if weights.suffix.lower() in PYTORCH and direction:
        raise ValueError(
            f"{weights.name}에는 생성자 하나만 있고 방향은 적혀 있지 않습니다. --direction을 빼십시오. 되돌리는 쪽은 따로 저장된 "
            "파일(latest_net_G_B)입니다."
        )
    if weights.suffix.lower() == ONNX:
        return _load_onnx(weights, direction, norm, network)
    generator = load_network(weights, direction, norm, network)
    if not all(len(shape) == 4 for shape in _shapes(generator)):
        raise ValueError(
            f"{weights}의 {type(generator).__name__}은(는) 이미지를 이미지로 옮기는 모델이 아닙니다. "
            "gan-course train cyclegan이나 pix2pix가 저장한 파일을 주십시오."
        )
    return generator


def load_network(weights: Path, direction: str | None, norm: str | None = None, network: str | None = None):
    """가중치 파일에서 그 방향의 생성자(`keras.Model`)를 꺼냅니다. `norm`은 PyTorch 가중치의 것입니다.

    Raises:
        ValueError: 파일을 읽을 수 없거나, 그 방향이나 그 이름의 생성자가 없을 때.
    """
    from gan_course._tensorflow import keras
    from gan_course.models import generator_from_pytorch
    from gan_course.training import GAN, ConditionalGAN, CycleGAN, Pix2Pix
    from gan_course.training.checkpoints import read_checkpoint

    if weights.suffix.lower() in PYTORCH:  # 저자들의 파일에는 생성자가 하나뿐입니다
        generator, found = generator_from_pytorch(weights, norm, network)
        print(f"가중치: {weights.name} ({found})", flush=True)
        return generator
    if norm or (network and weights.suffix.lower() != ".npz"):
        raise ValueError(f"--norm과 --network는 PyTorch 가중치({', '.join(PYTORCH)})의 것입니다. 빼십시오.")
    try:
        model = (
            read_checkpoint(weights)[1].model if weights.suffix.lower() == ".npz" else keras.models.load_model(weights)
        )
    except Exception as error:
        if weights.suffix.lower() == ".npz" and isinstance(error, ValueError):
            raise  # 까닭이 적혀 있습니다
        raise ValueError(
            f"{weights} 파일을 읽을 수 없습니다({type(error).__name__}). {_why_unreadable(weights, keras.__version__)}"
        ) from error
    if model is None:
        raise ValueError(
            f"{weights.name}에는 가중치만 있어 생성자를 만들 수 없습니다. 다른 장의 체크포인트를 주십시오."
        )
    if len(getattr(model, "outputs", None) or []) > 1:  # 5장의 체크포인트에는 생성자가 여럿입니다
        names = [layer.name for layer in model.layers if isinstance(layer, keras.Model)]
        if network not in names:
            raise ValueError(f"{weights.name}에는 생성자가 여럿입니다: {', '.join(names)}. --network로 고르십시오.")
        return model.get_layer(network)
    if network:
        raise ValueError(f"{weights.name}에는 생성자가 여럿이지 않습니다. --network를 빼십시오.")
    if isinstance(model, CycleGAN):
        return {"AtoB": model.average_ab, "BtoA": model.average_ba}[direction or "AtoB"]
    if isinstance(model, (GAN, ConditionalGAN)) and direction:
        raise ValueError("잡음에서 이미지를 만드는 생성자에는 방향이 없습니다. --direction을 빼십시오.")
    if direction == "BtoA":
        raise ValueError(f"{type(model).__name__}의 생성자는 한 방향(AtoB)뿐입니다. --direction을 빼십시오.")
    return model.average_generator if isinstance(model, (GAN, ConditionalGAN, Pix2Pix)) else model


def _load_onnx(weights, direction, norm, network):
    from gan_course.export import OnnxGenerator

    if norm or network:
        raise ValueError(f"--norm과 --network는 PyTorch 가중치({', '.join(PYTORCH)})의 것입니다. 빼십시오.")
    generator = OnnxGenerator(weights)
    if generator.metadata["kind"] != "image-to-image":
        raise ValueError(f"{weights}의 생성자는 이미지를 이미지로 옮기는 것이 아닙니다.")
    written = generator.metadata.get("direction")
    if direction and direction != written:
        raise ValueError(
            f"{weights}에는 {written or '방향을 적지 않은'} 생성자 하나만 들어 있습니다. --direction을 빼거나 그 방향의 파일을 "
            "주십시오."
        )
    return generator


def _shapes(model):
    shapes = (getattr(model, name, None) for name in ("input_shape", "output_shape"))
    return [shape if isinstance(shape, tuple) else () for shape in shapes]


def _why_unreadable(weights: Path, keras: str) -> str:
    """`.keras`에 적힌 구조는 저장한 Keras보다 오래된 Keras가 읽지 못합니다(README의 Colab처럼 이미 있던 것)."""
    if weights.suffix != ".keras" and zipfile.is_zipfile(weights):
        return "Keras는 이름이 .keras(소문자)로 끝나는 파일만 읽습니다. 이름을 바꾸십시오."
    try:
        with zipfile.ZipFile(weights) as file:
            saved = json.loads(file.read("metadata.json"))["keras_version"]
        newer = Version(saved) > Version(keras)
    except (OSError, KeyError, TypeError, ValueError, zipfile.BadZipFile):
        newer = False
    if newer:
        return f'Keras {saved}에서 저장한 파일인데 여기의 Keras는 {keras}입니다. `pip install "keras>={saved}"`를 실행하십시오.'
    return "gan-course train이 저장한 .keras 파일인지 확인하십시오."


def translator(generator):
    """PIL 이미지를 옮기는 함수. 어떤 크기든 받습니다. `generator`는 `keras.Model`이나 `OnnxGenerator`입니다.

    신경망이 요구하는 배수에 모자란 가장자리는 되비쳐 채웠다가 도로 잘라 내므로, 출력의 크기는 입력과 같습니다.
    """
    import numpy as np
    from PIL import Image

    from gan_course._tensorflow import predict
    from gan_course.export import OnnxGenerator, any_size, size_multiple

    if isinstance(generator, OnnxGenerator):
        channels, multiple = generator.metadata["channels"][0], generator.metadata["size_multiple"]
        whole = generator
    else:
        channels, multiple = generator.input_shape[-1], size_multiple(generator)
        model = any_size(generator)

        def whole(batch):
            return predict(model, batch, batch_size=1)

    def translate(image):
        pixels = np.asarray(image, np.float32) / 127.5 - 1.0
        if channels == 1:
            pixels = pixels.mean(axis=-1, keepdims=True)
        height, width = pixels.shape[:2]
        smallest = max(multiple, 8)
        more = [max(smallest, -(-size // multiple) * multiple) - size for size in (height, width)]
        padded = np.pad(pixels, ((0, more[0]), (0, more[1]), (0, 0)), mode="symmetric")
        output = whole(padded[None])[0, :height, :width]
        output = np.clip(np.rint((output + 1.0) * 127.5), 0, 255).astype(np.uint8)
        return Image.fromarray(np.repeat(output, 3, axis=-1) if output.shape[-1] == 1 else output)

    return translate
