"""2차원에서 겨루는 생성자와 판별자를 되감아 보는 조절기."""

import ipywidgets

from gan_course import plots
from gan_course.widgets.figure import controlled_figure


def duel(moments):
    """훈련의 순간을 하나씩 골라 크게 봅니다.

    Args:
        moments: `plots.Moment`의 목록, 걸음의 순서로.

    Returns:
        `ipywidgets.VBox`: 순간을 고르는 조절기와 `plots.duel`의 그림.
    """
    moment = ipywidgets.SelectionSlider(
        options=[(f"{moment.step:,}걸음", index) for index, moment in enumerate(moments)],
        description="순간",
        layout={"width": "60%"},
    )
    return controlled_figure(
        lambda moment: plots.duel([moments[moment]]),
        lambda moment: f"{moments[moment].step:,}걸음 뒤의 진짜 점, 가짜 점, 판별자의 답",
        moment=moment,
    )
