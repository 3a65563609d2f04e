"""조절기와 그림 하나를 묶는 틀. 조절기를 움직이면 그림을 다시 그립니다."""

import base64
import html
import io

import ipywidgets


def controlled_figure(draw, alt, **controls):
    """조절기들 아래에 그림을 두고, 값이 바뀔 때마다 다시 그립니다.

    그림은 대체 텍스트가 있는 HTML `<img>`입니다(`ipywidgets.Image`에는 대체 텍스트가 없습니다).

    Args:
        draw: 조절기의 값을 이름으로 받아 `matplotlib.figure.Figure`를 돌려주는 함수.
        alt: 그림의 대체 텍스트. 같은 인수를 받아 글을 돌려주는 함수여도 됩니다.
        controls: 이름 → ipywidgets 조절기(`value`가 있는 것).

    Returns:
        `ipywidgets.VBox`: 조절기들, 그리고 마지막에 그림.
    """
    picture = ipywidgets.HTML()

    def redraw(change=None):
        values = {name: control.value for name, control in controls.items()}
        text = alt(**values) if callable(alt) else alt
        picture.value = image_tag(draw(**values), text)

    for control in controls.values():
        control.observe(redraw, names="value")
    redraw()
    return ipywidgets.VBox([*controls.values(), picture])


def image_tag(figure, alt, dpi=90):
    """그림을 대체 텍스트가 있는 HTML `<img>`로 바꿉니다."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=dpi, bbox_inches="tight")
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    return f'<img src="data:image/png;base64,{data}" alt="{html.escape(alt)}" style="max-width: 100%">'
