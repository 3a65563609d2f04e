"""2장 연습의 채점: 손실 함수."""

import numpy as np

from gan_course._tensorflow import keras, tf
from gan_course.exercises.answer import Answer, NotWritten, Wrong
from gan_course.exercises.comparing import Mistake, close, compare, require_gradient
from gan_course.exercises.grading import exercise

_on_logits = keras.losses.BinaryCrossentropy(from_logits=True)
_on_probabilities = keras.losses.BinaryCrossentropy()
_LOGITS = [
    (tf.constant([[-2.0], [0.5], [3.0]]),),
    (tf.constant([[-1.0]]),),
    (tf.random.stateless_normal((4, 3, 3, 1), seed=(0, 1)),),
]
_PAIRS = [
    (tf.constant([[2.0], [-1.0]]), tf.constant([[-3.0], [0.5], [1.0]])),
    (tf.constant([[0.3]]), tf.constant([[-0.7]])),
    (tf.random.stateless_normal((2, 3, 3, 1), seed=(0, 2)), tf.random.stateless_normal((5, 3, 3, 1), seed=(0, 3))),
]


def _sigmoid(a):
    return 1 / (1 + np.exp(-np.asarray(a, float)))


@exercise("2.1", "이진 교차 엔트로피를 식으로 옮기기")
def binary_cross_entropy(answer: Answer) -> None:
    def expected(label, probability):
        return -(label * np.log(probability) + (1 - label) * np.log(1 - probability))

    compare(
        answer,
        [(1.0, 0.9), (0.0, 0.9), (1.0, 0.25), (0.0, 0.1)],
        expected,
        [
            Mistake("부호가 뒤집혔습니다. 손실은 바라는 대로 될수록 작은 수여야 합니다.", lambda y, d: -expected(y, d)),
            Mistake("정답 1과 0의 자리가 바뀌었습니다.", lambda y, d: expected(1 - y, d), hint=2),
            Mistake("정답이 0일 때의 항이 빠졌습니다.", lambda y, d: -y * np.log(d), hint=2),
            Mistake("정답이 1일 때의 항이 빠졌습니다.", lambda y, d: -(1 - y) * np.log(1 - d), hint=2),
            Mistake("자연로그가 아니라 밑이 2인 로그입니다.", lambda y, d: expected(y, d) / np.log(2), hint=3),
            Mistake("밑이 10인 로그입니다. np.log가 자연로그입니다.", lambda y, d: expected(y, d) / np.log(10), hint=3),
            Mistake("교차 엔트로피가 아니라 차이의 제곱입니다.", lambda y, d: (y - d) ** 2, hint=2),
        ],
        describe=lambda y, d: f"정답 y = {y:g}, 확률 D = {d:g}",
    )


@exercise("2.2", "생성자의 손실 쓰기")
def generator_loss(answer: Answer) -> None:
    def expected(fake_output):
        return _on_logits(tf.ones_like(fake_output), fake_output)

    compare(
        answer,
        _LOGITS,
        expected,
        [
            Mistake(
                "진짜와 가짜의 레이블이 바뀌었습니다. 이 손실은 판별자가 가짜를 가짜라고 맞힐수록 작아집니다.",
                lambda a: _on_logits(tf.zeros_like(a), a),
            ),
            Mistake(
                "포화 손실입니다. 레이블 0의 손실에 부호만 뒤집으면 들킨 가짜의 그레이디언트가 사라집니다(2.7절).",
                lambda a: -_on_logits(tf.zeros_like(a), a),
            ),
            Mistake(
                "로짓을 확률로 보았습니다. from_logits=True인 cross_entropy를 쓰십시오.",
                lambda a: _on_probabilities(tf.ones_like(a), a),
                hint=2,
            ),
            Mistake(
                "시그모이드를 두 번 지났습니다. cross_entropy는 로짓을 받으므로 시그모이드를 빼십시오.",
                lambda a: _on_logits(tf.ones_like(a), tf.sigmoid(a)),
                hint=2,
            ),
            Mistake(
                "정답과 예측의 자리가 바뀌었습니다. cross_entropy(정답, 예측)의 차례입니다.",
                lambda a: _on_logits(a, tf.ones_like(a)),
                hint=3,
            ),
            Mistake(
                "평균이 아니라 합입니다. 배치가 커지면 손실도 커져 학습률의 뜻이 달라집니다.",
                lambda a: expected(a) * tf.cast(tf.size(a), tf.float32),
                hint=3,
            ),
            Mistake("교차 엔트로피가 아니라 최소제곱 손실입니다.", lambda a: tf.reduce_mean(tf.square(a - 1)), hint=2),
        ],
        describe=lambda a: f"가짜의 로짓 {np.ravel(a).round(2)[:6]}",
    )
    require_gradient(answer, *_LOGITS[0])


