"""그림: 모두 `matplotlib.figure.Figure`를 돌려줍니다. 보이는 일은 `lesson.show`가 합니다."""

from gan_course.plots.adversary import (
    adversarial_game,
    compare_distributions,
    duel,
    generator_map,
    logit_to_probability,
)
from gan_course.plots.cycle import cycle_lab
from gan_course.plots.diffusion import losses_by_mode, quality_by_steps, truncation_curve
from gan_course.plots.dirac import dirac_lab, dirac_orbits, eigenvalue_steps
from gan_course.plots.divergences import best_gaussians
from gan_course.plots.evaluation import (
    checkpoint_choices,
    distances_by_size,
    interval_bars,
    precision_recall_map,
)
from gan_course.plots.family import family_tree
from gan_course.plots.images import filmstrip, image_grid, image_rows
from gan_course.plots.inside import coverage_maps, grid_spectra, return_curves, weight_sweep
from gan_course.plots.judge import judge_logits
from gan_course.plots.latent import latent_lab
from gan_course.plots.losses import loss_lab, objective_gradients
from gan_course.plots.objectives import (
    divergence_by_distance,
    from_logits_mistakes,
    generator_gradients,
    logit_dashboard,
    loss_gauges,
    optimal_discriminator,
)
from gan_course.plots.pairs import colour_against_brightness, method_scores, pairs_curve, pix2pix_diagram
from gan_course.plots.places import errors_by_place
from gan_course.plots.progress import (
    collapse_track,
    loss_curves,
    loss_patterns,
    losses_by_epoch,
    moving_average,
    point_panels,
    quality_over_time,
    real_and_generated,
    share_bars,
    training_panel,
)
from gan_course.plots.stability import objective_scores, scores_on_the_way, signal_by_distance
from gan_course.plots.train_step import answers_before_after, descent_paths, two_tapes
from gan_course.plots.translation import (
    cyclegan_diagram,
    cyclegan_losses,
    discriminator_patches,
    translation_detail,
    translation_panel,
)
from gan_course.plots.transport import parallel_lines, sand_piles
from gan_course.plots.warping import warped_grid

__all__ = [
    "adversarial_game",
    "answers_before_after",
    "best_gaussians",
    "checkpoint_choices",
    "collapse_track",
    "colour_against_brightness",
    "compare_distributions",
    "coverage_maps",
    "cycle_lab",
    "cyclegan_diagram",
    "cyclegan_losses",
    "descent_paths",
    "dirac_lab",
    "dirac_orbits",
    "discriminator_patches",
    "distances_by_size",
    "divergence_by_distance",
    "duel",
    "filmstrip",
    "errors_by_place",
    "eigenvalue_steps",
    "family_tree",
    "from_logits_mistakes",
    "generator_gradients",
    "generator_map",
    "grid_spectra",
    "image_grid",
    "image_rows",
    "interval_bars",
    "judge_logits",
    "latent_lab",
    "logit_dashboard",
    "logit_to_probability",
    "loss_curves",
    "loss_gauges",
    "loss_lab",
    "loss_patterns",
    "losses_by_epoch",
    "losses_by_mode",
    "method_scores",
    "moving_average",
    "objective_gradients",
    "objective_scores",
    "optimal_discriminator",
    "pairs_curve",
    "parallel_lines",
    "pix2pix_diagram",
    "point_panels",
    "precision_recall_map",
    "quality_by_steps",
    "quality_over_time",
    "real_and_generated",
    "return_curves",
    "sand_piles",
    "scores_on_the_way",
    "share_bars",
    "signal_by_distance",
    "training_panel",
    "translation_detail",
    "translation_panel",
    "truncation_curve",
    "two_tapes",
    "warped_grid",
    "weight_sweep",
]
