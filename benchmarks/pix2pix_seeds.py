"""5.6절, 5.8절, 5.10절의 훈련을 걸음의 수와 순환의 가중치를 바꾸어 세 씨앗으로 되풀이합니다. 장이 그 자리에서 하기에는 오래 걸려 결과만 담아 둡니다.

    uv run python benchmarks/pix2pix_seeds.py                    # 남은 것을 모두 잽니다. 멈추면 이어서 합니다
    uv run python benchmarks/pix2pix_seeds.py --output 새파일     # 이 컴퓨터에서 처음부터 다시 잽니다

훈련과 채점은 장의 셀과 같습니다(`train_pix2pix`, `train_cyclegan`, `error`, `grass`). 훈련 하나가 끝날 때마다 `data/other_seeds.json`의
"5장"에 적고, 적힌 것은 건너뜁니다. 새로 잰 뒤에는 data/SHA256SUMS와 data/README.md의 해시를 고칩니다.
"""

import argparse
from pathlib import Path

import numpy as np
from stored_runs import measure_the_rest

from gan_course import losses
from gan_course._tensorflow import keras
from gan_course.data import openmoji, paired_dataset, savanna, unpaired_dataset
from gan_course.models import patch_discriminator, unet_generator
from gan_course.training import CycleGAN, LinearDecay, Pix2Pix, StopOnNonFiniteLoss

CHAPTER = "5장"
SHAPE = (32, 32, 3)
FIRST = 0  # 장의 SEED: 씨앗을 바꾸어도 그대로인 것(이미지 풀, 사바나의 그림, 풀밭을 가르는 훈련용 그림)의 씨앗
SETTINGS = {
    "steps": (240, 1200), "filters": 16, "depth": 3, "batch": 8, "rate": 3e-3, "average_decay": 0.95, "l1": 100.0,
    "cycle": 5.0, "pairs": 32, "scenes": 400, "test_scenes": 100, "neighbours": 40,
}  # fmt: skip
QUICK = {"steps": (2, 3), "filters": 4, "pairs": 8, "scenes": 8, "test_scenes": 20, "neighbours": 4}
BRIGHTNESS = np.array([0.299, 0.587, 0.114], np.float32)


def generator(setting):
    return unet_generator(SHAPE, setting["filters"], depth=setting["depth"], dropout=0.0)


