import importlib.metadata
import tomllib
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from gan_course import files
from gan_course.classroom import doctor
from gan_course.classroom.doctor import Finding, Verdict

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize("version", [(3, 10, 9), (3, 11, 0), (3, 13, 5), (3, 14, 0), (4, 0, 0)])
def test_python_range_is_the_project_s(version):
    allowed = SpecifierSet(PROJECT["requires-python"]).contains(".".join(map(str, version)))
    assert (doctor.check_python(version).verdict is Verdict.GOOD) == allowed


def test_packages_that_are_missing_or_too_old_are_named():
    requirements = [
        "numpy>=1",
        "no-such-package>=2",
        "pytest>=999",
        'other; sys_platform == "none"',
        'x; extra == "gpu"',
    ]
    missing, old = doctor.check_packages(requirements)
    assert (missing.name, missing.verdict) == ("패키지 no-such-package", Verdict.FAULT)
    assert (old.name, old.verdict) == ("패키지 pytest", Verdict.FAULT)
    assert importlib.metadata.version("pytest") in old.detail and ">=999" in old.detail and "uv sync" in old.remedy
    assert [finding.verdict for finding in doctor.check_packages()] == [Verdict.GOOD]


def tensorflow_findings(monkeypatch, installed=("tensorflow-cpu",), probe=None, gpu_driver=False, **options):
    monkeypatch.setattr(doctor, "_installed", lambda name: "2.20.0" if name in installed else None)
    monkeypatch.setattr(doctor.shutil, "which", lambda name: "/usr/bin/nvidia-smi" if gpu_driver else None)
    monkeypatch.setattr(doctor, "PROBE", probe or "print('2.20.0', '3.11', 0)")
    return [(finding.name, finding.verdict, finding.detail) for finding in doctor.check_tensorflow(**options)]


def test_tensorflow_and_no_gpu_is_fine(monkeypatch):
    good, gpu = tensorflow_findings(monkeypatch)
    assert good == ("TensorFlow", Verdict.GOOD, "2.20.0, Keras 3.11")
    assert gpu[:2] == ("GPU", Verdict.GOOD)


def test_missing_tensorflow_is_a_fault(monkeypatch):
    assert tensorflow_findings(monkeypatch, installed=()) == [("TensorFlow", Verdict.FAULT, "설치되어 있지 않습니다.")]


def test_broken_tensorflow_shows_its_last_words(monkeypatch):
    (broken,) = tensorflow_findings(monkeypatch, probe="raise ImportError('libtensorflow가 깨졌습니다')")
    assert broken[1] is Verdict.FAULT and "ImportError: libtensorflow가 깨졌습니다" in broken[2]
    (killed,) = tensorflow_findings(monkeypatch, probe="import os; os._exit(132)")
    assert killed[1] is Verdict.FAULT and "132" in killed[2]


def test_hanging_tensorflow_is_a_fault(monkeypatch):
    (slow,) = tensorflow_findings(monkeypatch, probe="import time; time.sleep(60)", timeout=0.5)
    assert slow[1] is Verdict.FAULT


def test_old_doubled_and_gpu_blind_tensorflow(monkeypatch):
    findings = tensorflow_findings(
        monkeypatch, ("tensorflow", "tensorflow-cpu"), "print('2.9.1', '2.9', 0)", gpu_driver=True
    )
    assert [finding[:2] for finding in findings] == [
        ("TensorFlow", Verdict.WARNING),
        ("TensorFlow", Verdict.FAULT),
        ("GPU", Verdict.WARNING),
    ]


def test_the_number_of_gpus_is_handed_on(monkeypatch):
    monkeypatch.setattr(doctor, "check_gpu", lambda count: Finding("GPU", Verdict.WARNING, f"{count}개"))
    assert tensorflow_findings(monkeypatch, probe="print('2.20.0', '3.11', 2)")[1] == ("GPU", Verdict.WARNING, "2개")


def test_little_memory_warns_and_a_full_disk_is_a_fault():
    assert doctor.check_memory(8.0).verdict is Verdict.GOOD
    assert doctor.check_memory(1.0).verdict is Verdict.WARNING
    assert doctor.check_disk(8.0).verdict is Verdict.GOOD
    assert doctor.check_disk(0.1).verdict is Verdict.FAULT
    assert doctor.check_memory().detail and doctor.check_disk().detail


def test_data_and_font_of_the_course_are_good(monkeypatch, tmp_path):
    assert doctor.check_data().verdict is Verdict.GOOD
    assert doctor.check_font().verdict is Verdict.GOOD
    monkeypatch.setattr(files, "data_folder", lambda: tmp_path)
    for check in (doctor.check_data, doctor.check_font):
        assert check().verdict is Verdict.FAULT and "git checkout" in check().remedy


def test_altered_data_are_a_fault(monkeypatch, tmp_path):
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  글.txt\n", encoding="utf-8")
    (tmp_path / "글.txt").write_text("바뀐 글", encoding="utf-8")
    monkeypatch.setattr(files, "data_folder", lambda: tmp_path)
    assert doctor.check_data().verdict is Verdict.FAULT


def test_report_ends_with_the_conclusion():
    good = Finding("하나", Verdict.GOOD, "좋습니다.")
    fault = Finding("둘", Verdict.FAULT, "나쁩니다.", "고치십시오.")
    assert doctor.report([good]).splitlines() == [
        "[정상] 하나: 좋습니다.",
        "",
        "이 컴퓨터에서 강좌를 실행할 수 있습니다.",
    ]
    lines = doctor.report([good, fault]).splitlines()
    assert lines[1:3] == ["[고장] 둘: 나쁩니다.", "       → 고치십시오."]
    assert lines[-1].startswith("고장이 1가지 있습니다.")
