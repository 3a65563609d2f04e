"""3장 연습의 채점: 학습."""

import numpy as np

from gan_course._tensorflow import keras, tf
from gan_course.exercises.answer import Answer, NotWritten, Wrong
from gan_course.exercises.comparing import Mistake, close, compare
from gan_course.exercises.grading import exercise

_cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)


def generator_loss(fake_output):
    return _cross_entropy(tf.ones_like(fake_output), fake_output)


def discriminator_loss(real_output, fake_output):
    real_loss = _cross_entropy(tf.ones_like(real_output), real_output)
    return real_loss + _cross_entropy(tf.zeros_like(fake_output), fake_output)


class _WhenTraining(keras.layers.Layer):
    """훈련할 때와 아닐 때가 다른 층(배치 정규화나 드롭아웃의 대역). training=True를 잊으면 드러납니다."""

    def call(self, inputs, training=False):
        return 1.5 * inputs if training else inputs


def _network(sizes, seed):
    """가중치가 씨앗으로 정해진 작은 신경망. 값이 0이 아니어야 오답의 그레이디언트가 드러납니다."""
    network = keras.Sequential([keras.Input((sizes[0],))])
    for size in sizes[1:-1]:
        network.add(keras.layers.Dense(size, activation="tanh"))
        network.add(_WhenTraining())
    network.add(keras.layers.Dense(sizes[-1]))
    random = np.random.default_rng(seed)
    network.set_weights([random.normal(0, 0.7, weight.shape) for weight in network.get_weights()])
    return network


def _players():
    return _network((2, 4, 3), seed=1), _network((3, 4, 1), seed=2)


def _flat(values):
    return np.concatenate([np.ravel(value) for value in values])


_IMAGES = tf.random.stateless_normal((5, 3), seed=(3, 1))
_NOISE = tf.random.stateless_normal((5, 2), seed=(3, 2))


@exercise("3.1", "테이프로 기울기 구하기")
def slope(answer: Answer) -> None:
    cases = [(tf.square, 3.0), (tf.sin, 0.7), (lambda x: x * x * x - 2.0 * x, -1.5)]
    try:
        outputs = [answer(*case) for case in cases]
    except Wrong as wrong:
        if "None" in str(wrong.got):
            raise Wrong(
                "테이프가 x를 지켜보지 않아 None이 나왔습니다. 상수는 저절로 지켜보지 않습니다.",
                given="f(x) = x², x = 3",
                expected=6.0,
                got="None",
                hint=2,
            ) from None
        raise
    compare(
        lambda function, x: outputs[[case[1] for case in cases].index(x)],
        cases,
        lambda function, x: {3.0: 6.0, 0.7: np.cos(0.7), -1.5: 3 * 2.25 - 2.0}[x],
        [
            Mistake("기울기가 아니라 함수의 값입니다.", lambda f, x: f(tf.constant(x))),
            Mistake(
                "기울기에 x를 곱했습니다.",
                lambda f, x: {3.0: 18.0, 0.7: 0.7 * np.cos(0.7), -1.5: -1.5 * 4.75}[x],
                hint=2,
            ),
            Mistake("기울기의 부호가 뒤집혔습니다.", lambda f, x: -{3.0: 6.0, 0.7: np.cos(0.7), -1.5: 4.75}[x], hint=3),
            Mistake("입력 x를 그대로 돌려주었습니다.", lambda f, x: x),
        ],
        tolerance=1e-3,
        describe=lambda f, x: f"x = {x:g}",
    )


