"""2장의 그림: 봉우리가 둘인 밀도를 정규 분포 하나로 흉내 낼 때, 발산마다 고르는 것."""

from gan_course.plots.style import ACCENT, FAKE, NEUTRAL, REAL, new_figure
from gan_course.theory import gaussian

STYLES = {"앞방향": (FAKE, "-"), "뒷방향": (REAL, "--"), "JS": (ACCENT, "-.")}


def best_gaussians(grid, panels):
    """칸마다 진짜의 밀도와, 발산마다 가장 가까운 정규 분포 하나.

    Args:
        grid: 격자점 [n].
        panels: 칸의 제목마다 (진짜의 밀도 [n], {발산의 이름: (평균, 표준편차)}).
            이름은 "앞방향", "뒷방향", "JS" 가운데 하나입니다.

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, axes = new_figure(9.5, 3.4, 1, len(panels), squeeze=False, sharey=True)
    for axis, (title, (density, fits)) in zip(axes.flat, panels.items()):
        axis.fill_between(grid, density, color=NEUTRAL, alpha=0.3, lw=0, label="진짜 p")
        for name, (mean, deviation) in fits.items():
            color, line = STYLES[name]
            axis.plot(grid, gaussian(grid, mean, deviation), color=color, ls=line, lw=2.2, label=name)
        axis.set(title=title, xlabel="x", xlim=(-6, 6))
    axes.flat[0].set(ylabel="밀도", ylim=(0, None))
    axes.flat[-1].legend(loc="upper right")
    return figure
