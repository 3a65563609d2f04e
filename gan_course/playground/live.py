"""놀이터의 실험실을 노트북 안에. 쪽과 같은 자바스크립트가 같은 수를 계산합니다."""

import anywidget
import traitlets

from gan_course.playground.assets import script, vendored
from gan_course.playground.bundle import bundle, styles
from gan_course.playground.pages import LABS


class LiveLab(anywidget.AnyWidget):
    """브라우저가 계산하는 실험실. 커널이 바쁘거나 멈추어도 움직입니다.

    Args:
        name: "latent", "number", "picture", "losses", "dirac", "discriminator", "plane".
        settings: "plane"의 설정 글(`PlaneSettings.text`), "picture"에서 처음에 고를 모델("fruit").

    Raises:
        ValueError: 그런 실험실이 없을 때.
        ImportError: "latent", "number", "picture"인데 모델을 내보낼 extra `export`가 없을 때.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    settings = traitlets.Unicode().tag(sync=True)

    def __init__(self, name, settings=""):
        if name not in LABS:
            raise ValueError(f"실험실의 이름이 {name!r}입니다. {', '.join(LABS)} 가운데 하나를 주십시오.")
        lab = LABS[name]
        assets = lab.contents() | {library: vendored(library) for library in lab.libraries}
        code = "".join(script(asset, content) for asset, content in assets.items()) + bundle(name)
        framed = "export default { render({ model, el }) { el.classList.add('gan-course-lab'); return render({ model, el }); } };"
        super().__init__(settings=settings, _esm=code.replace("export default { render };", framed), _css=styles())
