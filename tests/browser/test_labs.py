"""실험실마다 진짜 브라우저에서: 자판과 마우스로 움직이면 그림이 바뀌고, 이름은 우리말이고, 콘솔은 조용한지."""

import re

from selenium.webdriver.common.keys import Keys

HANGUL = re.compile("[가-힣]")


def check_labels(page, *others):
    """보이는 이름마다 한글이 있어야 합니다. `others`는 수식처럼 한글이 아니어도 되는 것."""
    labels = page.labels()
    assert labels
    assert [label for label in labels if not HANGUL.search(label) and not re.fullmatch(r"[-\d.,e ]+", label)] == [*others]


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
    page = open_lab("평면", "from gan_course.widgets.lab_plane import PlaneLab\nPlaneLab()")
    check_labels(page)
    page.changed_by(lambda: page.click("G 한 걸음"))
    assert page.alt().startswith("1걸음")
    page.changed_by(lambda: page.click("D 한 걸음"))
    assert page.alt().startswith("1걸음")  # 생성자는 그대로입니다
    page.press("한 장면의 걸음", Keys.ARROW_RIGHT)

    # 재생하는 동안 그림이 거듭 바뀌고, 멈추면 그림도 멈춥니다.
    seen = set()
    page.click("재생")
    page.wait(lambda: seen.add(page.picture()) or len(seen - {None}) >= 5)
    page.click("멈춤")
    page.wait(lambda: not page.alt().startswith("1걸음"))
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
    assert {"분포", "씨앗", "점 x, y", "재생", "멈춤", "설정 글"} <= set(stops) and len(stops) == len(set(stops))
    assert page.complaints() == []
