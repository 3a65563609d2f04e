"""식 하나에서 잘못 내릴 수 있는 결정: 부호, 함수, 수, 축, 인자, 이름, 빠진 것과 남는 것.

`changes`는 식 하나를 받아 (무엇을 잘못했는지, 고친 식)을 차례로 냅니다. 글은 고치기 **앞**의 코드에 대한 것입니다.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from gan_course.exercises.diagnosis.calls import keywords, other_calls
from gan_course.exercises.diagnosis.missing import forgotten
from gan_course.exercises.diagnosis.numpys import numpy_to_tensorflow
from gan_course.exercises.diagnosis.scope import Scope
from gan_course.exercises.diagnosis.syntax import called, is_method, load, renamed, text, topic
from gan_course.exercises.diagnosis.words import COMPARISONS, FAMILIES, NEEDLESS, OPPOSITE, SIGN

Change = tuple[str, ast.expr]


def changes(node: ast.expr, scope: Scope, whole: bool) -> Iterator[Change]:
    """식 하나에 해 볼 수 있는 고치기.

    Args:
        node: 고칠 식.
        scope: 식이 놓인 곳.
        whole: 문장의 값 전체(돌려주는 값, 넣는 값)이거나 함수의 인자인지. 빠진 것은 그런 자리에서만 더해 봅니다.
    """
    for kind, look in _BY_KIND:
        if isinstance(node, kind):
            yield from look(node, scope)
    if isinstance(node, (ast.BinOp, ast.Call, ast.Name, ast.Subscript, ast.UnaryOp, ast.Attribute, ast.Compare)):
        yield from forgotten(node, scope, whole)


def _binary(node: ast.BinOp, scope: Scope) -> Iterator[Change]:
    if isinstance(node.op, ast.MatMult):  # 앞과 뒤를 바꾸어 우연히 맞기 전에 봅니다
        yield from _transposed(node)
    yield from _closed_elsewhere(node)
    ones = any(isinstance(part, ast.Constant) and part.value in (0, 1) for part in (node.left, node.right))
    for other, what in OPPOSITE.get(type(node.op), []):
        if ones and other in (ast.Mult, ast.Div, ast.Pow):  # 1을 곱하는 것은 그 항을 없애는 것일 뿐입니다
            continue
        if other is ast.Pow and not isinstance(node.right, ast.Constant):
            continue
        yield what, ast.BinOp(node.left, other(), node.right)
    if not isinstance(node.op, (ast.Add, ast.Mult)):
        yield f"앞과 뒤가 바뀌었습니다: {text(node)}", ast.BinOp(node.right, node.op, node.left)
    if isinstance(node.op, (ast.Add, ast.Sub)):
        yield f"{text(node.right)} — 없어야 할 항이 있습니다.", node.left
        yield (
            f"{text(node.left)} — 없어야 할 항이 있습니다.",
            (node.right if isinstance(node.op, ast.Add) else ast.UnaryOp(ast.USub(), node.right)),
        )
    if isinstance(node.op, (ast.Mult, ast.Div, ast.FloorDiv)):
        verb = "곱했습니다" if isinstance(node.op, ast.Mult) else "나누었습니다"
        yield f"{text(node.right)} — 없어야 할 것을 {verb}.", node.left
        if isinstance(node.op, ast.Mult):
            yield f"{text(node.left)} — 없어야 할 것을 {verb}.", node.right
    if isinstance(node.op, ast.Mod) and 1 in scope.numbers:
        for sign in (ast.Add, ast.Sub):
            moved = ast.BinOp(node.left, sign(), ast.Constant(1))
            yield f"하나 어긋났습니다: {text(node)}", ast.BinOp(moved, node.op, node.right)
    if isinstance(node.op, ast.Pow):
        yield f"거듭제곱하지 말아야 합니다: {text(node)}", node.left
    # a - b / c 꼴: 괄호를 빠뜨린 것
    inner = node.left
    if isinstance(inner, ast.BinOp) and type(inner.op) is not type(node.op):
        regrouped = ast.BinOp(inner.left, inner.op, ast.BinOp(inner.right, node.op, node.right))
        yield f"괄호의 자리가 다릅니다: {text(node)}", regrouped
    inner = node.right
    if isinstance(inner, ast.BinOp) and type(inner.op) is not type(node.op):
        regrouped = ast.BinOp(ast.BinOp(node.left, node.op, inner.left), inner.op, inner.right)
        yield f"괄호를 빠뜨렸습니다: {text(node)}", regrouped


def _closed_elsewhere(node: ast.BinOp) -> Iterator[Change]:
    """``f(a) * b``와 ``f(a * b)``: 괄호를 닫은 자리."""
    for side, inner, other in (("left", node.left, node.right), ("right", node.right, node.left)):
        if (
            isinstance(inner, ast.Call)
            and len(inner.args) == 1
            and not is_method(inner)
            and called(inner) not in _SHAPED
        ):
            pair = (inner.args[0], other) if side == "left" else (other, inner.args[0])
            whole = ast.Call(inner.func, [ast.BinOp(pair[0], node.op, pair[1])], inner.keywords)
            yield f"괄호를 닫은 자리가 다릅니다: {text(node)}", whole


def _transposed(node: ast.BinOp) -> Iterator[Change]:
    """행렬의 곱에서 뒤집을 것을 잘못 고른 것: `a.T @ b`와 `a @ b.T`."""

    def turned(side):
        if isinstance(side, ast.Attribute) and side.attr == "T":
            return side.value
        return ast.Attribute(side, "T", ast.Load())

    what = f"행렬의 곱에서 뒤집을 것(.T)이 다릅니다: {text(node)}"
    yield what, ast.BinOp(turned(node.left), node.op, turned(node.right))
    yield what, ast.BinOp(node.left, node.op, turned(node.right))
    yield what, ast.BinOp(turned(node.left), node.op, node.right)


# 받은 것의 값이 아니라 모양만 보는 함수. 괄호를 옮겨도 값이 같습니다
_SHAPED = {"len", "range", "shape", "size", "zeros", "ones", "zeros_like", "ones_like", "rank"}


def _unary(node: ast.UnaryOp, scope: Scope) -> Iterator[Change]:
    if isinstance(node.op, ast.USub) and not isinstance(node.operand, ast.Constant):
        yield SIGN, node.operand
        if isinstance(node.operand, ast.BinOp) and isinstance(node.operand.op, (ast.Add, ast.Sub)):
            first = ast.BinOp(ast.UnaryOp(ast.USub(), node.operand.left), node.operand.op, node.operand.right)
            yield "음의 부호가 뒤의 항까지 붙었습니다.", first
    if isinstance(node.op, (ast.Not, ast.Invert)):
        yield "참과 거짓이 뒤집혔습니다.", node.operand
    if isinstance(node.op, ast.Invert):
        equal = ast.Compare(node.operand, [ast.Eq()], [ast.Constant(0)])
        yield "~는 0과 1의 실수 배열을 뒤집지 못합니다. == 0으로 견주십시오.", equal


def _compare(node: ast.Compare, scope: Scope) -> Iterator[Change]:
    if len(node.ops) != 1:
        return
    for other, what in COMPARISONS.get(type(node.ops[0]), []):
        yield what, ast.Compare(node.left, [other()], node.comparators)
    if isinstance(node.ops[0], (ast.Eq, ast.NotEq)) and 1 in scope.numbers:
        for sign in (ast.Add, ast.Sub):
            moved = ast.BinOp(node.left, sign(), ast.Constant(1))
            yield f"하나 어긋났습니다: {text(node)}", ast.Compare(moved, node.ops, node.comparators)


def _boolean(node: ast.BoolOp, scope: Scope) -> Iterator[Change]:
    if isinstance(node.op, ast.And):
        yield "하나면 되는데 모두여야 한다고 했습니다(and).", ast.BoolOp(ast.Or(), node.values)
    else:
        yield "모두여야 하는데 하나면 된다고 했습니다(or).", ast.BoolOp(ast.And(), node.values)
    for place, value in enumerate(node.values):
        rest = [v for i, v in enumerate(node.values) if i != place]
        yield f"{text(value)} — 없어야 할 조건입니다.", rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
    if len(node.values) == 2:
        word, sign, other = ("and", "&", ast.BitAnd()) if isinstance(node.op, ast.And) else ("or", "|", ast.BitOr())
        yield (
            f"배열의 참과 거짓은 {word}가 아니라 {sign}로 원소마다 묻습니다.",
            ast.BinOp(node.values[0], other, node.values[1]),
        )
    for place, value in enumerate(node.values):
        rest = [v for i, v in enumerate(node.values) if i != place]
        yield f"{text(value)} — 없어야 할 조건입니다.", rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def _constant(node: ast.Constant, scope: Scope) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield f"{value}가 아니라 {not value}여야 합니다.", ast.Constant(not value)
    elif isinstance(value, (int, float)):
        for name in scope.parameters:
            yield f"받은 {name} 대신 {value!r}을(를) 적어 넣었습니다.", load(name)
            if isinstance(value, int) and value > 0 and scope.needs("len"):
                length = ast.Call(load("len"), [load(name)], [])
                yield f"{name}의 개수를 세지 않고 {value!r}을(를) 적어 넣었습니다.", length
        near = [value + 1, value - 1] if isinstance(value, int) else []
        for other in dict.fromkeys([*scope.numbers, *near, -value, 2 * value, value / 2]):
            if other != value or type(other) is not type(value):
                yield f"수 {value!r}이(가) 틀렸습니다.", ast.Constant(other)
    elif value is None:
        for other in (0, 1, -1):
            yield "축(또는 값)을 None으로 두었습니다.", ast.Constant(other)


def _call(node: ast.Call, scope: Scope) -> Iterator[Change]:
    name = called(node)
    if isinstance(node.func, ast.Name) and name in scope.parameters and len(node.args) == 1:
        yield f"{text(node.args[0])} 자리에 {name}을(를) 부른 값을 썼습니다.", node.args[0]
    if name == "predict" and is_method(node) and node.args:
        what = "predict는 NumPy 배열을 돌려주어 그레이디언트의 길이 끊어집니다. 신경망을 곧바로 부르십시오."
        yield what, ast.Call(node.func.value, node.args[:1], [])
    yield from numpy_to_tensorflow(node)
    if name in NEEDLESS:
        inside = node.args[0] if node.args and not is_method(node) else getattr(node.func, "value", None)
        if inside is not None:
            yield NEEDLESS[name], inside
            if len(node.args) == 2:
                yield NEEDLESS[name], node.args[1]
    if len(node.args) == 1 and isinstance(node.args[0], ast.BinOp) and not is_method(node) and name not in _SHAPED:
        inside = node.args[0]
        early = ast.BinOp(ast.Call(node.func, [inside.left], node.keywords), inside.op, inside.right)
        yield f"괄호를 닫은 자리가 다릅니다: {text(node)}", early
    for family in FAMILIES:
        if name in family:
            for other in family:
                if other != name:
                    yield family[name], ast.Call(renamed(node.func, other), node.args, node.keywords)
    for place in range(len(node.args) - 1):
        args = list(node.args)
        args[place], args[place + 1] = args[place + 1], args[place]
        yield f"{name or '함수'}에 준 인자의 차례가 바뀌었습니다.", ast.Call(node.func, args, node.keywords)
    if len(node.args) > 2:
        yield f"{name or '함수'}에 준 인자의 차례가 바뀌었습니다.", ast.Call(node.func, node.args[::-1], node.keywords)
    yield from keywords(node, name, scope)
    yield from other_calls(node, name, scope)


def _name(node: ast.Name, scope: Scope) -> Iterator[Change]:
    if not isinstance(node.ctx, ast.Load):
        return
    for other in (*scope.parameters, *scope.locals):
        if other != node.id and node.id in (*scope.parameters, *scope.locals):
            if other in scope.made.get(node.id, ()):  # 바꾸면 그 계산을 건너뜁니다
                yield f"{other}에 없어야 할 계산을 더했습니다: `{node.id} = …`", load(other)
                continue
            yield f"{topic(other)} 써야 할 자리에 {topic(node.id)} 썼습니다.", load(other)


def _sequence(node: ast.Tuple | ast.List, scope: Scope) -> Iterator[Change]:
    if isinstance(node.ctx, ast.Load) and len(node.elts) > 1:
        total = node.elts[0]
        for element in node.elts[1:]:
            total = ast.BinOp(total, ast.Add(), element)
        yield "하나로 더하지 않고 따로따로 돌려주었습니다.", total
        for element in node.elts:
            yield f"{text(element)}만 돌려주어야 하는데 여럿을 돌려주었습니다.", element
        yield f"차례가 바뀌었습니다: {text(node)}", type(node)(node.elts[::-1], ast.Load())
        for place in range(len(node.elts)) if len(node.elts) > 2 else ():
            for other in range(place):
                elements = list(node.elts)
                elements[place], elements[other] = elements[other], elements[place]
                yield f"차례가 바뀌었습니다: {text(node)}", type(node)(elements, ast.Load())


def _subscript(node: ast.Subscript, scope: Scope) -> Iterator[Change]:
    if not isinstance(node.ctx, ast.Load):
        return
    added = any(isinstance(part, ast.Constant) and part.value is None for part in ast.walk(node.slice))
    yield f"{'없어야 할 축을 더했습니다' if added else '일부만 골랐습니다'}: {text(node)}", node.value
    place = node.slice
    if isinstance(place, ast.Constant) and isinstance(place.value, int) and not isinstance(place.value, bool):
        for other in dict.fromkeys((0, 1, -1, place.value + 1, place.value - 1)):
            if other != place.value:
                yield f"꺼낸 자리가 다릅니다: {text(node)}", ast.Subscript(node.value, ast.Constant(other), ast.Load())
    if isinstance(place, ast.Slice):
        if place.step is not None:
            yield (
                f"건너뛰거나 뒤집어 골랐습니다: {text(node)}",
                ast.Subscript(node.value, ast.Slice(place.lower, place.upper, None), ast.Load()),
            )
        yield (
            f"앞쪽을 골랐습니다: {text(node)}",
            ast.Subscript(node.value, ast.Slice(place.upper, place.lower, place.step), ast.Load()),
        )


def _conditional(node: ast.IfExp, scope: Scope) -> Iterator[Change]:
    yield "참일 때와 거짓일 때가 바뀌었습니다.", ast.IfExp(node.test, node.orelse, node.body)


def _attribute(node: ast.Attribute, scope: Scope) -> Iterator[Change]:
    for left, right in (("shape", "size"),):
        if node.attr == left:
            yield f".{left}(이)가 아니라 .{right}여야 합니다.", ast.Attribute(node.value, right, ast.Load())
    if node.attr == "T":
        yield "축을 뒤바꾸었습니다(.T).", node.value
    if node.attr in ("trainable_variables", "trainable_weights") and isinstance(node.value, ast.Name):
        for other in (*scope.parameters, *scope.locals):
            if other != node.value.id:
                yield (
                    f"{topic(other)} 배우게 할 자리에 {node.value.id}의 변수를 주었습니다.",
                    ast.Attribute(load(other), node.attr, ast.Load()),
                )


def _comprehension(node: ast.ListComp | ast.GeneratorExp, scope: Scope) -> Iterator[Change]:
    for place, part in enumerate(node.generators):
        for condition in part.ifs:
            fresh = copy.deepcopy(node)
            fresh.generators[place].ifs = [c for c in fresh.generators[place].ifs if ast.dump(c) != ast.dump(condition)]
            yield f"{text(condition)} — 없어야 할 조건입니다.", fresh


_BY_KIND = [
    (ast.BinOp, _binary),
    (ast.UnaryOp, _unary),
    (ast.Compare, _compare),
    (ast.BoolOp, _boolean),
    (ast.Constant, _constant),
    (ast.Call, _call),
    (ast.Name, _name),
    ((ast.Tuple, ast.List), _sequence),
    (ast.Subscript, _subscript),
    (ast.IfExp, _conditional),
    (ast.Attribute, _attribute),
    ((ast.ListComp, ast.GeneratorExp), _comprehension),
]
