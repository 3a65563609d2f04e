"""5장 연습의 채점: Pix2Pix 생성자의 손실(5.1)."""

from gan_course._tensorflow import keras, tf
from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import normal

_cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
_from_probabilities = keras.losses.BinaryCrossentropy()


def _fooling(output):
    return _cross_entropy(tf.ones_like(output), output)


def _caught(output):
    return _cross_entropy(tf.zeros_like(output), output)


def _l1(y, fake_y):
    return tf.reduce_mean(tf.abs(y - fake_y))


def _adversarial() -> Choice:
    return Choice(
        _fooling,
        {
            "판별자의 답이 0이기를 바랐습니다. 생성자는 가짜 짝도 진짜(1)라는 답을 바랍니다.": _caught,
            "cross_entropy에 준 인자의 차례가 바뀌었습니다. 레이블이 먼저, 로짓이 나중입니다.": lambda o: _cross_entropy(
                o, tf.ones_like(o)
            ),
            "시그모이드를 두 번 지났습니다. 로짓은 그대로 넣습니다.": lambda o: _fooling(tf.sigmoid(o)),
            "로짓을 확률로 여겼습니다. from_logits=True가 있는지 보십시오.": lambda o: _from_probabilities(
                tf.ones_like(o), o
            ),
            "판별자 손실의 부호를 뒤집은 것(포화하는 손실)입니다. 가짜에 1을 붙인 교차 엔트로피를 쓰십시오.": lambda o: -_caught(o),
            "판별자를 속이는 손실의 부호가 뒤집혔습니다.": lambda o: -_fooling(o),
            "교차 엔트로피가 아니라 로짓의 평균(바서슈타인)입니다.": lambda o: -tf.reduce_mean(o),
            "교차 엔트로피가 아니라 로짓의 평균(바서슈타인)이고, 부호도 뒤집혔습니다.": lambda o: tf.reduce_mean(o),
            "교차 엔트로피가 아니라 1과의 차이의 제곱(LSGAN)입니다.": lambda o: tf.reduce_mean(tf.square(o - 1)),
            "교차 엔트로피를 평균하지 않고 더했습니다.": lambda o: _fooling(o) * tf.cast(tf.size(o), o.dtype),
            "가짜 짝에 레이블 1과 0을 모두 붙여 더했습니다. 생성자는 1만 바랍니다.": lambda o: _fooling(o) + _caught(o),
            "판별자를 속이는 손실을 반으로 줄였습니다.": lambda o: _fooling(o) / 2,
            "레이블 1을 0.9로 누그러뜨렸습니다.": lambda o: _cross_entropy(0.9 * tf.ones_like(o), o),
            "판별자를 속이는 손실이 빠졌습니다. 판별자가 필요 없게 됩니다.": lambda o: 0.0 * _fooling(o),
        },
    )  # fmt: skip


def _picture() -> Choice:
    return Choice(
        _l1,
        {
            "절댓값이 아니라 제곱의 평균(L2)입니다.": lambda y, f: tf.reduce_mean(tf.square(y - f)),
            "L1이 평균이 아니라 합입니다. 이미지가 커지면 손실도 커집니다.": lambda y, f: tf.reduce_sum(tf.abs(y - f)),
            "한 장의 L1을 평균하지 않고 더했습니다. 배치로만 나누면 이미지가 커질수록 손실도 커집니다.": lambda y, f: (
                tf.reduce_sum(tf.abs(y - f)) / y.shape[0]
            ),
            "평균을 낸 다음 절댓값을 씌웠습니다. 더 밝은 화소와 더 어두운 화소가 서로 지웁니다.": lambda y, f: tf.abs(
                tf.reduce_mean(y - f)
            ),
            "L1에 절댓값이 없습니다. 더 밝은 화소와 더 어두운 화소가 서로 지웁니다.": lambda y, f: tf.reduce_mean(y - f),
            "L1에 절댓값이 없습니다. 손실이 음수가 될 수 있습니다.": lambda y, f: tf.reduce_mean(f - y),
            "절댓값의 평균이 아니라 제곱평균제곱근(RMSE)입니다.": lambda y, f: tf.sqrt(tf.reduce_mean(tf.square(y - f))),
            "절댓값의 평균(L1)이 아니라 제곱의 합입니다.": lambda y, f: tf.reduce_sum(tf.square(y - f)),
            "가장 큰 화소의 차이 하나만 보았습니다. L1은 차이의 평균입니다.": lambda y, f: tf.reduce_max(tf.abs(y - f)),
            "L1을 반으로 줄였습니다.": lambda y, f: _l1(y, f) / 2,
            "정답과 견주지 않고 가짜의 크기만 줄입니다.": lambda y, f: tf.reduce_mean(tf.abs(f)),
            "L1이 빠졌습니다. 정답을 보지 않습니다.": lambda y, f: 0.0 * _l1(y, f),
        },
    )  # fmt: skip


