"""릴리스: 버전을 적은 곳이 모두 같고, wheel에 낯선 사람이 쓸 것이 다 들어갑니다."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
VERSION = PROJECT["project"]["version"]


def test_changelog_and_citation_name_the_version():
    headings = re.findall(r"^## (\S+) \((.+)\)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert headings[0][0] == VERSION
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert str(citation["version"]) == VERSION
    released = str(citation.get("date-released", "아직 릴리스하지 않음"))
    assert headings[0][1] == released, "CHANGELOG의 날짜와 CITATION의 date-released가 다릅니다"


def wrong_tags(tags):
    """릴리스의 태그(v로 시작) 가운데 이 버전이 아닌 것."""
    return [tag for tag in tags if re.match(r"v\d", tag) and tag != f"v{VERSION}"]


def test_the_tag_of_this_commit_is_the_version():
    assert wrong_tags(["v0.0.1", f"v{VERSION}", "valid", f"v{VERSION}.1"]) == ["v0.0.1", f"v{VERSION}.1"]
    git = subprocess.run(["git", "tag", "--points-at", "HEAD"], cwd=ROOT, capture_output=True, encoding="utf-8")
    if git.returncode:
        pytest.skip("git 저장소가 아닙니다")
    assert wrong_tags(git.stdout.split()) == []


def test_the_wheel_carries_the_course():
    """만들어 보는 것은 매일 밤입니다(.github/workflows/nightly.yml). 여기에서는 넣을 곳이 코드가 찾는 곳인지 봅니다."""
    from gan_course.course.chapters import INSTALLED

    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    carried = wheel["force-include"]
    assert (ROOT / "gan_course" / "_course") == INSTALLED
    assert carried == {"data": "gan_course/_data", "notebooks": "gan_course/_course/notebooks"}
    assert all((ROOT / folder).is_dir() for folder in carried)
