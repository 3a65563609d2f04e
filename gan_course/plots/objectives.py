"""2장의 그림: 로짓에서 손실과 그레이디언트로, 최적 판별자와 옌센-섀넌 발산.

곡선은 로짓 하나의 손실입니다. 패키지의 손실 함수는 이 값의 평균을 돌려줍니다.
"""

import numpy as np
from scipy.special import expit
from scipy.stats import norm

from gan_course import theory
from gan_course.plots.style import ACCENT, FAKE, NEUTRAL, REAL, new_figure

LN_2 = np.log(2)
# Keras가 from_logits=False일 때 확률을 자르는 한계(keras.config.epsilon())
CLIP = 1e-7
# 1차원 예제: 진짜는 평균 0, 표준편차 1인 정규 분포
GRID = np.linspace(-6, 10, 1601)


def logit_dashboard(logit=-2.0):
    """로짓 하나를 확률, 세 손실, 손실의 그레이디언트로 나란히 보입니다.

    Args:
        logit: 눈여겨볼 로짓 a, -6에서 6 사이.

    Returns:
        `matplotlib.figure.Figure`: 확률, 손실, 그레이디언트의 세 칸.
    """
    if not -6 <= logit <= 6:
        raise ValueError(f"logit_dashboard의 logit이 {logit}입니다. -6에서 6 사이의 수를 주십시오.")
    a = np.linspace(-6, 6, 241)
    # 같은 색이라도 흑백 인쇄에서 구별되게 선의 모양을 다르게 합니다.
    curves = [
        ("판별자: 진짜일 때 (정답 1)", REAL, "-", _loss_if_real, lambda x: expit(x) - 1),
        ("판별자: 가짜일 때 (정답 0)", REAL, "--", _loss_if_fake, expit),
        ("생성자 (바라는 답 1)", FAKE, ":", _loss_if_real, lambda x: expit(x) - 1),
    ]
    figure, (probability, loss, slope) = new_figure(11, 3.9, 1, 3)
    probability.plot(a, expit(a), color=NEUTRAL)
    _mark(probability, logit, expit(logit), NEUTRAL)
    probability.set(title=f"확률 D = {expit(logit):.3f}", ylabel="진짜일 확률", ylim=(-0.05, 1.05))
    for name, color, style, value, gradient in curves:
        width = 4 if style == ":" else 2
        loss.plot(a, value(a), color=color, ls=style, lw=width, label=f"{name} {value(logit):.3f}")
        slope.plot(a, gradient(a), color=color, ls=style, lw=width, label=f"{name} {gradient(logit):+.3f}")
        _mark(loss, logit, value(logit), color)
        _mark(slope, logit, gradient(logit), color)
    loss.set(title="손실", ylim=(-0.3, 8.6))
    slope.set(title="그레이디언트", ylim=(-1.1, 1.85))
    for axis in (loss, slope):
        axis.legend(fontsize=8, loc="upper center")
    for axis in (probability, loss, slope):
        axis.axvline(logit, ymax=0.78, color=NEUTRAL, lw=0.8, ls=":")
        axis.set_xlabel("로짓 a")
    return figure


def loss_gauges():
    """판별자가 정답을 얼마나 확신하는지에 따라 두 손실이 어디를 가리키는지.

    진짜에는 D, 가짜에는 1-D라고 똑같이 확신하는 판별자를 생각합니다.

    Returns:
        `matplotlib.figure.Figure`: 가로축은 정답에 준 확률, 세로축은 두 손실.
    """
    right = np.linspace(0.05, 0.995, 400)
    figure, axis = new_figure(8, 4.2)
    axis.plot(right, -2 * np.log(right), color=REAL, lw=2)
    axis.plot(right, -np.log(1 - right), color=FAKE, lw=2)
    axis.annotate("판별자 손실", (0.24, -2 * np.log(0.24)), (8, 6), textcoords="offset points", color=REAL)
    axis.annotate("생성자 손실", (0.9, -np.log(0.1)), (-76, 4), textcoords="offset points", color=FAKE)
    axis.axvline(0.5, color=NEUTRAL, lw=0.8, ls=":")
    for value, name, color, up in ((2 * LN_2, "2 ln 2 = 1.386", REAL, 6), (LN_2, "ln 2 = 0.693", FAKE, -14)):
        axis.plot(0.5, value, "o", color=color)
        axis.annotate(name, (0.5, value), (8, up), textcoords="offset points", color=color)
    for place, text in ((0.12, "판별자가 거꾸로 답함"), (0.51, "반반"), (0.83, "판별자가 모두 맞힘")):
        axis.text(place, 5.75, text, color=NEUTRAL, va="top")
    axis.set(xlabel="판별자가 정답에 준 확률", ylabel="손실", xlim=(0.05, 1), ylim=(0, 6))
    return figure


