"""7장 연습의 채점: 상대론적 손실(7.3)."""

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.answer import Answer, Wrong
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import normal

_LOGITS = [
    (tf.constant([[2.0], [-1.0], [0.5]]), tf.constant([[-3.0], [0.5], [1.3]])),
    (tf.constant([[0.3]]), tf.constant([[-0.7]])),
    (normal(2, 3, 2, 1, seed=(9, 1)), 2 * normal(2, 3, 2, 1, seed=(9, 2))),
]
_softplus, _mean = tf.nn.softplus, tf.reduce_mean


def _generator(real, fake, loss, reduce):
    return reduce(loss(fake - real))


def _discriminator(real, fake, loss, reduce):
    return reduce(loss(real - fake))


def _not_saturating(value):
    """-log σ(값)."""
    return _softplus(-value)


def _from_probability(value):
    """값을 확률로 본 -log."""
    return -tf.math.log(tf.clip_by_value(value, 1e-7, 1 - 1e-7))


def _relativistic(
    generator=_generator,
    discriminator=_discriminator,
    loss=_not_saturating,
    reduce=_mean,
    inputs=lambda real, fake: (real, fake),
    returned=lambda generator, discriminator: (generator, discriminator),
):
    def losses(real, fake):
        real, fake = inputs(real, fake)
        return returned(generator(real, fake, loss, reduce), discriminator(real, fake, loss, reduce))

    return losses


def _averaged_opponent(sign):
    """한쪽을 상대의 평균과 견준 것. `sign`이 -1이면 생성자의 것입니다."""
    return lambda real, fake, loss, reduce: reduce(loss(sign * (real - _mean(fake))))


def _averaged_both(sign, share):
    def of(real, fake, loss, reduce):
        one, other = real - _mean(fake), fake - _mean(real)
        return share * (reduce(loss(sign * one)) + reduce(loss(-sign * other)))

    return of


def _every_pair(real, fake):
    left, right = tf.reshape(real, [-1, 1]), tf.reshape(fake, [1, -1])
    return left + 0 * right, right + 0 * left


_NO_PAIR = "짝지은 차이를 쓰지 않았습니다. 진짜와 가짜를 따로 본 보통의 손실입니다."
_AVERAGED = "상대의 평균과 견주었습니다. 하나씩 짝지어 빼십시오."


def _both(misconception, generator, discriminator):
    """두 손실을 함께 다른 것으로 쓴 오답."""
    return Mistake(misconception, _relativistic(generator, discriminator))


def _ordinary_generator(real, fake, loss, reduce):
    return reduce(loss(fake))


def _saturating_generator(real, fake, loss, reduce):
    return -reduce(loss(-fake))


def _ordinary_discriminator(real, fake, loss, reduce):
    return reduce(loss(real)) + reduce(loss(-fake))


def _negated(real, fake, loss, reduce):
    return -_discriminator(real, fake, loss, reduce)


