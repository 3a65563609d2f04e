"""7장 연습의 채점: 상대론적 손실과 디랙 GAN(7.3, 7.4)."""

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import normal

_LOGITS = [
    (tf.constant([[2.0], [-1.0], [0.5]]), tf.constant([[-3.0], [0.5], [1.0]])),
    (tf.constant([[0.3]]), tf.constant([[-0.7]])),
    (normal(2, 3, 3, 1, seed=(9, 1)), normal(2, 3, 3, 1, seed=(9, 2))),
]


@exercise("7.3", "상대론적 손실 쓰기")
def relativistic_losses() -> Comparison:
    def softplus(values):
        return tf.reduce_mean(tf.nn.softplus(values))

    def expected(real, fake):
        return softplus(real - fake), softplus(fake - real)

    return Comparison(
        cases=_LOGITS,
        reference=expected,
        mistakes=[
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
        gradients=lambda real, fake: [real, fake],
    )


@exercise("7.4", "마찰이 있는 디랙 GAN")
def dirac_step() -> Comparison:
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

    return Comparison(
        cases=[(1.0, 1.0, 0.4, 0.5), (-0.7, 1.3, 0.2, 0.0), (0.3, -0.8, 1.0, 2.0)],
        reference=step,
        mistakes=[
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
