"""연습 문제를 얼마나 풀었는지, 무엇을 오해했는지 장마다 보입니다."""

from __future__ import annotations

import argparse
from pathlib import Path

from gan_course import home
from gan_course.cli.lab import own_copy
from gan_course.course.chapters import course_folder
from gan_course.files import user_path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=user_path, metavar="파일", help="진도 파일. 없으면 내 사본의 것")
    parser.add_argument("--folder", type=user_path, metavar="폴더", help="강좌 저장소. 없으면 스스로 찾습니다")
    parser.add_argument(
        "--room", type=user_path, metavar="폴더", help="강사: 한 방의 진도 파일을 모은 폴더. 가장 흔한 오해를 셉니다"
    )


def run(options: argparse.Namespace) -> int:
    if options.room:
        for name, other in ((f"파일({options.file})", options.file), ("--folder", options.folder)):
            if other:
                raise ValueError(f"--room과 {name}을(를) 함께 줄 수 없습니다. 하나만 주십시오.")
        return _room(options.room)
    if options.file and options.folder:
        raise ValueError(f"--folder와 파일({options.file})을 함께 줄 수 없습니다. 하나만 주십시오.")
    from gan_course.exercises import progress
    from gan_course.exercises.grading import CHAPTERS, exercises

    file = options.file or _progress_file(course_folder(options.folder), progress)
    if options.file and not file.exists():
        raise FileNotFoundError(f"진도 파일이 없습니다: {file}. 연습 노트북에서 채점 셀을 한 번 실행하면 생깁니다.")
    content, odd = progress.understood(progress.load(file) if file.exists() else {})
    total = solved = 0
    for chapter in CHAPTERS:
        items = exercises(chapter)
        if not items:
            continue
        done = [content.get(item.number, {}).get("solved", False) for item in items]
        total, solved = total + len(items), solved + sum(done)
        print(f"{chapter}장  {'●' * sum(done)}{'○' * (len(items) - sum(done))}  {sum(done)}/{len(items)}")
        for item, right in zip(items, done):
            tries = content.get(item.number, {}).get("tries", 0)
            state = "맞음" if right else ("하는 중" if tries else "아직")
            print(f"    {item.number}  {state:<5} {item.title}" + (f" (채점 {tries}번)" if tries else ""))
        own = {item.number: content[item.number] for item in items if item.number in content}
        for number, name, count in progress.misunderstood(own):
            print(f"      {number}에서 {count}번: {name}")
    known = {item.number for chapter in CHAPTERS for item in exercises(chapter)}
    if gone := [number for number in content if number not in known]:
        print(f"강좌에 없는 문제 {len(gone)}개: {', '.join(gone)}")
    if odd:
        print(f"읽지 못한 기록 {len(odd)}개: {', '.join(odd)}. 세지 않았습니다.")
    print(f"모두 {total}문제 가운데 {solved}문제를 풀었습니다. ({file})")
    return 0


def _room(folder: Path) -> int:
    """한 방에서 가장 흔한 오해를 표로 보입니다."""
    from gan_course.exercises import progress

    found = progress.room(folder)
    print(f"진도 파일 {found.learners}개를 읽었습니다. ({folder})")
    for file in found.unread:
        print(f"  읽지 못했습니다: {file.name}")
    for file, numbers in found.odd.items():
        print(f"  읽지 못한 기록: {file.name}의 {', '.join(numbers)}. 세지 않았습니다.")
    print("\n문제마다 맞힌 사람")
    for number, count in sorted(found.solved.items(), key=lambda item: [int(part) for part in item[0].split(".")]):
        print(f"  {number}  {count}/{found.learners}")
    print("\n여럿이 한 오해 (사람, 들은 수)")
    for number, name, people, times in found.common:
        print(f"  {number}  {people}명 {times}번  {name}")
    if not found.common:
        print("  이름을 아는 오해가 없습니다.")
    return 0


def _progress_file(folder: Path, progress) -> Path:
    """내 사본(`lab`)의 것, 강좌 폴더의 것, 지금 폴더의 것 가운데 가장 나중에 적은 것."""
    places = [*([own_copy()] if home.is_usable() else []), folder / "notebooks", Path.cwd()]
    beside = [place / "exercises" / progress.FILE for place in places]
    return max(filter(Path.exists, beside), key=lambda file: file.stat().st_mtime, default=None) or progress.path()
