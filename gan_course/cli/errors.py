"""명령에서 난 오류를 사람이 읽는 한 줄로."""

from __future__ import annotations

import os
import warnings

from gan_course.reasons import reason

_FORMAT = warnings.formatwarning
_LOOP = "Symlink loop from "
_EXHAUSTED = "ResourceExhaustedError"  # TensorFlow를 들여오지 않고 알아봅니다


def one_line(error: BaseException) -> str | None:
    """오류를 한 줄로. 우리가 내거나 환경이 낸 것이 아니면(코드의 잘못이면) None입니다."""
    if type(error).__name__ == _EXHAUSTED or isinstance(error, MemoryError):
        return (
            _joined(error)
            if _is_korean(str(error))
            else (
                "메모리가 모자랍니다. 다른 프로그램과 노트북의 커널을 닫거나, 더 작은 이미지나 배치(--batch-size)로 "
                "다시 실행하십시오."
            )
        )
    if isinstance(error, PermissionError) and error.filename is not None:
        return (
            f"{error.filename}: 읽거나 쓸 권한이 없습니다. 여럿이 나누어 쓰는 설치라면 강좌 폴더는 읽기만 됩니다. "
            "내 폴더에서 실행하거나, --output으로 쓸 수 있는 폴더를 주십시오."
        )
    if isinstance(error, OSError) and error.errno is not None:
        place = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, (str, bytes, os.PathLike)) else ""
        return f"{place}{reason(error)}."
    if isinstance(error, ModuleNotFoundError):
        return f"패키지가 없습니다: {error.name}. 저장소 폴더에서 `uv sync`를 실행하십시오."
    if isinstance(error, RuntimeError) and str(error).startswith(_LOOP):  # 3.12까지의 Path.resolve
        return f"{str(error)[len(_LOOP) :].strip()}: 링크가 돌고 돕니다."
    if isinstance(error, UnicodeError):
        return f"UTF-8로 읽거나 적을 수 없는 글입니다({error.reason}). 파일을 UTF-8로 저장하거나 이름을 바꾸십시오."
    if isinstance(error, (ValueError, OSError, ImportError)):
        return _joined(error)
    return None


def warning_line(message, category, filename, lineno, line=None) -> str:
    """`warnings.formatwarning`의 자리에 둡니다. 우리말 경고는 파일과 줄 번호 없이 한 줄로 적습니다."""
    text = str(message)
    return f"주의: {text}\n" if _is_korean(text) else _FORMAT(message, category, filename, lineno, line)


def _joined(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _is_korean(text: str) -> bool:
    return any("가" <= letter <= "힣" for letter in text)
