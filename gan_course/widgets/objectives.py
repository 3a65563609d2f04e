"""2장의 조절기: 로짓 하나의 손실, 가짜 분포의 자리."""

import ipywidgets

from gan_course import plots
from gan_course.widgets.figure import controlled_figure

_WIDE = {"style": {"description_width": "initial"}, "layout": {"width": "60%"}}


def logit_explorer(logit=-2.0):
    """로짓을 옮기며 확률, 세 손실, 그레이디언트가 어떻게 바뀌는지 봅니다.

    Args:
        logit: 처음의 로짓, -6에서 6 사이.

    Returns:
        `ipywidgets.VBox`: 로짓 조절기와 그림.
    """
    slider = ipywidgets.FloatSlider(
        value=logit, min=-6, max=6, step=0.5, description="로짓 a", continuous_update=False, **_WIDE
    )
    return controlled_figure(
        plots.logit_dashboard,
        lambda logit: f"로짓 {logit:g}에서의 확률, 판별자와 생성자의 손실, 손실의 그레이디언트",
        logit=slider,
    )


def distance_explorer(fake_mean=4.0):
    """가짜 분포를 옮기며 최적 판별자와 옌센-섀넌 발산이 어떻게 바뀌는지 봅니다.

    Args:
        fake_mean: 처음의 가짜 평균, -2에서 6 사이. 진짜의 평균은 0입니다.

    Returns:
        `ipywidgets.VBox`: 평균 조절기와 그림.
    """
    slider = ipywidgets.FloatSlider(
        value=fake_mean, min=-2, max=6, step=0.5, description="가짜의 평균", continuous_update=False, **_WIDE
    )
    return controlled_figure(
        lambda fake_mean: plots.optimal_discriminator([fake_mean]),
        lambda fake_mean: f"진짜 N(0, 1)과 가짜 N({fake_mean:g}, 1)의 밀도, 그 아래 최적 판별자의 답",
        fake_mean=slider,
    )
