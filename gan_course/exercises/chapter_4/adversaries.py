"""4장 연습의 채점: 총손실과 최소제곱 판별자의 손실(4.3, 4.4)."""

from gan_course._tensorflow import keras, tf
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import normal

_cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)


def _squares(output, label, reduce=tf.reduce_mean):
    return reduce(tf.square(output - label))


# 판별자의 답 하나가 레이블에서 얼마나 먼지 재는 법: (오해의 이름, 거리)
_ADVERSARIES = Choice(
    _squares,
    [
        (
            "최소제곱이 아니라 2장의 이진 교차 엔트로피입니다. CycleGAN은 최소제곱을 씁니다.",
            lambda o, label: _cross_entropy(label * tf.ones_like(o), o),
        ),
        (
            "최소제곱이 아니라 확률을 받는 이진 교차 엔트로피입니다. CycleGAN은 최소제곱을 씁니다.",
            lambda o, label: keras.losses.BinaryCrossentropy()(label * tf.ones_like(o), o),
        ),
        ("제곱이 아니라 절댓값입니다.", lambda o, label: tf.reduce_mean(tf.abs(o - label))),
        ("제곱하지 않았습니다.", lambda o, label: tf.reduce_mean(o - label)),
        ("제곱하지 않았습니다.", lambda o, label: tf.reduce_mean(label - o)),
        ("평균을 낸 다음 제곱했습니다. 제곱한 다음 평균합니다.", lambda o, label: tf.square(tf.reduce_mean(o - label))),
        ("평균이 아니라 합입니다.", lambda o, label: _squares(o, label, tf.reduce_sum)),
        ("평균을 내지 않았습니다. 수 하나여야 합니다.", lambda o, label: _squares(o, label, tf.identity)),
        ("제곱근을 씌웠습니다(RMSE).", lambda o, label: tf.sqrt(_squares(o, label))),
        (
            "시그모이드를 지난 확률로 쟀습니다. 최소제곱은 출력을 그대로 씁니다.",
            lambda o, label: _squares(tf.sigmoid(o), label),
        ),
        (
            "바서슈타인 손실(답의 평균)을 썼습니다. CycleGAN은 최소제곱을 씁니다.",
            lambda o, label: (1 - 2 * label) * tf.reduce_mean(o),
        ),
    ],
)


