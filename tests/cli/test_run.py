"""`gan-course run`이 받는 것: `-p`의 값은 장의 기본값과 같은 종류로 읽거나, 무엇이 틀렸는지 말하고 물리칩니다."""

import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import nbformat
import pytest

from gan_course.cli import main
from gan_course.course import report, runner
from gan_course.course.chapters import Chapter, chapters_with_notebook
from gan_course.course.parameters import read_parameters

PARAMETERS = """PROFILE = "cpu"
SEED = 0
TRAIN = True
TASK = "horse2zebra"
RUN_FOLDER = ""
NOTE = "글"
RATE = 0.5
LIMIT = None
"""


@pytest.fixture
def chapter(tmp_path):
    """강좌의 모든 매개변수에 실수와 None까지 있는 장."""
    cell = nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})
    told = nbformat.v4.new_code_cell("print([SEED, TRAIN, TASK, RUN_FOLDER, NOTE, RATE, LIMIT])")
    notebook = nbformat.v4.new_notebook(cells=[cell, told])
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    (tmp_path / "notebooks").mkdir()
    nbformat.write(notebook, tmp_path / "notebooks" / "01_all.ipynb")
    return Chapter("01_all", tmp_path)


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("TRAIN=false", False),
        ("TRAIN=FALSE", False),
        ("TRAIN=False", False),
        ("TRAIN=0", False),
        ("TRAIN=no", False),
        ("TRAIN=off", False),
        ("TRAIN=아니요", False),
        ("TRAIN= False ", False),
        ("TRAIN=true", True),
        ("TRAIN=1", True),
        ("TRAIN=예", True),
        ("SEED=7", 7),
        ("SEED= 7", 7),
        ("SEED=1e3", 1000),
        ("SEED=7.0", 7),
        ("SEED=1_000", 1000),
        ("SEED=７", 7),
        ("SEED=4294967295", 4294967295),
        ("TASK=summer2winter", "summer2winter"),
        ("NOTE=3", "3"),
        ("NOTE=True", "True"),
        ("NOTE=글=자", "글=자"),
        ("NOTE=", ""),
        ("NOTE= 빈 칸 ", " 빈 칸 "),
        ("RATE=1", 1.0),
        ("RATE=1e-3", 0.001),
        ("LIMIT=3", 3),
        ("LIMIT=None", None),
        ("LIMIT=많이", "많이"),
        ("RUN_FOLDER=", ""),
    ],
)
def test_a_value_is_read_as_the_default_s_kind(chapter, given, value):
    name, _, text = given.partition("=")
    found = read_parameters([chapter], {name: text})[chapter.name][name]
    assert found == value and type(found) is type(value)


