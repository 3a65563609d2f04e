"""표의 한 줄이 사는 세상: 디스크에 놓인 것, 환경, 명령을 부른 뒤에 살피는 것."""

import ctypes
import hashlib
import io
import os
import re
import signal
import stat
import sys
import threading
import time
import traceback
import unicodedata
import warnings
from dataclasses import dataclass
from pathlib import Path

from gan_course import files as files_module
from gan_course.cli import main
from tests.cli.inputs.makers import MAKERS

SOURCE = Path(__file__).parents[2] / "course" / "small_course" / "notebooks" / "sources" / "01_good.py"
SHA = hashlib.sha256("내용".encode()).hexdigest()  # 표의 `{sha}`
SLOWEST = 120  # 초. 바쁜 컴퓨터에서도 한 줄은 몇 초입니다. 이보다 오래 걸리면 멈춘 것으로 봅니다


def real_name(name: str) -> str:
    """표에 적지 못하는 이름: `<ff>`는 UTF-8이 아닌 바이트, `<NFD …>`는 macOS가 풀어 쓴 한글."""
    name = re.sub(r"<([0-9a-f]{2})>", lambda found: bytes.fromhex(found[1]).decode("utf-8", "surrogateescape"), name)
    return re.sub(r"<NFD (.*?)>", lambda found: unicodedata.normalize("NFD", found[1]), name)


class Screen(io.TextIOWrapper):
    """사람이 보는 화면."""

    is_terminal = False

    def isatty(self):
        return self.is_terminal


class World:
    """줄 하나의 폴더와, 표의 글에 든 `{이름}`이 가리키는 것."""

    def __init__(self, root: Path, things: dict[str, Path]):
        self.root = root
        self.here = root / "자리"
        self.things = {name: str(path) for name, path in things.items()} | {"here": str(self.here)}
        self.things |= {"sha": SHA, "SHA": SHA.upper(), "source": SOURCE.read_text(encoding="utf-8")}
        for folder in (self.here, root / "집", root / "임시"):
            folder.mkdir(parents=True)

    def filled(self, text: str) -> str:
        for name, path in self.things.items():
            text = text.replace(f"{{{name}}}", path)
        return text

    def lay(self, files: dict[str, str]) -> bool:
        """디스크에 놓습니다. 권한을 뺀 것이 있으면 참."""
        locked = []
        for name, what in files.items():
            path = self.here / real_name(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            kind, _, rest = self.filled(what).partition(" ")
            if kind in ("locked", "read-only"):
                locked.append((path, kind, rest))  # 안에 놓을 것을 다 놓은 다음
            else:
                MAKERS[kind](path, rest)
        for path, kind, rest in locked:
            MAKERS[kind](path, rest)
        return bool(locked)

    def seen(self) -> dict[str, object]:
        """지금 디스크에 있는 것: 이름 → 내용. 사람의 홈과 지금 폴더만 봅니다."""
        found = {}
        for top in (self.here, self.root / "집"):
            for folder, folders, names in os.walk(top):
                for name in [*folders, *names]:
                    path = Path(folder, name)
                    key = path.relative_to(self.root).as_posix().removeprefix("자리/")
                    mode = path.lstat().st_mode
                    if stat.S_ISLNK(mode):
                        found[key] = f"→ {os.readlink(path)}"
                    elif stat.S_ISREG(mode):
                        found[key] = path.read_bytes()
                    else:
                        found[key] = "폴더" if stat.S_ISDIR(mode) else "그 밖"
        return found

    def unlock(self):
        for path in self.here.rglob("*"):
            if not path.is_symlink() and path.exists():
                path.chmod(0o755 if path.is_dir() else 0o644)


@dataclass
class Outcome:
    """명령 하나의 결과. `crash`는 사람이 볼 트레이스백(없으면 빈 글)."""

    code: int | None = None
    out: str = ""
    err: str = ""
    crash: str = ""
    seconds: float = 0.0

    @property
    def read(self) -> str:
        """사람이 읽는 글. 줄바꿈과 거듭된 빈칸은 하나로."""
        return " ".join((self.out + "\n" + self.err).split())


def call(arguments, encoding="utf-8", isolated=False) -> Outcome:
    """명령을 이 프로세스에서 부릅니다. `isolated`면 root여도 파일의 권한을 지킵니다."""
    outcome = Outcome()
    before = sys.stdout, sys.stderr, warnings.showwarning, os.getcwd()
    screens = [Screen(io.BytesIO(), encoding=encoding, write_through=True) for _ in range(2)]

    def work():
        if isolated:
            drop_root()
        try:
            outcome.code = main(arguments)
        except SystemExit as ended:
            outcome.code = ended.code
        except BaseException:
            outcome.crash = traceback.format_exc()

    def show(message, category, filename, lineno, file=None, line=None):
        sys.stderr.write(warnings.formatwarning(message, category, filename, lineno, line))

    def hung(signum, frame):
        raise TimeoutError(f"{SLOWEST}초가 지나도 끝나지 않았습니다.")

    began = time.monotonic()
    previous = signal.signal(signal.SIGALRM, hung)
    signal.alarm(SLOWEST)
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        warnings.showwarning = show
        sys.stdout, sys.stderr = screens
        try:
            if isolated:
                thread = threading.Thread(target=work, daemon=True)
                thread.start()
                thread.join()
            else:
                work()
        finally:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, previous)
            sys.stdout, sys.stderr, warnings.showwarning = before[:3]
            os.chdir(before[3])
    outcome.seconds = time.monotonic() - began
    outcome.out, outcome.err = (
        screen.buffer.getvalue().decode(screen.encoding, "replace").replace("\r", "\n") for screen in screens
    )
    return outcome


def drop_root():
    """이 스레드가 남의 파일을 마음대로 읽고 쓰는 힘(CAP_DAC_*)을 버립니다. root가 아니면 버릴 것이 없습니다."""
    if os.geteuid():
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    data = (ctypes.c_uint32 * 6)()
    if libc.capget(header, data):
        raise OSError(ctypes.get_errno(), "capget")
    for index in range(3):  # effective, permitted, inheritable의 아래 32비트
        data[index] &= ~0b1110  # DAC_OVERRIDE, DAC_READ_SEARCH, FOWNER
    if libc.capset(header, data):
        raise OSError(ctypes.get_errno(), "capset")


class Interruption:
    """우리 코드의 몇 번째 줄 앞에서 Ctrl-C를 누릅니다. 0이면 누르지 않고 줄만 셉니다."""

    def __init__(self, moment: int = 0):
        self.moment, self.lines, self.where = moment, 0, ""

    def __enter__(self):
        sys.settrace(self._enter)
        return self

    def __exit__(self, *_):
        sys.settrace(None)

    def _enter(self, frame, event, argument):
        name = frame.f_globals.get("__name__", "")
        return self._line if name.startswith("gan_course") else None

    def _line(self, frame, event, argument):
        if event == "line":
            self.lines += 1
            if self.lines == self.moment:
                self.where = f"{frame.f_code.co_filename}:{frame.f_lineno}"
                signal.raise_signal(signal.SIGINT)
        return self._line


def forget_what_was_verified():
    """데이터 파일의 확인은 프로세스마다 한 번입니다. 줄마다 다른 폴더를 봅니다."""
    files_module._verified.cache_clear()
