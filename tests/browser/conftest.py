"""진짜 브라우저: 127.0.0.1의 JupyterLab 하나와 화면 없는 크로미엄 하나를 시험 전체가 함께 씁니다.

크로미엄이나 chromedriver가 없으면 까닭을 말하고 건너뜁니다. 건너뛴 시험은 .ci/run이 까닭과 함께
적습니다. 아무것도 내려받지 않습니다(selenium의 드라이버 관리자를 쓰지 않습니다).
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time

import nbformat
import psutil
import pytest

from tests.browser.page import LabPage

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
TOKEN = "gan-course"
PATIENCE = 120  # 느린 컴퓨터에서도 서버가 뜨기를 기다리는 시간(초)


@pytest.fixture(scope="session")
def programs():
    """(크로미엄, chromedriver)의 경로."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = shutil.which("chromedriver")
    if not browser or not driver:
        missing = " ".join(name for name, path in (("chromium", browser), ("chromedriver", driver)) if not path)
        pytest.skip(f"{missing}이(가) 없습니다. 설치하면 브라우저 시험도 합니다(데비안: apt install chromium-driver)")
    return browser, driver


@pytest.fixture(scope="session")
def server(programs, tmp_path_factory):
    """임시 폴더에서 도는 JupyterLab. (주소, 노트북 폴더)를 줍니다."""
    home = tmp_path_factory.mktemp("jupyter")
    folder = home / "노트북"
    folder.mkdir()
    # 이 컴퓨터의 주피터 설정이 끼어들지 않고, 시험이 아무것도 남기지 않게 합니다.
    places = {f"JUPYTER_{kind}": str(home / kind.lower()) for kind in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")} | {
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
    }
    # 소식을 받겠느냐는 알림은 단추를 가립니다.
    notification = home / "settings" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    notification.parent.mkdir(parents=True)
    notification.write_text('{"fetchNews": "false", "doNotDisturbMode": true}', encoding="utf-8")
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.root_dir={folder}",
        "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", f"--IdentityProvider.token={TOKEN}",
        "--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    log = home / "server.log"
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            command, env={**os.environ, **places}, stdout=output, stderr=subprocess.STDOUT, cwd=folder
        )
    try:
        yield _address(process, home / "runtime_dir", log), folder
    finally:
        family = [*psutil.Process(process.pid).children(recursive=True), process]  # 남은 커널까지
        for member in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                member.kill()
        process.wait()


def _address(process, runtime, log):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        for path in runtime.glob("jpserver-*.json"):
            try:
                return json.loads(path.read_text(encoding="utf-8"))["url"]
            except (ValueError, KeyError):
                pass  # 아직 쓰는 중입니다
        time.sleep(0.2)
    raise AssertionError(f"JupyterLab이 뜨지 않았습니다:\n{log.read_text(encoding='utf-8')[-2000:]}")


@pytest.fixture(scope="session")
def browser(programs):
    """화면 없는 크로미엄."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = programs[0]
    for argument in ("--headless=new", "--window-size=1400,1500", "--disable-dev-shm-usage", "--lang=ko"):
        options.add_argument(argument)
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # 관리자에게는 크로미엄의 모래 상자가 서지 않습니다
        options.add_argument("--no-sandbox")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(programs[1]))
    yield driver
    driver.quit()


@pytest.fixture
def open_lab(browser, server):
    """이름과 코드를 주면 셀 하나짜리 노트북을 만들어 열고 실행합니다. `LabPage`를 돌려줍니다."""
    address, folder = server
    pages = []

    def open_(name, code):
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
        notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
        nbformat.write(notebook, folder / f"{name}.ipynb")
        pages.append(LabPage(browser, address, name, TOKEN))
        return pages[-1]

    yield open_
    for page in pages:
        page.close()
