"""명령줄이 하는 말: 우리말이고, 가까운 이름을 알려 주고, 한 줄이고, `| head`에서도 조용합니다."""

import argparse
import errno
import io
import os
import re
import subprocess
import sys

import pytest

from gan_course.cli import VERBS, main
from gan_course.cli.errors import one_line
from gan_course.cli.parser import KoreanParser

ENGLISH = re.compile(
    r"usage|error|argument|option|invalid|choice|expected|required|allowed|unrecognized|positional|show|exit", re.I
)

# (인자, 읽는 말)
WRONG = [
    (["evalute", "A", "B"], "'evalute' 값은 고를 수 없습니다. 가장 가까운 이름은 evaluate입니다."),
    (["fly"], "고를 수 있는 것: run, lab, doctor"),
    ([], "빠진 인자가 있습니다: 명령"),
    (["train", "cyclgan"], "모델: 'cyclgan' 값은 고를 수 없습니다. 가장 가까운 이름은 cyclegan입니다."),
    (["train", "gan", "--epochs", "많이"], "--epochs: '많이' 대신 정수를 주십시오."),
    (["train", "gan", "--penalty", "강"], "--penalty: '강' 대신 수를 주십시오."),
    (["train", "gan", "--epochs"], "--epochs: 뒤에 값을 하나 적으십시오."),
    (["train", "gan", "--data"], "--data: 뒤에 값을 하나 이상 적으십시오."),
    (["train", "gan", "--resume=3"], "--resume: 값을 받지 않는데 '3' 값을 적으셨습니다."),
    (["train", "gan", "--epoch=3", "--ouput", "x"], "--output 옵션을 뜻하셨습니까?"),
    (["run", "--profile", "quik"], "--profile: 'quik' 값은 고를 수 없습니다. 가장 가까운 이름은 quick입니다."),
    (["run", "--profille", "quick"], "모르는 인자입니다: --profille. --profile 옵션을 뜻하셨습니까?"),
    (["evaluate", "A"], "빠진 인자가 있습니다: B"),
    (["evaluate", "A", "B", "C"], "모르는 인자입니다: C"),
    (["evaluate", "A", "B", "--features", "thum"], "가장 가까운 이름은 thumbnail입니다."),
    (["evaluate", "A", "B", "--seed", "1.5"], "--seed: '1.5' 대신 정수를 주십시오."),
    (["translate"], "빠진 인자가 있습니다: --weights, 입력, 출력"),
    (["translate", "--weights", "w", "A", "B", "--direction", "atob"], "가장 가까운 이름은 AtoB입니다."),
    (["doctor", "--code", "1", "--workshop"], "--workshop: --code 인자와 함께 쓸 수 없습니다."),
    (["doctor", "--worksop"], "--workshop 옵션을 뜻하셨습니까?"),
    (["doctor", "--code"], "--code: 뒤에 값을 하나 적으십시오."),
    (["doctor", "mnist"], "모르는 인자입니다: mnist"),
    (["lab", "--coppy", "x"], "--copy 옵션을 뜻하셨습니까?"),
    (["lab", "--copy"], "--copy: 뒤에 값을 하나 적으십시오."),
]


