"""고장 하나를 사본에 심고, 그 방의 시험을 돌려, 잡았는지 봅니다."""

import contextlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).parent / "table"
PACKAGE = "gan_course"
# 사본에 담지 않아도 시험이 도는 것들. git이 모르는 트리(시험의 장난감)를 베낄 때에만 씁니다.
_NOT_COPIED = (".git", ".venv", "__pycache__", "build", "dist")
_FAILED = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", re.M)
CAUGHT, SLOW, SURVIVED, UNFIT = "잡음", "시간 초과", "살아남음", "심지 못함"


@dataclass(frozen=True)
class Fault:
    """그럴듯한 고장 하나: 패키지 어딘가에 꼭 한 번 있는 코드 `old`를 `new`로 바꿉니다."""

    room: str
    what: str
    old: str
    new: str
    first: tuple[str, ...] = ()
    """잡을 만한 시험 파일의 이름. 먼저 돌립니다."""
    also: tuple[str, ...] = ()
    """방의 것 말고도 돌릴 시험 폴더(tests 아래)."""


@dataclass(frozen=True)
class Outcome:
    """고장 하나의 결과."""

    fault: Fault
    file: str
    verdict: str
    by: str = ""
    """잡은 시험, 또는 심지 못한 까닭."""
    seconds: float = 0.0
    """시험을 돌린 CPU 시간(초). 잴 수 없는 운영체제에서는 벽시계의 시간입니다."""

    @property
    def caught(self):
        return self.verdict in (CAUGHT, SLOW)


def read_table(folder=TABLE):
    """방마다 한 파일인 표를 읽습니다."""
    faults = []
    for file in sorted(folder.glob("*.toml")):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        also = tuple(table.get("tests", ()))
        for row in table["fault"]:
            first = tuple(row.get("first", ()))
            faults.append(Fault(file.stem, row["what"], row["old"], row["new"], first, also))
    return faults


def read_package(tree):
    """{파일: 글}."""
    return {path: path.read_text(encoding="utf-8") for path in sorted((tree / PACKAGE).rglob("*.py"))}


def place(texts, fault):
    """고장을 심을 파일과, 심은 뒤의 글.

    Raises:
        ValueError: `old`가 패키지(`read_package`)에 꼭 한 번 있지 않거나, 바꾼 코드가 문법에 맞지 않을 때.
    """
    found = [path for path, text in texts.items() for _ in range(text.count(fault.old))]
    if len(found) != 1:
        where = ", ".join(map(str, found)) or "없음"
        raise ValueError(f"{fault.old!r}이(가) {PACKAGE}에 꼭 한 번 있어야 하는데 {len(found)}번 있습니다({where}).")
    planted = texts[found[0]].replace(fault.old, fault.new)
    try:
        compile(planted, found[0].name, "exec")
    except SyntaxError as error:
        raise ValueError(f"{fault.new!r}(으)로 바꾸면 문법에 맞지 않습니다({error}).") from None
    return found[0], planted


def files_to_run(tree, fault):
    """돌릴 시험 파일: 잡을 만한 것 먼저, 그다음 방의 나머지. 경로는 트리에서 센 것입니다.

    Raises:
        ValueError: 방의 시험이 없거나, 먼저 돌릴 파일이 없을 때.
    """
    tests = tree / "tests"
    rooms = (fault.room, *fault.also)
    own = [path for room in rooms for path in (tests / f"test_{room}.py", *sorted((tests / room).rglob("test_*.py")))]
    own = [path for path in own if path.is_file()]
    first = []
    for name in fault.first:
        # 이름이 같은 시험 파일이 여러 방에 있습니다. 제 방의 것이 있으면 그것입니다.
        named = [path for path in own if path.name == name] or sorted(tests.rglob(name))
        if not named:
            raise ValueError(f"먼저 돌릴 시험 파일 {name}이(가) tests에 없습니다.")
        first += named
    if not own and not first:
        raise ValueError(f"{fault.room} 방의 시험이 없습니다: tests/{fault.room} 또는 tests/test_{fault.room}.py")
    return [path.relative_to(tree).as_posix() for path in dict.fromkeys([*first, *own])]


