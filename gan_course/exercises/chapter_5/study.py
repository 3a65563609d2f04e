"""5장 연습의 채점: 실험의 설계(5.7)."""

import numpy as np

from gan_course.exercises.answer import Wrong
from gan_course.exercises.comparing import Comparison
from gan_course.exercises.decisions import Choice, by
from gan_course.exercises.grading import exercise

# Pix2Pix의 오차들 p와 CycleGAN의 오차들 u에서 견줄 수
_PAIRED = {
    "Pix2Pix의 평균을 견주었습니다. 모든 씨앗이 이겨야 합니다.": np.mean,
    "Pix2Pix의 가장 좋은 씨앗만 보았습니다. 가장 나쁜 씨앗도 이겨야 합니다.": np.min,
    "Pix2Pix의 가운데 값(median)을 견주었습니다. 모든 씨앗이 이겨야 합니다.": np.median,
    "씨앗 하나만 보았습니다(첫 씨앗). 모든 씨앗이 이겨야 합니다.": lambda p: p[0],
    "마지막 씨앗만 보았습니다. 모든 씨앗이 이겨야 합니다.": lambda p: p[-1],
    "Pix2Pix의 오차를 모두 더해 견주었습니다.": np.sum,
}
_UNPAIRED = {
    "CycleGAN의 평균과 견주었습니다. 가장 좋은 씨앗도 이겨야 합니다.": np.mean,
    "CycleGAN의 가장 나쁜 씨앗과 견주었습니다. 가장 좋은 씨앗도 이겨야 합니다.": np.max,
    "CycleGAN의 가운데 값(median)과 견주었습니다. 가장 좋은 씨앗도 이겨야 합니다.": np.median,
    "CycleGAN의 첫 씨앗과만 견주었습니다.": lambda u: u[0],
}
_COMPARED = {
    "같은 경우까지 이겼다고 했습니다(<=). 더 작아야 합니다.": np.less_equal,
    "오차는 작을수록 좋습니다. 부등호가 뒤집혔습니다.": np.greater,
    "오차는 작을수록 좋습니다. 부등호가 뒤집혔고 같은 경우까지 넣었습니다.": np.greater_equal,
}
_WINS = {
    "평균끼리 견주었습니다. 운 좋은 씨앗 하나가 평균을 끌어내릴 수 있습니다.": lambda p, u: p.mean() < u.mean(),
    "가운데 값끼리 견주었습니다. 모든 씨앗이 이겨야 합니다.": lambda p, u: np.median(p) < np.median(u),
    "씨앗마다 짝지어 견주었습니다. CycleGAN의 가장 좋은 씨앗도 이겨야 합니다.": lambda p, u: all(a < b for a, b in zip(p, u)),
    "씨앗마다 짝지어 하나라도 이기면 된다고 했습니다. 가장 나쁜 씨앗이 가장 좋은 씨앗을 이겨야 합니다.": lambda p, u: any(a < b for a, b in zip(p, u)),
    "씨앗 하나끼리만 견주었습니다(첫 씨앗).": lambda p, u: p[0] < u[0],
    "Pix2Pix의 가장 좋은 씨앗을 CycleGAN의 가장 나쁜 씨앗과 견주었습니다. 거꾸로입니다.": lambda p, u: p.min() < u.max(),
    "오차는 작을수록 좋습니다. 부등호가 뒤집혔습니다(가장 작은 것이 가장 큰 것보다 크다).": lambda p, u: p.min() > u.max(),
    "Pix2Pix의 오차가 CycleGAN보다 커야 이긴다고 했습니다(min > min).": lambda p, u: p.min() > u.min(),
    "씨앗의 과반이 이기면 된다고 했습니다. 모든 씨앗이 이겨야 합니다.": lambda p, u: (p < u.min()).mean() > 0.5,
}  # fmt: skip


def _rounded_up(counts, wins):
    """이긴 수보다 크면 모두 이긴다고 여기는 이분 탐색."""
    ordered = sorted(counts)
    low, high = 0, len(ordered)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if wins(ordered[middle]) else (middle + 1, high)
    return ordered[low] if low < len(ordered) else 0


