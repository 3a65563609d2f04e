"""명령 하나하나를 진짜 프로세스로."""

import hashlib
import os
import re
import signal
import subprocess
import sys
import time

import nbformat
import pytest

from gan_course import files
from gan_course.classroom import doctor
from gan_course.classroom.doctor import Finding, Verdict
from gan_course.cli import VERBS, main


def gan_course(*arguments, cwd=None, **options):
    command = [sys.executable, "-m", "gan_course", *map(str, arguments)]
    return subprocess.run(
        command,
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        timeout=300,
        **options,
    )


@pytest.mark.parametrize("arguments", [["--help"], *([verb, "--help"] for verb in VERBS)], ids=" ".join)
def test_help_is_korean_and_imports_nothing_heavy(arguments):
    code = f"""
import sys
from gan_course.cli import main
try:
    main({arguments!r})
except SystemExit as error:
    assert error.code == 0
heavy = {{"tensorflow", "keras", "numpy", "papermill", "nbformat", "jupytext", "matplotlib", "IPython"}}
sys.exit(", ".join(sorted(heavy & set(sys.modules))) or 0)
"""
    result = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, result.stderr
    assert re.search(r"[가-힣]{2,}", result.stdout)


def test_installed_command_and_module_are_the_same():
    assert gan_course("--version").stdout == f"gan-course {__import__('gan_course').__version__}\n"