@exercise("4.3", "두 생성자의 총손실")
def total_generator_loss() -> Comparison:
    def expected(out_a, out_b, cycle, identity, weight):
        return _squares(out_a, 1) + _squares(out_b, 1) + weight * cycle + 0.5 * weight * identity

    labels = Choice(
        1.0,
        [
            ("생성자가 판별자를 돕고 있습니다. 생성자는 판별자의 답이 0이 아니라 1이기를 바랍니다.", 0.0),
            ("1을 빼지 않고 더했습니다. 판별자의 답이 1이기를 바랍니다.", -1.0),
            ("판별자의 답이 1이 아니라 0.5이기를 바란다고 했습니다.", 0.5),
        ],
    )
    halves = Choice(
        lambda a, b, w: a + b,
        [
            ("적대적 손실을 2로 나누었습니다. 나누는 것은 판별자의 손실입니다.", lambda a, b, w: 0.5 * (a + b)),
            ("판별자 A의 답이 빠졌습니다.", lambda a, b, w: b),
            ("판별자 B의 답이 빠졌습니다.", lambda a, b, w: a),
            ("적대적 손실까지 λ배 했습니다.", lambda a, b, w: w * (a + b)),
            ("적대적 손실에 0.5λ를 곱했습니다.", lambda a, b, w: 0.5 * w * (a + b)),
            ("적대적 손실이 빠졌습니다.", lambda a, b, w: 0 * a),
            ("판별자 A의 적대적 손실에서 B의 것을 뺐습니다. 더해야 합니다.", lambda a, b, w: a - b),
            ("두 적대적 손실을 곱했습니다. 더해야 합니다.", lambda a, b, w: a * b),
            ("적대적 손실의 부호를 뒤집었습니다.", lambda a, b, w: -(a + b)),
            ("판별자 A의 적대적 손실만 2로 나누었습니다.", lambda a, b, w: 0.5 * a + b),
            ("판별자 B의 적대적 손실만 2로 나누었습니다.", lambda a, b, w: a + 0.5 * b),
        ],
    )
    cycles = Choice(
        lambda w: w,
        [
            ("순환 일관성 손실에 λ를 곱하지 않았습니다.", lambda w: 1.0),
            ("순환 일관성 손실이 빠졌습니다.", lambda w: 0.0),
            ("순환 일관성 손실에까지 0.5를 곱했습니다. 0.5는 항등 손실의 것입니다.", lambda w: 0.5 * w),
            ("순환 일관성 손실에 2를 곱했습니다.", lambda w: 2 * w),
            ("순환 일관성 손실에 λ를 두 번 곱했습니다.", lambda w: w * w),
            ("순환 일관성 손실을 더하지 않고 뺐습니다.", lambda w: -w),
            ("순환 일관성 손실을 λ로 나누었습니다.", lambda w: 1 / w),
            ("순환 일관성 손실에 받은 cycle_weight 대신 10을 곱했습니다.", lambda w: 10.0),
        ],
    )
    identities = Choice(
        lambda w: 0.5 * w,
        [
            ("항등 손실에 0.5를 곱하지 않았습니다.", lambda w: w),
            ("항등 손실에 λ를 곱하지 않았습니다.", lambda w: 0.5),
            ("항등 손실에 0.5도 λ도 곱하지 않았습니다.", lambda w: 1.0),
            ("항등 손실이 빠졌습니다.", lambda w: 0.0),
            ("항등 손실에 0.5λ가 아니라 2λ를 곱했습니다.", lambda w: 2 * w),
            ("항등 손실에 λ를 두 번 곱했습니다.", lambda w: 0.5 * w * w),
            ("항등 손실을 더하지 않고 뺐습니다.", lambda w: -0.5 * w),
            ("항등 손실에 0.25λ를 곱했습니다.", lambda w: 0.25 * w),
            ("항등 손실에 받은 cycle_weight 대신 5를 곱했습니다.", lambda w: 5.0),
            ("항등 손실에 0.1λ를 곱했습니다. 저자들의 구현은 0.5λ입니다.", lambda w: 0.1 * w),
        ],
    )

    def compute(far, label, join, cycled, same):
        return lambda a, b, c, i, w: join(far(a, label), far(b, label), w) + cycled(w) * c + same(w) * i

    fooling = lambda a, b: _squares(a, 1) + _squares(b, 1)  # noqa: E731
    outputs = normal(2, 3, 3, 1, seed=(4, 7)), normal(2, 3, 3, 1, seed=(4, 8))
    values = [tuple(map(tf.constant, pair)) for pair in ((0.12, 0.07), (0.53, 0.91), (0.31, 0.2))]
    return Comparison(
        cases=[(*outputs, *values[0], 10.0), (*outputs, *values[1], 1.3), (*outputs[::-1], *values[2], 4.0)],
        reference=expected,
        mistakes=[
            Mistake(
                "순환 일관성 손실과 항등 손실의 자리가 바뀌었습니다. 0.5λ를 곱하는 것은 항등 손실입니다.",
                lambda a, b, c, i, w: fooling(a, b) + w * i + 0.5 * w * c,
            ),
            Mistake(
                "받은 cycle_weight를 쓰지 않고 λ를 10으로 적어 넣었습니다.",
                lambda a, b, c, i, w: fooling(a, b) + 10.0 * c + 5.0 * i,
            ),
            Mistake("적대적 손실까지 λ배 했습니다.", lambda a, b, c, i, w: w * (fooling(a, b) + c + 0.5 * i)),
            Mistake("모든 항에 0.5를 곱했습니다.", lambda *case: 0.5 * expected(*case)),
            *by(compute, far=_ADVERSARIES, label=labels, join=halves, cycled=cycles, same=identities),
        ],
        describe=lambda a, b, c, i, w: (
            f"두 판별자의 답(모양 {tuple(a.shape)}), 순환 {float(c):.2f}, 항등 {float(i):.2f}, λ = {w:g}"
        ),
        gradients=lambda a, b, c, i, w: [a, b, c, i],
    )


