"""확산의 이론: 봉우리를 아는 분포의 가장 좋은 답을, 뽑아서 평균한 것과 견줍니다."""

import numpy as np
import pytest

from gan_course import theory

CENTERS = np.array([[-1.0, 0.0], [1.0, 0.5]])


def test_one_round_mode_has_the_textbook_answer():
    """x ~ N(c, d²), x_t = s x + n ε이면 E[x | x_t]는 두 정규 분포의 곱의 평균입니다."""
    signal, spread, deviation = np.cos(0.4 * np.pi / 2), np.sin(0.4 * np.pi / 2), 0.3
    noisy = np.array([[0.7, -0.2]])
    clean, noise = theory.mixture_denoiser(noisy, 0.4, CENTERS[1:], deviation)
    precision = 1 / deviation**2, signal**2 / spread**2
    wanted = (precision[0] * CENTERS[1] + precision[1] * noisy / signal) / sum(precision)
    assert np.allclose(clean, wanted)
    assert np.allclose(signal * clean + spread * noise, noisy)


def test_it_is_the_average_of_what_could_have_been():
    random = np.random.default_rng(0)
    count, time, deviation = 400_000, 0.5, 0.4
    real = CENTERS[random.integers(2, size=count)] + deviation * random.normal(size=(count, 2))
    noisy = np.cos(np.pi / 4) * real + np.sin(np.pi / 4) * random.normal(size=(count, 2))
    near = np.linalg.norm(noisy - [0.2, 0.1], axis=1) < 0.08
    clean, _ = theory.mixture_denoiser(noisy[near], time, CENTERS, deviation)
    assert near.sum() > 500
    assert np.allclose(clean.mean(axis=0), real[near].mean(axis=0), atol=0.08)


def test_early_it_finds_the_mode_and_late_it_gives_the_middle():
    near_first = np.array([[-1.0, 0.02]])
    early, _ = theory.mixture_denoiser(near_first, 0.05, CENTERS, 0.0)
    late, _ = theory.mixture_denoiser(near_first, 0.999, CENTERS, 0.0)
    assert np.allclose(early, CENTERS[0], atol=1e-6) and np.allclose(late, CENTERS.mean(axis=0), atol=0.01)


def test_each_point_may_have_its_own_time():
    noisy = np.array([[0.3, 0.3], [0.3, 0.3]])
    clean, noise = theory.mixture_denoiser(noisy, np.array([[0.2], [0.9]]), CENTERS, 0.1)
    for row, time in enumerate((0.2, 0.9)):
        alone = theory.mixture_denoiser(noisy[:1], time, CENTERS, 0.1)
        assert np.allclose(clean[row], alone[0][0]) and np.allclose(noise[row], alone[1][0])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((np.zeros((3, 2)), 0.0, CENTERS, 0.1), "시각"),
        ((np.zeros((3, 2)), 1.0, CENTERS, 0.1), "시각"),
        ((np.zeros((3, 2)), 0.5, CENTERS, -0.1), "deviation"),
        ((np.zeros((3, 3)), 0.5, CENTERS, 0.1), "모양"),
    ],
)
def test_what_cannot_be_is_refused(arguments, said):
    with pytest.raises(ValueError, match=said):
        theory.mixture_denoiser(*arguments)
