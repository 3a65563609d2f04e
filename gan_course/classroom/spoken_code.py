"""진단을 소리 내어 읽을 수 있는 일곱 자리 숫자로. 글자 없이 숫자만 써서, 우리말로 불러 주어도 헷갈리지 않습니다.

마지막 자리는 검사 숫자(Damm 2004)입니다. 한 자리를 잘못 부르거나 이웃한 두 자리를 바꾸어 부르면 언제나 알아챕니다.
"""

from __future__ import annotations

import platform
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from gan_course.classroom.doctor import Finding, Verdict

FIELDS = ("파이썬", "패키지", "TensorFlow", "GPU", "메모리", "디스크", "쓰기", "한글 글꼴", "데이터")
VERDICTS = tuple(Verdict)
MINUTES = (5, 10, 20, 40)  # 가장 긴 장의 시간의 구간의 위 끝(분). 그보다 길면 마지막 구간, 재지 않았으면 맨 뒤
SYSTEMS = ("Windows", "Darwin", "Linux")
SPACE = 10**6  # 검사 숫자를 뺀 여섯 자리
_MIX, _SHIFT = 387_421, 271_828  # 비슷한 진단이 비슷한 번호가 되지 않게 흩뜨립니다. _MIX는 10과 서로소입니다

# Damm의 10차 준군 표. 같은 줄에 같은 수가 없고 대각선이 0입니다.
DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


@dataclass(frozen=True)
class Spoken:
    """번호에 담긴 것: 항목마다의 판정, 가장 긴 장의 시간의 구간(``MINUTES``의 자리, 재지 않았으면 None), 운영 체제."""

    verdicts: dict[str, Verdict]
    pace: int | None
    system: str

    @property
    def ready(self) -> bool:
        """고장이 하나도 없는지."""
        return Verdict.FAULT not in self.verdicts.values()


def encode(findings: Iterable[Finding], minutes: float | None, system: str | None = None) -> str:
    """진단을 ``123-4567`` 꼴의 번호로 적습니다.

    Args:
        findings: ``doctor.check()``의 결과. 이름이 ``FIELDS``의 항목으로 시작하는 것만, 여럿이면 나쁜 쪽을 담습니다.
        minutes: 가장 오래 걸리는 장의 시간(분). 재지 않았으면 None.
        system: 운영 체제(``platform.system()``). 없으면 이 컴퓨터의 것.
    """
    worst = dict.fromkeys(FIELDS, 0)
    for finding in findings:
        for field in FIELDS:
            if finding.name == field or finding.name.startswith(f"{field} "):
                worst[field] = max(worst[field], VERDICTS.index(finding.verdict))
    system = platform.system() if system is None else system
    number = SYSTEMS.index(system) if system in SYSTEMS else len(SYSTEMS)
    number = number * (len(MINUTES) + 2) + _pace(minutes)
    for value in worst.values():
        number = number * len(VERDICTS) + value
    digits = f"{(number * _MIX + _SHIFT) % SPACE:06d}"
    return f"{digits[:3]}-{digits[3:]}{_check_digit(digits)}"


def decode(code: str) -> Spoken:
    """불러 준 번호를 풉니다. 빈칸과 줄표는 있어도 없어도 되고, 전각 숫자(한글 입력기)도 됩니다.

    Raises:
        ValueError: 일곱 자리가 아니거나, 잘못 부르거나 받아 적은 번호일 때.
    """
    plain = unicodedata.normalize("NFKC", code)
    digits = "".join(letter for letter in plain if not letter.isspace() and letter not in "-–—−ー")
    if len(digits) != 7 or not (digits.isascii() and digits.isdigit()):
        raise ValueError(f"번호는 숫자 일곱 자리인데 '{code}'(이)라는 글을 받았습니다. 예: 123-4567")
    number = (int(digits[:6]) - _SHIFT) * pow(_MIX, -1, SPACE) % SPACE
    values = []
    for _ in FIELDS:
        number, value = divmod(number, len(VERDICTS))
        values.append(VERDICTS[value])
    number, pace = divmod(number, len(MINUTES) + 2)
    if _check_digit(digits[:6]) != digits[6] or number > len(SYSTEMS):
        raise ValueError(f"{code}: 잘못 부르거나 받아 적은 번호입니다. 한 자리씩 다시 불러 달라고 하십시오.")
    return Spoken(
        dict(zip(FIELDS, reversed(values))),
        pace if pace <= len(MINUTES) else None,
        (*SYSTEMS, "다른 운영 체제")[number],
    )


def pace_in_words(pace: int | None) -> str:
    """가장 긴 장의 시간의 구간을 글로 적습니다."""
    if pace is None:
        return "재지 않음"
    if pace == len(MINUTES):
        return f"{MINUTES[-1]}분 넘게"
    return f"{MINUTES[pace]}분 이하"


def _pace(minutes: float | None) -> int:
    if minutes is None:
        return len(MINUTES) + 1
    return sum(minutes > limit for limit in MINUTES)


def _check_digit(digits: str) -> str:
    row = 0
    for digit in digits:
        row = int(DAMM[row][int(digit)])
    return str(row)