@exercise("2.3", "판별자의 손실 쓰기")
def discriminator_loss(answer: Answer) -> None:
    def terms(real_output, fake_output):
        return (
            _on_logits(tf.ones_like(real_output), real_output),
            _on_logits(tf.zeros_like(fake_output), fake_output),
        )

    def together(real_output, fake_output):
        labels = tf.concat([tf.ones_like(real_output), tf.zeros_like(fake_output)], 0)
        return _on_logits(labels, tf.concat([real_output, fake_output], 0))

    compare(
        answer,
        _PAIRS,
        lambda real, fake: sum(terms(real, fake)),
        [
            Mistake(
                "진짜와 가짜의 레이블이 바뀌었습니다. 탐정이 진짜에 0, 가짜에 1이라고 답하게 됩니다.",
                lambda real, fake: sum(terms(-real, -fake)),
            ),
            Mistake("가짜 쪽 손실이 빠졌습니다.", lambda real, fake: terms(real, fake)[0]),
            Mistake("진짜 쪽 손실이 빠졌습니다.", lambda real, fake: terms(real, fake)[1]),
            Mistake(
                "가짜에도 1을 붙였습니다. 그것은 생성자의 바람입니다.",
                lambda real, fake: terms(real, fake)[0] + terms(fake, -fake)[0],
            ),
            Mistake("진짜에도 0을 붙였습니다.", lambda real, fake: terms(real, -real)[1] + terms(real, fake)[1]),
            Mistake("두 손실을 더하지 않고 뺐습니다.", lambda real, fake: terms(real, fake)[0] - terms(real, fake)[1]),
            Mistake(
                "더한 다음 2로 나누었습니다. 원래 수업의 손실은 나누지 않은 합입니다(균형점의 눈금이 2 ln 2).",
                lambda real, fake: sum(terms(real, fake)) / 2,
                hint=3,
            ),
            Mistake("진짜와 가짜를 한데 모아 평균했습니다. 장수가 다르면 많은 쪽에 치우칩니다.", together, hint=3),
            Mistake(
                "로짓을 확률로 보았습니다. from_logits=True인 cross_entropy를 쓰십시오.",
                lambda real, fake: (
                    _on_probabilities(tf.ones_like(real), real) + _on_probabilities(tf.zeros_like(fake), fake)
                ),
                hint=2,
            ),
        ],
        describe=lambda real, fake: (
            f"진짜의 로짓 {np.ravel(real).round(2)[:4]}, 가짜의 로짓 {np.ravel(fake).round(2)[:4]}"
        ),
    )
    require_gradient(answer, *_PAIRS[0])


@exercise("2.4", "포화 손실과 그 그레이디언트")
def saturating_loss_and_gradient(answer: Answer) -> None:
    def with_gradient(gradient):
        return lambda a: (np.log(1 - _sigmoid(a)), gradient(_sigmoid(a)))

    right = with_gradient(lambda s: -s)
    compare(
        answer,
        [(-10.0,), (-2.0,), (0.0,), (3.0,)],
        right,
        [
            Mistake(
                "비포화 손실과 그 그레이디언트입니다. 포화 손실은 log(1 - σ(a))입니다.",
                lambda a: (-np.log(_sigmoid(a)), _sigmoid(a) - 1),
            ),
            Mistake("손실은 맞지만 비포화 손실 -log σ(a)의 그레이디언트입니다.", with_gradient(lambda s: s - 1)),
            Mistake(
                "그레이디언트의 부호가 뒤집혔습니다. 로짓이 커지면 log(1 - σ(a))는 작아집니다.",
                with_gradient(lambda s: s),
                hint=2,
            ),
            Mistake(
                "시그모이드를 미분한 값입니다. 바깥의 로그까지 미분하십시오.", with_gradient(lambda s: s * (1 - s))
            ),
            Mistake(
                "로그를 미분한 것에 시그모이드의 미분을 곱하지 않았습니다(연쇄 법칙).",
                with_gradient(lambda s: -1 / (1 - s)),
                hint=2,
            ),
            Mistake(
                "1 - σ(a)만 남았습니다. 어느 쪽 확률이 남는지 다시 정리하십시오.",
                with_gradient(lambda s: 1 - s),
                hint=3,
            ),
            Mistake(
                "그레이디언트는 맞지만 손실의 부호가 뒤집혔습니다. 생성자는 이 값을 줄입니다.",
                lambda a: (-np.log(1 - _sigmoid(a)), -_sigmoid(a)),
            ),
            Mistake(
                "판별자 손실의 가짜 쪽입니다. 생성자의 포화 손실은 거기에 음의 부호를 붙인 것입니다.",
                lambda a: (-np.log(1 - _sigmoid(a)), _sigmoid(a)),
            ),
            Mistake("두 값의 차례가 바뀌었습니다. 손실이 먼저입니다.", lambda a: right(a)[::-1]),
        ],
        tolerance=1e-6,
        describe=lambda a: f"로짓 a = {a:g}",
    )


