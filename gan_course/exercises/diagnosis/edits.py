"""고치기: 학습자의 나무에서 해 볼 수 있는 것 모두."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from gan_course.exercises.diagnosis import expressions, statements
from gan_course.exercises.diagnosis.scope import Scope
from gan_course.exercises.diagnosis.vocabulary import Vocabulary
from gan_course.exercises.diagnosis.words import SIGN


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
    assigned = [n for n in ast.walk(function) if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name)]
    made = {
        node.targets[0].id: frozenset(part.id for part in ast.walk(node.value) if isinstance(part, ast.Name))
        for node in assigned
    }
    return Scope(tuple(parameters), others, modules, vocabulary, made)


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
    if what == SIGN and not isinstance(node, ast.UnaryOp):  # 부호를 붙여 보는 것은 다른 까닭(argmin과 argmax)이 없을 때
        return 1
    return 1 if isinstance(node, ast.Name) and ("써야 할 자리" in what or "계산을" in what) else 0
