"""걸음의 조절기: 걸음과 씨앗을 바꾸면 그 값으로 다시 만든 점을 그립니다."""

import numpy as np

from gan_course.widgets.diffusion import STEPS, step_explorer


class Model:
    """부른 값을 적어 두는 대역."""

    def __init__(self):
        self.asked = []

    def generate(self, count, seed, steps):
        self.asked.append((count, seed, steps))
        return np.random.default_rng(seed).normal(size=(count, 2)) / steps


def test_the_points_are_made_again_with_the_chosen_steps_and_seed():
    model = Model()
    steps, seed, picture, _ = step_explorer(model, np.zeros((10, 2)), count=20).children
    before = picture.value
    steps.value = STEPS[-1]
    assert model.asked[-1] == (20, 0, 50) and picture.value != before and "50걸음" in picture.value
    seed.value = 4
    assert model.asked[-1] == (20, 4, 50) and "씨앗 4" in picture.value
