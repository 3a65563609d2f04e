"""5장 연습의 채점: 짝을 지키며 섞기(5.3)."""

from functools import cached_property

import numpy as np

from gan_course.exercises.answer import Wrong
from gan_course.exercises.grading import exercise
from gan_course.exercises.observing import Observation, Symptom

_COUNT = 40
_GIVEN = "x = 0, 1, 2, …, 39, 그 짝인 y = 1000, 1001, 1002, …, 1039"


class _Shuffled:
    """번호를 적은 짝을 섞게 하고 차례를 읽은 것."""

    def __init__(self, answer):
        self.answer = answer
        self.x = np.arange(_COUNT, dtype=np.float32).reshape(_COUNT, 1, 1, 1) + np.zeros((1, 2, 2, 3), np.float32)
        self.y = self.x[..., :1] + 1000
        self.one, two = self.shuffled(0)
        self.names, self.partners = self.one[:, 0, 0, 0], two[:, 0, 0, 0] - 1000
        self.told = f"섞은 x {self.names[:6].astype(int)}, 섞은 y {two[:6, 0, 0, 0].astype(int)}"
        self.moved = [not np.array_equal(part, np.arange(_COUNT)) for part in (self.names, self.partners)]

    def shuffled(self, seed):
        given = self.x.copy(), self.y.copy()
        result = self.answer(*given, seed)
        if not isinstance(result, (tuple, list)) or len(result) != 2:
            raise Wrong("섞은 x와 섞은 y를 차례로 돌려주십시오.", expected="(x, y)", got=type(result).__name__)
        result = tuple(np.asarray(part) for part in result)
        if [part.shape[1:] for part in result] != [self.x.shape[1:], self.y.shape[1:]]:
            raise Wrong(
                "이미지의 모양이 달라졌습니다. 첫 축(몇 번째 짝인지)만 섞습니다.",
                expected=f"모양 {self.x.shape}과 {self.y.shape}",
                got=f"모양 {result[0].shape}과 {result[1].shape}",
                hint=2,
            )
        if not all(map(np.array_equal, given, (self.x, self.y))):
            raise Wrong(
                "받은 배열을 제자리에서 섞었습니다. 부른 쪽의 데이터가 망가집니다. 새 배열을 돌려주십시오.",
                expected="받은 x와 y는 그대로",
                got="x나 y가 바뀜",
                hint=2,
            )
        return result

    @cached_property
    def different(self):
        return len(set(self.names))

    @cached_property
    def paired(self):
        return np.array_equal(self.names, self.partners)


@exercise("5.3", "짝을 지키며 섞기")
def shuffle_pairs() -> Observation:
    apart = {"given": _GIVEN, "expected": "같은 차례로 섞인 x와 y", "got": lambda seen: seen.told}
    return Observation(
        _Shuffled,
        [
            Symptom(
                "섞이지 않았습니다. 처음의 차례 그대로입니다.",
                lambda seen: not any(seen.moved),
                given=_GIVEN,
                expected="다른 차례",
                got=lambda seen: seen.told,
            ),
            Symptom(
                "빠진 짝과 되풀이된 짝이 있습니다. 한 바퀴에 모든 짝이 한 번씩 나와야 합니다.",
                lambda seen: len(seen.names) != _COUNT or seen.different < _COUNT,
                given=_GIVEN,
                expected=f"서로 다른 짝 {_COUNT}쌍",
                got=lambda seen: f"{len(seen.names)}쌍 가운데 서로 다른 짝 {seen.different}쌍",
                hint=2,
            ),
            Symptom(
                lambda seen: f"{'x' if seen.moved[0] else 'y'}만 섞었습니다. 짝이 모두 어긋납니다.",
                lambda seen: not seen.paired and not all(seen.moved),
                **apart,
            ),
            Symptom("x와 y를 따로 섞었습니다. 짝이 모두 어긋납니다.", lambda seen: not seen.paired, **apart),
            Symptom(
                "거꾸로 늘어놓았을 뿐 섞이지 않았습니다.",
                lambda seen: np.array_equal(np.sort(seen.names)[::-1], seen.names),
                given=_GIVEN,
                expected="씨앗에 따른 차례",
                got=lambda seen: seen.told,
            ),
            Symptom(
                "씨앗이 같은데 부를 때마다 차례가 다릅니다. 훈련을 되풀이할 수 없습니다.",
                lambda seen: not np.array_equal(seen.shuffled(0)[0], seen.one),
                given="seed = 0으로 두 번",
                expected="같은 차례",
                got="다른 차례",
                hint=3,
            ),
            Symptom(
                "씨앗이 달라도 차례가 같습니다. seed를 쓰지 않았습니다.",
                lambda seen: np.array_equal(seen.shuffled(1)[0], seen.one),
                given="seed = 0과 1",
                expected="다른 차례",
                got="같은 차례",
                hint=3,
            ),
        ],
    )
