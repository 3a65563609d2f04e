"""명령 ``gan-course``. 무거운 패키지는 그것을 쓰는 동사 안에서만 들여옵니다."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from gan_course import __version__
from gan_course.cli import build, data, doctor, evaluate, lab, progress_report, run, train, translate

VERBS = {
    "run": run,
    "lab": lab,
    "doctor": doctor,
    "train": train,
    "translate": translate,
    "data": data,
    "evaluate": evaluate,
    "build": build,
    "progress": progress_report,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """명령을 실행하고 종료 코드를 돌려줍니다: 0 성공, 1 실패, 2 잘못된 명령, 130 사용자가 멈춤."""
    for stream in (sys.stdout, sys.stderr):  # 한글을 적지 못하는 터미널에서도 멈추지 않습니다
        stream.reconfigure(errors="replace")
    parser = _parser()
    options, options.rest = parser.parse_known_args(arguments)
    if options.rest and not options.passes_on:
        parser.error(f"모르는 인자입니다: {' '.join(options.rest)}")
    try:
        return options.verb(options)
    except PermissionError as error:
        print(
            f"gan-course: {error.filename}에 쓸 수 없습니다({error.strerror}). 여럿이 나누어 쓰는 설치라면 강좌 폴더는 "
            "읽기만 됩니다. 내 폴더에서 실행하거나, --output으로 쓸 수 있는 폴더를 주십시오.",
            file=sys.stderr,
        )
        return 2
    except (ValueError, OSError) as error:
        print(f"gan-course: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\n멈추었습니다.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gan-course", description="한국어 GAN 강좌를 실행하고 살피는 명령입니다.")
    parser.add_argument("--version", action="version", version=f"gan-course {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="명령")
    for name, module in VERBS.items():
        summary = module.__doc__.splitlines()[0]
        verb = verbs.add_parser(name, help=summary, description=summary)
        verb.set_defaults(verb=module.run, passes_on=False)
        module.add_arguments(verb)
    return parser
