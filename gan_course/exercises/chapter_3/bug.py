"""3장 연습의 채점: 생성자의 걸음에 딸려 간 판별자(3.6)."""

import functools

import numpy as np

from gan_course.exercises.answer import Wrong
from gan_course.exercises.chapter_3.decisions import GENERATOR, ONLY_FAKES, RIGHT, Slopes, generator_losses
from gan_course.exercises.comparing import Comparison, Mistake, Parts
from gan_course.exercises.grading import exercise
from gan_course.exercises.mistakes import AND
from gan_course.exercises.stand_ins import descents, normal, players
from gan_course.exercises.values import ANYTHING, as_numbers, flat

_RATE = 0.3
_GIVEN = """
def generator_step(generator, discriminator, optimizer, noise):
    with tf.GradientTape() as gen_tape:
        loss = generator_loss(discriminator(generator(noise, training=True), training=True))
    variables = generator.trainable_variables + discriminator.trainable_variables
    optimizer.apply_gradients(zip(gen_tape.gradient(loss, variables), variables))
    return loss
"""
_NOISES = [normal(5, 2, seed=(3, 5)), normal(1, 2, seed=(3, 6))]


@functools.cache
def _slopes(at: int) -> Slopes:
    return Slopes(lambda: players(deep=True), np.zeros((1, 3), np.float32), _NOISES[at])


def _delta(at, place, loss=GENERATOR, mode=RIGHT):
    return -_RATE * _slopes(at).of(loss, mode)[place]


@functools.cache
def _sizes() -> list[int]:
    return [int(np.prod(variable.shape)) for variable in players(deep=True)[0].trainable_variables]


def _some(delta, chosen):
    """생성자의 변수 가운데 고른 것만 남긴 변화. `chosen`은 변수의 번호와 수를 받습니다."""
    sizes = _sizes()
    kept = [np.full(size, float(chosen(place, len(sizes)))) for place, size in enumerate(sizes)]
    return delta * np.concatenate(kept)


def _generator_changes(mode) -> list[Mistake]:
    """생성자의 변화로 나타나는 결정. 오해가 적은 것이 먼저입니다."""
    parts = [
        ("", lambda place, count: True),
        ("생성자의 마지막 층만 움직였습니다.", lambda place, count: place >= count - 2),
        ("생성자의 첫 층만 움직였습니다.", lambda place, count: place < 2),
        ("생성자의 마지막 층을 빠뜨렸습니다.", lambda place, count: place < count - 2),
        ("생성자의 첫 층을 빠뜨렸습니다.", lambda place, count: place >= 2),
        ("생성자의 변수 하나만 움직였습니다.", lambda place, count: place == 0),
        ("생성자의 가중치만 움직이고 편향을 빠뜨렸습니다.", lambda place, count: place % 2 == 0),
        ("생성자의 편향만 움직였습니다.", lambda place, count: place % 2 == 1),
        ("생성자의 마지막 변수를 빠뜨렸습니다. 목록을 잘못된 자리에서 잘랐습니다.", lambda place, count: place < count - 1),
    ]  # fmt: skip
    still = Mistake("생성자가 움직이지 않습니다. 빼야 할 것은 판별자뿐입니다.", lambda at: 0 * _delta(at, 0))
    found = []
    # 여기에는 진짜가 없습니다. 가짜의 레이블로 말하는 것이 맞습니다
    losses = [(why, loss) for why, loss in generator_losses() if not any(term.startswith("진짜") for term in loss)]
    for number, (why, loss) in enumerate(losses):
        for some, (which, chosen) in enumerate(parts):
            name = AND.join(part for part in (which, why) if part)
            function = lambda at, loss=loss, chosen=chosen: _some(_delta(at, 0, loss, mode), chosen)  # noqa: E731
            found.append((bool(number) + bool(some), Mistake(name, function)))
    found.sort(key=lambda item: item[0])
    return [found[0][1], still, *(mistake for _, mistake in found[1:])]


def _parts() -> list[Parts]:
    moves = "생성자의 한 걸음이 아직 판별자의 가중치를 움직입니다."
    told = []
    for mode in ONLY_FAKES:
        discriminator = [Mistake("", lambda at: 0 * _delta(at, 1))]
        for _, loss in generator_losses():
            discriminator.append(Mistake(moves, lambda at, loss=loss, mode=mode: _delta(at, 1, loss, mode)))
        frozen = "증상만 가렸습니다. 판별자를 얼린 채(trainable = False) 두어, 이 뒤로는 판별자가 배우지 못합니다."
        told.append(
            Parts(
                mode.misconception,
                (
                    _generator_changes(mode),
                    discriminator,
                    [Mistake("", lambda at: 0.0), Mistake(frozen, lambda at: 1.0)],
                    [Mistake("", lambda at: ANYTHING)],
                    [Mistake("", lambda at: ANYTHING)],
                ),
            )
        )
    return told


