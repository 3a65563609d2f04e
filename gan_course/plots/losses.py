"""손실 실험실의 그림: 목적 함수마다의 곡선과, 레이블을 부드럽게 한 판별자."""

import numpy as np
from scipy.special import logit as log_odds
from scipy.stats import norm

from gan_course import theory
from gan_course.objectives import distinct_objectives, find_objective
from gan_course.plots.style import ACCENT, FAKE, NEUTRAL, REAL, new_figure

LIMIT = 6.0
_OURS = "비포화"  # 이 장의 손실. 무엇을 고르든 견줄 수 있게 함께 그립니다
_ANSWER = (0.0, 1.0)  # 판별자의 출력이 곧 답 D인 목적 함수(최소제곱)
# 비포화, 포화, 최소제곱, 힌지, 바서슈타인, 상대론적의 차례. 흑백 인쇄에서도 구별되게 모양이 다릅니다.
_STYLES = (
    {"color": FAKE, "lw": 2.6},
    {"color": NEUTRAL, "lw": 2, "ls": "--"},
    {"color": REAL, "lw": 2, "ls": "-."},
    {"color": ACCENT, "lw": 2.6, "ls": ":"},
    {"color": "black", "lw": 1.4},
    {"color": "black", "lw": 2, "ls": "--"},
)
_ROLES = {"real": "판별자: 진짜의 로짓", "fake": "판별자: 가짜의 로짓", "generator": "생성자: 가짜의 로짓"}
# 부드러운 레이블의 보기: 진짜는 봉우리 하나, 가짜에는 진짜가 없는 곳의 봉우리가 하나 더 있습니다.
GRID = np.linspace(-4, 9, 521)
REAL_DENSITY = norm.pdf(GRID, 0, 1)
FAKE_DENSITY = 0.5 * norm.pdf(GRID, 0.5, 1) + 0.5 * norm.pdf(GRID, STRAY := 5.0, 0.7)


def loss_lab(objective="비포화", logit=-2.0, real_label=1.0, fake_label=0.0):
    """고른 목적 함수의 손실과 그레이디언트를 이 장의 손실과 견주고, 레이블이 바꾸는 최적 판별자를 그립니다.

    Args:
        objective: 굵게 그릴 목적 함수(`gan_course.objectives`의 열쇠나 이름).
        logit: 눈여겨볼 로짓, -6에서 6 사이.
        real_label: 진짜에 붙이는 레이블 α.
        fake_label: 가짜에 붙이는 레이블 β. α보다 작아야 합니다.

    Returns:
        `matplotlib.figure.Figure`: 위 줄은 손실 셋과 D*, 아래 줄은 그레이디언트 셋과 D*의 로짓의 기울기.
    """
    if not -LIMIT <= logit <= LIMIT:
        raise ValueError(f"loss_lab의 logit이 {logit}입니다. {-LIMIT:g}에서 {LIMIT:g} 사이의 수를 주십시오.")
    chosen = find_objective(objective)
    here = theory.objective_at(objective, logit, real_label, fake_label)
    name_of_chosen = next(each.label for each in distinct_objectives() if each.losses == chosen.losses)
    given = f", 레이블 {real_label:g}, {fake_label:g}" if chosen.has_labels else ""
    figure, axes = new_figure(13.5, 6.4, 2, 4)
    a = np.linspace(-LIMIT, LIMIT, 481)
    for column, (role, title) in enumerate(_ROLES.items()):
        ours = theory.objective_at(_OURS, a)[role]
        curves = theory.objective_at(objective, a, real_label, fake_label)[role]
        for axis, old, new, value in zip(axes[:, column], ours, curves, here[role]):
            axis.plot(a, old, color=NEUTRAL, ls="--", lw=1.5, label=f"{_OURS}, 레이블 1과 0")
            axis.plot(a, new, color=FAKE, lw=2.6, label=name_of_chosen + given)
            axis.axvline(logit, color=NEUTRAL, lw=0.8, ls=":")
            axis.plot(logit, value, "o", color=FAKE, mec="black", ms=9, zorder=4, clip_on=False)
        axes[0, column].set(title=f"{title}\n손실 {here[role][0]:.3f}", ylim=(-6.3, 8))
        axes[1, column].set(title=f"그레이디언트 {here[role][1]:+.3f}", ylim=(-2.3, 2.3), xlabel="로짓 a")
    axes[0, 0].set_ylabel("손실")
    axes[1, 0].set_ylabel("손실을 a로 미분한 값")
    figure.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=2)
    labels = (real_label, fake_label) if chosen.has_labels else None
    _draw_optimum(axes[0, 3], axes[1, 3], labels, chosen)
    return figure


