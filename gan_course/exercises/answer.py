"""학습자의 답을 불러 봅니다: 예외, 끝나지 않는 반복, 찍기만 하고 돌려주지 않은 값을 차분히 설명합니다."""

from __future__ import annotations

import ast
import inspect
import linecache
import re
import textwrap
import traceback
from collections.abc import Callable, Sequence

from gan_course._tensorflow import keras, tf
from gan_course.exercises.isolation import Left, Outcome, TookTooLong, call

STUB = "...  # 여기에 작성하십시오"
SECONDS = 20.0
_STUB_LINE = re.compile(rf"^\s*{re.escape(STUB)}\s*$", re.M)


class NotWritten(Exception):
    """아직 작성하지 않은 답. 글은 주어진 코드의 증상이며, 없어도 됩니다."""


class Wrong(Exception):
    """틀린 답: 무엇을 오해했는지와 그 증거.

    Args:
        misconception: 오해의 이름 한 문장. 예: "진짜와 가짜의 레이블이 바뀌었습니다."
        given, expected, got: 넣은 것, 바라는 것, 나온 것. 보일 것이 없으면 None.
        named: 오해의 이름을 아는지. 거짓이면 다른 것만 알 뿐이라, 까닭을 더 찾아봅니다.
        explained: 까닭을 더 찾지 못해도, 이 문장이 무엇이 잘못인지 말해 주는지.
    """

    def __init__(
        self,
        misconception: str,
        given=None,
        expected=None,
        got=None,
        named: bool = True,
        explained: bool = False,
    ):
        super().__init__(misconception)
        self.misconception = misconception
        self.given, self.expected, self.got = given, expected, got
        self.named, self.explained = named, named or explained


class Halted(Wrong):
    """틀린 것이 아니라 실행이 멈춘 것: 끝나지 않는 반복, `quit`, 메모리. 힌트가 말할 일이 아닙니다."""


