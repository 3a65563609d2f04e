"""4장 연습의 채점: CycleGAN의 손실(4.1에서 4.4)."""

from gan_course._tensorflow import keras, tf
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import Colour, normal


def _mean_absolute(left, right):
    return tf.reduce_mean(tf.abs(left - right))


_IMAGES = [
    (normal(2, 4, 4, 3, seed=(4, 1)), normal(2, 4, 4, 3, seed=(4, 2))),
    (normal(1, 2, 6, 1, seed=(4, 3)), normal(1, 2, 6, 1, seed=(4, 4))),
]
_SHAPES = "[배치, 높이, 너비, 채널] 이미지 두 벌"


@exercise("4.1", "순환 일관성 손실")
def cycle_loss() -> Comparison:
    return Comparison(
        cases=_IMAGES,
        reference=_mean_absolute,
        mistakes=[
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
        gradients=lambda real, cycled: [cycled],
    )


@exercise("4.2", "항등 손실: 어느 생성자에 무엇을 넣습니까")
def identity_losses() -> Comparison:
    def expected(generator_ab, generator_ba, real_a, real_b):
        return _mean_absolute(real_b, generator_ab(real_b)) + _mean_absolute(real_a, generator_ba(real_a))

    networks = Colour(0.5, 0.1), Colour(-1.0, 0.3)
    images = normal(2, 4, 4, 3, seed=(4, 5)), normal(2, 4, 4, 3, seed=(4, 6))
    more = Colour(1.0, 0.0), Colour(2.0, -0.2)
    return Comparison(
        cases=[(*networks, *images), (*more, *images), (*more[::-1], *images)],
        reference=expected,
        mistakes=[
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
def total_generator_loss() -> Comparison:
    def fooling(output):
        return tf.reduce_mean(tf.square(output - 1))

    def expected(out_a, out_b, cycle, identity, weight):
        return fooling(out_a) + fooling(out_b) + weight * cycle + 0.5 * weight * identity

    outputs = normal(2, 3, 3, 1, seed=(4, 7)), normal(2, 3, 3, 1, seed=(4, 8))
    return Comparison(
        cases=[(*outputs, 0.12, 0.06, 10.0), (*outputs, 0.5, 0.9, 1.0), (*outputs[::-1], 0.3, 0.2, 4.0)],
        reference=expected,
        mistakes=[
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
def least_squares_discriminator_loss() -> Comparison:
    def parts(real, fake):
        return tf.reduce_mean(tf.square(real - 1)), tf.reduce_mean(tf.square(fake))

    cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
    return Comparison(
        cases=[
            (normal(1, 3, 3, 1, seed=(4, 9)), normal(4, 3, 3, 1, seed=(4, 10))),
            (normal(2, 1, 1, 1, seed=(4, 11)), normal(2, 1, 1, 1, seed=(4, 12))),
            (tf.fill((1, 2, 2, 1), 0.5), tf.fill((1, 2, 2, 1), 0.5)),
        ],
        reference=lambda real, fake: 0.5 * sum(parts(real, fake)),
        mistakes=[
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
        gradients=lambda real, fake: [real, fake],
    )
