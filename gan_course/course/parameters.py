"""노트북의 매개변수: 명령줄에 적은 글을 장의 기본값과 같은 종류의 값으로 읽습니다.

papermill은 모르는 이름을 경고만 하고, ``TRAIN=false``를 글 "false"로 읽습니다. 빈 글이 아닌 글은 참이므로, 훈련하지
말라는 말이 훈련하라는 말이 됩니다.
"""

from __future__ import annotations

import ast
import math
import sys
from collections.abc import Mapping, Sequence

import papermill

from gan_course.course.chapters import Chapter
from gan_course.course.runner import read_notebook
from gan_course.files import user_path
from gan_course.names import did_you_mean

_TRUE = {"true", "t", "yes", "y", "on", "1", "참", "예", "네"}
_FALSE = {"false", "f", "no", "n", "off", "0", "거짓", "아니요", "아니오"}
_CHOICES = {"TASK": ("horse2zebra", "summer2winter")}
_MAXIMUM_SEED = 2**32 - 1  # NumPy와 Keras가 받는 가장 큰 씨앗


def read_parameters(chapters: Sequence[Chapter], texts: Mapping[str, str]) -> dict[str, dict[str, object]]:
    """장의 이름 → (그 장에 있는 매개변수의 이름 → 값). 값의 종류는 장의 기본값을 따릅니다.

    Args:
        chapters: 실행할 장.
        texts: 이름 → 사람이 적은 글.

    Raises:
        ValueError: 그런 이름의 매개변수가 어느 장에도 없거나, 글을 기본값과 같은 종류의 값으로 읽을 수 없을 때.
    """
    defaults = {chapter.name: _defaults(chapter) for chapter in chapters}
    known = dict.fromkeys(name for each in defaults.values() for name in each if name != "PROFILE")
    if unknown := [name for name in texts if name not in known]:
        where = f"{chapters[0].name}에" if len(chapters) == 1 else f"고른 장 {len(chapters)}개 가운데 어느 것에도"
        raise ValueError(
            f"{where} 없는 매개변수입니다: {', '.join(unknown)}.{did_you_mean(unknown[0], known)} "
            f"-p로 바꿀 수 있는 이름: {', '.join(known) or '없음'}"
        )
    return {
        chapter: {name: _read(name, text, each[name]) for name, text in texts.items() if name in each}
        for chapter, each in defaults.items()
    }


def _defaults(chapter: Chapter) -> dict[str, object]:
    """``parameters`` 셀에 적힌 이름 → 기본값."""
    found = papermill.inspect_notebook(read_notebook(chapter.notebook))
    return {name: _literal(parameter["default"]) for name, parameter in found.items()}


def _literal(text: str) -> object:
    """파이썬의 값으로 읽을 수 없으면 적힌 글 그대로."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text


def _read(name: str, text: str, default: object) -> object:
    if name in _CHOICES and text not in _CHOICES[name]:
        raise ValueError(f"-p {name}의 값이 '{text}'입니다. {', '.join(_CHOICES[name])} 가운데 하나를 주십시오.")
    if name.endswith("_FOLDER") and text:  # 커널은 노트북의 폴더에서 돌므로, 적은 사람의 폴더에서부터 찾습니다
        return str(user_path(text).resolve())
    if isinstance(default, str):  # TASK=3도 글입니다
        return text
    if default is None:
        return _literal(text)
    word = text.strip()
    if isinstance(default, bool):
        if word.lower() in _TRUE | _FALSE:
            return word.lower() in _TRUE
        raise ValueError(f"-p {name}의 값이 '{text}'입니다. 참이나 거짓이 필요합니다. True나 False를 주십시오.")
    number = _number(word)
    if isinstance(default, int):
        if number is None or number != int(number):
            raise ValueError(f"-p {name}의 값이 '{text}'입니다. 정수가 필요합니다. 예: -p {name}={default}")
        if name == "SEED" and not 0 <= number <= _MAXIMUM_SEED:
            raise ValueError(f"-p SEED의 값이 {word}입니다. 0에서 {_MAXIMUM_SEED}까지의 정수를 주십시오.")
        return int(number)
    if number is None or abs(number) > sys.float_info.max:
        raise ValueError(f"-p {name}의 값이 '{text}'입니다. 수가 필요합니다. 예: -p {name}={default}")
    return float(number)


def _number(text: str) -> int | float | None:
    """글에 적힌 유한한 수. 아니면 None."""
    for kind in (int, float):
        try:
            value = kind(text)
        except ValueError:
            continue
        return value if isinstance(value, int) or math.isfinite(value) else None
    return None
