"""7장 연습의 채점: WGAN-GP의 벌점(7.2)."""

from functools import partial

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.answer import Wrong
from gan_course.exercises.chapter_7.slopes import CUT, kernels, logit, remembered_slopes, slopes
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import judge, normal
from gan_course.exercises.values import close


def _between(real, fake, mix):
    return real + mix * (fake - real)


def _length(slopes):
    return tf.sqrt(tf.reduce_sum(slopes**2, axis=1) + 1e-12)


def _distance_from_1(length):
    return (length - 1) ** 2


def _gp(
    slopes=slopes,
    place=_between,
    to=lambda slopes, real, fake, mix: slopes,
    through=logit,
    measure=_length,
    penalty=_distance_from_1,
    batch=tf.reduce_mean,
    strength=1.0,
):
    def of(critic, real, fake, mix):
        found = slopes(critic, place(real, fake, mix), through=through)
        lengths = measure(to(found, real, fake, mix))
        return strength * batch(penalty(lengths))

    return of


def _towards_mix(slopes, real, fake, mix):
    """사이의 점을 mix로 미분한 것은 fake - real이므로, 기울기의 그 방향만 남습니다."""
    return tf.reduce_sum(slopes * (fake - real), axis=1, keepdims=True)


_DECISIONS = {
    "place": Choice(
        wrong=[
            ("진짜에서 쟀습니다. 그 자리는 R1의 것입니다.", lambda real, fake, mix: real),
            ("가짜에서 쟀습니다. 그 자리는 R2의 것입니다.", lambda real, fake, mix: fake),
            (
                "진짜와 가짜가 거꾸로입니다. mix가 0이면 진짜의 자리여야 합니다.",
                lambda real, fake, mix: fake + mix * (real - fake),
            ),
            ("비율을 쓰지 않고 한가운데에서만 쟀습니다.", lambda real, fake, mix: (real + fake) / 2),
            ("점을 (fake - real)이 아니라 fake만큼 옮겼습니다.", lambda real, fake, mix: real + mix * fake),
            ("진짜에 1 - mix가 아니라 mix를 곱했습니다.", lambda real, fake, mix: mix * (real + fake)),
            ("배치 전체가 첫 비율 하나를 씁니다.", lambda real, fake, mix: _between(real, fake, mix[:1])),
            ("배치 전체가 평균 비율 하나를 씁니다.", lambda real, fake, mix: _between(real, fake, tf.reduce_mean(mix))),
        ]
    ),
    "penalty": Choice(
        wrong=[
            ("0을 중심으로 한 벌점입니다. 바라는 기울기는 1입니다.", lambda length: length**2),
            ("크기가 아니라 크기의 제곱에서 1을 뺐습니다.", lambda length: (length**2 - 1) ** 2),
            (
                "1보다 큰 기울기에만 벌을 주었습니다. 논문의 벌점은 작아도 줍니다.",
                lambda length: tf.nn.relu(length - 1) ** 2,
            ),
            (
                "1보다 작은 기울기에만 벌을 주었습니다. 논문의 벌점은 커도 줍니다.",
                lambda length: tf.nn.relu(1 - length) ** 2,
            ),
            ("차이의 제곱이 아니라 절댓값입니다.", lambda length: abs(length - 1)),
            ("차이를 제곱하지 않았습니다. 부호가 다른 것이 서로 지웁니다.", lambda length: length - 1),
            ("빼야 할 1을 더했습니다.", lambda length: (length + 1) ** 2),
            ("제곱한 다음 1을 뺐습니다. 1을 뺀 다음 제곱하십시오.", lambda length: length**2 - 1),
            ("벌점이 아니라 기울기의 크기만 평균했습니다.", lambda length: length),
        ]
    ),
    "strength": Choice(
        wrong=[
            ("논문의 λ = 10까지 곱했습니다. 여기에서는 곱하지 않습니다.", 10.0),
            ("2로 나누었습니다. 1/2은 R1의 것입니다.", 0.5),
            ("λ/2 = 5를 곱했습니다. 여기에서는 곱하지 않습니다.", 5.0),
            ("부호가 뒤집혔습니다.", -1.0),
        ]
    ),
    "batch": Choice(
        wrong=[
            ("배치의 합입니다. 평균하십시오.", tf.reduce_sum),
            ("배치로 평균하지 않았습니다. 벌점은 수 하나입니다.", lambda penalties: penalties),
            ("첫 점만 쟀습니다. 배치로 평균하십시오.", lambda penalties: penalties[0]),
            ("배치에서 가장 큰 벌점만 골랐습니다. 평균하십시오.", tf.reduce_max),
        ]
    ),
    "measure": Choice(
        wrong=[
            *(
                (
                    "제곱근 안에 더한 작은 수가 너무 큽니다.",
                    lambda slopes, little=little: tf.sqrt(tf.reduce_sum(slopes**2, axis=1) + little),
                )
                for little in (1.0, 0.1, 1e-2, 1e-3)
            ),
            (
                "크기를 먼저 평균한 다음 1과 견주었습니다. 작은 기울기와 큰 기울기가 서로 지웁니다.",
                lambda slopes: tf.reduce_mean(_length(slopes)),
            ),
            (
                "배치 축으로 크기를 구했습니다. 점마다(axis=1) 구하십시오.",
                lambda slopes: tf.sqrt(tf.reduce_sum(slopes**2, axis=0)),
            ),
            (
                "배치 전체를 벡터 하나로 보고 크기를 구했습니다(축을 주지 않았습니다). 점마다(axis=1) 구하십시오.",
                lambda slopes: tf.sqrt(tf.reduce_sum(slopes**2)),
            ),
            ("좌표마다 따로 크기를 구했습니다. 점마다 더하십시오.", abs),
            (
                "제곱을 더하지 않고 평균했습니다. 크기가 √2만큼 작아집니다.",
                lambda slopes: tf.sqrt(tf.reduce_mean(slopes**2, axis=1)),
            ),
            (
                "절댓값을 더한 크기(L1)입니다. 제곱합의 제곱근이어야 합니다.",
                lambda slopes: tf.reduce_sum(abs(slopes), axis=1),
            ),
            (
                "크기를 제곱해 평균한 다음 제곱근을 씌웠습니다. 점마다 1과 견주십시오.",
                lambda slopes: tf.sqrt(tf.reduce_mean(tf.reduce_sum(slopes**2, axis=1))),
            ),
            ("제곱하기 전에 좌표를 더했습니다.", lambda slopes: abs(tf.reduce_sum(slopes, axis=1))),
        ]
    ),
    "to": Choice(
        wrong=[
            (
                "사이의 점이 아니라 진짜로 미분했습니다. (1 - mix)만큼 작아집니다.",
                lambda slopes, real, fake, mix: (1 - mix) * slopes,
            ),
            (
                "사이의 점이 아니라 가짜로 미분했습니다. mix만큼 작아집니다.",
                lambda slopes, real, fake, mix: mix * slopes,
            ),
            ("사이의 점이 아니라 비율 mix로 미분했습니다.", _towards_mix),
        ]
    ),
    "through": Choice(
        wrong=[
            ("점수를 평균한 다음 미분했습니다. 점마다의 그레이디언트가 배치의 크기만큼 작아집니다.", tf.reduce_mean),
            ("비평가의 점수에 시그모이드를 씌우고 미분했습니다.", tf.sigmoid),
        ]
    ),
}


