"""바서슈타인 거리: scipy, 선형 계획, 가장 싼 계획."""

from itertools import permutations

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import linprog

from gan_course.theory import cheapest_plan, wasserstein_distance


@pytest.mark.parametrize("seed", range(5))
def test_agrees_with_scipy_and_with_linear_programming(seed):
    random = np.random.default_rng(seed)
    first, second = random.dirichlet(np.ones(6), 2)
    places = np.sort(random.normal(size=6))
    ours = wasserstein_distance(first, second, places)
    assert ours == pytest.approx(stats.wasserstein_distance(places, places, first, second), abs=1e-12)
    apart = np.abs(places[:, None] - places)
    rows, columns = np.kron(np.eye(6), np.ones(6)), np.kron(np.ones(6), np.eye(6))
    solved = linprog(apart.ravel(), A_eq=np.vstack([rows, columns]), b_eq=np.concatenate([first, second]))
    assert ours == pytest.approx(solved.fun, abs=1e-9)
    plan = cheapest_plan(first, second, places)
    assert np.sum(plan * apart) == pytest.approx(ours, abs=1e-12)
    assert np.allclose(plan.sum(axis=1), first) and np.allclose(plan.sum(axis=0), second) and plan.min() >= 0


def test_no_way_of_moving_six_bricks_is_cheaper():
    start, goal = [0, 0, 0, 1, 1, 2], [1, 3, 3, 4, 5, 5]
    costs = [sum(abs(a - b) for a, b in zip(start, way)) for way in permutations(goal)]
    first, second = (np.bincount(bricks, minlength=6) for bricks in (start, goal))
    assert wasserstein_distance(first, second, range(6)) == min(costs)


def test_two_points_are_as_far_as_they_are():
    assert wasserstein_distance([1, 0], [0, 1], [0, 0.25]) == 0.25
    assert wasserstein_distance([1, 0], [1, 0], [0, 0.25]) == 0


@pytest.mark.parametrize(
    ("first", "second", "places", "message"),
    [
        ([1, 0], [1], [0, 1], "모양"),
        ([[1, 0]], [[0, 1]], [[0, 1]], "1차원"),
        ([2, -1], [0, 1], [0, 1], "음수"),
        ([1, 1], [0, 1], [0, 1], "합이 2, 1"),
        ([1, 0], [0, 1], [1, 0], "차례로"),
    ],
)
@pytest.mark.parametrize("function", [wasserstein_distance, cheapest_plan])
def test_bad_piles(function, first, second, places, message):
    with pytest.raises(ValueError, match=message):
        function(first, second, places)
