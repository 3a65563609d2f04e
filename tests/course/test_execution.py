import asyncio
import copy
import json
import os
import sys

import nbformat

from gan_course.course.chapters import chapters_with_notebook
from gan_course.course.execution import (
    Failure,
    PatientChannel,
    PatientClient,
    ThisPythonKernelManager,
    execute,
    find_failures,
)
from gan_course.course.long_cells import LOADING
from gan_course.course.runner import recorded_seconds


def notebook_of(*sources):
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.v4.new_notebook(cells=cells)


def test_the_kernel_is_this_python_with_this_package_and_quiet_tensorflow(tmp_path, monkeypatch):
    stray = tmp_path / "kernels" / "python3"
    stray.mkdir(parents=True)
    argv = ["no-such-python", "-f", "{connection_file}"]
    (stray / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "남의 커널", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "0")
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "여기").mkdir()
    source = """
import json, os, sys, gan_course
print(json.dumps([sys.executable, os.environ["TF_CPP_MIN_LOG_LEVEL"], gan_course.__file__, os.getcwd()]))
"""
    execution = execute(notebook_of(source), tmp_path / "여기")
    import gan_course

    assert execution.failures == []
    answer = json.loads(execution.notebook.cells[0].outputs[0].text)
    assert answer == [sys.executable, "3", gan_course.__file__, str(tmp_path / "여기")]
    assert os.environ["TF_CPP_MIN_LOG_LEVEL"] == "0" and "PYTHONPATH" not in os.environ
    assert execution.seconds > 0


def test_the_given_notebook_is_not_changed_and_a_failure_is_told_not_raised(tmp_path):
    notebook = notebook_of("print('하나')", "raise RuntimeError('\\x1b[31m빨강')", "print('셋')")
    before = nbformat.writes(notebook)
    execution = execute(notebook, tmp_path)
    assert nbformat.writes(notebook) == before
    (failure,) = execution.failures
    assert (failure.where, failure.summary) == ("In [2]", "RuntimeError: 빨강")
    assert "RuntimeError" in failure.traceback and "\x1b" not in failure.traceback
    assert len(execution.notebook.cells) == 3  # papermill의 영어 안내 셀이 남지 않습니다


def test_an_error_inside_a_widget_is_found():
    notebook = notebook_of()
    error = {"output_type": "error", "ename": "ValueError", "evalue": "아", "traceback": ["\x1b[0;31m아\x1b[0m"]}
    state = {"가": {"state": {"outputs": [error]}}, "나": {"state": {"value": 3}}}
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": state}}
    assert find_failures(nbformat.from_dict(notebook)) == [Failure("조절기", "ValueError: 아", "아")]


def test_empty_cells_need_no_execution_but_others_do():
    assert find_failures(notebook_of("", "  \n")) == []
    assert find_failures(notebook_of("1")) == [Failure("", "코드 셀 1개가 실행되지 않았습니다.")]


def test_recorded_seconds_prefer_this_machine(built_course, tmp_path):
    chapter = chapters_with_notebook(built_course)[0]
    notebook = nbformat.read(chapter.notebook, as_version=4)
    assert recorded_seconds(chapter, "cpu", tmp_path) == notebook.metadata.gan_course.cell_seconds
    assert recorded_seconds(chapter, "quick", tmp_path) is None
    previous = copy.deepcopy(notebook)
    for number, cell in enumerate(cell for cell in previous.cells if cell.cell_type == "code"):
        cell.metadata["papermill"] = {"duration": number + 0.5}
    injected = nbformat.v4.new_code_cell("PROFILE = 'quick'", metadata={"tags": ["injected-parameters"]})
    injected.metadata["papermill"] = {"duration": 99.0}
    previous.cells.insert(2, injected)
    previous.metadata["papermill"] = {"duration": 12.5, "exception": None}
    nbformat.write(previous, tmp_path / chapter.notebook.name)
    count = len(notebook.metadata.gan_course.cell_seconds)
    assert recorded_seconds(chapter, "quick", tmp_path) == [number + 0.5 for number in range(count)]
    previous.metadata["papermill"]["exception"] = True
    nbformat.write(previous, tmp_path / chapter.notebook.name)
    assert recorded_seconds(chapter, "quick", tmp_path) is None


def test_recorded_seconds_without_training(small_course, tmp_path):
    """`TRAIN=False`이면 오래 걸린 셀은 불러오는 시간으로 칩니다. 들여오는 셀과, TRAIN이 없는 장은 그대로입니다."""
    chapter = chapters_with_notebook(small_course)[0]
    notebook = notebook_of("TRAIN = True", "from gan_course import plots", "train()", "draw()")
    notebook.metadata["gan_course"] = {"cell_seconds": [0.0, 5.0, 70.0, 2.0], "seconds": 80}
    nbformat.write(notebook, chapter.notebook)
    assert recorded_seconds(chapter, "cpu", tmp_path) == [0.0, 5.0, 70.0, 2.0]
    assert recorded_seconds(chapter, "cpu", tmp_path, train=False) == [0.0, 5.0, LOADING, 2.0]
    notebook.cells[0].source = "1"
    nbformat.write(notebook, chapter.notebook)
    assert recorded_seconds(chapter, "cpu", tmp_path, train=False) == [0.0, 5.0, 70.0, 2.0]


def test_records_of_another_edition_are_not_used(built_course, tmp_path):
    """셀이 늘거나 줄었으면 어느 셀의 시간인지 알 수 없습니다."""
    chapter = chapters_with_notebook(built_course)[0]
    previous = notebook_of("1")
    previous.metadata["papermill"] = {"duration": 12.5, "exception": None}
    nbformat.write(previous, tmp_path / chapter.notebook.name)
    assert recorded_seconds(chapter, "quick", tmp_path) is None


def test_each_code_cell_is_announced_before_it_runs(tmp_path):
    notebook = notebook_of("SEED = 1", "print(SEED)", "2")
    notebook.cells[0].metadata["tags"] = ["parameters"]
    notebook.cells.insert(1, nbformat.v4.new_markdown_cell("글"))
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    seen = []
    execution = execute(notebook, tmp_path, {"SEED": 7}, seen.append)
    assert seen == [0, 1, 2] and execution.failures == []


def test_a_missed_signal_is_looked_for_again():
    """첫 신호를 놓쳐도(poll이 0) 도착해 있는 답을 받습니다. 고치기 전에는 여기에서 영영 기다렸습니다."""
    looks = []

    class Socket:
        async def poll(self, milliseconds):
            looks.append(milliseconds)
            return len(looks) > 1

    channel = PatientChannel.__new__(PatientChannel)
    channel.socket = Socket()

    async def receive():
        return {"content": "답"}

    channel._recv = receive
    message = asyncio.run(asyncio.wait_for(channel.get_msg(), timeout=60))
    assert message == {"content": "답"}
    assert looks[0] is not None and len(looks) >= 2


def test_the_course_waits_with_the_patient_channel():
    client = ThisPythonKernelManager().client()
    assert isinstance(client, PatientClient)
    assert client.shell_channel_class is client.iopub_channel_class is PatientChannel
