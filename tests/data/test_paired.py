"""짝지은 자료: 어느 배치에서도 짝이 어긋나지 않고, 빠짐없이 돌고, 순서를 되살릴 수 있는지."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gan_course.data.paired import paired_dataset


def numbered(count, channels=1, offset=0):
    values = np.arange(count, dtype=np.float32) + offset
    return np.broadcast_to(values[:, None, None, None], (count, 2, 2, channels)).copy()


def epoch(dataset):
    return [(x.numpy()[:, 0, 0, 0], y.numpy()[:, 0, 0, 0]) for x, y in dataset]


@settings(max_examples=25, deadline=None)
@given(
    count=st.integers(1, 12),
    batch_size=st.integers(1, 15),
    seed=st.integers(0, 5),
    steps=st.none() | st.integers(1, 9),
)
def test_pairs_stay_together_whatever_the_sizes(count, batch_size, seed, steps):
    dataset = paired_dataset(numbered(count), numbered(count, 3, 100), batch_size, seed, steps)
    for _ in range(2):
        for x, y in epoch(dataset):
            np.testing.assert_array_equal(x + 100, y)


@pytest.mark.parametrize(
    ("count", "batch_size", "sizes"), [(7, 3, [3, 3, 1]), (4, 4, [4]), (3, 1, [1, 1, 1]), (2, 5, [2])]
)
def test_one_lap_sees_every_pair_once(count, batch_size, sizes):
    dataset = paired_dataset(numbered(count), numbered(count), batch_size)
    for _ in range(3):
        batches = epoch(dataset)
        assert [len(x) for x, _ in batches] == sizes
        assert sorted(np.concatenate([x for x, _ in batches])) == list(range(count))


def test_laps_are_reshuffled_and_the_seed_repeats_them():
    def laps(seed):
        dataset = paired_dataset(numbered(20), numbered(20), 4, seed=seed)
        return [np.concatenate([x for x, _ in epoch(dataset)]).tolist() for _ in range(3)]

    first = laps(0)
    assert first[0] != first[1] != first[2]
    assert first == laps(0) != laps(1)


def test_any_epoch_starts_from_the_position():
    def new():
        return paired_dataset(numbered(10), numbered(10), 3, seed=2, steps=2)

    dataset = new()
    epochs = [epoch(dataset) for _ in range(4)]
    again = new()
    again.position.epoch = 3
    for (x, _), (expected, _) in zip(epoch(again), epochs[3], strict=True):
        np.testing.assert_array_equal(x, expected)


def test_the_identity_knows_both_contents_batch_seed_and_steps():
    def identity(x=0, y=0, **changes):
        arguments = {"batch_size": 2, "seed": 0, "steps": 3} | changes
        return paired_dataset(numbered(4, offset=x), numbered(4, offset=y), **arguments).position.identity

    variants = [identity(), identity(x=1), identity(y=1), identity(batch_size=3), identity(seed=1), identity(steps=2)]
    assert len(set(variants)) == 6
    assert identity() == variants[0]


@pytest.mark.parametrize(
    ("x", "y", "batch_size", "words"),
    [
        (numbered(3), numbered(2), 1, "3장과 정답 2장.*unpaired_dataset"),
        (numbered(0), numbered(0), 1, "한 쌍 이상"),
        (numbered(3), np.zeros((3, 4, 2, 1)), 1, r"\(2, 2\), 정답의 크기는 \(4, 2\)"),
        (numbered(3), numbered(3), 0, "batch_size가 0"),
        (numbered(3), numbered(3), True, "batch_size가 True"),
    ],
)
def test_bad_arguments_are_explained(x, y, batch_size, words):
    with pytest.raises(ValueError, match=words):
        paired_dataset(x, y, batch_size)


def test_bad_seed_and_steps_are_explained():
    with pytest.raises(ValueError, match="seed가 -1"):
        paired_dataset(numbered(2), numbered(2), 1, seed=-1)
    with pytest.raises(ValueError, match="steps가 0"):
        paired_dataset(numbered(2), numbered(2), 1, steps=0)
