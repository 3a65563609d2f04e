"""7장 연습의 채점: 디랙 GAN의 한 걸음(7.4)."""

import numpy as np

from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise


def _push(product):
    return 1 / (1 + np.exp(product))


def _simultaneous(theta, psi, by_generator, by_discriminator):
    return by_generator(theta, psi), by_discriminator(theta, psi)


def _discriminator_first(theta, psi, by_generator, by_discriminator):
    new = by_discriminator(theta, psi)
    return by_generator(theta, new), new


def _generator_first(theta, psi, by_generator, by_discriminator):
    new = by_generator(theta, psi)
    return new, by_discriminator(new, psi)


def _dirac(
    slope=_push,
    at=lambda theta, psi: theta * psi,
    chain=lambda theta, psi: (psi, theta),
    friction=lambda theta, psi, gamma, rate: gamma * psi,
    friction_of_generator=lambda theta, gamma: 0.0,
    constant=(0.0, 0.0),
    directions=(-1, 1),
    order=_simultaneous,
    returned=lambda new, old: new,
    rates=lambda rate: (rate, rate),
):
    def step(theta, psi, rate, gamma):
        own, other = rates(rate)

        def by_generator(theta, psi):
            push = slope(at(theta, psi)) * chain(theta, psi)[0] + constant[0]
            return theta + own * (directions[0] * push - friction_of_generator(theta, gamma))

        def by_discriminator(theta, psi):
            push = slope(at(theta, psi)) * chain(theta, psi)[1] + constant[1]
            return psi + other * (directions[1] * push - friction(theta, psi, gamma, rate))

        return returned(order(theta, psi, by_generator, by_discriminator), (theta, psi))

    return step


