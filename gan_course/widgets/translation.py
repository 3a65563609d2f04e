"""CycleGAN을 보는 조절기: 훈련하는 동안의 화면과, 시험 이미지를 한 장씩 넘겨 보는 화면."""

import functools

import ipywidgets

from gan_course import evaluation, plots
from gan_course.plots.cycle import cycle_alt
from gan_course.widgets.figure import WIDE, controlled_figure
from gan_course.widgets.progress import TrainingProgress


class TranslationProgress(TrainingProgress):
    """`CycleGAN.fit`의 콜백: 훈련하는 동안 진행 막대와, 지금 옮긴 이미지와, 손실을 보여 줍니다.

    Args:
        a, b: 두 도메인의 이미지 몇 장씩 [n, 높이, 너비, 3], [-1, 1]. 에포크마다 이것을 옮겨 보입니다.
        names: 두 도메인의 이름 (A, B).
        refresh_seconds: 화면을 고치는 가장 짧은 간격(초).
    """

    LOSSES = {
        "생성자 A→B": "generator_ab_loss",
        "생성자 B→A": "generator_ba_loss",
        "순환 일관성": "cycle_loss",
        "항등": "identity_loss",
        "판별자 A": "discriminator_a_loss",
        "판별자 B": "discriminator_b_loss",
    }
    ALT = "왼쪽은 지금 옮긴 이미지, 오른쪽 둘은 지금까지의 손실"

    def __init__(self, a, b, names=("말", "얼룩말"), refresh_seconds=0.5):
        super().__init__(refresh_seconds=refresh_seconds)
        self.a, self.b, self.names = a, b, names

    def _figure(self):
        rows = [
            self.a,
            self.model.translate(self.a, "AtoB"),
            self.b,
            self.model.translate(self.b, "BtoA"),
        ]
        a, b = self.names
        return plots.translation_panel(rows, [a, f"가짜 {b}", b, f"가짜 {a}"], self._losses, self.names)


def translation_viewer(source, translated, truth, cycled, body, names=("말", "얼룩말")):
    """시험 이미지를 한 장씩 넘기며 원본, 옮긴 것, 정답, 되돌린 것, 바뀐 크기를 봅니다.

    Args:
        source, translated, truth, cycled: [n, 높이, 너비, 3], [-1, 1]. 같은 번호가 같은 장면입니다.
        body: 몸 마스크 [n, 높이, 너비, 1], [0, 1].
        names: (원본의 이름, 옮긴 것의 이름).

    Returns:
        `ipywidgets.VBox`: 번호를 고르는 `IntSlider`와 그림.
    """
    stacks = (source, translated, truth, cycled, body)
    if len({len(stack) for stack in stacks}) != 1 or len(source) == 0:
        raise ValueError(
            f"translation_viewer: 장수가 {[len(stack) for stack in stacks]}입니다. "
            "다섯 배열의 장수가 같고 한 장 이상이어야 합니다."
        )
    return controlled_figure(
        lambda index: plots.translation_detail(*(stack[index] for stack in stacks), names=names),
        lambda index: f"{index}번 이미지의 {names[0]}, 옮긴 {names[1]}, 정답, 되돌린 {names[0]}, 바뀐 크기",
        index=ipywidgets.IntSlider(min=0, max=len(source) - 1, description="이미지", continuous_update=False),
    )


def cycle_lab(model, a, b, names=("말", "얼룩말"), judged=True):
    """시험 이미지를 골라 보내고, 도중에 잡음을 섞고, 되돌립니다. 판별자의 조각 지도도 봅니다.

    Args:
        model: `training.CycleGAN`.
        a, b: 두 도메인의 시험 이미지 [n, 높이, 너비, 3], [m, 높이, 너비, 3], [-1, 1].
        names: 두 도메인의 이름 (A, B).
        judged: 판별자의 답도 보일지. 훈련하지 않은 판별자면 False.

    Returns:
        `ipywidgets.VBox`: 방향과 이미지와 잡음의 조절기, 그리고 `plots.cycle_lab`의 그림.
    """
    if min(len(a), len(b)) == 0:
        raise ValueError(f"cycle_lab: 이미지가 {len(a)}장과 {len(b)}장입니다. 한 장 이상씩 주십시오.")
    routes = {f"{names[0]} → {names[1]}": ("AtoB", a, names), f"{names[1]} → {names[0]}": ("BtoA", b, names[::-1])}

    @functools.lru_cache(maxsize=1)  # 그림과 대체 텍스트가 같은 여행을 두 번 하지 않게 합니다
    def trip(route, index, noise):
        direction, images, _ = routes[route]
        return evaluation.cycle_trip(model, images[index], direction, noise, seed=index, judged=judged)

    return controlled_figure(
        lambda route, index, noise: plots.cycle_lab(trip(route, index, noise), routes[route][2]),
        lambda route, index, noise: f"{index}번. {cycle_alt(trip(route, index, noise), routes[route][2], noise)}",
        route=ipywidgets.Dropdown(options=list(routes), description="방향", **WIDE),
        index=ipywidgets.IntSlider(
            min=0, max=min(len(a), len(b)) - 1, description="이미지", continuous_update=False, **WIDE
        ),
        noise=ipywidgets.FloatSlider(
            value=0.0, min=0.0, max=0.5, step=0.02, description="도중의 잡음", continuous_update=False, **WIDE
        ),
    )
