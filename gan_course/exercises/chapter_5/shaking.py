"""5장 연습의 채점: 에포크마다 다르게 흔들기(5.6)."""

from itertools import islice

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.answer import Wrong
from gan_course.exercises.grading import exercise
from gan_course.exercises.observing import Fact, Observation, Symptom

_COUNT = 6
_GIVEN = f"짝 {_COUNT}쌍, 에포크 셋"


class _Source:
    """짝 여섯을 흘려보내고, 몇 번 읽었는지 세며, 흔들기를 숫자로 남깁니다: [번호, 흔든 횟수, 흔든 만큼]."""

    def __init__(self):
        self.reads = 0
        # 씨앗을 정해 둔 tf.random.uniform은 에포크마다 처음부터 다시 뽑습니다. 생성기는 이어서 뽑습니다.
        self.random = tf.random.Generator.from_seed(5)
        self.dataset = tf.data.Dataset.from_generator(
            self._read, output_signature=(tf.TensorSpec((3,), tf.float32),) * 2
        )

    def _read(self):
        for number in range(_COUNT):
            self.reads += 1
            yield np.array([number, 0, 0], np.float32), np.array([number + 100, 0, 0], np.float32)

    def shake(self, x, y):
        move = tf.stack([0.0, 1.0, self.random.uniform(())])
        return x + move, y + move


