"""2차원 실험실의 엔진: 목적 함수마다 한 걸음이 손실을 손으로 미분한 것과 같고, 답과 화살표가 맞는지."""

import numpy as np
import pytest

from gan_course import theory
from gan_course._tensorflow import tf
from gan_course.objectives import distinct_objectives
from gan_course.plane_lab.game import PlaneGAN

REAL = theory.two_gaussians(512, seed=0)
NOISE = np.random.default_rng(0).normal(size=(40, 2)).astype(np.float32)
PLANE = theory.plane_grid(resolution=5)

PLANE_OBJECTIVES = [objective.key for objective in distinct_objectives()]


def integers(*values):
    return [tf.constant(value) for value in values]


@pytest.mark.parametrize("objective", PLANE_OBJECTIVES)
def test_every_objective_trains_both_players(objective):
    game = PlaneGAN(REAL, objective, r1=0.1, r2=0.1)

    def weights():
        # 판별자의 마지막 편향은 뺍니다: 점수의 차이만 보는 손실은 그것을 가르치지 않습니다.
        return [variable.numpy() for variable in game.generator_variables + game.discriminator_variables[:-1]]

    before = weights()
    game.play(*integers(2, 2, 1))
    after = weights()
    assert all(np.isfinite(now).all() and not np.array_equal(now, then) for now, then in zip(after, before))
    fake, answers, arrows = game.look(NOISE, PLANE, 7)
    assert fake.shape == (40, 2) and answers.shape == (25,) and arrows.shape == (7, 2)
    assert (answers >= 0).all() and (answers <= 1).all()


@pytest.mark.parametrize("objective, penalties", [("non-saturating", {"r1": 30.0}), ("non-saturating", {"r2": 30.0})])
def test_a_penalty_flattens_the_discriminator(objective, penalties):
    def slope(**penalties):
        game = PlaneGAN(REAL, objective, seed=1, **penalties)
        game.play(*integers(1, 60, 0))
        points = tf.constant(np.concatenate([REAL[:64], NOISE]), tf.float32)
        with tf.GradientTape() as tape:
            tape.watch(points)
            answers = game.discriminator(points)
        return float(tf.reduce_mean(tf.norm(tape.gradient(answers, points), axis=1)))

    assert slope(**penalties) < 0.5 * slope()


def test_steps_are_counted():
    game = PlaneGAN(REAL)
    game.play(*integers(3, 2, 1))
    assert int(game.discriminator_optimizer.iterations) == 6 and int(game.generator_optimizer.iterations) == 3
    game.play(*integers(1, 1, 0))
    assert int(game.discriminator_optimizer.iterations) == 7 and int(game.generator_optimizer.iterations) == 3


def test_answers_are_the_probability_and_arrows_push_the_logit_up():
    """비포화 손실의 화살표는 (1 - σ(a))·∇a입니다. 로짓의 기울기는 유한 차분으로 잽니다."""
    game = PlaneGAN(REAL)
    game.play(*integers(20, 2, 1))
    fake, answers, arrows = game.look(NOISE, PLANE, 5)

    def logit(points):
        return game.discriminator(np.float32(points)).numpy()[:, 0]

    np.testing.assert_allclose(answers, 1 / (1 + np.exp(-logit(PLANE))), atol=1e-6)
    step = 1e-2
    differences = [logit(fake[:5] + step * axis) - logit(fake[:5] - step * axis) for axis in np.eye(2)]
    slopes = np.stack(differences) / (2 * step)
    expected = (1 / (1 + np.exp(logit(fake[:5])))) * slopes
    np.testing.assert_allclose(arrows, expected.T, atol=0.02)


@pytest.mark.parametrize("objective", ["wgan-gp", "relativistic"])
def test_a_constant_added_to_a_score_changes_no_answer(objective):
    game = PlaneGAN(REAL, objective)
    game.play(*integers(3, 1, 1))
    before = game.look(NOISE, PLANE, 5)
    game.discriminator.layers[-1].bias.assign_add([7.0])
    after = game.look(NOISE, PLANE, 5)
    np.testing.assert_allclose(after[1], before[1], atol=1e-5)
    np.testing.assert_allclose(after[2], before[2], atol=1e-5)


def test_looking_changes_nothing():
    first, second = PlaneGAN(REAL, seed=3), PlaneGAN(REAL, seed=3)
    first.look(NOISE, PLANE, 5)
    for game in (first, second):
        game.play(*integers(2, 1, 1))
    for ours, theirs in zip(first.get_weights(), second.get_weights()):
        np.testing.assert_allclose(ours, theirs, atol=1e-6)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: PlaneGAN(REAL, "best"), "'best'"),
        (lambda: PlaneGAN(REAL, generator_rate=0), "0보다 큰"),
        (lambda: PlaneGAN(REAL, r1=-1), "r1_weight가 -1"),
    ],
)
def test_wrong_input_is_explained(call, words):
    with pytest.raises(ValueError, match=words):
        call()