_DECISIONS = {
    "returned": Choice(
        wrong=[
            (
                "두 손실의 차례가 바뀌었습니다(또는 두 차이의 부호가 모두 뒤집혔습니다). (생성자, 판별자)입니다.",
                lambda generator, discriminator: (discriminator, generator),
            ),
            ("두 손실을 하나로 더했습니다. 둘을 따로 돌려주십시오.", lambda generator, other: generator + other),
            ("생성자의 손실만 돌려주었습니다.", lambda generator, discriminator: generator),
            ("판별자의 손실만 돌려주었습니다.", lambda generator, discriminator: discriminator),
            ("두 손실을 2로 나누었습니다.", lambda *both: tuple(loss / 2 for loss in both)),
            ("두 손실에 2를 곱했습니다.", lambda *both: tuple(2 * loss for loss in both)),
        ]
    ),
    "generator": Choice(
        wrong=[
            ("생성자의 손실이 판별자 손실에 음의 부호를 붙인 것(포화)입니다.", _negated),
            ("생성자의 손실에 진짜의 로짓이 없습니다. 보통의 손실입니다.", _ordinary_generator),
            ("생성자의 손실에 진짜의 로짓이 없습니다. 보통의 포화 손실입니다.", _saturating_generator),
            ("생성자의 차이의 부호(나 레이블)가 뒤집혔습니다. 두 손실이 같습니다.", _discriminator),
            (f"생성자의 손실에서 {_AVERAGED}", _averaged_opponent(-1)),
            ("생성자의 손실에 판별자의 손실까지 더했습니다.", lambda *all: _generator(*all) + _discriminator(*all)),
            ("생성자의 손실의 부호가 뒤집혔습니다.", lambda *all: -_generator(*all)),
        ]
    ),
    "discriminator": Choice(
        wrong=[
            ("판별자의 손실이 짝지은 차이가 아니라 보통의 손실입니다.", _ordinary_discriminator),
            (
                "판별자의 손실이 짝지은 차이가 아니라 보통의 손실(의 반)입니다.",
                lambda *all: _ordinary_discriminator(*all) / 2,
            ),
            ("판별자의 손실에 가짜의 로짓이 없습니다.", lambda real, fake, loss, r: r(loss(real))),
            ("판별자의 차이의 부호(나 레이블)가 뒤집혔습니다. 두 손실이 같습니다.", _generator),
            (f"판별자의 손실에서 {_AVERAGED}", _averaged_opponent(1)),
            ("판별자의 손실에 생성자의 손실까지 더했습니다.", lambda *all: _generator(*all) + _discriminator(*all)),
            ("판별자의 손실에 2를 곱했습니다.", lambda *all: 2 * _discriminator(*all)),
            ("판별자의 손실을 2로 나누었습니다.", lambda *all: _discriminator(*all) / 2),
            ("판별자의 손실의 부호가 뒤집혔습니다.", lambda *all: -_discriminator(*all)),
        ]
    ),
    "inputs": Choice(
        wrong=[
            ("확률로 바꾸어 뺐습니다. 로짓끼리 빼십시오.", lambda *both: tuple(map(tf.sigmoid, both))),
            ("하나씩 짝짓지 않고 모든 쌍을 견주었습니다.", _every_pair),
            (
                "차이를 먼저 평균했습니다. 손실까지 셈한 뒤에 평균하십시오.",
                lambda real, fake: (_mean(real), _mean(fake)),
            ),
        ]
    ),
    "reduce": Choice(
        wrong=[
            ("평균이 아니라 합입니다.", tf.reduce_sum),
            ("평균하지 않았습니다. 두 손실은 저마다 수 하나입니다.", lambda values: values),
        ]
    ),
    "loss": Choice(
        wrong=[
            ("바서슈타인 손실입니다. 차이에 -log σ를 씌우십시오.", lambda value: -value),
            ("바서슈타인 손실이고 부호도 뒤집혔습니다. 차이에 -log σ를 씌우십시오.", lambda value: value),
            ("힌지 손실입니다. 차이에 -log σ를 씌우십시오.", lambda value: tf.nn.relu(1 - value)),
            ("최소제곱 손실입니다. 차이에 -log σ를 씌우십시오.", lambda value: (value - 1) ** 2),
            ("음의 부호가 빠졌습니다. -log σ가 아니라 log σ입니다.", lambda value: -_softplus(-value)),
            ("로그를 씌우지 않았습니다. -log σ가 아니라 -σ입니다.", lambda value: -tf.sigmoid(value)),
            ("로그를 씌우지 않았습니다. -log σ가 아니라 σ입니다.", tf.sigmoid),
            ("-log σ(t)가 아니라 -log(1 - σ(t))입니다.", _softplus),
            ("로짓의 차이를 확률로 보았습니다(from_logits=True가 없습니다).", _from_probability),
            ("시그모이드를 두 번 지났습니다.", lambda value: _not_saturating(tf.sigmoid(value))),
            ("로그를 씌우지 않았습니다. -log σ가 아니라 1 - σ입니다.", lambda value: tf.sigmoid(-value)),
            ("차이에 절댓값을 씌웠습니다. 어느 쪽이 큰지가 사라집니다.", lambda v: _softplus(-abs(v))),
            ("차이의 제곱입니다. 차이에 -log σ를 씌우십시오.", lambda value: value**2),
            ("차이의 절댓값입니다. 차이에 -log σ를 씌우십시오.", abs),
        ]
    ),
}


def _discriminator_learns_from_real(answer):
    """판별자의 손실은 진짜의 로짓으로도 그레이디언트를 보내야 합니다. 생성자의 손실은 진짜 쪽을 막아도 됩니다."""
    real, fake = _LOGITS[0]
    second = Answer(lambda *logits: answer.function(*logits)[1], answer.seconds)
    slope = second.recorded((real, fake), lambda real, fake: [real])[1][0]
    if slope is None or not np.any(slope):
        raise Wrong(
            "값은 맞지만 판별자의 손실에서 진짜의 로짓으로 가는 그레이디언트가 끊어졌습니다.",
            expected="tf 함수로 이어진 텐서",
            got="그레이디언트 없음",
            named=False,
        )


@exercise("7.3", "상대론적 손실 쓰기")
def relativistic_losses() -> Comparison:
    return Comparison(
        cases=_LOGITS,
        reference=_relativistic(),
        mistakes=[
            _both(_NO_PAIR, _ordinary_generator, _ordinary_discriminator),
            _both(_NO_PAIR, _ordinary_generator, lambda *all: _ordinary_discriminator(*all) / 2),
            _both(_NO_PAIR, _saturating_generator, _ordinary_discriminator),
            _both(_AVERAGED, _averaged_opponent(-1), _averaged_opponent(1)),
            *(_both(_AVERAGED, _averaged_both(-1, share), _averaged_both(1, share)) for share in (0.5, 1)),
            _both(
                _AVERAGED,
                lambda real, fake, loss, reduce: reduce(loss(fake - _mean(real))),
                lambda real, fake, loss, reduce: reduce(loss(real - _mean(fake))),
            ),
            *by(_relativistic, **_DECISIONS),
        ],
        describe=lambda real, fake: (
            f"진짜의 로짓 {np.ravel(real).round(2)[:3]}, 가짜의 로짓 {np.ravel(fake).round(2)[:3]}"
        ),
        gradients=lambda real, fake: [fake],
        then=[_discriminator_learns_from_real],
    )
