"""강좌가 약속한 정확한 값을 한곳에서 봅니다(7.11절의 표와 같은 차례).

저마다의 성질은 그 방의 시험이 더 자세히 봅니다. 여기에서는 손으로 계산한 수와만 견줍니다.
"""

import numpy as np
import pytest
from scipy.integrate import trapezoid

from gan_course import evaluation, losses, theory
from gan_course._tensorflow import keras, tf
from gan_course.training import CycleGAN, zero_centered_gradient_penalty

GRID = np.linspace(-12, 14, 5201)


def gaussian(mean):
    return np.exp(-((GRID - mean) ** 2) / 2) / np.sqrt(2 * np.pi)


def test_when_the_discriminator_says_one_half_everywhere():
    undecided, half = tf.zeros((3, 1)), tf.fill((3, 1), 0.5)
    assert float(losses.discriminator_loss(undecided, undecided)) == pytest.approx(1.3863, abs=5e-5)
    assert float(losses.generator_loss(undecided)) == pytest.approx(0.6931, abs=5e-5)
    p = gaussian(0)
    assert theory.value_function(np.full_like(p, 0.5), p, p, GRID) == pytest.approx(-np.log(4), abs=1e-9)
    assert float(losses.least_squares_discriminator_loss(half, half)) == 0.25
    assert float(losses.least_squares_generator_loss(half)) == 0.25
    # WGAN과 힌지, 상대론적 손실의 균형도 손으로 압니다.
    assert float(losses.wasserstein_discriminator_loss(half, half)) == 0
    assert float(losses.hinge_discriminator_loss(undecided, undecided)) == 2
    assert float(losses.relativistic_discriminator_loss(half, half)) == pytest.approx(np.log(2), abs=1e-6)


def test_the_optimal_discriminator_and_its_value():
    p, q = gaussian(0), gaussian(1)
    best = theory.optimal_discriminator(p, q)
    np.testing.assert_allclose(best, p / (p + q), atol=1e-15)
    value = theory.value_function(best, p, q, GRID)
    assert value == pytest.approx(-np.log(4) + 2 * theory.jensen_shannon_divergence(p, q, GRID), abs=1e-12)


def test_the_gradient_of_two_js_is_the_saturating_signal():
    """최적 판별자 앞에서 포화 손실의 신호는 2·JS의 기울기와 같습니다(7.2절). 거리 8이면 0.0004만 남습니다."""
    wide = np.linspace(-30, 40, 70_001)

    def divergence(distance):
        densities = (np.exp(-((wide - mean) ** 2) / 2) / np.sqrt(2 * np.pi) for mean in (0, distance))
        return theory.jensen_shannon_divergence(*densities, wide)

    def signal(distance):
        fake = np.exp(-((wide - distance) ** 2) / 2) / np.sqrt(2 * np.pi)
        logit = distance**2 / 2 - distance * wide
        return trapezoid(fake * distance / (1 + np.exp(-logit)), wide)

    for distance in (0.5, 2.0, 4.0):
        slope = 2 * (divergence(distance + 1e-4) - divergence(distance - 1e-4)) / 2e-4
        assert signal(distance) == pytest.approx(slope, abs=1e-6)
    assert signal(8.0) == pytest.approx(3.93e-4, rel=1e-2)


def test_the_signals_at_logit_minus_ten():
    logit = tf.Variable([[-10.0]])
    found = {}
    for name in ("generator_loss", "saturating_generator_loss"):
        with tf.GradientTape() as tape:
            loss = getattr(losses, name)(logit)
        found[name] = abs(float(tape.gradient(loss, logit)[0, 0]))
    assert found["saturating_generator_loss"] == pytest.approx(4.54e-5, rel=1e-3)
    assert found["generator_loss"] == pytest.approx(0.99995, abs=5e-6)
    assert found["generator_loss"] / found["saturating_generator_loss"] == pytest.approx(np.exp(10), rel=1e-4)


def test_dirac_gan():
    for rate in (0.05, 0.4, 1.0):
        assert theory.spectral_radius(theory.dirac_jacobian(rate)) == pytest.approx(np.sqrt(1 + rate**2 / 4))
    start = (1e-4, 0)
    simultaneous = np.linalg.norm(theory.dirac_orbit(start, 0.4, 200), axis=1)
    alternating = np.linalg.norm(theory.dirac_orbit(start, 0.4, 2000, "alternating"), axis=1)
    assert simultaneous[-1] > 40 * simultaneous[0]
    assert alternating.max() < 1.2 * alternating[0] and alternating.min() > 0.8 * alternating[0]
    for gamma in (0.2, 1.0, 3.0):
        root = np.sqrt(complex(gamma**2 / 4 - 0.25))
        np.testing.assert_allclose(theory.dirac_eigenvalues(gamma), [-gamma / 2 + root, -gamma / 2 - root])


