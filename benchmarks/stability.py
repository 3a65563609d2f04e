"""목적 함수들을 고리 8, 격자 25, MNIST에서 씨앗마다 훈련해 한 표로 견줍니다(7장의 표).

    uv run python benchmarks/stability.py                     # 남은 것을 모두 잽니다
    uv run python benchmarks/stability.py --seconds 300       # 5분쯤 하고 멈춥니다. 다시 부르면 이어서 합니다
    uv run python benchmarks/stability.py --output 새파일      # 이 컴퓨터에서 처음부터 다시 잽니다

설정은 재기 전에 정해 `TASKS`에 적었고, 결과를 보고 고치지 않습니다. 문제마다 신경망, 배치, 학습률이 같고, 논문이 따로
정한 것(Adam의 β, 판별자의 걸음 수)만 목적 함수를 따라갑니다(`gan_course.objectives`).
학습률은 줄이지 않습니다. 고르지 않고 마지막 걸음의 평균 생성자(EMA)를 채점합니다.
훈련 하나가 끝날 때마다 `data/stability.json`에 적고, 적힌 것은 건너뜁니다. 새로 잰 뒤에는 data/SHA256SUMS와
data/README.md의 해시를 고칩니다.
"""

import argparse
import base64
import datetime
import functools
import json
import statistics
import time
import zlib
from pathlib import Path

import numpy as np
from machine import machine

from gan_course import evaluation, theory
from gan_course._tensorflow import keras, tf
from gan_course.data import mnist
from gan_course.files import write_atomically
from gan_course.models import dcgan_discriminator, dcgan_generator, mlp_discriminator, mlp_generator
from gan_course.objectives import OBJECTIVES, find_objective
from gan_course.training import objective_gan

LEFT_OUT = ("힌지", "상대론적")  # 이 표에서 재지 않기로 한 것. 표(gan_course.objectives)에 새로 더한 것은 저절로 잽니다


def measured(*left_out):
    return [each.name for each in OBJECTIVES.values() if each.name not in (*LEFT_OUT, *left_out)]


CENTERS = {"고리 8": theory.ring_centers(), "격자 25": theory.grid_centers()}
_PLANE = {
    "batch": 128, "rates": (1e-3, 1e-3), "penalty": 0.1, "average_decay": 0.99, "noise_dim": 2,
    "units": 128, "depth": 3, "points": 16_384, "samples": 2000, "checkpoints": 10,
    "compiling": {"steps_per_execution": 100},
    "objectives": measured(),
}  # fmt: skip
TASKS = {
    "고리 8": _PLANE | {"steps": 2000, "deviation": 0.1},
    "격자 25": _PLANE | {"steps": 4000, "deviation": 0.05},
    # 3장의 신경망과 학습률. 비포화 손실로 고른 값이므로 비포화에 유리합니다.
    "MNIST": {
        "batch": 32, "rates": (2e-3, 2e-4), "penalty": 10.0, "average_decay": 0.99, "noise_dim": 64,
        "steps": 600, "samples": 2000, "checkpoints": 3, "compiling": {},
        "objectives": measured("LSGAN"),
    },
}  # fmt: skip
QUICK = {"steps": 8, "samples": 100, "checkpoints": 2, "points": 512, "units": 8, "compiling": {}}
NAMES = TASKS["고리 8"]["objectives"]
FLOOR = {"고리 8": 0.01, "격자 25": 0.01, "MNIST": 0.04}  # 이만한 몫이 들어야 덮은 모드로 셉니다


def points(task, setting, seed):
    """평면의 진짜 점. 씨앗 0부터 쓰는 훈련과 겹치지 않게 씨앗을 1,000부터 셉니다."""
    draw = {"고리 8": theory.ring_of_gaussians, "격자 25": theory.grid_of_gaussians}[task]
    return draw(setting["points"], seed=1000 + seed, deviation=setting["deviation"])


