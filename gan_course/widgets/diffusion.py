"""확산 모델의 걸음 수를 바꾸어 보는 조절기."""

import ipywidgets

from gan_course import plots
from gan_course.widgets.figure import WIDE, controlled_figure

STEPS = (1, 2, 3, 5, 10, 20, 50)


def step_explorer(model, real, count=1000, limit=3.0):
    """DDIM의 걸음 수와 잡음을 바꾸며, 평면의 확산 모델이 만드는 점을 봅니다.

    Args:
        model: 점 [n, 2]의 `DiffusionModel`.
        real: 진짜 점 [n, 2].
        count: 만들 점의 수.
        limit: 그림의 범위 [-limit, limit].

    Returns:
        `ipywidgets.VBox`: 조절기 둘과 점의 그림.
    """
    steps = ipywidgets.SelectionSlider(options=STEPS, value=3, description="걸음", **WIDE)
    seed = ipywidgets.IntSlider(value=0, min=0, max=9, description="잡음의 씨앗", **WIDE)
    return controlled_figure(
        lambda steps, seed: plots.point_panels(
            real, [model.generate(count, seed=seed, steps=steps)], [f"{steps}걸음"], limit=limit, name="만든 점"
        ),
        lambda steps, seed: f"진짜 점 위에, 씨앗 {seed}의 잡음에서 {steps}걸음에 만든 점 {count:,}개",
        steps=steps,
        seed=seed,
    )
