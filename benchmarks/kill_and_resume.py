"""훈련을 아무 때나 SIGKILL로 죽이고 다시 실행해도, 멈추지 않은 훈련과 한 비트도 다르지 않은지 확인합니다.

`uv run python benchmarks/kill_and_resume.py [--kills 20] [--seed 0]`

GAN과 CycleGAN을 저마다 `--kills`번 죽입니다. 걸음마다 저장하므로 죽는 순간의 많은 수가 저장하는 도중입니다.
하나라도 다르면 오류로 끝납니다. `tests/training/test_resume.py`는 같은 것을 적은 횟수로 돌립니다.
"""

import argparse
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STARTED = "훈련을 시작합니다"
MODELS = ("gan", "cyclegan")


def train(name, folder):
    """죽임을 당하는 쪽: 훈련하고, 마지막 상태의 지문을 찍습니다."""
    import numpy as np

    from gan_course._tensorflow import keras, tf
    from gan_course.data import mnist, unpaired_dataset
    from gan_course.models import dcgan_discriminator, dcgan_generator, patch_discriminator, resnet_generator
    from gan_course.training import GAN, CycleGAN, LinearDecay, ResumeTraining

    tf.config.experimental.enable_op_determinism()
    keras.utils.set_random_seed(0)
    epochs, steps = 4, 6
    schedules = [LinearDecay(rate, 2, 2, steps_per_epoch=steps) for rate in (1e-3, 5e-4)]
    if name == "gan":
        model = GAN(dcgan_generator(noise_dim=16, filters=4), dcgan_discriminator(filters=4), noise_dim=16)
        data = mnist.dataset(12, split="test", steps=steps)
    else:
        images = np.random.default_rng(0).uniform(-1, 1, (18, 16, 16, 3)).astype(np.float32)
        generators = [resnet_generator((16, 16, 3), filters=4, blocks=1) for _ in range(2)]
        discriminators = [patch_discriminator((16, 16, 3), filters=4, downsamplings=1) for _ in range(2)]
        model = CycleGAN(*generators, *discriminators, pool_size=5)
        data = unpaired_dataset(images[:11], images[11:], 2, steps=steps)
    model.compile(*(keras.optimizers.Adam(schedule, beta_1=0.5) for schedule in schedules))

    print(STARTED, flush=True)
    resume = ResumeTraining(folder, data, every_steps=1)
    history = model.fit(data, epochs=epochs, callbacks=[resume], verbose=0).history

    digest = hashlib.sha256(json.dumps(history, sort_keys=True).encode())
    optimizers = (model.generator_optimizer, model.discriminator_optimizer)
    states = [*model.variables, *(variable for optimizer in optimizers for variable in optimizer.variables)]
    for state in states:
        digest.update(state.numpy().tobytes())
    print(f"지문: {digest.hexdigest()} (변수 {len(states)}개, 걸음 {int(optimizers[0].iterations)})", flush=True)


def start(name, folder):
    return subprocess.Popen(
        [sys.executable, "-u", __file__, "--train", name, str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
    )  # fmt: skip


def finish(name, folder):
    """끝까지 훈련한 (지문, 초)."""
    process = start(name, folder)
    lines = iter(process.stdout.readline, "")
    while not next(lines).startswith(STARTED):
        pass
    begun = time.perf_counter()
    digest = next(line for line in lines if line.startswith("지문"))
    assert process.wait() == 0
    return digest.strip(), time.perf_counter() - begun


def kill(name, folder, seconds):
    """훈련을 시작하고 `seconds`초 뒤에 죽입니다. (저장하는 도중이었는가, 스스로 끝나 있었는가)를 돌려줍니다."""
    process = start(name, folder)
    while not process.stdout.readline().startswith(STARTED):
        pass
    try:
        process.wait(timeout=seconds)
        return False, True
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    finally:
        process.stdout.close()
    return any(Path(folder).glob("partial-*")), False


def compare(name, kills, seed):
    """멈추지 않은 훈련과, `kills`번 죽인 훈련의 지문을 견줍니다."""
    rng = random.Random(f"{name} {seed}")
    with tempfile.TemporaryDirectory() as folder:
        expected, seconds = finish(name, Path(folder) / "쉬지 않음")
        killed = while_saving = training = 0
        while killed < kills:
            # 훈련 하나를 여러 번 죽이고, 끝까지 간 다음 새 훈련을 또 죽입니다.
            training += 1
            runs = Path(folder) / f"죽임 {training}"
            for _ in range(min(4, kills - killed)):
                saving, done = kill(name, runs, rng.uniform(0, 0.7 * seconds))
                if done:
                    break
                killed += 1
                while_saving += saving
            found, _ = finish(name, runs)
            if found != expected:
                raise SystemExit(f"{name}: 다릅니다!\n  쉬지 않음: {expected}\n  죽임: {found}")
    print(f"{name}: {killed}번 죽였고({while_saving}번은 저장하는 도중), 훈련 {training}번의 끝이 모두 같습니다.")
    print(expected)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--train", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.train:
        train(*options.train)
    else:
        for model_name in MODELS:
            compare(model_name, options.kills, options.seed)
