"""식을 짓고 읽는 짧은 함수."""

from __future__ import annotations

import ast


def called(node: ast.Call) -> str:
    """부른 함수의 마지막 이름: ``tf.math.log(x)``이면 ``log``."""
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def is_method(node: ast.Call) -> bool:
    """모듈의 함수가 아니라 값의 메서드인지: ``x.mean()``."""
    value = getattr(node.func, "value", None)
    while isinstance(value, ast.Attribute):
        value = value.value
    return value is not None and not (isinstance(value, ast.Name) and value.id in ("np", "tf", "keras", "math", "ops"))


def renamed(function: ast.expr, name: str) -> ast.expr:
    return load(name) if isinstance(function, ast.Name) else ast.Attribute(function.value, name, ast.Load())


def load(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def text(node: ast.expr) -> str:
    code = ast.unparse(node)
    return f"`{code if len(code) <= 40 else code[:39] + '…'}`"


def topic(name: str) -> str:
    return f"{name}을(를)"


def with_(name: str) -> str:
    return f"{name}(으)로"
