"""명령줄에서 고르는 훈련의 조리법. gan과 cyclegan의 수는 장의 노트북과 같고(시험이 견줍니다), gpu는 논문의 값입니다.

pix2pix는 5장의 작은 U-Net을 64화소에 맞춘 것입니다. 5장은 CycleGAN과 견주려고 손실과 학습률을 통일하지만,
여기에서는 논문의 손실을 씁니다.
"""

from dataclasses import dataclass, field, replace

from gan_course import losses
from gan_course._tensorflow import keras
from gan_course.models import (
    dcgan_discriminator,
    dcgan_generator,
    patch_discriminator,
    resnet_generator,
    unet_generator,
)
from gan_course.training.conditional import ConditionalGAN
from gan_course.training.cyclegan import CycleGAN
from gan_course.training.gan import GAN
from gan_course.training.objectives import objective_gan
from gan_course.training.pix2pix import Pix2Pix
from gan_course.training.precision import choose_precision
from gan_course.training.schedules import LinearDecay


@dataclass(frozen=True)
class Recipe:
    """모델 하나를 만들고 훈련하는 데 드는 수. 기본은 짝 없는 사진과 짝지은 사진의 논문이 쓴 값입니다."""

    size: int = 256
    """이미지의 한 변(화소)."""
    batch_size: int = 1
    epochs: int = 200
    steps: int | None = None
    """한 에포크의 걸음 수. None이면 자료를 한 바퀴 돕니다."""
    images: int = 1000
    """코드로 그리는 자료라면 도메인마다 그릴 장수."""
    learning_rates: tuple[float, float] = (2e-4, 2e-4)
    """(생성자, 판별자)의 처음 학습률."""
    constant: float = 0.5
    """학습률을 그대로 두는 부분의 비율. 나머지는 직선으로 줄입니다."""
    generator: dict = field(default_factory=dict)
    discriminator: dict = field(default_factory=dict)
    model: dict = field(default_factory=dict)
    late_cycle_weight: float | None = None
    """훈련의 뒤쪽 절반에서 쓸 λ. None이면 바꾸지 않습니다."""
    objective: str | None = None
    """`gan`의 목적 함수의 열쇠(`gan_course.objectives`). None이면 그 모델의 기본입니다."""
    penalty: float = 10.0
    """목적 함수에 벌점이 있을 때의 세기(γ나 λ)."""
    mixed_precision: bool = False
    """16비트 합성곱이 빠른 장치라면 혼합 정밀도로 훈련할지."""


_GAN = Recipe(
    size=28,
    batch_size=32,
    epochs=54,
    images=0,
    learning_rates=(2e-3, 2e-4),
    constant=0.0,
    generator={"filters": 12},
    discriminator={"filters": 16},
    model={"noise_dim": 64, "average_decay": 0.995},
)
_SMALL = {"size": 64, "steps": 100, "images": 600}  # 코드로 그리는 자료의 것
_CYCLEGAN = Recipe(
    **_SMALL,
    batch_size=2,
    epochs=20,
    learning_rates=(4e-4, 2e-4),
    generator={"filters": 16, "blocks": 4, "upsampling": "resize", "residual_output": True},
    discriminator={"filters": 32, "downsamplings": 2},
    model={"cycle_weight": 5.0, "identity_weight": 0.0},
    late_cycle_weight=10.0,
)
_PIX2PIX = Recipe(
    **_SMALL,
    batch_size=4,
    epochs=15,
    learning_rates=(1e-3, 4e-4),
    generator={"filters": 16, "depth": 4, "dropout": 0.0},
    discriminator={"filters": 16, "downsamplings": 2},
)
_PAPER = Recipe(mixed_precision=True)

_CONDITIONAL = replace(_GAN, epochs=27, learning_rates=(1e-3, 1e-3))

RECIPES = {
    "gan": {
        "quick": replace(_GAN, epochs=2, steps=10, generator={"filters": 4}, discriminator={"filters": 4}),
        "cpu": _GAN,
        "gpu": replace(_GAN, epochs=100, generator={"filters": 32}, discriminator={"filters": 32}),
    },
    "conditional-gan": {
        "quick": replace(_CONDITIONAL, epochs=2, steps=10, generator={"filters": 4}, discriminator={"filters": 4}),
        "cpu": _CONDITIONAL,
        "gpu": replace(_CONDITIONAL, epochs=100, generator={"filters": 32}, discriminator={"filters": 32}),
    },
    "cyclegan": {
        "quick": replace(
            _CYCLEGAN,
            epochs=2,
            steps=2,
            images=8,
            generator=_CYCLEGAN.generator | {"filters": 4, "blocks": 1},
            discriminator={"filters": 4, "downsamplings": 2},
        ),
        "cpu": _CYCLEGAN,
        "gpu": replace(_PAPER, model={"cycle_weight": 10.0, "identity_weight": 5.0}),
    },
    "pix2pix": {
        "quick": replace(
            _PIX2PIX,
            size=32,
            epochs=2,
            steps=2,
            images=8,
            generator={"filters": 4, "depth": 3, "dropout": 0.0},
            discriminator={"filters": 4, "downsamplings": 1},
        ),
        "cpu": _PIX2PIX,
        "gpu": _PAPER,
    },
}


