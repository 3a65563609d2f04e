"""걸음의 시간과 메모리가 이미지의 크기, 배치, 폭에 따라 어떻게 느는지 재어 그림으로 그립니다.

    uv run --group bench python benchmarks/scaling.py [--quick] [--output benchmarks/scaling.png]

4장의 CycleGAN(폭 16, 블록 4개, 64화소, 배치 2)에서 한 가지씩만 바꿉니다. 크기마다 제 프로세스에서 재므로 메모리가
섞이지 않습니다. 시간은 이 프로세스의 CPU 시간이고, 지수는 로그-로그 직선의 기울기입니다.
마지막으로 입력 파이프라인이 한 배치를 내는 시간을, 그 배치로 한 걸음 훈련하는 시간과 견줍니다.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from machine import machine, peak_memory

BASE = {"size": 64, "batch": 2, "filters": 16}
AXES = {"size": (64, 96, 128, 192, 256), "batch": (1, 2, 4, 8, 16), "filters": (8, 16, 32, 64)}
QUICK = {"size": (32, 48)}
LABELS = {"size": "이미지의 크기(화소)", "batch": "배치", "filters": "생성자의 폭(채널)"}


def measure_step(setting, steps):
    """한 설정에서 한 걸음의 CPU 초(중앙값)와 최고 메모리(GB)."""
    step, images = cyclegan(**setting)
    step(*images), step(*images)
    times = [cpu_seconds(step, 1, *images) for _ in range(steps)]
    return {"seconds": statistics.median(times), "memory": peak_memory() / 1e9}


def cyclegan(size, batch, filters):
    from gan_course._tensorflow import keras, tf
    from gan_course.models import patch_discriminator, resnet_generator
    from gan_course.training import CycleGAN

    keras.utils.set_random_seed(0)
    shape = (size, size, 3)
    generators = [resnet_generator(shape, filters, 4, upsampling="resize", residual_output=True) for _ in range(2)]
    discriminators = [patch_discriminator(shape, 2 * filters, 2) for _ in range(2)]
    model = CycleGAN(*generators, *discriminators, cycle_weight=5.0, identity_weight=0.0)
    model.compile(*(keras.optimizers.Adam(rate, beta_1=0.5) for rate in (4e-4, 2e-4)))
    images = [tf.random.uniform([batch, *shape], -1, 1, seed=seed) for seed in (1, 2)]
    return tf.function(lambda a, b: model.train_step((a, b))["cycle_loss"][None]), images


def measure_pipelines(batches):
    """입력 파이프라인마다 한 배치의 CPU 초와, 그 배치로 훈련하는 한 걸음의 CPU 초."""
    from gan_course._tensorflow import keras, tf
    from gan_course.data import mnist, unpaired_dataset
    from gan_course.models import dcgan_discriminator, dcgan_generator
    from gan_course.training import GAN

    gan = GAN(dcgan_generator(64), dcgan_discriminator(), 64)
    gan.compile(*(keras.optimizers.Adam(rate, beta_1=0.5) for rate in (2e-3, 2e-4)))
    gan_step = tf.function(lambda images: gan.train_step(images)["generator_loss"][None])
    cyclegan_step, _ = cyclegan(**BASE)
    random = np.random.default_rng(0)
    domains = [random.uniform(-1, 1, (600, 64, 64, 3)).astype(np.float32) for _ in range(2)]
    cases = {
        "mnist.dataset, 배치 32": (mnist.dataset(32), lambda batch: gan_step(batch)),
        "unpaired_dataset, 64화소 배치 2": (
            unpaired_dataset(*domains, 2), lambda batch: cyclegan_step(*batch),
        ),
    }  # fmt: skip
    found = {}
    for name, (data, step) in cases.items():
        stream = iter(data.repeat())
        first = next(stream)
        step(first), step(first)
        found[name] = {
            "pipeline": cpu_seconds(next, batches, stream),
            "step": cpu_seconds(step, batches, first),
        }
    return found


def cpu_seconds(work, count, *arguments):
    """`work(*arguments)`를 count번 할 때 한 번의 CPU 초."""
    started = time.process_time()
    for _ in range(count):
        result = work(*arguments)
    np.asarray(result[0])  # 계산이 끝날 때까지 기다립니다.
    return (time.process_time() - started) / count


def exponent(values, seconds):
    """log(초) = 지수 · log(값) + 상수의 지수."""
    return float(np.polyfit(np.log(values), np.log(seconds), 1)[0])


def draw(results):
    """위는 시간, 아래는 메모리. 열마다 한 가지만 바꿉니다."""
    from matplotlib.ticker import LogLocator

    from gan_course.plots.style import ACCENT, NEUTRAL, REAL, new_figure

    figure, axes = new_figure(3.4 * len(results), 6, 2, len(results), squeeze=False)
    for (axis, points), (upper, lower) in zip(results.items(), axes.T):
        values = [point["value"] for point in points]
        seconds = [point["seconds"] for point in points]
        slope = exponent(values, seconds)
        fitted = np.exp(np.mean(np.log(seconds)) + slope * (np.log(values) - np.mean(np.log(values))))
        upper.loglog(values, seconds, "o", color=REAL)
        upper.loglog(values, fitted, "--", color=NEUTRAL, label=f"지수 {slope:.2f}")
        upper.set_ylabel("한 걸음의 CPU 시간(초)")
        upper.legend()
        lower.plot(values, [point["memory"] for point in points], "o-", color=ACCENT)
        lower.set_ylabel("최고 메모리(GB)")
        lower.set_ylim(bottom=0)
        lower.set_xscale("log")
        for place in (upper, lower):
            place.set_xticks(values, [str(value) for value in values])
            place.minorticks_off()
            place.set_xlabel(LABELS[axis])
        # 10의 거듭제곱 대신 초를 그대로 적습니다. 지수의 빼기 기호는 한글 글꼴에 없습니다.
        upper.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        upper.yaxis.set_major_formatter("{x:g}")
    figure.suptitle("한 가지만 바꿀 때의 시간과 메모리: 나머지는 64화소, 배치 2, 폭 16")
    return figure


def main(options):
    results = {}
    for axis, values in (QUICK if options.quick else AXES).items():
        results[axis] = []
        for value in values:
            setting = BASE | ({"size": 32, "filters": 2} if options.quick else {}) | {axis: value}
            found = json.loads(run_alone("--worker", json.dumps(setting), "--steps", str(options.steps)))
            results[axis].append({"value": value, **found})
            print(f"{axis} {value}: {found['seconds']:.3f}초, {found['memory']:.2f} GB", flush=True)
    print(f"\n{machine()}\n\n| 바꾼 것 | 값 | 한 걸음의 CPU 초 | 최고 메모리(GB) | 지수 |\n|---|---|---|---|---|")
    for axis, points in results.items():
        columns = ("value", "{}"), ("seconds", "{:.2f}"), ("memory", "{:.2f}")
        cells = [", ".join(form.format(point[key]) for point in points) for key, form in columns]
        slope = exponent([point["value"] for point in points], [point["seconds"] for point in points])
        print(f"| {LABELS[axis]} | {' | '.join(cells)} | {slope:.2f} |")
    pipelines = json.loads(run_alone("--pipelines", "3" if options.quick else "200"))
    print("\n| 입력 파이프라인 | 한 배치(밀리초) | 훈련 한 걸음(밀리초) | 몇 배 빠른가 |\n|---|---|---|---|")
    for name, found in pipelines.items():
        ratio = found["step"] / found["pipeline"]
        print(f"| {name} | {1e3 * found['pipeline']:.2f} | {1e3 * found['step']:.1f} | {ratio:.0f} |")
    draw(results).savefig(options.output, dpi=100)
    print(f"\n그림: {options.output}")


def run_alone(*arguments):
    process = subprocess.run(
        [sys.executable, __file__, *arguments], stdout=subprocess.PIPE, check=True, encoding="utf-8"
    )
    return process.stdout


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name("scaling.png"))
    parser.add_argument("--quick", action="store_true", help="도는지만 보는 아주 작은 크기")
    parser.add_argument("--worker", type=json.loads, help=argparse.SUPPRESS)
    parser.add_argument("--pipelines", type=int, help=argparse.SUPPRESS)
    choices = parser.parse_args()
    if choices.quick:
        choices.steps = 1
    if choices.worker:
        print(json.dumps(measure_step(choices.worker, choices.steps)))
    elif choices.pipelines:
        print(json.dumps(measure_pipelines(choices.pipelines)))
    else:
        main(choices)
