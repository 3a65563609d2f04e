"""10장 연습의 채점: 잡음 섞기(10.1)와 잡음을 맞히는 손실(10.2)."""

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.chapter_10.stand_in import Denoiser, column, formula, shares
from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import normal
from gan_course.training.diffusion import signal_and_noise

_SHARES = [
    ("두 몫이 바뀌었습니다. 시각 0에서는 그림뿐이고 1에서는 잡음뿐이어야 합니다.", lambda t: shares(t)[::-1]),
    ("몫을 시각 그대로(1 - t와 t) 썼습니다. 그러면 몫의 제곱을 더해도 1이 되지 않습니다.", lambda t: (1 - t, t)),
    ("각에 π/2를 곱하지 않았습니다.", lambda t: (np.cos(t), np.sin(t))),
    ("각에 π/2가 아니라 π를 곱했습니다. 시각 1에서 그림의 몫이 0이 되려면 π/2입니다.", lambda t: (np.cos(t * np.pi), np.sin(t * np.pi))),
    ("각에 π/2가 아니라 2π를 곱했습니다.", lambda t: (np.cos(2 * t * np.pi), np.sin(2 * t * np.pi))),
    ("각에 π/2를 곱하지 않고 나누었습니다.", lambda t: (np.cos(t / np.pi * 2), np.sin(t / np.pi * 2))),
    ("그림의 몫을 곱하지 않았습니다. 그림을 줄이지 않고 잡음을 더했습니다.", lambda t: (1 + 0 * t, shares(t)[1])),
    ("잡음의 몫을 곱하지 않았습니다.", lambda t: (shares(t)[0], 1 + 0 * t)),
    ("두 몫의 제곱을 곱했습니다. 제곱이 아니라 몫 그대로입니다.", lambda t: tuple(each**2 for each in shares(t))),
    ("몫에 제곱근을 씌웠습니다. 몫의 제곱의 합이 1이어야 합니다.", lambda t: tuple(np.sqrt(np.abs(each)) for each in shares(t))),
    ("두 몫에 모두 코사인을 썼습니다. 잡음의 몫은 사인입니다.", lambda t: (shares(t)[0], shares(t)[0])),
    ("두 몫에 모두 사인을 썼습니다. 그림의 몫은 코사인입니다.", lambda t: (shares(t)[1], shares(t)[1])),
    ("시각을 거꾸로(1 - t) 썼습니다.", lambda t: shares(1 - t)),
    ("몫에 시각의 제곱근(√(1 - t)와 √t)을 썼습니다. 각 πt/2의 코사인과 사인입니다.", lambda t: (np.sqrt(1 - t), np.sqrt(t))),
    ("잡음의 몫으로 1 - 코사인을 썼습니다. 두 몫은 더해서가 아니라 제곱을 더해서 1입니다.", lambda t: (shares(t)[0], 1 - shares(t)[0])),
    ("잡음의 몫에 제곱근을 씌우지 않았습니다(1 - 코사인의 제곱).", lambda t: (shares(t)[0], shares(t)[1] ** 2)),
    ("두 몫을 모두 곱하지 않았습니다. 그림과 잡음을 그대로 더했습니다.", lambda t: (1 + 0 * t, 1 + 0 * t)),
    ("잡음의 몫에 탄젠트를 썼습니다. 사인입니다.", lambda t: (shares(t)[0], np.tan(t * np.pi / 2))),
    ("각을 도(°)로 셈했습니다. cos과 sin은 라디안을 받습니다.", lambda t: (np.cos(90 * t), np.sin(90 * t))),
]  # fmt: skip
_MIXED = [
    ("잡음을 더하지 않고 뺐습니다.", lambda x, e: x - e),
    ("그림과 잡음을 더하지 않고 곱했습니다.", lambda x, e: x * e),
    ("잡음이 빠졌습니다. 그림만 줄였습니다.", lambda x, e: x),
    ("그림이 빠졌습니다. 잡음만 남았습니다.", lambda x, e: e),
]


def _column(t, x):
    return t.reshape([-1] + [1] * (x.ndim - 1))


