"""3.10절과 3.14절의 고리의 훈련을 씨앗을 바꾸어 되풀이합니다. 장은 씨앗 하나만 훈련하고, 나머지는 결과만 담아 둡니다.

    uv run python benchmarks/ring_seeds.py                    # 남은 것을 모두 잽니다. 멈추면 이어서 합니다
    uv run python benchmarks/ring_seeds.py --output 새파일     # 이 컴퓨터에서 처음부터 다시 잽니다

훈련과 채점은 장의 셀(`train_on_ring`, `modes_covered`)과 3.14절의 실험실(`PlaneRun`)과 같습니다. 훈련 하나가 끝날 때마다
`data/other_seeds.json`의 "3장"에 적고, 적힌 것은 건너뜁니다. 새로 잰 뒤에는 data/SHA256SUMS와 data/README.md의 해시를 고칩니다.
"""

import argparse
import dataclasses
from pathlib import Path

import numpy as np
from stored_runs import measure_the_rest

from gan_course import evaluation, theory
from gan_course._tensorflow import keras, tf
from gan_course.models import mlp_discriminator, mlp_generator
from gan_course.plane_lab.run import PlaneRun, PlaneSettings
from gan_course.training import GAN

CHAPTER = "3장"
SETTINGS = {
    "고리": {
        # 이름 → 생성자와 판별자의 학습률. 앞의 넷이 3.10절의 네 모습입니다
        "rates": {
            "팽팽함": (1e-3, 1e-3), "판별자가 압도": (1e-5, 1e-2), "눈금에 붙음": (1e-2, 1e-3), "크게 출렁임": (1e-3, 1e-5),
            "판별자만 열 배": (1e-3, 1e-2), "둘 다 열 배": (1e-2, 1e-2),
        },
        "points": 4096, "units": 64, "epochs": 20, "batch": 128, "every": 4, "followed": 500, "samples": 1000,
        "late_epochs": 10, "deviation": 0.2, "near": 0.6,
    },
    # 이름 → 판별자의 학습률을 올리는 걸음. 그대로 두는 것도 끝까지 걷습니다
    "실험실": {
        "rates": (0.01, 0.001), "raised": 0.01, "raise_at": {"그대로": None, "200": 200, "400": 400, "600": 600},
        "steps": 1200, "after": 600, "frame": 10, "written": 100,
    },
}  # fmt: skip
QUICK = {"고리": {"points": 256, "units": 8, "epochs": 2}, "실험실": {"steps": 800, "after": 20, "frame": 20}}
CENTERS = theory.ring_centers()


class PointTrack(keras.callbacks.Callback):
    """몇 걸음마다(`steps_per_execution`) 같은 잡음의 가짜 점."""

    def __init__(self, count, seed):
        super().__init__()
        self.noise, self.points = keras.random.normal([count, 2], seed=seed), []

    def on_train_batch_end(self, batch, logs=None):
        self.points.append(self.model.generator(self.noise).numpy())


def ring(name, seed, setting):
    """3.10절의 [확인]이 쓰는 손실과 모드, 3.14절의 자취가 들른 모드와 돈 바퀴."""
    keras.utils.set_random_seed(seed)
    networks = mlp_generator(2, 2, setting["units"]), mlp_discriminator(2, setting["units"])
    gan = GAN(*networks, 2, average_decay=0.0, seed=seed)
    gan.compile(
        *(keras.optimizers.Adam(rate, beta_1=0.5) for rate in setting["rates"][name]),
        steps_per_execution=setting["every"],
    )
    points = theory.ring_of_gaussians(setting["points"], seed=seed, deviation=setting["deviation"])
    data = tf.data.Dataset.from_tensor_slices(points).shuffle(len(points), seed=seed).batch(setting["batch"])
    track = PointTrack(setting["followed"], seed)
    record = gan.fit(data, epochs=setting["epochs"], callbacks=[track], verbose=0).history
    made = gan.generate(setting["samples"], seed=seed)

    def modes(samples):
        at_least = max(1, len(samples) // 50)
        return int(evaluation.mode_coverage(samples, CENTERS, setting["deviation"], at_least=at_least).modes)

    late = np.array(track.points[len(track.points) // 2 :])
    middle = late.mean(axis=1)
    angle = np.unwrap(np.arctan2(middle[:, 1], middle[:, 0])) / (2 * np.pi)
    generator, judge = (np.array(record[f"{player}_loss"]) for player in ("generator", "discriminator"))
    end = slice(-setting["late_epochs"], None)
    return {
        "discriminator_mean": round(float(judge[end].mean()), 4),
        "discriminator_max": round(float(judge[end].max()), 4),
        "discriminator_swing": round(float(np.ptp(judge)), 4),
        "generator_min": round(float(generator[end].min()), 4),
        "last_losses": [round(float(loss[-1]), 4) for loss in (generator, judge)],
        "modes": modes(made),
        "modes_at_once": round(float(np.mean([modes(then) for then in late])), 3),
        "visited": int((np.linalg.norm(middle[:, None] - CENTERS, axis=2).min(axis=0) < setting["near"]).sum()),
        "turns": round(float(angle[-1] - angle[0]), 3),
        "widest_turns": round(float(np.ptp(angle)), 3),
    }


def lab(name, seed, setting):
    """실험실에서 가짜가 덮은 자리: 올리기 전과 올린 뒤(올리지 않으면 처음부터)의 가장 많은 것과 마지막, 100걸음마다."""
    generator_rate, discriminator_rate = setting["rates"]
    settings = PlaneSettings(
        target="ring", generator_rate=generator_rate, discriminator_rate=discriminator_rate, seed=seed
    )
    run = PlaneRun(settings)
    before = setting["raise_at"][name] or 0
    steps = before + setting["after"] if before else setting["steps"]
    while run.step < steps:
        if before and run.step == before:
            run.change(dataclasses.replace(settings, discriminator_rate=setting["raised"]))
        run.advance(setting["frame"])
    step, _, covered = run.moment.history.T
    covered = covered.astype(int)
    return {
        "most_before": int(covered[step <= before].max()),
        "most": int(covered[step > before].max()),
        "last": int(covered[-1]),
        "all_from": next((int(at) for at, count in zip(step, covered) if at > before and count == len(CENTERS)), None),
        "on_the_way": [int(count) for at, count in zip(step, covered) if at and at % setting["written"] == 0],
    }


def main(options):
    def jobs(settings):
        circle, laboratory = settings["고리"], settings["실험실"]
        for seed in range(options.seeds):
            for name in circle["rates"]:
                yield f"고리/{name}/{seed}", lambda name=name, seed=seed: ring(name, seed, circle)
            for name in laboratory["raise_at"]:
                yield f"실험실/{name}/{seed}", lambda name=name, seed=seed: lab(name, seed, laboratory)

    settings = {name: each | (QUICK[name] if options.quick else {}) for name, each in SETTINGS.items()}
    measure_the_rest(CHAPTER, settings, jobs, options.output)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=4, help="씨앗 0부터 몇 개")
    parser.add_argument("--output", type=Path, default=Path("data/other_seeds.json"))
    parser.add_argument("--quick", action="store_true", help="도는지만 보는 아주 작은 크기")
    main(parser.parse_args())