def build(task, objective, setting, seed):
    """씨앗으로 처음 가중치를 정한, 아직 훈련하지 않은 GAN."""
    keras.utils.set_random_seed(seed)
    if task == "MNIST":
        networks = dcgan_generator(setting["noise_dim"]), dcgan_discriminator()
    else:
        units, depth = setting["units"], setting["depth"]
        networks = mlp_generator(setting["noise_dim"], 2, units, depth), mlp_discriminator(2, units, depth)
    return objective_gan(
        objective, *networks, setting["noise_dim"], setting["rates"], setting["penalty"],
        setting["average_decay"], seed, **setting["compiling"],
    )  # fmt: skip


def restart(gan, fresh):
    """이미 그래프를 만든 `gan`을 `fresh`의 처음 상태로 되돌립니다. 씨앗마다 그래프를 다시 만들지 않아도 됩니다."""
    for ours, theirs in zip((gan, gan.generator_optimizer, gan.discriminator_optimizer),
                            (fresh, fresh.generator_optimizer, fresh.discriminator_optimizer)):  # fmt: skip
        for variable, value in zip(ours.variables, theirs.variables, strict=True):
            variable.assign(value)


@functools.cache
def graph(task, objective):
    """목적 함수마다 하나씩 만들어 두고 되돌려 쓰는 GAN. 고리와 격자는 신경망이 같아 함께 씁니다."""
    return build(task, objective, choices.settings[task], 0)


def batches(task, objective, setting, seed):
    """끝나지 않는 배치. 판별자가 k걸음 가는 목적 함수에는 k배치를 한 번에 줍니다."""
    real = mnist.load("train").images if task == "MNIST" else points(task, setting, seed)
    batch = setting["batch"] * find_objective(objective).discriminator_steps
    data = tf.data.Dataset.from_tensor_slices(real).shuffle(len(real), seed=seed).batch(batch, drop_remainder=True)
    return data.repeat()


def score_points(task, setting, samples):
    """(덮은 봉우리, 좋은 표본의 비율, 나머지 없음)."""
    if not np.isfinite(samples).all():
        return 0, 0.0, {}
    at_least = max(1, round(FLOOR[task] * len(samples)))
    found = evaluation.mode_coverage(samples, CENTERS[task], setting["deviation"], at_least=at_least)
    return found.modes, found.high_quality, {}


def score_digits(task, setting, samples):
    """(4% 넘게 나온 숫자의 수, 정밀도, MNIST-FD). 견주는 진짜는 훈련에 쓴 그림입니다."""
    if not np.isfinite(samples).all():
        return 0, 0.0, {}
    shares = evaluation.digit_shares(samples)
    real = mnist.load("train").images[: len(samples)]
    features = evaluation.mnist_features(real), evaluation.mnist_features(samples)
    found = evaluation.precision_recall(*features)
    distance = evaluation.frechet_distance_of_features(*features)
    return int(np.sum(shares >= FLOOR[task])), found.precision, {"recall": found.recall, "fd": distance}


def run(task, objective, setting, seed):
    """훈련 하나: 체크포인트마다의 점수와 걸린 시간."""
    gan = graph("MNIST" if task == "MNIST" else "고리 8", objective)
    data = batches(task, objective, setting, seed)
    restart(gan, build(task, objective, setting, seed))
    score = score_digits if task == "MNIST" else score_points
    chunk, scores, cpu, wall = setting["steps"] // setting["checkpoints"], [], [], []
    for _ in range(setting["checkpoints"]):
        started = time.process_time(), time.perf_counter()
        gan.fit(data, epochs=1, steps_per_epoch=chunk, verbose=0)
        cpu.append(time.process_time() - started[0])
        wall.append(time.perf_counter() - started[1])
        samples = gan.generate(setting["samples"], seed=seed)
        scores.append(score(task, setting, samples))
    modes, quality, more = scores[-1]
    # 첫 토막에는 그래프를 만드는 시간이 들어 있어 뺍니다.
    return {
        "modes": modes,
        "quality": round(quality, 4),
        **{name: round(value, 4) for name, value in more.items()},
        "modes_on_the_way": [modes for modes, _, _ in scores],
        "quality_on_the_way": [round(quality, 4) for _, quality, _ in scores],
        "cpu_seconds": round(statistics.median(cpu[1:]) * setting["checkpoints"], 2),
        "wall_seconds": round(sum(wall), 2),
        **({"samples": packed(samples[: 12 if task == "MNIST" else 500])} if seed == 0 else {}),
    }


