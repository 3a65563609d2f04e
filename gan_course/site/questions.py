"""알아맞히기: 연습 문제의 알려진 오답을 보이고, 채점이 무엇이라 말할지 고르게 합니다.

오답은 `tests/exercises/answers`에, 오해의 문장은 그 문제의 채점 코드에 있는 것 하나뿐입니다. 여기에 새로 적는 글은 없습니다.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import html
import re
import runpy
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ANSWERS = Path("tests", "exercises", "answers")
GRADERS = Path("gan_course", "exercises")
CHOICES = 4
EACH = 2  # 문제마다 물음의 수


@dataclass(frozen=True)
class Question:
    """물음 하나: 오답인 코드, 고를 문장들, 그 가운데 옳은 것의 자리."""

    number: str
    code: str
    choices: tuple[str, ...]
    right: int

    @property
    def key(self) -> str:
        return f"q{self.number.replace('.', '-')}-{hashlib.sha256(self.code.encode()).hexdigest()[:6]}"

    def markdown(self) -> str:
        """MyST의 글. 고르는 자리는 HTML의 form이라 자판만으로 답할 수 있습니다."""
        options = "\n".join(
            f'<label><input type="radio" name="{self.key}" value="{place}" required> {html.escape(choice)}</label>'
            for place, choice in enumerate(self.choices)
        )
        return (
            f"어떤 분이 연습 {self.number}에 이렇게 답했습니다.\n\n```python\n{self.code.strip()}\n```\n\n"
            f'<form class="quiz" data-right="{self.right}"><fieldset><legend>채점은 무엇이라고 말할까요?</legend>\n'
            f'{options}\n</fieldset><button type="submit">답하기</button> <output></output></form>\n'
        )


def questions(course: Path) -> dict[str, list[Question]]:
    """문제의 번호에서 그 문제의 물음으로. 오답이나 채점이 없는 강좌에서는 빈 사전입니다."""
    found: dict[str, list[Question]] = {}
    for path in sorted((course / ANSWERS).glob("chapter_*.py")):
        if not re.fullmatch(r"chapter_\d+", path.stem):  # 오답의 토막을 담은 파일
            continue
        for number, wrong in _wrong_answers(path, course).items():
            said = _sentences(course, number)
            known = {}  # 오해의 문장 → 코드. 문장이 하나로 정해지는 것만
            for fragment, code in wrong.items():
                matches = [sentence for sentence in said if fragment in sentence]
                if len(matches) == 1 and isinstance(code, str):
                    known.setdefault(matches[0], code)
            if len(known) >= CHOICES:
                found[number] = [_question(number, known, place) for place in range(EACH)]
    return found


def _question(number: str, known: dict[str, str], place: int) -> Question:
    """`place`째 물음. 고를 문장은 늘 같은 차례로 섞입니다."""
    sentences = sorted(known, key=lambda sentence: _hash(number, sentence))
    right = sentences[place]
    others = [sentence for sentence in sentences if sentence != right][: CHOICES - 1]
    choices = sorted([right, *others], key=lambda sentence: _hash(str(place), sentence))
    return Question(number, known[right], tuple(choices), choices.index(right))


def _hash(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def _wrong_answers(path: Path, course: Path) -> dict[str, dict[str, str]]:
    """시험의 오답. 시험끼리 서로 들여오므로 강좌의 폴더를 잠깐 길에 둡니다."""
    sys.path.insert(0, str(course))
    try:
        return runpy.run_path(str(path))["WRONG"]
    finally:
        sys.path.remove(str(course))


def _sentences(course: Path, number: str) -> set[str]:
    """그 문제의 채점이 말할 수 있는 문장: 채점 함수와, 그 파일에서 다른 문제의 것이 아닌 자리에 글자 그대로 적힌 것."""
    for path in sorted((course / GRADERS / f"chapter_{number.partition('.')[0]}").glob("*.py")):
        body = _tree(path).body
        if any(_grades(node) == number for node in body):
            ours = [node for node in body if _grades(node) in (None, number)]
            return {text for node in ours for text in _texts(node) if text.endswith((".", ".)")) and "{" not in text}
    return set()


def _texts(tree: ast.AST) -> Iterator[str]:
    """글자 그대로 적힌 글. f 글의 토막은 빼놓습니다."""
    pieces = {id(piece) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for piece in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces:
            yield node.value


@functools.cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _grades(node: ast.AST) -> str | None:
    """`@exercise("6.1", …)`이 붙은 함수가 채점하는 문제의 번호."""
    for mark in getattr(node, "decorator_list", []):
        if isinstance(mark, ast.Call) and getattr(mark.func, "id", "") == "exercise":
            return mark.args[0].value
    return None
