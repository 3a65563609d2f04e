"""두 폴더의 이미지가 얼마나 닮았는지 KID와 프레셰 거리로 잽니다."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from gan_course.files import user_path

SUFFIXES = (".bmp", ".jpeg", ".jpg", ".png", ".webp")
FEATURES = {
    "inception": "사진의 특징(처음 한 번 가중치를 내려받음)",
    "thumbnail": "8x8로 줄인 화소(인터넷 없이, 색과 밝기의 얼개만)",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("real", type=user_path, metavar="A", help="진짜 이미지의 폴더")
    parser.add_argument("fake", type=user_path, metavar="B", help="가짜 이미지의 폴더")
    kinds = ", ".join(f"{name}({what})" for name, what in FEATURES.items())
    parser.add_argument("--features", choices=list(FEATURES), default="inception", help=f"{kinds}. 기본은 inception")
    parser.add_argument("--seed", type=int, default=0, metavar="정수", help="부트스트랩의 씨앗. 기본은 0")


def run(options: argparse.Namespace) -> int:
    files = [image_files(folder) for folder in (options.real, options.fake)]

    from gan_course import evaluation

    measure, protocol = {
        "inception": (evaluation.inception_features, evaluation.INCEPTION_PROTOCOL),
        "thumbnail": (evaluation.thumbnail_features, evaluation.THUMBNAIL_PROTOCOL),
    }[options.features]
    for name, folder, paths in zip(("진짜", "가짜"), (options.real, options.fake), files):
        print(f"{name}: {folder} ({len(paths):,}장)", flush=True)
    real, fake = (measure(read_images(paths)) for paths in files)
    # 특징은 이미 구했으므로 그대로 넘깁니다.
    scores = evaluation.photograph_scores(real, fake, features=lambda features: features, seed=options.seed)
    print(f"KID: {scores.kid:.5f} (95% 구간 {scores.kid_low:.5f}~{scores.kid_high:.5f}, 부트스트랩 1,000번)")
    print(f"프레셰 거리: {scores.frechet:.3f}")
    print(f"규약: {protocol}.")
    dimensions = real.shape[1]
    if min(len(real), len(fake)) <= dimensions:
        print(
            f"주의: 이미지가 특징의 차원({dimensions:,})보다 적어 프레셰 거리는 참값보다 크게 나옵니다. "
            "장수가 같은 것끼리만 견주고, KID와 그 구간을 먼저 보십시오."
        )
    return 0


def image_files(folder: Path) -> list[Path]:
    """폴더 바로 아래의 이미지 파일을 이름 순서로.

    Raises:
        ValueError: 폴더가 없거나 이미지가 둘보다 적을 때.
    """
    if not folder.is_dir():
        raise ValueError(f"폴더가 없습니다: {folder}. 이미지가 든 폴더의 경로를 주십시오.")
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
    if len(paths) < 2:
        raise ValueError(
            f"{folder} 폴더의 이미지가 {len(paths)}장입니다. 둘 이상이 있어야 합니다"
            f"(확장자 {', '.join(SUFFIXES)}, 하위 폴더는 보지 않음)."
        )
    return paths


def read_images(paths: list[Path]) -> Iterator:
    """float32 [h, w, 3], [-1, 1]을 한 장씩. 크기는 바꾸지 않습니다.

    Raises:
        ValueError: 읽을 수 없는 파일이 있을 때. 빼고 재면 다른 값이 되므로 건너뛰지 않습니다.
    """
    import numpy as np

    from gan_course.data.photographs.decode import UnusablePhotograph, read_image

    for path in paths:
        try:
            pixels = np.asarray(read_image(path), np.float32)
        except UnusablePhotograph as error:
            raise ValueError(f"이미지를 읽지 못했습니다: {path} ({error}). 고치거나 폴더에서 빼십시오.") from error
        yield pixels / 127.5 - 1
