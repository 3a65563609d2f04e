"""2장의 조절기: 값을 옮기면 그림과 대체 글이 그 값의 것으로 바뀌는지, 끝값에서도 그려지는지."""

import pytest

from gan_course.widgets import dirac, objectives


@pytest.mark.parametrize(
    ("explorer", "values", "words"),
    [
        (objectives.logit_explorer, (-6.0, 0.0, 6.0), ("로짓 -6", "로짓 0", "로짓 6")),
        (objectives.distance_explorer, (-2.0, 0.0, 6.0), ("N(-2, 1)", "N(0, 1)의", "N(6, 1)")),
    ],
)
def test_the_picture_follows_the_slider(explorer, values, words):
    box = explorer()
    slider, picture, _ = box.children
    assert (slider.min, slider.max) == (values[0], values[-1])
    assert not slider.continuous_update  # 끄는 동안이 아니라 놓을 때 한 번만 그립니다
    seen = {picture.value}
    for value, word in zip(values, words):
        slider.value = value
        assert word in picture.value.split("alt=")[1]
        seen.add(picture.value)
    assert len(seen) == 4


def test_the_first_value_can_be_chosen():
    assert objectives.logit_explorer(3.0).children[0].value == 3.0
    assert objectives.distance_explorer(1.5).children[0].value == 1.5


def test_loss_lab_draws_what_the_controls_say():
    box = objectives.loss_lab()
    objective, logit, real_label, fake_label, picture, _ = box.children
    seen = {picture.value}
    moves = ((objective, "힌지"), (logit, 3.0), (objective, "비포화"), (real_label, 0.9), (fake_label, 0.2))
    for control, value in moves:
        control.value = value
        seen.add(picture.value)
    assert len(seen) == 6
    # 가짜의 레이블 0.2: 로짓 3에서 손실 softplus(3) - 0.2·3 = 2.449, 그레이디언트 σ(3) - 0.2 = 0.753
    assert "가짜를 본 판별자 2.449(+0.753)" in picture.value and "기울기 0.00" in picture.value


def test_dirac_lab_tells_the_fate_of_each_orbit():
    box = dirac.dirac_lab(rate=0.4, gamma=0.0)
    picture = box.children[-2]
    assert "동시 1.0198(달아납니다), 교대 1.0000(맴돕니다), 동시 + R1 1.0198(달아납니다)" in picture.value
    box.children[1].value = 1.0
    assert "동시 + R1 0.8000(모입니다)" in picture.value
    for control in box.children[2:4]:
        control.value = 0.0
    assert "출발점이 균형 (0, 0)입니다" in picture.value
