"""이론: 훈련 없이 정확히 아는 것. 식과 분포만 있고 신경망은 없습니다."""

from gan_course.theory.diffusion import mixture_denoiser
from gan_course.theory.dirac import (
    dirac_eigenvalues,
    dirac_jacobian,
    dirac_orbit,
    dirac_spectral_radius,
    dirac_step,
    orbit_spectral_radius,
    spectral_radius,
)
from gan_course.theory.distributions import (
    DISTRIBUTIONS,
    grid_centers,
    grid_of_gaussians,
    latent_path,
    line,
    moons,
    plane_grid,
    ring_centers,
    ring_of_gaussians,
    spherical_path,
    two_gaussians,
)
from gan_course.theory.fitting import best_gaussian, gaussian, kullback_leibler_divergence
from gan_course.theory.objectives import objective_at
from gan_course.theory.optimal import (
    discrete_divergence,
    jensen_shannon_divergence,
    optimal_discriminator,
    value_function,
)
from gan_course.theory.transport import cheapest_plan, wasserstein_distance
from gan_course.theory.warping import area_ratios

__all__ = [
    "DISTRIBUTIONS",
    "area_ratios",
    "best_gaussian",
    "cheapest_plan",
    "dirac_eigenvalues",
    "dirac_jacobian",
    "dirac_orbit",
    "dirac_spectral_radius",
    "dirac_step",
    "discrete_divergence",
    "gaussian",
    "grid_centers",
    "grid_of_gaussians",
    "jensen_shannon_divergence",
    "kullback_leibler_divergence",
    "latent_path",
    "line",
    "mixture_denoiser",
    "moons",
    "objective_at",
    "optimal_discriminator",
    "orbit_spectral_radius",
    "plane_grid",
    "ring_centers",
    "ring_of_gaussians",
    "spectral_radius",
    "spherical_path",
    "two_gaussians",
    "value_function",
    "wasserstein_distance",
]
