"""7장 연습의 채점: 안정적인 훈련."""

import numpy as np
from scipy import stats

from gan_course._tensorflow import keras, tf
from gan_course.exercises.answer import Answer, NotWritten, Wrong
from gan_course.exercises.comparing import Mistake, close, compare
from gan_course.exercises.grading import exercise


class _WhenTraining(keras.layers.Layer):
    """훈련할 때와 아닐 때가 다른 층. training=True를 잊으면 드러납니다."""

    def call(self, inputs, training=False):
        return 1.5 * inputs if training else inputs


def _judge(shape, seed, last=1.0):
    """가중치가 씨앗으로 정해진 작은 판별자. `last`가 0이면 어디에서나 평평합니다."""
    network = keras.Sequential(
        [
            keras.Input(shape),
            keras.layers.Flatten(),
            keras.layers.Dense(5, activation="tanh"),
            _WhenTraining(),
            keras.layers.Dense(1),
        ]
    )
    random = np.random.default_rng(seed)
    weights = [random.normal(0, 0.7, weight.shape) for weight in network.get_weights()]
    network.set_weights([*weights[:-2], last * weights[-2], weights[-1]])
    return network


def _slopes(judge, points, training=True):
    """점마다의 기울기를 한 줄로 편 것 [배치, 차원]."""
    with tf.GradientTape() as tape:
        tape.watch(points)
        outputs = judge(points, training=training)
    return tf.reshape(tape.gradient(outputs, points), [len(points), -1])


def _squared(judge, points, training=True):
    return tf.reduce_sum(tf.square(_slopes(judge, points, training)), axis=1)


def _require_gradient_of_weights(answer, judge, *rest):
    with tf.GradientTape() as tape:
        value = answer(judge, *rest)
    gradient = tape.gradient(value, judge.trainable_variables[0]) if tf.is_tensor(value) else None
    if gradient is None:
        raise Wrong(
            "값은 맞지만 판별자의 가중치까지 그레이디언트가 이어지지 않습니다. 이대로는 아무것도 가르치지 못합니다.",
            expected="tf 함수로 계산한 텐서",
            got=type(value).__name__,
            hint=2,
        )


_IMAGES = [tf.random.stateless_normal((count, 3, 4, 2), seed=(7, count)) for count in (3, 1, 4)]


