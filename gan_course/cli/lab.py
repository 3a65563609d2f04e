"""JupyterLab에서 강좌 노트북을 엽니다. 뒤에 적은 인자는 JupyterLab에 그대로 건네집니다(예: --no-browser)."""

from __future__ import annotations

import argparse
import subprocess
import sys

from gan_course.course.chapters import course_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(passes_on=True)


def run(options: argparse.Namespace) -> int:
    notebooks = course_folder() / "notebooks"
    command = [sys.executable, "-m", "jupyterlab", *options.rest]
    return subprocess.run(command, cwd=notebooks).returncode
