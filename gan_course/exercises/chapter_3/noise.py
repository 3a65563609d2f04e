"""3장 연습의 채점: 잡음의 모양, 분포, 되풀이(3.2)."""

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.answer import Wrong
from gan_course.exercises.grading import exercise
from gan_course.exercises.mistakes import AND
from gan_course.exercises.observing import Observation, Symptom
from gan_course.exercises.randomness import started_at
from gan_course.exercises.values import as_numbers

_SIZES = ((5, 7), (1, 3), (40, 250))  # (이미지의 수, noise_dim). 마지막은 분포를 볼 만큼 많습니다
_SHAPE = (12, 10, 3)  # 이미지 한 장


class _Noise:
    """크기를 바꾸어 뽑아 본 잡음에서 드러난 사실: 모양, 분포, 되풀이."""

    def __init__(self, answer):
        images = [
            np.random.default_rng(count).uniform(-1, 1, (count, *_SHAPE)).astype("float32") for count, _ in _SIZES
        ]
        drawn = [as_numbers(answer(tf.constant(x), dim)) for x, (_, dim) in zip(images, _SIZES)]
        if any(noise is None for noise in drawn):
            raise Wrong("수나 텐서가 아닌 것을 돌려주었습니다.", expected="잡음의 텐서", named=False)
        self.shapes = [noise.shape for noise in drawn]
        self.values = drawn[-1]
        # Keras는 파이썬의 난수에서 씨앗을 고릅니다. 셋째에는 같은 자리에서 시작해 까만 이미지를 줍니다
        again, same, black = (self._drawn_at_3(answer, x) for x in (images[-1], images[-1], 0 * images[-1]))
        self.repeats = again is not None and np.array_equal(self.values, again)
        settled = again is not None and same is not None and np.array_equal(again, same)
        self.of_images = settled and black is not None and not np.array_equal(again, black)
        flat = self.values.ravel()
        self.mean, self.std = (float(flat.mean()), float(flat.std())) if flat.size else (0.0, 0.0)
        found = (self._shape(), self._source(), *self._distribution(drawn), self._repetition(), _not_numbers(drawn))
        self.facts = [fact for fact in found if fact]

    @staticmethod
    def _drawn_at_3(answer, images):
        with started_at(3):
            return as_numbers(answer(tf.constant(images), _SIZES[-1][1]))

    def _source(self):
        return "이미지의 값이 잡음에 섞였습니다. 잡음은 이미지의 수만 보고 뽑습니다." if self.of_images else ""

    def _shape(self):
        if self.shapes == list(_SIZES):
            return ""
        counts = [count for count, _ in _SIZES]
        if all(shape == (dim, count) for shape, (count, dim) in zip(self.shapes, _SIZES)):
            return "두 축이 바뀌었습니다. (이미지의 수, noise_dim)의 차례입니다."
        if all(shape[:2] == size and set(shape[2:]) == {1} for shape, size in zip(self.shapes, _SIZES)):
            return "길이 1인 축이 더 붙었습니다(PyTorch의 모양). (이미지의 수, noise_dim) 두 축이면 됩니다."
        if all(shape == (count, *_SHAPE) for shape, count in zip(self.shapes, counts)):
            return "이미지와 모양이 같은 잡음입니다. 한 장에 noise_dim개입니다."
        if all(shape == (count,) for shape, count in zip(self.shapes, counts)):
            return "noise_dim의 축이 없습니다. 모양은 (이미지의 수, noise_dim)입니다."
        if all(shape == (dim,) for shape, (_, dim) in zip(self.shapes, _SIZES)):
            return "이미지의 수의 축이 없습니다. 잡음을 한 줄만 뽑았습니다."
        if all(len(shape) == 2 for shape in self.shapes):
            return self._count(counts)
        return "잡음의 모양이 다릅니다."

    def _count(self, counts):
        firsts, seconds = zip(*self.shapes)
        dims = [dim for _, dim in _SIZES]
        found = []
        if list(firsts) != counts:
            place = [number for number in (1, 2, 3) if set(firsts) == {_SHAPE[number - 1]}]
            if place:
                axis = ("높이", "너비", "채널")[place[0] - 1]
                found.append(
                    f"이미지의 수가 아니라 {axis}의 수({firsts[0]})만큼 뽑았습니다. 첫 축이 이미지의 수입니다."
                )
            elif len(set(firsts)) == 1:
                found.append(f"배치의 크기를 {firsts[0]}(으)로 정해 두어 잡음의 수가 이미지의 수와 다릅니다.")
            else:
                found.append("잡음의 수가 이미지의 수와 다릅니다.")
        if list(seconds) != dims:
            fixed = f"noise_dim을 쓰지 않고 {seconds[0]}(으)로 정해 두었습니다."
            found.append(fixed if len(set(seconds)) == 1 else "잡음의 길이가 noise_dim과 다릅니다.")
        return AND.join(found)

    def _distribution(self, drawn):
        values, count = self.values.ravel(), self.values.size
        if count < 30 or not np.isfinite(values).all():
            return [] if count else ["잡음이 비었습니다."]
        if np.ptp(values) == 0:
            return ["모든 잡음이 같은 수입니다. 생성자가 늘 같은 그림만 그립니다."]
        rows = self._same_rows()
        independent = count / len(rows[0]) if rows else count  # 되풀이한 것은 새로 뽑은 것이 아닙니다
        wide = 5 / np.sqrt(max(independent, 30))
        unit = (values - self.mean) / self.std
        if abs(np.mean(unit**4) - 1.8) < 0.25 and np.abs(unit).max() < 1.9:
            return ["균등 분포에서 뽑았습니다. 잠재 벡터는 표준 정규 분포에서 뽑습니다."]
        if np.abs(values).max() <= 2.0 and abs(self.std - 0.88) < 0.05 and independent > 200:
            return ["꼬리를 자른 정규 분포에서 뽑았습니다(-2와 2 사이). 자르지 않은 표준 정규 분포에서 뽑습니다."]
        if all(abs(noise.mean() - dim) < 0.5 + 4 / np.sqrt(noise.size) for noise, (_, dim) in zip(drawn, _SIZES)):
            return ["noise_dim을 평균의 자리에 주었습니다. 표준 정규 분포의 평균은 0입니다."]
        if values.min() >= 0:
            return ["음수가 하나도 없습니다. 뽑은 잡음에 절댓값을 씌우거나 음수를 자르지 마십시오."]
        found = []
        if abs(self.mean) > wide * max(self.std, 1e-9):
            found.append(f"평균이 {self.mean:.2g}입니다. 표준 정규 분포의 평균은 0입니다.")
        if abs(self.std - 1) > wide:
            found.append(f"표준 편차가 {self.std:.2g}입니다. 표준 정규 분포의 표준 편차는 1입니다.")
        if not rows and (where := _standardised(self.values)):
            return [f"뽑은 잡음을 {where} 표준화했습니다. 잡음이 서로 얽힙니다. 뽑은 그대로 쓰십시오."]
        if not found and independent > 2000 and _distance_from_normal(unit) > 2.7 / np.sqrt(independent):
            found.append("평균과 표준 편차는 맞지만 정규 분포가 아닙니다.")
        return found

    def _same_rows(self):
        if self.values.ndim < 2 or min(self.values.shape[:2]) < 2:
            return None
        if (self.values == self.values[:1]).all():
            return self.values, "이미지마다"
        if (self.values == self.values[:, :1]).all():
            return self.values.T, "자리마다"
        return None

    def _repetition(self):
        said = []
        if rows := self._same_rows():
            if np.ptp(self.values):
                said.append(f"{rows[1]} 잡음이 달라야 하는데 같은 줄이 되풀이됩니다. 한 번 뽑아 되풀이했습니다.")
        if self.repeats and np.ptp(self.values):
            said.append(
                "부를 때마다 같은 잡음이 나옵니다. 함수 안에서 씨앗을 고정하거나 한 번 뽑은 것을 다시 쓰지 마십시오."
            )
        return AND.join(said)