_SPREAD = [
    ("배치에서 첫 시각만 모두에게 썼습니다. 하나하나의 시각이 다릅니다.", lambda t, x: t[:1]),
    ("시각들을 평균해 모두에게 썼습니다. 하나하나의 시각이 다릅니다.", lambda t, x: t.mean()),
    ("시각을 배치의 축이 아니라 마지막 축에 맞추었습니다. 하나마다 시각 하나이므로 [배치, 1, …]로 모양을 바꾸십시오.", lambda t, x: t),
    ("시각에 붙인 1이 하나 모자랍니다. 붙일 1의 개수는 그림의 축의 수에서 하나를 뺀 것입니다.", lambda t, x: t.reshape([-1] + [1] * (x.ndim - 2))),
    ("시각에 붙인 1이 하나 많습니다. 붙일 1의 개수는 그림의 축의 수에서 하나를 뺀 것입니다.", lambda t, x: t.reshape([-1] + [1] * x.ndim)),
    ("시각을 언제나 [배치, 1]로 바꾸었습니다. 점에는 맞지만 이미지에서는 너비의 축에 맞추어집니다. 배치의 축을 뺀 축의 수만큼 1을 붙이십시오.", lambda t, x: t[:, None]),
    ("시각을 언제나 [배치, 1, 1, 1]로 바꾸었습니다. 이미지에는 맞지만 점에서는 축이 늘어납니다. 배치의 축을 뺀 축의 수만큼 1을 붙이십시오.", lambda t, x: t[:, None, None, None]),
]  # fmt: skip


@exercise("10.1", "잡음 섞기")
def add_noise() -> Comparison:
    def build(of=shares, spread=_column, mixed=lambda x, e: x + e, order=lambda x, e: (x, e)):
        def noisy(clean, noise, time):
            clean, noise, time = (np.asarray(value) for value in (clean, noise, time))
            first, second = order(clean, noise)
            signal, share = of(spread(time, clean))
            return mixed(signal * first, share * second)

        return noisy

    def expected(clean, noise, time):
        signal, spread = signal_and_noise(tf.reshape(time, [-1] + [1] * (len(clean.shape) - 1)))
        return signal * clean + spread * noise

    times = [(0.1, 0.8), (0.0, 0.35, 1.0), (0.62,), (0.9, 0.27, 0.5, 0.13)]
    sizes = [(2, 2), (3, 3, 3, 1), (1, 2), (4, 4, 4, 4)]  # 엉뚱한 축에 맞추어도 오류 없이 돌게 하여 이름을 말합니다
    return Comparison(
        cases=[
            (normal(*size, seed=(10, at)), normal(*size, seed=(10, 50 + at)), tf.constant(when, tf.float32))
            for at, (size, when) in enumerate(zip(sizes, times))
        ],
        reference=expected,
        mistakes=by(
            build,
            order=Choice(
                wrong={
                    "그림과 잡음이, 또는 두 몫이 바뀌었습니다. 시각 0에서는 그림뿐이어야 합니다.": lambda x, e: (e, x)
                }
            ),
            of=Choice(wrong=_SHARES),
            spread=Choice(wrong=_SPREAD),
            mixed=Choice(wrong=_MIXED),
        ),
        describe=lambda x, e, t: (
            f"모양 {tuple(x.shape)}의 그림과 잡음, 시각 {np.round(t.numpy().astype(float), 2).tolist()}"
        ),
    )


