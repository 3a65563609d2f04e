"""7장의 디랙 GAN 실험실."""

import ipywidgets

from gan_course import plots
from gan_course.plots.dirac import dirac_radii
from gan_course.widgets.figure import WIDE, controlled_figure


def dirac_lab(rate=0.4, gamma=0.5):
    """학습률, R1의 세기, 출발점을 옮기며 갱신 넷이 모이는지, 맴도는지, 달아나는지 봅니다.

    Args:
        rate: 처음의 학습률 h, 0.05에서 1.5 사이.
        gamma: 처음의 R1 세기 γ, 0에서 2 사이.

    Returns:
        `ipywidgets.VBox`: 조절기 다섯과 `plots.dirac_lab`의 그림.
    """

    def slider(value, low, high, step, name, kind=ipywidgets.FloatSlider):
        return kind(value=value, min=low, max=high, step=step, description=name, continuous_update=False, **WIDE)

    return controlled_figure(
        plots.dirac_lab,
        alt_text,
        rate=slider(rate, 0.05, 1.5, 0.05, "학습률 h"),
        gamma=slider(gamma, 0.0, 2.0, 0.1, "R1의 세기 γ"),
        theta=slider(1.0, -2.0, 2.0, 0.1, "출발하는 θ(생성자)"),
        psi=slider(1.0, -2.0, 2.0, 0.1, "출발하는 ψ(판별자)"),
        steps=slider(150, 10, 500, 10, "걸음의 수", ipywidgets.IntSlider),
    )


def alt_text(rate, gamma, theta, psi, steps):
    """그림의 대체 텍스트: 네 갱신의 스펙트럼 반지름과 그 뜻."""
    radii = {name: formula for name, (formula, _) in dirac_radii(rate, gamma).items()}
    told = ", ".join(f"{name} {radius:.4f}({_fate(radius)})" for name, radius in radii.items())
    return (
        f"학습률 {rate:g}, γ {gamma:g}, 출발 ({theta:g}, {psi:g})에서 {steps}걸음의 자취 넷과 균형까지의 거리, 고윳값. "
        f"스펙트럼 반지름은 {told}"
    )


def _fate(radius):
    if abs(radius - 1) < 1e-9:
        return "맴돕니다"
    return "달아납니다" if radius > 1 else "모입니다"
