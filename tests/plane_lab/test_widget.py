"""2차원 실험실의 조절기: 브라우저 없이, 브라우저가 보낼 것을 손으로 보내며."""

import asyncio
import io

import ipywidgets
import numpy as np
import pytest
from PIL import Image

from gan_course.plane_lab import widget
from gan_course.plane_lab.picture import POINTS_AXES, PlanePicture, point_at
from gan_course.plane_lab.run import PlaneSettings
from gan_course.plane_lab.widget import PlaneLab
from tests.plane_lab.test_picture import plane_moment


@pytest.fixture(scope="module")
def shared():
    return PlaneLab()


@pytest.fixture
def lab(shared):
    shared.code.value = "target=two&seed=1"
    return shared


def pixels(lab):
    return np.asarray(Image.open(io.BytesIO(lab.picture.data)))


def test_the_controls_show_the_settings_and_the_settings_follow_the_controls(lab):
    assert (lab.target.value, lab.seed.value) == ("two", 1)
    lab.objective.value = "hinge"
    lab.r1.value = 0.1
    assert lab.code.value == "target=two&objective=hinge&r1=0.1&seed=1"
    assert lab.run.settings == lab.settings and lab.run.step == 0


def test_a_rate_outside_the_list_comes_from_the_settings_text(lab):
    lab.code.value = "target=two&generator_rate=0.0037"
    assert lab.generator_rate.value == 0.0037 and lab.message.value == ""


def test_a_changed_rate_goes_on_and_another_seed_starts_again(lab):
    lab.generator_step()
    lab.generator_rate.value = 0.005
    assert lab.run.step == 1
    lab.seed.value = 2
    assert lab.run.step == 0


def test_steps_draw_a_new_picture_and_describe_it(lab):
    seen = [pixels(lab)]
    lab.discriminator_step()
    seen.append(pixels(lab))
    lab.generator_step()
    seen.append(pixels(lab))
    assert all((one != other).any() for one, other in zip(seen, seen[1:]))
    assert (
        lab.picture.alt.startswith("판별자 1걸음, 생성자 1걸음의 진짜 점과 가짜 점")
        and "자리 2곳 가운데" in lab.picture.alt
    )


@pytest.mark.parametrize(
    ("text", "words"), [("target=mars", "&#x27;mars&#x27;"), ("seed=x", "정수를 적어야"), ("", "읽을 수 없습니다")]
)
def test_a_bad_settings_text_is_explained_and_nothing_is_lost(lab, text, words):
    run = lab.run
    lab.code.value = text
    assert words in lab.message.value and 'role="alert"' in lab.message.value
    assert lab.run is run and lab.code.value == "target=two&seed=1"
    lab.generator_step()
    lab.code.value = "target=two"
    assert lab.message.value == ""


def test_what_later_chapters_teach_is_folded_unless_it_is_in_use():
    lab = PlaneLab(PlaneSettings(target="two"))
    (later,) = (box for box in lab.children if isinstance(box, ipywidgets.VBox))
    assert not lab.more.value and later.layout.display == "none" and lab.points.layout.display == "none"
    lab.more.value = True
    assert later.layout.display is None
    lab.target.value = "points"
    assert lab.points.layout.display is None
    lab.more.value = False
    lab.code.value = "target=two&r1=0.1"  # 보이지 않는 벌점으로 훈련하지 않습니다
    assert lab.more.value and later.layout.display is None


def test_points_by_the_mouse_and_by_numbers(lab):
    lab.target.value = "points"
    assert lab.picture.clickable and len(lab.settings.points) == 2
    left, bottom, width, height = POINTS_AXES
    lab.picture._handle_custom_msg({"clicked": [left + width / 2, 1 - bottom - 0.75 * height]}, [])
    assert lab.settings.points[-1] == (0, 1.6)
    lab.picture._handle_custom_msg({"clicked": [0.9, 0.5]}, [])
    assert "왼쪽 칸" in lab.message.value and len(lab.settings.points) == 3
    lab.points.value = "1, 2; -1, 0"
    assert lab.settings.points == ((1, 2), (-1, 0)) and lab.message.value == ""
    lab.points.value = "하나"
    assert "점 &#x27;하나&#x27;을 읽을 수 없습니다" in lab.message.value and lab.points.value == "1,2;-1,0"
    lab.target.value = "ring"
    assert not lab.picture.clickable


def test_playing_yields_and_pause_stops_it(lab):
    async def watch():
        lab.play()
        lab.play()  # 두 번 눌러도 하나입니다
        assert lab.playing
        while lab.run.step < 4 * lab.rounds.value:
            await asyncio.sleep(0.001)
            lab.picture.seen = lab.picture.frame
        lab.pause()
        await asyncio.sleep(0)
        stopped = lab.run.step
        await asyncio.sleep(0.05)
        assert not lab.playing and lab.run.step == stopped
        assert f"생성자 {stopped:,}걸음의" in lab.picture.alt

    asyncio.run(watch())


def test_playing_waits_for_the_browser_and_gives_up(lab, monkeypatch):
    monkeypatch.setattr(widget, "PATIENCE", 0.2)

    async def watch():
        lab.picture.seen = lab.picture.frame
        first = lab.picture.frame
        lab.play()
        while lab.playing:
            await asyncio.sleep(0.01)
        assert lab.picture.frame - first == 3  # 받았다는 답이 없으면 세 장에서 기다립니다
        assert "화면이 0.2초 동안" in lab.message.value

    asyncio.run(watch())


def test_an_explosion_while_playing_is_shown(lab):
    async def watch():
        lab.picture.seen = lab.picture.frame
        lab.run.game.generator.layers[-1].bias.assign([np.nan, 0.0])
        lab.play()
        while lab.playing:
            await asyncio.sleep(0.01)
        assert "학습률을 줄이거나" in lab.message.value

    asyncio.run(watch())
    lab.restart()
    assert np.isfinite(lab.run.moment.fake).all()


def test_a_lab_comes_back_from_its_text():
    with pytest.raises(ValueError, match="mars"):
        PlaneLab.from_settings("target=mars")
    lab = PlaneLab.from_settings("target=two&seed=5", rounds=3)
    assert lab.settings.seed == 5 and lab.rounds.value == 3


def test_the_quick_picture_is_the_full_one():
    """움직이는 것만 다시 그린 그림이 처음부터 다 그린 그림과 같습니다(JPEG로 줄이며 생긴 차이만)."""
    first, second = plane_moment(step=10), plane_moment(step=40)
    reused, fresh = PlanePicture(first), PlanePicture(second)
    reused.jpeg()
    reused.update(second)
    # 진짜 점은 판이 바뀔 때에만 달라지므로 처음 것을 그대로 씁니다.
    fresh = PlanePicture(second._replace(real=first.real))
    pictures = [np.asarray(Image.open(io.BytesIO(picture.jpeg())), float) for picture in (reused, fresh)]
    np.testing.assert_allclose(*pictures, atol=2)


def test_the_time_axis_grows():
    picture = PlanePicture(plane_moment(step=10))
    assert picture.figure.axes[2].get_xlim() == (0, 200)
    picture.update(plane_moment(step=950))
    assert picture.figure.axes[2].get_xlim() == (0, 1600)


def test_a_click_becomes_a_point():
    left, bottom, width, height = POINTS_AXES
    assert point_at(left + width / 2, 1 - bottom - height / 2) == (0, 0)
    with pytest.raises(ValueError, match="왼쪽 칸"):
        point_at(0.7, 0.5)
