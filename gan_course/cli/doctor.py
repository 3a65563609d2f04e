"""이 컴퓨터에서 강좌를 실행할 수 있는지, 얼마나 걸릴지 진단합니다."""

from __future__ import annotations

import argparse

from gan_course.classroom import doctor
from gan_course.files import user_path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--workshop", action="store_true", help="수업 전날: 강사에게 불러 줄 번호를 적습니다")
    one.add_argument(
        "--code", metavar="번호", help="강사: 참가자가 불러 준 번호를 풉니다. 고장이 있으면 종료 코드가 1입니다"
    )
    one.add_argument(
        "--invitation", type=user_path, metavar="파일.html", help="강사: 참가자에게 보낼 한 쪽짜리 안내문을 씁니다"
    )


def run(options: argparse.Namespace) -> int:
    if options.code is not None:
        return _decode(options.code)
    if options.invitation:
        from gan_course.classroom.workshop import write_invitation

        write_invitation(options.invitation)
        print(f"안내문: {options.invitation.resolve()}")
        print("브라우저에서 열어 날짜와 연락처를 고친 다음 저장하거나 인쇄하십시오.")
        return 0
    findings = doctor.check()
    minutes = None
    if not _faulty(findings):  # 고장 난 컴퓨터에서는 재지 않습니다
        from gan_course.classroom import pace

        measured = pace.measure()
        known = pace.forecasts(_chapters(), measured) if measured else {}
        findings = [*findings, pace.finding(known, measured)]
    if options.workshop:
        from gan_course.classroom import workshop

        if not _faulty(findings):
            minutes = workshop.training_minutes(known)
        print(workshop.participant_report(findings, minutes))
    else:
        print(doctor.report(findings))
    return 1 if _faulty(findings) else 0


def _chapters():
    from gan_course.course.chapters import chapters_with_notebook, course_folder

    try:
        return chapters_with_notebook(course_folder())
    except ValueError:  # 강좌 폴더 밖입니다. 진단에는 주의로 나와 있습니다
        return []


def _faulty(findings: list[doctor.Finding]) -> bool:
    return any(finding.verdict is doctor.Verdict.FAULT for finding in findings)


def _decode(code: str) -> int:
    from gan_course.classroom import spoken_code, workshop

    print(workshop.instructor_report(code))
    return 0 if spoken_code.decode(code).ready else 1