def _weight() -> Choice:
    return Choice(
        lambda fool, l1, w: fool + w * l1,
        {
            "L1에 λ를 곱하지 않았습니다.": lambda fool, l1, w: fool + l1,
            "λ를 적대적 손실에 곱했습니다. λ는 L1의 무게입니다.": lambda fool, l1, w: w * fool + l1,
            "두 손실 모두에 λ를 곱했습니다.": lambda fool, l1, w: w * (fool + l1),
            "적대적 손실에 (1 - λ)를 곱했습니다. λ는 L1에만 곱합니다.": lambda fool, l1, w: (1 - w) * fool + w * l1,
            "받은 λ 대신 100을 적어 넣었습니다.": lambda fool, l1, w: fool + 100 * l1,
            "받은 λ 대신 10을 적어 넣었습니다.": lambda fool, l1, w: fool + 10 * l1,
            "L1을 더하지 않고 뺐습니다.": lambda fool, l1, w: fool - w * l1,
            "L1에 λ를 곱하지 않고 나누었습니다.": lambda fool, l1, w: fool + l1 / w,
            "L1에 λ를 곱하지 않고 더했습니다.": lambda fool, l1, w: fool + l1 + w,
            "두 손실을 더하지 않고 곱했습니다.": lambda fool, l1, w: fool * w * l1,
            "두 손실의 합을 반으로 나누었습니다.": lambda fool, l1, w: (fool + w * l1) / 2,
            "두 손실의 합을 (1 + λ)로 나누었습니다.": lambda fool, l1, w: (fool + w * l1) / (1 + w),
        },
    )


@exercise("5.1", "Pix2Pix 생성자의 손실")
def pix2pix_generator_loss() -> Comparison:
    def build(adversarial=_fooling, picture=_l1, weigh=lambda fool, l1, w: fool + w * l1):
        return lambda output, y, fake_y, weight: weigh(adversarial(output), picture(y, fake_y), weight)

    shapes = [((2, 3, 3, 1), (2, 4, 5, 3), 37.5), ((1, 2, 2, 1), (1, 6, 2, 1), 0.3), ((3, 1), (3, 2, 2, 3), 4.0)]
    cases = []
    for place, (logits, pictures, weight) in enumerate(shapes):
        draw = [normal(*shape, seed=(5, 10 * place + k)) for k, shape in enumerate((logits, pictures, pictures))]
        cases.append((2 * draw[0] - 0.5, draw[1] + 0.2, draw[2], weight))
    return Comparison(
        cases=cases,
        reference=lambda output, y, fake_y, weight: _fooling(output) + weight * _l1(y, fake_y),
        mistakes=by(build, adversarial=_adversarial(), picture=_picture(), weigh=_weight()),
        describe=lambda o, y, f, w: f"판별자의 로짓 {tuple(o.shape)}, 정답과 가짜 {tuple(y.shape)}, λ = {w:g}",
        gradients=lambda output, y, fake_y, weight: [output, fake_y],
    )
