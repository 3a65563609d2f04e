"""강좌를 읽는 사이트를 짓습니다. 담아 둔 출력만 쓰며 아무것도 실행하지 않습니다."""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path

from gan_course.course.chapters import chapters_with_notebook, course_folder
from gan_course.files import check_writable, refuse_to_replace, user_path, write_atomically

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
    if options.labs and playground() is None:
        raise ValueError("놀이터(gan_course.playground)가 없어 --labs를 할 수 없습니다. --labs를 빼십시오.")
    course = course_folder(options.folder)
    if not chapters_with_notebook(course):
        raise ValueError(f"장이 하나도 없습니다: {course / 'notebooks'}. NN_이름.ipynb 꼴의 노트북이 있어야 합니다.")
    output = (options.output or course / "build" / "site").resolve()
    _check_outputs(options, output)
    check_writable(output)
    site = build_site(course, output)
    print(f"쪽 {site.pages}개, {site.size / 1e6:.1f} MB: {site.folder / 'index.html'}", flush=True)
    if not site.playground:
        print("놀이터(gan_course.playground)가 없어, 조절기의 자리에는 한 문장을 적었습니다.", flush=True)
    if options.labs:
        print(f"놀이터: {playground().build(options.labs)}", flush=True)
    if options.zip:
        archive = beside(site.folder, ".zip")
        write_archive(site.folder, archive)
        print(f"zip: {archive}", flush=True)
    if options.pdf:
        book = beside(site.folder, ".pdf")
        write_pdf(course, book)
        print(f"PDF: {book}", flush=True)
    if options.outside:
        write_atomically(options.outside, "".join(f"{address}\n" for address in links.outside(site.folder)))
        print(f"바깥 주소: {options.outside}", flush=True)
    return 0


def beside(folder: Path, suffix: str) -> Path:
    """사이트의 폴더 곁에 두는 파일. 폴더의 이름에 마침표가 있어도(`강좌.v2`) 그 이름을 그대로 씁니다."""
    return folder.with_name(folder.name + suffix)


def _check_outputs(options: argparse.Namespace, output: Path) -> None:
    """몇 분을 짓기 전에, 곁에 쓸 것이 사람의 파일을 덮어쓰지 않는지 봅니다.

    Raises:
        ValueError: 덮어쓰게 될 때.
    """
    from gan_course.site.builder import MARK

    built = (output / MARK).exists()  # 앞서 이 명령이 지었으면 곁의 것도 이 명령의 것입니다
    for wanted, suffix in ((options.zip, ".zip"), (options.pdf, ".pdf")):
        if wanted and not built:
            refuse_to_replace(beside(output, suffix), "--output")
    if options.labs and (options.labs / "index.html").exists() and not (options.labs / "licenses").is_dir():
        refuse_to_replace(options.labs / "index.html", "--labs")
    place = options.outside
    if place and (place.exists() or place.is_symlink()):
        lines = place.read_text(encoding="utf-8", errors="replace").splitlines() if place.is_file() else ["폴더"]
        if not all(line.startswith(("http://", "https://")) for line in lines):
            refuse_to_replace(place, "--outside")


def is_installed(name: str) -> bool:
    """이 이름의 모듈이 설치되어 있는지. 들여오지는 않습니다."""
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:  # 점으로 이은 이름의 앞쪽이 없을 때
        return False
