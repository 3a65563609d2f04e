"""2차원 실험실의 한 판: 설정에서 시작해 걷고, 걸을 때마다 채점합니다. 화면은 모릅니다."""

import dataclasses
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

import numpy as np

from gan_course._tensorflow import tf
from gan_course.objectives import distinct_objectives
from gan_course.plane_lab.game import PlaneGAN
from gan_course.plane_lab.score import SAMPLES, PlaneJudge, plane_cells
from gan_course.plane_lab.target import plane_target

ARROWS = 48
TRAINING_POINTS = 8192
LIVE = ("generator_rate", "discriminator_rate", "discriminator_steps")  # 판을 새로 시작하지 않고 바꿀 수 있는 설정


@dataclasses.dataclass(frozen=True)
class PlaneSettings:
    """한 판을 정하는 모든 것. 같은 설정이면 같은 컴퓨터에서 같은 판입니다."""

    target: str = "ring"
    """`plane_lab.target.plane_target`의 이름."""

    objective: str = "non-saturating"
    """`gan_course.objectives`의 열쇠(손실이 서로 다른 것)."""

    generator_rate: float = 0.001
    discriminator_rate: float = 0.002
    discriminator_steps: int = 1
    """생성자 한 걸음마다 판별자의 걸음 수, 1에서 10."""

    r1: float = 0.0
    r2: float = 0.0
    """벌점의 세기 γ, 0(쓰지 않음) 이상."""

    seed: int = 0
    points: tuple = ()
    """target이 "points"일 때 독자가 찍은 점들 ((x, y), …)."""

    def __post_init__(self):
        plane_target(self.target, self.points)
        known = [objective.key for objective in distinct_objectives()]  # 벌점은 r1과 r2로 따로 고릅니다
        if self.objective not in known:
            raise ValueError(f"목적 함수의 이름이 {self.objective!r}입니다. {', '.join(known)} 가운데 하나를 주십시오.")
        if not (0 < self.generator_rate <= 1 and 0 < self.discriminator_rate <= 1):
            raise ValueError(
                f"학습률이 {self.generator_rate:g}와 {self.discriminator_rate:g}입니다. 0보다 크고 1 이하여야 합니다."
            )
        if not 1 <= self.discriminator_steps <= 10:
            raise ValueError(f"판별자의 걸음 수가 {self.discriminator_steps}입니다. 1에서 10 사이의 정수를 주십시오.")
        if not (0 <= self.r1 < np.inf and 0 <= self.r2 < np.inf):
            raise ValueError(f"벌점의 세기가 {self.r1:g}과 {self.r2:g}입니다. 0 이상의 수를 주십시오.")
        if not 0 <= self.seed < 2**31:
            raise ValueError(f"씨앗이 {self.seed}입니다. 0 이상의 정수를 주십시오.")

    def text(self):
        """되살릴 수 있는 한 줄: 주소의 물음표 뒤와 같은 꼴이라 그대로 붙여 보낼 수 있습니다."""
        values = dataclasses.asdict(self) | {"points": format_points(self.points)}
        # 기본값과 같은 것은 적지 않습니다. 무엇을 바꾸었는지 보입니다.
        plain = dataclasses.asdict(PlaneSettings()) | {"points": ""}
        changed = {name: value for name, value in values.items() if value != plain[name] or name == "target"}
        return urlencode(changed, safe=",;")

    @classmethod
    def from_text(cls, text):
        """`text`가 적은 한 줄에서 되살립니다.

        Raises:
            ValueError: 모르는 이름, 수가 아닌 값, 범위를 벗어난 값이 있을 때. 무엇을 고칠지 말합니다.
        """
        fields = {field.name: field.type for field in dataclasses.fields(cls)}
        try:
            pairs = parse_qsl(text.strip().lstrip("?"), keep_blank_values=True, strict_parsing=True)
        except ValueError:
            pairs = []
        if not pairs:
            raise ValueError(
                f"설정 글 {text.strip()!r}을 읽을 수 없습니다. target=ring&seed=1처럼 이름=값을 &로 이어 적어야 합니다."
            )
        values = {}
        for name, value in pairs:
            if name not in fields:
                raise ValueError(f"설정 글에 모르는 이름 {name!r}이 있습니다. 쓸 수 있는 이름: {', '.join(fields)}.")
            try:
                values[name] = parse_points(value) if name == "points" else fields[name](value)
            except ValueError as error:
                if name == "points":
                    raise
                kind = "정수" if fields[name] is int else "숫자"
                raise ValueError(f"설정 글에서 {name}의 값이 {value!r}입니다. {kind}를 적어야 합니다.") from error
        return cls(**values)


