"""8장 연습의 채점: 가장 못한 숫자(8.5)."""

import numpy as np

from gan_course.exercises.comparing import Comparison, Mistake
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise

# (그림들 [m, 높이, 너비, 1]) → 다양함
_SPREADS = [
    ("표준편차가 아니라 분산을 평균했습니다.", lambda x: x.var(axis=0).mean()),
    ("화소와 그림을 한데 모아 표준편차를 냈습니다. 늘 같은 그림만 그려도 0이 되지 않습니다. 축 0에서 구하십시오.", lambda x: x.std()),
    ("그림마다 화소들의 표준편차를 냈습니다. 그림들 사이의 퍼짐(축 0)을 구하십시오.", lambda x: x.std(axis=(1, 2, 3)).mean()),
    ("그림의 축이 아니라 높이의 축에서 표준편차를 냈습니다. 축 0입니다.", lambda x: x.std(axis=1).mean()),
    ("그림의 축이 아니라 너비의 축에서 표준편차를 냈습니다. 축 0입니다.", lambda x: x.std(axis=2).mean()),
    ("그림마다 밝기의 평균을 낸 다음 그 표준편차를 구했습니다. 화소마다 구하십시오.", lambda x: x.mean(axis=(1, 2, 3)).std()),
    ("화소마다의 표준편차를 평균하지 않고 더했습니다.", lambda x: x.std(axis=0).sum()),
    ("화소마다의 표준편차에서 평균이 아니라 가장 큰 것을 골랐습니다.", lambda x: x.std(axis=0).max()),
    ("화소마다의 표준편차에서 평균이 아니라 가장 작은 것을 골랐습니다.", lambda x: x.std(axis=0).min()),
    ("화소마다의 표준편차에서 평균이 아니라 가운데 값을 골랐습니다.", lambda x: np.median(x.std(axis=0))),
    ("표본 표준편차(ddof=1)를 썼습니다. 여기에서는 8.7절처럼 n으로 나눕니다.", lambda x: x.std(axis=0, ddof=1).mean()),
    ("표준편차가 아니라 평균의 평균(밝기)을 구했습니다.", lambda x: x.mean()),
    ("표준편차가 아니라 가장 밝은 것과 어두운 것의 차이를 평균했습니다.", lambda x: np.ptp(x, axis=0).mean()),
    ("분산의 평균에 제곱근을 씌웠습니다. 화소마다 표준편차를 구한 다음 평균하십시오.", lambda x: np.sqrt(x.var(axis=0).mean())),
]  # fmt: skip
# (읽은 숫자 [m], 부탁한 숫자) → 일치율
_SHARES = [
    ("비율이 아니라 맞은 수입니다.", lambda read, digit: np.sum(read == digit)),
    ("일치하지 않은 비율입니다.", lambda read, digit: np.mean(read != digit)),
    ("비율이 아니라 백분율입니다. 0과 1 사이로 돌려주십시오.", lambda read, digit: 100 * np.mean(read == digit)),
    ("읽은 숫자와 부탁한 숫자의 차이를 평균했습니다. 같은지만 보십시오.", lambda read, digit: np.mean(np.abs(read - digit))),
]  # fmt: skip
_REDUCED = [
    ("숫자마다의 값을 평균했습니다. 평균은 무너진 숫자를 숨깁니다. 가장 낮은 것을 돌려주십시오.", np.mean),
    ("가장 낮은 것이 아니라 가장 높은 것을 돌려주었습니다.", np.max),
    ("가장 낮은 값이 아니라 그 숫자의 자리를 돌려주었습니다.", np.argmin),
    ("가장 낮은 값이 아니라 가운데 값을 돌려주었습니다.", np.median),
    ("숫자마다의 값을 더했습니다. 가장 낮은 것을 돌려주십시오.", np.sum),
    ("첫 숫자의 값만 돌려주었습니다. 모든 숫자에서 가장 낮은 것을 찾으십시오.", lambda values: values[0]),
    ("마지막 숫자의 값만 돌려주었습니다. 모든 숫자에서 가장 낮은 것을 찾으십시오.", lambda values: values[-1]),
    ("숫자마다의 값을 모두 돌려주었습니다. 가장 낮은 것 하나만 돌려주십시오.", np.array),
]  # fmt: skip
_ORDERS = [
    ("두 값의 차례가 바뀌었습니다. (일치율, 다양함)입니다.", lambda share, spread: (spread, share)),
    ("일치율만 돌려주었습니다. 일치율만 보면 무너진 생성자도 100점일 수 있습니다. 다양함도 돌려주십시오.", lambda share, spread: share),
    ("다양함만 돌려주었습니다. 일치율도 돌려주십시오.", lambda share, spread: spread),
    ("일치율과 다양함을 곱해 하나로 만들었습니다. 따로 돌려주십시오.", lambda share, spread: share * spread),
]  # fmt: skip
_APART = "두 값은 저마다 가장 낮은 것을 찾으며, 그 숫자가 서로 달라도 됩니다."
_ALL = "숫자마다 나누지 않고 모든 그림에서 한꺼번에 {}을 구했습니다. 부탁한 숫자마다 나누십시오."


def _groups(by_what):
    """(부탁한 숫자, 그 숫자의 몫인 그림의 자리)들."""
    return lambda read, asked: [(digit, by_what(read, asked) == digit) for digit in np.unique(by_what(read, asked))]


