"""강좌를 읽는 사이트를 짓습니다. 담아 둔 출력만 쓰며 아무것도 실행하지 않습니다."""

from __future__ import annotations

import argparse
import importlib.util

from gan_course.course.chapters import course_folder
from gan_course.files import user_path, write_atomically

NEEDED = ("sphinx", "myst_nb", "sphinx_book_theme", "sphinxcontrib.katex", "pagefind")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=user_path, metavar="폴더", help="사이트를 둘 폴더. 기본은 build/site")
    parser.add_argument("--zip", action="store_true", help="네트워크 없는 교실에 나누어 줄 zip도 만듭니다(폴더의 곁)")
    parser.add_argument(
        "--pdf", action="store_true", help="책 한 권의 PDF도 만듭니다(폴더의 곁). 크로미엄이나 크롬이 있어야 합니다"
    )
    parser.add_argument(
        "--labs",
        type=user_path,
        metavar="폴더",
        help="놀이터를 이 폴더에도 씁니다. 그 안의 alone에는 USB 메모리에 담을, 실험실마다 파일 하나가 있습니다",
    )
    parser.add_argument(
        "--outside",
        type=user_path,
        metavar="파일",
        help="사이트가 가리키는 바깥 주소를 이 파일에 한 줄에 하나씩 적습니다",
    )
    parser.add_argument("--folder", type=user_path, metavar="폴더", help="강좌 저장소. 없으면 스스로 찾습니다")


def run(options: argparse.Namespace) -> int:
    missing = [name for name in NEEDED if not is_installed(name)]
    if missing:
        raise ValueError(
            f"사이트를 짓는 패키지가 없습니다: {', '.join(missing)}. "
            "`uv run --group site gan-course site`로 실행하십시오."
        )
    from gan_course.site import links
    from gan_course.site.archive import write_archive
    from gan_course.site.builder import build_site, playground
    from gan_course.site.pdf import find_browser, write_pdf

    if options.pdf:
        find_browser()  # 없으면 몇 분을 기다리기 전에 말합니다
    course = course_folder(options.folder)
    site = build_site(course, options.output or course / "build" / "site")
    print(f"쪽 {site.pages}개, {site.size / 1e6:.1f} MB: {site.folder / 'index.html'}", flush=True)
    if not site.playground:
        print("놀이터(gan_course.playground)가 없어, 조절기의 자리에는 한 문장을 적었습니다.", flush=True)
    if options.labs:
        print(f"놀이터: {playground().build(options.labs)}", flush=True)
    if options.zip:
        archive = site.folder.with_suffix(".zip")
        write_archive(site.folder, archive)
        print(f"zip: {archive}", flush=True)
    if options.pdf:
        book = site.folder.with_suffix(".pdf")
        write_pdf(course, book)
        print(f"PDF: {book}", flush=True)
    if options.outside:
        write_atomically(options.outside, "".join(f"{address}\n" for address in links.outside(site.folder)))
        print(f"바깥 주소: {options.outside}", flush=True)
    return 0


def is_installed(name: str) -> bool:
    """이 이름의 모듈이 설치되어 있는지. 들여오지는 않습니다."""
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:  # 점으로 이은 이름의 앞쪽이 없을 때
        return False
