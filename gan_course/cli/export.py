"""훈련한 생성자를 ONNX 파일로 내보냅니다."""

from __future__ import annotations

import argparse

from gan_course.cli import translate
from gan_course.files import check_writable, user_path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    translate.add_weights(parser, "gan-course train이 저장한 .keras, 체크포인트(.npz), 또는 저자들의 PyTorch 가중치")
    parser.add_argument(
        "--precision",
        choices=("float32", "float16", "int8"),
        default="float32",
        help="가중치를 적는 꼴. 계산은 언제나 float32입니다. 기본은 float32",
    )
    parser.add_argument("target", type=user_path, metavar="출력", help=".onnx 파일")


def run(options: argparse.Namespace) -> int:
    if options.target.suffix.lower() != ".onnx":
        raise ValueError(f"출력의 이름을 .onnx로 끝내 주십시오: {options.target}")
    translate.check_weights(options.weights)
    if options.weights.suffix.lower() == translate.ONNX:
        raise ValueError(f"{options.weights}: 이미 ONNX 파일입니다. 훈련한 .keras나 .npz를 주십시오.")

    from gan_course._tensorflow import keras
    from gan_course.export import export_onnx, refuse_to_replace_others

    refuse_to_replace_others(options.target)
    check_writable(options.target)
    generator = translate.load_network(options.weights, options.direction, options.norm, options.network)
    # 저자들의 파일에는 어느 방향인지 적혀 있지 않습니다.
    known = len(generator.input_shape) == 4 and options.weights.suffix.lower() not in translate.PYTORCH
    direction = options.direction or ("AtoB" if known else None)
    exported = export_onnx(generator, options.target, options.precision, direction)
    if any(isinstance(layer, keras.layers.Dropout) for layer in generator.layers):
        print("드롭아웃은 껐습니다. 그래서 같은 입력에서 언제나 같은 그림이 나옵니다(gan-course translate와 같습니다).")
    size = exported.path.stat().st_size
    print(
        f"내보냈습니다: {exported.path} ({size / 1e6:.2f} MB, 가중치 {options.precision}, "
        f"Keras와의 차이 {exported.error:.1e} 이하)"
    )
    if exported.metadata["kind"] == "label-to-image":
        print(f"  잡음과 함께 레이블 0에서 {exported.metadata['classes'] - 1}까지의 정수(int32)를 받습니다.")
    if exported.metadata["kind"] == "image-to-image":
        print(f"  옮기기: gan-course translate --weights {exported.path} 입력 출력")
    return 0
