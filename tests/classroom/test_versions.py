import importlib.metadata

import pytest

from gan_course.classroom import versions
from gan_course.classroom.findings import Verdict

NEEDED = [
    "tensorflow-cpu<2.22,>=2.18; extra == 'cpu'",
    "tensorflow[and-cuda]<2.22,>=2.18; extra == 'gpu'",
    "keras<4,>=3.8",
]


@pytest.mark.parametrize(
    ("tensorflow", "keras", "named"),
    [
        ("2.18.0", "3.8.0", []),
        ("2.21.0", "3.15.1", []),
        ("2.21.0-rc1", "3.15.1", []),
        ("2.17.1", "3.8.0", ["tensorflow"]),
        ("2.19.0", "3.7.0", ["keras"]),
        ("2.22.0-rc0", "3.15.1", ["tensorflow"]),
        ("2.9.1", "2.9.0", ["tensorflow", "keras"]),
    ],
)
def test_both_versions_are_compared_with_what_the_course_allows(tensorflow, keras, named):
    finding = versions.check_versions(tensorflow, keras, NEEDED)
    assert finding.verdict is (Verdict.FAULT if named else Verdict.GOOD)
    assert [name for name in ("tensorflow", "keras") if f'"{name}' in finding.remedy] == named
    assert not named or ("%pip install" in finding.remedy and "uv sync" in finding.remedy)


@pytest.mark.parametrize(
    ("system", "machine", "says"),
    [
        ("darwin", "x86_64", "인텔 Mac용"),
        ("win32", "ARM64", "ARM Windows용"),
        ("darwin", "arm64", "uv sync"),
        ("linux", "x86_64", "gan-course[cpu]"),
        ("linux", "aarch64", "uv sync"),
    ],
)
def test_where_there_is_no_tensorflow_colab_is_recommended(system, machine, says):
    remedy = versions.how_to_install(system, machine)
    assert says in remedy and ("Colab" in remedy) == ("용" in says)


def test_without_a_record_of_the_installation_nothing_is_claimed(monkeypatch):
    """저장소에서 바로 불러온 경우입니다. 설치되어 있지 않다는 것은 `패키지`가 말합니다."""

    def missing(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(versions.importlib.metadata, "requires", missing)
    assert versions.check_versions("1.0", "1.0").verdict is Verdict.GOOD
