"""강좌를 처음부터 끝까지 실행하고 보고서를 만듭니다."""

from __future__ import annotations

import argparse
import errno
import os
import textwrap

from gan_course.course.chapters import chapters_with_notebook, course_folder, select
from gan_course.files import user_path

PROFILES = {"quick": "도는지만 보는 장난감 크기", "cpu": "노트북 컴퓨터에서 진짜 훈련", "gpu": "논문 크기로 몇 시간"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("chapters", nargs="*", metavar="장", help="번호나 이름(예: 3, 03_train_step). 없으면 모든 장")
    profiles = ", ".join(f"{name}({what})" for name, what in PROFILES.items())
    parser.add_argument("--profile", choices=list(PROFILES), default="cpu", help=f"{profiles}. 기본은 cpu")
    parser.add_argument(
        "-p",
        dest="parameters",
        action="append",
        default=[],
        metavar="이름=값",
        help="노트북의 매개변수를 바꿉니다(예: -p SEED=1). 그 이름이 없는 장은 그대로 실행합니다. 여러 번 쓸 수 있습니다",
    )
    parser.add_argument(
        "--output",
        type=user_path,
        metavar="폴더",
        help="결과를 둘 폴더. 기본은 저장소의 build(쓸 수 없으면 지금 폴더의)",
    )
    parser.add_argument("--folder", type=user_path, metavar="폴더", help="강좌 저장소. 없으면 스스로 찾습니다")


def run(options: argparse.Namespace) -> int:
    folder = course_folder(options.folder)
    chapters = select(chapters_with_notebook(folder), options.chapters)
    texts = parse_parameters(options.parameters)

    from gan_course.classroom.personal_copy import is_writable, results_folder
    from gan_course.cli.progress import Progress
    from gan_course.course.parameters import read_parameters
    from gan_course.course.report import write_report
    from gan_course.course.runner import recorded_seconds, run_chapter

    given = read_parameters(chapters, texts)
    for name in texts:
        if without := [chapter.name for chapter in chapters if name not in given[chapter.name]]:
            print(f"-p {name}: 이 매개변수가 없는 장은 그대로 실행합니다({', '.join(without)}).", flush=True)
    output = (options.output or results_folder(folder)).resolve() / options.profile
    try:
        output.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise ValueError(
            f"결과를 둘 폴더의 자리에 파일이 있습니다: {output}. --output으로 다른 폴더를 주십시오."
        ) from None
    if not is_writable(output):  # 몇 분을 훈련한 뒤에 알게 되지 않도록
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(output))
    report = output / "report.html"
    progress = Progress(
        [
            recorded_seconds(chapter, options.profile, output, train=given[chapter.name].get("TRAIN", True))
            for chapter in chapters
        ]
    )
    results = []
    try:
        for chapter in chapters:
            with progress.chapter(chapter.name) as finish:
                result = run_chapter(chapter, {"PROFILE": options.profile} | given[chapter.name], output, progress.cell)
                finish("완료" if result.succeeded else "실패")
            results.append(result)
            for failure in result.execution.failures:
                print(textwrap.indent(f"{failure.where} {failure.summary}", " " * 6), flush=True)
    finally:  # 도중에 멈추어도 끝난 장의 보고서는 남깁니다
        if results:
            write_report(results, options.profile, report)
            print(f"보고서: {report}", flush=True)
    return 0 if all(result.succeeded for result in results) else 1


def parse_parameters(texts: list[str]) -> dict[str, str]:
    """``이름=값``들을 이름 → 적은 글로 나눕니다. 글을 읽는 것은 장의 기본값을 아는 `read_parameters`입니다.

    Raises:
        ValueError: ``이름=값`` 꼴이 아니거나, 같은 이름이 두 번이거나, PROFILE일 때.
    """
    parameters = {}
    for text in texts:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals or not name.isidentifier():
            raise ValueError(f"-p에는 이름=값 꼴이 필요한데 '{text}'를 받았습니다. 예: -p SEED=1")
        if name == "PROFILE":
            raise ValueError("PROFILE은 -p가 아니라 --profile로 정합니다. 예: --profile quick")
        if name in parameters:
            raise ValueError(f"-p {name}에 값이 둘입니다: {parameters[name]}, {value}. 하나만 주십시오.")
        parameters[name] = value
    return parameters
