"""7장 연습의 채점: R1의 벌점(7.1)."""

from functools import partial

from gan_course._tensorflow import tf
from gan_course.exercises.chapter_7.slopes import CUT, kernels, logit, remembered_slopes, slopes
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import judge, normal


def _squared_weight_slopes(critic, images, gather):
    with tf.GradientTape() as tape:
        total = gather(critic(images, training=True))
    return tf.add_n([tf.reduce_sum(slope**2) for slope in tape.gradient(total, critic.trainable_variables)])


def _pixels(slopes):
    return tf.reduce_sum(slopes**2, axis=[1, 2, 3])


def _only(*axes):
    return lambda slopes: tf.reduce_sum(slopes**2, axis=axes)


def _r1(
    slopes=slopes, training=True, through=logit, measure=_pixels, batch=tf.reduce_mean, strength=lambda gamma: gamma / 2
):
    def penalty(critic, images, gamma):
        return strength(gamma) * batch(measure(slopes(critic, images, training, through)))

    return penalty


_DECISIONS = {
    "strength": Choice(
        wrong=[
            ("2로 나누지 않았습니다. 논문의 벌점은 γ/2를 곱합니다.", lambda gamma: gamma),
            ("γ를 곱하지 않았습니다.", lambda gamma: 0.5),
            ("γ도, 1/2도 곱하지 않았습니다.", lambda gamma: 1.0),
            ("벌점의 부호가 뒤집혔습니다.", lambda gamma: -gamma / 2),
            ("2로 나눌 것을 두 번 나누었습니다(γ/4).", lambda gamma: gamma / 4),
            ("γ를 제곱했습니다.", lambda gamma: gamma**2 / 2),
            ("γ를 곱하지 않고 나누었습니다.", lambda gamma: 1 / (2 * gamma)),
            ("받은 γ 대신 10을 적어 넣었습니다.", lambda gamma: 5.0),
            ("2로 나눌 것을 곱했습니다.", lambda gamma: 2 * gamma),
        ]
    ),
    "measure": Choice(
        wrong=[
            (
                "모든 화소에 걸쳐 평균했습니다. 벌점이 화소의 수만큼 약해집니다. 화소는 더하고 배치만 평균하십시오.",
                lambda slopes: tf.reduce_mean(slopes**2, axis=[1, 2, 3]),
            ),
            ("그레이디언트의 제곱이 아니라 크기입니다.", lambda slopes: tf.sqrt(_pixels(slopes))),
            (
                "1을 중심으로 한 벌점입니다. 그것은 WGAN-GP의 것입니다.",
                lambda slopes: (tf.sqrt(_pixels(slopes)) - 1) ** 2,
            ),
            *(
                (f"{names} 축만 더했습니다. 나머지 축은 평균이 되어 벌점이 약해집니다.", _only(*axes))
                for names, axes in (
                    ("높이와 너비", (1, 2)),
                    ("높이", (1,)),
                    ("너비", (2,)),
                    ("채널", (3,)),
                    ("너비와 채널", (2, 3)),
                    ("높이와 채널", (1, 3)),
                )
            ),
            (
                "제곱하기 전에 더했습니다. 부호가 다른 그레이디언트가 서로 지웁니다.",
                lambda slopes: tf.reduce_sum(slopes, axis=[1, 2, 3]) ** 2,
            ),
            ("제곱이 아니라 절댓값을 더했습니다.", lambda slopes: tf.reduce_sum(abs(slopes), axis=[1, 2, 3])),
            ("그레이디언트를 제곱하지 않고 더했습니다.", lambda slopes: tf.reduce_sum(slopes, axis=[1, 2, 3])),
            ("그레이디언트의 크기를 네제곱했습니다.", lambda slopes: _pixels(slopes) ** 2),
            (
                "화소마다 채널의 크기를 구했습니다. 이미지 전체의 제곱합이어야 합니다.",
                lambda slopes: tf.sqrt(tf.reduce_sum(slopes**2, axis=3)),
            ),
        ]
    ),
    "batch": Choice(
        wrong=[
            ("배치의 합입니다. 배치로는 평균하십시오.", tf.reduce_sum),
            (
                "크기를 먼저 평균한 다음 제곱했습니다. 제곱한 다음 평균하십시오.",
                lambda squared: tf.reduce_mean(tf.sqrt(squared)) ** 2,
            ),
            ("배치로 평균하지 않았습니다. 벌점은 수 하나입니다.", lambda squared: squared),
            ("첫 이미지만 쟀습니다. 배치로 평균하십시오.", lambda squared: squared[0]),
            (
                "마지막에 제곱근을 씌웠습니다. 크기의 제곱을 그대로 두십시오.",
                lambda squared: tf.sqrt(tf.reduce_mean(squared)),
            ),
            ("배치 전체를 벡터 하나로 보고 크기를 구했습니다.", lambda squared: tf.sqrt(tf.reduce_sum(squared))),
            ("배치에서 가장 큰 것만 골랐습니다. 평균하십시오.", tf.reduce_max),
        ]
    ),
    "through": Choice(
        wrong=[
            (
                "로짓을 평균한 다음 미분했습니다. 이미지마다의 그레이디언트가 배치의 크기만큼 작아집니다.",
                tf.reduce_mean,
            ),
            ("로짓이 아니라 확률의 그레이디언트를 쟀습니다. 시그모이드를 지나지 마십시오.", tf.sigmoid),
            ("로짓이 아니라 손실(-log σ)의 그레이디언트를 쟀습니다.", lambda a: tf.nn.softplus(-a)),
            ("로짓이 아니라 손실(-log σ)의 평균을 미분했습니다.", lambda a: tf.reduce_mean(tf.nn.softplus(-a))),
            ("로짓이 아니라 확률의 평균을 미분했습니다.", lambda logits: tf.reduce_mean(tf.sigmoid(logits))),
        ]
    ),
    "training": Choice(
        wrong=[
            ("training=True를 잊었습니다.", False),
        ]
    ),
}


@exercise("7.1", "R1 벌점 쓰기")
def r1_penalty() -> Comparison:
    def about_weights(gather, strength):
        return lambda critic, images, gamma: strength(gamma) * _squared_weight_slopes(critic, images, gather)

    weights = "이미지가 아니라 판별자의 가중치로 미분했습니다. R1은 이미지에 대한 그레이디언트를 누릅니다."
    return Comparison(
        cases=[
            (judge((3, 5, 7), seed), normal(count, 3, 5, 7, seed=(7, count)), gamma)
            for seed, count, gamma in ((1, 4, 11.0), (2, 1, 0.6), (3, 6, 3.0))
        ],
        reference=_r1(),
        mistakes=[
            *by(partial(_r1, remembered_slopes), **_DECISIONS),
            *(
                Mistake(weights, about_weights(gather, strength))
                for gather in (tf.reduce_mean, tf.reduce_sum)
                for strength in (lambda gamma: gamma / 2, lambda gamma: gamma)
            ),
        ],
        describe=lambda critic, images, gamma: f"작은 판별자, 이미지 {len(images)}장, γ = {gamma:g}",
        gradients=kernels,
        cut=CUT.format("판별자"),
    )
