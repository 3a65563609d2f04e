"""쪽이 읽는 것: 이름마다의 바이트. 모두 gzip으로 눌러 base64로 적은 스크립트가 됩니다.

`fetch`는 file://에서 막히지만 `<script src>`는 읽힙니다. 그래서 서버에서도, 압축을 푼 폴더에서도, USB 메모리의 파일
하나에서도 같은 코드가 돕니다.
"""

from __future__ import annotations

import base64
import gzip
import json
import lzma
import re

import numpy as np

from gan_course.files import verified_path

_VENDORED = "playground"
_SOURCE_MAP = re.compile(rb"\n//# sourceMappingURL=\S+\s*$")


def vendored(name: str) -> bytes:
    """`data/playground`의 파일. `.xz`로 눌러 둔 것은 풀어서 돌려줍니다."""
    compressed = f"{name}.xz" if name.endswith((".wasm", "Notices-onnxruntime.txt")) else name
    content = verified_path(f"{_VENDORED}/{compressed}").read_bytes()
    # 개발자 도구가 없는 파일(source map)을 찾지 않게 합니다.
    return lzma.decompress(content) if compressed != name else _SOURCE_MAP.sub(b"", content)


def packed(content: bytes) -> str:
    """gzip으로 누른 base64. 같은 내용이면 같은 글입니다."""
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode("ascii")


def script(name: str, content: bytes) -> str:
    """쪽의 `resource(name)`이 찾는 자리에 내용을 두는 스크립트."""
    return f"(globalThis.ganCourseResources??={{}})[{json.dumps(name)}]={json.dumps(packed(content))};\n"


def as_json(value) -> bytes:
    """쪽이 읽을 JSON. NumPy의 배열과 수도 됩니다."""

    def plain(each):
        if isinstance(each, (np.ndarray, np.generic)):
            return each.tolist()
        raise TypeError(f"{type(each).__name__}은(는) JSON으로 적을 수 없습니다.")

    return json.dumps(value, ensure_ascii=False, default=plain, allow_nan=False).encode("utf-8")


def floats(array) -> bytes:
    """float32 배열의 바이트(작은 쪽이 앞)."""
    return np.ascontiguousarray(array, "<f4").tobytes()