def test_r1_of_the_dirac_discriminator_is_psi_squared():
    """γ/2·E‖∇D‖²에서 D(x) = ψx이면 γ/2·ψ²: 이론의 -γψ가 훈련에서 쓰는 벌점의 그레이디언트입니다."""
    psi = tf.Variable(0.7)
    with tf.GradientTape() as tape:
        penalty = 0.5 * 2.0 * zero_centered_gradient_penalty(lambda x, training: psi * x, tf.zeros((1, 1)))
    assert float(penalty) == pytest.approx(0.49) and float(tape.gradient(penalty, psi)) == pytest.approx(2.0 * 0.7)


def test_four_gradients_are_two():
    """CycleGAN: 지워지지 않는 테이프로 넷을 구하나 두 쪽을 한 번씩 구하나 한 걸음은 같습니다."""

    def network():
        return keras.Sequential([keras.Input((4, 4, 3)), keras.layers.Conv2D(3, 3, padding="same", activation="tanh")])

    keras.utils.set_random_seed(0)
    model = CycleGAN(*(network() for _ in range(4)), pool_size=0, cycle_weight=10.0, identity_weight=5.0)
    model.compile(keras.optimizers.SGD(0.1), keras.optimizers.SGD(0.1))
    random = np.random.default_rng(0)
    a, b = (tf.constant(random.uniform(-1, 1, (2, 4, 4, 3)), tf.float32) for _ in range(2))
    ab, ba, judge_a, judge_b = (
        model.generator_ab, model.generator_ba, model.discriminator_a, model.discriminator_b,
    )  # fmt: skip
    with tf.GradientTape(persistent=True) as tape:
        fake_b, fake_a = ab(a), ba(b)
        cycle = losses.cycle_loss(a, ba(fake_b)) + losses.cycle_loss(b, ab(fake_a))
        total_ab = losses.least_squares_generator_loss(judge_b(fake_b)) + 10.0 * cycle
        total_ba = losses.least_squares_generator_loss(judge_a(fake_a)) + 10.0 * cycle
        total_ab += 5.0 * losses.identity_loss(b, ab(b))
        total_ba += 5.0 * losses.identity_loss(a, ba(a))
    expected = [
        (variable - 0.1 * tape.gradient(total, variable)).numpy()
        for network, total in ((ab, total_ab), (ba, total_ba))
        for variable in network.trainable_variables
    ]
    model.train_step((a, b))
    for value, variable in zip(expected, [*ab.trainable_variables, *ba.trainable_variables], strict=True):
        np.testing.assert_allclose(variable.numpy(), value, atol=2e-6)


def test_eight_bits_erase_a_hidden_message_and_leave_an_honest_pair_alone():
    """선형인 숨기는 짝: 흑백에 색을 1/512만 섞어 숨깁니다. 8비트를 거치면 순환 손실이 백 배 넘게 뜁니다."""
    random = np.random.default_rng(0)
    colour = random.uniform(-0.9, 0.9, (8, 16, 16, 3))
    grey = np.repeat(colour.mean(axis=-1, keepdims=True), 3, axis=-1)

    def eight_bits(images):
        return np.round((images + 1) / 2 * 255) / 255 * 2 - 1

    def cycle(sent, read):
        return float(losses.cycle_loss(tf.constant(colour), tf.constant(read(sent))))

    def reveal(sent):
        mean = sent.mean(axis=-1, keepdims=True)
        return np.clip(mean + 512 * (sent - mean), -1, 1)

    hidden = grey + (colour - grey) / 512
    assert cycle(hidden, reveal) < 1e-6
    assert cycle(eight_bits(hidden), reveal) > 0.2
    honest = cycle(grey, lambda sent: sent), cycle(eight_bits(grey), lambda sent: sent)
    assert abs(honest[1] - honest[0]) < 0.01 * honest[0]


def test_frechet_by_hand():
    """평균 0과 3, 표준편차 1과 2: (3 - 0)² + (2 - 1)² = 10."""
    assert evaluation.frechet_distance([0.0], [[1.0]], [3.0], [[4.0]]) == pytest.approx(10)
