"""디랙 GAN의 그림."""

import numpy as np

from gan_course.plots.style import FAKE, NEUTRAL, REAL, new_figure


def dirac_orbits(orbits):
    """(θ, ψ) 평면에서 걸음마다의 자취.

    Args:
        orbits: {제목: [걸음 + 1, 2]}(`theory.dirac_orbit`). 제목마다 한 칸.

    Returns:
        `matplotlib.figure.Figure`.
    """
    figure, axes = new_figure(3.2 * len(orbits), 3.5, 1, len(orbits), squeeze=False)
    limit = 1.1 * max(np.abs(orbit).max() for orbit in orbits.values())
    for axis, (title, orbit) in zip(axes[0], orbits.items()):
        theta, psi = np.asarray(orbit).T
        axis.plot(theta, psi, "-", color=NEUTRAL, linewidth=0.6)
        axis.scatter(theta, psi, c=np.arange(len(theta)), cmap="viridis", s=8, zorder=2)
        axis.plot(theta[0], psi[0], "o", color=FAKE, markersize=8, label="출발")
        axis.plot(0, 0, "P", color=REAL, markersize=9, label="균형")
        axis.set(title=title, xlim=(-limit, limit), ylim=(-limit, limit), xlabel=r"생성자 $\theta$")
        axis.set_aspect("equal")
    axes[0, 0].set_ylabel(r"판별자 $\psi$")
    axes[0, 0].legend(loc="upper left", fontsize=9)
    return figure
