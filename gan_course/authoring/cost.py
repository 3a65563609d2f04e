"""실행한 노트북을 커밋하면 저장소의 역사가 얼마나 늘어나는지, 커밋하지 않고 잽니다.

git에게 묻습니다: 새 파일과 지금 커밋(HEAD)의 파일을 임시 폴더의 pack 하나로 묶어 보고, HEAD의 것만 묶은 크기를 뺍니다.
압축과 델타(달라진 줄만 적는 것)까지 셈한 크기이므로, 글만 고친 노트북은 몇 KB이고 그림이 달라진 노트북은 그림만큼입니다.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

NOTEBOOKS = "notebooks"


class Cost(NamedTuple):
    """파일 하나가 역사에 더하는 것."""

    name: str
    """저장소 안의 경로."""
    size: int
    """늘어나는 바이트. 내용이 HEAD와 같으면 0."""


def history_cost(folder: Path, executed: Path | None = None) -> list[Cost]:
    """노트북과 그림을 커밋하면 늘어날 역사를 파일마다 잽니다. 저장소에는 아무것도 쓰지 않습니다.

    Args:
        folder: 강좌 저장소.
        executed: 실행한 노트북이 있는 폴더(`gan-course run`의 결과). 이름이 같은 HEAD의 장과 견줍니다.
            None이면 저장소의 `notebooks/`를 견줍니다.

    Raises:
        ValueError: git 저장소가 아니거나, git이 없거나, 폴더에 장의 노트북이 하나도 없을 때.
    """
    committed = _committed(folder)
    files = dict(_found(folder, executed, committed))
    if not files:
        raise ValueError(
            f"{executed or folder / NOTEBOOKS}에 장의 노트북이 없습니다. 실행한 노트북이 든 폴더를 주십시오."
        )
    objects = Path(_git(folder, "rev-parse", "--git-path", "objects").decode().strip())
    with tempfile.TemporaryDirectory() as scratch:
        place = {
            "GIT_OBJECT_DIRECTORY": scratch,
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": str((folder / objects).resolve()),
        }
        return [Cost(name, _growth(folder, name, path, committed.get(name), place)) for name, path in files.items()]


def _growth(folder: Path, name: str, path: Path, before: str | None, place: dict) -> int:
    after = _git(folder, "hash-object", "-w", f"--path={name}", "--stdin", content=path.read_bytes(), **place)
    after = after.decode().strip()
    if after == before:
        return 0
    both = _packed(folder, name, [before, after] if before else [after], place)
    return max(0, both - (_packed(folder, name, [before], place) if before else 0))


def _packed(folder: Path, name: str, blobs: list[str], place: dict) -> int:
    listed = "".join(f"{blob} {name}\n" for blob in blobs).encode()
    return len(_git(folder, "pack-objects", "-q", "--no-reuse-delta", "--stdout", content=listed, **place))


def _committed(folder: Path) -> dict[str, str]:
    """HEAD의 notebooks 폴더: 경로 → blob."""
    lines = _git(folder, "ls-tree", "-r", "-z", "HEAD", f"{NOTEBOOKS}/").decode("utf-8").split("\0")
    return {name: about.split()[2] for about, name in (line.split("\t", 1) for line in lines if line)}


def _found(folder: Path, executed: Path | None, committed: dict) -> Iterator[tuple[str, Path]]:
    if executed is None:
        for path in sorted((folder / NOTEBOOKS).rglob("*")):
            if path.suffix in (".ipynb", ".png") and ".ipynb_checkpoints" not in path.parts:
                yield path.relative_to(folder).as_posix(), path
    else:
        for path in sorted(executed.rglob("*.ipynb")):
            name = f"{NOTEBOOKS}/{path.name}"
            if name in committed:
                yield name, path


def _git(folder: Path, *arguments: str, content: bytes | None = None, **variables: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            input=content,
            capture_output=True,
            check=True,
            env=os.environ | variables,
        )
    except FileNotFoundError as error:
        raise ValueError("git을 찾을 수 없습니다. git을 설치한 다음 다시 실행하십시오.") from error
    except subprocess.CalledProcessError as error:
        raise ValueError(
            f"git {arguments[0]}이(가) 실패했습니다: {error.stderr.decode('utf-8', 'replace').strip()} "
            f"({folder}이(가) 커밋이 있는 git 저장소인지 확인하십시오.)"
        ) from error
    return done.stdout
