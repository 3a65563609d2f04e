"""다시 실행하면 역사가 얼마나 늘어나는지: git이 실제로 쌓는 크기와 같고, 저장소는 건드리지 않습니다."""

import os
import random
import subprocess

import pytest

from gan_course.authoring.cost import history_cost
from gan_course.cli import main

WHO = {f"GIT_{who}_{what}": "시험@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def git(folder, *arguments):
    return subprocess.run(
        ["git", "-C", folder, "-c", "core.autocrlf=false", *arguments],
        check=True, capture_output=True, encoding="utf-8", env=os.environ | WHO,
    ).stdout  # fmt: skip


def noise(size, seed):
    """압축되지 않는 글."""
    return "".join(random.Random(seed).choices("0123456789abcdef", k=2 * size))


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "강좌"
    (folder / "notebooks" / "sources").mkdir(parents=True)
    for number, name in enumerate(("03_digits", "04_zebras")):
        (folder / "notebooks" / f"{name}.ipynb").write_text(noise(100_000, number), encoding="utf-8")
        (folder / "notebooks" / "sources" / f"{name}.py").write_text("# 원본", encoding="utf-8")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "처음")
    return folder


def executed(tmp_path, **content):
    folder = tmp_path / "실행" / "cpu"
    folder.mkdir(parents=True)
    for name, text in content.items():
        (folder / f"{name[1:]}.ipynb").write_text(text, encoding="utf-8")
    return folder.parent


def test_nothing_changed_costs_nothing(course):
    assert {cost.size for cost in history_cost(course)} == {0}


def test_other_pictures_cost_their_size(course, tmp_path):
    folder = executed(tmp_path, _03_digits=noise(100_000, 9), _04_zebras=noise(100_000, 1))
    digits, zebras = history_cost(course, folder)
    assert digits.name == "notebooks/03_digits.ipynb" and 100_000 < digits.size < 130_000
    assert zebras.size == 0


def test_a_changed_sentence_costs_almost_nothing(course):
    path = course / "notebooks" / "03_digits.ipynb"
    path.write_text(path.read_text(encoding="utf-8") + "한 문장", encoding="utf-8")
    (digits,) = [cost for cost in history_cost(course) if cost.size]
    assert 0 < digits.size < 1000


def test_it_is_what_git_stores(course):
    """커밋한 뒤 저장소를 통째로 묶은 크기의 차이와 견줍니다."""

    def packed():
        git(course, "gc", "-q", "--aggressive", "--prune=now")
        return sum(path.stat().st_size for path in (course / ".git" / "objects" / "pack").glob("*.pack"))

    for name in ("03_digits", "04_zebras"):
        (course / "notebooks" / f"{name}.ipynb").write_text(noise(50_000, name), encoding="utf-8")
    told, before = sum(cost.size for cost in history_cost(course)), packed()
    git(course, "commit", "-qam", "다시 실행")
    assert packed() - before == pytest.approx(told, rel=0.05)


def test_the_repository_is_left_alone(course, tmp_path):
    folder = executed(tmp_path, _03_digits=noise(1000, 5))
    before = sorted(path for path in (course / ".git").rglob("*") if path.is_file())
    history_cost(course, folder)
    assert sorted(path for path in (course / ".git").rglob("*") if path.is_file()) == before
    assert git(course, "status", "--porcelain") == ""


def test_new_chapters_and_the_cover_count_but_not_what_jupyter_left(course):
    (course / "notebooks" / "05_new.ipynb").write_text(noise(1000, 2), encoding="utf-8")
    (course / "notebooks" / "cover.png").write_bytes(bytes(range(256)))
    left = course / "notebooks" / ".ipynb_checkpoints"
    left.mkdir()
    (left / "05_new-checkpoint.ipynb").write_text(noise(1000, 3), encoding="utf-8")
    assert {cost.name for cost in history_cost(course) if cost.size} == {
        "notebooks/05_new.ipynb",
        "notebooks/cover.png",
    }


def test_the_command_adds_up_and_fails_over_the_budget(course, tmp_path, capsys, monkeypatch):
    folder = executed(tmp_path, _03_digits=noise(100_000, 9), _04_zebras=noise(100_000, 8))
    arguments = ["build", "--cost", str(folder), "--folder", str(course)]
    assert main(arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[-1] for line in lines[:2]] == ["notebooks/03_digits.ipynb", "notebooks/04_zebras.ipynb"]
    assert lines[2].startswith("  0.2") and "4 MB까지" in lines[2]
    monkeypatch.setattr("gan_course.cli.build.BUDGET", 100_000)
    assert main(arguments) == 1


def test_mistakes_are_told(course, tmp_path):
    with pytest.raises(ValueError, match="장의 노트북이 없습니다"):
        history_cost(course, tmp_path / "강좌" / ".git")
    outside = tmp_path / "밖"
    outside.mkdir()
    with pytest.raises(ValueError, match="git 저장소인지 확인"):
        history_cost(outside)


def test_without_git_it_says_so(course, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ValueError, match="git을 설치"):
        history_cost(course)