@exercise("3.2", "마지막 배치까지 맞는 잡음")
def sample_noise(answer: Answer) -> None:
    for count, noise_dim in ((5, 7), (1, 3), (2000, 4)):
        noise = answer(tf.zeros((count, 28, 28, 1)), noise_dim)
        shape = tuple(np.shape(noise))
        if shape == (noise_dim, count):
            raise Wrong(
                "두 축이 바뀌었습니다.", f"이미지 {count}장, noise_dim {noise_dim}", (count, noise_dim), shape, hint=2
            )
        if len(shape) == 2 and shape[1] == noise_dim and shape[0] != count:
            raise Wrong(
                "잡음의 수가 이미지의 수와 다릅니다. 배치의 크기를 정해 두면 모자란 마지막 배치에서 틀립니다.",
                given=f"이미지 {count}장, noise_dim {noise_dim}",
                expected=f"모양 {(count, noise_dim)}",
                got=f"모양 {shape}",
            )
        if shape != (count, noise_dim):
            raise Wrong(
                "잡음의 모양이 다릅니다.",
                f"이미지 {count}장, noise_dim {noise_dim}",
                f"모양 {(count, noise_dim)}",
                f"모양 {shape}",
                hint=2,
            )
    values = np.asarray(noise, float)
    if np.ptp(values) == 0:
        raise Wrong("모든 잡음이 같은 수입니다. 생성자가 늘 같은 그림만 그립니다.", got=float(values[0, 0]), hint=2)
    if len(np.unique(values.round(6), axis=0)) < 1900:
        raise Wrong(
            "이미지마다 잡음이 달라야 하는데 같은 줄이 되풀이됩니다.",
            got=f"서로 다른 줄 {len(np.unique(values, axis=0))}개",
            hint=2,
        )
    mean, deviation = values.mean(), values.std()
    if values.min() >= 0 or values.max() <= 1.0:
        raise Wrong(
            "균등 분포에서 뽑았습니다. 잠재 벡터는 표준 정규 분포에서 뽑습니다.",
            expected="평균 0, 표준 편차 1",
            got=f"평균 {mean:.2f}, 표준 편차 {deviation:.2f}",
            hint=2,
        )
    if abs(mean) > 0.15 or abs(deviation - 1) > 0.1:
        raise Wrong(
            "표준 정규 분포가 아닙니다.",
            expected="평균 0, 표준 편차 1",
            got=f"평균 {mean:.2f}, 표준 편차 {deviation:.2f}",
            hint=3,
        )
    again = answer(tf.zeros((2000, 28, 28, 1)), 4)
    if np.array_equal(values, np.asarray(again, float)):
        raise Wrong("부를 때마다 같은 잡음이 나옵니다. 함수 안에서 씨앗을 고정하지 마십시오.", hint=3)


def _gradients(variant="right"):
    """한 걸음의 두 그레이디언트를, 이름난 실수 하나를 섞어 구하는 법."""

    training = variant != "not training"

    def gradients(generator, discriminator, images, noise):
        with tf.GradientTape(persistent=True) as tape:
            fakes = generator(noise, training=training)
            fake_output = discriminator(tf.stop_gradient(fakes) if variant == "outside" else fakes, training=training)
            real_output = discriminator(images, training=training)
            gen, disc = generator_loss(fake_output), discriminator_loss(real_output, fake_output)
            if variant == "zero sum":
                gen = -disc
            if variant == "same loss":
                gen = disc
            if variant == "only fakes":
                disc = _cross_entropy(tf.zeros_like(fake_output), fake_output)
            if variant == "swapped":
                disc = discriminator_loss(fake_output, real_output)
        losses = (disc, gen) if variant == "crossed" else (gen, disc)
        return tuple(
            [
                tf.zeros_like(v) if g is None else g
                for g, v in zip(tape.gradient(loss, n.trainable_variables), n.trainable_variables)
            ]
            for loss, n in zip(losses, (generator, discriminator))
        )

    return lambda *case: tuple(map(_flat, gradients(*case)))


