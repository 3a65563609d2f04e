"""수식을 그리는 KaTeX: `data/slides`의 것을 슬라이드와 사이트가 함께 씁니다."""

from __future__ import annotations

import base64
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from gan_course.files import verified_path

_FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
_FONT_FILE = re.compile(r"url\((fonts/[\w-]+\.woff2)\)")


def stylesheet() -> str:
    """KaTeX의 CSS. 글꼴은 함께 온 것만 남겨 base64로 넣습니다."""
    return _with_fonts(lambda font: f"data:font/woff2;base64,{base64.b64encode(font.read_bytes()).decode()}")


def write_stylesheet(folder: Path) -> None:
    """KaTeX의 CSS를 ``folder``의 `katex.css`에, 글꼴을 그 곁의 `fonts`에 씁니다. 브라우저는 쓰이는 글꼴만 읽습니다."""
    (folder / "fonts").mkdir(exist_ok=True)

    def beside(font: Path) -> str:
        shutil.copy(font, folder / "fonts")
        return f"fonts/{font.name}"

    (folder / "katex.css").write_text(_with_fonts(beside), encoding="utf-8", newline="\n")


def _with_fonts(address: Callable[[Path], str]) -> str:
    def face(match: re.Match) -> str:
        try:
            font = verified_path(Path("slides", _FONT_FILE.search(match.group()).group(1)).as_posix())
        except ValueError:
            return ""  # 강좌의 수식에 쓰이지 않아 담지 않은 글꼴
        return re.sub(r"src:[^}]*", f'src:url({address(font)}) format("woff2")', match.group())

    return _FONT_FACE.sub(face, verified_path("slides/katex.min.css").read_text(encoding="utf-8"))