_DECISIONS = {
    "order": Choice(
        wrong=[
            ("새 ψ로 θ를 옮겼습니다. 그것은 교대 갱신입니다.", _discriminator_first),
            ("새 θ로 ψ를 옮겼습니다. 두 그레이디언트를 모두 옛 자리에서 구하십시오.", _generator_first),
        ]
    ),
    "friction": Choice(
        wrong=[
            (
                "벌점의 미분에 1/2이 남았습니다. γ/2·ψ²의 미분은 γψ입니다.",
                lambda theta, psi, gamma, rate: gamma / 2 * psi,
            ),
            ("벌점이 빠졌습니다. 마찰 없이는 계속 멀어집니다.", lambda theta, psi, gamma, rate: 0.0),
            (
                "벌점의 부호가 뒤집혔습니다. 기울기를 눌러야 하는데 키우고 있습니다.",
                lambda theta, psi, gamma, rate: -gamma * psi,
            ),
            ("벌점에 학습률을 곱하지 않았습니다.", lambda theta, psi, gamma, rate: gamma * psi / rate),
            ("벌점을 미분하지 않고 그대로(γ/2·ψ²) 뺐습니다.", lambda theta, psi, gamma, rate: gamma / 2 * psi**2),
            (
                "벌점의 미분에 2가 남았습니다. γ/2·ψ²의 미분은 γψ입니다.",
                lambda theta, psi, gamma, rate: 2 * gamma * psi,
            ),
            ("벌점의 미분에 ψ가 없습니다. γ/2·ψ²의 미분은 γψ입니다.", lambda theta, psi, gamma, rate: gamma),
            ("벌점에 γ를 곱하지 않았습니다.", lambda theta, psi, gamma, rate: psi),
            ("벌점을 판별자의 ψ가 아니라 생성자의 θ로 주었습니다.", lambda theta, psi, gamma, rate: gamma * theta),
            ("벌점에 학습률을 두 번 곱했습니다.", lambda theta, psi, gamma, rate: rate * gamma * psi),
            ("벌점의 미분이 γψ²이 되었습니다. γ/2·ψ²의 미분은 γψ입니다.", lambda t, psi, gamma, rate: gamma * psi**2),
            ("벌점을 |ψ|로 주었습니다. γ/2·ψ²의 미분은 γψ입니다.", lambda t, psi, gamma, rate: gamma * abs(psi)),
            (
                "벌점을 옮긴 뒤의 ψ에서 구했습니다. 옛 ψ에서 구하십시오.",
                lambda theta, psi, gamma, rate: gamma * (psi + rate * _push(theta * psi) * theta),
            ),
            ("벌점에도 f'를 곱했습니다.", lambda theta, psi, gamma, rate: gamma * psi * _push(theta * psi)),
        ]
    ),
    "rates": Choice(
        wrong=[
            ("두 선수가 모두 거꾸로 갑니다.", lambda rate: (-rate, -rate)),
            ("판별자가 거꾸로 갑니다. 판별자는 값을 키우는 쪽입니다.", lambda rate: (rate, -rate)),
            ("학습률을 곱하지 않았습니다.", lambda rate: (1.0, 1.0)),
            ("생성자의 걸음에 학습률을 곱하지 않았습니다.", lambda rate: (1.0, rate)),
            ("판별자의 걸음에 학습률을 곱하지 않았습니다.", lambda rate: (rate, 1.0)),
            ("학습률을 2로 나누었습니다.", lambda rate: (rate / 2, rate / 2)),
            ("학습률에 2를 곱했습니다.", lambda rate: (2 * rate, 2 * rate)),
        ]
    ),
    "directions": Choice(
        wrong=[
            ("생성자가 값을 키우고 있습니다. 생성자는 줄이는 쪽입니다.", (1, 1)),
            ("판별자가 값을 줄이고 있습니다. 판별자는 키우는 쪽입니다.", (-1, -1)),
        ]
    ),
    "friction_of_generator": Choice(
        wrong=[
            ("생성자에도 벌점을 주었습니다. R1은 판별자의 것입니다.", lambda theta, gamma: gamma * theta),
            ("생성자에도 벌점을 주었습니다. R1은 판별자의 것입니다.", lambda theta, gamma: gamma / 2 * theta),
            ("생성자에 벌점의 부호를 뒤집어 주었습니다. R1은 판별자의 것입니다.", lambda theta, gamma: -gamma * theta),
        ]
    ),
    "slope": Choice(
        wrong=[
            ("f'를 균형에서의 값 1/2로 어림했습니다. 지금 자리의 값을 쓰십시오.", lambda t: 0.5),
            ("f'(t)는 1/(1 + exp(t))입니다. 지수의 부호를 보십시오.", lambda t: _push(-t)),
            ("f'(ψθ)를 곱하지 않았습니다.", lambda t: 1.0),
            ("f'가 아니라 f의 값을 곱했습니다.", lambda t: -np.log1p(np.exp(-t))),
            ("f'를 한 번 더 미분했습니다.", lambda t: -_push(t) * _push(-t)),
            ("f'가 아니라 시그모이드의 미분 σ(1 - σ)를 곱했습니다.", lambda t: _push(t) * _push(-t)),
            ("f'가 아니라 f에서 부호를 뗀 값을 곱했습니다.", lambda t: np.log1p(np.exp(-t))),
            ("f'가 아니라 log(1 + exp(t))를 곱했습니다.", lambda t: np.log1p(np.exp(t))),
            ("f'의 부호가 뒤집혔습니다.", lambda t: -_push(t)),
            ("f'의 분모에 1이 없습니다. 1/(1 + exp(t))입니다.", lambda t: np.exp(-t)),
            ("f'의 괄호가 빠졌습니다. 1/1 + exp(t)가 되었습니다.", lambda t: 1 + np.exp(t)),
        ]
    ),
    "constant": Choice(
        wrong=[
            ("상수인 f(0)까지 미분해 f'(0)을 더했습니다. 상수의 미분은 0입니다.", (0.0, 0.5)),
            ("상수인 f(0)까지 미분해 f'(0)을 더했습니다. 상수의 미분은 0입니다.", (0.5, 0.5)),
        ]
    ),
    "chain": Choice(
        wrong=[
            (
                "연쇄 법칙의 곱이 서로 바뀌었습니다. θ로 미분하면 ψ가, ψ로 미분하면 θ가 남습니다.",
                lambda theta, psi: (theta, psi),
            ),
            *(
                ("θ로 미분할 때의 연쇄 법칙이 다릅니다. f'(ψθ)에 ψ를 곱합니다.", chain)
                for chain in (
                    lambda theta, psi: (1.0, theta),
                    lambda theta, psi: (theta, theta),
                    lambda theta, psi: (theta * psi, theta),
                )
            ),
            *(
                ("ψ로 미분할 때의 연쇄 법칙이 다릅니다. f'(ψθ)에 θ를 곱합니다.", chain)
                for chain in (
                    lambda theta, psi: (psi, 1.0),
                    lambda theta, psi: (psi, psi),
                    lambda theta, psi: (psi, theta * psi),
                )
            ),
            ("연쇄 법칙이 다릅니다. ψ나 θ 하나만 곱합니다.", lambda theta, psi: (theta * psi, theta * psi)),
            ("연쇄 법칙의 곱(ψ와 θ)이 빠졌습니다.", lambda theta, psi: (1.0, 1.0)),
        ]
    ),
    "at": Choice(
        wrong=[
            ("f'를 ψθ가 아니라 ψ + θ에서 구했습니다.", lambda theta, psi: theta + psi),
            ("f'를 ψθ가 아니라 θ에서 구했습니다.", lambda theta, psi: theta),
            ("f'를 ψθ가 아니라 ψ에서 구했습니다.", lambda theta, psi: psi),
        ]
    ),
    "returned": Choice(
        wrong=[
            ("새 θ와 ψ가 아니라 옮긴 양만 돌려주었습니다.", lambda new, old: (new[0] - old[0], new[1] - old[1])),
            ("돌려주는 차례가 바뀌었습니다. (θ, ψ)입니다.", lambda new, old: new[::-1]),
            ("판별자만 옮겼습니다. θ도 옮기십시오.", lambda new, old: (old[0], new[1])),
            ("생성자만 옮겼습니다. ψ도 옮기십시오.", lambda new, old: (new[0], old[1])),
        ]
    ),
}


@exercise("7.4", "마찰이 있는 디랙 GAN")
def dirac_step() -> Comparison:
    return Comparison(
        cases=[(1.0, 0.8, 0.4, 0.7), (-0.7, 1.3, 0.2, 0.0), (0.3, -0.8, 1.1, 2.3), (-1.6, -0.9, 0.05, 0.3)],
        reference=_dirac(),
        mistakes=by(_dirac, **_DECISIONS),
        tolerance=1e-5,
        describe=lambda theta, psi, rate, gamma: f"θ = {theta:g}, ψ = {psi:g}, h = {rate:g}, γ = {gamma:g}",
    )
