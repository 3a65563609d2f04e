"""진짜 브라우저: JupyterLab 하나와 화면 없는 크로미엄 하나를 시험 전체가 함께 씁니다.

크로미엄이나 chromedriver가 없으면 까닭을 말하고 건너뜁니다. 건너뛴 시험은 .ci/run이 까닭과 함께 적습니다.
"""

import nbformat
import pytest

from tests.browser.jupyter import chromium, find_programs, jupyter_server
from tests.browser.page import LabPage


@pytest.fixture(scope="session")
def programs():
    """크로미엄과 chromedriver가 있어야 합니다."""
    missing = " ".join(name for name, path in find_programs().items() if path is None)
    if missing:
        pytest.skip(f"{missing}이(가) 없습니다. 설치하면 브라우저 시험도 합니다(데비안: apt install chromium-driver)")


@pytest.fixture(scope="session")
def server(programs, tmp_path_factory):
    """임시 폴더에서 도는 JupyterLab. (주소, 노트북 폴더)를 줍니다."""
    home = tmp_path_factory.mktemp("jupyter")
    folder = home / "노트북"
    with jupyter_server(folder, home) as address:
        yield address, folder


@pytest.fixture(scope="session")
def browser(programs, tmp_path_factory):
    """화면 없는 크로미엄."""
    with chromium(tmp_path_factory.mktemp("chromium"), (1400, 1500)) as driver:
        yield driver


@pytest.fixture
def open_lab(browser, server):
    """이름과 코드를 주면 셀 하나짜리 노트북을 만들어 열고 실행합니다. `LabPage`를 돌려줍니다."""
    address, folder = server
    pages = []

    def open_(name, code):
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
        notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
        nbformat.write(notebook, folder / f"{name}.ipynb")
        pages.append(LabPage(browser, address, name))
        return pages[-1]

    yield open_
    for page in pages:
        page.close()