@exercise("4.4", "최소제곱 판별자의 손실")
def least_squares_discriminator_loss() -> Comparison:
    reals = Choice(
        1.0,
        [
            ("진짜의 정답을 0으로 두었습니다. 1이어야 합니다.", 0.0),
            ("진짜의 답에서 1을 빼지 않고 더했습니다.", -1.0),
            ("진짜의 정답을 1이 아니라 0.9로 누그러뜨렸습니다.", 0.9),
            ("진짜의 정답을 0.5로 두었습니다.", 0.5),
        ],
    )
    fakes = Choice(
        0.0,
        [
            ("가짜의 정답도 1로 두었습니다. 그것은 생성자의 바람입니다.", 1.0),
            ("가짜의 정답을 -1로 두었습니다. 0이어야 합니다.", -1.0),
            ("가짜의 정답을 0.1로 누그러뜨렸습니다.", 0.1),
            ("가짜의 정답을 0.5로 두었습니다.", 0.5),
        ],
    )
    joined = Choice(
        lambda r, f: 0.5 * (r + f),
        [
            ("2로 나누지 않았습니다. 판별자 하나의 손실은 두 평균의 합의 절반입니다.", lambda r, f: r + f),
            ("가짜 쪽이 빠졌습니다.", lambda r, f: 0.5 * r),
            ("진짜 쪽이 빠졌습니다.", lambda r, f: 0.5 * f),
            ("가짜 쪽이 빠지고 2로 나누지 않았습니다.", lambda r, f: r),
            ("진짜 쪽이 빠지고 2로 나누지 않았습니다.", lambda r, f: f),
            ("진짜 쪽에만 0.5를 곱했습니다. 괄호로 묶어 둘의 합에 곱하십시오.", lambda r, f: 0.5 * r + f),
            ("가짜 쪽에만 0.5를 곱했습니다. 괄호로 묶어 둘의 합에 곱하십시오.", lambda r, f: r + 0.5 * f),
            ("진짜 쪽에서 가짜 쪽을 뺐습니다. 둘을 더해야 합니다.", lambda r, f: 0.5 * (r - f)),
            ("두 손실을 곱했습니다. 더해야 합니다.", lambda r, f: 0.5 * r * f),
            ("2로 두 번 나누었습니다.", lambda r, f: 0.25 * (r + f)),
            ("2로 나누지 않고 2를 곱했습니다.", lambda r, f: 2 * (r + f)),
            ("손실의 부호를 뒤집었습니다.", lambda r, f: -0.5 * (r + f)),
            ("두 손실 가운데 큰 것만 보았습니다.", lambda r, f: tf.maximum(r, f)),
        ],
    )

    def both(r, f):
        return tf.concat([tf.reshape(tf.square(r - 1), [-1]), tf.reshape(tf.square(f), [-1])], 0)

    def compute(far, real, fake, join):
        return lambda r, f: join(far(r, real), far(f, fake))

    return Comparison(
        cases=[
            (normal(1, 3, 3, 1, seed=(4, 9)), normal(4, 3, 3, 1, seed=(4, 10))),
            (normal(2, 1, 1, 1, seed=(4, 11)) + 0.7, normal(2, 1, 1, 1, seed=(4, 12)) - 0.4),
            (tf.fill((1, 2, 2, 1), 0.5), tf.fill((1, 2, 2, 1), 0.5)),
        ],
        reference=lambda real, fake: 0.5 * (_squares(real, 1) + _squares(fake, 0)),
        mistakes=[
            Mistake("진짜와 가짜의 정답이 바뀌었습니다.", lambda r, f: 0.5 * (_squares(r, 0) + _squares(f, 1))),
            Mistake(
                "진짜와 가짜의 정답이 바뀌었습니다. 그리고 2로 나누지 않았습니다.",
                lambda r, f: _squares(r, 0) + _squares(f, 1),
            ),
            Mistake(
                "최소제곱이 아니라 2장의 이진 교차 엔트로피입니다. CycleGAN은 최소제곱을 씁니다.",
                lambda r, f: _cross_entropy(tf.ones_like(r), r) + _cross_entropy(tf.zeros_like(f), f),
            ),
            *by(compute, far=_ADVERSARIES, real=reals, fake=fakes, join=joined),
            Mistake(
                "진짜와 가짜를 한 배치로 이어 평균했습니다. 수가 다르면 저마다의 평균과 달라집니다.",
                lambda r, f: tf.reduce_mean(both(r, f)),
            ),
            Mistake(
                "진짜와 가짜를 한 배치로 이어 평균하고 2로 나누었습니다. 수가 다르면 저마다의 평균과 달라집니다.",
                lambda r, f: 0.5 * tf.reduce_mean(both(r, f)),
            ),
        ],
        describe=lambda real, fake: f"진짜의 답 {tuple(real.shape)}, 가짜의 답 {tuple(fake.shape)}",
        gradients=lambda real, fake: [real, fake],
    )
