"""의존성을 적은 세 곳(pyproject.toml, requirements.lock, environment.yml)이 서로 맞는지."""

import functools
import re
import tomllib
from pathlib import Path

import pytest
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


# (운영체제, CPU, 거기에 설치할 TensorFlow의 패키지와 wheel의 꼬리표)
MACHINES = [
    ("linux", "x86_64", "tensorflow-cpu", "manylinux.*_x86_64"),
    ("linux", "aarch64", "tensorflow", "manylinux.*_aarch64"),
    ("darwin", "arm64", "tensorflow", "macosx.*_arm64"),
    ("darwin", "x86_64", None, None),  # 인텔 Mac에는 2.18 이상의 TensorFlow가 없습니다. Colab을 권합니다
    ("win32", "AMD64", "tensorflow", "win_amd64"),
    ("win32", "ARM64", None, None),
]
EACH_MACHINE = pytest.mark.parametrize(("system", "machine", "tensorflow", "tag"), MACHINES)
PYTHONS = ("3.11", "3.12", "3.13")


def environment(python, system, machine):
    return {
        "python_version": python,
        "python_full_version": f"{python}.5",
        "sys_platform": system,
        "platform_machine": machine,
        "platform_system": {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}[system],
        "os_name": "nt" if system == "win32" else "posix",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }


@pytest.mark.parametrize("python", PYTHONS)
@EACH_MACHINE
def test_each_python_and_machine_gets_exactly_one_version(python, system, machine, tensorflow, tag):
    here = environment(python, system, machine)
    for package, versions in locked().items():
        fitting = [version for version, marker in versions if marker is None or marker.evaluate(here)]
        assert len(fitting) <= 1, (package, here)
        if package in ("numpy", "papermill", "keras", "nbval"):
            assert len(fitting) == 1, (package, here)
    chosen = [name for name in ("tensorflow", "tensorflow-cpu") if locked()[name][0][1].evaluate(here)]
    assert chosen == ([tensorflow] if tensorflow else [])


@pytest.mark.parametrize("python", PYTHONS)
@EACH_MACHINE
def test_the_chosen_tensorflow_has_a_wheel_there(python, system, machine, tensorflow, tag):
    """uv.lock(커밋하지 않음)이 적어 둔 wheel의 이름에서 봅니다."""
    if not (lock := ROOT / "uv.lock").exists():
        pytest.skip("uv.lock이 없습니다(`uv lock`)")
    packages = tomllib.loads(lock.read_text(encoding="utf-8"))["package"]
    names = [
        (package["name"], wheel["url"].rsplit("/", 1)[-1])
        for package in packages
        if package["name"] in ("tensorflow", "tensorflow-cpu")
        for wheel in package.get("wheels", [])
    ]
    assert names
    tag = tag or {"darwin": "macosx.*_x86_64", "win32": "win_arm64"}[system]
    there = {name for name, wheel in names if re.search(f"-cp{python.replace('.', '')}-.*{tag}.whl$", wheel)}
    assert (tensorflow in there) if tensorflow else not there  # 생기면 표지를 넓힐 때입니다


def test_the_extra_of_the_wheel_is_the_group_of_the_repository():
    assert PROJECT["project"]["optional-dependencies"]["cpu"] == PROJECT["dependency-groups"]["tensorflow"]


def test_the_lock_names_no_address():
    assert not re.search(r"://|--(extra-)?index-url|--find-links|@ ", LOCK)


def test_environment_yml_is_thin_and_asks_for_the_same_python():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert set(environment) == {"name", "channels", "dependencies"}
    assert environment["channels"] == ["conda-forge"]
    python, pip, listed = environment["dependencies"]
    assert pip == "pip" and listed == {"pip": ["-r requirements.lock"]}
    assert SpecifierSet(python.removeprefix("python ")) == SpecifierSet(PROJECT["project"]["requires-python"])


def test_the_tests_have_what_export_needs():
    export = PROJECT["project"]["optional-dependencies"]["export"]
    dev = [each for each in PROJECT["dependency-groups"]["dev"] if isinstance(each, str)]  # 나머지는 include-group
    assert export and set(export) <= set(dev)


def test_core_requires_no_tensorflow():
    names = {Requirement(text).name for text in PROJECT["project"]["dependencies"]}
    assert not any("tensorflow" in name or name == "keras" for name in names)
