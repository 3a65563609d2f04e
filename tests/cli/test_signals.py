"""진짜 프로세스에 아무 때나 보내는 신호: 조용히 멈추고, 잃는 것이 없고, 같은 명령이 다시 됩니다.

우리 코드의 줄마다 멈추어 보는 것은 test_inputs.py이고, 여기에서는 패키지를 들여오는 사이와 다른 사람의 코드 속입니다.
"""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gan_course.cli import main

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows에는 이 신호가 없습니다")
# 파이썬이 다 뜬 다음부터 잽니다. 바쁜 컴퓨터에서는 파이썬이 뜨는 데만 1초가 걸리기도 합니다.
CODE = """
import os, runpy, signal, sys, threading
which, seconds = getattr(signal, sys.argv.pop(1)), float(sys.argv.pop(1))
signal.signal(signal.SIGINT, signal.default_int_handler)
timer = threading.Timer(seconds, os.kill, (os.getpid(), which))
timer.daemon = True
timer.start()
runpy.run_module("gan_course", run_name="__main__", alter_sys=True)
"""


def child(which, seconds, *arguments, cwd):
    environment = os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", CODE, which, str(seconds), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", timeout=120)


def moments(seed, count, latest):
    pick = random.Random(seed)
    return [round(pick.uniform(0.01, latest), 3) for _ in range(count)]


@pytest.mark.parametrize("seconds", moments("data", 4, 0.6))
def test_ctrl_c_while_the_command_is_being_imported(seconds, tmp_path):
    done = child("SIGINT", seconds, "data", cwd=tmp_path)
    assert done.returncode in (0, 130) and "Traceback" not in done.stderr, done.stderr


@pytest.fixture
def pictures(tmp_path):
    for name in ("가", "나"):
        (tmp_path / name).mkdir()
        for number in range(3):
            noise = np.random.default_rng(number).integers(0, 255, (32, 32, 3), np.uint8)
            Image.fromarray(noise).save(tmp_path / name / f"{number}.png")
    return {path: path.read_bytes() for path in tmp_path.rglob("*.png")}


@pytest.mark.parametrize("seconds", moments("evaluate", 2, 4.0))
def test_ctrl_c_while_numpy_and_tensorflow_are_being_imported(seconds, pictures, tmp_path):
    done = child("SIGINT", seconds, "evaluate", "가", "나", "--features", "thumbnail", cwd=tmp_path)
    assert done.returncode in (0, 130) and "Traceback" not in done.stderr, done.stderr
    assert {path: path.read_bytes() for path in pictures} == pictures


@pytest.mark.parametrize("seconds", moments("train", 1, 9.0))
def test_an_ended_session_goes_on_with_the_same_command(seconds, tmp_path, monkeypatch, capsys):
    """창을 닫거나 컴퓨터를 끄면(SIGTERM) 프로세스는 그 자리에서 죽습니다."""
    command = ["train", "gan", "--profile", "quick", "--output", "훈련"]
    done = child("SIGTERM", seconds, *command, cwd=tmp_path)
    assert done.returncode in (0, -signal.SIGTERM) and "Traceback" not in done.stderr, done.stderr
    monkeypatch.chdir(tmp_path)
    assert main(command) == 0
    assert sorted(path.name for path in (tmp_path / "훈련").iterdir()) == ["latest.keras", "model.keras"]
