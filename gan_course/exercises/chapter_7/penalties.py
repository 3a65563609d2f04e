"""7장 연습의 채점: R1과 WGAN-GP의 벌점(7.1, 7.2)."""

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.answer import Wrong
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import judge, normal
from gan_course.exercises.values import close


def _slopes(critic, points, training=True):
    """점마다의 기울기를 한 줄로 편 것 [배치, 차원]."""
    with tf.GradientTape() as tape:
        tape.watch(points)
        outputs = critic(points, training=training)
    return tf.reshape(tape.gradient(outputs, points), [len(points), -1])


def _squared(critic, points, training=True):
    return tf.reduce_sum(tf.square(_slopes(critic, points, training)), axis=1)


_CUT = "값은 맞지만 판별자의 가중치까지 그레이디언트가 이어지지 않습니다. 이대로는 아무것도 가르치지 못합니다."


def _weights(critic, *rest):
    return [critic.trainable_variables[0]]


_IMAGES = [normal(count, 3, 4, 2, seed=(7, count)) for count in (3, 1, 4)]


@exercise("7.1", "R1 벌점 쓰기")
def r1_penalty() -> Comparison:
    def of(combine, training=True):
        return lambda critic, images, gamma: combine(_squared(critic, images, training), gamma, images)

    def averaged(squared, gamma, images):
        return gamma / 2 * tf.reduce_mean(squared)

    return Comparison(
        cases=[
            (judge((3, 4, 2), seed), images, gamma) for seed, images, gamma in zip((1, 2, 3), _IMAGES, (10.0, 0.5, 2.0))
        ],
        reference=of(averaged),
        mistakes=[
            Mistake("2로 나누지 않았습니다. 논문의 벌점은 γ/2를 곱합니다.", of(lambda s, g, x: g * tf.reduce_mean(s))),
            Mistake(
                "모든 화소에 걸쳐 평균했습니다. 벌점이 화소의 수만큼 약해집니다. 화소는 더하고 배치만 평균하십시오.",
                of(lambda s, g, x: g / 2 * tf.reduce_mean(s) / np.prod(x.shape[1:])),
            ),
            Mistake("배치의 합입니다. 배치로는 평균하십시오.", of(lambda s, g, x: g / 2 * tf.reduce_sum(s))),
            Mistake(
                "기울기의 제곱이 아니라 크기입니다.", of(lambda s, g, x: g / 2 * tf.reduce_mean(tf.sqrt(s))), hint=3
            ),
            Mistake(
                "1을 중심으로 한 벌점입니다. 그것은 WGAN-GP의 것입니다.",
                of(lambda s, g, x: g / 2 * tf.reduce_mean((tf.sqrt(s) - 1) ** 2)),
                hint=3,
            ),
            Mistake(
                "로짓을 평균한 다음 미분했습니다. 이미지마다의 기울기가 배치의 크기만큼 작아집니다.",
                of(lambda s, g, x: g / 2 * tf.reduce_mean(s) / len(x) ** 2),
                hint=2,
            ),
            Mistake("γ를 곱하지 않았습니다.", of(lambda s, g, x: tf.reduce_mean(s) / 2), hint=3),
            Mistake("training=True를 잊었습니다.", of(averaged, training=False), hint=2),
        ],
        describe=lambda critic, images, gamma: f"작은 판별자, 이미지 {len(images)}장, γ = {gamma:g}",
        gradients=_weights,
        cut=_CUT,
    )


def _points(count):
    return [normal(count, 2, seed=(8, seed)) for seed in (1, 2)] + [
        tf.random.stateless_uniform((count, 1), seed=(8, 3))
    ]


def _finite_where_flat(answer):
    flat = judge((2,), 4, flat=True).restored()
    value, (slope,) = answer.recorded((flat, *_points(5)), lambda critic, *_: [critic.trainable_variables[-2]])
    evidence = {"given": "어디에서나 기울기가 0인 비평가", "hint": 3}
    if not np.isfinite(float(value)) or not np.isfinite(np.asarray(slope)).all():
        raise Wrong(
            "비평가가 평평하면 그레이디언트가 NaN이 됩니다. 제곱근 안에 아주 작은 수를 더하십시오.",
            expected="유한한 값과 그레이디언트",
            got=f"값 {float(value):g}, 그레이디언트 {np.ravel(slope)[:2]}",
            **evidence,
        )
    if not close(value, 1.0, 1e-3):
        raise Wrong(
            "비평가가 평평하면 벌점은 1이어야 합니다. 더한 수가 너무 큽니다.",
            expected=1.0,
            got=float(value),
            **evidence,
        )


@exercise("7.2", "WGAN-GP의 벌점 쓰기")
def gradient_penalty() -> Comparison:
    def of(combine, place=lambda real, fake, mix: real + mix * (fake - real), training=True):
        def penalty(critic, real, fake, mix):
            return tf.reduce_mean(combine(tf.sqrt(_squared(critic, place(real, fake, mix), training) + 1e-12)))

        return penalty

    def centered(length):
        return (length - 1) ** 2

    return Comparison(
        cases=[(judge((2,), seed), *_points(count)) for seed, count in ((4, 5), (5, 1), (6, 3))],
        reference=of(centered),
        mistakes=[
            Mistake("진짜에서 쟀습니다. 그 자리는 R1의 것입니다.", of(centered, lambda real, fake, mix: real)),
            Mistake("가짜에서 쟀습니다. 그 자리는 R2의 것입니다.", of(centered, lambda real, fake, mix: fake)),
            Mistake(
                "진짜와 가짜가 거꾸로입니다. mix가 0이면 진짜의 자리여야 합니다.",
                of(centered, lambda real, fake, mix: fake + mix * (real - fake)),
                hint=2,
            ),
            Mistake(
                "비율을 쓰지 않고 한가운데에서만 쟀습니다.", of(centered, lambda real, fake, mix: (real + fake) / 2)
            ),
            Mistake("0을 중심으로 한 벌점입니다. 바라는 기울기는 1입니다.", of(lambda length: length**2), hint=2),
            Mistake("크기가 아니라 크기의 제곱에서 1을 뺐습니다.", of(lambda length: (length**2 - 1) ** 2), hint=3),
            Mistake(
                "1보다 큰 기울기에만 벌을 주었습니다. 논문의 벌점은 작아도 줍니다.",
                of(lambda length: tf.nn.relu(length - 1) ** 2),
                hint=2,
            ),
            Mistake("차이의 제곱이 아니라 절댓값입니다.", of(lambda length: abs(length - 1)), hint=3),
            Mistake("논문의 λ = 10까지 곱했습니다. 여기에서는 곱하지 않습니다.", of(lambda n: 10 * (n - 1) ** 2)),
            Mistake("training=True를 잊었습니다.", of(centered, training=False), hint=2),
        ],
        describe=lambda critic, real, fake, mix: f"작은 비평가, 점 {len(real)}개",
        gradients=_weights,
        cut=_CUT,
        then=[_finite_where_flat],
    )