@exercise("3.3", "두 테이프와 두 그레이디언트")
def two_gradients(answer: Answer) -> None:
    def learner(generator, discriminator, images, noise):
        before = _flat(generator.get_weights() + discriminator.get_weights())
        result = answer(generator, discriminator, images, noise)
        if (
            not isinstance(result, (tuple, list))
            or len(result) != 2
            or not all(isinstance(r, (tuple, list)) for r in result)
        ):
            raise Wrong(
                "그레이디언트의 목록 두 개를 차례로 돌려주어야 합니다.",
                expected="(생성자의 그레이디언트 목록, 판별자의 그레이디언트 목록)",
                got=type(result).__name__,
            )
        for name, network, gradients in zip(("생성자", "판별자"), (generator, discriminator), result):
            if any(gradient is None for gradient in gradients):
                raise Wrong(
                    f"{name}의 그레이디언트에 None이 있습니다. 그 손실까지의 길이 테이프에 없습니다.",
                    expected="가짜를 테이프 안에서 만들기" if name == "생성자" else "판별자를 테이프 안에서 부르기",
                    got="None",
                    hint=2,
                )
            if [tuple(g.shape) for g in gradients] != [tuple(v.shape) for v in network.trainable_variables]:
                raise Wrong(
                    f"{name}의 그레이디언트가 {name}의 변수와 모양이 다릅니다. 변수의 목록이 바뀌지 않았는지 보십시오.",
                    expected=f"{len(network.trainable_variables)}개",
                    got=f"{len(gradients)}개",
                    hint=2,
                )
        if not np.array_equal(before, _flat(generator.get_weights() + discriminator.get_weights())):
            raise Wrong("가중치까지 움직였습니다. 이 문제에서는 그레이디언트만 구합니다.", hint=1)
        return tuple(map(_flat, result))

    images = tf.random.stateless_normal((2, 3), seed=(3, 3))
    compare(
        learner,
        [(*_players(), _IMAGES, _NOISE), (*_players(), images, tf.random.stateless_normal((2, 2), seed=(3, 4)))],
        _gradients(),
        [
            Mistake(
                "training=True를 잊었습니다. 배치 정규화와 드롭아웃이 훈련할 때처럼 움직이지 않습니다.",
                _gradients("not training"),
                hint=3,
            ),
            Mistake("가짜를 테이프 밖에서 만들어 생성자가 배우지 못합니다(모두 0).", _gradients("outside"), hint=2),
            Mistake("두 손실이 서로 바뀌었습니다. 생성자에는 생성자의 손실을 미분하십시오.", _gradients("crossed")),
            Mistake(
                "생성자가 판별자의 손실을 줄이고 있습니다. 위조지폐범이 탐정을 돕는 셈입니다.", _gradients("same loss")
            ),
            Mistake(
                "생성자의 손실로 판별자 손실에 음의 부호를 붙인 것(포화)을 썼습니다.", _gradients("zero sum"), hint=2
            ),
            Mistake("판별자가 진짜를 보지 않았습니다.", _gradients("only fakes"), hint=3),
            Mistake("판별자에게 진짜와 가짜를 거꾸로 가르쳤습니다.", _gradients("swapped"), hint=3),
        ],
        tolerance=1e-5,
        describe=lambda g, d, images, noise: (
            f"작은 두 신경망, 진짜 {len(images)}장, 잡음 {len(noise)}개. 아래는 두 신경망의 그레이디언트"
        ),
    )


def _step(variant="right", rate=0.1):
    """한 걸음 뒤의 가중치를, 이름난 실수 하나를 섞어 구하는 법. 경사 하강법은 SGD입니다."""

    def move(network, gradients, sign=1.0):
        for variable, gradient in zip(network.trainable_variables, gradients):
            variable.assign_sub(sign * rate * gradient)

    training = variant != "not training"

    def losses(generator, discriminator):
        fake_output = discriminator(generator(_NOISE, training=training), training=training)
        return generator_loss(fake_output), discriminator_loss(discriminator(_IMAGES, training=training), fake_output)

    def step():
        generator, discriminator = _players()
        with tf.GradientTape(persistent=True) as tape:
            gen, disc = losses(generator, discriminator)
        of_generator = tape.gradient(gen, generator.trainable_variables)
        of_discriminator = tape.gradient(disc, discriminator.trainable_variables)
        if variant in ("generator first", "discriminator first"):
            first, second = (generator, discriminator) if variant == "generator first" else (discriminator, generator)
            move(first, of_generator if first is generator else of_discriminator)
            with tf.GradientTape() as tape:
                gen, disc = losses(generator, discriminator)
                loss = gen if second is generator else disc
            move(second, tape.gradient(loss, second.trainable_variables))
        else:
            if variant != "generator only":
                move(discriminator, of_discriminator, -1.0 if variant == "ascent" else 1.0)
            if variant == "through":
                move(discriminator, tape.gradient(gen, discriminator.trainable_variables))
            if variant != "discriminator only":
                move(generator, of_generator, -1.0 if variant == "ascent" else 1.0)
        return _flat(generator.get_weights()), _flat(discriminator.get_weights())

    return lambda: step()