def _stepped(answer, at):
    """답이 생성자의 한 걸음을 움직인 뒤의 두 신경망의 변화, 판별자가 얼었는지, 돌려준 손실, 옵티마이저를 쓴 횟수."""
    (generator, discriminator), (optimizer,) = players(deep=True), descents(_RATE)
    before = [flat(network.get_weights()) for network in (generator, discriminator)]
    try:
        loss = as_numbers(answer(generator, discriminator, optimizer, _NOISES[at]))
    except Wrong as wrong:  # 움직임을 먼저 봅니다. 손실을 돌려주지 않은 것은 `_returns_the_loss`가 말합니다
        if "None을 돌려주었습니다" not in wrong.misconception:
            raise
        loss = None
    frozen = not discriminator.trainable or not discriminator.trainable_variables
    discriminator.trainable = True  # 얼리면 get_weights의 차례가 달라집니다
    changes = [flat(net.get_weights()) - old for net, old in zip((generator, discriminator), before)]
    if loss is None or loss.size != 1:
        loss = _slopes(at).value(GENERATOR)
    return (*changes, float(frozen), float(np.ravel(loss)[0]), float(int(optimizer.iterations)))


def _returns_the_loss(answer):
    """값이 옳게 움직인 답이 손실도 돌려주는지. 아무것도 돌려주지 않으면 `answer`가 스스로 말합니다."""
    loss = as_numbers(answer(*players(deep=True), *descents(_RATE), _NOISES[0]))
    if loss is None or loss.size != 1:
        got = "수가 아닌 것" if loss is None else f"모양 {loss.shape}의 배열"
        raise Wrong("한 걸음의 손실(수 하나)을 돌려주어야 합니다.", expected="손실", got=got)


@exercise("3.6", "버그 찾기: 생성자의 걸음에 딸려 간 판별자")
def generator_step() -> Comparison:
    def right(at):
        return _delta(at, 0), 0 * _delta(at, 1), 0.0, _slopes(at).value(GENERATOR), ANYTHING

    def given(at):
        return _delta(at, 0), _delta(at, 1), 0.0, ANYTHING, ANYTHING

    def only(at):
        return 0 * _delta(at, 0), _delta(at, 1), 0.0, ANYTHING, ANYTHING

    def late(at):
        return _delta(at, 0), 0 * _delta(at, 1), 0.0, ANYTHING, ANYTHING

    def negative(at):
        return _delta(at, 0), 0 * _delta(at, 1), 0.0, -_slopes(at).value(GENERATOR), ANYTHING

    def unused(at):
        return ANYTHING, 0 * _delta(at, 1), 0.0, ANYTHING, 0.0

    def still(at):
        return 0 * _delta(at, 0), 0 * _delta(at, 1), ANYTHING, ANYTHING, ANYTHING

    return Comparison(
        read=lambda answer: lambda at: _stepped(answer, at),
        cases=[(0,), (1,)],
        reference=right,
        mistakes=[
            Mistake("생성자의 한 걸음이 판별자의 가중치까지 움직입니다.", given, given=_GIVEN),
            Mistake(
                "생성자의 한 걸음이 판별자의 가중치를 움직입니다. 게다가 생성자는 그대로입니다. 남길 목록이 바뀌었습니다.",
                only,
            ),
            Mistake("생성자도 움직이지 않습니다. 막아야 할 것은 판별자뿐입니다.", still),
            Mistake("돌려준 손실의 부호가 뒤집혔습니다.", negative),
            Mistake("신경망은 옳게 움직였지만, 돌려준 값이 움직이기 전의 손실이 아닙니다.", late),
            Mistake("받은 optimizer를 쓰지 않고 움직였습니다. 학습률이 받은 것과 달라집니다.", unused),
        ],
        parts=_parts(),
        then=[_returns_the_loss],
        tolerance=1e-5,
        describe=lambda at: f"작은 두 신경망, SGD({_RATE}), 잡음 {len(_NOISES[at])}개. 아래는 두 신경망의 변화",
        present=lambda value: tuple(
            f"{name} 크기 {np.linalg.norm(part):.4g}" for name, part in zip(("생성자", "판별자"), value)
        ),
    )
