"""이 컴퓨터에서 강좌를 실행할 수 있는지 진단합니다."""

from __future__ import annotations

import argparse

from gan_course.course import doctor


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """받는 인자가 없습니다."""


def run(options: argparse.Namespace) -> int:
    findings = doctor.check()
    print(doctor.report(findings))
    return 1 if any(finding.verdict is doctor.Verdict.FAULT for finding in findings) else 0
