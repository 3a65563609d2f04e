"""장을 여러 씨앗으로 그대로 실행하고, 장이 적은 [측정] 값의 평균과 퍼짐을 표로 냅니다.

    uv run python benchmarks/chapter_seeds.py 03 04 --seeds 0 1 2

장의 코드를 베끼지 않고 `gan-course run`과 같은 길로 노트북 자체를 실행합니다.
그래서 여기의 숫자는 독자가 보는 숫자입니다. 확인(verdict)이 하나라도 거짓이면 그 씨앗은 실패로 적습니다.
"""

import argparse
import re
import statistics
from pathlib import Path

from gan_course.course.chapters import chapters_with_notebook, course_folder, select
from gan_course.course.report import duration, marked_lines
from gan_course.course.runner import run_chapter

LINE = re.compile(r"(?P<name>.+): (?P<value>-?[\d,]+(\.\d+)?)(?P<unit>.*)")


def measures(notebook):
    """노트북의 [측정] 줄을 {이름(단위): 값}으로 읽습니다."""
    found = {}
    for line in marked_lines(notebook, "[측정]"):
        match = LINE.fullmatch(line)
        unit = f" ({match['unit'].strip()})" if match["unit"].strip() else ""
        found[match["name"] + unit] = float(match["value"].replace(",", ""))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("chapters", nargs="+", help="장의 번호나 이름")
    parser.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    parser.add_argument("--profile", default="cpu", choices=["quick", "cpu", "gpu"])
    parser.add_argument("--output", type=Path, default=Path("build/seeds"))
    arguments = parser.parse_args()

    for chapter in select(chapters_with_notebook(course_folder()), arguments.chapters):
        rows = {}
        for seed in arguments.seeds:
            result = run_chapter(
                chapter,
                {"PROFILE": arguments.profile, "SEED": seed},
                arguments.output / f"seed_{seed}",
            )
            state = "성공" if result.succeeded else f"실패 {result.execution.failures[0].summary}"
            print(f"{chapter.name} 씨앗 {seed}: {duration(result.execution.seconds)}, {state}", flush=True)
            for name, value in measures(result.execution.notebook).items():
                rows.setdefault(name, []).append(value)
        print(f"\n| {chapter.name} | 평균 | 표준 편차 | 씨앗 {', '.join(map(str, arguments.seeds))} |")
        print("|---|---|---|---|")
        for name, values in rows.items():
            spread = f"{statistics.stdev(values):.3g}" if len(values) > 1 else "-"
            print(
                f"| {name} | {statistics.mean(values):.4g} | {spread} | "
                f"{', '.join(f'{value:.4g}' for value in values)} |"
            )
        print(flush=True)


if __name__ == "__main__":
    main()