def _from_the_top(counts, wins):
    found = 0
    for count in sorted(counts, reverse=True):
        if not wins(count):
            break
        found = count
    return found


def _nothing_for(pick):
    return lambda counts, wins: pick([c for c in counts if wins(c)], counts)


_PICKS = {
    "목록에서 먼저 나온 수입니다. counts는 차례대로 늘어선 목록이 아닐 수 있습니다.": lambda counts, wins: next(
        (c for c in counts if wins(c)), 0),
    "목록에서 나중에 나온 수입니다. 이긴 수 가운데 가장 작은 것을 고르십시오.": _nothing_for(lambda w, c: w[-1] if w else 0),
    "가장 큰 수를 골랐습니다. 짝을 모으는 일은 비쌉니다.": _nothing_for(lambda w, c: max(w, default=0)),
    "짝의 수가 아니라 목록에서의 자리를 돌려주었습니다.": _nothing_for(lambda w, c: c.index(min(w)) if w else 0),
    "짝의 수가 아니라 차례로 늘어놓은 목록에서의 자리를 돌려주었습니다.": _nothing_for(lambda w, c: sorted(c).index(min(w)) if w else 0),
    "짝의 수가 아니라 이긴 것이 몇 가지인지를 돌려주었습니다.": _nothing_for(lambda w, c: len(w)),
    "이긴 수의 목록을 돌려주었습니다. 가장 작은 것 하나를 고르십시오.": _nothing_for(lambda w, c: np.array(w)),
    "짝을 늘리면 늘 더 낫다고 여겼습니다(이분 탐색). 중간의 수가 져도 더 작은 수가 이길 수 있습니다.": _rounded_up,
    "짝을 늘리면 늘 더 낫다고 여겼습니다. 더 큰 수가 져도 작은 수가 이길 수 있습니다.": _from_the_top,
    "이긴 수가 없을 때 0이 아니라 None입니다.": _nothing_for(lambda w, c: min(w, default=None)),
    "이긴 수가 없을 때 0이 아니라 -1입니다.": _nothing_for(lambda w, c: min(w, default=-1)),
    "이긴 수가 없을 때 0이 아니라 가장 큰 수입니다.": _nothing_for(lambda w, c: min(w, default=max(c))),
    "이긴 수가 없을 때 0이 아니라 목록의 마지막 수입니다.": _nothing_for(lambda w, c: min(w, default=c[-1])),
    "이긴 수가 없을 때 0이 아니라 무한대입니다.": _nothing_for(lambda w, c: min(w, default=np.inf)),
    "목록에서 먼저 나온 수를 골랐고, 없을 때 0이 아니라 None입니다.": lambda counts, wins: next((c for c in counts if wins(c)), None),
    "이기는지 묻지 않고 오차가 가장 작은 수를 골랐습니다.": None,
}  # fmt: skip


def _study(table, counts, unpaired):
    seeds = [3, 1, 4, 15][: len(next(iter(table.values())))]

    def score(count, seed):
        if count not in table and seed in table:
            raise Wrong(
                "score에 준 인자의 차례가 바뀌었습니다. score(짝의 수, 씨앗)입니다.", got=f"score({count}, {seed})"
            )
        if count not in table:
            raise Wrong(f"짝 {count}쌍의 결과는 없습니다. counts에 있는 수를 주십시오.", expected=counts, got=count)
        if seed not in seeds:
            raise Wrong(f"씨앗 {seed}의 결과는 없습니다. seeds에 있는 씨앗을 주십시오.", expected=seeds, got=seed)
        return table[count][seeds.index(seed)]

    score.table = table
    return score, counts, seeds, unpaired


