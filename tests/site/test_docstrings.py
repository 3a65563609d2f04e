"""docstring을 reStructuredText로 옮기는 규칙."""

import pytest

from gan_course.site.docstrings import plain


@pytest.mark.parametrize(
    "line, wanted",
    [
        ("`이름`은 값입니다.", "``이름``\\ 은 값입니다."),
        ("값 ``a``와 `b`·`c`", "값 ``a``\\ 와 ``b``\\ ·\\ ``c``"),
        ("(`x`)", "(\\ ``x``\\ )"),
        ("|x| * 2와 a_", "\\|x\\| \\* 2와 a\\_"),
        ("`a*b|c`와 d*e", "``a*b|c``\\ 와 d\\*e"),
        ("    >>> 2 * 3", "    >>> 2 * 3"),
        ("`주석 #a`", "``주석 #a``"),
    ],
)
def test_code_stays_code_and_the_rest_stays_text(line, wanted):
    assert plain(line) == wanted
