"""5장 연습의 채점: 에포크마다 다르게 흔들기(5.6)."""

from itertools import islice

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.answer import Wrong
from gan_course.exercises.grading import exercise
from gan_course.exercises.observing import Observation, Symptom


class _Shaken:
    """짝 여섯을 흘려보내고, 몇 번 읽었는지 세며, 흔들기를 숫자로 남깁니다: [번호, 흔든 횟수, 흔든 만큼]."""

    count = 6

    def __init__(self):
        self.reads = 0
        # 씨앗을 정해 둔 tf.random.uniform은 에포크마다 처음부터 다시 뽑습니다. 생성기는 이어서 뽑습니다.
        self.random = tf.random.Generator.from_seed(5)
        self.dataset = tf.data.Dataset.from_generator(
            self._read, output_signature=(tf.TensorSpec((3,), tf.float32),) * 2
        )

    def _read(self):
        for number in range(self.count):
            self.reads += 1
            yield np.array([number, 0, 0], np.float32), np.array([number + 100, 0, 0], np.float32)

    def shake(self, x, y):
        move = tf.stack([0.0, 1.0, self.random.uniform(())])
        return x + move, y + move

    def epochs(self, dataset, count=3):
        """에포크마다 짝의 목록 [짝, 둘, 3]. 끝나지 않는 자료는 끊습니다."""
        try:
            return [np.array([[x, y] for x, y in islice(iter(dataset), 40 * self.count)]) for _ in range(count)]
        except Exception as error:
            raise Wrong(
                "돌려준 것에서 짝 (x, y)를 차례로 꺼낼 수 없습니다.",
                expected="(x, y)를 내는 tf.data.Dataset",
                got=f"{type(dataset).__name__}, {type(error).__name__}",
                hint=2,
            ) from None


_GIVEN = f"짝 {_Shaken.count}쌍, 에포크 셋"


class _Epochs:
    """답이 준 자료를 세 에포크 흘려보낸 것."""

    def __init__(self, answer):
        self.source = _Shaken()
        self.epochs = self.source.epochs(answer(self.source.dataset, self.source.shake))
        self.sizes = [len(epoch) for epoch in self.epochs]
        first, second, *_ = self.epochs
        self.frozen = self.sizes[0] > 0 and self.sizes[0] == self.sizes[1] and self.moves(first) == self.moves(second)

    @staticmethod
    def moves(epoch):
        """짝마다 흔든 만큼."""
        return {int(x[0]): round(float(x[2]), 6) for x, _ in epoch}

    def mismatched(self):
        """짝이 어긋나거나 빠진 첫 에포크."""
        for epoch in self.epochs:
            if not np.array_equal(epoch[:, 0, 0] + 100, epoch[:, 1, 0]) or len(self.moves(epoch)) != _Shaken.count:
                return epoch
        return None

    def times(self):
        """짝마다 흔든 횟수."""
        return sorted({int(x[1]) for epoch in self.epochs for x, _ in epoch})

    def order(self, epoch):
        return [int(x[0]) for x, _ in self.epochs[epoch]]

    def same_pair(self):
        return ", ".join(f"{self.moves(epoch)[0]:.3f}" for epoch in self.epochs[:2])


@exercise("5.6", "버그 찾기: 얼어붙은 흔들기")
def training_pairs() -> Observation:
    count = _Shaken.count
    return Observation(
        _Epochs,
        [
            Symptom(
                "에포크가 끝나지 않습니다. 되풀이(repeat)는 훈련하는 쪽에서 합니다.",
                lambda seen: seen.sizes[0] >= 40 * count,
                given=_GIVEN,
                expected="한 에포크에 6쌍",
                got="끝없음",
                hint=2,
            ),
            Symptom(
                lambda seen: (
                    "증상만 가렸습니다. 짝을 여러 번 되풀이해 여러 모습을 얼렸을 뿐, 다음 에포크는 또 같은 모습입니다."
                    if seen.frozen
                    else "한 에포크에 나오는 짝의 수가 다릅니다."
                ),
                lambda seen: set(seen.sizes) != {count},
                given=_GIVEN,
                expected=f"에포크마다 {count}쌍",
                got=lambda seen: f"에포크마다 {seen.sizes}쌍",
                hint=2,
            ),
            Symptom(
                "짝이 어긋났거나 빠졌습니다. x와 y는 늘 같은 차례로 나와야 합니다.",
                lambda seen: seen.mismatched() is not None,
                given=_GIVEN,
                expected="x = 0, …, 5와 y = 100, …, 105의 짝",
                got=lambda seen: "x {}, y {}".format(*seen.mismatched()[:, :, 0].T.astype(int)),
                hint=2,
            ),
            Symptom(
                "흔들기를 없앴습니다. 흔들되 에포크마다 새로 흔들어야 합니다.",
                lambda seen: seen.times() == [0],
                given=_GIVEN,
                expected="에포크마다 다른 모습",
                got="원본",
            ),
            Symptom(
                "짝마다 한 번이 아니라 두 번 흔들었습니다. 얼어붙은 흔들기 위에 새 흔들기를 덧댔습니다.",
                lambda seen: seen.times() != [1],
                given=_GIVEN,
                expected="흔든 횟수 1",
                got=lambda seen: f"흔든 횟수 {seen.times()}",
                hint=2,
            ),
            Symptom(
                "증상만 가렸습니다. 에포크마다 차례를 섞었을 뿐, 짝마다의 모습은 여전히 얼어 있습니다.",
                lambda seen: seen.frozen and seen.order(0) != seen.order(1),
                given=_GIVEN,
                expected="같은 짝도 에포크마다 다른 모습",
                got=lambda seen: f"0번 짝을 흔든 만큼: {seen.same_pair()}",
                hint=2,
            ),
            Symptom("모든 에포크에서 같은 모습이 나옵니다.", lambda seen: seen.frozen, untouched=True),
            Symptom(
                "까닭은 고쳤지만 캐시를 잃었습니다. 에포크마다 이미지를 다시 읽습니다.",
                lambda seen: seen.source.reads > count,
                given=_GIVEN,
                expected=f"읽은 횟수 {count}",
                got=lambda seen: f"읽은 횟수 {seen.source.reads}",
                hint=3,
            ),
        ],
    )
