"""4장 연습의 채점: 두 순환의 그레이디언트와 배경의 점수(4.6, 4.7)."""

import functools

import numpy as np

from gan_course._tensorflow import tf
from gan_course.exercises.comparing import Comparison, Mistake, Parts
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.gradient_lists import gradient_lists
from gan_course.exercises.grading import exercise
from gan_course.exercises.mistakes import AND
from gan_course.exercises.stand_ins import normal, pointwise
from gan_course.exercises.values import flat

_GIVEN = """
def cycle_gradients(generator_ab, generator_ba, real_a, real_b):
    with tf.GradientTape(persistent=True) as tape:
        cycled_a = generator_ba(generator_ab(real_a))
        cycled_b = generator_ab(generator_ba(real_b))
        cycle_a = tf.reduce_mean(tf.abs(real_a - cycled_a))
        cycle_b = tf.reduce_mean(tf.abs(real_b - cycled_b))
        generator_ab_loss = cycle_b
        generator_ba_loss = cycle_a
    return (
        tape.gradient(generator_ab_loss, generator_ab.trainable_variables),
        tape.gradient(generator_ba_loss, generator_ba.trainable_variables),
    )
"""
_BATCHES = [
    (1, 2, normal(2, 4, 4, 3, seed=(4, 13)), normal(2, 4, 4, 3, seed=(4, 14)) + 0.5),
    (3, 4, normal(1, 4, 4, 3, seed=(4, 15)) - 0.3, normal(1, 4, 4, 3, seed=(4, 16))),
]


@functools.cache
def _slopes(at: int, cut: bool = False, squared: bool = False):
    """[생성자][순환]의 그레이디언트와, 두 순환의 손실. `cut`이면 첫 생성자의 출력에서 길을 끊습니다."""
    *seeds, real_a, real_b = _BATCHES[at]
    g, f = (pointwise(seed).restored() for seed in seeds)
    far = tf.square if squared else tf.abs
    stop = tf.stop_gradient if cut else tf.identity
    with tf.GradientTape(persistent=True) as tape:
        losses = [tf.reduce_mean(far(real_a - f(stop(g(real_a))))), tf.reduce_mean(far(real_b - g(stop(f(real_b)))))]
    slopes = []
    for network in (g, f):
        found = [tape.gradient(loss, network.trainable_variables) for loss in losses]
        pairs = [
            [np.zeros(v.shape) if s is None else s for s, v in zip(each, network.trainable_variables)] for each in found
        ]
        slopes.append([flat(each) for each in pairs])
    return slopes, [float(loss) for loss in losses]


def _at(real_a) -> int:
    return [len(batch[2]) for batch in _BATCHES].index(len(real_a))


def _mixed(place, first, second, **options):
    """생성자 하나를 두 순환의 손실에 수를 곱해 더한 것으로 미분한 것."""

    def gradients(g, f, a, b):
        slopes = _slopes(_at(a), **options)[0][place]
        return first * slopes[0] + second * slopes[1]

    return gradients


def _parts() -> list[Parts]:
    told = []
    for options, shared in (
        ({}, ""),
        ({"cut": True}, "첫 생성자의 출력에서 길을 끊어, 되돌아오는 순환의 신호가 첫 생성자까지 거슬러 오지 못합니다."),
        ({"squared": True}, "절댓값이 아니라 제곱으로 순환 일관성 손실을 쟀습니다."),
    ):
        networks = []
        for place, name in enumerate("GF"):
            own, other = ("A→B→A", "B→A→B") if place == 0 else ("B→A→B", "A→B→A")
            first = place == 0

            def mix(mine, others, place=place, first=first, options=options):
                return _mixed(place, mine if first else others, others if first else mine, **options)

            networks.append(
                [
                    Mistake("", mix(1, 1)),
                    Mistake(f"{name}의 손실에 {own}의 순환이 빠졌습니다.", mix(0, 1)),
                    Mistake(f"{name}의 손실에 {other}의 순환이 빠졌습니다.", mix(1, 0)),
                    Mistake("두 순환의 평균을 냈습니다. 논문은 더합니다.", mix(0.5, 0.5)),
                    Mistake(f"{name}의 손실이 두 순환의 합이 아니라 차입니다. 더해야 합니다.", mix(1, -1)),
                    Mistake(f"{name}의 손실이 두 순환의 합이 아니라 차입니다. 더해야 합니다.", mix(-1, 1)),
                    Mistake("손실의 부호를 뒤집었습니다.", mix(-1, -1)),
                    Mistake(f"{name}의 손실에 {own}의 순환이 빠졌고, 남은 순환을 두 배로 키웠습니다.", mix(0, 2)),
                    Mistake(f"{name}의 손실에 {other}의 순환이 빠졌고, 남은 순환을 두 배로 키웠습니다.", mix(2, 0)),
                    *(
                        Mistake(f"{name}의 손실에서 {which}의 순환에만 {scale:g}을(를) 곱했습니다.", mix(*pair))
                        for scale in (10, 2, 0.5, 5)
                        for which, pair in ((own, (scale, 1)), (other, (1, scale)))
                    ),
                    *(
                        Mistake(
                            f"λ까지 곱했습니다({scale:g}배). 이 문제에서는 두 순환을 더하기만 합니다.",
                            mix(scale, scale),
                        )
                        for scale in (10, 5, 20, 2)
                    ),
                    Mistake(
                        "두 순환의 손실을 곱했습니다. 더해야 합니다.",
                        lambda g, f, a, b, place=place, options=options: _product(place, a, **options),
                    ),
                    Mistake(
                        f"{name}까지의 길이 테이프에 없어 아무것도 배우지 못합니다(None이거나 모두 0).",
                        lambda g, f, a, b, place=place: np.full_like(_slopes(_at(a))[0][place][0], np.nan),
                    ),
                    Mistake(
                        f"{name}까지의 길이 테이프에 없어 아무것도 배우지 못합니다(None이거나 모두 0).",
                        lambda g, f, a, b, place=place: 0 * _slopes(_at(a))[0][place][0],
                    ),
                ]
            )
        told.append(Parts(shared, networks))
        reverse = "두 생성자의 목록의 차례가 바뀌었습니다. (generator_ab, generator_ba)의 차례로 돌려줍니다."
        told.append(Parts(AND.join(part for part in (reverse, shared) if part), networks[::-1]))
    for name, other, place in (("generator_ab", "generator_ba", 0), ("generator_ba", "generator_ab", 1)):
        what = f"두 목록이 모두 {name}의 변수로 미분한 것입니다. 하나는 {other}의 변수로 미분합니다."
        told.append(Parts(what, [[Mistake("", _mixed(place, 1, 1))]] * 2))
    return told


