"""네트워크 없는 교실에 나누어 줄 zip 하나. 풀어서 index.html을 열면 됩니다."""

from __future__ import annotations

import zipfile
from pathlib import Path

from gan_course.files import replacing

FOLDER = "gan-course"
PACKED = {".png", ".webp", ".woff", ".woff2", ".zip"}  # 이미 눌러 둔 것


def write_archive(site: Path, path: Path) -> None:
    """지은 사이트를 zip 하나로. 같은 사이트에서는 언제나 같은 파일이 나옵니다."""
    with replacing(path) as partial, zipfile.ZipFile(partial, "w") as archive:
        for file in sorted(file for file in site.rglob("*") if file.is_file()):
            entry = zipfile.ZipInfo(f"{FOLDER}/{file.relative_to(site).as_posix()}")
            entry.compress_type = zipfile.ZIP_STORED if file.suffix in PACKED else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes())
