"""커널 거리: 닫힌 식, 두 겹의 반복문, 치우치지 않음, 부트스트랩의 적중률, torch-fidelity."""

import json
import math
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gan_course.evaluation import frechet_distance_of_features, kernel, kernel_distance, kernel_distance_interval
from gan_course.evaluation import precision_recall as measure_precision_recall
from tests.evaluation import torch_fidelity_reference as reference


def by_double_loop(x, y, degree, gamma, coefficient):
    """논문의 식을 글자 그대로."""

    def one(a, b):
        return (gamma * sum(p * q for p, q in zip(a, b)) + coefficient) ** degree

    def mean_within(points):
        pairs = [(i, j) for i in range(len(points)) for j in range(len(points)) if i != j]
        return sum(one(points[i], points[j]) for i, j in pairs) / len(pairs)

    across = sum(one(a, b) for a in x for b in y) / (len(x) * len(y))
    return mean_within(x) + mean_within(y) - 2 * across


def moments(mean, cov):
    """정규 분포의 1, 2, 3차 모멘트 텐서."""
    second = cov + np.outer(mean, mean)
    mixed = np.einsum("i,jk->ijk", mean, cov)
    third = mixed + mixed.transpose(1, 0, 2) + mixed.transpose(1, 2, 0) + np.einsum("i,j,k->ijk", mean, mean, mean)
    return mean, second, third


def between_gaussians(first, second):
    """세제곱 커널에서 두 정규 분포의 MMD²: E[(γ·a·b + 1)³]을 모멘트로 펼친 닫힌 식."""
    gamma = 1 / len(first[0])

    def expected(p, q):
        contractions = [np.sum(a * b) for a, b in zip(moments(*p), moments(*q))]
        return 1 + sum(math.comb(3, k) * gamma**k * value for k, value in enumerate(contractions, start=1))

    return expected(first, first) + expected(second, second) - 2 * expected(first, second)


@given(st.integers(2, 7), st.integers(2, 7), st.integers(1, 4), st.integers(1, 4), st.integers(0, 2**31))
@settings(max_examples=40, deadline=None)
def test_agrees_with_the_double_loop(n, m, size, degree, seed):
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(n, size)), rng.normal(1, 2, size=(m, size))
    gamma, coefficient = rng.uniform(0.1, 2, size=2)
    expected = by_double_loop(x, y, degree, gamma, coefficient)
    assert kernel_distance(x, y, degree, gamma, coefficient) == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert kernel_distance(x, y) == pytest.approx(by_double_loop(x, y, 3, 1 / size, 1.0), rel=1e-9, abs=1e-9)


def test_unbiased_with_a_handful_of_samples():
    """표본 다섯과 일곱으로 4,000번: 평균이 닫힌 식과 표준오차의 네 배 안에서 같습니다."""
    rng = np.random.default_rng(0)
    factor = rng.normal(size=(3, 3)) / 2
    gaussians = (np.zeros(3), np.eye(3)), (np.array([0.5, -0.3, 0.8]), factor @ factor.T)
    expected = between_gaussians(*gaussians)
    estimates = [
        kernel_distance(rng.multivariate_normal(*gaussians[0], 5), rng.multivariate_normal(*gaussians[1], 7))
        for _ in range(4000)
    ]
    error = np.std(estimates) / np.sqrt(len(estimates))
    assert expected > 10 * error  # 참값이 0이 아니어야 뜻이 있습니다
    assert abs(np.mean(estimates) - expected) < 4 * error


def test_zero_on_average_and_negative_half_the_time_for_one_distribution():
    rng = np.random.default_rng(1)
    estimates = np.array([kernel_distance(*rng.normal(size=(2, 10, 4))) for _ in range(1000)])
    assert abs(estimates.mean()) < 4 * estimates.std() / np.sqrt(len(estimates))
    assert 0.4 < np.mean(estimates < 0) < 0.7


def test_symmetric_and_does_not_look_at_the_order():
    rng = np.random.default_rng(2)
    x, y = rng.normal(size=(9, 4)), rng.normal(1, 1, size=(6, 4))
    assert kernel_distance(x, y) == pytest.approx(kernel_distance(y, x))
    assert kernel_distance(x, y) == pytest.approx(kernel_distance(x[::-1], y[[3, 1, 5, 0, 2, 4]]))


def test_interval_covers_the_truth_as_often_as_it_says():
    """200번 되풀이: 95% 구간이 닫힌 식의 참값을 88% 이상 담고, 점추정의 퍼짐과 폭이 맞습니다."""
    rng = np.random.default_rng(3)
    truth = between_gaussians((np.zeros(4), np.eye(4)), (np.full(4, 0.5), np.eye(4)))
    estimates, intervals = [], []
    for seed in range(200):
        x, y = rng.normal(size=(60, 4)), rng.normal(0.5, 1, size=(80, 4))
        estimates.append(kernel_distance(x, y))
        intervals.append(kernel_distance_interval(x, y, resamples=200, seed=seed))
    low, high = np.transpose(intervals)
    assert 0.88 <= np.mean((low <= truth) & (truth <= high)) <= 1.0
    assert np.mean(high - low) / (2 * 1.96) == pytest.approx(np.std(estimates), rel=0.25)


def test_a_repeated_image_is_not_its_own_pair():
    """닮은 두 묶음: 같은 이미지끼리의 커널을 세었다면 다시 뽑은 값이 모두 0보다 훨씬 컸을 것입니다."""
    rng = np.random.default_rng(4)
    x, y = rng.normal(size=(2, 100, 4))
    low, high = kernel_distance_interval(x, y, seed=0)
    assert low < kernel_distance(x, y) < high and low < 0


