"""3장 연습의 채점: 두 신경망의 한 걸음(3.4)."""

import functools
from collections.abc import Callable

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.answer import Wrong
from gan_course.exercises.chapter_3.decisions import (
    GENERATOR,
    MODES,
    Loss,
    Slopes,
    discriminator_losses,
    generator_losses,
)
from gan_course.exercises.comparing import Comparison, Mistake, Parts
from gan_course.exercises.grading import exercise
from gan_course.exercises.mistakes import AND
from gan_course.exercises.stand_ins import descents, normal, players
from gan_course.exercises.values import ANYTHING, as_numbers, flat
from gan_course.losses import discriminator_loss, generator_loss

RATES = 0.7, 0.23  # 생성자와 판별자의 학습률. 달라야 옵티마이저를 바꾸어 쓴 답이 드러납니다
_BATCHES = [
    (normal(5, 3, seed=(3, 1)), normal(4, 2, seed=(3, 2))),
    (normal(2, 3, seed=(3, 3)), normal(3, 2, seed=(3, 4))),
]
_NAMES = "생성자", "판별자"


class _Facts:
    """배치 하나에서의 그레이디언트와, 먼저 움직인 뒤의 것."""

    def __init__(self, images, noise):
        self.images, self.noise = images, noise
        self.slopes = Slopes(players, images, noise)
        self.known = {}
        self.losses = [loss[0][1] for loss in (generator_losses(), discriminator_losses())]

    def delta(self, place: int, loss: Loss, mode, times: float = 1.0, rate: int | None = None) -> np.ndarray:
        """신경망 하나의 변화."""
        return -times * RATES[place if rate is None else rate] * self.slopes.of(loss, mode)[place]

    def after(self, *moved: int) -> tuple[list[np.ndarray], list[float]]:
        """그 신경망들을 옳게 움직인 뒤에 다시 구한 두 신경망의 변화와 두 손실."""
        if moved not in self.known:
            self.known[moved] = self._after(moved)
        return self.known[moved]

    def _after(self, moved: tuple[int, ...]) -> tuple[list[np.ndarray], list[float]]:
        networks = players()
        for place in moved:
            _shift(networks[place], self.delta(place, self.losses[place], MODES[0]))
        generator, discriminator = networks
        with tf.GradientTape(persistent=True) as tape:
            fake = discriminator(generator(self.noise, training=True), training=True)
            losses = generator_loss(fake), discriminator_loss(discriminator(self.images, training=True), fake)
        pairs = zip(RATES, losses, networks)
        deltas = [-rate * flat(tape.gradient(loss, net.trainable_variables)) for rate, loss, net in pairs]
        players()
        return deltas, [float(loss) for loss in losses]


def _shift(network, delta):
    for variable in network.trainable_variables:
        count = int(np.prod(variable.shape))
        variable.assign_add(delta[:count].reshape(variable.shape))
        delta = delta[count:]


@functools.cache
def _facts(place: int) -> _Facts:
    return _Facts(*_BATCHES[place])


def _moves(place: int) -> list[tuple[str, Callable]]:
    """신경망 하나를 움직이는 법에서 내릴 수 있는 (오해의 이름, 변화). 첫째가 옳은 것입니다."""
    own, other = _NAMES[place], _NAMES[1 - place]
    moves = [
        ("", lambda facts, loss, mode: facts.delta(place, loss, mode)),
        (
            f"{own}를 움직이지 않았습니다. {own}의 apply_gradients를 불렀는지 보십시오.",
            lambda facts, loss, mode: 0 * facts.delta(place, loss, mode),
        ),
        (
            f"{own}를 {other}의 옵티마이저로 움직였습니다.",
            lambda facts, loss, mode: facts.delta(place, loss, mode, rate=1 - place),
        ),
        (
            f"{own}를 두 번 움직였습니다. 한 걸음에 한 번입니다.",
            lambda facts, loss, mode: facts.delta(place, loss, mode, times=2),
        ),
    ]
    if place:
        moves.append(
            (
                "생성자의 손실로 판별자까지 움직였습니다. apply_gradients에 준 변수의 목록을 보십시오.",
                lambda facts, loss, mode: facts.delta(1, loss, mode) + facts.delta(1, GENERATOR, mode, rate=0),
            )
        )
    return moves


def _changes(place: int, mode) -> list[Mistake]:
    """신경망 하나의 변화로 나타나는 결정. 오해가 적은 것이 먼저입니다."""
    found = []
    for number, (why, loss) in enumerate((generator_losses(), discriminator_losses())[place]):
        for step, (how, delta) in enumerate(_moves(place)):
            name = AND.join(part for part in (why, how) if part)
            function = lambda at, delta=delta, loss=loss: delta(_facts(at), loss, mode)  # noqa: E731
            found.append((bool(number) + bool(step), Mistake(name, function)))
    found.sort(key=lambda item: item[0])
    return [mistake for _, mistake in found]