@exercise("2.5", "가장 뛰어난 판별자")
def optimal_discriminator(answer: Answer) -> None:
    compare(
        answer,
        [tuple(map(np.float64, pair)) for pair in ((0.3, 0.1), (0.05, 0.2), (0.4, 0.4), (0.7, 0.0))]
        + [(np.array([0.1, 0.9]), np.array([0.3, 0.3]))],
        lambda p, q: p / (p + q),
        [
            Mistake(
                "진짜와 가짜가 바뀌었습니다. 진짜일 확률은 진짜의 밀도가 클 때 커야 합니다.", lambda p, q: q / (p + q)
            ),
            Mistake("두 밀도의 비입니다. 확률이 되려면 0과 1 사이여야 합니다.", lambda p, q: p / q, hint=2),
            Mistake("이것은 로짓입니다. 시그모이드를 지나면 확률이 됩니다.", lambda p, q: np.log(p / q), hint=3),
            Mistake("두 밀도의 차입니다.", lambda p, q: p - q, hint=2),
            Mistake("두 밀도의 평균으로 나누었습니다. 값이 1을 넘습니다.", lambda p, q: p / ((p + q) / 2), hint=3),
            Mistake(
                "늘 반반이라고 답합니다. 그것은 두 분포가 같을 때뿐입니다.", lambda p, q: np.full(np.shape(p), 0.5)
            ),
        ],
        describe=lambda p, q: f"진짜의 밀도 p = {p}, 가짜의 밀도 q = {q}",
    )


