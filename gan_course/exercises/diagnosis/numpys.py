"""NumPy나 파이썬의 수로 꺼낸 식을 TensorFlow로: 그레이디언트의 길이 끊어진 까닭."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

_NAMES = {
    "mean": "tf.reduce_mean", "average": "tf.reduce_mean", "sum": "tf.reduce_sum", "max": "tf.reduce_max",
    "min": "tf.reduce_min", "abs": "tf.abs", "absolute": "tf.abs", "square": "tf.square", "sqrt": "tf.sqrt",
    "exp": "tf.exp", "log": "tf.math.log", "log1p": "tf.math.log1p", "maximum": "tf.maximum", "minimum": "tf.minimum",
    "tanh": "tf.tanh", "concatenate": "tf.concat", "stack": "tf.stack", "ones_like": "tf.ones_like",
    "zeros_like": "tf.zeros_like", "clip": "tf.clip_by_value", "power": "tf.pow",
}  # fmt: skip
_TAKING_OUT = {"array", "asarray", "float", "float32", "float64"}


class _Converted(ast.NodeTransformer):
    """np의 함수를 tf의 함수로 바꾸고, 꺼내는 것(`np.array`, `float`, `.numpy()`)을 벗깁니다."""

    def __init__(self):
        self.count = 0

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        function = node.func
        name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        of_numpy = isinstance(getattr(function, "value", None), ast.Name) and function.value.id == "np"
        if name in _TAKING_OUT and (of_numpy or isinstance(function, ast.Name)) and node.args:
            self.count += 1
            return node.args[0]
        if name in ("numpy", "item") and isinstance(function, ast.Attribute) and not of_numpy and not node.args:
            self.count += 1
            return function.value
        if of_numpy and name in _NAMES:
            self.count += 1
            node.func = ast.parse(_NAMES[name], mode="eval").body
        return node


def numpy_to_tensorflow(node: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """식 하나를 통째로 TensorFlow로 바꾸어 봅니다. 바꿀 것이 둘 이상일 때만: 하나면 벗기는 것으로 됩니다."""
    converted = _Converted()
    fresh = converted.visit(copy.deepcopy(node))
    if converted.count > 1:
        yield "NumPy(또는 파이썬의 수)로 계산하여 그레이디언트의 길이 끊어졌습니다.", fresh
