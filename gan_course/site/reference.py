"""패키지의 글: 방마다 한 쪽. 공개된 이름의 docstring을 Sphinx의 autodoc이 그대로 옮깁니다."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

import gan_course

LEFT_OUT = {"cli", "site"}  # 명령은 README와 도움말이 말합니다


def rooms() -> dict[str, list[str]]:
    """방의 이름에서 그 방의 공개된 모듈로.

    `__all__`이 있는 방은 그것이 공개된 것의 전부이고(그 안의 모듈까지), 없으면 `_`로 시작하지 않는 모듈 모두입니다.
    """
    found = {}
    for room in pkgutil.iter_modules(gan_course.__path__):
        if not room.name.startswith("_") and room.name not in LEFT_OUT:
            found[room.name] = _public(importlib.import_module(f"gan_course.{room.name}"))
    return found


def _public(module: ModuleType) -> list[str]:
    children = [child.name for child in pkgutil.iter_modules(getattr(module, "__path__", []))]
    inside = [importlib.import_module(f"{module.__name__}.{child}") for child in children if not child.startswith("_")]
    if hasattr(module, "__all__"):  # 모듈과 이름이 같은 함수를 내놓는 방도 있습니다
        inside = [child for child in inside if child in [getattr(module, name) for name in module.__all__]]
    return [module.__name__, *(name for child in inside for name in _public(child))]


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
