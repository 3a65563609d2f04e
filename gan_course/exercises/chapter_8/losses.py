"""8장 연습의 채점: 조건부 GAN의 두 손실(8.4)."""

import functools

import numpy as np

from gan_course.exercises.answer import Answer, Wrong
from gan_course.exercises.chapter_8.lookup import labels_of
from gan_course.exercises.chapter_8.players import Detective, Forger, Paired
from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import normal
from gan_course.exercises.values import close
from gan_course.losses import discriminator_loss, generator_loss


def ones(logits):
    """레이블이 1인 이진 교차 엔트로피의 평균."""
    return np.logaddexp(0, -logits).mean()


def zeros(logits):
    return np.logaddexp(0, logits).mean()


def _squashed(logits):
    return 1 / (1 + np.exp(-logits))


_OTHERS = [
    ("의 레이블의 차례가 어긋났습니다. 받은 차례 그대로 쓰십시오.", lambda y: np.roll(y, 1)),
    ("의 레이블의 차례가 어긋났습니다. 받은 차례 그대로 쓰십시오.", lambda y: np.roll(y, -1)),
    ("의 레이블의 차례가 어긋났습니다. 받은 차례 그대로 쓰십시오.", lambda y: y[::-1]),
    ("의 레이블의 차례가 어긋났습니다. 받은 차례 그대로 쓰십시오.", lambda y: np.sort(y)),
    ("에 레이블 대신 모두 0을 주었습니다.", lambda y: 0 * y),
    ("에 레이블 대신 모두 1을 주었습니다.", lambda y: 0 * y + 1),
    ("에 레이블 대신 배치의 번호(0, 1, 2)를 주었습니다.", lambda y: np.arange(len(y))),
    ("의 레이블에 1을 더했습니다. 받은 그대로 쓰십시오.", lambda y: (y + 1) % 10),
    ("에 첫 장의 레이블을 되풀이해 주었습니다.", lambda y: np.repeat(y[:1], len(y))),
]


def _labels(who, extra=()):
    return Choice(wrong=[*extra, *((who + what, choose) for what, choose in _OTHERS)])


TRAINING = {
    "training=True를 잊었습니다.": (False, False, False),
    "생성자를 부를 때 training=True를 잊었습니다.": (False, True, True),
    "판별자를 부를 때 training=True를 잊었습니다.": (True, False, False),
    "판별자에 진짜를 보일 때 training=True를 잊었습니다.": (True, False, True),
    "판별자에 가짜를 보일 때 training=True를 잊었습니다.": (True, True, False),
    "생성자를 부를 때와 가짜를 보일 때 training=True를 잊었습니다.": (False, True, False),
    "생성자를 부를 때와 진짜를 보일 때 training=True를 잊었습니다.": (False, False, True),
}
SHOWN = [
    ("진짜를 보일 자리에 가짜를 보였습니다. 판별자가 진짜를 보지 못합니다.", lambda x, f: (f, f)),
    ("가짜를 보일 자리에 진짜를 보였습니다. 판별자가 가짜를 보지 못합니다.", lambda x, f: (x, x)),
    ("진짜와 가짜가 바뀌었습니다.", lambda x, f: (f, x)),
]
GENERATOR_LOSSES = [
    ("생성자의 손실을 진짜의 로짓으로 셈했습니다. 가짜의 로짓으로 셈합니다.", lambda r, f: ones(r)),
    ("생성자의 손실에서 가짜를 0으로 두었습니다. 생성자는 가짜가 1로 답해지기를 바랍니다.", lambda r, f: zeros(f)),
    ("생성자의 손실로 판별자 손실에 음의 부호를 붙인 것(포화)을 썼습니다.", lambda r, f: -ones(r) - zeros(f)),
    ("생성자의 손실 자리에 판별자의 손실이 있습니다.", lambda r, f: ones(r) + zeros(f)),
    ("생성자의 손실에 진짜의 손실까지 더했습니다.", lambda r, f: ones(f) + ones(r)),
    ("생성자의 손실의 부호가 뒤집혔습니다.", lambda r, f: -ones(f)),
    ("로짓에 시그모이드를 씌워 손실에 넣었습니다. 손실 함수는 로짓을 받습니다.", lambda r, f: ones(_squashed(f))),
]
DISCRIMINATOR_LOSSES = [
    ("판별자의 손실에 준 인자의 차례가 바뀌었습니다. 진짜가 먼저입니다.", lambda r, f: ones(f) + zeros(r)),
    ("판별자의 손실에서 진짜가 빠졌습니다.", lambda r, f: zeros(f)),
    ("판별자의 손실에서 가짜가 빠졌습니다.", lambda r, f: ones(r)),
    ("판별자의 손실을 절반으로 줄였습니다. 이 강좌의 손실은 나누지 않습니다.", lambda r, f: (ones(r) + zeros(f)) / 2),
    ("판별자의 손실 자리에 생성자의 손실이 있습니다.", lambda r, f: ones(f)),
    ("판별자의 손실의 부호가 뒤집혔습니다.", lambda r, f: -ones(r) - zeros(f)),
    ("판별자의 손실에서 가짜도 1로 두었습니다. 판별자에게 가짜는 0입니다.", lambda r, f: ones(r) + ones(f)),
    ("판별자의 손실에 진짜의 로짓만 두 번 주었습니다.", lambda r, f: ones(r) + zeros(r)),
    ("판별자의 손실에 가짜의 로짓만 두 번 주었습니다.", lambda r, f: ones(f) + zeros(f)),
    (
        "로짓에 시그모이드를 씌워 손실에 넣었습니다. 손실 함수는 로짓을 받습니다.",
        lambda r, f: ones(_squashed(r)) + zeros(_squashed(f)),
    ),
]
PAIRS = [
    ("두 손실의 차례가 바뀌었습니다. (생성자, 판별자)의 차례입니다.", lambda g, d, r, f: (d, g)),
    ("두 손실을 하나로 더했습니다. 따로 돌려주십시오.", lambda g, d, r, f: g + d),
    ("손실이 아니라 로짓을 돌려주었습니다.", lambda g, d, r, f: (r, f)),
    ("손실이 아니라 로짓을 돌려주었습니다.", lambda g, d, r, f: (f, r)),
    ("생성자의 손실만 돌려주었습니다. 판별자의 손실도 돌려주십시오.", lambda g, d, r, f: g),
    ("판별자의 손실만 돌려주었습니다. 생성자의 손실도 돌려주십시오.", lambda g, d, r, f: d),
]


