"""함께 온 데이터 파일의 크기와 상태(SHA-256)를 보입니다."""

from __future__ import annotations

import argparse

from gan_course.cli.errors import one_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """받는 인자가 없습니다."""


def run(options: argparse.Namespace) -> int:
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
    except (ValueError, OSError) as error:  # 하나를 읽지 못해도 나머지를 봅니다
        print(f"고장  {name}\n      {one_line(error)}")
        return False
    print(f"정상  {name}  {size / 1024:,.0f} KiB")
    return True
