"""훈련 하나를 HTML 한 쪽으로: 표본, 갔다가 돌아온 것, KID와 구간, 손실, 시간, 설정."""

from __future__ import annotations

import argparse
from pathlib import Path

from gan_course.cli.evaluate import FEATURES
from gan_course.files import check_writable, user_path

NAME = "report.html"
SIGNATURE = b'<meta name="generator" content="gan-course report">'  # training_report.html의 머리에 있습니다


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=user_path, metavar="훈련폴더", help="gan-course train이 저장한 폴더(--output)")
    parser.add_argument("--a", type=user_path, metavar="폴더", help="cyclegan: 훈련에 쓰지 않은 A의 사진")
    parser.add_argument("--b", type=user_path, metavar="폴더", help="cyclegan: 훈련에 쓰지 않은 B의 사진")
    parser.add_argument("--output", type=user_path, metavar="파일.html", help=f"쓸 파일. 기본은 훈련 폴더의 {NAME}")
    kinds = ", ".join(f"{name}({what})" for name, what in FEATURES.items())
    parser.add_argument("--features", choices=list(FEATURES), help=f"cyclegan의 KID: {kinds}. 기본은 inception")
    parser.add_argument("--seed", type=int, default=0, metavar="정수", help="보일 그림과 부트스트랩의 씨앗. 기본은 0")


def run(options: argparse.Namespace) -> int:
    output = options.output or options.folder / NAME
    if output.suffix.lower() not in (".html", ".htm") or output.is_dir():
        raise ValueError(f"--output이 {output}입니다. 새로 쓸 파일의 이름을 .html로 끝내 주십시오.")
    if options.seed < 0:
        raise ValueError(f"--seed가 {options.seed}입니다. 0 이상의 정수를 주십시오.")

    _refuse_to_overwrite(output)

    from gan_course.course.saved_training import read_training
    from gan_course.course.training_report import report_cyclegan, report_gan

    training = read_training(options.folder)
    check_writable(output)  # 재는 데 몇 분이 걸리므로 먼저 봅니다
    if training.kind == "cyclegan":
        if options.a is None or options.b is None:
            raise ValueError(
                "cyclegan의 보고서에는 훈련에 쓰지 않은 사진이 필요합니다. --a 폴더 --b 폴더를 함께 주십시오."
            )
        if options.a.resolve() == options.b.resolve():
            raise ValueError(f"--a와 --b에 같은 폴더를 주셨습니다: {options.a}. A와 B의 사진 폴더를 하나씩 주십시오.")
        report_cyclegan(training, options.a, options.b, output, options.features or "inception", options.seed)
    else:
        given = [name for name in ("a", "b", "features") if getattr(options, name) is not None]
        if given:
            raise ValueError(f"--{given[0]}는 cyclegan의 것인데 {training.kind}의 훈련에 주셨습니다. 빼십시오.")
        report_gan(training, output, options.seed)
    print(f"보고서: {output.resolve()}")
    return 0


def _refuse_to_overwrite(output: Path) -> None:
    """다시 만들 때는 앞서 만든 보고서만 덮어씁니다.

    Raises:
        ValueError: 출력의 자리에 이 명령이 쓰지 않은 것(사람의 쪽, 관, 끊긴 링크)이 있을 때.
        OSError: 있는 파일을 읽을 수 없을 때.
    """
    if not (output.exists() or output.is_symlink()):
        return
    ours = False
    if output.is_file():  # 관(FIFO)은 열면 영영 기다립니다
        with open(output, "rb") as file:
            ours = SIGNATURE in file.read(1024)
    if not ours:
        raise ValueError(
            f"{output}: 이 명령이 쓴 보고서가 아니어서 덮어쓰지 않았습니다. --output에 다른 이름을 주거나, 있던 것의 이름을 "
            "바꾸십시오."
        )
