"""방(모듈)의 규칙: import는 아래로만 향하고, 가벼워야 할 것은 가볍습니다."""

import ast
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from gan_course.course.execution import execute

PACKAGE = Path(__file__).parents[1] / "gan_course"

# 위에서 아래로. 화살표는 같은 줄이나 더 아래로만 향합니다(README 「유지보수하는 분께」).
FLOORS = [
    "__main__",
    "cli",
    "site",
    "authoring",
    "classroom",
    "playground",
    "course",
    "exercises",
    "lesson",
    "plane_lab",
    "widgets",
    "plots",
    "evaluation",
    "theory",
    "export",
    "training",
    "models",
    "objectives",
    "layers",
    "losses",
    "data",
    "gpu",
    "files",
    "names",
    "durations",
    "_tensorflow",
    "__init__",
    "_environment",
    "home",
    "reasons",
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


def test_no_file_outgrows_300_lines():
    """넘으면 한 파일에 두 생각이 있는 것입니다. 폴더로 나누십시오. 노트북은 글이 대부분이라 세지 않습니다."""
    root = PACKAGE.parent
    files = [path for folder in ("gan_course", "tests", "benchmarks", "data") for path in (root / folder).rglob("*.py")]
    lengths = {path.relative_to(root).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


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
    command = [sys.executable, "-X", "utf8", "-c", code]
    return subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        cwd=PACKAGE.parent,
        check=False,
    )


def test_without_tensorflow_the_error_says_what_to_install():
    result = _python("import sys; sys.modules['tensorflow'] = None; import gan_course.losses")
    assert result.returncode != 0
    assert "TensorFlow가 설치되어 있지 않습니다" in result.stderr
    assert "uv sync" in result.stderr and "tensorflow[and-cuda]" in result.stderr
    assert "halted" not in result.stderr  # 원래 예외의 영어 문장은 보이지 않습니다


def test_another_keras_backend_is_named():
    result = _python("import os; os.environ['KERAS_BACKEND'] = 'numpy'; import gan_course.losses")
    assert result.returncode != 0
    assert "KERAS_BACKEND" in result.stderr and "'numpy'" in result.stderr


def test_another_keras_backend_imported_before_is_named():
    keras = "types.SimpleNamespace(config=types.SimpleNamespace(backend=lambda: 'torch'))"
    result = _python(f"import sys, types; sys.modules['keras'] = {keras}; import gan_course.losses")
    assert result.returncode != 0
    assert "KERAS_BACKEND" in result.stderr and "'torch'" in result.stderr


@pytest.mark.parametrize(
    ("name", "ours", "other"),
    [("TF_ENABLE_ONEDNN_OPTS", "1", "0"), ("TF_FORCE_GPU_ALLOW_GROWTH", "true", "false")],
)
def test_tensorflow_s_defaults_are_ours_unless_chosen(monkeypatch, name, ours, other):
    """oneDNN은 TensorFlow가 끄는 CPU에서도 켜고, GPU의 메모리는 쓰는 만큼만 차지합니다."""
    code = f"import gan_course, os; print(os.environ['{name}'])"
    monkeypatch.delenv(name, raising=False)
    assert _python(code).stdout.split() == [ours]
    monkeypatch.setenv(name, other)
    assert _python(code).stdout.split() == [other]


@pytest.mark.parametrize("cores, chosen, seen", [(1, None, "1"), (2, None, "1"), (2, "2", "2"), (8, None, "-")])
def test_few_cores_compute_each_layer_on_one_thread(monkeypatch, cores, chosen, seen):
    monkeypatch.delenv("TF_NUM_INTRAOP_THREADS", raising=False)
    if chosen is not None:
        monkeypatch.setenv("TF_NUM_INTRAOP_THREADS", chosen)
    code = f"import os; os.cpu_count = lambda: {cores}; os.sched_getaffinity = lambda pid: set(range({cores})); "
    result = _python(code + "import gan_course; print(os.environ.get('TF_NUM_INTRAOP_THREADS', '-'))")
    assert result.stdout.split() == [seen]


FIT = """
import numpy as np
model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
model.compile(loss="mse")
model.fit(tf.data.Dataset.from_tensors((np.ones((4, 1)), np.ones((4, 1)))), verbose=0)
for size in range(1, 9):
    model.predict(np.ones((size, 1)), verbose=0)
"""


@pytest.mark.parametrize(
    "imports", ["tensorflow as tf, keras", "keras, tensorflow as tf", "gan_course.losses, keras, tensorflow as tf"]
)
def test_tensorflow_after_the_package_prints_nothing_and_the_error_stream_still_works(imports):
    result = _python(f"import gan_course; import {imports}{FIT}import os; os.write(2, b'still here')")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "still here")


def test_tensorflow_in_a_notebook_prints_nothing(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # 이것이 있으면 ipykernel은 파일 기술자 2를 셀의 출력으로 옮기지 않습니다
    cells = ["import gan_course", "import keras\nimport tensorflow as tf", FIT]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    execution = execute(notebook, tmp_path)
    assert execution.failures == []
    assert [cell.outputs for cell in execution.notebook.cells] == [[], [], []]


def test_a_quiet_tensorflow_is_an_ordinary_module_and_a_missing_one_is_missing():
    code = "import gan_course, sys, importlib.util; print(importlib.util.find_spec('tensorflow') is not None); "
    code += "import gan_course.files; print('tensorflow' in sys.modules, 'keras' in sys.modules)"
    assert _python(code).stdout.split() == ["True", "False", "False"]
    result = _python("import sys; sys.path[:] = [p for p in sys.path if 'site-packages' not in p]; " + code)
    assert result.stdout.split() == ["False", "False", "False"] and result.stderr == ""


def test_light_rooms_do_not_import_tensorflow():
    rooms = "gan_course, gan_course.cli, gan_course.authoring, gan_course.classroom, gan_course.course, "
    rooms += "gan_course.lesson, gan_course.files, gan_course.plots"
    result = _python(f"import {rooms}, sys; print('tensorflow' in sys.modules)")
    assert result.stdout.strip() == "False", result.stderr


def test_saving_a_picture_does_not_take_the_course_along():
    rooms = set(_imported_rooms(PACKAGE / "cli" / "translate.py"))
    assert "files" in rooms and not rooms & {"authoring", "classroom", "course"}
