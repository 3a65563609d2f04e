"""JupyterLab에서 강좌 노트북을 엽니다. 뒤에 적은 인자는 JupyterLab에 그대로 건네집니다(예: --no-browser)."""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from gan_course import home
from gan_course.course.chapters import course_folder, is_installed
from gan_course.files import cache_folder, user_path

HOME_COPY = "~/gan-course"
NO_TENSORFLOW = (
    "주의: TensorFlow가 없어 훈련하는 셀이 실행되지 않습니다. 저장소에서는 `uv sync`를 실행하고, wheel이면 "
    "`uvx --from 'gan_course-….whl[cpu]' gan-course lab`처럼 이름 뒤에 [cpu]를 붙이십시오."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--copy",
        type=user_path,
        metavar="폴더",
        help="노트북을 이 폴더에 옮겨 놓고 거기에서 엽니다. 고치신 파일은 덮어쓰지 않습니다. wheel로 설치한 강좌는 "
        f"말하지 않아도 {HOME_COPY}에 옮깁니다",
    )
    parser.add_argument(
        "--server",
        default="jupyterlab",
        metavar="모듈",
        help="여는 서버의 파이썬 모듈. 기본은 jupyterlab, JupyterHub의 설정에는 jupyterhub.singleuser를 적습니다",
    )
    parser.set_defaults(passes_on=True)


def run(options: argparse.Namespace) -> int:
    from gan_course.classroom.personal_copy import is_writable

    folder = course_folder()
    notebooks = folder / "notebooks"
    if options.copy or is_installed(folder):
        notebooks = _copied(folder, options.copy or user_path(HOME_COPY))
    elif not is_writable(notebooks):
        place = HOME_COPY if home.is_usable() else "쓸_수_있는_폴더"
        raise ValueError(
            f"노트북 폴더에 쓸 수 없습니다: {notebooks}. 여럿이 나누어 쓰는 설치라면 "
            f"`gan-course lab --copy {place}`로 내 사본을 만들어 여십시오."
        )
    if importlib.util.find_spec("tensorflow") is None:
        print(NO_TENSORFLOW, flush=True)
    if os.name == "posix" and not home.is_usable():  # Jupyter와 터미널은 홈을 모르면 시작하지 못합니다
        place = cache_folder() / "home"
        place.mkdir(exist_ok=True)
        os.environ["HOME"] = str(place)
    command = [sys.executable, "-m", options.server, *options.rest]
    if os.name == "posix":  # 멈추라는 신호가 곧바로 서버에 가도록 자리를 물려줍니다(JupyterHub)
        os.chdir(notebooks)
        os.execv(sys.executable, command)
    return subprocess.run(command, cwd=notebooks).returncode


def _copied(folder: Path, target: Path) -> Path:
    from gan_course.classroom.personal_copy import copy_notebooks

    target = target.resolve()
    print("\n".join(copy_notebooks(folder, target).lines(target)), flush=True)
    return target
