"""표의 한 줄이 사는 세상: 디스크에 놓인 것, 환경, 명령을 부른 뒤에 살피는 것."""

import ctypes
import hashlib
import io
import os
import re
import shutil
import signal
import stat
import struct
import sys
import threading
import time
import traceback
import unicodedata
import warnings
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from gan_course import files as files_module
from gan_course.cli import main

SOURCE = Path(__file__).parents[2] / "course" / "small_course" / "notebooks" / "sources" / "01_good.py"
SHA = hashlib.sha256("내용".encode()).hexdigest()  # 표의 `{sha}`
SLOWEST = 30  # 초. 이보다 오래 걸리면 멈춘 것으로 봅니다


def noise(side=32, tall=None, seed=0):
    return np.random.default_rng(seed).integers(0, 256, (tall or side, side, 3), np.uint8)


def _png_of_a_size(path, width, height):
    """머리에 적힌 크기만 거대한 몇십 바이트짜리 PNG."""
    content = io.BytesIO()
    Image.new("1", (8, 8)).save(content, "PNG")
    content = bytearray(content.getvalue())
    content[16:24] = struct.pack(">II", width, height)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    path.write_bytes(content)


def _animated(path):
    frames = [Image.fromarray(noise(seed=seed)) for seed in range(3)]
    frames[0].save(path, path.suffix[1:].upper(), save_all=True, append_images=frames[1:], duration=100)


def _rotated(path, orientation):
    exif = Image.Exif()
    exif[0x0112] = int(orientation)
    Image.fromarray(noise(32, 48)).save(path, "JPEG", exif=exif)


def _cut(path, kind):
    content = io.BytesIO()
    Image.fromarray(noise()).save(content, kind)
    path.write_bytes(content.getvalue()[: len(content.getvalue()) // 2])


def _photographs(path, count):
    path.mkdir(parents=True, exist_ok=True)
    for number in range(int(count)):
        Image.fromarray(noise(seed=number)).save(path / f"{number}.png")


def _checksums(path, text):
    """`이름=내용` 파일들과 그 SHA-256의 목록. 내용의 앞에 !가 있으면 목록과 다르게 적습니다."""
    path.mkdir(parents=True, exist_ok=True)
    lines = []
    for part in filter(None, text.split(";")):
        name, _, content = part.partition("=")
        lines.append(f"{hashlib.sha256(content.lstrip('!').encode()).hexdigest()}  {name}\n")
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(content, encoding="utf-8")
    (path / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="")


def _locked(path, rest):
    kind, _, rest = rest.partition(" ")
    MAKERS[kind](path, rest)
    path.chmod(0)


def _read_only(path, rest):
    kind, _, rest = rest.partition(" ")
    MAKERS[kind](path, rest)
    path.chmod(0o555 if path.is_dir() else 0o444)


def _text(encoding, newline="\n"):
    return lambda path, text: path.write_bytes(text.replace("\n", newline).encode(encoding))


# 디스크에 놓을 것의 종류. 표에는 `종류 나머지`로 적습니다.
MAKERS = {
    "folder": lambda path, _: path.mkdir(parents=True, exist_ok=True),
    "photographs": _photographs,
    "png": lambda path, side: Image.fromarray(noise(*map(int, (side or "32").split("x")))).save(path, "PNG"),
    "jpeg": lambda path, side: Image.fromarray(noise(int(side or 32))).save(path, "JPEG"),
    "png16": lambda path, _: Image.fromarray(noise()[..., 0].astype(np.uint16) * 257).save(path, "PNG"),
    "png1": lambda path, _: Image.fromarray(noise()[..., 0] > 128).save(path, "PNG"),
    "float": lambda path, _: Image.fromarray(noise()[..., 0].astype(np.float32)).save(path, "TIFF"),
    "cmyk": lambda path, _: Image.fromarray(noise()).convert("CMYK").save(path, "JPEG"),
    "palette": lambda path, _: Image.fromarray(noise()).quantize(8).save(path, "PNG", transparency=0),
    "clear": lambda path, _: Image.new("RGBA", (32, 32), (0, 0, 0, 0)).save(path, "PNG"),
    "animated": lambda path, _: _animated(path),
    "rotated": _rotated,
    "cut": _cut,
    "bomb": lambda path, _: _png_of_a_size(path, 30_000, 30_000),
    "thin": lambda path, _: Image.fromarray(noise(1, 200)).save(path, "PNG"),
    "text": _text("utf-8"),
    "crlf": _text("utf-8", "\r\n"),
    "bom": _text("utf-8-sig"),
    "utf16": _text("utf-16"),
    "cp949": _text("cp949"),
    "bytes": lambda path, text: path.write_bytes(bytes.fromhex(text)),
    "zeros": lambda path, count: path.write_bytes(bytes(int(count))),
    "nested": lambda path, depth: path.write_text("[" * int(depth) + "]" * int(depth), encoding="utf-8"),
    "link": lambda path, target: path.symlink_to(target),
    "fifo": lambda path, _: os.mkfifo(path),
    "locked": _locked,
    "read-only": _read_only,
    "checksums": _checksums,
    "copy": lambda path, source: (shutil.copytree if Path(source).is_dir() else shutil.copy)(source, path),
    "kept": lambda path, source: path.write_bytes(Path(source).read_bytes()[:-1000]),
}


def real_name(name: str) -> str:
    """표에 적지 못하는 이름: `<ff>`는 UTF-8이 아닌 바이트, `<NFD …>`는 macOS가 풀어 쓴 한글."""
    name = re.sub(r"<([0-9a-f]{2})>", lambda found: bytes.fromhex(found[1]).decode("utf-8", "surrogateescape"), name)
    return re.sub(r"<NFD (.*?)>", lambda found: unicodedata.normalize("NFD", found[1]), name)


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
    screens = [io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True) for _ in range(2)]

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
