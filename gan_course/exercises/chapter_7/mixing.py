"""7장 연습의 채점: 진짜와 가짜 사이의 점(7.5)."""

from functools import cached_property

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.grading import exercise
from gan_course.exercises.observing import Observation, Symptom
from gan_course.exercises.stand_ins import normal
from gan_course.exercises.values import close

_BATCH = 2000


def _images(count, value):
    return tf.fill((count, 3, 3, 2), value)


class _Points:
    """진짜가 1, 가짜가 0인 이미지 사이에서 뽑은 점. 점의 값이 곧 진짜의 몫입니다."""

    def __init__(self, answer):
        self.answer = answer
        self.untouched = np.shape(self.between(1, 0)) == (32, 3, 3, 2)

    def between(self, count, seed):
        return self.answer(_images(count, 1.0), _images(count, 0.0), seed)

    @cached_property
    def misshapen(self):
        """처음으로 모양이 다른 (장수, 모양)."""
        for count in (1, 5, _BATCH):
            shape = np.shape(self.between(count, 1))
            if shape != (count, 3, 3, 2):
                return count, shape
        return None

    @cached_property
    def mix(self):
        return np.asarray(self.between(_BATCH, 1))

    @cached_property
    def shares(self):
        return self.mix[:, 0, 0, 0]

    @cached_property
    def bins(self):
        return np.histogram(self.shares, bins=10, range=(0, 1))[0]

    @property
    def uneven(self):
        return self.bins.min() < 120 or self.bins.max() > 290 or len(np.unique(self.shares.round(6))) < 1800

    @property
    def ignores_seed(self):
        return close(self.between(_BATCH, 2), self.mix)

    @property
    def mixes(self):
        real, fake = (normal(_BATCH, 3, 3, 2, seed=(10, seed)) for seed in (1, 2))
        return close(self.answer(real, fake, 1), self.mix * real + (1 - self.mix) * fake)


@exercise("7.5", "버그 찾기: 못 박은 배치")
def points_between() -> Observation:
    return Observation(
        _Points,
        [
            Symptom(
                "한 장을 주어도 점이 32개 나오고, 다섯 장을 주면 오류가 납니다.",
                lambda seen: seen.untouched,
                untouched=True,
            ),
            Symptom(
                "점의 수나 모양이 받은 이미지와 다릅니다. 이미지를 자르거나 채우지 말고 비율의 수를 맞추십시오.",
                lambda seen: seen.misshapen,
                given=lambda seen: "진짜 {0}장, 가짜 {0}장".format(seen.misshapen[0]),
                expected=lambda seen: f"모양 {(seen.misshapen[0], 3, 3, 2)}",
                got=lambda seen: f"모양 {seen.misshapen[1]}",
            ),
            Symptom(
                "한 장 안에서 화소마다 비율이 다릅니다. 선분 위의 점이 아닙니다.",
                lambda seen: np.ptp(seen.mix.reshape(_BATCH, -1), axis=1).max() > 1e-6,
                given="진짜는 모두 1, 가짜는 모두 0",
                expected="한 장의 화소가 모두 같은 값",
                got=lambda seen: seen.mix[0].ravel()[:4].round(3),
                hint=2,
            ),
            Symptom(
                "배치 전체가 비율 하나를 씁니다. 이미지마다 따로 뽑으십시오.",
                lambda seen: np.ptp(seen.shares) < 1e-6,
                expected="서로 다른 비율 2,000개",
                got=lambda seen: float(seen.shares[0]),
                hint=2,
            ),
            Symptom(
                "점이 선분을 벗어났습니다. 정규 분포가 아니라 0에서 1까지의 균등 분포에서 뽑으십시오.",
                lambda seen: seen.shares.min() < -1e-6 or seen.shares.max() > 1 + 1e-6,
                expected="0과 1 사이",
                got=lambda seen: f"{seen.shares.min():.2f}에서 {seen.shares.max():.2f}까지",
            ),
            Symptom(
                "비율이 0에서 1까지 고르지 않습니다.",
                lambda seen: seen.uneven,
                given="이미지 2,000장",
                expected="열 칸에 저마다 200개쯤",
                got=lambda seen: str(seen.bins.tolist()),
            ),
            Symptom(
                "씨앗을 바꾸어도 같은 비율이 나옵니다. 받은 seed를 쓰십시오.",
                lambda seen: seen.ignores_seed,
                expected="씨앗마다 다른 비율",
                got=lambda seen: seen.shares[:4].round(3),
                hint=3,
            ),
            Symptom(
                "진짜의 몫과 가짜의 몫을 더하면 1이어야 합니다. 섞는 줄은 그대로 두십시오.",
                lambda seen: not seen.mixes,
                expected="mix * real + (1 - mix) * fake",
                hint=2,
            ),
        ],
    )
