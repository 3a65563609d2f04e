"""2차원 GAN 실험실의 모든 것: 표적(target), 두 선수(game), 채점(score), 한 판(run), 그림(picture), 화면(widget)."""

from gan_course.plane_lab.picture import plane_figure
from gan_course.plane_lab.run import PlaneRun, PlaneSettings
from gan_course.plane_lab.widget import PlaneLab

__all__ = ["PlaneLab", "PlaneRun", "PlaneSettings", "plane_figure"]
