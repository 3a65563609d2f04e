import nbformat
import pytest

from gan_course.authoring.build import WIDGET_NOTE, BuildError, Built, build, drift, from_source
from gan_course.course.chapters import chapters_with_source


@pytest.fixture
def good(small_course):
    return chapters_with_source(small_course)[0]


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def read(chapter):
    return nbformat.read(chapter.notebook, as_version=4)


def texts(chapter):
    return [output.get("text", "") for cell in read(chapter).cells for output in cell.get("outputs", [])]


def test_built_notebook_is_executed_valid_and_free_of_what_changes_each_time(good):
    notebook = read(good)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert "프로필 cpu\n" in texts(good)
    assert set(notebook.metadata) == {"gan_course", "kernelspec", "language_info"}
    assert notebook.metadata.language_info == {"name": "python"}
    assert isinstance(notebook.metadata.gan_course.seconds, int)
    assert all(set(cell.metadata) <= {"tags"} for cell in notebook.cells)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    text = good.notebook.read_text(encoding="utf-8")
    assert "widget-view" not in text and WIDGET_NOTE in text
    assert drift(good) == []


def test_nothing_to_do_writes_nothing(good):
    before = good.notebook.stat().st_mtime_ns
    assert build(good) is Built.UNCHANGED
    assert good.notebook.stat().st_mtime_ns == before


def test_new_prose_keeps_the_outputs_without_executing(good):
    edit(good.notebook, "프로필 cpu", "옮겨 담은 출력")
    edit(good.source, "작은 장입니다", "아주 작은 장입니다")
    assert drift(good) == ["1번째 셀의 내용이(가) 다릅니다: # 1. 잘되는 장"]
    assert build(good) is Built.TEXT_ONLY
    assert "옮겨 담은 출력\n" in texts(good)
    assert drift(good) == []


def test_new_code_is_executed_and_force_executes_again(good):
    edit(good.source, '"프로필"', '"새 프로필"')
    assert build(good) is Built.EXECUTED
    assert "새 프로필 cpu\n" in texts(good)
    first = read(good)
    assert build(good, force=True) is Built.EXECUTED
    second = read(good)
    first.metadata.pop("gan_course"), second.metadata.pop("gan_course")
    assert first == second


def test_new_tag_is_drift(good):
    edit(good.source, '# %% tags=["nbval-ignore-output"]\nmeasure', "# %%\nmeasure")
    assert "태그" in drift(good)[0] and "measure" in drift(good)[0]


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("import sys\nprint('경고', file=sys.stderr)", "표준 오류"),
        ("import ipywidgets\nipywidgets.interact(lambda x: 1 / 0, x=(0, 3));", "조절기 ZeroDivisionError"),
        ("import sys\nsys.exit(0)", "SystemExit"),
        ("import os\nos._exit(1)", "DeadKernelError"),
    ],
    ids=["error", "stderr", "widget", "exit", "dead kernel"],
)
def test_a_failure_leaves_the_old_notebook(good, code, complaint):
    before = good.notebook.read_bytes()
    good.source.write_text(f"# %%\n{code}\n", encoding="utf-8")
    with pytest.raises(BuildError, match=complaint):
        build(good)
    assert good.notebook.read_bytes() == before
    assert [path.name for path in good.notebook.parent.glob(".*")] == []


def test_drift_sees_missing_cells_missing_notebooks_and_bad_outputs(good):
    notebook = read(good)
    complete = nbformat.writes(notebook)
    code = next(cell for cell in notebook.cells if cell.cell_type == "code" and cell.outputs)

    code.execution_count = None
    nbformat.write(notebook, good.notebook)
    assert drift(good) == ["코드 셀 1개가 실행되지 않았습니다."]

    code.outputs.append(nbformat.v4.new_output("stream", name="stderr", text="경고입니다"))
    code.outputs.append(nbformat.v4.new_output("error", ename="ValueError", evalue="아", traceback=["아"]))
    code.execution_count = 2
    nbformat.write(notebook, good.notebook)
    assert drift(good) == ["In [2] ValueError: 아", "In [2] 표준 오류에 글이 찍혔습니다: 경고입니다"]

    notebook = nbformat.reads(complete, as_version=4)
    del notebook.cells[-1]
    nbformat.write(notebook, good.notebook)
    assert "셀 수가 다릅니다" in drift(good)[0]

    good.notebook.unlink()
    assert "gan-course build 01" in drift(good)[0]


def test_cell_ids_come_from_content_so_a_new_cell_moves_no_other(good):
    before = [cell.id for cell in from_source(good).cells]
    edit(good.source, "# %%\nimport os", "# %%\n1 + 1\n\n# %%\n1 + 1\n\n# %%\nimport os")
    after = [cell.id for cell in from_source(good).cells]
    assert [identity for identity in after if identity in before] == before
    assert len(set(after)) == len(after) == len(before) + 2
