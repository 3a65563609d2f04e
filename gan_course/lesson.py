"""노트북이 쓰는 네 낱말: 프로필 고르기, 주장 확인하기, 잰 값 적기, 그림 보이기."""

from IPython.display import Image, display

from gan_course.plots.png import png_bytes
from gan_course.plots.style import DPI

PROFILES = ("quick", "cpu", "gpu")


def choose(profile, *, quick, cpu, gpu):
    """프로필에 맞는 값을 고릅니다.

    Args:
        profile: "quick"(몇 초, 코드가 도는지만), "cpu"(기본, 노트북에서 진짜 훈련), "gpu"(논문 크기).
        quick, cpu, gpu: 프로필마다의 값. 무엇이든 됩니다.
    """
    values = {"quick": quick, "cpu": cpu, "gpu": gpu}
    if profile not in values:
        raise ValueError(
            f"PROFILE이 {profile!r}입니다. {', '.join(PROFILES)} 가운데 하나여야 합니다. "
            "맨 위의 parameters 셀을 고치십시오."
        )
    return values[profile]


def verdict(claim, ok, when=True):
    """본문의 주장이 참인지 확인하고 적습니다.

    Args:
        claim: 주장 한 문장. 다시 돌려도 같은 글자여야 하므로 잰 숫자는 넣지 않습니다.
        ok: 주장이 참인지. 넘파이나 텐서의 참/거짓도 됩니다.
        when: 거짓이면 확인하지 않고 건너뜁니다(장난감 크기로 도는 quick 프로필용).

    Raises:
        AssertionError: 주장이 거짓일 때.
    """
    if not when:
        print(f"[생략] {claim} (quick 프로필은 훈련이 짧아 확인하지 않습니다)")
        return
    if not bool(ok):
        raise AssertionError(
            f"확인하지 못했습니다: {claim}\n"
            "위의 셀을 차례로 실행했는지, 값을 바꾸지 않았는지 살펴보십시오. "
            "커널을 다시 시작하고 처음부터 실행해도 같다면 결함이니 알려 주십시오."
        )
    print(f"[확인] {claim}")


def measure(name, value, unit="", digits=2):
    """잰 값을 적습니다. 기계마다 달라지므로 이 셀에는 `nbval-ignore-output` 태그를 붙입니다.

    Args:
        name: 무엇을 쟀는지.
        value: 숫자.
        unit: 단위.
        digits: 소수점 아래 자릿수.
    """
    print(f"[측정] {name}: {float(value):,.{digits}f}{' ' + unit if unit else ''}")


def show(figure, alt, dpi=DPI):
    """그림을 대체 텍스트와 함께 보이고 닫습니다. 노트북이 작도록 색을 256가지로 줄인 PNG입니다.

    Args:
        figure: `matplotlib.figure.Figure`.
        alt: 그림을 보지 못하는 사람에게 읽어 줄 설명.
        dpi: 해상도(인치당 화소).
    """
    if not alt.strip():
        raise ValueError("show의 alt가 비어 있습니다. 그림에 무엇이 보이는지 한두 문장으로 적으십시오.")
    content = png_bytes(figure, dpi)
    figure.clear()
    display(Image(content, format="png", alt=alt))
