"""책 한 권의 PDF: 모든 쪽을 한 HTML로 이어, 브라우저의 인쇄로 찍습니다."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from gan_course.files import replacing
from gan_course.site import fonts
from gan_course.site.sphinx_build import run_sphinx
from gan_course.site.stage import write_stage

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
SECONDS = 600  # 찍기를 기다리는 시간
DRAWING = 60_000  # 수식을 다 그리도록 주는 브라우저의 시간(밀리초)


def find_browser() -> str:
    """PDF를 찍을 브라우저.

    Raises:
        ValueError: 크로미엄도 크롬도 엣지도 없을 때.
    """
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise ValueError(
            f"PDF를 찍을 브라우저가 없습니다. 찾아본 이름: {', '.join(BROWSERS)}. "
            "크로미엄이나 크롬을 설치하고 PATH에 두거나, 브라우저에서 쪽마다 인쇄하십시오."
        )
    return found


def write_pdf(course: Path, path: Path) -> None:
    """강좌를 책 한 권의 PDF로 ``path``에 씁니다. 패키지의 글은 넣지 않습니다.

    Raises:
        ValueError: 브라우저가 없거나 찍지 못했을 때.
    """
    browser = find_browser()
    with tempfile.TemporaryDirectory() as temporary:
        stage, html = Path(temporary, "stage"), Path(temporary, "build", "html")
        write_stage(course, stage, playground=False, with_reference=False, one_page=True)
        run_sphinx(stage, html, "singlehtml")
        fonts.write_subset(html)
        with replacing(path) as partial:
            _print(browser, html / "index.html", partial, Path(temporary, "profile"))


def _print(browser: str, page: Path, pdf: Path, profile: Path) -> None:
    command = [
        browser,
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={profile}",
        f"--virtual-time-budget={DRAWING}",
        "--no-pdf-header-footer",
        f"--print-to-pdf={pdf}",
        page.as_uri(),
    ]
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise ValueError(
            f"{SECONDS}초가 지나도 PDF를 다 찍지 못했습니다. 컴퓨터가 한가할 때 다시 해 보십시오."
        ) from None
    if done.returncode or not pdf.exists():
        raise ValueError(f"PDF를 찍지 못했습니다. 브라우저의 말: {done.stderr.strip()[-300:]}")
