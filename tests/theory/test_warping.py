"""격자의 칸이 몇 배가 되는지: 행렬식을 아는 변환, 접기, 틀린 입력."""

import numpy as np
import pytest

from gan_course import theory

LATTICE = theory.plane_grid(2.0, 9).reshape(9, 9, 2)


@pytest.mark.parametrize(
    ("matrix", "determinant"), [(np.eye(2), 1), ([[2, 1], [0, 3]], 6), ([[0, 1], [1, 0]], -1), ([[1, 2], [2, 4]], 0)]
)
def test_a_linear_map_multiplies_every_cell_by_its_determinant(matrix, determinant):
    ratios = theory.area_ratios(LATTICE, LATTICE @ np.transpose(matrix) + 5)
    assert ratios.shape == (8, 8)
    np.testing.assert_allclose(ratios, determinant, atol=1e-5)


def test_a_fold_turns_one_side_over():
    folded = np.stack([np.abs(LATTICE[..., 0]), LATTICE[..., 1]], axis=-1)
    np.testing.assert_allclose(theory.area_ratios(LATTICE, folded), np.repeat([[-1, 1]], 4, axis=1).repeat(8, axis=0))


def test_cells_follow_the_jacobian_of_a_smooth_map():
    fine = theory.plane_grid(1.0, 401).reshape(401, 401, 2).astype("float64")
    x, y = fine[..., 0], fine[..., 1]
    ratios = theory.area_ratios(fine, np.stack([x**3 + y, y * np.exp(x)], axis=-1))
    middle = (fine[1:, 1:] + fine[:-1, :-1]) / 2
    x, y = middle[..., 0], middle[..., 1]
    np.testing.assert_allclose(ratios, (3 * x**2 - y) * np.exp(x), atol=1e-3)


def test_wrong_grids_are_refused():
    with pytest.raises(ValueError, match="모양"):
        theory.area_ratios(LATTICE, LATTICE[:-1])
    with pytest.raises(ValueError, match="모양"):
        theory.area_ratios(LATTICE.reshape(-1, 2), LATTICE.reshape(-1, 2))
    with pytest.raises(ValueError, match="넓이가 0"):
        theory.area_ratios(np.zeros((3, 3, 2)), LATTICE[:3, :3])