def generator_gradients(low=-10.0, high=10.0, mark=-10.0):
    """가짜의 로짓에 따른 포화 손실과 비포화 손실, 그리고 그레이디언트의 크기.

    Args:
        low, high: 로짓의 범위.
        mark: 값을 적어 줄 로짓.

    Returns:
        `matplotlib.figure.Figure`: 손실과 그레이디언트 크기의 두 칸.
    """
    a = np.linspace(low, high, 401)
    figure, (loss, slope) = new_figure(10, 4, 1, 2)
    for name, color, style, value, gradient in (
        ("비포화: -log σ(a)", FAKE, "-", _loss_if_real, lambda x: 1 - expit(x)),
        ("포화: log(1 - σ(a))", NEUTRAL, "--", lambda x: -_loss_if_fake(x), expit),
    ):
        loss.plot(a, value(a), color=color, ls=style, lw=2, label=name)
        slope.plot(a, gradient(a), color=color, ls=style, lw=2, label=name)
        slope.plot(mark, gradient(mark), "o", color=color, clip_on=False)
        up = 8 if gradient(mark) < 0.5 else -16
        slope.annotate(
            f"{gradient(mark):.5f}", (mark, gradient(mark)), (8, up), textcoords="offset points", color=color
        )
    loss.set(title="생성자 손실", xlabel="가짜의 로짓 a", ylabel="손실")
    slope.set(title="그레이디언트의 크기", xlabel="가짜의 로짓 a", ylabel="|손실을 a로 미분한 값|", ylim=(-0.04, 1.06))
    for axis in (loss, slope):
        axis.set_xlim(low, high)
    loss.legend(loc="upper right")
    slope.legend(loc="center right")
    for side, text in ((0.02, "← 들킨 가짜"), (0.98, "속인 가짜 →")):
        loss.text(side, 0.02, text, transform=loss.transAxes, ha="left" if side < 0.5 else "right", color=NEUTRAL)
    return figure


def optimal_discriminator(fake_means=(4.0, 1.5, 0.0)):
    """가짜의 정규 분포를 옮기며 밀도와 최적 판별자 D*, 옌센-섀넌 발산을 보입니다.

    진짜는 N(0, 1), 가짜는 N(평균, 1)입니다.

    Args:
        fake_means: 칸마다의 가짜 평균, -2에서 6 사이.

    Returns:
        `matplotlib.figure.Figure`: 위 줄은 밀도, 아래 줄은 D*.
    """
    if any(not -2 <= mean <= 6 for mean in fake_means):
        raise ValueError(f"optimal_discriminator의 가짜 평균이 {fake_means}입니다. -2에서 6 사이의 수를 주십시오.")
    figure, axes = new_figure(
        max(4.2, 3.6 * len(fake_means)), 4.6, 2, len(fake_means), squeeze=False, sharex=True, sharey="row"
    )
    real = norm.pdf(GRID, 0, 1)
    for (density, answer), mean in zip(axes.T, fake_means):
        fake = norm.pdf(GRID, mean, 1)
        best = theory.optimal_discriminator(real, fake)
        divergence = theory.jensen_shannon_divergence(real, fake, GRID)
        for values, color, style, name in ((real, REAL, "-", "진짜 p(x)"), (fake, FAKE, "--", "가짜 q(x)")):
            density.plot(GRID, values, color=color, ls=style, lw=2, label=name)
            density.fill_between(GRID, values, color=color, alpha=0.15)
        answer.plot(GRID, best, color=ACCENT, lw=2)
        answer.axhline(0.5, color=NEUTRAL, lw=0.8, ls=":")
        density.set(title=f"가짜 평균 {mean:g}: JS = {divergence:.3f}", ylim=(0, 0.56))
        density.legend(fontsize=8, loc="upper right", ncols=2)
        answer.set(xlabel="x", ylim=(-0.05, 1.05))
    axes[0, 0].set_ylabel("확률 밀도")
    axes[1, 0].set_ylabel("D*(x)")
    return figure


