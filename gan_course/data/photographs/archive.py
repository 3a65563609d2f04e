"""내려받은 ZIP에서 바라는 폴더만 안전하게 풉니다."""

import os
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

MOST_FILES = 50_000


def extract(archive: Path, target: Path, folders: Sequence[str], most_bytes: int) -> None:
    """ZIP의 `NAME/FOLDER/파일`(NAME은 target의 이름)을 `target/FOLDER/파일`로 풉니다.

    모두 푼 다음 폴더째로 이름을 붙이므로, `target`이 있으면 온전한 것입니다. 다른 파일은 풀지 않습니다.

    Args:
        archive: ZIP 파일.
        target: 풀어 놓을 폴더. 아직 없어야 합니다.
        folders: 바라는 폴더들의 이름.
        most_bytes: 푼 크기가 이보다 크면 풀지 않습니다(바이트).

    Raises:
        ValueError: ZIP이 아니거나, 망가졌거나, 밖으로 나가는 경로나 링크가 있거나, 너무 크거나, 폴더가 빠졌을 때.
        OSError: 디스크에 쓸 수 없을 때.
    """
    partial = Path(tempfile.mkdtemp(dir=target.parent, prefix=f"{target.name}.", suffix=".partial"))
    try:
        with zipfile.ZipFile(archive) as opened:
            chosen = _choose(opened, target.name, folders, most_bytes)
            for folder in folders:
                (partial / folder).mkdir()
            for member, (folder, name) in chosen.items():
                with opened.open(member) as source, open(partial / folder / name, "xb") as file:
                    shutil.copyfileobj(source, file)
        partial.chmod(0o755)  # mkdtemp는 만든 사람만 보게 합니다.
        os.rename(partial, target)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise ValueError(f"압축 파일이 망가졌거나 ZIP이 아닙니다({error})") from error
    except FileExistsError as error:
        raise ValueError(f"압축 파일에 같은 이름이 두 번 있습니다({error.filename})") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def check_members(members: Sequence[zipfile.ZipInfo], most_bytes: int) -> None:
    """풀기 전에 봅니다.

    Raises:
        ValueError: 밖으로 나가는 경로나 링크가 있거나, 파일이 `MOST_FILES`개보다 많거나, 푼 크기가 `most_bytes`보다 클 때.
    """
    for member in members:
        _refuse_escape(member)
    # 풀 때는 여기 적힌 크기까지만 읽고 CRC를 견주므로, 크기를 속인 파일도 이 합을 넘지 못합니다.
    total = sum(member.file_size for member in members)
    if len(members) > MOST_FILES or total > most_bytes:
        raise ValueError(
            f"압축을 풀면 너무 큽니다(파일 {len(members):,}개, {total:,}바이트. "
            f"{MOST_FILES:,}개, {most_bytes:,}바이트까지 풉니다)"
        )


def _choose(opened, prefix, folders, most_bytes) -> dict[zipfile.ZipInfo, tuple[str, str]]:
    members = opened.infolist()
    check_members(members, most_bytes)
    chosen = {}
    for member in members:
        parts = PurePosixPath(member.filename).parts
        if not member.is_dir() and len(parts) == 3 and parts[0] == prefix and parts[1] in folders:
            chosen[member] = parts[1:]
    if missing := set(folders) - {folder for folder, _ in chosen.values()}:
        raise ValueError(f"압축 파일에 폴더가 빠졌거나 비었습니다: {', '.join(sorted(missing))}")
    return chosen


def _refuse_escape(member: zipfile.ZipInfo) -> None:
    name, kind = member.filename, stat.S_IFMT(member.external_attr >> 16)
    if name.startswith("/") or ".." in name.split("/") or "\\" in name or ":" in name:
        raise ValueError(f"압축 파일에 밖으로 나가는 경로가 있습니다: {name!r}")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ValueError(f"압축 파일에 보통 파일이 아닌 것(링크 등)이 있습니다: {name!r}")
