"""자바스크립트 모듈을 한 덩이로. 노트북의 anywidget과 놀이터의 쪽이 같은 원본을 씁니다.

모듈은 anywidget의 꼴(`export default { render }`)이고, 같은 폴더의 모듈만 `import { 이름 } from "./파일.js"`로 들여옵니다.
파일을 file://로 연 브라우저는 다른 모듈 파일을 읽지 못하므로, 차례로 이어 붙여 하나로 만듭니다.
"""

import re
from pathlib import Path

FOLDER = Path(__file__).parent / "parts"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+)\.js";\n', re.M)
_EXPORT = re.compile(r"^export (?=function |async function |class |const )", re.M)


def bundle(name: str) -> str:
    """`parts/이름.js`와 그것이 들여오는 것을 이어 붙인 모듈 하나. 마지막의 `export default`만 남습니다.

    Raises:
        FileNotFoundError: 그런 모듈이 없을 때.
    """
    parts, seen = [], set()

    def add(module):
        if module in seen:
            return
        seen.add(module)
        text = (FOLDER / f"{module}.js").read_text(encoding="utf-8")
        for needed in _IMPORT.findall(text):
            add(needed)
        text = _IMPORT.sub("", text)
        parts.append(text if module == name else _EXPORT.sub("", text))

    add(name)
    return "\n".join(parts)


def styles() -> str:
    """실험실의 모양(CSS). 노트북의 다른 것에 번지지 않게 `.gan-course-lab` 안에 가둡니다."""
    return f".gan-course-lab {{\n{(FOLDER / 'lab.css').read_text(encoding='utf-8')}}}\n"