def test_run_executes_the_course_and_says_where_the_report_is(small_course, tmp_path):
    result = gan_course("run", "1", "bad", "--folder", small_course, "-p", "SEED=7", cwd=tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    lines = result.stdout.splitlines()
    assert [re.sub(r"(\d+분 )?\d+초", "0초", line) for line in lines[:2]] == [
        "[1/2] 01_good  완료  0초, 남은 시간 약 0초",
        "[2/2] 02_bad  완료  0초",
    ]
    report = small_course / "build" / "cpu" / "report.html"
    assert lines[2:] == [f"보고서: {report}"] and result.stderr == ""
    assert "씨앗의 두 배: 14.00 개" in report.read_text(encoding="utf-8")
    notebook = nbformat.read(report.parent / "01_good.ipynb", as_version=4)
    assert notebook.metadata.papermill.parameters == {"PROFILE": "cpu", "SEED": 7}
    assert sorted(path.name for path in report.parent.iterdir()) == ["01_good.ipynb", "02_bad.ipynb", "report.html"]


def test_a_failing_chapter_hides_no_other(small_course, tmp_path):
    result = gan_course("run", "--profile", "quick", "--folder", small_course, "--output", "결과", cwd=tmp_path)
    assert result.returncode == 1
    states = re.findall(r"^\[\d/3\] (\w+)  (완료|실패)", result.stdout, re.M)
    assert states == [("01_good", "완료"), ("02_bad", "실패"), ("03_hidden", "실패")]
    assert "In [3] RuntimeError: 일부러 낸 <오류>" in result.stdout
    assert "조절기 RuntimeError: 조절기 속의 오류" in result.stdout
    report = (tmp_path / "결과" / "quick" / "report.html").read_text(encoding="utf-8")
    assert "3장 가운데 2장이 실패했습니다." in report and "일부러 낸 &lt;오류&gt;" in report
    assert "생략: 훈련이 잘됩니다" in report


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["run", "9"], "'9'라는 장이 없습니다"),
        (["run", "-p", "SEDE=1"], "SEDE"),
        (["run", "-p", "SEED"], "이름=값"),
        (["run", "-p", "PROFILE=quick"], "--profile"),
        (["run", "--profile", "big"], "big"),
        (["run", "--wrong"], "--wrong"),
        (["build", "9"], "'9'라는 장이 없습니다"),
        (["fly"], "fly"),
        ([], "gan-course"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_commands_are_refused_before_anything_runs(small_course, arguments, complaint, capsys):
    folder = ["--folder", str(small_course)] if arguments and arguments[0] in ("run", "build") else []
    try:
        code = main([*arguments, *folder])
    except SystemExit as error:  # argparse가 스스로 끝낼 때
        code = error.code
    assert code == 2
    assert complaint in capsys.readouterr().err
    assert not (small_course / "build").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows에서는 한 프로세스에만 Ctrl-C를 보낼 수 없습니다")
@pytest.mark.skipif(os.name == "nt", reason="Windows에서는 다른 프로세스에 Ctrl-C를 보낼 수 없습니다")
def test_interruption_is_calm_and_keeps_what_is_done(small_course):
    source = nbformat.read(small_course / "notebooks" / "02_bad.ipynb", as_version=4)
    source.cells[-1].source = "import time\ntime.sleep(600)"
    nbformat.write(source, small_course / "notebooks" / "02_bad.ipynb")
    command = [sys.executable, "-u", "-m", "gan_course", "run", "1", "2", "--folder", str(small_course)]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        # 뒤에서(&) 도는 셸은 SIGINT를 무시하게 두고, 자식은 그것을 물려받습니다.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        assert "01_good  완료" in process.stdout.readline()
        time.sleep(3)  # 2장의 커널이 시작될 때까지
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 130
    assert err.strip() == "멈추었습니다." and "report.html" in out
    assert sorted(path.name for path in (small_course / "build" / "cpu").iterdir()) == ["01_good.ipynb", "report.html"]


def test_build_check_tells_drift_by_its_exit_code(small_course):
    assert main(["build", "--check", "--folder", str(small_course)]) == 0
    source = small_course / "notebooks" / "sources" / "02_bad.py"
    source.write_text(source.read_text(encoding="utf-8").replace("끝까지", "여기까지"), encoding="utf-8")
    result = gan_course("build", "--check", "--folder", small_course)
    assert result.returncode == 1
    assert "02_bad: 원본과 다릅니다" in result.stdout and "01_good: 원본과 같습니다" in result.stdout


def test_build_reports_a_failure_and_goes_on(small_course):
    broken, sound = (small_course / "notebooks" / "sources" / name for name in ("02_bad.py", "03_hidden.py"))
    broken.write_text("# %%\n1 / 0\n", encoding="utf-8")
    sound.write_text(sound.read_text(encoding="utf-8").replace("# # 3.", "# # 셋."), encoding="utf-8")
    result = gan_course("build", "--folder", small_course)
    assert result.returncode == 1
    assert "02_bad: 노트북을 바꾸지 않았습니다" in result.stderr and "ZeroDivisionError" in result.stderr
    assert "03_hidden: 글만 바꾸고" in result.stdout


def test_doctor_s_exit_code_tells(monkeypatch, capsys):
    monkeypatch.setattr(doctor, "check", lambda: [Finding("하나", Verdict.WARNING, "애매합니다.")])
    assert main(["doctor"]) == 0
    monkeypatch.setattr(doctor, "check", lambda: [Finding("하나", Verdict.FAULT, "나쁩니다.", "고치십시오.")])
    assert main(["doctor"]) == 1
    assert "[고장] 하나: 나쁩니다.\n       → 고치십시오." in capsys.readouterr().out


def test_doctor_works_without_tensorflow(tmp_path):
    """TensorFlow를 들여오거나 설치 기록에서 찾을 수 없는 파이썬에서."""
    (tmp_path / "without_tensorflow.py").write_text(
        """
import importlib.metadata as metadata
import sys

sys.modules["tensorflow"] = None
version = metadata.version

def without(name):
    if name.startswith("tensorflow"):
        raise metadata.PackageNotFoundError(name)
    return version(name)

metadata.version = without
from gan_course.cli import main

sys.exit(main(["doctor"]))
""",
        encoding="utf-8",
    )
    command = [sys.executable, "-X", "utf8", tmp_path / "without_tensorflow.py"]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 1 and result.stderr == ""
    assert "[고장] TensorFlow: 설치되어 있지 않습니다." in result.stdout and "uv sync" in result.stdout


def test_data_lists_every_file(capsys):
    assert main(["data"]) == 0
    out = capsys.readouterr().out
    assert "정상  mnist_5k.npz" in out and "고장" not in out


def test_data_tells_an_altered_file_by_its_exit_code(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(files, "data_folder", lambda: tmp_path)
    digest = hashlib.sha256(b"digits").hexdigest()
    (tmp_path / "SHA256SUMS").write_text(f"{digest}  good.bin\n{digest}  bad.bin\n{digest}  gone.bin\n", "utf-8")
    (tmp_path / "good.bin").write_bytes(b"digits")
    (tmp_path / "bad.bin").write_bytes(b"digitz")
    assert main(["data"]) == 1
    out = capsys.readouterr().out
    assert "정상  good.bin" in out and "고장  bad.bin" in out and "고장  gone.bin" in out


def test_lab_passes_its_arguments_on(tmp_path):
    result = gan_course("lab", "--copy", tmp_path / "사본", "--version")
    assert result.returncode == 0 and re.fullmatch(r"\d+\.\d+\.\d+", result.stdout.splitlines()[-1])
