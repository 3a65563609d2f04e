"""5장 연습의 채점: 짝지은 데이터를 흘려보내는 법(5.3, 5.6)."""

from itertools import islice

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.answer import Answer, NotWritten, Wrong
from gan_course.exercises.grading import exercise


@exercise("5.3", "짝을 지키며 섞기")
def shuffle_pairs(answer: Answer) -> None:
    count = 40
    x = np.arange(count, dtype=np.float32).reshape(count, 1, 1, 1) + np.zeros((1, 2, 2, 3), np.float32)
    y = x[..., :1] + 1000
    kept_x, kept_y = x.copy(), y.copy()

    def shuffled(seed):
        result = answer(x, y, seed)
        if not isinstance(result, (tuple, list)) or len(result) != 2:
            raise Wrong("섞은 x와 섞은 y를 차례로 돌려주십시오.", expected="(x, y)", got=type(result).__name__)
        result = tuple(np.asarray(part) for part in result)
        if [part.shape[1:] for part in result] != [x.shape[1:], y.shape[1:]]:
            raise Wrong(
                "이미지의 모양이 달라졌습니다. 첫 축(몇 번째 짝인지)만 섞습니다.",
                expected=f"모양 {x.shape}과 {y.shape}",
                got=f"모양 {result[0].shape}과 {result[1].shape}",
                hint=2,
            )
        if not (np.array_equal(x, kept_x) and np.array_equal(y, kept_y)):
            x[:], y[:] = kept_x, kept_y
            raise Wrong(
                "받은 배열을 제자리에서 섞었습니다. 부른 쪽의 데이터가 망가집니다. 새 배열을 돌려주십시오.",
                expected="받은 x와 y는 그대로",
                got="x나 y가 바뀜",
                hint=2,
            )
        return result

    one, two = shuffled(0)
    names, partners = one[:, 0, 0, 0], two[:, 0, 0, 0] - 1000
    seen = f"섞은 x {names[:6].astype(int)}, 섞은 y {two[:6, 0, 0, 0].astype(int)}"
    given = "x = 0, 1, 2, …, 39, 그 짝인 y = 1000, 1001, 1002, …, 1039"
    moved = [not np.array_equal(part, np.arange(count)) for part in (names, partners)]
    if not any(moved):
        raise Wrong("섞이지 않았습니다. 처음의 차례 그대로입니다.", given, "다른 차례", seen)
    if len(names) != count or len(set(names)) < count:
        raise Wrong(
            "빠진 짝과 되풀이된 짝이 있습니다. 한 바퀴에 모든 짝이 한 번씩 나와야 합니다.",
            given,
            f"서로 다른 짝 {count}쌍",
            f"{len(names)}쌍 가운데 서로 다른 짝 {len(set(names))}쌍",
            hint=2,
        )
    if not np.array_equal(names, partners):
        if not all(moved):
            raise Wrong(
                f"{'x' if moved[0] else 'y'}만 섞었습니다. 짝이 모두 어긋납니다.", given, "같은 차례로 섞인 x와 y", seen
            )
        raise Wrong("x와 y를 따로 섞었습니다. 짝이 모두 어긋납니다.", given, "같은 차례로 섞인 x와 y", seen)
    if np.array_equal(np.sort(names)[::-1], names):
        raise Wrong("거꾸로 늘어놓았을 뿐 섞이지 않았습니다.", given, "씨앗에 따른 차례", seen)
    if not np.array_equal(shuffled(0)[0], one):
        raise Wrong(
            "씨앗이 같은데 부를 때마다 차례가 다릅니다. 훈련을 되풀이할 수 없습니다.",
            "seed = 0으로 두 번",
            "같은 차례",
            "다른 차례",
            hint=3,
        )
    if np.array_equal(shuffled(1)[0], one):
        raise Wrong(
            "씨앗이 달라도 차례가 같습니다. seed를 쓰지 않았습니다.", "seed = 0과 1", "다른 차례", "같은 차례", 3
        )


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


@exercise("5.6", "버그 찾기: 얼어붙은 흔들기")
def training_pairs(answer: Answer) -> None:
    source = _Shaken()
    epochs = source.epochs(answer(source.dataset, source.shake))
    sizes = [len(epoch) for epoch in epochs]
    given = f"짝 {source.count}쌍, 에포크 셋"

    def moves(epoch):
        return {int(x[0]): round(float(x[2]), 6) for x, _ in epoch}

    frozen = sizes[0] > 0 and sizes[0] == sizes[1] and moves(epochs[0]) == moves(epochs[1])
    if sizes[0] >= 40 * source.count:
        raise Wrong(
            "에포크가 끝나지 않습니다. 되풀이(repeat)는 훈련하는 쪽에서 합니다.", given, "한 에포크에 6쌍", "끝없음", 2
        )
    if set(sizes) != {source.count}:
        raise Wrong(
            "증상만 가렸습니다. 짝을 여러 번 되풀이해 여러 모습을 얼렸을 뿐, 다음 에포크는 또 같은 모습입니다."
            if frozen
            else "한 에포크에 나오는 짝의 수가 다릅니다.",
            given,
            f"에포크마다 {source.count}쌍",
            f"에포크마다 {sizes}쌍",
            hint=2,
        )
    for epoch in epochs:
        if not np.array_equal(epoch[:, 0, 0] + 100, epoch[:, 1, 0]) or len(moves(epoch)) != source.count:
            raise Wrong(
                "짝이 어긋났거나 빠졌습니다. x와 y는 늘 같은 차례로 나와야 합니다.",
                given,
                "x = 0, …, 5와 y = 100, …, 105의 짝",
                f"x {epoch[:, 0, 0].astype(int)}, y {epoch[:, 1, 0].astype(int)}",
                hint=2,
            )
    times = {int(x[1]) for epoch in epochs for x, _ in epoch}
    if times == {0}:
        raise Wrong(
            "흔들기를 없앴습니다. 흔들되 에포크마다 새로 흔들어야 합니다.", given, "에포크마다 다른 모습", "원본"
        )
    if times != {1}:
        raise Wrong(
            "짝마다 한 번이 아니라 두 번 흔들었습니다. 얼어붙은 흔들기 위에 새 흔들기를 덧댔습니다.",
            given,
            "흔든 횟수 1",
            f"흔든 횟수 {sorted(times)}",
            hint=2,
        )
    if frozen:
        if [int(x[0]) for x, _ in epochs[0]] != [int(x[0]) for x, _ in epochs[1]]:
            raise Wrong(
                "증상만 가렸습니다. 에포크마다 차례를 섞었을 뿐, 짝마다의 모습은 여전히 얼어 있습니다.",
                given,
                "같은 짝도 에포크마다 다른 모습",
                f"0번 짝을 흔든 만큼: {moves(epochs[0])[0]:.3f}, {moves(epochs[1])[0]:.3f}",
                hint=2,
            )
        raise NotWritten("주어진 코드 그대로입니다. 증상: 모든 에포크에서 같은 모습이 나옵니다.")
    if source.reads > source.count:
        raise Wrong(
            "까닭은 고쳤지만 캐시를 잃었습니다. 에포크마다 이미지를 다시 읽습니다.",
            given,
            f"읽은 횟수 {source.count}",
            f"읽은 횟수 {source.reads}",
            hint=3,
        )
