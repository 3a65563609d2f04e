"""Sphinx의 설정과 실행. 쪽은 이미 모여 있고, 노트북은 실행하지 않습니다."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

HERE = Path(__file__).parent

SETTINGS = {
    "project": "한국어로 배우는 GAN",
    "author": "",
    "language": "ko",
    "locale_dirs": ["locale"],  # 테마의 말. 쪽을 모을 때 함께 옮겨 두어, Sphinx가 그 자리에 .mo를 만듭니다
    "root_doc": "index",
    "extensions": [
        "myst_nb",
        "sphinx.ext.autodoc",
        "sphinx.ext.napoleon",
        "sphinxcontrib.katex",
        "gan_course.site.docstrings",
        "gan_course.site.loading",
    ],
    "nb_execution_mode": "off",
    "nb_render_markdown_format": "gfm",  # 출력에 든 표
    "nb_code_prompt_show": "코드 보기",
    "nb_code_prompt_hide": "코드 접기",
    "myst_enable_extensions": ["dollarmath", "amsmath"],
    "myst_heading_anchors": 4,
    "myst_dmath_double_inline": True,
    "katex_css_path": "katex.css",
    "katex_js_path": "katex.min.js",
    "katex_autorender_path": "auto-render.min.js",
    "autodoc_member_order": "bysource",
    "autodoc_typehints": "none",
    "autodoc_inherit_docstrings": False,  # Keras의 영어 글
    "default_role": "code",
    "html_theme": "sphinx_book_theme",
    "html_title": "한국어로 배우는 GAN",
    "html_context": {"default_mode": "auto"},  # 비어 있으면 테마가 콘솔에 오류를 적습니다
    "html_static_path": ["_static"],
    "html_css_files": ["site.css", ("print.css", {"media": "print"})],
    "html_js_files": ["site.js"],
    "html_copy_source": False,
    "html_show_search_summary": False,  # 파일로 열면 요약을 읽지 못합니다
    "html_show_sphinx": False,
    "html_show_copyright": False,
    "templates_path": [str(HERE / "templates")],
    "html_theme_options": {
        "use_download_button": False,
        "use_fullscreen_button": False,
        "home_page_in_toc": True,
        "show_navbar_depth": 1,
        "show_toc_level": 2,
        "search_bar_text": "찾아보기",
        "toc_title": "이 쪽의 차례",
        "back_to_top_button": False,
        "navigation_with_keys": False,
    },
}


def run_sphinx(stage: Path, output: Path, builder: str = "html") -> None:
    """``stage``의 쪽을 ``output``에 HTML로 짓습니다.

    Raises:
        ValueError: Sphinx가 경고를 적었을 때. 끊긴 링크와 잘못 적은 글이 그 안에 있습니다.
    """
    nocolor()
    complaints = io.StringIO()
    with patch_docutils(), docutils_namespace(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Sphinx와 확장이 저희끼리 주고받는 것(예정된 변경)
        app = Sphinx(
            srcdir=stage,
            confdir=None,
            outdir=output,
            doctreedir=output.with_name("doctrees"),
            buildername=builder,
            confoverrides=SETTINGS,
            status=None,
            warning=complaints,
        )
        app.build()
    if text := complaints.getvalue().replace(f"{stage}", "").strip():
        raise ValueError(f"쪽을 HTML로 바꾸는 동안 Sphinx가 경고를 적었습니다.\n{text}")
