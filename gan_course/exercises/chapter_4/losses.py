"""4장 연습의 채점: CycleGAN."""

import numpy as np

from gan_course._tensorflow import keras, tf
from gan_course.exercises.answer import Answer, Wrong
from gan_course.exercises.comparing import Mistake, compare, require_gradient
from gan_course.exercises.grading import exercise


def _normal(*shape, seed):
    return tf.random.stateless_normal(shape, seed=(4, seed))


def _mean_absolute(left, right):
    return tf.reduce_mean(tf.abs(left - right))


_IMAGES = [
    (_normal(2, 4, 4, 3, seed=1), _normal(2, 4, 4, 3, seed=2)),
    (_normal(1, 2, 6, 1, seed=3), _normal(1, 2, 6, 1, seed=4)),
]
_SHAPES = "[배치, 높이, 너비, 채널] 이미지 두 벌"


@exercise("4.1", "순환 일관성 손실")
def cycle_loss(answer: Answer) -> None:
    compare(
        answer,
        _IMAGES,
        _mean_absolute,
        [
            Mistake("절댓값이 아니라 제곱의 평균(L2)입니다.", lambda r, c: tf.reduce_mean(tf.square(r - c)), hint=2),
            Mistake(
                "평균이 아니라 합입니다. 이미지가 커지면 손실도 커집니다.",
                lambda r, c: tf.reduce_sum(tf.abs(r - c)),
                hint=2,
            ),
            Mistake(
                "평균을 낸 다음 절댓값을 씌웠습니다. 더 밝은 화소와 더 어두운 화소가 서로 지웁니다.",
                lambda r, c: tf.abs(tf.reduce_mean(r - c)),
            ),
            Mistake("절댓값이 없습니다. 손실이 음수가 될 수 있습니다.", lambda r, c: tf.reduce_mean(r - c)),
            Mistake("절댓값이 없습니다. 손실이 음수가 될 수 있습니다.", lambda r, c: tf.reduce_mean(c - r)),
            Mistake(
                "λ까지 곱했습니다. 가중치는 총합을 낼 때 곱합니다.", lambda r, c: 10.0 * _mean_absolute(r, c), hint=3
            ),
            Mistake("가장 큰 차이 하나만 보았습니다.", lambda r, c: tf.reduce_max(tf.abs(r - c)), hint=2),
        ],
        describe=lambda real, cycled: f"모양 {tuple(real.shape)}의 이미지 두 벌",
    )
    require_gradient(answer, *_IMAGES[0])


class _Colour:
    """이미지의 색을 1차식으로 바꾸는 작은 생성자. 방향마다 달라야 오답이 드러납니다."""

    def __init__(self, scale, shift):
        self.scale, self.shift = scale, shift

    def __call__(self, images, training=False):
        return self.scale * images + self.shift


@exercise("4.2", "항등 손실: 어느 생성자에 무엇을 넣습니까")
def identity_losses(answer: Answer) -> None:
    def expected(generator_ab, generator_ba, real_a, real_b):
        return _mean_absolute(real_b, generator_ab(real_b)) + _mean_absolute(real_a, generator_ba(real_a))

    networks = _Colour(0.5, 0.1), _Colour(-1.0, 0.3)
    images = _normal(2, 4, 4, 3, seed=5), _normal(2, 4, 4, 3, seed=6)
    more = _Colour(1.0, 0.0), _Colour(2.0, -0.2)
    compare(
        answer,
        [(*networks, *images), (*more, *images), (*more[::-1], *images)],
        expected,
        [
            Mistake(
                "생성자와 도메인의 짝이 바뀌었습니다. G에는 이미 B인 이미지를 넣어야 그대로 나옵니다.",
                lambda g, f, a, b: _mean_absolute(a, g(a)) + _mean_absolute(b, f(b)),
            ),
            Mistake(
                "순환 일관성 손실을 구했습니다. 항등 손실은 생성자를 한 번만 지납니다.",
                lambda g, f, a, b: _mean_absolute(a, f(g(a))) + _mean_absolute(b, g(f(b))),
            ),
            Mistake("B 쪽이 빠졌습니다.", lambda g, f, a, b: _mean_absolute(a, f(a)), hint=2),
            Mistake("A 쪽이 빠졌습니다.", lambda g, f, a, b: _mean_absolute(b, g(b)), hint=2),
            Mistake(
                "생성자의 출력을 다른 도메인의 이미지와 견주었습니다. 짝이 없으므로 견줄 수 없습니다.",
                lambda g, f, a, b: _mean_absolute(b, g(a)) + _mean_absolute(a, f(b)),
            ),
            Mistake("두 손실을 2로 나누었습니다.", lambda *case: expected(*case) / 2, hint=3),
            Mistake(
                "절댓값이 아니라 제곱입니다.",
                lambda g, f, a, b: tf.reduce_mean((b - g(b)) ** 2) + tf.reduce_mean((a - f(a)) ** 2),
                hint=3,
            ),
        ],
        describe=lambda g, f, a, b: f"G(x) = {g.scale}x + {g.shift}, F(x) = {f.scale}x + {f.shift}, {_SHAPES}",
    )


