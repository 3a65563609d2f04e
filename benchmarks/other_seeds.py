"""6.9절, 7.9절, 9.6절의 훈련을 씨앗을 바꾸어 되풀이합니다. 장이 그 자리에서 하기에는 오래 걸려 결과만 담아 둡니다.

    uv run python benchmarks/other_seeds.py                    # 남은 것을 모두 잽니다. 멈추면 이어서 합니다
    uv run python benchmarks/other_seeds.py --output 새파일     # 이 컴퓨터에서 처음부터 다시 잽니다

훈련과 채점은 장의 셀과 같습니다(`train_on_stacks`, `train_on_points`, `train_few`). 훈련 하나가 끝날 때마다 `data/other_seeds.json`에
적고, 적힌 것은 건너뜁니다. 새로 잰 뒤에는 data/SHA256SUMS와 data/README.md의 해시를 고칩니다.
"""

import argparse
import datetime
import functools
import json
from pathlib import Path

import numpy as np
from machine import machine

from gan_course import evaluation, losses, theory
from gan_course._tensorflow import keras, tf
from gan_course.data import mnist
from gan_course.files import write_atomically
from gan_course.models import dcgan_discriminator, dcgan_generator, mlp_discriminator, mlp_generator
from gan_course.training import GAN, LinearDecay, objective_gan

RATES = (2e-4, 2e-3)  # 6.9절: 판별자의 학습률
NAMES = ("비포화", "LSGAN", "비포화 + R1", "R3GAN")  # 7.9절
LONG = {
    "steps": 12_000, "batch": 128, "rates": (1e-3, 1e-3), "penalty": 0.1, "average_decay": 0.99, "noise_dim": 2,
    "units": 128, "depth": 3, "points": 16_384, "samples": 2000, "scorings": 10, "deviation": 0.05,
}  # fmt: skip
STACKED = {"steps": 1200, "stacks": 12_000, "batch": 32, "generator_rate": 2e-3, "samples": 1000}
# 9.6절. 이름 → (진짜를 바꾸는지, 가짜를 바꾸는지, 두 학습률). 느린 판별자는 3장의 것입니다
KINDS = {
    "그대로": (False, False, (1e-3, 1e-3)),
    "진짜만": (True, False, (1e-3, 1e-3)),
    "둘 다": (True, True, (1e-3, 1e-3)),
    "느린 판별자": (False, False, (2e-3, 2e-4)),
}
COUNTS = {100: tuple(KINDS), 500: ("그대로", "둘 다", "느린 판별자"), 4000: ("그대로", "둘 다")}  # 훈련할 숫자의 장수
FEW = {
    "steps": 2500, "batch": 32, "kinds": KINDS, "noise_dim": 64, "average_decay": 0.995, "most": 4, "size": 14,
    "samples": 2500, "resamples": 500,
}  # fmt: skip
QUICK = (
    {"steps": 20, "points": 512, "units": 8, "samples": 100},
    {"steps": 2, "stacks": 64, "samples": 20},
    {"steps": 2, "samples": 100, "resamples": 5},
)


def stacked(rate, seed, setting):
    """쌓은 MNIST에서 나온 모드의 수와 고른 비율과의 발산."""
    stacks = evaluation.stack_digits(mnist.load("train").images, setting["stacks"], seed=seed)
    data = tf.data.Dataset.from_tensor_slices(stacks).shuffle(len(stacks), seed=seed)
    keras.utils.set_random_seed(seed)
    networks = dcgan_generator(64, (28, 28, 3), filters=12), dcgan_discriminator((28, 28, 3), filters=16)
    gan = GAN(*networks, 64, average_decay=0.99, seed=seed)
    decaying = (LinearDecay(each, 0, setting["steps"]) for each in (setting["generator_rate"], rate))
    gan.compile(*(keras.optimizers.Adam(each, beta_1=0.5) for each in decaying))
    batches = data.batch(setting["batch"], drop_remainder=True).repeat()
    gan.fit(batches, epochs=1, steps_per_epoch=setting["steps"], verbose=0)
    found = evaluation.stacked_coverage(gan.generate(setting["samples"], seed=seed))
    return {"modes": int(found.modes), "divergence": round(float(found.divergence), 4)}