@exercise("3.4", "GAN의 한 걸음")
def train_step(answer: Answer) -> None:
    def learner():
        generator, discriminator = _players()
        optimizers = keras.optimizers.SGD(0.1), keras.optimizers.SGD(0.1)
        before = _flat(generator.get_weights()), _flat(discriminator.get_weights())
        result = answer(generator, discriminator, *optimizers, _IMAGES, _NOISE)
        after = _flat(generator.get_weights()), _flat(discriminator.get_weights())
        if all(np.array_equal(a, b) for a, b in zip(before, after)):
            raise Wrong(
                "가중치가 하나도 움직이지 않았습니다. apply_gradients를 불렀는지 보십시오.",
                expected="두 신경망의 새 가중치",
                got="그대로",
                hint=2,
            )
        if not isinstance(result, (tuple, list)) or len(result) != 2:
            raise Wrong("두 손실을 (생성자, 판별자)의 차례로 돌려주십시오.", got=type(result).__name__, hint=1)
        return (*after, float(result[0]), float(result[1]))

    generator, discriminator = _players()
    fake_output = discriminator(generator(_NOISE, training=True), training=True)
    values = (
        float(generator_loss(fake_output)),
        float(discriminator_loss(discriminator(_IMAGES, training=True), fake_output)),
    )

    def weights_after(variant):
        return lambda: (*_step(variant)(), *values)

    def any_losses(variant):
        """손실의 값은 묻지 않고 가중치만 봅니다."""
        return lambda: (*_step(variant)(), *got[2:])

    got = learner()
    mistakes = [
        ("training=True를 잊었습니다. 배치 정규화와 드롭아웃이 훈련할 때처럼 움직이지 않습니다.", "not training", 1),
        ("생성자만 움직였습니다.", "generator only", 1),
        ("판별자만 움직였습니다.", "discriminator only", 1),
        ("손실을 키우는 쪽으로 움직였습니다. 경사 하강법은 내려갑니다.", "ascent", 2),
        ("생성자의 손실로 판별자까지 움직였습니다. apply_gradients에 준 변수의 목록을 보십시오.", "through", 2),
        (
            "판별자를 먼저 움직인 다음 다시 앞으로 계산했습니다(교대 갱신). 수업에서는 둘 다 구한 다음 움직입니다.",
            "discriminator first",
            3,
        ),
        (
            "생성자를 먼저 움직인 다음 다시 앞으로 계산했습니다(교대 갱신). 수업에서는 둘 다 구한 다음 움직입니다.",
            "generator first",
            3,
        ),
    ]
    compare(
        lambda: got,
        [()],
        weights_after("right"),
        [
            *(Mistake(what, any_losses(variant), hint) for what, variant, hint in mistakes),
            Mistake("가중치는 옳게 움직였지만 두 손실의 차례가 바뀌었습니다.", lambda: (*_step()(), *values[::-1]), 1),
            Mistake("가중치는 옳게 움직였지만 돌려준 손실이 움직이기 전의 것이 아닙니다.", any_losses("right"), 1),
        ],
        tolerance=1e-5,
        describe=lambda: "작은 두 신경망, SGD(0.1), 진짜 5장, 잡음 5개. 아래는 두 신경망의 가중치와 두 손실",
    )


@exercise("3.5", "평균 생성자")
def update_average(answer: Answer) -> None:
    def expected(average, value, decay):
        return decay * average + (1 - decay) * value

    compare(
        answer,
        [(2.0, 5.0, 0.9), (-1.0, 3.0, 0.995), (np.array([1.0, -2.0]), np.array([0.0, 4.0]), 0.5), (4.0, 1.0, 0.0)],
        expected,
        [
            Mistake(
                "β와 1 - β가 바뀌었습니다. 평균이 지금의 값을 거의 그대로 따라갑니다.",
                lambda a, v, d: d * v + (1 - d) * a,
            ),
            Mistake("옛 평균에 β를 곱하지 않았습니다. 값이 끝없이 커집니다.", lambda a, v, d: a + (1 - d) * v, hint=2),
            Mistake("지금의 값에 (1 - β)를 곱하지 않았습니다.", lambda a, v, d: d * a + v, hint=2),
            Mistake("반반의 평균입니다. β를 쓰지 않았습니다.", lambda a, v, d: (a + v) / 2, hint=2),
            Mistake("차이의 방향이 뒤집혔습니다.", lambda a, v, d: a + (1 - d) * (a - v), hint=3),
            Mistake("평균이 움직이지 않습니다.", lambda a, v, d: a),
        ],
        tolerance=1e-6,
        describe=lambda a, v, d: f"평균 {a}, 지금의 값 {v}, β = {d}",
    )


