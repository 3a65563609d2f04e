"""링크를 살피는 눈이 정말로 잡는지: 끊긴 것 하나씩을 심습니다."""

import pytest

from gan_course.site import links

GOOD = """<html><head><link rel="stylesheet" href="_static/a.css"><link rel="canonical" href="https://example.org/"></head>
<body><h2 id="절">절</h2><a href="#절">여기</a><a href="folder/b.html#c">저기</a><a href="folder/">폴더</a>
<a href="https://example.org/">바깥</a><a href="mailto:a@b">편지</a>
<img src="_static/p.png" alt=""><img src="data:image/png;base64,AA" alt=""></body></html>"""


@pytest.fixture
def site(tmp_path):
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static" / "a.css").write_text("p { background: url(p.png) }", encoding="utf-8")
    (tmp_path / "_static" / "p.png").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "b.html").write_text('<a id="c" href="../a.html?q=1#%EC%A0%88">위</a>', encoding="utf-8")
    (tmp_path / "folder" / "index.html").write_text("<p>", encoding="utf-8")
    (tmp_path / "a.html").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_a_good_site_has_no_problem(site):
    assert links.problems(site) == []


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("folder/b.html#c", "folder/no.html", "없는 파일"),
        ("folder/b.html#c", "folder/b.html#d", "없는 닻"),
        ('href="#절"', 'href="#점"', "없는 닻"),
        ("_static/p.png", "_static/q.png", "없는 파일"),
        ("_static/p.png", "https://example.org/p.png", "바깥 주소"),
        ("_static/p.png", "//example.org/p.png", "바깥 주소"),
        ("_static/a.css", "https://example.org/a.css", "바깥 주소"),
        ("</body>", '<script src="https://example.org/a.js"></script>', "바깥 주소"),
        ("</body>", '<iframe src="https://example.org/"></iframe>', "바깥 주소"),
    ],
)
def test_each_broken_link_is_noticed(site, old, new, said):
    (site / "a.html").write_text(GOOD.replace(old, new), encoding="utf-8")
    (problem,) = links.problems(site)
    assert problem.startswith("a.html") and said in problem


@pytest.mark.parametrize("rule", ["@import 'https://example.org/a.css';", "p { src: url(//example.org/f.woff) }"])
def test_a_stylesheet_that_calls_outside_is_noticed(site, rule):
    (site / "_static" / "a.css").write_text(rule, encoding="utf-8")
    assert "바깥 주소" in "".join(links.problems(site))


def test_outside_addresses_are_listed_with_their_pages(site):
    assert links.outside(site) == {"https://example.org/": ["a.html"]}
