"""127.0.0.1의 JupyterLab과 화면 없는 크로미엄을 켜고 끕니다. 사용자의 설정은 읽지도 쓰지도 않습니다."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil
from selenium import webdriver

ROOT = Path(__file__).parents[2]
PROGRAMS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    "chromedriver": ("chromedriver",),
}
TOKEN = "gan-course"
PATIENCE = 120  # 느린 컴퓨터에서도 서버가 뜨기를 기다리는 시간(초)
# 시험하는 컴퓨터에 한글 글꼴이 없어도 화면을 볼 수 있게, 강좌의 글꼴을 브라우저에 알려 줍니다.
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><include ignore_missing="yes">/etc/fonts/fonts.conf</include></fontconfig>"""


def find_programs() -> dict[str, str | None]:
    """{프로그램: 경로}. 없는 것은 None입니다. 아무것도 내려받지 않습니다(selenium의 드라이버 관리자를 쓰지 않습니다)."""
    return {program: next(filter(None, map(shutil.which, names)), None) for program, names in PROGRAMS.items()}


@contextlib.contextmanager
def jupyter_server(folder: Path, home: Path):
    """`gan-course lab`이 `folder`에 내 사본을 만들어 연 주소. 들어갈 때는 `?token=` 뒤에 TOKEN을 붙입니다.

    설정과 기록은 `home`에 둡니다.
    """
    environment = os.environ | {f"JUPYTER_{name}_DIR": str(home / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    environment |= {f"JUPYTERLAB_{name}_DIR": str(home / name) for name in ("SETTINGS", "WORKSPACES")}
    environment |= {"IPYTHONDIR": str(home / "ipython"), "PYTHONUTF8": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}
    home.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "gan_course", "lab", "--copy", str(folder), "--no-browser", "--ip=127.0.0.1"]
    command += ["--port=0", "--allow-root", f"--IdentityProvider.token={TOKEN}", "--expose-app-in-browser"]
    log = home / "server.log"
    with log.open("w", encoding="utf-8") as stream:
        server = subprocess.Popen(command, cwd=home, env=environment, stdout=stream, stderr=subprocess.STDOUT)
    try:
        yield wait(lambda: _address(server, log), PATIENCE, "JupyterLab이 켜지기를")
    finally:
        with contextlib.suppress(psutil.NoSuchProcess):
            for member in [*psutil.Process(server.pid).children(recursive=True), server]:  # 남은 커널까지
                with contextlib.suppress(psutil.NoSuchProcess):
                    member.kill()
        server.wait()


def _address(server, log):
    if server.poll() is not None:
        raise RuntimeError(f"JupyterLab이 꺼졌습니다.\n{log.read_text(encoding='utf-8')[-2000:]}")
    found = re.search(r"http://127\.0\.0\.1:\d+/", log.read_text(encoding="utf-8"))
    if not found:
        return None
    with contextlib.suppress(OSError):
        urllib.request.urlopen(found.group() + "api", timeout=5).close()
        return found.group()
    return None


@contextlib.contextmanager
def chromium(home: Path, size: tuple[int, int], console: str = "ALL"):
    """화면 없는 크로미엄(`selenium.webdriver.Chrome`). `console` 이상의 콘솔 기록을 모아 둡니다."""
    programs = find_programs()
    fonts = home / "fonts.conf"
    fonts.write_text(_FONTS.format(fonts=ROOT / "data" / "fonts"), encoding="utf-8")
    options = webdriver.ChromeOptions()
    options.binary_location = programs["chromium"]
    for argument in ("--headless=new", "--disable-dev-shm-usage", "--lang=ko", f"--window-size={size[0]},{size[1]}"):
        options.add_argument(argument)
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # 관리자에게는 크로미엄의 모래 상자가 서지 않습니다
        options.add_argument("--no-sandbox")
    options.set_capability("goog:loggingPrefs", {"browser": console})
    service = webdriver.ChromeService(programs["chromedriver"], env=os.environ | {"FONTCONFIG_FILE": str(fonts)})
    driver = webdriver.Chrome(options=options, service=service)
    try:
        yield driver
    finally:
        driver.quit()


def wait(condition, seconds, what):
    """조건이 참이 될 때까지 기다려 그 값을 돌려줍니다."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.2)
    raise TimeoutError(f"{what} {seconds}초 기다렸지만 오지 않았습니다")
