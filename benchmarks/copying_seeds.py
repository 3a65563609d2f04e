"""9.7절의 「바짝 붙은」 표본을 씨앗을 바꾸어 셉니다. 9.5절의 훈련을 장과 같은 걸음으로 되풀이하고, 결과만 담아 둡니다.

    uv run python benchmarks/copying_seeds.py                    # 남은 것을 모두 잽니다. 멈추면 이어서 합니다
    uv run python benchmarks/copying_seeds.py --output 새파일     # 이 컴퓨터에서 처음부터 다시 잽니다

훈련 하나가 끝날 때마다 `data/other_seeds.json`의 "9장"에 적고, 적힌 것은 건너뜁니다. 새로 잰 뒤에는 data/SHA256SUMS와 data/README.md의
해시를 고칩니다.
"""

import argparse
import functools
from pathlib import Path

import numpy as np
from other_seeds import trained_on_few
from stored_runs import measure_the_rest

from gan_course import evaluation
from gan_course.data import mnist

CHAPTER = "9장"
SETTINGS = {
    "few": 100, "steps": 2000, "batch": 32, "rate": 1e-3, "noise_dim": 64, "generator_filters": 12,
    "discriminator_filters": 16, "average_decay": 0.995, "most": 4, "size": 14, "samples": 2500, "nearest": 0.01,
}  # fmt: skip
QUICK = {"steps": 5, "samples": 100, "generator_filters": 4, "discriminator_filters": 4}
KINDS = {"그대로": (False, False), "진짜만": (True, False), "둘 다": (True, True)}  # 바꾸는 것: 진짜, 가짜


def stuck_share(samples, digits, hundred, hundred_digits, others, other_digits, nearest):
    """바짝 붙은 표본의 비율: 같은 숫자인 그림까지의 거리가, 다른 진짜에서 잰 거리의 `nearest` 분위수보다 작은 것."""
    stuck = 0
    for digit in np.intersect1d(digits, hundred_digits):
        same = hundred[hundred_digits == digit]
        limit = evaluation.nearest_neighbours(others[other_digits == digit], same).distance
        found = evaluation.nearest_neighbours(samples[digits == digit], same).distance
        stuck += np.sum(found < np.quantile(limit, nearest))
    return float(stuck / len(samples))


def stuck(kind, seed, settings):
    """훈련한 백 장에 바짝 붙은 비율과, 남겨 둔 백 장마다 붙은 비율."""
    train, held_out = mnist.load("train"), mnist.load("test")
    chosen = np.random.default_rng(seed).permutation(len(train.images))[: settings["few"]]
    filters, rates = (settings["generator_filters"], settings["discriminator_filters"]), (settings["rate"],) * 2
    gan = trained_on_few(train.images[chosen], KINDS[kind], rates, seed, settings, filters)
    made = gan.generate(settings["samples"], seed=seed + 1)
    others = np.delete(train.images, chosen, axis=0), np.delete(train.labels, chosen), settings["nearest"]
    share = functools.partial(stuck_share, made, evaluation.digit_labels(made))
    parts = len(held_out.images) // settings["few"]
    hundreds = zip(np.split(held_out.images, parts), np.split(held_out.labels, parts))
    return {
        "trained": round(share(train.images[chosen], train.labels[chosen], *others), 4),
        "held_out": [round(share(*hundred, *others), 4) for hundred in hundreds],
    }


def main(options):
    settings = SETTINGS | (QUICK if options.quick else {})

    def jobs(settings):
        for seed in range(options.seeds):
            for kind in KINDS:
                yield f"바짝/{kind}/{seed}", functools.partial(stuck, kind, seed, settings)

    measure_the_rest(CHAPTER, settings, jobs, options.output)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=5, help="씨앗 0부터 몇 개")
    parser.add_argument("--output", type=Path, default=Path("data/other_seeds.json"))
    parser.add_argument("--quick", action="store_true", help="도는지만 보는 아주 작은 크기")
    main(parser.parse_args())
