"""우리말로 말하는 argparse: 도움말의 제목, 틀린 인자의 까닭, 가장 가까운 이름.

argparse의 글은 파이썬마다 조금씩 다릅니다(3.11~3.14). 모르는 꼴이면 영어를 그대로 붙여 둡니다.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence

from gan_course.names import did_you_mean, nearest

_TYPES = {"int": "정수", "float": "수"}
# 오류 글의 꼴과 우리말. 이름(argument 뒤의 것)은 따로 떼어 앞에 붙입니다.
_ERRORS = (
    (r"invalid (?P<kind>\w+) value: (?P<value>.*)", "{value} 대신 {kind}를 주십시오."),
    (r"expected one argument", "뒤에 값을 하나 적으십시오."),
    (r"expected at least one argument", "뒤에 값을 하나 이상 적으십시오."),
    (r"expected at most one argument", "뒤에는 값을 하나까지만 적으십시오."),
    (r"expected (?P<value>\d+) arguments?", "뒤에 값을 {value}개 적으십시오."),
    (r"ignored explicit argument (?P<value>.*)", "값을 받지 않는데 {value} 값을 적으셨습니다."),
    (r"not allowed with argument (?P<value>.*)", "{value} 인자와 함께 쓸 수 없습니다. 하나만 적으십시오."),
    (r"the following arguments are required: (?P<value>.*)", "빠진 인자가 있습니다: {value}"),
    (r"one of the arguments (?P<value>.*) is required", "다음 가운데 하나를 적으십시오: {value}"),
    (r"ambiguous option: (?P<name>\S+) could match (?P<value>.*)", "{name} 인자가 여럿과 맞습니다: {value}"),
    (r"unrecognized arguments: (?P<value>.*)", "모르는 인자입니다: {value}"),
)
_CHOICE = re.compile(r"invalid choice: '?(?P<value>.*?)'? \((?:choose from|maybe you meant) (?P<names>[^)]*)\).*", re.S)


def nonempty(text: str) -> str:
    """이름을 받는 인자의 `type`. 빈 글(정하지 않은 변수)은 아무것도 주지 않은 것처럼 조용히 지나가므로 물리칩니다."""
    if not text.strip():
        raise argparse.ArgumentTypeError("빈 글입니다. 이름을 적거나 이 옵션을 빼십시오.")
    return text


class KoreanParser(argparse.ArgumentParser):
    """도움말과 오류가 우리말인 `argparse.ArgumentParser`. 오류는 가장 가까운 이름을 함께 말합니다."""

    def __init__(self, **options):
        super().__init__(**options, formatter_class=_Formatter, add_help=False)
        # 두 제목을 바꾸는 공개된 길은 없습니다. 없어지면 영어 제목이 남을 뿐입니다(시험이 알립니다).
        for group, title in (("_positionals", "인자"), ("_optionals", "옵션")):
            if hasattr(self, group):
                getattr(self, group).title = title
        self._repeatable = set()
        self.add_argument("-h", "--help", action="help", help="이 도움말을 보입니다")

    def add_argument(self, *names, **options):
        added = super().add_argument(*names, **options)
        if options.get("action") == "append":
            self._repeatable.add(added)
        return added

    def parse_known_args(self, args=None, namespace=None):
        """문서나 메신저에서 붙여 넣으면 `--이름`의 줄표가 긴 줄표(—)로 바뀝니다. 그런 이름의 옵션이 있으면 옵션으로 읽습니다."""
        words = [self._with_plain_dashes(word) for word in (sys.argv[1:] if args is None else args)]
        self._refuse_repetition(words)
        return super().parse_known_args(words, namespace)

    def _refuse_repetition(self, words: Sequence[str]):
        """argparse는 같은 옵션의 마지막 값만 말없이 씁니다."""
        seen = set()
        for word in words[: words.index("--")] if "--" in words else words:
            action = self._option_string_actions.get(word.partition("=")[0])
            if action is None or action.nargs == 0 or action in self._repeatable:
                continue
            if action in seen:
                self.error(f"argument {'/'.join(action.option_strings)}: 두 번 적으셨습니다. 하나만 적으십시오.")
            seen.add(action)

    def _with_plain_dashes(self, word: str) -> str:
        found = re.fullmatch(r"[–—―−－]+(?P<rest>(?P<name>[\w-]+)(=.*)?)", word, re.S)
        is_option = found and f"--{found['name']}" in self._option_string_actions
        return f"--{found['rest']}" if is_option and not os.path.lexists(word) else word

    def error(self, message: str):
        """쓰는 법과 까닭을 표준 오류에 적고 종료 코드 2로 끝냅니다."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {_korean(message)}\n")

    def refuse_unknown(self, given: Sequence[str]):
        """모르는 인자를 알리고 끝냅니다. 비슷한 옵션이 있으면 그 이름을 말합니다."""
        self.print_usage(sys.stderr)
        self.exit(
            2,
            f"{self.prog}: 모르는 인자입니다: {' '.join(word or repr(word) for word in given)}. {self.suggestion(given)}".rstrip()
            + "\n",
        )

    def suggestion(self, given: Sequence[str]) -> str:
        """`given` 가운데 이 명령의 옵션과 비슷하게 적은 것이 있으면 그 이름을 묻는 글, 없으면 빈 글."""
        options = [name[2:] for action in self._actions for name in action.option_strings if name.startswith("--")]
        for word in given:  # 앞의 --까지 견주면 --ip가 --help와 비슷해집니다
            if word.startswith("-") and (near := nearest(word.partition("=")[0].lstrip("-"), options)):
                return f"--{near} 옵션을 뜻하셨습니까?"
        return ""


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):
        super().add_usage(usage, actions, groups, "쓰는 법: " if prefix is None else prefix)


def _korean(message: str) -> str:
    named = re.match(r"argument (?P<name>.*?): (?P<rest>.*)", message, re.S)
    name, rest = (f"{named['name']}: ", named["rest"]) if named else ("", message)
    if found := _CHOICE.fullmatch(rest):
        names = [text.strip().strip("'") for text in found["names"].split(",")]
        hint = did_you_mean(found["value"], names)
        return f"{name}'{found['value']}' 값은 고를 수 없습니다.{hint} 고를 수 있는 것: {', '.join(names)}"
    for pattern, korean in _ERRORS:
        if found := re.fullmatch(pattern, rest, re.S):
            parts = found.groupdict()
            if "kind" in parts:
                parts["kind"] = _TYPES.get(parts["kind"], parts["kind"])
            return name + korean.format(**parts)
    if re.search("[가-힣]{2}", rest):  # 우리의 type이 낸 말
        return name + rest
    return f"{name}인자를 읽지 못했습니다({rest})"