def divergence_by_distance(marks=(0.0, 1.5, 4.0)):
    """두 정규 분포가 멀어질 때 옌센-섀넌 발산과 V(G, D*)가 어떻게 커지는지.

    Args:
        marks: 점으로 표시할 거리(두 평균의 차이).

    Returns:
        `matplotlib.figure.Figure`: 발산과 값의 두 칸.
    """
    grid = np.linspace(-8, 18, 2601)
    real = norm.pdf(grid, 0, 1)
    distances = np.linspace(0, 8, 81)

    def divergence(distance):
        return theory.jensen_shannon_divergence(real, norm.pdf(grid, distance, 1), grid)

    def value(distance):
        fake = norm.pdf(grid, distance, 1)
        return theory.value_function(theory.optimal_discriminator(real, fake), real, fake, grid)

    figure, axes = new_figure(9, 3.6, 1, 2)
    for axis, measure, title, ends in (
        (axes[0], divergence, "옌센-섀넌 발산 JS(p, q)", ((0, "0"), (LN_2, "ln 2"))),
        (axes[1], value, "최적 판별자에서의 값 V(G, D*)", ((-2 * LN_2, "-log 4"), (0, "0"))),
    ):
        axis.plot(distances, [measure(distance) for distance in distances], color=ACCENT, lw=2)
        axis.plot(marks, [measure(distance) for distance in marks], "o", color=ACCENT)
        for height, name in ends:
            axis.axhline(height, color=NEUTRAL, lw=0.8, ls=":")
            # 표시한 점과 곡선을 피해 오른쪽 끝에 적습니다.
            axis.text(8.1, height, name, color=NEUTRAL, va="center")
        axis.set(title=title, xlabel="두 평균의 차이", xlim=(-0.2, 8))
    return figure


def from_logits_mistakes(low=-8.0, high=8.0):
    """`from_logits`를 잘못 쓴 두 경우의 손실과 그레이디언트: 정답 1, 로짓 하나.

    Args:
        low, high: 로짓의 범위.

    Returns:
        `matplotlib.figure.Figure`: 손실과 그레이디언트 크기의 두 칸.
    """
    a = np.linspace(low, high, 1601)
    probability = expit(a)
    clipped = np.clip(a, CLIP, 1 - CLIP)
    inside = (a > CLIP) & (a < 1 - CLIP)
    figure, (loss, slope) = new_figure(10.5, 4, 1, 2)
    for name, color, style, value, gradient in (
        ("바르게", ACCENT, "-", _loss_if_real(a), 1 - probability),
        (
            "시그모이드를 두 번",
            FAKE,
            "--",
            _loss_if_real(probability),
            (1 - expit(probability)) * probability * (1 - probability),
        ),
        (
            "로짓을 확률로 여김",
            REAL,
            "-.",
            -np.log(clipped),
            np.divide(1, a, out=np.zeros_like(a), where=inside),
        ),
    ):
        loss.plot(a, value, color=color, ls=style, lw=2, label=name)
        slope.plot(a, gradient, color=color, ls=style, lw=2, label=name)
    loss.axhline(np.log1p(np.exp(-1)), color=NEUTRAL, lw=0.8, ls=":")
    loss.annotate("0.3133", (high, 0.3133), (-40, 5), textcoords="offset points", color=NEUTRAL)
    loss.annotate("16.118", (low, -np.log(CLIP)), (4, -16), textcoords="offset points", color=NEUTRAL)
    loss.set(title="진짜에 대한 판별자 손실", xlabel="판별자의 로짓 a", ylabel="손실", ylim=(-0.5, 17.5))
    slope.set(title="그레이디언트의 크기", xlabel="판별자의 로짓 a", ylabel="|손실을 a로 미분한 값|", ylim=(-0.04, 2))
    loss.legend(loc="upper right")
    return figure


def _loss_if_real(logit):
    return np.logaddexp(0, -np.asarray(logit))


def _loss_if_fake(logit):
    return np.logaddexp(0, np.asarray(logit))


def _mark(axis, x, y, color):
    axis.plot(x, y, "o", color=color, ms=6)
