"""수식을 그리는 KaTeX: `data/slides`의 것을 슬라이드와 사이트가 함께 씁니다."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from gan_course.files import verified_path

_FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
_FONT_FILE = re.compile(r"url\((fonts/[\w-]+\.woff2)\)")


def stylesheet() -> str:
    """KaTeX의 CSS. 글꼴은 함께 온 것만 남겨 base64로 넣습니다."""

    def embed(match: re.Match) -> str:
        face = _FONT_FILE.search(match.group())
        path = Path("slides", face.group(1)).as_posix()
        try:
            font = base64.b64encode(verified_path(path).read_bytes()).decode()
        except ValueError:
            return ""  # 강좌의 수식에 쓰이지 않아 담지 않은 글꼴
        return re.sub(r"src:[^}]*", f'src:url(data:font/woff2;base64,{font}) format("woff2")', match.group())

    return _FONT_FACE.sub(embed, verified_path("slides/katex.min.css").read_text(encoding="utf-8"))