def copy_tree(tree, target):
    """시험에 드는 것만 베낍니다. git의 작업 폴더라면 git이 아는 파일과 아직 더하지 않은 파일입니다."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=tree, capture_output=True
    )
    if listed.returncode or not (tree / ".git").exists():
        shutil.copytree(tree, target, ignore=shutil.ignore_patterns(*_NOT_COPIED))
        return
    for name in listed.stdout.decode("utf-8").split("\0"):
        if name and (tree / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(tree / name, target / name)


def try_fault(tree, fault, limit):
    """`tree`(고쳐도 되는 사본)에 고장을 심고 시험을 돌린 다음 되돌립니다."""
    try:
        path, planted = place(read_package(tree), fault)
        tests = files_to_run(tree, fault)
    except ValueError as error:
        return Outcome(fault, "", UNFIT, str(error))
    file = path.relative_to(tree).as_posix()
    original = path.read_bytes()
    _forget_bytecode(path)
    try:
        path.write_text(planted, encoding="utf-8", newline="\n")
        status, output, seconds = run_tests(tree, tests, limit)
    finally:
        path.write_bytes(original)
        _forget_bytecode(path)
    if status is None:
        return Outcome(fault, file, SLOW, f"{limit:g}초", seconds)
    if status == 0:
        return Outcome(fault, file, SURVIVED, "", seconds)
    failed = _FAILED.findall(output)
    if status != 1 and not failed:  # 시험이 하나도 없거나(5), 인자가 틀렸거나(4), 안에서 오류가 났습니다(3)
        last = output.strip().splitlines()[-1:] or [""]
        return Outcome(fault, file, UNFIT, f"pytest가 {status}(으)로 끝났습니다: {last[0]}", seconds)
    return Outcome(fault, file, CAUGHT, failed[0] if failed else "이름 없는 실패", seconds)


def false_alarms(tree, outcomes, limit):
    """고장이 없는 사본에서도 실패하는 시험이 잡았다고 한 것들. 그것은 잡은 것이 아닙니다."""
    tests = sorted({outcome.by for outcome in outcomes if outcome.verdict == CAUGHT})
    if not tests:
        return []
    status, output, _ = run_tests(tree, tests, limit, stop=False)
    if status not in (0, 1):  # 이름으로 찾을 수 없는 시험이 있으면 파일째로 돌립니다
        files = dict.fromkeys(test.partition("::")[0] for test in tests)
        status, output, _ = run_tests(tree, files, limit, stop=False)
    failing = set(_FAILED.findall(output))
    return [outcome for outcome in outcomes if outcome.by in failing]


def run_tests(tree, tests, limit, stop=True):
    """(pytest의 종료 코드, 출력, CPU 시간). 시간이 넘으면 종료 코드가 None입니다."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=line", "-rfE", *tests]
    command += ["-x"] if stop else []
    if importlib.util.find_spec("xdist"):  # addopts가 켜 두었더라도 한 프로세스로
        command += ["-n", "0"]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as own:
        # 사본의 패키지가 설치된 것보다 먼저이고, 고장 난 코드가 사용자의 캐시에 적지 못하게 합니다.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        environment |= {"PYTHONPATH": str(tree), "GAN_COURSE_CACHE": own, "PYTHONUTF8": "1"}
        with open(Path(own) / "pytest.txt", "w+", encoding="utf-8") as printed:
            started, before = time.monotonic(), _children_seconds()
            process = subprocess.Popen(
                command, cwd=tree, env=environment, stdout=printed, stderr=subprocess.STDOUT, start_new_session=True
            )
            try:
                status = process.wait(limit)
            except subprocess.TimeoutExpired:
                status = None
            finally:
                _stop(process)
            after = _children_seconds()
            seconds = time.monotonic() - started if after is None else after - before
            printed.seek(0)
            return status, printed.read(), seconds


def _stop(process):
    """시험이 남긴 프로세스까지 끝냅니다."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):  # 이미 모두 끝났을 때
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _children_seconds():
    """끝난 자식 프로세스들이 쓴 CPU 시간(초). Windows에서는 None."""
    try:
        import resource
    except ImportError:
        return None
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _forget_bytecode(path):
    """같은 초에 크기까지 같게 고치면 옛 바이트코드가 쓰이므로 지웁니다."""
    for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
        compiled.unlink(missing_ok=True)