@exercise("2.6", "버그 찾기: 1을 넘는 레이블")
def noisy_labels_loss(answer: Answer) -> None:
    def defective(fake_output, noise):
        return _on_probabilities(tf.ones_like(fake_output) + 0.05 * noise, tf.sigmoid(fake_output))

    sure = tf.constant([[12.0], [14.0]])  # 가짜를 1이라고 확신하는(이 예제에서는 1이 가짜) 판별자
    noise = tf.constant([[0.9], [0.4]])
    unsure = tf.constant([[0.5], [-1.0]])
    values = [answer(logits, noise) for logits in (sure, unsure)]
    if close(values[0], defective(sure, noise)) and close(values[1], defective(unsure, noise)):
        raise NotWritten("주어진 코드 그대로입니다. 증상: 판별자가 확신할수록 손실이 음수로 한없이 내려갑니다.")
    for value in values:
        if np.shape(value) != ():
            raise Wrong("손실은 수 하나여야 합니다.", expected="모양 ()", got=f"모양 {np.shape(value)}", hint=2)
    if not np.isfinite(float(answer(sure, tf.zeros_like(noise)))):
        raise Wrong("잡음이 0이면 손실이 수가 아닙니다.", "잡음 [0, 0]", "유한한 손실", "NaN이나 무한대", hint=2)
    plain = _on_probabilities(tf.ones_like(unsure), tf.sigmoid(unsure))
    if close(values[1], plain) or close(values[0], answer(sure, tf.zeros_like(noise)), 1e-7):
        raise Wrong(
            "잡음을 없앴습니다. 레이블을 흔드는 것은 그대로 두고 범위만 바로잡으십시오.",
            given="확신하지 못하는 로짓 [0.5, -1.0], 잡음 [0.9, 0.4]",
            expected="잡음에 따라 달라지는 손실",
            got=float(values[1]),
            hint=3,
        )
    missed = answer(tf.fill((2, 1), -6.0), noise)
    if float(missed) < 3:
        raise Wrong(
            "레이블이 가짜의 정답 1에서 너무 멀어졌습니다. 조금만 흔드십시오(0.05배의 잡음).",
            given="로짓 -6(가짜를 진짜라고 확신), 잡음 [0.9, 0.4]",
            expected="큰 손실(5.8쯤)",
            got=float(missed),
            hint=3,
        )
    # 옳게 고쳤다면 정답이 확률 c(<1)일 때의 교차 엔트로피라서, σ(a) = c에서 가장 작고 그 뒤로는 커집니다.
    overconfident = [answer(tf.fill((2, 1), a), noise) for a in (2.0, 6.0, 14.0)]
    if min(float(v) for v in [*values, *overconfident]) < 0:
        raise Wrong(
            "손실이 아직 음수가 됩니다. 교차 엔트로피에는 바닥이 있어야 합니다.",
            given="로짓 14, 잡음 [0.9, 0.4]",
            expected="0 이상",
            got=min(float(v) for v in [*values, *overconfident]),
            hint=2,
        )
    with tf.GradientTape() as tape:
        logits = tf.constant([[9.0], [9.0]])
        tape.watch(logits)
        value = answer(logits, noise)
    gradient = tape.gradient(value, logits) if tf.is_tensor(value) else None
    slope = 0.0 if gradient is None else float(tf.reduce_sum(gradient))
    # 정답이 c인 교차 엔트로피는 확신할 때의 기울기가 1 - c, 바닥이 c의 엔트로피입니다. 값만 접으면 둘이 어긋납니다.
    same = tf.fill((2, 1), 0.9)
    floor = min(float(answer(tf.fill((2, 1), float(a)), same)) for a in np.arange(0.0, 12.0, 0.1))
    with tf.GradientTape() as tape:
        tape.watch(logits)
        value = answer(logits, same)
    steepest = float(tf.reduce_sum(tape.gradient(value, logits))) if slope > 0 else 0.5
    entropy = -steepest * np.log(steepest) - (1 - steepest) * np.log(1 - steepest)
    if slope <= 0 or floor < 0.8 * entropy:
        raise Wrong(
            "증상만 가렸습니다. 손실의 값은 음수가 아니지만, 정답이 여전히 1을 넘어 판별자를 엉뚱하게 밉니다. "
            "손실이 아니라 레이블을 고치십시오.",
            given="로짓 9, 잡음 [0.9, 0.4]",
            expected="로짓을 줄이라는 그레이디언트(양수)와 0보다 큰 바닥",
            got=f"그레이디언트 {slope:.4f}, 바닥 {floor:.4f}",
            hint=3,
        )


@exercise("2.7", "실험 설계: 신호가 사라지는 로짓 찾기")
def logit_where_signal_fades(answer: Answer) -> None:
    compare(
        answer,
        [(0.1,), (0.01,), (1e-4,), (0.5,)],
        lambda share: np.log(share),
        [
            Mistake("부호가 반대입니다. 들킨 가짜의 로짓은 음수입니다.", lambda share: -np.log(share)),
            Mistake(
                "비의 분자와 분모가 바뀌었습니다. 포화 쪽을 비포화 쪽으로 나누십시오.", lambda share: np.log(1 / share)
            ),
            Mistake(
                "포화 쪽 그레이디언트의 크기만 보았습니다. 두 그레이디언트의 비를 보십시오.",
                lambda share: np.log(share / (1 - share)),
                hint=2,
            ),
            Mistake(
                "비포화 쪽 그레이디언트의 크기만 보았습니다. 두 그레이디언트의 비를 보십시오.",
                lambda share: np.log((1 - share) / share),
                hint=2,
            ),
            Mistake("밑이 10인 로그를 썼습니다.", lambda share: np.log10(share), hint=3),
            Mistake("비 자체를 돌려주었습니다. 그 비가 되는 로짓을 찾으십시오.", lambda share: share),
        ],
        tolerance=0.02,
        describe=lambda share: f"비 {share:g}",
    )
