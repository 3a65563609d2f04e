"""고장을 하나씩 심어 시험이 잡는지 셉니다: `uv run python -m tests.faults --sample 10`.

표(`table/방.toml`)의 고장을 사본에 하나씩 심고 그 방의 시험을 돌립니다. 95% 이상을 잡지 못하면 종료 코드가 1입니다.
"""

import argparse
import itertools
import json
import queue
import random
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

from tests.faults.planting import CAUGHT, UNFIT, copy_tree, false_alarms, place, read_package, read_table, try_fault

ROOT = Path(__file__).parents[2]
ENOUGH = 0.95


def main(arguments=None):
    options = _parser().parse_args(arguments)
    tree = options.tree.resolve()
    seed = random.randrange(10**6) if options.seed is None else options.seed
    faults = chosen(read_table(), options.room, options.sample, seed)
    if options.list:
        texts = read_package(tree)
        for fault in faults:
            print(f"{fault.room:<11} {_file(tree, texts, fault):<45} {fault.what}")
        return 0
    if options.sample:
        print(f"표본 {len(faults)}개, --seed {seed}", flush=True)
    outcomes = run(tree, faults, options.jobs, options.limit, options.json)
    return 0 if report(outcomes) else 1


def chosen(faults, rooms=None, sample=None, seed=None):
    """고른 방의 고장. 표본이라면 방이 고루 들도록 방을 돌아가며 뽑습니다."""
    known = {fault.room for fault in faults}
    if unknown := set(rooms or ()) - known:
        raise SystemExit(f"그런 방은 없습니다: {', '.join(unknown)}. 있는 방: {', '.join(sorted(known))}")
    faults = [fault for fault in faults if not rooms or fault.room in rooms]
    if sample is None:
        return faults
    draw = random.Random(seed)
    shuffled = [list(group) for _, group in itertools.groupby(faults, lambda fault: fault.room)]
    draw.shuffle(shuffled)
    for group in shuffled:
        draw.shuffle(group)
    return [fault for turn in itertools.zip_longest(*shuffled) for fault in turn if fault][:sample]


def run(tree, faults, jobs, limit, json_file=None):
    """고장마다 `Outcome`. 일꾼마다 사본이 하나씩이고, 끝나는 대로 한 줄을 적습니다."""
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as folder:
        copies = queue.SimpleQueue()
        for number in range(min(jobs, max(len(faults), 1))):
            copies.put(Path(folder) / f"copy{number}")
            copy_tree(tree, Path(folder) / f"copy{number}")

        def work(fault):
            copy = copies.get()
            try:
                return try_fault(copy, fault, limit)
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(jobs) as pool:
            for outcome in pool.map(work, faults):
                outcomes.append(outcome)
                print(_line(outcome), flush=True)
                _write(json_file, outcomes)
        wrong = false_alarms(copies.get(), outcomes, limit)
    if wrong:
        print("고장이 없어도 실패하는 시험이므로 잡은 것으로 세지 않습니다:")
    for outcome in wrong:
        print(f"  {outcome.by}: {outcome.fault.what}")
        outcomes[outcomes.index(outcome)] = replace(outcome, verdict=UNFIT, by=f"늘 실패하는 {outcome.by}")
    _write(json_file, outcomes)
    return outcomes


def report(outcomes):
    """방마다의 수와 살아남은 것을 적고, 95% 이상을 잡았으면 참."""
    print(f"\n{'방':<11} 심음  잡음  CPU(초)")
    for room, group in itertools.groupby(sorted(outcomes, key=lambda o: o.fault.room), lambda o: o.fault.room):
        group = list(group)
        seconds = sum(outcome.seconds for outcome in group)
        print(f"{room:<11} {len(group):>4} {sum(outcome.caught for outcome in group):>5} {seconds:>8.0f}")
    caught = sum(outcome.caught for outcome in outcomes)
    print(f"모두 {len(outcomes)}개 가운데 {caught}개를 잡았습니다({100 * caught / max(len(outcomes), 1):.1f}%).")
    for outcome in outcomes:
        if outcome.verdict != CAUGHT:
            print(f"  {outcome.verdict}: {outcome.fault.room}, {outcome.file}: {outcome.fault.what} {outcome.by}")
    return bool(outcomes) and caught >= ENOUGH * len(outcomes)


def _line(outcome):
    return (
        f"{outcome.fault.room:<11} {outcome.file:<45} {outcome.verdict} {outcome.seconds:>5.0f}초  "
        f"{outcome.fault.what}  {outcome.by}"
    )


def _file(tree, texts, fault):
    try:
        return place(texts, fault)[0].relative_to(tree).as_posix()
    except ValueError as error:
        return f"{UNFIT}: {error}"


def _write(file, outcomes):
    if file:
        rows = [asdict(outcome) | {"caught": outcome.caught} for outcome in outcomes]
        file.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def _parser():
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__.splitlines()[0])
    parser.add_argument("--room", action="append", metavar="방", help="이 방의 고장만. 여러 번 쓸 수 있습니다")
    parser.add_argument("--sample", type=int, metavar="수", help="방마다 고루 이만큼만 뽑습니다")
    parser.add_argument("--seed", type=int, metavar="정수", help="뽑는 씨앗. 없으면 부를 때마다 다릅니다")
    parser.add_argument("--list", action="store_true", help="심지 않고 목록만 봅니다")
    parser.add_argument(
        "--jobs", type=int, default=1, metavar="수", help="나란히 돌릴 수. 기본은 1(여럿이면 CPU의 초가 섞입니다)"
    )
    parser.add_argument(
        "--limit", type=float, default=1800, metavar="초", help="고장 하나에 기다릴 시간. 기본은 1800초"
    )
    parser.add_argument("--json", type=Path, metavar="파일", help="결과를 적을 파일")
    parser.add_argument("--tree", type=Path, default=ROOT, metavar="폴더", help="고장을 심을 저장소. 기본은 이 저장소")
    return parser


if __name__ == "__main__":
    sys.exit(main())