def _standardised(values):
    """뽑은 뒤에 평균을 빼거나 크기를 맞춘 축. 저마다 뽑은 잡음의 평균과 크기는 축마다 조금씩 다릅니다."""
    if values.ndim != 2:
        return ""
    for axis, where in ((0, "자리마다 배치에 걸쳐"), (1, "이미지마다"), (None, "통째로")):
        centre, size = values.mean(axis), np.sqrt(np.square(values).mean(axis))
        fixed = np.abs(size - 1).max() < 1e-5, np.abs(centre).max() < 1e-5
        if any(fixed) if axis is not None else all(fixed):
            return where
    return ""


def _not_numbers(drawn):
    if all(np.isfinite(noise).all() for noise in drawn):
        return ""
    one = np.isfinite(drawn[-1]).all() and not np.isfinite(drawn[1]).all()
    return "잡음에 수가 아닌 값(NaN)이 있습니다." if not one else "이미지가 한 장일 때 잡음이 수가 아닙니다(NaN)."


def _distance_from_normal(unit):
    """표준 정규 분포의 누적 분포와 가장 멀리 떨어진 거리(콜모고로프-스미르노프)."""
    unit = np.sort(unit)
    wanted = 0.5 * (1 + tf.math.erf(unit / np.sqrt(2)).numpy())
    return float(np.abs(wanted - (np.arange(unit.size) + 0.5) / unit.size).max())


@exercise("3.2", "마지막 배치까지 맞는 잡음")
def sample_noise() -> Observation:
    return Observation(
        _Noise,
        [
            Symptom(
                lambda seen: AND.join(seen.facts),
                lambda seen: bool(seen.facts),
                given=f"이미지 {', '.join(str(count) for count, _ in _SIZES)}장, noise_dim {', '.join(str(dim) for _, dim in _SIZES)}",
                expected=f"모양 {', '.join(map(str, _SIZES))}, 평균 0, 표준 편차 1",
                got=lambda seen: (
                    f"모양 {', '.join(map(str, seen.shapes))}, 평균 {seen.mean:.2f}, 표준 편차 {seen.std:.2f}"
                ),
                named=True,
            )
        ],
    )