@exercise("4.3", "두 생성자의 총손실")
def total_generator_loss(answer: Answer) -> None:
    def fooling(output):
        return tf.reduce_mean(tf.square(output - 1))

    def expected(out_a, out_b, cycle, identity, weight):
        return fooling(out_a) + fooling(out_b) + weight * cycle + 0.5 * weight * identity

    outputs = _normal(2, 3, 3, 1, seed=7), _normal(2, 3, 3, 1, seed=8)
    compare(
        answer,
        [(*outputs, 0.12, 0.06, 10.0), (*outputs, 0.5, 0.9, 1.0), (*outputs[::-1], 0.3, 0.2, 4.0)],
        expected,
        [
            Mistake(
                "항등 손실에 0.5를 곱하지 않았습니다.",
                lambda a, b, c, i, w: fooling(a) + fooling(b) + w * c + w * i,
                hint=2,
            ),
            Mistake(
                "항등 손실에 λ를 곱하지 않았습니다.",
                lambda a, b, c, i, w: fooling(a) + fooling(b) + w * c + 0.5 * i,
                hint=2,
            ),
            Mistake("항등 손실이 빠졌습니다.", lambda a, b, c, i, w: fooling(a) + fooling(b) + w * c),
            Mistake(
                "순환 일관성 손실에 λ를 곱하지 않았습니다.",
                lambda a, b, c, i, w: fooling(a) + fooling(b) + c + 0.5 * w * i,
            ),
            Mistake("순환 일관성 손실이 빠졌습니다.", lambda a, b, c, i, w: fooling(a) + fooling(b) + 0.5 * w * i),
            Mistake(
                "적대적 손실까지 λ배 했습니다.",
                lambda a, b, c, i, w: w * (fooling(a) + fooling(b) + c + 0.5 * i),
                hint=2,
            ),
            Mistake("판별자 A의 답이 빠졌습니다.", lambda a, b, c, i, w: fooling(b) + w * c + 0.5 * w * i, hint=3),
            Mistake("판별자 B의 답이 빠졌습니다.", lambda a, b, c, i, w: fooling(a) + w * c + 0.5 * w * i, hint=3),
            Mistake(
                "생성자가 판별자를 돕고 있습니다. 생성자는 판별자의 답이 0이 아니라 1이기를 바랍니다.",
                lambda a, b, c, i, w: tf.reduce_mean(a**2) + tf.reduce_mean(b**2) + w * c + 0.5 * w * i,
            ),
            Mistake(
                "적대적 손실을 2로 나누었습니다. 나누는 것은 판별자의 손실입니다.",
                lambda a, b, c, i, w: 0.5 * (fooling(a) + fooling(b)) + w * c + 0.5 * w * i,
                hint=3,
            ),
        ],
        describe=lambda a, b, c, i, w: f"두 판별자의 답(모양 {tuple(a.shape)}), 순환 {c}, 항등 {i}, λ = {w:g}",
    )


