"""5장 연습의 채점: 조건부 판별자에게 보일 두 짝(5.2)."""

from gan_course._tensorflow import keras, tf
from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import Colour, PairJudge, normal

_cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
_PARTS = {"x": lambda x, y, f: x, "y": lambda x, y, f: y, "fake_y": lambda x, y, f: f}


def _pair(first, second):
    return lambda x, y, f: [_PARTS[first](x, y, f), _PARTS[second](x, y, f)]


def _real() -> Choice:
    names = {("x", "x"): "진짜 짝에 입력을 두 번 넣었습니다.", ("x", "fake_y"): "두 번 다 가짜 짝의 답입니다. 진짜가 없습니다."}  # fmt: skip
    return Choice(_pair("x", "y"), _others("진짜", ("x", "y"), names))


def _fake() -> Choice:
    spied = "가짜 짝에서 입력 대신 정답과 견주게 했습니다. 두 짝 모두 앞은 입력 x입니다."
    names = {("y", "fake_y"): spied, ("x", "y"): "두 번 다 진짜 짝의 답입니다. 가짜가 없습니다."}
    wrong = _others("가짜", ("x", "fake_y"), names)
    rolled = "가짜 짝에 생성자의 그림이 아니라 다른 입력의 정답(차례를 바꾼 y)을 넣었습니다."
    for move in (1, -1):
        wrong[rolled + " " * (move < 0)] = lambda x, y, f, move=move: [x, tf.roll(y, move, axis=0)]
    wrong["가짜 짝에 생성자의 그림이 아니라 차례를 뒤집은 정답을 넣었습니다."] = lambda x, y, f: [x, y[::-1]]
    return Choice(_pair("x", "fake_y"), wrong)


def _others(which, right, names):
    """옳은 것 말고 여덟 가지로 짝지은 것."""
    pairs = [(a, b) for a in _PARTS for b in _PARTS if (a, b) != right]
    wanted = f"[{right[0]}, {right[1]}]여야 합니다."
    told = {pair: f"{which} 짝에 [{pair[0]}, {pair[1]}]를 넣었습니다. {wanted}" for pair in pairs}
    return {names.get(pair, told[pair]): _pair(*pair) for pair in pairs}


def _together():
    """두 짝에 함께 걸린 결정: (진짜 짝, 가짜 짝)."""
    right = _pair("x", "y"), _pair("x", "fake_y")
    return Choice(
        right,
        {
            "짝 안의 차례가 뒤집혔습니다. 입력 x가 앞, 그림이 뒤입니다.": (_pair("y", "x"), _pair("fake_y", "x")),
            "판별자가 입력 x를 보지 못합니다. 같은 그림을 두 번 보여 주었습니다.": (
                _pair("y", "y"),
                _pair("fake_y", "fake_y"),
            ),
            "진짜와 가짜를 한 짝으로 묶었습니다. 짝의 앞은 늘 입력 x입니다.": (
                _pair("y", "fake_y"),
                _pair("fake_y", "y"),
            ),
        },
    )


_TRAINING = {
    "training=True를 잊었습니다.": (False, False, False),
    "가짜를 만들 때(생성자) training=True를 잊었습니다.": (False, True, True),
    "판별자를 부를 때 training=True를 잊었습니다.": (True, False, False),
    "판별자에게 진짜 짝을 보일 때 training=True를 잊었습니다.": (True, False, True),
    "판별자에게 가짜 짝을 보일 때 training=True를 잊었습니다.": (True, True, False),
    "생성자와, 가짜 짝을 볼 때의 판별자에 training=True를 잊었습니다.": (False, True, False),
    "생성자와, 진짜 짝을 볼 때의 판별자에 training=True를 잊었습니다.": (False, False, True),
}
_SOURCE = {
    "생성자에 정답 y를 넣었습니다. 생성자의 입력은 x입니다.": lambda g, x, y, t: g(y, training=t),
    "생성자를 두 번 지났습니다.": lambda g, x, y, t: g(g(x, training=t), training=t),
}
_RESULT = {
    "두 짝의 차례가 바뀌었습니다. 진짜 짝의 답을 먼저 돌려주십시오.": lambda real, fake: (fake, real),
    "로짓에 시그모이드를 씌워 확률로 바꾸었습니다. 로짓을 그대로 돌려주십시오.": lambda real, fake: (
        tf.sigmoid(real),
        tf.sigmoid(fake),
    ),
    "로짓을 배치에 걸쳐 평균했습니다. 짝마다 하나씩 그대로 돌려주십시오.": lambda real, fake: (
        tf.reduce_mean(real),
        tf.reduce_mean(fake),
    ),
    "로짓이 아니라 판별자의 손실을 돌려주었습니다.": lambda real, fake: (
        _cross_entropy(tf.ones_like(real), real),
        _cross_entropy(tf.zeros_like(fake), fake),
    ),
    "로짓이 아니라 판별자의 손실 하나를 돌려주었습니다.": lambda real, fake: (
        _cross_entropy(tf.ones_like(real), real) + _cross_entropy(tf.zeros_like(fake), fake)
    ),
    "두 답을 하나로 이었습니다(concat). 둘로 나누어 돌려주십시오.": lambda real, fake: tf.concat([real, fake], 0),
}


@exercise("5.2", "조건부 판별자에게 보일 두 짝")
def judge_pairs() -> Comparison:
    def build(together=None, real=None, fake=None, training=None, source=None, result=None):
        real, fake = real or together[0], fake or together[1]

        def outputs(generator, discriminator, x, y):
            fake_y = source(generator, x, y, training[0])
            answers = [
                discriminator(pair(x, y, fake_y), training=t) for pair, t in zip((real, fake), training[1:])
            ]  # fmt: skip
            return result(*answers)

        return outputs

    def reference(generator, discriminator, x, y):
        fake_y = generator(x, training=True)
        return discriminator([x, y], training=True), discriminator([x, fake_y], training=True)

    decisions = dict(
        training=Choice((True, True, True), _TRAINING),
        source=Choice(lambda g, x, y, t: g(x, training=t), _SOURCE),
        result=Choice(lambda real, fake: (real, fake), _RESULT),
    )
    each = by(build, real=_real(), fake=_fake(), **decisions)
    both = by(build, together=_together(), **decisions)
    images = [(normal(*shape, seed=(5, s)), normal(*shape, seed=(5, s + 1))) for s, shape in ((50, (4, 2, 3, 3)), (52, (1, 3, 2, 3)))]  # fmt: skip
    networks = [
        (Colour(tf.Variable(0.5), 0.1, when_training=0.2), PairJudge(tf.Variable([1.0, -2.0, 0.7]))),
        (Colour(tf.Variable(-1.5), -0.3, when_training=0.4), PairJudge(tf.Variable([0.3, 1.0, -1.2]))),
    ]
    return Comparison(
        cases=[(*pair, *image) for pair, image in zip(networks, images)],
        reference=reference,
        mistakes=sorted(both + each, key=lambda mistake: "그리고" in mistake.misconception),
        describe=lambda g, d, x, y: f"입력 x와 정답 y, 저마다 모양 {tuple(x.shape)}. 아래는 진짜 짝과 가짜 짝의 로짓",
        gradients=lambda generator, discriminator, x, y: [generator.scale, discriminator.weights],
        cut="값은 맞지만 판별자의 답에서 생성자까지 가는 길이 끊어졌습니다. 생성자가 판별자에게서 배우지 못합니다.",
    )
