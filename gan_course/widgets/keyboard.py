"""조절기의 글쇠가 노트북의 단축키가 되지 않게 하는 울타리."""

from pathlib import Path

from gan_course.widgets.browser import anywidget


class KeyFence(anywidget.AnyWidget):
    """자기가 든 상자(가장 바깥의 것)에서 누른 글쇠를 주피터랩에 보내지 않습니다. 보이지 않습니다.

    이것이 없으면 고르개에 `0.005`를 칠 때의 `00`이 「커널 다시 시작」이 되고, 화살표가 다음 셀로 갑니다.
    """

    _esm = Path(__file__).with_name("keyboard.js")

    def __init__(self):
        super().__init__(layout={"display": "none"})
