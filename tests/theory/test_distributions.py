"""2차원 분포와 잠재 공간의 길."""

import numpy as np
import pytest

from gan_course import theory


def test_ring_has_every_mode_in_equal_shares():
    points = theory.ring_of_gaussians(20_000, modes=5, seed=3, radius=1.5, deviation=0.1)
    assert points.shape == (20_000, 2) and points.dtype == np.float32
    centers = theory.ring_centers(5, 1.5)
    distances = np.linalg.norm(points[:, None] - centers, axis=-1)
    nearest = distances.argmin(axis=1)
    np.testing.assert_allclose(np.bincount(nearest, minlength=5) / len(points), 0.2, atol=0.015)
    for mode, center in enumerate(centers):
        own = points[nearest == mode]
        np.testing.assert_allclose(own.mean(axis=0), center, atol=0.01)
        np.testing.assert_allclose(own.std(axis=0), 0.1, atol=0.01)
    # 두 축이 서로 무관한 정규 분포라면, 중심에서의 거리의 제곱은 평균이 2σ²입니다.
    assert (distances.min(axis=1) ** 2).mean() == pytest.approx(2 * 0.1**2, rel=0.05)


def test_ring_depends_on_the_seed_only():
    first = theory.ring_of_gaussians(10, seed=1)
    np.testing.assert_array_equal(first, theory.ring_of_gaussians(10, seed=1))
    assert not np.array_equal(first, theory.ring_of_gaussians(10, seed=2))


def test_centers_go_round_from_the_right():
    np.testing.assert_allclose(theory.ring_centers(4, 3.0), [[3, 0], [0, 3], [-3, 0], [0, -3]], atol=1e-12)


def test_plane_grid_rows_are_y_and_columns_are_x():
    grid = theory.plane_grid(limit=2, resolution=3).reshape(3, 3, 2)
    np.testing.assert_array_equal(grid[:, 0, 1], [-2, 0, 2])
    np.testing.assert_array_equal(grid[0, :, 0], [-2, 0, 2])
    assert (grid[0, :, 1] == -2).all()


def test_latent_path_is_straight_and_even():
    start, end = np.array([1.0, -2.0, 0.5]), np.array([3.0, 2.0, 0.5])
    path = theory.latent_path(start, end, 5)
    assert path.shape == (5, 3) and path.dtype == np.float32
    np.testing.assert_array_equal(path[[0, -1]], [start, end])
    np.testing.assert_allclose(path[1], [1.5, -1.0, 0.5])


def test_spherical_path_turns_evenly_and_keeps_the_length():
    quarter = theory.spherical_path([2.0, 0.0, 0.0], [0.0, 2.0, 0.0], 4)
    angles = np.radians([0, 30, 60, 90])
    np.testing.assert_allclose(quarter, 2 * np.stack([np.cos(angles), np.sin(angles), 0 * angles], axis=1), atol=1e-6)
    assert quarter.dtype == np.float32
    same = theory.spherical_path([1.0, 1.0], [2.0, 2.0], 3)
    np.testing.assert_allclose(same, [[1, 1], [1.5, 1.5], [2, 2]])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: theory.ring_of_gaussians(0), "count가 0입니다"),
        (lambda: theory.ring_of_gaussians(5, modes=0), "modes가 0입니다"),
        (lambda: theory.latent_path(np.zeros((1, 2)), np.zeros((1, 2)), 3), "하나를 고르십시오"),
        (lambda: theory.latent_path(np.zeros(2), np.zeros(3), 3), "길이가 같은"),
        (lambda: theory.latent_path(np.zeros(2), np.zeros(2), 1), "2 이상"),
        (lambda: theory.spherical_path(np.zeros(2), np.zeros(3), 3), "spherical_path: start.*길이가 같은"),
        (lambda: theory.spherical_path(np.zeros(2), np.ones(2), 3), "길이가 0"),
        (lambda: theory.spherical_path(np.ones(2), -2 * np.ones(2), 3), "정반대"),
    ],
)
def test_wrong_input_is_explained(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_grid_has_every_mode_in_equal_shares():
    points = theory.grid_of_gaussians(25_000, seed=1)
    centers = theory.grid_centers()
    assert points.shape == (25_000, 2) and points.dtype == np.float32 and len(centers) == 25
    nearest = np.linalg.norm(points[:, None] - centers, axis=-1).argmin(axis=1)
    np.testing.assert_allclose(np.bincount(nearest, minlength=25) / len(points), 0.04, atol=0.006)
    np.testing.assert_allclose((points - centers[nearest]).std(axis=0), 0.05, atol=0.002)


def test_grid_centers_go_row_by_row_around_the_origin():
    expected = [[-2, -2], [0, -2], [2, -2], [-2, 0], [0, 0], [2, 0], [-2, 2], [0, 2], [2, 2]]
    np.testing.assert_array_equal(theory.grid_centers(3, 2.0), expected)
    np.testing.assert_array_equal(theory.grid_centers(1), [[0, 0]])


def test_line_is_thin_and_even():
    points = theory.line(10_000, seed=2, length=4.0, deviation=0.05)
    along = points @ np.array([2, 1]) / np.sqrt(5)
    across = points @ np.array([-1, 2]) / np.sqrt(5)
    assert across.std() == pytest.approx(0.05, rel=0.05)
    assert along.std() == pytest.approx(4 / np.sqrt(12), rel=0.02)
    assert np.abs(along).max() < 2.25


def test_two_gaussians():
    points = theory.two_gaussians(10_000, seed=3, distance=3.0, deviation=0.3)
    right = points[points[:, 0] > 0]
    assert len(right) / len(points) == pytest.approx(0.5, abs=0.02)
    np.testing.assert_allclose(right.mean(axis=0), [1.5, 0], atol=0.02)
    np.testing.assert_allclose(right.std(axis=0), 0.3, atol=0.01)


def test_moons_are_two_half_circles_facing_each_other():
    points = theory.moons(10_000, seed=4, radius=1.5, deviation=0.0)
    upper_center = 1.5 * np.array([-0.5, -0.25])
    on_upper = np.isclose(np.linalg.norm(points - upper_center, axis=1), 1.5, atol=1e-5) & (
        points[:, 1] >= upper_center[1] - 1e-5
    )
    on_lower = np.isclose(np.linalg.norm(points + upper_center, axis=1), 1.5, atol=1e-5) & (
        points[:, 1] <= -upper_center[1] + 1e-5
    )
    assert (on_upper | on_lower).all()
    assert on_upper.mean() == pytest.approx(0.5, abs=0.02)
    np.testing.assert_allclose(points.mean(axis=0), 0, atol=0.05)


@pytest.mark.parametrize("name", theory.DISTRIBUTIONS)
def test_every_distribution_is_seeded_and_fits_the_plane(name):
    draw = theory.DISTRIBUTIONS[name]
    points = draw(2000, seed=5)
    np.testing.assert_array_equal(points, draw(2000, seed=5))
    assert not np.array_equal(points, draw(2000, seed=6))
    assert points.shape == (2000, 2) and points.dtype == np.float32
    assert 1 < np.abs(points).max() < 3.2  # plane_grid의 기본 범위
    with pytest.raises(ValueError, match="count가 0"):
        draw(0)


def test_bad_side():
    with pytest.raises(ValueError, match="side가 0"):
        theory.grid_centers(0)