def test_interval_depends_on_the_seed_and_narrows_with_confidence():
    rng = np.random.default_rng(5)
    x, y = rng.normal(size=(30, 4)), rng.normal(1, 1, size=(30, 4))
    wide, narrow = (kernel_distance_interval(x, y, confidence, seed=7) for confidence in (0.95, 0.5))
    assert wide == kernel_distance_interval(x, y, seed=7) != kernel_distance_interval(x, y, seed=8)
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


def whole(x, y, weights_x, weights_y):
    """조각내기 전의 식: n × n 커널을 통째로."""
    within_x, within_y, across = ((a @ b.T / x.shape[1] + 1) ** 3 for a, b in ((x, x), (y, y), (x, y)))
    np.fill_diagonal(within_x, 0)
    np.fill_diagonal(within_y, 0)

    def mean(kernel, left, right, pairs):
        return ((left @ kernel) * right).sum(axis=1) / pairs

    pairs = [w.sum(axis=1) ** 2 - (w**2).sum(axis=1) for w in (weights_x, weights_y)]
    pairs.append(weights_x.sum(axis=1) * weights_y.sum(axis=1))
    return (
        mean(within_x, weights_x, weights_x, pairs[0])
        + mean(within_y, weights_y, weights_y, pairs[1])
        - 2 * mean(across, weights_x, weights_y, pairs[2])
    )


@pytest.mark.parametrize("block", [1, 7, 32, 1000])
def test_pieces_give_the_same_numbers_as_the_whole(block, monkeypatch):
    monkeypatch.setattr(kernel, "BLOCK", block)
    rng = np.random.default_rng(8)
    x, y = rng.normal(size=(50, 6)), rng.normal(0.7, 1, size=(33, 6))
    assert kernel_distance(x, y) == pytest.approx(whole(x, y, np.ones((1, 50)), np.ones((1, 33)))[0], rel=1e-9)
    drawn = np.random.default_rng(3)
    weights = [drawn.multinomial(n, np.full(n, 1 / n), 200) for n in (50, 33)]
    expected = np.quantile(whole(x, y, *weights), [0.025, 0.975])
    assert kernel_distance_interval(x, y, resamples=200, seed=3) == pytest.approx(tuple(expected), rel=1e-9)


def test_memory_does_not_grow_with_the_square_of_the_images(monkeypatch):
    """장수가 네 배면 메모리도 네 배쯤이어야 합니다. n × n을 통째로 만들면 열여섯 배입니다."""
    monkeypatch.setattr(kernel, "BLOCK", 64)
    rng = np.random.default_rng(9)

    def peak(count):
        x, y = rng.normal(size=(2, count, 4))
        tracemalloc.start()
        kernel_distance(x, y)
        kernel_distance_interval(x, y, resamples=20)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(2000) < 5 * peak(500) and peak(2000) < 2000 * 2000


def test_two_samples_are_enough_for_an_interval():
    low, high = kernel_distance_interval([[0.0], [1.0]], [[3.0], [4.0]], seed=0)
    assert low <= high and np.isfinite([low, high]).all()


@pytest.fixture(scope="module")
def recorded():
    return json.loads(reference.FILE.read_text(encoding="utf-8"))


def test_agrees_with_what_torch_fidelity_recorded(recorded):
    x, y = np.array(recorded["x"]), np.array(recorded["y"])
    assert kernel_distance(x, y) == pytest.approx(recorded["kid"], rel=1e-9)
    assert frechet_distance_of_features(x, y) == pytest.approx(recorded["fid"], rel=1e-9)
    ours = measure_precision_recall(real=y, fake=x)
    assert ours == pytest.approx((recorded["precision"], recorded["recall"]), abs=1e-6)


def test_torch_fidelity_still_says_what_was_recorded(recorded):
    pytest.importorskip("torch", reason="torch가 있을 때에만 기준 파일을 다시 계산합니다")
    if reference.importlib.util.find_spec("torch_fidelity") is None:
        pytest.skip("torch-fidelity가 없습니다")
    x, y = reference.samples()
    assert recorded["x"] == x.tolist() and recorded["y"] == y.tolist()
    for name, value in reference.scores(x, y).items():
        assert recorded[name] == pytest.approx(value, rel=1e-9), name


GOOD = np.arange(6.0).reshape(3, 2)


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        (GOOD, GOOD[:, :1], r"\(3, 2\)과 \(3, 1\)"),
        (GOOD[:1], GOOD, "2 이상"),
        (GOOD[:, :0], GOOD[:, :0], "2 이상"),
        (GOOD[0], GOOD, "2차원"),
        (GOOD * np.nan, GOOD, "NaN"),
    ],
)
@pytest.mark.parametrize("function", [kernel_distance, kernel_distance_interval, frechet_distance_of_features])
def test_bad_features(function, x, y, message):
    with pytest.raises(ValueError, match=message):
        function(x, y)


@pytest.mark.parametrize("wrong", [{"confidence": 1.0}, {"confidence": 95}, {"resamples": 0}])
def test_bad_interval(wrong):
    with pytest.raises(ValueError, match="confidence"):
        kernel_distance_interval(GOOD, GOOD, **wrong)


@pytest.mark.parametrize("degree", [3.0, np.float32(3), np.int64(3)])
def test_a_whole_degree_of_any_type(degree):
    assert kernel_distance(GOOD, GOOD + 1, degree) == kernel_distance(GOOD, GOOD + 1, 3)


@pytest.mark.parametrize("degree", [2.5, 0, -1, "3", None, float("inf"), float("nan")])
@pytest.mark.parametrize("function", [kernel_distance, kernel_distance_interval])
def test_bad_degree(function, degree):
    with pytest.raises(ValueError, match="degree가 .*1 이상의 정수"):
        function(GOOD, GOOD, degree=degree)
