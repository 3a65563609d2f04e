"""부름의 결정: 이름을 붙여 준 인자, 자리 대신 값, 적어 넣은 모양."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from gan_course.exercises.diagnosis.scope import Scope
from gan_course.exercises.diagnosis.syntax import load, renamed, text

Change = tuple[str, ast.expr]


def keywords(node: ast.Call, name: str, scope: Scope) -> Iterator[Change]:
    for place, keyword in enumerate(node.keywords):
        rest = [k for i, k in enumerate(node.keywords) if i != place]
        if keyword.arg == "trainable" and isinstance(keyword.value, ast.Constant) and keyword.value.value is False:
            what = "trainable=False인 변수는 테이프가 저절로 지켜보지 않습니다."
            yield what, ast.Call(node.func, node.args, rest)
            continue
        value = getattr(keyword.value, "value", None)
        if isinstance(value, bool):
            other = ast.keyword(keyword.arg, ast.Constant(not value))
            yield (
                f"{keyword.arg}={value}라고 했습니다. {keyword.arg}={not value}여야 합니다.",
                ast.Call(node.func, node.args, [*rest, other]),
            )
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


def other_calls(node: ast.Call, name: str, scope: Scope) -> Iterator[Change]:
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
