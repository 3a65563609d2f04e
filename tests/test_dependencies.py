"""의존성을 적은 세 곳(pyproject.toml, requirements.lock, environment.yml)이 서로 맞는지."""

import functools
import re
import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


@functools.cache
def locked():
    """{이름: [(판, 표지), …]}. 파이썬마다 판이 다른 패키지는 여럿입니다."""
    versions = {}
    for line in LOCK.replace("\\\n", " ").splitlines():
        requirement = Requirement(line.split("--hash")[0].strip())
        (pin,) = requirement.specifier
        assert pin.operator == "==", line
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", line), line
        versions.setdefault(requirement.name.lower(), []).append((Version(pin.version), requirement.marker))
    return versions


def test_every_direct_dependency_is_locked_within_its_range():
    versions = locked()
    groups = PROJECT["dependency-groups"]
    direct = [*PROJECT["project"]["dependencies"], *groups["tensorflow"], *groups["site"], *groups["dev"]]
    direct.remove({"include-group": "site"})  # dev에 든 site
    for requirement in map(Requirement, direct):
        found = versions.get(requirement.name.lower(), [])
        assert found, f"{requirement.name}이 requirements.lock에 없습니다"
        for version, _ in found:
            assert requirement.specifier.contains(version), f"{requirement}: 잠긴 판은 {version}입니다"


def test_each_python_and_system_gets_exactly_one_version():
    for python in ("3.11", "3.12", "3.13"):
        for system, name in (("linux", "posix"), ("darwin", "posix"), ("win32", "nt")):
            here = {
                "python_version": python,
                "python_full_version": f"{python}.5",
                "sys_platform": system,
                "os_name": name,
                "implementation_name": "cpython",
                "platform_python_implementation": "CPython",
            }
            for package, versions in locked().items():
                fitting = [version for version, marker in versions if marker is None or marker.evaluate(here)]
                assert len(fitting) <= 1, (package, here)
                if package in ("numpy", "papermill", "keras", "nbval"):
                    assert len(fitting) == 1, (package, here)
            tensorflow = [n for n in ("tensorflow", "tensorflow-cpu") if locked()[n][0][1].evaluate(here)]
            assert tensorflow == ["tensorflow-cpu" if system == "linux" else "tensorflow"]


def test_the_lock_names_no_address():
    assert not re.search(r"://|--(extra-)?index-url|--find-links|@ ", LOCK)


def test_environment_yml_is_thin_and_asks_for_the_same_python():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert set(environment) == {"name", "channels", "dependencies"}
    assert environment["channels"] == ["conda-forge"]
    python, pip, listed = environment["dependencies"]
    assert pip == "pip" and listed == {"pip": ["-r requirements.lock"]}
    assert SpecifierSet(python.removeprefix("python ")) == SpecifierSet(PROJECT["project"]["requires-python"])


def test_core_requires_no_tensorflow():
    names = {Requirement(text).name for text in PROJECT["project"]["dependencies"]}
    assert not any("tensorflow" in name or name == "keras" for name in names)
