"""노트북 회귀: 다시 실행해, 적어 둔 출력과 글자 하나까지 견줍니다.

늘 하는 것은 긴 훈련을 건너뛰고(TRAIN = False) 체크포인트로 나머지 셀을 모두 실행합니다. `-m full`은 저장소의 노트북을
그대로, 훈련까지 실행합니다.
"""

import os
import shutil
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import nbformat
import pytest

from tests.notebooks.nbval_counting import is_compared

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FLOORS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["gan-course"]["floors"]


def code_cells(notebook):
    return [cell for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code"]


def seconds(notebook):
    return nbformat.read(notebook, as_version=4).metadata.gan_course.seconds


# 오래 걸리는 장부터 시작해야 두 일꾼이 함께 끝납니다.
each_notebook = pytest.mark.parametrize(
    "notebook",
    [pytest.param(notebook, id=notebook.stem) for notebook in sorted(NOTEBOOKS, key=seconds, reverse=True)],
)


def without_training(notebook, folder):
    """긴 훈련을 건너뛰는 사본. 매개변수 TRAIN이 없는 장은 그대로입니다."""
    content = nbformat.read(notebook, as_version=4)
    (parameters,) = (cell for cell in content.cells if "parameters" in cell.metadata.get("tags", []))
    parameters.source = parameters.source.replace("TRAIN = True", "TRAIN = False")
    copy = folder / notebook.name
    nbformat.write(content, copy)
    return copy


def nbval(notebook, report):
    """nbval을 따로 띄워 노트북 하나를 실행하고, (종료 코드, 셀들, 화면의 글)을 돌려줍니다."""
    options = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=1200", "-p", "tests.notebooks.nbval_counting"]
    search_path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONPATH": search_path, "PYTHONUTF8": "1", "PYTEST_ADDOPTS": ""}
    here = ["--rootdir", notebook.parent, "-c", os.devnull, "-p", "no:cacheprovider", f"--junitxml={report}"]
    process = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *options, *here, notebook],
        cwd=notebook.parent,
        env=os.environ | quiet,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    cases = ElementTree.parse(report).getroot().findall(".//testcase") if report.exists() else []
    return process.returncode, cases, process.stdout[-8000:] + process.stderr[-2000:]


def failed(case):
    return any(case.find(kind) is not None for kind in ("failure", "error", "skipped"))


def compared(cases):
    return sum(case.find("properties/property[@name='compared']") is not None for case in cases if not failed(case))


def comparable(notebook):
    """적어 둔 출력을 글자로 견줄 수 있는 셀의 수."""
    return sum(
        is_compared(cell, "nbval-ignore-output" not in cell.metadata.get("tags", [])) for cell in code_cells(notebook)
    )


def check(notebook, executed, report):
    code, cases, screen = nbval(executed, report)
    assert code == 0, screen
    assert len(cases) == len(code_cells(notebook)) and not any(map(failed, cases)), screen
    assert compared(cases) == comparable(notebook), "견주어야 할 셀을 견주지 않았습니다"


@pytest.mark.notebook
@each_notebook
def test_outputs_are_what_is_committed(notebook, tmp_path):
    check(notebook, without_training(notebook, tmp_path), tmp_path / "cells.xml")


@pytest.mark.notebook
@pytest.mark.full
@each_notebook
def test_outputs_of_the_whole_training_are_what_is_committed(notebook, tmp_path):
    check(notebook, notebook, tmp_path / "cells.xml")


def test_enough_cells_are_compared():
    counts = {notebook.name: comparable(notebook) for notebook in NOTEBOOKS}
    assert min(counts.values()) >= 3, counts
    total = sum(counts.values())
    assert total >= FLOORS["compared_cells"], f"견줄 셀이 {total}개로, 바닥 {FLOORS['compared_cells']}보다 적습니다"


@pytest.mark.notebook
class TestTheRegressionItselfCanFail:
    """작은 강좌의 노트북으로, 다르면 실패하고 견주지 않은 것은 세지 않는지."""

    @pytest.fixture
    def notebook(self, built_course, tmp_path):
        return Path(shutil.copy(built_course / "notebooks" / "01_good.ipynb", tmp_path / "시험 노트북.ipynb"))

    @staticmethod
    def edit(path, change):
        notebook = nbformat.read(path, as_version=4)
        change([cell for cell in notebook.cells if cell.cell_type == "code"])
        nbformat.write(notebook, path)

    def test_the_same_passes_and_only_real_comparisons_count(self, notebook, tmp_path):
        code, cases, screen = nbval(notebook, tmp_path / "cells.xml")
        assert code == 0, screen
        assert (len(cases), compared(cases)) == (7, 2)  # 프로필을 적은 셀과 확인한 셀. 그림과 조절기는 아닙니다

    def test_another_output_fails(self, notebook, tmp_path):
        self.edit(notebook, lambda cells: cells[1].outputs[0].update(text="프로필 gpu\n"))
        code, cases, _ = nbval(notebook, tmp_path / "cells.xml")
        assert code == 1 and sum(map(failed, cases)) == 1 and compared(cases) == 1

    def test_a_lost_reference_is_not_counted(self, notebook, tmp_path):
        def forget(cells):
            for cell in cells:
                cell.execution_count, cell.outputs = None, []

        self.edit(notebook, forget)
        code, cases, _ = nbval(notebook, tmp_path / "cells.xml")
        assert code == 0 and compared(cases) == 0  # nbval은 통과시키지만 바닥이 잡아냅니다

    def test_standard_error_is_left_out(self, notebook, tmp_path):
        def warn(cells):
            cells[1].source += "\nprint('경고', file=sys.stderr)"

        self.edit(notebook, warn)
        code, cases, screen = nbval(notebook, tmp_path / "cells.xml")
        assert code == 0 and compared(cases) == 2, screen
