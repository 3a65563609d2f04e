"""README와 CONTRIBUTING, 워크플로가 말하는 명령과 파일이 정말 있습니다."""

import contextlib
import importlib.util
import io
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml

from gan_course.cli import VERBS, _parser

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "CONTRIBUTING.md")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]

# 빈자리: 원본의 이름, 장의 번호, 새 파일의 이름.
PLACEHOLDERS = [("NN_이름", "*"), ("chapter_N", "chapter_*"), ("test_이름", "test_*"), ("이름.py", "*.py")]
PROGRAMS = ("gan-course", "pytest", "python", "pre-commit", "ruff", "bash")


def commands(markdown):
    """코드 블록의 줄과 글 속의 코드에서, 우리가 아는 프로그램을 부르는 것만."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", markdown, re.M | re.S)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", markdown, flags=re.M | re.S))
    return [words for line in [*"\n".join(blocks).splitlines(), *inline] if (words := program(line))]


def program(line):
    """`uv run`과 그 옵션을 벗긴 낱말들. 아는 프로그램이 아니면 빈 목록."""
    try:
        words = shlex.split(line, comments=True)
    except ValueError:  # 글 속의 코드 조각
        return []
    if words[:2] == ["uv", "run"]:
        words = words[2:]
        while words and words[0].startswith("--"):
            words = words[1 if words[0] in ("--no-sync", "--isolated") else 2 :]
        return words
    return words if words and words[0] in ("gan-course", "bash") else []


def complaint(words):
    """명령에 잘못이 있으면 그 까닭, 없으면 None."""
    name, *rest = words
    if name not in PROGRAMS:
        return f"모르는 프로그램 {name}"
    if name == "gan-course":
        return _complaint_of_our_command(rest)
    if name == "pre-commit":
        known = {"run", "install", *(hook["id"] for hook in HOOKS), "manual"}
        unknown = [word for word in rest if not word.startswith("-") and word not in known]
        return f"없는 훅 {unknown}" if unknown else None
    if name == "pytest":
        return _complaint_of_pytest(rest)
    if rest[:1] == ["-m"]:
        return None if importlib.util.find_spec(rest[1]) else f"없는 모듈 {rest[1]}"
    return _missing(word for word in rest if "/" in word and not word.startswith("$"))  # $HOME의 것은 러너의 것입니다


def _complaint_of_our_command(rest):
    if not rest or rest == ["--version"]:
        return None
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said):
            options, unknown = _parser().parse_known_args(rest)
    except SystemExit:
        return said.getvalue().strip().splitlines()[-1]
    return f"모르는 인자 {unknown}" if unknown and not options.passes_on else None


def _complaint_of_pytest(rest):
    if "-m" in rest:
        markers = {line.partition(":")[0] for line in PROJECT["tool"]["pytest"]["ini_options"]["markers"]}
        unknown = set(re.findall(r"\w+", rest[rest.index("-m") + 1])) - markers - {"not", "and", "or"}
        if unknown:
            return f"없는 표시 {sorted(unknown)}"
    return _missing(word.partition("::")[0] for word in rest if word.startswith("tests"))


def paths(markdown):
    """글 속의 코드와 링크에서, 저장소의 파일이나 폴더를 말하는 것."""
    text = re.sub(r"^```.*?^```", "", markdown, flags=re.M | re.S)
    links = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    tops = {path.name for path in ROOT.iterdir()} - {"build"}
    code = [word for word in re.findall(r"`([^`\s]+)`", text) if word.partition("/")[0] in tops]
    return [*filter(None, links), *code]


def _missing(names):
    missing = []
    for name in names:
        pattern = name.rstrip("/")
        for placeholder, anything in PLACEHOLDERS:
            pattern = pattern.replace(placeholder, anything)
        if not any(ROOT.glob(pattern)):
            missing.append(name)
    return f"없는 파일 {missing}" if missing else None


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_names_exists(page):
    found = commands((ROOT / page).read_text(encoding="utf-8"))
    assert len(found) >= 8
    assert {" ".join(words): why for words in found if (why := complaint(words))} == {}


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_a_page_names_exists(page):
    found = paths((ROOT / page).read_text(encoding="utf-8"))
    assert len(found) >= 8
    assert _missing(found) is None


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_every_command_of_a_workflow_exists(workflow):
    jobs = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"].values()
    lines = [line for job in jobs for step in job["steps"] for line in step.get("run", "").splitlines()]
    found = [words for line in lines if (words := program(line))]
    assert found
    assert {" ".join(words): why for words in found if (why := complaint(words))} == {}


def test_each_tier_has_the_same_command_in_readme_and_contributing():
    tiers = [
        {" ".join(words) for words in commands((ROOT / page).read_text(encoding="utf-8")) if words[0] == "pytest"}
        for page in PAGES
    ]
    assert {"pytest", "pytest -m full", "pytest -m not notebook and not browser"} <= tiers[0] & tiers[1]


def test_the_map_names_every_verb():
    (row,) = re.findall(r"^\| `cli` \|(.*)\|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)
    assert set(re.findall(r"`([\w-]+)`", row)) == {"gan-course", *VERBS}


@pytest.mark.parametrize(
    "line",
    [
        "uv run gan-course buidl 03",
        "uv run gan-course build 03 --keep-output-s",
        "gan-course train stylegan --data mnist",
        "uv run pytest tests/no_such_room",
        'uv run pytest -m "not notebok"',
        "uv run python -m tests.browser.no_such_module",
        "uv run python benchmarks/no_such_script.py",
        "uv run pre-commit run --all-files no-such-hook",
        "bash .ci/runn",
    ],
)
def test_a_wrong_command_is_noticed(line):
    assert complaint(program(line))


def test_a_missing_path_is_noticed():
    assert paths("`tests/no_such.py`, `notebooks/sources/NN_이름.py`, [글](no_such.md)") == [
        "no_such.md", "tests/no_such.py", "notebooks/sources/NN_이름.py",
    ]  # fmt: skip
    assert _missing(["tests/no_such.py", "no_such.md"]) and not _missing(["notebooks/sources/NN_이름.py"])
