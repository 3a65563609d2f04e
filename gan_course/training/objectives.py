"""이름으로 고르는 목적 함수: 손실 둘, 벌점, 그리고 논문이 정해 둔 것(Adam의 β, 판별자의 걸음 수)을 한데 묶습니다.

7장과 `benchmarks/stability.py`가 같은 것을 훈련하게 하려는 것입니다. 학습률과 신경망은 부르는 쪽이 정합니다.
"""

from collections.abc import Callable
from dataclasses import dataclass

from gan_course import losses
from gan_course._tensorflow import keras
from gan_course.training.critic import CriticGAN
from gan_course.training.gan import GAN


@dataclass(frozen=True)
class Objective:
    """목적 함수 하나."""

    generator_loss: Callable
    discriminator_loss: Callable
    penalties: tuple[str, ...] = ()
    """벌점의 세기를 받을 `GAN`의 인자들."""
    betas: tuple[float, float] = (0.5, 0.999)
    """Adam의 (β₁, β₂). 따로 정한 논문이 없으면 DCGAN의 값입니다."""
    discriminator_steps: int = 1
    """생성자가 한 걸음 갈 때 판별자가 가는 걸음."""


OBJECTIVES = {
    "포화": Objective(losses.saturating_generator_loss, losses.discriminator_loss),
    "비포화": Objective(losses.generator_loss, losses.discriminator_loss),
    "LSGAN": Objective(losses.least_squares_generator_loss, losses.least_squares_discriminator_loss),
    "WGAN-GP": Objective(
        losses.wasserstein_generator_loss,
        losses.wasserstein_discriminator_loss,
        penalties=("gradient_penalty_weight",),
        betas=(0.0, 0.9),
        discriminator_steps=5,
    ),
    "비포화 + R1": Objective(losses.generator_loss, losses.discriminator_loss, penalties=("r1_weight",)),
    "R3GAN": Objective(
        losses.relativistic_generator_loss,
        losses.relativistic_discriminator_loss,
        penalties=("r1_weight", "r2_weight"),
        betas=(0.0, 0.99),
    ),
}
"""이름 → 목적 함수.

Reference:
    Goodfellow et al. 2014, 3절(포화와 비포화); Mao et al. 2017(LSGAN); Gulrajani et al. 2017, 알고리즘 1(WGAN-GP:
    판별자 다섯 걸음, β = (0, 0.9)); Mescheder et al. 2018, 4.1절(R1); Huang et al. 2024(R3GAN: β₁ = 0).
"""


def objective_gan(
    name, generator, discriminator, noise_dim, learning_rates, penalty, average_decay=0.99, seed=0, **compiling
):
    """이름으로 고른 목적 함수로 훈련할 준비가 된 `GAN`.

    Args:
        name: `OBJECTIVES`의 이름.
        generator, discriminator, noise_dim, average_decay, seed: `GAN`과 같습니다.
        learning_rates: (생성자, 판별자)의 학습률 또는 일정.
        penalty: 벌점의 세기. WGAN-GP의 λ, R1과 R2의 γ입니다. 벌점이 없는 목적 함수에서는 쓰지 않습니다.
        compiling: `compile`에 그대로 넘길 것. 이를테면 `steps_per_execution`.

    Returns:
        컴파일한 `GAN`. 판별자가 k걸음 가는 목적 함수라면 `CriticGAN`이고, 배치 하나에 k배치를 담아 주어야 합니다.

    Raises:
        ValueError: 모르는 이름일 때.
    """
    if name not in OBJECTIVES:
        raise ValueError(f"목적 함수 {name!r}은(는) 없습니다. {', '.join(OBJECTIVES)} 가운데 하나를 주십시오.")
    objective = OBJECTIVES[name]
    arguments = {argument: penalty for argument in objective.penalties}
    if objective.discriminator_steps > 1:
        arguments["discriminator_steps"] = objective.discriminator_steps
    model = CriticGAN if objective.discriminator_steps > 1 else GAN
    gan = model(generator, discriminator, noise_dim, average_decay=average_decay, seed=seed, **arguments)
    beta_1, beta_2 = objective.betas
    gan.compile(
        *(keras.optimizers.Adam(rate, beta_1=beta_1, beta_2=beta_2) for rate in learning_rates),
        generator_loss=objective.generator_loss,
        discriminator_loss=objective.discriminator_loss,
        **compiling,
    )
    return gan