def _product(place, a, **options):
    slopes, losses = _slopes(_at(a), **options)
    return losses[1] * slopes[place][0] + losses[0] * slopes[place][1]


@exercise("4.6", "버그 찾기: 순환 하나를 잃은 생성자")
def cycle_gradients() -> Comparison:
    def weighted(of_ab, of_ba):
        """두 생성자가 (A→B→A, B→A→B)의 순환에 곱하는 수."""
        return lambda *case: (_mixed(0, *of_ab)(*case), _mixed(1, *of_ba)(*case))

    return Comparison(
        read=lambda answer: lambda *case: gradient_lists(answer(*case), case[:2], ("generator_ab", "generator_ba")),
        cases=[(pointwise(first), pointwise(second), *images) for first, second, *images in _BATCHES],
        reference=weighted((1, 1), (1, 1)),
        mistakes=[
            Mistake(
                "G는 A→B→A의 순환에서, F는 B→A→B의 순환에서 아무것도 배우지 못합니다.",
                weighted((0, 1), (1, 0)),
                given=_GIVEN,
            ),
            Mistake(
                "증상만 가렸습니다. 남아 있는 순환의 손실을 두 배로 키웠을 뿐, 잃은 순환은 여전히 없습니다.",
                weighted((0, 2), (2, 0)),
            ),
            Mistake("잃은 순환만 넣고 있던 순환을 뺐습니다.", weighted((1, 0), (0, 1))),
            Mistake("G만 두 순환에서 배웁니다. F도 고치십시오.", weighted((1, 1), (1, 0))),
            Mistake("F만 두 순환에서 배웁니다. G도 고치십시오.", weighted((0, 1), (1, 1))),
            Mistake("두 순환의 평균을 냈습니다. 논문은 더합니다.", weighted((0.5, 0.5), (0.5, 0.5))),
        ],
        parts=_parts(),
        describe=lambda g, f, a, b: "합성곱 하나짜리 두 생성자와 이미지 두 벌. 아래는 두 생성자의 그레이디언트",
    )


_DIFFERENCES = Choice(lambda s, t: np.abs(t - s), [("차이의 제곱입니다. 절댓값을 씌우십시오.", lambda s, t: np.square(t - s)),
    ("부호가 있는 차이를 평균했습니다. 밝아진 곳과 어두워진 곳이 서로 지웁니다.", lambda s, t: t - s),
    ("부호가 있는 차이를 평균했습니다. 밝아진 곳과 어두워진 곳이 서로 지웁니다.", lambda s, t: s - t),
    ("채널을 평균한 다음 절댓값을 씌웠습니다. 색끼리 서로 지웁니다.", lambda s, t: np.abs((t - s).mean(axis=-1, keepdims=True)) + 0 * s),
    ("빼기 전에 절댓값을 씌웠습니다.", lambda s, t: np.abs(np.abs(t) - np.abs(s))),
    ("차이가 아니라 옮긴 그림의 크기를 쟀습니다.", lambda s, t: np.abs(t)),
    ("차이에 1을 더했습니다. [-1, 1]을 옮기는 식은 화소의 것이고, 차이는 2로 나누기만 합니다.", lambda s, t: np.abs(t - s) + 1),
    ("차이에 1을 더했습니다. [-1, 1]을 옮기는 식은 화소의 것이고, 차이는 2로 나누기만 합니다.", lambda s, t: np.abs(t - s + 1)),
    ("두 그림을 빼지 않고 더했습니다.", lambda s, t: np.abs(t + s)),
    ("채널 하나만 보았습니다.", lambda s, t: np.abs(t - s)[..., :1] + 0 * s),
])  # fmt: skip
_RANGES = Choice(
    0.5,
    [
        ("화소의 범위를 0에서 1로 바꾸지 않았습니다. [-1, 1]의 차이는 2로 나눕니다.", 1.0),
        ("화소의 범위를 0에서 1이 아니라 0에서 255로 바꾸었습니다.", 127.5),
        ("255로 나누었습니다. [-1, 1]의 차이는 2로 나눕니다.", 1 / 255),
        ("127.5로 나누었습니다. [-1, 1]의 차이는 2로 나눕니다.", 1 / 127.5),
        ("2로 두 번 나누었습니다.", 0.25),
        ("2로 나누지 않고 2를 곱했습니다.", 2.0),
    ],
)


