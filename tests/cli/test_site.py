"""`gan-course site`: 없는 패키지와 브라우저를 먼저 말하고, 지은 것의 자리를 알려 줍니다."""

import shutil

import pytest

from gan_course import cli
from gan_course.cli import site as verb
from tests.site.small_site import write_course


def test_missing_packages_are_named_with_the_command_that_installs_them(monkeypatch, capsys):
    monkeypatch.setattr(verb, "is_installed", lambda name: name != "pagefind")
    assert cli.main(["site"]) == 2
    said = capsys.readouterr().err
    assert "pagefind" in said and "sphinx" not in said and "uv run --group site gan-course site" in said


def test_a_dotted_name_without_its_parent_is_missing():
    assert not verb.is_installed("no_such_package.inside") and verb.is_installed("importlib.util")


@pytest.mark.skipif(
    not all(map(verb.is_installed, verb.NEEDED)), reason="사이트를 짓는 패키지가 없습니다(uv sync --group site)"
)
class TestWithPackages:
    def test_without_a_browser_the_book_is_refused_before_the_build(self, monkeypatch, tmp_path, capsys):
        monkeypatch.setattr(shutil, "which", lambda name: None)
        assert cli.main(["site", "--pdf", "--output", str(tmp_path / "site")]) == 2
        assert "PDF를 찍을 브라우저가 없습니다" in capsys.readouterr().err and not (tmp_path / "site").exists()

    def test_it_says_where_the_site_and_the_zip_are(self, tmp_path, capsys, monkeypatch):
        from gan_course.site import builder

        monkeypatch.setattr(builder, "playground", lambda: None)
        monkeypatch.setattr(builder, "write_stage", _without_reference(builder.write_stage))
        course, output = write_course(tmp_path / "강좌"), tmp_path / "site"
        assert (
            cli.main(
                [
                    "site",
                    "--folder",
                    str(course),
                    "--output",
                    str(output),
                    "--zip",
                    "--outside",
                    str(tmp_path / "바깥.txt"),
                ]
            )
            == 0
        )
        said = capsys.readouterr().out
        assert str(output / "index.html") in said and str(tmp_path / "site.zip") in said
        assert "놀이터" in said and (tmp_path / "site.zip").exists()
        assert (tmp_path / "바깥.txt").read_text(encoding="utf-8") == ""


def _without_reference(write_stage):
    """패키지의 글은 TensorFlow를 들여와 오래 걸리므로 뺍니다."""
    return lambda course, stage, playground, with_reference: write_stage(course, stage, playground, False)
