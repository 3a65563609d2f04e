"""디스크에 놓을 것의 종류: 온갖 그림과, 망가지거나 이상한 파일."""

import hashlib
import io
import os
import shutil
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np
from PIL import Image


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


def _archive(path, text):
    """`이름=내용;…`이 든 ZIP. Keras의 파일(.keras)도 ZIP입니다."""
    with zipfile.ZipFile(path, "w") as archive:
        for part in text.split(";"):
            archive.writestr(*part.split("=", 1))


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
    "archive": _archive,
    "copy": lambda path, source: (shutil.copytree if Path(source).is_dir() else shutil.copy)(source, path),
    "kept": lambda path, source: path.write_bytes(Path(source).read_bytes()[:-1000]),
}
