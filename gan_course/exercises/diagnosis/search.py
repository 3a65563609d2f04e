"""학습자의 코드에서 결정 하나나 둘을 고쳐, 모든 경우에 옳게 되는 것을 찾습니다(프로그램 수리).

먼저 하나씩 고쳐 봅니다. 없으면 정답에 가장 가까워진 것들에서 하나를 더 고칩니다.
"""

from __future__ import annotations

import ast
import inspect
import linecache
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import CodeType

from gan_course.exercises.diagnosis.edits import Edit, edits
from gan_course.exercises.diagnosis.vocabulary import Vocabulary

BEAM = 12  # 둘째 고치기를 해 볼, 가장 가까워진 첫째 고치기의 수
_MODULES = ("np", "tf", "keras", "math")


@dataclass(frozen=True)
class Diagnosis:
    """찾은 까닭: 잘못 내린 결정(하나나 둘)과 그 줄."""

    mistakes: tuple[str, ...]
    lines: tuple[str, ...]


def diagnose(
    function: Callable, error: Callable[[Callable], float], seconds: float, vocabulary: Vocabulary | None = None
) -> Diagnosis | None:
    """틀린 답의 까닭. 찾지 못하면 None.

    Args:
        function: 학습자의 함수.
        error: 함수를 받아, 옳으면 0, 틀리면 얼마나 먼지(양수)를 주는 것.
        seconds: 찾아볼 시간(이 스레드의 CPU 초).
        vocabulary: 옳은 답의 낱말. 없으면 무엇이든 더해 봅니다.
    """
    program = _Program.of(function, vocabulary)
    if program is None:
        return None
    until = time.thread_time() + seconds  # 바쁜 컴퓨터에서도 같은 만큼 찾아봅니다
    tried: list[tuple[float, int, list[Edit]]] = []
    for place, together in enumerate(_together(program.edits())):
        if time.thread_time() > until:
            return None
        with _applied(together):
            found = program.error(error)
            if found == 0:
                return program.told(together[:1])
            tried.append((found, place, together))
    for _, _, together in sorted(tried, key=lambda item: item[:2])[:BEAM]:
        with _applied(together):
            for second in program.edits():
                if time.thread_time() > until:
                    return None
                with second.applied():
                    if program.error(error) == 0:
                        return program.told([together[0], second])
    return None


def _together(found: list[Edit]) -> list[list[Edit]]:
    """고치기를 하나씩, 그리고 같은 잘못을 여러 자리에서 되풀이한 것은 모두 함께."""
    groups: dict[tuple, list[Edit]] = {}
    for edit in found:
        for key in ((edit.what,), (edit.what, edit.kind)):  # 뒤의 것(종류까지 같은 것)이 먼저입니다
            groups.setdefault(key, []).append(edit)
    sizes = {1: 4, 2: 8}
    several = {}
    for key, group in sorted(groups.items(), key=lambda item: len(item[0])):
        if 1 < len(group) <= sizes[len(key)] and (len(key) == 2 or _apart(group)):
            several[id(group[0])] = group
    together = []
    for edit in found:
        together.append([edit])
        if id(edit) in several:
            together.append(several[id(edit)])
    return together


def _apart(group: list[Edit]) -> bool:
    """고치는 자리가 모두 다른지."""
    return len({(id(edit.parent), edit.field, edit.index) for edit in group}) == len(group)


@contextmanager
def _applied(together: list[Edit]) -> Iterator[None]:
    with ExitStack() as stack:
        for edit in together:
            stack.enter_context(edit.applied())
        yield


@dataclass
class _Program:
    """학습자의 셀에서 함수의 정의만 남긴 것과, 그것을 다시 지을 이름들."""

    tree: ast.Module
    roots: list[ast.AST]
    name: str
    namespace: dict
    source: list[str]
    modules: tuple[str, ...]
    vocabulary: Vocabulary | None

    @classmethod
    def of(cls, function: Callable, vocabulary: Vocabulary | None) -> _Program | None:
        function = inspect.unwrap(function)
        code = getattr(function, "__code__", None)
        if not isinstance(code, CodeType) or code.co_freevars:
            return None
        source = linecache.getlines(code.co_filename)
        try:
            tree = ast.parse("".join(source))
        except SyntaxError:  # 셀에 %명령이 있거나 원본을 잃었습니다
            return None
        tree.body = [node for node in tree.body if _is_definition(node)]
        defined = {_defined(node): node for node in tree.body}
        name = next((n for n, node in defined.items() if _holds(node, code)), None)
        if name is None:
            return None
        namespace = function.__globals__
        modules = tuple(module for module in _MODULES if module in namespace)
        return cls(tree, _reachable(defined, name), name, dict(namespace), source, modules, vocabulary)

    def edits(self) -> list[Edit]:
        """지금의 나무에서 해 볼 수 있는 고치기 모두. 그럴듯한 것이 먼저입니다."""
        return edits(self.roots, self.modules, self.vocabulary)

    def told(self, found: list[Edit]) -> Diagnosis:
        return Diagnosis(tuple(edit.what for edit in found), tuple(self.line(edit.line) for edit in found))

    def error(self, error: Callable[[Callable], float]) -> float:
        """지금의 나무를 실행해 얻은 함수가 얼마나 틀렸는지. 실행할 수 없으면 무한대."""
        try:
            namespace = dict(self.namespace)
            exec(compile(ast.fix_missing_locations(self.tree), "<고친 답>", "exec"), namespace)
            return error(namespace[self.name])
        except Exception:
            return float("inf")

    def line(self, number: int) -> str:
        return self.source[number - 1].strip() if 0 < number <= len(self.source) else ""


def _is_definition(node: ast.stmt) -> bool:
    lambda_ = isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda)
    return lambda_ or isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom))


def _defined(node: ast.stmt) -> str:
    if isinstance(node, ast.Assign):
        return getattr(node.targets[0], "id", "")
    return getattr(node, "name", "")


def _holds(node: ast.stmt, code: CodeType) -> bool:
    """이 정의가 그 함수의 것인지. 꾸미개(`@`)가 있으면 함수의 첫 줄은 꾸미개의 줄입니다."""
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
    return first <= code.co_firstlineno <= (node.end_lineno or first) and isinstance(
        node, (ast.FunctionDef, ast.Assign)
    )


def _reachable(defined: dict[str, ast.stmt], name: str) -> list[ast.AST]:
    """그 함수와, 그 함수가 부르는 같은 셀의 함수."""
    found, waiting = {}, [name]
    while waiting:
        current = waiting.pop()
        if current in found or current not in defined or isinstance(defined[current], (ast.Import, ast.ImportFrom)):
            continue
        found[current] = defined[current]
        waiting += [node.id for node in ast.walk(defined[current]) if isinstance(node, ast.Name)]
    return list(found.values())
