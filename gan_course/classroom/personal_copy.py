"""여럿이 한 설치를 나누어 쓸 때: 쓸 수 없는 강좌 폴더를 두고, 저마다 쓸 수 있는 자리를 정합니다.

사본에는 무엇을 옮겨 놓았는지 적어 둡니다(`RECORD`). 그래야 강좌가 새로워졌을 때, 학습자가 고치지 않은 노트북만 새 판으로
바꿀 수 있습니다.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from gan_course.classroom.kernel import for_this_python
from gan_course.course.chapters import is_installed
from gan_course.files import cache_folder, read_bytes, user_path, write_atomically
from gan_course.reasons import reason

# 학습자가 여는 것만 옮깁니다. 원본(sources)은 강좌를 고치는 사람의 것입니다.
FOR_LEARNERS = ("*.ipynb", "exercises/*.ipynb", "solutions/*.ipynb")
RECORD = ".delivered.json"  # {노트북: [옮긴 파일의 해시, 그 셀의 해시]}


@dataclass(frozen=True)
class Copied:
    """옮긴 결과. 모두 사본 속의 경로입니다."""

    new: list[Path] = field(default_factory=list)
    """새로 옮긴 것."""

    updated: list[Path] = field(default_factory=list)
    """학습자가 고치지 않아 강좌의 새 판으로 바꾼 것."""

    backups: list[Path] = field(default_factory=list)
    """새 판으로 바꾸면서 곁에 남긴 것. 셀은 처음 그대로이지만 학습자가 실행한 출력이 들어 있습니다."""

    kept: list[Path] = field(default_factory=list)
    """학습자가 셀을 고쳐 그대로 둔 것."""

    unknown: list[Path] = field(default_factory=list)
    """강좌와 다르지만 옮긴 기록이 없어, 고친 것인지 옛것인지 모르는 것. 그대로 두었습니다."""

    gone: list[Path] = field(default_factory=list)
    """옮긴 뒤에 강좌에서 없어지거나 이름이 바뀐 것. 그대로 두었습니다."""

    def lines(self, target: Path) -> list[str]:
        """무엇을 했는지 사람이 읽는 글로 적습니다."""

        def names(files: list[Path]) -> str:
            shown = [file.relative_to(target).as_posix() for file in files]
            return ", ".join(shown[:5]) + (f" 외 {len(shown) - 5}개" if len(shown) > 5 else "")

        said = [f"사본: {target} (새로 옮긴 노트북 {len(self.new)}개)"]
        if self.updated:
            said.append(f"  강좌가 새로워져 새 판으로 바꾼 노트북 {len(self.updated)}개: {names(self.updated)}")
        if self.backups:
            said.append(f"  실행해 두신 것 {len(self.backups)}개는 곁에 남겼습니다: {names(self.backups)}")
        again = "처음 것이 필요하면 그 파일의 이름을 바꾸고 같은 명령을 다시 실행하십시오."
        if self.kept:
            said.append(f"  고치신 노트북 {len(self.kept)}개는 그대로 두었습니다: {names(self.kept)}. {again}")
        if self.unknown:
            said.append(
                f"  강좌와 다르지만 고치신 것인지 알 수 없는 노트북 {len(self.unknown)}개도 그대로 두었습니다: "
                f"{names(self.unknown)}. {again}"
            )
        if self.gone:
            said.append(f"  강좌에서 없어지거나 이름이 바뀐 노트북 {len(self.gone)}개: {names(self.gone)}")
        return said


def copy_notebooks(folder: Path, target: Path) -> Copied:
    """강좌의 노트북을 ``target``에 옮깁니다. 학습자가 고친 파일은 절대로 덮어쓰지 않습니다.

    이미 있는 노트북은, 옮긴 그대로이면 새 판으로 바꿉니다. 실행만 해서 출력이 다르면 새 판으로 바꾸고 그것을 곁에
    남깁니다. 셀의 글이 다르면 고친 것으로 봅니다.

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
    copied, record = Copied(), _read_record(target)
    try:
        sources = [path for pattern in FOR_LEARNERS for path in sorted(notebooks.glob(pattern))]
        names = [source.relative_to(notebooks).as_posix() for source in sources]
        try:
            for name, source in zip(names, sources):
                _deliver(for_this_python(source.read_bytes()), name, target, record, copied)
        finally:  # 도중에 멈추어도 옮긴 것까지 적습니다
            copied.gone.extend(target / name for name in record if name not in names and (target / name).exists())
            if record:
                write_atomically(target / RECORD, json.dumps(record, indent=1, sort_keys=True))
    except OSError as error:
        raise ValueError(
            f"사본을 만들 수 없습니다: {error.filename or target} ({reason(error)}). 쓸 수 있는 폴더를 주십시오."
        ) from error
    return copied