def packed(array):
    """그림이나 점을 JSON에 담을 짧은 글로. 그림은 1/100, 점은 1/1000까지만 남깁니다."""
    scaled = np.round(np.clip(array, -30, 30) * (100 if array.ndim == 4 else 1000)).astype("<i2")
    return {"shape": list(array.shape), "data": base64.b64encode(zlib.compress(scaled.tobytes(), 9)).decode("ascii")}


def remaining(results, options):
    """아직 하지 않은 (문제, 목적 함수, 씨앗). 씨앗마다 한 바퀴씩 돌아, 도중에 멈추어도 고르게 찹니다."""
    for seed in range(options.seeds):
        for task in options.tasks:
            for objective in options.settings[task]["objectives"]:
                if objective in options.objectives and f"{task}/{objective}/{seed}" not in results["runs"]:
                    yield task, objective, seed


def print_table(results):
    print(f"\n{results['machine']}, {results['date']}")
    for task, setting in results["settings"].items():
        print(f"\n| {task}, {setting['steps']:,}걸음 | 모드 | 질(%) | CPU 초 | 씨앗 |\n|---|---|---|---|---|")
        for objective in setting["objectives"]:
            found = [
                value for name, value in results["runs"].items() if name.rpartition("/")[0] == f"{task}/{objective}"
            ]
            if len(found) > 1:
                modes, quality, seconds = (
                    evaluation.mean_interval([scale * value[name] for value in found])
                    for name, scale in (("modes", 1), ("quality", 100), ("cpu_seconds", 1))
                )
                cells = [f"{mean:.1f} [{low:.1f}, {high:.1f}]" for mean, low, high in (modes, quality)]
                print(f"| {objective} | {' | '.join(cells)} | {seconds.mean:.0f} | {len(found)} |")


def plain(setting):
    """견줄 설정. 목적 함수는 나중에 더할 수 있습니다."""
    return {name: value for name, value in setting.items() if name != "objectives"}


def main(options):
    settings = json.loads(json.dumps(options.settings))
    results = {"settings": settings, "runs": {}}
    if options.output.exists():
        results = json.loads(options.output.read_text(encoding="utf-8"))
        stored = results["settings"]
        if {task: plain(each) for task, each in stored.items()} != {
            task: plain(each) for task, each in settings.items()
        }:
            raise SystemExit(f"{options.output}은(는) 다른 설정으로 잰 것입니다. --output으로 다른 파일을 주십시오.")
        for task, setting in settings.items():  # 새로 더한 목적 함수는 뒤에 잇습니다
            known = stored[task]["objectives"]
            known += [name for name in setting["objectives"] if name not in known]
    until = time.monotonic() + options.seconds
    for task, objective, seed in list(remaining(results, options)):
        if time.monotonic() > until:
            print("시간이 다 되어 멈춥니다. 같은 명령으로 이어서 합니다.")
            break
        found = run(task, objective, options.settings[task], seed)
        results |= {"machine": machine(), "date": datetime.date.today().isoformat()}
        results["runs"][f"{task}/{objective}/{seed}"] = found
        write_atomically(options.output, json.dumps(results, ensure_ascii=False, indent=0) + "\n")
        print(
            f"{task}/{objective}/{seed}: 모드 {found['modes']}, 질 {100 * found['quality']:.1f}%, "
            f"CPU {found['cpu_seconds']:.0f}초", flush=True,
        )  # fmt: skip
    if results["runs"]:
        print_table(results)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tasks", nargs="+", choices=list(TASKS), default=list(TASKS))
    parser.add_argument("--objectives", nargs="+", choices=NAMES, default=NAMES)
    parser.add_argument("--seeds", type=int, default=5, help="씨앗 0부터 몇 개")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="이만큼 지나면 하던 훈련을 마치고 멈춥니다")
    parser.add_argument("--output", type=Path, default=Path("data/stability.json"))
    parser.add_argument("--quick", action="store_true", help="도는지만 보는 아주 작은 크기")
    choices = parser.parse_args()
    choices.settings = {task: setting | (QUICK if choices.quick else {}) for task, setting in TASKS.items()}
    main(choices)
