"""10장 연습의 채점: DDIM의 한 걸음(10.3)과 버그 찾기(10.6)."""

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.chapter_10.stand_in import Denoiser, formula, shares
from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise
from gan_course.exercises.stand_ins import normal
from gan_course.training.diffusion import signal_and_noise

# (섞인 것, 맞힌 잡음, 그림의 몫, 잡음의 몫) → 되찾은 그림
_CLEANED = [
    ("되찾을 때 그림의 몫으로 나누지 않았습니다.", lambda x, e, s, n: x - n * e),
    ("되찾을 때 나누지 않고 그림의 몫을 곱했습니다.", lambda x, e, s, n: (x - n * e) * s),
    ("되찾을 때 잡음의 몫을 곱하지 않고 잡음을 뺐습니다.", lambda x, e, s, n: (x - e) / s),
    ("되찾을 때 잡음을 빼지 않고 더했습니다.", lambda x, e, s, n: (x + n * e) / s),
    ("되찾을 때 잡음을 빼지 않았습니다.", lambda x, e, s, n: x / s),
    ("괄호가 빠졌습니다. 섞인 것에서 잡음을 뺀 다음 모두를 그림의 몫으로 나누십시오.", lambda x, e, s, n: x - n * e / s),
    ("되찾을 때 두 몫이 바뀌었습니다.", lambda x, e, s, n: (x - s * e) / n),
    ("되찾을 때 그림의 몫이 아니라 잡음의 몫으로 나누었습니다.", lambda x, e, s, n: (x - n * e) / n),
    ("맞힌 잡음을 되찾은 그림으로 썼습니다.", lambda x, e, s, n: e),
    ("되찾지 않고 섞인 것을 그대로 썼습니다.", lambda x, e, s, n: x),
]  # fmt: skip
# (되찾은 그림, 맞힌 잡음, 그림의 몫, 잡음의 몫, 섞인 것) → 다음 것
_AGAIN = [
    ("되찾은 그림만 돌려주었습니다. 더 이른 시각만큼 잡음을 다시 섞으십시오.", lambda c, e, s, n, x: c),
    ("다시 섞을 때 잡음이 빠졌습니다.", lambda c, e, s, n, x: s * c),
    ("다시 섞을 때 그림의 몫을 곱하지 않았습니다.", lambda c, e, s, n, x: c + n * e),
    ("다시 섞을 때 잡음의 몫을 곱하지 않았습니다.", lambda c, e, s, n, x: s * c + e),
    ("다시 섞을 때 두 몫이 바뀌었습니다.", lambda c, e, s, n, x: n * c + s * e),
    ("다시 섞을 때 잡음을 뺐습니다. 더해야 합니다.", lambda c, e, s, n, x: s * c - n * e),
    ("다시 섞을 때 맞힌 잡음이 아니라 섞인 것을 썼습니다.", lambda c, e, s, n, x: s * c + n * x),
    ("다시 섞을 때 되찾은 그림이 아니라 섞인 것을 썼습니다.", lambda c, e, s, n, x: s * x + n * e),
]  # fmt: skip
_STILL = "되찾을 때와 다시 섞을 때 같은 시각의 몫을 썼습니다. 그러면 제자리걸음입니다. 지금 시각으로 되찾고, 더 이른 시각으로 다시 섞습니다."
_CANCELLED = (
    "그림의 몫으로 나누지도 곱하지도 않았거나, 나눈 몫을 그대로 다시 곱해 지웠습니다. 지금 시각의 몫으로 나누고, "
    "더 이른 시각의 몫을 곱하십시오."
)
_WHEN = [
    ("두 시각이 바뀌었습니다. 지금 시각으로 되찾고, 더 이른 시각으로 다시 섞습니다.", lambda t, s: (s, t)),
    (_STILL, lambda t, s: (t, t)),
    ("다시 섞을 때 두 시각의 차이를 썼습니다. 더 이른 시각 그대로입니다.", lambda t, s: (t, t - s)),
]


@exercise("10.3", "DDIM의 한 걸음")
def ddim_step() -> Comparison:
    def build(
        when=lambda t, s: (t, s),
        cleaned=lambda x, e, s, n: (x - n * e) / s,
        again=lambda c, e, s, n, x: s * c + n * e,
        order=lambda x, e: (x, e),
    ):
        def step(noisy, guess, time, earlier):
            noisy, guess = order(np.asarray(noisy), np.asarray(guess))
            first, second = when(time, earlier)
            clean = cleaned(noisy, guess, *shares(first))
            return again(clean, guess, *shares(second), noisy)

        return step

    def expected(noisy, guess, time, earlier):
        signal, spread = signal_and_noise(time)
        clean = (noisy - spread * guess) / signal
        signal, spread = signal_and_noise(earlier)
        return signal * clean + spread * guess

    return Comparison(
        cases=[
            (normal(*size, seed=(10, 200 + at)), normal(*size, seed=(10, 250 + at)), time, earlier)
            for at, (size, time, earlier) in enumerate(
                [((3, 2), 0.8, 0.5), ((2, 3, 3, 1), 0.62, 0.11), ((1, 2), 0.35, 0.3), ((4, 2), 0.9, 0.0)]
            )
        ],
        reference=expected,
        mistakes=[
            Mistake(_CANCELLED, build(cleaned=lambda x, e, s, n: x - n * e, again=lambda c, e, s, n, x: c + n * e)),
            Mistake(
                "되찾은 그림과 섞인 것을 시각의 비로 섞었습니다. 되찾은 그림에 맞힌 잡음을, 더 이른 시각의 두 몫으로 섞으십시오.",
                lambda x, e, t, s: (
                    (1 - s / t) * build(again=lambda c, e, s, n, x: c)(x, e, t, s) + s / t * np.asarray(x)
                ),
            ),
            Mistake(
                "시각의 차이만큼 잡음을 뺐습니다. 되찾은 다음, 더 이른 시각의 두 몫으로 다시 섞으십시오.",
                lambda x, e, t, s: np.asarray(x) - (t - s) * np.asarray(e),
            ),
            *by(
                build,
                when=Choice(wrong=_WHEN),
                cleaned=Choice(wrong=_CLEANED),
                again=Choice(wrong=_AGAIN),
                order=Choice(wrong={"섞인 것과 맞힌 잡음이 바뀌었습니다.": lambda x, e: (e, x)}),
            ),
        ],
        describe=lambda x, e, t, s: f"모양 {tuple(x.shape)}의 섞인 것과 맞힌 잡음, 지금 시각 {t:g}, 더 이른 시각 {s:g}",
    )


