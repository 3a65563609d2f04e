"""JupyterLab에서 강좌 노트북을 엽니다. 뒤에 적은 인자는 JupyterLab에 그대로 건네집니다(예: --no-browser)."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

from gan_course import home
from gan_course.cli.parser import nonempty
from gan_course.course.chapters import course_folder
from gan_course.files import cache_folder, user_path

FIRST = "00_start.ipynb"
DEFAULT_SERVER = "jupyterlab"
# 소식을 묻는 창을 띄우지 않고, 메뉴를 우리말로. 사람이 스스로 고친 설정이 이것보다 앞섭니다.
SETTINGS = Path(__file__).with_name("jupyterlab")
# 풀이는 연습 노트북의 끝에 적은 길로 갑니다. 처음 보는 목록에서 답부터 열지 않게 합니다.
HIDDEN = ["__pycache__", "*.pyc", "*~", "solutions", "progress.json*"]

NO_TENSORFLOW = (
    "주의: TensorFlow가 없어 훈련하는 셀이 실행되지 않습니다. 저장소에서는 `uv sync`를 실행하고, wheel이면 "
    "`uvx --from 'gan_course-….whl[cpu]' gan-course lab`처럼 이름 뒤에 [cpu]를 붙이십시오."
)
LAYOUTS = ".jupyterlab"  # 사본의 폴더 안에서 화면의 배치를 적어 두는 곳


def add_arguments(parser: argparse.ArgumentParser) -> None:
    place = parser.add_mutually_exclusive_group()
    place.add_argument(
        "--copy",
        type=user_path,
        metavar="폴더",
        help="내 사본을 둘 폴더. 없으면 홈의 gan-course. 고치신 파일은 덮어쓰지 않습니다",
    )
    place.add_argument(
        "--in-place",
        action="store_true",
        help="사본을 만들지 않고 강좌 폴더의 노트북을 그 자리에서 엽니다(강좌를 고치는 분)",
    )
    parser.add_argument(
        "--server",
        type=nonempty,
        default=DEFAULT_SERVER,
        metavar="모듈",
        help="여는 서버의 파이썬 모듈. 기본은 jupyterlab, JupyterHub의 설정에는 jupyterhub.singleuser를 적습니다",
    )
    parser.set_defaults(passes_on=True)


def run(options: argparse.Namespace) -> int:
    if options.server != DEFAULT_SERVER:
        _check_server(options.server)  # 사본을 만들기 전에
    folder = course_folder()
    settings = [f"--LabApp.app_settings_dir={SETTINGS}"]
    if options.in_place:
        notebooks = _writable(folder / "notebooks")
    else:
        notebooks = _copied(folder, options.copy or own_copy())
        settings.append(f"--ContentsManager.hide_globs={HIDDEN!r}")
        settings.append(f"--LabApp.workspaces_dir={first_layout(notebooks)}")
    if options.server == DEFAULT_SERVER:  # JupyterHub에서는 Spawner.default_url이 정합니다
        settings.append(f"--LabApp.default_url=/lab/tree/{FIRST}")
    if importlib.util.find_spec("tensorflow") is None:
        print(NO_TENSORFLOW, flush=True)
    if os.name == "posix" and not home.is_usable():  # Jupyter와 터미널은 홈을 모르면 시작하지 못합니다
        place = cache_folder() / "home"
        place.mkdir(exist_ok=True)
        os.environ["HOME"] = str(place)
    command = [sys.executable, "-m", options.server, *settings, *options.rest]
    if os.name == "posix":  # 멈추라는 신호가 곧바로 서버에 가도록 자리를 물려줍니다(JupyterHub)
        os.chdir(notebooks)
        os.execv(sys.executable, command)
    return subprocess.run(command, cwd=notebooks).returncode


def own_copy() -> Path:
    """내 사본의 자리: 홈의 ``gan-course``. 그 이름으로 강좌 저장소를 받아 두었으면 ``gan-course-copy``.

    Raises:
        ValueError: 홈 폴더를 쓸 수 없을 때.
    """
    if not home.is_usable():
        raise ValueError(
            "홈 폴더에 쓸 수 없어 내 사본을 둘 자리를 모릅니다. `gan-course lab --copy 쓸_수_있는_폴더`로 여십시오."
        )
    place = user_path("~/gan-course")
    return place.with_name("gan-course-copy") if (place / "notebooks").is_dir() else place


def first_layout(notebooks: Path) -> Path:
    """처음 여는 화면의 배치: 노트북의 이름이 잘리지 않게 왼쪽 목록을 넓힙니다. 한 번 연 다음에는 쓰던 배치 그대로입니다.

    Returns:
        배치를 적어 두는 폴더.
    """
    from jupyterlab_server.workspaces_handler import WorkspacesManager

    folder = notebooks / LAYOUTS
    manager = WorkspacesManager(str(folder))
    try:
        known = manager.list_workspaces()
    except ValueError:  # 손으로 고치다 망가진 배치. 사람의 것이므로 지우지 않습니다
        print(f"주의: 화면의 배치를 읽지 못했습니다: {folder}. 지우면 처음 배치로 엽니다.", flush=True)
        return folder
    if not known:
        files = {"collapsed": False, "visible": True, "current": "filebrowser", "widgets": ["filebrowser"]}
        layout = {"left": files, "relativeSizes": [0.22, 0.78, 0]}
        workspace = {"data": {"layout-restorer:data": layout}, "metadata": {"id": "default"}}
        manager.save("default", json.dumps(workspace))
    return folder


def _check_server(module: str) -> None:
    try:
        found = importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):  # 점으로 이은 이름의 앞쪽이 없거나, 이름의 꼴이 아닐 때
        found = False
    if not found:
        raise ValueError(
            f"--server로 받은 모듈이 없습니다: {module!r}. 설치한 서버의 이름을 적으십시오. 예: jupyterhub.singleuser"
        )


def _writable(notebooks: Path) -> Path:
    from gan_course.classroom.personal_copy import is_writable

    if not is_writable(notebooks):
        raise ValueError(
            f"노트북 폴더에 쓸 수 없습니다: {notebooks}. --in-place를 빼고 `gan-course lab`으로 내 사본을 여십시오."
        )
    return notebooks


def _copied(folder: Path, target: Path) -> Path:
    from gan_course.classroom.personal_copy import copy_notebooks

    target = target.resolve()
    print("\n".join(copy_notebooks(folder, target).lines(target)))
    print("  여기에서 마음껏 고치십시오. 강좌의 노트북은 그대로 남습니다.", flush=True)
    return target
