"""훈련하기 전에 사진 두 폴더를 살핍니다: 중복, 크기, 지름길, 모자란 장수."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from gan_course.files import user_path

FOLDERS = ("trainA", "trainB", "testA", "testB")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folders",
        nargs="+",
        type=user_path,
        metavar="폴더",
        help="A와 B의 사진 폴더 둘, 또는 trainA, trainB, testA, testB가 든 폴더 하나",
    )
    parser.add_argument("--test-a", type=user_path, metavar="폴더", help="시험용 A의 폴더")
    parser.add_argument("--test-b", type=user_path, metavar="폴더", help="시험용 B의 폴더")
    parser.add_argument("--size", type=int, default=64, metavar="화소", help="훈련할 한 변. 기본은 64")
    parser.add_argument("--seed", type=int, default=0, metavar="정수", help="도메인을 나누어 보는 씨앗. 기본은 0")
    parser.add_argument("--json", action="store_true", help="글 대신 JSON으로 적습니다")


def run(options: argparse.Namespace) -> int:
    folders = _folders(options)

    from gan_course.data.inspection import as_dictionary, as_text, findings, inspect_folders

    if not options.json:
        print("사진을 읽고 견줍니다.", flush=True)
    inspection = inspect_folders(*folders, size=options.size, seed=options.seed)
    found = findings(inspection)
    if options.json:
        print(json.dumps(as_dictionary(inspection, found), ensure_ascii=False, indent=2))
    else:
        print(as_text(inspection, found))
    return 0


def _folders(options: argparse.Namespace) -> list[Path | None]:
    """A, B, 시험 A, 시험 B의 폴더. 시험용은 없으면 None입니다.

    Raises:
        ValueError: 폴더가 하나인데 그 안에 trainA와 trainB가 없거나, 셋 이상이거나, 시험용을 두 가지로 주었을 때.
    """
    tests = [options.test_a, options.test_b]
    if len(options.folders) > 2:
        raise ValueError(
            f"폴더를 {len(options.folders)}개 주셨습니다. A와 B의 둘, 또는 {', '.join(FOLDERS)}가 든 하나를 주십시오. "
            "시험용은 --test-a와 --test-b로 줍니다."
        )
    if len(options.folders) == 2:
        return [*options.folders, *tests]
    (folder,) = options.folders
    inside = [folder / name for name in FOLDERS]
    if not all(path.is_dir() for path in inside[:2]):
        raise ValueError(
            f"폴더를 하나만 주셨는데 그 안에 trainA와 trainB가 없습니다: {folder}. 폴더 둘(A B)을 주거나, "
            f"{', '.join(FOLDERS)}가 든 폴더를 주십시오."
        )
    if any(tests):
        raise ValueError("--test-a와 --test-b는 폴더 둘(A B)을 줄 때의 것입니다. 빼십시오.")
    return [path if path.is_dir() else None for path in inside]
