"""9.10절부터 9.12절까지의 수: 오렌지와 풋사과의 사진을 옮긴 것을, 훈련에 쓰지 않은 사진 전부로 채점합니다.

    uv run gan-course train cyclegan --data 폴더/trainA 폴더/trainB --size 64 --seed 0 --output 훈련0
    uv run python benchmarks/fruit.py 폴더 훈련0/model.keras 훈련1/model.keras

폴더에는 저자들이 나눈 대로 trainA, trainB, testA, testB가 있고, 파일의 이름은 `사진_v차례.jpg`입니다. 같은 사진에서 자른 그림은
이름의 앞이 같습니다. 씨앗은 모델의 것입니다. 결과는 `data/other_seeds.json`의 `과일/방향/씨앗`에 적고, 이미 적힌 것은 다시 잽니다.

    uv run python benchmarks/fruit.py 폴더 더큰훈련/model.keras --size 128 --run "128화소, 2,000걸음"

더 크거나 오랜 훈련은 `--run`의 이름으로 `과일의 다른 훈련/이름/방향/씨앗`에 적습니다. 128화소의 그림도 모두 64화소로 줄여, 같은 자로 잽니다.
"""

import argparse
import datetime
import json
from pathlib import Path

import numpy as np
from machine import machine

from gan_course import evaluation
from gan_course._tensorflow import keras, predict, tf
from gan_course.data import load_images
from gan_course.files import write_atomically
from gan_course.training import CycleGAN

SETTING = {
    "size": 64, "steps": 2000, "scorer_epochs": 30, "judge_epochs": 40, "batch": 32, "rate": 1e-3, "halvings": 3,
    "resamples": 1000, "examples": 16, "at_random": 8,
}  # fmt: skip


def photo_of(path):
    return path.stem.rpartition("_v")[0]


def network(seed, size):
    """그림이 둘 가운데 어느 쪽인지 답하는 작은 신경망. 이름이 `features`인 층이 특징입니다."""
    keras.utils.set_random_seed(seed)
    inputs = keras.Input((size, size, 3))
    x = keras.layers.RandomFlip("horizontal")(inputs)
    for filters, strides in ((16, 2), (32, 2), (48, 2), (64, 2)):
        x = keras.layers.Conv2D(filters, 3, strides, padding="same", use_bias=False)(x)
        x = keras.layers.BatchNormalization()(x)
        x = keras.layers.ReLU()(x)
    x = keras.layers.Concatenate()([keras.layers.GlobalAveragePooling2D()(x), keras.layers.GlobalMaxPooling2D()(x)])
    x = keras.layers.Dense(32, activation="relu", name="features")(x)
    return keras.Model(inputs, keras.layers.Dense(1)(x))


def taught(zero, one, epochs, seed, setting):
    """zero에는 음수, one에는 양수의 로짓을 내도록 가르친 신경망. 두 무리의 무게는 같습니다."""
    model = network(seed, setting["size"])
    model.compile(keras.optimizers.Adam(setting["rate"]), keras.losses.BinaryCrossentropy(from_logits=True))
    images, labels = np.concatenate([zero, one]), np.repeat([0.0, 1.0], [len(zero), len(one)])
    weights = np.where(labels == 1, len(labels) / len(one), len(labels) / len(zero)) / 2
    model.fit(images, labels, setting["batch"], epochs, verbose=0, sample_weight=weights)
    return model


def right_share(model, zero, one):
    """두 무리에서 맞힌 비율의 평균. 아무렇게나 찍으면 0.5입니다."""
    return float(np.mean([np.mean(predict(model, zero, 100) < 0), np.mean(predict(model, one, 100) > 0)]))


