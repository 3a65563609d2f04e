"""2차원 실험실의 한 판: 설정 글이 오가고, 따로 걷고, 씨앗으로 되풀이되고, 잘못된 설정을 알아듣게 말하는지."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gan_course.objectives import distinct_objectives
from gan_course.plane_lab.run import PlaneRun, PlaneSettings, format_points, parse_points

coordinates = st.integers(-300, 300).map(lambda hundredths: hundredths / 100)
rates = st.sampled_from([1e-4, 0.00037, 0.002, 0.02])
settings = st.builds(
    PlaneSettings,
    target=st.sampled_from(["line", "ring", "points"]),
    objective=st.sampled_from([objective.key for objective in distinct_objectives()]),
    generator_rate=rates,
    discriminator_rate=rates,
    discriminator_steps=st.integers(1, 10),
    r1=st.sampled_from([0.0, 0.3, 10.0]),
    r2=st.sampled_from([0.0, 1.0]),
    seed=st.integers(0, 10**6),
    points=st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=5).map(tuple),
)

PLANE_OBJECTIVES = [objective.key for objective in distinct_objectives()]


@given(settings)
def test_settings_come_back_from_their_text(chosen):
    assert PlaneSettings.from_text(chosen.text()) == chosen
    assert PlaneSettings.from_text(f" ?{chosen.text()} ") == chosen


def test_text_says_only_what_was_changed():
    assert PlaneSettings().text() == "target=ring"
    assert PlaneSettings(target="points", points=((1, 0.5), (-1, 0)), r1=0.1).text() == (
        "target=points&r1=0.1&points=1,0.5;-1,0"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "읽을 수 없습니다"),
        ("고리", "이름=값을 &로"),
        ("target=mars", "'mars'"),
        ("target=ring&speed=3", "모르는 이름 'speed'"),
        ("seed=x", "seed의 값이 'x'입니다. 정수를"),
        ("r1=많이", "r1의 값이 '많이'입니다. 숫자를"),
        ("generator_rate=0", "0보다 크고 1 이하"),
        ("generator_rate=nan", "0보다 크고 1 이하"),
        ("discriminator_steps=11", "1에서 10 사이"),
        ("r2=-1", "0 이상의 수"),
        ("r1=inf", "0 이상의 수"),
        ("seed=-1", "0 이상의 정수"),
        ("objective=best", "'best'"),
        ("target=points", "찍은 점이 없습니다"),
        ("target=points&points=1,2;3", "점 '3'을 읽을 수 없습니다"),
        ("target=points&points=1,9", "그림 밖"),
    ],
)
def test_bad_settings_are_explained(text, words):
    with pytest.raises(ValueError, match=words):
        PlaneSettings.from_text(text)


def test_points_by_numbers():
    assert parse_points(" 1, 0.5 ; -1,0; ") == ((1.0, 0.5), (-1.0, 0.0))
    assert parse_points("") == ()
    assert format_points(((1.0, 0.504), (-1, 0))) == "1,0.5;-1,0"


@pytest.fixture(scope="module")
def run():
    return PlaneRun(PlaneSettings(target="two"))


def test_a_step_of_one_player_leaves_the_other(run):
    before = run.moment
    run.discriminator_step()
    after = run.moment
    np.testing.assert_array_equal(after.fake, before.fake)
    assert not np.array_equal(after.answers, before.answers)
    assert after.step == before.step and len(after.history) == len(before.history)
    assert after.steps_of_discriminator == before.steps_of_discriminator + 1
    run.generator_step()
    np.testing.assert_array_equal(run.moment.answers, after.answers)
    assert not np.array_equal(run.moment.fake, after.fake)
    assert run.moment.step == before.step + 1
    assert run.moment.steps_of_discriminator == after.steps_of_discriminator


def test_fakes_move_along_their_arrows(run):
    """걸음을 아주 작게 하면 가짜는 평균적으로 화살표 쪽으로 움직입니다."""
    run.discriminator_step()
    before = run.moment
    run.generator_step()
    moved = run.moment.fake[: len(before.arrows)] - before.fake[: len(before.arrows)]
    assert np.sum(moved * before.arrows) > 0


def test_rates_and_steps_change_without_a_restart(run):
    step = run.step
    changed = dataclasses.replace(run.settings, generator_rate=0.005, discriminator_steps=3)
    assert run.change(changed) and run.settings == changed and run.step == step
    assert float(run.game.generator_optimizer.learning_rate) == pytest.approx(0.005)
    assert not run.change(dataclasses.replace(changed, objective="hinge"))
    assert run.settings == changed


def test_the_seed_decides_everything():
    def play(seed):
        run = PlaneRun(PlaneSettings(seed=seed))
        run.advance(3)
        run.advance(2)
        return run.moment

    first, again, other = play(1), play(1), play(2)
    np.testing.assert_allclose(first.fake, again.fake, atol=1e-5)
    assert not np.allclose(first.fake, other.fake, atol=1e-2)
    assert first.step == 5 and first.history[:, 0].tolist() == [0, 3, 5]


def test_the_seed_reaches_the_networks_and_the_data():
    runs = [PlaneRun(PlaneSettings(target="two", seed=seed)) for seed in (1, 2)]
    for part in (lambda run: run.game.generator.get_weights()[0], lambda run: np.asarray(run.game.real)):
        assert not np.array_equal(*map(part, runs))


def test_an_explosion_is_explained():
    run = PlaneRun(PlaneSettings(target="two", objective="wgan-gp"))
    run.game.generator.layers[-1].bias.assign([np.inf, 0.0])
    with pytest.raises(ValueError, match="학습률을 줄이거나"):
        run.generator_step()