@exercise("4.4", "최소제곱 판별자의 손실")
def least_squares_discriminator_loss(answer: Answer) -> None:
    def parts(real, fake):
        return tf.reduce_mean(tf.square(real - 1)), tf.reduce_mean(tf.square(fake))

    cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
    compare(
        answer,
        [
            (_normal(1, 3, 3, 1, seed=9), _normal(4, 3, 3, 1, seed=10)),
            (_normal(2, 1, 1, 1, seed=11), _normal(2, 1, 1, 1, seed=12)),
            (tf.fill((1, 2, 2, 1), 0.5), tf.fill((1, 2, 2, 1), 0.5)),
        ],
        lambda real, fake: 0.5 * sum(parts(real, fake)),
        [
            Mistake(
                "2로 나누지 않았습니다. 판별자를 생성자보다 천천히 가르치는 약속입니다.",
                lambda r, f: sum(parts(r, f)),
                hint=2,
            ),
            Mistake("진짜와 가짜의 정답이 바뀌었습니다.", lambda r, f: 0.5 * sum(parts(f, r))),
            Mistake("가짜 쪽이 빠졌습니다.", lambda r, f: 0.5 * parts(r, f)[0]),
            Mistake("진짜 쪽이 빠졌습니다.", lambda r, f: 0.5 * parts(r, f)[1]),
            Mistake(
                "가짜의 정답도 1로 두었습니다. 그것은 생성자의 바람입니다.",
                lambda r, f: 0.5 * (parts(r, f)[0] + parts(f, r)[0]),
            ),
            Mistake(
                "제곱이 아니라 절댓값입니다.",
                lambda r, f: 0.5 * (tf.reduce_mean(tf.abs(r - 1)) + tf.reduce_mean(tf.abs(f))),
                hint=3,
            ),
            Mistake(
                "2장의 이진 교차 엔트로피입니다. CycleGAN은 최소제곱을 씁니다.",
                lambda r, f: cross_entropy(tf.ones_like(r), r) + cross_entropy(tf.zeros_like(f), f),
            ),
            Mistake(
                "시그모이드를 지난 확률로 쟀습니다. 최소제곱은 출력을 그대로 씁니다.",
                lambda r, f: 0.5 * sum(parts(tf.sigmoid(r), tf.sigmoid(f))),
                hint=3,
            ),
        ],
        describe=lambda real, fake: f"진짜의 답 {tuple(real.shape)}, 가짜의 답 {tuple(fake.shape)}",
    )
    require_gradient(answer, _normal(2, 3, 3, 1, seed=9), _normal(2, 3, 3, 1, seed=10))


def _play(exchange, size, swaps, slots):
    """번호를 매긴 이미지를 차례로 넣어, 판별자에게 보인 것과 풀에 남은 것을 모읍니다."""
    pool, shown = [], []
    for number, (swap, slot) in enumerate(zip(swaps, slots), start=1):
        shown.append(exchange(pool, number, size, swap, slot))
    left = [*pool, *[0] * 12][:12]  # 풀이 잘못 커져도 길이가 같아야 값으로 견줄 수 있습니다
    return np.array([*shown, *left, len(pool)], float)


def _told(played):
    """`_play`의 결과를 글로."""
    played = played.astype(int)
    return f"보인 것 {played[:-13]}, 풀에 남은 것 {played[-13:-1][: played[-1]]}"


@exercise("4.5", "이미지 풀의 규칙")
def exchange(answer: Answer) -> None:
    def expected(pool, image, size, swap, slot):
        if len(pool) < size:
            pool.append(image)
            return image
        if swap:
            old, pool[slot] = pool[slot], image
            return old
        return image

    def never_swaps(pool, image, size, swap, slot):
        if len(pool) < size:
            pool.append(image)
        return image

    def stores_without_showing(pool, image, size, swap, slot):
        if len(pool) < size:
            pool.append(image)
        elif swap:
            pool[slot] = image
        return image

    def shows_without_storing(pool, image, size, swap, slot):
        if len(pool) < size:
            pool.append(image)
            return image
        return pool[slot] if swap else image

    def stores_always(pool, image, size, swap, slot):
        if len(pool) < size:
            pool.append(image)
            return image
        old, pool[slot] = pool[slot], image
        return old if swap else image

    def coin_reversed(pool, image, size, swap, slot):
        return expected(pool, image, size, not swap, slot)

    def swaps_while_filling(pool, image, size, swap, slot):
        if swap and slot < len(pool):
            old, pool[slot] = pool[slot], image
            return old
        if len(pool) < size:
            pool.append(image)
        return image

    def grows(pool, image, size, swap, slot):
        if len(pool) <= size:
            pool.append(image)
            return image
        return expected(pool, image, size, swap, slot)

    def oldest(pool, image, size, swap, slot):
        return expected(pool, image, size, swap, 0)

    swaps = [True, False, True, True, False, True, False, True, True]
    slots = [0, 0, 1, 2, 1, 1, 0, 2, 0]
    compare(
        lambda *case: _play(answer, *case),
        [(3, swaps, slots), (1, swaps, [0] * 9), (2, swaps[::-1], [1, 0] * 4 + [1])],
        lambda *case: _play(expected, *case),
        [
            Mistake(what, lambda *case, function=function: _play(function, *case), hint)
            for what, function, hint in [
                ("찬 뒤에도 옛것을 보여 주지 않습니다. 풀이 있으나 마나입니다.", never_swaps, 1),
                ("새것을 담기만 하고 꺼낸 옛것을 보여 주지 않습니다.", stores_without_showing, 2),
                (
                    "옛것을 꺼내 보여 주고 새것을 그 자리에 담지 않았습니다. 풀이 영영 옛 그림으로 남습니다.",
                    shows_without_storing,
                    2,
                ),
                ("동전의 뒷면에서도 새것을 담았습니다. 뒷면에서는 담지 않고 그대로 보여 줍니다.", stores_always, 2),
                ("동전의 앞면과 뒷면이 바뀌었습니다.", coin_reversed, 1),
                ("풀이 차기도 전에 바꾸었습니다. 찰 때까지는 담고 그대로 보여 줍니다.", swaps_while_filling, 1),
                ("풀이 정한 크기보다 하나 더 커집니다. 부등호를 살펴보십시오.", grows, 3),
                ("언제나 맨 앞의 것만 꺼냅니다. slot이 가리키는 것을 꺼내십시오.", oldest, 3),
            ]
        ],
        describe=lambda size, swaps, slots: (
            f"크기 {size}인 풀에 1부터 {len(swaps)}까지, 앞면은 {[i + 1 for i, s in enumerate(swaps) if s]}번째"
        ),
        present=_told,
    )


