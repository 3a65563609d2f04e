"""진도: 노트북 곁의 작은 파일 하나. 어디로도 보내지 않습니다."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gan_course.files import cache_folder, read_bytes, user_path, write_atomically

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
    """적어 둔 진도: {문제 번호: {"solved": 참/거짓, "tries": 채점한 수, "when": 처음 맞힌 때,
    "misunderstood": {오해의 이름: 들은 수}, "hints": [펴 보라고 한 힌트]}}.

    파일이 없거나 망가졌으면 빈 진도입니다.
    """
    try:
        return load(file)
    except (FileNotFoundError, ValueError):
        return {}


def load(file: Path) -> dict[str, dict]:
    """`read`와 같지만, 망가진 것을 빈 진도로 여기지 않습니다. 남이 보낸 파일을 셀 때 씁니다.

    Raises:
        ValueError: 폴더이거나, 비었거나, 진도가 아닐 때.
        OSError: 없거나 읽을 수 없을 때.
    """
    if file.is_dir():
        raise ValueError(f"{file}: 파일이 아니라 폴더입니다. 폴더에 모은 진도라면 --room으로 주십시오.")
    content = read_bytes(file)
    if not content:
        raise ValueError(f"{file}: 빈 파일입니다. 복사하거나 내려받다가 멈춘 것일 수 있습니다. 다시 받으십시오.")
    try:
        entries = json.loads(content.decode("utf-8-sig"))  # 메모장은 앞에 BOM을 붙입니다
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{file}: 진도 파일로 읽을 수 없습니다({_NOT_PROGRESS}).") from error
    if not isinstance(entries, dict):
        raise ValueError(f"{file}: 진도 파일로 읽을 수 없습니다({_NOT_PROGRESS}).")
    return entries


_NOT_PROGRESS = "채점하면 생기는 progress.json을 고치지 말고 그대로 주십시오. UTF-8로 적은 JSON입니다"


def understood(content: dict) -> tuple[dict[str, dict], list[str]]:
    """(꼴이 맞는 기록, 꼴이 틀려 세지 않은 문제의 번호). 손으로 고친 파일의 글 "false"를 참으로 세지 않게 합니다."""

    def is_sound(number, entry):
        if not (re.fullmatch(r"\d+\.\d+", number) and isinstance(entry, dict)):
            return False
        tries = entry.get("tries", 0)
        return isinstance(entry.get("solved", False), bool) and type(tries) is int and tries >= 0

    sound = {number: entry for number, entry in content.items() if is_sound(number, entry)}
    return sound, [number for number in content if number not in sound]


def opened(number: str, file: Path | None = None) -> list[int]:
    """그 문제에서 펴 보라고 한 힌트의 번호."""
    entry = read(file or path()).get(number)
    return _places(entry) if isinstance(entry, dict) else []


def _places(entry: dict) -> list[int]:
    places = entry.get("hints")
    return [place for place in places if isinstance(place, int)] if isinstance(places, list) else []


def record(
    number: str,
    solved: bool,
    file: Path | None = None,
    misconception: str | None = None,
    hint: int | None = None,
) -> None:
    """채점 한 번을 적습니다. 한 번 맞힌 문제는 그 뒤에 틀려도 맞힌 것으로 남습니다.

    Args:
        number: 문제의 번호.
        solved: 맞았는지.
        file: 진도 파일. 없으면 `path()`.
        misconception: 틀렸으면 오해의 이름. 이름을 모르면 None.
        hint: 펴 보라고 한 힌트의 번호.

    Raises:
        OSError: 적을 수 없을 때. 앞서 적은 것은 그대로 남습니다.
    """
    file = file or path()
    content = read(file)
    if not content and file.exists() and file.stat().st_size:
        file.replace(file.with_name(f"{FILE}.broken"))  # 손으로 고치다 망가진 파일을 버리지 않습니다
    entry = understood(content)[0].get(number, {"solved": False, "tries": 0})
    content[number] = entry
    entry["tries"] = int(entry.get("tries", 0)) + 1
    if misconception:
        named = entry["misunderstood"] = dict(entry.get("misunderstood") or {})
        named[misconception] = int(named.get(misconception, 0)) + 1
    if hint:
        entry["hints"] = [*_places(entry), hint]
    if solved and not entry.get("solved"):
        entry |= {"solved": True, "when": datetime.now().isoformat(timespec="minutes")}
    write_atomically(file, json.dumps(content, ensure_ascii=False, indent=1))


def misunderstood(content: dict[str, dict]) -> list[tuple[str, str, int]]:
    """진도에 적힌 오해: (문제 번호, 오해의 이름, 들은 수). 많이 들은 것이 먼저입니다."""
    rows = []
    for number, entry in content.items():
        named = entry.get("misunderstood") if isinstance(entry, dict) else None
        if isinstance(named, dict):
            rows += [(number, name, count) for name, count in named.items() if isinstance(count, int)]
    return sorted(rows, key=lambda row: -row[2])


@dataclass(frozen=True)
class Room:
    """한 방의 진도 파일들을 모은 것.

    Args:
        learners: 읽은 파일의 수.
        solved: {문제 번호: 맞힌 사람의 수}.
        common: (문제 번호, 오해의 이름, 그렇게 오해한 사람의 수, 모두 들은 수). 여럿이 오해한 것이 먼저입니다.
        unread: 진도로 읽지 못한 파일.
        odd: 읽었지만 꼴이 틀린 기록이 든 파일과, 세지 않은 문제의 번호.
    """

    learners: int
    solved: dict[str, int]
    common: list[tuple[str, str, int, int]]
    unread: list[Path]
    odd: dict[Path, list[str]]


def room(folder: Path) -> Room:
    """폴더(와 그 안의 폴더)에 모은 진도 파일을 한데 셉니다. 파일 하나가 한 사람입니다.

    Raises:
        FileNotFoundError: 폴더가 없거나 진도 파일이 하나도 없을 때.
    """
    files = [file for file in folder.rglob("*.json") if not (file.is_dir() or file.name.startswith("."))]
    files = sorted(files)
    if not files:
        raise FileNotFoundError(
            f"진도 파일(.json)이 없습니다: {folder}. 학습자의 {FILE}을 한 사람에 하나씩 모으십시오."
        )
    contents, unread, odd = {}, [], {}
    for file in files:
        try:
            contents[file], strange = understood(load(file))
        except (OSError, ValueError):
            unread.append(file)
            continue
        if strange:
            odd[file] = strange
    solved, people, times = Counter(), Counter(), Counter()
    for content in contents.values():
        solved.update(number for number, entry in content.items() if entry.get("solved"))
        for number, name, count in misunderstood(content):
            people[number, name] += 1
            times[number, name] += count
    common = [(*key, count, times[key]) for key, count in people.most_common()]
    return Room(len(contents), dict(solved), common, unread, odd)
