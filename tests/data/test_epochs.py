"""순서를 되살릴 수 있는 자료: k번째 배치가 씨앗과 k만으로 정해지는지."""

import numpy as np
import pytest

from gan_course._tensorflow import tf
from gan_course.data.epochs import ShuffledBatches, epoch_dataset


def numbers(count, offset=0):
    return np.arange(offset, offset + count)


def test_any_batch_is_found_without_the_ones_before():
    forwards, backwards = (ShuffledBatches([numbers(10), numbers(4, 100)], 3, seed=5) for _ in range(2))
    expected = [forwards(k) for k in range(30)]
    for k in reversed(range(30)):
        for a, b in zip(expected[k], backwards(k)):
            np.testing.assert_array_equal(a, b)


def test_laps_are_complete_and_reshuffled_even_when_epochs_cut_them():
    batches = ShuffledBatches([numbers(10)], 3, seed=0)
    assert batches.per_lap == 4
    laps = [np.concatenate([batches(k)[0] for k in range(4 * lap, 4 * lap + 4)]) for lap in range(5)]
    for lap in laps:
        assert sorted(lap) == list(range(10))
    assert len({tuple(lap) for lap in laps}) == 5


def test_shorter_array_runs_on_without_gaps():
    """짧은 쪽은 긴 쪽의 바퀴와 상관없이 저마다 빠짐없이 돕니다."""
    batches = ShuffledBatches([numbers(7), numbers(3)], 2, seed=0)
    seen = np.concatenate([batches(k)[1] for k in range(3 * batches.per_lap)])
    assert len(seen) == 21
    for lap in seen.reshape(7, 3):
        assert sorted(lap) == [0, 1, 2]


def dataset(steps, seed=0, array=None):
    batches = ShuffledBatches([numbers(10) if array is None else array], 4, seed)
    return epoch_dataset(lambda k: batches(k)[0], steps, tf.TensorSpec([None], tf.int64), batches.identity)


def epoch(data):
    return [batch.numpy().tolist() for batch in data]


def test_epoch_starts_where_the_position_says():
    data = dataset(steps=2)
    assert len(data) == 2
    first, second, third = (epoch(data) for _ in range(3))
    again = dataset(steps=2)
    again.position.epoch = 2
    assert epoch(again) == third
    assert again.position.epoch == 3
    again.position.epoch = 1
    assert epoch(again) == second


def test_identity_knows_content_batch_seed_and_steps():
    identities = {
        dataset(steps=2).position.identity,
        dataset(steps=3).position.identity,
        dataset(steps=2, seed=1).position.identity,
        dataset(steps=2, array=numbers(10, 1)).position.identity,
    }
    assert len(identities) == 4
    assert dataset(steps=2).position.identity in identities


@pytest.mark.parametrize("steps", [0, -1, 1.5, None, True])
def test_bad_steps(steps):
    with pytest.raises(ValueError, match="steps가.*1 이상의 정수"):
        dataset(steps)


def test_negative_seed():
    with pytest.raises(ValueError, match="seed가 -1.*0 이상"):
        dataset(2, seed=-1)
