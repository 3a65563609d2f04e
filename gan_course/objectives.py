"""목적 함수(objective)의 하나뿐인 표: 이름, 손실과 닫힌 꼴의 이름, 벌점, 논문이 정한 것.

여기에 한 줄을 더하면 실험실(2장, 1장과 3장), 7장의 표를 만드는 벤치마크, `gan-course train gan --objective`에 모두
나타납니다. 학습률과 신경망과 벌점의 세기는 부르는 쪽이 정합니다.
함수는 이름으로 적습니다: 명령줄의 도움말과 그림이 TensorFlow를 기다리지 않습니다.
"""

from collections.abc import Callable
from dataclasses import dataclass

from gan_course.names import did_you_mean

LOGIT, SCORE = "logit", "score"


@dataclass(frozen=True)
class Objective:
    """목적 함수 하나."""

    key: str
    """명령줄과 설정 글에 적는 이름."""
    label: str
    """화면에 보이는 이름."""
    losses: tuple[str, str]
    """`gan_course.losses`에 있는 (생성자의 손실, 판별자의 손실)의 이름."""
    curves: tuple[str, str, str]
    """`theory.objectives`에 있는 로짓 하나의 닫힌 꼴의 이름: 판별자가 진짜에서, 가짜에서, 생성자가 가짜에서 줄이는 것."""
    paper: str = ""
    """논문의 이름. 따로 없으면 `label`과 같습니다."""
    has_labels: bool = False
    """진짜와 가짜에 레이블(정답의 수)을 붙이는지. 붙일 때에만 레이블을 부드럽게 할 수 있습니다."""
    relativistic: bool = False
    """생성자의 손실이 진짜의 로짓도 보는지."""
    output: str | tuple[float, float] = LOGIT
    """판별자의 출력: 확률의 로짓(LOGIT), 차이만 뜻이 있는 점수(SCORE), 또는 (가짜, 진짜)의 목표인 두 수."""
    penalties: tuple[str, ...] = ()
    """벌점의 세기를 받을 `GAN`의 인자들."""
    betas: tuple[float, float] = (0.5, 0.999)
    """Adam의 (β₁, β₂). 따로 정한 논문이 없으면 DCGAN의 값입니다."""
    discriminator_steps: int = 1
    """생성자가 한 걸음 갈 때 판별자가 가는 걸음."""

    @property
    def name(self) -> str:
        """표에 적는 이름: 논문의 이름이 있으면 그것."""
        return self.paper or self.label

    @property
    def title(self) -> str:
        """목록에 적는 이름: 두 이름이 다르면 모두."""
        return f"{self.label}({self.paper})" if self.paper else self.label

    @property
    def generator_loss(self) -> Callable:
        return _loss(self.losses[0])

    @property
    def discriminator_loss(self) -> Callable:
        return _loss(self.losses[1])


def _loss(name):
    # 그림은 TensorFlow를 기다리지 않으므로, 훈련할 때에야 들여옵니다.
    from gan_course import losses

    return getattr(losses, name)


_NON_SATURATING = {
    "losses": ("generator_loss", "discriminator_loss"),
    "curves": ("cross_entropy", "cross_entropy", "cross_entropy"),
    "has_labels": True,
}
_RELATIVISTIC = {
    "losses": ("relativistic_generator_loss", "relativistic_discriminator_loss"),
    "curves": ("above_partner", "below_partner", "above_partner"),
    "relativistic": True,
    "output": SCORE,
}

OBJECTIVES = {
    objective.key: objective
    for objective in (
        Objective("non-saturating", "비포화", **_NON_SATURATING),
        Objective(
            "saturating",
            "포화",
            losses=("saturating_generator_loss", "discriminator_loss"),
            curves=("cross_entropy", "cross_entropy", "saturating"),
            has_labels=True,
        ),
        Objective(
            "lsgan",
            "최소제곱",
            losses=("least_squares_generator_loss", "least_squares_discriminator_loss"),
            curves=("half_square", "half_square", "square"),
            paper="LSGAN",
            has_labels=True,
            output=(0.0, 1.0),
        ),
        Objective(
            "hinge",
            "힌지",
            losses=("hinge_generator_loss", "hinge_discriminator_loss"),
            curves=("hinge_real", "hinge_fake", "up"),
            output=(-1.0, 1.0),
        ),
        Objective(
            "wgan-gp",
            "바서슈타인",
            losses=("wasserstein_generator_loss", "wasserstein_discriminator_loss"),
            curves=("up", "down", "up"),
            paper="WGAN-GP",
            output=SCORE,
            penalties=("gradient_penalty_weight",),
            betas=(0.0, 0.9),
            discriminator_steps=5,
        ),
        Objective("relativistic", "상대론적", **_RELATIVISTIC),
        Objective("r1", "비포화 + R1", **_NON_SATURATING, penalties=("r1_weight",)),
        Objective(
            "r3gan",
            "상대론적 + R1 + R2",
            **_RELATIVISTIC,
            paper="R3GAN",
            penalties=("r1_weight", "r2_weight"),
            betas=(0.0, 0.99),
        ),
    )
}
"""열쇠 → 목적 함수.

Reference:
    Goodfellow et al. 2014, 3절(포화와 비포화); Mao et al. 2017(LSGAN); Gulrajani et al. 2017, 알고리즘 1(WGAN-GP:
    판별자 다섯 걸음, β = (0, 0.9)); Mescheder et al. 2018, 4.1절(R1); Huang et al. 2024(R3GAN: β₁ = 0).
"""


def find_objective(name: str) -> Objective:
    """열쇠, 화면의 이름, 논문의 이름 가운데 무엇으로든 찾습니다.

    Raises:
        ValueError: 그런 목적 함수가 없을 때.
    """
    for objective in OBJECTIVES.values():
        if name in (objective.key, objective.label, objective.name):
            return objective
    known = ", ".join(f"{objective.key}({objective.name})" for objective in OBJECTIVES.values())
    near = did_you_mean(name, OBJECTIVES)
    raise ValueError(f"목적 함수의 이름이 {name!r}입니다.{near} {known} 가운데 하나를 주십시오.")


def is_relativistic(generator_loss: Callable) -> bool:
    """표에 상대론적이라고 적힌 생성자 손실인지. 표에 없는 손실이면 거짓입니다."""
    name = getattr(generator_loss, "__name__", None)
    return any(objective.relativistic and objective.losses[0] == name for objective in OBJECTIVES.values())


def distinct_objectives() -> list[Objective]:
    """손실이 서로 다른 목적 함수들. 벌점만 다른 것은 실험실의 곡선과 선택지에서 같은 것입니다(벌점은 따로 고릅니다)."""
    seen = {}
    for objective in OBJECTIVES.values():
        seen.setdefault(objective.losses, objective)
    return list(seen.values())
