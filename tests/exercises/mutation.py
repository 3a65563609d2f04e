"""풀이를 조금씩 망가뜨립니다: 부호, 항, 축, 레이블, 인자, 차례. 채점은 이것들을 거절해야 합니다."""

import ast
import copy

_ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult}
_COMPARISONS = {ast.Lt: ast.GtE, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.GtE: ast.Lt, ast.Eq: ast.NotEq}
_NAMES = {
    "ones_like": "zeros_like",
    "zeros_like": "ones_like",
    "reduce_mean": "reduce_sum",
    "reduce_sum": "reduce_mean",
    "square": "abs",
    "abs": "square",
    "mean": "sum",
    "sum": "mean",
    "argmin": "argmax",
    "argmax": "argmin",
    "maximum": "minimum",
    "minimum": "maximum",
    "normal": "uniform",
    "log": "exp",
    "exp": "log",
}
_PAIRS = [("real", "fake"), ("gen", "disc"), ("generator", "discriminator"), ("_a", "_b"), ("_ab", "_ba")]


def mutants(source):
    """(바꾼 것의 이름, 바뀐 코드)를 차례로 냅니다. 같은 코드는 한 번만."""
    seen = {ast.unparse(ast.parse(source))}
    for place, node in enumerate(ast.walk(ast.parse(source))):
        for name, change in _changes(node):
            tree = ast.parse(source)
            target = next(n for i, n in enumerate(ast.walk(tree)) if i == place)
            change(target)
            try:
                code = ast.unparse(ast.fix_missing_locations(tree))
                compile(code, "<돌연변이>", "exec")
            except (SyntaxError, ValueError):
                continue
            if code not in seen:
                seen.add(code)
                yield f"{name}(줄 {getattr(node, 'lineno', '?')})", code


def _changes(node):
    if isinstance(node, ast.BinOp):
        for old, new in _ARITHMETIC.items():
            if isinstance(node.op, old):
                yield "부호나 연산", lambda n, new=new: setattr(n, "op", new())
        if isinstance(node.op, (ast.Add, ast.Sub)):
            yield "항을 뺌", lambda n: _become(n, n.left)
            yield "항을 뺌", lambda n: _become(n, n.right)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "부호나 연산", lambda n: _become(n, n.operand)
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARISONS:
        yield "부등호", lambda n: setattr(n, "ops", [_COMPARISONS[type(n.ops[0])]()])
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "참과 거짓", lambda n: setattr(n, "value", not n.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        yield "상수", lambda n: setattr(n, "value", n.value + 1)
        yield "상수", lambda n: setattr(n, "value", -n.value)
    if isinstance(node, ast.Attribute) and node.attr in _NAMES:
        yield "함수", lambda n: setattr(n, "attr", _NAMES[n.attr])
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        for left, right in _PAIRS:
            for old, new in ((left, right), (right, left)):
                if old in node.id:
                    yield "이름", lambda n, old=old, new=new: setattr(n, "id", n.id.replace(old, new, 1))
    if _is_chained(node):
        yield "이은 차례", _swap_chained
        yield "이은 것을 뺌", lambda n: _become(n, n.func.value)
        yield "이은 것을 뺌", lambda n: setattr(n.func, "value", n.func.value.func.value)
    if isinstance(node, ast.Call) and len(node.args) == 2:
        yield "인자의 차례", lambda n: n.args.reverse()
    if isinstance(node, (ast.List, ast.Tuple)) and isinstance(node.ctx, ast.Load) and len(node.elts) == 2:
        yield "축이나 차례", lambda n: n.elts.reverse()
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len":
        yield "수를 못 박음", lambda n: _become(n, ast.Constant(32))
    if isinstance(node, ast.FunctionDef) and len(node.body) > 1:
        for index, statement in enumerate(node.body):
            if not _is_docstring(statement):
                yield "문장을 뺌", lambda n, index=index: n.body.pop(index)


def _is_chained(node):
    """``x.f(…).g(…)`` 꼴."""
    return _is_method(node) and _is_method(node.func.value)


def _is_method(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)


def _swap_chained(outer):
    """``x.f(a).g(b)``를 ``x.g(b).f(a)``로."""
    inner = outer.func.value
    outer.func.attr, inner.func.attr = inner.func.attr, outer.func.attr
    outer.args, inner.args = inner.args, outer.args
    outer.keywords, inner.keywords = inner.keywords, outer.keywords


def _is_docstring(statement):
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _become(node, other):
    other = copy.deepcopy(other)
    node.__class__ = other.__class__
    node.__dict__ = other.__dict__
