"""5장 연습의 채점: 손실과 조건부 판별자(5.1, 5.2, 5.5)."""

import numpy as np

from gan_course._tensorflow import keras, tf
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import Colour, PairJudge, normal

_cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)


@exercise("5.1", "Pix2Pix 생성자의 손실")
def pix2pix_generator_loss() -> Comparison:
    def fooling(output):
        return _cross_entropy(tf.ones_like(output), output)

    def l1(y, fake_y):
        return tf.reduce_mean(tf.abs(y - fake_y))

    cases = [
        (normal(2, 3, 3, 1, seed=(5, 1)), normal(2, 4, 4, 3, seed=(5, 2)), normal(2, 4, 4, 3, seed=(5, 3)), 100.0),
        (normal(1, 2, 2, 1, seed=(5, 4)), normal(1, 6, 2, 1, seed=(5, 5)), normal(1, 6, 2, 1, seed=(5, 6)), 10.0),
        (normal(3, 1, 1, 1, seed=(5, 7)), normal(3, 2, 2, 3, seed=(5, 8)), normal(3, 2, 2, 3, seed=(5, 9)), 0.0),
    ]
    return Comparison(
        cases=cases,
        reference=lambda output, y, fake_y, weight: fooling(output) + weight * l1(y, fake_y),
        mistakes=[
            Mistake(
                "판별자의 답이 0이기를 바랐습니다. 생성자는 가짜 짝도 진짜(1)라는 답을 바랍니다.",
                lambda o, y, f, w: _cross_entropy(tf.zeros_like(o), o) + w * l1(y, f),
            ),
            Mistake("L1에 λ를 곱하지 않았습니다.", lambda o, y, f, w: fooling(o) + l1(y, f), hint=2),
            Mistake(
                "λ를 적대적 손실에 곱했습니다. λ는 L1의 무게입니다.",
                lambda o, y, f, w: w * fooling(o) + l1(y, f),
                hint=2,
            ),
            Mistake("두 손실 모두에 λ를 곱했습니다.", lambda o, y, f, w: w * (fooling(o) + l1(y, f)), hint=2),
            Mistake("L1이 빠졌습니다. 정답을 보지 않습니다.", lambda o, y, f, w: fooling(o)),
            Mistake("판별자를 속이는 손실이 빠졌습니다. 판별자가 필요 없게 됩니다.", lambda o, y, f, w: w * l1(y, f)),
            Mistake(
                "절댓값이 아니라 제곱의 평균(L2)입니다.",
                lambda o, y, f, w: fooling(o) + w * tf.reduce_mean(tf.square(y - f)),
                hint=2,
            ),
            Mistake(
                "L1이 평균이 아니라 합입니다. 이미지가 커지면 손실도 커집니다.",
                lambda o, y, f, w: fooling(o) + w * tf.reduce_sum(tf.abs(y - f)),
                hint=2,
            ),
            Mistake(
                "평균을 낸 다음 절댓값을 씌웠습니다. 더 밝은 화소와 더 어두운 화소가 서로 지웁니다.",
                lambda o, y, f, w: fooling(o) + w * tf.abs(tf.reduce_mean(y - f)),
                hint=3,
            ),
            Mistake(
                "로짓을 확률로 여겼습니다. from_logits=True가 있는지 보십시오.",
                lambda o, y, f, w: keras.losses.BinaryCrossentropy()(tf.ones_like(o), o) + w * l1(y, f),
                hint=3,
            ),
            Mistake(
                "시그모이드를 두 번 지났습니다. 로짓은 그대로 넣습니다.",
                lambda o, y, f, w: fooling(tf.sigmoid(o)) + w * l1(y, f),
                hint=3,
            ),
        ],
        describe=lambda o, y, f, w: f"판별자의 로짓 {tuple(o.shape)}, 정답과 가짜 {tuple(y.shape)}, λ = {w:g}",
        gradients=lambda output, y, fake_y, weight: [output, fake_y],
    )


