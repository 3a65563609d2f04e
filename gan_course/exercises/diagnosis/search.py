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

from gan_course.exercises.diagnosis import expressions, statements
from gan_course.exercises.diagnosis.scope import Scope
from gan_course.exercises.diagnosis.vocabulary import Vocabulary

BEAM = 12  # 둘째 고치기를 해 볼, 가장 가까워진 첫째 고치기의 수
_MODULES = ("np", "tf", "keras", "math")


@dataclass(frozen=True)
class Diagnosis:
    """찾은 까닭: 잘못 내린 결정(하나나 둘)과 그 줄."""

    mistakes: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Edit:
    """고치기 하나: ``parent.field``(의 ``index``번째)를 ``new``로. ``what``은 고치기 앞의 잘못입니다."""

    weight: int
    what: str
    line: int
    parent: ast.AST
    field: str
    index: int | None
    new: object

    @property
    def kind(self) -> str:
        """같은 잘못인지 견줄 이름: 고친 식의 종류와 함수."""
        if isinstance(self.new, list):
            return f"list {id(self.parent)}"
        function = ast.unparse(self.new.func) if isinstance(self.new, ast.Call) else ""
        return f"{type(self.new).__name__} {function.rpartition('.')[2]}"

    @contextmanager
    def applied(self) -> Iterator[None]:
        """나무를 그 자리에서 고쳤다가 되돌립니다. 베끼는 것보다 수십 배 빠릅니다."""
        holder = getattr(self.parent, self.field)
        old = holder if self.index is None else holder[self.index]
        try:
            if self.index is None:
                setattr(self.parent, self.field, self.new)
            else:
                holder[self.index] = self.new
            yield
        finally:
            if self.index is None:
                setattr(self.parent, self.field, old)
            else:
                holder[self.index] = old


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


def edits(roots: list[ast.AST], modules: tuple[str, ...], vocabulary: Vocabulary | None = None) -> list[Edit]:
    """해 볼 수 있는 고치기 모두. 그럴듯한 것이 먼저입니다."""
    found = []
    for root in roots:
        for function in _functions(root):
            scope = _scope(function, modules, vocabulary)
            found += _parameter_edits(function)
            if isinstance(function, ast.FunctionDef):
                found += _statement_edits(function)
            found += _expression_edits(function, scope)
    return sorted(found, key=lambda edit: edit.weight)


def _functions(root: ast.AST) -> list[ast.AST]:
    return [node for node in ast.walk(root) if isinstance(node, (ast.FunctionDef, ast.Lambda))]


def _parameter_edits(function: ast.FunctionDef | ast.Lambda) -> Iterator[Edit]:
    """매개변수 둘의 자리를 맞바꿉니다: 몸에서 두 이름을 모두 바꾸어 쓴 것과 같습니다."""
    arguments = function.args.args
    for place, one in enumerate(arguments):
        for other in range(place):
            swapped = list(arguments)
            swapped[place], swapped[other] = swapped[other], swapped[place]
            what = f"{arguments[other].arg}와(과) {one.arg}의 쓰임이 바뀌었습니다."
            yield Edit(1, what, getattr(function, "lineno", 0), function.args, "args", None, swapped)


def _scope(function: ast.FunctionDef | ast.Lambda, modules: tuple[str, ...], vocabulary: Vocabulary | None) -> Scope:
    arguments = function.args
    parameters = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    stored = [n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    others = tuple(dict.fromkeys(n for n in stored if n not in parameters))
    return Scope(tuple(parameters), others, modules, vocabulary)


def _statement_edits(function: ast.FunctionDef) -> Iterator[Edit]:
    for holder in _own(function):
        body = getattr(holder, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
            for what, new in statements.changes(body, last=holder is function):
                yield Edit(
                    0 if "바뀌었습니다" in what else 1, what, getattr(body[0], "lineno", 0), holder, "body", None, new
                )


def _expression_edits(function: ast.AST, scope: Scope) -> Iterator[Edit]:
    for parent in _own(function):
        if isinstance(parent, (ast.arguments, ast.arg)):
            continue
        for name, value in ast.iter_fields(parent):
            if name in ("ctx", "op", "ops", "decorator_list", "returns", "func") and not (
                name == "func" and isinstance(value, ast.Attribute)
            ):
                continue
            slots = [(None, value)] if isinstance(value, ast.expr) else []
            if isinstance(value, list):
                slots = [(place, item) for place, item in enumerate(value) if isinstance(item, ast.expr)]
            for place, node in slots:
                whole = isinstance(parent, (ast.Return, ast.Assign, ast.Lambda, ast.Tuple)) or name == "args"
                for what, new in expressions.changes(node, scope, whole):
                    if isinstance(parent, ast.Call) and name == "func":
                        continue
                    yield Edit(_weight(what, node), what, getattr(node, "lineno", 0), parent, name, place, new)


def _own(function: ast.AST) -> Iterator[ast.AST]:
    """함수 안의 마디. 안에 든 함수는 제 차례에 봅니다."""
    waiting = [function]
    while waiting:
        node = waiting.pop(0)
        yield node
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, (ast.FunctionDef, ast.Lambda)):
                waiting.append(child)


_LATER = ("않았습니다", "틀렸습니다", "적어 넣었습니다", "항이 있습니다")


def _weight(what: str, node: ast.expr) -> int:
    """그럴듯한 차례: 끊은 것(-1), 바뀐 것(0), 이름과 줄(1), 빠진 것과 수(2)."""
    if "끊" in what:  # 그레이디언트의 길을 끊은 것은 가장 먼저 봅니다
        return -1
    if any(word in what for word in _LATER):
        return 2
    return 1 if isinstance(node, ast.Name) and "써야 할 자리" in what else 0
