"""3장 연습의 채점: 잡음, 평균 생성자, 학습률(3.2, 3.5, 3.7)."""

from functools import cached_property

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.grading import exercise
from gan_course.exercises.observing import Observation, Symptom

_SIZES = ((5, 7), (1, 3), (2000, 4))


class _Noise:
    """크기를 바꾸어 뽑아 본 잡음. 처음으로 모양이 다른 것에서 멈춥니다."""

    def __init__(self, answer):
        self.draw = answer
        for size in _SIZES:
            self.size = size
            self.noise = answer(tf.zeros((size[0], 28, 28, 1)), size[1])
            self.shape = tuple(np.shape(self.noise))
            if self.shape != size:
                break

    @property
    def given(self):
        return f"이미지 {self.size[0]}장, noise_dim {self.size[1]}"

    @cached_property
    def values(self):
        return np.asarray(self.noise, float)

    @property
    def told(self):
        return f"평균 {self.values.mean():.2f}, 표준 편차 {self.values.std():.2f}"

    @property
    def repeats(self):
        again = self.draw(tf.zeros((2000, 28, 28, 1)), 4)
        return np.array_equal(self.values, np.asarray(again, float))


@exercise("3.2", "마지막 배치까지 맞는 잡음")
def sample_noise() -> Observation:
    shapes = {
        "given": lambda seen: seen.given,
        "expected": lambda seen: f"모양 {seen.size}",
        "got": lambda seen: f"모양 {seen.shape}",
    }
    normal = {"expected": "평균 0, 표준 편차 1", "got": lambda seen: seen.told}
    return Observation(
        _Noise,
        [
            Symptom(
                "두 축이 바뀌었습니다.",
                lambda seen: seen.shape == seen.size[::-1],
                given=lambda seen: seen.given,
                expected=lambda seen: seen.size,
                got=lambda seen: seen.shape,
                hint=2,
            ),
            Symptom(
                "잡음의 수가 이미지의 수와 다릅니다. 배치의 크기를 정해 두면 모자란 마지막 배치에서 틀립니다.",
                lambda seen: len(seen.shape) == 2 and seen.shape[1] == seen.size[1] and seen.shape != seen.size,
                **shapes,
            ),
            Symptom("잡음의 모양이 다릅니다.", lambda seen: seen.shape != seen.size, **shapes, hint=2),
            Symptom(
                "모든 잡음이 같은 수입니다. 생성자가 늘 같은 그림만 그립니다.",
                lambda seen: np.ptp(seen.values) == 0,
                got=lambda seen: float(seen.values[0, 0]),
                hint=2,
            ),
            Symptom(
                "이미지마다 잡음이 달라야 하는데 같은 줄이 되풀이됩니다.",
                lambda seen: len(np.unique(seen.values.round(6), axis=0)) < 1900,
                got=lambda seen: f"서로 다른 줄 {len(np.unique(seen.values, axis=0))}개",
                hint=2,
            ),
            Symptom(
                "균등 분포에서 뽑았습니다. 잠재 벡터는 표준 정규 분포에서 뽑습니다.",
                lambda seen: seen.values.min() >= 0 or seen.values.max() <= 1.0,
                **normal,
                hint=2,
            ),
            Symptom(
                "표준 정규 분포가 아닙니다.",
                lambda seen: abs(seen.values.mean()) > 0.15 or abs(seen.values.std() - 1) > 0.1,
                **normal,
                hint=3,
            ),
            Symptom(
                "부를 때마다 같은 잡음이 나옵니다. 함수 안에서 씨앗을 고정하지 마십시오.",
                lambda seen: seen.repeats,
                hint=3,
            ),
        ],
    )


@exercise("3.5", "평균 생성자")
def update_average() -> Comparison:
    def expected(average, value, decay):
        return decay * average + (1 - decay) * value

    return Comparison(
        cases=[
            (2.0, 5.0, 0.9),
            (-1.0, 3.0, 0.995),
            (np.array([1.0, -2.0]), np.array([0.0, 4.0]), 0.5),
            (4.0, 1.0, 0.0),
        ],
        reference=expected,
        mistakes=[
            Mistake(
                "β와 1 - β가 바뀌었습니다. 평균이 지금의 값을 거의 그대로 따라갑니다.",
                lambda a, v, d: d * v + (1 - d) * a,
            ),
            Mistake("옛 평균에 β를 곱하지 않았습니다. 값이 끝없이 커집니다.", lambda a, v, d: a + (1 - d) * v, hint=2),
            Mistake("지금의 값에 (1 - β)를 곱하지 않았습니다.", lambda a, v, d: d * a + v, hint=2),
            Mistake("반반의 평균입니다. β를 쓰지 않았습니다.", lambda a, v, d: (a + v) / 2, hint=2),
            Mistake("차이의 방향이 뒤집혔습니다.", lambda a, v, d: a + (1 - d) * (a - v), hint=3),
            Mistake("평균이 움직이지 않습니다.", lambda a, v, d: a),
        ],
        tolerance=1e-6,
        describe=lambda a, v, d: f"평균 {a}, 지금의 값 {v}, β = {d}",
    )


@exercise("3.7", "실험 설계: 버틸 수 있는 가장 큰 학습률")
def largest_stable_rate() -> Comparison:
    def bowl(curvature):
        """x² · curvature/2를 50걸음 내려온 뒤의 손실. 학습률이 2/curvature를 넘으면 커집니다."""

        def final_loss(rate):
            x = 1.0
            for _ in range(50):
                x -= rate * curvature * x
            return 0.5 * curvature * x * x

        final_loss.curvature = curvature
        return final_loss

    return Comparison(
        cases=[(bowl(1.0),), (bowl(4.0),), (bowl(0.5),)],
        reference=lambda final_loss: 2.0 / final_loss.curvature,
        mistakes=[
            Mistake(
                "손실이 가장 작아지는 학습률입니다. 물음은 버틸 수 있는 가장 큰 학습률입니다.",
                lambda f: 1.0 / f.curvature,
            ),
            Mistake("살펴보는 범위가 너무 좁습니다. 언제나 1을 돌려줍니다.", lambda f: 1.0, hint=2),
            Mistake("살펴보는 범위의 끝을 돌려줍니다. 손실이 커졌는지 확인하지 않았습니다.", lambda f: 10.0, hint=2),
            Mistake("언제나 2를 돌려줍니다. 그릇마다 다른 답이 나와야 합니다.", lambda f: 2.0, hint=2),
            Mistake("버티는 학습률 가운데 가장 작은 것입니다.", lambda f: 0.0, hint=1),
            Mistake("답의 절반의 절반입니다. 한계를 두 번 나누었습니다.", lambda f: 0.5 / f.curvature, hint=3),
        ],
        tolerance=0.02,
        describe=lambda f: "그릇 하나(50걸음 뒤의 손실을 주는 함수)",
    )