def _drawn():
    """무작위로 지은 작은 실험들: 수가 차례대로가 아니고, 짝이 늘어도 나빠질 수 있습니다."""
    random = np.random.default_rng(57)
    for place in range(32):
        counts = [int(c) for c in random.permutation([2, 4, 8, 16, 32, 64])[: 3 + place % 3]]
        unpaired = [round(float(v), 3) for v in 0.25 + 0.3 * random.uniform(0, 1, (3, 2, 4)[place % 3]) ** 2]
        middle = {c: random.uniform(0.2, 0.38) for c in counts}
        spread = {c: random.choice([0.02, 0.1, 0.3]) for c in counts}
        table = {
            c: [round(float(v), 3) for v in middle[c] + spread[c] * random.uniform(-1, 1, len(unpaired)) ** 3]
            for c in counts
        }
        yield _study(table, counts, unpaired)


@exercise("5.7", "실험 설계: 짝이 몇 쌍이면 됩니까")
def pairs_needed() -> Comparison:
    def smallest(counts, wins):
        return min((c for c in counts if wins(c)), default=0)

    def build(paired=np.max, unpaired=np.min, compare=np.less, wins=None, pick=smallest):
        def found(score, counts, seeds, others):
            def won(count):
                p, u = np.array([score(count, seed) for seed in seeds]), np.array(others)
                return bool(wins(p, u) if wins else compare(paired(p), unpaired(u)))

            if pick is None:
                return min(counts, key=lambda c: max(score(c, seed) for seed in seeds))
            return pick(counts, won)

        return found

    def expected(score, counts, seeds, unpaired):
        return min((c for c in counts if max(score(c, s) for s in seeds) < min(unpaired)), default=0)

    def tolerant(answer):
        def value(*case):
            try:
                return answer(*case)
            except Wrong as wrong:
                if wrong.got == "None" and "print" not in wrong.misconception:  # 이긴 수가 없을 때만 None일 수 있습니다
                    return None
                raise

        return value

    picks = Choice(smallest, _PICKS)
    cases = [
        _study(
            {2: [0.40, 0.26, 0.42], 8: [0.29, 0.20, 0.24], 32: [0.25, 0.26, 0.27], 128: [0.20, 0.21, 0.19]},
            [2, 8, 32, 128],
            [0.30, 0.28, 0.33],
        ),
        _study(
            {4: [0.31, 0.32, 0.315], 16: [0.295, 0.29, 0.29], 64: [0.28, 0.27, 0.26], 256: [0.2, 0.1, 0.2]},
            [256, 4, 64, 16],
            [0.29, 0.35, 0.31],
        ),
        _study({2: [0.5, 0.6], 8: [0.45, 0.5], 32: [0.41, 0.6]}, [2, 8, 32], [0.4, 0.45]),
        # 가장 나쁜 씨앗이 상대의 가장 좋은 씨앗과 꼭 같으면 이긴 것이 아닙니다.
        _study({2: [0.27, 0.35], 8: [0.30, 0.2], 32: [0.2, 0.25]}, [32, 8, 2], [0.31, 0.30]),
        _study({4: [0.30, 0.2], 8: [0.35, 0.2], 16: [0.2, 0.25]}, [16, 8, 4], [0.31, 0.30]),
        # 짝이 가장 적을 때 이기고, 늘리면 집니다.
        _study({2: [0.20, 0.21, 0.22], 4: [0.5, 0.2, 0.6], 8: [0.4, 0.5, 0.6], 16: [0.1, 0.6, 0.1]}, [8, 16, 2, 4], [0.3, 0.35, 0.4]),
        *_drawn(),
    ]  # fmt: skip
    return Comparison(
        read=tolerant,
        cases=cases,
        reference=expected,
        mistakes=[
            *by(build, most=1, wins=Choice(None, _WINS), pick=picks),
            *by(
                build,
                paired=Choice(np.max, _PAIRED),
                unpaired=Choice(np.min, _UNPAIRED),
                compare=Choice(np.less, _COMPARED),
                pick=picks,
            ),
            *by(build, wins=Choice(None, _WINS), pick=picks),
        ],
        describe=lambda score, counts, seeds, unpaired: (
            f"Pix2Pix의 오차 {score.table}, 짝의 수 {counts}, CycleGAN의 오차 {unpaired}"
        ),
    )