_BY_ASKED = _groups(lambda read, asked: asked)
# (읽은 것, 부탁한 것) → (숫자, 자리)들
_GROUPED = [
    ("읽은 숫자로 나누었습니다. 그러면 일치율은 늘 1입니다. 부탁한 숫자로 나누십시오.", _groups(lambda read, asked: read)),
    ("맞게 읽힌 그림만 세었습니다. 틀린 그림도 부탁한 숫자의 몫입니다.", lambda read, asked: [(d, (asked == d) & (read == d)) for d in np.unique(asked)]),
    ("부탁하지 않은 그림으로 나누었습니다. asked == digit인 그림을 고르십시오.", lambda read, asked: [(d, asked != d) for d in np.unique(asked)]),
    ("마지막 숫자를 빠뜨렸습니다. 부탁한 숫자를 모두 보십시오.", lambda read, asked: _BY_ASKED(read, asked)[:-1]),
    ("부탁한 숫자 가운데 가장 작은 것을 빠뜨렸습니다. 부탁한 숫자를 모두 보십시오.", lambda read, asked: _BY_ASKED(read, asked)[1:]),
]  # fmt: skip


def _pictures(count, seed, flat=()):
    """부탁한 숫자마다 퍼짐이 다른 그림과 읽은 숫자. `flat`의 숫자는 무너져, 늘 같은 그림입니다."""
    random = np.random.default_rng([85, seed])
    digits = np.sort(random.permutation(10)[: count // 6])
    asked = random.permutation(np.concatenate([digits, digits, random.choice(digits, count - 2 * len(digits))]))
    read = np.where(random.uniform(size=count) < 0.7, asked, random.integers(0, 10, count))
    base, sizes = random.uniform(-1, 0, (10, 4, 3, 1)), random.uniform(0.2, 0.9, (10, 1, 1, 1))
    images = base[asked] + sizes[asked] * random.uniform(0, 1, (count, 4, 3, 1)) * random.uniform(0.2, 1, (1, 4, 3, 1))
    for digit in digits[list(flat)]:
        images[asked == digit] = base[digit]
        read[asked == digit] = digit
    return images.astype(np.float32), read, asked


@exercise("8.5", "가장 못한 숫자")
def worst_digit() -> Comparison:
    def build(
        groups=_BY_ASKED,
        share=lambda read, digit: np.mean(read == digit),
        spread=lambda images: images.std(axis=0).mean(),
        reduced=min,
        reduced_share=None,
        reduced_spread=None,
        whole_share=False,
        whole_spread=False,
        order=lambda share, spread: (share, spread),
    ):
        def scores(images, read, asked):
            found = groups(read, asked)
            shares = [share(read[mine], digit) for digit, mine in found]
            spreads = [spread(images[mine]) for _, mine in found]
            first = np.mean(read == asked) if whole_share else (reduced_share or reduced)(shares)
            second = spread(images) if whole_spread else (reduced_spread or reduced)(spreads)
            return order(first, second)

        return scores

    def expected(images, read, asked):
        shares, spreads = [], []
        for digit in np.unique(asked):
            mine = asked == digit
            shares.append(np.mean(read[mine] == digit))
            spreads.append(images[mine].std(axis=0).mean())
        return min(shares), min(spreads)

    def told(images, read, asked):
        return f"그림 {len(images)}장, 부탁한 숫자 {np.unique(asked).tolist()}, 일치율 {np.mean(read == asked):.0%}"

    pairs = build(reduced=list, order=zip)  # 부탁한 숫자마다의 (일치율, 다양함)

    def zeros(images, read, asked):
        found = [*pairs(images, read, asked)] + [(0.0, 0.0)] * (len(np.unique(asked)) < 10)
        return tuple(map(min, zip(*found)))

    def paired(place):
        return lambda *given: min(pairs(*given), key=lambda pair: pair[place])

    prefixed = {
        name: Choice(wrong=[(f"{what}에서: {said}", reduce) for said, reduce in _REDUCED])
        for name, what in (("reduced_share", "일치율"), ("reduced_spread", "다양함"))
    }
    return Comparison(
        cases=[
            _pictures(24, 1),
            _pictures(36, 2, flat=[1]),
            _pictures(30, 3, flat=[0, 1, 2, 3, 4]),  # 모두 무너져, 일치율은 100%이고 다양함은 0입니다
            _pictures(18, 4),
            _pictures(42, 5, flat=[2]),
            _pictures(54, 6),
        ],
        reference=expected,
        mistakes=[
            Mistake("부탁한 적이 없는 숫자의 값을 0으로 세었습니다. 부탁한 숫자만 보십시오.", zeros),
            Mistake(f"일치율이 가장 낮은 숫자의 다양함을 돌려주었습니다. {_APART}", paired(0)),
            Mistake(f"다양함이 가장 낮은 숫자의 일치율을 돌려주었습니다. {_APART}", paired(1)),
            *by(
                build,
                groups=Choice(wrong=_GROUPED),
                order=Choice(wrong=_ORDERS),
                reduced=Choice(wrong=_REDUCED),
                whole_share=Choice(wrong={_ALL.format("일치율"): True}),
                whole_spread=Choice(wrong={_ALL.format("다양함"): True}),
                spread=Choice(wrong=_SPREADS),
                share=Choice(wrong=_SHARES),
                **prefixed,
            ),
        ],
        tolerance=1e-5,
        describe=told,
    )
