"""원본에서 노트북을 만들고 실행합니다(강좌를 고치는 사람용)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gan_course.course.chapters import (
    Chapter,
    SolutionSet,
    chapters_with_notebook,
    chapters_with_source,
    course_folder,
    select,
    solution_sets,
)
from gan_course.files import user_path
from gan_course.names import with_particles

_WORKS = ("check", "keep_outputs", "force", "slides", "cover")
# 함께 주면 뒤의 것이 뜻을 잃는 짝
_CLASHES = {
    "--cost": ("장", "--check", "--keep-outputs", "--force", "--slides", "--cover"),
    "--slides": ("--keep-outputs", "--force", "--cover"),
    "--check": ("--keep-outputs", "--force", "--cover"),
    "--force": ("--keep-outputs",),
}
# 모든 장을 다시 실행한 커밋 하나가 역사에 더해도 되는 바이트.
BUDGET = 4_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("chapters", nargs="*", metavar="장", help="번호나 이름. 없으면 모든 장")
    parser.add_argument("--check", action="store_true", help="만들지 않고, 원본과 노트북이 같은지 확인만 합니다")
    parser.add_argument(
        "--keep-outputs",
        action="store_true",
        help="코드가 바뀌었어도 실행하지 않고 옛 출력을 옮겨 담습니다(출력이 달라지지 않을 때)",
    )
    parser.add_argument("--force", action="store_true", help="코드가 그대로여도 다시 실행합니다(패키지를 고친 뒤)")
    parser.add_argument("--slides", action="store_true", help="실행하지 않고 슬라이드(HTML)만 만듭니다")
    parser.add_argument("--cover", action="store_true", help="README의 그림도 새로 만듭니다(릴리스에서 한 번)")
    parser.add_argument(
        "--cost",
        nargs="?",
        type=user_path,
        const=Path(),
        metavar="폴더",
        help="만들지 않고, 노트북(또는 폴더의 실행한 노트북)을 커밋하면 git의 역사가 얼마나 늘어나는지 봅니다",
    )
    parser.add_argument("--folder", type=user_path, metavar="폴더", help="강좌 저장소. 없으면 스스로 찾습니다")


def run(options: argparse.Namespace) -> int:
    _refuse_clashes(options)
    folder = course_folder(options.folder)
    if options.cost is not None:
        return _print_cost(folder, None if options.cost == Path() else options.cost)
    chapters = select(chapters_with_source(folder), options.chapters)
    if options.slides:
        return _write_slides(chapters, folder, options.check)
    work = _check if options.check else lambda chapter: _build(chapter, options.force, options.keep_outputs)
    chosen = {chapter.name for chapter in chapters}
    sets = [solutions for solutions in solution_sets(folder) if solutions.name in chosen]
    succeeded = all([work(chapter) for chapter in [*chapters, *sets]])
    if options.check:
        succeeded &= _check_plans(folder)
    elif succeeded:
        _write_plans(folder)
        if options.cover:
            _write_cover(folder)
    return 0 if succeeded else 1


def _refuse_clashes(options: argparse.Namespace) -> None:
    """한쪽이 말없이 무시되는 옵션의 짝을 물리칩니다.

    Raises:
        ValueError: 함께 쓸 수 없는 옵션이 있을 때.
    """
    given = {"장": options.chapters, "--cost": options.cost is not None}
    given |= {f"--{name.replace('_', '-')}": getattr(options, name) for name in _WORKS}
    for name, others in _CLASHES.items():
        if given[name] and (clash := [other for other in others if given[other]]):
            told = f"{name}와 {', '.join(clash)}은(는) 함께 쓸 수 없습니다. 하나만 주십시오."
            raise ValueError(with_particles(told))


def _check(chapter: Chapter) -> bool:
    from gan_course.authoring.build import drift

    lines = drift(chapter)
    if isinstance(chapter, SolutionSet):
        from gan_course.authoring.editions import exercises_drift

        lines += exercises_drift(chapter)
    else:
        from gan_course.authoring.instructor import instructor_drift

        lines += instructor_drift(chapter)
    print(f"{_title(chapter)}: {'원본과 다릅니다' if lines else '원본과 같습니다'}")
    for line in lines:
        print(f"  {line}")
    return not lines


def _build(chapter: Chapter, force: bool, keep_outputs: bool) -> bool:
    from gan_course.authoring.build import BuildError, build

    try:
        print(f"{_title(chapter)}: {build(chapter, force, keep_outputs).value}", flush=True)
        if isinstance(chapter, SolutionSet):
            from gan_course.authoring.editions import write_exercises

            write_exercises(chapter)
        else:
            from gan_course.authoring.instructor import write_instructor

            write_instructor(chapter)
    except BuildError as error:
        print(f"{_title(chapter)}: 노트북을 바꾸지 않았습니다", file=sys.stderr)
        for failure in error.failures:
            print(f"  {failure.where} {failure.summary}\n{failure.traceback}", file=sys.stderr)
        return False
    return True


def _check_plans(folder: Path) -> bool:
    from gan_course.authoring.plans import plans_drift

    lines = plans_drift(folder)
    print(f"수업 계획: {'원본과 다릅니다' if lines else '원본과 같습니다'}")
    for line in lines:
        print(f"  {line}")
    return not lines


def _write_plans(folder: Path) -> None:
    from gan_course.authoring.plans import write_plans

    try:
        problems = write_plans(folder)
    except ValueError as error:  # 다른 장이 아직 원본과 다를 수 있습니다. 지금 만든 장까지 실패로 돌리지 않습니다
        problems = [f"만들지 않았습니다. {error}"]
    for line in problems:
        print(f"수업 계획: {line}", file=sys.stderr)


def _write_slides(chapters: list[Chapter], folder: Path, check: bool) -> int:
    from gan_course.authoring.slides import deck, write_slides

    for chapter in chapters:
        if check:
            deck(chapter)
            print(f"{chapter.name}: 슬라이드를 만들 수 있습니다")
        else:
            print(f"{chapter.name}: {write_slides(chapter, folder / 'build' / 'slides')}", flush=True)
    return 0


def _title(chapter: Chapter) -> str:
    return chapter.name + (" 연습" if isinstance(chapter, SolutionSet) else "")


def _write_cover(folder: Path) -> None:
    from gan_course.authoring.cover import cover_path, write_cover

    if write_cover(chapters_with_notebook(folder), cover_path(folder)):
        print(f"README의 그림: {cover_path(folder)}")


def _print_cost(folder: Path, executed: Path | None) -> int:
    from gan_course.authoring.cost import history_cost

    if executed and not executed.is_dir():
        raise ValueError(f"{executed}은(는) 폴더가 아닙니다. 실행한 노트북이 든 폴더를 주십시오.")
    costs = [cost for cost in history_cost(folder, executed) if cost.size]
    for cost in costs:
        print(f"{cost.size / 1e6:6.2f} MB  {cost.name}")
    total = sum(cost.size for cost in costs)
    print(f"{total / 1e6:6.2f} MB  모두. 한 번의 릴리스에 {BUDGET / 1e6:.0f} MB까지입니다")
    return 0 if total <= BUDGET else 1