def _of_two_places(critic, real, fake, mix):
    penalties = [_distance_from_1(_length(slopes(critic, points)))[:, None] for points in (real, fake)]
    return tf.reduce_mean(_between(*penalties, mix))


def _finite_difference(critic, real, fake, mix):
    gap = tf.abs(critic(real, training=True) - critic(fake, training=True))
    return tf.reduce_mean((gap[:, 0] / _length(real - fake) - 1) ** 2)


def _points(count):
    return [normal(count, 2, seed=(8, seed)) for seed in (1, 2)] + [
        tf.random.stateless_uniform((count, 1), seed=(8, 3))
    ]


def _finite_where_flat(answer):
    flat = judge((2,), 4, flat=True, modes=False).restored()
    value, (slope,) = answer.recorded((flat, *_points(5)), lambda critic, *_: [critic.trainable_variables[-2]])
    evidence = {"given": "어디에서나 기울기가 0인 비평가"}
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
    return Comparison(
        # 글이 training을 말하지 않으므로 훈련할 때와 아닐 때가 같은 비평가를 줍니다
        cases=[(judge((2,), seed, modes=False), *_points(count)) for seed, count in ((4, 5), (5, 1), (6, 3))],
        reference=_gp(),
        mistakes=[
            *by(partial(_gp, remembered_slopes), **_DECISIONS),
            *(
                Mistake(
                    "R1의 벌점입니다. 진짜와 가짜 사이의 점에서, 1을 중심으로 재십시오.",
                    _gp(place=lambda real, fake, mix: real, penalty=lambda length: length**2, strength=strength),
                )
                for strength in (0.5, 1.0, 5.0, 10.0)
            ),
            Mistake("점이 아니라 두 벌점을 섞었습니다. 점을 먼저 섞고 그 자리에서 재십시오.", _of_two_places),
            Mistake("그레이디언트가 아니라 두 점 사이의 기울기(차이의 비)를 쟀습니다.", _finite_difference),
        ],
        describe=lambda critic, real, fake, mix: f"작은 비평가, 점 {len(real)}개",
        gradients=kernels,
        cut=CUT.format("비평가"),
        then=[_finite_where_flat],
    )
