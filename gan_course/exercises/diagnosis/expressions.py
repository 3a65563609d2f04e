"""식 하나에서 잘못 내릴 수 있는 결정: 부호, 함수, 수, 축, 인자, 이름, 빠진 것과 남는 것.

`changes`는 식 하나를 받아 (무엇을 잘못했는지, 고친 식)을 차례로 냅니다. 글은 고치기 **앞**의 코드에 대한 것입니다.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from gan_course.exercises.diagnosis.missing import forgotten
from gan_course.exercises.diagnosis.scope import Scope
from gan_course.exercises.diagnosis.syntax import called, is_method, load, renamed, text, topic
from gan_course.exercises.diagnosis.words import COMPARISONS, FAMILIES, NEEDLESS, OPPOSITE

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


def _unary(node: ast.UnaryOp, scope: Scope) -> Iterator[Change]:
    if isinstance(node.op, ast.USub) and not isinstance(node.operand, ast.Constant):
        yield "부호가 뒤집혔습니다.", node.operand
        if isinstance(node.operand, ast.BinOp) and isinstance(node.operand.op, (ast.Add, ast.Sub)):
            first = ast.BinOp(ast.UnaryOp(ast.USub(), node.operand.left), node.operand.op, node.operand.right)
            yield "음의 부호가 뒤의 항까지 붙었습니다.", first
    if isinstance(node.op, (ast.Not, ast.Invert)):
        yield "참과 거짓이 뒤집혔습니다.", node.operand


def _compare(node: ast.Compare, scope: Scope) -> Iterator[Change]:
    if len(node.ops) != 1:
        return
    for other, what in COMPARISONS.get(type(node.ops[0]), []):
        yield what, ast.Compare(node.left, [other()], node.comparators)


def _boolean(node: ast.BoolOp, scope: Scope) -> Iterator[Change]:
    if isinstance(node.op, ast.And):
        yield "하나면 되는데 모두여야 한다고 했습니다(and).", ast.BoolOp(ast.Or(), node.values)
    else:
        yield "모두여야 하는데 하나면 된다고 했습니다(or).", ast.BoolOp(ast.And(), node.values)
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
        near = [value + 1, value - 1] if isinstance(value, int) else []
        for other in dict.fromkeys([*scope.numbers, *near, -value, 2 * value, value / 2]):
            if other != value or type(other) is not type(value):
                yield f"수 {value!r}이(가) 틀렸습니다.", ast.Constant(other)
    elif value is None:
        for other in (0, 1, -1):
            yield "축(또는 값)을 None으로 두었습니다.", ast.Constant(other)


def _call(node: ast.Call, scope: Scope) -> Iterator[Change]:
    name = called(node)
    for family in FAMILIES:
        if name in family:
            for other in family:
                if other != name:
                    yield family[name], ast.Call(renamed(node.func, other), node.args, node.keywords)
    if name in NEEDLESS:
        inside = node.args[0] if node.args and not is_method(node) else getattr(node.func, "value", None)
        if inside is not None:
            yield NEEDLESS[name], inside
            if len(node.args) == 2:
                yield NEEDLESS[name], node.args[1]
    for place in range(len(node.args) - 1):
        args = list(node.args)
        args[place], args[place + 1] = args[place + 1], args[place]
        yield f"{name or '함수'}에 준 인자의 차례가 바뀌었습니다.", ast.Call(node.func, args, node.keywords)
    if len(node.args) > 2:
        yield f"{name or '함수'}에 준 인자의 차례가 바뀌었습니다.", ast.Call(node.func, node.args[::-1], node.keywords)
    yield from _other_calls(node, name, scope)
    yield from _keywords(node, name, scope)


def _other_calls(node: ast.Call, name: str, scope: Scope) -> Iterator[Change]:
    """자리 대신 값, 적어 넣은 모양, 배열을 받지 못하는 함수."""
    if name in ("argmin", "argmax"):
        for other in (*scope.locals, *scope.parameters):
            yield f"값이 아니라 자리(인덱스)를 돌려주었습니다({name}).", ast.Subscript(load(other), node, ast.Load())
    if name in ("zeros", "ones") and scope.needs(f"{name}_like"):
        for other in scope.parameters:
            like = ast.Call(renamed(node.func, f"{name}_like"), [load(other)], [])
            yield f"{other}의 모양을 따르지 않고 모양을 적어 넣었습니다({name}).", like
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id == "math":
        in_numpy = ast.Attribute(load("np"), name, ast.Load())
        yield (
            f"math.{name}은(는) 수 하나만 받습니다. np.{name}은(는) 배열도 받습니다.",
            ast.Call(in_numpy, node.args, node.keywords),
        )


def _keywords(node: ast.Call, name: str, scope: Scope) -> Iterator[Change]:
    for place, keyword in enumerate(node.keywords):
        rest = [k for i, k in enumerate(node.keywords) if i != place]
        yield (
            _KEYWORD.get(keyword.arg, f"{keyword.arg}={text(keyword.value)}(을)를 주었습니다."),
            ast.Call(node.func, node.args, rest),
        )
        if keyword.arg == "axis":
            for axis in (0, 1, -1, 2, (1, 2), (1, 2, 3)):
                value = ast.Tuple([ast.Constant(a) for a in axis], ast.Load()) if isinstance(axis, tuple) else ast.Constant(axis)  # fmt: skip
                yield (
                    f"축이 다릅니다: axis={text(keyword.value)}",
                    ast.Call(node.func, node.args, [*rest, ast.keyword("axis", value)]),
                )
    given = {keyword.arg for keyword in node.keywords}
    is_network = isinstance(node.func, ast.Name) and node.func.id in (*scope.parameters, *scope.locals)
    if is_network and "training" not in given:
        training = ast.keyword("training", ast.Constant(True))
        yield "training=True를 잊었습니다.", ast.Call(node.func, node.args, [*node.keywords, training])
    if name in _ALONG and "axis" not in given and len(node.args) < 2:
        for axis in (0, 1, -1):
            keyword = ast.keyword("axis", ast.Constant(axis))
            yield (
                "축(axis)을 주지 않아 모두 한데 모았습니다.",
                ast.Call(node.func, node.args, [*node.keywords, keyword]),
            )
    if name == "BinaryCrossentropy" and "from_logits" not in given:
        keyword = ast.keyword("from_logits", ast.Constant(True))
        yield (
            "로짓을 확률로 보았습니다(from_logits=True가 없습니다).",
            ast.Call(node.func, node.args, [*node.keywords, keyword]),
        )


_ALONG = {"mean", "sum", "min", "max", "argmin", "argmax", "any", "all", "norm", "reduce_mean", "reduce_sum",
          "reduce_min", "reduce_max", "reduce_any", "reduce_all", "sort", "std", "var"}  # fmt: skip
_KEYWORD = {
    "training": "training을 주었습니다.",
    "seed": "씨앗을 고정했습니다(seed).",
    "axis": "축을 나누어 보았습니다(axis).",
    "keepdims": "축을 남겨 두었습니다(keepdims).",
    "ddof": "나누는 수를 바꾸었습니다(ddof).",
    "from_logits": "from_logits를 주었습니다.",
}


def _name(node: ast.Name, scope: Scope) -> Iterator[Change]:
    if not isinstance(node.ctx, ast.Load):
        return
    for other in (*scope.parameters, *scope.locals):
        if other != node.id and node.id in (*scope.parameters, *scope.locals):
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
    yield f"일부만 골랐습니다: {text(node)}", node.value
    place = node.slice
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