@exercise("7.1", "R1 벌점 쓰기")
def r1_penalty(answer: Answer) -> None:
    def of(combine, training=True):
        return lambda judge, images, gamma: combine(_squared(judge, images, training), gamma, images)

    def averaged(squared, gamma, images):
        return gamma / 2 * tf.reduce_mean(squared)

    compare(
        answer,
        [(_judge((3, 4, 2), seed), images, gamma) for seed, images, gamma in zip((1, 2, 3), _IMAGES, (10.0, 0.5, 2.0))],
        of(averaged),
        [
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
        describe=lambda judge, images, gamma: f"작은 판별자, 이미지 {len(images)}장, γ = {gamma:g}",
    )
    _require_gradient_of_weights(answer, _judge((3, 4, 2), 1), _IMAGES[0], 10.0)


def _points(count):
    return [tf.random.stateless_normal((count, 2), seed=(8, seed)) for seed in (1, 2)] + [
        tf.random.stateless_uniform((count, 1), seed=(8, 3))
    ]


@exercise("7.2", "WGAN-GP의 벌점 쓰기")
def gradient_penalty(answer: Answer) -> None:
    def of(combine, place=lambda real, fake, mix: real + mix * (fake - real), training=True):
        def penalty(critic, real, fake, mix):
            return tf.reduce_mean(combine(tf.sqrt(_squared(critic, place(real, fake, mix), training) + 1e-12)))

        return penalty

    def centered(length):
        return (length - 1) ** 2

    compare(
        answer,
        [(_judge((2,), seed), *_points(count)) for seed, count in ((4, 5), (5, 1), (6, 3))],
        of(centered),
        [
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
    )
    _require_gradient_of_weights(answer, _judge((2,), 4), *_points(5))
    flat = _judge((2,), 4, last=0.0)
    with tf.GradientTape() as tape:
        value = answer(flat, *_points(5))
    slope = tape.gradient(value, flat.trainable_variables[-2])
    if not np.isfinite(float(value)) or not np.isfinite(np.asarray(slope)).all():
        raise Wrong(
            "비평가가 평평하면 그레이디언트가 NaN이 됩니다. 제곱근 안에 아주 작은 수를 더하십시오.",
            given="어디에서나 기울기가 0인 비평가",
            expected="유한한 값과 그레이디언트",
            got=f"값 {float(value):g}, 그레이디언트 {np.ravel(slope)[:2]}",
            hint=3,
        )
    if not close(value, 1.0, 1e-3):
        raise Wrong(
            "비평가가 평평하면 벌점은 1이어야 합니다. 더한 수가 너무 큽니다.",
            given="어디에서나 기울기가 0인 비평가",
            expected=1.0,
            got=float(value),
            hint=3,
        )


_LOGITS = [
    (tf.constant([[2.0], [-1.0], [0.5]]), tf.constant([[-3.0], [0.5], [1.0]])),
    (tf.constant([[0.3]]), tf.constant([[-0.7]])),
    (tf.random.stateless_normal((2, 3, 3, 1), seed=(9, 1)), tf.random.stateless_normal((2, 3, 3, 1), seed=(9, 2))),
]


@exercise("7.3", "상대론적 손실 쓰기")
def relativistic_losses(answer: Answer) -> None:
    def softplus(values):
        return tf.reduce_mean(tf.nn.softplus(values))

    def expected(real, fake):
        return softplus(real - fake), softplus(fake - real)

    compare(
        answer,
        _LOGITS,
        expected,
        [
            Mistake(
                "두 손실의 차례가 바뀌었습니다. (생성자, 판별자)입니다.", lambda real, fake: expected(real, fake)[::-1]
            ),
            Mistake(
                "짝지은 차이를 쓰지 않았습니다. 진짜와 가짜를 따로 본 보통의 손실입니다.",
                lambda real, fake: (softplus(-fake), softplus(-real) + softplus(fake)),
            ),
            Mistake(
                "상대의 평균과 견주었습니다. 하나씩 짝지어 빼십시오.",
                lambda real, fake: (
                    softplus(real - tf.reduce_mean(fake)),
                    softplus(tf.reduce_mean(fake) - real),
                ),
                hint=2,
            ),
            Mistake(
                "차이를 먼저 평균했습니다. 손실까지 셈한 뒤에 평균하십시오.",
                lambda real, fake: (
                    softplus(tf.reduce_mean(real - fake)),
                    softplus(tf.reduce_mean(fake - real)),
                ),
                hint=2,
            ),
            Mistake(
                "생성자의 손실이 판별자 손실에 음의 부호를 붙인 것(포화)입니다.",
                lambda real, fake: (-softplus(fake - real), softplus(fake - real)),
                hint=2,
            ),
            Mistake(
                "확률로 바꾸어 뺐습니다. 로짓끼리 빼십시오.",
                lambda real, fake: expected(tf.sigmoid(real), tf.sigmoid(fake)),
                hint=2,
            ),
            Mistake(
                "평균이 아니라 합입니다.",
                lambda real, fake: tuple(value * tf.cast(tf.size(real), tf.float32) for value in expected(real, fake)),
                hint=3,
            ),
            Mistake(
                "바서슈타인 손실입니다. 차이에 -log σ를 씌우십시오.",
                lambda real, fake: (tf.reduce_mean(real - fake), tf.reduce_mean(fake - real)),
                hint=3,
            ),
        ],
        describe=lambda real, fake: (
            f"진짜의 로짓 {np.ravel(real).round(2)[:3]}, 가짜의 로짓 {np.ravel(fake).round(2)[:3]}"
        ),
    )
    real, fake = _LOGITS[0]
    with tf.GradientTape() as tape:
        tape.watch(fake)
        loss = answer(real, fake)[0]
    if not tf.is_tensor(loss) or tape.gradient(loss, fake) is None:
        raise Wrong(
            "값은 맞지만 그레이디언트가 끊어졌습니다. 이대로는 훈련할 수 없습니다.",
            expected="tf 함수로 계산한 텐서",
            got=type(loss).__name__,
            hint=3,
        )


@exercise("7.4", "마찰이 있는 디랙 GAN")
def dirac_step(answer: Answer) -> None:
    def slope(theta, psi):
        return 1 / (1 + np.exp(theta * psi))

    def step(theta, psi, rate, gamma, strength=1.0, sign=1.0):
        push = slope(theta, psi)
        return theta - sign * rate * push * psi, psi + sign * rate * (push * theta - strength * gamma * psi)

    def alternating(theta, psi, rate, gamma):
        new = step(theta, psi, rate, gamma)[1]
        return theta - rate * slope(theta, new) * new, new

    def generator_first(theta, psi, rate, gamma):
        new = step(theta, psi, rate, gamma)[0]
        return new, step(new, psi, rate, gamma)[1]

    def linear(theta, psi, rate, gamma):
        return theta - rate * psi / 2, psi + rate * (theta / 2 - gamma * psi)

    def friction_for_both(theta, psi, rate, gamma):
        new_theta, new_psi = step(theta, psi, rate, gamma)
        return new_theta - rate * gamma * theta, new_psi

    def cooperative(theta, psi, rate, gamma):
        return step(theta, psi, rate, gamma)[0], psi - rate * (slope(theta, psi) * theta + gamma * psi)

    def same_direction(theta, psi, rate, gamma):
        return theta + rate * slope(theta, psi) * psi, step(theta, psi, rate, gamma)[1]

    def wrong_slope(theta, psi, rate, gamma):
        push = slope(theta, -psi)
        return theta - rate * push * psi, psi + rate * (push * theta - gamma * psi)

    compare(
        answer,
        [(1.0, 1.0, 0.4, 0.5), (-0.7, 1.3, 0.2, 0.0), (0.3, -0.8, 1.0, 2.0)],
        step,
        [
            Mistake("새 ψ로 θ를 옮겼습니다. 그것은 교대 갱신입니다.", alternating, hint=3),
            Mistake("새 θ로 ψ를 옮겼습니다. 두 그레이디언트를 모두 옛 자리에서 구하십시오.", generator_first, hint=3),
            Mistake("벌점을 2로 나누어 미분하지 않았습니다. γ/2·ψ²의 미분은 γψ입니다.", lambda *s: step(*s, 0.5), 2),
            Mistake("벌점이 빠졌습니다. 마찰 없이는 계속 멀어집니다.", lambda *s: step(*s, 0.0), 2),
            Mistake(
                "벌점의 부호가 뒤집혔습니다. 기울기를 눌러야 하는데 키우고 있습니다.", lambda *s: step(*s, -1.0), 2
            ),
            Mistake("두 선수가 모두 거꾸로 갑니다.", lambda *s: step(*s, sign=-1.0), hint=2),
            Mistake("생성자가 값을 키우고 있습니다. 생성자는 줄이는 쪽입니다.", same_direction, hint=2),
            Mistake("판별자가 값을 줄이고 있습니다. 판별자는 키우는 쪽입니다.", cooperative, hint=2),
            Mistake("생성자에도 벌점을 주었습니다. R1은 판별자의 것입니다.", friction_for_both, hint=2),
            Mistake("f'를 균형에서의 값 1/2로 어림했습니다. 지금 자리의 값을 쓰십시오.", linear),
            Mistake("f'(t)는 1/(1 + exp(t))입니다. 지수의 부호를 보십시오.", wrong_slope),
        ],
        tolerance=1e-6,
        describe=lambda theta, psi, rate, gamma: f"θ = {theta:g}, ψ = {psi:g}, h = {rate:g}, γ = {gamma:g}",
    )


@exercise("7.5", "버그 찾기: 못 박은 배치")
def points_between(answer: Answer) -> None:
    def images(count, value):
        return tf.fill((count, 3, 3, 2), value)

    one = answer(images(1, 1.0), images(1, 0.0), 0)
    if np.shape(one) == (32, 3, 3, 2):
        raise NotWritten(
            "주어진 코드 그대로입니다. 증상: 한 장을 주어도 점이 32개 나오고, 다섯 장을 주면 오류가 납니다."
        )
    for count in (1, 5, 2000):
        found = np.shape(answer(images(count, 1.0), images(count, 0.0), 1))
        if found != (count, 3, 3, 2):
            raise Wrong(
                "점의 수나 모양이 받은 이미지와 다릅니다. 이미지를 자르거나 채우지 말고 비율의 수를 맞추십시오.",
                given=f"진짜 {count}장, 가짜 {count}장",
                expected=f"모양 {(count, 3, 3, 2)}",
                got=f"모양 {found}",
            )
    mix = np.asarray(answer(images(2000, 1.0), images(2000, 0.0), 1))  # 진짜가 1, 가짜가 0이면 곧 진짜의 몫입니다
    if np.ptp(mix.reshape(2000, -1), axis=1).max() > 1e-6:
        raise Wrong(
            "한 장 안에서 화소마다 비율이 다릅니다. 선분 위의 점이 아닙니다.",
            given="진짜는 모두 1, 가짜는 모두 0",
            expected="한 장의 화소가 모두 같은 값",
            got=mix[0].ravel()[:4].round(3),
            hint=2,
        )
    shares = mix[:, 0, 0, 0]
    if np.ptp(shares) < 1e-6:
        raise Wrong(
            "배치 전체가 비율 하나를 씁니다. 이미지마다 따로 뽑으십시오.",
            expected="서로 다른 비율 2,000개",
            got=float(shares[0]),
            hint=2,
        )
    if shares.min() < -1e-6 or shares.max() > 1 + 1e-6:
        raise Wrong(
            "점이 선분을 벗어났습니다. 정규 분포가 아니라 0에서 1까지의 균등 분포에서 뽑으십시오.",
            expected="0과 1 사이",
            got=f"{shares.min():.2f}에서 {shares.max():.2f}까지",
        )
    bins = np.histogram(shares, bins=10, range=(0, 1))[0]
    if bins.min() < 120 or bins.max() > 290 or len(np.unique(shares.round(6))) < 1800:
        raise Wrong(
            "비율이 0에서 1까지 고르지 않습니다.",
            given="이미지 2,000장",
            expected="열 칸에 저마다 200개쯤",
            got=str(bins.tolist()),
        )
    if close(answer(images(2000, 1.0), images(2000, 0.0), 2), mix):
        raise Wrong(
            "씨앗을 바꾸어도 같은 비율이 나옵니다. 받은 seed를 쓰십시오.",
            expected="씨앗마다 다른 비율",
            got=shares[:4].round(3),
            hint=3,
        )
    real, fake = (tf.random.stateless_normal((2000, 3, 3, 2), seed=(10, seed)) for seed in (1, 2))
    if not close(answer(real, fake, 1), mix * real + (1 - mix) * fake):
        raise Wrong(
            "진짜의 몫과 가짜의 몫을 더하면 1이어야 합니다. 섞는 줄은 그대로 두십시오.",
            expected="mix * real + (1 - mix) * fake",
            hint=2,
        )


@exercise("7.6", "실험 설계: 씨앗마다의 차이로 말하기")
def difference_interval(answer: Answer) -> None:
    def interval(ours, theirs, ddof=1, root=True, quantile=None, sign=1):
        differences = sign * np.subtract(ours, theirs)
        count = len(differences)
        error = differences.std(ddof=ddof) / (np.sqrt(count) if root else 1)
        half = (stats.t.ppf(0.975, count - 1) if quantile is None else quantile(count)) * error
        return differences.mean(), differences.mean() - half, differences.mean() + half

    def unpaired(ours, theirs):
        gap = np.mean(ours) - np.mean(theirs)
        error = np.sqrt(np.var(ours, ddof=1) / len(ours) + np.var(theirs, ddof=1) / len(theirs))
        half = stats.t.ppf(0.975, len(ours) - 1) * error
        return gap, gap - half, gap + half

    compare(
        answer,
        [
            (np.array([0.92, 0.88, 0.95, 0.90, 0.93]), np.array([0.80, 0.79, 0.85, 0.77, 0.86])),
            (np.array([7.0, 8.0, 6.0]), np.array([8.0, 8.0, 7.5])),
            (np.array([1.0, 3.0]), np.array([0.0, -2.0])),
        ],
        interval,
        [
            Mistake("빼는 차례가 거꾸로입니다. ours - theirs입니다.", lambda a, b: interval(a, b, sign=-1)),
            Mistake("씨앗마다 짝짓지 않았습니다. 두 무리의 퍼짐을 따로 더했습니다.", unpaired),
            Mistake(
                "정규 분포의 1.96을 썼습니다. 씨앗이 적으면 구간이 너무 좁습니다.",
                lambda a, b: interval(a, b, quantile=lambda n: stats.norm.ppf(0.975)),
                3,
            ),
            Mistake(
                "정규 분포의 1.96을 썼습니다. 씨앗이 적으면 구간이 너무 좁습니다.",
                lambda a, b: interval(a, b, quantile=lambda n: 1.96),
                3,
            ),
            Mistake("표본 표준편차가 아닙니다(ddof=1이 빠졌습니다).", lambda a, b: interval(a, b, ddof=0), 2),
            Mistake(
                "√n으로 나누지 않았습니다. 평균이 아니라 값 하나의 퍼짐입니다.",
                lambda a, b: interval(a, b, root=False),
                2,
            ),
            Mistake(
                "한쪽에 5%를 남겼습니다(90% 구간입니다). 양쪽을 합해 5%입니다.",
                lambda a, b: interval(a, b, quantile=lambda n: stats.t.ppf(0.95, n - 1)),
                3,
            ),
            Mistake(
                "자유도가 n입니다. 평균을 구하느라 하나를 썼으므로 n - 1입니다.",
                lambda a, b: interval(a, b, quantile=lambda n: stats.t.ppf(0.975, n)),
                2,
            ),
        ],
        tolerance=1e-6,
        describe=lambda ours, theirs: f"ours = {ours}, theirs = {theirs}",
    )