@functools.cache
def _players():
    return Forger(), Detective()


def _build(
    asked=lambda y: y,
    with_real=lambda y: y,
    with_fake=lambda y: y,
    training=(True, True, True),
    shown=lambda x, f: (x, f),
    of_generator=lambda r, f: ones(f),
    of_discriminator=lambda r, f: ones(r) + zeros(f),
    result=lambda g, d, r, f: (g, d),
):
    def both(generator, discriminator, images, labels, noise):
        """TensorFlow를 부르지 않고 NumPy로 셈합니다. 오답이 천 가지에 가깝기 때문입니다."""
        forger, detective = _players()
        images, labels, noise = (np.asarray(value) for value in (images, labels, noise))
        scales = forger.training_scale, detective.training_scale, detective.training_scale
        times = [scale if each else 1.0 for scale, each in zip(scales, training)]
        fakes = times[0] * forger.formula(noise, asked(labels), np)
        first, second = shown(images, fakes)
        real = times[1] * detective.formula(first, with_real(labels), np)
        fake = times[2] * detective.formula(second, with_fake(labels), np)
        return result(of_generator(real, fake), of_discriminator(real, fake), real, fake)

    return both


def _reference(generator, discriminator, images, labels, noise):
    generated_image = generator([noise, labels], training=True)
    real_output = discriminator([images, labels], training=True)
    fake_output = discriminator([generated_image, labels], training=True)
    return generator_loss(fake_output), discriminator_loss(real_output, fake_output)


def _case(at, labels):
    pair = Paired(_players()[0], "생성자", "잡음"), Paired(_players()[1], "판별자", "이미지")
    return (
        *pair,
        normal(len(labels), 3, seed=(8, 60 + at)),
        labels_of(*labels),
        normal(len(labels), 2, seed=(8, 70 + at)),
    )


def _slopes(function, case, place):
    """두 손실 가운데 하나를, 그것을 줄일 신경망의 변수로 미분한 것."""
    one = Answer(lambda *given: function(*given)[place])
    return one.recorded(
        case, lambda generator, discriminator, *_: (generator, discriminator)[place].trainable_variables
    )[1]


def _learns(cases):
    """두 손실이 저마다 제 신경망까지 이어져 있는지."""

    def look(answer):
        for place, who in enumerate(("생성자", "판별자")):
            slopes, wanted = (_slopes(each, cases[0], place) for each in (answer.function, _reference))
            if any(slope is None for slope in slopes):
                raise Wrong(
                    f"값은 맞지만 {who}의 손실에서 {who}까지 가는 길이 끊어졌습니다. {who}가 배우지 못합니다. "
                    "tf 함수로 이어진 텐서를 돌려주십시오.",
                    expected=f"{who}의 변수까지 닿는 그레이디언트",
                    got="그레이디언트 없음(None)",
                )
            if not close(tuple(slopes), tuple(wanted)):
                raise Wrong(f"값은 맞지만 {who}의 손실의 그레이디언트가 다릅니다.", named=False)

    return look


@exercise("8.4", "조건부 GAN의 두 손실")
def conditional_losses() -> Comparison:
    cases = [_case(0, (7, 3, 3, 0, 5)), _case(1, (2, 9, 4)), _case(2, (6,))]
    return Comparison(
        cases=cases,
        reference=_reference,
        mistakes=by(
            _build,
            asked=_labels("생성자"),
            with_real=_labels("진짜를 보이는 판별자"),
            with_fake=_labels("가짜를 보이는 판별자"),
            shown=Choice(wrong=SHOWN),
            training=Choice((True, True, True), TRAINING),
            of_generator=Choice(wrong=GENERATOR_LOSSES),
            of_discriminator=Choice(wrong=DISCRIMINATOR_LOSSES),
            result=Choice(wrong=PAIRS),
        ),
        describe=lambda g, d, images, labels, noise: (
            f"작은 두 신경망, 진짜 {len(images)}장, 레이블 {labels.numpy().tolist()}. 아래는 두 손실"
        ),
        then=[_learns(cases)],
    )
