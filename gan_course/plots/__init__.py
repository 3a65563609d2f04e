"""그림: 모두 `matplotlib.figure.Figure`를 돌려줍니다. 보이는 일은 `course.lesson.show`가 합니다."""

from gan_course.plots.images import image_grid, image_rows
from gan_course.plots.progress import (
    answers_before_after,
    descent_paths,
    loss_curves,
    moving_average,
    point_panels,
    quality_over_time,
    real_and_generated,
    share_bars,
    training_panel,
    two_tapes,
)

__all__ = [
    "answers_before_after",
    "descent_paths",
    "image_grid",
    "image_rows",
    "loss_curves",
    "moving_average",
    "point_panels",
    "quality_over_time",
    "real_and_generated",
    "share_bars",
    "training_panel",
    "two_tapes",
]
