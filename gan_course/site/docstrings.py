"""Sphinx의 확장: 우리의 docstring을 적힌 그대로 reStructuredText로 옮깁니다.

우리의 글은 백틱만 표시로 쓰고 조사가 백틱에 바로 붙습니다(`` `이름`은 ``). reStructuredText는 그것을 알아보지 못하고
``*``, ``|``, 낱말 끝의 ``_``를 표시로 읽습니다.
"""

from __future__ import annotations

import re

_CODE = re.compile(r"(``.+?``|`[^`]+`)")
_MARK = re.compile(r"[*|]|(?<=\w)_(?!\w)")


def plain(line: str) -> str:
    """한 줄에서 코드는 떼어 놓고, 나머지의 표시 글자는 글자 그대로가 되게 합니다."""
    if line.lstrip().startswith(">>>"):
        return line
    parts = _CODE.split(line)
    for place, part in enumerate(parts):
        if place % 2 == 0:
            parts[place] = _MARK.sub(r"\\\g<0>", part)
            continue
        before, after = parts[place - 1][-1:], parts[place + 1][:1]
        parts[place] = "\\ " * bool(before.strip()) + f"``{part.strip('`')}``" + "\\ " * bool(after.strip())
    return "".join(parts)


def setup(app) -> dict[str, bool]:
    app.connect("autodoc-process-docstring", _rewrite, priority=100)  # napoleon(500)이 표시를 더하기 전에
    app.connect("autodoc-skip-member", _skip_alias)
    return {"parallel_read_safe": True}


def _skip_alias(app, what, name, obj, skip, options) -> bool | None:
    """다른 이름으로 가리키기만 하는 클래스를 뺍니다. Sphinx의 한국어("…의 별칭")가 스스로 경고를 냅니다."""
    return True if isinstance(obj, type) and name != obj.__name__ else None


def _rewrite(app, what, name, obj, options, lines: list[str]) -> None:
    lines[:] = map(plain, lines)