class Answer:
    """학습자의 함수. 부르면 돌려준 값을 주고, 부를 수 없으면 `NotWritten`이나 `Wrong`을 냅니다.

    Args:
        function: 학습자가 쓴 것. 함수가 아니면 부를 때 알려 줍니다.
        seconds: 한 번 부르는 데 기다릴 시간(초). 없으면 `SECONDS`. 0이면 기다리지 않고 이 스레드에서 곧바로 부릅니다
            (까닭을 찾느라 고친 코드를 수백 번 부를 때).
    """

    def __init__(self, function: Callable, seconds: float | None = None):
        self.function = function
        self.seconds = SECONDS if seconds is None else seconds
        self.name = getattr(function, "__name__", "답")

    def __call__(self, *arguments, **keywords):
        return self._returned(self._call(self.function, arguments, keywords))

    def recorded(self, arguments: tuple, sources: Callable[..., Sequence]) -> tuple[object, list]:
        """돌려준 값과, 그 합을 ``sources(*arguments)``로 미분한 그레이디언트(닿지 않으면 None)의 목록.

        테이프는 스레드마다 따로이므로, 부르는 스레드 안에서 감습니다.
        """
        function = self.function

        def work():
            with tf.GradientTape() as tape:
                watched = list(sources(*arguments))
                for source in watched:
                    if tf.is_tensor(source) and not isinstance(
                        source, keras.Variable
                    ):  # 변수는 테이프가 스스로 지켜봅니다
                        tape.watch(source)
                value = function(*arguments)
                parts = [part for part in tf.nest.flatten(value) if tf.is_tensor(part) and part.dtype.is_floating]
                total = tf.add_n([tf.reduce_sum(part) for part in parts]) if parts else None
            slopes = [None] * len(watched) if total is None else tape.gradient(total, watched)
            # 줄을 꺼내는 것(tf.gather)의 그레이디언트는 꺼낸 줄만 담은 IndexedSlices입니다
            return value, [None if slope is None else tf.convert_to_tensor(slope) for slope in slopes]

        outcome = self._call(work, (), {})
        value, gradients = outcome.value if outcome.error is None else (None, [])
        outcome.value = value
        return self._returned(outcome), gradients

    def _call(self, function: Callable, arguments: tuple, keywords: dict) -> Outcome:
        if self.function is None or self.function is ...:
            raise NotWritten
        if not callable(self.function):
            raise Wrong(
                f"함수를 넘겨야 하는데 {type(self.function).__name__}을(를) 넘겼습니다. 이름 뒤의 괄호를 빼십시오.",
                expected=f"check(..., {self.name})처럼 함수 자체",
                got=repr(self.function)[:200],
            )
        if not self.seconds:
            return Outcome(value=function(*arguments, **keywords))
        return call(function, arguments, keywords, self.seconds)

    def _returned(self, outcome: Outcome):
        if outcome.error is not None:
            self._explain(outcome)
        result = outcome.value
        if result is None or result is ...:
            if self._has_stub():
                raise NotWritten
            if outcome.printed.strip():
                raise Wrong(
                    "값을 print로 찍기만 하고 돌려주지 않았습니다. 마지막 줄을 return으로 바꾸십시오.",
                    expected="return으로 돌려준 값",
                    got=f"찍힌 글: {outcome.printed.strip()[:200]}",
                )
            raise Wrong("None을 돌려주었습니다. 계산한 값을 return으로 돌려주십시오.", expected="계산한 값", got="None")
        return result

    def _explain(self, outcome: Outcome) -> None:
        error = outcome.error
        if isinstance(error, Wrong):  # 대역이 잘못 불린 것을 알아보고 스스로 말했습니다
            raise error from None
        if isinstance(error, TookTooLong):
            left = " 아직 돌고 있으니, 컴퓨터가 느려지면 커널을 다시 시작하십시오." if outcome.running else ""
            raise Halted(
                f"{self.seconds:g}초가 지나도 끝나지 않아 멈추었습니다. 끝나지 않는 반복이 있는지 살펴보십시오.{left}"
            ) from None
        if isinstance(error, (Left, SystemExit, KeyboardInterrupt)):
            raise Halted(
                "노트북을 끝내거나 입력을 기다리는 줄이 있습니다(quit, exit, sys.exit, input). 그 줄을 지우십시오.",
                got=_line_of(error, self.function).removesuffix(" 줄에서 ") or None,
            ) from None
        if isinstance(error, MemoryError) or type(error).__name__ == "ResourceExhaustedError":
            raise Halted(
                "메모리가 모자라 멈추었습니다. 너무 큰 배열을 만드는 줄이 있습니다.",
                got=_line_of(error, self.function).removesuffix(" 줄에서 ") or None,
            ) from None
        if self._has_stub() and isinstance(error, (NameError, NotImplementedError)):
            raise NotWritten from None
        if isinstance(error, NotImplementedError) and "raise NotImplementedError" in source(self.function):
            raise NotWritten from None
        line = _line_of(error, self.function)
        if line.startswith("`raise "):
            raise Wrong(
                f"스스로 낸 오류로 멈추었습니다. 이 입력에도 값을 돌려주십시오: {line.split(' 줄에서')[0]}"
            ) from None
        known = _OF_PYTORCH.search(str(error)) if isinstance(error, AttributeError) else None
        if known:
            why = f"`{known[1]}`은(는) PyTorch의 것입니다. TensorFlow와 NumPy에는 없습니다."
            raise Wrong(why, got=f"{_line_of(error, self.function)}{_first_line(error)}") from None
        korean = _in_korean(error)
        raise Wrong(
            f"{self.name}을(를) 실행하다가 {type(error).__name__} 오류가 났습니다. {korean}".rstrip(),
            got=f"{_line_of(error, self.function)}{_first_line(error)}",
            named=False,
            explained=bool(korean) and korean != _SHAPES,
        ) from None

    def _has_stub(self) -> bool:
        return bool(_STUB_LINE.search(source(self.function)))


def source(function: Callable) -> str:
    """함수의 원본. 찾을 수 없으면 빈 글."""
    try:
        return textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError):
        return ""


def remains(line: bool | str, function: Callable) -> bool:
    """처음에 주어진 줄이 답에 남아 있는지. 원본을 알 수 없거나 줄을 적지 않았으면 그렇다고 봅니다.

    함수를 통째로 주면 몸이 모두 같아야 합니다(주석, 띄어쓰기, 설명은 빼고).
    """
    written = source(function)
    if line is True or not written:
        return True
    try:
        if line.lstrip().startswith("def "):
            return _body(line) == _body(written)
        lines = [one.strip() for one in ast.unparse(ast.parse(written)).splitlines()]
        return ast.unparse(ast.parse(line)) in lines
    except SyntaxError:
        return line in [one.strip() for one in written.splitlines()]


def _body(code: str) -> list[str]:
    statements = ast.parse(textwrap.dedent(code)).body[0].body
    return [ast.dump(s) for s in statements if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]


def stale(function: Callable) -> bool:
    """노트북에서 그 이름을 마지막으로 정의하려던 셀이 오류로 실행되지 않아, 앞의 함수가 남아 있는지."""
    try:
        from IPython import get_ipython

        cells = get_ipython().user_ns["In"]
    except (ImportError, AttributeError, KeyError):
        return False
    code, name = getattr(function, "__code__", None), getattr(function, "__name__", "")
    if code is None:
        return False
    wanted = re.compile(rf"^\s*def {re.escape(name)}\b", re.M)
    latest = next((cell for cell in reversed(cells) if wanted.search(cell)), None)
    if latest is None:
        return False
    try:
        ast.parse(latest)
    except SyntaxError:
        return "".join(linecache.getlines(code.co_filename)).strip() != latest.strip()
    return False


