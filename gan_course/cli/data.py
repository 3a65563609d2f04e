"""함께 온 데이터 파일의 상태를 보이거나, 이름을 주면 사진 자료를 내려받습니다."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name",
        nargs="?",
        metavar="이름",
        help="내려받을 사진 자료(horse2zebra, orange2apple, …). 없으면 함께 온 파일의 크기와 SHA-256을 확인합니다",
    )


def run(options: argparse.Namespace) -> int:
    return _check() if options.name is None else _download(options.name)


def _download(name: str) -> int:
    from gan_course.data import cyclegan_dataset

    folders = cyclegan_dataset(name)
    for folder in folders:
        print(f"{folder} ({sum(1 for _ in folder.iterdir()):,}장)")
    print(f"살피기: gan-course inspect {folders.train_a.parent}")
    print(f"훈련: gan-course train cyclegan --data {folders.train_a} {folders.train_b}")
    return 0


def _check() -> int:
    from gan_course.files import data_folder, read_checksums

    folder = data_folder()
    names = read_checksums(folder)
    good = [_show(name) for name in names]
    print(f"\n출처와 라이선스: {folder / 'README.md'}")
    return 0 if all(good) else 1


def _show(name: str) -> bool:
    from gan_course.files import verified_path

    try:
        size = verified_path(name).stat().st_size
    except (ValueError, FileNotFoundError) as error:
        print(f"고장  {name}\n      {error}")
        return False
    print(f"정상  {name}  {size / 1024:,.0f} KiB")
    return True
