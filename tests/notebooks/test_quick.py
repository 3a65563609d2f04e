"""모든 노트북을 quick 프로필로: 모든 길을 한 번씩 지나가 봅니다."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from gan_course.authoring.build import problems_in
from gan_course.course.chapters import chapters_with_notebook
from gan_course.course.report import figures, marked_lines

pytestmark = pytest.mark.notebook

ROOT = Path(__file__).parents[2]
CHAPTERS = chapters_with_notebook(ROOT)


@pytest.fixture(scope="module")
def quick(tmp_path_factory):
    output = tmp_path_factory.mktemp("quick")
    command = [sys.executable, "-m", "gan_course", "run", "--profile", "quick", "-p", "SEED=1", "--output", output]
    process = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return process, output / "quick"


def test_the_command_succeeds_and_leaves_a_report(quick):
    process, output = quick
    assert process.returncode == 0, process.stdout + process.stderr
    assert process.stderr == ""
    assert f"보고서: {output / 'report.html'}" in process.stdout
    report = (output / "report.html").read_text(encoding="utf-8")
    assert all(f'id="{chapter.name}"' in report for chapter in CHAPTERS)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_every_chapter_runs_to_its_end_without_noise(quick, chapter):
    notebook = nbformat.read(quick[1] / chapter.notebook.name, as_version=4)
    assert problems_in(notebook) == []
    assert notebook.metadata.papermill.parameters == {"PROFILE": "quick", "SEED": 1}
    assert marked_lines(notebook, "[확인]"), "확인한 것이 없습니다"
    assert all(figure.alt for figure in figures(notebook)), "대체 글이 없는 그림이 있습니다"