def long(name, seed, setting):
    """격자 25를 오래 훈련하며 열 번 채점한 봉우리의 수와 마지막의 좋은 표본."""
    points = theory.grid_of_gaussians(setting["points"], seed=1000 + seed, deviation=setting["deviation"])
    keras.utils.set_random_seed(seed)
    half, units, depth = setting["steps"] // 2, setting["units"], setting["depth"]
    gan = objective_gan(
        name,
        mlp_generator(setting["noise_dim"], 2, units, depth),
        mlp_discriminator(2, units, depth),
        setting["noise_dim"],
        [LinearDecay(rate, half, setting["steps"] - half) for rate in setting["rates"]],
        setting["penalty"],
        setting["average_decay"],
        seed,
        steps_per_execution=setting["steps"] // setting["scorings"],
    )
    data = tf.data.Dataset.from_tensor_slices(points).shuffle(len(points), seed=seed)
    data = data.batch(setting["batch"], drop_remainder=True).repeat()
    scores = []
    for _ in range(setting["scorings"]):
        gan.fit(data, epochs=1, steps_per_epoch=setting["steps"] // setting["scorings"], verbose=0)
        made = np.nan_to_num(gan.generate(setting["samples"], seed=seed), nan=1e6)
        at_least = len(made) // 100
        scores.append(evaluation.mode_coverage(made, theory.grid_centers(), setting["deviation"], at_least=at_least))
    return {
        "modes": int(scores[-1].modes),
        "modes_on_the_way": [int(score.modes) for score in scores],
        "quality": round(float(scores[-1].high_quality), 4),
    }


def augment(images, most, size):
    """9.3절의 `augment`: 그림마다 most화소까지 옮긴 다음, 한 변이 size화소인 정사각형을 배경으로 칠합니다."""
    count, height, width = tf.unstack(tf.shape(images)[:3])
    padded = tf.pad(images, [[0, 0], [most, most], [most, most], [0, 0]], constant_values=-1.0)
    down, right = tf.unstack(tf.random.uniform([2, count, 1], 0, 2 * most + 1, tf.int32))
    rows = tf.gather(padded, down + tf.range(height), axis=1, batch_dims=1)
    images = tf.gather(rows, right + tf.range(width), axis=2, batch_dims=1)
    top = tf.random.uniform([count, 1, 1, 1], -(size // 2), height - size // 2, tf.int32)
    left = tf.random.uniform([count, 1, 1, 1], -(size // 2), width - size // 2, tf.int32)
    row, column = tf.range(height)[:, None, None], tf.range(width)[:, None]
    inside = (row >= top) & (row < top + size) & (column >= left) & (column < left + size)
    return tf.where(inside, -1.0, images)


class AugmentedGAN(GAN):
    """9.2절의 것: 진짜와 가짜를 판별자에게 보이기 바로 전에 저마다의 함수로 바꿉니다."""

    for_real = for_fake = staticmethod(tf.identity)

    def train_step(self, images):
        noise = self.sample_noise(tf.shape(images)[0])
        with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
            generated_image = self.generator(noise, training=True)
            real_output = self.discriminator(self.for_real(images), training=True)
            fake_output = self.discriminator(self.for_fake(generated_image), training=True)
            gen_loss = losses.generator_loss(fake_output)
            disc_loss = losses.discriminator_loss(real_output, fake_output)
        for tape, loss, network, optimizer in (
            (gen_tape, gen_loss, self.generator, self.generator_optimizer),
            (disc_tape, disc_loss, self.discriminator, self.discriminator_optimizer),
        ):
            variables = network.trainable_variables
            optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        self.update_averages()
        return self.record(generator_loss=gen_loss, discriminator_loss=disc_loss)


def trained_on_few(images, changed, rates, seed, setting, filters=(12, 16)):
    """9.2절처럼 훈련한 GAN. `changed`는 (진짜, 가짜)를 바꾸어 보이는지, `filters`는 (생성자, 판별자)의 것."""
    keras.utils.set_random_seed(seed)
    gan = AugmentedGAN(
        dcgan_generator(setting["noise_dim"], filters=filters[0]),
        dcgan_discriminator(filters=filters[1]),
        setting["noise_dim"],
        average_decay=setting["average_decay"],
        seed=seed,
    )
    change = functools.partial(augment, most=setting["most"], size=setting["size"])
    gan.for_real, gan.for_fake = (change if each else tf.identity for each in changed)
    gan.compile(*(keras.optimizers.Adam(LinearDecay(rate, 0, setting["steps"]), beta_1=0.5) for rate in rates))
    data = tf.data.Dataset.from_tensor_slices(images).shuffle(len(images), seed=seed).repeat().batch(setting["batch"])
    gan.fit(data, epochs=1, steps_per_epoch=setting["steps"], verbose=0)
    return gan


def few(count, kind, seed, setting):
    """숫자 count장으로 훈련한 생성자의 거리(커널과 그 구간, MNIST-FD), 로짓, 외운 정도, 무게 중심의 퍼짐."""
    train, held_out = mnist.load("train").images, mnist.load("test").images
    chosen = train[np.random.default_rng(seed).permutation(len(train))[:count]]
    *changed, rates = setting["kinds"][kind]
    gan = trained_on_few(chosen, changed, rates, seed, setting)
    made = gan.generate(setting["samples"], seed=seed + 1)
    features = evaluation.mnist_features(made), evaluation.mnist_features(held_out)
    groups = chosen[:500], held_out[:500], gan.generate(500, seed=seed)
    size = min(count, len(held_out))  # 두 쪽의 장수를 같게
    seen = evaluation.nearest_neighbours(made[:1000], chosen[:size]).distance
    closer = [
        float(np.mean(seen < evaluation.nearest_neighbours(made[:1000], part).distance))
        for part in np.split(held_out, len(held_out) // size)
    ]
    ink = (made[..., 0] + 1) / 2
    place, weight = np.arange(ink.shape[1]), ink.sum(axis=(1, 2)) + 1e-6
    centres = np.stack([ink.sum(axis=2) @ place, ink.sum(axis=1) @ place], axis=1) / weight[:, None]
    interval = evaluation.kernel_distance_interval(*features, resamples=setting["resamples"])
    logits = [float(tf.reduce_mean(gan.discriminator(images))) for images in groups]
    return {
        "kernel": [round(value, 2) for value in (evaluation.kernel_distance(*features), *interval)],
        "frechet": round(evaluation.mnist_fd(made, held_out), 2),
        "logits": [round(value, 3) for value in logits],
        "closer": [round(float(value), 4) for value in (np.mean(closer), min(closer), max(closer))],
        "wandering": round(float(centres.std(axis=0).mean()), 3),
    }


def main(options):
    long_setting, stacked_setting, few_setting = (
        each | (small if options.quick else {}) for each, small in zip((LONG, STACKED, FEW), QUICK)
    )
    settings = json.loads(
        json.dumps({"격자 25": long_setting, "쌓은 MNIST": stacked_setting, "적은 숫자": few_setting})
    )
    results = {"settings": settings, "runs": {}}
    if options.output.exists():
        results = json.loads(options.output.read_text(encoding="utf-8"))
        if any(results["settings"].setdefault(name, setting) != setting for name, setting in settings.items()):
            raise SystemExit(f"{options.output}은(는) 다른 설정으로 잰 것입니다. --output으로 다른 파일을 주십시오.")
    for seed in range(options.seeds):
        jobs = {f"쌓은 MNIST/{rate:g}/{seed}": (stacked, rate, stacked_setting) for rate in RATES}
        jobs |= {f"격자 25/{name}/{seed}": (long, name, long_setting) for name in NAMES}
        for count, kinds in COUNTS.items():
            measured = functools.partial(few, count)
            jobs |= {f"적은 숫자/{count}/{kind}/{seed}": (measured, kind, few_setting) for kind in kinds}
        for key, (measure, what, setting) in jobs.items():
            if key in results["runs"] or not key.startswith(options.only):
                continue
            results["runs"][key] = measure(what, seed, setting)
            measured = {"machine": machine(), "date": datetime.date.today().isoformat()}
            results.setdefault("measured", {})[key.partition("/")[0]] = measured  # 훈련의 종류마다
            write_atomically(options.output, json.dumps(results, ensure_ascii=False, indent=0) + "\n")
            print(f"{key}: {results['runs'][key]}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3, help="씨앗 0부터 몇 개")
    parser.add_argument("--output", type=Path, default=Path("data/other_seeds.json"))
    parser.add_argument("--only", default="", metavar="앞머리", help="이름이 이렇게 시작하는 것만(예: '적은 숫자/100')")
    parser.add_argument("--quick", action="store_true", help="도는지만 보는 아주 작은 크기")
    main(parser.parse_args())
