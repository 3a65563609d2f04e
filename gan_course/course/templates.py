"""HTML의 틀: 보고서, 슬라이드, 안내문이 함께 쓰는 Jinja 환경."""

import jinja2


def environment(package: str) -> jinja2.Environment:
    """``package``의 폴더에 든 틀을 읽는 환경. 값은 HTML로 새지 않게 바꾸고, 빠진 값은 오류입니다."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader(package, "."),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
