"""digit_classifier.weights.h5를 만듭니다: MNIST 5k의 훈련용 4,000장으로만 배우고 시험용 1,000장으로 잽니다.

python data/scripts/train_digit_classifier.py
"""

import argparse
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter, map_coordinates

from gan_course._tensorflow import keras
from gan_course.data import mnist
from gan_course.evaluation.classifiers import build_digit_classifier

SEED = 20261123
EPOCHS = 30
BATCH_SIZE = 50
LEARNING_RATE = 1e-3


def augment(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """[28, 28] 숫자를 옮기고(±2화소) 돌리고(±12°) 늘리고(±12%) 기울이고 탄성 변형합니다."""
    turn, scale = np.deg2rad(rng.uniform(-12, 12)), rng.uniform(0.88, 1.12, size=2)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    shear = np.array([[1.0, 0.0], [rng.uniform(-0.15, 0.15), 1.0]])
    grid = np.mgrid[:28, :28].reshape(2, -1) - 13.5
    place = (rotation @ shear / scale) @ grid + 13.5 + rng.uniform(-2, 2, size=(2, 1))
    bend = gaussian_filter(rng.normal(size=(2, 28, 28)), sigma=(0, 4, 4)) * 12
    return map_coordinates(image, place + bend.reshape(2, -1), order=1, cval=-1).reshape(28, 28)


class AugmentedDigits(keras.utils.PyDataset):
    """에포크마다 다시 섞고 다시 변형한 배치."""

    def __init__(self, digits: mnist.Digits):
        super().__init__()
        self.digits = digits
        self.rng = np.random.default_rng(SEED)
        self.on_epoch_end()

    def __len__(self):
        return len(self.digits.images) // BATCH_SIZE

    def __getitem__(self, index):
        chosen = self.order[index * BATCH_SIZE : (index + 1) * BATCH_SIZE]
        images = [augment(image, self.rng) for image in self.digits.images[chosen, ..., 0]]
        return np.stack(images)[..., np.newaxis], self.digits.labels[chosen]

    def on_epoch_end(self):
        self.order = self.rng.permutation(len(self.digits.images))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--output",
        type=Path,
        default=Path(__file__).resolve().parents[1] / "digit_classifier.weights.h5",
    )
    output = parser.parse_args().output

    keras.utils.set_random_seed(SEED)
    batches = AugmentedDigits(mnist.load("train"))
    model = build_digit_classifier()
    model.compile(
        keras.optimizers.AdamW(
            keras.optimizers.schedules.CosineDecay(LEARNING_RATE, EPOCHS * len(batches)),
            weight_decay=1e-4,
        ),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
        jit_compile=False,
    )
    model.fit(batches, epochs=EPOCHS, verbose=2)

    test = mnist.load("test")
    right = model.predict(test.images, verbose=0).argmax(axis=1) == test.labels
    print(f"시험용 {len(right)}장 가운데 {right.sum()}장을 맞혔습니다 ({right.mean():.1%})")
    frozen = build_digit_classifier()  # 옵티마이저의 상태 없이 가중치만 남깁니다.
    frozen.set_weights(model.get_weights())
    frozen.save_weights(output)


if __name__ == "__main__":
    main()
