"""자주 바뀌고, 누른 자리를 알려 주는 그림."""

from pathlib import Path

import traitlets

from gan_course.widgets.browser import anywidget


class Picture(anywidget.AnyWidget):
    """JPEG 한 장을 대체 텍스트와 함께 보입니다.

    `controlled_figure`의 HTML 그림은 바뀔 때마다 새로 놓이지만, 이것은 한 자리에서 바뀌므로 깜빡이지 않습니다.
    브라우저는 다 그린 그림의 번호를 `seen`에 적어 보내므로, 보내는 쪽이 앞서 나가지 않을 수 있습니다.
    """

    _esm = Path(__file__).with_name("picture.js")

    data = traitlets.Bytes().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    frame = traitlets.Int(0).tag(sync=True)
    seen = traitlets.Int(0).tag(sync=True)
    clickable = traitlets.Bool(False).tag(sync=True)

    def __init__(self, clicked=None, **kwargs):
        """clicked: 누른 자리의 (왼쪽에서, 위에서)의 비율을 받을 함수."""
        super().__init__(**kwargs)
        self._clicked = clicked
        self.on_msg(self._receive)

    def show(self, data, alt=None):
        """그림을 바꿉니다. alt를 주지 않으면 대체 텍스트는 그대로입니다."""
        with self.hold_sync():
            self.data = data
            if alt is not None:
                self.alt = alt
            self.frame += 1

    def _receive(self, widget, content, buffers):
        if self._clicked and "clicked" in content:
            self._clicked(*content["clicked"])
