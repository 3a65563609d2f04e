"""장의 조리법으로 `fit` 한 걸음: CPU 시간, 페이지 부재, 벽시계, 최고 메모리. 다른 커밋의 트리와, CPU의 종류를 흉내 내어 견줍니다.

    git worktree add ../before 5422a3c
    uv run python benchmarks/recipe_speed.py --trees 앞=../before 지금=.

트리와 CPU의 짝마다 제 프로세스에서 재며, 바퀴마다 차례로 돌아갑니다. CPU의 종류:

- `AVX-512`: 이 컴퓨터 그대로(AVX-512와 VNNI가 있는 것이라면).
- `AVX2`: oneDNN이 AVX2까지만 씁니다. AVX_VNNI가 있는 AVX2 컴퓨터와 같은 길입니다.
- `AVX2, 그때의 기본`: 신경망 명령어(AVX_VNNI)가 없는 AVX2 컴퓨터의 Linux에서 TensorFlow가 고르는 길: oneDNN을 끕니다.
  지금의 패키지는 그런 컴퓨터에서도 oneDNN을 켜므로 지금의 트리는 `AVX2`를 봅니다. macOS처럼 oneDNN이 아예 없는 곳의
  흉내이기도 합니다.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from machine import machine

CPUS = {
    "AVX-512": {"TF_ENABLE_ONEDNN_OPTS": "1"},
    "AVX2": {"TF_ENABLE_ONEDNN_OPTS": "1", "ONEDNN_MAX_CPU_ISA": "AVX2"},
    "AVX2, 그때의 기본": {"TF_ENABLE_ONEDNN_OPTS": "0"},
}
WORKER = """
import json, resource, sys, time
from gan_course._tensorflow import keras, tf
from gan_course.training import recipes

name, profile, steps = sys.argv[1], sys.argv[2], int(sys.argv[3])
recipe = recipes.RECIPES[name][profile]
keras.utils.set_random_seed(0)
model = recipes.build(name, recipe, steps_per_epoch=100, seed=0)
channels = 1 if name == "gan" else 3
images = tf.random.uniform((recipe.batch_size, recipe.size, recipe.size, channels), -1, 1)
data = tf.data.Dataset.from_tensors(images if name == "gan" else (images, images)).repeat()
options = tf.data.Options()
options.autotune.enabled = False
data = data.with_options(options)
model.fit(data, steps_per_epoch=5, verbose=0)
before, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
model.fit(data, steps_per_epoch=steps, verbose=0)
after, ended = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
print(json.dumps({
    "user": (after.ru_utime - before.ru_utime) / steps,
    "system": (after.ru_stime - before.ru_stime) / steps,
    "faults": (after.ru_minflt - before.ru_minflt) / steps,
    "wall": (ended - began) / steps,
    "peak": after.ru_maxrss / 1e6,
}))
"""


def measure(tree, cpu, options, name):
    environment = {key: value for key, value in os.environ.items() if "ONEDNN" not in key}
    process = subprocess.run(
        [sys.executable, "-c", WORKER, name, "quick" if options.quick else "cpu", str(options.steps)],
        cwd=tree,
        env=environment | CPUS[cpu] | {"PYTHONPATH": str(tree)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )
    if process.returncode:
        raise SystemExit(process.stderr[-2000:])
    return json.loads(process.stdout.splitlines()[-1])


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", nargs="*", default=["gan", "cyclegan", "pix2pix"])
    parser.add_argument("--trees", nargs="+", default=["지금=."], help="이름=폴더")
    parser.add_argument("--cpus", nargs="+", default=list(CPUS), choices=CPUS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--quick", action="store_true", help="장난감 조리법으로 한 바퀴")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.steps = 1, 2
    return options


def main():
    options = parse()
    trees = {name: Path(folder).resolve() for name, _, folder in (tree.partition("=") for tree in options.trees)}
    print(machine())
    print(f"{options.steps}걸음씩 {options.rounds}바퀴의 중앙값. 페이지 부재는 걸음마다의 수입니다.\n")
    print("| 조리법 | CPU | 트리 | CPU 초(사용자 + 커널) | 페이지 부재 | 벽시계(초) | 쓴 코어 | 최고 메모리(GB) |")
    print("|---|---|---|---|---|---|---|---|")
    for name in options.models:
        pairs = [(cpu, tree) for cpu in options.cpus for tree in trees]
        rounds = {pair: [] for pair in pairs}
        for _ in range(options.rounds):
            for cpu, tree in pairs:
                rounds[cpu, tree].append(measure(trees[tree], cpu, options, name))
        for cpu, tree in pairs:
            middle = {key: statistics.median(one[key] for one in rounds[cpu, tree]) for key in rounds[cpu, tree][0]}
            used = middle["user"] + middle["system"]
            print(
                f"| {name} | {cpu} | {tree} | {used:.4f}({middle['user']:.4f} + {middle['system']:.4f}) | "
                f"{middle['faults']:,.0f} | {middle['wall']:.4f} | {used / middle['wall']:.2f} | {middle['peak']:.2f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