def build(name: str, recipe: Recipe, steps_per_epoch: int, seed: int):
    """조리법대로 모델을 만들어 `compile`까지 합니다.

    Args:
        name: "gan", "conditional-gan"(8장), "cyclegan", "pix2pix" 가운데 하나.
        recipe: 조리법. `dataclasses.replace`로 값을 바꾸어도 됩니다.
        steps_per_epoch: 한 에포크의 걸음 수(학습률의 일정이 씁니다).
        seed: 처음 가중치와 훈련의 난수를 정하는 씨앗.

    Returns:
        `fit`을 부를 수 있는 `GAN`, `ConditionalGAN`, `CycleGAN`, `Pix2Pix`.
    """
    keras.utils.set_random_seed(seed)
    before = keras.config.dtype_policy()
    if recipe.mixed_precision:
        keras.config.set_dtype_policy(choose_precision())
    try:
        model = untrained(name, recipe, recipe.epochs * steps_per_epoch, seed)
    finally:
        keras.config.set_dtype_policy(before)
    # 걸음 수를 정해 둔 조리법은 걸음마다, 논문처럼 자료를 한 바퀴씩 도는 조리법은 에포크마다 줄입니다.
    length, unit = (recipe.epochs * steps_per_epoch, 1) if recipe.steps else (recipe.epochs, steps_per_epoch)
    constant = int(recipe.constant * length)
    schedules = [LinearDecay(rate, constant, length - constant, unit) for rate in recipe.learning_rates]
    if recipe.objective:
        return objective_gan(
            recipe.objective,
            model.generator,
            model.discriminator,
            recipe.model["noise_dim"],
            schedules,
            recipe.penalty,
            recipe.model["average_decay"],
            seed,
        )
    optimizers = [keras.optimizers.Adam(schedule, beta_1=0.5) for schedule in schedules]
    if name == "cyclegan":
        model.compile(*optimizers, losses.least_squares_generator_loss, losses.least_squares_discriminator_loss)
    else:
        model.compile(*optimizers)
    return model


def untrained(name: str, recipe: Recipe, steps: int, seed: int):
    """조리법대로 만든, `compile`하기 전의 모델. `steps`는 훈련할 걸음의 수(λ의 일정이 씁니다)입니다."""
    makers = {"gan": _gan, "conditional-gan": _conditional_gan, "cyclegan": _cyclegan, "pix2pix": _pix2pix}
    return makers[name](recipe, steps, seed)


def _gan(recipe, steps, seed):
    shape = (recipe.size, recipe.size, 1)
    return GAN(
        dcgan_generator(recipe.model["noise_dim"], shape, **recipe.generator),
        dcgan_discriminator(shape, **recipe.discriminator),
        seed=seed,
        **recipe.model,
    )


def _conditional_gan(recipe, steps, seed):
    shape, classes = (recipe.size, recipe.size, 1), 10
    return ConditionalGAN(
        dcgan_generator(recipe.model["noise_dim"], shape, classes=classes, **recipe.generator),
        dcgan_discriminator(shape, classes=classes, **recipe.discriminator),
        classes=classes,
        seed=seed,
        **recipe.model,
    )


def _cyclegan(recipe, steps, seed):
    shape = (recipe.size, recipe.size, 3)
    settings = dict(recipe.model)
    if recipe.late_cycle_weight is not None:
        settings["cycle_weight"] = keras.optimizers.schedules.PiecewiseConstantDecay(
            [steps // 2], [settings["cycle_weight"], recipe.late_cycle_weight]
        )
    return CycleGAN(
        *(resnet_generator(shape, **recipe.generator) for _ in range(2)),
        *(patch_discriminator(shape, **recipe.discriminator) for _ in range(2)),
        seed=seed,
        **settings,
    )


def _pix2pix(recipe, steps, seed):
    shape = (recipe.size, recipe.size, 3)
    return Pix2Pix(
        unet_generator(shape, **recipe.generator),
        patch_discriminator(shape, condition_channels=3, **recipe.discriminator),
        **recipe.model,
    )