def trained(model, data, steps, setting):
    """장의 `optimizers`와 최소제곱으로 한 에포크(steps걸음)를 훈련한 모델."""
    rates = (LinearDecay(rate, steps // 2, steps - steps // 2) for rate in (setting["rate"], setting["rate"] / 2))
    model.compile(
        *(keras.optimizers.Adam(rate, beta_1=0.5) for rate in rates),
        losses.least_squares_generator_loss,
        losses.least_squares_discriminator_loss,
    )
    model.fit(data, verbose=0, callbacks=[StopOnNonFiniteLoss()])
    return model


def pix2pix(x, y, seed, steps, setting):
    keras.utils.set_random_seed(seed)
    made = generator(setting)
    judge = patch_discriminator(SHAPE, setting["filters"], 2, condition_channels=3, norm="instance")
    model = Pix2Pix(made, judge, l1_weight=setting["l1"], average_decay=setting["average_decay"])
    return trained(model, paired_dataset(x, y, setting["batch"], seed=seed, steps=steps), steps, setting)


def cyclegan(a, b, seed, steps, cycle, setting):
    keras.utils.set_random_seed(seed)
    judges = [patch_discriminator(SHAPE, setting["filters"], 2) for _ in range(2)]
    model = CycleGAN(
        generator(setting), generator(setting), *judges,
        cycle_weight=cycle, identity_weight=0.0, average_decay=setting["average_decay"], seed=FIRST,
    )  # fmt: skip
    return trained(model, unpaired_dataset(a, b, setting["batch"], seed=seed, steps=steps), steps, setting)


def line_scores(made):
    """컬러→선: 그림이 있는 화소에서 정답과의 차이와, 입력에는 색이 있고 정답은 흰 화소의 어두움(희면 0). 화소는 [0, 1]."""
    colour, truth = openmoji.pairs("test")
    ink = np.minimum(colour, truth).min(axis=-1) < 0.98
    to_whiten = (colour.min(axis=-1) < 0.98) & (truth.min(axis=-1) > 0.98)
    error, darkness = np.abs(made - truth)[ink].mean() / 2, (1 - made)[to_whiten].mean() / 2
    return {"error": round(float(error), 4), "darkness": round(float(darkness), 4)}


def to_line(kind, seed, steps, setting):
    half, other_line = openmoji.unpaired(seed)
    test = openmoji.pairs("test")[0]
    if kind.startswith("CycleGAN"):
        cycle = 0.0 if kind.endswith("순환 없음") else setting["cycle"]
        return line_scores(cyclegan(half, other_line, seed, steps, cycle, setting).translate(test, "AtoB"))
    line_of = {image.tobytes(): line for image, line in zip(*openmoji.pairs("train"))}
    own_line = np.stack([line_of[image.tobytes()] for image in half])
    chosen = slice(setting["pairs"] if kind.endswith("쌍") else None)
    return line_scores(pix2pix(half[chosen], own_line[chosen], seed, steps, setting).translate(test))


def to_grey(images):
    return np.repeat((images @ BRIGHTNESS)[..., np.newaxis], 3, axis=-1)


def grass(images):
    """맨 아래 네 줄의 (밝기, 붉은 기운). 화소는 [0, 1]."""
    mean = images[:, -4:].mean(axis=(1, 2)) / 2 + 0.5
    return mean @ BRIGHTNESS, mean[:, 0] - mean[:, 1]


def to_colour(seed, steps, setting):
    """흑백→컬러: 모든 화소의 오차, 색을 알 수 있는(known) 풀밭과 알 수 없는(unknown) 풀밭의 오차와 맞힌 비율."""
    shown = (
        savanna.pairs("horse2zebra", setting["scenes"], seed=100 + FIRST, size=SHAPE[0]).a,
        savanna.unpaired("horse2zebra", setting["scenes"], seed=FIRST, size=SHAPE[0])[0],
    )
    horses = np.concatenate(shown)
    whole, half = (
        horses[np.random.default_rng(each).permutation(len(horses))[: len(horses) // 2]] for each in (FIRST, seed)
    )
    truth = savanna.pairs("horse2zebra", setting["test_scenes"], seed=FIRST, size=SHAPE[0]).a
    made = pix2pix(to_grey(half), half, seed, steps, setting).translate(to_grey(truth))
    (train_light, train_red), (light, red) = grass(whole), grass(truth)
    nearest = np.argsort(np.abs(light[:, np.newaxis] - train_light), axis=1)[:, : setting["neighbours"]]
    yellow = (train_red[nearest] > 0).mean(axis=1)
    errors, right = np.abs(made - truth)[:, -4:].mean(axis=(1, 2, 3)) / 2, grass(made)[1] * red > 0
    scores = {"error": round(float(np.abs(made - truth).mean() / 2), 4)}
    for name, where in {
        "known": (yellow <= 0.05) | (yellow >= 0.95),
        "unknown": (yellow > 0.25) & (yellow < 0.75),
    }.items():
        count = max(1, int(where.sum()))
        scores |= {
            f"{name}_error": round(float(errors[where].sum() / count), 4),
            f"{name}_right": round(float(right[where].sum() / count), 4),
        }
    return scores


def jobs(seed, setting):
    """(열쇠, 재는 함수)를 차례로 냅니다."""
    short, long = setting["steps"]
    few, both = f"Pix2Pix, 짝 {setting['pairs']}쌍", (short, long)
    kinds = {few: both, "Pix2Pix, 짝 모두": both, "CycleGAN": both, "CycleGAN, 순환 없음": (short,)}
    for steps in both:
        yield f"흑백→컬러/Pix2Pix/{steps}", lambda steps=steps: to_colour(seed, steps, setting)
    for kind, lengths in kinds.items():
        for steps in lengths:
            yield f"컬러→선/{kind}/{steps}", lambda kind=kind, steps=steps: to_line(kind, seed, steps, setting)


def main(options):
    def every_seed(setting):
        for seed in range(options.seeds):
            yield from ((f"{name}/{seed}", measure) for name, measure in jobs(seed, setting))

    measure_the_rest(CHAPTER, SETTINGS | (QUICK if options.quick else {}), every_seed, options.output)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3, help="씨앗 0부터 몇 개")
    parser.add_argument("--output", type=Path, default=Path("data/other_seeds.json"))
    parser.add_argument("--quick", action="store_true", help="도는지만 보는 아주 작은 크기")
    main(parser.parse_args())
