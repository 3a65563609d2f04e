"""노트북 하나를 지금 이 파이썬의 커널로 끝까지 실행하고, 숨은 오류까지 찾아냅니다."""

from __future__ import annotations

import logging
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import papermill
from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode
from papermill.execute import remove_error_markers

WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
KERNEL_NAME = "python3"
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


@dataclass(frozen=True)
class Failure:
    """셀 하나의 실패: 어느 셀에서(``In [n]``, 모르면 빈 글) 무엇이 일어났는지."""

    where: str
    summary: str
    traceback: str = ""


@dataclass(frozen=True)
class Execution:
    """실행한 노트북, 걸린 시간(초), 실패. 실패가 없으면 끝까지 실행된 것입니다."""

    notebook: NotebookNode
    seconds: float
    failures: list[Failure] = field(default_factory=list)

    @property
    def cell_seconds(self) -> list[float]:
        """코드 셀마다 걸린 시간(초, 소수 첫째 자리까지), 노트북의 차례로. 실행하지 않은 셀은 0입니다."""
        cells = [cell for cell in self.notebook.cells if cell.cell_type == "code"]
        return [round(cell.metadata.get("papermill", {}).get("duration") or 0.0, 1) for cell in cells]


class _ThisPythonOnly(KernelSpecManager):
    """커널 이름이 무엇이든 이 파이썬을 씁니다. 사용자가 따로 등록한 커널에는 강좌 패키지가 없을 수 있습니다."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        # 커널 자신의 알림(암호화하지 않은 TCP 등)은 학습자의 터미널을 어지럽힐 뿐입니다.
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict(["--IPKernelApp.log_level=CRITICAL"]))


class PatientChannel(AsyncZMQSocketChannel):
    """끝없이 기다리는 대신 몇 초마다 소켓을 다시 봅니다.

    바쁜 컴퓨터에서는 답이 왔다는 신호(zmq는 한 번만 알립니다)를 드물게 놓쳐, 커널은 쉬는데 이쪽은 영영 기다립니다.
    ipykernel 7.4가 고친 것은 커널이 요청을 놓치던 것이고, 이것은 ipykernel 6에서도 보던 이쪽의 일이라 남깁니다.
    """

    LOOK_AGAIN = 5.0

    async def get_msg(self, timeout: float | None = None) -> dict:
        while timeout is None:
            if await self.socket.poll(int(self.LOOK_AGAIN * 1000)):
                break
        return await super().get_msg(timeout)


class PatientClient(AsyncKernelClient):
    """커널의 답을 `PatientChannel`로 기다립니다."""

    shell_channel_class = PatientChannel
    iopub_channel_class = PatientChannel


class ThisPythonKernelManager(AsyncKernelManager):
    """지금 실행 중인 파이썬으로만 커널을 시작합니다."""

    client_class = f"{__name__}.{PatientClient.__name__}"
    client_factory = PatientClient

    def _kernel_spec_manager_default(self) -> KernelSpecManager:
        return _ThisPythonOnly(parent=self)


def execute(
    notebook: NotebookNode,
    working_folder: Path,
    parameters: Mapping[str, object] | None = None,
    on_cell: Callable[[int], None] = lambda number: None,
) -> Execution:
    """papermill로 노트북을 실행합니다. 셀이 실패해도 예외 대신 ``failures``로 알려 줍니다.

    Args:
        notebook: 실행할 노트북. 바뀌지 않습니다.
        working_folder: 커널의 작업 폴더. JupyterLab에서처럼 노트북이 있는 폴더를 줍니다.
        parameters: ``parameters`` 셀 바로 뒤에 넣을 값.
        on_cell: 코드 셀을 실행하기 직전에, 몇 번째(0부터) 코드 셀인지와 함께 부를 함수.

    Raises:
        KeyboardInterrupt: 사용자가 멈추었을 때. 커널은 정리된 뒤입니다.
    """
    started = time.monotonic()
    failures = []
    code = [cell.id for cell in notebook.cells if cell.cell_type == "code"]

    def announce(cell: NotebookNode, **_: object) -> None:
        if cell.id in code:  # papermill이 끼워 넣은 매개변수의 셀은 세지 않습니다
            on_cell(code.index(cell.id))

    # papermill은 경로의 {}를 매개변수로 읽고 제자리에 덮어씁니다. 그래서 임시 폴더에 쓰게 합니다.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, _kernel_environment():
        output = Path(folder) / "executed.ipynb"
        try:
            papermill.execute_notebook(
                notebook,
                output,
                parameters=dict(parameters or {}),
                kernel_name=KERNEL_NAME,
                kernel_manager_class=ThisPythonKernelManager,
                cwd=working_folder,
                progress_bar=False,
                on_cell_execute=announce,
            )
        except papermill.PapermillExecutionError:
            pass  # 트레이스백은 셀의 출력에 들어 있습니다
        except KeyboardInterrupt:
            # 멈춘 셀의 예외를 받을 사람이 없다는 asyncio의 말은 학습자에게 쓸모가 없습니다.
            logging.getLogger("asyncio").setLevel(logging.CRITICAL)
            raise
        except Exception as error:  # 커널이 죽거나 시작하지 못한 경우도 보고서에 남깁니다
            failures.append(Failure("", f"{type(error).__name__}: {error}"))
        executed = nbformat.read(output, as_version=4) if output.exists() else notebook
    executed = remove_error_markers(executed)
    return Execution(executed, time.monotonic() - started, failures + find_failures(executed))


@contextmanager
def _kernel_environment() -> Iterator[None]:
    """커널이 물려받을 환경 변수: TensorFlow의 로그를 끄고, 이 명령과 같은 ``gan_course``를 쓰게 합니다."""
    package_home = str(Path(__file__).resolve().parents[2])
    search_path = os.pathsep.join(filter(None, [package_home, os.environ.get("PYTHONPATH")]))
    wanted = {"TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONPATH": search_path, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def find_failures(notebook: NotebookNode) -> list[Failure]:
    """실행한 노트북에서 셀의 오류, 조절기(위젯) 안에 숨은 오류, 실행되지 않은 셀을 찾습니다."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    failures = [
        _failure(f"In [{cell.execution_count}]", output)
        for cell in cells
        for output in cell.outputs
        if output.output_type == "error"
    ]
    # interact 안에서 난 예외는 셀의 출력이 아니라 위젯 상태에만 남습니다.
    widgets = notebook.metadata.get("widgets", {}).get(WIDGET_STATE, {}).get("state", {})
    failures += [
        _failure("조절기", output)
        for model in widgets.values()
        for output in model.get("state", {}).get("outputs", [])
        if output.get("output_type") == "error"
    ]
    skipped = sum(cell.execution_count is None for cell in cells)
    if skipped and not failures:
        failures.append(Failure("", f"코드 셀 {skipped}개가 실행되지 않았습니다."))
    return failures


def _failure(where: str, output: Mapping) -> Failure:
    texts = (f"{output['ename']}: {output['evalue']}", "\n".join(output["traceback"]))
    return Failure(where, *(_COLOURS.sub("", text) for text in texts))


def text_lines(output: Mapping) -> list[str]:
    """출력 하나에 글로 적힌 줄. 표준 오류는 넣지 않습니다."""
    if output["output_type"] == "stream" and output["name"] == "stdout":
        return output["text"].splitlines()
    return output.get("data", {}).get("text/plain", "").splitlines()
