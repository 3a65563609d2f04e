"""두 폴더의 이미지가 얼마나 닮았는지 KID와 프레셰 거리로 잽니다."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from gan_course.files import user_path

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
    listings = [_listed(folder) for folder in (options.real, options.fake)]
    if options.real.resolve() == options.fake.resolve():
        raise ValueError(f"같은 폴더를 두 번 주셨습니다: {options.real}. 진짜와 가짜의 폴더를 하나씩 주십시오.")
    if options.seed < 0:
        raise ValueError(f"--seed가 {options.seed}입니다. 0 이상의 정수를 주십시오.")

    from gan_course import evaluation
    from gan_course.data.photographs.folders import named

    measure, protocol = {
        "inception": (evaluation.inception_features, evaluation.INCEPTION_PROTOCOL),
        "thumbnail": (evaluation.thumbnail_features, evaluation.THUMBNAIL_PROTOCOL),
    }[options.features]
    features = []
    for name, given, (_, paths, left_out) in zip(("진짜", "가짜"), (options.real, options.fake), listings):
        features.append(measure(read_images(paths, left_out)))
        _check_count(given, len(features[-1]), left_out)
        print(f"{name}: {given} ({len(features[-1]):,}장)", flush=True)
        if left_out:
            print(f"  뺀 것 {len(left_out)}개: {named(left_out)}", flush=True)
    real, fake = features
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


def _listed(folder: Path):
    """폴더의 목록. 사진 이름을 가진 파일이 둘보다 적어도 내용이 사진일 수 있으므로, 장수는 읽은 뒤에 봅니다."""
    from gan_course.data.photographs.folders import list_files

    listing = list_files(folder)
    if len(listing.files) < 2:
        _check_count(folder, len(listing.files), listing.left_out)
    return listing


def _check_count(folder: Path, count: int, left_out: Mapping[str, str]) -> None:
    if count < 2:
        from gan_course.data.photographs.folders import named

        because = f" 뺀 것: {named(left_out)}." if left_out else ""
        raise ValueError(f"{folder} 폴더의 이미지가 {count}장입니다. 둘 이상이 있어야 합니다.{because}")


def read_images(paths: Iterable[Path], left_out: dict[str, str]) -> Iterator:
    """float32 [h, w, 3], [-1, 1]을 한 장씩. 크기는 바꾸지 않습니다.

    Args:
        paths: 읽어 볼 파일.
        left_out: 사진이 아니어서 뺀 파일을 여기에 적습니다({이름: 까닭}).

    Raises:
        ValueError: 이름은 사진인데 읽을 수 없는 파일이 있을 때. 빼고 재면 다른 값이 되므로 건너뛰지 않습니다.
    """
    import numpy as np

    from gan_course.data.photographs.decode import UnusablePhotograph, looks_like_image, read_image

    for path in paths:
        try:
            pixels = np.asarray(read_image(path), np.float32)
        except UnusablePhotograph as error:
            if looks_like_image(path):
                raise ValueError(f"이미지를 읽지 못했습니다: {path} ({error}). 고치거나 폴더에서 빼십시오.") from error
            left_out[path.name] = str(error)
        else:
            yield pixels / 127.5 - 1
