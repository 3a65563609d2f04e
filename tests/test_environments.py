"""컨테이너, devcontainer, Binder, JupyterHub의 정의: 짓지 않고 읽어, 적힌 것이 서로와 강좌에 맞는지."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.specifiers import SpecifierSet
from traitlets.config import Config

from gan_course.cli.lab import FIRST
from tests.test_contributing import complaint, program

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _text(name):
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def image():
    """Containerfile의 줄: {지시: [인자, …]}."""
    found = {}
    for line in _text("Containerfile").replace("\\\n", " ").splitlines():
        if line and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            found.setdefault(word, []).append(rest)
    return found


def test_the_image_is_of_a_python_that_the_course_allows(image):
    (base,) = image["FROM"]
    version = re.fullmatch(r"python:([\d.]+)-slim", base).group(1)
    assert SpecifierSet(PROJECT["project"]["requires-python"]).contains(version)


def test_the_image_opens_the_course_to_its_port(image):
    command = json.loads(image["CMD"][0])
    words = program(" ".join(command))
    assert command[0] == "uv" and words[:2] == ["gan-course", "lab"] and complaint(words) is None
    assert {"--no-browser", "--ip=0.0.0.0"} <= set(words) and image["EXPOSE"] == ["8888"]
    assert "-p 8888:8888" in _text("README.md")
    # root가 아닌 사람의 폴더에 환경을 만들고, 켤 때 다시 맞추지 않습니다.
    assert image["USER"] == ["learner"] and image["RUN"][-1] == "uv sync --no-dev" and "--no-sync" in command


def test_what_the_image_leaves_out_is_what_it_makes_itself():
    ignored = _text(".dockerignore").split()
    assert {".git", ".venv", "build"} <= set(ignored)
    assert not {"gan_course", "notebooks", "data", "pyproject.toml", "README.md"} & set(ignored)


def test_the_devcontainer_is_the_same_image(image):
    folder = ROOT / ".devcontainer"
    definition = json.loads((folder / "devcontainer.json").read_text(encoding="utf-8"))
    assert (folder / definition["build"]["dockerfile"]).resolve() == ROOT / "Containerfile"
    assert (folder / definition["build"]["context"]).resolve() == ROOT
    assert [definition["workspaceFolder"]] == image["WORKDIR"]
    assert f"target={definition['workspaceFolder']}," in definition["workspaceMount"]
    assert [str(port) for port in definition["forwardPorts"]] == image["EXPOSE"]
    assert definition["postCreateCommand"] == "uv sync"  # 저장소를 얹으면 이미지의 환경이 가려집니다


def test_binder_installs_the_lock_and_then_the_course():
    subprocess.run(["bash", "-n", str(ROOT / "postBuild")], check=True)
    assert "pip install --no-deps -e ." in _text("postBuild").splitlines()
    environment = yaml.safe_load(_text("environment.yml"))
    assert {"pip": ["-r requirements.lock"]} in environment["dependencies"] and (ROOT / "requirements.lock").exists()


def test_the_hub_starts_each_person_in_a_copy_of_the_course():
    settings = Config()
    path = ROOT / "jupyterhub_config.py"
    exec(
        compile(path.read_text(encoding="utf-8"), path.name, "exec"),
        {"get_config": lambda: settings, "__file__": str(path)},
    )
    python, *rest = settings.Spawner.cmd
    assert Path(python) == ROOT / ".venv" / "bin" / "python" and rest[:2] == ["-m", "gan_course"]
    assert complaint(["gan-course", *rest[2:]]) is None and {"--copy", "jupyterhub.singleuser"} <= set(rest)
    assert settings.Spawner.default_url == f"/lab/tree/{FIRST}" and (ROOT / "notebooks" / FIRST).exists()
    assert str(Path(python).parent) in settings.Spawner.environment["PATH"].split(":")
