"""노트북에 적는 커널의 정보: 여는 것만으로 노트북이 바뀌지 않게, 이 컴퓨터의 파이썬에 맞춥니다."""

from __future__ import annotations

import json


def for_this_python(notebook: bytes) -> bytes:
    """노트북의 ``language_info``를 이 파이썬의 커널이 말하는 그대로 적은 것.

    JupyterLab은 커널이 켜지면 그 정보를 노트북에 적습니다. 미리 같게 적어 두지 않으면, 연 노트북마다 저장하지 않은 변경이
    생깁니다. 그 칸이 없거나 노트북이 아니면 받은 그대로 돌려줍니다.
    """
    from ipykernel.ipkernel import IPythonKernel

    try:
        content = json.loads(notebook)
        if "language_info" not in content["metadata"]:
            return notebook
    except (ValueError, TypeError, KeyError):
        return notebook
    content["metadata"]["language_info"] = IPythonKernel.language_info
    # nbformat이 적는 꼴과 같습니다.
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