_OF_PYTORCH = re.compile(
    r"has no attribute '(backward|grad|step|zero_grad|detach|detach_|requires_grad_?|unsqueeze|permute|cuda|view|"
    r"(?:mul|add|sub|div|lerp|clamp|fill|copy|zero|sigmoid|relu)_|no_grad|FloatTensor|randn_like|rand_like)'"
)
_SHAPES = "모양이 맞지 않습니다."
_KOREAN = [
    (r"name '(\w+)' is not defined", "정의하지 않은 이름입니다: `{0}`. 철자를 보고, 그것을 정의한 셀을 먼저 실행하십시오."),
    (r"local variable '(\w+)'|variable '(\w+)' where it is not", "`{0}`에 값을 넣기 전에 썼습니다."),
    (r"takes (\d+) positional arguments? but (\d+)", "인자를 {0}개 받는데 {1}개를 주었습니다. 괄호 안의 이름을 보십시오."),
    (r"missing \d+ required .*?: (.+)", "주지 않은 인자가 있습니다: {0}"),
    (r"unexpected keyword argument '(\w+)'", "받지 않는 인자입니다: `{0}`."),
    (r"'NoneType' object has no attribute '(\w+)'", "None에서 `{0}`을(를) 찾았습니다. 앞의 값이 None입니다."),
    (r"'?(\S+?)'? object has no attribute '(\w+)'", "{0}에 없는 이름입니다: `{1}`."),
    (r"module '(\S+)' has no attribute '(\w+)'", "{0}에 없는 이름입니다: `{1}`. 철자를 보십시오."),
    (r"'(\w+)' object is not callable", "{0}은(는) 부를 수 없습니다. 이름 뒤의 괄호를 보십시오."),
    (r"'(\w+)' object is not iterable", "{0}은(는) 하나씩 꺼낼 수 없습니다."),
    (r"'(\w+)' object is not subscriptable", "{0}에서는 [ ]로 꺼낼 수 없습니다."),
    (r"unsupported operand type\(s\) for \^", "^은 거듭제곱이 아닙니다. 거듭제곱은 **로 씁니다."),
    (r"unsupported operand type\(s\) for (\S+): '(\w+)' and '(\w+)'", "{1}와(과) {2} 사이에서 {0}을(를) 할 수 없습니다."),
    (r"operands could not be broadcast together with shapes (\S+) (\S+)", "모양이 {0}과(와) {1}이라 함께 계산할 수 없습니다."),
    (r"not enough values to unpack \(expected (\d+), got (\d+)", "{0}개로 나누어 받으려는데 값이 {1}개입니다."),
    (r"too many values to unpack", "나누어 받을 이름보다 값이 많습니다."),
    (r"list index out of range|index (\S+) is out of bounds", "자리(인덱스)가 범위를 벗어났습니다."),
    (r"(min|max)\(\) (?:arg is an empty|iterable argument is empty)", "빈 목록에서 {0}을(를) 구했습니다. 아무것도 없을 때의 값(default=)을 정하십시오."),
    (r"division by zero", "0으로 나누었습니다."),
    (r"GradientTape.gradient can only be called once", "테이프는 한 번만 감을 수 있습니다. 두 번 쓰려면 persistent=True입니다."),
    (r"maximum recursion depth", "함수가 자기 자신을 끝없이 부릅니다."),
    (r"truth value of an array", "배열 전체를 참이나 거짓 하나로 물었습니다(if, and, or). 원소마다 물으려면 &, |, np.where입니다."),
    (r"Cannot convert a symbolic|symbolic tf.Tensor|numpy\(\) is only available", "@tf.function 안에서 NumPy로 계산했습니다. tf 함수로 쓰십시오."),
    (r"only (length-1|size-1|0-dimensional) arrays? can be converted", "수 하나만 받는 함수에 배열을 주었습니다. np의 함수는 배열도 받습니다."),
    (r"Passed in object <Variable", "Keras의 변수는 tape.watch에 그대로 줄 수 없습니다. 변수는 테이프가 저절로 지켜봅니다(또는 variable.value를 주십시오)."),
    (r"shape|Shape|dimension", _SHAPES),
]  # fmt: skip


def _in_korean(error: BaseException) -> str:
    text = str(error)
    for pattern, korean in _KOREAN:
        if match := re.search(pattern, text):
            return korean.format(*(group for group in match.groups() if group))
    return ""


def _line_of(error: BaseException, function: Callable) -> str:
    """오류가 난 학습자의 줄. 패키지 안에서 났다면 학습자의 코드에서 마지막으로 지나간 줄입니다."""
    code = getattr(inspect.unwrap(function), "__code__", None) if callable(function) else None
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if code and frame.filename == code.co_filename
    ]
    return f"`{frames[-1].line}` 줄에서 " if frames and frames[-1].line else ""


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
