"""4장 연습의 채점: 두 순환의 그레이디언트와 배경의 점수(4.6, 4.7)."""

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.answer import Wrong
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import normal, pointwise
from gan_course.exercises.values import flat


@exercise("4.6", "버그 찾기: 순환 하나를 잃은 생성자")
def cycle_gradients() -> Comparison:
    def by(choose):
        """두 순환 손실 (A→B→A, B→A→B)에서 두 생성자의 손실을 고르는 법 → 그레이디언트."""

        def gradients(generator_ab, generator_ba, real_a, real_b):
            with tf.GradientTape(persistent=True) as tape:
                aba = tf.reduce_mean(tf.abs(real_a - generator_ba(generator_ab(real_a))))
                bab = tf.reduce_mean(tf.abs(real_b - generator_ab(generator_ba(real_b))))
                chosen = choose(aba, bab)
            pairs = zip(chosen, (generator_ab, generator_ba))
            return tuple(flat(tape.gradient(loss, network.trainable_variables)) for loss, network in pairs)

        return gradients

    def lists(gradients):
        pairs = isinstance(gradients, (tuple, list)) and len(gradients) == 2
        if not pairs or any(not isinstance(g, (tuple, list)) or any(v is None for v in g) for g in gradients):
            raise Wrong(
                "두 생성자의 그레이디언트 목록을 차례로 돌려주어야 합니다. None이 있으면 길이 끊어진 것입니다.",
                expected="(generator_ab의 그레이디언트 목록, generator_ba의 그레이디언트 목록)",
                got=type(gradients).__name__,
                hint=2,
            )
        return tuple(map(flat, gradients))

    return Comparison(
        read=lambda answer: lambda *case: lists(answer(*case)),
        cases=[
            (pointwise(1), pointwise(2), normal(2, 4, 4, 3, seed=(4, 13)), normal(2, 4, 4, 3, seed=(4, 14))),
            (pointwise(3), pointwise(4), normal(1, 4, 4, 3, seed=(4, 15)), normal(1, 4, 4, 3, seed=(4, 16))),
        ],
        reference=by(lambda aba, bab: (aba + bab, aba + bab)),
        mistakes=[
            Mistake(
                "G는 A→B→A의 순환에서, F는 B→A→B의 순환에서 아무것도 배우지 못합니다.",
                by(lambda aba, bab: (bab, aba)),
                given=True,
            ),
            Mistake(
                "증상만 가렸습니다. 남아 있는 순환의 손실을 두 배로 키웠을 뿐, 잃은 순환은 여전히 없습니다.",
                by(lambda aba, bab: (2 * bab, 2 * aba)),
                hint=2,
            ),
            Mistake("잃은 순환만 넣고 있던 순환을 뺐습니다.", by(lambda aba, bab: (aba, bab)), hint=2),
            Mistake("G만 두 순환에서 배웁니다. F도 고치십시오.", by(lambda aba, bab: (aba + bab, aba)), hint=3),
            Mistake("F만 두 순환에서 배웁니다. G도 고치십시오.", by(lambda aba, bab: (bab, aba + bab)), hint=3),
            Mistake("두 순환의 평균을 냈습니다. 논문은 더합니다.", by(lambda aba, bab: ((aba + bab) / 2,) * 2), hint=3),
        ],
        describe=lambda g, f, a, b: "합성곱 하나짜리 두 생성자와 이미지 두 벌. 아래는 두 생성자의 그레이디언트",
    )


@exercise("4.7", "실험 설계: 정답과 견주어 배경을 채점하기")
def background_error() -> Comparison:
    def difference(source, translated):
        return np.abs(translated - source).mean(axis=-1) / 2

    def expected(source, translated, body):
        return difference(source, translated)[body[..., 0] == 0].mean()

    random = np.random.default_rng(4)
    cases = []
    for share in (0.3, 0.7):
        source, translated = random.uniform(-1, 1, (2, 3, 6, 6, 3)).astype(np.float32)
        cases.append((source, translated, (random.uniform(size=(3, 6, 6, 1)) < share).astype(np.float32)))
    return Comparison(
        cases=cases,
        reference=expected,
        mistakes=[
            Mistake("몸까지 넣어 쟀습니다. 몸은 바뀌어야 하는 곳입니다.", lambda s, t, b: difference(s, t).mean()),
            Mistake("배경이 아니라 몸을 쟀습니다.", lambda s, t, b: difference(s, t)[b[..., 0] == 1].mean()),
            Mistake(
                "화소의 범위를 0에서 1로 바꾸지 않았습니다. [-1, 1]의 차이는 2로 나눕니다.",
                lambda s, t, b: 2 * expected(s, t, b),
                hint=2,
            ),
            Mistake(
                "몸을 0으로 지운 다음 모든 화소로 평균했습니다. 배경 화소의 수로 나누어야 합니다.",
                lambda s, t, b: (difference(s, t) * (1 - b[..., 0])).mean(),
                hint=3,
            ),
            Mistake(
                "부호가 있는 차이를 평균했습니다. 밝아진 곳과 어두워진 곳이 서로 지웁니다.",
                lambda s, t, b: ((t - s).mean(axis=-1) / 2)[b[..., 0] == 0].mean(),
                hint=2,
            ),
            Mistake(
                "차이의 제곱입니다.",
                lambda s, t, b: (np.square(t - s).mean(axis=-1) / 2)[b[..., 0] == 0].mean(),
                hint=2,
            ),
        ],
        describe=lambda s, t, b: f"이미지 {len(s)}장, 몸이 차지하는 비율 {b.mean():.2f}",
    )