_GIVEN = "noisy = signal * clean + spread * noise"


@exercise("10.6", "버그 찾기: 걷히지 않는 잡음")
def sample() -> Comparison:
    def build(
        asked=lambda t, s: t,
        levels=lambda t, s: (t, s),
        cleaned=lambda x, e, s, n: (x - n * e) / s,
        remixed=lambda noise, guess: guess,
        again=lambda c, e, s, n, x: s * c + n * e,
        pairs=lambda times: list(zip(times[:-1], times[1:])),
        training=False,
        carried=lambda noise, noisy: noisy,
        result=lambda noisy, clean: noisy,
    ):
        def walk(network, noise, times):
            noisy = noise = np.asarray(noise)
            clean = noisy
            for time, earlier in pairs(times):
                noisy = carried(noise, noisy)
                when = np.full((len(noisy), 1), asked(time, earlier), np.float32)
                guess = formula(noisy, when, training)
                first, second = levels(time, earlier)
                clean = cleaned(noisy, guess, *shares(first))
                noisy = again(clean, remixed(noise, guess), *shares(second), noisy)
            return result(noisy, clean)

        return walk

    def expected(network, noise, times):
        noisy = noise
        for time, earlier in zip(times[:-1], times[1:]):
            guess = network([noisy, tf.fill((len(noisy), 1), time)])
            signal, spread = signal_and_noise(time)
            clean = (noisy - spread * guess) / signal
            signal, spread = signal_and_noise(earlier)
            noisy = signal * clean + spread * guess
        return noisy

    first_noise = "다시 섞을 때 맞힌 잡음이 아니라 처음의 잡음을 썼습니다."
    return Comparison(
        cases=[
            (Denoiser(), normal(3, 2, seed=(10, 300)), [0.9, 0.6, 0.2]),
            (Denoiser(), normal(2, 2, seed=(10, 301)), [0.8, 0.5, 0.3, 0.1, 0.0]),
            (Denoiser(), normal(1, 2, seed=(10, 302)), [0.7, 0.4, 0.15]),
        ],
        reference=expected,
        mistakes=[
            Mistake(
                "점이 하나뿐인 데이터에서 그 점을 찾아 놓고도, 끝에서 그 점에 닿지 못합니다.",
                build(levels=lambda t, s: (t, t), remixed=lambda noise, guess: noise),
                given=_GIVEN,
            ),
            Mistake(_CANCELLED, build(cleaned=lambda x, e, s, n: x - n * e, again=lambda c, e, s, n, x: c + n * e)),
            *by(
                build,
                levels=Choice(
                    wrong=[
                        (_STILL, lambda t, s: (t, t)),
                        ("두 시각이 바뀌었습니다.", lambda t, s: (s, t)),
                    ]
                ),
                remixed=Choice(wrong={first_noise: lambda noise, guess: noise}),
                asked=Choice(wrong={"신경망에 지금이 아니라 더 이른 시각을 물었습니다.": lambda t, s: s}),
                cleaned=Choice(wrong=_CLEANED),
                again=Choice(wrong=_AGAIN),
                pairs=Choice(
                    wrong=[
                        ("첫 걸음이 빠졌습니다.", lambda times: list(zip(times[1:-1], times[2:]))),
                        ("마지막 걸음이 빠졌습니다.", lambda times: list(zip(times[:-2], times[1:-1]))),
                        ("걸음을 하나씩 건너뛰었습니다.", lambda times: list(zip(times[::2], times[1::2]))),
                        (
                            "작은 시각부터 거꾸로 걸었습니다. 큰 시각에서 작은 시각으로 내려갑니다.",
                            lambda times: list(zip(times[:0:-1], times[-2::-1])),
                        ),
                    ]
                ),
                training=Choice(wrong={"표본을 뽑을 때에는 training=True로 부르지 않습니다.": True}),
                carried=Choice(
                    wrong={
                        "걸음마다 처음의 잡음에서 다시 시작했습니다. 앞 걸음에서 섞은 것을 다음 걸음에 넘기십시오.": (
                            lambda noise, noisy: noise
                        )
                    }
                ),
                result=Choice(wrong={"마지막에 되찾은 그림을 돌려주었습니다.": lambda noisy, clean: clean}),
            ),
        ],
        describe=lambda network, noise, times: f"작은 신경망, 잡음 {len(noise)}개, 시각 {times}",
    )
