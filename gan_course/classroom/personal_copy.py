"""여럿이 한 설치를 나누어 쓸 때: 쓸 수 없는 강좌 폴더를 두고, 저마다 쓸 수 있는 자리를 정합니다."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from gan_course.classroom.kernel import for_this_python
from gan_course.files import cache_folder, user_path, write_atomically

# 학습자가 여는 것만 옮깁니다. 원본(sources)은 강좌를 고치는 사람의 것입니다.
FOR_LEARNERS = ("*.ipynb", "exercises/*.ipynb", "solutions/*.ipynb")


@dataclass(frozen=True)
class Copied:
    """옮긴 결과: 새로 옮긴 파일과, 내용이 달라(학습자가 고쳤으므로) 그대로 둔 파일."""

    new: list[Path]
    kept: list[Path]


def copy_notebooks(folder: Path, target: Path) -> Copied:
    """강좌의 노트북을 ``target``에 옮깁니다. 이미 있는 파일은 절대로 덮어쓰지 않습니다.

    Args:
        folder: ``notebooks/``가 든 강좌 폴더.
        target: 사본을 둘 폴더. 없으면 만듭니다.

    Raises:
        ValueError: ``target``이 강좌 폴더의 안이거나, 폴더가 아니거나, 쓸 수 없을 때.
    """
    notebooks = folder / "notebooks"
    target = user_path(target).resolve()
    if target.is_relative_to(folder.resolve()):
        raise ValueError(
            f"사본을 강좌 폴더 안에 둘 수 없습니다: {target}. 다른 폴더를 주십시오. 예: --copy ~/gan-course"
        )
    new, kept = [], []
    try:
        for source in (path for pattern in FOR_LEARNERS for path in sorted(notebooks.glob(pattern))):
            copy = target / source.relative_to(notebooks)
            content = for_this_python(source.read_bytes())
            if not copy.exists():
                write_atomically(copy, content)
                new.append(copy)
            elif copy.read_bytes() != content:
                kept.append(copy)
    except OSError as error:
        raise ValueError(f"사본을 만들 수 없습니다: {target} ({error}). 쓸 수 있는 폴더를 주십시오.") from error
    return Copied(new, kept)


def results_folder(folder: Path) -> Path:
    """실행한 결과를 둘 자리: 강좌 폴더, 지금 폴더, 캐시 폴더 가운데 처음으로 쓸 수 있는 곳의 ``build``."""
    for place in (folder, Path.cwd()):
        if is_writable(place / "build" if (place / "build").exists() else place):
            return place / "build"
    return cache_folder() / "build"


def is_writable(folder: Path) -> bool:
    """이 폴더에 파일을 만들 수 있는지."""
    return os.access(folder, os.W_OK | os.X_OK)
