"""작은 강좌의 사이트를 한 번 지어, 있을 것이 있는지 봅니다. 진짜 강좌의 사이트는 tests/browser/test_site.py가 엽니다."""

import json
import re
import types
import zipfile

import pytest

from gan_course.site import links
from tests.site.small_site import write_course


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """(사이트, 놀이터가 불린 폴더). 놀이터는 대역입니다."""
    from gan_course.site import builder

    called = []

    def build(folder, alone):
        assert not alone  # 21 MB는 내려받는 사이트에 넣지 않습니다
        called.append(folder)
        folder.mkdir()
        for name in ("index.html", "plane.html"):
            (folder / name).write_text("<!doctype html><title>놀이터</title>", encoding="utf-8")

    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builder, "playground", lambda: types.SimpleNamespace(build=build))
        site = builder.build_site(write_course(folder / "나의 강좌 {3}"), folder / "사이트 {1}", with_reference=False)
    return site, called


def _text(site, name):
    return (site.folder / name).read_text(encoding="utf-8")


def test_every_page_is_there(built):
    site, called = built
    pages = {path.relative_to(site.folder).as_posix() for path in links.pages(site.folder)}
    expected = {f"notebooks/{name}.html" for name in ("01_small", "02_next", "exercises/01_small", "exercises/index")}
    assert expected | {"index.html", "glossary.html", "search.html", "playground/plane.html"} <= pages
    assert called == [site.folder / "playground"] and site.playground
    assert site.pages == len(pages) and site.size > 100_000
    assert list(site.folder.rglob("*.map")) == []


def test_nothing_was_executed_and_nothing_is_lost(built):
    page = _text(built[0], "notebooks/01_small.html")
    assert 'alt="빨간 &quot;네모&quot;"' in page
    assert '<iframe class="lab" src="../playground/plane.html"' in page
    assert "fit()" in re.sub(r"<[^>]+>", "", page)
    assert r"\(a^2 + b^2\)" in page and r"\[\frac{1}{2}\]" in page.replace("\n", "")
    assert "<summary>답 보기</summary>" in page


def test_the_licences_of_the_code_of_others_come_along(built):
    from gan_course.site.licences import CARRIED

    for name, words in zip(CARRIED, ("Redistribution", "Redistribution", "Redistribution", "MIT"), strict=True):
        assert words in _text(built[0], f"licenses/{name}.txt"), name


def test_the_solution_is_folded_in_the_page(built):
    page = _text(built[0], "notebooks/exercises/01_small.html")
    folded = "".join(re.findall(r"<details class=\"hide above-input\">.*?</details>|<details.*?</details>", page, re.S))
    assert "secret_sum" in folded and "풀이 보기" in page
    assert page.count("secret_sum") == folded.count("secret_sum")


def test_previous_and_next(built):
    first, second = _text(built[0], "notebooks/01_small.html"), _text(built[0], "notebooks/02_next.html")
    assert re.search(r'class="right-next"\s+href="02_next.html"', first)
    assert re.search(r'class="left-prev"\s+href="01_small.html"', second)


def test_the_downloads_are_the_notebooks_of_the_course(built):
    site = built[0]
    notebook = json.loads(_text(site, "notebooks/01_small.ipynb"))
    assert any(
        "image/png" in output.get("data", {}) for cell in notebook["cells"] for output in cell.get("outputs", [])
    )


def test_the_interface_is_korean(built):
    """테마에는 한국어가 없어 locale과 layout.html이 줍니다. 테마의 새 판이 말을 바꾸면 여기에 나타납니다."""
    english = set()
    for path in links.pages(built[0].folder):
        page = path.read_text(encoding="utf-8")
        assert '<html lang="ko"' in page or path.parent.name == "playground"
        named = re.findall(r' (?:title|aria-label|placeholder)="([^"]*)"', page)
        written = re.findall(r"<(button|summary|label)\b[^>]*>(.*?)</\1>", page, re.S)
        named += re.findall(r'class="skip-link[^>]*>(.*?)</div>', page) + [text for _, text in written]
        texts = [re.sub(r"<kbd.*?</kbd>|<[^>]*>", "", text).strip() for text in named]
        english |= {text for text in texts if re.search("[A-Za-z]{3}", text) and not re.search("[가-힣]", text)}
        assert path.parent.name == "playground" or "본문으로 건너뛰기" in texts
    assert english == set()


