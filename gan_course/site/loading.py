"""글이 먼저 보이게: 머리의 스크립트는 그리기를 막지 않고, 수식이 없는 쪽은 KaTeX를 부르지 않고, 그림은 자리를 먼저 잡습니다."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from docutils import nodes
from sphinx.util.images import get_image_size

KATEX = {"katex.min.js", "auto-render.min.js", "katex_autorenderer.js", "katex.css", "katex-math.css"}
_IMAGE = re.compile(r'<img [^>]*src="[^"]*?_images/([^"/]+)"')


def setup(app) -> dict[str, bool]:
    app.connect("html-page-context", _lighten, priority=900)  # 다른 확장이 더한 것까지
    return {"parallel_read_safe": True}


def _lighten(app, page, template, context, doctree) -> None:
    if doctree is None or not any(isinstance(node, (nodes.math, nodes.math_block)) for node in doctree.findall()):
        for kind in ("script_files", "css_files"):
            context[kind] = [file for file in context[kind] if PurePosixPath(file.filename or "").name not in KATEX]
    for script in context["script_files"]:
        # 쪽에 바로 적힌 스크립트(파일이 없음)는 미룰 수 없고, 그것이 쓰는 설정도 그렇습니다.
        if script.filename and not script.filename.endswith("documentation_options.js"):
            script.attributes["defer"] = "defer"
    if "body" in context:
        places = {name: place for place, name in app.builder.images.items()}
        context["body"] = _IMAGE.sub(lambda match: _sized(match, app.srcdir, places), context["body"])


def _sized(match: re.Match, source, places: dict[str, str]) -> str:
    size = get_image_size(source / places[match.group(1)])
    return match.group() if size is None else f'{match.group()} width="{size[0]}" height="{size[1]}"'
