"""그림: 모두 `matplotlib.figure.Figure`를 돌려줍니다. 보이는 일은 `course.lesson.show`가 합니다."""

from gan_course.plots.images import image_grid, image_rows

__all__ = ["image_grid", "image_rows"]