def test_the_font_holds_the_letters_of_the_pages(built):
    from fontTools.ttLib import TTFont

    font = built[0].folder / "_static" / "fonts" / "course-hangul-regular.woff"
    opened = TTFont(font)
    letters = opened.getBestCmap()
    assert {ord(letter) for letter in "판별자레이텍"} <= set(letters)
    assert ord("뷁") not in letters and font.stat().st_size < 200_000
    # 고친 글꼴에는 예약된 이름을 쓰지 않고 라이선스 전문을 곁에 둡니다(OFL).
    titles = [str(name) for name in opened["name"].names if name.nameID in (1, 3, 4, 6, 16, 18)]
    assert titles and not any(word in title for title in titles for word in ("Nanum", "나눔"))
    assert "Reserved Font Name" in (font.parent / "OFL.txt").read_text(encoding="utf-8")


def test_no_script_or_font_keeps_the_text_from_showing(built):
    """느린 회선에서 글이 먼저 보이게(benchmarks/site_speed.py): 스크립트는 미루고, 수식의 글꼴은 쓸 때만 읽습니다."""
    head = _text(built[0], "notebooks/01_small.html").partition("</head>")[0]
    blocking = [tag for tag in re.findall(r"<script[^>]*src=[^>]*>", head) if not re.search("defer|later", tag)]
    assert ["documentation_options" in tag for tag in blocking] == [True] and "preload" not in head
    style = _text(built[0], "_static/katex.css")
    fonts = re.findall(r"url\(([^)]*)\)", style)
    assert fonts and all((built[0].folder / "_static" / font).exists() for font in fonts)


def test_only_a_page_with_formulas_calls_katex(built):
    called = {
        name: _text(built[0], f"{name}.html").lower().count("katex")
        for name in ("index", "search", "notebooks/01_small")
    }
    assert called["index"] == called["search"] == 0 < called["notebooks/01_small"]


def test_a_picture_keeps_its_place_before_it_comes(built):
    (cover,) = re.findall(r"<img [^>]*cover.png[^>]*>", _text(built[0], "index.html"))
    assert 'width="40" height="30"' in cover and 'alt="표지"' in cover


def test_the_search_index_is_in_korean(built):
    entry = json.loads((built[0].folder / "pagefind" / "pagefind-entry.json").read_text(encoding="utf-8"))
    assert set(entry["languages"]) == {"ko"} and entry["languages"]["ko"]["page_count"] >= 5


def test_a_folder_of_another_is_never_deleted(tmp_path, course):
    from gan_course.site.builder import build_site

    (tmp_path / "사진").mkdir()
    (tmp_path / "사진" / "소중한.txt").write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match="지우지 않았습니다"):
        build_site(course, tmp_path / "사진", with_reference=False)
    assert (tmp_path / "사진" / "소중한.txt").exists()


def test_a_broken_page_stops_the_build(tmp_path, course):
    from gan_course.site.builder import build_site

    notebook = course / "notebooks" / "02_next.ipynb"
    notebook.write_text(
        notebook.read_text(encoding="utf-8").replace("레이텍을", "[끊긴](no.ipynb) 레이텍을"), encoding="utf-8"
    )
    with pytest.raises(ValueError, match="no.ipynb"):
        build_site(course, tmp_path / "site", with_reference=False)


def test_the_archive_is_the_site_and_always_the_same(built, tmp_path):
    from gan_course.site.archive import write_archive

    site = built[0].folder
    for name in ("a.zip", "b.zip"):
        write_archive(site, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert archive.read("gan-course/index.html") == (site / "index.html").read_bytes()
        assert len(archive.namelist()) == sum(path.is_file() for path in site.rglob("*"))
