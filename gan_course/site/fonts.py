"""한글 글꼴: 강좌의 나눔스퀘어에서 사이트에 쓰인 글자만 떼어, 한글 글꼴이 없는 컴퓨터에서도 읽히게 합니다.

나눔스퀘어의 라이선스(OFL)는 고친 글꼴에 예약된 이름(Nanum)을 쓰지 못하게 하므로, 떼어 낸 것에는 다른 이름을 적습니다.
"""

from __future__ import annotations

import logging
from pathlib import Path

from fontTools import subset

from gan_course.files import verified_path
from gan_course.site.links import pages

FONTS = {"NanumSquareR": "course-hangul-regular", "NanumSquareB": "course-hangul-bold"}
LICENCE = "fonts/OFL.txt"
NAMED = {1, 3, 4, 6, 16, 18}  # 글꼴의 이름을 적는 칸


def write_subset(site: Path) -> None:
    """사이트의 모든 HTML에 쓰인 글자만 담은 글꼴을 `_static/fonts`에 씁니다."""
    logging.getLogger("fontTools").setLevel(logging.WARNING)  # 글자마다의 기록
    characters = set().union(*(page.read_text(encoding="utf-8") for page in pages(site)))
    folder = site / "_static" / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "OFL.txt").write_bytes(verified_path(LICENCE).read_bytes())
    for name, small in FONTS.items():
        options = subset.Options(flavor="woff", notdef_outline=True)
        font = subset.load_font(str(verified_path(f"fonts/{name}.ttf")), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=[ord(character) for character in characters])
        subsetter.subset(font)
        for record in font["name"].names:
            if record.nameID in NAMED:
                record.string = small
        subset.save_font(font, str(folder / f"{small}.woff"), options)
