"""훈련 한 걸음의 시간, 메모리, 달성한 GFLOP/s를 여러 구현에서 나란히 잽니다.

    uv run --group bench python benchmarks/step_speed.py [gan | cyclegan] [--quick]

구현마다 제 프로세스를 띄워 두고 차례를 돌아가며 몇 걸음씩 잽니다. 그래서 컴퓨터가 잠깐 바빠져도 모두에게 같이 미치고,
비율은 같은 바퀴 안에서 구합니다. 합성곱의 최고 속도도 같은 바퀴에서 함께 잽니다. 계산은 gan_course와
benchmarks/recipes에 있는 것이고, 여기에는 재는 일만 있습니다.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

PEAK_CHANNELS, PEAK_SIZE, PEAK_BATCH = 256, 64, 4

GAN = {
    "gan-step": "우리 GAN, 걸음만",
    "gan-step-xla": "우리 GAN, 걸음만, XLA",
    "gan-fit": "우리 GAN, fit",
    "tf-dcgan": "TF 튜토리얼의 걸음",
    "keras-io": "keras.io 방식의 fit",
}
CYCLEGAN = {
    "cyclegan-step": "우리 CycleGAN, 걸음만",
    "cyclegan-step-xla": "우리 CycleGAN, 걸음만, XLA",
    "cyclegan-fit": "우리 CycleGAN, fit",
    "tf-cyclegan": "TF 튜토리얼의 걸음",
    "pytorch": "PyTorch",
    "pytorch-nhwc": "PyTorch, channels_last",
}
PEAKS = {"peak-tensorflow": "합성곱의 최고 속도, TensorFlow", "peak-pytorch": "합성곱의 최고 속도, PyTorch"}


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


def build(name, options):
    """(한 걸음의 FLOP, `run(걸음의 수)`)."""
    if name in ("peak-pytorch", "pytorch", "pytorch-nhwc"):
        return build_torch(name, options)
    from gan_course._tensorflow import keras

    if options.bfloat16:
        keras.mixed_precision.set_global_policy("mixed_bfloat16")
    keras.utils.set_random_seed(0)
    if name == "peak-tensorflow":
        return build_peak(options)
    return build_gan(name, options) if name in GAN else build_cyclegan(name, options)


def build_gan(name, options):
    from flops import gan_step_flops
    from recipes import keras_io_dcgan, tensorflow_dcgan

    from gan_course._tensorflow import tf
    from gan_course.training import GAN as OurGAN

    width = 8 if options.quick else 1
    networks = tensorflow_dcgan.generator(width), tensorflow_dcgan.discriminator(width)
    flops = gan_step_flops(*networks, options.batch)
    images = tf.random.uniform([options.batch, 28, 28, 1], -1, 1)
    if name == "tf-dcgan":
        return flops, repeat(tensorflow_dcgan.train_step(*networks, options.batch), images)
    if name == "keras-io":
        model = keras_io_dcgan.KerasIoGAN(*networks, tensorflow_dcgan.NOISE_DIM)
        model.compile(*tensorflow_dcgan.optimizers(), jit_compile=False)
        return flops, fit(model, images)
    model = OurGAN(*networks, tensorflow_dcgan.NOISE_DIM)
    model.compile(*tensorflow_dcgan.optimizers())
    if name == "gan-fit":
        return flops, fit(model, images)
    return flops, repeat(tf.function(model.train_step, jit_compile=name.endswith("xla")), images)


def build_cyclegan(name, options):
    from flops import cyclegan_step_flops
    from recipes import tensorflow_cyclegan

    from gan_course._tensorflow import keras, tf
    from gan_course.models import patch_discriminator, resnet_generator
    from gan_course.training import CycleGAN as OurCycleGAN

    shape = (options.size, options.size, 3)
    filters, blocks = network_size(options)
    generators = [resnet_generator(shape, filters, blocks) for _ in range(2)]
    discriminators = [patch_discriminator(shape, filters) for _ in range(2)]
    flops = cyclegan_step_flops(generators[0], discriminators[0], options.batch)
    images = [tf.random.uniform([options.batch, *shape], -1, 1, seed=seed) for seed in (1, 2)]
    if name == "tf-cyclegan":
        return flops, repeat(tensorflow_cyclegan.train_step(*generators, *discriminators), *images)
    model = OurCycleGAN(*generators, *discriminators)
    model.compile(*(keras.optimizers.Adam(2e-4, beta_1=0.5) for _ in range(2)))
    if name == "cyclegan-fit":
        return flops, fit(model, tuple(images))
    step = tf.function(lambda a, b: model.train_step((a, b)), jit_compile=name.endswith("xla"))
    return flops, repeat(step, *images)


def build_peak(options):
    from gan_course._tensorflow import keras, tf

    dtype = keras.config.dtype_policy().compute_dtype
    images = tf.cast(tf.random.normal([PEAK_BATCH, PEAK_SIZE, PEAK_SIZE, PEAK_CHANNELS]), dtype)
    kernel = tf.cast(tf.random.normal([3, 3, PEAK_CHANNELS, PEAK_CHANNELS]), dtype)
    convolve = tf.function(lambda: tf.nn.conv2d(images, kernel, 1, "SAME"))
    return peak_flops(), repeat(convolve)


def build_torch(name, options):
    import torch
    from recipes import pytorch_cyclegan

    torch.manual_seed(0)
    if name == "peak-pytorch":
        dtype = torch.bfloat16 if options.bfloat16 else torch.float32
        images = torch.randn(PEAK_BATCH, PEAK_CHANNELS, PEAK_SIZE, PEAK_SIZE, dtype=dtype)
        images = images.to(memory_format=torch.channels_last)
        convolution = torch.nn.Conv2d(PEAK_CHANNELS, PEAK_CHANNELS, 3, padding=1, dtype=dtype)
        convolution = convolution.to(memory_format=torch.channels_last).requires_grad_(False)
        return peak_flops(), repeat(convolution, images)
    nhwc = name.endswith("nhwc")
    step = pytorch_cyclegan.train_step(*network_size(options), options.bfloat16, nhwc)
    images = pytorch_cyclegan.images(options.size, options.batch, channels_last=nhwc)
    return None, repeat(step, *images)


def network_size(options):
    """CycleGAN의 (첫 층의 폭, 잔차 블록의 수)."""
    return (8, 1) if options.quick else (64, 9)


def peak_flops():
    return 2 * 9 * PEAK_CHANNELS**2 * PEAK_SIZE**2 * PEAK_BATCH


def repeat(step, *arguments):
    def run(count):
        for _ in range(count):
            result = step(*arguments)
        if hasattr(result, "numpy") and not hasattr(result, "detach"):  # PyTorch는 CPU에서 다 계산하고 돌아옵니다
            result.numpy()

    return run


def fit(model, batch):
    """같은 배치를 내는 자료로 `fit`을 한 에포크씩. 걸음의 수만큼 끝나면 돌아옵니다.

    자동 조율을 끄지 않으면 에포크의 끝에서 헛되이 기다리는 시간까지 잽니다. 우리의 `fit`은 스스로 끕니다.
    """
    from gan_course._tensorflow import tf, without_autotune

    data = without_autotune(tf.data.Dataset.from_tensors(batch).repeat())

    def run(count):
        model.fit(data, epochs=1, steps_per_epoch=count, verbose=0)

    return run


def peak_memory():
    """이 프로세스가 지금까지 가장 많이 쓴 메모리(바이트)."""
    if sys.platform == "win32":
        import psutil

        return psutil.Process().memory_info().peak_wset
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else 1024 * peak


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


def machine():
    """CPU와 판. 숫자를 옮겨 적을 때 함께 적습니다."""
    from importlib.metadata import PackageNotFoundError, version

    def installed(package):
        try:
            return version(package)
        except PackageNotFoundError:
            return "없음"

    model = platform.processor()
    if (cpuinfo := Path("/proc/cpuinfo")).exists():
        model = cpuinfo.read_text(encoding="utf-8").split("model name\t: ")[-1].split("\n")[0]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    tensorflow = "tensorflow-cpu" if installed("tensorflow") == "없음" else "tensorflow"
    packages = ", ".join(f"{name} {installed(name)}" for name in (tensorflow, "keras", "torch"))
    return f"{model}, 코어 {cores}개, Python {platform.python_version()}, {packages}"


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
    parser.add_argument("--only", nargs="+", help="이 구현만")
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
