"""문장의 결정: 남는 줄, 뒤바뀐 두 줄, 테이프의 안과 밖, 빠진 return, 그 자리에서 바꾸기."""

from __future__ import annotations

import ast
from collections.abc import Iterator

Change = tuple[str, list[ast.stmt]]


def changes(body: list[ast.stmt], last: bool) -> Iterator[Change]:
    """문장 목록에 해 볼 수 있는 고치기: (무엇을 잘못했는지, 고친 목록).

    Args:
        body: 함수나 `with`, `for`의 몸.
        last: 함수의 몸인지(return을 더해 볼 자리).
    """
    for place, statement in enumerate(body):
        before, after = body[:place], body[place + 1 :]
        if not isinstance(statement, (ast.Return, ast.FunctionDef)) and len(body) > 1:
            yield f"없어야 할 줄이 있습니다: {_text(statement)}", before + after
        if isinstance(statement, ast.AugAssign):
            value = ast.BinOp(_loaded(statement.target), statement.op, statement.value)
            yield (
                f"받은 것을 그 자리에서 바꾸었습니다: {_text(statement)}",
                [
                    *before,
                    ast.Assign([statement.target], value, lineno=0),
                    *after,
                ],
            )
        if after and not isinstance(after[0], ast.Return) and not isinstance(statement, ast.Return):
            swapped = [*before, after[0], statement, *after[1:]]
            yield f"두 줄의 차례가 바뀌었습니다: {_text(statement)}", swapped
        if isinstance(statement, ast.With):
            yield from _tape(statement, before, after)
        if isinstance(statement, (ast.For, ast.While)):
            yield from _loop(statement, before, after)
        if isinstance(statement, ast.If):
            yield (
                "참일 때와 거짓일 때가 바뀌었습니다.",
                [
                    *before,
                    ast.If(ast.UnaryOp(ast.Not(), statement.test), statement.body, statement.orelse),
                    *after,
                ],
            )
            yield f"없어야 할 조건이 있습니다: {_text(statement)}", [*before, *statement.body, *after]
        if isinstance(statement, ast.Return) and after:
            yield "너무 일찍 돌려주었습니다. return 뒤의 줄은 실행되지 않습니다.", [*before, *after]
    if last and body and not any(isinstance(node, ast.Return) for s in body for node in ast.walk(s)):
        yield from _no_return(body)


def _tape(statement: ast.With, before: list, after: list) -> Iterator[Change]:
    def again(body):
        return ast.With(statement.items, body, lineno=0)

    if before and isinstance(before[-1], (ast.Assign, ast.Expr)):
        yield (
            f"테이프 밖에서 계산했습니다: {_text(before[-1])}",
            [*before[:-1], again([before[-1], *statement.body]), *after],
        )
        yield (
            f"테이프 밖에서 계산했습니다: {_text(before[-1])}",
            [*before[:-1], again([*statement.body, before[-1]]), *after],
        )
    if before and len(before) > 1:
        yield "테이프 밖에서 계산했습니다.", [before[0], again([*before[1:], *statement.body]), *after]
    if after and not isinstance(after[0], ast.Return):
        yield (
            f"테이프 밖에서 계산했습니다: {_text(after[0])}",
            [*before, again([*statement.body, after[0]]), *after[1:]],
        )
    if len(statement.body) > 1:
        yield f"테이프 안에서 계산했습니다: {_text(statement.body[-1])}", [
            *before, again(statement.body[:-1]), statement.body[-1], *after,
        ]  # fmt: skip
        yield f"테이프 안에서 계산했습니다: {_text(statement.body[0])}", [
            *before, statement.body[0], again(statement.body[1:]), *after,
        ]  # fmt: skip
    call = statement.items[0].context_expr
    if isinstance(call, ast.Call) and not any(k.arg == "persistent" for k in call.keywords):
        persistent = ast.Call(call.func, call.args, [*call.keywords, ast.keyword("persistent", ast.Constant(True))])
        item = ast.withitem(persistent, statement.items[0].optional_vars)
        fresh = ast.With([item, *statement.items[1:]], statement.body, lineno=0)
        yield "테이프 하나로 두 번 미분했습니다(persistent=True가 없습니다).", [*before, fresh, *after]
    tape = statement.items[0].optional_vars
    if isinstance(tape, ast.Name):
        for name in {n.id for s in statement.body for n in ast.walk(s) if isinstance(n, ast.Name)} - {tape.id}:
            watch = ast.Expr(
                ast.Call(
                    ast.Attribute(ast.Name(tape.id, ast.Load()), "watch", ast.Load()), [ast.Name(name, ast.Load())], []
                )
            )
            yield (
                f"테이프가 {name}을(를) 지켜보지 않았습니다(watch).",
                [*before, again([watch, *statement.body]), *after],
            )


def _loop(statement: ast.For | ast.While, before: list, after: list) -> Iterator[Change]:
    if len(statement.body) > 1:
        shorter = type(statement)(**{**dict(ast.iter_fields(statement)), "body": statement.body[:-1]})
        yield f"반복하는 동안마다 했습니다: {_text(statement.body[-1])}", [*before, shorter, statement.body[-1], *after]
    if statement.body and isinstance(statement.body[-1], ast.Return) and len(statement.body) > 1:
        shorter = type(statement)(**{**dict(ast.iter_fields(statement)), "body": statement.body[:-1]})
        yield "첫 바퀴에서 돌려주었습니다.", [*before, shorter, statement.body[-1], *after]
    if after and not isinstance(after[0], ast.Return):
        longer = type(statement)(**{**dict(ast.iter_fields(statement)), "body": [*statement.body, after[0]]})
        yield f"반복이 끝난 뒤에 한 번만 했습니다: {_text(after[0])}", [*before, longer, *after[1:]]


def _no_return(body: list[ast.stmt]) -> Iterator[Change]:
    last = body[-1]
    if isinstance(last, ast.Expr):
        value = last.value
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "print" and value.args:
            printed = value.args[0] if len(value.args) == 1 else ast.Tuple(value.args, ast.Load())
            yield "값을 print로 찍기만 하고 돌려주지 않았습니다.", [*body[:-1], ast.Return(printed)]
        yield "return을 빠뜨렸습니다.", [*body[:-1], ast.Return(value)]
    names = dict.fromkeys(
        target.id
        for s in reversed(body)
        if isinstance(s, ast.Assign)
        for target in s.targets
        if isinstance(target, ast.Name)
    )
    for name in names:
        yield "return을 빠뜨렸습니다.", [*body, ast.Return(ast.Name(name, ast.Load()))]


def _loaded(target: ast.expr) -> ast.expr:
    return ast.parse(ast.unparse(target), mode="eval").body


def _text(statement: ast.stmt) -> str:
    text = ast.unparse(statement).splitlines()[0]
    return f"`{text if len(text) <= 50 else text[:49] + '…'}`"
