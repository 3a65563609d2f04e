"""목적 함수의 표는 하나입니다: 한 곳에 더하면 실험실, 벤치마크, 명령줄에 모두 나타납니다."""

import dataclasses
import importlib
import sys
from pathlib import Path

import numpy as np
import pytest

from gan_course import objectives, plots
from gan_course.cli import main
from gan_course.objectives import OBJECTIVES, distinct_objectives, find_objective

ROOT = Path(__file__).parents[1]


@pytest.fixture
def fictional(monkeypatch):
    """힌지의 판별자에 포화 손실의 생성자를 붙인, 세상에 없는 목적 함수."""
    made = dataclasses.replace(
        OBJECTIVES["hinge"],
        key="fictional",
        label="허구",
        losses=("saturating_generator_loss", "hinge_discriminator_loss"),
        curves=(*OBJECTIVES["hinge"].curves[:2], OBJECTIVES["saturating"].curves[2]),
    )
    monkeypatch.setitem(objectives.OBJECTIVES, made.key, made)
    return made


def test_it_is_found_by_any_of_its_names():
    for objective in OBJECTIVES.values():
        assert find_objective(objective.key) is find_objective(objective.label) is find_objective(objective.name)
    names = [name for o in OBJECTIVES.values() for name in {o.key, o.label, o.name}]
    assert len(names) == len(set(names)), "두 목적 함수의 이름이 같습니다"


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(ValueError, match=r"'없음'.*wgan-gp\(WGAN-GP\)"):
        find_objective("없음")


def test_a_blank_name_is_unknown():
    with pytest.raises(ValueError, match="''입니다"):
        find_objective("")


def test_only_different_losses_are_distinct():
    """벌점만 다른 것(r1, r3gan)은 손실의 목록에 한 번만 나옵니다."""
    distinct = distinct_objectives()
    losses = [objective.losses for objective in distinct]
    assert len(set(losses)) == len(losses) and set(losses) == {each.losses for each in OBJECTIVES.values()}
    assert not {"r1", "r3gan"} & {objective.key for objective in distinct}


def test_a_new_one_appears_in_the_loss_lab(fictional):
    from gan_course.widgets.objectives import loss_lab

    assert loss_lab("fictional").children[0].value == "허구"
    figure = plots.loss_lab("허구", -1.0)
    assert "허구" in [text.get_text() for text in figure.legends[0].get_texts()]


def test_a_new_one_plays_in_the_plane_lab(fictional):
    from gan_course.plane_lab import PlaneLab, PlaneSettings

    lab = PlaneLab(PlaneSettings(target="two", objective="fictional"))
    assert ("허구", "fictional") in lab.objective.options
    lab.advance()
    assert np.isfinite(lab.run.moment.fake).all()


def test_a_new_one_is_offered_by_the_command(fictional, capsys):
    with pytest.raises(SystemExit):
        main(["train", "--help"])
    assert "fictional" in capsys.readouterr().out.replace("\n", "").replace(" ", "")


def test_a_new_one_is_offered_by_the_benchmark_of_chapter_7(fictional, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    sys.modules.pop("stability", None)
    stability = importlib.import_module("stability")
    assert all("허구" in task["objectives"] for task in stability.TASKS.values()) and "허구" in stability.NAMES


def test_the_command_trains_it(tmp_path):
    arguments = ["train", "gan", "--profile", "quick", "--epochs", "1"]
    for name in ("R3GAN", "wgan-gp"):  # wgan-gp는 한 걸음에 판별자의 배치 다섯을 씁니다
        assert main([*arguments, "--objective", name, "--penalty", "1", "--output", str(tmp_path / name)]) == 0
        assert (tmp_path / name / "model.keras").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["gan", "--objective", "없음"], "'없음'"),
        (["gan", "--objective", "hinge", "--penalty", "1"], "벌점이 없는데"),
        (["gan", "--objective", "r1", "--penalty", "-1"], "0보다 큰"),
        (["cyclegan", "--objective", "hinge"], "gan의 것인데"),
    ],
)
def test_what_it_cannot_honour_is_refused(arguments, words, capsys):
    assert main(["train", *arguments]) == 2
    assert words in capsys.readouterr().err
