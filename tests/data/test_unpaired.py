"""짝 없는 두 도메인: 긴 쪽은 모두 한 번씩, 짧은 쪽은 돌아가며."""

import numpy as np
import pytest

from gan_course.data.unpaired import unpaired_dataset


def numbered(count, offset=0):
    return (np.arange(count, dtype=np.float32) + offset).reshape(count, 1, 1, 1)


def epoch(dataset):
    batches = [(a.numpy().ravel(), b.numpy().ravel()) for a, b in dataset]
    return batches, *(np.concatenate(side) for side in zip(*batches))


@pytest.mark.parametrize(("n_a", "n_b"), [(7, 3), (3, 7), (5, 5), (1, 4)])
@pytest.mark.parametrize("batch_size", [1, 2, 4, 100])
def test_every_image_of_the_longer_domain_is_seen_once(n_a, n_b, batch_size):
    batches, a, b = epoch(unpaired_dataset(numbered(n_a), numbered(n_b, 100), batch_size))
    longest = max(n_a, n_b)
    assert len(a) == len(b) == longest
    assert [len(x) for x, _ in batches] == [len(y) for _, y in batches]
    assert all(len(x) == batch_size for x, _ in batches[:-1])
    for seen, count in ((a, n_a), (b, n_b)):
        times = np.unique(seen, return_counts=True)[1]
        assert len(times) == count and times.max() - times.min() <= 1
        if count == longest:
            assert (times == 1).all()


def test_epochs_differ_and_the_seed_repeats_them():
    def order(seed):
        dataset = unpaired_dataset(numbered(30), numbered(20), 4, seed=seed)
        return [np.concatenate(epoch(dataset)[1:]).tolist() for _ in range(3)]

    first = order(0)
    assert first == order(0)
    assert first[0] != first[1] != first[2]
    assert first != order(1)


def test_domains_are_shuffled_apart():
    """같은 순서로 섞이면 우연한 짝이 에포크마다 되풀이됩니다."""
    dataset = unpaired_dataset(numbered(50), numbered(50), 50)
    _, a, b = epoch(dataset)
    assert (a == b).mean() < 0.3


@pytest.mark.parametrize(
    ("a", "b", "batch_size", "word"),
    [
        (numbered(0), numbered(3), 1, "한 장"),
        (numbered(3), np.zeros((3, 2, 2, 1)), 1, "모양"),
        (numbered(3), numbered(3), 0, "batch_size"),
    ],
)
def test_bad_arguments_are_explained(a, b, batch_size, word):
    with pytest.raises(ValueError, match=word):
        unpaired_dataset(a, b, batch_size)