def _returned(place: int, mode) -> list[Mistake]:
    """돌려준 손실로 나타나는 결정."""
    losses = (generator_losses(), discriminator_losses())[place]
    crossed = f"돌려준 {_NAMES[place]}의 손실이 {_NAMES[1 - place]}의 손실입니다."
    found = [
        Mistake(
            crossed if "의 손실을 줄이고" in what else what,  # 돌려준 것만으로는 무엇을 줄였는지 모릅니다
            lambda at, loss=loss: _facts(at).slopes.value(loss, mode),
        )
        for what, loss in losses
    ]
    late = "돌려준 손실이 움직이기 전의 것이 아닙니다. 움직인 뒤에 다시 계산했습니다."
    for moved in ((0, 1), (1,), (0,)):
        found.append(Mistake(late, lambda at, moved=moved: _facts(at).after(*moved)[1][place]))
    return found


def _parts() -> list[Parts]:
    """훈련 모드는 넷 모두에 걸리고, 손실의 식과 움직이는 법은 신경망마다, 돌려준 손실은 저마다 고릅니다."""
    told = []
    for mode in MODES:
        changes = _changes(0, mode), _changes(1, mode)
        returned = _returned(0, mode), _returned(1, mode)
        told.append(Parts(mode.misconception, (*changes, *returned)))
        swapped = "돌려준 두 손실의 차례가 바뀌었습니다. (생성자, 판별자)의 차례입니다."
        both = AND.join(part for part in (mode.misconception, swapped) if part)
        told.append(Parts(both, (*changes, *returned[::-1])))
    for first in (1, 0):
        what = (
            f"{_NAMES[first]}를 먼저 움직인 다음 다시 앞으로 계산했습니다(교대 갱신). "
            "수업에서는 둘 다 구한 다음 움직입니다."
        )
        moved = [Mistake("", lambda at, first=first: _facts(at).after(first)[0][1 - first])]
        before = [_changes(place, MODES[0]) for place in (0, 1)]
        losses = [
            [Mistake("", lambda at, m=m, place=place: _facts(at).after(*m)[1][place]) for m in ((), (first,), (0, 1))]
            for place in (0, 1)
        ]
        changes = (before[0], moved) if first == 0 else (moved, before[1])
        told.insert(1, Parts(what, (*changes, *losses)))
        swapped = what + " 그리고 돌려준 두 손실의 차례가 바뀌었습니다."
        told.append(Parts(swapped, (*changes, *losses[::-1])))
    return told


def _stepped(answer, place):
    """답이 한 걸음 움직인 두 신경망의 변화와, 돌려준 두 손실."""
    networks, optimizers = players(), descents(*RATES)
    before = [flat(network.get_weights()) for network in networks]
    result = answer(*networks, *optimizers, *_BATCHES[place])
    changes = [flat(network.get_weights()) - old for network, old in zip(networks, before)]
    if not any(map(np.any, changes)):
        raise Wrong(
            "가중치가 하나도 움직이지 않았습니다. apply_gradients를 불렀는지 보십시오.",
            expected="두 신경망의 새 가중치",
            got="그대로",
            named=False,
        )
    losses = as_numbers(result)
    if losses is None or losses.shape not in ((2,), (2, 1)):
        got = f"{type(result).__name__}{f' {len(result)}개' if isinstance(result, (tuple, list)) else ''}"
        raise Wrong("두 손실을 (생성자, 판별자)의 차례로 돌려주십시오.", got=got, named=False)
    return (*changes, *losses.ravel(), *(int(optimizer.iterations) for optimizer in optimizers))


@exercise("3.4", "GAN의 한 걸음")
def train_step() -> Comparison:
    def right(at):
        facts = _facts(at)
        changes = [facts.delta(place, facts.losses[place], MODES[0]) for place in (0, 1)]
        return (*changes, *(facts.slopes.value(loss) for loss in facts.losses), ANYTHING, ANYTHING)

    unused = "받은 두 옵티마이저를 쓰지 않았습니다. generator_optimizer와 discriminator_optimizer로 움직이십시오."
    anything = [Mistake("", lambda at: ANYTHING)]
    return Comparison(
        read=lambda answer: lambda at: _stepped(answer, at),
        cases=[(0,), (1,)],
        reference=right,
        parts=[Parts(part.misconception, (*part.alternatives, anything, anything)) for part in _parts()],
        mistakes=[Mistake(unused, lambda at: (ANYTHING, ANYTHING, ANYTHING, ANYTHING, 0, 0))],
        tolerance=1e-5,
        describe=lambda at: (
            f"작은 두 신경망, SGD({RATES[0]})와 SGD({RATES[1]}), 진짜 {len(_BATCHES[at][0])}장, "
            f"잡음 {len(_BATCHES[at][1])}개. 아래는 두 신경망의 변화와 두 손실"
        ),
        present=lambda value: tuple(
            f"수 {len(part)}개의 변화, 크기 {np.linalg.norm(part):.4g}" if np.ndim(part) else f"{part:.6g}"
            for part in value[:4]
        ),
    )
