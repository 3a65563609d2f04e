"""진단 한 가지의 꼴."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

INSTALL = "저장소 폴더에서 `uv sync`를 실행하십시오."


class Verdict(Enum):
    """진단 한 가지의 판정. 고장이 하나라도 있으면 강좌를 끝까지 실행할 수 없습니다."""

    GOOD = "정상"
    WARNING = "주의"
    FAULT = "고장"


@dataclass(frozen=True)
class Finding:
    """진단 한 가지: 무엇을 보았고, 어떠했고, 무엇을 하면 되는지(정상이면 빈 글)."""

    name: str
    verdict: Verdict
    detail: str
    remedy: str = ""

    def __str__(self) -> str:
        line = f"[{self.verdict.value}] {self.name}: {self.detail}"
        return f"{line}\n       → {self.remedy}" if self.remedy else line
