"""8장의 훈련을 씨앗을 바꾸어, 그리고 하나씩 다르게 하여 되풀이합니다. 장이 그 자리에서 하기에는 오래 걸려 결과만 담아 둡니다.

    uv run python benchmarks/conditional_seeds.py                    # 남은 것을 모두 잽니다. 멈추면 이어서 합니다
    uv run python benchmarks/conditional_seeds.py --output 새파일     # 이 컴퓨터에서 처음부터 다시 잽니다

훈련과 채점은 장의 셀과 같습니다. 훈련 하나가 끝날 때마다 `data/other_seeds.json`의 "8장"에 적고, 적힌 것은 건너뜁니다.
새로 잰 뒤에는 data/SHA256SUMS와 data/README.md의 해시를 고칩니다.
"""

import argparse
import itertools
import time
from pathlib import Path

import numpy as np
from stored_runs import measure_the_rest

from gan_course import evaluation
from gan_course._tensorflow import keras
from gan_course.data import mnist
from gan_course.models import dcgan_discriminator, dcgan_generator
from gan_course.training import ConditionalGAN, LinearDecay

CHAPTER = "8장"
KINDS = {  # 이름 → (판별자가 레이블을 보는지, 두 학습률, 에포크)
    "조건부": (True, (1e-3, 1e-3), 27),
    "보지 않음": (False, (1e-3, 1e-3), 27),
    "보지 않음, 9 에포크": (False, (1e-3, 1e-3), 9),
    "3장의 학습률": (True, (2e-3, 2e-4), 27),
}
SETTINGS = {
    "kinds": KINDS, "batch": 32, "noise_dim": 64, "filters": (12, 16), "average_decay": 0.995, "samples": 2500, "noises": 100,
}  # fmt: skip
QUICK = {
    "kinds": {name: (*rest, 1) for name, (*rest, _) in KINDS.items()},
    "noise_dim": 8,
    "filters": (2, 2),
    "samples": 200,
    "noises": 5,
    "steps": 2,
}


def unseeing(discriminator):
    """레이블을 받되 늘 0으로 바꾸어 보는 판별자. 8.8절의 것과 같은 함수입니다."""
    image, label = keras.Input(discriminator.input_shape[0][1:]), keras.Input((), dtype="int32")
    return keras.Model([image, label], discriminator([image, keras.ops.zeros_like(label)]))


def variety(images, labels):
    """숫자마다 화소의 표준편차의 평균 [10](8.7절)."""
    return np.array([images[labels == digit].std(axis=0).mean() for digit in range(10)])


def same_reading(gan, count, seed):
    """같은 잡음에 두 레이블을 넣은 두 그림이 같은 숫자로 읽힌 비율(레이블의 짝 마흔다섯의 평균)."""
    noise = np.repeat(keras.random.normal((count, gan.noise_dim), seed=seed), 10, axis=0)
    labels = np.tile(np.arange(10, dtype=np.int32), count)
    made = gan.average_generator.predict([noise, labels], batch_size=250, verbose=0)
    read = evaluation.digit_labels(made).reshape(count, 10)
    return np.mean([read[:, a] == read[:, b] for a, b in itertools.combinations(range(10), 2)])


def score(kind, seed, settings):
    """훈련하고, 8.7절의 수들을 냅니다."""
    sees, rates, epochs = settings["kinds"][kind]
    keras.utils.set_random_seed(seed)
    wide, judge_wide = settings["filters"]
    generator = dcgan_generator(settings["noise_dim"], filters=wide, classes=10)
    discriminator = dcgan_discriminator(filters=judge_wide, classes=10)
    discriminator = discriminator if sees else unseeing(discriminator)
    gan = ConditionalGAN(
        generator, discriminator, settings["noise_dim"], 10, average_decay=settings["average_decay"], seed=seed
    )
    data = mnist.dataset(settings["batch"], seed=seed, steps=settings.get("steps"), labels=True)
    schedules = [LinearDecay(rate, 0, epochs, len(data)) for rate in rates]
    gan.compile(*(keras.optimizers.Adam(schedule, beta_1=0.5) for schedule in schedules))
    started = time.process_time()
    gan.fit(data, epochs=epochs, verbose=0)
    seconds = time.process_time() - started
    asked = np.arange(settings["samples"]) % 10
    made = gan.generate(settings["samples"], seed=seed + 3, labels=asked)
    right = evaluation.digit_labels(made) == asked
    real = mnist.load("train")
    varied = variety(made, asked) / variety(real.images, real.labels)
    return {
        "agreement": round(float(right.mean()), 4),
        "least_agreement": round(float(min(right[asked == digit].mean() for digit in range(10))), 4),
        "variety": [round(float(each), 4) for each in varied],
        "distance": round(evaluation.mnist_fd(made) / evaluation.mnist_fd_real_against_real(), 3),
        "same_reading": round(float(same_reading(gan, settings["noises"], seed + 4)), 4),
        "cpu_seconds": round(seconds, 1),
    }


def main(options):
    def jobs(settings):
        for seed, kind in itertools.product(range(options.seeds), KINDS):
            if kind.startswith(tuple(options.only)):
                yield f"{kind}/{seed}", lambda kind=kind, seed=seed: score(kind, seed, settings)

    measure_the_rest(CHAPTER, SETTINGS | (QUICK if options.quick else {}), jobs, options.output)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3, help="씨앗 0부터 몇 개")
    parser.add_argument("--only", nargs="+", default=[""], help="이 글로 시작하는 것만(이를테면 보지)")
    parser.add_argument("--output", type=Path, default=Path("data/other_seeds.json"))
    parser.add_argument("--quick", action="store_true", help="도는지만 보는 아주 작은 크기")
    main(parser.parse_args())
