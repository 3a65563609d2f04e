"""6.9절과 7.9절의 훈련을 씨앗을 바꾸어 되풀이합니다. 장이 그 자리에서 하기에는 오래 걸려 결과만 담아 둡니다.

    uv run python benchmarks/other_seeds.py                    # 남은 것을 모두 잽니다. 멈추면 이어서 합니다
    uv run python benchmarks/other_seeds.py --output 새파일     # 이 컴퓨터에서 처음부터 다시 잽니다

훈련과 채점은 두 장의 셀과 같습니다(`train_on_stacks`, `train_on_points`). 훈련 하나가 끝날 때마다 `data/other_seeds.json`에
적고, 적힌 것은 건너뜁니다. 새로 잰 뒤에는 data/SHA256SUMS와 data/README.md의 해시를 고칩니다.
"""

import argparse
import datetime
import json
from pathlib import Path

import numpy as np
from machine import machine

from gan_course import evaluation, theory
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
QUICK = {"steps": 20, "points": 512, "units": 8, "samples": 100}, {"steps": 2, "stacks": 64, "samples": 20}


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


def main(options):
    long_setting, stacked_setting = (
        each | (small if options.quick else {}) for each, small in zip((LONG, STACKED), QUICK)
    )
    settings = json.loads(json.dumps({"격자 25": long_setting, "쌓은 MNIST": stacked_setting}))
    results = {"settings": settings, "runs": {}}
    if options.output.exists():
        results = json.loads(options.output.read_text(encoding="utf-8"))
        if results["settings"] != settings:
            raise SystemExit(f"{options.output}은(는) 다른 설정으로 잰 것입니다. --output으로 다른 파일을 주십시오.")
    for seed in range(options.seeds):
        jobs = {f"쌓은 MNIST/{rate:g}/{seed}": (stacked, rate, stacked_setting) for rate in RATES}
        jobs |= {f"격자 25/{name}/{seed}": (long, name, long_setting) for name in NAMES}
        for key, (measure, what, setting) in jobs.items():
            if key in results["runs"]:
                continue
            results["runs"][key] = measure(what, seed, setting)
            results |= {"machine": machine(), "date": datetime.date.today().isoformat()}
            write_atomically(options.output, json.dumps(results, ensure_ascii=False, indent=0) + "\n")
            print(f"{key}: {results['runs'][key]}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3, help="씨앗 0부터 몇 개")
    parser.add_argument("--output", type=Path, default=Path("data/other_seeds.json"))
    parser.add_argument("--quick", action="store_true", help="도는지만 보는 아주 작은 크기")
    main(parser.parse_args())