_TARGETS = [
    ("섞은 잡음이 아니라 원래의 그림과 견주었습니다. 신경망이 맞힐 것은 잡음입니다.", lambda x, e, m: x),
    ("섞은 잡음이 아니라 섞인 것과 견주었습니다.", lambda x, e, m: m),
    ("잡음에서 맞힌 것을 빼지 않고 더했습니다. 차이를 제곱합니다.", lambda x, e, m: -e),
    ("섞은 잡음이 아니라 0과 견주었습니다.", lambda x, e, m: 0 * e),
    ("섞은 잡음이 아니라 잡음에서 그림을 뺀 것과 견주었습니다.", lambda x, e, m: e - x),
]
_ASKED = [
    ("섞인 것이 아니라 원래의 그림을 신경망에 보였습니다.", lambda x, e, m: x),
    ("섞인 것이 아니라 잡음을 신경망에 보였습니다. 답을 보여 준 셈입니다.", lambda x, e, m: e),
]
_TIMES = [
    ("신경망에 시각 대신 0을 주었습니다.", lambda t: 0 * t),
    ("신경망에 시각 대신 1을 주었습니다.", lambda t: 0 * t + 1),
    ("신경망에 시각을 거꾸로(1 - t) 주었습니다.", lambda t: 1 - t),
    ("신경망에 시각이 아니라 잡음의 몫을 주었습니다.", lambda t: shares(t)[1]),
    ("신경망에 시각이 아니라 그림의 몫을 주었습니다.", lambda t: shares(t)[0]),
]
_WEIGHED = [
    ("되찾은 그림을 원래의 그림과 견주었습니다. 되찾지 말고 잡음끼리 견주십시오.", lambda s, n: n / s),
    ("차이에 잡음의 몫을 곱했습니다. 차이는 그대로 제곱합니다.", lambda s, n: n),
    ("제곱에 잡음의 몫을 곱했습니다. 시각마다 무게를 달리 두지 않습니다.", lambda s, n: np.sqrt(n)),
]
_NORMS = [
    ("제곱이 아니라 절댓값을 평균했습니다.", lambda d: np.abs(d).mean()),
    ("제곱을 평균하지 않고 더했습니다.", lambda d: np.sum(d**2)),
    ("제곱하지 않고 평균했습니다. 부호가 서로 지웁니다.", lambda d: d.mean()),
    ("마지막에 제곱근을 씌웠습니다. 평균 제곱 오차 그대로입니다.", lambda d: np.sqrt((d**2).mean())),
    ("제곱하기 전에 평균했습니다.", lambda d: d.mean() ** 2),
    ("제곱의 절반입니다. 나누지 마십시오.", lambda d: (d**2).mean() / 2),
    ("좌표의 제곱은 더하고 배치만 평균했습니다. 모두 평균하십시오.", lambda d: (d**2).sum(axis=1).mean()),
    ("배치의 축에서만 평균했습니다. 수 하나를 돌려주십시오.", lambda d: (d**2).mean(axis=0)),
    ("점마다의 손실을 돌려주었습니다. 배치까지 평균해 수 하나를 돌려주십시오.", lambda d: (d**2).mean(axis=1)),
    ("평균하지 않았습니다. 수 하나를 돌려주십시오.", lambda d: d**2),
    ("손실의 부호가 뒤집혔습니다.", lambda d: -(d**2).mean()),
]


@exercise("10.2", "잡음을 맞히는 손실")
def denoising_loss() -> Comparison:
    def build(
        mixing=shares,
        asked=lambda x, e, m: m,
        time_asked=lambda t: t,
        target=lambda x, e, m: e,
        weighed=lambda s, n: 1.0,
        norm=lambda d: (d**2).mean(),
        training=True,
    ):
        def loss(network, clean, noise, time):
            clean, noise, time = (np.asarray(value) for value in (clean, noise, time))
            signal, spread = mixing(time)
            noisy = signal * clean + spread * noise
            guess = formula(asked(clean, noise, noisy), time_asked(time), training)
            return norm((guess - target(clean, noise, noisy)) * weighed(signal, spread))

        return loss

    def expected(network, clean, noise, time):
        signal, spread = signal_and_noise(time)
        return tf.reduce_mean((network([signal * clean + spread * noise, time], training=True) - noise) ** 2)

    times = [(0.15, 0.6, 0.85), (0.4, 0.55), (0.95, 0.05, 0.3, 0.7)]
    return Comparison(
        cases=[
            (Denoiser(), normal(len(when), 2, seed=(10, 100 + at)), normal(len(when), 2, seed=(10, 150 + at)), column(*when))
            for at, when in enumerate(times)
        ],
        reference=expected,
        mistakes=by(
            build,
            training=Choice(wrong={"training=True를 잊었습니다.": False}),
            target=Choice(wrong=_TARGETS),
            asked=Choice(wrong=_ASKED),
            time_asked=Choice(wrong=_TIMES),
            mixing=Choice(shares, _SHARES),
            weighed=Choice(wrong=_WEIGHED),
            norm=Choice(wrong=_NORMS),
        ),
        describe=lambda network, x, e, t: f"작은 신경망, 점 {len(x)}개, 시각 {np.round(t.numpy()[:, 0].astype(float), 2).tolist()}",
        gradients=lambda network, x, e, t: network.trainable_variables,
        cut="값은 맞지만 신경망까지 가는 그레이디언트가 끊어졌습니다. 이대로는 배우지 못합니다. tf 함수로 계산하십시오.",
    )  # fmt: skip