def objective_gradients():
    """목적 함수마다, 가짜의 로짓에 따라 두 선수가 느끼는 그레이디언트. 곡선이 같은 것은 한 선으로 그립니다.

    상대론적 손실은 짝이 된 진짜의 로짓이 0일 때입니다.

    Returns:
        `matplotlib.figure.Figure`: 판별자와 생성자의 두 칸.
    """
    figure, axes = new_figure(10, 4.2, 1, 2, sharey=True)
    a = np.linspace(-4, 4, 321)
    styles = dict(zip((each.label for each in distinct_objectives()), _STYLES, strict=True))
    for axis, role, title in zip(axes, ("fake", "generator"), ("판별자가 가짜에서", "생성자가 가짜에서")):
        curves = {}
        for each in distinct_objectives():
            gradient = np.round(theory.objective_at(each.key, a)[role][1], 9)
            curves.setdefault(gradient.tobytes(), (gradient, []))[1].append(each.label)
        for gradient, names in curves.values():
            axis.plot(a, gradient, label=", ".join(names), **styles[names[0]])
        axis.axhline(0, color=NEUTRAL, lw=0.6)
        axis.set(title=title, xlabel="가짜의 로짓 a", ylim=(-3.2, 3.2))
        axis.legend(fontsize=9, loc="lower right")
    axes[0].set_ylabel("손실을 a로 미분한 값")
    return figure


def stray_pull(objective, real_label=1.0, fake_label=0.0):
    """진짜가 없는 곳에 모인 가짜(x = 5)가 받는 신호: 거기서 최적 판별자의 출력이 x를 따라 바뀌는 크기.

    Args:
        objective: 목적 함수의 이름. 최소제곱이면 출력이 D* 그 자체이고, 나머지는 D*의 로짓입니다.
        real_label, fake_label: 레이블 α와 β.

    Returns:
        float. 0에 가까우면 가짜는 어느 쪽으로 가야 하는지 알 수 없습니다.
    """
    best = theory.optimal_discriminator(REAL_DENSITY, FAKE_DENSITY, real_label, fake_label)
    return float(abs(np.interp(STRAY, GRID, _slope(best, find_objective(objective)))))


def _draw_optimum(answer, pull, labels, objective):
    for density, color, name in ((REAL_DENSITY, REAL, "진짜 p(x)"), (FAKE_DENSITY, FAKE, "가짜 q(x)")):
        answer.fill_between(GRID, density, color=color, alpha=0.25, lw=0, label=name)
    best = theory.optimal_discriminator(REAL_DENSITY, FAKE_DENSITY)
    answer.plot(GRID, best, color=NEUTRAL, ls="--", lw=1.5, label="D*: 레이블 1과 0")
    pull.plot(GRID, _slope(best, objective), color=NEUTRAL, ls="--", lw=1.5)
    output = "출력 D*" if objective.output == _ANSWER else "D*의 로짓"
    if labels:
        smooth = theory.optimal_discriminator(REAL_DENSITY, FAKE_DENSITY, *labels)
        answer.plot(GRID, smooth, color=ACCENT, lw=2.4, label=f"D*: 레이블 {labels[0]:g}, {labels[1]:g}")
        pull.plot(GRID, _slope(smooth, objective), color=ACCENT, lw=2.4)
        answer.set_title("최적 판별자\n(αp + βq) / (p + q)")
        pull.set_title(f"x = {STRAY:g}의 가짜가 느끼는 기울기 {stray_pull(objective.key, *labels):.2f}")
    else:
        answer.set_title("이 손실에는 레이블이 없습니다\n(점선은 p / (p + q))")
        pull.set_title(f"{output}의 기울기")
    answer.set(ylim=(-0.03, 1.55), yticks=(0, 0.5, 1))
    answer.legend(fontsize=8, loc="upper right", ncols=2, columnspacing=1, handlelength=1.6)
    pull.axvline(STRAY, color=FAKE, lw=0.8, ls=":")
    pull.set(xlabel="x", ylabel=f"{output}의 기울기", ylim=(-7, 1.5) if output != "출력 D*" else (-1.5, 0.3))


def _slope(answer, objective):
    if objective.output == _ANSWER:
        return np.gradient(answer, GRID)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.gradient(log_odds(answer), GRID)
