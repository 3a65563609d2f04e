"""놀이터를 폴더 하나에 씁니다: 첫 쪽, 실험실마다의 쪽, 그 쪽이 읽는 것, 그리고 파일 하나로 된 실험실."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from gan_course.course.templates import environment
from gan_course.files import verified_path, write_atomically
from gan_course.playground import contents
from gan_course.playground.assets import script, vendored
from gan_course.playground.bundle import bundle, styles

_HERE = Path(__file__).parent
_ONNX = ("ort.wasm.bundle.min.mjs", "ort-wasm-simd-threaded.wasm")
_LICENSES = ("LICENSE-onnxruntime.txt", "ThirdPartyNotices-onnxruntime.txt", "LICENSE-tensorflow-js.txt")


class Lab(NamedTuple):
    """실험실 하나."""

    title: str
    summary: str
    """첫 쪽에 적는 한 줄."""
    introduction: tuple[str, ...]
    """쪽의 머리글."""
    sources: tuple[str, ...] = ()
    """쪽의 꼬리글: 무엇으로 훈련했고 무엇이 노트북과 다른지."""
    contents: Callable = dict
    """쪽이 읽는 것을 만드는 함수: () → {이름: 바이트}."""
    libraries: tuple[str, ...] = ()
    """함께 읽는 라이브러리(`data/playground`의 이름)."""


LABS = {
    "latent": Lab(
        "잠재 공간 걷기",
        "훈련한 생성자의 잠재 벡터를 끌어, 잡음에서 손글씨 숫자가 나오는 것을 봅니다.",
        (
            "3장의 생성자입니다. 정규 분포에서 뽑은 수 64개(잠재 벡터)를 넣으면 28화소의 숫자가 나옵니다. "
            "출발과 도착 사이를 걷고, 방향을 바꾸고, 지금의 가짜를 가장 가까운 진짜와 견주어 보십시오.",
            "잘라 내기 ψ는 잠재 벡터를 ψ배 합니다. 줄이면 가운데에 가까운 흔한 숫자가 되고, 키우면 본 적 없는 자리로 나갑니다.",
        ),
        (
            "생성자는 MNIST 5,000장으로 훈련했고, 견주는 진짜는 그 가운데 4,000장입니다. 출발과 도착의 씨앗은 "
            "노트북의 잠재 공간 실험실과 같은 벡터입니다.",
        ),
        contents.latent,
        _ONNX,
    ),
    "number": Lab(
        "내 번호 쓰기",
        "적은 번호를 조건부 생성자가 손글씨로 씁니다. 글씨체는 잡음이 정합니다.",
        (
            "8장의 조건부 생성자입니다. 적은 숫자가 레이블이고, 정규 분포에서 뽑은 수 64개(잡음)가 글씨체입니다. 잡음을 그대로 두고 "
            "번호만 바꾸어 보고, 번호를 그대로 두고 잡음을 옮겨 보십시오.",
            "굵기와 기울기 같은 글씨체의 일부만 함께 움직입니다(8.9절). 부탁한 숫자로 읽히지 않는 것도 드물게 나옵니다.",
        ),
        (
            "생성자는 MNIST 5,000장과 그 레이블로 훈련했습니다. 씨앗마다의 글씨는 8.11절의 실험실과 같습니다. 가중치는 16비트로 적어 "
            "화소의 값이 조금(0.01까지) 다릅니다.",
        ),
        contents.number,
        _ONNX,
    ),
    "picture": Lab(
        "내 그림 바꾸기",
        "말을 얼룩말로, 여름을 겨울로, 오렌지를 풋사과로 옮겼다가 되돌립니다. 내 그림과 카메라도 됩니다.",
        (
            "CycleGAN의 두 생성자로 그림을 옮기고, 도중에 잡음을 섞고, 되돌립니다. 말과 얼룩말, 여름과 겨울은 코드로 그린 것이라 "
            "정답과 견줄 수 있습니다. 오렌지와 풋사과는 사진입니다.",
        ),
        (
            "가중치는 8비트로 적고 float32로 계산합니다. 장면을 그리는 코드는 파이썬에 있으므로 미리 그려 담았습니다. "
            "도중의 잡음은 이 쪽의 난수라서 노트북의 것과 다릅니다.",
            "오렌지와 풋사과의 사진: Grocery Store Dataset(Klasson, Zhang, Kjellström 2019), MIT, © 2019 Marcus Klasson. 전문은 "
            "그 모델을 고르면 사진 아래에 있습니다.",
        ),
        contents.translators,
        _ONNX,
    ),
    "losses": Lab(
        "손실 함수",
        "로짓 하나를 옮기며 여섯 목적 함수의 손실과 그레이디언트를 견줍니다.",
        ("판별자의 로짓 a가 바뀔 때 손실과, 손실을 a로 미분한 값이 어떻게 바뀌는지 보십시오(2장).",),
        contents=contents.objectives,
    ),
    "dirac": Lab(
        "디랙 GAN",
        "수 두 개로 된 가장 작은 GAN이 모이는지, 맴도는지, 달아나는지 봅니다.",
        (
            "진짜는 0에 놓인 점 하나, 생성자는 점 하나 θ, 판별자는 기울기 하나 ψ입니다. 학습률과 R1의 세기를 옮겨 "
            "균형 (0, 0)으로 모이게 해 보십시오(7장).",
        ),
        ("Mescheder et al. 2018, “Which Training Methods for GANs do actually Converge?”, 2절.",),
    ),
    "discriminator": Lab(
        "최적 판별자",
        "두 분포를 겹치면 가장 좋은 탐정의 답이 어떻게 ½이 되는지 봅니다.",
        (
            "진짜는 평균 0, 표준편차 1인 정규 분포입니다. 가짜를 옮기며 가장 좋은 판별자와 두 분포의 거리를 보십시오(2장).",
        ),
        ("Goodfellow et al. 2014, “Generative Adversarial Nets”, 명제 1.",),
    ),
    "plane": Lab(
        "2차원 GAN",
        "점을 만드는 GAN을 이 쪽에서 정말로 훈련합니다.",
        (
            "생성자와 판별자가 평면에서 겨룹니다. 분포와 목적 함수와 벌점을 고르고, 한 걸음씩 또는 이어서 훈련하며 "
            "보십시오(1장과 3장).",
        ),
        (
            "한 걸음의 식과 설정 글은 노트북의 2차원 실험실과 같습니다. 난수를 만드는 법이 다르므로 같은 설정에서도 "
            "자취는 조금씩 다릅니다.",
        ),
        contents.plane,
        ("tf.es2017.min.js",),
    ),
}


def build(folder: Path, alone: bool = True, labs: Mapping[str, Lab] = LABS) -> Path:
    """놀이터를 씁니다. 있던 파일은 덮어씁니다.

    Args:
        folder: 쓸 폴더. 없으면 만듭니다. `index.html`, 실험실마다 `이름.html`, 쪽이 읽는 `assets/`와 `licenses/`가 생깁니다.
        alone: 실험실마다 그것만 있으면 되는 파일 하나(`alone/이름.html`)도 씁니다. 모두 21 MB쯤입니다.
        labs: 쓸 실험실(`LABS`의 것). 기본은 모두입니다.

    Returns:
        `index.html`의 경로.

    Raises:
        ImportError: 모델을 내보낼 extra `export`의 패키지가 없을 때.
    """
    folder = Path(folder)
    templates = environment(__package__)
    css = styles() + (_HERE / "page.css").read_text(encoding="utf-8")
    runner = (_HERE / "page.js").read_text(encoding="utf-8")
    for name, lab in labs.items():
        found = lab.contents() | {library: vendored(library) for library in lab.libraries}
        scripts = {asset: script(asset, content) for asset, content in found.items()}
        for asset, text in scripts.items():
            write_atomically(folder / "assets" / f"{asset}.js", text)
        code = bundle(name).replace("export default { render };\n", "") + "\n" + runner
        page = templates.get_template("page.html")
        values = {"name": name, "lab": lab, "css": css, "code": code}
        megabytes = ""
        if alone:
            text = page.render(**values, home=False, inlined=scripts.values(), megabytes="")
            write_atomically(folder / "alone" / f"{name}.html", text)
            megabytes = f"{len(text.encode()) / 1e6:.1f}"
        write_atomically(folder / f"{name}.html", page.render(**values, home=True, inlined=(), megabytes=megabytes))
    for name in _LICENSES:
        write_atomically(folder / "licenses" / name, vendored(name))
    for each in filter(None, (translator.licence for translator in contents.TRANSLATORS)):
        write_atomically(folder / "licenses" / Path(each).name, verified_path(each).read_bytes())
    write_atomically(folder / "index.html", templates.get_template("index.html").render(labs=labs, css=css))
    return folder / "index.html"
