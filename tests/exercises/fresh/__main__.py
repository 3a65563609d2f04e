"""채점을 보지 않고 쓴 답을 채점해, 이름을 얼마나 옳게 말하는지와 얼마나 걸리는지를 셉니다.

    uv run python -m tests.exercises.fresh [장 ...] [--every 5] [--folder 폴더] [--output 결과.json]

답은 이 폴더의 `chapter_N.json`에 있습니다. 「옳은 이름」인지는 사람이 읽고 판정한 것(`verdict`)이며, 그때 한 말(`said`)도 함께
적혀 있습니다. 채점이 이제 다른 말을 하면 「다시 판정」으로 셉니다. 벌 A, B, C는 1, 3, 5, 7장의 것이고, D는 1장부터 7장까지의
것입니다. 10장의 F와 G는 채점을 읽은 사람이 썼고, 처음 채점한 다음에 읽고 고쳤으니 낮추어 읽으십시오.
"""

import argparse
import json
import time
from collections import Counter
from pathlib import Path

from gan_course.exercises.grading import State
from tests.exercises.classroom import grade

FOLDER = Path(__file__).parent
WRONG = ("옳은 이름", "모른다고 함", "틀린 이름", "맞다고 함", "멈춤", "다시 판정")
RIGHT = ("맞다고 함", "틀렸다고 함", "멈춤")


SLOW = 3.0  # CPU 초. 이보다 오래 걸린 답은 따로 적습니다


def answers(chapter, folder=FOLDER):
    file = folder / f"chapter_{chapter}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else []


def outcome(answer):
    """(어느 칸에 세는지, 채점이 한 말의 첫 줄)."""
    try:
        result = grade(answer["exercise"], answer["code"])
    except Exception as error:  # 채점이 트레이스백으로 끝났습니다
        return "멈춤", f"{type(error).__name__}: {error}"
    said = result.text.splitlines()[0]
    if result.state is State.RIGHT:
        return "맞다고 함", said
    if answer["answer"] == "right":
        return "틀렸다고 함", said
    if result.misconception is None:
        return "모른다고 함", said
    judged = answer.get("verdict") in WRONG and said == answer.get("said")
    return (answer["verdict"] if judged else "다시 판정"), said


def table(rows):
    """장마다, 답의 종류마다 세어 마크다운 표로."""
    lines = []
    for kind, columns in (("wrong", WRONG), ("right", RIGHT)):
        lines += [
            f"| {'틀린' if kind == 'wrong' else '옳은'} 답 | 모두 | {' | '.join(columns)} |",
            "|---" * (len(columns) + 2) + "|",
        ]
        chapters = sorted({row["exercise"].partition(".")[0] for row in rows})
        for chapter in [*chapters, ""]:
            chosen = [r for r in rows if r["answer"] == kind and r["exercise"].startswith(chapter and f"{chapter}.")]
            count, total = Counter(row["outcome"] for row in chosen), max(len(chosen), 1)
            cells = [f"{count[c]} ({100 * count[c] / total:.1f}%)" if count[c] else "0" for c in columns]
            lines.append(f"| {chapter + '장' if chapter else '모두'} | {len(chosen)} | {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("chapters", nargs="*", type=int, default=range(1, 11))
    parser.add_argument("--every", type=int, default=1, help="몇 개에 하나씩 볼지")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="답이 든 폴더")
    parser.add_argument("--output", type=Path, help="답마다의 결과를 적을 JSON")
    options = parser.parse_args()
    found = []
    for number in options.chapters:
        for answer in answers(number, options.folder)[:: options.every]:
            started = time.process_time()
            kind, said = outcome(answer)
            seconds = round(time.process_time() - started, 2)
            found.append({**answer, "outcome": kind, "said": said, "seconds": seconds})
    if options.output:
        options.output.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    print(table(found))
    seconds = sorted(row["seconds"] for row in found)
    print(
        f"CPU 초: 가운데 {seconds[len(seconds) // 2]}, 95% {seconds[int(0.95 * len(seconds))]}, 가장 큰 {seconds[-1]}"
    )
    for row in found:
        if row["seconds"] > SLOW:
            print(f"  {row['seconds']}초 {row['exercise']} {row['what']}")
