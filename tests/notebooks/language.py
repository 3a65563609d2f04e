"""강좌의 한국어를 살핍니다: 용어, 문장 끝, 영어 병기, 대체 글.

코드와 수식, 따옴표 안의 말은 살피지 않습니다. 제목과 표는 빼고, 이름씨로 끝나는 토막은 그대로 둡니다.
`uv run python -m tests.notebooks.language`가 저장소 전체를 살피고, 고칠 곳이 있으면 종료 코드 1입니다.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

# 쓰지 않는 말: 우리의 말. 뒤에는 조사가 붙으므로 앞쪽만 낱말의 경계를 봅니다.
TERMS = {
    "적대적 생성망": "생성적 적대 신경망",
    "생성기(?!간|능|구|관)": "생성자",
    "감별자": "판별자",
    "구분자": "판별자",
    "비용 ?함수": "손실 함수",
    "오차 ?함수": "손실 함수",
    "손실함수": "손실 함수",
    "기울기 ?값": "그레이디언트",
    "변화도(?=[를가는의와로])": "그레이디언트",  # '변화도 없습니다'의 '도'는 조사입니다
    "그[래라]디언트": "그레이디언트",
    "경사하강법": "경사 하강법",
    "트레이닝": "훈련",
    "에폭(?!시)": "에포크",
    "뱃치": "배치",
    "노이즈 ?벡터": "잡음 또는 잠재 벡터",
    "웨이트": "가중치",
    "로지트": "로짓",
    "사이클 ?손실": "순환 일관성 손실",
    "주기 ?손실": "순환 일관성 손실",
    "(?i:ID) ?손실": "항등 손실",
    "모드 ?콜랩스": "모드 붕괴",
    "디?컨[볼벌]루션": "합성곱 또는 전치 합성곱",
    "노[멀말]라이제이션": "정규화",
    "오버 ?피팅": "과대적합",
    "최적화기": "옵티마이저",
    "페어 ?데이터": "짝지은 데이터",
    "그라운드 ?트루스": "정답",
}
# 한 낱말에 한 뜻: 낱말은 쓰되, 다른 뜻으로 쓰인 것이 뚜렷한 자리만 봅니다. 헛경보가 없게 앞뒤의 말까지 적습니다.
MEANINGS = {
    # 치우침은 어림의 치우침, 층에 더하는 수는 편향
    "(?:층의|층마다의|합성곱이|합성곱의|배율과|가중치와) 치우침": "편향(층에 더하는 수)",
    "치우침(?=, 배율|과 배율|\\(\\d+개\\)|을 (?:배우|학습|더하|둘|두는))": "편향(층에 더하는 수)",
    "편향(?: ?없는 어림|되지 않은|된 어림)": "치우침(어림의 치우침)",
    "(?:어림|추정|거리|점수|표본 수)의 편향": "치우침(어림의 치우침)",
    # 기울기는 변수가 하나인 곡선의 것, 여러 변수의 미분은 그레이디언트
    "기울기 ?벌점": "그레이디언트 벌점",
    "기울기의 제곱": "그레이디언트의 제곱",
    "(?:이미지마다의|이미지에 대한|점마다의|화소마다의|손실의|가중치의|가중치에 대한) 기울기": "그레이디언트",
    "기울기 ?(?:소실|폭발|하강)": "그레이디언트 소실, 그레이디언트 폭발, 경사 하강",
    "테이프로 (?:구한 )?기울기": "그레이디언트",
    # 품질
    "질(?:에서는?|에는|[은이을도의과에]|만|보다|까지)?(?![가-힣])(?! (?:것|때|수|뿐|만큼|리|텐데|무렵))": "품질",
    # 생성자가 덮거나 잃는 것은 모드, 밀도의 곡선에 솟은 곳은 봉우리
    "봉우리 ?붕괴": "모드 붕괴",
    "봉우리\\((?:모드|mode)": "모드",
    "모드\\(봉우리": "모드",
    "덮은 봉우리": "덮은 모드",
}
FORBIDDEN = [(re.compile(rf"(?<![가-힣A-Za-z])(?:{wrong})"), ours) for wrong, ours in (TERMS | MEANINGS).items()]
POLITE = re.compile(r"(?:니다|니까|십시오|시다|까요)$")
NOT_POLITE = re.compile(r"(?:[다요죠라네냐까해봐야돼함임됨]|하자|보자|하지|보지)$")
OUTSIDE = "§"  # 코드, 수식, 인용한 말이 있던 자리

_NOT_PROSE = [
    (re.compile(r"```.*?```|~~~.*?~~~", re.S), OUTSIDE),
    (re.compile(r"\$\$.*?\$\$|\\\[.*?\\\]", re.S), OUTSIDE),
    (re.compile(r"<!--.*?-->", re.S), ""),
    (re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.S), OUTSIDE),
    (re.compile(r"\$[^$\n]+\$"), OUTSIDE),
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"<https?://[^>]*>|https?://\S+"), OUTSIDE),
    (re.compile(r"</?[A-Za-z][^>]*>"), "\n\n"),
]
_QUOTED = re.compile(r"\"[^\"\n]*\"|“[^”]*”|‘[^’]*’|「[^」]*」|(?<![\w가-힣])'[^'\n]*'")
_BLOCK_START = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_SENTENCE_END = re.compile(r"(?<=[가-힣\)\]§])[*_]*[.?!](?=[\s*_)]|$)")
_PAIRED = re.compile(r"([가-힣]+)[*_]*\(([A-Za-z][A-Za-z -]*)\)")


@dataclass(frozen=True)
class Complaint:
    """고칠 곳 하나: 어디의 무엇을 어떻게."""

    where: str
    text: str
    wanted: str

    def __str__(self) -> str:
        return f"{self.where}: '{self.text}' → {self.wanted}"


def complaints_about_course(folder: Path) -> list[Complaint]:
    """저장소 전체를 살핍니다: 노트북의 원본, README, 패키지의 글."""
    from gan_course.authoring.build import TEACHING_TAGS, from_source, read_source
    from gan_course.course.chapters import chapters_with_source, solution_sets

    found = []
    for chapter in [*chapters_with_source(folder), *solution_sets(folder)]:
        where = chapter.source.relative_to(folder).as_posix()
        found += about_notebook(from_source(chapter), where)
        for cell in read_source(chapter).cells:  # 학습자의 노트북에 없는 강사 노트와 슬라이드의 글
            if TEACHING_TAGS.intersection(cell.metadata.get("tags", [])):
                found += about_markdown(cell.source, where)
    for page in (folder / name for name in ("README.md", "CONTRIBUTING.md", "data/README.md")):
        if page.exists():
            found += about_markdown(page.read_text(encoding="utf-8"), page.relative_to(folder).as_posix())
    for module in sorted((folder / "gan_course").rglob("*.py")):
        found += about_module(module.read_text(encoding="utf-8"), module.relative_to(folder).as_posix())
    return found


def about_notebook(notebook: NotebookNode, where: str) -> list[Complaint]:
    """장 하나를 살핍니다. 영어 병기는 장 전체에서 한 번이어야 합니다."""
    markdown = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    return [
        *about_markdown(markdown, where),
        *_repeated_english(prose(markdown), where),
        *(complaint for source in code for complaint in _about_code(source, where)),
    ]


def about_markdown(markdown: str, where: str) -> list[Complaint]:
    """용어, 문장 끝, 그림의 대체 글을 살핍니다."""
    found = [*_forbidden(prose(markdown), where), *_rude(markdown, where)]
    if re.search(r"!\[\s*\]\(", markdown) or re.search(r"<img(?![^>]*alt=\"[^\"]+\")[^>]*>", markdown):
        found.append(Complaint(where, "대체 글이 없는 그림", "![그림에 보이는 것](파일)"))
    return found


def about_module(source: str, where: str) -> list[Complaint]:
    """모듈의 모든 글에서 용어를, 예외의 글에서 한국어와 문장 끝을 살핍니다."""
    tree = ast.parse(source)
    found = []
    for text in (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)):
        if isinstance(text, str):
            found += _forbidden(prose(text), where)
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            for argument in node.exc.args[:1]:
                found += _about_message(_literal(argument), f"{where}:{node.lineno}")
    return found


def prose(markdown: str) -> str:
    """마크다운에서 코드, 수식, HTML을 걷어 낸 글."""
    for pattern, replacement in _NOT_PROSE:
        markdown = pattern.sub(replacement, markdown)
    return markdown


def sentences(markdown: str) -> Iterator[str]:
    """마침표, 물음표, 느낌표로 끝나는 문장. 제목과 표는 빼고, 인용한 말은 자리만 남깁니다."""
    for block in _blocks(prose(markdown)):
        block, start = _QUOTED.sub(OUTSIDE, block), 0
        for end in _SENTENCE_END.finditer(block):
            yield block[start : end.end()].strip()
            start = end.end()


def _blocks(text: str) -> Iterator[str]:
    """문단과 목록의 항목. 한 문장이 여러 줄에 걸칠 수 있으므로 줄을 잇습니다."""
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        line = re.sub(r"^\s*(?:>\s?)+", "", line)
        separate = not line.strip() or line.lstrip().startswith(("#", "|"))
        if (separate or _BLOCK_START.match(line)) and lines:
            yield " ".join(lines)
            lines = []
        if not separate:
            lines.append(_BLOCK_START.sub("", line).strip())


def _rude(markdown: str, where: str) -> Iterator[Complaint]:
    for sentence in sentences(markdown):
        end, before = sentence.rstrip(".?!*_ "), ""
        while end != before and not POLITE.search(end):  # 끝의 괄호는 덧붙인 말이므로 그 앞을 봅니다
            before, end = end, re.sub(r"[\[(][^\[\]()]*[)\]]?$|[*_)\]]+$", "", end).rstrip()
        if NOT_POLITE.search(end) and not POLITE.search(end):
            yield Complaint(where, sentence[-40:], "합니다체로 끝내십시오")


def _forbidden(text: str, where: str) -> Iterator[Complaint]:
    for pattern, ours in FORBIDDEN:
        for match in pattern.finditer(text):
            yield Complaint(where, match.group(), ours)


def _repeated_english(text: str, where: str) -> Iterator[Complaint]:
    """``한글(English)``은 처음 한 번만. 그 뒤로는 한글만 씁니다(GAN 같은 약어는 괜찮습니다)."""
    seen: dict[str, int] = {}
    for match in _PAIRED.finditer(text):
        english = match.group(2).lower()
        if english in seen:
            yield Complaint(where, match.group(), f"{match.group(1)} (영어는 처음 한 번만)")
        seen.setdefault(english, match.end())
    for english, after in seen.items():
        for match in re.finditer(rf"(?<![\w(./-]){re.escape(english)}(?=[가-힣])", text[after:]):
            yield Complaint(where, text[after:][match.start() : match.end() + 3], f"{english}의 한국어 용어")


def _about_code(source: str, where: str) -> Iterator[Complaint]:
    plain = "\n".join("pass" if line.startswith(("%", "!")) else line for line in source.splitlines())
    for node in ast.walk(ast.parse(plain)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "show":
            alts = [keyword.value for keyword in node.keywords if keyword.arg == "alt"] or node.args[1:2]
            text = _literal(alts[0]) if alts else ""
            if not re.search(r"[가-힣]", text) and text != OUTSIDE:
                yield Complaint(where, ast.unparse(node)[:60], 'show(..., alt="그림에 보이는 것을 적은 한국어")')
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _forbidden(prose(node.value), where)
    for comment in re.findall(r"#.*", source):
        yield from _forbidden(comment, where)


def _about_message(message: str, where: str) -> Iterable[Complaint]:
    if message.strip(OUTSIDE + " ") == "":  # 다른 곳에서 만든 글
        return []
    if not re.search(r"[가-힣]", message):
        return [Complaint(where, message[:60], "한국어로 쓴 예외의 글")]
    return list(_rude(message, where))


def _literal(node: ast.expr) -> str:
    """글 상수와 f-문자열의 글. 식이 들어갈 자리는 ``§``입니다."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(map(_literal, node.values))
    if isinstance(node, ast.BinOp):
        return _literal(node.left) + _literal(node.right)
    return OUTSIDE


def main() -> int:
    found = complaints_about_course(Path(__file__).parents[2])
    for complaint in found:
        print(complaint)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