def _outside(body):
    return np.broadcast_to(body == 0, (*body.shape[:-1], 3))


def _each(d, b):
    return [one[_outside(mask)] for one, mask in zip(d, b)]


_REGIONS = Choice(lambda d, b: d[_outside(b)].mean(), [("몸까지 넣어 쟀습니다. 몸은 바뀌어야 하는 곳입니다.", lambda d, b: d.mean()),
    ("배경이 아니라 몸을 쟀습니다.", lambda d, b: d[~_outside(b)].mean()),
    ("몸을 0으로 지운 다음 모든 화소로 평균했습니다. 배경 화소의 수로 나누어야 합니다.", lambda d, b: (d * (1 - b)).mean()),
    ("배경을 0으로 지운 다음 모든 화소로 평균했습니다. 배경 화소만 골라야 합니다.", lambda d, b: (d * b).mean()),
    ("이미지마다 평균한 다음 다시 평균했습니다. 배경 화소의 수가 다르면 달라집니다.", lambda d, b: np.mean([e.mean() for e in _each(d, b)])),
    ("이미지마다 평균하고 하나로 모으지 않았습니다.", lambda d, b: np.array([e.mean() for e in _each(d, b)])),
    ("첫 이미지만 쟀습니다.", lambda d, b: _each(d, b)[0].mean()),
    ("마지막 이미지만 쟀습니다.", lambda d, b: _each(d, b)[-1].mean()),
    ("채널을 평균하지 않고 더했습니다. 채널의 수로도 나누어야 합니다.", lambda d, b: 3 * d[_outside(b)].mean()),
    ("평균이 아니라 합입니다.", lambda d, b: d[_outside(b)].sum()),
    ("평균이 아니라 합입니다(채널은 평균).", lambda d, b: d[_outside(b)].sum() / 3),
    ("합을 이미지의 수로 나누었습니다. 배경 화소의 수로 나누어야 합니다.", lambda d, b: d[_outside(b)].sum() / len(d)),
    ("합을 배경이 아니라 몸의 화소 수로 나누었습니다.", lambda d, b: d[_outside(b)].sum() / (3 * b.sum())),
    ("평균이 아니라 가운데 값입니다.", lambda d, b: np.median(d[_outside(b)])),
    ("평균이 아니라 가장 큰 차이입니다.", lambda d, b: d[_outside(b)].max()),
    ("평균을 내지 않고 배경 화소의 차이를 모두 돌려주었습니다.", lambda d, b: d.mean(axis=-1)[b[..., 0] == 0]),
])  # fmt: skip


@exercise("4.7", "실험 설계: 원본과 견주어 배경을 채점하기")
def background_error() -> Comparison:
    def expected(source, translated, body):
        return (np.abs(translated - source).mean(axis=-1) / 2)[body[..., 0] == 0].mean()

    def compute(difference, scale, region):
        return lambda s, t, b: scale * region(difference(s, t), b)

    random = np.random.default_rng(4)
    cases = []
    for shape, shares in (((3, 6, 6), (0.2, 0.5, 0.8)), ((2, 5, 7), (0.7, 0.4))):
        source, translated = random.uniform(-1, 1, (2, *shape, 3)).astype(np.float32)
        translated = np.clip(translated + 0.2, -1, 1).astype(np.float32)
        body = [random.uniform(size=(*shape[1:], 1)) < share for share in shares]
        cases.append((source, translated, np.stack(body).astype(np.float32)))
    rooted = "제곱의 평균의 제곱근(RMSE)입니다. 절댓값의 평균을 내십시오."
    return Comparison(
        cases=cases,
        reference=expected,
        mistakes=[
            *by(compute, difference=_DIFFERENCES, scale=_RANGES, region=_REGIONS),
            *(
                Mistake(rooted, lambda s, t, b, scale=scale: scale * np.sqrt(np.square(t - s)[_outside(b)].mean()))
                for scale in (0.5, 1.0)
            ),
        ],
        describe=lambda s, t, b: f"이미지 {len(s)}장, 몸이 차지하는 비율 {b.mean():.2f}",
    )
