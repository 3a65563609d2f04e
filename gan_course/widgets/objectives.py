"""2장의 조절기: 로짓 하나의 손실, 가짜 분포의 자리, 손실 실험실."""

import ipywidgets

from gan_course import plots, theory
from gan_course.objectives import distinct_objectives, find_objective
from gan_course.plots.losses import stray_pull
from gan_course.widgets.figure import WIDE, controlled_figure


def logit_explorer(logit=-2.0):
    """로짓을 옮기며 확률, 세 손실, 그레이디언트가 어떻게 바뀌는지 봅니다.

    Args:
        logit: 처음의 로짓, -6에서 6 사이.

    Returns:
        `ipywidgets.VBox`: 로짓 조절기와 그림.
    """
    slider = ipywidgets.FloatSlider(
        value=logit, min=-6, max=6, step=0.5, description="로짓 a", continuous_update=False, **WIDE
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
        value=fake_mean, min=-2, max=6, step=0.5, description="가짜의 평균", continuous_update=False, **WIDE
    )
    return controlled_figure(
        lambda fake_mean: plots.optimal_discriminator([fake_mean]),
        lambda fake_mean: f"진짜 N(0, 1)과 가짜 N({fake_mean:g}, 1)의 밀도, 그 아래 최적 판별자의 답",
        fake_mean=slider,
    )


def loss_lab(objective="비포화", logit=-2.0):
    """목적 함수와 로짓, 부드러운 레이블을 고르며 손실과 그레이디언트, 최적 판별자가 어떻게 바뀌는지 봅니다.

    Args:
        objective: 처음의 목적 함수(`gan_course.objectives`의 이름).
        logit: 처음의 로짓, -6에서 6 사이.

    Returns:
        `ipywidgets.VBox`: 조절기 넷과 `plots.loss_lab`의 그림.
    """

    def slider(value, low, high, step, name):
        return ipywidgets.FloatSlider(
            value=value, min=low, max=high, step=step, description=name, continuous_update=False, **WIDE
        )

    return controlled_figure(
        plots.loss_lab,
        loss_lab_alt,
        objective=ipywidgets.Dropdown(
            value=next(each.label for each in distinct_objectives() if each.losses == find_objective(objective).losses),
            options=[each.label for each in distinct_objectives()],
            description="목적 함수",
            **WIDE,
        ),
        logit=slider(logit, -6.0, 6.0, 0.5, "로짓 a"),
        real_label=slider(1.0, 0.5, 1.0, 0.05, "진짜의 레이블 α"),
        fake_label=slider(0.0, 0.0, 0.45, 0.05, "가짜의 레이블 β"),
    )


def loss_lab_alt(objective, logit, real_label, fake_label):
    """손실 실험실의 대체 텍스트: 고른 자리의 손실과 그레이디언트, 홀로 떨어진 가짜가 느끼는 기울기."""
    here = theory.objective_at(objective, logit, real_label, fake_label)
    names = {"real": "진짜를 본 판별자", "fake": "가짜를 본 판별자", "generator": "생성자"}
    told = ", ".join(f"{name} {here[role][0]:.3f}({here[role][1]:+.3f})" for role, name in names.items())
    pull = stray_pull(objective, real_label, fake_label)
    return (
        f"고른 손실과 비포화 손실의 곡선, 그 아래 그레이디언트. {objective}, 로짓 {logit:g}에서 손실(그레이디언트)은 {told}. "
        f"레이블 {real_label:g}과 {fake_label:g}일 때 x = 5의 가짜가 느끼는 기울기 {pull:.2f}"
    )
