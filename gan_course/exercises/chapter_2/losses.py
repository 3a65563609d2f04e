"""2장 연습의 채점: 교차 엔트로피와 두 손실(2.1에서 2.3)."""

import numpy as np

from gan_course._tensorflow import keras, tf
from gan_course.exercises.comparing import Comparison, Mistake
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


@exercise("2.1", "이진 교차 엔트로피를 식으로 옮기기")
def binary_cross_entropy() -> Comparison:
    def expected(label, probability):
        return -(label * np.log(probability) + (1 - label) * np.log(1 - probability))

    return Comparison(
        cases=[(1.0, 0.9), (0.0, 0.9), (1.0, 0.25), (0.0, 0.1)],
        reference=expected,
        mistakes=[
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
def generator_loss() -> Comparison:
    def expected(fake_output):
        return _on_logits(tf.ones_like(fake_output), fake_output)

    return Comparison(
        cases=_LOGITS,
        reference=expected,
        mistakes=[
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
        gradients=lambda fake: [fake],
    )


@exercise("2.3", "판별자의 손실 쓰기")
def discriminator_loss() -> Comparison:
    def terms(real_output, fake_output):
        return (
            _on_logits(tf.ones_like(real_output), real_output),
            _on_logits(tf.zeros_like(fake_output), fake_output),
        )

    def together(real_output, fake_output):
        labels = tf.concat([tf.ones_like(real_output), tf.zeros_like(fake_output)], 0)
        return _on_logits(labels, tf.concat([real_output, fake_output], 0))

    return Comparison(
        cases=_PAIRS,
        reference=lambda real, fake: sum(terms(real, fake)),
        mistakes=[
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
        gradients=lambda real, fake: [real, fake],
    )
