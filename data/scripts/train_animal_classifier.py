"""animal_classifier.weights.h5를 만듭니다: 사바나의 말과 얼룩말을 털로 가리는 채점용 분류기.

    python data/scripts/train_animal_classifier.py

배경이 같은 짝으로 배우므로 배경으로는 맞힐 수 없습니다. 어설픈 변환에 속지 않도록 가운데 그림도 봅니다.
말과 얼룩말을 섞은 그림(얼룩말의 비율이 0.25에서 0.75), 줄무늬가 뭉개진 그림, 몸이 알록달록한 잡음인 그림은
"둘 다 아님"입니다.
"""

import argparse
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter

from gan_course._tensorflow import keras
from gan_course.data import savanna
from gan_course.evaluation.classifiers import ANIMALS, build_animal_classifier

SEED = 20261123
SIZE = 64  # 채점하는 크기
TRAINING_SCENES = {48: 400, 64: 1500, 96: 400}  # 크기: 장면 수
EPOCHS = 12
BATCH_SIZE = 32
LEARNING_RATE = 2e-3


def label(zebra_share: float) -> tuple[float, float, float]:
    """얼룩말의 비율을 (말, 얼룩말, 둘 다 아님)으로 바꿉니다. 반반이면 온전히 "둘 다 아님"입니다."""
    return max(0, 1 - 2 * zebra_share), max(0, 2 * zebra_share - 1), 1 - abs(1 - 2 * zebra_share)


def example(horse, zebra, body, rng):
    """짝 하나에서 훈련용 그림 하나와 그 답을 만듭니다. 그림은 [-1, 1]."""
    kind = rng.choice(
        ["horse", "zebra", "blend", "patchwork", "smudge", "grey", "texture"],
        p=[0.24, 0.24, 0.14, 0.14, 0.09, 0.05, 0.10],
    )
    if kind in ("horse", "zebra"):
        image, answer = (horse, label(0)) if kind == "horse" else (zebra, label(1))
    elif kind == "blend":
        share = rng.random()
        image, answer = horse + share * (zebra - horse), label(share)
    elif kind == "patchwork":  # 몸의 한쪽만 바뀐 그림
        noise = gaussian_filter(rng.standard_normal(body.shape[:2]), len(body) * rng.uniform(0.08, 0.2))
        where = (noise > np.quantile(noise[body[..., 0] > 0.5], rng.random()))[..., None].astype(np.float32)
        where = gaussian_filter(where, (1, 1, 0))
        image, answer = horse + where * (zebra - horse), label(float((where * body).sum() / body.sum()))
    elif kind == "smudge":  # 줄무늬가 뭉개진 얼룩말
        period = 0.07 * len(body)
        blurred = gaussian_filter(zebra * body, (rng.uniform(0.6, 1.5) * period,) * 2 + (0,))
        weight = gaussian_filter(body, (rng.uniform(0.6, 1.5) * period,) * 2 + (0,)) + 1e-3
        image, answer = zebra + body * (np.clip(blurred / weight, -1, 1) - zebra), (0, 0, 1)
    elif kind == "texture":  # 덜 훈련된 생성자가 그리는 알록달록한 잡음
        noise = gaussian_filter(rng.standard_normal(horse.shape), (*rng.uniform(0.3, 1.6, 2), 0))
        noise = np.clip(noise / noise.std() * rng.uniform(0.4, 1.0) + rng.uniform(-0.2, 0.2, 3), -1, 1)
        start = (horse, zebra)[rng.integers(2)]
        image, answer = start + body * rng.uniform(0.7, 1.0) * (noise - start), (0, 0, 1)
    else:  # 색만 빠진 말
        grey = horse.mean(-1, keepdims=True) + rng.uniform(-0.1, 0.5)
        image, answer = horse + body * (grey - horse), (0, 0, 1)
    return disturb(image, rng), answer


def disturb(image, rng):
    """답을 바꾸지 않는 변화: 뒤집기, 밝기, 대비, 약한 흐림과 잡음."""
    image = image[:, :: rng.choice([-1, 1])]
    if rng.random() < 0.4:
        image = gaussian_filter(image, (rng.uniform(0.2, 0.75),) * 2 + (0,))
    if rng.random() < 0.4:
        image = image + rng.uniform(0, 0.08) * rng.standard_normal(image.shape)
    tint = rng.uniform(-0.05, 0.05, 3) + rng.uniform(-0.1, 0.1)
    return np.clip(image * rng.uniform(0.85, 1.1) + tint, -1, 1).astype(np.float32)


def framed(pair):
    """다른 크기로 그린 짝을 64x64에 담습니다: 작으면 가장자리를 되비쳐 채우고, 크면 몸을 가운데에 두고 자릅니다."""
    body = pair[2]
    size = len(body)
    if size < SIZE:
        margin = ((SIZE - size) // 2,) * 2
        return [np.pad(x, (margin, margin, (0, 0)), mode="reflect") for x in pair[:2]] + [
            np.pad(body, (margin, margin, (0, 0)))
        ]
    middle = [int(np.average(np.arange(size), weights=body.sum((1 - axis, 2)))) for axis in (0, 1)]
    top, left = np.clip(np.array(middle) - SIZE // 2, 0, size - SIZE)
    return [x[top : top + SIZE, left : left + SIZE] for x in pair]


class Examples(keras.utils.PyDataset):
    """에포크마다 다시 섞고 다시 만든 배치."""

    def __init__(self):
        super().__init__()
        self.rng = np.random.default_rng(SEED)
        self.pairs = [
            framed(pair)
            for size, count in TRAINING_SCENES.items()
            for pair in zip(*savanna.pairs("horse2zebra", count, seed=SEED, size=size))
        ]
        self.on_epoch_end()

    def __len__(self):
        return len(self.pairs) // BATCH_SIZE

    def __getitem__(self, index):
        chosen = self.order[index * BATCH_SIZE : (index + 1) * BATCH_SIZE]
        images, answers = zip(*(example(*self.pairs[i], self.rng) for i in chosen))
        return np.stack(images), np.array(answers, np.float32)

    def on_epoch_end(self):
        self.order = self.rng.permutation(len(self.pairs))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--output", type=Path, default=Path(__file__).resolve().parents[1] / "animal_classifier.weights.h5"
    )
    output = parser.parse_args().output

    keras.utils.set_random_seed(SEED)
    examples = Examples()
    model = build_animal_classifier()
    model.compile(
        keras.optimizers.AdamW(
            keras.optimizers.schedules.CosineDecay(LEARNING_RATE, EPOCHS * len(examples)), weight_decay=1e-3
        ),
        keras.losses.CategoricalCrossentropy(from_logits=True),
        jit_compile=False,
    )
    model.fit(examples, epochs=EPOCHS, verbose=2)

    for size in (48, 64, 96):
        test = savanna.pairs("horse2zebra", 500, seed=SEED + 1, size=size)
        for images, animal in ((test.a, 0), (test.b, 1)):
            right = model.predict(images, verbose=0).argmax(1) == animal
            print(f"{size}x{size} {ANIMALS[animal]}: 처음 보는 {len(right)}장 가운데 {right.sum()}장")
    frozen = build_animal_classifier()  # 옵티마이저의 상태 없이 가중치만 남깁니다.
    frozen.set_weights(model.get_weights())
    frozen.save_weights(output)


if __name__ == "__main__":
    main()