class PlaneMoment(NamedTuple):
    """화면 한 장에 담을 것."""

    step: int
    """생성자의 걸음 수."""

    steps_of_discriminator: int
    """판별자의 걸음 수."""

    real: np.ndarray
    fake: np.ndarray
    """진짜와 가짜 점 [n, 2]."""

    answers: np.ndarray
    best: np.ndarray
    """칸마다 판별자의 답과 최적 판별자의 답 [RESOLUTION, RESOLUTION], 0에서 1. 행이 y, 열이 x입니다."""

    arrows: np.ndarray
    """앞의 가짜 몇 개를 생성자 손실이 미는 방향 [ARROWS, 2]."""

    history: np.ndarray
    """지금까지의 (걸음, 발산, 덮은 자리의 수) [장면, 3]."""

    floor: float
    """진짜의 표본으로 잰 발산."""

    places: int
    """자리의 수."""


class PlaneRun:
    """한 판.

    Args:
        settings: `PlaneSettings`.

    Attributes:
        step, steps_of_discriminator: 지금까지 생성자와 판별자의 걸음 수. 하나씩 눌러 보면 서로 다릅니다.
        moment: 지금의 `PlaneMoment`. 걸을 때마다 새것으로 바뀝니다.
    """

    def __init__(self, settings):
        self.settings = settings
        self.target = plane_target(settings.target, settings.points)
        self.judge = PlaneJudge(self.target, settings.seed)
        self.game = PlaneGAN(
            self.target.draw(TRAINING_POINTS, seed=settings.seed),
            settings.objective,
            settings.generator_rate,
            settings.discriminator_rate,
            settings.r1,
            settings.r2,
            settings.seed,
        )
        # 늘 같은 잡음을 보아야 점이 어디로 움직이는지 보입니다.
        self._noise = np.random.default_rng(settings.seed).normal(size=(SAMPLES, 2)).astype(np.float32)
        self._cells = plane_cells()
        self._history = []
        self.step = self.steps_of_discriminator = 0
        self._observe()

    def advance(self, rounds=1):
        """판별자의 걸음(설정한 수만큼)과 생성자의 한 걸음을 `rounds`번."""
        self._play(rounds, self.settings.discriminator_steps, 1)

    def discriminator_step(self):
        """판별자만 한 걸음."""
        self._play(1, 1, 0)

    def generator_step(self):
        """생성자만 한 걸음."""
        self._play(1, 0, 1)

    def change(self, settings):
        """학습률과 판별자의 걸음 수처럼 판을 새로 시작하지 않아도 되는 것만 바꿉니다.

        Returns:
            bool: 바꾸었으면 참. 다른 것도 달라서 새 판이 필요하면 아무것도 하지 않고 거짓.
        """
        live = {name: getattr(settings, name) for name in LIVE}
        if dataclasses.replace(self.settings, **live) != settings:
            return False
        self.settings = settings
        self.game.set_rates(settings.generator_rate, settings.discriminator_rate)
        return True

    def _play(self, rounds, discriminator_steps, generator_steps):
        self.game.play(*map(tf.constant, (rounds, discriminator_steps, generator_steps)))
        self.step += rounds * generator_steps
        self.steps_of_discriminator += rounds * discriminator_steps
        self._observe()

    def _observe(self):
        fake, answers, arrows = self.game.look(self._noise, self._cells, ARROWS)
        if not np.isfinite(fake).all():
            raise ValueError(
                f"{self.step:,}걸음에서 생성자가 유한하지 않은 점을 냈습니다. 훈련이 폭발했으니 학습률을 줄이거나 "
                "벌점을 더한 다음 처음부터 다시 하십시오."
            )
        score = self.judge.score(fake)
        if self._history and self._history[-1][0] == self.step:
            self._history.pop()  # 판별자만 움직였으면 발산도 자리도 그대로입니다
        self._history.append((self.step, score.divergence, score.covered))
        self.moment = PlaneMoment(
            self.step,
            self.steps_of_discriminator,
            np.asarray(self.game.real),
            fake,
            answers.reshape(score.best.shape),
            score.best,
            arrows,
            np.array(self._history),
            self.judge.floor,
            len(self.target.places),
        )


def format_points(points):
    """((1, 0.5), (-1, 0)) → "1,0.5;-1,0". 소수점 아래 두 자리까지 적습니다."""
    return ";".join(f"{round(x, 2):g},{round(y, 2):g}" for x, y in points)


def parse_points(text):
    """ "1, 0.5; -1, 0" → ((1.0, 0.5), (-1.0, 0.0)). 빈 글이면 빈 튜플입니다.

    Raises:
        ValueError: 두 수로 읽을 수 없는 조각이 있을 때.
    """
    points = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        try:
            x, y = (float(number) for number in part.split(","))
        except ValueError:
            raise ValueError(
                f"점 {part!r}을 읽을 수 없습니다. '1, 0.5; -1, 0'처럼 두 수는 쉼표로, "
                "점과 점은 쌍반점(;)으로 나누십시오."
            ) from None
        points.append((x, y))
    return tuple(points)