def _pointwise(seed):
    """채널마다 섞는 합성곱 하나짜리 생성자."""
    keras.utils.set_random_seed(seed)
    network = keras.Sequential([keras.Input((4, 4, 3)), keras.layers.Conv2D(3, 1)])
    network.set_weights([np.random.default_rng(seed).normal(size=weight.shape) for weight in network.get_weights()])
    return network


def _flat(tape, losses, networks):
    """손실마다 그 생성자의 그레이디언트를 한 줄로."""
    return tuple(
        np.concatenate([np.ravel(g) for g in tape.gradient(loss, network.trainable_variables)])
        for loss, network in zip(losses, networks)
    )


@exercise("4.6", "버그 찾기: 순환 하나를 잃은 생성자")
def cycle_gradients(answer: Answer) -> None:
    def by(choose):
        """두 순환 손실 (A→B→A, B→A→B)에서 두 생성자의 손실을 고르는 법 → 그레이디언트."""

        def gradients(generator_ab, generator_ba, real_a, real_b):
            with tf.GradientTape(persistent=True) as tape:
                aba = _mean_absolute(real_a, generator_ba(generator_ab(real_a)))
                bab = _mean_absolute(real_b, generator_ab(generator_ba(real_b)))
                chosen = choose(aba, bab)
            return _flat(tape, chosen, (generator_ab, generator_ba))

        return gradients

    def learner(*case):
        gradients = answer(*case)
        pairs = isinstance(gradients, (tuple, list)) and len(gradients) == 2
        if not pairs or any(not isinstance(g, (tuple, list)) or any(v is None for v in g) for g in gradients):
            raise Wrong(
                "두 생성자의 그레이디언트 목록을 차례로 돌려주어야 합니다. None이 있으면 길이 끊어진 것입니다.",
                expected="(generator_ab의 그레이디언트 목록, generator_ba의 그레이디언트 목록)",
                got=type(gradients).__name__,
                hint=2,
            )
        return tuple(np.concatenate([np.ravel(value) for value in g]) for g in gradients)

    compare(
        learner,
        [
            (_pointwise(1), _pointwise(2), _normal(2, 4, 4, 3, seed=13), _normal(2, 4, 4, 3, seed=14)),
            (_pointwise(3), _pointwise(4), _normal(1, 4, 4, 3, seed=15), _normal(1, 4, 4, 3, seed=16)),
        ],
        by(lambda aba, bab: (aba + bab, aba + bab)),
        [
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
def background_error(answer: Answer) -> None:
    def difference(source, translated):
        return np.abs(translated - source).mean(axis=-1) / 2

    def expected(source, translated, body):
        return difference(source, translated)[body[..., 0] == 0].mean()

    random = np.random.default_rng(4)
    cases = []
    for share in (0.3, 0.7):
        source, translated = random.uniform(-1, 1, (2, 3, 6, 6, 3)).astype(np.float32)
        cases.append((source, translated, (random.uniform(size=(3, 6, 6, 1)) < share).astype(np.float32)))
    compare(
        answer,
        cases,
        expected,
        [
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
