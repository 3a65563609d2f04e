"""방(모듈)의 규칙: import는 아래로만 향하고, 가벼워야 할 것은 가볍습니다."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "gan_course"

# 위에서 아래로. 화살표는 같은 줄이나 더 아래로만 향합니다(README 「유지보수하는 분께」).
FLOORS = [
    "__main__",
    "cli",
    "authoring",
    "classroom",
    "course",
    "exercises",
    "lesson",
    "plane_lab",
    "widgets",
    "plots",
    "evaluation",
    "theory",
    "training",
    "models",
    "layers",
    "losses",
    "data",
    "files",
    "_tensorflow",
    "__init__",
]


def _room(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


def _imported_rooms(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "gan_course":
            assert node.level == 0
            rest = node.module.split(".")[1:]
            # `from gan_course import losses`는 이름마다 한 방입니다.
            yield from [rest[0]] if rest else [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            for alias in node.names:
                parts = alias.name.split(".")
                if parts[0] == "gan_course" and len(parts) > 1:
                    yield parts[1]


def test_every_room_is_on_the_map():
    rooms = {_room(path) for path in PACKAGE.rglob("*.py")}
    assert rooms <= set(FLOORS)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_point_downward(path):
    here = FLOORS.index(_room(path))
    for room in _imported_rooms(path):
        if room in FLOORS:  # __version__ 같은 이름은 방이 아닙니다
            assert FLOORS.index(room) >= here, f"{path.name}이 위쪽 방 {room}을 불러옵니다"


def _python(code):
    return subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, text=True, encoding="utf-8")


def test_without_tensorflow_the_error_says_what_to_install():
    result = _python("import sys; sys.modules['tensorflow'] = None; import gan_course.losses")
    assert result.returncode != 0
    assert "TensorFlow가 설치되어 있지 않습니다" in result.stderr
    assert "uv sync" in result.stderr and "tensorflow[and-cuda]" in result.stderr
    assert "halted" not in result.stderr  # 원래 예외의 영어 문장은 보이지 않습니다


def test_another_keras_backend_is_named():
    result = _python("import os; os.environ['KERAS_BACKEND'] = 'numpy'; import gan_course.losses")
    assert result.returncode != 0
    assert "KERAS_BACKEND" in result.stderr


def test_importing_tensorflow_through_the_package_prints_nothing():
    result = _python("import gan_course.losses, gan_course.training")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_the_error_stream_still_works_after_the_quiet_import():
    result = _python("import gan_course.losses, os; os.write(2, b'still here')")
    assert result.stderr == "still here"


def test_light_rooms_do_not_import_tensorflow():
    rooms = "gan_course, gan_course.cli, gan_course.authoring, gan_course.classroom, gan_course.course, "
    rooms += "gan_course.lesson, gan_course.files, gan_course.plots"
    result = _python(f"import {rooms}, sys; print('tensorflow' in sys.modules)")
    assert result.stdout.strip() == "False", result.stderr