@exercise("5.2", "조건부 판별자에게 보일 두 짝")
def judge_pairs() -> Comparison:
    def by(real=lambda x, y, f: [x, y], fake=lambda x, y, f: [x, f], training=True):
        def outputs(generator, discriminator, x, y):
            fake_y = generator(x, training=training)
            return tuple(discriminator(pair(x, y, fake_y), training=training) for pair in (real, fake))

        return outputs

    x, y = normal(4, 2, 2, 3, seed=(5, 10)), normal(4, 2, 2, 3, seed=(5, 11))
    one = normal(1, 2, 3, 3, seed=(5, 12)), normal(1, 2, 3, 3, seed=(5, 13))
    networks = Colour(tf.Variable(0.5), 0.0, when_training=0.2), PairJudge((1.0, -2.0, 0.7))
    right = by()
    return Comparison(
        cases=[
            (*networks, x, y),
            (Colour(tf.Variable(-1.5), 0.0, when_training=0.4), PairJudge((0.3, 1.0, -1.2)), *one),
        ],
        reference=right,
        mistakes=[
            Mistake("training=True를 잊었습니다.", by(training=False), hint=3),
            Mistake(
                "가짜를 만들 때 training=True를 잊었습니다.",
                lambda g, d, x, y: (d([x, y], training=True), d([x, g(x)], training=True)),
                hint=3,
            ),
            Mistake(
                "판별자를 부를 때 training=True를 잊었습니다.",
                lambda g, d, x, y: (d([x, y]), d([x, g(x, training=True)])),
                hint=3,
            ),
            Mistake("두 짝의 차례가 바뀌었습니다. 진짜 짝의 답을 먼저 돌려주십시오.", lambda *c: right(*c)[::-1]),
            Mistake(
                "짝 안의 차례가 뒤집혔습니다. 입력 x가 앞, 그림이 뒤입니다.",
                by(lambda x, y, f: [y, x], lambda x, y, f: [f, x]),
                hint=2,
            ),
            Mistake(
                "가짜 짝에서 입력 대신 정답과 견주게 했습니다. 판별자는 옮길 때 정답을 볼 수 없습니다.",
                by(fake=lambda x, y, f: [y, f]),
                hint=2,
            ),
            Mistake(
                "가짜 짝에서 입력 대신 정답과 견주게 했습니다. 판별자는 옮길 때 정답을 볼 수 없습니다.",
                by(fake=lambda x, y, f: [f, y]),
                hint=2,
            ),
            Mistake(
                "판별자가 입력 x를 보지 못합니다. 같은 그림을 두 번 보여 주었습니다.",
                by(lambda x, y, f: [y, y], lambda x, y, f: [f, f]),
                hint=1,
            ),
            Mistake("진짜 짝에 입력을 두 번 넣었습니다.", by(lambda x, y, f: [x, x]), hint=2),
            Mistake("두 번 다 진짜 짝을 보였습니다. 가짜가 없습니다.", by(fake=lambda x, y, f: [x, y])),
            Mistake("두 번 다 가짜 짝을 보였습니다. 진짜가 없습니다.", by(real=lambda x, y, f: [x, f])),
            Mistake(
                "생성자에 정답 y를 넣었습니다. 생성자의 입력은 x입니다.",
                lambda g, d, x, y: (d([x, y], training=True), d([x, g(y, training=True)], training=True)),
                hint=2,
            ),
        ],
        describe=lambda g, d, x, y: f"입력 x와 정답 y, 저마다 모양 {tuple(x.shape)}. 아래는 진짜 짝과 가짜 짝의 로짓",
        gradients=lambda generator, discriminator, x, y: [generator.scale],
        cut="값은 맞지만 판별자의 답에서 생성자까지 가는 길이 끊어졌습니다. 생성자가 판별자에게서 배우지 못합니다.",
    )


@exercise("5.5", "정답이 여럿일 때 두 손실이 고르는 그림")
def best_pictures() -> Comparison:
    def l1(answers, picture):
        return np.abs(answers - picture).mean()

    def expected(answers):
        return np.median(answers, axis=0), answers.mean(axis=0)

    def settled(answers, pictures):
        if not isinstance(pictures, (tuple, list)) or len(pictures) != 2:
            return pictures
        first, second = (np.asarray(picture) for picture in pictures)
        median = expected(answers)[0]
        # 정답이 짝수 장이면 가운데 두 값 사이의 어느 것이든 L1이 가장 작습니다.
        if first.shape == median.shape and l1(answers, first) <= l1(answers, median) + 1e-6:
            first = median
        return first, second

    def closest(answers):
        return min(answers, key=lambda one: l1(answers, one))

    random = np.random.default_rng(55)
    return Comparison(
        read=lambda answer: lambda answers: settled(answers, answer(answers)),
        cases=[(random.uniform(-1, 1, (count, 4, 4, 3)) ** 3,) for count in (3, 4, 7)],
        reference=expected,
        mistakes=[
            Mistake("L1과 L2가 서로 바뀌었습니다.", lambda a: expected(a)[::-1]),
            Mistake("L1도 평균으로 골랐습니다. 평균은 제곱을 가장 잘 줄입니다.", lambda a: (expected(a)[1],) * 2),
            Mistake("L2도 중앙값으로 골랐습니다. 중앙값은 절댓값을 가장 잘 줄입니다.", lambda a: (expected(a)[0],) * 2),
            Mistake(
                "L1에 정답 가운데 하나를 골랐습니다. 화소마다 따로 고르면 L1이 더 작아집니다.",
                lambda a: (closest(a), expected(a)[1]),
                hint=2,
            ),
            Mistake(
                "두 손실 모두 정답 가운데 하나를 골랐습니다. 정답이 아닌 그림이 더 나을 수 있습니다.",
                lambda a: (closest(a), min(a, key=lambda one: np.square(a - one).mean())),
                hint=2,
            ),
            Mistake("맨 앞의 정답을 내놓았습니다.", lambda a: (a[0], a[0])),
            Mistake(
                "가장 큰 값과 가장 작은 값의 한가운데입니다. 가운데에 오는 값과 다릅니다.",
                lambda a: ((a.min(axis=0) + a.max(axis=0)) / 2, expected(a)[1]),
                hint=2,
            ),
            Mistake("평균이 아니라 합입니다.", lambda a: (expected(a)[0], a.sum(axis=0)), hint=3),
        ],
        describe=lambda a: f"선이 똑같은 정답 {len(a)}장, 모양 {a.shape}",
    )
