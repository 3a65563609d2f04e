"""글이 먼저 보이게: 머리의 스크립트가 쪽을 그리는 것을 막지 않습니다. 차례는 그대로입니다."""

from __future__ import annotations


def setup(app) -> dict[str, bool]:
    app.connect("html-page-context", _defer, priority=900)  # 다른 확장이 더한 것까지
    return {"parallel_read_safe": True}


def _defer(app, page, template, context, doctree) -> None:
    for script in context["script_files"]:
        # 쪽에 바로 적힌 스크립트(파일이 없음)는 미룰 수 없고, 그것이 쓰는 설정도 그렇습니다.
        if script.filename and not script.filename.endswith("documentation_options.js"):
            script.attributes["defer"] = "defer"
