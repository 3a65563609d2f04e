"""패키지의 글: 방마다 한 쪽. 공개된 이름의 docstring을 Sphinx의 autodoc이 그대로 옮깁니다."""

from __future__ import annotations

import pkgutil
import re
from pathlib import Path

import gan_course

# 채점 코드는 곧 답이고, 명령의 모듈은 README와 도움말이 말합니다.
LEFT_OUT = re.compile(r"gan_course\.(exercises\.chapter_\d+|cli|site|__main__|_)")


def rooms() -> dict[str, list[str]]:
    """방의 이름에서 그 방의 공개된 모듈로. `_`로 시작하는 모듈과 채점 코드는 뺍니다."""
    found: dict[str, list[str]] = {}
    for module in pkgutil.walk_packages(gan_course.__path__, "gan_course.", onerror=lambda name: None):
        parts = module.name.split(".")
        if LEFT_OUT.match(module.name) or any(part.startswith("_") for part in parts):
            continue
        found.setdefault(parts[1], []).append(module.name)
    return found


def write_reference(stage: Path) -> None:
    """방마다 한 쪽과 그 차례를 `reference`에 씁니다. 방의 한 줄 소개는 그 방의 docstring입니다."""
    folder = stage / "reference"
    folder.mkdir(parents=True)
    found = rooms()
    for room, modules in found.items():
        lines = [f"# gan_course.{room}", ""]
        for module in modules:
            heading = [] if module == f"gan_course.{room}" else [f"## {module.removeprefix('gan_course.')}", ""]
            lines += [*heading, "```{eval-rst}", f".. automodule:: {module}", "   :members:", "```", ""]
        (folder / f"{room}.md").write_text("\n".join(lines), encoding="utf-8", newline="\n")
    names = "\n".join(sorted(found))
    index = f"# 패키지 gan_course\n\n노트북이 쓰는 함수와 클래스입니다. 글은 코드의 docstring입니다.\n\n```{{toctree}}\n:maxdepth: 1\n\n{names}\n```\n"
    (folder / "index.md").write_text(index, encoding="utf-8", newline="\n")