@exercise("3.6", "버그 찾기: 생성자의 걸음에 딸려 간 판별자")
def generator_step(answer: Answer) -> None:
    def after(step):
        generator, discriminator = _players()
        optimizer = keras.optimizers.SGD(0.1)
        step(generator, discriminator, optimizer, _NOISE)
        return generator, discriminator

    def right(generator, discriminator, optimizer, noise):
        with tf.GradientTape() as tape:
            loss = generator_loss(discriminator(generator(noise, training=True), training=True))
        gradients = tape.gradient(loss, generator.trainable_variables)
        optimizer.apply_gradients(zip(gradients, generator.trainable_variables))

    def returning(*arguments):
        """한 걸음은 값을 돌려주지 않아도 되므로, 예외만 살핍니다."""
        try:
            answer(*arguments)
        except Wrong as wrong:
            if "None을 돌려주었습니다" not in wrong.misconception:
                raise
        return True

    generator, discriminator = after(returning)
    fresh_generator, fresh_discriminator = _players()
    wanted, _ = after(right)
    frozen = not discriminator.trainable or not discriminator.trainable_variables
    moved = not close(_flat(discriminator.get_weights()), _flat(fresh_discriminator.get_weights()), 1e-7)
    learned = close(_flat(generator.get_weights()), _flat(wanted.get_weights()), 1e-6)
    if moved and learned:
        raise NotWritten("주어진 코드 그대로입니다. 증상: 생성자의 한 걸음이 판별자의 가중치까지 움직입니다.")
    if moved:
        raise Wrong(
            "생성자의 한 걸음이 아직 판별자의 가중치를 움직입니다.",
            expected="판별자는 그대로",
            got="판별자의 가중치가 달라짐",
            hint=2,
        )
    if frozen:
        raise Wrong(
            "증상만 가렸습니다. 판별자를 얼린 채(trainable = False) 두어, 이 뒤로는 판별자가 배우지 못합니다.",
            expected="한 걸음 뒤에도 판별자는 훈련되는 상태",
            got="trainable = False",
            hint=3,
        )
    if close(_flat(generator.get_weights()), _flat(fresh_generator.get_weights()), 1e-7):
        raise Wrong(
            "생성자도 움직이지 않습니다. 막아야 할 것은 판별자뿐입니다.",
            expected="생성자의 새 가중치",
            got="그대로",
            hint=2,
        )
    if not learned:
        raise Wrong(
            "판별자는 그대로이지만 생성자가 다르게 움직였습니다.",
            expected="생성자 손실의 그레이디언트를 따라 한 걸음",
            got="다른 가중치",
            hint=2,
        )


@exercise("3.7", "실험 설계: 버틸 수 있는 가장 큰 학습률")
def largest_stable_rate(answer: Answer) -> None:
    def bowl(curvature):
        """x² · curvature/2를 50걸음 내려온 뒤의 손실. 학습률이 2/curvature를 넘으면 커집니다."""

        def final_loss(rate):
            x = 1.0
            for _ in range(50):
                x -= rate * curvature * x
            return 0.5 * curvature * x * x

        final_loss.curvature = curvature
        return final_loss

    compare(
        answer,
        [(bowl(1.0),), (bowl(4.0),), (bowl(0.5),)],
        lambda final_loss: 2.0 / final_loss.curvature,
        [
            Mistake(
                "손실이 가장 작아지는 학습률입니다. 물음은 버틸 수 있는 가장 큰 학습률입니다.",
                lambda f: 1.0 / f.curvature,
            ),
            Mistake("살펴보는 범위가 너무 좁습니다. 언제나 1을 돌려줍니다.", lambda f: 1.0, hint=2),
            Mistake("살펴보는 범위의 끝을 돌려줍니다. 손실이 커졌는지 확인하지 않았습니다.", lambda f: 10.0, hint=2),
            Mistake("언제나 2를 돌려줍니다. 그릇마다 다른 답이 나와야 합니다.", lambda f: 2.0, hint=2),
            Mistake("버티는 학습률 가운데 가장 작은 것입니다.", lambda f: 0.0, hint=1),
            Mistake("답의 절반의 절반입니다. 한계를 두 번 나누었습니다.", lambda f: 0.5 / f.curvature, hint=3),
        ],
        tolerance=0.02,
        describe=lambda f: "그릇 하나(50걸음 뒤의 손실을 주는 함수)",
    )
