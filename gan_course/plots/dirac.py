"""디랙 GAN의 그림."""

import numpy as np

from gan_course import theory
from gan_course.plots.style import ACCENT, FAKE, NEUTRAL, REAL, new_figure

NEAR = (1e-4, 0.0)  # 한 걸음이 행렬 곱셈으로 보일 만큼 균형에 가까운 출발점
UPDATES = {"동시": "simultaneous", "교대": "alternating"}
# 흑백 인쇄에서도 구별되게 선과 점의 모양을 다르게 합니다.
_STYLES = {
    "동시": (FAKE, "-", "o"),
    "교대": (REAL, "-", "s"),
    "동시 + R1": (ACCENT, "--", "^"),
    "교대 + R1": (NEUTRAL, ":", "D"),
}


def dirac_orbits(orbits):
    """(θ, ψ) 평면에서 걸음마다의 자취.

    Args:
        orbits: {제목: [걸음 + 1, 2]}(`theory.dirac_orbit`). 제목마다 한 칸.

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, axes = new_figure(3.2 * len(orbits), 3.5, 1, len(orbits), squeeze=False)
    limit = 1.1 * max(np.abs(orbit).max() for orbit in orbits.values())
    _draw_orbits(axes[0], orbits, limit)
    return figure


def eigenvalue_steps(matrices, start=(1.0, 0.0), steps=12):
    """행렬을 되풀이해 곱한 자취: 한 걸음에 몇 배가 되고 얼마나 도는지.

    Args:
        matrices: {제목: 행렬 [2, 2]}. 제목마다 한 칸.
        start: 출발점.
        steps: 곱하는 횟수(1 이상).

    Returns:
        `matplotlib.figure.Figure`. 점선 원은 출발점과 같은 거리입니다.
    """
    paths = {}
    for title, matrix in matrices.items():
        path = [np.asarray(start, np.float64)]
        for _ in range(steps):
            path.append(np.asarray(matrix) @ path[-1])
        paths[title] = np.array(path)
    figure, axes = new_figure(3.0 * len(paths), 3.3, 1, len(paths), squeeze=False)
    limit = 1.15 * max(np.abs(path).max() for path in paths.values())
    arrow = {"arrowstyle": "-|>", "color": ACCENT, "lw": 1.2, "mutation_scale": 8, "shrinkA": 0, "shrinkB": 0}
    circle = np.hypot(*start) * np.exp(1j * np.linspace(0, 2 * np.pi, 200))
    for axis, (title, path) in zip(axes[0], paths.items()):
        axis.plot(circle.real, circle.imag, ":", color=NEUTRAL, lw=1)
        for here, there in zip(path[:-1], path[1:]):
            axis.annotate("", xy=there, xytext=here, arrowprops=arrow)
        axis.plot(*path[0], "o", color=FAKE, markersize=8, label="출발")
        axis.plot(0, 0, "P", color=REAL, markersize=9, label="균형")
        axis.set(xlim=(-limit, limit), ylim=(-limit, limit), aspect="equal")
        axis.set_title(title, fontsize=11)
    axes[0][0].legend(loc="lower left", fontsize=9)
    return figure


def dirac_radii(rate, gamma):
    """갱신마다 스펙트럼 반지름의 (식, 자취에서 잰 값).

    Args:
        rate: 학습률 h(0보다 큼).
        gamma: R1 벌점의 세기 γ(0 이상).

    Returns:
        {"동시", "교대", "동시 + R1", "교대 + R1"}: (`theory.dirac_spectral_radius`, `theory.orbit_spectral_radius`).
    """
    return {
        name: (
            theory.dirac_spectral_radius(rate, order, weight),
            theory.orbit_spectral_radius(theory.dirac_orbit(NEAR, rate, 8, order, weight)),
        )
        for name, order, weight in _updates(gamma)
    }


def dirac_lab(rate=0.4, gamma=0.5, theta=1.0, psi=1.0, steps=150):
    """갱신 넷의 자취, 균형까지의 거리, 그리고 한 걸음의 고윳값과 단위원.

    Args:
        rate: 학습률 h(0보다 큼).
        gamma: R1 벌점의 세기 γ(0 이상).
        theta, psi: 출발점 (θ, ψ). 균형 (0, 0)이 아니어야 합니다.
        steps: 걸음의 수(1 이상).

    Returns:
        `matplotlib.figure.Figure`: 위 줄은 자취 넷, 아래 줄은 거리와 고윳값.
    """
    if theta == psi == 0:
        raise ValueError("출발점이 균형 (0, 0)입니다. 그 자리에서는 아무것도 움직이지 않으니 θ나 ψ를 옮기십시오.")
    orbits, eigenvalues = {}, {}
    for name, order, weight in _updates(gamma):
        orbits[name] = theory.dirac_orbit((theta, psi), rate, steps, order, weight)
        eigenvalues[name] = np.linalg.eigvals(theory.dirac_jacobian(rate, order, weight))
    radii = dirac_radii(rate, gamma)
    figure, axes = new_figure(11.5, 7.2)
    axes.remove()
    grid = figure.add_gridspec(2, 12, height_ratios=(1.15, 1))
    panels = [figure.add_subplot(grid[0, 3 * index : 3 * index + 3]) for index in range(4)]
    distance, plane = figure.add_subplot(grid[1, :7]), figure.add_subplot(grid[1, 7:])
    start = np.hypot(theta, psi)
    # 멀리 달아난 자취 하나 때문에 나머지가 점이 되지 않도록, 보이는 범위를 출발 거리의 네 배까지만 둡니다.
    limit = 1.1 * min(4 * start, max(np.abs(orbit).max() for orbit in orbits.values()))
    _draw_orbits(panels, orbits, limit)
    for axis, (name, (formula, measured)) in zip(panels, radii.items()):
        axis.set_title(f"{name}\n반지름: 식 {formula:.4f}, 잰 값 {measured:.4f}", fontsize=11)
    for name, orbit in orbits.items():
        color, line, marker = _STYLES[name]
        away = np.maximum(np.hypot(*orbit.T), 1e-12)
        distance.semilogy(
            away, line, color=color, lw=1.8, marker=marker, markevery=max(1, steps // 12), mfc="none", label=name
        )
        values = eigenvalues[name]
        plane.plot(values.real, values.imag, marker, color=color, ms=7, mfc="none", mew=2, label=name)
    distance.axhline(start, color=NEUTRAL, lw=0.8, ls=":")
    distance.set(xlabel="걸음", ylabel="균형까지의 거리(로그 눈금)", xlim=(0, steps))
    distance.set_title("모입니까, 맴돕니까, 달아납니까")
    low, high = distance.get_ylim()
    distance.set_ylim(max(low, 1e-8 * start), min(high, 1e3 * start))
    # 기본 눈금의 지수는 글꼴에 없는 빼기표를 씁니다.
    distance.yaxis.set_major_formatter(lambda value, position: f"{value:g}")
    distance.legend(fontsize=9, ncols=2)
    circle = np.exp(1j * np.linspace(0, 2 * np.pi, 200))
    plane.plot(circle.real, circle.imag, color=NEUTRAL, lw=1)
    plane.set(xlabel="실수부", ylabel="허수부", title="한 걸음의 고윳값과 단위원", aspect="equal")
    return figure


def _updates(gamma):
    for name, order in UPDATES.items():
        yield name, order, 0.0
    for name, order in UPDATES.items():
        yield f"{name} + R1", order, gamma


def _draw_orbits(axes, orbits, limit):
    for axis, (title, orbit) in zip(axes, orbits.items()):
        theta, psi = np.asarray(orbit).T
        axis.plot(theta, psi, "-", color=NEUTRAL, linewidth=0.6)
        axis.scatter(theta, psi, c=np.arange(len(theta)), cmap="viridis", s=8, zorder=2)
        axis.plot(theta[0], psi[0], "o", color=FAKE, markersize=8, label="출발")
        axis.plot(0, 0, "P", color=REAL, markersize=9, label="균형")
        axis.set(title=title, xlim=(-limit, limit), ylim=(-limit, limit), xlabel=r"생성자 $\theta$")
        axis.set_aspect("equal")
    axes[0].set_ylabel(r"판별자 $\psi$")
    axes[0].legend(loc="upper left", fontsize=9)
