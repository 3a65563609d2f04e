"""이름으로 고른 목적 함수의 `GAN`. 표는 `gan_course.objectives`에 있습니다.

7장과 `benchmarks/stability.py`와 명령줄이 같은 것을 훈련하게 하려는 것입니다.
"""

from gan_course._tensorflow import keras
from gan_course.objectives import find_objective
from gan_course.training.critic import CriticGAN
from gan_course.training.gan import GAN


def objective_gan(
    name, generator, discriminator, noise_dim, learning_rates, penalty, average_decay=0.99, seed=0, **compiling
):
    """이름으로 고른 목적 함수로 훈련할 준비가 된 `GAN`.

    Args:
        name: `gan_course.objectives`의 열쇠나 이름.
        generator, discriminator, noise_dim, average_decay, seed: `GAN`과 같습니다.
        learning_rates: (생성자, 판별자)의 학습률 또는 일정.
        penalty: 벌점의 세기. WGAN-GP의 λ, R1과 R2의 γ입니다. 벌점이 없는 목적 함수에서는 쓰지 않습니다.
        compiling: `compile`에 그대로 넘길 것. 이를테면 `steps_per_execution`.

    Returns:
        컴파일한 `GAN`. 판별자가 k걸음 가는 목적 함수라면 `CriticGAN`이고, 배치 하나에 k배치를 담아 주어야 합니다.

    Raises:
        ValueError: 모르는 이름일 때.
    """
    objective = find_objective(name)
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
        relativistic=objective.relativistic,
        **compiling,
    )
    return gan
