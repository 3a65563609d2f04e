"""강좌를 읽는 사이트를 짓습니다. 담아 둔 출력만 쓰며 아무것도 실행하지 않습니다."""

from __future__ import annotations

import argparse
import importlib.util

from gan_course.course.chapters import course_folder
from gan_course.files import user_path

NEEDED = ("sphinx", "myst_nb", "sphinx_book_theme", "sphinxcontrib.katex", "pagefind")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=user_path, metavar="폴더", help="사이트를 둘 폴더. 기본은 build/site")
    parser.add_argument("--folder", type=user_path, metavar="폴더", help="강좌 저장소. 없으면 스스로 찾습니다")


def run(options: argparse.Namespace) -> int:
    missing = [name for name in NEEDED if not _installed(name)]
    if missing:
        raise ValueError(
            f"사이트를 짓는 패키지가 없습니다: {', '.join(missing)}. "
            "`uv run --group site gan-course site`로 실행하십시오."
        )
    from gan_course.site.builder import build_site

    course = course_folder(options.folder)
    site = build_site(course, options.output or course / "build" / "site")
    print(f"쪽 {site.pages}개, {site.size / 1e6:.1f} MB: {site.folder / 'index.html'}")
    return 0


def _installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:  # 점으로 이은 이름의 앞쪽이 없을 때
        return False
