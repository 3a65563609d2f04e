"""진도: 노트북 곁의 작은 파일 하나. 어디로도 보내지 않습니다."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

from gan_course.files import cache_folder, user_path, write_atomically

FILE = "progress.json"


def path() -> Path:
    """진도 파일의 자리: 노트북의 폴더(커널의 작업 폴더). 쓸 수 없으면 사용자별 캐시 폴더.

    환경 변수 `GAN_COURSE_PROGRESS`가 있으면 그 파일입니다.
    """
    chosen = os.environ.get("GAN_COURSE_PROGRESS")
    if chosen:
        return user_path(chosen)
    here = Path.cwd()
    if (here / FILE).exists() or os.access(here, os.W_OK):
        return here / FILE
    return cache_folder() / FILE  # 한 설치를 여럿이 나누어 쓰는 JupyterHub


def read(file: Path) -> dict[str, dict]:
    """적어 둔 진도: {문제 번호: {"solved": 참/거짓, "tries": 채점한 수, "when": 처음 맞힌 때}}.

    파일이 없거나 망가졌으면 빈 진도입니다.
    """
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def record(number: str, solved: bool, file: Path | None = None) -> None:
    """채점 한 번을 적습니다. 한 번 맞힌 문제는 그 뒤에 틀려도 맞힌 것으로 남습니다. ``file``이 없으면 `path()`입니다.

    Raises:
        OSError: 적을 수 없을 때. 앞서 적은 것은 그대로 남습니다.
    """
    file = file or path()
    content = read(file)
    if not content and file.exists() and file.stat().st_size:
        file.replace(file.with_name(f"{FILE}.broken"))  # 손으로 고치다 망가진 파일을 버리지 않습니다
    entry = content.setdefault(number, {"solved": False, "tries": 0})
    entry["tries"] = int(entry.get("tries", 0)) + 1
    if solved and not entry.get("solved"):
        entry |= {"solved": True, "when": datetime.now().isoformat(timespec="minutes")}
    write_atomically(file, json.dumps(content, ensure_ascii=False, indent=1))