def test_a_folder_is_the_person_s_not_the_kernel_s(chapter, tmp_path, monkeypatch):
    """커널의 작업 폴더는 notebooks입니다."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "집"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "집"))
    for text, folder in (("훈련", tmp_path / "훈련"), ("~/훈련", tmp_path / "집" / "훈련")):
        found = read_parameters([chapter], {"RUN_FOLDER": text})
        assert found == {chapter.name: {"RUN_FOLDER": str(folder.resolve())}}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["TRAIN=maybe"], "참이나 거짓이 필요"),
        (["TRAIN="], "참이나 거짓이 필요"),
        (["TRAIN=2"], "참이나 거짓이 필요"),
        (["TRAIN=None"], "참이나 거짓이 필요"),
        (["SEED=seven"], "정수가 필요"),
        (["SEED=1.5"], "정수가 필요"),
        (["SEED=True"], "정수가 필요"),
        (["SEED=None"], "정수가 필요"),
        (["SEED="], "정수가 필요"),
        (["SEED=nan"], "정수가 필요"),
        (["SEED=inf"], "정수가 필요"),
        (["SEED=1e400"], "정수가 필요"),
        (["SEED=0x10"], "정수가 필요"),
        (["SEED=-1"], "0에서 4294967295까지"),
        (["SEED=4294967296"], "0에서 4294967295까지"),
        (["RATE=빠르게"], "수가 필요"),
        (["TASK=cat"], "horse2zebra, summer2winter"),
        (["TASK="], "horse2zebra, summer2winter"),
        (["seed=1"], "SEED"),
        (["SEDE=1"], "SEED"),
        (["SEED"], "이름=값"),
        (["=1"], "이름=값"),
        (["SE ED=1"], "이름=값"),
        (["SEED=1", "SEED=2"], "값이 둘"),
        (["PROFILE=quick"], "--profile"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_read_is_refused_before_anything_runs(chapter, arguments, says, capsys):
    given = [word for argument in arguments for word in ("-p", argument)]
    assert main(["run", "--folder", str(chapter.folder), *given]) == 2
    assert says in capsys.readouterr().err
    assert not (chapter.folder / "build").exists()


def test_the_value_reaches_the_kernel(chapter, tmp_path):
    given = ["-p", "TRAIN=false", "-p", "SEED=1e3", "-p", "NOTE=2024"]
    assert main(["run", "--folder", str(chapter.folder), "--output", str(tmp_path / "결과"), *given]) == 0
    notebook = nbformat.read(tmp_path / "결과" / "cpu" / "01_all.ipynb", as_version=4)
    assert notebook.cells[-1].outputs[0].text == "[1000, False, 'horse2zebra', '', '2024', 0.5, None]\n"


def test_a_misspelt_name_is_an_error_whether_one_chapter_is_chosen_or_many(built_course):
    chapters = chapters_with_notebook(built_course)
    assert read_parameters(chapters, {"SEED": "3"}) == {chapter.name: {"SEED": 3} for chapter in chapters}
    with pytest.raises(ValueError, match=f"고른 장 {len(chapters)}개 가운데 어느 것에도 없는 .*: SEDE.*SEED"):
        read_parameters(chapters, {"SEED": "1", "SEDE": "1"})
    with pytest.raises(ValueError, match="^01_good에 없는 매개변수입니다: SEDE.*SEED"):
        read_parameters(chapters[:1], {"SEDE": "1"})


def test_a_name_of_some_chapters_only_is_given_to_them(chapter, built_course):
    """`doctor`가 권하는 `gan-course run -p TRAIN=False`: 긴 훈련이 없는 장은 그대로 실행합니다."""
    chapters = [*chapters_with_notebook(built_course), chapter]
    found = read_parameters(chapters, {"TRAIN": "False", "SEED": "3"})
    assert found.pop(chapter.name) == {"TRAIN": False, "SEED": 3}
    assert found and all(each == {"SEED": 3} for each in found.values())


def test_run_says_which_chapters_lack_the_name_and_gives_it_to_the_others(tmp_path, monkeypatch, capsys):
    seen = {}

    def run_chapter(chapter, parameters, output, on_cell):
        seen[chapter.name] = parameters
        return SimpleNamespace(succeeded=True, execution=SimpleNamespace(failures=[]))

    monkeypatch.setattr(runner, "run_chapter", run_chapter)
    monkeypatch.setattr(report, "write_report", lambda *given: None)
    assert main(["run", "2", "3", "--output", str(tmp_path), "-p", "TRAIN=False"]) == 0
    assert seen == {
        "02_loss_functions": {"PROFILE": "cpu"},
        "03_train_step": {"PROFILE": "cpu", "TRAIN": False},
    }
    assert "-p TRAIN: 이 매개변수가 없는 장은 그대로 실행합니다(02_loss_functions)." in capsys.readouterr().out


def spoil(name, content):
    return lambda course: (course / "notebooks" / name).write_bytes(content)


def nothing(course):
    pass


def a_file_in_the_way(course):
    (course / "파일").write_text("", encoding="utf-8")


@pytest.mark.parametrize(
    ("prepare", "arguments", "says"),
    [
        (spoil("02_bad.ipynb", b""), [], "02_bad"),
        (spoil("02_bad.ipynb", b"{"), [], "02_bad"),
        (spoil("02_bad.ipynb", b"\xff\xfe\x00"), [], "02_bad"),
        (spoil("02_bad.ipynb", b"[]"), [], "02_bad"),
        (spoil("02_bad.ipynb", b"{}"), [], "02_bad"),
        (a_file_in_the_way, ["--output", "파일"], "자리에 파일이"),
        (nothing, ["00", "1"], "'00'라는 장이 없습니다"),
        (nothing, ["1", "-1"], "-1"),
        (nothing, ["../01_good.ipynb.bak"], "장이 없습니다"),
        (nothing, [""], "장이 없습니다"),
        (lambda course: [path.unlink() for path in (course / "notebooks").glob("*.ipynb")], [], "장이 하나도 없습니다"),
    ],
)
def test_files_as_people_have_them(small_course, prepare, arguments, says, capsys, monkeypatch):
    prepare(small_course)
    monkeypatch.chdir(small_course)
    try:
        code = main(["run", "--folder", str(small_course), "--profile", "quick", *arguments])
    except SystemExit as error:
        code = error.code
    assert code == 2
    assert says in capsys.readouterr().err


def test_an_unreadable_record_of_last_time_does_not_matter(chapter, tmp_path):
    last = tmp_path / "결과" / "cpu" / "01_all.ipynb"
    last.parent.mkdir(parents=True)
    last.write_text("{", encoding="utf-8")
    assert main(["run", "--folder", str(chapter.folder), "--output", str(tmp_path / "결과")]) == 0
    assert nbformat.read(last, as_version=4).cells


@pytest.mark.skipif(os.name == "nt", reason="Windows에서는 다른 프로세스에 Ctrl-C를 보낼 수 없습니다")
@pytest.mark.parametrize("seconds", [2.0, 3.0, 4.5])
def test_interrupted_at_any_moment_there_is_no_traceback(small_course, seconds):
    notebook = nbformat.read(small_course / "notebooks" / "02_bad.ipynb", as_version=4)
    notebook.cells[-1].source = "import time\ntime.sleep(600)"
    nbformat.write(notebook, small_course / "notebooks" / "02_bad.ipynb")
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "gan_course", "run", "2", "--folder", str(small_course)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    try:
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode in (130, -signal.SIGINT) and "Traceback" not in err, err
