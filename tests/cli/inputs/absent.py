"""줄이 고르는 대역: 가득 찬 디스크, 없는 패키지와 브라우저와 사용자, 끊긴 네트워크."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.cli.inputs.world import Screen


def terminal(patch, world):
    """화면이 터미널입니다."""
    patch.setattr(Screen, "is_terminal", True)


def full_disk(patch, world):
    """디스크가 가득 차서 아무것도 쓰지 못합니다."""

    def refuse(self, *arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))

    patch.setattr(Path, "write_bytes", refuse)
    patch.setattr(os, "fsync", lambda descriptor: refuse(Path("디스크")))


def no_torch(patch, world):
    patch.setitem(sys.modules, "torch", None)


def no_onnx(patch, world):
    patch.setitem(sys.modules, "onnx", None)
    patch.setitem(sys.modules, "onnxruntime", None)


def no_browser(patch, world):
    patch.setattr(shutil, "which", lambda name: None)


def a_browser(patch, world):
    patch.setattr(shutil, "which", lambda name: "/usr/bin/chromium")


def no_git(patch, world):
    real = subprocess.run

    def run(command, *arguments, **options):
        if command[0] == "git":
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "git")
        return real(command, *arguments, **options)

    patch.setattr(subprocess, "run", run)


def no_network(patch, world):
    import urllib.error

    import keras.src.utils.file_utils  # noqa: F401

    def refuse(*arguments, **options):
        raise urllib.error.URLError("인터넷 없음")

    patch.setattr("keras.src.utils.file_utils.urlretrieve", refuse)
    patch.setenv("KERAS_HOME", str(world.root / "캐시" / "keras"))


def nobody(patch, world):
    """사용자 목록에 없는 사용자."""
    import pwd

    def missing(*arguments):
        raise KeyError("getpwuid(): uid not found: 12345")

    for name in ("getpwuid", "getpwnam"):
        patch.setattr(pwd, name, missing)


def no_lab(patch, world):
    import importlib.util

    real = importlib.util.find_spec
    patch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == "tensorflow" else real(name, *rest))
