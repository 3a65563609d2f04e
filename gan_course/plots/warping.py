"""1장의 그림: 생성자가 잠재 평면의 모눈을 어떻게 옮기는지."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import LogNorm

from gan_course.plots.style import ACCENT, FAKE, REAL, new_figure
from gan_course.theory import area_ratios


def warped_grid(lattice, moved, real=None, every=10, limit=3.2):
    """왼쪽은 잠재 평면의 모눈과 칸마다의 넓이의 배율, 오른쪽은 생성자가 옮긴 같은 모눈.

    Args:
        lattice: 잠재 평면의 격자점 [n, n, 2]. 촘촘할수록 옮긴 선이 매끄럽습니다.
        moved: 생성자가 옮긴 그 점들 [n, n, 2].
        real: 진짜 점 [m, 2]. None이면 그리지 않습니다.
        every: 몇 줄마다 하나를 그릴지.
        limit: 오른쪽 두 축의 범위 [-limit, limit].

    Returns:
        `matplotlib.figure.Figure`. 왼쪽의 색은 넓이가 몇 배가 되는지(로그 눈금), 초록 선은 접힌 자리입니다.
    """
    lattice, moved = np.asarray(lattice), np.asarray(moved)
    ratios = area_ratios(lattice, moved)
    figure, (before, after) = new_figure(9.8, 4.7, 1, 2)
    x, y = lattice[0, :, 0], lattice[:, 0, 1]
    norm = LogNorm(1e-3, 10)
    painted = before.pcolormesh(x, y, np.clip(np.abs(ratios), norm.vmin, norm.vmax), cmap="Greys", norm=norm, alpha=0.8)
    folds = before.contour(
        (x[1:] + x[:-1]) / 2, (y[1:] + y[:-1]) / 2, ratios > 0, levels=[0.5], colors=ACCENT, linewidths=1.5
    )
    bar = figure.colorbar(painted, ax=before, label="칸의 넓이가 몇 배가 되는지", shrink=0.8, extend="both")
    ticks = (0.001, 0.01, 0.1, 1, 10)
    bar.set_ticks(ticks, labels=[f"{tick:g}" for tick in ticks])  # 글꼴에 없는 빼기표(10의 음의 거듭제곱)를 피합니다
    if real is not None:
        after.scatter(*np.asarray(real).T, s=6, color=REAL, alpha=0.3, label="진짜")
        after.legend(loc="upper right")
    for axis, points in ((before, lattice), (after, moved)):
        axis.add_collection(LineCollection(points[::every], colors=FAKE, lw=0.8))
        axis.add_collection(LineCollection(points[:, ::every].transpose(1, 0, 2), colors=FAKE, lw=0.8))
        axis.set(aspect="equal")
    before.set(title="잠재 평면의 모눈", xlabel="z의 첫째 수", ylabel="z의 둘째 수")
    before.plot([], [], color=ACCENT, lw=1.5, label="접힌 자리")
    if folds.levels.size:
        before.legend(loc="upper right", frameon=True, framealpha=0.9)
    after.set(title="생성자가 옮긴 모눈", xlabel="출력의 첫째 수", ylabel="출력의 둘째 수")
    after.set(xlim=(-limit, limit), ylim=(-limit, limit))
    return figure
