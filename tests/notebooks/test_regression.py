"""노트북 회귀: 기본 프로필로 다시 실행해, 적어 둔 출력과 글자 하나까지 견줍니다."""

import functools
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FLOORS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["gan-course"]["floors"]


@functools.cache
def nbval(notebook):
    """nbval을 따로 띄워 노트북 하나를 실행하고, (종료 코드, 셀들, 화면의 글)을 돌려줍니다."""
    options = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=1200", "-p", "tests.notebooks.nbval_counting"]
    search_path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONPATH": search_path, "PYTHONUTF8": "1", "PYTEST_ADDOPTS": ""}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "cells.xml"
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


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_what_is_committed(notebook):
    code, cases, screen = nbval(notebook)
    cells = [cell for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code"]
    assert code == 0, screen
    assert len(cases) == len(cells) and not any(map(failed, cases)), screen
    assert compared(cases) >= 3, f"{notebook.name}에는 견준 셀이 {compared(cases)}개뿐입니다"


def test_enough_cells_were_compared():
    total = sum(compared(nbval(notebook)[1]) for notebook in NOTEBOOKS)
    assert total >= FLOORS["compared_cells"], f"견준 셀이 {total}개로, 바닥 {FLOORS['compared_cells']}보다 적습니다"


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

    def test_the_same_passes_and_only_real_comparisons_count(self, notebook):
        code, cases, screen = nbval(notebook)
        assert code == 0, screen
        assert (len(cases), compared(cases)) == (7, 2)  # 프로필을 적은 셀과 확인한 셀. 그림과 조절기는 아닙니다

    def test_another_output_fails(self, notebook):
        self.edit(notebook, lambda cells: cells[1].outputs[0].update(text="프로필 gpu\n"))
        code, cases, _ = nbval(notebook)
        assert code == 1 and sum(map(failed, cases)) == 1 and compared(cases) == 1

    def test_a_lost_reference_is_not_counted(self, notebook):
        def forget(cells):
            for cell in cells:
                cell.execution_count, cell.outputs = None, []

        self.edit(notebook, forget)
        code, cases, _ = nbval(notebook)
        assert code == 0 and compared(cases) == 0  # nbval은 통과시키지만 바닥이 잡아냅니다

    def test_standard_error_is_left_out(self, notebook):
        def warn(cells):
            cells[1].source += "\nprint('경고', file=sys.stderr)"

        self.edit(notebook, warn)
        code, cases, screen = nbval(notebook)
        assert code == 0 and compared(cases) == 2, screen
