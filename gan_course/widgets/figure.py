"""조절기와 그림 하나를 묶는 틀. 조절기를 움직이면 그림을 다시 그립니다."""

import base64
import html
import io

import ipywidgets
from PIL import Image

from gan_course.widgets.keyboard import KeyFence

# 이름이 잘리지 않는 넓은 조절기
WIDE = {"style": {"description_width": "11em"}, "layout": {"width": "min(42em, 98%)"}}
_ALERT = "border-left: 4px solid #D55E00; padding: 4px 10px; margin: 4px 0; line-height: 1.5"


def controlled_figure(draw, alt, **controls):
    """조절기들 아래에 그림을 두고, 값이 바뀔 때마다 다시 그립니다.

    그림은 대체 텍스트가 있는 HTML `<img>`입니다(`ipywidgets.Image`에는 대체 텍스트가 없습니다).
    처음 그릴 때의 예외는 그대로 셀의 오류가 됩니다. 조절기를 움직인 다음의 예외는 주피터가 커널의 기록에만
    남기므로, 그림의 자리에 글로 보입니다. 값을 되돌리면 그림도 돌아옵니다.

    Args:
        draw: 조절기의 값을 이름으로 받아 `matplotlib.figure.Figure`를 돌려주는 함수.
        alt: 그림의 대체 텍스트. 같은 인수를 받아 글을 돌려주는 함수여도 됩니다.
        controls: 이름 → ipywidgets 조절기(`value`가 있는 것).

    Returns:
        `ipywidgets.VBox`: 조절기들, 그림, 그리고 보이지 않는 `KeyFence`.
    """
    picture = ipywidgets.HTML()

    def redraw():
        values = {name: control.value for name, control in controls.items()}
        text = alt(**values) if callable(alt) else alt
        picture.value = image_tag(draw(**values), text)

    def follow(change):
        try:
            redraw()
        except Exception as error:  # 무엇이 나든 독자가 보아야 합니다
            picture.value = error_note(error)

    for control in controls.values():
        control.observe(follow, names="value")
    redraw()
    return ipywidgets.VBox([*controls.values(), picture, KeyFence()])


def error_note(error):
    """콜백에서 난 예외를 독자가 읽을 HTML로 바꿉니다. 화면 읽기 프로그램도 바로 읽습니다.

    `ValueError`의 글은 무엇을 어떻게 고칠지 말하므로 그대로 보이고, 다른 예외는 이름과 함께 결함으로 알립니다.
    """
    if isinstance(error, ValueError):
        text = str(error)
    else:
        text = f"예상하지 못한 오류입니다({type(error).__name__}: {error}). 되풀이되면 결함이니 알려 주십시오."
    return f'<p role="alert" style="{_ALERT}">▲ {html.escape(text)}</p>'


def image_tag(figure, alt, dpi=90):
    """그림을 대체 텍스트가 있는 HTML `<img>`로 바꿉니다."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=dpi, bbox_inches="tight")
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    width, height = Image.open(buffer).size
    # 크기를 먼저 알리고 그 자리에서 풀게 해야, 조절기를 끄는 동안 화면이 접혔다 펴지지 않습니다.
    shape = f'width="{width}" height="{height}" decoding="sync" style="max-width: 100%; height: auto"'
    return f'<img src="data:image/png;base64,{data}" alt="{html.escape(alt)}" {shape}>'
