"""훈련 하나를 HTML 한 쪽으로: 표본, 갔다가 돌아온 것, KID와 구간, 손실, 시간, 설정."""

from __future__ import annotations

import argparse

from gan_course.cli.evaluate import FEATURES
from gan_course.files import user_path

NAME = "report.html"


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

    from gan_course.course.saved_training import read_training
    from gan_course.course.training_report import report_cyclegan, report_gan

    training = read_training(options.folder)
    if training.kind == "cyclegan":
        if options.a is None or options.b is None:
            raise ValueError(
                "cyclegan의 보고서에는 훈련에 쓰지 않은 사진이 필요합니다. --a 폴더 --b 폴더를 함께 주십시오."
            )
        report_cyclegan(training, options.a, options.b, output, options.features or "inception", options.seed)
    else:
        given = [name for name in ("a", "b", "features") if getattr(options, name) is not None]
        if given:
            raise ValueError(f"--{given[0]}는 cyclegan의 것인데 {training.kind}의 훈련에 주셨습니다. 빼십시오.")
        report_gan(training, output, options.seed)
    print(f"보고서: {output.resolve()}")
    return 0
