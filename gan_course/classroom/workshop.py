"""수업 전날: 참가자가 강사에게 불러 줄 번호와, 참가자에게 보낼 한 쪽짜리 안내문."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gan_course.classroom import spoken_code
from gan_course.classroom.doctor import Finding, Verdict, report
from gan_course.classroom.pace import SLOW
from gan_course.course.chapters import Chapter
from gan_course.files import check_writable, refuse_to_replace, write_atomically


def training_minutes(known: Mapping[Chapter, float]) -> float | None:
    """어림(`pace.forecasts`)에서 가장 오래 걸리는 장의 시간(분). 어림한 것이 없으면 None."""
    return max(known.values()) / 60 if known else None


def participant_report(findings: list[Finding], minutes: float | None) -> str:
    """참가자가 보는 글: 진단과 강사에게 불러 줄 번호. ``minutes``는 가장 오래 걸리는 장의 시간입니다."""
    return f"{report(findings)}\n\n강사에게 불러 줄 번호: {spoken_code.encode(findings, minutes)}"


def instructor_report(code: str) -> str:
    """강사가 보는 글: 번호에 담긴 진단."""
    spoken = spoken_code.decode(code)
    lines = [f"[{verdict.value}] {field}" for field, verdict in spoken.verdicts.items() if verdict is not Verdict.GOOD]
    slow = spoken.pace is not None and spoken.pace > spoken_code.MINUTES.index(SLOW)
    lines.append(f"운영 체제: {spoken.system}, 가장 긴 장: {spoken_code.pace_in_words(spoken.pace)}")
    lines.append(
        "이 컴퓨터에서는 강좌를 실행할 수 없습니다. 참가자의 화면에 적힌 화살표(→)를 따라 고치게 하십시오."
        if not spoken.ready
        else "준비되었습니다." + (" 훈련은 건너뛰게(TRAIN = False) 하십시오." if slow else "")
    )
    return "\n".join(lines)


def write_invitation(path: Path) -> None:
    """참가자에게 보낼 안내문(한 쪽짜리 HTML)을 씁니다. 강사가 날짜와 연락처를 고쳐 보냅니다.

    Raises:
        ValueError: 이름이 ``.html``로 끝나지 않거나, 이미 있을 때.
    """
    if path.suffix.lower() != ".html":
        raise ValueError(f"안내문은 HTML입니다. 이름을 .html로 끝내 주십시오: {path}")
    check_writable(path)
    refuse_to_replace(path, "안내문")  # 강사가 날짜와 연락처를 고쳐 둔 것입니다
    from gan_course.course.templates import environment

    good = [Finding(field, Verdict.GOOD, "…") for field in spoken_code.FIELDS]
    html = (
        environment(__package__)
        .get_template("invitation.html")
        .render(fields=spoken_code.FIELDS, code=spoken_code.encode(good, 4.0, "Windows"), slow=f"{SLOW:.0f}")
    )
    write_atomically(path, html)
