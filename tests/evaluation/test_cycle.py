"""CycleGAN의 한 바퀴: 손으로 정한 생성자로 가고 온 것과 조각의 답을 확인합니다."""

import numpy as np
import pytest

from gan_course.evaluation import cycle_trip


class Mirror:
    """옮기면 부호가 바뀌는 CycleGAN. 판별자는 왼쪽 위 2x2 조각의 평균을 답합니다."""

    def __init__(self):
        self.asked = []

    def translate(self, images, direction):
        self.asked.append(direction)
        return -images

    def discriminator_b(self, images, training):
        return np.asarray(images)[:, :2, :2, :1] + 0.5

    def discriminator_a(self, images, training):
        return np.asarray(images)[:, :2, :2, :1] - 0.5


IMAGE = np.random.default_rng(0).uniform(-0.9, 0.9, (4, 4, 3)).astype(np.float32)


def test_without_noise_the_mirror_returns_the_image():
    model = Mirror()
    trip = cycle_trip(model, IMAGE, "AtoB")
    assert model.asked == ["AtoB", "BtoA"]
    np.testing.assert_array_equal(trip.there, -IMAGE)
    np.testing.assert_array_equal(trip.back, IMAGE)
    assert trip.difference.shape == (4, 4) and trip.difference.max() == 0
    np.testing.assert_allclose(trip.answers, 0.5 - IMAGE[:2, :2, 0])


def test_noise_is_added_on_the_way_back_only():
    trip = cycle_trip(Mirror(), IMAGE, "BtoA", noise=0.05, seed=1)
    np.testing.assert_array_equal(trip.there, -IMAGE)
    assert 0.02 < np.abs(trip.shaken - trip.there).mean() < 0.08 and np.abs(trip.shaken).max() <= 1
    np.testing.assert_allclose(trip.difference, np.abs(trip.shaken + IMAGE).mean(axis=-1) / 2, atol=1e-6)
    np.testing.assert_allclose(trip.answers, -0.5 - IMAGE[:2, :2, 0])
    again = cycle_trip(Mirror(), IMAGE, "BtoA", noise=0.05, seed=1)
    np.testing.assert_array_equal(again.shaken, trip.shaken)


def test_a_judge_that_was_not_trained_is_not_asked():
    model = Mirror()
    model.discriminator_b = None
    trip = cycle_trip(model, IMAGE, "AtoB", judged=False)
    assert trip.answers is None
    np.testing.assert_array_equal(trip.back, IMAGE)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((IMAGE[None], "AtoB"), "한 장"),
        ((IMAGE, "AtoC"), "'AtoC'"),
        ((IMAGE, "AtoB", -0.1), "0 이상"),
    ],
)
def test_wrong_input_is_explained(arguments, words):
    with pytest.raises(ValueError, match=words):
        cycle_trip(Mirror(), *arguments)
