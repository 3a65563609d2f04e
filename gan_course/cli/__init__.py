"""명령 ``gan-course``. 무거운 패키지는 그것을 쓰는 동사 안에서만 들여옵니다."""

from __future__ import annotations

import codecs
import errno
import os
import sys
import warnings
from collections.abc import Sequence

from gan_course import __version__, home
from gan_course.cli import (
    build,
    data,
    doctor,
    evaluate,
    export,
    inspection,
    lab,
    progress_report,
    run,
    site,
    train,
    training_report,
    translate,
)
from gan_course.cli.errors import one_line, warning_line
from gan_course.cli.parser import KoreanParser
from gan_course.files import cache_folder

VERBS = {
    "run": run,
    "lab": lab,
    "doctor": doctor,
    "inspect": inspection,
    "train": train,
    "report": training_report,
    "translate": translate,
    "export": export,
    "data": data,
    "evaluate": evaluate,
    "build": build,
    "progress": progress_report,
    "site": site,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """명령을 실행하고 종료 코드를 돌려줍니다: 0 성공, 1 실패, 2 잘못된 명령이나 환경, 130 사용자가 멈춤."""
    _prepare_streams()
    formatwarning, warnings.formatwarning = warnings.formatwarning, warning_line
    try:
        try:
            return _run(arguments)
        finally:
            sys.stdout.flush()  # 여기에서 내보내야 끊긴 출력을 알 수 있습니다
    except BrokenPipeError:  # `| head`처럼 읽는 쪽이 먼저 끝났습니다
        _close_output()
        return 1
    except KeyboardInterrupt:
        print("\n멈추었습니다.", file=sys.stderr)
        return 130
    except Exception as error:
        if (message := one_line(error)) is None:
            raise
        print(f"gan-course: {message}", file=sys.stderr)
        if isinstance(error, OSError) and error.errno == errno.ENOSPC and error.filename is None:
            _close_output()  # 표준 출력을 받는 디스크가 가득 찼을 수 있습니다
        return 2
    finally:
        warnings.formatwarning = formatwarning


def _run(arguments: Sequence[str] | None) -> int:
    options, rest = _parser().parse_known_args(arguments)
    options.rest = rest
    if rest and (not options.passes_on or options.parser.suggestion(rest)):
        options.parser.refuse_unknown(rest)
    if not home.is_usable() and options.verb is not doctor.run:  # doctor는 진단으로 말합니다
        cache_folder()  # 홈을 쓸 수 없으면 어디에 두는지 알립니다
    return options.verb(options)


def _prepare_streams() -> None:
    """한글을 적지 못하는 터미널에서도, 표준 출력을 닫고 부른 자리(`>&-`, pythonw)에서도 멈추지 않게 합니다."""
    for name in ("stdout", "stderr"):
        if (stream := getattr(sys, name)) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))
        elif hasattr(stream, "reconfigure"):  # 노트북의 출력에는 없습니다
            # 아스키(LANG=C)로는 한글을 한 글자도 적지 못합니다. 그런 터미널도 거의 모두 UTF-8을 보입니다.
            mute = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if mute else None, errors="replace")


def _close_output() -> None:
    """파이썬이 끝나면서 표준 출력을 다시 내보내려다 영어 오류를 적지 않게 합니다(파이썬 문서의 방법)."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # 파일 기술자가 없는 출력
        pass


def _parser() -> KoreanParser:
    parser = KoreanParser(prog="gan-course", description="한국어 GAN 강좌를 실행하고 살피는 명령입니다.")
    version = f"gan-course {__version__}"
    parser.add_argument("--version", action="version", version=version, help="버전을 보입니다")
    verbs = parser.add_subparsers(required=True, metavar="명령", title="명령")
    for name, module in VERBS.items():
        summary = module.__doc__.splitlines()[0]
        verb = verbs.add_parser(name, help=summary, description=summary)
        verb.set_defaults(verb=module.run, passes_on=False, parser=verb)
        module.add_arguments(verb)
    return parser