class _Epochs:
    """답이 준 자료를 세 에포크 흘려보낸 것과, 거기에서 보이는 사실들."""

    def __init__(self, answer):
        self.source = _Source()
        dataset = answer(self.source.dataset, self.source.shake)
        self.batched = False
        self.epochs, reads = [], []
        for _ in range(3):
            self.epochs.append(self._pairs(dataset))
            reads.append(self.source.reads)
        self.again = reads[-1] > reads[0]
        self.sizes = [len(epoch) for epoch in self.epochs]
        first, second, *_ = self.epochs
        self.frozen = len(first) > 0 and len(first) == len(second) and _moves(first) == _moves(second)
        self.facts = list(self._facts())
        # 주어진 코드가 하는 일: 읽기는 한 번이고, 짝마다 한 번 흔든 모습이 얼어 있습니다.
        self.as_given = self.frozen and [fact.said for fact in self.facts] == [_FROZEN] and not self._shuffled()

    def _pairs(self, dataset):
        """한 에포크의 짝들 [짝, 둘, 3]. 끝나지 않는 자료는 끊습니다."""
        try:
            pairs = [(np.asarray(x), np.asarray(y)) for x, y in islice(iter(dataset), 40 * _COUNT)]
        except Exception as error:
            raise Wrong(
                "돌려준 것에서 짝 (x, y)를 차례로 꺼낼 수 없습니다.",
                expected="(x, y)를 내는 tf.data.Dataset",
                got=f"{type(dataset).__name__}, {type(error).__name__}",
            ) from None
        if pairs and all(part.ndim == 2 for pair in pairs for part in pair):
            self.batched = True
            pairs = [pair for x, y in pairs for pair in zip(x, y)]
        if any(part.shape != (3,) for pair in pairs for part in pair):
            got = f"모양 {pairs[0][0].shape}과 {pairs[0][1].shape}"
            raise Wrong("짝의 꼴이 달라졌습니다. 그림 한 장씩의 짝 (x, y)가 나와야 합니다.", got=got, named=False)
        return np.array(pairs).reshape(-1, 2, 3)

    def _shuffled(self):
        return not np.array_equal(self.epochs[0][:, 0, 0], self.epochs[1][:, 0, 0])

    def _facts(self):
        if self.batched:
            yield Fact("짝을 묶음(batch)으로 내보냈습니다. 한 쌍씩 나와야 합니다.", "짝 한 쌍씩", "묶음")
        if self.sizes[0] >= 40 * _COUNT:
            said = "에포크가 끝나지 않습니다. 되풀이(repeat)는 훈련하는 쪽에서 합니다."
            yield Fact(said, f"한 에포크에 {_COUNT}쌍", "끝없음")
        elif self.sizes[0] and not any(self.sizes[1:]):
            said = "한 번 돌면 비는 이터레이터를 돌려주었습니다. 둘째 에포크부터 아무것도 나오지 않습니다."
            yield Fact(said, "여러 번 돌 수 있는 자료", f"에포크마다 {self.sizes}쌍")
        elif set(self.sizes) != {_COUNT}:
            yield self._wrong_size()
        everything = np.concatenate(self.epochs)
        if len(everything):
            yield from self._about(everything)
        if self.again and self.sizes[0] < 40 * _COUNT:
            said = "캐시를 잃었습니다. 에포크마다 이미지를 다시 읽습니다. 읽은 것을 cache()에 담은 자료를 쓰십시오."
            yield Fact(said, f"읽은 횟수 {_COUNT}", f"읽은 횟수 {self.source.reads}")

    def _wrong_size(self):
        got = f"에포크마다 {self.sizes}쌍"
        size = self.sizes[0]
        if size > _COUNT and self.frozen and len(set(_moves(self.epochs[0]))) < size:
            said = "증상만 가렸습니다. 짝을 여러 번 되풀이해 여러 모습을 얼렸을 뿐, 다음 에포크는 또 같은 모습입니다."
            if not self.epochs[0][:, :, 1].any():
                said = "한 에포크에 짝을 여러 번 되풀이했습니다(repeat). 되풀이는 훈련하는 쪽에서 합니다."
        elif size > _COUNT and size % _COUNT == 0:
            said = "한 에포크에 짝을 여러 번 되풀이했습니다(repeat). 되풀이는 훈련하는 쪽에서 합니다."
        elif size < _COUNT:
            said = "한 에포크에 나오지 않는 짝이 있습니다. 모든 짝이 한 번씩 나와야 합니다."
        else:
            said = "한 에포크에 나오는 짝의 수가 다릅니다."
        return Fact(said, f"에포크마다 {_COUNT}쌍", got)

    def _about(self, pairs):
        """짝 [짝, 둘, 3]마다: 어긋났는지, 몇 번 흔들었는지, 함께 흔들었는지."""
        x, y = pairs[:, 0], pairs[:, 1]
        numbers = f"x {x[:6, 0].astype(int)}, y {y[:6, 0].astype(int)}"
        wanted = "x = 0, …, 5와 y = 100, …, 105의 짝"
        if (x[:, 0] >= 100).all() and (y[:, 0] < 100).all():
            yield Fact("x와 y의 자리가 바뀌었습니다. (x, y)의 차례로 나와야 합니다.", wanted, numbers)
        elif not np.array_equal(x[:, 0] + 100, y[:, 0]):
            yield Fact("짝이 어긋났습니다. x와 y는 늘 같은 차례로 나와야 합니다.", wanted, numbers)
        elif set(self.sizes) == {_COUNT} and any(len(_moves(epoch)) != _COUNT for epoch in self.epochs):
            yield Fact("빠진 짝과 되풀이된 짝이 있습니다. 에포크마다 모든 짝이 한 번씩 나와야 합니다.", wanted, numbers)
        times = [sorted(set(part[:, 1].astype(int))) for part in (x, y)]
        got = f"x를 흔든 횟수 {times[0]}, y를 흔든 횟수 {times[1]}"
        if times == [[0], [0]]:
            yield Fact("흔들기를 없앴습니다. 흔들되 에포크마다 새로 흔들어야 합니다.", "흔든 횟수 1", got)
        elif [0] in times:
            one, other = ("y", "x") if times[0] == [0] else ("x", "y")
            yield Fact(f"{one}만 흔들고 {other}는 그대로 두었습니다. 두 그림을 똑같이 흔드십시오.", "흔든 횟수 1", got)
        elif times != [[1], [1]]:
            said = "흔든 횟수가 짝마다 한 번이 아닙니다. shake는 캐시 뒤에서 모든 짝에 한 번씩만 씁니다."
            if times == [[2], [2]]:
                said = "짝마다 한 번이 아니라 두 번 흔들었습니다. shake는 캐시 뒤에서 한 번만 씁니다."
            yield Fact(said, "흔든 횟수 1", got)
        elif not np.allclose(x[:, 2], y[:, 2]):
            said = "x와 y를 따로 흔들었습니다(shake를 저마다 불렀습니다). 짝의 두 그림이 다르게 움직입니다."
            moves = f"x를 {x[0, 2]:.3f}, y를 {y[0, 2]:.3f}만큼"
            yield Fact(said, "두 그림을 똑같이", moves)
        if self.frozen and times != [[0], [0]] and set(self.sizes) == {_COUNT}:
            got = "0번 짝을 흔든 만큼: " + ", ".join(
                f"{max(_moves(epoch).get(0, (0, 0))):.3f}" for epoch in self.epochs[:2]
            )
            yield Fact(_MIXED if self._shuffled() else _FROZEN, "같은 짝도 에포크마다 다른 모습", got)


_FROZEN = "모든 에포크에서 같은 모습이 나옵니다. 흔든 다음의 것을 담아 두었습니다(캐시나 목록). 담는 것은 흔들기 앞에서만 하십시오."
_MIXED = "증상만 가렸습니다. 에포크마다 차례를 섞었을 뿐, 짝마다의 모습은 여전히 얼어 있습니다."


def _moves(epoch):
    """짝마다 흔든 만큼."""
    return {int(x[0]): (round(float(x[2]), 6), round(float(y[2]), 6)) for x, y in epoch}


@exercise("5.6", "버그 찾기: 얼어붙은 흔들기")
def training_pairs() -> Observation:
    untouched = Symptom(
        "모든 에포크에서 같은 모습이 나옵니다.",
        lambda seen: seen.as_given,
        untouched="def training_pairs(dataset, shake):\n    return dataset.map(shake).cache()",
    )
    return Observation(_Epochs, [untouched, Fact.told(_GIVEN)])
