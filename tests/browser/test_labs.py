"""실험실마다 진짜 브라우저에서: 자판과 마우스로 움직이면 그림이 바뀌고, 이름은 우리말이고, 콘솔은 조용한지."""

import re

from selenium.webdriver.common.keys import Keys

HANGUL = re.compile("[가-힣]")


def check_labels(page):
    """보이는 이름마다 한글이 있어야 합니다."""
    labels = page.labels()
    assert labels and [label for label in labels if not HANGUL.search(label)] == []


KEYS = """
import ipywidgets
from matplotlib.figure import Figure
from gan_course.widgets.figure import controlled_figure

controlled_figure(
    lambda **values: Figure(),
    lambda rate, step, name: f"{rate} {step} {name}",
    rate=ipywidgets.Dropdown(options=["0.001", "0.002", "0.005"], description="학습률"),
    step=ipywidgets.IntSlider(3, 0, 9, description="걸음"),
    name=ipywidgets.Text(description="이름"),
)
"""


def test_no_key_in_a_control_reaches_the_notebook(open_lab):
    """`00`은 커널 다시 시작, `dd`는 셀 지우기, `a`와 `b`는 셀 더하기, `m`은 글로 바꾸기, Shift+Enter는 실행입니다."""
    page = open_lab("글쇠", KEYS)
    ran = Keys.SHIFT, Keys.ENTER, Keys.NULL
    assert page.typed_into("학습률", "0.005") == "0.005"
    assert page.typed_into("학습률", Keys.ARROW_UP) == "0.002"
    assert page.typed_into("학습률", *"ddabmyjk", *ran)
    assert page.typed_into("걸음", Keys.ARROW_RIGHT, Keys.ARROW_UP, *"00ddab", *ran) == "5.0"
    assert page.typed_into("이름", *"00dd", Keys.ESCAPE, *"00ab", *ran) == "00dd00ab"
    page.wait(lambda: page.alt() == "0.002 5 00dd00ab")
    assert page.complaints() == []


def test_dirac_lab(open_lab):
    page = open_lab("디랙", "from gan_course.widgets.dirac import dirac_lab\ndirac_lab()")
    check_labels(page)
    assert "동시 1.0198(달아납니다)" in page.alt()
    page.changed_by(lambda: page.press("학습률 h", Keys.ARROW_RIGHT))
    assert "학습률 0.45" in page.alt()
    page.changed_by(lambda: page.drag("R1의 세기 γ", 60))
    assert page.complaints() == []


def test_loss_lab(open_lab):
    page = open_lab("손실", "from gan_course.widgets.objectives import loss_lab\nloss_lab()")
    check_labels(page)
    page.changed_by(lambda: page.choose("목적 함수", "최소제곱"))
    page.changed_by(lambda: page.press("로짓 a", Keys.ARROW_LEFT))
    assert "최소제곱, 로짓 -2.5" in page.alt()
    page.changed_by(lambda: page.drag("가짜의 레이블 β", 80))
    assert page.tab_stops() == ["목적 함수", "로짓 a", "진짜의 레이블 α", "가짜의 레이블 β"]
    assert page.complaints() == []


def test_plane_lab(open_lab):
    page = open_lab("평면", "from gan_course.plane_lab import PlaneLab\nPlaneLab()")
    check_labels(page)
    page.changed_by(lambda: page.click("G 한 걸음"))
    assert page.alt().startswith("판별자 0걸음, 생성자 1걸음의")
    page.changed_by(lambda: page.click("D 한 걸음"))
    assert page.alt().startswith("판별자 1걸음, 생성자 1걸음의")

    # 1장에서 배운 것만 보이고, 나머지는 펼쳐야 나옵니다.
    assert set(page.labels()) == {
        "분포", "씨앗", "G의 학습률", "D의 학습률", "설정 글", *["재생", "멈춤", "D 한 걸음", "G 한 걸음", "처음부터"]
    }  # fmt: skip
    page.click("더 바꾸기")
    page.wait(lambda: {"목적 함수", "R1의 γ", "R2의 γ", "G 한 걸음마다 D", "한 장면의 걸음"} <= set(page.labels()))
    page.press("한 장면의 걸음", Keys.ARROW_RIGHT)

    # 재생하는 동안 그림이 거듭 바뀌고, 멈추면 그림도 멈춥니다.
    seen = set()
    page.click("재생")
    page.wait(lambda: seen.add(page.picture()) or len(seen - {None}) >= 5)
    page.click("멈춤")
    page.wait(lambda: not page.alt().startswith("판별자 1걸음"))
    stopped = page.picture()
    assert all(page.picture() == stopped for _ in range(5))

    page.changed_by(lambda: page.type("설정 글", "target=points&points=1,2&seed=4"))
    assert page.value("점 x, y") == "1,2"
    page.changed_by(lambda: page.click_picture(0.2, 0.5))
    assert page.value("점 x, y").startswith("1,2;")
    page.type("설정 글", "target=mars")
    page.wait(page.message)
    assert "분포의 이름이 'mars'입니다" in page.message() and page.value("설정 글").startswith("target=points")
    stops = page.tab_stops()
    assert {"분포", "씨앗", "점 x, y", "더 바꾸기", "목적 함수", "재생", "멈춤", "설정 글"} <= set(stops)
    assert page.complaints() == []


LATENT = """
import numpy as np
from gan_course.data import mnist
from gan_course.widgets.latent import latent_lab

digits = mnist.load().images[:300]
mixer = np.random.default_rng(0).dirichlet(np.full(40, 0.1), size=8)

def generator(noise):  # 훈련한 생성자 대신: 진짜 여러 장을 섞습니다
    weights = np.exp(3 * np.asarray(noise)) / np.exp(3 * np.asarray(noise)).sum(axis=1, keepdims=True)
    return np.tensordot(weights @ mixer, digits[:40], axes=1)

latent_lab(generator, digits, noise_dim=8)
"""


def test_latent_lab(open_lab):
    page = open_lab("잠재", LATENT)
    check_labels(page)
    assert page.seen_while_dragging("걸음", 40, 3) == 3  # 놓을 때가 아니라 끄는 동안 따라옵니다
    page.changed_by(lambda: page.press("걸음", *[Keys.ARROW_RIGHT] * 3))
    page.changed_by(lambda: page.drag("도착의 씨앗", 50))
    page.changed_by(lambda: page.choose("길", "구면"))
    assert "구면 길 21걸음" in page.alt()
    assert page.complaints() == []


CYCLE = """
from gan_course.data import savanna
from gan_course.models import patch_discriminator, resnet_generator
from gan_course.training import CycleGAN
from gan_course.widgets.translation import cycle_lab

generators = [resnet_generator((64, 64, 3), 4, 1) for _ in "AB"]
discriminators = [patch_discriminator((64, 64, 3), 4, 2) for _ in "AB"]
test = savanna.pairs("horse2zebra", 4, seed=0)
cycle_lab(CycleGAN(*generators, *discriminators), test.a, test.b)
"""


def test_cycle_lab(open_lab):
    page = open_lab("순환", CYCLE)
    check_labels(page)
    page.changed_by(lambda: page.press("이미지", Keys.ARROW_RIGHT))
    assert page.alt().startswith("1번. 말, 옮긴 얼룩말")
    page.changed_by(lambda: page.drag("도중의 잡음", 60))
    page.changed_by(lambda: page.choose("방향", "얼룩말 → 말"))
    assert page.complaints() == []
