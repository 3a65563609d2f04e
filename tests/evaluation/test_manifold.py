"""정밀도와 재현율, 가장 가까운 이웃: 정의의 반복문, 손으로 세는 경우, 알려진 병."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gan_course.evaluation import manifold, nearest_neighbours, precision_recall


def by_definition(real, fake, neighbours):
    def share_inside(points, others):
        def radius(i):
            return sorted(np.linalg.norm(others - others[i], axis=1))[neighbours]

        radii = [radius(i) for i in range(len(others))]
        inside = [any(np.linalg.norm(p - o) <= r for o, r in zip(others, radii)) for p in points]
        return np.mean(inside)

    return share_inside(fake, real), share_inside(real, fake)


@given(st.integers(4, 12), st.integers(4, 12), st.integers(1, 3), st.integers(0, 2**31))
@settings(max_examples=30, deadline=None)
def test_agrees_with_the_definition(n, m, neighbours, seed):
    rng = np.random.default_rng(seed)
    real, fake = rng.normal(size=(n, 3)), rng.normal(0.7, 1.5, size=(m, 3))
    assert precision_recall(real, fake, neighbours) == pytest.approx(by_definition(real, fake, neighbours))


def test_by_hand_on_a_line():
    real, fake = [[0.0], [1.0], [2.0], [10.0]], [[0.5], [1.5], [30.0], [31.0]]
    # k=1: 진짜의 반지름은 1, 1, 1, 8. 가짜 0.5와 1.5만 안에 있습니다.
    # 가짜의 반지름은 1, 1, 1, 1. 진짜 0, 1, 2만 안에 있습니다.
    assert precision_recall(real, fake, 1) == (0.5, 0.75)


def test_swapping_the_roles_swaps_the_two_shares():
    rng = np.random.default_rng(0)
    real, fake = rng.normal(size=(50, 4)), rng.normal(1, 1, size=(40, 4))
    assert precision_recall(real, fake) == precision_recall(fake, real)[::-1]


def test_known_diseases():
    rng = np.random.default_rng(1)
    real, good = rng.normal(size=(2, 400, 2))
    collapsed = rng.normal(size=(400, 2)) * 0.05 + [0.5, 0]
    scattered = rng.uniform(-8, 8, size=(400, 2))
    assert min(precision_recall(real, good)) > 0.85
    precision, recall = precision_recall(real, collapsed)
    assert precision > 0.95 and recall < 0.1
    assert precision_recall(real, scattered).precision < 0.4
    assert precision_recall(real, real) == (1.0, 1.0)
    assert precision_recall(real, good + 100) == (0.0, 0.0)


def test_nearest_neighbours_by_hand_and_for_images():
    index, distance = nearest_neighbours([[0, 0], [3, 4]], [[6, 8], [0, 1]])
    assert index.tolist() == [1, 1] and distance == pytest.approx([1, np.sqrt(18)])
    rng = np.random.default_rng(2)
    training = rng.uniform(-1, 1, (20, 6, 6, 1))
    copies = training[[3, 17]] + 0.001
    index, distance = nearest_neighbours(copies, training)
    assert index.tolist() == [3, 17] and distance == pytest.approx([0.006, 0.006])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: precision_recall(np.zeros((3, 2)), np.zeros((9, 2))), "neighbours가 3"),
        (lambda: precision_recall(np.zeros((9, 2)), np.zeros((9, 2)), 0), "neighbours가 0"),
        (lambda: precision_recall(np.zeros((9, 2)), np.zeros((9, 3))), "모양"),
        (lambda: precision_recall(np.zeros((9, 2)), np.full((9, 2), np.nan)), "NaN"),
        (lambda: nearest_neighbours(np.zeros((3, 2)), np.zeros((3, 3))), "모양"),
        (lambda: nearest_neighbours(np.zeros((0, 2)), np.zeros((3, 2))), "하나 이상"),
        (lambda: nearest_neighbours(np.full((1, 2), np.inf), np.zeros((3, 2))), "무한대"),
    ],
)
def test_wrong_input_is_explained(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("block", [1, 5, 1000])
def test_pieces_give_the_same_as_the_whole(block, monkeypatch):
    rng = np.random.default_rng(4)
    real, fake = rng.normal(size=(23, 3)), rng.normal(0.4, 1, size=(17, 3))
    scores, near = precision_recall(real, fake), nearest_neighbours(fake, real, 3)
    monkeypatch.setattr(manifold, "BLOCK", block)
    assert precision_recall(real, fake) == scores
    for ours, whole in zip(nearest_neighbours(fake, real, 3), near):
        np.testing.assert_array_equal(ours, whole)
    np.testing.assert_array_equal(nearest_neighbours(fake, real).index, near.index[:, 0])