@pytest.mark.parametrize(("arguments", "says"), WRONG, ids=[" ".join(arguments) or "없음" for arguments, _ in WRONG])
def test_a_wrong_argument_is_told_in_korean_with_the_nearest_name(arguments, says, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    told = capsys.readouterr()
    assert ended.value.code == 2 and told.out == ""
    usage, message = told.err.rstrip("\n").rsplit("\n", 1)
    assert usage.startswith("쓰는 법: gan-course") and says in message
    own = [*VERBS, *arguments]  # 명령과 사람이 적은 낱말은 영어입니다
    assert not ENGLISH.search(re.sub("|".join(map(re.escape, filter(None, own))), "", re.sub(r"--\S+", "", message)))


@pytest.mark.parametrize(
    "arguments", [[], *([verb] for verb in VERBS)], ids=lambda words: " ".join(words) or "gan-course"
)
def test_help_has_no_english_heading(arguments, capsys):
    with pytest.raises(SystemExit):
        main([*arguments, "--help"])
    headings = [line for line in capsys.readouterr().out.splitlines() if re.match(r"\S.*:", line)]
    assert headings[0].startswith("쓰는 법: ")
    assert {heading for heading in headings[1:] if heading.endswith(":")} <= {"인자:", "옵션:", "명령:"}
    assert "옵션:" in headings


def test_every_english_of_argparse_has_a_translation(capsys):
    """argparse가 낼 수 있는 오류의 글을 하나씩 냅니다. 새 파이썬이 글을 바꾸면 여기에서 알게 됩니다."""
    parser = KoreanParser(prog="p")
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument("--one")
    group.add_argument("--only", nargs=2)
    parser.add_argument("--old", nargs="?", type=int)
    for arguments in ([], ["--on"], ["--o", "1"], ["--only", "1"], ["--one", "1", "--old", "x"], ["--one", "1", "two"]):
        with pytest.raises(SystemExit):
            parser.parse_args(arguments)
        told = capsys.readouterr().err.splitlines()[-1]
        assert "읽지 못했습니다" not in told and re.search("[가-힣]", told), (arguments, told)


def test_what_is_not_understood_is_shown_as_it_is(capsys):
    with pytest.raises(SystemExit):
        KoreanParser(prog="p").error("something new")
    assert "인자를 읽지 못했습니다(something new)" in capsys.readouterr().err
    assert isinstance(KoreanParser(), argparse.ArgumentParser)


# 값은 옳은 꼴이지만 그런 이름이 없을 때
NAMES = [
    (["run", "trainstep"], "가장 가까운 이름은 train_step입니다."),
    (["train", "cyclegan", "--data", "savana"], "가장 가까운 이름은 savanna입니다."),
    (["train", "pix2pix", "--data", "OpenMoji"], "가장 가까운 이름은 openmoji입니다."),
    (["train", "gan", "--objective", "wgan_gp"], "가장 가까운 이름은 wgan-gp입니다."),
]


@pytest.mark.parametrize(("arguments", "says"), NAMES, ids=[" ".join(arguments) for arguments, _ in NAMES])
def test_the_nearest_of_our_names_is_told(arguments, says, capsys):
    assert main(arguments) == 2
    assert says in capsys.readouterr().err


# ── 오류는 한 줄 ─────────────────────────────────────────────────────────────────────────────────


class ResourceExhaustedError(Exception):
    """tf.errors의 것과 이름이 같습니다."""


# (오류, 읽는 말. None이면 코드의 잘못이므로 감추지 않습니다)
ERRORS = [
    (ValueError("첫째 줄입니다.\n  둘째 줄입니다."), "첫째 줄입니다. 둘째 줄입니다."),
    (ImportError("PyTorch가 필요합니다."), "PyTorch가 필요합니다."),
    (ModuleNotFoundError("No module named 'psutil'", name="psutil"), "패키지가 없습니다: psutil. 저장소"),
    (OSError("캐시 폴더를 만들 수 없습니다."), "캐시 폴더를 만들 수 없습니다."),
    (FileNotFoundError(errno.ENOENT, "No such file or directory", "없음"), "없음: 그런 파일이나 폴더가 없습니다."),
    (IsADirectoryError(errno.EISDIR, "Is a directory", "폴더"), "폴더: 파일이 아니라 폴더입니다."),
    (NotADirectoryError(errno.ENOTDIR, "Not a directory", "파일"), "파일: 폴더가 아닙니다."),
    (OSError(errno.ENOSPC, "No space left on device"), "디스크에 빈자리가 없습니다."),
    (OSError(errno.EROFS, "Read-only file system", "x"), "x: 읽기만 되는 디스크입니다."),
    (PermissionError(errno.EACCES, "Permission denied", "잠김"), "잠김: 읽거나 쓸 권한이 없습니다."),
    (PermissionError(errno.EACCES, "Permission denied"), "읽거나 쓸 권한이 없습니다."),
    (MemoryError(), "메모리가 모자랍니다."),
    (ResourceExhaustedError("OOM when allocating tensor"), "메모리가 모자랍니다."),
    (ResourceExhaustedError("배치 8은 들어가지 않습니다."), "배치 8은 들어가지 않습니다."),
    (KeyError("x"), None),
    (AttributeError("x"), None),
]


@pytest.mark.parametrize(("error", "says"), ERRORS, ids=[repr(error) for error, _ in ERRORS])
def test_every_error_of_ours_or_of_the_machine_is_one_line(error, says, monkeypatch, capsys):
    def fail(options):
        raise error

    monkeypatch.setattr(VERBS["data"], "run", fail)
    if says is None:
        assert one_line(error) is None
        with pytest.raises(type(error)):
            main(["data"])
        return
    assert main(["data"]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"gan-course: {says}") and told.count("\n") == 1


# ── 끊긴 출력 ────────────────────────────────────────────────────────────────────────────────────


def shell_out(arguments, stdout):
    command = [sys.executable, "-X", "utf8", "-m", "gan_course", *arguments]
    return subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, encoding="utf-8", check=False)


@pytest.mark.skipif(os.name != "posix", reason="Windows의 끊긴 관은 다른 오류입니다")
@pytest.mark.parametrize(
    "arguments", [["data"], ["--help"], ["train", "--help"], ["--version"], ["doctor", "--code", "0000000"]]
)
def test_a_reader_that_has_gone_is_no_error(arguments):
    read, write = os.pipe()
    os.close(read)
    try:
        assert shell_out(arguments, write).stderr.count("\n") <= 1
        assert "Traceback" not in (told := shell_out(arguments, write).stderr) and "Errno" not in told
    finally:
        os.close(write)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="/dev/full은 Linux에만 있습니다")
def test_a_full_disk_behind_the_output_is_one_line():
    with open("/dev/full", "wb") as full:
        result = shell_out(["data"], full)
    assert (result.returncode, result.stderr) == (2, "gan-course: 디스크에 빈자리가 없습니다.\n")


def test_a_closed_output_is_no_error(monkeypatch, small_course):
    """`>&-`나 pythonw로 부르면 sys.stdout과 sys.stderr가 None입니다."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["progress", "--folder", str(small_course)]) == 0
    assert main(["run", "9", "--folder", str(small_course)]) == 2


@pytest.mark.parametrize(
    ("encoding", "read"),
    [("cp949", "한글 ?".encode("cp949")), ("ascii", "한글 ✓".encode()), ("utf-8", "한글 ✓".encode())],
)
def test_letters_that_the_terminal_lacks_stop_nothing(encoding, read, monkeypatch):
    """한글 Windows(cp949)에는 ✓가 없고, LANG=C(아스키)에는 한글도 없어 통째로 물음표가 됩니다. 그때는 UTF-8로 적습니다."""
    screen = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setattr(VERBS["data"], "run", lambda options: print("한글 ✓") or 0)
    assert main(["data"]) == 0
    assert screen.buffer.getvalue().splitlines() == [read]


@pytest.mark.parametrize("columns", ["1", "0", "-5", "많음", "9999"])
def test_any_width_of_the_terminal(columns, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", columns)
    for arguments in (["train", "--help"], ["run", "--profile", "quik"]):
        with pytest.raises(SystemExit):
            main(arguments)
    told = capsys.readouterr()
    assert "--epochs" in told.out and "quick" in told.err