def _deliver(content: bytes, name: str, target: Path, record: dict, copied: Copied) -> None:
    if (target / name).is_symlink() and not (target / name).exists():  # 옮겨 둔 사람의 파일을 가리킬 수 있습니다
        raise OSError(f"{name}: 가리키는 파일이 없는 링크입니다. 고치거나 지우십시오")
    copy, delivered = target / name, [_hash(content), _hash_of_cells(content)]
    if not copy.exists():
        write_atomically(copy, content)
        copied.new.append(copy)
        record[name] = delivered
        return
    mine = read_bytes(copy)
    here, before = [_hash(mine), _hash_of_cells(mine)], record.get(name)
    if here[1] == delivered[1] and (before is None or here[0] != before[0]):
        record[name] = delivered  # 셀이 강좌와 같습니다. 학습자가 실행한 출력은 그대로 둡니다
    elif before is None:
        copied.unknown.append(copy)
    elif here[1] != before[1]:
        copied.kept.append(copy)
    elif here != delivered:
        if here[0] != before[0]:
            copied.backups.append(_set_aside(copy, mine))
        write_atomically(copy, content)
        copied.updated.append(copy)
        record[name] = delivered


def _set_aside(copy: Path, content: bytes) -> Path:
    """`03_train_step (실행한 것 1).ipynb`처럼 아직 없는 이름으로 남깁니다."""
    number = 1
    while (aside := copy.with_name(f"{copy.stem} (실행한 것 {number}){copy.suffix}")).exists():
        number += 1
    write_atomically(aside, content)
    return aside


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _hash_of_cells(content: bytes) -> str:
    """셀의 종류와 글만 봅니다. 노트북을 열고 실행하기만 해도 출력과 메타데이터가 바뀌고 끝에 빈 셀이 생깁니다."""
    try:
        cells = [[cell["cell_type"], "".join(cell["source"])] for cell in json.loads(content)["cells"]]
        cells = [cell for cell in cells if cell[1].strip()]
    except (ValueError, TypeError, KeyError, RecursionError):  # 노트북이 아니거나 망가진 파일은 통째로 견줍니다
        return _hash(content)
    return _hash(json.dumps(cells).encode())


def _read_record(target: Path) -> dict[str, list[str]]:
    """적어 둔 것. 없거나 망가졌으면 빈 기록이고, 그러면 강좌와 다른 노트북은 고친 것인지 모르는 것이 됩니다."""
    try:
        record = json.loads((target / RECORD).read_text(encoding="utf-8"))
        return {name: [whole, cells] for name, (whole, cells) in record.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def results_folder(folder: Path) -> Path:
    """실행한 결과를 둘 자리: 강좌 폴더, 지금 폴더, 캐시 폴더 가운데 처음으로 쓸 수 있는 곳의 ``build``.

    wheel로 설치한 강좌 폴더는 패키지의 속이라 쓸 수 있어도 쓰지 않습니다.
    """
    for place in (Path.cwd(),) if is_installed(folder) else (folder, Path.cwd()):
        if is_writable(place / "build" if (place / "build").exists() else place):
            return place / "build"
    return cache_folder() / "build"


def is_writable(folder: Path) -> bool:
    """이 폴더에 파일을 만들 수 있는지."""
    return os.access(folder, os.W_OK | os.X_OK)