def halves(photos, rng):
    """사진째로 나눈 두 반쪽(참, 거짓). 같은 사진에서 자른 그림은 늘 같은 쪽입니다."""
    names = np.unique(photos)
    chosen = rng.permutation(names)[: len(names) // 2]
    return np.isin(photos, chosen)


def blind_choice(made, made_photos, real, real_photos, setting):
    """처음부터 가르친 신경망이 옮긴 것(0)과 진짜(1)를 맞힌 비율. 반쪽으로 가르치고 다른 반쪽으로 묻습니다."""
    found = []
    for seed in range(setting["halvings"]):
        rng = np.random.default_rng(seed)
        first, second = halves(made_photos, rng), halves(real_photos, rng)
        model = taught(made[first], real[second], setting["judge_epochs"], seed, setting)
        found.append(round(right_share(model, made[~first], real[~second]), 4))
    return found


def shrunk(images, size):
    """한 변이 size보다 큰 그림을 넓이로 평균해 줄입니다."""
    return images if images.shape[1] == size else tf.image.resize(images, (size, size), "area").numpy()


def distance(x, y, setting):
    interval = evaluation.kernel_distance_interval(x, y, resamples=setting["resamples"])
    return [round(value, 4) for value in (evaluation.kernel_distance(x, y), *interval)]


def scored(direction, model, test, scorer, setting):
    """한 방향의 점수. 거리는 사진마다 한 장(차례가 가장 앞선 그림)으로 잽니다."""
    source, target = (test["A"], test["B"]) if direction == "AtoB" else (test["B"], test["A"])
    made = shrunk(model.translate(source.images, direction), setting["size"])
    before, real_ones = (shrunk(part.images, setting["size"]) for part in (source, target))
    features = keras.Model(scorer.input, scorer.get_layer("features").output)
    photos = [np.array([photo_of(path) for path in part.paths]) for part in (source, target)]
    one_each = [np.unique(part, return_index=True)[1] for part in photos]
    untouched, translated, real = (
        predict(features, images[rows], 100)
        for images, rows in ((before, one_each[0]), (made, one_each[0]), (real_ones, one_each[1]))
    )
    half = np.random.default_rng(0).permutation(len(real))
    sign = 1 if direction == "AtoB" else -1
    logits = sign * predict(scorer, made, 100)[:, 0]
    names = [path.name for path in source.paths]
    # 한 사진에서 자른 그림이 보기를 여럿 차지하지 않게 사진마다 하나만 고릅니다.
    order, best, worst = np.argsort(-logits), {}, {}
    for ranking, rows in ((best, order), (worst, order[::-1])):
        for row in rows:
            ranking.setdefault(photos[0][row], names[row])
    at_random = np.random.default_rng(0).permutation(one_each[0])[: setting["at_random"]]
    count = setting["examples"]
    return {
        "photos": [len(rows) for rows in one_each],
        "pictures": [len(before), len(real_ones)],
        "translated": distance(translated, real, setting),
        "untouched": distance(untouched, real, setting),
        "halves": distance(real[half[: len(half) // 2]], real[half[len(half) // 2 :]], setting),
        "read_as_target": round(float(np.mean(logits > 0)), 4),
        "untouched_read_as_target": round(float(np.mean(sign * predict(scorer, before, 100) > 0)), 4),
        "blind": blind_choice(made, photos[0], real_ones, photos[1], setting),
        "blind_untouched": blind_choice(before, photos[0], real_ones, photos[1], setting),
        "examples": {
            "at_random": [names[row] for row in at_random],
            "best": list(best.values())[:count],
            "worst": list(worst.values())[:count],
        },
    }


def same_against_same(test, setting):
    """대조군: 진짜의 반쪽에 아무렇게나 「옮긴 것」이라는 이름을 붙이면 맞힐 수 없어야 합니다."""
    found = {}
    for name, part in test.items():
        photos = np.array([photo_of(path) for path in part.paths])
        named = halves(photos, np.random.default_rng(100))
        found[name] = blind_choice(part.images[named], photos[named], part.images[~named], photos[~named], setting)
    return found


def loaded(path, run, setting):
    """훈련한 CycleGAN. 이름(`run`)이 없으면 장의 걸음 수만큼 훈련한 것이어야 합니다(옵티마이저 없이 저장한 것은 걸음을 알 수 없어 그대로 받습니다)."""
    model = keras.models.load_model(path)
    if not isinstance(model, CycleGAN):
        raise SystemExit(
            f"{path}은(는) CycleGAN이 아닙니다. gan-course train cyclegan이 저장한 model.keras를 주십시오."
        )
    if not run and model.compiled and (steps := int(model.optimizer.iterations)) != setting["steps"]:
        raise SystemExit(
            f"{path}은(는) {steps:,}걸음을 훈련했고 장의 훈련은 {setting['steps']:,}걸음입니다. "
            "장의 값을 덮지 않게 --run에 이름을 주십시오."
        )
    return model


def main(options):
    setting = SETTING | ({"scorer_epochs": 1, "judge_epochs": 1, "halvings": 1} if options.quick else {})
    models = [loaded(path, options.run, setting) for path in options.models]
    train, test = (
        {side: load_images(options.folder / f"{split}{side}", setting["size"]) for side in "AB"}
        for split in ("train", "test")
    )
    larger = test
    if options.size != setting["size"]:
        larger = {side: load_images(options.folder / f"test{side}", options.size) for side in "AB"}
    scorer = taught(train["A"].images, train["B"].images, setting["scorer_epochs"], 0, setting)
    results = json.loads(options.output.read_text(encoding="utf-8")) if options.output.exists() else {"runs": {}}
    results.setdefault("settings", {})["과일"] = setting
    if not options.run:
        results["runs"]["과일/채점"] = {
            "right_share": round(right_share(scorer, test["A"].images, test["B"].images), 4),
            "same_against_same": same_against_same(test, setting),
        }
    group = f"과일의 다른 훈련/{options.run}" if options.run else "과일"
    for model in models:
        for direction in ("AtoB", "BtoA"):
            key = f"{group}/{direction}/{model.seed}"
            results["runs"][key] = scored(direction, model, larger, scorer, setting)
            print(f"{key}: {results['runs'][key]}", flush=True)
    measured = {"machine": machine(), "date": datetime.date.today().isoformat()}
    results.setdefault("measured", {})[group] = measured
    write_atomically(options.output, json.dumps(results, ensure_ascii=False, indent=0) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="폴더", help="trainA, trainB, testA, testB가 든 폴더")
    parser.add_argument("models", type=Path, nargs="+", metavar="모델", help="훈련한 model.keras. 씨앗마다 하나")
    parser.add_argument("--size", type=int, default=SETTING["size"], help="모델이 받는 그림의 한 변(화소)")
    parser.add_argument("--run", metavar="이름", help="장의 것이 아닌 훈련의 이름")
    parser.add_argument("--output", type=Path, default=Path("data/other_seeds.json"))
    parser.add_argument("--quick", action="store_true", help="도는지만 보는 아주 작은 크기")
    options = parser.parse_args()
    if options.size != SETTING["size"] and not options.run:
        parser.error(
            f"--size {options.size}은(는) 장의 훈련({SETTING['size']}화소)이 아닙니다. 장의 값을 덮지 않게 --run에 이름을 주십시오."
        )
    main(options)
