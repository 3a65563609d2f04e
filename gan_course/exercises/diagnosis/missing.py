"""빠뜨린 것: 함수, 곱할 것과 나눌 것, 더할 것."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from gan_course.exercises.diagnosis.scope import Scope
from gan_course.exercises.diagnosis.syntax import load, topic, with_
from gan_course.exercises.diagnosis.words import FORGOTTEN, SIGN

Change = tuple[str, ast.expr]


def forgotten(node: ast.expr, scope: Scope, whole: bool) -> Iterator[Change]:
    """빠뜨린 것을 더해 봅니다."""
    if isinstance(node, (ast.Name, ast.Attribute)) and not isinstance(node.ctx, ast.Load):
        return
    if isinstance(node, ast.Name) and node.id in scope.modules:
        return
    if not _counted(node):  # 자리를 세는 식의 부호를 뒤집으면 끝에서부터 세어 우연히 맞습니다
        yield SIGN, ast.UnaryOp(ast.USub(), node)
    if isinstance(node, ast.Name) and (scope.vocabulary is None or "..." in scope.vocabulary.names):
        last = ast.Subscript(node, ast.Tuple([ast.Constant(...), ast.Constant(0)], ast.Load()), ast.Load())
        yield f"{node.id}의 길이 1인 마지막 축을 떼지 않았습니다([..., 0]).", last
    if not whole and not isinstance(node, (ast.BinOp, ast.Call)):
        return
    for in_tensorflow, in_numpy, what in FORGOTTEN:
        for module, function in (("tf", in_tensorflow), ("np", in_numpy)):
            short = (function or "").rpartition(".")[2]
            if function and scope.needs(short) and (module in scope.modules or "." not in function):
                yield what, ast.Call(ast.parse(function, mode="eval").body, [node], [])
    for value in (2, *(scope.vocabulary.numbers if scope.vocabulary else ())):
        if value > 0 and value != 1:
            yield f"{value:g}을(를) 곱하지 않았습니다.", ast.BinOp(node, ast.Mult(), ast.Constant(value))
            yield f"{value:g}(으)로 나누지 않았습니다.", ast.BinOp(node, ast.Div(), ast.Constant(value))
            yield f"{value:g}제곱하지 않았습니다.", ast.BinOp(node, ast.Pow(), ast.Constant(value))
    if scope.vocabulary is None or 1 in scope.vocabulary.numbers:
        for sign, what in ((ast.Add, "1을 더하지 않았습니다."), (ast.Sub, "1을 빼지 않았습니다.")):
            yield what, ast.BinOp(node, sign(), ast.Constant(1))
        yield "1에서 빼지 않았습니다.", ast.BinOp(ast.Constant(1), ast.Sub(), node)
    for name in scope.parameters:
        yield f"{topic(name)} 곱하지 않았습니다.", ast.BinOp(node, ast.Mult(), load(name))
        yield f"{with_(name)} 나누지 않았습니다.", ast.BinOp(node, ast.Div(), load(name))
        rest = ast.BinOp(ast.Constant(1), ast.Sub(), load(name))
        yield f"(1 - {name})을(를) 곱하지 않았습니다.", ast.BinOp(node, ast.Mult(), rest)
        yield f"{topic(name)} 더하지 않았습니다.", ast.BinOp(node, ast.Add(), load(name))
        yield f"{topic(name)} 빼지 않았습니다.", ast.BinOp(node, ast.Sub(), load(name))
        length = ast.Call(load("len"), [load(name)], [])
        yield f"{name}의 개수로 나누지 않았습니다.", ast.BinOp(node, ast.Div(), length)


def _counted(node: ast.expr) -> bool:
    """개수를 세거나 자리를 정하는 정수의 식: `len(x)`, `n // 2`."""
    floor = any(isinstance(part, ast.FloorDiv) for part in ast.walk(node))
    return floor or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len")
