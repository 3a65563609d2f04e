"""훈련 한 걸음의 시간, 메모리, 달성한 GFLOP/s를 여러 구현에서 나란히 잽니다.

    uv run --group bench python benchmarks/step_speed.py [gan | cyclegan] [--quick]

구현마다 제 프로세스를 띄워 두고 차례를 돌아가며 몇 걸음씩 잽니다. 그래서 컴퓨터가 잠깐 바빠져도 모두에게 같이 미치고,
비율은 같은 바퀴 안에서 구합니다. 합성곱의 최고 속도도 같은 바퀴에서 함께 잽니다. 계산은 gan_course와
benchmarks/recipes에 있는 것이고(steps.py), 여기에는 재는 일만 있습니다.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from machine import machine, peak_memory
from steps import CYCLEGAN, GAN, PEAKS, build, peak_flops

# ── 재는 쪽: 프로세스마다 하나 ────────────────────────────────────────────────────────────────


def work(name, options):
    """표준 입력에서 걸음의 수를 한 줄씩 받아 그만큼 훈련하고, 걸린 시간을 JSON 한 줄로 답합니다."""
    flops, run = build(name, options)
    run(options.warm_up)
    answer(flops=flops, memory=peak_memory())
    for line in sys.stdin:
        wall, cpu = time.perf_counter(), time.process_time()
        run(int(line))
        answer(
            wall_seconds=(time.perf_counter() - wall) / int(line),
            cpu_seconds=(time.process_time() - cpu) / int(line),
            memory=peak_memory(),
        )


def answer(**values):
    print(json.dumps(values), flush=True)


# ── 시키는 쪽 ─────────────────────────────────────────────────────────────────────────────────


class Worker:
    def __init__(self, name, arguments):
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--worker", name, *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip
        self.rounds = []

    def wait(self):
        """신경망을 만들고 몸풀기를 마칠 때까지 기다립니다."""
        self.flops = self.read()["flops"]

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(self.process.stderr.read())
        return json.loads(line)

    def run(self, steps):
        print(steps, file=self.process.stdin, flush=True)
        self.rounds.append(self.read())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def compare(names, base, options):
    """이름마다 프로세스를 띄우고 돌아가며 재어, 표를 찍습니다."""
    arguments = [f"--size={options.size}", f"--batch={options.batch}", f"--warm-up={options.warm_up}"]
    arguments += ["--bfloat16"] * options.bfloat16 + ["--quick"] * options.quick
    began = time.perf_counter()
    workers = {name: Worker(name, arguments) for name in names}
    try:
        for worker in workers.values():
            worker.wait()
        for number in range(options.rounds):
            for worker in workers.values():
                worker.run(options.steps)
            print(f"{number + 1}/{options.rounds}", end="\r", file=sys.stderr, flush=True)
            if options.budget and time.perf_counter() - began > options.budget:
                break
    finally:
        for worker in workers.values():
            worker.close()
    if options.json:
        rounds = {name: {"flops": worker.flops, "rounds": worker.rounds} for name, worker in workers.items()}
        record = {"options": vars(options) | {"json": None}, "machine": machine(), "workers": rounds}
        with open(options.json, "a", encoding="utf-8") as file:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    print_table(workers, names, base, options)


def print_table(workers, names, base, options):
    def seconds(name):
        return [measured[f"{options.clock}_seconds"] for measured in workers[name].rounds]

    peaks = [name for name in names if name.startswith("peak")]
    peak = max(peak_flops() / second for name in peaks for second in seconds(name))
    print(f"\n{machine()}")
    clock = {"wall": "벽시계", "cpu": "CPU 시간"}[options.clock]
    precision = "mixed bfloat16" if options.bfloat16 else "float32"
    print(f"{clock}, 배치 {options.batch}, {precision}, 한 번에 {options.steps}걸음씩 {len(seconds(base))}바퀴.")
    for name in peaks:
        print(f"{PEAKS[name]}: {peak_flops() / statistics.median(seconds(name)) / 1e9:.0f} GFLOP/s")
    first = f"{label(base)}의 몇 배"
    print(f"\n| 구현 | 한 걸음(초) | {first} | 이미지/초 | 최고 메모리(GB) | GFLOP/s(최고의 몫) |")
    print("|---|---|---|---|---|---|")
    per_step = 2 * options.batch if base in CYCLEGAN else options.batch
    flops = workers[base].flops
    for name in names:
        if name in peaks:
            continue
        times, memory = seconds(name), max(measured["memory"] for measured in workers[name].rounds) / 1e9
        ratios = [one / other for one, other in zip(times, seconds(base))]
        speed = flops / statistics.median(times)
        print(
            f"| {label(name)} | {spread(times)} | {spread(ratios, 2)} | "
            f"{per_step / statistics.median(times):.3g} | {memory:.2f} | {speed / 1e9:.0f}({speed / peak:.0%}) |",
            flush=True,
        )


def label(name):
    return GAN.get(name) or CYCLEGAN[name]


def spread(values, digits=3):
    return f"{statistics.median(values):.{digits}f}({min(values):.{digits}f}~{max(values):.{digits}f})"


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", nargs="?", default="gan", choices=["gan", "cyclegan"])
    parser.add_argument("--size", type=int, default=128, help="CycleGAN의 이미지 크기")
    parser.add_argument("--batch", type=int, help="기본: GAN 256, CycleGAN 1")
    parser.add_argument("--bfloat16", action="store_true", help="혼합 bfloat16")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--steps", type=int, help="한 바퀴에 구현마다 훈련할 걸음. 기본: GAN 8, CycleGAN 2")
    parser.add_argument("--budget", type=float, help="이만큼의 초가 지나면 하던 바퀴까지만 잽니다")
    parser.add_argument("--warm-up", type=int, default=2, help="재기 전에 훈련할 걸음")
    parser.add_argument(
        "--clock", default="wall", choices=["wall", "cpu"], help="cpu: 다른 일로 바쁜 컴퓨터에서, 코어 하나로 잴 때"
    )
    parser.add_argument(
        "--only",
        nargs="+",
        choices=[*GAN, *CYCLEGAN],
        metavar="구현",
        help=f"이 구현만: {', '.join([*GAN, *CYCLEGAN])}",
    )
    parser.add_argument("--peaks", nargs="+", default=list(PEAKS), choices=list(PEAKS), help="최고 속도를 잴 구현")
    parser.add_argument("--json", type=Path, help="잰 값을 모두 덧붙여 적을 파일")
    parser.add_argument("--quick", action="store_true", help="도는지만 보는 아주 작은 크기")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.quick:
        options.size, options.rounds, options.steps, options.warm_up = 32, 2, 1, 1
        options.batch = options.batch or 2
    options.batch = options.batch or (256 if options.model == "gan" else 1)
    options.steps = options.steps or (8 if options.model == "gan" else 2)
    return options


if __name__ == "__main__":
    choices = parse()
    if choices.worker:
        work(choices.worker, choices)
    else:
        everyone = GAN if choices.model == "gan" else CYCLEGAN
        chosen = choices.only or list(everyone)
        compare([*chosen, *choices.peaks], chosen[0], choices)
